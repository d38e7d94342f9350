"""What the page without Python is tested on is what Python does today."""

import json
import runpy
from pathlib import Path

HERE = Path(__file__).parent


def test_the_twenty_thousand_gestures_that_javascript_draws_are_those_of_python():
    held = json.loads((HERE / "gestures.json").read_text(encoding="ascii"))

    assert held == runpy.run_path(str(HERE / "gestures.py"))["drawn"]()
    assert len(held["told"]) * held["gestures"] == 20_000

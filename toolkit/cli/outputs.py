"""Beside each output, a small .json: how it was made, from which state of the study. No words in it."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def record(path: Path, *, verb: str, parameters: Mapping[str, Any], head: str) -> Path:
    """Write ``path.json`` beside an output: its fingerprint, the verb, its parameters, the journal's head."""
    from toolkit import __version__
    from toolkit.formats.whole import write_whole

    told = {
        "tool": f"carnet {__version__}",
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "journal_head": head,
        "verb": verb,
        "parameters": dict(parameters),
    }
    content = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return write_whole(path.with_name(path.name + ".json"), content.encode("utf-8"))

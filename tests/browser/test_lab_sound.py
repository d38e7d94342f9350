"""The recording in JupyterLab itself: its bytes come by messages, nothing of it stays in the notebook."""

import runpy
from pathlib import Path

import pytest
from text_to_code import nouns

from toolkit import new_study
from toolkit.formats.coffre_places import coffre_place
from toolkit.model import Change

pytestmark = [pytest.mark.browser, pytest.mark.slow]
wav = runpy.run_path(str(Path(__file__).parents[1] / "coding" / "test_sound.py"))["wav"]
OPEN = """from toolkit import open_study, coding
study = open_study({study!r})
study.coder = "C1"
coding.highlighter(study, "E03")"""


def test_a_recording_of_several_pieces_is_heard_from_the_coffre(lab, tmp_path):
    folder = tmp_path / "étude de Zoé"
    with new_study(folder) as study:
        study.do(Change.adding(*nouns(), verb="prepare"))
    path = wav(coffre_place(folder) / "audio" / "E03 Mme Roux.wav", 200)
    assert path.stat().st_size > 3 << 20
    page = lab.open([OPEN.format(study=str(folder))], name="écoute.ipynb")
    lab.run(0)
    page.locator(".carnet-highlighter[data-ready='1']").wait_for()

    page.get_by_role("button", name="Ouvrir l’enregistrement").click()
    page.locator(".sound-controls").wait_for()
    page.locator(".turn").nth(4).focus()
    page.keyboard.press("g")
    page.locator(".turn.heard", has_text="Qui décide").wait_for()
    page.keyboard.press(" ")
    page.locator(".sound[data-playing='true']").wait_for()
    page.keyboard.press(" ")

    saved = lab.save("écoute.ipynb")
    assert "passages codés" in saved
    assert "Roux" not in saved
    assert lab.away() == []
    assert lab.errors == []

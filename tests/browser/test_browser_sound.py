"""The recording heard beside its text: opened by pieces, by mouse and by keyboard, the turn being heard marked."""

import runpy
from pathlib import Path

import pytest
from text_to_code import nouns

from toolkit import new_study
from toolkit.coding import highlighter, sound_files
from toolkit.formats.coffre_places import coffre_place
from toolkit.model import Change, Transcript

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
bench_opener = runpy.run_path(str(HERE / "harness.py"))["bench_opener"]
wav = runpy.run_path(str(HERE.parent / "coding" / "test_sound.py"))["wav"]
AXE = HERE.parents[1] / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def show(opened, tmp_path):
    bench_of = bench_opener(opened)
    with new_study(tmp_path / "étude de Zoé") as study:
        study.do(Change.adding(*nouns(), verb="prepare"))
        study.coder = "C1"
        audio = coffre_place(study.folder) / "audio"

        def show(*names, seconds=60, **options):
            for name in names:
                wav(audio / name, seconds)
            return bench_of(highlighter(study, "E03", lang="fr"), **options)

        yield show


def at(page):
    return int(page.locator(".sound").get_attribute("data-at"))


def reached(page, low, high):
    page.wait_for_function(
        "([low, high, at = Number(document.querySelector('.sound').dataset.at)]) => at >= low && at <= high",
        arg=[low, high],
    )


def test_a_recording_is_opened_heard_and_followed_by_keyboard_alone(show):
    bench = show("E03 Mme Roux.wav")
    page = bench.page
    assert page.locator(".sound-controls").is_hidden()
    page.get_by_role("button", name="Ouvrir l’enregistrement").press("Enter")
    page.locator(".sound-controls").wait_for()

    page.locator(".turn").nth(2).focus()
    page.keyboard.press("g")
    reached(page, 34_000, 34_100)
    page.locator(".turn.heard", has_text="Et après").wait_for()
    page.keyboard.press("d")
    reached(page, 31_000, 31_100)
    page.locator(".turn.heard", has_text="voisine").wait_for()
    page.keyboard.press("l")
    page.keyboard.press("e")
    page.keyboard.press("e")
    assert page.locator(".sound-rate").inner_text() == "× 1,25"
    page.keyboard.press(" ")
    page.locator(".sound[data-playing='true']").wait_for()
    reached(page, 31_200, 60_000)
    page.keyboard.press(" ")
    page.locator(".sound[data-playing='false']").wait_for()
    # The keys of the text are still its own.
    page.keyboard.press("t")
    page.locator(".about", has_text="tour 3").wait_for()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run(document.querySelector('.carnet-highlighter')).then(r => r.violations.map(v => v.id))"
    )
    assert found == []


def test_a_long_recording_is_opened_by_stretches_and_several_are_to_choose_from(show, monkeypatch):
    monkeypatch.setattr(sound_files, "BIGGEST", 1000)
    monkeypatch.setattr(sound_files, "STRETCH_MS", 20_000)
    page = show("E03 a.wav", "E03 b.wav").page
    page.get_by_label("Quel enregistrement").select_option(index=1)
    page.get_by_role("button", name="Ouvrir l’enregistrement").click()
    page.locator(".sound-controls").wait_for()
    page.locator(".turn").nth(3).focus()
    page.get_by_role("button", name="Aller à ce tour").click()
    reached(page, 51_000, 51_100)
    page.wait_for_function("Math.abs(document.querySelector('audio').currentTime - 11) < 0.1")
    page.locator(".turn.heard", has_text="chez nous").wait_for()
    assert page.locator(".sound-time", has_text="/").inner_text() == "00:51 / 01:00"


@pytest.mark.parametrize("content", [b"", b"Ceci n'est pas un mp3. " * 500], ids=["empty", "of another kind"])
def test_a_recording_that_cannot_be_heard_says_so_and_coding_goes_on(show, content):
    bench = show("E03.wav", seconds=1)
    audio = coffre_place(bench.hosted._of.desk.folder) / "audio"
    (audio / "E03.wav").unlink()
    (audio / "E03.mp3").write_bytes(content)
    bench = show()
    page = bench.page
    page.get_by_role("button", name="Ouvrir l’enregistrement").click()
    page.locator(".notice.fault").wait_for()
    assert page.locator(".notice.fault").inner_text().strip()
    page.get_by_role("button", name="Ouvrir l’enregistrement").wait_for()
    page.locator(".turn").nth(4).focus()
    page.keyboard.press("t")
    page.keyboard.press("1")
    page.locator(".carnet-highlighter[data-codings='8'][data-standing='kept']").wait_for()


def test_a_turn_without_time_says_so(show):
    bench = show("E03.wav", seconds=2)
    page = bench.page
    assert bench.hosted.snapshot()["sounds"]
    page.get_by_role("button", name="Ouvrir l’enregistrement").click()
    page.locator(".sound-controls").wait_for()
    text = bench.hosted._of.desk.get(Transcript, "E03")
    bench.hosted._of.desk.do(
        Change.replacing([(text, type(text)(text.id, text.text, (), (), fingerprint=text.fingerprint))])
    )
    bench.flush()
    page.locator(".turn").first.focus()
    page.locator("[data-act=turn][aria-disabled=true]").wait_for()
    page.keyboard.press("g")
    page.get_by_role("status").filter(has_text="n’a pas de temps").wait_for(state="attached")

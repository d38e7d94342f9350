"""The editor of a coded text in a real browser: marks move as one types, a person decides, one action is saved."""

import runpy
from pathlib import Path

import pytest

from toolkit.model import Change, Code, Coder, Coding, MemoryDesk, Transcript, coding_of
from toolkit.transcripts import editor, read_text, transcript_of

bench_opener = runpy.run_path(str(Path(__file__).with_name("harness.py")))["bench_opener"]
TALK = (
    "E : Comment êtes-vous arrivée ?\nP : Par une voisine 😀. On s’entraid beaucoup, voilà.\n"
    "E : Et la mairie ?\nP : La mairie ne répond jamais. C’est épuisant."
)


@pytest.fixture
def open_bench(opened):
    return bench_opener(opened)


@pytest.fixture
def desk():
    text = transcript_of(read_text(TALK), "E01", participant="P01")
    codes = (Code("aide", "Entraide", color="#1b9e77"), Code("mairie", "Mairie"), Code("usure", "Usure"))
    made = MemoryDesk(text, Coder("camille", "Camille"), *codes)
    for words, code in (("On s’entraid beaucoup", 0), ("La mairie ne répond jamais", 1), ("C’est épuisant", 2)):
        start = TALK.index(words)
        made.do(_added(coding_of(text, start, start + len(words), codes[code], coder="camille")))
    return made


def _added(coding):
    return Change.adding(coding)


def answered(bench):
    """Wait until Python has answered about what is written."""
    bench.page.wait_for_selector(".carnet-editor[data-answered='1']")


def marks(bench, side):
    """The words under each mark of a side, by state."""
    return bench.page.evaluate(
        "side => [...document.querySelectorAll(`${side} mark`)].map((one) => [one.dataset.state, one.textContent])",
        side,
    )


def write(bench, text):
    bench.page.fill("textarea", text)


def test_marks_follow_a_correction_typed_in_place_and_one_action_is_saved(open_bench, desk):
    bench = open_bench(editor(desk, "E01"))
    page = bench.page
    assert marks(bench, ".old") == marks(bench, ".mirror")
    assert marks(bench, ".old")[0][1] == "On s’entraid beaucoup"
    at = TALK.encode("utf-16-le").index("entraid".encode("utf-16-le")) // 2 + len("entraid")

    page.focus("textarea")
    page.evaluate("at => document.querySelector('textarea').setSelectionRange(at, at)", at)
    page.keyboard.type("e")
    answered(bench)

    assert marks(bench, ".mirror")[0] == ["keep", "On s’entraide beaucoup"]
    assert [words for _state, words in marks(bench, ".mirror")][1:] == [
        "La mairie ne répond jamais",
        "C’est épuisant",
    ]
    assert "2 passages suivent" in page.inner_text(".counts")
    page.click(".primary")
    page.wait_for_selector(".carnet-editor[data-draft='0']")
    assert desk.get(Transcript, "E01").text == TALK.replace("entraid ", "entraide ")
    assert desk.all(Coding)[0].quote == "On s’entraide beaucoup"
    desk.undo()
    assert desk.get(Transcript, "E01").text == TALK


def test_a_new_transcription_is_pasted_and_each_passage_decided_from_the_keyboard(open_bench, desk):
    bench = open_bench(editor(desk, "E01"))
    page = bench.page
    page.click("text=Nouvelle retranscription")
    new = TALK.replace("On s’entraid beaucoup", "On s’aide tout le temps").replace("ne répond", "ne nous répond")
    new = new.replace("C’est épuisant", "J’en ai assez")
    write(bench, new)
    answered(bench)
    assert page.locator("li.card").count() == 3

    page.locator("li.card").first.focus()
    page.keyboard.press("g")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("e")
    answered(bench)
    page.evaluate(
        "words => { const area = document.querySelector('textarea'); area.focus();"
        " const at = area.value.indexOf(words); area.setSelectionRange(at, at + words.length); }",
        "ai assez",
    )
    page.wait_for_timeout(50)
    page.locator("li.card").nth(2).get_by_text("Marquer la sélection").click()
    answered(bench)

    assert [card.get_attribute("data-state") for card in page.locator("li.card").all()] == ["keep", "drop", "place"]
    assert ["place", "ai assez"] in marks(bench, ".mirror")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".carnet-editor[data-draft='0']")
    held = {one.code: (one.quote, one.state) for one in desk.all(Coding)}
    assert held == {"aide": ("On s’aide tout le temps", "accepted"), "usure": ("ai assez", "accepted")}


def test_nothing_is_saved_when_python_is_gone_or_the_text_is_another(open_bench, desk):
    known = TALK + "\nE : Racontez encore.\nP : " + "Il y a tant à dire du jardin, de la rue, des gens. " * 6
    text = transcript_of(read_text(known), "E02", participant="P01")
    start = known.index("tant à dire")
    desk.do(Change.adding(text, coding_of(text, start, start + 11, Code("usure", "Usure"), coder="camille")))
    bench = open_bench(editor(desk, "E02"))
    page = bench.page

    write(bench, "Q : tout autre chose.\n" * 40)
    page.wait_for_selector(".told .fault:not([hidden])")

    assert page.is_disabled(".primary")
    page.click("text=C’est le bon texte")
    page.wait_for_selector("li.card")
    page.click("text=Revenir au texte de l’étude")
    assert page.input_value("textarea") == text.text
    page.evaluate("window.bench.dead = true")
    write(bench, text.text + " Voilà.")
    page.wait_for_selector(".carnet-editor[data-standing='dead']")
    assert page.is_disabled(".primary")
    assert desk.get(Transcript, "E02") == text


def test_what_somebody_codes_meanwhile_is_shown_and_the_draft_stays(open_bench, desk):
    hosted = editor(desk, "E01")
    bench = open_bench(hosted)
    write(bench, TALK.replace("entraid ", "entraide "))
    answered(bench)
    text = desk.get(Transcript, "E01")

    desk.do(_added(coding_of(text, 4, 11, Code("usure", "Usure"), coder="camille")))
    bench.flush()
    answered(bench)

    assert bench.page.input_value("textarea") == TALK.replace("entraid ", "entraide ")
    assert "Comment" in [words for _state, words in marks(bench, ".mirror")]
    bench.page.click(".primary")
    bench.page.wait_for_selector(".carnet-editor[data-draft='0']")
    assert len(desk.all(Coding)) == 4


def test_the_text_and_its_marks_lie_one_on_the_other(open_bench, desk):
    """A mark drawn beside its words would lie: each line of the mirror has the height of that of the text."""
    bench = open_bench(editor(desk, "E01"))
    long = TALK.replace("voilà", "voilà " + "et puis encore beaucoup de mots " * 60)

    write(bench, long)
    answered(bench)

    heights = bench.page.evaluate(
        "() => { const area = document.querySelector('textarea'); const mirror = document.querySelector('.mirror');"
        " const had = area.style.height; area.style.height = '0';"
        " const needed = area.scrollHeight; area.style.height = had;"
        " return [needed, mirror.scrollHeight, area.clientWidth, mirror.clientWidth]; }"
    )
    assert abs(heights[0] - heights[1]) <= 2
    assert heights[2] == heights[3]


@pytest.mark.parametrize("dark", [False, True])
def test_a_screen_reader_finds_its_way(open_bench, desk, dark):
    axe = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.exists():
        pytest.skip("axe-core is not installed (python -m toolkit.web.build installs it)")
    bench = open_bench(editor(desk, "E01"), dark=dark)
    write(bench, TALK.replace("entraid ", "entraide ").replace("épuisant", "usant"))
    answered(bench)

    bench.page.evaluate(axe.read_text(encoding="utf-8"))
    found = bench.page.evaluate(
        "() => axe.run('.carnet-editor').then("
        "(said) => said.violations.map((one) => [one.id, one.nodes.map((n) => n.html)]))"
    )

    assert found == []


def test_a_long_interview_is_typed_in_without_waiting(open_bench):
    lines = [
        f"{'EP'[n % 2]} : " + f"la réponse numéro {n} parle du jardin, des voisines et de la mairie. " * 4
        for n in range(420)
    ]
    text = transcript_of(read_text("\n".join(lines)), "E01", participant="P01")
    code = Code("aide", "Entraide")
    codings = [coding_of(text, at, at + 60, code, coder="camille") for at in range(10, len(text.text) - 80, 230)]
    desk = MemoryDesk(text, Coder("camille"), code, *codings)
    bench = open_bench(editor(desk, "E01"))

    spent = bench.page.evaluate(
        "() => { const area = document.querySelector('textarea'); const all = [];"
        " for (let n = 0; n < 10; n += 1) { area.setRangeText('é', 60000 + n, 60000 + n, 'end');"
        " const t = performance.now();"
        " area.dispatchEvent(new InputEvent('input', {bubbles: true})); all.push(performance.now() - t); }"
        " return all.sort((a, b) => a - b)[5]; }"
    )
    answered(bench)

    assert len(codings) > 400
    print(f"one key: {spent:.0f} ms")
    assert bench.page.locator(".mirror .line").count() == 420

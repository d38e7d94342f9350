"""A printed interview opened in a browser: its style is applied, nothing leaves, nothing overflows."""

from pathlib import Path

import pytest

from toolkit.coding import coded_document
from toolkit.formats.document_writers import to_bytes
from toolkit.model import Code, Coder, MemoryDesk, Speaker, Transcript, Turn, coding_of

ROOT = Path(__file__).resolve().parents[2]
WORDS = "On s’entraide 😀, je dis tout : ça tient à ça.\n\nשלום. " + "Interminable" * 30


@pytest.fixture(scope="module")
def html() -> bytes:
    text = f"R : {WORDS}"
    transcript = Transcript(
        "E03", text, (Turn(("R",), 0, 4, len(text), 61_000),), (Speaker("R", "participant", "P03"),)
    )
    code = Code("aide", "Entraide, un très long nom de code " + "é" * 60, short_definition="<b>Soutien</b>")
    places = ((4, 24), (8, 40), (8, 20))
    codings = [coding_of(transcript, *place, code, coder=f"C{n}") for n, place in enumerate(places, 1)]
    desk = MemoryDesk(code, *(Coder(f"C{n}", f"Camille {n}") for n in (1, 2, 3)), transcript, *codings)
    return to_bytes(coded_document(desk, "E03"), ".html")


@pytest.fixture
def page(browser, html, tmp_path):
    path = tmp_path / "E03 imprimé.html"
    path.write_bytes(html)
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.on("console", lambda message: seen.append(message.text))
    page.goto(path.as_uri())
    yield page
    context.close()
    assert seen == [path.as_uri()]


def test_the_codes_stand_beside_the_words(page):
    turn = page.locator(".turn").first

    words, margin = turn.locator("> p").bounding_box(), turn.locator("> aside").bounding_box()
    assert margin["x"] >= words["x"] + words["width"]
    assert abs(margin["y"] - words["y"]) < 5
    assert "Entraide, un très long nom de code" in turn.locator("aside").inner_text()


def test_marks_are_seen_and_are_no_words(page):
    shown = page.evaluate("getComputedStyle(document.querySelector('.turn sup'), '::before').content")
    lines = page.evaluate(
        "[...document.querySelectorAll('.turn > p u')].map(u => getComputedStyle(u).textDecorationStyle)"
    )

    assert shown == '"[1"'
    assert {"solid", "double"} <= set(lines)
    assert "On s’entraide 😀, je dis tout : ça tient à ça." in page.locator(".turn > p").first.text_content()


@pytest.mark.parametrize("width", [1200, 390])
def test_nothing_overflows_sideways_on_any_screen(page, width):
    page.set_viewport_size({"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_a_third_is_left_to_write_in(page):
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 690, "height": 1000})  # A4 without its margins

    turn = page.locator(".turn").first
    assert turn.locator("> aside").bounding_box()["width"] > 200
    assert page.evaluate("document.documentElement.scrollWidth") <= 690
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_a_print_passes_an_accessibility_check(browser, html):
    source = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not source.is_file():
        pytest.skip("axe-core is not installed: run “python -m toolkit.web.build” once")
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.set_content(html.decode("utf-8"))
    page.evaluate(source.read_text(encoding="utf-8"))

    said = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    context.close()

    assert [(broken["id"], [node["target"] for node in broken["nodes"]]) for broken in said["violations"]] == []

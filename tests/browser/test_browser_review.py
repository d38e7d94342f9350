"""The review as a supervisor lives it: by mouse, by keyboard, sealed, hostile, saved and taken up again."""

import json
import runpy
from pathlib import Path

import pytest

from toolkit.model import Coding, Review
from toolkit.review import import_answers, read_answers, record_of, review_bundle, review_page

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
MADE = runpy.run_path(str(ROOT / "tests" / "review" / "review_desk.py"))
PASSPHRASE = "écureuil 🐿 pierre"


@pytest.fixture(scope="module")
def desk():
    return MADE["desk"]()


@pytest.fixture(scope="module")
def bundle(desk):
    return review_bundle(desk, n=6, coder="C1")


def saved(page) -> tuple[str, str]:
    """Save the answers and return the name and the content of the file."""
    with page.expect_download() as waiting:
        page.get_by_role("banner").get_by_role("button", name="Enregistrer mes réponses").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_text(encoding="utf-8")


def imported(content: str, bundle, **options) -> dict[str, Review]:
    desk = MADE["desk"]()
    change, report = import_answers(desk, read_answers(content, **options), records=[record_of(bundle)])
    desk.do(change)
    assert report.unknown == report.outdated == ()
    return {review.coding: review for review in desk.all(Review)}


def focused(page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.className")


def test_a_whole_review_by_mouse(opened, bundle):
    page = opened(review_page(bundle)).page
    verdicts = ["D’accord", "À rediscuter", "Pas d’accord"] * 2

    for rank, verdict in enumerate(verdicts):
        page.get_by_role("main").get_by_role("button", name=verdict, exact=True).click()
        if rank == 1:
            page.get_by_label("Commentaire").fill("Plutôt « argent » 🥬 ?")
            page.get_by_label("Autre code à envisager").fill("=1+1")
        page.get_by_role("button", name="Suivant", exact=True).click()
    name, content = saved(page)

    reviews = imported(content, bundle)
    assert page.get_by_role("heading", name="Synthèse").is_visible()
    assert page.locator(".count").inner_text() == "6 sur 6, c’est terminé"
    assert name == f"reponses-{bundle['bundle_id']}.json"
    assert name in page.locator(".notice").inner_text()
    wanted = dict(zip([item["id"] for item in bundle["items"]], ["agree", "discuss", "disagree"] * 2, strict=True))
    assert {coding: review.verdict for coding, review in reviews.items()} == wanted
    second = reviews[bundle["items"][1]["id"]]
    assert (second.comment, second.suggestion) == ("Plutôt « argent » 🥬 ?", "=1+1")


def test_a_whole_review_by_keyboard_alone(opened, bundle):
    page = opened(review_page(bundle)).page
    press = page.keyboard.press

    page.keyboard.press("Tab")
    assert focused(page) == "skip"
    press("Enter")
    assert focused(page) == "carnet-heading"
    press("Digit1")
    press("j")
    press("2")
    press("c")
    page.keyboard.type("1 2 3 j k : des touches, pas des ordres")
    press("Escape")
    press("ArrowRight")
    press("ArrowLeft")
    assert page.locator(".rank").inner_text() == "Passage 2 sur 6"
    press("n")
    press("Numpad3")
    for _ in range(3):
        press("n")
        press("1")
    press("n")
    assert page.locator(".carnet-review").get_attribute("data-view") == "summary"
    with page.expect_download() as waiting:
        press("e")

    reviews = imported(Path(waiting.value.path()).read_text(encoding="utf-8"), bundle)
    verdicts = [reviews[item["id"]].verdict for item in bundle["items"]]
    assert verdicts == ["agree", "discuss", "disagree", "agree", "agree", "agree"]
    assert reviews[bundle["items"][1]["id"]].comment == "1 2 3 j k : des touches, pas des ordres"
    page.get_by_role("status").filter(has_text="téléchargements").wait_for()


def test_buttons_and_list_answer_to_tab_enter_and_arrows(opened, bundle):
    page = opened(review_page(bundle)).page

    page.locator(".item").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator(".rank").inner_text() == "Passage 3 sur 6"
    page.get_by_role("main").get_by_role("button", name="Pas d’accord").focus()
    page.keyboard.press("Space")

    assert page.get_by_role("button", name="Pas d’accord", exact=True).get_attribute("aria-pressed") == "true"
    assert page.locator(".count").inner_text().startswith("1 sur 6, il reste environ")
    page.get_by_role("status").filter(has_text="1 sur 6").wait_for()
    assert "Pas d’accord" in page.locator(".item").nth(2).inner_text()


def test_single_keys_can_be_switched_off(opened, bundle):
    page = opened(review_page(bundle)).page

    page.get_by_label("Raccourcis d’une touche actifs").uncheck()
    page.locator("h2").focus()
    page.keyboard.press("1")
    page.keyboard.press("j")

    assert page.locator(".rank").inner_text() == "Passage 1 sur 6"
    assert page.locator(".count").inner_text().startswith("0 sur 6")


def test_the_words_marked_are_those_of_the_coding(opened, desk):
    bundle = review_bundle(desk, n=100)
    page = opened(review_page(bundle)).page
    marked = {}

    for item in bundle["items"]:
        marked[item["id"]] = "".join(page.locator(".transcript mark").all_text_contents())
        page.keyboard.press("j")

    assert len(marked) > 15
    assert marked == {id: desk.get(Coding, id).quote for id in marked}


def test_a_hostile_label_is_words_and_nothing_is_run(opened, desk):
    bundle = review_bundle(desk, n=100, blind=True)
    hostile = next(item for item in bundle["items"] if item["code"] == "hostile")
    seen = opened(review_page(bundle))
    page = seen.page

    page.locator(f'[data-id="{hostile["id"]}"]').click()
    page.locator("#carnet-comment").fill(MADE["HOSTILE"])
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    page.keyboard.press("s")

    assert page.locator("img").count() == 0
    assert page.locator(".talk").get_by_text(MADE["HOSTILE"]).count() == 2
    assert page.get_by_role("rowheader", name="=1+1").count() == 1
    assert "volé" not in page.title()


def test_nothing_can_leave_the_page(opened, bundle):
    seen = opened(review_page(bundle))
    tried = """async () => {
      const said = await fetch('https://example.org/?' + document.title).then(() => 'sent', () => 'refused');
      const image = await new Promise((done) => {
        const made = Object.assign(new Image(), {onload: () => done('sent'), onerror: () => done('refused')});
        made.src = 'https://example.org/x.png';
      });
      const script = Object.assign(document.createElement('script'), {textContent: 'window.run = 1'});
      document.body.append(script);
      return [said, image, window.run ?? 'refused'];
    }"""

    said = seen.page.evaluate(tried)

    assert said == ["refused", "refused", "refused"]
    assert seen.left() == []
    assert seen.refused == ["https://example.org/x.png"]
    assert all("Content Security Policy" in error for error in seen.errors)
    assert len(seen.errors) >= 3
    seen.errors.clear()


def test_a_reload_keeps_the_draft_and_a_file_brings_it_elsewhere(opened, bundle, tmp_path):
    html = review_page(bundle)
    page = opened(html).page
    page.keyboard.press("2")
    page.get_by_label("Commentaire").fill("voisine 🥬")
    page.get_by_text("Brouillon gardé dans ce navigateur.").wait_for()

    page.reload()
    page.wait_for_selector("#carnet[data-ready]")
    page.keyboard.press("k")
    kept = page.get_by_label("Commentaire").input_value()
    _name, content = saved(page)
    other = opened(html, name="ailleurs.html").page
    file = tmp_path / "reponses (1).json"
    file.write_text(content, encoding="utf-8")
    other.set_input_files("#carnet-load", str(file))
    other.get_by_text("Une réponse reprise du fichier.").first.wait_for()

    assert kept == "voisine 🥬"
    assert other.locator(".count").inner_text().startswith("1 sur 6")
    file.write_text("pas une réponse", encoding="utf-8")
    other.set_input_files("#carnet-load", str(file))
    other.locator(".notice.fault").wait_for()
    assert other.locator(".count").inner_text().startswith("1 sur 6")


def test_a_sealed_page_opens_with_its_passphrase_only_and_keeps_nothing_in_clear(opened, bundle):
    seen = opened(review_page(bundle, passphrase=PASSPHRASE))
    page = seen.page
    assert "Jardins" not in page.title()

    page.get_by_label("Phrase de passe").fill("écureuil pierre")
    page.get_by_role("button", name="Ouvrir").click()
    page.get_by_role("alert").filter(has_text="n’ouvre pas").wait_for()
    page.get_by_label("Phrase de passe").fill(PASSPHRASE)
    page.keyboard.press("Enter")
    page.wait_for_selector('#carnet[data-ready="1"]')
    page.keyboard.press("1")
    page.get_by_label("Commentaire").fill("secrète voisine")
    page.get_by_text("Brouillon gardé dans ce navigateur, chiffré.").wait_for()
    draft = page.evaluate("JSON.stringify({...localStorage})")
    _name, content = saved(page)

    reviews = imported(content, bundle, passphrase=PASSPHRASE)
    assert "secrète" not in draft
    assert "secrète" not in content
    assert "Lopez" not in draft
    assert [review.comment for review in reviews.values()] == ["secrète voisine"]
    page.reload()
    page.get_by_label("Phrase de passe").fill(PASSPHRASE)
    page.keyboard.press("Enter")
    page.wait_for_selector('#carnet[data-ready="1"]')
    assert page.locator(".count").inner_text().startswith("1 sur 6")


def test_filters_show_what_they_say_and_moves_stay_inside(opened, bundle):
    page = opened(review_page(bundle)).page
    page.keyboard.press("1")

    page.get_by_label("Code", exact=True).select_option("isolement")
    wanted = [item["id"] for item in bundle["items"] if item["code"] == "isolement"]
    assert page.locator(".item").evaluate_all("rows => rows.map((row) => row.dataset.id)") == wanted
    assert page.locator(".carnet-review").get_attribute("data-current") == wanted[0]
    page.get_by_label("État").select_option("agree")
    assert page.get_by_text("Aucun passage ne répond").is_visible()
    page.get_by_role("button", name="Montrer tous les passages").click()

    assert page.locator(".item").count() == 6


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 900), ("dark", 390)])
def test_the_page_passes_an_accessibility_check(opened, bundle, scheme, width):
    source = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not source.is_file():
        pytest.skip("axe-core is not installed: run “python -m toolkit.web.build” once")
    page = opened(review_page(bundle), color_scheme=scheme, viewport={"width": width, "height": 900}).page
    page.evaluate(source.read_text(encoding="utf-8"))
    found = {}

    for view, keys in (("passage", ["2"]), ("summary", ["s"])):
        for key in keys:
            page.keyboard.press(key)
        said = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found[view] = [(broken["id"], [node["target"] for node in broken["nodes"]]) for broken in said["violations"]]

    assert found == {"passage": [], "summary": []}


@pytest.mark.parametrize("width", [1280, 900, 390, 320])
def test_nothing_overflows_sideways(opened, bundle, width):
    page = opened(review_page(bundle), viewport={"width": width, "height": 800}).page

    wide = [page.evaluate("document.documentElement.scrollWidth")]
    page.keyboard.press("s")
    wide.append(page.evaluate("document.documentElement.scrollWidth"))

    assert max(wide) <= width


def test_print_holds_every_passage_and_its_verdict(opened, bundle):
    page = opened(review_page(bundle)).page
    page.keyboard.press("3")

    page.emulate_media(media="print")

    page.wait_for_selector(".sheet")
    assert page.locator(".sheet").count() == 6
    assert page.locator(".sheet").first.locator(".ticks").inner_text().count("☒ Pas d’accord") == 1
    assert page.locator(".bar").is_hidden()


def test_the_page_speaks_english_when_the_screen_does(opened, desk, monkeypatch):
    monkeypatch.setenv("CARNET_LANG", "en")
    page = opened(review_page(review_bundle(desk, n=6))).page

    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("heading", level=1).inner_text() == "Review of the coding"
    assert page.locator(".transcript").get_attribute("lang") == "fr"
    assert page.locator(".count").inner_text() == "0 of 6, about 5 min left"


def test_an_answer_file_of_another_page_is_refused(opened, bundle, tmp_path):
    page = opened(review_page(bundle)).page
    file = tmp_path / "autre.json"
    facts = {
        "format": "carnet-review-answers/1",
        "bundle_id": "b0",
        "source_sha256": "0",
        "reviewer": "",
        "exported_at": "",
    }
    file.write_text(json.dumps({**facts, "review": {}}), encoding="utf-8")

    page.set_input_files("#carnet-load", str(file))

    page.locator(".notice").filter(has_text="autre page d’avis").wait_for()

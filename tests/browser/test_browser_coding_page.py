"""Coding in one HTML file, without Python: by keyboard, by mouse, kept, sealed, hostile, brought into a study."""

import json
import runpy
from pathlib import Path

import pytest
from text_to_code import desk as coded_desk
from text_to_code import transcript

from toolkit import coding
from toolkit.coding.page import coding_page
from toolkit.coding.page_answers import read_page_answers
from toolkit.coding.page_bundle import coding_bundle, record_of
from toolkit.coding.page_import import import_page
from toolkit.model import Change, Code, Coding, Memo

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
words = runpy.run_path(str(HERE / "test_browser_highlighter.py"))["words"]
AXE = HERE.parents[1] / "node_modules" / "axe-core" / "axe.min.js"
ROOT = ".carnet-highlighter"
PASSPHRASE = "écureuil 🐿 pierre"


@pytest.fixture
def study():
    study = coded_desk()
    study.do(Change.adding(transcript("E05"), Code("img", "<img src=x onerror=document.title='pris'>")))
    return study


@pytest.fixture
def bundle(study):
    return coding_bundle(study, ["E03", "E05"], coder="C1", lang="fr", made_on="2026-11-25")


def kept(page, codings, place="local"):
    page.locator(f"{ROOT}[data-codings='{codings}'][data-standing='kept']").wait_for()
    page.locator(f"#carnet[data-place='{place}']").wait_for()


def code(page, number, name):
    page.locator(".turn").nth(number - 1).focus()
    page.keyboard.press("t")
    page.keyboard.press("c")
    page.keyboard.type(name)
    page.keyboard.press("Enter")


def downloaded(page):
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger mes réponses").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_text(encoding="utf-8")


def brought(study, bundle, content, **options):
    change, report = import_page(study, read_page_answers(content, **options), records=[record_of(bundle)])
    study.do(change, coder="C1")
    return report


def on_the_page(page):
    """The codings that the page shows."""
    return set(
        page.evaluate(
            """() => [...document.querySelectorAll('.stripe')].map((one) => one.dataset.id)""",
        )
    )


def test_an_interview_is_coded_kept_and_brought_into_the_study_as_the_page_shows_it(opened, study, bundle):
    page = opened(coding_page(bundle)).page
    words(page, "On a eu les clefs 🔑")
    page.locator(".palette input").fill("ete")
    page.locator(".code", has_text="L’été").first.click()
    kept(page, 8)
    page.keyboard.press("m")
    page.keyboard.type("Une phrase à garder")
    page.keyboard.press("Control+Enter")
    page.locator(".card .memo", has_text="Une phrase à garder").wait_for()
    code(page, 5, "Pouvoir d’agir")
    kept(page, 9)
    code(page, 3, "<img")
    kept(page, 10)
    page.keyboard.press("z")
    kept(page, 9)
    page.locator(".chip", has_text="Transmission").click()
    page.keyboard.press("Delete")
    kept(page, 8)
    page.locator(".chip", has_text="Prise de parole").click()
    page.keyboard.press("Delete")
    kept(page, 7)
    assert page.locator(".saved").inner_text() == "Gardé dans ce navigateur, pas dans l’étude"
    assert "aucun fichier" in page.locator(".state").inner_text()

    # A new visit finds it, with what may be undone.
    shown = on_the_page(page)
    page.reload()
    page.wait_for_selector("#carnet[data-ready]")
    kept(page, 7)
    assert on_the_page(page) == shown

    page.get_by_label("Entretien").select_option("E05")
    page.locator(f"{ROOT}[data-codings='0']").wait_for()
    code(page, 1, "Pouvoir")
    kept(page, 1)
    name, content = downloaded(page)
    assert name.startswith("codage-E03-E05-b")
    page.get_by_role("status").filter(has_text="dans l’étude quand il y sera importé").wait_for()
    assert page.title() != "pris"

    report = brought(study, bundle, content)
    assert report.left == []
    here = [one for one in study.all(Coding) if one.transcript == "E03"]
    assert {one.id for one in here if one.state != "rejected"} == shown
    # One that bears a verdict is kept with it, and counted no more.
    assert [one.code for one in here if one.state == "rejected"] == ["savoirs"]
    assert {(one.transcript, one.quote) for one in study.all(Coding) if one.code == "pouvoir-d-agir"} == {
        ("E03", "Qui décide ?"),
        ("E05", "Vous êtes arrivée comment à l’atelier ?"),
    }
    assert "Une phrase à garder" in {memo.text for memo in study.all(Memo)}
    again, _report = import_page(study, read_page_answers(content), records=[record_of(bundle)])
    assert len(again) == 0


def test_answers_are_taken_up_on_another_computer_and_bad_ones_are_refused(opened, bundle, tmp_path):
    page = opened(coding_page(bundle)).page
    code(page, 5, "Pouvoir d’agir")
    kept(page, 8)
    _name, content = downloaded(page)
    other = opened(coding_page(bundle), name="ailleurs.html").page
    kept(other, 7)
    for text, said in (("{", "n’est pas un fichier de réponses"), (content.replace("Pouvoir", "Devoir"), "modifié")):
        (tmp_path / "mauvais.json").write_text(text, encoding="utf-8")
        other.set_input_files("#carnet-load", tmp_path / "mauvais.json")
        other.get_by_role("status").filter(has_text=said).wait_for()
    (tmp_path / "bon.json").write_text(content, encoding="utf-8")
    other.set_input_files("#carnet-load", tmp_path / "bon.json")
    kept(other, 8)


def test_a_browser_that_keeps_nothing_says_so_before_anything_is_lost(opened, bundle):
    def full(page):
        page.add_init_script(
            "Storage.prototype.setItem = function () { throw new DOMException('full', 'QuotaExceededError'); }"
        )

    page = opened(coding_page(bundle), prepare=full).page
    page.get_by_role("alert").filter(has_text="page ouverte").wait_for()
    code(page, 5, "Pouvoir d’agir")
    kept(page, 8, place="memory")
    assert page.locator(".saved").inner_text() == "Dans cette page ouverte seulement"


def test_two_tabs_of_one_page_show_the_same(opened, bundle):
    page = opened(coding_page(bundle)).page
    other = opened(coding_page(bundle), context=page.context).page
    code(page, 5, "Pouvoir d’agir")
    kept(page, 8)
    kept(other, 8)


def test_a_sealed_page_opens_with_its_passphrase_and_seals_its_answers(opened, study, bundle):
    html = coding_page(bundle, passphrase=PASSPHRASE)
    assert "Colette" not in html
    page = opened(html).page
    page.get_by_label("Phrase de passe").fill(PASSPHRASE)
    page.keyboard.press("Enter")
    page.wait_for_selector("#carnet[data-ready='1']")
    code(page, 5, "Pouvoir d’agir")
    kept(page, 8, place="sealed")
    assert "Qui" not in json.dumps(page.evaluate("Object.values(localStorage)"))
    _name, content = downloaded(page)
    assert "pouvoir" not in content.lower()
    assert len(brought(study, bundle, content, passphrase=PASSPHRASE).added) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_have_no_fault_that_axe_sees(opened, study, bundle, scheme):
    for html in (
        coding_page(bundle),
        coding.to_html(study, "E03").replace(
            'class="carnet-widget', 'data-ready id="carnet" class="carnet-widget', 1
        ),
    ):
        page = opened(html, color_scheme=scheme, bypass_csp=True).page
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(
            "axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html).slice(0, 3)]))"
        )
        assert found == []

"""The desk of names as an intern lives it: by keyboard, by mouse, refused, undone, cut from Python, long."""

import runpy
from pathlib import Path

import pytest
from desk_of_names import proposals, readings

from toolkit.transcripts import NameDecision, NamesDesk, names_desk
from toolkit.transcripts.coffre_files import read_name_table
from toolkit.transcripts.deciding import Deciding

pytestmark = pytest.mark.browser
bench_opener = runpy.run_path(str(Path(__file__).with_name("harness.py")))["bench_opener"]
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def show(opened, tmp_path):
    """Open the desk on the three interviews; what is decided goes to a table of this test."""
    bench_of = bench_opener(opened)
    coffre = tmp_path / "coffre"
    coffre.mkdir()

    def show(*, decisions=None, texts=None, lang="fr", readonly=False, **options):
        known = proposals() if decisions is None else decisions
        texts = readings() if texts is None else texts
        desk = names_desk(texts, decisions=known, candidates={}, coffre=coffre, lang=lang, readonly=readonly)
        bench = bench_of(desk, **options)
        bench.table = coffre / "noms.csv"
        return bench

    return show


def decided(bench):
    """What is on the disk, form by form."""
    found = {name.form: name for name in read_name_table(bench.table)}
    return {form: (name.decision, name.replacement, name.reason) for form, name in found.items()}


def settled(page, done):
    """Wait until Python has kept ``done`` decisions and answered everything."""
    page.locator(f".carnet-names[data-done='{done}'][data-standing='kept']").wait_for()


def choose(page, form):
    page.locator("[role=option]").filter(has=page.get_by_text(form, exact=True)).first.click()
    page.locator(".detail h3", has_text=form).wait_for()


def heading(page):
    return page.locator(".detail h3").inner_text()


def test_twenty_forms_are_decided_by_keyboard_alone_one_key_each(show):
    bench = show()
    page, press = bench.page, bench.page.keyboard.press
    for _tab in range(12):
        press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role')") == "listbox":
            break
    order = [line.name.form for line in bench.hosted._deciding.lines.values()]

    keys = ["1", "a", "&", "2", "t", "3", "4", "5", "6", *("1" for _ in range(11))]
    for key in keys:
        press("Digit1" if key == "&" else key)
    settled(page, 20)
    press("r")
    page.keyboard.type("1 2 3 : surnom d’un chat")
    press("Enter")
    settled(page, 21)

    rows = decided(bench)
    wanted = ["accepted"] * 3 + ["as typed"] * 2 + ["rejected"] * 4 + ["accepted"] * 11 + ["rejected"]
    assert [rows[form][0] for form in order[:21]] == wanted
    assert [rows[form][2] for form in order[5:9]] == [
        "mot ordinaire",
        "connu de tous, ne désigne personne",
        "n’identifie personne ici",
        "déjà un pseudonyme",
    ]
    assert rows[order[20]][2] == "1 2 3 : surnom d’un chat"
    assert page.locator(".count").inner_text() == "21 sur 24 décidés"
    assert heading(page) == order[21]
    said = page.get_by_role("status")
    said.filter(has_text="21 sur 24").wait_for()
    assert "Rejeté" in said.inner_text()
    assert f"À présent\xa0: {order[21]}" in said.inner_text()


def test_a_replacement_is_typed_checked_and_accepted_with_enter(show):
    bench = show()
    page, press = bench.page, bench.page.keyboard.press
    choose(page, "Zoé")

    press("e")
    page.keyboard.type("Elsa")
    page.locator(".detail[data-verdict=refused]").wait_for()
    assert "déjà pris" in page.locator(".verdict").inner_text()
    press("Control+A")
    page.keyboard.type("karim")
    page.locator(".verdict", has_text="nom réel").wait_for()
    press("Enter")
    page.locator(".notice.fault", has_text="nom réel").wait_for()
    assert heading(page) == "Zoé"
    assert not bench.table.exists()
    press("e")
    page.keyboard.type("Marie-Lou 1")
    page.locator(".detail[data-verdict=free]").wait_for()
    press("Enter")
    settled(page, 1)

    assert decided(bench)["Zoé"] == ("accepted", "Marie-Lou 1", "")
    assert heading(page) != "Zoé"


def test_escape_gives_the_replacement_back_and_leaving_the_field_proposes_it(show):
    bench = show()
    page, press = bench.page, bench.page.keyboard.press
    choose(page, "Zoé")
    field = page.get_by_label("Remplacement de Zoé")

    press("e")
    page.keyboard.type("Autre")
    press("Escape")
    assert field.input_value() == "Lou"
    field.fill("Autrement")
    page.get_by_role("searchbox").click()
    page.locator(".carnet-names[data-acked='3']").or_(page.locator(".form", has_text="→ Autrement")).first.wait_for()
    settled(page, 0)

    assert decided(bench)["Zoé"] == ("undecided", "Autrement", "")


def test_a_whole_desk_by_mouse(show):
    bench = show()
    page = bench.page
    choose(page, "Martine")
    page.get_by_role("button", name="Accepter les 3 formes").click()
    settled(page, 3)
    choose(page, "Rose")
    assert "mot ordinaire" in page.locator(".word").inner_text()
    page.get_by_role("button", name="Tel quel").click()
    settled(page, 4)
    choose(page, "Théo")
    page.get_by_role("button", name="n’identifie personne ici").click()
    settled(page, 5)
    page.get_by_label("État").select_option("undecided")
    page.get_by_label("Type").select_option("PLACE")
    assert page.locator(".shown").inner_text() == "3 formes montrées sur 24"
    page.get_by_role("button", name="Accepter les 3 proposées ici").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Oui, accepter").click()
    settled(page, 8)

    rows = decided(bench)
    assert page.locator(".none").inner_text().startswith("Aucune forme")
    assert [rows[form][0] for form in ("Martine", "Lestrange", "Vaubrun", "Rose", "Théo", "Karim")] == [
        *["accepted"] * 3,
        "as typed",
        "rejected",
        "undecided",
    ]
    page.get_by_role("button", name="Tout montrer").click()
    assert page.locator(".shown").inner_text() == "24 formes montrées sur 24"


def test_every_place_is_shown_and_each_document_can_be_looked_at_alone(show):
    bench = show()
    page = bench.page
    choose(page, "Inès")
    places = page.locator(".places li")

    page.locator(".detail[data-places='4']").wait_for()
    assert places.first.locator(".cite").inner_text() == "E01, tour 6"
    assert places.first.locator("mark").inner_text() == "Inès"
    assert places.first.locator(".effect").inner_text() == "devient Elsa"
    assert "(nom en tête de tour)" in places.nth(2).inner_text()
    page.get_by_role("button", name="E03 (2)").click()
    page.locator(".detail[data-places='2']").wait_for()
    assert page.get_by_role("button", name="E03 (2)").get_attribute("aria-pressed") == "true"
    page.locator("[role=listbox]").focus()
    page.keyboard.press("d")
    page.locator(".detail[data-places='4']").wait_for()


def test_a_form_said_very_often_gives_its_places_by_hundreds(show):
    texts = {"E01": "Zoé, oui. " * 250}
    bench = show(texts=texts, decisions=[NameDecision("Zoé", "PERSON", "undecided", "Lou")])
    page = bench.page

    page.locator(".detail[data-places='100']").wait_for()
    page.keyboard.press("Tab")
    page.locator("[role=listbox]").focus()
    page.keyboard.press("m")
    page.locator(".detail[data-places='200']").wait_for()
    page.get_by_role("button", name="En montrer 50 de plus").click()
    page.locator(".detail[data-places='250']").wait_for()

    assert page.locator(".more").is_hidden()


def test_a_refused_decision_comes_back_with_its_reason_and_a_way_out(show):
    bench = show()
    page, press = bench.page, bench.page.keyboard.press
    bench.hosted.do("rename", ids=["f14"], replacement="Nadia")
    bench.flush()
    choose(page, "Lola")
    assert page.get_by_label("Remplacement de Lola").input_value() == "Nadia"
    page.get_by_label("Remplacement de Lola").fill("Elsa")

    page.get_by_role("button", name="Accepter", exact=True).click()
    page.locator(".notice.fault", has_text="déjà pris").wait_for()
    assert heading(page) == "Lola"
    assert page.get_by_label("Remplacement de Lola").input_value() == "Elsa"
    page.get_by_role("button", name="Voir la forme qui l’a").click()
    assert heading(page) == "Inès"
    choose(page, "Lola")
    press("e")
    page.keyboard.type("Elsa")
    page.get_by_role("button", name="C’est la même personne").click()
    settled(page, 1)

    assert decided(bench)["Lola"][:2] == ("accepted", "Elsa")
    choose(page, "Inès")
    assert page.locator(".person .chip").inner_text().startswith("Lola")


def test_everything_is_undone_and_done_again(show):
    bench = show()
    page, press = bench.page, bench.page.keyboard.press
    page.locator("[role=listbox]").focus()

    for key in ("1", "3", "1", "p"):
        press(key)
    settled(page, 5)
    press("Control+z")
    settled(page, 3)
    press("z")
    settled(page, 2)
    press("y")
    settled(page, 3)
    for left in (2, 1, 0):
        page.get_by_role("button", name="Annuler").click()
        settled(page, left)

    assert page.get_by_role("button", name="Annuler").is_disabled()
    assert {row[0] for row in decided(bench).values()} == {"undecided"}
    page.get_by_role("status").filter(has_text="Annulé").wait_for()


def test_nothing_is_shown_as_saved_when_python_is_silent_or_gone(show):
    bench = show()
    page, press = bench.page, bench.page.keyboard.press
    page.locator("[role=listbox]").focus()
    press("1")
    settled(page, 1)
    assert page.locator(".saved").inner_text() == "Tout est enregistré"

    bench.mute = True
    press("1")
    assert page.locator(".saved").inner_text() == "Enregistrement…"
    assert page.locator(".carnet-names").get_attribute("data-done") == "1"
    page.get_by_role("alert").filter(has_text="n’a pas encore répondu").wait_for()
    page.evaluate("window.bench.dead = true")
    press("1")
    page.get_by_role("alert").filter(has_text="Python s’est arrêté").wait_for()

    assert "Votre dernier changement n’est pas enregistré" in page.get_by_role("alert").inner_text()
    assert page.locator(".saved").inner_text() == "Non enregistré"
    assert [row[0] for row in decided(bench).values()].count("accepted") == 1
    bench.mute = False
    page.evaluate("window.bench.dead = false; window.bench.live()")
    settled(page, 1)
    assert page.get_by_role("alert").is_hidden()


def test_a_disk_that_refuses_is_said_and_the_form_waits_again(show):
    bench = show()
    page = bench.page
    page.locator("[role=listbox]").focus()
    first = heading(page)
    bench.table.parent.rename(bench.table.parent.with_name("parti"))

    page.keyboard.press("1")
    page.locator(".notice.fault", has_text="disque").wait_for()

    assert heading(page) == first
    assert page.locator(".carnet-names").get_attribute("data-done") == "0"
    assert page.locator(".tag").inner_text() == "À décider"


def test_two_views_of_one_desk_stay_in_step(show):
    bench = show(more='<div id="second"></div>')
    page = bench.page
    page.evaluate("window.bench.show('second')")
    second = page.locator("#second")
    second.locator("[data-ready]").wait_for()
    page.locator("#carnet [role=listbox]").focus()

    page.keyboard.press("1")

    second.locator(".carnet-names[data-done='1']").wait_for()
    assert second.locator(".count").inner_text() == "1 sur 24 décidé"
    assert second.get_by_role("status").inner_text() == ""


def test_keys_alone_never_reach_the_notebook_and_control_s_does(show):
    bench = show()
    page = bench.page
    page.evaluate("document.addEventListener('keydown', (event) => (window.heard ??= []).push(event.key))")
    page.locator("[role=listbox]").focus()

    for key in ("b", "x", "1", "ArrowDown", "Control+s", "Control+z"):
        page.keyboard.press(key)

    assert page.evaluate("window.heard") == ["Control", "s", "Control"]


def test_the_focus_never_falls_out_when_what_had_it_goes_away(show):
    bench = show()
    page = bench.page
    page.evaluate("document.addEventListener('keydown', (event) => (window.heard ??= []).push(event.key))")
    choose(page, "Karim")
    page.locator(".detail[data-places='4']").wait_for()

    page.get_by_role("button", name="E02 (1)").click()
    page.locator(".detail[data-places='1']").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "E02 (1)"
    page.locator(".person .chip", has_text="Karim Belhadj").click()
    page.keyboard.press("1")
    settled(page, 1)
    page.get_by_role("button", name="Annuler").click()
    settled(page, 0)
    page.keyboard.press("b")
    page.get_by_role("searchbox").fill("personne ainsi")
    page.get_by_role("button", name="Tout montrer").click()
    page.keyboard.press("b")

    assert page.evaluate("document.querySelector('.carnet-names').contains(document.activeElement)")
    assert page.evaluate("window.heard ?? []") == []


def test_the_help_lists_the_keys_and_closes_with_escape(show):
    page = show().page
    page.locator("[role=listbox]").focus()

    page.keyboard.press("?")
    assert page.get_by_role("complementary").is_visible()
    assert "accepter toutes les formes de cette personne" in page.get_by_role("complementary").inner_text()
    assert page.get_by_role("button", name="Touches").get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.get_by_role("complementary").is_hidden()


class Crowd(NamesDesk):
    """Fifty thousand forms of which Python knows nothing more: only the browser is at work."""

    def __init__(self):
        super().__init__(Deciding({}, []), lang="fr")
        self.decided = []

    def snapshot(self):
        lines = [[f"f{n}", f"Nom{n}", 0, 1, 1, False, "undecided", f"Autre{n}", "", f"n{n}"] for n in range(50_000)]
        return {"lines": lines, "undoable": 0, "redoable": 0}

    def apply(self, op):
        self.decided += op["ids"]
        items = {id: [op["decision"], op["replacement"], "", id] for id in op["ids"]}
        return {"items": items, "left": [], "undoable": 1, "redoable": 0}

    def answer(self, ask):
        return {"id": ask["id"], "document": "", "offset": 0, "total": 0, "documents": [], "items": []}


def test_fifty_thousand_forms_are_shown_by_a_few_rows_and_searched(opened):
    crowd = Crowd()
    page = bench_opener(opened)(crowd).page

    assert page.locator("[role=option]").count() < 40
    page.locator("[role=listbox]").focus()
    page.keyboard.press("End")
    assert page.locator("[role=option][aria-selected=true]").get_attribute("aria-posinset") == "50000"
    page.keyboard.press("/")
    page.keyboard.type("nom41999")
    page.locator(".shown", has_text="1 forme montrée sur 50000").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    settled(page, 1)

    assert crowd.decided == ["f41999"]


def test_a_desk_for_reading_decides_nothing(show):
    bench = show(readonly=True)
    page = bench.page
    page.locator("[role=listbox]").focus()

    page.keyboard.press("1")
    page.keyboard.press("Shift+A")

    assert page.get_by_role("button", name="Accepter", exact=True).is_disabled()
    assert [message["type"] for message in page.evaluate("window.bench.sent")].count("op") == 0
    assert "Lecture seule" in page.get_by_role("heading", name="Noms à décider").inner_text()


def test_the_desk_speaks_english_when_asked(show):
    page = show(lang="en").page

    assert page.get_by_role("heading", level=2).inner_text() == "Names to decide"
    assert page.locator(".count").inner_text() == "0 of 24 decided"
    assert page.locator(".saved").inner_text() == "Everything is saved"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_an_automatic_reader_of_accessibility_finds_nothing_to_say(show, dark):
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: python -m toolkit.web.build installs it")
    bench = show(dark=dark)
    page = bench.page
    page.locator("[role=listbox]").focus()
    for key in ("1", "2", "3"):
        page.keyboard.press(key)
    settled(page, 3)
    page.keyboard.press("Home")
    page.locator(".places li").first.wait_for()
    page.keyboard.press("?")

    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run('#carnet').then((result) => result.violations)")

    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []

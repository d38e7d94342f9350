"""The desk of the codebook as an intern lives it: by keyboard, by mouse, refused, undone, cut from Python, long."""

import runpy
from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.coding import codebook_desk
from toolkit.model import Change, Code, Coding, Guide, MemoryDesk, Question, Theme

pytestmark = pytest.mark.browser
HERE = Path(__file__)
bench_opener = runpy.run_path(str(HERE.with_name("harness.py")))["bench_opener"]
invented = runpy.run_path(str(HERE.parents[1] / "coding" / "text_to_code.py"))
AXE = HERE.parents[2] / "node_modules" / "axe-core" / "axe.min.js"
GUIDE = Guide(
    "G", "Atelier", themes=(Theme("T1", "Venir", questions=(Question("Q1", "Comment êtes-vous venue ?"),)),)
)


@pytest.fixture
def show(opened):
    """Open the desk on an invented study."""
    bench_of = bench_opener(opened)

    def show(*nouns, lang="fr", readonly=False, **options):
        desk = MemoryDesk(*(nouns or (*invented["nouns"](), GUIDE)))
        made = codebook_desk(desk, coder="C1", lang=lang, readonly=readonly)
        bench = bench_of(made, **options)
        bench.desk = desk
        return bench

    return show


def settled(page):
    """Wait until Python has kept all that was asked."""
    page.locator(".carnet-codebook[data-standing='kept']").wait_for()


def acked(page, n):
    """Wait until Python answered ``n`` gestures of this view."""
    page.locator(".carnet-codebook[data-standing='kept']").wait_for()
    page.wait_for_function("n => window.bench.sent.filter((one) => one.type === 'op').length >= n", arg=n)
    settled(page)


def row(page, label):
    return page.locator("[role=treeitem]").filter(has=page.locator(".label", has_text=label)).first


def current(page, label):
    page.locator(".detail h3", has_text=label).wait_for()


def codes(bench):
    return {code.id: code for code in bench.desk.all(Code)}


def test_a_codebook_is_built_by_keyboard_alone(show):
    bench = show()
    page, press, write = bench.page, bench.page.keyboard.press, bench.page.keyboard.type
    for _tab in range(25):
        press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role')") == "tree":
            break
    current(page, "Entraide")

    press("n")
    write("Échange de clefs")
    press("Enter")
    current(page, "Échange de clefs")
    press("Insert")
    write("Rumeur")
    press("Enter")
    current(page, "Rumeur")
    press("F2")
    write("Rumeurs")
    press("Enter")
    current(page, "Rumeurs")
    press("Enter")
    write("Ce qui se dit sans auteur.")
    press("Tab")
    write("Une parole rapportée dont personne ne répond.")
    press("Control+Enter")
    page.locator(".foot[data-state=clean]").wait_for()
    press("Escape")
    press("m")
    press("Home")
    press("End")
    press("p")
    settled(page)
    page.locator(".path", has_text="L’été").wait_for()

    made = codes(bench)["rumeur"]
    assert (made.label, made.parent, made.version) == ("Rumeurs", "ete", 2)
    assert made.short_definition == "Ce qui se dit sans auteur."
    assert codes(bench)["echange-de-clefs"].parent == "aide"
    press("z")
    page.locator(".path", has_text="Entraide").wait_for()
    press("y")
    page.locator(".path", has_text="L’été").wait_for()
    assert page.locator("[role=tree]").evaluate("one => one.contains(document.activeElement)")


def test_two_codes_are_merged_once_what_becomes_of_their_passages_is_said(show):
    bench = show()
    page, press = bench.page, bench.page.keyboard.press
    row(page, "Entraide").click()
    row(page, "Entre voisins").click(modifiers=["Control"])
    row(page, "Entraide").click(modifiers=["Control"])
    row(page, "Entraide").click(modifiers=["Control"])

    page.get_by_role("button", name="Fusionner…").click()
    page.get_by_role("option", name="Entraide", exact=True).wait_for()
    page.locator(".prompt .told", has_text="2 passages en deviennent 1").wait_for()
    press("Enter")
    page.locator(".carnet-codebook[data-codes='6']").wait_for()

    assert "voisins" not in codes(bench)
    assert row(page, "Entraide").locator(".times").inner_text() == "1 · 1"
    page.get_by_role("button", name="Annuler").click()
    page.locator(".carnet-codebook[data-codes='7']").wait_for()
    assert row(page, "Entre voisins").locator(".times").inner_text() == "1 · 1"


def test_a_code_is_dragged_under_another_and_to_the_top_never_under_itself(show):
    bench = show()
    page = bench.page

    row(page, "L’été").drag_to(row(page, "Entraide"))
    page.wait_for_function("() => window.bench.sent.some((one) => one.op === 'move')")
    settled(page)
    assert codes(bench)["ete"].parent == "aide"
    row(page, "Entraide").drag_to(row(page, "L’été"))
    assert [one["op"] for one in page.evaluate("window.bench.sent") if one["type"] == "op"] == ["move"]

    row(page, "L’été").click()
    page.get_by_role("button", name="Déplacer…").click()
    page.get_by_role("option", name="Tout en haut de la grille").click()
    acked(page, 2)
    assert codes(bench)["ete"].parent is None


def test_a_form_is_written_whole_when_it_is_left_as_one_change_and_one_version(show):
    bench = show()
    page = bench.page
    row(page, "Entraide").click()

    page.get_by_label("Définition complète").fill("Aider, et l’être.")
    page.get_by_label("Quand ne pas l’utiliser").fill("Un service payé : « travail ».")
    page.get_by_label("Questions du guide").fill("Q1, Q9")
    page.locator(".asked", has_text="Q1 : Comment êtes-vous venue ? · Q9 : absente du guide").wait_for()
    page.get_by_role("button", name="rose").click()
    page.locator(".state", has_text="ce sera la version 2").wait_for()
    assert codes(bench)["aide"].definition == ""
    row(page, "L’été").click()
    acked(page, 1)

    aide = codes(bench)["aide"]
    assert (aide.definition, aide.version, aide.questions, aide.color) == (
        "Aider, et l’être.", 2, ("Q1", "Q9"), "#cc77aa",
    )  # fmt: skip
    row(page, "Entraide").locator(".old", has_text="1 à relire").wait_for()


def test_passages_of_an_older_definition_are_seen_and_confirmed(show):
    bench = show()
    page = bench.page
    row(page, "Prise de parole").click()

    page.get_by_role("button", name="Les voir et les confirmer").click()
    page.locator(".page[data-which=older] .extract").wait_for()
    assert page.locator(".extract mark").inner_text() == "les anciens parlent plus fort"
    page.get_by_role("button", name="Le passage montré tient toujours").click()
    page.locator(".flag").wait_for(state="hidden")

    assert [one.code_version for one in bench.desk.all(Coding) if one.code == "parole"] == [2]
    page.locator(".none", has_text="confirmés, sous la définition actuelle").wait_for()


def test_a_code_is_split_by_keys_and_what_is_left_keeps_it(show):
    nouns = invented["nouns"]()
    text = next(one for one in nouns if one.id == "E03")
    code = next(one for one in nouns if one.id == "lieu")
    from toolkit.coding import mark

    more = [
        mark(text, code, coder="C1", quote=words) for words in ("chez nous", "On a eu les clefs", "les clefs, on")
    ]
    bench = show(*nouns, *more)
    page, press, write = bench.page, bench.page.keyboard.press, bench.page.keyboard.type
    row(page, "Être chez soi").click()

    press("s")
    write("Clefs")
    press("Enter")
    write("Foyer")
    press("Enter")
    page.locator(".split-code[data-at='0']").wait_for()
    press("Digit2")
    page.locator(".split-code[data-at='1']").wait_for()
    press("Digit1")
    page.locator(".split-code[data-at='2'][data-sorted='2']").wait_for()
    press("Escape")
    press("s")
    page.locator(".split-code[data-at='2'][data-sorted='2']").wait_for()
    press("Digit1")
    press("Digit0")
    page.get_by_role("button", name="Scinder : 3 triés, 1 garde « Être chez soi »").wait_for()
    press("Enter")
    page.locator(".carnet-codebook[data-codes='9']").wait_for()
    settled(page)

    counts = {id: sum(one.code == id for one in bench.desk.all(Coding)) for id in ("clefs", "foyer", "lieu")}
    assert counts == {"clefs": 2, "foyer": 1, "lieu": 1}
    press("z")
    page.locator(".carnet-codebook[data-codes='7']").wait_for()


def test_the_versions_of_a_code_stand_side_by_side(show):
    bench = show()
    page = bench.page
    row(page, "Entraide").click()
    page.get_by_label("Définition courte").fill("Se rendre service, sans compter les heures.")
    page.get_by_role("button", name="Enregistrer").click()
    page.locator(".foot[data-state=clean]").wait_for()

    page.get_by_role("tab", name="Versions").click()
    page.locator(".page[data-versions='2']").wait_for()
    last = page.locator(".version").first

    assert "version 2" in last.inner_text()
    assert "Inès" in last.inner_text()
    assert last.locator(".after ins").all_inner_texts() == ["service,", "compter les heures."]
    assert last.locator(".before del").all_inner_texts() == ["service", "compter."]


def test_a_remark_leads_to_its_code(show):
    bench = show()
    page = bench.page
    page.locator(".carnet-codebook[data-lints]").wait_for()

    page.get_by_role("button", name="À revoir").click()
    page.locator(".lints li[data-check=unused]").first.wait_for()
    page.locator(".lints > li > button[data-id=ete]").click()
    current(page, "L’été")

    page.locator(".mine summary").click()
    assert page.locator(".mine ul").inner_text().startswith("pas de définition")


def test_an_extract_becomes_the_example(show):
    bench = show()
    page = bench.page
    row(page, "Entraide").click()
    page.get_by_role("button", name="Insérer un extrait déjà codé").click()
    page.get_by_role("button", name="Prendre comme exemple").click()
    assert page.get_by_label("Exemple").input_value() == "« viens, on s’entraide là-bas ! » (E03, tour 2)"
    page.keyboard.press("Control+Enter")
    page.locator(".foot[data-state=clean]").wait_for()

    assert codes(bench)["aide"].example == "« viens, on s’entraide là-bas ! » (E03, tour 2)"


def test_a_code_deleted_elsewhere_keeps_what_was_being_written_and_can_be_made_again(show):
    bench = show()
    page = bench.page
    row(page, "L’été").click()
    page.get_by_label("Définition courte").fill("La saison où l’on jardine.")

    bench.desk.do(Change.removing(codes(bench)["ete"], verb="delete codes"), coder="C2")
    bench.flush()
    page.locator(".foot[data-state=gone]").wait_for()
    assert "supprimé ou fusionné" in page.locator(".notice").inner_text()
    page.get_by_role("button", name="Recréer ce code").click()
    page.locator(".foot[data-state=clean]").wait_for()

    assert codes(bench)["l-ete"].short_definition == "La saison où l’on jardine."


def test_a_code_renamed_elsewhere_while_its_form_is_open_loses_nothing(show):
    bench = show()
    page = bench.page
    row(page, "L’été").click()
    page.get_by_label("Définition courte").fill("La saison où l’on jardine.")

    ete = codes(bench)["ete"]
    bench.desk.do(Change.replacing([(ete, replace(ete, label="Saisons"))], verb="rename codes"), coder="C2")
    bench.flush()
    current(page, "Saisons")
    assert "Ce que vous avez tapé est gardé" in page.locator(".notice").inner_text()
    assert page.get_by_label("Définition courte").input_value() == "La saison où l’on jardine."
    assert page.get_by_label("Libellé").input_value() == "Saisons"
    page.get_by_role("button", name="Enregistrer").click()
    page.locator(".foot[data-state=clean]").wait_for()

    assert (codes(bench)["ete"].label, codes(bench)["ete"].short_definition) == (
        "Saisons",
        "La saison où l’on jardine.",
    )


def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_changes(show):
    bench = show()
    page, press = bench.page, bench.page.keyboard.press
    before = codes(bench)
    row(page, "Entraide").click()

    press("Delete")
    page.get_by_role("alertdialog").get_by_role("button", name="Oui, supprimer").click()
    page.locator(".notice.fault", has_text="contient d’autres codes").wait_for()
    row(page, "L’été").click()
    press("Insert")
    page.keyboard.type("ENTRAIDE")
    press("Enter")
    page.locator(".notice.fault", has_text="Il y a déjà un code « Entraide »").wait_for()

    assert codes(bench) == before


def test_a_kernel_that_stopped_says_so_and_keeps_what_is_typed(show):
    bench = show()
    page = bench.page
    row(page, "L’été").click()
    page.get_by_label("Définition courte").fill("La saison où l’on jardine.")

    page.evaluate("window.bench.dead = true")
    page.keyboard.press("Control+Enter")
    page.locator(".banner.dead").wait_for()
    assert page.locator(".saved").inner_text() != "Tout est enregistré"
    assert page.locator(".foot").get_attribute("data-state") == "dirty"
    page.evaluate("window.bench.dead = false; window.bench.live()")
    settled(page)
    page.get_by_label("Définition courte").focus()
    page.keyboard.press("Control+Enter")
    page.locator(".foot[data-state=clean]").wait_for()

    assert codes(bench)["ete"].short_definition == "La saison où l’on jardine."


def test_two_views_stay_in_step_and_a_draft_outlives_what_another_writes(show):
    bench = show(more='<div id="other"></div>')
    page = bench.page
    page.evaluate("window.bench.show('other')")
    one, two = page.locator("#carnet"), page.locator("#other")
    two.locator(".carnet-codebook[data-ready]").wait_for()
    one.locator("[role=treeitem]", has_text="L’été").click()
    two.locator("[role=treeitem]", has_text="L’été").click()

    one.get_by_label("Définition courte").fill("Première.")
    one.get_by_label("Définition courte").press("Control+Enter")
    one.locator(".foot[data-state=clean]").wait_for()
    page.wait_for_function("document.querySelector('#other [id$=short_definition]').value === 'Première.'")
    two.get_by_label("Exemple").fill("Un exemple.")
    bench.hosted.do("write", ids=["ete"], fields={"short_definition": "Troisième."})
    bench.flush()
    two.locator(".notice", has_text="Ce que vous avez tapé est gardé").wait_for()
    assert two.get_by_label("Exemple").input_value() == "Un exemple."
    assert two.get_by_label("Définition courte").input_value() == "Troisième."
    assert one.get_by_label("Définition courte").input_value() == "Troisième."
    two.get_by_label("Exemple").press("Control+Enter")
    two.locator(".foot[data-state=clean]").wait_for()

    assert (codes(bench)["ete"].short_definition, codes(bench)["ete"].example) == ("Troisième.", "Un exemple.")


def test_labels_that_look_like_markup_or_formulas_are_only_words(show):
    nasty = Code("n", "<img src=x onerror=alert(1)>", definition="=1+1")
    bench = show(*invented["nouns"](), nasty)
    page = bench.page

    row(page, "<img src=x").click()
    current(page, "<img src=x onerror=alert(1)>")

    assert page.locator(".carnet-codebook img").count() == 0
    assert page.get_by_label("Définition complète").input_value() == "=1+1"


def test_five_thousand_codes_are_shown_by_a_few_rows_and_searched_at_once(show):
    people = [one for one in invented["nouns"]() if one.shelf == "coders"]
    many = [Code(f"c{n}", f"Code {n}", None if n < 50 else f"c{n // 100}") for n in range(5_000)]
    bench = show(*people, *many)
    page, press = bench.page, bench.page.keyboard.press

    assert page.locator("[role=treeitem]").count() < 60
    page.locator("[role=tree]").focus()
    press("*")
    press("End")
    page.locator("[role=treeitem].current").wait_for()
    assert page.locator("[role=treeitem]").count() < 60
    took = page.evaluate("""async () => {
        const tree = document.querySelector('[role=tree]');
        const start = performance.now();
        for (let n = 0; n < 20; n += 1) {
            tree.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', code: 'ArrowUp', bubbles: true }));
        }
        return (performance.now() - start) / 20;
    }""")
    press("/")
    page.keyboard.type("code 4321")
    page.locator(".shown", has_text="sur 5000").wait_for()
    press("Enter")
    current(page, "Code 4321")

    assert took < 50


def test_a_desk_for_reading_changes_nothing(show):
    bench = show(readonly=True)
    page, press = bench.page, bench.page.keyboard.press
    page.locator("[role=tree]").focus()
    for key in ("n", "Insert", "F2", "Delete", "m", "p", "r", "s", "z"):
        press(key)

    assert page.get_by_role("button", name="Nouveau code", exact=True).is_disabled()
    assert [one["type"] for one in page.evaluate("window.bench.sent")].count("op") == 0


def test_the_desk_speaks_english_when_asked(show):
    page = show(lang="en").page

    assert page.get_by_role("heading", level=2).inner_text() == "Codebook"
    assert page.locator(".count").inner_text() == "7 codes"
    assert page.get_by_label("When not to use it").is_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("place", ["form", "extracts", "versions", "lints", "split", "prompt"])
def test_an_automatic_reader_of_accessibility_finds_nothing_to_say(show, dark, place):
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: python -m toolkit.web.build installs it")
    bench = show(dark=dark)
    page, press = bench.page, bench.page.keyboard.press
    row(page, "Prise de parole").click()
    page.locator(".carnet-codebook[data-lints]").wait_for()
    if place == "form":
        page.get_by_label("Définition complète").fill("Oser dire.")
        row(page, "Se taire").click(modifiers=["Control"])
        press("m")
        press("?")
    elif place == "prompt":
        press("r")
        page.get_by_role("option").first.wait_for()
    else:
        press({"extracts": "x", "versions": "h", "lints": "l", "split": "s"}[place])
    if place == "split":
        page.keyboard.type("Oser")
        press("Enter")
        press("Enter")
        page.locator(".split-code[data-at='0']").wait_for()
    elif place in ("extracts", "versions", "lints"):
        page.locator({"extracts": ".extract", "versions": ".version", "lints": ".lints > li"}[place]).first.wait_for()

    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run('#carnet').then((result) => result.violations)")

    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []

"""The highlighter as an intern lives it: by keyboard, by mouse, refused, undone, cut from Python, in two views."""

import os
import random
import re
import runpy
from dataclasses import replace
from pathlib import Path

import pytest
from text_to_code import desk, transcript

from toolkit.coding import accept, highlighter, mark
from toolkit.coding import desk as every_interview
from toolkit.coding.codebook import rename
from toolkit.errors import Refused
from toolkit.model import (
    Change,
    Code,
    Codebook,
    Coder,
    Coding,
    Memo,
    MemoryDesk,
    Review,
    Speaker,
    Transcript,
    Turn,
    clean_text,
)

pytestmark = pytest.mark.browser
bench_opener = runpy.run_path(str(Path(__file__).with_name("harness.py")))["bench_opener"]
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
ROOT = ".carnet-highlighter"


@pytest.fixture
def show(opened):
    """Open the highlighter on the invented interview, or on another desk."""
    bench_of = bench_opener(opened)

    def show(study=None, *, id="E03", lang="fr", readonly=False, every=False, **options):
        study = study or desk()
        settings = {"coder": "C1", "lang": lang, "readonly": readonly}
        view = every_interview(study, **settings) if every else highlighter(study, id, **settings)
        bench = bench_of(view, **options)
        bench.study = study
        return bench

    return show


def settled(page, codings):
    """Wait until Python has kept everything and ``codings`` are there."""
    page.locator(f"{ROOT}[data-codings='{codings}'][data-standing='kept']").wait_for()


def coded(bench):
    """What the study holds, as words and codes."""
    return {(one.quote, one.code, one.state) for one in bench.study.all(Coding)}


def turn(page, number):
    """Put the focus on a turn, as a click between two lines does."""
    page.locator(".turn").nth(number - 1).focus()


def chosen(page):
    start, _, end = (page.locator(ROOT).get_attribute("data-chosen") or "0-0").partition("-")
    return transcript().text[int(start) : int(end)]


def active(page):
    return page.locator(ROOT).get_attribute("data-active")


def at_hand(page):
    """The passage at hand, once there is one."""
    page.locator(f"{ROOT}:not([data-active=''])").wait_for()
    return active(page)


def box_of(page, said):
    """Where words are on the screen: left and middle of the first line, right and middle of the last."""
    return page.evaluate(
        """said => {
          for (const words of document.querySelectorAll('.words')) {
            const at = words.textContent.indexOf(said);
            if (at < 0) continue;
            const find = (position, end) => {
              let passed = 0;
              for (const piece of words.children) {
                const length = piece.firstChild.length;
                const last = passed + length;
                if (position < last || (end && position === last)) return [piece.firstChild, position - passed];
                passed += length;
              }
            };
            const range = document.createRange();
            range.setStart(...find(at)); range.setEnd(...find(at + said.length, true));
            const boxes = [...range.getClientRects()];
            const [first, last] = [boxes[0], boxes[boxes.length - 1]];
            return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
          }
        }""",
        said,
    )


def words(page, said):
    """Select words with the mouse, from the left of the first to the right of the last."""
    box = box_of(page, said)
    page.mouse.move(box[0] + 1, box[1])
    page.mouse.down()
    page.mouse.move(box[2] - 3, box[3], steps=4)
    page.mouse.move(box[2] - 1, box[3])
    page.mouse.up()


def test_a_passage_is_coded_by_mouse_and_the_words_kept_are_those_selected(show):
    bench = show()
    page = bench.page

    words(page, "On a eu les clefs 🔑")
    page.locator(".about", has_text="mots choisis, tour 9").wait_for()
    page.locator(".palette input").fill("ete")
    page.locator(".code", has_text="L’été").first.click()
    settled(page, 8)

    assert ("On a eu les clefs 🔑", "ete", "accepted") in coded(bench)
    assert page.locator("mark", has_text="On a eu les clefs 🔑").count() == 1
    assert page.evaluate("document.activeElement.className").startswith("turn")


def test_words_are_chosen_and_coded_by_keyboard_alone(show):
    bench = show()
    page, press = bench.page, bench.page.keyboard.press
    turn(page, 1)

    press("ArrowDown")
    press("j")
    press("ArrowRight")
    assert chosen(page) == "Et"
    press("Shift+ArrowRight")
    assert chosen(page) == "Et après"
    press("Control+Shift+ArrowRight")
    assert chosen(page) == "après"
    press("Shift+ArrowDown")
    assert chosen(page) == "après ?"
    press("<")
    assert chosen(page) == "après"
    press(",")
    assert chosen(page) == "t après"
    press("t")
    assert chosen(page) == "Et après ?"
    press("j")
    press("s")
    assert chosen(page) == "Après… c’est devenu chez nous."
    press("Enter")
    page.keyboard.type("CHEZ")
    press("Enter")
    settled(page, 8)

    assert ("Après… c’est devenu chez nous.", "lieu", "accepted") in coded(bench)
    page.get_by_role("status").filter(has_text=re.compile("^Codé")).wait_for()


def test_several_codes_go_on_the_same_words_with_the_digits_of_an_azerty_keyboard(show):
    bench = show()
    page = bench.page
    turn(page, 5)
    page.keyboard.press("t")
    first = page.locator(".code kbd").first.locator("..").locator(".label").evaluate("node => node.firstChild.data")

    for code, key in (("Digit1", "&"), ("Digit3", '"')):
        event = {"key": key, "code": code, "bubbles": True, "cancelable": True}
        page.evaluate("event => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', event))", event)
        page.locator(f"{ROOT}[data-standing='kept']").wait_for()
    altgr = {"key": "{", "code": "Digit4", "ctrlKey": True, "altKey": True, "bubbles": True}
    page.evaluate("event => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', event))", altgr)
    settled(page, 9)

    labels = {bench.study.get(Code, code).label for quote, code, _state in coded(bench) if quote == "Qui décide ?"}
    assert len(labels) == 2
    assert first in labels
    assert page.locator(".turn").nth(4).locator("mark.n2").inner_text() == "Qui décide ?"


def test_a_new_code_and_a_memo_come_in_the_same_gesture_and_go_in_one_undo(show):
    bench = show()
    page, press = bench.page, bench.page.keyboard.press
    turn(page, 5)

    press("t")
    press("m")
    page.keyboard.type("Qui, vraiment ? 🙂")
    page.locator(".palette input").fill("Pouvoir à l’atelier")
    page.locator(".create", has_text="Créer «\xa0Pouvoir à l’atelier\xa0»").wait_for()
    press("Enter")
    settled(page, 8)
    page.locator(".card .memo", has_text="Qui, vraiment ? 🙂").wait_for()
    assert bench.study.get(Code, "pouvoir-a-l-atelier").origin == "induction"
    press("z")
    settled(page, 7)

    assert "pouvoir-a-l-atelier" not in {code.id for code in bench.study.all(Code)}
    assert [memo.id for memo in bench.study.all(Memo)] == ["m1"]
    press("y")
    settled(page, 8)
    assert [memo.text for memo in bench.study.all(Memo)][1:] == ["Qui, vraiment ? 🙂"]


def test_the_words_themselves_become_an_in_vivo_code(show):
    bench = show()
    page, press = bench.page, bench.page.keyboard.press
    words(page, "chez nous")

    press("i")
    settled(page, 8)

    assert bench.study.get(Code, "chez-nous").origin == "in vivo"
    assert ("chez nous", "chez-nous", "accepted") in coded(bench)


def test_a_coded_passage_is_recoded_bounded_annotated_and_deleted_without_marking_it_again(show):
    bench = show()
    page, press = bench.page, bench.page.keyboard.press
    page.locator("mark", has_text="On répare").click()
    page.locator(".card h3", has_text="Transmission des savoirs").wait_for()
    assert "à discuter" in page.locator(".card .verdict").inner_text()

    press("r")
    page.keyboard.type("voisins")
    press("Enter")
    page.locator(".card h3", has_text="Entre voisins").wait_for()
    settled(page, 7)
    press("b")
    for _word in range(3):
        press("Shift+ArrowLeft")
    press("Enter")
    page.locator(f"{ROOT}[data-mode=''][data-standing='kept']").wait_for()
    assert ("On répare, on parle, M. Aubin", "voisins", "accepted") in coded(bench)
    press("m")
    page.keyboard.type("À revoir")
    press("Control+Enter")
    page.locator(".card .memo", has_text="À revoir").wait_for()
    page.locator(".card .memo").get_by_role("button", name="Modifier").click()
    page.get_by_label("Mémo sur ce passage").fill("Vu")
    page.get_by_role("button", name="Garder le mémo").click()
    page.locator(".card .memo", has_text="Vu").wait_for()
    page.evaluate("document.querySelectorAll('.turn')[3].focus()")

    reviewed = active(page)
    bench.study.do(Change.removing(*bench.study.all(Review)))
    bench.flush()
    press("Delete")
    settled(page, 6)
    assert reviewed not in {one.id for one in bench.study.all(Coding)}
    for _undo in range(2):
        press("Control+z")
    page.locator(f"{ROOT}[data-standing='kept'][data-acked='7']").wait_for()
    assert reviewed in {one.id for one in bench.study.all(Coding)}


def test_the_mouse_at_rest_on_a_passage_shows_what_is_known_of_it(show):
    bench = show()
    page = bench.page

    page.locator("mark", has_text="viens, on s’entraide").first.hover()
    page.locator(".peek", has_text="Entraide").wait_for()

    said = page.locator(".peek").inner_text()
    assert "Entre voisins" in said
    assert "Se rendre service sans compter." in said
    assert "À comparer avec E05." in said
    assert "par Inès, le 04/05/2026" in said
    page.mouse.move(5, 5)
    page.locator(".peek").wait_for(state="hidden")


def test_new_bounds_are_also_drawn_with_the_mouse(show):
    bench = show()
    page = bench.page
    page.locator("mark", has_text="On répare").click()
    page.get_by_role("button", name="Bornes").click()

    words(page, "on parle, M. Aubin")
    page.keyboard.press("Enter")
    page.locator(f"{ROOT}[data-mode=''][data-standing='kept']").wait_for()

    assert ("on parle, M. Aubin", "savoirs", "accepted") in coded(bench)


def grip(page, edge):
    """The handle of one end of the passage at hand: its middle, and how far that is from the end of the words."""
    one = page.locator(f".grip.{edge}")
    box = one.bounding_box()
    assert min(box["width"], box["height"]) >= 24
    line = float(one.evaluate("grip => parseFloat(grip.style.getPropertyValue('--line'))"))
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    away = middle[0] - (box["x"] + (box["width"] if edge == "start" else 0)), middle[1] - (box["y"] - line / 2)
    return (*middle, *away)


def draw(page, edge, x, y, *, release=True):
    """Draw one end of the passage at hand to a point, as a hand does."""
    left, top, right, down = grip(page, edge)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(x + right, y + down + 2, steps=5)
    page.mouse.move(x + right, y + down)
    if release:
        page.mouse.up()


def test_the_ends_of_a_passage_are_drawn_by_the_mouse_within_words_and_across_turns(show):
    bench = show()
    page = bench.page
    page.locator("mark", has_text="On répare").click()
    moved = at_hand(page)

    _left, _top, right, middle = box_of(page, "on parle, M. Aub")
    draw(page, "end", right, middle)
    settled(page, 7)
    assert bench.study.get(Coding, moved).quote == "On répare, on parle, M. Aub"
    left, middle, *_end = box_of(page, "voisine 🙂. Elle")
    draw(page, "start", left, middle)
    page.locator(f"{ROOT}[data-acked='2'][data-standing='kept']").wait_for()
    one = bench.study.get(Coding, moved)
    assert one.quote.startswith("voisine 🙂. Elle m’a dit")
    assert one.quote.endswith("M. Aub")
    assert page.get_by_role("status").inner_text() == "Bornes changées."
    # Past the other end, one character is left; over the name of who speaks, the first of the turn.
    left, middle, *_end = box_of(page, "Tout le monde")
    draw(page, "start", left, middle)
    page.locator(f"{ROOT}[data-acked='3'][data-standing='kept']").wait_for()
    assert bench.study.get(Coding, moved).quote == "b"
    who = page.locator(".turn").nth(3).locator(".who").bounding_box()
    draw(page, "start", who["x"] + 4, who["y"] + 6)
    page.locator(f"{ROOT}[data-acked='4'][data-standing='kept']").wait_for()
    assert bench.study.get(Coding, moved).quote == "Après… c’est devenu chez nous. On répare, on parle, M. Aub"
    for _undo in range(4):
        page.keyboard.press("z")
    page.locator(f"{ROOT}[data-acked='8'][data-standing='kept']").wait_for()
    assert bench.study.get(Coding, moved).quote == "On répare, on parle, M. Aubin nous apprend."


def test_an_end_is_drawn_to_whole_words_with_shift_and_never_cuts_an_emoji(show):
    bench = show()
    page = bench.page
    page.locator("mark", has_text="On répare").click()
    moved = at_hand(page)

    page.keyboard.down("Shift")
    _left, _top, right, middle = box_of(page, "on parle, M. Aubi")
    draw(page, "end", right, middle)
    page.keyboard.up("Shift")
    settled(page, 7)
    assert bench.study.get(Coding, moved).quote == "On répare, on parle, M. Aubin"
    left, middle, right, _middle = box_of(page, "👩🏽‍🌾")
    draw(page, "end", left + (right - left) * 0.45, middle)
    page.locator(f"{ROOT}[data-acked='2'][data-standing='kept']").wait_for()

    assert bench.study.get(Coding, moved).quote.rpartition("L’été")[2] in {"", " 👩🏽‍🌾"}


def test_an_end_being_drawn_is_seen_at_once_and_left_as_it_was_by_escape(show):
    bench = show()
    page = bench.page
    page.locator("mark", has_text="On répare").click()
    moved = at_hand(page)
    _left, _top, right, middle = box_of(page, "on parle")

    draw(page, "end", right, middle, release=False)
    assert chosen(page) == "On répare, on parle"
    assert page.evaluate("[...CSS.highlights.get('carnet-chosen')].map(String)") == ["On répare, on parle"]
    page.keyboard.press("1")
    page.keyboard.press("Escape")
    page.mouse.up()
    assert (chosen(page), active(page)) == ("", moved)
    left, top, *_away = grip(page, "end")
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + 1, top)
    page.mouse.up()

    assert [message["type"] for message in page.evaluate("window.bench.sent")] == ["hello"]
    assert bench.study.get(Coding, moved).quote == "On répare, on parle, M. Aubin nous apprend."


def test_a_finger_draws_an_end_too_and_a_view_for_reading_has_none(show):
    bench = show(has_touch=True)
    page = bench.page
    page.locator("mark", has_text="On répare").tap()
    moved = at_hand(page)
    x, y, *away = grip(page, "end")
    _left, _top, right, middle = box_of(page, "on parle")
    right, middle = right + away[0], middle + away[1]
    line = page.context.new_cdp_session(page)

    line.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in (0.5, 1):
        point = {"x": x + (right - x) * step, "y": y + (middle - y) * step}
        line.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    line.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    settled(page, 7)

    assert bench.study.get(Coding, moved).quote == "On répare, on parle"
    readonly = show(readonly=True).page
    readonly.locator("mark", has_text="On répare").click()
    readonly.locator(".card h3").wait_for()
    readonly.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert readonly.locator(".grip").count() == 0


def test_bounds_chosen_by_mouse_are_kept_by_a_button_too_and_bounds_left_alone_change_nothing(show):
    bench = show()
    page = bench.page
    page.locator("mark", has_text="On répare").click()
    moved = at_hand(page)
    page.get_by_role("button", name="Bornes").click()
    page.get_by_role("button", name="Garder ces bornes").click()
    page.get_by_role("button", name="Bornes").click()
    words(page, "on parle, M. Aubin")
    page.locator(".about", has_text="mots choisis").wait_for()

    page.get_by_role("button", name="Garder ces bornes").click()
    settled(page, 7)

    assert bench.study.get(Coding, moved).quote == "on parle, M. Aubin"
    assert page.locator(ROOT).get_attribute("data-acked") == "1"
    page.locator(".turn").nth(7).locator(".words").click()
    page.locator(f"{ROOT}[data-active='']").wait_for()


def test_quick_keys_find_the_passage_that_python_has_not_acknowledged_yet(show):
    bench = show()
    page, press = bench.page, bench.page.keyboard.press
    turn(page, 5)
    bench.late = []

    press("t")
    press("1")
    press("m")
    page.keyboard.type("rx : à revoir")
    press("Control+Enter")
    press("r")
    page.keyboard.type("ete")
    press("Enter")
    press("b")
    press("Shift+ArrowLeft")
    press("<")
    press("Enter")
    page.locator("mark.asked.active").wait_for()
    assert len(bench.study.all(Coding)) == 7
    bench.catch_up()
    settled(page, 8)

    assert ("Qui décid", "ete", "accepted") in coded(bench)
    assert {memo.text for memo in bench.study.all(Memo)} == {"À comparer avec E05.", "rx : à revoir"}
    assert page.locator("mark", has_text="Qui décid").count() == 1
    page.locator(".card .memo", has_text="rx : à revoir").wait_for()
    bench.late = []
    press("t")
    press("2")
    press("Delete")
    bench.catch_up()
    settled(page, 8)
    assert page.locator("mark.asked").count() == 0


def test_the_answer_to_a_gesture_does_not_take_the_hand_off_the_next_one(show):
    bench = show()
    page, press = bench.page, bench.page.keyboard.press
    turn(page, 5)
    bench.late = []
    press("t")
    press("1")
    page.locator("mark", has_text="On répare").click()
    page.locator(".card h3", has_text="Transmission").wait_for()
    other = active(page)
    press("b")
    press("Shift+ArrowLeft")

    bench.catch_up()
    settled(page, 8)
    assert active(page) == other
    press("Enter")
    page.locator(f"{ROOT}[data-acked='2'][data-standing='kept']").wait_for()

    assert bench.study.get(Coding, other).quote == "On répare, on parle, M. Aubin nous apprend"


def test_what_is_written_on_a_passage_that_is_refused_is_not_lost(show):
    bench = show()
    page, press = bench.page, bench.page.keyboard.press
    turn(page, 5)
    bench.late = []
    press("t")
    press("1")
    press("m")
    page.keyboard.type("Long à écrire")
    bench.study.do(Change.removing(*(one for one in bench.study.all(Coding) if one.code in {"parole", "taire"})))
    bench.study.do(Change.removing(bench.study.get(Code, "taire"), bench.study.get(Code, "parole")))

    bench.catch_up()
    page.locator(".notice.fault", has_text="Choisissez un autre code").wait_for()

    assert page.get_by_label("Mémo en même temps").input_value() == "Long à écrire"
    assert page.locator("mark.asked").count() == 0


def test_a_passage_with_a_verdict_is_set_aside_with_it_and_that_is_said(show):
    bench = show()
    page = bench.page
    page.locator("mark", has_text="On répare").click()

    page.keyboard.press("Delete")
    page.locator(".notice", has_text="porte un avis").wait_for()
    settled(page, 6)

    assert ("On répare, on parle, M. Aubin nous apprend.", "savoirs", "rejected") in coded(bench)
    page.keyboard.press("z")
    settled(page, 7)
    assert len(bench.study.all(Review)) == 1


def test_proposals_are_shown_apart_and_decided_by_one_key_one_after_the_other(show):
    bench = show()
    page, press = bench.page, bench.page.keyboard.press
    page.get_by_label("État").select_option("proposed")
    assert page.locator("mark.proposed").count() == page.locator("mark").count() == 2
    turn(page, 1)

    press("n")
    press("a")
    press("x")
    page.locator(f"{ROOT}[data-acked='2'][data-standing='kept']").wait_for()

    states = {one.code: one.state for one in bench.study.all(Coding) if one.origin == "dictionary"}
    assert states == {"taire": "accepted", "lieu": "rejected"}
    assert page.locator(".count").first.inner_text() == "6 passages codés"
    page.get_by_label("État").select_option("rejected")
    page.locator("mark.rejected").click()
    page.get_by_role("button", name="Accepter").click()
    settled(page, 7)


def test_a_passage_coded_under_an_older_definition_is_flagged_until_somebody_confirms_it(show):
    bench = show()
    page = bench.page
    page.get_by_label("État").select_option("outdated")
    page.locator("mark", has_text="les anciens parlent").click()
    page.locator(".card .old").wait_for()

    page.keyboard.press("v")
    page.locator(f"{ROOT}[data-acked='1'][data-standing='kept']").wait_for()

    assert {one.code_version for one in bench.study.all(Coding) if one.code == "parole"} == {2}
    assert page.locator("mark").count() == 0


def test_filters_search_and_arrows_walk_through_the_text(show):
    bench = show()
    page, press = bench.page, bench.page.keyboard.press
    page.get_by_label("Personne").select_option(label="Nadia")
    assert page.locator(".chip").all_inner_texts() == ["Se taire", "Être chez soi"]
    assert "5 passages cachés" in page.locator(".hiddennow").inner_text()
    page.get_by_role("button", name="Tout montrer").click()
    page.get_by_label("Codé par").select_option("C2")
    assert page.locator("mark").all_inner_texts() == ["Moi je me tais souvent, je n’ose pas."]
    page.get_by_role("button", name="Tout montrer").click()

    turn(page, 1)
    press("f")
    page.keyboard.type("CLEFS")
    assert page.locator(".hits").inner_text() == "1 / 2"
    press("Enter")
    assert page.locator(".hits").inner_text() == "2 / 2"
    press("Escape")
    turn(page, 1)
    press("n")
    press("n")
    said = page.locator(".card h3").inner_text()
    press("p")
    assert [said, page.locator(".card h3").inner_text()] == ["Entraide", "Entre voisins"]


def test_the_extract_is_copied_for_the_thesis_with_who_where_and_no_other_word(show):
    bench = show(permissions=["clipboard-read", "clipboard-write"])
    page = bench.page
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    words(page, "on vient quand on veut")

    page.keyboard.press("q")
    page.locator(".notice", has_text="Copié").wait_for()

    assert page.evaluate("window.copied") == "«\xa0on vient quand on veut\xa0» (Nadia, E03, tour 9)"


def test_what_is_refused_is_said_and_never_drawn_as_saved(show):
    bench = show()
    page, press = bench.page, bench.page.keyboard.press
    turn(page, 5)
    press("t")
    press("1")
    settled(page, 8)

    press("1")
    page.locator(".notice.fault", has_text="porte déjà le code").wait_for()
    settled(page, 8)
    code = bench.study.get(Code, "ete")
    bench.study.do(Change.removing(code))
    page.locator(".palette input").fill("ete")
    press("Enter")
    page.locator(".notice.fault", has_text="Choisissez un autre code").wait_for()

    assert page.locator("mark.asked").count() == 0
    assert page.locator(ROOT).get_attribute("data-codings") == "8"


def test_nothing_is_shown_as_saved_when_python_is_silent_or_gone(show):
    bench = show()
    page = bench.page
    turn(page, 5)
    page.keyboard.press("t")

    bench.mute = True
    page.keyboard.press("1")
    page.locator("mark.asked").wait_for()
    assert page.locator(".saved").inner_text() == "Enregistrement…"
    page.evaluate("window.bench.dead = true")
    page.keyboard.press("2")
    page.get_by_role("alert").filter(has_text="Python s’est arrêté").wait_for()

    assert page.locator("mark.asked").count() == 1
    assert page.locator(".saved").inner_text() == "Non enregistré"
    assert len(bench.study.all(Coding)) == 7


def test_a_memo_that_could_not_be_kept_is_still_there_to_be_kept_later(show):
    bench = show()
    page = bench.page
    page.locator("mark", has_text="On répare").click()
    page.keyboard.press("m")
    page.keyboard.type("Long à écrire")
    page.evaluate("window.bench.dead = true")

    page.keyboard.press("Control+Enter")
    page.get_by_role("alert").filter(has_text="Python s’est arrêté").wait_for()
    assert page.get_by_label("Mémo sur ce passage").input_value() == "Long à écrire"
    page.evaluate("window.bench.dead = false; window.bench.live()")
    page.locator(f"{ROOT}[data-standing='kept']").wait_for()
    page.get_by_role("button", name="Garder le mémo").click()
    page.locator(".card .memo", has_text="Long à écrire").wait_for()

    assert "Long à écrire" in {memo.text for memo in bench.study.all(Memo)}


def test_a_codebook_of_five_thousand_codes_is_called_by_part_of_a_name(show):
    study = desk()
    study.do(Change.adding(*(Code(f"k{n}", f"Code nº{n}") for n in range(5000))))
    bench = show(study)
    page = bench.page
    assert page.locator(".code").count() < 200
    turn(page, 5)
    page.keyboard.press("t")
    page.keyboard.press("c")
    page.keyboard.type("nº4321")

    page.keyboard.press("Enter")
    settled(page, 8)

    assert ("Qui décide ?", "k4321", "accepted") in coded(bench)


def test_two_views_and_the_changes_of_other_cells_stay_in_step(show):
    bench = show(more='<div id="second"></div>')
    page, study = bench.page, bench.study
    page.evaluate("window.bench.show('second')")
    second = page.locator("#second")
    second.locator("[data-ready]").wait_for()
    turn(page, 5)
    page.keyboard.press("t")
    page.keyboard.press("1")
    second.locator(f"{ROOT}[data-codings='8']").wait_for()

    study.do(Change.adding(mark(transcript(), study.get(Code, "ete"), coder="C2", quote="on jardine")))
    bench.flush()
    second.locator("mark", has_text="on jardine").wait_for()
    study.do(rename(Codebook(study.all(Code)), "ete", "La belle saison"))
    study.do(accept(study.all(Coding)))
    bench.flush()

    for view in (page.locator("#carnet"), second):
        view.locator(".chip", has_text="La belle saison").wait_for()
        assert view.locator("mark.proposed").count() == 0


def test_a_text_revised_elsewhere_is_read_anew_and_an_old_choice_is_refused(show):
    bench = show()
    page, study = bench.page, bench.study
    old = study.get(Transcript, "E03")
    turn(page, 5)
    page.keyboard.press("t")
    sent = {"start": 4, "end": 9, "fingerprint": "x" * 64, "code": "ete"}

    with pytest.raises(Refused, match="révisé"):
        bench.hosted.do("mark", **sent)
    people, turns = old.speakers, old.turns
    new = Transcript("E03", old.text.replace("chez nous", "chez toi "), turns, people)
    study.do(Change.replacing([(old, new)]))
    bench.flush()

    page.locator(".words", has_text="chez toi").wait_for()
    assert page.locator(ROOT).get_attribute("data-chosen") == ""


def test_of_two_views_that_race_the_first_wins_and_the_second_is_told_so(show):
    bench = show(more='<div id="second"></div>')
    page = bench.page
    page.evaluate("window.bench.show('second')")
    first, second = (page.locator(f"{place} {ROOT}[data-ready]") for place in ("#carnet", "#second"))
    for view in (first, second):
        view.locator("mark", has_text="les anciens parlent").click()
        view.locator(".card h3", has_text="Prise de parole").wait_for()
    bench.late = []

    first.locator(".turn").nth(5).focus()
    page.keyboard.press("Delete")
    second.locator(".turn").nth(5).focus()
    page.keyboard.press("r")
    page.keyboard.type("ete")
    page.keyboard.press("Enter")
    second.locator("mark.asked").wait_for()
    bench.catch_up()
    second.locator(".notice.fault").wait_for()

    for view in (first, second):
        view.locator("mark.asked").wait_for(state="detached")
        assert view.get_attribute("data-codings") == "6"
        assert view.get_attribute("data-standing") == "kept"
    assert first.locator(".notice").is_hidden()
    assert "les anciens parlent plus fort" not in {one.quote for one in bench.study.all(Coding)}


def test_a_gesture_on_a_text_revised_meanwhile_is_refused_and_not_drawn(show):
    bench = show()
    page = bench.page
    turn(page, 5)
    bench.late = []
    page.keyboard.press("t")
    page.keyboard.press("1")
    page.locator("mark.asked").wait_for()
    old = bench.study.get(Transcript, "E03")
    new = Transcript("E03", old.text.replace("chez nous", "chez toi "), old.turns, old.speakers)

    bench.study.do(Change.replacing([(old, new)]))
    bench.catch_up()
    page.locator(".notice", has_text="chez toi").or_(page.locator(".turn", has_text="chez toi")).first.wait_for()
    settled(page, 7)

    assert page.locator("mark.asked").count() == 0
    assert len(bench.study.all(Coding)) == 7
    assert page.locator(".notice").inner_text().strip()


def test_a_code_named_like_markup_stays_a_name(show):
    study = desk()
    study.do(Change.adding(Code("img", "<img src=x onerror=alert(1)>"), Code("formule", "=1+1")))
    bench = show(study)
    page = bench.page
    turn(page, 5)
    page.keyboard.press("t")
    page.locator(".palette input").fill("<img")

    page.keyboard.press("Enter")
    settled(page, 8)

    page.locator(".chip", has_text="<img src=x onerror=alert(1)>").wait_for()
    assert page.locator(f"{ROOT} img").count() == 0


STOCK = (
    "l’été", "é", "e\u0301tait", "😀", "👩🏽\u200d🌾", "🇫🇷🇲🇱", "«\xa0oui\xa0!\xa0»", "𝔐erci",
    "tour\u202f4", "peut-être", "\u200d", "M.", "…",
)  # fmt: skip


def scrambled(seed):
    """An interview of words that are hard to count."""
    people = (Speaker("A", "participant"), Speaker("B", "interviewer"))
    dice = random.Random(seed)
    text, turns = "", []
    for rank in range(12):
        said = clean_text(" ".join(dice.choices(STOCK, k=dice.randint(3, 40)))).strip()
        label = "AB"[rank % 2] + " : "
        turns.append(Turn((label[0],), len(text), len(text) + 4, len(text) + 4 + len(said)))
        text += label + said + "\n"
    return Transcript("E01", text, tuple(turns), people)


def test_the_words_that_the_browser_selects_are_those_that_python_keeps(show):
    """1,000 selections at random (CARNET_SELECTIONS for more), each coded: Python kept the words selected."""
    text = scrambled(6)
    bench = show(MemoryDesk(Coder("C1"), Code("a", "A"), text), id="E01")
    page = bench.page
    count = int(os.environ.get("CARNET_SELECTIONS", "1000"))

    # The code path of the mouse: a selection of the browser, a button that is let go, then a digit; and what was
    # coded is deleted, or 1,000 marks would be drawn over each other.
    taken = page.evaluate(
        """async count => {
          const root = document.querySelector('.carnet-highlighter'), text = root.querySelector('.text');
          let seed = 5;
          const dice = (n) => (seed = (seed * 48271) % 2147483647) % n;
          const key = (key, code) => text.querySelector('.turn')
            .dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true }));
          const pieces = () => [...text.querySelectorAll('[data-at]')].map((one) => one.firstChild);
          const said = [];
          window.bench.together = [];
          for (let round = 0; said.length < count; round += 1) {
            const all = pieces(), from = dice(all.length), to = Math.min(all.length - 1, from + dice(3));
            const range = document.createRange();
            const edges = [dice(all[from].length), dice(all[to].length) + 1];
            if (from === to) edges.sort((a, b) => a - b);
            range.setStart(all[from], edges[0]);
            range.setEnd(all[to], edges[1]);
            if (range.collapsed) continue;
            getSelection().removeAllRanges(); getSelection().addRange(range);
            text.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
            document.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
            key('Shift', 'ShiftLeft');
            if (!root.dataset.chosen) continue;
            const rough = from === to ? all[from].data.slice(...edges) : null;
            const drawn = [...CSS.highlights.get('carnet-chosen')].map(String);
            const before = window.bench.sent.length;
            if (said.length > 50 && round % 4) key('1', 'Digit1');
            else { root.querySelector('.palette input').focus(); root.querySelector('.code').click(); }
            said.push([root.dataset.chosen, rough, drawn, window.bench.sent[before]]);
            key('Delete', 'Delete');
            key('Escape', 'Escape');
            if (said.length % 10 === 0) {
              // Python keeps up: nothing is waiting any more.
              window.bench.carry();
              while (root.dataset.standing !== 'kept') await new Promise((done) => setTimeout(done));
            }
          }
          window.bench.carry();
          while (root.dataset.standing !== 'kept') await new Promise((done) => setTimeout(done));
          return said;
        }""",
        count,
    )

    kept = [after for _by, change in bench.study._done for _id, _before, after in change if isinstance(after, Coding)]
    assert len(taken) == len(kept) == count
    assert bench.study.all(Coding) == []
    alone = 0
    for (place, rough, drawn, sent), one in zip(taken, kept, strict=True):
        assert place == f"{one.start}-{one.end}" == f"{sent['start']}-{sent['end']}"
        inside = [(max(one.start, turn.start), min(one.end, turn.end)) for turn in text.turns]
        # What is drawn as chosen is, turn by turn, what Python cut by itself.
        assert drawn == [text.text[a:b] for a, b in inside if a < b]
        assert one.quote == text.text[one.start : one.end] == one.quote.strip()
        if rough is not None:
            # What was selected, without blanks around, with the rest of a character that was cut in two.
            whole = "".join(char for char in rough if not "\ud800" <= char <= "\udfff").strip()
            assert whole in one.quote
            assert len(one.quote) - len(whole) <= 14
            alone += 1
    assert alone > count * 0.2


def test_words_taken_by_the_hand_with_the_mouse_are_those_that_python_keeps(show):
    text = scrambled(9)
    bench = show(MemoryDesk(Coder("C1"), Code("a", "A"), text), id="E01")
    page = bench.page
    dice = random.Random(3)
    rows = page.locator(".words").count()

    for _round in range(20):
        boxes = [page.locator(".words").nth(dice.randrange(rows)).bounding_box() for _edge in range(2)]
        points = [
            (box["x"] + box["width"] * dice.random(), box["y"] + box["height"] * dice.random()) for box in boxes
        ]
        page.mouse.move(*points[0])
        page.mouse.down()
        page.mouse.move(*points[1], steps=3)
        page.mouse.up()
        page.keyboard.press("Shift")
        if not page.locator(ROOT).get_attribute("data-chosen"):
            continue
        drawn = page.evaluate("[...CSS.highlights.get('carnet-chosen')].map(String)")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        settled(page, 1)
        (one,) = bench.study.all(Coding)
        inside = [(max(one.start, turn.start), min(one.end, turn.end)) for turn in text.turns]
        assert drawn == [one.quote[a - one.start : b - one.start] for a, b in inside if a < b]
        page.keyboard.press("Delete")
        settled(page, 0)
        page.keyboard.press("Escape")
    assert len(bench.study._done) > 20


def test_a_long_interview_is_drawn_by_chunks_and_coded_at_its_end(show):
    said = "Au début on venait pour le café, après c’est devenu autre chose. " * 30
    text, turns = "", []
    for rank in range(400):
        turns.append(Turn(("AB"[rank % 2],), len(text), len(text) + 4, len(text) + 4 + len(said)))
        text += f"{'AB'[rank % 2]} : {said}\n"
    people = (Speaker("A", "participant"), Speaker("B", "interviewer"))
    bench = show(MemoryDesk(Coder("C1"), Code("a", "Fin"), Transcript("E09", text, tuple(turns), people)), id="E09")
    page = bench.page
    assert page.locator(".turn").count() < 200
    page.locator(".turn").first.focus()

    page.keyboard.press("End")
    page.keyboard.press("t")
    page.keyboard.press("Enter")
    page.keyboard.type("fin")
    page.keyboard.press("Enter")
    settled(page, 1)

    assert [one.start for one in bench.study.all(Coding)] == [turns[-1].start]
    assert page.locator("mark").is_visible()


def test_the_rest_of_a_text_is_drawn_at_leisure_so_that_the_browser_finds_its_words(show):
    said = "Au début on venait pour le café, après c’est devenu autre chose. " * 3
    text, turns = "", []
    for _turn in range(150):
        turns.append(Turn(("A",), len(text), len(text) + 4, len(text) + 4 + len(said)))
        text += f"A : {said}\n"
    study = MemoryDesk(Coder("C1"), Code("a", "Fin"), Transcript("E09", text, tuple(turns), (Speaker("A"),)))

    page = show(study, id="E09").page

    page.wait_for_function("document.querySelectorAll('.turn').length === 150")
    assert page.locator(".text").evaluate("box => box.scrollTop") == 0


@pytest.mark.parametrize("readonly", [False, True])
def test_the_desk_goes_from_one_interview_to_the_next_and_back_to_the_last_place(show, readonly):
    study = desk()
    study.do(Change.adding(transcript("E04"), transcript("E05")))
    study.do(Change.adding(mark(transcript("E04"), study.get(Code, "ete"), coder="C1", quote="on jardine")))
    bench = show(study, every=True, readonly=readonly)
    page = bench.page
    here = page.get_by_label("Entretien", exact=True)
    assert here.locator("option").all_inner_texts() == [
        "E03\xa0: 5 tours codés sur 9",
        "E04\xa0: 1 tour codé sur 9",
        "E05\xa0: pas commencé",
    ]
    assert here.input_value() == "E04"
    assert page.locator(".turn[tabindex='0']").get_attribute("aria-label").startswith("Tour 4")

    page.get_by_role("button", name="Entretien suivant").click()
    page.locator(".text[aria-label='Texte de E05']").wait_for()
    assert page.locator("mark").count() == 0
    assert page.get_by_role("button", name="Entretien suivant").is_disabled()
    if not readonly:
        turn(page, 1)
        page.keyboard.press("t")
        page.keyboard.press("Enter")
        page.keyboard.type("l'ete")
        page.keyboard.press("Enter")
        settled(page, 1)
        assert "1 tour codé sur 9" in here.locator("option").nth(2).inner_text()
        assert study.all(Coding)[-1].transcript == "E05"
    here.select_option("E03")
    page.locator(".text[aria-label='Texte de E03']").wait_for()
    assert page.locator("mark.proposed").count() == 2


def held(page, key, code, times=6):
    """Press a key and hold it until it has repeated."""
    page.evaluate(
        """([key, code, times]) => {
          const root = document.querySelector('.carnet-highlighter');
          for (let i = 0; i < times; i += 1) {
            const target = root.contains(document.activeElement) ? document.activeElement : root;
            const how = { key, code, repeat: i > 0, bubbles: true, cancelable: true };
            target.dispatchEvent(new KeyboardEvent('keydown', how));
          }
        }""",
        [key, code, times],
    )


def test_a_key_held_down_does_its_gesture_once(show):
    bench = show()
    page, before = bench.page, coded(bench)
    page.get_by_label("État").select_option("proposed")
    turn(page, 7)
    page.keyboard.press("n")
    held(page, "a", "KeyA")
    page.locator(f"{ROOT}[data-acked='1'][data-standing='kept']").wait_for()
    assert (
        sum(state == "proposed" for *_, state in coded(bench)) == sum(state == "proposed" for *_, state in before) - 1
    )

    held(page, "z", "KeyZ")
    page.locator(f"{ROOT}[data-acked='2'][data-standing='kept']").wait_for()
    assert coded(bench) == before
    assert page.locator(".notice.fault").count() == 0

    # Enter held in the text goes to the names of codes, and takes none of them.
    turn(page, 4)
    page.keyboard.press("t")
    held(page, "Enter", "Enter")
    page.locator(".palette input:focus").wait_for()
    assert coded(bench) == before


def test_digits_pressed_one_after_the_other_put_the_codes_that_were_shown_before_the_first(show):
    bench = show()
    page = bench.page
    turn(page, 5)
    page.keyboard.press("t")
    shown = page.locator(".codes .code:has(kbd) .label").evaluate_all("all => all.map((one) => one.firstChild.data)")

    for digit, codings in (("3", 8), ("2", 9), ("1", 10)):
        page.keyboard.press(digit)
        settled(page, codings)

    labels = {bench.study.get(Code, code).label for quote, code, _state in coded(bench) if quote == "Qui décide ?"}
    assert labels == set(shown[:3])
    page.keyboard.press("Escape")
    page.locator(".codes .code:has(kbd) .label", has_text=shown[0]).first.wait_for()
    order = page.locator(".codes .code:has(kbd) .label").evaluate_all("all => all.map((one) => one.firstChild.data)")
    assert order[:3] == [shown[0], shown[1], shown[2]]


def test_when_a_code_is_deleted_elsewhere_the_digits_still_put_the_codes_that_they_show(show):
    bench = show()
    page, study = bench.page, bench.study
    gone = study.get(Code, "parole")
    page.locator(".codes .code", has_text="Prise de parole").first.locator("kbd", has_text="1").wait_for()
    below = [replace(code, parent=None) for code in study.all(Code) if code.parent == "parole"]
    study.do(
        Change(
            "delete codes",
            (
                *((one.id, one, None) for one in study.all(Coding) if one.code == "parole"),
                *((one.id, study.get(Code, one.id), one) for one in below),
                (gone.id, gone, None),
            ),
        )
    )
    bench.flush()
    page.locator(".codes .code").first.locator("kbd", has_text="1").wait_for()
    shown = page.locator(".codes .code .label").first.evaluate("one => one.firstChild.data")
    turn(page, 5)
    page.keyboard.press("t")
    before = coded(bench)
    page.keyboard.press("1")
    page.locator(f"{ROOT}[data-acked='1'][data-standing='kept']").wait_for()
    (made,) = coded(bench) - before
    assert study.get(Code, made[1]).label == shown


def test_a_name_too_long_is_cut_where_it_is_typed_and_the_view_lives_on(show):
    bench = show()
    page = bench.page
    turn(page, 4)
    page.keyboard.press("t")
    page.keyboard.press("c")
    page.keyboard.insert_text("é" * 400)
    page.keyboard.press("Enter")
    settled(page, 8)
    assert bench.study.all(Code)[-1].label == "é" * 200


def test_an_in_vivo_name_never_ends_with_half_an_emoji(show):
    said = "x" * 119 + "🙂🙂 et le reste."
    text = Transcript("E09", f"P : {said}\n", (Turn(("P",), 0, 4, 4 + len(said)),), (Speaker("P", "participant"),))
    bench = show(MemoryDesk(Coder("C1"), text), id="E09")
    turn(bench.page, 1)
    bench.page.keyboard.press("t")
    bench.page.keyboard.press("i")
    settled(bench.page, 1)
    assert bench.study.all(Code)[0].label == "x" * 119


def test_keys_alone_never_reach_the_notebook_and_control_s_does(show):
    bench = show()
    page = bench.page
    page.evaluate("document.addEventListener('keydown', (event) => (window.heard ??= []).push(event.key))")
    turn(page, 5)

    for key in ("d", "h", "ArrowDown", "n", "Delete", "Control+s", "Control+z"):
        page.keyboard.press(key)

    assert page.evaluate("window.heard") == ["Control", "s", "Control"]


def test_a_view_for_reading_changes_nothing(show):
    bench = show(readonly=True)
    page = bench.page
    page.locator("mark", has_text="On répare").click()

    for key in ("Delete", "r", "b", "1", "z", "m"):
        page.keyboard.press(key)
    page.locator(".card h3", has_text="Transmission").wait_for()

    assert page.locator(".card button").count() == 0
    assert {message["type"] for message in page.evaluate("window.bench.sent")} == {"hello"}


def test_the_highlighter_speaks_english_when_asked(show):
    bench = show(lang="en")

    assert bench.page.locator(".count").first.inner_text() == "5 coded passages · 2 proposals"
    assert bench.page.locator(".about").inner_text() == "Choose words in the text."


def with_a_card(page):
    page.locator("mark", has_text="On répare").click()
    page.keyboard.press("m")
    page.get_by_label("Mémo sur ce passage").wait_for()


def with_words_chosen(page):
    words(page, "Tout le monde")
    page.locator(".palette input").fill("nouveau code")


def with_bounds(page):
    page.locator("mark", has_text="On répare").click()
    page.locator(".card h3").wait_for()
    page.keyboard.press("b")
    page.get_by_role("button", name="Garder ces bornes").wait_for()


def with_a_filter_and_help(page):
    page.get_by_label("État").select_option("proposed")
    page.get_by_label("Chercher dans le texte").fill("clefs")
    page.get_by_role("button", name="Touches").click()


def with_a_peek(page):
    page.locator("mark", has_text="viens, on s’entraide").first.hover()
    page.locator(".peek", has_text="Entraide").wait_for()


def with_a_refusal(page):
    turn(page, 5)
    page.keyboard.press("t")
    for _time in range(2):
        page.keyboard.press("1")
        settled(page, 8)
    page.locator(".notice.fault").wait_for()


def with_a_dead_kernel(page):
    page.evaluate("window.bench.dead = true")
    turn(page, 5)
    page.keyboard.press("t")
    page.keyboard.press("1")
    page.get_by_role("alert").filter(has_text="Python s’est arrêté").wait_for()


SITTINGS = (
    (with_a_peek, with_a_filter_and_help), (with_words_chosen,),
    (with_a_refusal, with_a_dead_kernel), (with_a_card, with_bounds),
)  # fmt: skip
"""What is done one after the other in one page, axe reading after each: opening a page costs more than reading it."""


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 520)], ids=["light, wide", "dark, narrow"])
def test_an_automatic_reader_of_accessibility_finds_nothing_to_say(show, dark, width):
    if not AXE.exists():
        pytest.skip("axe-core is not installed: python -m toolkit.web.build installs it")
    found = {}
    for states in SITTINGS[:2] if dark else SITTINGS:
        page = show(
            every=dark,
            dark=dark,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            viewport={"width": width, "height": 900},
        ).page
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for state in states:
            state(page)
            said = page.evaluate("axe.run('#carnet').then((result) => result.violations)")
            found[state.__name__] = [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in said]
        page.close()

    assert {state: said for state, said in found.items() if said} == {}


def test_nothing_moves_for_who_asked_that_nothing_moves(show):
    page = show(reduced_motion="reduce").page
    with_a_card(page)

    moving = page.evaluate(
        """() => [...document.querySelectorAll('.carnet-highlighter, .carnet-highlighter *')].filter((one) => {
          const style = getComputedStyle(one);
          return [style.transitionDuration, style.animationDuration].some((said) => parseFloat(said) > 0.02)
            || style.scrollBehavior === 'smooth';
        }).map((one) => one.className)"""
    )

    assert moving == []


def test_each_gesture_is_said_to_who_does_not_see_the_screen(show):
    page = show().page
    press = page.keyboard.press

    def said(words):
        page.wait_for_function(
            "words => document.querySelector('.carnet-highlighter [role=status]').textContent.startsWith(words)",
            arg=words,
        )

    turn(page, 5)
    press("t")
    said("Choisi\xa0: Qui décide\xa0?")
    press("1")
    said("Codé\xa0: Prise de parole.")
    press("b")
    said("Nouvelles bornes de «\xa0Prise de parole\xa0»")
    press("<")
    press("Enter")
    said("Bornes changées.")
    press("Delete")
    said("Supprimé\xa0: Prise de parole.")
    press("z")
    said("Annulé\xa0: un passage est comme avant.")
    press("y")
    said("Rétabli pour un passage.")
    turn(page, 9)
    press("p")
    said("Se taire, proposition\xa0: se taire, c’est")
    press("a")
    said("Proposition acceptée.")
    assert page.locator(".turn").nth(3).get_attribute("aria-label") == (
        "Tour 4, Colette. Codes\xa0: Transmission des savoirs"
    )

"""Passages follow their words through any edit; when nobody can tell, a person looks."""

import random
import re
import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import InvalidValue
from toolkit.model import Moved, remap
from toolkit.model.alignment import common_end, common_start, equal_blocks

Edit = tuple[int, int, str]
Spans = list[tuple[int, int]]

SPOKEN = re.findall(
    r"\S+",
    """
alors moi je suis arrivée dans l’association il y a trois ans par une voisine qui m’avait parlé du jardin
euh ben au début c’était compliqué parce que personne se connaissait vraiment et puis petit à petit on
s’est entraidé·es les citoyen.nes venaient le samedi 😀 avec leurs outils la bêche le râteau les semis
d’été on partageait les récoltes aujourd’hui je dirais que c’est devenu un lieu où l’on parle de tout du
quartier de la mairie des loyers de l’école où sont les enfants 👩‍🌾 et franchement ça m’a sauvée pendant
la période où j’étais seule chez moi vous savez quand on perd son travail on n’ose plus sortir
""",
)
ECHOES = ["Oui.", "Oui oui.", "D’accord.", "Ah bon ?", "", "Voilà.", "Et après ?", "Hm."]


def an_interview(dice: random.Random, turns: int = 12) -> str:
    """An invented interview: long answers, echoes that come again and again, empty turns."""
    lines = []
    for number in range(turns):
        label = "EP"[number % 2] + " : "
        if dice.random() < 0.3:
            lines.append(label + dice.choice(ECHOES))
        else:
            said = [dice.choice(SPOKEN) for _word in range(dice.randrange(3, 40))]
            lines.append(label + " ".join(said).capitalize() + dice.choice([".", "…", " ?"]))
    return dice.choice(["\n", "\n\n"]).join(lines)


def some_spans(dice: random.Random, text: str, many: int = 25) -> Spans:
    found = []
    for _span in range(many):
        start = dice.randrange(len(text) + 1)
        found.append((start, min(len(text), start + dice.choice([0, 1, 3, 12, 60, 400]))))
    return found


def a_replacement(dice: random.Random, text: str) -> str:
    at = dice.randrange(len(text) + 1)
    choices = ["", "x", " ", "\n", "😀", text[at : at + dice.randrange(1, 80)], an_interview(dice, 2)]
    return dice.choice(choices)


def an_edit(dice: random.Random, text: str) -> Edit:
    a = dice.randrange(len(text) + 1)
    b = min(len(text), a + dice.choice([0, 0, 1, 2, 10, 80, 500]))
    return a, b, a_replacement(dice, text)


def applied(text: str, edits: list[Edit]) -> str:
    """Apply edits given in order, none touching another."""
    made, at = [], 0
    for a, b, words in edits:
        made += [text[at:a], words]
        at = b
    return "".join([*made, text[at:]])


def words_kept(old: str, new: str, spans: Spans, moved: list[Moved]) -> bool:
    return all(new[m.start : m.end] == old[a:b] for (a, b), m in zip(spans, moved, strict=True) if m.sure)


def all_inside(new: str, moved: list[Moved]) -> bool:
    return all(0 <= m.start <= m.end <= len(new) for m in moved)


seeds = st.integers(0, 2**32).map(random.Random)


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_what_one_edit_left_alone_keeps_its_words_for_sure(dice: random.Random) -> None:
    old = an_interview(dice)
    for _edit in range(20):
        a, b, words = an_edit(dice, old)
        new = applied(old, [(a, b, words)])
        spans = [(s, e) for s, e in some_spans(dice, old) if s < e and (e <= a or s >= b)]

        # One by one: what becomes of a passage must not hang on luck in its neighbours.
        moved = [remap(old, new, [span])[0] for span in spans[:6]]

        assert all(one.sure for one in moved)
        assert words_kept(old, new, spans[:6], moved)


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_sure_is_never_said_of_other_words(dice: random.Random) -> None:
    old = an_interview(dice)
    for _edit in range(15):
        new = old
        for _more in range(dice.randrange(1, 12)):
            new = applied(new, [an_edit(dice, new)])
        spans = some_spans(dice, old)

        moved = remap(old, new, spans)

        assert len(moved) == len(spans)
        assert words_kept(old, new, spans, moved)
        assert all_inside(new, moved)


def numbered(dice: random.Random) -> str:
    """A text where no word comes twice: every edit can then be told from every other."""
    pool = [f"mot{n}" for n in range(400)]
    dice.shuffle(pool)
    return "".join(word + dice.choice([" ", " ", ", ", ".\n"]) for word in pool[: dice.randrange(5, 200)])


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_a_passage_that_holds_the_edit_is_shown_with_all_of_it(dice: random.Random) -> None:
    for _edit in range(10):
        old = numbered(dice)
        cuts = [match.start() for match in re.finditer(r"mot", old)]
        a, b = sorted(dice.choices(cuts, k=2))
        words = dice.choice(["nouveau ", "tout autre chose, ", "" if a < b else "ajout "])
        new = applied(old, [(a, b, words)])
        # « mot12, » and « mot17, » share signs over which an edit may be read as having slid: stay clear of them.
        start, end = max(0, dice.randrange(a + 1) - 8), min(len(old), dice.randrange(b, len(old) + 1) + 8)
        if a == b == start:
            continue  # written before the passage, not in it

        [moved] = remap(old, new, [(start, end)])

        assert not moved.sure
        # The oracle knows the edit; the comparison may only slide it over equal signs.
        assert moved.start <= start
        assert moved.end >= end + len(words) - (b - a)
        assert start - moved.start <= 3 + len(words)
        assert moved.end - (end + len(words) - (b - a)) <= 3 + len(words)


@given(seeds)
@settings(max_examples=50, deadline=None)
def test_passages_keep_their_order_through_one_edit(dice: random.Random) -> None:
    old = numbered(dice)
    new = applied(old, [an_edit(dice, old)])
    spans = sorted(some_spans(dice, old, 40))

    moved = remap(old, new, spans)

    for (first, here), (later, there) in pairwise(zip(spans, moved, strict=True)):
        if first[0] < first[1] <= later[0] < later[1]:
            assert here.start <= there.start
            assert here.end <= there.end


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_answers_come_in_the_order_of_the_questions(dice: random.Random) -> None:
    old = numbered(dice)
    new = applied(old, [an_edit(dice, old)])
    spans = some_spans(dice, old)
    shuffled = dice.sample(range(len(spans)), len(spans))

    straight = remap(old, new, spans)
    mixed = remap(old, new, [spans[n] for n in shuffled])

    assert mixed == [straight[n] for n in shuffled]


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_many_edits_leave_what_lies_between_them_sure(dice: random.Random) -> None:
    old = "\n".join(an_interview(dice, 3) for _part in range(8))
    cuts = sorted(dice.sample(range(0, len(old), 120), min(16, len(old) // 120) // 2 * 2))
    edits = [
        (a, min(b, a + dice.randrange(30)), dice.choice(["", "ajout", "une autre phrase "]))
        for a, b in zip(cuts[::2], cuts[1::2], strict=True)
    ]
    new = applied(old, edits)
    kept = [(0, 0), *((a, b) for a, b, _words in edits), (len(old), len(old))]
    between = [(left[1], right[0]) for left, right in pairwise(kept) if right[0] - left[1] > 60]

    moved = remap(old, new, between)

    assert all(one.sure for one in moved)
    assert words_kept(old, new, between, moved)


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_a_label_renamed_everywhere_moves_every_passage(dice: random.Random) -> None:
    old = an_interview(dice, 30)
    new = old.replace("E : ", "Enquêtrice principale : ").replace("P : ", "Bruno : ")
    said = [match.span(1) for match in re.finditer(r"^[EP] : (.*)$", old, re.MULTILINE)]
    there = [match.span(1) for match in re.finditer(r"^(?:Enquêtrice principale|Bruno) : (.*)$", new, re.MULTILINE)]

    moved = remap(old, new, said)

    assert [(one.start, one.end) for (start, end), one in zip(said, moved, strict=True) if start < end] == [
        place for place in there if place[0] < place[1]
    ]
    assert all(one.sure for one in moved)


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_a_paragraph_carried_elsewhere_takes_its_passages_along(dice: random.Random) -> None:
    lines = [line for line in numbered(dice).split("\n") if len(line) > 12]
    if len(lines) < 3:
        return
    carried = dice.randrange(len(lines))
    rest = lines[:carried] + lines[carried + 1 :]
    target = dice.randrange(len(rest) + 1)
    old, new = "\n".join(lines), "\n".join([*rest[:target], lines[carried], *rest[target:]])
    at = sum(len(line) + 1 for line in lines[:carried])
    span = (at, at + len(lines[carried]))
    word = (at, at + lines[carried].index(" "))

    moved = remap(old, new, [span, word])

    assert [one.sure for one in moved] == [True, True]
    assert words_kept(old, new, [span, word], moved)


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_another_text_altogether_makes_nothing_sure_but_its_common_ends(dice: random.Random) -> None:
    old = "E : " + " ".join(dice.choice(SPOKEN[:70]) for _word in range(300))
    new = "R — " + " ".join(dice.choice(SPOKEN[70:]) for _word in range(300))
    spans = [(start, start + 40) for start in range(10, len(old) - 50, 10)]

    moved = remap(old, new, spans)

    assert not any(one.sure for one in moved)
    assert all_inside(new, moved)


@pytest.mark.parametrize(("old", "new"), [("", ""), ("", "Oui."), ("Oui.", ""), ("a", "b"), ("😀", "👩‍🌾")])
def test_empty_and_tiny_texts_are_followed(old: str, new: str) -> None:
    spans = [(a, b) for a in range(len(old) + 1) for b in range(a, len(old) + 1)]

    moved = remap(old, new, spans)

    assert words_kept(old, new, spans, moved)
    assert all_inside(new, moved)
    assert all(one.sure == (old == new) for (a, b), one in zip(spans, moved, strict=True) if a < b)


def test_the_same_text_moves_nothing() -> None:
    text = an_interview(random.Random(1))
    spans = some_spans(random.Random(2), text)

    assert remap(text, text, spans) == [Moved(start, end, True) for start, end in spans]


@pytest.mark.parametrize("span", [(-1, 2), (3, 2), (0, 6), (6, 6)])
def test_a_passage_outside_of_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(InvalidValue, match="ne sont pas dans le texte"):
        remap("Oui.\n", "Oui !\n", [span])


def test_a_doubled_word_taken_out_leaves_the_sentence_sure() -> None:
    old, new = "R : le le jardin est à tous", "R : le jardin est à tous"
    sentence = (old.index("le jardin"), len(old))

    [moved] = remap(old, new, [sentence])

    assert moved == Moved(4, len(new), True)


def test_two_passages_never_share_one_place_in_silence() -> None:
    old, new = "R : oui\nE : bon\nR : oui\nE : bon\nR : fin", "R : oui\nE : bon\nR : fin"
    first, second = (4, 7), (20, 23)
    assert old[slice(*first)] == old[slice(*second)] == "oui"

    both = remap(old, new, [first, second])
    whole = remap(old, new, [second, (16, len(old))])

    assert [one.sure for one in both] == [False, False]
    assert [one.sure for one in whole][1]


def test_a_misspelt_word_is_shown_whole_and_its_neighbours_stay() -> None:
    old, new = "La peur de l’isolment revient.", "La peur de l’isolement revient."

    word, before, after = remap(old, new, [(11, 21), (0, 10), (22, len(old))])

    assert (new[word.start : word.end], word.sure) == ("l’isolement", False)
    assert (before.sure, after.sure) == (True, True)
    assert new[after.start : after.end] == "revient."


DICE = random.Random(7)
WORST: dict[str, Callable[[], tuple[str, str]]] = {
    "one letter": lambda: ("a" * 60_000, "a" * 30_000 + "b" + "a" * 29_000),
    "one letter, edits everywhere": lambda: ("a" * 60_000, "aaaaaab" * 8_500),
    "one word, edits everywhere": lambda: ("oui " * 15_000, "oui oui non " * 5_000),
    "two words at random": lambda: tuple("".join(DICE.choices(["a ", "b "], k=30_000)) for _ in "ab"),  # type: ignore[return-value]
    "one line again and again": lambda: ("R : oui\n" * 7_500, "R : oui\nE : bon\n" * 3_750),
    "no line break, edits everywhere": lambda: (
        " ".join(DICE.choices(SPOKEN, k=11_000)),
        " ".join(DICE.choices(SPOKEN, k=11_000)),
    ),
    "all turned over": lambda: (" ".join(map(str, range(11_000))), " ".join(map(str, range(11_000, 0, -1)))),
    "all lines shuffled": lambda: (
        "\n".join(map(str, range(10_000))),
        "\n".join(map(str, DICE.sample(range(10_000), 10_000))),
    ),
}


@pytest.mark.parametrize("name", WORST)
def test_the_worst_texts_are_followed_in_seconds(name: str) -> None:
    old, new = WORST[name]()
    spans = [(start, start + 30) for start in range(0, len(old) - 30, 40)]

    began = time.process_time()
    moved = remap(old, new, spans)
    spent = time.process_time() - began

    assert spent < 40, "the comparison must not grow with the square of the text"
    assert words_kept(old, new, spans, moved)
    assert all_inside(new, moved)


def test_a_long_interview_edited_everywhere_is_followed() -> None:
    dice = random.Random(3)
    old = "\n".join(an_interview(dice, 4) for _part in range(120))
    starts = [match.start() for match in re.finditer(r"\w+", old)][::12]
    new = applied(old, [(at, at, "euh ") for at in starts])
    spans = [(at, following) for at, following in pairwise(starts)]

    moved = remap(old, new, spans)

    assert len(old) > 30_000
    assert sum(one.sure for one in moved) / len(moved) > 0.98
    assert words_kept(old, new, spans, moved)


@given(st.text("ab\n ", max_size=30), st.text("ab\n ", max_size=30))
@settings(max_examples=400, deadline=None)
def test_blocks_are_equal_in_order_and_as_long_as_can_be(old: str, new: str) -> None:
    blocks = equal_blocks(old, new)

    at_old = at_new = 0
    for block in blocks:
        assert block.size > 0
        assert block.old >= at_old
        assert block.new >= at_new
        assert old[block.old : block.old + block.size] == new[block.new : block.new + block.size]
        # What lies between two blocks neither begins nor ends alike.
        gap_old, gap_new = old[at_old : block.old], new[at_new : block.new]
        assert not (gap_old and gap_new and (gap_old[0] == gap_new[0] or gap_old[-1] == gap_new[-1]))
        at_old, at_new = block.old + block.size, block.new + block.size


@given(st.text("ab", max_size=80), st.text("ab", max_size=80), st.data())
@settings(max_examples=200, deadline=None)
def test_common_ends_are_counted_character_by_character(a: str, b: str, data: st.DataObject) -> None:
    i, j = data.draw(st.integers(0, len(a))), data.draw(st.integers(0, len(b)))
    limit = data.draw(st.none() | st.integers(0, 90))

    def naive(left: str, right: str) -> int:
        size = 0
        while size < min(len(left), len(right)) and left[size] == right[size]:
            size += 1
        return size if limit is None else min(size, limit)

    assert common_start(a, b, i, j, limit) == naive(a[i:], b[j:])
    assert common_end(a, b, i, j, limit) == naive(a[:i][::-1], b[:j][::-1])

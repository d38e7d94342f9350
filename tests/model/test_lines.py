"""A transcript read line by line, and shown in a notebook when somebody asks."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import InvalidValue
from toolkit.model import Speaker, Transcript, Turn
from toolkit.model.lines import lines, turn_numbers

SAID = ("Ça va ? 😀", "", "Oui…\net après, on s’entraide.", "שלום, elle disait.")


def talk(said=SAID, *, before="", after="") -> Transcript:
    text, turns = before, []
    for rank, words in enumerate(said):
        label = "QR"[rank % 2]
        begin = len(text)
        text += f"{label} : "
        turns.append(Turn((label,), begin, len(text), len(text) + len(words), rank * 61_000))
        text += words + "\n"
    speakers = (Speaker("Q", "interviewer"), Speaker("R", "participant", "P07"))
    return Transcript("E03", text + after, tuple(turns), speakers if turns else ())


def test_each_turn_keeps_its_number_its_voice_and_its_time():
    read = lines(talk())

    assert [(line.number, line.who, line.asks, line.start_ms) for line in read] == [
        (1, "Q", True, 0),
        (2, "P07", False, 61_000),
        (3, "Q", True, 122_000),
        (4, "P07", False, 183_000),
    ]


def test_what_stands_outside_of_turns_is_read_too_without_a_number():
    transcript = talk(before="Entretien du 3 mars\nchez elle\n", after="Fin.\n")

    read = lines(transcript)

    assert [transcript.text[line.start : line.end] for line in read if line.number is None] == [
        "Entretien du 3 mars",
        "chez elle",
        "Fin.",
    ]
    assert [line.number for line in read] == [None, None, 1, 2, 3, 4, None]


def test_a_document_is_read_by_paragraphs_and_a_blank_line_parts_them():
    transcript = Transcript("D01", "Charte\nde l’accueil\n\n\nArticle 1 😀\n", kind="document")

    assert [transcript.text[line.start : line.end] for line in lines(transcript)] == [
        "Charte\nde l’accueil",
        "Article 1 😀",
    ]


@settings(deadline=None)
@given(st.lists(st.text(alphabet="ab \n😀é.", max_size=12), max_size=6), st.text(alphabet="x \n", max_size=9))
def test_no_letter_of_a_text_is_left_out_of_its_lines(said, around):
    transcript = talk(said, before=around + "\n", after=around)

    read = lines(transcript)

    read_out = "".join(transcript.text[line.start : line.end] for line in read)
    labels = "".join(transcript.text[turn.label_start : turn.start] for turn in transcript.turns)
    assert sorted("".join((read_out + labels).split())) == sorted("".join(transcript.text.split()))
    assert all(one.end <= two.start for one, two in pairwise(read))


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        (3, [3]),
        ("2-3", [2, 3]),
        ("3–2", [2, 3]),
        ("1 à 2, 4", [1, 2, 4]),
        ("4; 4", [4]),
        (range(2, 4), [2, 3]),
        ((4, 1), [4, 1]),
        (None, None),
    ],
)
def test_turns_are_named_as_people_write_them(asked, numbers):
    assert turn_numbers(talk(), asked) == numbers


@pytest.mark.parametrize("asked", ["", "tout", "2-", [], [1.5], True, [True], 0, 5, "1-999999999", "0-2"])
def test_turns_that_are_not_there_are_refused_in_one_sentence(asked):
    with pytest.raises(InvalidValue) as caught:
        turn_numbers(talk(), asked)

    assert caught.value.hint


def test_a_text_is_shown_when_somebody_asks_and_only_then():
    transcript = talk()

    shown = transcript.show()

    assert "entraide" not in repr(transcript)
    assert "    3  Q 0:02:02 : Oui…\net après, on s’entraide." in repr(shown)
    assert "    2  P07 0:01:01 : (rien de transcrit)" in repr(shown)
    assert "on s’entraide." in shown._repr_html_()
    assert not hasattr(transcript, "_repr_html_")


def test_a_part_is_shown_without_the_rest_nor_the_times():
    shown = talk().show("3-4", times=False)

    assert "Ça va" not in repr(shown) + shown._repr_html_()
    assert "0:0" not in repr(shown) + shown._repr_html_()
    assert "    4  P07 : שלום" in repr(shown)


def test_a_notebook_that_keeps_what_it_shows_says_so(monkeypatch):
    monkeypatch.delenv("CARNET_LAB", raising=False)
    elsewhere = talk().show()._repr_html_()
    monkeypatch.setenv("CARNET_LAB", "1")

    assert "carnet lab" in elsewhere
    assert "carnet lab" not in talk().show()._repr_html_()


def test_what_people_say_is_never_taken_for_markup():
    transcript = talk(["<img src=x onerror=alert(1)> & </div>"])

    page = transcript.show()._repr_html_()

    assert "<img" not in page
    assert "&lt;img src=x" in page
    assert page.count("<div") == page.count("</div>")

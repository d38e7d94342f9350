"""The nouns: frozen, checked when born, silent about people."""

import copy
import pickle
import time
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from noun_strategies import EVERY, PARTS, codings, transcripts

import toolkit.model
from toolkit.errors import InvalidValue, ToolkitError, UnknownCode, UnknownName
from toolkit.model import (
    Act,
    Case,
    Code,
    Codebook,
    Coder,
    Coding,
    Consent,
    Event,
    Guide,
    Link,
    Memo,
    Participant,
    Probe,
    Question,
    Quote,
    Review,
    Speaker,
    StudySheet,
    Theme,
    Transcript,
    Turn,
    coding_of,
    new_id,
    text_sha256,
)
from toolkit.model.ids import checked_id
from toolkit.model.quiet import QuietFrame

SPOKEN = [StudySheet, Case, Guide, Consent, Probe, Question, Theme]
"""The nouns whose repr can be pasted back: no words of an interview, no trait of a person, no label."""
SILENT = [kind for kind in EVERY if kind not in SPOKEN]
ALL = {**EVERY, **PARTS}


@pytest.mark.parametrize("kind", SPOKEN, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_a_repr_without_text_can_be_pasted_back(kind: type, data: st.DataObject) -> None:
    noun = data.draw(ALL[kind])

    assert eval(repr(noun), vars(toolkit.model).copy()) == noun


@pytest.mark.parametrize(
    "noun",
    [
        Transcript("E01", "Secret : tout", (Turn(("Secret",), 0, 9, 13),), (Speaker("Secret"),), place="Secret"),
        Coding("g1", "E01", 0, 6, "Secret", "a", "C1", prefix="Secret", suffix="Secret"),
        Memo("m1", "Secret", about=("E01",)),
        Review("r1", "g1", "S1", "discuss", "Secret", "Secret"),
        Quote("q1", "g1", "E01", 0, 6, "Secret"),
        Link("l1", "supports", "g1", "a", "Secret", ("g1",)),
        Event("e1", "Secret", "P01", "1998~", domain="Secret", note="Secret"),
        Act("a1", "Secret", "P01", "E01", artefact="Secret", said="Secret", components={"Secret": "Secret"}),
        Participant("P01", traits={"Secret": "Secret"}, consents=(Consent("quoting", "yes", proof="Secret"),)),
        Coder("C1", "Secret"),
        Code("a", "Secret", definition="Secret", example="Secret"),
        Turn(("Secret",), 0, 9, 13),
        Speaker("Secret", "participant", "P01"),
        QuietFrame({"quote": ["Secret"], "code": ["a"]}),
    ],
    ids=lambda noun: type(noun).__name__,
)
def test_a_repr_holds_no_text_no_trait_no_name(noun: object) -> None:
    assert "Secret" not in repr(noun) + str(noun) + f"{noun}"
    assert type(noun) is QuietFrame or getattr(noun, "id", "") in repr(noun)


def test_every_noun_that_is_stored_has_its_test_here() -> None:
    assert set(EVERY) == set(toolkit.model.NOUNS.values())
    assert {Transcript, Coding, Memo, Review, Quote, Link, Event, Act, Participant, Coder, Code} == set(SILENT)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_a_noun_is_frozen_hashable_and_copied_equal(kind: type, data: st.DataObject) -> None:
    noun = data.draw(ALL[kind])

    for field in fields(noun):
        with pytest.raises(FrozenInstanceError):
            setattr(noun, field.name, None)
    assert hash(noun) == hash(replace(noun))
    assert noun == replace(noun) == copy.copy(noun) == copy.deepcopy(noun) == pickle.loads(pickle.dumps(noun))


@pytest.mark.parametrize(
    ("listed", "tupled"),
    [
        (Turn(["Q"], 0, 2, 4), Turn(("Q",), 0, 2, 4)),
        (Code("a", "A", questions=["A1", "A2"]), Code("a", "A", questions=("A1", "A2"))),
        (Memo("m", "…", about=["E01"]), Memo("m", "…", about=("E01",))),
        (Participant("P", traits={"âge": 30}, consents=[]), Participant("P", traits=(("âge", 30),))),
        (Case("c", traits=[["habitants", 12]]), Case("c", traits=(("habitants", 12),))),
        (StudySheet(research_questions={"QR1": "Comment ?"}), StudySheet(research_questions=(("QR1", "Comment ?"),))),
        (
            Guide("g", "G", themes=[Theme("A", "A", questions=[Question("A1", "?", ["QR1"], [Probe("Et ?")])])]),
            Guide("g", "G", themes=(Theme("A", "A", questions=(Question("A1", "?", ("QR1",), (Probe("Et ?"),)),)),)),
        ),
        (
            Transcript("E", "Q : Oui", [Turn(["Q"], 0, 4, 7)], [Speaker("Q")]),
            Transcript("E", "Q : Oui", (Turn(("Q",), 0, 4, 7),), (Speaker("Q"),)),
        ),
    ],
    ids=lambda noun: type(noun).__name__,
)
def test_lists_become_tuples_so_that_equal_nouns_are_equal(listed: object, tupled: object) -> None:
    assert listed == tupled
    assert hash(listed) == hash(tupled)


BAD = {
    "an id with a space": lambda: Code("deux mots", "A"),
    "an empty id": lambda: Participant(""),
    "an id that begins with a sign": lambda: Memo("-m", "…"),
    "an id of 81 letters": lambda: Case("c" * 81),
    "an id with a line break": lambda: Coder("C1\n"),
    "an id that is a number": lambda: Coder(3),
    "a coding without id": lambda: Coding("", "E01", 0, 1, "a", "a", "C1"),
    "a coding without words": lambda: Coding("g", "E01", 4, 4, "", "a", "C1"),
    "a coding longer than its words": lambda: Coding("g", "E01", 0, 9, "fée", "a", "C1"),
    "a coding turned over": lambda: Coding("g", "E01", 4, 1, "fée", "a", "C1"),
    "a coding before the text": lambda: Coding("g", "E01", -3, 0, "fée", "a", "C1"),
    "a coding at half a character": lambda: Coding("g", "E01", 0.5, 3.5, "fée", "a", "C1"),
    "a coding with a strange origin": lambda: Coding("g", "E01", 0, 3, "fée", "a", "C1", origin="magie"),
    "a coding with a strange state": lambda: Coding("g", "E01", 0, 3, "fée", "a", "C1", state="peut-être"),
    "a coding on the 30th of February": lambda: Coding("g", "E01", 0, 3, "fée", "a", "C1", date="2026-02-30"),
    "a code without label": lambda: Code("a", "\xa0 "),
    "a code that is its own parent": lambda: Code("a", "A", parent="a"),
    "a colour that is none": lambda: Code("a", "A", color="rouge"),
    "a polarity that is none": lambda: Code("a", "A", polarity="±"),
    "a list that is one word": lambda: Code("a", "A", questions="A1"),
    "speakers that are one word": lambda: Turn("Léa", 0, 0, 3),
    "a turn that ends before it begins": lambda: Turn(("Q",), 0, 9, 4),
    "a label that ends before it begins": lambda: Turn(("Q",), 5, 4, 9),
    "a time that is no number": lambda: Turn(("Q",), 0, 4, 9, start_ms="0:01"),
    "a role that is none": lambda: Speaker("Q", "chef"),
    "a text that was not cleaned": lambda: Transcript("E", "a\r\nb"),
    "a text with half a character": lambda: Transcript("E", "\ud800"),
    "a month that is none": lambda: Transcript("E", "a", date="2026-13"),
    "a date as people write it": lambda: Memo("m", "…", date="14/03/2026"),
    "a kind that is none": lambda: Transcript("E", "a", kind="film"),
    "two speakers of one label": lambda: Transcript("E", "a", speakers=(Speaker("Q"), Speaker("Q", "interviewer"))),
    "turns that overlap": lambda: transcript_of((0, 0, 3), (2, 2, 4)),
    "turns out of order": lambda: transcript_of((3, 3, 4), (0, 0, 3)),
    "a turn past the end": lambda: transcript_of((0, 0, 99)),
    "a label nobody has": lambda: Transcript("E", "Oui.", (Turn(("Z",), 0, 0, 4),), (Speaker("Q"),)),
    "a trait that is a list": lambda: Participant("P", traits={"langues": ["fr", "ar"]}),
    "a trait without end": lambda: Case("c", traits={"part": float("inf")}),
    "a scope that is none": lambda: Consent("tout", "yes"),
    "an answer that is none": lambda: Consent("quoting", "oui"),
    "a role of coder that is none": lambda: Coder("C1", role="chef"),
    "a probe that is none": lambda: Probe("Et ?", "piège"),
    "a method that is none": lambda: Guide("g", "G", method="sondage"),
    "a question asked twice": lambda: Guide("g", "G", closing=(Question("Q1", "?"),), items=(Question("Q1", "?"),)),
    "minutes that are no number": lambda: Guide("g", "G", minutes="une heure"),
    "a verdict that is none": lambda: Review("r", "g", "S", "bof"),
    "an extract turned over": lambda: Quote("q", "g", "E", 9, 3, "fée"),
    "a state of extract that is none": lambda: Quote("q", "g", "E", 0, 3, "fée", state="ok"),
}


def transcript_of(*places: tuple[int, int, int]) -> Transcript:
    return Transcript("E", "Oui.", tuple(Turn(("Q",), *place) for place in places), (Speaker("Q"),))


@pytest.mark.parametrize("what", BAD)
def test_a_bad_value_is_refused_with_a_sentence_in_french(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {}
    for language in ("fr", "en"):
        monkeypatch.setenv("CARNET_LANG", language)
        with pytest.raises(ToolkitError) as caught:
            BAD[what]()
        said[language] = str(caught.value)

    assert isinstance(caught.value, ValueError | KeyError)
    assert said["fr"].endswith((".", "?", "!"))
    assert said["fr"] != said["en"], "the sentence has its French: make catalogue"
    assert "fée" not in said["fr"]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "2026",
        "2026-03",
        "2026-02-28",
        "2024-02-29",
        "2026-03-14T09:05",
        "2026-03-14 09:05:59.123456+01:00",
        "2026-03-14T09:05:59Z",
    ],
)
def test_a_date_may_be_whole_or_only_begun(value: str) -> None:
    assert Memo("m", "…", date=value).date == value


@pytest.mark.parametrize(
    "value", ["26", "2026-3", "2026-00", "2025-02-29", "2026-03-14T25:00", "hier", "٢٠٢٦", "2026-03-14\n", "0000"]
)
def test_a_date_out_of_the_calendar_is_refused(value: str) -> None:
    with pytest.raises(InvalidValue, match="n’est pas une date"):
        Memo("m", "…", date=value)


def test_numbers_of_a_frame_become_plain_ones() -> None:
    import numpy as np
    import pandas as pd

    text = Transcript("E", "Oui, l’été.")
    coding = coding_of(text, np.int64(5), np.int64(10), Code("a", "A"), coder="C1")
    person = Participant(
        "P",
        traits={
            "âge": np.int64(30),
            "part": np.float64(0.5),
            "seul": np.bool_(True),
            "vide": float("nan"),
            "rien": pd.NA,
            "jamais": pd.NaT,
        },
    )

    assert (type(coding.start), type(coding.end), coding.quote) == (int, int, "l’été")
    assert person.traits == (
        ("âge", 30),
        ("part", 0.5),
        ("seul", True),
        ("vide", None),
        ("rien", None),
        ("jamais", None),
    )
    assert [type(value) for _name, value in person.traits[:3]] == [int, float, bool]
    assert Turn(("Q",), np.int32(0), np.int64(1), np.int64(2)) == Turn(("Q",), 0, 1, 2)


# — ids —


@pytest.mark.parametrize("value", ["E01", "été", "Œuvre_1", "grp.1:2/3", "ñ-2", "7", "a" * 80, "人"])
def test_letters_of_any_language_make_an_id(value: str) -> None:
    assert checked_id(value) == value


@pytest.mark.parametrize(
    "value",
    ["", " ", "a b", "a\xa0b", "_a", ".a", "-a", "a\n", "a\t", "é" * 81, "l’été", "a;b", "😀", "e\u0301", None, 3],
)
def test_spaces_signs_and_emoji_make_no_id(value: Any) -> None:
    with pytest.raises(InvalidValue) as caught:
        checked_id(value)

    assert "E01" in caught.value.hint


content = st.lists(st.one_of(st.integers(), st.text(max_size=8)), max_size=4)


@given(content, content)
@settings(deadline=None)
def test_an_id_comes_from_what_the_thing_is(one: list[Any], other: list[Any]) -> None:
    assert new_id("g", *one) == new_id("g", *one)
    assert checked_id(new_id("g", *one)) == new_id("g", *one)
    assert (new_id("g", *one) == new_id("g", *other)) == ("\x1f".join(map(str, one)) == "\x1f".join(map(str, other)))
    assert new_id("g", *one) != new_id("m", *one)


def test_a_taken_id_is_followed_by_a_counter() -> None:
    taken: set[str] = set()
    for _birth in range(4):
        taken.add(new_id("g", "E01", 1, 2, taken=taken.__contains__))
    first = new_id("g", "E01", 1, 2)

    assert taken == {first, f"{first}.2", f"{first}.3", f"{first}.4"}


# — transcripts —


def test_a_position_finds_its_turn_at_each_boundary() -> None:
    text = "Note.\nQ : Oui ?\n\nR : \nQ : Fin"
    turns = (Turn(("Q",), 6, 10, 15), Turn(("R",), 17, 21, 21), Turn(("Q",), 22, 26, 29))
    transcript = Transcript("E", text, turns, (Speaker("Q"), Speaker("R")))

    assert [transcript.turn_at(at) for at in (-1, 0, 5, 6, 9, 10, 15, 16, 17, 20, 21, 22, 29, 99)] == [
        *(None, None, None),
        *(1, 1, 1, 1, 1),
        *(2, 2, 2),
        *(3, 3, 3),
    ]
    assert [transcript.said(number) for number, _turn in transcript.numbered()] == ["Oui ?", "", "Fin"]
    assert Transcript("E", text).turn_at(3) is None


@given(transcripts())
@settings(max_examples=60, deadline=None)
def test_a_position_lies_in_the_turn_that_it_finds(transcript: Transcript) -> None:
    for at in range(len(transcript.text) + 1):
        begun = [number for number, turn in transcript.numbered() if turn.label_start <= at]

        assert transcript.turn_at(at) == (begun[-1] if begun else None)


@given(transcripts(), transcripts())
@settings(max_examples=40, deadline=None)
def test_the_fingerprint_is_that_of_the_text_whatever_was_given(one: Transcript, other: Transcript) -> None:
    assert one.fingerprint == text_sha256(one.text)
    assert replace(one, fingerprint="faux") == one
    assert (one.fingerprint == other.fingerprint) == (one.text == other.text)


def test_two_people_may_speak_at_once_and_nobody_may() -> None:
    transcript = Transcript(
        "E", "Q+R : Oui !\n(rires)", (Turn(("Q", "R"), 0, 6, 11), Turn((), 12, 12, 19)), (Speaker("Q"), Speaker("R"))
    )

    assert transcript.turns[0].speakers == ("Q", "R")
    assert transcript.speaker("R") == Speaker("R")
    with pytest.raises(UnknownName, match="Noms connus"):
        transcript.speaker("Z")


def test_a_coding_is_cut_from_the_text_with_its_surroundings() -> None:
    text = "a" * 50 + "😀 l’été" + "b" * 50
    coding = coding_of(Transcript("E", text), 50, 57, Code("x", "X", version=3), coder="C1")

    assert (coding.quote, coding.prefix, coding.suffix) == ("😀 l’été", "a" * 32, "b" * 32)
    assert coding.code_version == 3
    assert coding == coding_of(Transcript("E", text), 50, 57, Code("x", "X", version=3), coder="C1")


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-1, 2), (3, 2), (0, 99), (2, 2)])
def test_a_coding_outside_of_the_text_or_of_nothing_is_refused(start: int, end: int) -> None:
    with pytest.raises(InvalidValue):
        coding_of(Transcript("E", "Oui."), start, end, Code("x", "X"), coder="C1")


@given(codings())
@settings(max_examples=30, deadline=None)
def test_a_coding_holds_as_many_characters_as_its_positions(coding: Coding) -> None:
    assert len(coding.quote) == coding.end - coding.start > 0


# — people —


def test_the_last_answer_counts_and_silence_is_no_yes() -> None:
    person = Participant(
        "P",
        traits={"âge": 30},
        consents=(Consent("quoting", "yes"), Consent("quoting", "no"), Consent("recording", "yes")),
    )

    assert person.consent("quoting") == "no"
    assert person.consent("sharing") is None
    assert (person.trait("âge"), person.trait("rien")) == (30, None)


# — codebook —


def test_a_codebook_is_a_tree_in_the_order_given() -> None:
    book = Codebook([Code("b", "B", parent="a"), Code("a", "A"), Code("c", "C", parent="b"), Code("d", "D")])

    assert [code.id for code in book] == ["b", "a", "c", "d"]
    assert (book.path("c"), book.theme("c"), book.theme("d")) == (["a", "b", "c"], "a", "d")
    assert [code.id for code in book.children(None)] == ["a", "d"]
    assert [code.id for code in book.children("a")] == ["b"]
    assert book.children("c") == []
    assert ("a" in book, "z" in book, len(book)) == (True, False, 4)
    assert repr(book) == "<Codebook: 4 codes in 2 themes>"


@pytest.mark.parametrize(
    ("codes", "error"),
    [
        ([Code("a", "A"), Code("a", "B")], InvalidValue),
        ([Code("a", "A", parent="b"), Code("b", "B", parent="a")], InvalidValue),
        (
            [
                Code("x", "X", parent="a"),
                Code("a", "A", parent="b"),
                Code("b", "B", parent="c"),
                Code("c", "C", parent="a"),
            ],
            InvalidValue,
        ),
        ([Code("a", "A", parent="z")], UnknownCode),
    ],
    ids=["twice", "circle of two", "circle of three and its tail", "unknown parent"],
)
def test_a_codebook_that_is_no_tree_is_refused(codes: list[Code], error: type[Exception]) -> None:
    with pytest.raises(error):
        Codebook(codes)


def test_an_unknown_code_is_told_by_its_near_one() -> None:
    book = Codebook([Code("isolement", "Isolement")])

    for ask in (lambda: book["isolment"], lambda: book.path("isolment"), lambda: book.theme("isolment")):
        with pytest.raises(UnknownCode, match="Vouliez-vous dire «\xa0isolement\xa0»"):
            ask()


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60), st.randoms())
@settings(max_examples=50, deadline=None)
def test_paths_themes_and_children_agree_on_any_tree(picks: list[int], dice: Any) -> None:
    parents = {f"c{n}": (f"c{pick % n}" if n and pick % 5 else None) for n, pick in enumerate(picks)}
    order = list(parents)
    dice.shuffle(order)

    book = Codebook(Code(id, id, parent=parents[id]) for id in order)

    for id, parent in parents.items():
        assert book.path(id) == ([*book.path(parent), id] if parent else [id])
        assert book.theme(id) == book.path(id)[0]
        assert [code.id for code in book.children(id)] == [other for other in order if parents[other] == id]


@pytest.mark.parametrize("shape", ["deep", "wide"])
def test_five_thousand_codes_make_a_codebook_at_once(shape: str) -> None:
    codes = [Code("c0", "racine")]
    codes += [Code(f"c{n}", "é", parent=f"c{n - 1}" if shape == "deep" else "c0") for n in range(1, 5000)]

    began = time.process_time()
    book = Codebook(reversed(codes))
    themes = {book.theme(code.id) for code in book}
    children = sum(len(book.children(code.id)) for code in book)
    depth = len(book.path("c4999"))

    assert time.process_time() - began < 8
    assert (themes, children, depth) == ({"c0"}, 4999, 5000 if shape == "deep" else 2)

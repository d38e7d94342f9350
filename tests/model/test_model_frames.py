"""Frames: promised columns, pieces equal to a naive count, and silence about what people said."""

import random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from noun_strategies import transcripts

from toolkit.errors import UnknownCode, UnknownName, UnknownTranscript
from toolkit.model import (
    CODING_COLUMNS,
    NOUNS,
    PIECE_COLUMNS,
    Code,
    Codebook,
    Coding,
    Memo,
    MemoryDesk,
    Participant,
    Review,
    Speaker,
    Transcript,
    Turn,
    coding_of,
    words,
)
from toolkit.model.frames import codings_frame
from toolkit.model.quiet import QuietFrame
from toolkit.model.units import PARTICIPANT_COLUMNS, TURN_COLUMNS

CODES = [
    Code("vie", "Vie"),
    Code("entraide", "Entraide", parent="vie"),
    Code("don", "Don", parent="entraide"),
    Code("peur", "Peur"),
]
PEOPLE = [
    Participant("P1", "roannais", {"âge": 34, "statut": "bénévole", "turn": "matin"}),
    Participant("P2", None, {"âge": None, "part": 0.5}),
    Participant("P3", "forez", {"seul": True}),
]
people = st.sampled_from(["P1", "P2", "P3", "P9", None])


@st.composite
def studies(draw: Any) -> tuple[list[Transcript], list[Coding]]:
    texts = draw(st.lists(transcripts(people=people), max_size=3, unique_by=lambda text: text.id))
    dice = random.Random(draw(st.integers(0, 2**32)))
    made: dict[str, Coding] = {}
    for text in texts:
        for _coding in range(dice.randrange(9)):
            if not text.text:
                continue
            start = dice.randrange(len(text.text))
            end = min(len(text.text), start + dice.choice([1, 2, 5, 15, 400]))
            coding = coding_of(
                text,
                start,
                end,
                dice.choice(CODES),
                coder=dice.choice(["C1", "C2"]),
                state=dice.choice(["accepted", "proposed"]),
                origin=dice.choice(["hand", "dictionary"]),
            )
            made[coding.id] = coding
    return texts, list(made.values())


def same(value: Any, other: Any) -> bool:
    return pd.isna(other) if pd.isna(value) else bool(value == other)


def rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    return [tuple(None if pd.isna(value) else value for value in row) for row in frame.itertuples(index=False)]


def naive_pieces(texts: list[Transcript], made: list[Coding]) -> set[tuple[Any, ...]]:
    """What a patient person would do: character by character, turn by turn, with a pencil."""
    book, persons = Codebook(CODES), {person.id: person for person in PEOPLE}
    found: set[tuple[Any, ...]] = set()
    for text in texts:
        whole = [(0, Turn((), 0, 0, len(text.text)))]
        for number, turn in list(text.numbered()) or whole:
            voices = [next(s for s in text.speakers if s.label == label) for label in turn.speakers]
            voices = voices or [Speaker("", "unknown")]
            for code in CODES:
                for coder in ("C1", "C2"):
                    for state in ("accepted", "proposed"):
                        mine = [
                            (max(c.start, turn.start), min(c.end, turn.end), c)
                            for c in made
                            if (c.transcript, c.code, c.coder, c.state) == (text.id, code.id, coder, state)
                        ]
                        mine = [(a, b, c) for a, b, c in mine if a < b]
                        while mine:
                            low, high, first = mine.pop()
                            group = [first]
                            met = True
                            while met:
                                met = False
                                for a, b, c in list(mine):
                                    if a < high and low < b:
                                        low, high, met = min(low, a), max(high, b), True
                                        group.append(c)
                                        mine.remove((a, b, c))
                            for voice in voices:
                                if voice.role == "interviewer":
                                    continue
                                person = persons.get(voice.participant or "")
                                case = (person.case if person else None) or text.case
                                quote = text.text[low:high]
                                found.add(
                                    (
                                        *(
                                            frozenset(c.id for c in group),
                                            text.id,
                                            text.kind,
                                            voice.participant,
                                            case,
                                        ),
                                        *(voice.label, voice.role, number, low, high, code.id, code.label),
                                        *(book.path(code.id)[0], coder, state, words(quote), high - low, quote),
                                        *(
                                            person.trait("âge") if person else None,
                                            person.trait("seul") if person else None,
                                        ),
                                    )
                                )
    return found


def desk_of(texts: list[Transcript], made: list[Coding]) -> MemoryDesk:
    return MemoryDesk(*texts, *CODES, *PEOPLE, *made)


@given(studies())
@settings(max_examples=60, deadline=None)
def test_pieces_are_those_of_a_patient_person(study: tuple[list[Transcript], list[Coding]]) -> None:
    frame = desk_of(*study).frame("pieces")

    asked = [
        "transcript",
        "kind",
        "participant",
        "case",
        "speaker",
        "role",
        "turn",
        "start",
        "end",
        "code",
        "code_label",
    ]
    asked += ["theme", "coder", "state", "words", "characters", "quote", "âge", "seul"]
    found = [(frozenset(ids.split(" ")), *row) for ids, row in zip(frame["codings"], rows(frame[asked]), strict=True)]

    assert len(set(found)) == len(found)
    assert set(found) == naive_pieces(*study)
    assert list(frame.columns) == [*PIECE_COLUMNS, "âge", "statut", "trait_turn", "part", "seul"]


@given(studies())
@settings(max_examples=40, deadline=None)
def test_a_piece_id_is_one_piece_and_rows_follow_the_texts(study: tuple[list[Transcript], list[Coding]]) -> None:
    frame = desk_of(*study).frame("pieces")
    place = ["transcript", "turn", "start", "end", "code", "coder", "state"]
    rank = {text.id: n for n, text in enumerate(study[0])}

    assert frame["piece"].nunique() == len(frame[place].drop_duplicates())
    at = [(rank[row[0]], row[1], row[2]) for row in rows(frame[["transcript", "start", "end"]])]
    assert at == sorted(at)


@given(studies())
@settings(max_examples=40, deadline=None)
def test_codings_have_one_row_each_placed_where_they_begin(study: tuple[list[Transcript], list[Coding]]) -> None:
    texts, made = study
    frame = desk_of(texts, made).frame("codings")

    assert list(frame.columns) == [*CODING_COLUMNS, "âge", "statut", "trait_turn", "part", "seul"]
    assert list(frame["coding"]) == [coding.id for coding in made]
    by_id = {text.id: text for text in texts}
    for coding, (_i, row) in zip(made, frame.iterrows(), strict=True):
        text = by_id[coding.transcript]
        number = text.turn_at(coding.start) if text.turns else 0
        assert same(row["turn"], number)
        assert text.text[row["start"] : row["end"]] == row["quote"] == coding.quote
        labels = text.turns[number - 1].speakers if number else ()
        voices = sorted((text.speaker(label) for label in labels), key=lambda voice: voice.role != "participant")
        assert row["speaker"] == " + ".join(labels)
        assert same(row["participant"], voices[0].participant if voices else None)
        assert row["role"] == (voices[0].role if voices else "unknown")
        person = next((p for p in PEOPLE if p.id == row["participant"]), None)
        assert same(row["case"], (person.case if person else None) or text.case)
        assert same(row["âge"], person.trait("âge") if person else None)
        assert same(row["trait_turn"], person.trait("turn") if person else None)


@given(studies())
@settings(max_examples=40, deadline=None)
def test_turns_have_one_row_for_each_person_who_speaks(study: tuple[list[Transcript], list[Coding]]) -> None:
    frame = desk_of(*study).frame("turns")
    expected = [
        (
            text.id,
            number,
            label,
            turn.start,
            turn.end,
            turn.start_ms,
            turn.end_ms,
            words(text.said(number)),
            turn.end - turn.start,
        )
        for text in study[0]
        for number, turn in text.numbered()
        for label in turn.speakers or ("",)
    ]

    asked = ["transcript", "turn", "speaker", "start", "end", "start_ms", "end_ms", "words", "characters"]

    assert list(frame.columns) == list(TURN_COLUMNS)
    assert rows(frame[asked]) == expected


def an_interview() -> tuple[Transcript, str]:
    text = "Entretien.\nQ : Et alors ?\nR : On s’entraide, on partage.\nR :\nQ+R : Oui !"
    turns = []
    for line, who in (("Q : Et", ("Q",)), ("R : On", ("R",)), ("R :\n", ("R",)), ("Q+R : ", ("Q", "R"))):
        at = text.index(line)
        start = min(text.index(":", at) + 2, text.find("\n", at) if text.find("\n", at) >= 0 else len(text))
        turns.append(Turn(who, at, start, text.find("\n", at) if text.find("\n", at) >= 0 else len(text)))
    return Transcript(
        "E01", text, tuple(turns), (Speaker("Q", "interviewer"), Speaker("R", "participant", "P1"))
    ), text


def test_a_coding_over_everything_keeps_what_the_participant_said() -> None:
    transcript, text = an_interview()

    frame = desk_of([transcript], [coding_of(transcript, 0, len(text), CODES[1], coder="C1")]).frame("pieces")

    assert list(zip(frame["turn"], frame["speaker"], frame["quote"], strict=True)) == [
        (2, "R", "On s’entraide, on partage."),
        (4, "R", "Oui !"),
    ]
    assert list(frame["words"]) == [5, 1]


@pytest.mark.parametrize("place", ["Entretien.", "Q : ", "R : ", "Et alors ?", "\n"])
def test_labels_titles_and_questions_make_no_piece(place: str) -> None:
    transcript, text = an_interview()
    start = text.index(place)

    frame = desk_of([transcript], [coding_of(transcript, start, start + len(place), CODES[1], coder="C1")]).frame(
        "pieces"
    )

    assert len(frame) == 0


def test_overlaps_are_joined_and_neighbours_are_not() -> None:
    transcript, text = an_interview()
    at = text.index("On s’entraide")
    spans = [(at, at + 6, "C1"), (at + 4, at + 10, "C1"), (at + 10, at + 13, "C1"), (at, at + 6, "C2")]
    made = [coding_of(transcript, a, b, CODES[1], coder=coder) for a, b, coder in spans]

    frame = desk_of([transcript], made).frame("pieces")

    found = sorted(
        (row[0] - at, row[1] - at, row[2], len(row[3].split(" ")))
        for row in rows(frame[["start", "end", "coder", "codings"]])
    )
    assert found == [(0, 6, "C2", 1), (0, 10, "C1", 2), (10, 13, "C1", 1)]


@pytest.mark.parametrize(("turns", "number"), [((Turn((), 0, 0, 19),), 1), ((), 0)])
def test_a_field_note_of_nobody_is_counted_too(turns: tuple[Turn, ...], number: int) -> None:
    note = Transcript("N1", "Le jardin est vide.", turns, kind="observation")

    frame = desk_of([note], [coding_of(note, 3, 9, CODES[0], coder="C1")]).frame("pieces")

    assert rows(frame[["speaker", "role", "turn", "quote"]]) == [("", "unknown", number, "jardin")]


def test_traits_never_take_the_name_of_a_promised_column_nor_of_another() -> None:
    desk = MemoryDesk(
        Participant("P1", traits={"turn": 1, "trait_turn": 2, "quote": "a", "âge": 3}), Participant("P2")
    )

    frame = desk.frame("participants")

    assert list(frame.columns) == [*PARTICIPANT_COLUMNS, "trait_turn", "trait_trait_turn", "trait_quote", "âge"]
    assert len(set(frame.columns)) == len(frame.columns)
    assert str(frame.loc[0, "âge"]) == "3", "an age stays whole when somebody gave none"
    assert pd.isna(frame.loc[1, "âge"])


EMPTY = {
    "codings": CODING_COLUMNS,
    "pieces": PIECE_COLUMNS,
    "turns": TURN_COLUMNS,
    "participants": PARTICIPANT_COLUMNS,
}


@pytest.mark.parametrize("shelf", EMPTY)
def test_an_empty_study_gives_empty_frames_of_the_same_kind(shelf: str) -> None:
    transcript, text = an_interview()
    full = desk_of([transcript], [coding_of(transcript, 0, len(text), CODES[1], coder="C1", date="2026")]).frame(
        shelf
    )

    frame = MemoryDesk().frame(shelf)

    assert list(frame.columns) == list(EMPTY[shelf])
    assert len(frame) == 0
    assert isinstance(frame, QuietFrame)
    assert "quote" not in frame or not frame["quote"].str.len().sum()
    for name in EMPTY[shelf]:
        if full[name].notna().any() and (pd.api.types.is_numeric_dtype(full[name]) or full[name].dtype == "str"):
            assert frame[name].dtype == full[name].dtype, name


@pytest.mark.parametrize("shelf", NOUNS)
def test_every_shelf_has_a_frame_and_others_are_told(shelf: str) -> None:
    assert len(MemoryDesk().frame(shelf)) == 0
    with pytest.raises(UnknownName, match=shelf[:3]):
        MemoryDesk().frame(f"{shelf}x")


def test_a_coding_of_an_absent_text_or_code_is_told() -> None:
    transcript, _text = an_interview()
    coding = coding_of(transcript, 30, 35, Code("absent", "Absent"), coder="C1")

    for shelf in ("codings", "pieces"):
        with pytest.raises(UnknownTranscript):
            MemoryDesk(coding).frame(shelf)
    with pytest.raises(UnknownCode):
        MemoryDesk(transcript, coding).frame("codings")


def test_the_callers_columns_are_left_as_they_were() -> None:
    transcript, text = an_interview()
    coding = coding_of(transcript, 0, len(text), CODES[1], coder="C1")
    columns = {
        name: [getattr(coding, name)]
        for name in (
            "id",
            "transcript",
            "start",
            "end",
            "code",
            "coder",
            "code_version",
            "origin",
            "state",
            "date",
            "quote",
        )
    }
    before = {name: list(values) for name, values in columns.items()}

    codings_frame(columns, [transcript], CODES, PEOPLE, pieces=True)
    codings_frame(columns, [transcript], CODES, PEOPLE)

    assert columns == before


# — what a notebook shows —

SECRET = "On s’entraide"


def spoken() -> pd.DataFrame:
    transcript, text = an_interview()
    at = text.index(SECRET)
    codings = [coding_of(transcript, at, at + len(SECRET), code, coder="C1") for code in CODES]
    return desk_of([transcript], codings).frame("pieces")


MADE = {
    "as it is": lambda frame: frame,
    "filtered": lambda frame: frame[frame["code"] == "don"],
    "chosen columns": lambda frame: frame[["code", "quote"]],
    "one column, still a frame": lambda frame: frame[["quote"]],
    "merged": lambda frame: frame.merge(frame, on="turn"),
    "merged with other names": lambda frame: frame.merge(frame, on="turn", suffixes=("_c1", "_c2")),
    "put together": lambda frame: pd.concat([frame, frame]),
    "sorted": lambda frame: frame.sort_values("code", ascending=False),
    "queried": lambda frame: frame.query("turn == 2"),
    "assigned": lambda frame: frame.assign(note=1),
    "grouped": lambda frame: frame.groupby("code").head(1),
    "without doubles": lambda frame: frame.drop_duplicates("code"),
    "copied": lambda frame: frame.copy(),
    "words as index": lambda frame: frame.set_index("quote"),
    "words among the index": lambda frame: frame.set_index(["code", "quote"]),
    "turned": lambda frame: frame.set_index("code").T,
    "one row": lambda frame: frame.iloc[0],
    "one row by place": lambda frame: frame[["code", "quote"]].loc[1],
    "the same column twice": lambda frame: frame[["quote", "quote", "code"]],
    "unstacked": lambda frame: frame.pivot(index="turn", columns="code", values=["quote", "words"]),
    "long": lambda frame: pd.concat([frame] * 40),
}


@pytest.mark.parametrize("how", MADE)
def test_a_notebook_shows_no_word_that_was_said(how: str) -> None:
    made = MADE[how](spoken())

    with pd.option_context("display.max_columns", None, "display.width", 2000, "display.max_colwidth", 200):
        shown = [repr(made), str(made), f"{made}"]
        shown += [made._repr_html_() or ""] if hasattr(made, "_repr_html_") else []

    assert not [text for text in shown if SECRET in text or "entraide," in text]
    assert "car.]" in shown[0]


@pytest.mark.parametrize("how", ["as it is", "filtered", "merged", "one row"])
def test_words_are_shown_when_they_are_asked_for(how: str) -> None:
    made = MADE[how](spoken()).show()

    with pd.option_context("display.max_columns", None, "display.width", 2000):
        assert SECRET in repr(made)
    assert type(made) in {pd.DataFrame, pd.Series}


def test_a_column_of_words_shows_them_when_asked() -> None:
    frame = spoken()

    assert SECRET not in repr(frame["quote"]) + repr(frame["quote"].head(2)) + str(
        frame.groupby("code").quote.first()
    )
    assert SECRET in repr(frame["quote"].show())
    assert list(frame["quote"]) == [SECRET] * 4


def test_a_quiet_frame_shows_the_rest_as_pandas_does() -> None:
    frame = QuietFrame({"code": ["don", "peur"], "turn": [1, 2]})

    assert repr(frame).startswith(repr(pd.DataFrame(frame)))
    assert frame._repr_html_() == pd.DataFrame(frame)._repr_html_()
    assert repr(frame["turn"]) == repr(pd.Series(frame["turn"]))
    assert repr(QuietFrame()).startswith("Empty DataFrame")


def test_memos_reviews_and_texts_are_quiet_too() -> None:
    transcript, _text = an_interview()
    desk = MemoryDesk(
        transcript,
        Memo("m", SECRET),
        Review("r", "g", "S", "discuss", SECRET, SECRET),
        Code("a", "A", example=SECRET),
    )

    for shelf in ("transcripts", "memos", "reviews", "codes"):
        with pd.option_context("display.max_columns", None, "display.width", 2000, "display.max_colwidth", 500):
            assert SECRET not in repr(desk.frame(shelf)) + desk.frame(shelf)._repr_html_()


def test_looking_changes_nothing() -> None:
    frame = spoken()
    before = frame.copy(deep=True)

    repr(frame)
    frame._repr_html_()

    pd.testing.assert_frame_equal(pd.DataFrame(frame), pd.DataFrame(before))

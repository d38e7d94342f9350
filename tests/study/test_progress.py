"""The progress board: each source and how far it is, each number counted again beside."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import new_study
from toolkit.errors import InvalidValue, Refused, UnknownTranscript
from toolkit.model import Change, Coder, Memo, Participant, Speaker, Transcript, Turn, coding_of
from toolkit.model.units import PROGRESS_COLUMNS
from toolkit.study import Study, days
from toolkit.study.progress import board, coverage


def test_the_board_has_its_promised_columns_even_when_empty(tmp_path: Path) -> None:
    with new_study(tmp_path / "vide") as study:
        frame = study.progress()

    assert list(frame.columns) == list(PROGRESS_COLUMNS)
    assert len(frame) == 0
    assert frame["codings"].dtype == "int64"


def test_each_cell_is_counted_again(study: Study) -> None:
    text = study.transcripts["E01"]
    study.add(Participant("P02"))
    kept = coding_of(text, 24, 38, study.codes["entraide"], coder="C1")
    crossing = coding_of(text, 0, 34, study.codes["attente"], coder="C2")
    waiting = coding_of(text, 60, len(text.text), study.codes["entraide"], coder="C1", state="proposed")
    study.add(kept, crossing, waiting)
    study.add(Memo("m1", "a", about=("E01",)), Memo("m2", "b", about=(kept.id, waiting.id)), Memo("m3", "c"))

    rows = study.progress().set_index("source")

    spoken = [(turn.start, turn.end) for turn in text.turns if turn.speakers == ("R",)]
    starts = [a + found.start() for a, b in spoken for found in re.finditer(r"[^\W_]+(?:·es)?", text.text[a:b])]
    covered = [at for at in starts if any(c.start <= at < c.end for c in (kept, crossing))]
    row = rows.loc["E01"]
    assert (row["words"], row["coded_words"]) == (len(starts), len(covered))
    assert row["coded"] == pytest.approx(len(covered) / len(starts))
    assert (row["codings"], row["coders"], row["memos"]) == (2, "C1 C2", 2)
    assert (row["transcribed"], row["reread"], row["pseudonymised"]) == (True, "", "?")
    assert list(rows.index) == ["E01", "P02"]
    assert not rows.loc["P02"]["transcribed"]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=6))
def test_coverage_is_what_a_slow_count_gives(spans: list[tuple[int, int]]) -> None:
    said = "Q : oui non ?\nR : un deux trois quatre cinq six sept huit neuf dix."
    text = Transcript(
        "E01",
        said,
        (Turn(("Q",), 0, 4, 13), Turn(("R",), 14, 18, len(said))),
        (Speaker("Q", "interviewer"), Speaker("R", "participant", "P01")),
    )
    pairs = [(start, start + length) for start, length in spans]

    total, covered = coverage(text, pairs)

    starts = [18 + found.start() for found in re.finditer(r"\w+", said[18:])]
    assert total == len(starts) == 10
    assert covered == sum(any(a <= at < b for a, b in pairs) for at in starts)


def test_a_document_without_people_has_no_share(study: Study) -> None:
    study.add(Transcript("D01", "Un rapport.", kind="document"))
    study.add(coding_of(study.transcripts["D01"], 0, 2, study.codes["entraide"], coder="C1"))

    printed = board(study)

    line = next(row for row in printed.rows if row[0] == "D01")
    assert line[4] == "1 passage (Camille)"
    assert study.progress().set_index("source").loc["D01"].isna()["coded"]


@pytest.mark.parametrize(
    ("verb", "how", "said"),
    [
        ("import transcripts", "here", "oui, ici"),
        ("import pseudonymised", "before", "oui, avant l’import"),
        ("add transcripts", "?", "?"),
    ],
)
def test_pseudonymised_is_what_the_journal_says_of_the_import(study: Study, verb: str, how: str, said: str) -> None:
    text = replace(study.transcripts["E01"], id="E02", text=study.transcripts["E01"].text + " Oui.")
    study.do(Change.adding(text, verb=verb))
    study.reread("E02")

    assert study.progress().set_index("source").loc["E02"]["pseudonymised"] == how
    assert next(row for row in board(study).rows if row[0] == "E02")[3] == said


def test_an_import_that_was_undone_and_redone_is_still_known(study: Study) -> None:
    text = replace(study.transcripts["E01"], id="E02", text=study.transcripts["E01"].text + " Oui.")
    study.do(Change.adding(text, verb="import transcripts"))
    study.undo()
    study.redo()

    assert study.progress().set_index("source").loc["E02"]["pseudonymised"] == "here"


def test_a_rereading_is_an_act_that_can_be_undone(study: Study) -> None:
    study.reread("E01", on="2026-03-14")
    assert study.transcripts["E01"].reread == "2026-03-14"
    assert study.history(1)[0].verb == "reread"

    study.undo()
    assert study.transcripts["E01"].reread == ""
    study.reread("E01")
    assert study.transcripts["E01"].reread == days.now().date().isoformat()
    study.not_reread("E01")

    assert study.transcripts["E01"].reread == ""
    assert study.history(1)[0].verb == "not reread"


def test_saying_the_same_rereading_again_changes_nothing(study: Study) -> None:
    head = study.reread("E01", "E01", on="14/03/2026")

    assert study.reread("E01", on="2026-03-14") == head
    assert study.head == head


def test_a_rereading_to_come_or_of_nothing_is_refused(study: Study) -> None:
    head = study.head

    with pytest.raises(Refused, match="à venir"):
        study.reread("E01", on=days.now().date() + timedelta(days=1))
    with pytest.raises(UnknownTranscript):
        study.reread("E01", "E99")
    with pytest.raises(InvalidValue, match="date"):
        study.reread("E01", on="hier")

    assert study.head == head


def test_the_board_names_coders_and_holds_no_word(study: Study) -> None:
    study.add(Coder("C3", "Sacha"))
    text = study.transcripts["E01"]
    study.add(
        *(coding_of(text, 24, 29 + n, study.codes["entraide"], coder=c) for n, c in enumerate(("C1", "C2", "C3")))
    )

    printed = board(study)
    shown = repr(printed) + repr(study.progress()) + str(study.progress()._repr_html_())

    assert "(Camille, Sacha (C2), Sacha (C3))" in printed.rows[0][4]  # type: ignore[operator]
    assert "été" not in shown
    assert "Comment ça va" not in shown

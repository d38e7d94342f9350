"""A text revised in a study on disk: one action of the journal, taken back, done again, replayed, merged."""

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from two_copies import content, copied

from toolkit import open_study
from toolkit.errors import Conflict, Refused, UnknownTranscript
from toolkit.model import Coding, Memo, Quote, Review, coding_of
from toolkit.store import tables
from toolkit.study import DATABASE, Study
from toolkit.transcripts import revision_of, save_revision


@pytest.fixture
def other(study: Study, tmp_path: Path) -> Iterator[Study]:
    """A copy of the study, where Sacha works."""
    made = copied(study, tmp_path / "Clé USB (été)" / "étude")
    yield made
    made.close()


def mark(study: Study, words: str, code: str = "entraide", coder: str = "C1") -> Coding:
    text = study.transcripts["E01"]
    start = text.text.index(words)
    made = coding_of(text, start, start + len(words), study.codes[code], coder=coder)
    study.add(made, coder=coder)
    return made


def some_words(study: Study, n: int) -> str:
    """Three words in a row of what the participant says, from the ``n``-th on."""
    text = study.transcripts["E01"]
    said = text.text[text.turns[1].start : text.turns[1].end].split(" ")
    return " ".join(said[n : n + 2])


def test_a_revision_is_one_action_that_is_undone_redone_and_replayed(study: Study, folder: Path) -> None:
    coding = mark(study, some_words(study, 0))
    for coder in ("C1", "C2"):
        mark(study, some_words(study, 1), "attente", coder)
    study.add(
        Quote("q1", coding.id, "E01", coding.start, coding.end, coding.quote, "P01", "approved"),
        Review("r1", coding.id, "C2", "discuss", "à voir"),
        Memo("m1", "Une idée", about=(coding.id,)),
    )
    before, actions = content(study), len(study.history())
    text = study.transcripts["E01"].text
    new = text[: coding.start] + "Tout autrement " + text[coding.start + 6 :]

    save_revision(study, revision_of(study, "E01", new, mode="retranscription"))

    after = content(study)
    assert after != before
    assert len(study.history()) == actions + 1
    assert study.history(1)[0].verb == "revise"
    study.undo()
    assert content(study) == before
    study.redo()
    assert content(study) == after
    study.close()
    with sqlite3.connect(folder / DATABASE) as raw:
        for name in tables.SHELVES:
            raw.execute(f'DELETE FROM "{name}"')
    raw.close()
    again = open_study(folder, coder="C1")
    again.replay()
    assert content(again) == after
    assert again.verify()
    again.close()


def test_many_revisions_leave_every_coding_on_its_words(study: Study) -> None:
    dice = random.Random(3)
    first = study.transcripts["E01"].text
    for n in range(40):
        text = study.transcripts["E01"]
        start = dice.randrange(len(text.text) - 8)
        coding = coding_of(text, start, start + dice.randrange(2, 8), study.codes["attente"], coder="C2")
        if coding.quote.strip():
            study.add(coding)
        at = dice.randrange(len(text.text))
        new = text.text[:at] + dice.choice(["", "😀", "euh ", "\n"]) + text.text[at + dice.choice([0, 1, 5]) :]
        held = len(study.codings)

        save_revision(study, revision_of(study, "E01", new))

        text = study.transcripts["E01"]
        assert len(study.codings) == held, n
        assert all(text.text[one.start : one.end] == one.quote for one in study.codings)
    while study.transcripts["E01"].text != first:
        study.undo()
    assert study.verify()


def test_a_passage_coded_by_another_program_in_between_stops_the_revision(study: Study, folder: Path) -> None:
    revision = revision_of(study, "E01", "E : Bonjour.\n" + study.transcripts["E01"].text)
    with open_study(folder, coder="C2") as second:
        mark(second, some_words(second, 0), coder="C2")
    held = content(study)

    with pytest.raises(Conflict):
        save_revision(study, revision)

    assert content(study) == held


def test_a_passage_coded_in_the_very_moment_of_saving_takes_the_revision_back(study: Study) -> None:
    revision = revision_of(study, "E01", "E : Bonjour.\n" + study.transcripts["E01"].text)
    before = study.transcripts["E01"]

    class Hurried:
        """The study, where somebody codes between the last look and the writing."""

        def __getattr__(self, name: str) -> object:
            return getattr(study, name)

        def do(self, change: object, *, coder: str | None = None) -> str:
            mark(study, some_words(study, 0), coder="C2")
            return study.do(change, coder=coder)  # type: ignore[arg-type]

    with pytest.raises(Conflict):
        save_revision(Hurried(), revision, coder="C1")  # type: ignore[arg-type]

    assert study.transcripts["E01"] == before
    assert all(before.text[one.start : one.end] == one.quote for one in study.codings)


def test_codings_of_both_copies_follow_a_revision_made_in_one(study: Study, other: Study) -> None:
    """What a person decided in the copy that was revised holds for the codings that both copies know."""
    known = mark(study, some_words(study, 0))
    other.merge(study.folder)
    mine = mark(study, some_words(study, 1), "attente")
    text = other.transcripts["E01"]
    new = text.text.replace(known.quote, known.quote.upper() + " enfin")
    revision = revision_of(other, "E01", new, mode="retranscription")
    assert [item.id for item in revision.to_review] == [known.id]
    save_revision(other, revision.decide({known.id: "keep"}), coder="C2")

    done = study.merge(other.folder)

    held = {coding.id: coding for coding in study.codings}
    text = study.transcripts["E01"]
    assert text.text == new
    assert held[known.id] == other.codings[known.id]
    assert held[known.id].state == "accepted"
    assert text.text[held[mine.id].start : held[mine.id].end] == held[mine.id].quote
    assert held[mine.id].state == "proposed"
    assert done.to_look_at == (("codings", mine.id),)
    assert study.verify()


def test_a_text_revised_in_both_copies_is_asked_about_and_loses_no_coding(study: Study, other: Study) -> None:
    known = mark(study, some_words(study, 0))
    other.merge(study.folder)
    for copy, more, coder in ((study, "Euh, ", "C1"), (other, "Alors, ", "C2")):
        text = copy.transcripts["E01"]
        turn = text.turns[1]
        new = text.text[: turn.start] + more + text.text[turn.start :]
        save_revision(copy, revision_of(copy, "E01", new), coder=coder)

    with pytest.raises(Refused):
        study.merge(other.folder)
    study.merge(other.folder, take="theirs")

    text, coding = study.transcripts["E01"], study.codings[known.id]
    assert "Alors, " in text.text
    assert (coding.quote, coding.state) == (known.quote, "accepted")
    assert text.text[coding.start : coding.end] == coding.quote
    assert study.verify()


def test_a_revision_of_a_text_erased_meanwhile_is_refused(study: Study) -> None:
    revision = revision_of(study, "E01", "E : Bonjour.\n" + study.transcripts["E01"].text)
    study.withdraw("P01")

    with pytest.raises(UnknownTranscript):
        save_revision(study, revision)

    assert not len(study.transcripts)

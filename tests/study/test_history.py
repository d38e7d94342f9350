"""The history for people: by person, place and time, without a word of anybody."""

import json
import sqlite3
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from toolkit import new_study
from toolkit.errors import InvalidValue, UnknownCode, UnknownName, UnknownParticipant, UnknownTranscript
from toolkit.model import Change, Code, Coder, Coding, Memo, Participant, Quote, Review, coding_of
from toolkit.study import Study, days

SECRET = "le chat bleu dort sous la table de la cuisine"


def mark(study: Study, start: int, end: int, code: str = "entraide", coder: str = "C1") -> Coding:
    coding = coding_of(study.transcripts["E01"], start, end, study.codes[code], coder=coder)
    study.add(coding, coder=coder)
    return coding


def raw(study: Study, query: str, *values: object) -> list[tuple[object, ...]]:
    """Ask the file itself, without Carnet."""
    connection = sqlite3.connect(study.folder / "study.db")
    try:
        found = connection.execute(query, values).fetchall()
        connection.commit()
        return found
    finally:
        connection.close()


def test_a_step_says_how_many_things_where_and_under_which_codes(study: Study) -> None:
    text, codes = study.transcripts["E01"], list(study.codes)
    study.add(*(coding_of(text, 24 + i, 30 + i, codes[i % 2], coder="C1") for i in range(12)))

    steps = study.history()

    assert steps.sentence(steps[0]).replace("\xa0", " ") == "12 passages codés dans E01 (Entraide, Attente)"
    part = steps[0].parts[0]
    assert (part.shelf, part.act, part.n, part.transcripts) == ("codings", "added", 12, ("E01",))
    assert set(part.codes) == {"entraide", "attente"}


def test_what_is_changed_and_taken_away_is_said_so(study: Study) -> None:
    coding = mark(study, 24, 29)
    study.do(Change.replacing([(coding, replace(coding, state="rejected"))], verb="reject proposals"))
    study.do(Change.removing(replace(coding, state="rejected"), verb="delete codings"))

    steps = study.history(2)

    assert steps.sentence(steps[0]) == "retiré\xa0: 1 passage codé dans E01 (Entraide)"
    assert steps.sentence(steps[1]) == "modifié\xa0: 1 passage codé dans E01 (Entraide)"


def test_a_memo_a_review_and_a_quote_are_tied_to_their_place(study: Study) -> None:
    coding = mark(study, 24, 29)
    study.add(Memo("m1", SECRET, "concept", (coding.id,), "C1"), Memo("m2", SECRET, "note", ("attente",), "C1"))
    study.add(Review("r1", coding.id, "S1", "discuss", SECRET), coder="S1")
    study.add(Quote("q1", coding.id, "E01", 24, 29, "Ça va", "P01"))

    steps = study.history(3)

    assert steps.sentence(steps[2]) == "2 mémos dans E01 (Entraide, Attente)"
    assert steps.sentence(steps[1]) == "1 avis dans E01 (Entraide)"
    assert steps.sentence(steps[0]) == "1 extrait choisi dans E01 (Entraide)"


@pytest.mark.parametrize(
    ("asked", "verbs"),
    [
        ({"coder": "C2"}, ["add codings"]),
        ({"coder": "Sacha"}, ["add codings"]),
        ({"code": "attente"}, ["add codings", "add codes"]),
        ({"code": "Attente"}, ["add codings", "add codes"]),
        ({"transcript": "E01"}, ["add reviews", "add codings", "add codings", "add transcripts"]),
        ({"transcript": "E02"}, ["add transcripts"]),
        (
            {"participant": "P01"},
            ["add reviews", "add codings", "add codings", "add transcripts", "add participants"],
        ),
        ({"participant": "P02"}, ["add participants"]),
        ({"transcript": "E01", "code": "attente"}, ["add codings"]),
        ({"verb": "coder des passages"}, ["add codings", "add codings"]),
        ({"verb": "add codes"}, ["add codes"]),
        ({"verb": "add codings", "coder": "C1"}, ["add codings"]),
    ],
    ids=str,
)
def test_each_question_keeps_what_answers_it(study: Study, asked: dict[str, str], verbs: list[str]) -> None:
    study.add(Participant("P02"))
    study.add(
        replace(study.transcripts["E01"], id="E02", text=study.transcripts["E01"].text + " !", speakers=(), turns=())
    )
    coding = mark(study, 24, 29)
    mark(study, 24, 31, "attente", coder="C2")
    study.add(Review("r1", coding.id, "S1", "discuss"), coder="S1")

    assert [step.verb for step in study.history(None, **asked)] == verbs  # type: ignore[arg-type]


def test_what_is_unknown_is_refused_with_the_near_one(study: Study) -> None:
    with pytest.raises(UnknownTranscript):
        study.history(transcript="E99")
    with pytest.raises(UnknownParticipant):
        study.history(participant="P99")
    with pytest.raises(UnknownCode, match="entraide"):
        study.history(code="entraid")
    with pytest.raises(UnknownName, match="C1"):
        study.history(coder="C9")


def test_a_thing_that_is_gone_can_still_be_asked_about(study: Study) -> None:
    study.add(Code("silence", "Silence"))
    coding = mark(study, 24, 29, "silence")
    study.do(Change.removing(coding, verb="delete codings"))
    study.do(Change.removing(study.codes["silence"], verb="delete codes"))

    verbs = [step.verb for step in study.history(code="silence")]

    assert verbs == ["delete codes", "delete codings", "add codings", "add codes"]


def test_every_number_is_that_of_the_file(study: Study) -> None:
    for start in range(24, 34):
        mark(study, start, start + 5)
    study.undo()

    steps = study.history(None)

    rows = raw(study, "SELECT hash, edits FROM journal ORDER BY seq DESC")
    assert [(step.hash, step.things) for step in steps] == rows
    by_shelf = Counter(row[0] for row in raw(study, "SELECT shelf FROM journal_edits"))
    said: Counter[str] = Counter()
    for step in steps:
        for part in step.parts:
            said[part.shelf] += part.n
    assert said == by_shelf


def test_a_limit_counts_what_is_kept_not_what_is_read(study: Study) -> None:
    for start in range(24, 30):
        mark(study, start, start + 5, coder="C2" if start % 2 else "C1")

    steps = study.history(2, coder="C2")

    assert [step.coder for step in steps] == ["C2", "C2"]


def test_no_word_of_anybody_is_in_the_history(study: Study) -> None:
    coding = mark(study, 24, 31)
    study.add(Memo("m1", SECRET, "diary"), Review("r1", coding.id, "S1", "discuss", SECRET, SECRET))
    study.add(Quote("q1", coding.id, "E01", 24, 31, coding.quote + SECRET))
    study.add(Code("c9", "Neuf", definition=SECRET, example=SECRET))

    steps = study.history(None)
    shown = repr(steps) + steps._repr_html_() + json.dumps(steps.plain(), ensure_ascii=False) + repr(steps[0])

    assert SECRET not in shown
    assert "chat bleu" not in shown
    assert coding.quote not in shown
    assert "Comment ça va" not in shown


def test_a_notebook_shows_a_table_and_a_console_lines(study: Study) -> None:
    mark(study, 24, 29)

    steps = study.history(2)

    assert steps._repr_html_().startswith("<table>")
    assert "1 passage codé dans E01 (Entraide)" in steps._repr_html_()
    assert repr(steps).count("\n") == 2


def test_a_long_history_is_shown_by_its_beginning(study: Study) -> None:
    steps = study.history()
    long = type(steps)([steps[0]] * 1000, coders=steps.coders, labels=steps.labels)

    assert long._repr_html_().count("<tr>") == 201
    assert "800" in long._repr_html_()
    assert repr(long).count("\n") == 31


def test_dates_are_those_of_the_computer_and_the_zone_is_said(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days, "zone", lambda: timezone(timedelta(hours=5, minutes=30)))

    steps = study.history(1)
    shown = steps.printed

    there = datetime.fromisoformat(steps[0].at) + timedelta(hours=5, minutes=30)
    assert shown.rows[0][0] == f"{there:%d/%m/%Y %H:%M}"
    assert shown.headings[0] == "Date (UTC+5:30)"
    assert steps[0].at.endswith("+00:00")


def test_a_day_is_a_day_of_the_computer(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    far = timezone(timedelta(hours=14))
    monkeypatch.setattr(days, "zone", lambda: far)
    at = datetime(2026, 3, 1, 11, tzinfo=UTC)  # the 2nd of March over there
    raw(study, "UPDATE journal SET at = ?", at.isoformat(timespec="microseconds"))

    assert study.history(None, since="2026-03-02", until="2026-03-02")
    assert study.history(None, since="02/03/2026")
    assert study.history(None, since="2026-03")
    assert not study.history(None, until="2026-03-01")
    assert not study.history(None, since="2026-03-03")
    assert not study.history(None, since="2026-03-02T01:00:01")
    assert study.history(None, since="2026-03-02T00:59")


@pytest.mark.parametrize("when", ["hier", "2026-02-30", "32/01/2026", "", "2026-13", "12"])
def test_a_date_that_is_none_is_refused(study: Study, when: str) -> None:
    with pytest.raises(InvalidValue, match="n’est pas une date"):
        study.history(since=when)


@pytest.mark.parametrize("when", ["0001-01-01", "1950-06-01", "1969-12-31"])
def test_a_day_before_computers_is_a_day(study: Study, when: str) -> None:
    assert len(study.history(None, since=when)) == len(study.history(None))


def test_a_journal_whose_time_went_back_is_filtered_row_by_row(study: Study) -> None:
    mark(study, 24, 29)
    for seq, at in ((1, "2026-03-05"), (2, "2026-03-09"), (3, "2026-03-01"), (4, "2026-03-05")):
        raw(study, "UPDATE journal SET at = ? WHERE seq = ?", f"{at}T12:00:00.000000+00:00", seq)

    found = [step.at[:10] for step in study.history(None, since="2026-03-02", until="2026-03-08")]

    assert found == ["2026-03-05", "2026-03-05"]
    assert len(study.differences("2026-03-02", "2026-03-08")) > 0
    assert study.week(until="2026-03-08").now["memos written"] == 0


def test_a_period_that_ends_before_it_begins_is_refused(study: Study) -> None:
    with pytest.raises(InvalidValue, match="finit avant"):
        study.history(since="2026-03-02", until="2026-03-01")


def test_two_coders_with_one_name_are_told_apart(study: Study) -> None:
    study.add(Coder("C3", "Sacha"), Coder("C4"))
    mark(study, 24, 29, coder="C2")
    mark(study, 24, 30, coder="C3")
    mark(study, 24, 31, coder="C4")

    shown = [row[1] for row in study.history(3).printed.rows]

    assert shown == ["C4", "Sacha (C3)", "Sacha (C2)"]
    assert {step.coder for step in study.history(coder="Sacha")} == {"C2", "C3"}


def test_an_erased_content_is_said_erased(study: Study) -> None:
    coding = mark(study, 24, 29)
    raw(study, "DELETE FROM journal_payloads WHERE seq = (SELECT max(seq) FROM journal)")

    steps = study.history(1)

    assert steps.sentence(steps[0]) == "effacé pour toujours\xa0: 1 passage codé"
    assert study.history(transcript="E01")[0].hash == steps[0].hash
    assert coding.id in study.codings


def test_a_redaction_row_says_what_is_gone_and_what_was_rewritten(study: Study) -> None:
    coding = mark(study, 24, 29)
    transcript = study.transcripts["E01"]
    from toolkit.model.plain import to_json
    from toolkit.store.journal import Entry

    entries = [Entry("codings", coding.id, None, None), Entry("transcripts", "E01", None, to_json(transcript))]
    study._store.raw(lambda driver, _c: study._store.seal(driver, entries, verb="redact", coder="C1"))

    parts = study.history(1)[0].parts

    assert [(part.shelf, part.act) for part in parts] == [("transcripts", "changed"), ("codings", "erased")]


def brought(study: Study, seq: int) -> None:
    """Say that an action came from another copy, as a merge writes it."""
    raw(study, "UPDATE journal SET line = 1 WHERE seq = ?", seq)


def test_what_a_merge_brought_is_listed_and_marked(study: Study) -> None:
    mark(study, 24, 29, coder="C2")
    mark(study, 24, 30)
    brought(study, int(str(raw(study, "SELECT max(seq) - 1 FROM journal")[0][0])))

    steps = study.history(2)

    assert [step.brought for step in steps] == [False, True]
    assert steps.marks(steps[1]) == "apportée par une fusion"
    assert steps.printed.rows[1][1] == "Sacha"


def test_what_was_undone_is_marked_and_a_redo_takes_the_mark_away(study: Study) -> None:
    mark(study, 24, 29)
    study.undo()
    undone = study.history()[1]
    study.redo()
    again = study.history()[2]

    assert (undone.verb, undone.undone, study.history().marks(undone)) == ("add codings", True, "annulée")
    assert (again.verb, again.undone) == ("add codings", False)


def test_a_study_that_was_just_born_has_a_history(tmp_path: Path) -> None:
    with new_study(tmp_path / "neuve") as study:
        steps = study.history()

    assert [step.verb for step in steps] == ["new study"]
    assert steps.sentence(steps[0]) == "1 fiche de l’étude"

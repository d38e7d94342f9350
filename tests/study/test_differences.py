"""What changed between two moments, and since the last visit: the net effect, counted again beside."""

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit import open_study
from toolkit.errors import InvalidValue, Refused
from toolkit.model import Change, Code, Coding, Memo, coding_of
from toolkit.store.trail import keep_note, note
from toolkit.study import Study, visits

SECRET = "le chat bleu dort sous la table de la cuisine"


def mark(study: Study, start: int, end: int, code: str = "entraide", coder: str = "C1") -> Coding:
    coding = coding_of(study.transcripts["E01"], start, end, study.codes[code], coder=coder)
    study.add(coding, coder=coder)
    return coding


def test_what_was_made_and_undone_is_not_there(study: Study) -> None:
    head = study.head
    mark(study, 24, 29)
    study.undo()
    kept = mark(study, 24, 31)

    found = study.differences(head)

    assert [(row.shelf, row.id, row.act) for row in found.rows] == [("codings", kept.id, "added")]
    assert found.codings() == [
        {"transcript": "E01", "code": "entraide", "added": 1, "changed": 0, "removed": 0, "erased": 0}
    ]


def test_a_change_made_and_taken_back_is_not_there(study: Study) -> None:
    coding = mark(study, 24, 29)
    head = study.head
    study.do(Change.replacing([(coding, replace(coding, state="rejected"))]))
    study.undo()

    found = study.differences(head)

    assert len(found) == 0
    assert repr(found).endswith("Rien n’a changé.")


def test_a_change_names_its_fields(study: Study) -> None:
    coding = mark(study, 24, 29)
    head = study.head
    study.do(Change.replacing([(coding, replace(coding, state="rejected", date="2026-03-01"))]))

    found = study.differences(head)

    assert found.rows[0].fields == ("date", "state")
    assert found.counts() == {"codings": {"added": 0, "changed": 1, "removed": 0, "erased": 0}}


def test_codes_renamed_redefined_moved_and_merged_are_told(study: Study) -> None:
    study.add(Code("silence", "Silence"), Code("vide", "Vide"))
    codings = [mark(study, start, start + 5, "attente") for start in (24, 25, 26)]
    head, codes = study.head, {code.id: code for code in study.codes}
    rename = (codes["entraide"], replace(codes["entraide"], label="Aide mutuelle"))
    define = (codes["silence"], replace(codes["silence"], definition="Quand rien n’est dit.", version=2))
    study.do(Change.replacing([rename, define]))
    study.do(Change.replacing([(one, replace(one, code="silence")) for one in codings], verb="recode"))
    study.do(Change.removing(codes["attente"], verb="delete codes"))
    study.do(Change.removing(codes["vide"], verb="delete codes"))
    study.do(Change.replacing([(define[1], replace(define[1], parent="entraide"))], verb="move codes"))

    found = study.differences(head)

    assert found.renamed == [("entraide", "Entraide", "Aide mutuelle")]
    assert (found.redefined, found.moved) == (["silence"], ["silence"])
    assert found.merged == [("attente", "silence")]
    assert {row.id for row in found.of("codes", "removed")} == {"attente", "vide"}
    assert "Codes fusionnés\xa0: Attente → Silence." in found.sentences()


def test_days_and_heads_give_the_same_answer(study: Study) -> None:
    start = study.head
    coding = mark(study, 24, 29)
    middle = study.head
    mark(study, 24, 31)

    first, both = study.differences(start, middle), study.differences(start[:12])
    today = study.differences(datetime.now(UTC) - timedelta(days=1))

    assert [row.id for row in first.rows] == [coding.id]
    assert len(both) == 2
    # By day the study itself was born, so everything is there.
    assert {row.shelf for row in today.rows} == {
        "sheets",
        "coders",
        "participants",
        "transcripts",
        "codes",
        "codings",
    }
    assert len(study.differences(datetime.now(UTC) + timedelta(days=1))) == 0


def test_a_head_of_another_study_or_line_is_refused(study: Study) -> None:
    mark(study, 24, 29)
    brought = study.head
    mark(study, 24, 31)
    with sqlite3.connect(study.folder / "study.db") as file:
        file.execute("UPDATE journal SET line = 1 WHERE hash = ?", (brought,))
    file.close()

    for head in ("0123456789abcdef", brought):
        with pytest.raises(Refused, match="n’est jamais passée"):
            study.differences(head)
    with pytest.raises(InvalidValue):
        study.differences("hier")


def test_what_a_merge_brought_apart_is_not_counted_twice(study: Study) -> None:
    head = study.head
    mark(study, 24, 29)
    with sqlite3.connect(study.folder / "study.db") as file:
        file.execute("UPDATE journal SET line = 1 WHERE hash = ?", (study.head,))
    file.close()
    mark(study, 24, 31)

    assert len(study.differences(head)) == 1


def test_an_erased_state_is_said_and_never_fails(study: Study) -> None:
    from toolkit.store.journal import Entry

    coding = mark(study, 24, 29)
    head = study.head
    study.do(Change.replacing([(coding, replace(coding, state="rejected"))]))
    with sqlite3.connect(study.folder / "study.db") as file:
        file.execute("DELETE FROM journal_payloads WHERE seq > 6")
    file.close()
    entries = [Entry("codings", coding.id, None, None)]
    study._store.raw(lambda driver, _c: study._store.seal(driver, entries, verb="redact", coder="C1"))

    found = study.differences(head)

    assert [(row.id, row.act) for row in found.rows] == [(coding.id, "erased")]
    assert "effacé pour toujours" in repr(found)


def test_a_text_imported_then_rewritten_for_ever_is_still_an_import(study: Study) -> None:
    from toolkit.model.plain import to_json
    from toolkit.store.journal import Entry

    head = study.head
    text = replace(study.transcripts["E01"], id="E02", text=study.transcripts["E01"].text + " !")
    study.add(text)
    with sqlite3.connect(study.folder / "study.db") as file:
        file.execute("DELETE FROM journal_payloads WHERE seq = (SELECT max(seq) FROM journal)")
    file.close()
    entries = [Entry("transcripts", "E02", None, to_json(text))]
    study._store.raw(lambda driver, _c: study._store.seal(driver, entries, verb="redact", coder="C1"))

    assert [(row.id, row.act) for row in study.differences(head).rows] == [("E02", "added")]


def test_no_word_of_anybody_is_shown(study: Study) -> None:
    coding = mark(study, 24, 31)
    study.add(Memo("m1", SECRET, "diary"), Code("c9", "Neuf", definition=SECRET))

    found = study.differences(None)
    shown = repr(found) + found._repr_html_() + json.dumps(found.plain(), ensure_ascii=False)

    assert SECRET not in shown
    assert coding.quote not in shown
    assert "Comment ça va" not in shown
    assert "texte (E01)" in shown


GESTURES = st.lists(st.tuples(st.integers(24, 30), st.sampled_from(["add", "reject", "remove", "undo"])), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gestures=GESTURES, cut=st.integers(0, 12))
def test_the_differences_are_those_of_the_two_states(study: Study, gestures: list[tuple[int, str]], cut: int) -> None:
    # One study for every example: each goes on from where the last one stopped.
    states: list[tuple[str, dict[str, Coding]]] = []
    done = 0
    for start, gesture in [*gestures, (24, "end")]:
        states.append((study.head, {one.id: one for one in study.codings}))
        new = coding_of(study.transcripts["E01"], start, start + 4, study.codes["entraide"], coder="C1")
        held = study.codings.get(new.id)
        if gesture == "undo" and done:
            study.undo()
            done -= 2
        elif gesture == "add" and held is None:
            study.add(new)
        elif gesture == "reject" and held is not None and held.state == "accepted":
            study.do(Change.replacing([(held, replace(held, state="rejected"))]))
        elif gesture == "remove" and held is not None:
            study.do(Change.removing(held))
        else:
            continue
        done += 1
    head, before = states[min(cut, len(states) - 1)]
    after = {one.id: one for one in study.codings}

    found = {row.id: row.act for row in study.differences(head).rows}

    expected = dict.fromkeys(after.keys() - before.keys(), "added")
    expected |= dict.fromkeys(before.keys() - after.keys(), "removed")
    expected |= {id: "changed" for id in after.keys() & before.keys() if after[id] != before[id]}
    assert found == expected


# — visits —


def later(monkeypatch: pytest.MonkeyPatch, hours: float) -> None:
    """Let the clock of the visits go on (or back)."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.now(tz) + timedelta(hours=hours)

    monkeypatch.setattr(visits, "datetime", Clock)


def opened(folder: Path, coder: str = "C1") -> Study:
    return open_study(folder, coder=coder)


def test_the_first_visit_has_none_before(study: Study) -> None:
    assert study.since_last_visit() is None


def test_the_next_day_tells_what_the_other_did(study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study.close()
    with opened(folder, "C2") as theirs:
        coding = mark(theirs, 24, 29, coder="C2")
    later(monkeypatch, 20)

    with opened(folder) as mine:
        found = mine.since_last_visit()

        assert found is not None
        assert [row.id for row in found.rows] == [coding.id]


def test_several_openings_within_two_hours_are_one_visit(
    study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.close()
    later(monkeypatch, 20)
    for step in range(3):
        later(monkeypatch, 20 + step)
        with opened(folder) as mine:
            mark(mine, 24 + step, 29 + step)
    later(monkeypatch, 22.5)

    with opened(folder) as mine:
        found = mine.since_last_visit()
        assert found is not None
        assert len(found) == 3
    later(monkeypatch, 40)
    with opened(folder) as mine:
        found = mine.since_last_visit()
        assert found is not None
        assert len(found) == 0


def test_looking_at_a_study_leaves_its_file_as_it_is(
    study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.close()
    before = (folder / "study.db").read_bytes()
    later(monkeypatch, 20)

    with opened(folder) as mine:
        mine.since_last_visit()
        mine.history()

    assert (folder / "study.db").read_bytes() == before


def test_a_visit_is_not_an_act(study: Study, folder: Path) -> None:
    mark(study, 24, 29)
    head = study.head
    study.close()

    with opened(folder) as again:
        assert again.head == head
        assert bool(again.verify())
        assert json.loads(note(again._store, "visit:C1") or "")["seen"]["head"] == head


def test_closing_twice_does_not_open_the_file_again(study: Study, folder: Path) -> None:
    study.close()
    (folder / "study.db").rename(folder / "ailleurs.db")

    study.close()

    assert not (folder / "study.db").exists()


def test_a_clock_that_goes_back_keeps_the_visit(study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study.close()
    later(monkeypatch, 20)
    with opened(folder) as mine:
        mark(mine, 24, 29)
    later(monkeypatch, -300)

    with opened(folder) as mine:
        found = mine.since_last_visit()

        assert found is not None
        assert len(found) == 1


def test_a_study_that_somebody_holds_closes_without_waiting_and_without_a_word(study: Study, folder: Path) -> None:
    study.close()
    with opened(folder, "C2") as theirs:
        holder = sqlite3.connect(folder / "study.db", isolation_level=None)
        try:
            holder.execute("BEGIN IMMEDIATE")
            began = datetime.now(UTC)
            theirs._visits.leave(lambda: "C2")
            assert datetime.now(UTC) - began < timedelta(seconds=5)
            assert keep_note(theirs._store, "visit:C2", "{}") is False
        finally:
            holder.execute("ROLLBACK")
            holder.close()
        assert note(theirs._store, "visit:C2") is None


@pytest.mark.parametrize(
    "kept", ["", "{", "[]", '{"seen": 3}', '{"seen": {"at": "hier", "head": ""}, "ended": null}']
)
def test_a_note_touched_by_another_hand_is_as_no_visit(study: Study, kept: str) -> None:
    keep_note(study._store, "visit:C1", kept)

    assert study.since_last_visit() is None


def test_a_snapshot_brought_back_does_not_lose_the_visit(
    study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = study.backup(folder.parent / "copies").path
    mark(study, 24, 29)
    study.close()
    monkeypatch.setattr(visits, "OVER", timedelta(0))
    with opened(folder) as mine:
        kept = note(mine._store, "visit:C1")
        mine.restore(old)
        assert kept is not None
        keep_note(mine._store, "visit:C1", kept)
        coding = mark(mine, 25, 31)

        found = mine.since_last_visit()

        assert found is not None
        assert [row.id for row in found.rows] == [coding.id]

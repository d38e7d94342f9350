"""Views that stay in step: each change is heard once, in order, whoever made it."""

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from toolkit import open_study
from toolkit.errors import Conflict
from toolkit.model import Change, Code, Coding, Memo, coding_of
from toolkit.store.journal import Entry
from toolkit.study import Study
from toolkit.study.live import RELOAD


def mark(study: Study, start: int, end: int, code: str = "entraide", coder: str = "C1") -> Coding:
    coding = coding_of(study.transcripts["E01"], start, end, study.codes[code], coder=coder)
    study.add(coding, coder=coder)
    return coding


def waited(done: Callable[[], bool], seconds: float = 10) -> bool:
    """Wait until something is so; tell whether it came."""
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        time.sleep(0.02)
    return done()


def watchers() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "carnet-live"]


ELSEWHERE = """
import sys
from toolkit import open_study
from toolkit.model import Change, Memo
from dataclasses import replace
folder, gesture, id = sys.argv[1:]
with open_study(folder, coder="C2") as study:
    if gesture == "reject":
        coding = study.codings[id]
        study.do(Change.replacing([(coding, replace(coding, state="rejected"))], verb="reject proposals"))
    else:
        study.add(Memo(id, "note"))
"""


def elsewhere(folder: Path, gesture: str, id: str) -> None:
    """Let another process change the study."""
    subprocess.run([sys.executable, "-c", ELSEWHERE, str(folder), gesture, id], check=True, timeout=60)


def test_a_change_of_another_process_is_heard_within_a_moment(study: Study, folder: Path) -> None:
    heard: list[Change] = []
    study.subscribe(heard.append)

    elsewhere(folder, "memo", "m1")

    assert waited(lambda: bool(heard))
    assert [(change.verb, list(change)) for change in heard] == [("add memos", [("m1", None, Memo("m1", "note"))])]


def test_a_change_of_another_study_object_is_heard_once(study: Study, folder: Path) -> None:
    heard: list[str] = []
    study.subscribe(lambda change: heard.append(change.edits[0][0]))

    with open_study(folder, coder="C2") as other:
        other.add(Memo("m1", "note"))
        assert study.refresh() in (0, 1)
        study.add(Memo("m2", "note"))
        other.add(Memo("m3", "note"))
        assert waited(lambda: len(heard) == 3)
        study.refresh()
        time.sleep(0.7)

    assert heard == ["m1", "m2", "m3"]


def test_two_views_of_one_coding_conflict_and_the_late_one_sees_the_other(study: Study, folder: Path) -> None:
    coding = mark(study, 24, 29)
    heard: list[Change] = []
    study.subscribe(heard.append)
    elsewhere(folder, "reject", coding.id)

    with pytest.raises(Conflict):
        study.do(Change.replacing([(coding, replace(coding, code="attente"))], verb="recode"))

    # Whatever the watcher did meanwhile, the other's version was heard before the refusal, once.
    assert [change.edits[0][2] for change in heard] == [replace(coding, state="rejected")]
    assert study.codings[coding.id].state == "rejected"


def test_own_changes_undo_and_redo_are_heard_once_each(study: Study) -> None:
    heard: list[str] = []
    study.subscribe(lambda change: heard.append(change.verb))

    mark(study, 24, 29)
    study.undo()
    study.redo()
    study.refresh()
    time.sleep(0.7)

    assert heard == ["add codings", "undo", "redo"]


def test_threads_and_other_objects_together_lose_and_double_nothing(study: Study, folder: Path) -> None:
    heard: list[str] = []
    study.subscribe(lambda change: heard.extend(id for id, _before, _after in change))
    with open_study(folder, coder="C2") as other:

        def write(desk: Study, letter: str) -> None:
            for n in range(25):
                desk.add(Memo(f"{letter}{n}", "note"), coder=desk.coder)

        threads = [
            threading.Thread(target=write, args=(desk, letter))
            for desk, letter in ((study, "a"), (study, "b"), (other, "c"), (other, "d"))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert waited(lambda: len(heard) >= 100)
        time.sleep(0.7)

    in_order = [study._store.touched(step.seq)[0][1] for step in study._store.actions() if step.verb == "add memos"]
    assert heard == in_order
    assert len(set(heard)) == 100


def test_a_listener_that_fails_stops_neither_the_others_nor_the_writing(
    study: Study, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[str] = []

    def broken(_change: Change) -> None:
        raise KeyError("le chat bleu dort")

    study.subscribe(broken)
    study.subscribe(lambda change: heard.append(change.verb))

    with caplog.at_level(logging.ERROR):
        coding = mark(study, 24, 29)

    assert heard == ["add codings"]
    assert coding.id in study.codings
    assert "KeyError" in caplog.text
    assert "chat bleu" not in caplog.text


def test_a_listener_may_change_the_study_and_everybody_hears_in_order(study: Study) -> None:
    first: list[str] = []
    second: list[str] = []

    def answering(change: Change) -> None:
        first.append(change.verb)
        if change.verb == "add codes":
            study.add(Memo("m1", "note"))

    study.subscribe(answering)
    study.subscribe(lambda change: second.append(change.verb))
    study.add(Code("silence", "Silence"))

    assert first == second == ["add codes", "add memos"]


def test_a_redaction_tells_to_read_everything_again(study: Study, folder: Path) -> None:
    coding = mark(study, 24, 29)
    heard: list[Change] = []
    study.subscribe(heard.append)

    with open_study(folder, coder="C2") as other:
        entries = [Entry("codings", coding.id, None, None)]
        other._store.raw(lambda driver, _c: other._store.seal(driver, entries, verb="redact", coder="C2"))
        study.refresh()

    assert [(change.verb, len(change)) for change in heard] == [("redact", 0)]


def test_an_action_whose_words_are_erased_tells_to_read_everything_again(study: Study, folder: Path) -> None:
    heard: list[Change] = []
    leave = study.subscribe(heard.append)
    leave()

    with open_study(folder, coder="C2") as other, study._live._lock:
        study.subscribe(heard.append)
        other.add(Memo("m1", "note"))
        other._store.raw(lambda driver, _c: driver.execute("DELETE FROM journal_payloads WHERE seq > 5"))
        study.refresh()

    assert [(change.verb, len(change)) for change in heard] == [("add memos", 0)]


def test_a_study_brought_back_tells_to_read_everything_again(study: Study, folder: Path) -> None:
    old = study.backup(folder.parent / "copies").path
    mark(study, 24, 29)
    heard: list[Change] = []
    study.subscribe(heard.append)

    study.restore(old)
    study.refresh()
    mark(study, 24, 31)

    assert [(change.verb, len(change)) for change in heard] == [(RELOAD.verb, 0), ("add codings", 1)]


def test_the_watcher_lives_only_while_somebody_listens(study: Study, folder: Path) -> None:
    assert watchers() == []
    first, second = study.subscribe(print), study.subscribe(repr)
    assert watchers() == ["carnet-live"]

    first()
    assert watchers() == ["carnet-live"]
    second()
    second()
    assert watchers() == []

    study.subscribe(print)
    study.close()
    assert watchers() == []


def test_a_watcher_gives_its_connection_back(study: Study) -> None:
    before = len(study._store._opened)

    for _turn in range(3):
        study.subscribe(print)()

    assert len(study._store._opened) == before


def test_without_listeners_nothing_is_told_nor_kept(study: Study, folder: Path) -> None:
    with open_study(folder, coder="C2") as other:
        other.add(Memo("m1", "note"))

    assert study.refresh() == 0
    heard: list[str] = []
    study.subscribe(lambda change: heard.append(change.verb))
    assert study.refresh() == 0
    assert heard == []

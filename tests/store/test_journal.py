"""The journal: sealed, chained, whole whatever happens."""

import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

from toolkit import open_study
from toolkit.errors import Refused
from toolkit.model import Change, Code, Coding, Memo, coding_of
from toolkit.store import tables
from toolkit.study import DATABASE, Study


def everything(study: Study) -> dict[str, list[tuple]]:
    """Every row of every shelf, read past Carnet."""
    with sqlite3.connect(study.folder / DATABASE) as raw:
        rows = {name: sorted(raw.execute(f'SELECT * FROM "{name}"').fetchall()) for name in tables.SHELVES}
    raw.close()
    return rows


def one_random_action(study: Study, dice: random.Random) -> None:
    """Do, undo or redo something, by one coder or the other, as people do."""
    coder = dice.choice(["C1", "C2"])
    transcript, codes, codings = study.transcripts["E01"], list(study.codes), list(study.codings)
    act = dice.randrange(10)
    try:
        if act <= 3 or not codings:
            start = dice.randrange(len(transcript.text) - 1)
            end = dice.randrange(start + 1, len(transcript.text) + 1)
            study.add(coding_of(transcript, start, end, dice.choice(codes), coder=coder), coder=coder)
        elif act == 4:
            several = dice.sample(codings, min(len(codings), 3))
            study.do(Change.removing(*several), coder=coder)
        elif act == 5:
            from dataclasses import replace

            chosen = dice.choice(codings)
            after = replace(chosen, state=dice.choice(["accepted", "rejected", "proposed"]))
            study.do(Change.replacing([(chosen, after)]), coder=coder)
        elif act == 6:
            study.add(Memo(f"m{dice.randrange(10**9)}", "une idée", about=("E01",), coder=coder), coder=coder)
        elif act == 7:
            name = f"code{dice.randrange(10**9)}"
            study.add(Code(name, name, parent=dice.choice(codes).id), coder=coder)
        elif act == 8:
            study.undo(coder=coder)
        else:
            study.redo(coder=coder)
    except Refused:
        pass


def test_a_thousand_random_actions_then_the_journal_alone_gives_the_study_back(study: Study, folder: Path) -> None:
    dice = random.Random(7)
    for round in range(1000):
        one_random_action(study, dice)
        if round % 250 == 100:
            study.close()
            study = open_study(folder, coder="C1")
    before = everything(study)
    assert sum(map(len, before.values())) > 50
    study.close()
    with sqlite3.connect(folder / DATABASE) as raw:
        for name in tables.SHELVES:
            raw.execute(f'DELETE FROM "{name}"')
    raw.close()

    study = open_study(folder, coder="C1")
    assert len(study.codings) == 0
    study.replay()

    assert everything(study) == before
    assert study.verify()
    study.close()


WRITER = """
import sys
from toolkit import open_study
from toolkit.model import coding_of
study = open_study(sys.argv[1], coder="C1")
transcript, code = study.transcripts["E01"], study.codes["entraide"]
first = int(sys.argv[2])
n = len(transcript.text)
for k in range(first, 10**9):
    start, end = divmod(k, n)
    if start >= end:
        continue
    coding = coding_of(transcript, start % n, end, code, coder="C1")
    print("about", coding.id, k, flush=True)
    study.add(coding)
    print("done", coding.id, k, flush=True)
"""


def test_a_writer_killed_fifty_times_loses_no_acknowledged_action(study: Study, folder: Path) -> None:
    study.close()
    dice = random.Random(3)
    acknowledged: list[str] = []
    k = 1

    for _round in range(50):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(k)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert writer.stdout is not None
        wanted = dice.randrange(1, 9)
        while wanted:
            word, id, number = writer.stdout.readline().split()
            if word == "done":
                acknowledged.append(id)
                k = int(number) + 1
                wanted -= 1
        time.sleep(dice.random() * 0.004)
        writer.kill()
        rest, _nothing = writer.communicate()
        for line in rest.split("\n"):
            if line.startswith("done") and len(line.split()) == 3:
                acknowledged.append(line.split()[1])
                k = int(line.split()[2]) + 1
        if sys.platform != "win32":
            assert writer.returncode == -signal.SIGKILL

    again = open_study(folder, coder="C1")
    assert len(acknowledged) >= 50
    assert set(acknowledged) <= set(again.codings.ids())
    assert again.verify()
    before = everything(again)
    again.replay()
    assert everything(again) == before
    again.close()


def test_two_threads_writing_six_hundred_rows_make_one_chain(study: Study) -> None:
    transcript, code = study.transcripts["E01"], study.codes["entraide"]
    faults: list[BaseException] = []

    def write(coder: str) -> None:
        try:
            for start in range(30):
                for end in range(start + 1, start + 11):
                    study.add(coding_of(transcript, start, end, code, coder=coder), coder=coder)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=write, args=(coder,)) for coder in ("C1", "C2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not faults
    assert len(study.codings) == 600
    actions = list(study._store.actions())
    assert all(after.parent == before.hash for before, after in pairwise(actions))
    assert study.verify()


def test_two_studies_open_at_once_on_one_file_make_one_chain(study: Study, folder: Path) -> None:
    other = open_study(folder, coder="C2")
    transcript, code = study.transcripts["E01"], study.codes["entraide"]

    for start in range(20):
        study.add(coding_of(transcript, start, start + 3, code, coder="C1"))
        other.add(coding_of(transcript, start, start + 3, code, coder="C2"))

    assert len(other.codings) == len(study.codings) == 40
    assert study.verify()
    other.close()


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE codings SET quote = 'autre', start = start", "codage"),
        ("DELETE FROM codings", "codage"),
        ("UPDATE journal SET coder = 'C9' WHERE seq = 3", "3"),
        ("UPDATE journal_edits SET id = 'X' WHERE seq = 2 AND n = 0", "2"),
        ("UPDATE journal_payloads SET after = '{}' WHERE seq = 4", "4"),
        ("DELETE FROM journal_payloads WHERE seq = 4", "4"),
        ("DELETE FROM journal WHERE seq = 3", "4"),
    ],
)
def test_verify_sees_what_was_edited_behind_the_journal(
    study: Study, folder: Path, statement: str, fault: str
) -> None:
    study.add(coding_of(study.transcripts["E01"], 24, 29, study.codes["entraide"], coder="C1"))
    assert study.verify()
    study.close()
    with sqlite3.connect(folder / DATABASE) as raw:
        raw.execute(statement)
    raw.close()

    with open_study(folder, coder="C1") as again:
        found = again.verify()

    assert not found
    assert any(fault in sentence for sentence in found.faults)


def test_headers_hold_no_word_of_anybody(study: Study, folder: Path) -> None:
    study.add(Memo("m1", "phrase très secrète", coder="C1"))
    study.add(coding_of(study.transcripts["E01"], 24, 29, study.codes["entraide"], coder="C1"))
    study.close()

    with sqlite3.connect(folder / DATABASE) as raw:
        headers = str(
            raw.execute("SELECT * FROM journal").fetchall() + raw.execute("SELECT * FROM journal_edits").fetchall()
        )
    raw.close()

    assert "secrète" not in headers
    assert "été" not in headers
    assert "Ça va" not in headers


def test_ids_stay_when_a_coding_is_moved(study: Study) -> None:
    from dataclasses import replace

    transcript = study.transcripts["E01"]
    coding = coding_of(transcript, 24, 29, study.codes["entraide"], coder="C1")
    study.add(coding)
    moved = replace(coding, start=24, end=31, quote=transcript.text[24:31])

    study.do(Change.replacing([(coding, moved)]))

    assert study.get(Coding, coding.id).end == 31

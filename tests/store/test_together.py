"""Two programs, two threads in each, one study: no error shown, one chain, nothing lost."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from toolkit import new_study, open_study
from toolkit.model import Coder

CHANGES = 2000

WRITER = """
import sys, threading
from toolkit import open_study
from toolkit.model import Memo
folder, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
study = open_study(folder, coder=name)
sys.stdin.readline()
def write(thread):
    for number in range(count):
        study.add(Memo(f"{name}-{thread}-{number}", "une note prise à quatre mains", coder=name))
        if number % 10 == 9:
            study.history(5)
threads = [threading.Thread(target=write, args=(thread,)) for thread in "ab"]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(study.notes, flush=True)
study.close()
"""


@pytest.mark.parametrize("place", ["Documents", "OneDrive"])
def test_two_programs_of_two_threads_write_one_chain(tmp_path: Path, place: str) -> None:
    each = CHANGES // 4
    folder = tmp_path / place / "étude à quatre mains"
    with new_study(folder, coder="C1") as study:
        study.add(Coder("C1", "Camille", "intern"), Coder("C2", "Camille", "coder"))
        before = len(study.history(None))
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), name, str(each)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for name in ("C1", "C2")
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(b"\n")
        writer.stdin.flush()
    told = [writer.communicate() for writer in writers]

    assert [faults for _said, faults in told] == [b"", b""]
    assert [writer.returncode for writer in writers] == [0, 0]
    with open_study(folder, coder="C1") as study:
        actions = list(study._store.actions())
        assert len(actions) == before + 4 * each
        assert all(after.parent == one.hash for one, after in pairwise(actions))
        wanted = {f"{name}-{thread}-{n}" for name in ("C1", "C2") for thread in "ab" for n in range(each)}
        assert set(study.memos.ids()) == wanted
        assert study.verify()

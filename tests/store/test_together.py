"""Two programs, two threads in each, one study: no error shown, one chain, nothing lost."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from toolkit import new_study, open_study
from toolkit.errors import DamagedStudy
from toolkit.model import Coder, Memo
from toolkit.store import dialect
from toolkit.study import DATABASE, Study

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


OTHER = """
import sys
from toolkit import open_study
from toolkit.model import Memo
with open_study(sys.argv[1], coder="C2") as study:
    study.add(Memo("m2", "écrit ailleurs"))
"""


def test_looking_at_a_study_that_is_open_leaves_it_its_locks(study: Study, folder: Path) -> None:
    study.add(Memo("m1", "écrit ici"))

    assert dialect.looks_like_study(folder / DATABASE)
    subprocess.run([sys.executable, "-c", OTHER, str(folder)], check=True)

    # The last one to close folds the WAL back and takes it away: it is not the last one.
    assert (folder / f"{DATABASE}-wal").exists()
    study.add(Memo("m3", "encore ici"))
    study.close()
    with open_study(folder) as again:
        assert again.memos.ids() == ["m1", "m2", "m3"]
        assert again.verify()


def test_a_file_that_was_closed_is_looked_at_again(study: Study, folder: Path) -> None:
    study.close()
    (folder / DATABASE).write_bytes(b"autre chose")

    assert not dialect.looks_like_study(folder / DATABASE)
    with pytest.raises(DamagedStudy):
        open_study(folder)
    assert not dialect.looks_like_study(folder / DATABASE)

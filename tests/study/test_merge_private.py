"""The private copy of a merge: in the study's own folder, gone afterwards, an old one swept."""

import os
import shutil
import time
from pathlib import Path

import pytest

from toolkit import open_study
from toolkit.model import Memo
from toolkit.store import others
from toolkit.study import Study


def test_the_private_copy_of_a_merge_lies_in_the_study_and_goes(
    study: Study, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.close()
    shutil.copytree(folder, tmp_path / "clé")
    with open_study(tmp_path / "clé", coder="C2") as other:
        other.add(Memo("m1", "de la clé"), coder="C2")
    left = folder / "backups" / f"{others.STRAY}vieux"
    left.mkdir(parents=True)
    (left / "study.db").write_bytes(b"des paroles")
    old = time.time() - others.OLD_S - 60
    os.utime(left, (old, old))
    made: list[Path] = []
    place = others._private_place
    monkeypatch.setattr(others, "_private_place", lambda within: made.append(place(within)) or made[-1])

    with open_study(folder, coder="C1") as here:
        here.merge(tmp_path / "clé")

        assert here.memos.ids() == ["m1"]

    assert made
    assert all(one.parent == folder / "backups" for one in made)
    assert not list((folder / "backups").glob(f"{others.STRAY}*"))


def test_without_a_folder_to_write_in_the_private_copy_lies_in_that_of_the_system(tmp_path: Path) -> None:
    place = others._private_place(tmp_path / "absent")

    assert place.is_dir()
    assert tmp_path / "absent" not in place.parents
    place.rmdir()

"""« J'emporte, je rapporte »: two computers, one study; nothing lost on either side, nothing done twice."""

import json
import shutil
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest

from toolkit import new_study, open_study
from toolkit.errors import CannotWrite, NewerStudy, Refused, ToolkitError, UnreadableFile
from toolkit.formats import locked, packs
from toolkit.model import Memo, coding_of
from toolkit.store import dialect
from toolkit.study import DATABASE, Study
from toolkit.study.moving import unpack
from toolkit.study.packing import repack

SECRET = "cheval pile agrafe"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(locked.LockedWriter.__init__.__kwdefaults__, "n", 2)


@pytest.fixture
def pc1(study: Study, folder: Path) -> Path:
    """The study of the first computer, closed, with its files."""
    study.close()
    (folder / "guides" / "été.md").write_text("# Guide\n", encoding="utf-8")
    (folder / "sources" / "E01.txt").write_text("Q : Comment ça va ?\n", encoding="utf-8")
    (folder / "codebook.md").write_text("# Grille\n", encoding="utf-8")
    (folder / "notebooks" / "01.ipynb").write_text(json.dumps(notebook("des paroles")), encoding="utf-8")
    (folder / "notebooks" / ".ipynb_checkpoints").mkdir()
    (folder / "notebooks" / ".ipynb_checkpoints" / "01.ipynb").write_text("{}", encoding="utf-8")
    (folder / "à moi.txt").write_text("hors des dossiers", encoding="utf-8")
    return folder


def notebook(shown: str) -> dict[str, Any]:
    cell = {"cell_type": "code", "source": "x", "outputs": [{"text": shown}], "execution_count": 1, "metadata": {}}
    return {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def packed(place: Path, to: Path, passphrase: str | None = None) -> Path:
    with open_study(place, coder="C1") as study:
        return study.pack(to, passphrase=passphrase).path


def files(place: Path) -> dict[str, bytes]:
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file() and path.relative_to(place).parts[0] not in ("backups", DATABASE)
    }


def state(place: Path) -> tuple[str, list[str], dict[str, bytes]]:
    with open_study(place) as study:
        assert study.verify()
        return study.head, study.memos.ids(), files(place)


def nothing_beside(*places: Path) -> bool:
    return not [path for place in places for path in place.glob(".carnet-*")]


@pytest.mark.parametrize("passphrase", [None, SECRET])
def test_a_pack_makes_the_same_study_elsewhere(pc1: Path, tmp_path: Path, passphrase: str | None) -> None:
    path = packed(pc1, tmp_path / "clé" / "étude.carnet", passphrase)

    made = unpack(path, tmp_path / "PC2" / "étude", passphrase)

    head, memos, there = state(tmp_path / "PC2" / "étude")
    assert made.made
    assert (head, memos) == state(pc1)[:2]
    assert there["guides/été.md"] == b"# Guide\n"
    assert "à moi.txt" not in there
    assert not any("checkpoints" in name for name in there)
    assert nothing_beside(tmp_path / "PC2", tmp_path / "clé", pc1 / "backups")
    assert [one.name for one in (tmp_path / "clé").iterdir()] == ["étude.carnet"]


def test_a_pack_holds_no_output_of_a_notebook_and_not_the_title(pc1: Path, tmp_path: Path) -> None:
    path = packed(pc1, tmp_path / "étude.carnet")

    with zipfile.ZipFile(path) as archive:
        said = archive.read("manifest.json").decode()
        shown = archive.read("notebooks/01.ipynb").decode()
        names = set(archive.namelist())

    assert "des paroles" not in shown
    assert "étés" not in said
    assert json.loads(said)["format"] == "carnet-pack/1"
    assert names == {
        "manifest.json",
        "study.db",
        "guides/été.md",
        "sources/E01.txt",
        "codebook.md",
        "notebooks/01.ipynb",
    }


def test_a_broken_notebook_is_left_out_and_it_is_said(pc1: Path, tmp_path: Path) -> None:
    (pc1 / "notebooks" / "02.ipynb").write_bytes(b"{ des paroles")

    with open_study(pc1) as study:
        made = study.pack(tmp_path / "étude.carnet")

    assert made.left_out == ("notebooks/02.ipynb",)
    with zipfile.ZipFile(made.path) as archive:
        assert "notebooks/02.ipynb" not in archive.namelist()


def test_work_of_both_computers_is_there_after_the_way_back(pc1: Path, tmp_path: Path) -> None:
    pc2 = tmp_path / "PC2"
    unpack(packed(pc1, tmp_path / "aller.carnet"), pc2)
    with open_study(pc2, coder="C2") as there:
        there.add(Memo("là-bas", "note"))
        there.add(coding_of(there.transcripts["E01"], 24, 29, there.codes["entraide"], coder="C2"))
    (pc2 / "guides" / "neuf.md").write_text("# Neuf\n", encoding="utf-8")
    (pc2 / "guides" / "été.md").write_text("# Guide revu\n", encoding="utf-8")
    with open_study(pc1, coder="C1") as here:
        here.add(Memo("ici", "note"))
    back = packed(pc2, tmp_path / "retour.carnet")

    done = unpack(back, pc1, coder="C1")

    with open_study(pc1, coder="C1") as here:
        assert set(here.memos.ids()) == {"ici", "là-bas"}
        assert len(here.codings) == 1
        assert here.verify()
    day = json.loads(zipfile.ZipFile(back).read("manifest.json"))["at"][:10]
    other = f"guides/été (rapporté {day}).md"
    assert (done.added, done.beside) == (("guides/neuf.md",), (("guides/été.md", other),))
    assert (pc1 / "guides" / "été.md").read_text(encoding="utf-8") == "# Guide\n"
    assert (pc1 / other).read_text(encoding="utf-8") == "# Guide revu\n"
    assert nothing_beside(pc1, pc1 / "backups")


def test_unpacking_the_same_pack_twice_changes_nothing(pc1: Path, tmp_path: Path) -> None:
    pc2 = tmp_path / "PC2"
    unpack(packed(pc1, tmp_path / "aller.carnet"), pc2)
    with open_study(pc2, coder="C2") as there:
        there.add(Memo("là-bas", "note"))
    (pc2 / "guides" / "été.md").write_text("# Guide revu\n", encoding="utf-8")
    with open_study(pc1, coder="C1") as here:
        here.add(Memo("ici", "note"))
    back = packed(pc2, tmp_path / "retour.carnet")
    unpack(back, pc1, coder="C1")
    before = state(pc1)

    again = unpack(back, pc1, coder="C1")

    assert not again.changed
    assert state(pc1) == before


def test_a_study_where_nobody_worked_meanwhile_takes_the_very_state_that_comes_back(
    pc1: Path, tmp_path: Path
) -> None:
    pc2 = tmp_path / "PC2"
    unpack(packed(pc1, tmp_path / "aller.carnet"), pc2)
    with open_study(pc2, coder="C2") as there:
        there.add(Memo("là-bas", "note"))
        head = there.head

    unpack(packed(pc2, tmp_path / "retour.carnet"), pc1)

    assert state(pc1)[:2] == (head, ["là-bas"])


def test_a_notebook_that_only_showed_something_else_is_the_same(pc1: Path, tmp_path: Path) -> None:
    path = packed(pc1, tmp_path / "aller.carnet")
    (pc1 / "notebooks" / "01.ipynb").write_text(json.dumps(notebook("autre chose")), encoding="utf-8")

    done = unpack(path, pc1)

    assert not done.changed


def test_what_a_person_must_decide_leaves_everything_as_it_was(pc1: Path, tmp_path: Path) -> None:
    from toolkit.errors import Undecided
    from toolkit.model import Change

    pc2 = tmp_path / "PC2"
    with open_study(pc1, coder="C1") as here:
        here.add(Memo("m", "au départ"))
    unpack(packed(pc1, tmp_path / "aller.carnet"), pc2)
    for place, text in ((pc1, "une version"), (pc2, "une autre")):
        with open_study(place, coder="C1") as study:
            memo = study.memos["m"]
            study.do(Change("edit", (("m", memo, Memo("m", text, memo.kind, memo.about, memo.coder, memo.date)),)))
    (pc2 / "guides" / "neuf.md").write_text("# Neuf\n", encoding="utf-8")
    back = packed(pc2, tmp_path / "retour.carnet")
    before = state(pc1)

    with pytest.raises(Undecided, match=r"retour\.carnet"):
        unpack(back, pc1)

    assert state(pc1) == before
    assert nothing_beside(pc1 / "backups")
    with pytest.raises(Undecided):
        unpack(back, pc1, ask=lambda _waiting: {})
    asked = []
    unpack(back, pc1, ask=lambda waiting: asked.append(waiting) or {one.key: "theirs" for one in waiting.conflicts})
    assert len(asked) == 1
    with open_study(pc1) as here:
        assert here.memos["m"].text == "une autre"
    assert (pc1 / "guides" / "neuf.md").exists()


# — refused —


def test_the_pack_of_another_study_is_refused(pc1: Path, tmp_path: Path) -> None:
    new_study(tmp_path / "autre", coder="C1").close()
    path = packed(tmp_path / "autre", tmp_path / "autre.carnet")
    before = state(pc1)

    with pytest.raises(Refused, match="autre étude"):
        unpack(path, pc1)

    assert state(pc1) == before


def test_a_pack_does_not_open_over_files_of_somebody(pc1: Path, tmp_path: Path) -> None:
    path = packed(pc1, tmp_path / "p.carnet")
    (tmp_path / "pris").mkdir()
    (tmp_path / "pris" / "à moi.txt").write_bytes(b"x")

    with pytest.raises(CannotWrite, match="existe déjà"):
        unpack(path, tmp_path / "pris")

    assert [one.name for one in (tmp_path / "pris").iterdir()] == ["à moi.txt"]


@pytest.mark.parametrize("made", [True, False], ids=["into nothing", "into the study"])
@pytest.mark.parametrize(
    "fault", ["passphrase", "cut", "changed", "not a pack", "newer", "forged head", "broken base"]
)
def test_a_bad_pack_is_one_sentence_and_changes_nothing(pc1: Path, tmp_path: Path, fault: str, made: bool) -> None:
    passphrase = SECRET if fault in ("passphrase", "cut", "changed") else None
    path = packed(pc1, tmp_path / "p.carnet", passphrase)
    data = path.read_bytes()
    if fault == "passphrase":
        passphrase = "une autre phrase"
    elif fault == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif fault == "changed":
        path.write_bytes(data[:-5000] + bytes([data[-5000] ^ 1]) + data[-4999:])
    elif fault == "not a pack":
        path.write_bytes(b"%PDF-1.7 " + data)
    else:
        rewritten(path, fault)
    place = pc1 if made is False else tmp_path / "PC2"
    before = state(pc1)

    with pytest.raises((Refused, UnreadableFile, NewerStudy, ToolkitError)) as told:
        unpack(path, place, passphrase)

    assert "\n" not in told.value.message
    assert "p.carnet" in told.value.message
    assert state(pc1) == before
    assert not (tmp_path / "PC2").exists()
    assert nothing_beside(tmp_path, pc1 / "backups")


def rewritten(path: Path, fault: str) -> None:
    """A pack that is a whole zip, and whose study is not one."""
    with packs.open_pack(path) as held:
        held.extract(DATABASE, path.with_name("base.db"))
        facts = {name: getattr(held.manifest, name) for name in ("origin", "head", "at", "tool")}
    base = path.with_name("base.db")
    if fault == "forged head":
        facts["head"] = "f" * 64
    elif fault == "broken base":
        data = base.read_bytes()
        base.write_bytes(data[:4096] + b"\x00" * (len(data) - 4096))
    else:
        raw = sqlite3.connect(base)
        raw.execute("UPDATE meta SET value = '999' WHERE key = 'version'")
        raw.commit()
        raw.close()
    packs.write_pack(path, [(DATABASE, base)], **facts)
    base.unlink()


def test_a_pack_never_replaces_work_that_is_not_here_nor_another_file(pc1: Path, tmp_path: Path) -> None:
    pc2 = tmp_path / "PC2"
    path = packed(pc1, tmp_path / "étude.carnet")
    packed(pc1, path)
    unpack(path, pc2)
    with open_study(pc2, coder="C2") as there:
        there.add(Memo("là-bas", "note"))
    packed(pc2, path)
    held = path.read_bytes()
    (tmp_path / "mémoire.docx").write_bytes(b"PK autre")

    with pytest.raises(Refused, match="n’est pas dans cette étude"):
        packed(pc1, path)
    with pytest.raises(CannotWrite, match="existe déjà"):
        packed(pc1, tmp_path / "mémoire.docx")

    assert path.read_bytes() == held
    assert (tmp_path / "mémoire.docx").read_bytes() == b"PK autre"


def test_a_pack_in_the_study_holds_no_other_pack(pc1: Path) -> None:
    packed(pc1, pc1 / "outputs" / "un.carnet")
    path = packed(pc1, pc1 / "outputs" / "deux.carnet")

    with zipfile.ZipFile(path) as archive:
        assert not any(name.endswith(".carnet") for name in archive.namelist())


@pytest.mark.parametrize("act", ["pack", "make", "merge"])
def test_a_full_disk_is_one_sentence_and_leaves_nothing(
    pc1: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    path = packed(pc1, tmp_path / "p.carnet")
    before = state(pc1)

    def full(*_anything: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    def no_room(*_anything: object, **_options: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with open_study(pc1, coder="C1") as study:
        study._keeper.wait()
        if act == "pack":
            monkeypatch.setattr(dialect, "copy_to", no_room)
        else:
            monkeypatch.setattr(packs.OpenPack, "extract", full)
        acts = {
            "pack": lambda: study.pack(tmp_path / "q.carnet"),
            "make": lambda: unpack(path, tmp_path / "PC2"),
            "merge": lambda: unpack(path, pc1),
        }
        with pytest.raises(CannotWrite, match="disque est plein"):
            acts[act]()
    monkeypatch.undo()

    assert state(pc1) == before
    assert not (tmp_path / "PC2").exists()
    assert not (tmp_path / "q.carnet").exists()
    assert nothing_beside(tmp_path, pc1 / "backups")


def test_a_disk_without_room_is_known_before_anything_is_written(
    pc1: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(pc1, tmp_path / "p.carnet")
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: shutil._ntuple_diskusage(10, 10, 0))

    with pytest.raises(CannotWrite, match="disque est plein"):
        unpack(path, tmp_path / "PC2")

    assert not (tmp_path / "PC2").exists()


# — erased —


def test_a_pack_from_before_an_erasure_does_not_bring_the_words_back(pc1: Path, tmp_path: Path) -> None:
    from toolkit.model.redaction import Plan
    from toolkit.store.redaction import redact

    with open_study(pc1, coder="C1") as here:
        here.add(Memo("secret", "une parole à oublier"))
    pc2 = tmp_path / "PC2"
    unpack(packed(pc1, tmp_path / "aller.carnet"), pc2)
    (pc2 / "guides" / "neuf.md").write_text("# Neuf\n", encoding="utf-8")
    with open_study(pc2, coder="C2") as there:
        there.add(Memo("là-bas", "note"))
    back = packed(pc2, tmp_path / "retour.carnet")
    with open_study(pc1, coder="C1") as here:
        redact(here._store, lambda _held: Plan((("memos", "secret"),)), coder="C1")
    (pc1 / "sources" / "E01.txt").unlink()

    done = unpack(back, pc1, coder="C1")

    assert "sources/E01.txt" in done.held_back
    assert done.added == ("guides/neuf.md",)
    assert not (pc1 / "sources" / "E01.txt").exists()
    with open_study(pc1) as here:
        assert here.memos.ids() == ["là-bas"]
        assert here.verify()


def test_a_pack_at_hand_can_be_written_again_without_something(pc1: Path, tmp_path: Path) -> None:
    path = packed(pc1, tmp_path / "p.carnet")

    repack(path, lambda opened: (opened / "sources" / "E01.txt").unlink())

    with packs.open_pack(path) as held:
        held.check()
        assert "sources/E01.txt" not in held.manifest.members
    unpack(path, tmp_path / "PC2")
    assert state(tmp_path / "PC2")[0] == state(pc1)[0]
    assert nothing_beside(tmp_path)

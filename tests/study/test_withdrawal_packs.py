"""Somebody leaves: the packs at hand are cleaned too; another study beside is left alone; a sealed pack is told."""

import shutil
import zipfile
from pathlib import Path

from decoding import left_over
from leaving import ALONE, EARLIER, OTHERS, SAID, study_to_leave

from toolkit import new_study, open_study
from toolkit.model import Coder, Participant

THEIRS = (*SAID, EARLIER)
OF_OTHERS = (*OTHERS, *(f"{label} : {words}" for label, words in ALONE if label == "Q"))


def opened_pack(pack: Path, folder: Path) -> Path:
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(folder)
    return folder


def test_a_pack_on_a_key_and_one_in_the_folder_hold_no_word_any_more(tmp_path: Path) -> None:
    study = study_to_leave(tmp_path / "étude")
    (study.folder / "sources").mkdir(exist_ok=True)
    for text in study.transcripts:
        (study.folder / "sources" / f"{text.id}.txt").write_text(text.text, encoding="utf-8", newline="")
    key, inside = tmp_path / "clé USB" / "emporte.carnet", study.folder / "emporte.carnet"
    study.pack(key)
    study.pack(inside)
    assert left_over(opened_pack(key, tmp_path / "avant"), THEIRS, OF_OTHERS)

    receipt = study.withdraw("P03")

    for number, pack in enumerate((key, inside)):
        assert left_over(opened_pack(pack, tmp_path / f"après {number}"), THEIRS, OF_OTHERS) == {}
        with open_study(tmp_path / f"après {number}") as carried:
            assert "P03" not in carried.participants
            assert carried.verify()
    assert any("emporte.carnet" in line for line in receipt.erased)
    assert not any("emporte.carnet" in line for line in receipt.by_hand)
    study.close()


def test_a_sealed_pack_is_left_for_a_person_to_erase(tmp_path: Path) -> None:
    study = study_to_leave(tmp_path / "étude")
    key = tmp_path / "clé USB" / "emporte.carnet"
    study.pack(key, passphrase="cheval pile agrafe")
    before = key.read_bytes()

    receipt = study.withdraw("P03")

    assert key.read_bytes() == before
    assert any("emporte.carnet" in line for line in receipt.by_hand)
    study.close()


def test_another_study_in_the_folder_is_left_alone_and_named(tmp_path: Path) -> None:
    study = study_to_leave(tmp_path / "étude")
    with new_study(tmp_path / "autre", coder="C1") as other:
        other.add(Coder("C1", role="intern"), Participant("P03"))
    shutil.copytree(tmp_path / "autre", study.folder / "ancienne")
    before = (study.folder / "ancienne" / "study.db").read_bytes()

    receipt = study.withdraw("P03")

    assert (study.folder / "ancienne" / "study.db").read_bytes() == before
    assert any("ancienne" in line for line in receipt.by_hand)
    study.close()


def test_a_damaged_pack_is_left_for_a_person_to_erase(tmp_path: Path) -> None:
    study = study_to_leave(tmp_path / "étude")
    key = tmp_path / "clé USB" / "emporte.carnet"
    study.pack(key)
    key.write_bytes(key.read_bytes()[:4000])

    receipt = study.withdraw("P03")

    assert any("emporte.carnet" in line for line in receipt.by_hand)
    assert "P03" not in study.participants
    study.close()

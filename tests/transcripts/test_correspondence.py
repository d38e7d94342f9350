import json
from datetime import date

import pytest

from toolkit.errors import CannotWrite, Refused, UnreadableFile
from toolkit.transcripts.coffre_files import TABLE, Coffre, new_coffre, open_coffre, passphrase_from_file
from toolkit.transcripts.correspondence import SCRYPT_N, Correspondence, sealed, unsealed
from toolkit.transcripts.forms import NameDecision
from toolkit.transcripts.replacements import pseudonymise

WORDS = "cheval pile agrafe été"
DECISIONS = [NameDecision("Zohra", "PERSON", "accepted", "Farida")]
TEXT = "Zohra 🙂 et l’été de Zohra"


@pytest.fixture
def coffre(tmp_path) -> Coffre:
    return new_coffre(tmp_path / "coffre", tmp_path / "etude", WORDS, "2030-09-30", scrypt_n=16)


def test_a_coffre_gives_the_original_back_after_it_was_closed(coffre, tmp_path):
    made = pseudonymise(TEXT, DECISIONS)
    coffre.add("E01", made)
    coffre.add_entries(DECISIONS)
    coffre.save()

    again = open_coffre(tmp_path / "coffre", WORDS)

    assert again.restore("E01", made.text) == TEXT
    assert again.table == coffre.table
    assert again.destroy_on == "2030-09-30"
    assert not again.overdue


def test_nothing_on_the_disk_shows_a_name(coffre):
    coffre.add("E01", pseudonymise(TEXT, DECISIONS))
    coffre.add_entries(DECISIONS)
    coffre.save()

    data = (coffre.folder / TABLE).read_bytes()

    assert b"Zohra" not in data
    assert b"Farida" not in data
    assert "Zohra" not in repr(coffre) + repr(coffre.table) + repr(coffre.table.documents)


def test_a_wrong_passphrase_is_said(coffre):
    with pytest.raises(Refused, match=r"passe|passphrase"):
        open_coffre(coffre.folder, "autre")


def test_the_same_passphrase_typed_on_another_keyboard_opens(coffre):
    assert open_coffre(coffre.folder, "cheval pile agrafe e\u0301te\u0301")


def test_any_changed_byte_is_said(coffre):
    whole = (coffre.folder / TABLE).read_bytes()

    for place in [0, 9, 14, 60, len(whole) // 2, len(whole) - 40, len(whole) - 1]:
        damaged = bytearray(whole)
        damaged[place] ^= 1
        (coffre.folder / TABLE).write_bytes(bytes(damaged))
        with pytest.raises(UnreadableFile):
            open_coffre(coffre.folder, WORDS)


def test_a_forged_header_opens_nothing(coffre):
    import hashlib

    data = (coffre.folder / TABLE).read_bytes()[:-32]
    size = int.from_bytes(data[8:12], "big")
    header = json.loads(data[12 : 12 + size])
    for change in ({"n": 2**30}, {"version": 99}, {"nonce": "00" * 12}, {"salt": "zz"}, {"check": "0" * 64}):
        head = json.dumps({**header, **change}, sort_keys=True).encode()
        forged = data[:8] + len(head).to_bytes(4, "big") + head + data[12 + size :]

        with pytest.raises((UnreadableFile, Refused)):
            unsealed(forged + hashlib.sha256(forged).digest(), WORDS)


def test_a_table_is_costly_to_guess_by_default():
    header = sealed(Correspondence(), WORDS)[12:200]

    assert SCRYPT_N >= 2**16
    assert f'"n": {SCRYPT_N}'.encode() in header


@pytest.mark.parametrize("empty", ["", "   ", "\n"])
def test_an_empty_passphrase_is_refused_and_nothing_is_made(empty, tmp_path):
    with pytest.raises(Refused):
        new_coffre(tmp_path / "coffre", None, empty, "2030-09-30")

    assert not (tmp_path / "coffre").exists()


def test_a_coffre_in_the_study_around_it_or_under_git_is_refused(tmp_path):
    study = tmp_path / "mon étude"
    study.mkdir()
    (tmp_path / "depot" / ".git").mkdir(parents=True)
    (tmp_path / "lien").symlink_to(study)
    (tmp_path / "autre").mkdir()
    (tmp_path / "autre" / "study.db").touch()

    for place in [
        study,
        study / "coffre",
        tmp_path,
        tmp_path / "lien" / "c",
        tmp_path / "depot" / "a",
        tmp_path / "autre" / "c",
    ]:
        with pytest.raises(Refused):
            new_coffre(place, study, WORDS, "2030-09-30", scrypt_n=16)

    assert list(study.iterdir()) == []


def test_a_coffre_needs_the_day_of_its_destruction(tmp_path):
    for day in ["", "2030"]:
        with pytest.raises(Refused):
            new_coffre(tmp_path / "coffre", None, WORDS, day, scrypt_n=16)


def test_the_day_past_is_told(tmp_path):
    assert new_coffre(tmp_path / "coffre", None, WORDS, "2001-01-01", scrypt_n=16).overdue
    assert date.today().isoformat() > "2001-01-01"


def test_a_coffre_is_never_written_over(coffre):
    with pytest.raises(CannotWrite):
        new_coffre(coffre.folder, None, WORDS, "2030-09-30", scrypt_n=16)


def test_a_folder_without_coffre_is_said(tmp_path):
    with pytest.raises(UnreadableFile):
        open_coffre(tmp_path, WORDS)


def test_raw_files_are_kept_beside_without_writing_over_another(coffre, tmp_path):
    one, other = tmp_path / "a" / "entretien.txt", tmp_path / "b" / "entretien.txt"
    for path, words in ((one, "un"), (other, "deux")):
        path.parent.mkdir()
        path.write_text(words, encoding="utf-8")
    made = pseudonymise(TEXT, DECISIONS)

    coffre.add("E01", made, raw=one)
    coffre.add("E02", made, raw=other)
    coffre.add("E01", made, raw=one)

    assert sorted(path.name for path in (coffre.folder / "brut").iterdir()) == ["entretien (2).txt", "entretien.txt"]
    assert coffre.document_of(other) == "E02"
    assert len(coffre.table.documents) == 2


def test_a_document_of_another_study_is_said(coffre):
    with pytest.raises(Refused):
        coffre.restore("E09", "texte")


def test_an_edited_text_is_not_restored(coffre):
    made = pseudonymise(TEXT, DECISIONS)
    coffre.add("E01", made)

    with pytest.raises(Refused):
        coffre.restore("E01", made.text + " ")


def test_a_save_that_fails_leaves_the_old_table(coffre, monkeypatch):
    from pathlib import Path

    before = (coffre.folder / TABLE).read_bytes()
    coffre.add("E01", pseudonymise(TEXT, DECISIONS))

    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CannotWrite, match=r"plein|full"):
        coffre.save()
    monkeypatch.undo()

    assert (coffre.folder / TABLE).read_bytes() == before
    assert [path.name for path in coffre.folder.iterdir() if path.name.endswith(".tmp")] == []


def test_the_passphrase_may_come_from_a_file(tmp_path, monkeypatch):
    path = tmp_path / "passe"
    path.write_text(WORDS + "\n", encoding="utf-8")
    monkeypatch.setenv("CARNET_PASSPHRASE_FILE", str(path))

    assert passphrase_from_file() == WORDS

    monkeypatch.setenv("CARNET_PASSPHRASE_FILE", str(tmp_path / "absent"))
    with pytest.raises(UnreadableFile):
        passphrase_from_file()

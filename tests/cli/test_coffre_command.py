"""``carnet coffre`` as a person uses it: what it holds, files kept, originals given back, its end."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from toolkit import new_study, open_study
from toolkit.formats.coffre_places import read_head
from toolkit.model.change import Change
from toolkit.transcripts.coffre_files import TABLE, new_coffre, open_coffre

RAW = "Zohra : oui, l’été 😀.\nQ : Et Enzo ?\n"
TABLE_OF_NAMES = "form;type;decision;replacement\nZohra;PERSON;oui;Farida\nEnzo;PERSON;oui;Hugo\n"
PASS = "cheval pile agrafe"


@pytest.fixture
def place(folder, carnet, passphrase, tmp_path):
    """A study with one text imported from a raw file, and its coffre."""
    study = new_study(folder, coder="C1")
    origin = study.origin
    study.close()
    box = folder.with_name(f"coffre-{folder.name}")
    new_coffre(box, folder, PASS, "2090-01-01", study=origin, scrypt_n=2)
    raw = tmp_path / "Entretien Zohra.txt"
    raw.write_text(RAW, encoding="utf-8")
    (box / "noms.csv").write_text(TABLE_OF_NAMES, encoding="utf-8")
    done = carnet("import", raw, "--names", box / "noms.csv", "--study", folder)
    assert done.code == 0, done.err
    return folder


def coffre_beside(place):
    return place.with_name(f"coffre-{place.name}")


def test_it_says_what_it_holds_and_until_when_without_a_name(place, carnet):
    shown = carnet("coffre", "--study", place)
    told = json.loads(carnet("coffre", "--study", place, "--check", "--json").out)

    assert shown.code == 0
    assert "01/01/2090" in shown.out
    assert "Zohra" not in shown.out + json.dumps(told)
    assert (told["forms"], told["documents"], told["missing"], told["changed"]) == (2, ["E01"], 0, 0)
    assert told["files"]["brut"] == {"count": 1, "size": len(RAW.encode())}


def test_without_passphrase_it_still_counts_the_files(place, carnet, monkeypatch):
    monkeypatch.delenv("CARNET_PASSPHRASE_FILE")

    told = json.loads(carnet("coffre", "--study", place, "--json").out)

    assert told["destroy_on"] == "2090-01-01"
    assert "forms" not in told


def test_a_raw_file_dropped_in_the_study_is_moved_into_the_coffre(place, carnet):
    dropped = place / "sources" / "E01 Zohra.m4a"
    dropped.write_bytes(b"\0\0\0\x20ftypM4A " + bytes(5000))

    done = carnet("coffre", "--keep", dropped, "--document", "E01", "--study", place)

    assert done.code == 0
    assert "Zohra" not in done.out + done.err
    assert not dropped.exists()
    (kept,) = open_coffre(coffre_beside(place), PASS).table.kept
    assert (kept.folder, kept.document, kept.size) == ("audio", "E01", 5012)
    assert (coffre_beside(place) / "audio" / kept.name).stat().st_size == 5012
    with open_study(place) as study:
        assert study.dropped() == []


def test_a_file_is_erased_only_once_the_coffre_is_sealed(place, carnet, monkeypatch):
    from toolkit.transcripts.coffre_files import Coffre

    dropped = place / "voix.wav"
    dropped.write_bytes(b"RIFF" * 20)

    def full(_self):
        from toolkit.errors import CannotWrite

        raise CannotWrite("coffre", "full")

    with monkeypatch.context() as patched:
        patched.setattr(Coffre, "save", full)
        assert carnet("coffre", "--keep", dropped, "--study", place).code == 2
    assert dropped.exists()

    assert carnet("coffre", "--keep", dropped, "--copy", "--study", place).code == 0
    assert dropped.exists()
    assert carnet("coffre", "--keep", place / "absent.wav", "--study", place).code == 2
    assert carnet("coffre", "--keep", "--study", place).code == 2


def test_the_original_comes_back_exactly_and_nowhere_that_others_read(place, carnet, tmp_path):
    to = tmp_path / "rendu" / "E01.txt"
    (tmp_path / "depot" / ".git").mkdir(parents=True)

    done = carnet("coffre", "--restore", "E01", "--to", to, "--study", place)

    assert done.code == 0
    assert to.read_bytes().decode() == RAW
    for refused in (place / "outputs" / "E01.txt", tmp_path / "depot" / "E01.txt", to):
        before = refused.read_bytes() if refused.exists() else None
        assert carnet("coffre", "--restore", "E01", "--to", refused, "--study", place).code == 2
        assert (refused.read_bytes() if refused.exists() else None) == before
    assert carnet("coffre", "--restore", "E09", "--to", tmp_path / "x.txt", "--study", place).code == 2
    assert carnet("coffre", "--restore", "E01", "--study", place).code == 2


def test_a_corrected_text_is_told_from_what_was_received(place, carnet, tmp_path):
    with open_study(place, coder="C1") as study:
        text = study.transcripts["E01"]
        turns = tuple(replace(turn, end=len(text.text) + 6) if n else turn for n, turn in enumerate(text.turns))
        corrected = text.text.replace("Et Hugo ?", "Et Hugo, là ?").removesuffix("\n")
        turns = (text.turns[0], replace(text.turns[1], end=len(corrected)))
        study.do(Change.replacing([(text, replace(text, text=corrected, turns=turns))], verb="change"))

    first = carnet("coffre", "--restore", "E01", "--to", tmp_path / "recu.txt", "--study", place)
    second = carnet("coffre", "--restore", "E01", "--corrected", "--to", tmp_path / "corrige.txt", "--study", place)

    assert "--corrected" in first.err
    assert (tmp_path / "recu.txt").read_bytes().decode() == RAW
    assert (tmp_path / "corrige.txt").read_bytes().decode() == RAW.replace("Et Enzo ?", "Et Enzo, là ?").rstrip("\n")
    assert second.code == 0


def test_the_passphrase_is_changed(place, carnet, tmp_path, monkeypatch):
    new = tmp_path / "nouvelle"
    new.write_text("une autre phrase longue", encoding="utf-8")
    monkeypatch.setenv("CARNET_NEW_PASSPHRASE_FILE", str(new))

    assert carnet("coffre", "--passphrase", "--study", place).code == 0

    assert open_coffre(coffre_beside(place), "une autre phrase longue").table.documents
    assert carnet("coffre", "--study", place).code == 2


def test_the_recovery_sheet_holds_the_passphrase_only_when_it_is_asked_for(place, carnet, tmp_path):
    blank, filled = tmp_path / "fiche.html", tmp_path / "fiche2.html"

    assert carnet("coffre", "--recovery-sheet", "--to", blank, "--study", place).code == 0
    assert carnet("coffre", "--recovery-sheet", "--with-passphrase", "--to", filled, "--study", place).code == 0
    inside = carnet("coffre", "--recovery-sheet", "--with-passphrase", "--to", place / "f.html", "--study", place)

    assert PASS not in blank.read_text(encoding="utf-8")
    assert PASS in filled.read_text(encoding="utf-8")
    assert inside.code == 2
    assert not (place / "f.html").exists()


def test_it_is_destroyed_neither_before_its_day_nor_without_a_yes(place, carnet, tmp_path):
    box, receipt = coffre_beside(place), tmp_path / "recu.html"

    assert carnet("coffre", "--destroy", "--yes", "--study", place).code == 2
    assert carnet("coffre", "--destroy", "--early", "--study", place).code == 2
    assert box.exists()
    done = carnet("coffre", "--destroy", "--early", "--yes", "--to", receipt, "--study", place, "--json")

    assert done.code == 0
    assert not box.exists()
    assert json.loads(done.out)["files"] == 4
    told = receipt.read_text(encoding="utf-8")
    assert "SSD" in told
    assert "Zohra" not in told


def test_the_coffre_of_a_study_made_again_is_adopted(place, carnet):
    other = new_study(place.with_name("refaite"), coder="C1")
    origin = other.origin
    other.close()
    box = coffre_beside(place)
    refused = carnet("coffre", "--study", other.folder, "--coffre", box)

    done = carnet("coffre", "--adopt", "--study", other.folder, "--coffre", box)

    assert refused.code == 2
    assert "--adopt" in refused.err
    assert done.code == 0
    assert read_head(box).study == origin


@pytest.mark.parametrize("stop", ["save", "do", "put"])
def test_an_import_cut_short_is_finished_by_the_next_one(place, carnet, tmp_path, monkeypatch, stop):
    from toolkit.study import Study
    from toolkit.transcripts.coffre_files import Coffre

    raw = tmp_path / "Entretien Enzo.txt"
    raw.write_text("Enzo : non, jamais.\nQ : Et Zohra ?\n", encoding="utf-8")
    arguments = ("import", raw, "--names", coffre_beside(place) / "noms.csv", "--study", place)

    class Killed(BaseException):
        pass

    def die(*_arguments, **_options):
        raise Killed

    with monkeypatch.context() as patched:
        if stop == "put":
            real = Path.replace

            def replaced(self, target):
                return die() if self.name == ".E02.txt.tmp" else real(self, target)

            patched.setattr(Path, "replace", replaced)
        else:
            patched.setattr(*((Coffre, "save") if stop == "save" else (Study, "do")), die)
        with pytest.raises(Killed):
            carnet(*arguments)
    with open_study(place) as study:
        texts = {text.id: text.text for text in study.transcripts}
    held = open_coffre(coffre_beside(place), PASS)
    assert all(held.restore(id, text) for id, text in texts.items())
    carnet(*arguments)

    with open_study(place) as study:
        assert {text.id for text in study.transcripts} == {"E01", "E02"}
        assert (place / "sources" / "E02.txt").read_bytes().decode() == study.transcripts["E02"].text
    assert open_coffre(coffre_beside(place), PASS).restore("E02") == raw.read_text(encoding="utf-8")
    assert [path.name for path in (place / "sources").iterdir()].count(".E02.txt.tmp") == 0


def test_a_folder_without_coffre_or_two_things_at_once_are_refused(place, carnet, tmp_path):
    for arguments in (("--coffre", tmp_path / "rien"), ("--destroy", "--passphrase"), ("--study", tmp_path)):
        done = carnet("coffre", *arguments, *(() if "--study" in arguments else ("--study", place)))
        assert done.code == 2
        assert "Traceback" not in done.err
    assert (coffre_beside(place) / TABLE).exists()


def test_the_copy_that_an_interruption_left_is_told_and_goes_with_the_next_copy(place, carnet, tmp_path):
    talk = tmp_path / "Zohra.txt"
    talk.write_text("E : oui ?\nZohra : oui.\n", encoding="utf-8")
    mark = hashlib.sha256(talk.name.encode()).hexdigest()[:8]
    left = place.with_name(f"coffre-{place.name}") / "brut" / f".999-{mark}.tmp"
    left.write_text("E : oui ?", encoding="utf-8")

    told = carnet("coffre", "--study", place)
    kept = carnet("coffre", "--keep", talk, "--study", place)

    assert "que la table ne connaît pas" in told.out + told.err
    assert kept.code == 0
    assert not left.exists()

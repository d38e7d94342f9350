"""Somebody leaves who was linked to another person, or to nobody, in an older copy: it loses their words too."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from decoding import left_over
from leaving import ALONE, GROUP, OTHERS, SAID, on, transcript

from toolkit import Study, new_study, open_study
from toolkit.model import Change, Code, Coder, Memo, Participant, Speaker, Transcript

OF_OTHERS = (*OTHERS, *(words for label, words in ALONE if label == "Q"))
SHORT = (*GROUP, ("Colette", "Oui."), ("Inès", "Oui."), ("Colette", "Pas moi."))
OLD = "backups/avant.db"
MARK = "Personne retirée"
CODES = (Code("jardin", "Jardin"), Code("froid", "Froid"))


def group(who: str | None) -> Transcript:
    colette = Speaker("Colette", "participant", who) if who else Speaker("Colette")
    people = (Speaker("Hamid", "participant", "P04"), colette, Speaker("Inès", "participant", "P05"))
    return transcript("G01", SHORT, (Speaker("Anim", "interviewer"), *people), "group")


def interview(who: str | None) -> Transcript:
    colette = Speaker("Colette", "participant", who) if who else Speaker("Colette")
    return transcript("E03", ALONE, (Speaker("Q", "interviewer"), colette))


def relinked(study: Study, *texts: Transcript) -> None:
    study.do(Change.replacing([(study.transcripts[text.id], text) for text in texts], verb="change"))


def coded(folder: Path, who: str | None) -> Study:
    """Return a study whose texts were linked to ``who`` when it was copied, in its folder and on a key."""
    study = new_study(folder, coder="C1")
    study.add(Coder("C1", "Camille", "intern"), *(Participant(f"P0{n}") for n in (3, 4, 5, 6)), *CODES)
    many, one = group(who), interview(who)
    study.add(many, one, on(many, SAID[3], CODES[0]), on(many, "on entendait couler la nuit", CODES[1]))
    study.add(Memo("m1", f"Elle dit : « {SAID[0][20:75]} »", coder="C1"))
    study._store.copy_to(folder / OLD)
    (folder.parent / "clé").mkdir()
    study._store.copy_to(folder.parent / "clé" / "ancienne.db")
    relinked(study, group("P03"), interview("P03"))
    return study


def opened(copy: Path, place: Path) -> Study:
    place.mkdir()
    shutil.copyfile(copy, place / "study.db")
    return open_study(place, coder="C1")


@pytest.mark.parametrize("who", ["P06", None])
def test_a_copy_made_before_a_link_was_corrected_loses_the_words_of_the_person(folder: Path, who: str | None) -> None:
    with coded(folder, who) as study:
        assert "avant.db" in left_over(folder / "backups", SAID, OF_OTHERS)

        receipt = study.withdraw("P03")

        assert left_over(folder, SAID, OF_OTHERS) == {}
        assert not any("reste quelque chose" in line for line in receipt.by_hand)
        with opened(folder / OLD, folder.parent / "copie") as copy:
            text = copy.transcripts["G01"]
            assert "E03" not in copy.transcripts
            assert [n for n, turn in text.numbered() if turn.speakers == (MARK,)] == [3, 5, 7, 9, 11]
            assert (text.said(10), text.said(9)) == ("Oui.", "[propos retirés\xa0: 1 mot]")
            assert [coding.quote for coding in copy.codings] == ["on entendait couler la nuit"]
            assert "Colette" not in [one.label for one in text.speakers]
            assert copy.verify()


@pytest.mark.parametrize("who", ["P06", None])
def test_restoring_a_copy_made_before_a_link_was_corrected_brings_nothing_back(folder: Path, who: str | None) -> None:
    with coded(folder, who) as study:
        study.withdraw("P03")

        study.restore(folder / OLD)
        assert left_over(folder, SAID, OF_OTHERS) == {}
        study.restore(folder.parent / "clé" / "ancienne.db")

        assert [n for n, turn in study.transcripts["G01"].numbered() if turn.speakers == (MARK,)] == [3, 5, 7, 9, 11]
        assert study.transcripts["G01"].said(10) == "Oui."
        assert study.verify()
        kept = {"m1"} if who else set()  # linked to somebody else, an interview that goes is not known as theirs
        assert {memo.id for memo in study.memos if SAID[0][20:60] in memo.text} == kept


def test_a_copy_that_comes_back_with_the_wrong_link_is_cleaned_by_the_same_command(folder: Path) -> None:
    with coded(folder, None) as study:
        study.withdraw("P03")
        shutil.copyfile(folder.parent / "clé" / "ancienne.db", folder / "study (conflit).db")

        study.withdraw("P03")

        assert left_over(folder, SAID, OF_OTHERS) == {}


def test_the_words_of_another_who_was_taken_for_the_person_stay_in_the_copy(folder: Path) -> None:
    right = group("P03")
    swapped = {"Colette": "P04", "Hamid": "P03"}
    people = tuple(replace(one, participant=swapped.get(one.label, one.participant)) for one in right.speakers)
    with new_study(folder, coder="C1") as study:
        study.add(Coder("C1", role="intern"), *(Participant(f"P0{n}") for n in (3, 4, 5)))
        study.add(replace(right, speakers=people), Memo("m1", f"Hamid : « {GROUP[1][1]} »", coder="C1"))
        study._store.copy_to(folder / OLD)
        relinked(study, right)

        study.withdraw("P03")

        assert GROUP[1][1] in study.memos["m1"].text
        with opened(folder / OLD, folder.parent / "copie") as copy:
            assert copy.transcripts["G01"].said(2) == GROUP[1][1]
            assert copy.transcripts["G01"].said(3).startswith("[propos")


def test_a_copy_corrected_in_between_is_recognised_turn_by_turn(folder: Path) -> None:
    before = transcript("G01", [("Anim", "Bonjour."), *SHORT[1:]], (*group(None).speakers,), "group")
    with new_study(folder, coder="C1") as study:
        study.add(Coder("C1", role="intern"), *(Participant(f"P0{n}") for n in (3, 4, 5)), before)
        study._store.copy_to(folder / OLD)
        relinked(study, group("P03"))

        study.withdraw("P03")

        assert left_over(folder, SAID, OF_OTHERS) == {}
        with opened(folder / OLD, folder.parent / "copie") as copy:
            assert (copy.transcripts["G01"].said(10), copy.transcripts["G01"].said(1)) == ("Oui.", "Bonjour.")
            assert copy.transcripts["G01"].turns[8].speakers == (MARK,)


def test_a_copy_that_still_holds_words_is_to_erase_by_hand_and_never_told_as_cleaned(folder: Path) -> None:
    with coded(folder, "P03") as study:
        copy = folder / "study (conflit de PC-2).db"
        study._store.copy_to(copy)
        place = folder.parent / "ailleurs"
        with opened(copy, place) as other:
            speakers = (Speaker("Q", "interviewer"), Speaker("Zoé", "participant", "P05"))
            other.add(transcript("E09", [("Q", "Alors ?"), ("Zoé", SAID[0])], speakers))
        shutil.copyfile(place / "study.db", copy)

        receipt = study.withdraw("P03")

        assert any("conflit de PC-2" in line and "reste" in line for line in receipt.by_hand)
        assert not any("conflit de PC-2" in line for line in receipt.erased)


def bytes_of(folder: Path) -> dict[Path, bytes]:
    """Return the bytes of every file but the open database, which folds itself back in its own time."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("study.db"))
    return {path: path.read_bytes() for path in files}


def test_a_rehearsal_names_the_copies_and_packs_that_would_be_cleaned(folder: Path) -> None:
    with coded(folder, "P06") as study:
        study.backup(folder.parent / "clé USB")
        study.pack(folder.parent / "clé USB" / "emporte.carnet")
        study._store.copy_to(folder / "study (conflit de PC-2).db")
        study._store.copy_to(folder / "perdue.db")
        study.backup(folder.parent / "clé perdue")
        shutil.rmtree(folder.parent / "clé perdue")
        names = [path.name for path in (folder.parent / "clé USB").iterdir()]
        before = (study.head, bytes_of(folder))

        receipt = study.withdraw("P03", rehearse=True)

        (line,) = [line for line in receipt.erased if "copies" in line]
        for name in [*names, "study (conflit de PC-2).db", OLD]:
            assert name in line
        assert not any("clé USB" in line for line in receipt.by_hand)
        assert any("clé perdue" in line for line in receipt.by_hand)
        assert {column for column, _line in receipt.rows()} == {
            "serait effacé",
            "serait à effacer à la main",
            "hors de portée",
        }
        assert receipt.title == "Ce qui partirait avec P03"
        assert (study.head, bytes_of(folder)) == before

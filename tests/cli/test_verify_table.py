"""Every listed name is found, wherever it was left; a clean study gives no false alarm; what is not read is said."""

import json
from dataclasses import replace

import pytest
from planting import NAME, PHONE, PLANTS, png, word, zipped

from toolkit import new_study, open_study
from toolkit.model import Code, Coder, Memo, Participant, Speaker, Transcript, Turn
from toolkit.model.change import Change
from toolkit.model.codes import coding_of
from toolkit.study.searching import search_study
from toolkit.transcripts.coffre_files import new_coffre, open_coffre
from toolkit.transcripts.correspondence import Correspondence, Document
from toolkit.transcripts.forms import NameDecision
from toolkit.transcripts.listed import ListedForms
from toolkit.transcripts.remains import gathered
from toolkit.transcripts.replacements import pseudonymise

RAW = "Zélie Torquat : Rose m’a reçue, la rose à la main, rue Pierre-Loti.\nQ : Et Nono ?\n"
ENTRIES = (
    NameDecision("Zélie Torquat", "PERSON", "accepted", "Farida Blin"),
    NameDecision("Rose", "PERSON", "as typed", "Lucie"),
    NameDecision("Pierre", "PERSON", "accepted", "Marc"),
    NameDecision("Pierre-Loti", "PLACE", "rejected", "", "une rue connue"),
    NameDecision("Nono", "PERSON", "accepted", "Bibi"),
    NameDecision(PHONE, "PHONE", "accepted", "[téléphone]"),
    NameDecision("Loire", "PLACE", "accepted", "[rivière]", documents=("E01",)),
    NameDecision("Loire", "PLACE", "rejected", "", "le fleuve lui-même", ("E02",)),
)
TABLE = Correspondence(entries=ENTRIES)
PASS = "cheval pile agrafe"


def text_of(id: str, text: str) -> Transcript:
    turns, at = [], 0
    for line in text.split("\n")[:-1]:
        label = line.partition(" : ")[0]
        turns.append(Turn((label,), at, at + len(label) + 3, at + len(line)))
        at += len(line) + 1
    labels = dict.fromkeys(turn.speakers[0] for turn in turns)
    speakers = (Speaker(label, "interviewer" if label == "Q" else "participant") for label in labels)
    return Transcript(id, text, tuple(turns), tuple(speakers))


@pytest.fixture
def clean(folder):
    """A study where every name was replaced, with codings, memos, a backup, a pack and an output."""
    study = new_study(folder, title="Étude", coder="C1")
    study._keeper.wait()
    made = pseudonymise(RAW, ENTRIES).text
    study.add(Coder("C1", "Camille", "intern"), Participant("P01"), Code("accueil", "Accueil"))
    study.add(text_of("E01", made), text_of("E02", "Q : La Loire était haute.\nA : Oui.\n"))
    text = study.transcripts["E01"]
    study.add(*(coding_of(text, at, at + 9, study.codes["accueil"], coder="C1") for at in range(0, 40, 3)))
    study.add(Memo("m1", "Elle parle de la rose.", coder="C1"))
    (folder / "sources" / "E01.txt").write_text(made, encoding="utf-8")
    (folder / "outputs" / "note.docx").write_bytes(word("<w:p><w:r><w:t>Farida Blin</w:t></w:r></w:p>"))
    (folder / "outputs" / "figure.png").write_bytes(png(b"tEXt", b"Software\0Matplotlib"))
    study.backup(folder / "backups")
    study.pack(folder / "outputs" / "etude.carnet")
    yield study
    study.close()


def searched(study, table=TABLE):
    forms = ListedForms(table)
    found = search_study(study, forms.look)
    return gathered(found.sightings, forms, table.exemptions), found, forms


def test_a_clean_study_gives_no_false_alarm_and_everything_is_read(clean):
    remains, found, _forms = searched(clean)

    assert remains.found == ()
    assert found.shut == ()
    assert found.files > 6


def test_what_was_reviewed_keeps_its_reason(clean):
    remains, _found, _forms = searched(clean)

    assert {reason for reason, _times in remains.reasons()} == {"une rue connue", "le fleuve lui-même"}


@pytest.mark.parametrize("name", sorted(PLANTS))
def test_a_name_planted_in_a_file_is_found(name):
    from toolkit.formats.within import Text, within

    forms = ListedForms(TABLE)

    parts = list(within(name, PLANTS[name]()))

    found = {forms.listed[form].form for part in parts if isinstance(part, Text) for form in forms.look(part.text)}
    assert found == ({PHONE} if name in ("telephone.txt", "telephone.csv", "nombre.xlsx") else {NAME})


def test_the_plants_are_many_and_one_search_finds_them_all(clean):
    for name, make in PLANTS.items():
        (clean.folder / "outputs" / name).write_bytes(make())

    remains, _found, _forms = searched(clean)

    held = {file.removeprefix("outputs/") for one in remains.found for file in one.files}
    assert len(PLANTS) >= 80
    assert set(PLANTS) - held == set()


def test_a_name_in_any_shelf_in_the_history_or_in_a_copy_is_found(clean):
    clean.add(Memo("m2", f"J’ai revu {NAME}.", coder="C1"))
    clean.add(Participant("P02", traits={"voisine": NAME.upper()}))
    clean.add(Code("x", "X", example=f"chez {NAME}"))
    clean.do(Change.replacing([(clean.memos["m2"], replace(clean.memos["m2"], text="rien"))]))
    clean.backup(clean.folder / "backups")
    clean.pack(clean.folder / "outputs" / "autre.carnet")

    remains, _found, _forms = searched(clean)

    places = {one.place: one.files for one in remains.found}
    # The codebook that is written at each change, here and in the pack, says the example too.
    books = {"codebook.md", "outputs/autre.carnet › codebook.md"}
    assert set(places) == {"memos m2", "participants P02", "codes x"} | books
    assert any(file.startswith("backups/study-") for file in places["memos m2"])
    assert "outputs/autre.carnet" in places["memos m2"]


def test_a_name_of_a_file_and_of_a_folder_is_found_and_masked(clean):
    place = clean.folder / "outputs" / "Zélie Torquat"
    place.mkdir()
    (place / "zelie_torquat (2).txt").write_text("oui", encoding="utf-8")

    remains, _found, forms = searched(clean)

    assert len(remains.found) == 2
    assert all("orquat" not in forms.masked(one.place) for one in remains.found)


def test_what_cannot_be_read_is_said(clean, tmp_path):
    import zipfile

    outputs = clean.folder / "outputs"
    clean.pack(outputs / "ferme.carnet", passphrase="cheval pile agrafe")
    (outputs / "coupe.docx").write_bytes(word("<w:p/>")[:-30])
    (outputs / "rien.bin").write_bytes(bytes(range(256)) * 8)
    locked = bytearray(zipped({"a.txt": "oui"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + at] |= 1
    (outputs / "mot-de-passe.zip").write_bytes(bytes(locked))
    assert zipfile.is_zipfile(outputs / "mot-de-passe.zip")

    _remains, found, _forms = searched(clean)

    why = {one.file.removeprefix("outputs/"): one.why for one in found.shut}
    assert why["ferme.carnet"] == "sealed"
    assert why["mot-de-passe.zip"] == "protected"
    assert {"coupe.docx", "rien.bin"} <= set(why)


def test_an_identifier_holds_no_name_by_chance(clean):
    (clean.folder / "outputs" / "ids.txt").write_text("g4nono7k 9pierre2x0z a1rose nonobstant", encoding="utf-8")

    remains, _found, _forms = searched(clean)

    assert remains.found == ()


def test_a_form_that_only_a_replaced_span_remembers_is_looked_for_too(clean):
    made = pseudonymise("Oui, Wastrelin.", [NameDecision("Wastrelin", "PERSON", "accepted", "Blin")])
    document = Document("E01", made.spans, made.original_sha256, "")
    (clean.folder / "outputs" / "note.txt").write_text("chez WASTRELIN", encoding="utf-8")

    remains, _found, _forms = searched(clean, Correspondence(documents=(document,)))

    assert [one.place for one in remains.found] == ["outputs/note.txt"]


# — the command —


@pytest.fixture
def kept(clean, carnet, passphrase, tmp_path):
    """The clean study closed, beside its coffre."""
    place = clean.folder.with_name(f"coffre-{clean.folder.name}")
    coffre = new_coffre(place, clean.folder, PASS, "2090-01-01", study=clean.origin, scrypt_n=2)
    coffre.add_entries(ENTRIES)
    coffre.save()
    clean.close()
    return clean.folder


def test_the_command_says_that_nothing_is_left(kept, carnet):
    done = carnet("verify", "--table", "--study", kept, "--json")

    told = json.loads(done.out)
    assert done.code == 0
    assert (told["ok"], told["found"], told["raw_files"], told["not_read"]) == (True, [], [], [])


def test_the_command_says_where_and_how_many_but_never_the_name(kept, carnet):
    (kept / "outputs" / f"{NAME}.txt").write_text(f"{NAME} et encore {NAME}", encoding="utf-8")

    for more in ((), ("--json",)):
        done = carnet("verify", "--table", "--study", kept, *more)
        assert done.code == 1
        assert "orquat" not in done.out + done.err
        assert "Farida Blin" in done.out
    told = json.loads(done.out)

    assert sorted(one["times"] for one in told["found"]) == [1, 2]
    assert "orquat" in carnet("verify", "--table", "--study", kept, "--show").out


def test_a_word_that_a_person_exempts_with_a_reason_is_left_alone_from_then_on(kept, carnet):
    (kept / "outputs" / "note.txt").write_text("Loin, la Loire.", encoding="utf-8")
    assert carnet("verify", "--table", "--study", kept).code == 1
    review = kept.with_name(f"coffre-{kept.name}") / "restes.csv"
    lines = review.read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].startswith("Loire;PLACE;outputs/note.txt;1")

    review.write_text("\n".join([lines[0], f"{lines[1][:-1]}mot;"]), encoding="utf-8-sig")
    without = carnet("verify", "--table", "--study", kept)
    review.write_text("\n".join([lines[0], f"{lines[1][:-1]}mot;le fleuve"]), encoding="utf-8-sig")
    done = carnet("verify", "--table", "--study", kept)
    again = carnet("verify", "--table", "--study", kept)

    assert (without.code, done.code, again.code) == (1, 0, 0)
    assert "le fleuve" in again.out
    assert open_coffre(review.parent, PASS).table.exemptions[0].reason == "le fleuve"


def test_a_folder_elsewhere_is_searched_when_asked(kept, carnet, tmp_path):
    (tmp_path / "envoi").mkdir()
    (tmp_path / "envoi" / "rapport.txt").write_text(NAME, encoding="utf-8")

    assert carnet("verify", "--table", "--study", kept).code == 0
    assert carnet("verify", "--table", "--study", kept, "--also", tmp_path / "envoi").code == 1


def test_a_raw_file_dropped_in_the_study_is_said_with_what_to_do(kept, carnet):
    (kept / "E03.docx").write_bytes(word("<w:p/>"))
    (kept / "sources" / "voix.M4A").write_bytes(b"\0\0\0\x20ftypM4A " + bytes(64))

    done = carnet("verify", "--table", "--study", kept)
    doctor = carnet("doctor", "--study", kept)
    with open_study(kept) as study:
        notes = study.notes

    assert done.code == 1
    assert all("carnet coffre --keep" in said for said in (done.err, doctor.err, "\n".join(notes)))
    assert "--keep" in carnet("undo", "--study", kept).err + done.err


def test_the_coffre_of_another_study_is_refused_before_any_passphrase(kept, carnet, folder, monkeypatch):
    other = new_study(folder.with_name("autre"), coder="C1")
    other.close()
    monkeypatch.delenv("CARNET_PASSPHRASE_FILE")

    done = carnet("verify", "--table", "--study", other.folder, "--coffre", kept.with_name(f"coffre-{kept.name}"))

    assert done.code == 2
    assert "--adopt" in done.err

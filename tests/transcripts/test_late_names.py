"""A real name found in month three leaves the study, its history and its folder; every position follows."""

import json
import sqlite3
from dataclasses import replace

import pytest

from toolkit import new_study, open_study
from toolkit.cli import main
from toolkit.errors import Refused
from toolkit.model import Change, Code, Coder, Guide, Memo, Participant, Quote, Review, Speaker, Transcript, Turn
from toolkit.model.codes import coding_of
from toolkit.study.redacting import redact
from toolkit.transcripts.coffre_files import new_coffre, open_coffre
from toolkit.transcripts.forms import NameDecision
from toolkit.transcripts.late import LateNames
from toolkit.transcripts.replacements import pseudonymise

RAW = "Zohra : Mme Torquat m’a reçue, avec Enzo.\nQ : Torquat ?\nZohra : Oui, d’Yvonne Torquat, à l’accueil.\n"
FIRST = [NameDecision("Zohra", "PERSON", "accepted", "Farida"), NameDecision("Enzo", "PERSON", "accepted", "Hugo")]
LATE = [
    NameDecision("Torquat", "PERSON", "accepted", "Blin"),
    NameDecision("Yvonne", "PERSON", "accepted", "Mauricette"),
    NameDecision("accueil", "PERSON", "rejected", "", "un mot"),
]
FORMS = ("torquat", "yvonne")
PASS = "cheval pile agrafe"


def clean():
    return pseudonymise(RAW, FIRST)


def transcript() -> Transcript:
    text, turns, at = clean().text, [], 0
    for line in text.split("\n")[:-1]:
        label = line.partition(" : ")[0]
        turns.append(Turn((label,), at, at + len(label) + 3, at + len(line)))
        at += len(line) + 1
    speakers = (Speaker("Farida", "participant", "P01"), Speaker("Q", "interviewer"))
    return Transcript("E01", text, tuple(turns), speakers, place="chez Mme Torquat")


@pytest.fixture
def named(folder):
    """A study where a surname was overlooked, and the coffre that holds the first names."""
    study = new_study(folder, title="Chez les Torquat", coder="C1")
    study.add(Coder("C1", "Yvonne", "intern"), Participant("P01", traits={"voisine": "Mme TORQUAT"}))
    text = transcript()
    study.add(text, Code("accueil", "Accueil", example="Mme Torquat m’a reçue"))
    study.add(Guide("G", "Guide", opening="Bonjour Yvonne."))
    codings = [
        coding_of(
            text, text.text.index(words), text.text.index(words) + len(words), study.codes["accueil"], coder="C1"
        )
        for words in ("Mme Torquat m’a reçue", "avec Hugo", "à l’accueil", "Torquat", "Torquat ?")
    ]
    study.add(*codings)
    study.add(Quote("q1", codings[0].id, "E01", codings[0].start, codings[0].end, codings[0].quote, "P01"))
    study.add(Review("r1", codings[1].id, "sup", "agree", comment="Voir Torquat."))
    study.add(Memo("m1", "Yvonne T. revient souvent.", about=(codings[0].id,), coder="C1"))
    study.do(Change.replacing([(study.memos["m1"], replace(study.memos["m1"], text="Elle revient souvent."))]))
    (folder / "sources" / "E01.txt").write_text(text.text, encoding="utf-8", newline="")
    (folder / "codebook.md").write_text("Exemple : Mme Torquat m’a reçue.\n", encoding="utf-8")
    outputs = folder / "outputs"
    (outputs / "note.html").write_text("<p>Mme Tor<b>quat</b> m’a re&ccedil;ue</p>", encoding="utf-8")
    (outputs / "torquat.txt").write_text("rien", encoding="utf-8")
    study.backup(folder / "backups")
    coffre = new_coffre(folder.parent / "coffre", folder, PASS, "2030-01-01", scrypt_n=2)
    coffre.add("E01", clean())
    coffre.add_entries(FIRST)
    coffre.save()
    yield study
    study.close()


def leftovers(folder):
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            text = data.decode("utf-8", "ignore").lower()
            if any(form in text or form.encode("utf-16-le") in data for form in FORMS):
                found.append(path.name)
    return found


def test_no_form_is_left_in_the_folder_but_the_name_of_who_codes(named):
    named.do(Change.replacing([(named.coders["C1"], Coder("C1", "Camille", "intern"))]))

    receipt = named.redact(LateNames(tuple(LATE)))

    raw = sqlite3.connect(named.folder / "study.db")
    held = "\n".join(
        str(value)
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        for row in raw.execute(f'SELECT * FROM "{name}"').fetchall()
        for value in row
    ).lower()
    raw.close()
    assert "torquat" not in held
    assert held.count("yvonne") <= 3  # the coder's own display name, in the history of that coder
    assert [name for name in leftovers(named.folder) if not name.endswith((".db", "-wal"))] == []
    assert any("renommez" in line for line in receipt.by_hand)
    assert "torquat" not in repr(receipt).lower()
    assert named.verify()
    named.replay()
    assert named.verify()


def test_positions_are_exact_and_words_are_those_with_the_name_replaced(named):
    before = {coding.id: coding.quote for coding in named.codings}

    named.redact(LateNames(tuple(LATE)))

    text = named.transcripts["E01"]
    assert "Mme Blin m’a reçue, avec Hugo." in text.text
    assert "de Mauricette Blin" in text.text
    for coding in named.codings:
        assert text.text[coding.start : coding.end] == coding.quote
        assert coding.quote == before[coding.id].replace("Torquat", "Blin")
    assert [text.said(number) for number in (1, 2)] == ["Mme Blin m’a reçue, avec Hugo.", "Blin ?"]
    assert named.quotes["q1"].text == "Mme Blin m’a reçue"
    assert named.codes["accueil"].example == "Mme Blin m’a reçue"
    assert dict(named.participants["P01"].traits) == {"voisine": "Mme BLIN"}
    assert named.memos["m1"].text == "Elle revient souvent."
    assert (named.folder / "sources" / "E01.txt").read_text(encoding="utf-8") == text.text
    assert "Bl" in (named.folder / "outputs" / "note.html").read_text(encoding="utf-8")


def test_snapshots_hold_the_new_names_only(named):
    named.redact(LateNames(tuple(LATE)))

    last = named.snapshots()[0]
    place = named.folder.parent / "copie"
    place.mkdir()
    (place / "study.db").write_bytes(last.path.read_bytes())
    with open_study(place) as held:
        assert held.transcripts["E01"] == named.transcripts["E01"]
        assert held.verify()


def test_an_undecided_form_is_refused_before_anything(named):
    head = named.head

    with pytest.raises(Refused):
        named.redact(LateNames((NameDecision("Torquat", "PERSON", "undecided"),)))

    assert named.head == head


def test_doing_it_again_changes_nothing(named):
    named.redact(LateNames(tuple(LATE)))
    head = named.head

    named.redact(LateNames(tuple(LATE)))

    assert named.head == head


def test_an_interruption_asks_to_run_it_again(named, monkeypatch):
    from toolkit.study import redacting

    class Killed(BaseException):
        pass

    def stop(*_args, **_options):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(redacting, "scrub_folder", stop)
        with pytest.raises(Killed):
            named.redact(LateNames(tuple(LATE)))
    named.close()

    with open_study(named.folder, coder="C1") as study:
        assert any("carnet redact" in note for note in study.notes)
        study.redact(LateNames(tuple(LATE)))
        assert not any("carnet redact" in note for note in open_notes(study))


def open_notes(study):
    study.close()
    with open_study(study.folder) as again:
        return again.notes


def test_no_path_of_the_receipt_bears_a_name(named):
    key = named.folder.parent / "usbYvonne Torquat"
    named.backup(key)
    named.pack(key / "Torquat.carnet")
    named._store.copy_to(named.folder / "study (conflit de PC-Torquat_2).db")
    closed = named.folder.parent / "clé de Torquat"
    named.pack(closed / "fermé.carnet", passphrase=PASS)

    for rehearse in (True, False):
        receipt = redact(named, LateNames(tuple(LATE)), rehearse=rehearse)

        said = " ".join(line for _column, line in receipt.rows())
        assert "study (conflit de PC-…_2).db" in said
        assert "clé de …" in said
        assert "usb… …" in said
        assert not any(form in said.lower() for form in FORMS)


def test_a_receipt_of_names_speaks_of_names_replaced_not_of_a_person_cited(named):
    named.add(Memo("m2", "Torquat encore.", coder="C1"))

    before = redact(named, LateNames(tuple(LATE)), rehearse=True)
    receipt = named.redact(LateNames(tuple(LATE)))

    told, first = (" ".join(line for _column, line in one.rows()) for one in (receipt, before))
    assert "le nom a été remplacé, relisez-le (m2)" in told
    assert "le nom serait remplacé" in first
    assert "noms remplacés dans" in told
    assert "citai" not in told + first
    assert before.title == "Ce qui partirait"


def test_a_copy_cleaned_of_a_name_is_told_as_cleaned(named):
    receipt = named.redact(LateNames(tuple(LATE)))

    assert any("copie" in line for line in receipt.erased)
    assert not any("reste quelque chose" in line for line in receipt.by_hand)


def test_two_labels_that_would_become_one_stay_two(folder):
    text = Transcript(
        "E01",
        "Zoé : a\nAnna : b\n",
        (Turn(("Zoé",), 0, 6, 7), Turn(("Anna",), 8, 15, 16)),
        (Speaker("Zoé", "participant", "P01"), Speaker("Anna", "participant", "P02")),
    )
    with new_study(folder, coder="C1") as study:
        study.add(Participant("P01"), Participant("P02"), text)

        study.redact(LateNames((NameDecision("Zoé", "PERSON", "accepted", "Anna"),)))

        assert [one.label for one in study.transcripts["E01"].speakers] == ["Anna 2", "Anna"]


def table(path, decisions):
    words = {"accepted": "accepté", "rejected": "rejeté"}
    lines = ["document;form;type;count;decision;replacement;reason"]
    lines += [f";{one.form};{one.type};1;{words[one.decision]};{one.replacement};{one.reason}" for one in decisions]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")


@pytest.fixture
def secret(tmp_path, monkeypatch):
    path = tmp_path / "passe"
    path.write_text(PASS, encoding="utf-8")
    monkeypatch.setenv("CARNET_PASSPHRASE_FILE", str(path))
    monkeypatch.setenv("CARNET_CODER", "C1")


def test_the_command_keeps_the_coffre_able_to_give_the_original_back(named, secret, tmp_path, capsys):
    place = named.folder.parent / "coffre"
    table(place / "noms.csv", LATE)
    named.close()
    arguments = ["redact", "--names", str(place / "noms.csv"), "--study", str(named.folder), "--coffre", str(place)]

    code = main([*arguments, "--yes", "--json"])

    assert code == 0
    told = json.loads(capsys.readouterr().out)
    assert told["finished"]
    with open_study(named.folder) as study:
        text = study.transcripts["E01"].text
    coffre = open_coffre(place, PASS)
    assert coffre.restore("E01", text) == RAW
    assert {entry.form for entry in coffre.table.entries} >= {"Zohra", "Torquat", "Yvonne"}


def test_the_command_asks_before_and_refuses_where_nobody_can_answer(named, secret, capsys):
    place = named.folder.parent / "coffre"
    table(place / "noms.csv", LATE)
    head = named.head
    named.close()

    code = main(["redact", "--names", str(place / "noms.csv"), "--study", str(named.folder)])

    said = capsys.readouterr()
    assert code == 2
    assert "--yes" in said.err
    assert "torquat" not in (said.out + said.err).lower().replace("torquat.txt", "")
    with open_study(named.folder) as study:
        assert study.head == head

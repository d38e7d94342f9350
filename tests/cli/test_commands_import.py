"""Transcripts coming in: read, names, pseudonymise, import."""

import json
import shlex
import shutil

import pytest

from toolkit import open_study
from toolkit.cli.imports import import_command
from toolkit.transcripts.coffre_files import TABLE, open_coffre

TALK = (
    "Enquêtrice : bonjour, ça va ?\nZohra : oui. Je vais chez les Wastrelin 😀\n"
    "Enquêtrice : et après ?\nZohra : rien.\n"
)
CLEAN = "Enquêtrice : bonjour ?\nFarida : oui, l’été {} fut long.\nEnquêtrice : et après ?\nFarida : rien.\n"
TABLE_OF_NAMES = "form;type;decision;replacement\nZohra;PERSON;accepté;Farida\nWastrelin;PERSON;accepté;Blin\n"


@pytest.fixture
def study(carnet, place):
    assert carnet("new", place, "--no-coffre").code == 0
    return place


@pytest.fixture
def raw(tmp_path):
    path = tmp_path / "brut" / "Entretien Zohra.txt"
    path.parent.mkdir()
    path.write_text(TALK, encoding="utf-8")
    return path


@pytest.fixture
def names(tmp_path):
    path = tmp_path / "noms.csv"
    path.write_text(TABLE_OF_NAMES, encoding="utf-8-sig")
    return path


def clean(folder, *names):
    folder.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(names):
        (folder / name).write_text(CLEAN.format("très " * number), encoding="utf-8")
    return [folder / name for name in names]


def held(study):
    with open_study(study) as book:
        return {
            text.id: [one.participant for one in text.speakers if one.participant] for text in book.transcripts
        }, book.head


def test_what_becomes_of_the_names_must_be_said(carnet, study, raw, names, helpers):
    before = helpers.content(study)

    neither = carnet("import", raw, "-s", study)
    both = carnet("import", raw, "-s", study, "--names", names, "--already-pseudonymised")

    assert (neither.code, both.code) == (2, 2)
    assert "--already-pseudonymised" in neither.err
    assert "Zohra" not in neither.err
    assert helpers.content(study) == before


def test_a_raw_text_comes_in_without_its_names(carnet, study, raw, names):
    answer = carnet("import", raw, "-s", study, "--names", names, "--json")

    (row,) = json.loads(answer.out)
    assert (row["transcript"], row["turns"], row["replaced"]) == ("E01", 4, 3)
    with open_study(study) as book:
        text = book.transcripts["E01"]
        assert "Zohra" not in text.text
        assert [speaker.label for speaker in text.speakers] == ["Enquêtrice", "Farida"]
        assert book.history(1)[0].verb == "import transcripts"
        assert (study / "sources" / "E01.txt").read_text(encoding="utf-8") == text.text
    assert [path.name for path in (study / "sources").iterdir()] == ["E01.txt"]
    assert "gardés nulle part" in answer.err


def test_the_coffre_beside_the_study_is_found_by_itself(carnet, passphrase, place, raw, names, helpers):
    carnet("new", place)

    answer = carnet("import", raw, "-s", place, "--names", names)

    coffre = open_coffre(place.with_name("coffre-étude pairs"), helpers.PASSPHRASE, study_folder=place)
    assert answer.code == 0
    assert "nulle part" not in answer.err
    assert coffre.restore("E01", (place / "sources" / "E01.txt").read_text(encoding="utf-8")) == TALK
    assert (coffre.folder / "brut" / raw.name).read_bytes() == raw.read_bytes()


def test_a_wrong_passphrase_brings_nothing_in(carnet, passphrase, place, raw, names, helpers, tmp_path):
    carnet("new", place)
    passphrase.write_text("autre", encoding="utf-8")
    before = helpers.content(tmp_path)

    answer = carnet("import", raw, "-s", place, "--names", names)

    assert answer.code == 2
    assert "phrase de passe" in answer.err
    assert helpers.content(tmp_path) == before


def test_a_coffre_that_is_not_there_is_said(carnet, study, raw, names, helpers, tmp_path):
    before = helpers.content(tmp_path)

    answer = carnet("import", raw, "-s", study, "--names", names, "--coffre", tmp_path / "coffre-absent")

    assert answer.code == 2
    assert "Il n’y a pas de coffre" in answer.err
    assert "--destroy-on" in answer.err
    assert helpers.content(tmp_path) == before


def test_clean_texts_keep_the_ids_that_their_files_bear(carnet, study, tmp_path):
    paths = clean(tmp_path / "propres", "zoo.txt", "E01.txt", "E07 relu.txt")

    answer = carnet("import", *paths, "-s", study, "--already-pseudonymised")

    texts, _head = held(study)
    assert answer.code == 0
    assert set(texts) == {"E01", "E07", "E08"}
    assert all(len(people) == 1 for people in texts.values())
    assert len({people[0] for people in texts.values()}) == 3
    with open_study(study) as book:
        assert book.history(1)[0].verb == "import pseudonymised"


def test_one_text_of_a_folder_of_clean_texts_leaves_the_others_as_they_were(carnet, study):
    first, _second, third = clean(study / "sources", "E01.txt", "E02.txt", "E03.txt")
    before = first.read_bytes()

    answer = carnet("import", third, "-s", study, "--already-pseudonymised")

    assert answer.code == 0
    assert set(held(study)[0]) == {"E03"}
    assert first.read_bytes() == before


def test_a_clean_text_that_the_study_does_not_hold_is_not_written_over(carnet, study, tmp_path, helpers):
    (study / "sources" / "E01.txt").write_text("corrigé à la main", encoding="utf-8")
    (path,) = clean(tmp_path, "texte.txt")
    before = helpers.content(study)

    answer = carnet("import", path, "-s", study, "--already-pseudonymised")

    said = " ".join(answer.err.split())
    assert answer.code == 2
    assert f'carnet import "{study / "sources" / "E01.txt"}" -s "{study}" --already-pseudonymised' in said
    assert "E01.txt est déjà dans « sources »" in said.replace("\xa0", " ")
    assert helpers.content(study) == before


@pytest.mark.parametrize("case", ["same file", "copy", "twice on the line"])
def test_the_same_text_twice_is_refused(carnet, study, tmp_path, helpers, case):
    (path,) = clean(tmp_path, "texte.txt")
    copy = tmp_path / "copie.txt"
    shutil.copyfile(path, copy)
    if case != "twice on the line":
        carnet("import", path, "-s", study, "--already-pseudonymised")
    before = helpers.content(study)
    again = {"same file": [path], "copy": [copy], "twice on the line": [path, copy]}[case]

    answer = carnet("import", *again, "-s", study, "--already-pseudonymised")

    assert answer.code == 2
    assert "c’est E01" in answer.err
    assert helpers.content(study) == before


def test_a_raw_file_with_another_table_is_known_by_its_coffre(carnet, passphrase, place, raw, names):
    carnet("new", place)
    carnet("import", raw, "-s", place, "--names", names)
    names.write_text(TABLE_OF_NAMES.replace("Farida", "Amina"), encoding="utf-8-sig")

    answer = carnet("import", raw, "-s", place, "--names", names)

    assert answer.code == 2
    assert "déjà dans l’étude" in answer.err


def test_several_files_come_in_one_change_that_is_undone_at_once(carnet, study, tmp_path):
    paths = clean(tmp_path / "propres", "a.txt", "b.txt", "c.txt")
    _texts, head = held(study)

    answer = carnet("import", *paths, "-s", study, "--already-pseudonymised")
    carnet("undo", "-s", study)

    assert "3 textes" in answer.out.replace("\xa0", " ")
    assert held(study)[0] == {}
    with open_study(study) as book:
        assert [step.verb for step in book.history(2)] == ["undo", "import pseudonymised"]
        assert book.history(3)[2].hash == head


def test_one_bad_file_among_good_ones_stops_all_and_is_named(carnet, study, tmp_path, helpers):
    clean(tmp_path / "propres", "a.txt", "b.txt")
    (tmp_path / "propres" / "vide.txt").write_bytes(b"")
    (tmp_path / "propres" / "image.docx").write_bytes(b"PK\x03\x04 tronqu\xc3\xa9")
    before = helpers.content(study)

    answer = carnet("import", *sorted((tmp_path / "propres").iterdir()), "-s", study, "--already-pseudonymised")

    assert answer.code == 2
    assert "vide.txt" in answer.err
    assert "image.docx" in answer.err
    assert helpers.content(study) == before


def test_a_group_gives_each_voice_its_own_participant(carnet, study, tmp_path):
    lines = ["Animatrice : bonjour à toutes, qui commence ?"]
    for turn in range(6):
        lines += [
            f"F1 : moi je viens depuis {turn} ans.",
            f"F2 : et moi aussi, {turn} fois.",
            "Animatrice : et vous ?",
        ]
        lines += [f"H3 : pareil, numéro {turn}.", f"F4 : je suis d’accord {turn}."]
    path = tmp_path / "groupe.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    answer = carnet("import", path, "-s", study, "--already-pseudonymised", "--json")

    (row,) = json.loads(answer.out)
    assert row["transcript"] == "G01"
    assert row["participants"] == ["P01", "P02", "P03", "P04"]


def test_people_of_a_table_are_found_by_their_files_whatever_the_order(carnet, study, tmp_path):
    paths = clean(tmp_path / "propres", "entretien_01.txt", "entretien_02.txt")
    table = tmp_path / "personnes.csv"
    table.write_text(
        "nom_fichier;statut;âge\nEntretien 02;bénévole;41\nEntretien 01;salariée;52\n", encoding="utf-8-sig"
    )

    answer = carnet("import", *paths, "-s", study, "--already-pseudonymised", "--participants", table, "--json")

    assert answer.code == 0, answer.err
    with open_study(study) as book:
        statut = {text.id: book.participants[text.speakers[1].participant].traits for text in book.transcripts}
    assert {id: dict(traits)["statut"] for id, traits in statut.items()} == {"E01": "salariée", "E02": "bénévole"}


def test_somebody_whom_the_table_does_not_know_takes_nobodys_traits(carnet, study, tmp_path):
    paths = clean(tmp_path / "propres", "aube.txt", "brume.txt")
    table = tmp_path / "personnes.csv"
    table.write_text("participant;statut\nP01;bénévole\n", encoding="utf-8")

    answer = carnet("import", *paths, "-s", study, "--already-pseudonymised", "--participants", table)

    assert answer.code == 0, answer.err
    texts, _head = held(study)
    assert texts == {"E01": ["P02"], "E02": ["P03"]}
    assert "P01" in answer.err


def test_texts_of_a_case_are_filed_under_it(carnet, study, tmp_path):
    (path,) = clean(tmp_path, "texte.txt")

    carnet("import", path, "-s", study, "--already-pseudonymised", "--case", "villeurbanne")

    with open_study(study) as book:
        assert book.transcripts["E01"].case == "villeurbanne"
        assert book.cases.ids() == ["villeurbanne"]


def test_from_the_search_for_names_to_the_study(carnet, passphrase, place, raw):
    """The path of the manual: names, a person decides, pseudonymise, import."""
    carnet("new", place)
    coffre = place.with_name("coffre-étude pairs")
    listed = carnet("names", raw, "--no-model", "--coffre", coffre)
    assert "la colonne « decision »" in " ".join(listed.out.replace("\xa0", " ").split())
    table = coffre / "noms.csv"
    rows = table.read_text(encoding="utf-8-sig").split("\n")
    column = rows[0].split(";").index("decision")
    decided = [rows[0]]
    for row in filter(None, rows[1:]):
        cells = row.split(";")
        cells[column] = "accepté"
        decided.append(";".join(cells))
    table.write_text("\n".join(decided), encoding="utf-8-sig")

    clean = carnet("pseudonymise", raw, "--names", table, "--to", place / "sources", "--coffre", coffre)
    line = shlex.split(" ".join(clean.out.split()).partition("carnet import ")[2].replace("\\", "\\\\"))
    come = carnet("import", *line)
    again = carnet("names", raw, "--no-model", "--coffre", coffre)

    assert line == [str(place / "sources" / "E01.txt"), "-s", str(place), "--already-pseudonymised"]
    assert "il n’y a plus rien à relire" in again.out
    assert (clean.code, come.code) == (0, 0), clean.err + come.err
    with open_study(place) as book:
        text = book.transcripts["E01"].text
        assert book.verify()
    assert "Zohra" not in text
    assert "Wastrelin" not in text
    restored = open_coffre(coffre, "cheval pile agrafe").restore(
        "E01", (place / "sources" / "E01.txt").read_text("utf-8")
    )
    assert "Wastrelin" in restored


def test_pseudonymise_makes_the_coffre_that_was_not_made_at_first(carnet, study, passphrase, raw, names):
    coffre = study.with_name("coffre-étude pairs")
    places = ["--names", names, "--to", study / "sources", "--coffre", coffre]

    without = carnet("pseudonymise", raw, *places)
    made = carnet("pseudonymise", raw, *places, "--destroy-on", "2031-09-30")

    assert (without.code, made.code) == (2, 0)
    assert (coffre / TABLE).is_file()


def test_read_shows_how_a_file_is_understood_and_imports_nothing(carnet, raw, tmp_path, helpers):
    before = helpers.content(tmp_path)

    shown, answer = carnet("read", raw), carnet("read", raw, "--json")

    (row,) = json.loads(answer.out)
    assert set(row) == {"file", "warnings", "text_sha256", "turns"}
    assert [turn["role"] for turn in row["turns"]] == ["interviewer", "participant"] * 2
    assert (shown.code, answer.code) == (0, 0)
    assert "Zohra" in shown.out
    assert "Wastrelin" not in shown.out
    assert helpers.content(tmp_path) == before


def test_names_are_counted_not_shown(carnet, raw):
    shown, answer = carnet("names", raw, "--no-model"), carnet("names", raw, "--no-model", "--json")

    (row,) = json.loads(answer.out)
    assert {candidate["text"] for candidate in row["candidates"]} >= {"Zohra", "Wastrelin"}
    assert "Wastrelin" not in shown.out + shown.err


def test_a_later_raw_file_is_freed_of_every_name_that_the_coffre_holds(carnet, passphrase, place, raw, names):
    carnet("new", place)
    assert carnet("import", raw, "-s", place, "--names", names).code == 0
    later = raw.with_name("Suite.txt")
    later.write_text("E : et Fernand ?\nFernand : avec Zohra, chez les Wastrelin.\n", encoding="utf-8")
    table = names.with_name("suite.csv")
    table.write_text("form;type;decision;replacement\nFernand;PERSON;accepté;Farida\n", encoding="utf-8-sig")

    clash = carnet("import", later, "-s", place, "--names", table)
    table.write_text("form;type;decision;replacement\nFernand;PERSON;accepté;Lucien\n", encoding="utf-8-sig")
    ran = carnet("import", later, "-s", place, "--names", table)

    assert (clash.code, ran.code) == (2, 0)
    text = (place / "sources" / "E02.txt").read_text(encoding="utf-8")
    assert text == "E : et Lucien ?\nLucien : avec Farida, chez les Blin.\n"


@pytest.mark.parametrize("command", ["import", "pseudonymise"])
def test_the_table_of_another_study_brings_nothing_in(carnet, passphrase, place, raw, names, helpers, command):
    carnet("new", place)
    names.write_text("form;type;decision;replacement\nGildas;PERSON;accepté;Léon\n", encoding="utf-8-sig")
    box = place.with_name(f"coffre-{place.name}")
    to = ("-s", place) if command == "import" else ("--to", place / "sources", "--coffre", box)
    before, sealed = helpers.content(place), (box / TABLE).read_bytes()

    ran = carnet(command, raw, "--names", names, *to)

    assert ran.code == 2
    assert "autre étude" in ran.err
    assert "Zohra" not in ran.out + ran.err
    assert helpers.content(place) == before
    assert (box / TABLE).read_bytes() == sealed
    assert list((place / "sources").iterdir()) == []


def test_lines_that_may_still_name_somebody_are_told_when_a_raw_file_comes_in(carnet, study, raw, names):
    names.write_text("form;type;decision;replacement\nWastrelin;PERSON;accepté;Blin\n", encoding="utf-8-sig")

    ran = carnet("import", raw, "-s", study, "--names", names)

    assert ran.code == 0
    assert "E01 : 2 lignes nomment peut-être encore quelqu’un" in " ".join(ran.err.split())
    assert "Zohra" not in ran.err


def test_texts_that_carnet_wrote_are_not_taken_for_raw_files(carnet, passphrase, place, raw, names):
    carnet("new", place)
    box = place.with_name(f"coffre-{place.name}")
    carnet("pseudonymise", raw, "--names", names, "--to", place / "sources", "--coffre", box)

    searched = carnet("verify", "--table", "-s", place)
    (place / "Zohra.txt").write_text("E : un fichier déposé là ?\n", encoding="utf-8")
    after = carnet("verify", "--table", "-s", place)

    assert (searched.code, after.code) == (0, 1)
    assert "carnet import sources/E01.txt" in searched.err
    assert "n’a pas écrit est" not in searched.err
    assert "n’a pas écrit est dans le dossier de l’étude (.)" in after.err


def test_the_column_of_decisions_is_named_as_the_table_names_it(carnet, raw, tmp_path):
    listed = carnet("names", raw, "--no-model", "--table", tmp_path / "noms.xlsx")

    assert "la colonne « décision »" in " ".join(listed.out.replace("\xa0", " ").split())


def test_the_command_that_brings_several_clean_texts_in_brings_no_other(study):
    texts = clean(study / "sources", "E01.txt", "E02.txt")

    alone = import_command(texts)
    clean(study / "sources", "E03.txt")
    beside = import_command(texts)

    assert "*.txt" in alone
    assert "*" not in beside
    assert shlex.split(beside.replace("\\", "\\\\"))[2:4] == [str(path) for path in texts]


def test_a_new_study_whose_path_holds_a_space_is_opened_by_the_line_that_is_shown(carnet, place):
    made = carnet("new", place, "--no-coffre")

    assert f'carnet lab "{place}"' in " ".join(made.out.split())

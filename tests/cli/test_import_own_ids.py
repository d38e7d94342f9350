"""A label, or the name of a file, that is somebody's id says who speaks: nobody is renumbered."""

import json

import pytest

from toolkit import open_study
from toolkit.model import Participant
from toolkit.transcripts import read_all
from toolkit.transcripts.imports import arrivals

TALK = (
    "E : Bonjour, vous venez d’où ?\n{0} : Du nord, {1}, par la côte et la digue.\n"
    "E : Et puis, après cela ?\n{0} : Puis rien que la digue, {1}.\n"
)
GROUP = (
    "Animatrice : Bonjour à tous, qui commence ?\nP03 : Moi je veux bien, pour le jardin.\n"
    "{0} : Et moi pour le chat.\nP05 : Le chat est parti hier.\nAnimatrice : Parti où, selon vous ?\n"
    "P03 : Au port.\n{0} : Non, au marché.\nP05 : On verra bien.\n"
)


@pytest.fixture
def bring(carnet, place, tmp_path):
    assert carnet("new", place, "--no-coffre").code == 0

    def run(texts, *options):
        for n, (name, text) in enumerate(texts.items()):
            (tmp_path / name).write_text(text.format("R", n) if "{0}" in text else text, encoding="utf-8")
        return carnet(
            "import", *(tmp_path / name for name in texts), "-s", place, "--already-pseudonymised", *options
        )

    run.place = place
    run.folder = tmp_path
    return run


def talk(label, n=0):
    return TALK.format(label, "très " * n + "loin")


def people(place):
    with open_study(place) as study:
        return {text.id: {one.label: one.participant for one in text.speakers} for text in study.transcripts}


def test_labels_that_are_ids_are_kept_whatever_the_order_of_the_files(bring):
    answer = bring({"a.txt": talk("P02"), "b.txt": talk("P01", 1)})

    assert answer.code == 0, answer.err
    assert people(bring.place) == {"E01": {"E": None, "P02": "P02"}, "E02": {"E": None, "P01": "P01"}}
    assert "E01 = P02 ; E02 = P01" in answer.out


def test_a_table_of_people_without_files_does_not_renumber_labels(bring):
    table = bring.folder / "personnes.csv"
    table.write_text("participant;statut\nP01;bénévole\nP02;salariée\n", encoding="utf-8")

    answer = bring({"a.txt": talk("p02"), "b.txt": talk("P01", 1)}, "--participants", table)

    assert [list(one.values())[1] for one in people(bring.place).values()] == ["P02", "P01"]
    assert "dans l’ordre" not in answer.err


def test_the_people_of_a_group_are_those_of_the_interviews(bring):
    table = bring.folder / "personnes.csv"
    table.write_text("fichier;statut\nP03;a\nP04;b\n", encoding="utf-8")

    answer = bring(
        {"P03.txt": talk("R"), "P04.txt": talk("R", 1), "FG1.txt": GROUP.format("p04"), "z.txt": talk("R", 2)},
        "--participants",
        table,
        "--json",
    )

    found = people(bring.place)
    rows = {row["transcript"]: row["linked"] for row in json.loads(answer.out)}
    assert found["G01"] == {"Animatrice": None, "P03": "P03", "p04": "P04", "P05": "P05"}
    assert [found[f"E0{n}"]["R"] for n in (1, 2, 3)] == ["P03", "P04", "P06"]
    assert rows["G01"] == ["P03", "P04", "P05"]
    assert rows["E03"] == []


def test_the_name_of_a_file_says_who_answers_alone(bring):
    bring({"p07 relu.txt": talk("R"), "suite.txt": talk("R", 1)})

    assert [one["R"] for one in people(bring.place).values()] == ["P07", "P08"]


def test_somebody_known_to_the_study_is_recognised_without_case_nor_accent(bring):
    with open_study(bring.place) as study:
        study.add(Participant("Élodie"), Participant("P02"))

    bring({"a.txt": talk("ELODIE"), "b.txt": talk("R", 1)})

    assert [list(one.values())[1] for one in people(bring.place).values()] == ["Élodie", "P03"]


def test_a_table_of_voices_wins_over_a_label(bring):
    table = bring.folder / "voix.csv"
    table.write_text("document;étiquette;rôle;participant\na;P02;participante;P09\nb;P01;autre;\n", encoding="utf-8")

    answer = bring({"a.txt": talk("P02"), "b.txt": talk("P01", 1), "c.txt": talk("R", 2)}, "--voices", table)

    found = people(bring.place)
    assert (found["E01"]["P02"], found["E02"]["P01"], found["E03"]["R"]) == ("P09", None, "P10")
    assert "Reconnues" not in answer.out


def test_a_table_that_gives_a_file_to_somebody_else_than_its_label_is_said(bring):
    path = bring.folder / "a.txt"
    path.write_text(talk("P02"), encoding="utf-8")

    with open_study(bring.place) as study:
        (one,) = arrivals(study, read_all([path]), decisions=None, people={str(path): "P01"})

    assert one.transcript.speaker("P02").participant == "P02"
    assert one.warnings[-1] == "le tableau des personnes dit P01, l’étiquette dit P02\xa0: l’étiquette a été gardée"


@pytest.mark.parametrize("label", ["P1", "2"])
def test_a_rank_in_a_text_is_nobodys_id(bring, label):
    answer = bring({"a.txt": talk(label), "b.txt": talk(label, 1)})

    assert answer.code == 0, answer.err
    assert "Reconnues" not in answer.out

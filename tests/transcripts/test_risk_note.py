"""The page for the data-protection officer."""

import re

import pytest

from toolkit.errors import InvalidValue
from toolkit.formats.document_md import markdown_of
from toolkit.formats.document_writers import to_bytes
from toolkit.model import Consent, MemoryDesk, Participant, Speaker, Transcript, Turn
from toolkit.model.people import StudySheet
from toolkit.transcripts import Measures, measure_risk, risk_note
from toolkit.transcripts.risk_officer import CRITERIA, signs


def talk(id: str, words: str, person: str, label: str = "Zohra") -> Transcript:
    text = f"Q : Et ?\n{label} : {words}\n"
    turns = (Turn(("Q",), 0, 4, 8), Turn((label,), 9, 12 + len(label), len(text) - 1))
    speakers = (Speaker("Q", "interviewer"), Speaker(label, "participant", person))
    return Transcript(id, text, turns, speakers, date="2026-03-14")


def study(n: int = 7, **traits: object) -> MemoryDesk:
    people = [
        Participant(
            f"P{i:02}",
            None,
            {"genre": "f" if i % 2 else "m", "âge": 30 + i, "santé": "bonne", **traits},
            (Consent("quoting", "yes"),),
        )
        for i in range(1, n + 1)
    ]
    return MemoryDesk(StudySheet("Les pairs"), *people, talk("E01", "Je suis directrice, le maire vient.", "P01"))


def page(desk: MemoryDesk, measures: Measures | None = None, **more: str) -> str:
    return markdown_of(risk_note(measure_risk(desk), measures, **more)).replace("\xa0", " ").replace("\\", "")


def test_it_says_what_is_kept_what_protects_what_remains_what_is_proposed_and_asks():
    said = page(study(), Measures({"E01": "here"}, "2028-09-30"), date="2026-11-25", head="abcdef0123456789")

    headings = re.findall(r"^#### (\d\. .+)$", said, re.MULTILINE)
    assert [heading[0] for heading in headings] == list("123456")
    assert "6. Avis et demandes du DPO" in said
    for words in (
        "Les pairs · 25/11/2026",
        "7 personnes ; 1 entretien, du 14/03/2026 au 14/03/2026",
        "genre et âge",
        "santé",
        "1 texte par Carnet",
        "à détruire le 30/09/2028",
        "7 oui, 0 après relecture, 0 non, 0 sans réponse",
        "les 7 personnes sont dans des groupes de moins de 5, dont 7 seules.",
        "reconnaissables à leur rôle : P01",
        "1 rôle désigne quelqu’un d’extérieur",
        "Le plus petit groupe compte alors 7 personnes",
        "état abcdef012345",
        "C’est au DPO de le dire",
        "AIPD : ☐ oui ☐ non",
    ):
        assert words in said


def test_no_label_and_no_word_of_anybody_stands_in_it():
    said = page(study())

    assert "Zohra" not in said
    assert "vient" not in said


@pytest.mark.parametrize(
    ("criteria", "verdict"),
    [
        ((), "Un critère sur neuf semble rempli"),
        (("sensitive",), "Un critère sur neuf semble rempli"),
        (("vulnerable",), "2 critères sur neuf semblent remplis"),
        (("vulnerable", "large", "sensitive"), "3 critères sur neuf semblent remplis"),
    ],
)
def test_the_criteria_that_are_met_are_counted_once(criteria, verdict):
    said = page(study(), Measures(criteria=criteria))

    assert verdict in said
    assert said.count("☒ ") == len(criteria) + 1  # the legend
    assert len(CRITERIA) == 9


def test_without_any_sign_no_assessment_seems_required_and_nothing_is_decided():
    desk = MemoryDesk(Participant("P01", None, {"genre": "f"}), Participant("P02", None, {"genre": "f"}))

    said = page(desk)

    assert signs(measure_risk(desk)) == {}
    assert "aucun critère ne semble rempli" in said
    assert "Elle ne décide de rien" in said
    assert "listes de la CNIL" in said


def test_an_empty_study_has_its_note():
    said = page(MemoryDesk())

    assert "il n’y a rien à mesurer" in said
    assert "aucun texte pour l’instant" in said


def test_people_of_a_group_know_who_said_what():
    group = Transcript(
        "G01", "A : oui\n", (Turn(("A",), 0, 4, 7),), (Speaker("A", "participant", "P01"),), kind="group"
    )

    said = page(MemoryDesk(Participant("P01"), Participant("P02"), group))

    assert "qui était dans G01 sait qui a dit quoi" in said


def test_few_people_are_told_to_show_no_trait():
    said = page(study(3))

    assert "3 personnes seulement" in said
    assert "n’en imprimer aucun avec les extraits" in said


def test_a_wide_study_stays_on_its_page():
    many = [
        Participant(
            f"PERSONNE-{n:03}",
            None,
            {f"Une question très longue du questionnaire numéro {t}": (n * t) % 5 for t in range(12)},
        )
        for n in range(60)
    ]
    note = risk_note(measure_risk(MemoryDesk(StudySheet("Un titre " * 30), *many)))

    lines = [words for block in note.blocks for words in getattr(block, "items", ())]
    assert max(len("".join(span.text for span in words)) for words in lines) < 420
    assert len(note.subtitle) < 120


@pytest.mark.parametrize("extension", [".docx", ".odt", ".html"])
def test_it_is_the_same_file_each_time(extension):
    risk = measure_risk(study())

    assert to_bytes(risk_note(risk, date="2026-11-25"), extension) == to_bytes(
        risk_note(risk, date="2026-11-25"), extension
    )


def test_a_criterion_and_a_day_that_are_none_are_refused():
    with pytest.raises(InvalidValue):
        Measures(criteria=("grave",))
    with pytest.raises(InvalidValue):
        Measures(destroy_on="bientôt")


def test_what_was_measured_can_be_read_by_a_program():
    plain = measure_risk(study()).plain()

    assert plain["people"] == 7
    assert plain["anonymity"]["below"] == [f"P{n:02}" for n in range(1, 8)]
    assert {row["role"] for row in plain["roles"]} == {"directrice", "maire"}
    assert "Zohra" not in str(plain)

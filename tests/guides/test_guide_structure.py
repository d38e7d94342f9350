"""Structure of a guide: probes, consent, time, coverage; and the command."""

import json
from pathlib import Path

import pytest

from toolkit.cli import main
from toolkit.guides.checks import check
from toolkit.guides.files import read_guide
from toolkit.guides.structure import consent_elements, minutes, probe_gap
from toolkit.model import Guide, Probe, Question, Theme

SHIPPED = [
    path
    for path in sorted((Path(__file__).parents[2] / "interview_guides").glob("*.md"))
    if path.name != "LISEZMOI.md"
]


def theme(questions, kinds, id="A"):
    probes = tuple(Probe("…", kind) for kind in kinds)
    made = [Question(f"{id}{n}", "Racontez-moi.", (), probes if n == 1 else ()) for n in range(1, questions + 1)]
    return Theme(id, "Arriver", questions=tuple(made))


@pytest.mark.parametrize("kinds", [(), ("example",), ("example", "example"), ("contrast",)])
def test_a_theme_needs_two_probes_of_two_kinds(kinds):
    assert probe_gap(theme(1, kinds))


def test_a_theme_needs_a_question():
    assert probe_gap(theme(0, ()))


@pytest.mark.parametrize(
    ("questions", "kinds"),
    [
        (1, ("example", "echo")),
        (2, ("chronology", "contrast", "example")),
        (1, ("clarification", "example")),
        (3, ("echo", "echo", "contrast")),
    ],
)
def test_two_probes_of_two_kinds_are_enough(questions, kinds):
    assert probe_gap(theme(questions, kinds)) == ""


CONSENT = {
    "aim": ("Cette étude vise à comprendre le rôle des travailleurs pairs.", "Je suis étudiante en sociologie."),
    "voluntary": ("Vous pouvez refuser de répondre à une question.", "Vous répondez à toutes les questions."),
    "recording": ("Acceptez-vous que l'entretien soit enregistré ?", "Je prends quelques notes."),
    "confidentiality": (
        "Votre nom n'apparaîtra nulle part, un pseudonyme sera utilisé.",
        "Votre témoignage est précieux.",
    ),
    "withdrawal": ("Vous pouvez retirer votre témoignage à tout moment.", "Nous ferons une restitution."),
    "contact": ("Pour toute question, contactez la Boutique des Sciences.", "L'association est partenaire."),
    "retention": ("L'enregistrement sera supprimé à la fin du stage.", "Les données servent au mémoire."),
}


@pytest.mark.parametrize("element", CONSENT)
def test_consent_elements_are_told_from_near_misses(element):
    said, missed = CONSENT[element]

    assert consent_elements(said)[element]
    assert not any(consent_elements(missed).values())


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("Taking part is voluntary.", "voluntary"),
        ("May I record our talk?", "recording"),
        ("Quotes will be pseudonymised.", "confidentiality"),
        ("You can withdraw later.", "withdrawal"),
        ("Recordings are deleted after defence.", "retention"),
    ],
)
def test_consent_is_understood_in_english(text, element):
    assert consent_elements(text)[element]


@pytest.mark.parametrize(
    ("main_", "probes", "factual", "items", "group", "expected"),
    [
        (8, 10, 4, 1, False, 72), (12, 24, 0, 1, False, 109), (15, 30, 5, 1, False, 138), (3, 2, 2, 1, False, 33),
        (2, 0, 0, 0, False, 18), (18, 0, 0, 0, True, 188), (6, 8, 3, 1, False, 58), (10, 12, 4, 1, False, 85),
        (4, 6, 3, 1, False, 45), (10, 0, 0, 0, True, 108), (6, 6, 0, 0, True, 77),
    ],
)  # fmt: skip
def test_minutes_are_those_of_the_brief(main_, probes, factual, items, group, expected):
    assert minutes(main=main_, probes=probes, factual=factual, items=items, group=group) == expected


def covering(*covers, closed=False):
    words = "Avez-vous un avis ?" if closed else "Racontez-moi."
    questions = tuple(Question(f"A{n}", words, ids) for n, ids in enumerate(covers, 1))
    rq = (("1", "a"), ("2", "b"), ("3", "c"))
    return Guide("g", "G", research_questions=rq, themes=(Theme("A", "T", questions=questions),))


@pytest.mark.parametrize(
    ("guide", "flagged"),
    [
        (covering(("1",), ("2",)), True),
        (covering(("1",), ("2",), ("3",), ()), True),
        (covering(("1", "2", "3"), closed=True), True),
        (covering(), True),
        (covering(("1",), ("1",), ("1",)), True),
        (covering(("1",), ("2",), ("3",)), False),
        (covering(("1", "2"), ("3",)), False),
        (covering(("1",), ("2", "3"), ("3",)), False),
        (covering(("1", "2", "3"), ("1",)), False),
    ],
)
def test_coverage_is_checked_not_guessed(guide, flagged):
    assert any(finding.check == "coverage" for finding in check(guide)) is flagged


def test_a_guide_without_consent_or_theme_is_told_so():
    checks = {(finding.check, finding.severity) for finding in check(Guide("g", "G"))}

    assert {("consent", "error"), ("probes", "error")} <= checks


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_guides_pass_their_own_checks(path):
    findings = check(read_guide(path))

    assert [finding for finding in findings if finding.severity != "info"] == []


def test_the_command_answers_in_json_with_the_promised_keys(tmp_path, capsys):
    path = tmp_path / "mes questions.txt"
    path.write_text("Racontez-moi.\n\nÊtes-vous d’ici ?\n", encoding="utf-8")

    code = main(["guide", "check", "--questions", str(path), "--json"])
    answer = json.loads(capsys.readouterr().out)

    assert code == 1
    assert [list(finding) for finding in answer] == [
        ["check", "line", "question", "severity", "message", "suggestion"]
    ]
    assert (answer[0]["check"], answer[0]["line"], answer[0]["severity"]) == ("closed", 3, "warn")


def test_the_command_says_when_all_is_well(tmp_path, capsys):
    path = tmp_path / "q.txt"
    path.write_text("Racontez-moi votre journée.\n", encoding="utf-16")

    assert main(["guide", "check", "--questions", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_the_command_checks_a_guide_at_its_lines(tmp_path, capsys):
    path = tmp_path / "g.md"
    path.write_text("---\nguide: g\ntitre: T\n---\n\n## Thème A. X\n\n- **A1** Êtes-vous là ?\n", encoding="utf-8")

    code = main(["guide", "check", str(path), "--json"])
    found = {(finding["check"], finding["line"]) for finding in json.loads(capsys.readouterr().out)}

    assert code == 1
    assert ("closed", 8) in found


@pytest.mark.parametrize("content", [None, b"", b"\xff\xd8\xff\xe0", "été".encode("cp1252"), b"PK\x03\x04\x00\x00"])
def test_a_guide_that_cannot_be_read_is_one_sentence_and_code_2(tmp_path, capsys, content):
    path = tmp_path / "g.md"
    if content is not None:
        path.write_bytes(content)

    code = main(["guide", "check", str(path)])
    out = capsys.readouterr()

    assert code == 2
    assert out.out == ""
    assert "g.md" in out.err
    assert "Traceback" not in out.err


def test_the_command_without_a_file_says_what_to_write(capsys):
    assert main(["guide", "check"]) == 2
    assert "carnet guide check" in capsys.readouterr().err


def test_the_command_speaks_to_people_too(tmp_path, capsys):
    path = tmp_path / "q.txt"
    path.write_text("Êtes-vous d’ici ?\n", encoding="utf-8")

    code = main(["guide", "check", "--questions", str(path)])

    assert code == 1
    assert "Êtes-vous d’ici ?" in capsys.readouterr().out

"""A guide typed as one types any page: read, numbered, and told what was supplied."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cli import main
from toolkit.errors import FaultyFile, Refused, ToolkitError
from toolkit.guides import guide_notes, parse_guide, read_guide, save_guide, write_guide
from toolkit.guides.markdown import question_lines
from toolkit.model import Probe

SKELETON = Path(__file__).parents[2] / "interview_guides" / "LISEZMOI.md"
TEXT = """# Vivre ici

## Introduction

Bonjour, vous pouvez refuser de répondre.

## Le parcours

1. Comment êtes-vous arrivé ici ?
   - Et ensuite ?
   - les voisins
2) Avez-vous un métier,
   ou plusieurs ?

## 2. Le quartier
But : comprendre le lieu

- Racontez-moi une journée.
- Relance : et, au contraire, un mauvais jour ?
- **Que s'est-il passé ?** (QR1)

Relances :
- les transports

## La suite
### Avec qui habitez-vous ?
* la famille
### Et demain ?

## Remarques
ne pas oublier le micro

## Conclusion
- Autre chose à ajouter ?

## Talon
- âge
"""


def test_an_ordinary_page_is_read_as_a_guide():
    guide = parse_guide(TEXT, name="/tmp/Mon été.md")

    assert (guide.id, guide.title, guide.consent) == (
        "mon-ete",
        "Vivre ici",
        "Bonjour, vous pouvez refuser de répondre.",
    )
    assert [(theme.id, theme.title, theme.aim) for theme in guide.themes] == [
        ("A", "Le parcours", ""),
        ("B", "Le quartier", "comprendre le lieu"),
        ("C", "La suite", ""),
    ]
    assert [(question.id, question.text) for question in guide.questions()] == [
        ("A1", "Comment êtes-vous arrivé ici ?"),
        ("A2", "Avez-vous un métier, ou plusieurs ?"),
        ("B1", "Racontez-moi une journée."),
        ("B2", "Que s'est-il passé ?"),
        ("C1", "Avec qui habitez-vous ?"),
        ("C2", "Et demain ?"),
        ("Z1", "Autre chose à ajouter ?"),
        ("T1", "âge"),
    ]
    first, second, third = guide.themes
    assert first.questions[0].probes == (Probe("Et ensuite ?", "chronology"), Probe("les voisins"))
    assert second.questions[0].probes == (Probe("et, au contraire, un mauvais jour ?", "contrast"),)
    assert (second.questions[1].covers, second.questions[1].probes) == (("QR1",), (Probe("les transports"),))
    assert third.questions[0].probes == (Probe("la famille"),)


def test_what_was_supplied_and_what_was_not_read_is_told():
    notes = "\n".join(guide_notes(TEXT, name="Mon été.md"))

    assert "mon-ete" in notes
    assert "30" in notes  # « ## Remarques » holds no question
    assert "31" in notes
    assert guide_notes(write_guide(parse_guide(TEXT))) == ()


def test_lines_of_an_ordinary_page_are_those_of_the_file():
    places = question_lines(TEXT)

    rows = TEXT.split("\n")
    assert "Avez-vous" in rows[places["A2"] - 1]
    assert "les transports" in rows[places["B2/1"] - 1]
    assert "Et demain" in rows[places["C2"] - 1]


def test_the_strict_form_is_what_carnet_writes_of_it():
    guide = parse_guide(TEXT)

    written = write_guide(guide)

    assert written.startswith("---\nguide: guide\n")
    assert parse_guide(written) == guide


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Qui êtes-vous ?\n\nQue faites-vous ?\n", ["Qui êtes-vous ?", "Que faites-vous ?"]),
        ("Titre\n=====\n\nDébut\n-----\n* Où vivez-vous ?\n", ["Où vivez-vous ?"]),
        ("## Un\n1. A ?\n\n<!-- - caché ?\n- aussi ? -->\n2. B ?\n", ["A ?", "B ?"]),
        ("# T\n## Un\n**Question 1 :** Qui ?\n\nQ2. Quoi ?\n", ["Qui ?", "Quoi ?"]),
        ("# T\n# Un\n- [ ] Qui ?\n# Deux\n- Quoi ?\n", ["Qui ?", "Quoi ?"]),
        ("# T\n## Un\n- **A1** Qui ? (QR1)\n  - exemple : un\n- Quoi ?\n", ["Qui ?", "Quoi ?"]),
        ("# T\n## Un\n- **Qui ?**\n    - a\n        - b\n- Quoi ?\n", ["Qui ?", "Quoi ?"]),
    ],
)
def test_the_ways_of_typing_a_question_are_known(text, expected):
    guide = parse_guide(text)

    assert [question.text for question in guide.questions()] == expected
    assert len({question.id for question in guide.questions()}) == len(expected)


def test_a_number_already_given_is_kept():
    guide = parse_guide("# T\n## Un\n- Qui ?\n- **A1** Quoi ?\n- A1. Où ?\n")

    assert [(q.id, q.text) for q in guide.questions()] == [("A2", "Qui ?"), ("A1", "Quoi ?"), ("A3", "Où ?")]


def test_a_page_without_any_question_is_still_refused():
    with pytest.raises(FaultyFile):
        parse_guide("# Un titre\n\nDu texte.\n")


def test_saving_never_loses_what_the_page_held_besides(tmp_path):
    path = tmp_path / "g.md"
    path.write_text(TEXT, encoding="utf-8")
    guide = read_guide(path)
    other = parse_guide("# Autre\n## Un\n- Qui ?\n")

    assert save_guide(guide, path) == path  # the same guide: nothing to write
    with pytest.raises(Refused):
        save_guide(other, path)
    assert path.read_text(encoding="utf-8") == TEXT


def test_the_command_checks_an_ordinary_page_and_says_what_it_supplied(tmp_path, capsys):
    path = tmp_path / "mon guide.md"
    path.write_text(TEXT, encoding="utf-8")

    code = main(["guide", "check", str(path), "--json"])

    shown = capsys.readouterr()
    assert code == 1
    assert {"check": "closed", "line": 12} in [
        {"check": one["check"], "line": one["line"]} for one in json.loads(shown.out)
    ]
    assert "mon-guide" in shown.err


def test_the_skeletons_of_the_notice_are_guides():
    blocks = SKELETON.read_text(encoding="utf-8").split("```")
    shown = [block.removeprefix("markdown\n") for block in blocks if block.startswith("markdown\n")]

    ordinary, strict = (parse_guide(block) for block in shown)

    assert [question.id for question in ordinary.questions()] == ["A1", "A2", "B1"]
    assert [question.id for question in strict.questions()] == ["A1", "A2", "Z1", "T1"]
    assert strict.minutes == 75


ROWS = [
    "# T",
    "## U",
    "### V ?",
    "- a ?",
    "  - b",
    "1. c",
    "d ?",
    "e",
    "",
    "---",
    "<!--",
    "-->",
    "Relances :",
    "- **A1** f",
    "- Relance : g",
    "===",
    "> h ?",
]


@given(st.lists(st.sampled_from(ROWS), max_size=14))
def test_any_page_is_read_or_refused_in_words_and_what_is_read_can_be_written(rows):
    try:
        guide = parse_guide("\n".join(rows))
    except ToolkitError:
        return

    assert parse_guide(write_guide(guide)) == guide

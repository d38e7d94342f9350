"""``carnet guide check`` and ``carnet guide silence`` as a person runs them."""

import json

GUIDE = """---
guide: essai
durée: 60
---

# Essai

## Thème A. L'arrivée

- **A1** Racontez-moi votre arrivée.
  - exemple : Un moment précis ?
  - chronologie : Et ensuite ?
- **A2** Êtes-vous satisfait du foyer ?

## Thème B. Le travail

- **B1** Comment se passe une journée ?
  - exemple : La dernière fois ?
  - contraste : Et au contraire ?

## Clôture

- **Z1** Qu'est-ce que je ne vous ai pas demandé ?
"""


def test_the_command_sets_aside_and_says_how_it_read(carnet, tmp_path):
    path = tmp_path / "mon guide.md"
    path.write_text(GUIDE, encoding="utf-8")

    set_aside = carnet("guide", "silence", path, "A2", "closed", "question de filtre")
    checked = carnet("guide", "check", path, "--fast")

    assert set_aside.code == 0, set_aside.err
    assert "taire closed : question de filtre" in path.read_text(encoding="utf-8")
    assert "--fast" in checked.err
    assert "fermée" not in checked.out


def test_json_has_the_six_fields_of_the_design(carnet, tmp_path):
    path = tmp_path / "questions.txt"
    path.write_text("Êtes-vous d'ici ?\n\nPourquoi n'êtes-vous pas venu et comment ça va ?\n", encoding="utf-8")

    result = carnet("guide", "check", "--questions", path, "--json", "--fast")

    rows = json.loads(result.out)
    assert [set(row) for row in rows] == [{"check", "line", "question", "severity", "message", "suggestion"}] * len(
        rows
    )
    assert [(row["check"], row["line"]) for row in rows] == [
        ("closed", 1),
        ("double", 3),
        ("negative", 3),
        ("why", 3),
    ]

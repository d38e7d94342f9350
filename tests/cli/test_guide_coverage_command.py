"""``carnet guide coverage``: propose, decide in the table, count with it."""

import json

import pytest

from toolkit import new_study
from toolkit.model import Code, Coder, Coding, Participant, Speaker, Transcript, Turn

GUIDE = """---
guide: g
titre: Le métier
public: soignants
méthode: semi-directif
durée: 60
version: 1
langue: fr
---

# Le métier

## Thème A. Le travail

- **A1** Comment avez-vous appris le métier de soignant ?
- **A2** Racontez-moi la dernière réunion d’équipe.
"""
ASKED = "Racontez-moi la dernière réunion de l’équipe."
SAID = "Alors le Zorgluberie nous a réunis lundi."


def text(id: str, person: str) -> Transcript:
    whole = f"{ASKED}\n{SAID}"
    turns = (Turn(("E",), 0, 0, len(ASKED)), Turn(("P",), len(ASKED) + 1, len(ASKED) + 1, len(whole)))
    return Transcript(id, whole, turns, (Speaker("E", "interviewer"), Speaker("P", "participant", person)))


@pytest.fixture
def study(place):
    with new_study(place, title="T", coder="C1") as made:
        made.add(Coder("C1"), Participant("P1"), Participant("P2"), text("E01", "P1"), text("E02", "P2"))
        made.add(Code("apprendre", "Apprendre", questions=("A1",)), Code("reunion", "Réunion", questions=("A2",)))
        made.add(Coding("k1", "E01", len(ASKED) + 1, len(ASKED) + 7, SAID[:6], "reunion", "C1"))
    (place / "guides").mkdir(exist_ok=True)
    (place / "guides" / "g.md").write_text(GUIDE, encoding="utf-8")
    return place


def test_questions_are_proposed_decided_in_the_table_and_counted(carnet, study, helpers):
    table = study / "guides" / "couverture.csv"
    done = carnet("guide", "coverage", study / "guides" / "g.md", "-s", study)

    assert done.code == 0, done.err
    assert "semble posée" in done.out
    assert "non vérifiée" in done.out
    assert "Zorgluberie" not in done.out + table.read_text(encoding="utf-8-sig")
    rows = helpers.table_of(table)
    assert [row["tour"] for row in rows] == ["", "1", "", "1"]

    undecided = carnet("count", "--asked", table, "-s", study)
    assert undecided.code == 0, undecided.err

    told = table.read_text(encoding="utf-8-sig").splitlines()
    cells = [line.split(";") for line in told]
    place = cells[0].index("posée")
    cells[1][place], cells[2][place] = "non posée", "posée"
    table.write_text("\n".join(";".join(line) for line in cells), encoding="utf-8-sig")
    carnet("guide", "coverage", study / "guides" / "g.md", "-s", study)

    assert [row["posée"] for row in helpers.table_of(table)] == ["non posée", "posée", "", ""]
    counted = carnet("count", "--asked", table, "-s", study)
    assert counted.code == 0, counted.err
    assert "vérifiée" in counted.out


def test_the_answer_for_a_program_and_the_overview(carnet, study):
    overview = study / "outputs" / "vue.docx"
    done = carnet(
        "guide", "coverage", study / "guides" / "g.md", "-s", study, "-t", "E02", "--to", overview, "--json"
    )

    told = json.loads(done.out)
    assert [(one["question"], one["proposed"], one["turn"]) for one in told["questions"]] == [
        ("A1", "not found", None),
        ("A2", "asked", 1),
    ]
    assert overview.is_file()
    assert overview.with_name("vue.docx.json").is_file()


def test_a_table_badly_filled_in_is_told_and_left_as_it_is(carnet, study):
    table = study / "guides" / "couverture.csv"
    table.write_text("guide;document;question;posée\ng;E01;A1;bof\ng;E77;A1;oui\n", encoding="utf-8")
    before = table.read_bytes()

    done = carnet("guide", "coverage", study / "guides" / "g.md", "-s", study)

    assert done.code == 2
    assert "bof" in done.err
    assert "E77" in done.err
    assert table.read_bytes() == before
    assert carnet("guide", "coverage", study / "guides" / "g.md", "-s", study, "--check").code == 2

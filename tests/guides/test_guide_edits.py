"""An edit of a guide changes its own lines in the file and no other; what is wrong is told, the rest is read."""

import difflib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import FaultyFile
from toolkit.guides import read_guide, save_guide
from toolkit.guides.markdown import parse_guide, write_guide
from toolkit.guides.reading import read
from toolkit.model import Guide, Probe, Question, Theme

TEXT = """---
# à relire avec l’encadrante
guide:   marche
titre: "Vivre du marché"   # provisoire
public: marchandes et marchands

méthode: récit de vie
durée: 1 h 15
autrice: Camille
questions de recherche:
    QR1: D’où vient-on ?   # la première
    # entre les deux
    QR2: 'Que transmet-on ?'
quotas:
  statut: {salarié: 6, bénévole: 4}
---

# Vivre du marché

## Cadre et consentement

Bonjour.
<!-- dire aussi le nom de la fac -->

Rien n’est obligatoire.

<!--
plusieurs lignes
## sans effet
-->
## Thème A. Arriver (20 min)
But : suivre le chemin.

### Les débuts

- **A1** Racontez-moi votre arrivée
  ici. (QR1)
    - Exemple : le premier jour
    <!-- celle-ci marche bien -->
    - Et après ?
* **A2.** Qui était là ?

### La suite
- **A3** Et maintenant ? (QR2)

## Journal de terrain
* bruits
<!-- météo aussi -->
*   mots

## Note : À lire

Beaud et Weber, chapitre 6.
"""


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    rows = [row for row in difflib.ndiff(before.split("\n"), after.split("\n")) if row[:1] in "+-"]
    return [row[2:] for row in rows if row[0] == "-"], [row[2:] for row in rows if row[0] == "+"]


def of_theme(guide: Guide, **changes: object) -> Guide:
    return replace(guide, themes=(replace(guide.themes[0], **changes),))  # type: ignore[arg-type]


def of_question(guide: Guide, number: int, **changes: object) -> Guide:
    questions = list(guide.themes[0].questions)
    questions[number] = replace(questions[number], **changes)  # type: ignore[arg-type]
    return of_theme(guide, questions=tuple(questions))


def test_every_block_of_the_brief_is_read():
    guide = parse_guide(TEXT)

    assert (guide.author, guide.minutes, guide.themes[0].minutes) == ("Camille", 75, 20)
    assert guide.quotas == (("statut", (("salarié", 6), ("bénévole", 4))),)
    assert [question.under for question in guide.questions()] == ["Les débuts", "Les débuts", "La suite"]
    assert guide.consent == "Bonjour.\n\nRien n’est obligatoire."
    assert guide.notes == (("À lire", "Beaud et Weber, chapitre 6."),)
    assert parse_guide(write_guide(guide)) == guide


@pytest.mark.parametrize(
    ("change", "gone", "come"),
    [
        (lambda g: replace(g, title="Vendre"), ['titre: "Vivre du marché"   # provisoire', "# Vivre du marché"],
         ['titre: "Vendre"   # provisoire', "# Vendre"]),
        (lambda g: replace(g, minutes=90), ["durée: 1 h 15"], ["durée: 90"]),
        (lambda g: replace(g, public=""), ["public: marchandes et marchands"], []),
        (lambda g: replace(g, version="2"), [], ["version: 2"]),
        (lambda g: replace(g, research_questions=(("QR1", "Où va-t-on ?"), g.research_questions[1])),
         ["    QR1: D’où vient-on ?   # la première"], ["    QR1: Où va-t-on ?   # la première"]),
        (lambda g: replace(g, research_questions=(*g.research_questions, ("QR3", "Et les autres ?"))),
         [], ["    QR3: Et les autres ?"]),
        (lambda g: replace(g, research_questions=g.research_questions[:1]), ["    QR2: 'Que transmet-on ?'"], []),
        (lambda g: replace(g, quotas={"statut": {"salarié": 5}}), ["  statut: {salarié: 6, bénévole: 4}"],
         ["  statut: {salarié: 5}"]),
        (lambda g: replace(g, consent="Bonsoir.\n\nRien n’est obligatoire."), ["Bonjour."], ["Bonsoir."]),
        (lambda g: of_theme(g, minutes=None), ["## Thème A. Arriver (20 min)"], ["## Thème A. Arriver"]),
        (lambda g: of_theme(g, aim="comprendre"), ["But : suivre le chemin."], ["But : comprendre"]),
        (lambda g: of_question(g, 1, text="Qui vous attendait ?"), ["* **A2.** Qui était là ?"],
         ["- **A2** Qui vous attendait ?"]),
        (lambda g: of_question(g, 0, probes=(*g.themes[0].questions[0].probes, Probe("Puis ?"))), [], ["  - Puis ?"]),
        (lambda g: of_question(g, 0, probes=g.themes[0].questions[0].probes[1:]),
         ["    - Exemple : le premier jour"], []),
        (lambda g: replace(g, diary=("odeurs", *g.diary)), [], ["- odeurs"]),
        (lambda g: replace(g, notes=(("À lire", "Bertaux."),)), ["Beaud et Weber, chapitre 6."], ["Bertaux."]),
    ],
)  # fmt: skip
def test_an_edit_changes_its_own_lines_only(change, gone, come):
    guide = parse_guide(TEXT)

    text = write_guide(change(guide), onto=TEXT)

    assert parse_guide(text) == change(guide)
    assert changed_lines(TEXT, text) == (gone, come)


def test_a_question_that_goes_leaves_its_comments():
    guide = parse_guide(TEXT)

    text = write_guide(of_theme(guide, questions=guide.themes[0].questions[1:]), onto=TEXT)

    assert "<!-- celle-ci marche bien -->" in text
    assert parse_guide(text).themes[0].questions == guide.themes[0].questions[1:]


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_comments_and_blank_lines_put_anywhere_stay(data):
    guide = parse_guide(TEXT)
    rows = write_guide(guide).split("\n")
    body = rows.index("---", 1) + 1
    for at in sorted(data.draw(st.lists(st.integers(body, len(rows)), max_size=5)), reverse=True):
        rows.insert(at, data.draw(st.sampled_from(["<!-- à revoir -->", "<!-- sur\ndeux -->"])))
    text = "\n".join(rows)
    said = parse_guide(text)
    change = data.draw(st.sampled_from([
        lambda g: replace(g, minutes=10), lambda g: of_question(g, 2, text="Et demain ?"),
        lambda g: of_question(g, 0, probes=()), lambda g: replace(g, diary=("mots",)),
    ]))  # fmt: skip

    assert write_guide(said, onto=text) == text
    after = write_guide(change(said), onto=text)
    assert parse_guide(after) == change(said)
    assert after.count("<!--") == text.count("<!--")


def test_what_stands_beside_the_faults_is_read_and_nothing_is_dropped():
    text = (
        "---\nguide: g\ntitre: T: deux\ndurée: 60\n---\n\nperdu\n\n## Bibliographie\n\nBertaux\n\n## Thème A. Un\n\n"
        "- **A1** Racontez.\n- **A1** Et puis ?\n- sans numéro ?\nune ligne\n"
    )
    with pytest.raises(FaultyFile) as caught:
        parse_guide(text)

    reading = read(text, name="dossier/mon guide.md", strict=False)

    assert len(reading.faults) == len(caught.value.faults) == 6
    assert reading.guide.minutes == 60
    assert [(q.id, q.text) for q in reading.guide.questions()] == [
        ("A1", "Racontez."), ("A1-2", "Et puis ?"), ("A2", "sans numéro ?"),
    ]  # fmt: skip
    assert reading.guide.notes == (("Bibliographie", "Bertaux"), ("", "perdu\nune ligne"))


def test_a_heading_that_is_nearly_one_is_told_with_the_name_that_is_near():
    with pytest.raises(FaultyFile, match="Cadre et consentement"):
        parse_guide("---\nguide: g\ntitre: T\n---\n\n## Cadre et consentment\n\nBonjour.\n")


def test_a_file_of_which_nothing_can_be_read_is_refused():
    with pytest.raises(FaultyFile):
        read("du texte\nsans question\n", strict=False)


def test_a_faulty_file_is_never_written_over(tmp_path):
    path = tmp_path / "guide.md"
    path.write_text(TEXT + "\n## Mes lectures\n\nBertaux.\n", encoding="utf-8")
    before = path.read_bytes()

    with pytest.raises(FaultyFile):
        save_guide(parse_guide(TEXT), path)

    assert path.read_bytes() == before
    with pytest.raises(FaultyFile):
        read_guide(path)


def test_five_hundred_questions_are_read_and_written_at_once():
    questions = tuple(Question(f"A{n}", f"Racontez le jour {n}.", probes=(Probe("Et après ?"),)) for n in range(500))
    guide = Guide("g", "T", themes=(Theme("A", "Un", questions=questions),))
    text = write_guide(guide)

    after = write_guide(of_question(guide, 250, text="Et ce jour-là ?"), onto=text)

    assert changed_lines(text, after) == (["- **A250** Racontez le jour 250."], ["- **A250** Et ce jour-là ?"])

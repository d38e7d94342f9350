"""A guide as a file: exact round trip, every fault with its line, the older text kept where nothing changed."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from toolkit.errors import FaultyFile, UnreadableFile
from toolkit.guides.files import read_guide, save_guide
from toolkit.guides.grammar import one_line, trimmed
from toolkit.guides.markdown import parse_guide, question_lines, write_guide
from toolkit.model import Guide, Probe, Question, Theme, clean_text
from toolkit.model.guide import METHODS, PROBE_KINDS

SHIPPED = [
    path
    for path in sorted((Path(__file__).parents[2] / "interview_guides").glob("*.md"))
    if path.name != "LISEZMOI.md"
]

TEXT = """---
guide: marche
titre: "Vivre du marché" # provisoire
# le public sera précisé
méthode: Récit de vie
durée: 1 h 15
version: 1.10
questions de recherche:
  QR1: D’où vient-on ?
---

# Vivre du marché

## CADRE ET CONSENTEMENT

Bonjour 🙂.

Rien n’est obligatoire.

## Theme A. Arriver
But : suivre
  le chemin.

- **A1** Racontez-moi votre arrivée
  ici. (QR1)
  - Exemple : le premier jour
  - Et après ?
<!-- à revoir -->
- **A2.** Qui (bénévole, salarié) était là (ou pas) ?

## Talon
* **T1** Âge — pourquoi : situer

## Liste de contrôle
- [ ] piles
"""


def test_a_guide_typed_by_hand_is_understood():
    guide = parse_guide(TEXT)

    assert (guide.id, guide.title, guide.method, guide.minutes, guide.version) == (
        "marche", "Vivre du marché", "life story", 75, "1.10",
    )  # fmt: skip
    assert guide.consent == "Bonjour 🙂.\n\nRien n’est obligatoire."
    theme = guide.themes[0]
    assert (theme.id, theme.title, theme.aim) == ("A", "Arriver", "suivre le chemin.")
    assert theme.questions[0] == Question(
        "A1",
        "Racontez-moi votre arrivée ici.",
        ("QR1",),
        (Probe("le premier jour", "example"), Probe("Et après ?")),
    )
    assert theme.questions[1].text == "Qui (bénévole, salarié) était là (ou pas) ?"
    assert guide.items == (Question("T1", "Âge", why="situer"),)
    assert guide.checklist == ("[ ] piles",)


def test_saving_what_did_not_change_changes_nothing():
    assert write_guide(parse_guide(TEXT), onto=TEXT) == TEXT


def test_only_what_changed_is_written_anew():
    guide = parse_guide(TEXT)
    changed = replace(
        guide, minutes=90, themes=(replace(guide.themes[0], aim="comprendre"),), checklist=("[ ] piles", "eau")
    )

    text = write_guide(changed, onto=TEXT)

    assert parse_guide(text) == changed
    gone = [row for row in TEXT.split("\n") if row not in text.split("\n")]
    assert gone == ["durée: 1 h 15", "But : suivre", "  le chemin."]
    assert "# provisoire" in text
    assert "# le public sera précisé" in text
    assert "<!-- à revoir -->" in text


def test_themes_can_change_places_and_sections_can_come():
    guide = parse_guide(TEXT)
    second = Theme("B", "Partir", questions=(Question("B1", "Et la fin ?"),))
    changed = replace(
        guide, themes=(second, *guide.themes), opening="Racontez.", research_questions=(("QR2", "Où ?"),)
    )

    text = write_guide(changed, onto=TEXT)

    assert parse_guide(text) == changed


def test_english_headings_are_understood_and_written():
    text = "---\nguide: g\ntitle: Markets\nmethod: focus group\nlanguage: en\n---\n\n## Consent\n\nHello.\n\n"
    text += "## Theme A: Start\n\nAim: begin\n\n- **A1** How? — why: know\n  - example: one\n"

    guide = parse_guide(text)

    assert (guide.method, guide.consent, guide.themes[0].aim) == ("focus group", "Hello.", "begin")
    assert guide.themes[0].questions[0].why == "know"
    assert "## Theme A. Start" in write_guide(guide)
    assert parse_guide(write_guide(guide)) == guide


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_guides_come_back_the_same(path):
    text = path.read_text(encoding="utf-8")

    guide = parse_guide(text)

    assert parse_guide(write_guide(guide)) == guide
    assert write_guide(guide, onto=text) == text
    assert write_guide(guide) == text


def test_there_is_a_shipped_guide():
    assert SHIPPED


_id = st.from_regex(r"[A-Za-z0-9é][A-Za-z0-9._:-]{0,6}", fullmatch=True)
_any = st.text(
    st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from(list("-#*()\\:—\n «»’<!>"))),
    max_size=40,
).map(clean_text)
_line = st.one_of(
    _any,
    st.sampled_from(
        [
            "(QR1)",
            "x — pourquoi : y",
            "a (15 min)",
            "<!-- a -->",
            "# a",
            "exemple : a",
            "\\(b)",
            "a\\",
            "- b",
            "## c",
            "a (couvre : b)",
        ]
    ),
).map(one_line)
_words = _line.filter(bool)
_planned = st.lists(st.tuples(_words, st.integers(0, 99)), max_size=2, unique_by=lambda pair: pair[0])
_block = st.one_of(_any, st.just("\\# a\n## b\n- c\n\nd\n<!-- e\n-->\n \\<!-- f -->")).map(trimmed)


# Shrinking a whole guide takes minutes: the first counter-example is small enough.
few = settings(
    max_examples=60,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)


@st.composite
def guides(draw):
    ids = draw(st.lists(_id, min_size=12, max_size=12, unique=True))
    declared = draw(st.lists(st.tuples(_id, _line), max_size=2, unique_by=lambda pair: pair[0]))

    def question(probes=True):
        return Question(
            ids.pop(),
            draw(_words),
            tuple(draw(st.lists(st.one_of(_id, st.just("QR1")), max_size=2))),
            tuple(
                Probe(draw(_line), draw(st.sampled_from(PROBE_KINDS)))
                for _ in range(draw(st.integers(0, 2)) * probes)
            ),
            draw(_line),
            draw(st.sampled_from(["", "Les débuts"]) | _line),
        )

    themes = tuple(
        Theme(
            id, draw(_line), draw(_line), tuple(question() for _ in range(draw(st.integers(0, 2)))),
            draw(st.none() | st.integers(0, 999)),
        )
        for id in draw(st.lists(_id, max_size=2, unique=True))
    )  # fmt: skip
    return Guide(
        draw(_id), draw(_words), draw(_line), draw(st.sampled_from(METHODS)), draw(st.none() | st.integers(0, 600)),
        draw(_words), draw(st.sampled_from(["fr", "en"])), declared, draw(_block), draw(_block), themes,
        tuple(question() for _ in range(draw(st.integers(0, 1)))), (question(),),
        tuple(draw(st.lists(_line, max_size=2))), tuple(draw(st.lists(_line, max_size=2))), draw(_line),
        draw(st.lists(st.tuples(_words, _planned), max_size=2, unique_by=lambda pair: pair[0])),
        draw(st.lists(st.tuples(_line, _block), max_size=2)),
    )  # fmt: skip


@few
@given(guides())
def test_what_is_written_is_read_back(guide):
    assert parse_guide(write_guide(guide)) == guide


@pytest.mark.parametrize(
    "value", ["?", "? a", "?a", "?é", ":a", "-", "- a", "a: b", "{a}", "a, b", "&a", "*a", "!a", "%a", "@a", "`a"]
)
def test_any_value_of_a_trait_planned_is_read_back(value):
    guide = Guide("g", "Guide", quotas=((value, ((value, 5), ("autre", 2))),))

    assert parse_guide(write_guide(guide)) == guide


@few
@given(guides(), guides())
def test_a_guide_written_over_another_is_read_back(old, new):
    assert parse_guide(write_guide(new, onto=write_guide(old))) == new


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# Sans tête\n", 1),
        ("---\nguide: g\ntitre: [a\n---\n", 3),
        ("---\nguide: g\ntitre: T\ntéléphone: X\n---\n", 4),
        ("---\nguide: g\ntitre: T\nméthode: devinette\n---\n", 4),
        ("---\nguide: g\ntitre: T\ndurée: longtemps\n---\n", 4),
        ("---\nguide: un id\ntitre: T\n---\n", 2),
        ("---\nguide: g\ntitre: T\n---\n\n## Inconnu\n", 6),
        ("---\nguide: g\ntitre: T\n---\n\nperdu\n", 6),
        ("---\nguide: g\ntitre: T\n---\n\n## Thème A. X\n\n- sans numéro ?\n", 8),
        ("---\nguide: g\ntitre: T\n---\n\n## Thème A. X\n\nun paragraphe\n", 8),
        ("---\nguide: g\ntitre: T\n---\n\n## Thème A. X\n\n- **A1** a\n- **A1** b\n", 9),
        ("---\nguide: g\ntitre: T\n---\n\n## Clôture\n## Clôture\n", 7),
        ("---\nguide: g\ntitre: T\n---\n\n# Autre titre\n", 6),
        ("---\nguide: g\ntitre: T\nguide: h\n---\n", 4),
    ],
)
def test_each_fault_is_said_with_its_line(text, line):
    with pytest.raises(FaultyFile) as caught:
        parse_guide(text, name="g.md")

    assert any(f"{line}" in fault.split(":")[0] for fault in caught.value.faults), caught.value.faults


def test_all_the_faults_are_listed_at_once():
    text = "---\nguide: g\ntitre: T\n---\n\n## Un\n\n## Deux\n\n## Thème A. X\n- rien\n"

    with pytest.raises(FaultyFile) as caught:
        parse_guide(text)

    assert len(caught.value.faults) == 3


def test_an_empty_file_is_said_to_be_empty():
    with pytest.raises(UnreadableFile):
        parse_guide("\ufeff\n \n")


def test_lines_of_questions_and_probes_are_known():
    places = question_lines(TEXT)

    assert (places["A1"], places["A1/1"], places["A1/2"], places["A2"], places["T1"]) == (24, 26, 27, 29, 32)


def test_files_keep_their_line_ends_and_their_mark(tmp_path):
    path = tmp_path / "guide d’été.md"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    before = path.read_bytes()
    guide = read_guide(path)

    save_guide(guide, path)
    same = path.read_bytes()
    save_guide(replace(guide, minutes=80), path)

    assert same == before
    assert path.read_bytes() == before.replace("durée: 1 h 15".encode(), "durée: 80".encode())
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_a_file_that_is_no_utf8_is_refused_with_its_line(tmp_path):
    path = tmp_path / "g.md"
    path.write_bytes("---\nguide: g\ntitre: été\n".encode("cp1252"))

    with pytest.raises(UnreadableFile) as caught:
        read_guide(path)

    assert caught.value.line == 3


def test_a_faulty_file_is_not_overwritten(tmp_path):
    path = tmp_path / "g.md"
    path.write_text("brouillon", encoding="utf-8")

    with pytest.raises(FaultyFile):
        save_guide(parse_guide(TEXT), path)

    assert path.read_text(encoding="utf-8") == "brouillon"


def test_a_head_that_is_a_list_is_said() -> None:
    with pytest.raises(FaultyFile, match="clé: valeur"):
        parse_guide("---\n- Relance : g\n---\n# Titre\n")

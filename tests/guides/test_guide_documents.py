"""Guides that exist as documents: themes, questions and probes recognised, nothing invented, nothing dropped."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import typed_guides
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import UnreadableFile
from toolkit.formats.outlined import Line, Outlined, outline_of
from toolkit.guides import parse_guide, read_guide, understand, write_guide
from toolkit.guides.documents import guide_of
from toolkit.model import Guide
from toolkit.model.plain import to_plain


def opened(data: bytes, name: str = "g.docx") -> Guide:
    return guide_of(outline_of(data, name), name).guide


def outline(guide: Guide) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    return [
        (theme.title, [(question.text, [probe.text for probe in question.probes]) for question in theme.questions])
        for theme in guide.themes
    ]


def test_headings_and_lists_of_word_are_understood():
    guide = opened(typed_guides.styled())

    assert (guide.title, guide.public, guide.minutes) == (
        "Guide d’entretien : vivre du marché", "marchandes et marchands", 75,
    )  # fmt: skip
    assert guide.research_questions == (("QR1", "Par quels chemins vient-on à ce métier ?"),)
    assert "enregistré" in guide.consent
    first, second = guide.themes
    assert (first.title, first.minutes, first.aim) == ("Arriver", 20, "suivre les rencontres.")
    assert outline(guide)[0][1] == [
        ("Comment êtes-vous venu à ce métier ?", ["Et juste après ?", "la famille"]),
        ("Racontez-moi votre premier marché.", []),
    ]
    assert second.questions[0].under == "Les jours de pluie"
    assert [item.text for item in guide.items] == ["Âge", "Statut"]
    assert dict(guide.notes)["Les jours de pluie"] == "Penser à la météo de la veille."


def test_numbers_typed_by_hand_capitals_and_relances_are_understood():
    guide = opened(typed_guides.manual())

    assert outline(guide) == [
        ("LE PARCOURS", [
            ("Comment avez-vous commencé ici ?", ["Qui était là ?", "Et avant ?"]),
            ("Racontez-moi une journée.", ["les horaires", "les collègues"]),
        ]),
        ("LE COLLECTIF", [
            ("Avec qui travaillez-vous ?", ["un exemple ?"]),
            ("Comment les décisions sont-elles prises ?", []),
        ]),
    ]  # fmt: skip
    assert [question.text for question in guide.closing] == ["Que voulez-vous ajouter ?"]


def test_bold_themes_italic_probes_and_a_consigne_are_understood():
    guide = opened(typed_guides.bold())

    assert guide.opening == "J’aimerais que vous me racontiez comment vous êtes arrivé ici."
    assert outline(guide) == [
        ("L’entrée dans l’association", [
            ("Comment avez-vous connu l’association ?", ["Et ensuite ?", "Un exemple ?"]),
            ("Quelle était votre première tâche ?", []),
        ]),
        ("Les liens", [("Qui voyez-vous le plus souvent ?", ["dans l’association", "en dehors"])]),
    ]  # fmt: skip


def test_a_table_of_themes_questions_and_probes_is_understood():
    guide = opened(typed_guides.table())

    assert [(theme.title, theme.minutes) for theme in guide.themes] == [("Parcours", 15), ("Travail", 20)]
    assert outline(guide) == [
        ("Parcours", [("Comment êtes-vous arrivé ici ?", ["Et avant ?", "La formation ?"]),
                      ("Que faisiez-vous avant ?", [])]),
        ("Travail", [("Racontez-moi une journée.", ["un exemple ?", "les collègues"])]),
    ]  # fmt: skip
    assert [question.text for question in guide.closing] == ["Que voulez-vous ajouter ?"]


def test_a_multilevel_list_gives_themes_questions_and_probes():
    guide = opened(typed_guides.plan())

    assert outline(guide) == [
        ("Le parcours", [("Comment êtes-vous arrivé ?", ["Et avant ?", "la formation"]), ("Que faisiez-vous ?", [])]),
        ("Le collectif", [("Avec qui travaillez-vous ?", [])]),
    ]


def test_what_stands_further_right_or_between_brackets_is_a_probe():
    guide = opened(typed_guides.indented())

    assert outline(guide) == [
        ("Les usages", [("Comment utilisez-vous l’outil ?", ["au bureau", "chez vous ?"]),
                        ("Racontez-moi la dernière fois.", [])]),
        ("Les effets", [("Qu’est-ce que cela change ?", ["le temps", "les collègues"])]),
    ]  # fmt: skip


def test_an_odt_is_understood_and_its_annotations_are_kept():
    guide = opened(typed_guides.odt(), "g.odt")

    assert outline(guide) == [
        ("Arriver", [("Comment êtes-vous arrivé ici ?", ["Et juste après ?", "un exemple ?"]),
                     ("Racontez-moi une journée.", [])]),
        ("Partir", [("Que ferez-vous ensuite ?", [])]),
    ]  # fmt: skip
    assert "à reformuler" in dict(guide.notes).popitem()[1]


@pytest.mark.parametrize("name", [*typed_guides.DOCX, "odt"])
def test_a_document_becomes_a_file_that_reads_the_same(name, tmp_path):
    path = typed_guides.write_all(tmp_path)[name]
    guide = read_guide(path)

    assert parse_guide(write_guide(guide)) == guide


def test_the_places_are_the_paragraphs_of_the_document():
    document = outline_of(typed_guides.manual(), "g.docx")
    places = guide_of(document, "g.docx").places
    at = {line.place: line.text for line in document.lines}

    assert at[places["A2"]] == "1.2 Racontez-moi une journée."
    assert at[places["A1/2"]] == "- Et avant ?"


def words_of(guide: Guide) -> str:
    found: list[str] = []

    def look(value: object) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            for one in value.values():
                look(one)
        elif isinstance(value, list):
            for one in value:
                look(one)

    look(to_plain(guide))
    return " ".join(found)


ROWS = [
    "Thème 1 : un", "CAPITALES deux", "Comment trois ?", "- quatre", "1. Cinq", "1.1 Six ?", "Relances : sept ? huit",
    "(neuf)", "Objectif : dix", "Consigne : onze", "Public : douze", "Clôture", "Talon", "Âge : ____", "treize",
    "Question de recherche : quatorze ?", "Q1 : quinze", "• seize ?", "Introduction",
    "dix-sept ? (relances : ac, bc)",
    "a) dix-huit ?", "Journal de terrain", "Racontez dix-neuf.",
]  # fmt: skip
LABELS = frozenset(
    {
        "thème",
        "relances",
        "objectif",
        "consigne",
        "public",
        "question",
        "de",
        "recherche",
        "talon",
        "clôture",
        "introduction",
        "journal",
        "terrain",
    }
)


lines = st.builds(
    Line,
    st.sampled_from(ROWS),
    st.just(1),
    heading=st.sampled_from([0, 0, 0, 1, 2]),
    depth=st.sampled_from([None, None, 0, 1]),
    ordered=st.booleans(),
    indent=st.sampled_from([0.0, 1.25]),
    bold=st.booleans(),
    italic=st.booleans(),
    cell=st.sampled_from([None, None, None, (1, 1, 1), (1, 1, 2), (1, 2, 1), (1, 2, 2)]),
    across=st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(lines, min_size=1, max_size=12))
def test_no_word_of_a_document_is_dropped_and_none_is_invented(drawn):
    drawn = [replace(one, place=n) for n, one in enumerate(drawn, 1)]
    try:
        found = guide_of(Outlined("docx", tuple(drawn)), "g.docx")
    except UnreadableFile:
        return

    said = words_of(found.guide)
    for line in drawn:
        for word in re.findall(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*", line.text):
            assert word in said or word.casefold() in LABELS, (word, found.guide)
    text = " ".join(line.text for line in drawn)
    for question in (question for theme in found.guide.themes for question in theme.questions):
        assert question.text in text
        assert all(probe.text in text for probe in question.probes)
    assert parse_guide(write_guide(found.guide)).themes == found.guide.themes


def test_a_blank_to_fill_in_below_a_theme_leaves_one_space_in_its_aim():
    drawn = (
        Line("Thème 1 : le voisinage", 1, heading=1),
        Line("Âge : ____", 2),
        Line("Lieu : ____", 3),
        Line("Que faites-vous ensemble ?", 4),
    )
    found = guide_of(Outlined("docx", drawn), "g.docx").guide

    assert parse_guide(write_guide(found)).themes == found.themes


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("g.docx", b"", "vide"),
        ("g.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "ancien format"),
        ("g.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        ("g.docx", typed_guides.styled()[:900], "abîmé"),
        ("g.pdf", b"%PDF-1.7\n", "PDF"),
        ("g.odt", b"du texte sans question\n", "aucune question"),
    ],
)
def test_a_document_that_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path, name, data, words):
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(UnreadableFile) as caught:
        understand(path)

    assert words in str(caught.value)
    assert path.read_bytes() == data


def test_a_pdf_is_read_by_its_lines_and_it_is_said(tmp_path: Path):
    pytest.importorskip("typst", reason="the extra « pdf » is not installed: no PDF was written")
    from toolkit.formats.document_pdf import pdf_bytes
    from toolkit.formats.document_writers import Document, Heading, Paragraph, plain

    rows = ("Comment êtes-vous arrivé ici ?", "Racontez-moi une journée.")
    blocks = (Heading(plain("Thème 1 : arriver")), *(Paragraph(plain(row)) for row in rows))
    path = tmp_path / "guide.pdf"
    path.write_bytes(pdf_bytes(Document("Guide d’entretien", blocks)))

    found = understand(path)

    assert [question.text for question in found.guide.questions()] == list(rows)
    assert any("pdf" in note for note in found.notes)


def test_roman_figures_and_a_dash_head_the_themes(tmp_path):
    from docx import Document

    from toolkit.guides import read_guide as opened

    made = Document()
    for line in ("I – Parcours", "1) D'où venez-vous ?", "II – Pratiques", "1) Racontez une semaine."):
        made.add_paragraph(line)
    made.save(str(tmp_path / "manuel.docx"))

    guide = opened(tmp_path / "manuel.docx")
    assert [theme.title for theme in guide.themes] == ["Parcours", "Pratiques"]
    assert [one.id for one in guide.questions()] == ["A1", "B1"]

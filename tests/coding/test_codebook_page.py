"""The codebook goes out to others and comes back: as a table, as a document with extracts."""

import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.cli import main
from toolkit.coding.codebook_page import codebook_document, codebook_table, telling
from toolkit.coding.files import read_codebook
from toolkit.formats.document_md import markdown_of
from toolkit.formats.document_writers import to_bytes
from toolkit.formats.table_writers import write_table
from toolkit.model import Code, Codebook, Coder, Transcript, coding_of
from toolkit.study import new_study

words = st.sampled_from(
    [
        "Aide",
        "=1+1",
        "<img src=x>",
        "a;b",
        "« été »",
        "un, deux",
        "+33",
        "@moi",
        "d’abord\nensuite",
        '"guillemets"',
        "-",
        "’",
    ]
)
texts = st.lists(words, max_size=3).map(" ".join)
codes = st.builds(
    Code,
    id=st.just("x"),
    label=words.filter(lambda label: "\n" not in label),
    short_definition=texts,
    definition=texts,
    when_to_use=texts,
    when_not_to_use=texts,
    example=texts,
    origin=st.sampled_from(["literature", "guide", "induction", "in vivo", "participant", ""]),
    reference=texts,
    questions=st.lists(st.sampled_from(["q1", "T2.Q3"]), unique=True).map(tuple),
    polarity=st.sampled_from(["+", "-", ""]),
    exclusive_group=st.sampled_from(["", "temps"]),
    color=st.sampled_from(["", "#1b9e77"]),
)


@st.composite
def books(draw):
    made = []
    for n, code in enumerate(draw(st.lists(codes, max_size=5))):
        parent = draw(st.sampled_from([None, *(one.id for one in made)]))
        made.append(replace(code, id=f"c{n}", parent=parent))
    return Codebook(made)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@settings(deadline=None)
@given(book=books())
def test_a_table_comes_back_as_it_went(ending, book, tmp_path_factory):
    path = tmp_path_factory.mktemp("grille") / f"grille été.{ending}"
    if not len(book):
        return
    write_table(path, codebook_table(book))

    read = {code.id: code for code in read_codebook(path).codes}

    assert read == {code.id: code for code in book}


TEXT = "Q : Et vous ?\nR : On s’est entraidé·es tout l’été, et puis encore après. Voilà 😀."
BOOK = Codebook(
    [
        Code("liens", "Liens"),
        Code("aide", "Aide <img src=x> & co", parent="liens", definition="Ce qu’on donne.", reference="Nadaud 2016"),
        Code("vide", "Vide"),
    ]
)


def marked(id, start, end):
    return coding_of(Transcript(id, TEXT), start, end, BOOK["aide"], coder="C1")


CODINGS = [marked("E01", 18, 59), marked("E01", 18, 25), marked("E02", 18, 62)]


def test_a_document_shows_each_code_with_its_use_and_extracts_of_several_people():
    document = codebook_document(
        BOOK, codings=CODINGS, transcripts=[Transcript("E01", TEXT)], title="Les étés", head="abc"
    )

    shown = markdown_of(document).replace("\xa0", " ")
    assert "3 passages dans 2 textes" in shown
    assert shown.count("s’est entraidé·es tout l’été") == 2
    assert "Définition :** Ce qu’on donne" in shown
    assert "Nadaud 2016" in shown
    assert "Aucun passage pour l’instant" in shown
    assert shown.index("Liens") < shown.index("Aide") < shown.index("Vide")


@pytest.mark.parametrize("ending", [".docx", ".odt", ".html"])
def test_a_label_that_looks_like_code_is_only_text(ending, tmp_path):
    made = to_bytes(codebook_document(BOOK, codings=CODINGS), ending)

    if ending == ".html":
        assert b"<img" not in made
        return
    (tmp_path / "livret").write_bytes(made)
    with zipfile.ZipFile(tmp_path / "livret") as archive:
        inside = archive.read("word/document.xml" if ending == ".docx" else "content.xml")
    assert b"&lt;img src=x&gt; &amp; co" in inside


def test_extracts_are_neither_too_short_nor_twice_the_same_place():
    twice = [*CODINGS, replace(CODINGS[0], id="autre", coder="C2")]

    assert [(c.transcript, c.start, c.end) for c in telling(twice, 2)] == [("E01", 18, 59), ("E02", 18, 62)]
    assert telling(twice, 0) == []
    assert len(telling(twice, 9)) == 3


def test_the_command_writes_each_kind(tmp_path, capsys):
    folder = tmp_path / "mon étude"
    with new_study(folder, coder="C1") as study:
        study.add(Coder("C1", role="intern"))
        study.add(*BOOK)
    for name in ("g.csv", "g.xlsx", "g.docx", "g.odt", "g.html", "g.md"):
        assert main(["codebook", "export", str(tmp_path / "sorties é" / name), "--study", str(folder)]) == 0
        assert (tmp_path / "sorties é" / name).stat().st_size > 100
    capsys.readouterr()
    assert main(["codebook", "export", str(tmp_path / "g.zip"), "--study", str(folder)]) == 2
    assert ".zip" in capsys.readouterr().err
    assert not (tmp_path / "g.zip").exists()

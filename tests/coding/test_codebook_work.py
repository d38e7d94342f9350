"""Work on the codebook: it stays whole, a new definition is a new version, the text of it is stable."""

import pytest

from toolkit.coding import codebook_markdown, mark
from toolkit.coding.codebook import add, define, delete, merge, move, rename
from toolkit.coding.files import read_codebook, save_codebook
from toolkit.errors import InvalidValue, Refused, UnknownCode
from toolkit.model import Code, Codebook, MemoryDesk, Transcript

BOOK = Codebook(
    [
        Code("liens", "Les liens", short_definition="Être avec d’autres."),
        Code("entraide", "Entraide", parent="liens", definition="Aider sans\ncontrat.", color="#1b9e77"),
        Code("outils", "Outils & gestes"),
    ]
)


def after(change, id):
    return next(new for touched, _old, new in change if touched == id)


def test_codes_are_added_parents_first():
    change = add(BOOK, Code("a", "A", parent="b"), Code("b", "B", parent="outils"))

    assert [id for id, _old, _new in change] == ["b", "a"]


@pytest.mark.parametrize(
    ("codes", "error"),
    [
        ([Code("liens", "Encore")], InvalidValue),
        ([Code("x", "X", parent="absent")], UnknownCode),
        ([Code("x", "X", parent="y"), Code("y", "Y", parent="x")], InvalidValue),
    ],
)
def test_codes_that_break_the_book_are_refused(codes, error):
    with pytest.raises(error):
        add(BOOK, *codes)


def test_a_new_label_keeps_the_version_and_a_new_definition_makes_one():
    assert after(rename(BOOK, "entraide", "S’entraider"), "entraide").version == 1
    assert after(define(BOOK, "entraide", definition="Aider."), "entraide").version == 2
    assert after(define(BOOK, "entraide", when_not_to_use="Payé."), "entraide").version == 2
    assert after(define(BOOK, "entraide", color="#000000"), "entraide").version == 1
    assert len(define(BOOK, "entraide", color="#1b9e77")) == 0


@pytest.mark.parametrize("field", ["id", "label", "parent", "version"])
def test_define_refuses_what_has_its_own_verb(field):
    with pytest.raises(InvalidValue):
        define(BOOK, "entraide", **{field: "x"})


def test_a_code_moves_but_never_in_a_circle_nor_under_nobody():
    assert after(move(BOOK, "entraide", None), "entraide").parent is None
    assert len(move(BOOK, "entraide", "liens")) == 0
    with pytest.raises(InvalidValue):
        move(BOOK, "liens", "entraide")
    with pytest.raises(UnknownCode):
        move(BOOK, "liens", "lien")
    with pytest.raises(UnknownCode):
        rename(BOOK, "absent", "X")


def test_a_code_in_use_or_with_children_is_not_deleted():
    coding = mark(Transcript("E01", "On s’aide."), BOOK["entraide"], coder="C1", quote="s'aide")

    with pytest.raises(Refused):
        delete(BOOK, "liens")
    with pytest.raises(Refused):
        delete(BOOK, "entraide", codings=[coding])
    assert len(delete(BOOK, "entraide")) == 1


def test_importing_a_book_adds_and_brings_up_to_date_without_losing_anything():
    desk = MemoryDesk(*BOOK)
    codes = [Code("entraide", "Entraide", parent="neuf", definition="Autre."), Code("neuf", "Neuf")]

    desk.do(merge(BOOK, codes))

    book = Codebook(desk.all(Code))
    assert [code.id for code in book] == ["liens", "entraide", "outils", "neuf"]
    assert (book["entraide"].version, book["entraide"].parent) == (2, "neuf")
    assert len(merge(book, list(book))) == 0


def test_an_imported_book_may_hang_on_codes_already_there_but_not_break_them():
    assert len(merge(BOOK, [Code("x", "X", parent="liens")])) == 1
    with pytest.raises(InvalidValue):
        merge(BOOK, [Code("liens", "Les liens", parent="entraide")])


def test_the_codebook_reads_well_and_a_changed_field_changes_one_line():
    text = codebook_markdown(BOOK)
    changed = codebook_markdown(Codebook([*list(BOOK)[:2], Code("outils", "Outils & gestes", example="Le rabot.")]))

    assert "## Les liens `liens`" in text
    assert "### Entraide `entraide`" in text
    assert "- Définition\xa0: Aider sans\\\n  contrat.\n" in text
    assert text == codebook_markdown(Codebook(list(BOOK)))
    assert len(set(changed.split("\n")) - set(text.split("\n"))) == 1


def test_the_codebook_file_is_written_whole(tmp_path):
    path = save_codebook(BOOK, tmp_path / "codebook.md")

    assert path.read_bytes() == codebook_markdown(BOOK).encode()
    assert [item.name for item in tmp_path.iterdir()] == ["codebook.md"]


def test_a_codebook_is_read_from_a_table(tmp_path):
    path = tmp_path / "grille d’été.csv"
    path.write_bytes("\ufeffcode;libellé;parent\nliens;Les liens;\nentraide;Entraide;liens\n".encode())

    sheet = read_codebook(path)

    assert [(code.id, code.parent) for code in sheet.codes] == [("liens", None), ("entraide", "liens")]

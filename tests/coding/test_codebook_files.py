"""A codebook carried out and brought back: nothing lost, nothing run."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text_to_code import nouns

from toolkit.coding import read_codebook, save_codebook
from toolkit.coding.codebook import merge
from toolkit.coding.codebook_page import codebook_document, codebook_table
from toolkit.coding.codebook_past import field_names
from toolkit.errors import FaultyFile, UnreadableFile
from toolkit.formats.codebook import FIELDS
from toolkit.formats.codebook_qdc import write_qdc
from toolkit.formats.codebook_text import codebook_markdown, entries_of_markdown, rows_of
from toolkit.formats.document_writers import write_document
from toolkit.formats.table_writers import write_table
from toolkit.model import Code, Codebook, Coding, Transcript

ODD = (
    Code(
        "a",
        "=1+1",
        short_definition="- x : y",
        definition="<img src=x onerror=alert(1)>\n\nDeux\n- trois\n1. quatre\\\n"
        "# cinq &amp; [six](javascript:0) `sept` *huit*",
        when_to_use="'=apos",
        example="« Oui ; non »\nligne 2",
        origin="in vivo",
        reference="@Dupont2019 ; Durand",
        questions=("Q1", "Q2"),
        polarity="-",
        exclusive_group="ton",
        color="#1b9e77",
    ),
    Code("b", "<img src=x onerror=alert(1)>", "a"),
    Code("liens", "Liens"),
    Code("travail", "Travail"),
    Code("aide", "Aide", "liens"),
    Code("aide.2", "Aide", "travail"),
    Code("sous", "A > B", "aide.2", definition="|x| {y}"),
    Code("d4", "Liens", "sous", polarity="+"),
    Code("d5", "+", "d4"),
    Code("d6", "2", "d5"),
    Code("d7", "@x", "d6", definition="\\"),
    Code("accé.nt", "L’été 🙂"),
)


def written(book, path):
    if path.suffix == ".md":
        return save_codebook(book, path)
    if path.suffix == ".docx":
        texts = [one for one in nouns() if isinstance(one, Transcript)]
        codings = [replace(one, code="aide") for one in nouns() if isinstance(one, Coding)]
        return write_document(codebook_document(book, codings=codings, transcripts=texts), path)
    return write_table(path, codebook_table(book))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".md", ".docx"])
def test_a_codebook_written_then_read_says_the_same(ending, language, tmp_path, monkeypatch):
    monkeypatch.setenv("CARNET_LANG", language)
    book = list(ODD) if ending != ".xlsx" else [replace(ODD[0], when_to_use="=apos"), *ODD[1:]]

    sheet = read_codebook(written(Codebook(book), tmp_path / f"grille d’été{ending}"))

    assert {code.id: code for code in sheet.codes} == {code.id: code for code in book}
    assert sheet.warnings == ()


@settings(deadline=None)
@given(st.lists(st.text(alphabet="ab =-+#*_<>&;:`\\[]|1.\né’\u00a0", max_size=24), min_size=6, max_size=6))
def test_whatever_a_code_says_comes_back_from_markdown(texts):
    short, long, when, example, reference, label = (text.strip() for text in texts)
    code = Code("x", " ".join(label.split()) or "x", None, short, long, when, "", example, "", reference)

    rows, unknown = rows_of(entries_of_markdown(codebook_markdown(Codebook([code]))), FIELDS)

    told = {name: rows[0][name] for name in ("label", "short_definition", "definition", "when_to_use", "example")}
    assert told == {name: getattr(code, name) for name in told}
    assert (rows[0]["id"], rows[0]["reference"], unknown) == ("x", reference, [])


def test_markdown_holds_no_markup_that_a_label_brought():
    text = codebook_markdown(Codebook(ODD))

    assert "\\<img src=x onerror=alert(1)>" in text
    assert "\\[six\\](javascript:0)" in text
    assert not [row for row in text.split("\n") if row.lstrip().startswith("<")]


def test_a_codebook_in_markdown_changed_by_hand_is_read(tmp_path):
    path = tmp_path / "codebook.md"
    path.write_bytes(
        b"# Grille\r\n\r\n## Liens\r\n\r\nUne ligne\r\nqui continue.\r\n\r\n### Aide `aide`\r\n\r\n"
        b"- Definition : Aider.\r\n  Toujours.\r\n- Humeur : bonne\r\n"
    )

    sheet = read_codebook(path)

    assert [(code.id, code.parent) for code in sheet.codes] == [("liens", None), ("aide", "liens")]
    assert sheet.codes[0].short_definition == "Une ligne qui continue."
    assert sheet.codes[1].definition == "Aider. Toujours."
    assert "Humeur" in sheet.warnings[0]


def test_a_text_that_is_no_codebook_is_refused(tmp_path):
    (tmp_path / "note.md").write_text("# Note\n\nRien.\n", encoding="utf-8")
    (tmp_path / "faux.docx").write_bytes(b"PK pas un docx")

    with pytest.raises(FaultyFile, match="titre"):
        read_codebook(tmp_path / "note.md")
    with pytest.raises(UnreadableFile):
        read_codebook(tmp_path / "faux.docx")


def test_a_qdc_comes_and_goes(tmp_path):
    path = write_qdc(Codebook(ODD), tmp_path / "grille.qdc", fields={"example": field_names()["example"]})

    codes = read_codebook(path).codes
    labels = {code.id: code.label for code in codes}

    assert [code.label for code in codes] == [code.label for code in codes_in_order()]
    assert [(code.label, labels.get(code.parent)) for code in codes][6] == ("A > B", "Aide")
    assert codes[0].color == "#1b9e77"
    assert "- x : y\n<img src=x onerror=alert(1)>" in codes[0].definition
    assert len({code.id for code in codes}) == len(codes)


def codes_in_order():
    order = ("a", "b", "liens", "aide", "travail", "aide.2", "sous", "d4", "d5", "d6", "d7", "accé.nt")
    return [next(code for code in ODD if code.id == id) for id in order]


def test_a_qdc_that_names_a_file_of_the_computer_or_is_cut_is_refused(tmp_path):
    path = tmp_path / "piège.qdc"
    path.write_text(
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><CodeBook>&x;</CodeBook>', encoding="utf-8"
    )
    with pytest.raises(UnreadableFile):
        read_codebook(path)
    path.write_text('<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/></CodeBook>', encoding="utf-8")
    with pytest.raises(FaultyFile):
        read_codebook(path)


def test_every_field_of_a_code_has_its_name_for_the_screen():
    assert {field.name for field in fields(Code)} - field_names().keys() == {"id", "version"}


def test_a_file_that_does_not_say_a_field_takes_nothing_away(tmp_path):
    book = Codebook([Code("liens", "Liens"), Code("aide", "Aide", "liens", definition="Aider.", example="Le rabot.")])
    (tmp_path / "labels.csv").write_text("id;libellé;couleur\naide;S’entraider;#1b9e77\n", encoding="utf-8")
    write_qdc(book, tmp_path / "grille.qdc", fields={})

    table, other = (read_codebook(tmp_path / name) for name in ("labels.csv", "grille.qdc"))
    ((_id, _old, now),) = merge(book, table.codes, told=table.told)

    assert now == replace(book["aide"], label="S’entraider", color="#1b9e77")
    assert len(merge(book, other.codes, told=other.told)) == 0


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("tag,description,number of highlights\nEntraide,Aider.,12\n", ("Entraide", "Aider.", "", None)),  # Taguette
        ("Name,Description,Files,References\nEntraide,Aider.,3,12\n", ("Entraide", "Aider.", "", None)),  # NVivo
        (  # MAXQDA
            "Code parent;Code;Mémo du code;Couleur\n;Liens;;\nLiens;Entraide;Aider.;#00aa66\n",
            ("Entraide", "Aider.", "#00aa66", "liens"),
        ),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_the_codebook_of_another_tool_is_read_as_its_table_goes_out(table, told, encoding, tmp_path):
    path = tmp_path / "export été.csv"
    path.write_bytes(table.encode(encoding))

    code = read_codebook(path).codes[-1]

    assert (code.label, code.definition, code.color, code.parent) == told
    assert code.reference == ""

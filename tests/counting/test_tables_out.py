import csv
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from toolkit.counting import frequency
from toolkit.errors import CannotWrite, InvalidValue
from toolkit.formats.table_writers import Printed, write_csv

ALL = ("docx", "xlsx", "html", "csv")


@pytest.fixture
def table(desk):
    return frequency(
        desk.frame("pieces"), coder="C1", by="statut", among=desk.frame("participants"), codes=desk.frame("codes")
    )


@pytest.mark.parametrize("kind", ALL)
def test_the_same_table_gives_the_same_bytes_and_no_word_of_an_interview(table, tmp_path, kind):
    first, second = tmp_path / f"été 1.{kind}", tmp_path / f"été 2.{kind}"

    table.to(first)
    table.to(second)

    assert first.read_bytes() == second.read_bytes()
    if zipfile.is_zipfile(first):
        with zipfile.ZipFile(first) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    else:
        content = first.read_text(encoding="utf-8-sig")
    assert "Entraide" in content
    assert "dimanche" not in content
    assert "tous les jours" not in content
    assert "python-docx" not in content


def test_the_document_holds_a_real_table_with_unit_and_N(table, tmp_path):
    import docx

    document = docx.Document(str(table.to_docx(tmp_path / "t.docx")))

    grid = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert document.paragraphs[0].text == table.caption
    assert "5" in table.caption
    assert grid[0][1:] == list(table.printed.headings[1:])
    assert [row[-1] for row in grid[1:]] == ["3", "1", "1", "0"]
    assert document.core_properties.author == ""


def test_the_workbook_holds_numbers_and_no_formula(table, tmp_path):
    from python_calamine import CalamineWorkbook

    path = table.to_xlsx(tmp_path / "t.xlsx")
    sheets = CalamineWorkbook.from_path(str(path))

    rows = sheets.get_sheet_by_index(0).to_python()
    facts = sheets.get_sheet_by_index(1).to_python()
    assert rows[0][0] == table.caption
    assert [row[-1] for row in rows[3:7]] == [3.0, 1.0, 1.0, 0.0]
    assert "=Argent & $ <b>" in [row[0] for row in rows]
    assert len(facts) == 1 + len(table.frame)
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in b"".join(archive.read(name) for name in archive.namelist() if "worksheets" in name)


def test_the_page_runs_nothing_and_escapes_labels(table, tmp_path):
    page = table.to_html(tmp_path / "t.html").read_text(encoding="utf-8")

    assert "=Argent &amp; $ &lt;b&gt;" in page
    assert "<b>" not in page
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert table.to_html() in page


def test_the_csv_cannot_become_a_formula(table, tmp_path):
    with table.to_csv(tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))

    assert "'=Argent & $ <b>" in [row[1] for row in rows]
    assert len(rows) == 1 + len(table.frame)


@pytest.mark.parametrize("label", ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", " =1", "＝1", "\n=cmd|' /C calc'!A0"])
def test_a_label_that_opens_like_a_formula_is_defused(tmp_path, label):
    path = write_csv(tmp_path / "t.csv", Printed("", ("Code", "n"), ((label, -3),)))

    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = list(csv.reader(file, delimiter=";"))[1]
    assert cells == [f"'{label}", "-3"]


def test_an_unknown_ending_is_refused_and_nothing_is_written(table, tmp_path):
    with pytest.raises(InvalidValue):
        table.to(tmp_path / "t.pptx")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ALL)
def test_a_place_that_cannot_be_written_is_said_and_the_old_file_is_whole(table, tmp_path, kind, monkeypatch):
    path = tmp_path / f"t.{kind}"
    path.write_bytes(b"before")

    def full(self: Path, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)

    with pytest.raises(CannotWrite) as fault:
        table.to(path)
    assert fault.value.reason == "full"
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_labels_that_xml_refuses_are_written_without_what_it_refuses(tmp_path):
    codings = pd.DataFrame({"participant": ["P1"], "code": ["a"], "code_label": ["Peur\x0b du 🙂 noir\x00"]})

    table = frequency(codings)

    for kind in ALL:
        assert table.to(tmp_path / f"t.{kind}").stat().st_size > 0


def test_two_codes_of_one_label_are_told_apart(tmp_path):
    codings = pd.DataFrame({"participant": ["P1", "P2"], "code": ["a", "b"], "code_label": ["Peur", "Peur"]})

    assert [row[0] for row in frequency(codings).printed.rows] == ["Peur (a)", "Peur (b)"]

"""``codebook.md`` follows each change of a code, and the past of a code is read in the journal."""

from dataclasses import replace
from time import perf_counter

import pytest

from toolkit.coding import codebook
from toolkit.model import Change, Code, Coder, Memo
from toolkit.study import new_study, open_study


@pytest.fixture
def study(tmp_path):
    with new_study(tmp_path / "étude d’été", title="Étude", coder="C1") as made:
        made.add(Coder("C1", "Inès"))
        yield made


def page(study):
    path = study.folder / "codebook.md"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_each_change_of_a_code_writes_the_page_undo_and_redo_too(study):
    study.do(codebook.add(study.codebook, Code("aide", "Entraide")))
    assert "## Entraide `aide`" in page(study)
    study.do(codebook.define(study.codebook, "aide", definition="Aider."))
    assert "Aider." in page(study)
    study.undo()
    assert "Aider." not in page(study)
    study.redo()
    assert "Aider." in page(study)


def test_a_change_of_something_else_leaves_the_page_alone(study):
    study.do(codebook.add(study.codebook, Code("aide", "Entraide")))
    (study.folder / "codebook.md").write_text("à la main", encoding="utf-8")

    study.add(Memo("m", "Un mot."))

    assert page(study) == "à la main"


def test_a_page_that_cannot_be_written_does_not_undo_the_change(study):
    (study.folder / "codebook.md").mkdir()

    study.do(codebook.add(study.codebook, Code("aide", "Entraide")))

    assert study.get(Code, "aide").label == "Entraide"


def test_five_thousand_codes_are_written_in_a_moment(study):
    many = [
        Code(f"c{n}", f"Code {n}", None if n < 50 else f"c{n // 100}", definition="Mot. " * 20) for n in range(5_000)
    ]
    study.do(Change.adding(*many, verb="add codes"))

    start = perf_counter()
    study.do(codebook.rename(study.codebook, "c4999", "Autre"))

    assert perf_counter() - start < 3
    assert "Autre `c4999`" in page(study)


def test_the_past_of_a_code_is_that_of_the_journal_after_it_is_opened_again(study):
    study.do(codebook.add(study.codebook, Code("aide", "Entraide")))
    study.do(codebook.define(study.codebook, "aide", definition="Aider."))
    study.undo()
    study.do(Change.removing(study.get(Code, "aide"), verb="delete codes"))
    folder = study.folder
    study.close()

    with open_study(folder) as again:
        stages = again.past(Code, "aide")
        nobody = again.past(Code, "absent")

    first = Code("aide", "Entraide")
    assert [one.noun for one in stages] == [first, replace(first, definition="Aider.", version=2), first, None]
    assert [one.verb for one in stages] == ["add codes", "define codes", "undo", "delete codes"]
    assert all(one.coder == "C1" and one.at for one in stages)
    assert nobody == []

"""The desk of the codebook without its browser: gestures, refusals, the past, what a notebook keeps."""

import gc
import json
from dataclasses import replace
from pathlib import Path

import nbclient
import nbformat
import pytest
from text_to_code import CODES, SAID, desk

from toolkit.coding import codebook_desk
from toolkit.errors import InvalidValue, Refused
from toolkit.model import Change, Code, Coding, MemoryDesk

HERE = Path(__file__).parent


@pytest.fixture
def study():
    return desk()


@pytest.fixture
def view(study):
    return codebook_desk(study, coder="C1")


def heard(view):
    said = []
    view.attach(said.append)
    return said


def test_counts_tell_passages_people_and_those_of_an_older_definition(view):
    assert view.snapshot()["counts"]["parole"] == [1, 1, 1]
    assert view.snapshot()["counts"]["taire"] == [2, 2, 0]
    assert view.in_short() == "7 codes, 7 passages codés."


def test_a_form_is_one_change_and_one_version_its_label_with_it(view, study):
    view.do("write", ids=["aide"], fields={"label": "S’entraider", "definition": "Aider.", "questions": ["Q1"]})

    aide = study.get(Code, "aide")
    assert (aide.label, aide.definition, aide.questions, aide.version) == ("S’entraider", "Aider.", ("Q1",), 2)
    view.do("undo")
    assert study.get(Code, "aide") == CODES[0]


def test_a_label_alone_makes_no_version(view, study):
    view.do("write", ids=["aide"], fields={"label": "S’entraider"})

    assert study.get(Code, "aide") == replace(CODES[0], label="S’entraider")


@pytest.mark.parametrize(
    ("op", "fields"),
    [
        ("add", {"label": "  "}),
        ("add", {"label": "SE TAIRE", "parent": "parole"}),
        ("add", {"label": "Neuf", "parent": "absent"}),
        ("write", {"ids": ["absent"], "fields": {"label": "x"}}),
        ("write", {"ids": ["aide"], "fields": {"color": "rouge"}}),
        ("write", {"ids": ["aide", "ete"], "fields": {"label": "x"}}),
        ("move", {"ids": ["aide"], "parent": "voisins"}),
        ("move", {"ids": ["aide"], "parent": "aide"}),
        ("delete", {"ids": ["aide"]}),
        ("delete", {"ids": ["taire"]}),
        ("merge", {"ids": ["aide"], "into": "aide"}),
        ("merge", {"ids": ["aide"], "into": "absent"}),
        ("split", {"ids": ["aide"], "targets": ["Un", "un"], "sorting": []}),
        ("split", {"ids": ["aide"], "targets": ["Un"], "sorting": [["absent", [0]]]}),
        ("confirm", {"ids": ["absent"]}),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(op, fields, view, study):
    before = [study.all(Code), study.all(Coding)]

    with pytest.raises((Refused, InvalidValue)) as raised:
        view.do(op, **fields)

    assert raised.value.message
    assert [study.all(Code), study.all(Coding)] == before


def test_several_codes_are_moved_and_deleted_in_one_action(study):
    study.do(Change.adding(Code("t", "Thème"), Code("t1", "Un", "t"), Code("t2", "Deux", "t1"), verb="add codes"))
    view = codebook_desk(study, coder="C1")

    view.do("move", ids=["t1", "ete"], parent="aide")
    assert [study.get(Code, id).parent for id in ("t1", "ete")] == ["aide", "aide"]
    view.do("undo")
    view.do("delete", ids=["t", "t1", "t2"])

    assert not {code.id for code in study.all(Code)} & {"t", "t1", "t2"}


def test_a_split_uses_a_code_that_bears_the_label_and_makes_the_others(view, study):
    coding = next(one for one in study.all(Coding) if one.code == "aide")

    view.do("split", ids=["aide"], targets=["entre VOISINS", "Matérielle"], sorting=[[coding.id, [1, 0]]])

    made = {(one.code, one.start) for one in study.all(Coding) if one.start == coding.start}
    assert made >= {("materielle", coding.start), ("voisins", coding.start)}
    assert study.get(Code, "materielle").parent is None


def test_versions_tell_what_changed_who_did_it_and_what_was_undone(view):
    view.do("write", ids=["aide"], fields={"definition": "Aider."})
    view.do("move", ids=["aide"], parent="ete")
    view.do("undo")

    rows = view.answer({"ask": "versions", "code": "aide"})["versions"]

    assert [row["version"] for row in rows] == [1, 2, 2, 2]
    assert rows[1]["changed"] == [["Définition", "", "Aider."]]
    assert rows[2]["changed"] == [["Code parent", "", "L’été"]]
    assert rows[3]["changed"] == [["Code parent", "L’été", ""]]
    assert rows[1]["coder"] == "Inès"


def test_what_is_changed_elsewhere_is_told_once_to_the_view(view, study):
    said = heard(view)

    study.do(Change.replacing([(CODES[0], replace(CODES[0], label="Aide"))], verb="rename codes"), coder="C2")

    assert [one["type"] for one in said] == ["applied"]
    assert said[0]["changes"]["items"]["aide"][1] == "Aide"


def test_a_message_that_is_not_in_the_form_is_refused(view):
    said = heard(view)
    common = {"v": 1, "type": "op", "view": "a", "seq": 1, "base_rev": 0, "ids": ["aide"]}

    view.receive({**common, "op": "write", "fields": {"version": "9"}})
    view.receive({**common, "op": "write", "fields": {"label": 3}})
    view.receive({**common, "op": "split", "targets": ["x"], "sorting": [["g", ["0"]]]})

    assert [one["type"] for one in said] == ["rejected"] * 3


def test_five_thousand_codes_are_read_and_changed_at_once():
    from time import perf_counter

    from toolkit.model import Coder

    many = [
        Code(f"c{n}", f"Code {n}", None if n < 50 else f"c{n // 100}", definition="Mot. " * 20) for n in range(5_000)
    ]
    view = codebook_desk(MemoryDesk(Coder("C1"), *many), coder="C1")
    view.snapshot()

    start = perf_counter()
    view.do("write", ids=["c4999"], fields={"definition": "Autre."})

    assert perf_counter() - start < 2


def test_a_view_that_nobody_holds_any_more_no_longer_follows_the_study(study):
    before = len(study._listeners)

    for _run in range(20):
        codebook_desk(study, coder="C1")
    gc.collect()

    assert len(study._listeners) == before


def test_nobody_named_is_refused_but_may_look():
    study = MemoryDesk(*CODES)

    with pytest.raises(Refused, match="qui code"):
        codebook_desk(study)
    assert codebook_desk(study, readonly=True).snapshot()["codes"]


CELLS = (
    "import sys\nsys.path.insert(0, {here!r})\nfrom text_to_code import desk\nfrom toolkit import coding",
    "view = coding.codebook_desk(desk(), coder='C1')\nview",
    "view.receive(dict(v=1, type='hello', view='a'))\n"
    "for ask in (dict(ask='extracts', code='aide', which='all', offset=0), dict(ask='versions', code='aide')):\n"
    "    view.receive(dict(v=1, type='ask', view='a', seq=2, **ask))\n"
    "view.receive(dict(v=1, type='op', view='a', seq=1, base_rev=0, op='add', label='Pouvoir caché'))\nview",
    "view.do('move', ids=['aide'], parent='voisins')",
)


@pytest.mark.slow
def test_a_notebook_executed_with_the_desk_holds_counts_and_no_word(tmp_path):
    cells = [nbformat.v4.new_code_cell(cell.format(here=str(HERE))) for cell in CELLS]
    cells[-1].metadata["tags"] = ["raises-exception"]
    notebook = nbformat.v4.new_notebook(cells=cells)
    place = {"metadata": {"path": str(tmp_path)}}

    nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", store_widget_state=True, resources=place
    ).execute()
    for cell in notebook.cells:
        cell.source = ""
    nbformat.write(notebook, tmp_path / "essai.ipynb")
    saved = (tmp_path / "essai.ipynb").read_text(encoding="utf-8")

    states = json.loads(saved)["metadata"]["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    ours = next(state["state"] for state in states.values() if state["model_name"] == "AnyModel")
    assert (ours["kind"], ours["rev"]) == ("codebook", 1)
    assert "8 codes, 7 passages codés" in saved
    labels = [code.label for code in CODES if len(code.label) > 9]
    for words in (*(said[:16] for _who, said in SAID), *labels, "Colette", "Pouvoir", "Se rendre service"):
        assert words not in saved

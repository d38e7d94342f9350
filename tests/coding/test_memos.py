"""Memos and the field diary: written, found, printed, about anything that is there."""

import io
import json

import pytest

from toolkit.cli import main
from toolkit.coding import memos
from toolkit.errors import InvalidValue, UnknownName
from toolkit.formats.document_md import markdown_of
from toolkit.model import Code, Coder, Memo, MemoryDesk, Participant, Speaker, Transcript, Turn, coding_of
from toolkit.study import new_study, open_study

TEXT = "Q : Et vous ?\nR : On s’est entraidé·es tout l’été."
TEXTS = Transcript(
    "E01",
    TEXT,
    (Turn(("Q",), 0, 4, 13), Turn(("R",), 14, 18, len(TEXT))),
    (Speaker("Q"), Speaker("R", "participant", "P01")),
)
CODING = coding_of(TEXTS, 18, 30, Code("aide", "Aide"), coder="C1")


def desk(*nouns):
    return MemoryDesk(Coder("C1"), Participant("P01"), Code("aide", "Aide"), TEXTS, CODING, *nouns)


HELD = (
    Memo("m1", "L’objet qu’on lui tend.", "diary", ("E01",), "C1", "2026-03-02"),
    Memo("m2", "Un OBJET encore, là.", "note", (CODING.id,), "C1", "2026-03-01"),
    Memo("m3", "Sans date.", "ethics", ("P01", "aide"), "C2"),
)


def test_a_memo_is_written_changed_deleted_and_each_is_undone():
    held = desk()
    held.do(
        memos.write(
            held, "  Une idée\r\nqui vient ", kind="concept", about=["aide", "aide"], coder="C1", date="2026-03-04"
        )
    )
    (memo,) = held.all(Memo)
    assert (memo.text, memo.kind, memo.about, memo.date) == (
        "Une idée\nqui vient",
        "concept",
        ("aide",),
        "2026-03-04",
    )

    held.do(memos.rewrite(held, memo.id, "Autre"))
    assert held.get(Memo, memo.id).text == "Autre"
    held.undo()
    held.do(memos.delete(held, memo.id))
    assert held.all(Memo) == []
    held.undo()
    assert held.all(Memo) == [memo]
    assert len(memos.rewrite(held, memo.id, memo.text)) == 0


def test_the_same_words_twice_are_two_memos():
    held = desk()
    for _n in range(2):
        held.do(memos.write(held, "Pareil.", coder="C1", date="2026-03-04"))

    assert len(held.all(Memo)) == 2


@pytest.mark.parametrize(("text", "about", "error"), [(" \n", [], InvalidValue), ("mot", ["absent"], UnknownName)])
def test_an_empty_memo_or_one_about_nothing_is_refused(text, about, error):
    with pytest.raises(error):
        memos.write(desk(), text, about=about)


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({}, ["m2", "m1", "m3"]),
        ({"words": "objet"}, ["m2", "m1"]),
        ({"words": "objet tend"}, ["m1"]),
        ({"words": "LA"}, ["m2"]),
        ({"kinds": ["diary", "ethics"]}, ["m1", "m3"]),
        ({"about": "E01"}, ["m2", "m1"]),
        ({"about": "aide"}, ["m2", "m3"]),
        ({"about": "P01"}, ["m3"]),
        ({"since": "2026-03-02"}, ["m1"]),
        ({"until": "2026-03-01"}, ["m2"]),
        ({"until": "2026-03"}, ["m2", "m1"]),
        ({"coder": "C2"}, ["m3"]),
        ({"words": "absent"}, []),
    ],
)
def test_memos_are_found_by_words_kind_date_and_what_they_are_about(asked, ids):
    assert [memo.id for memo in memos.find(desk(*HELD), **asked)] == ids


def test_a_document_says_what_each_memo_is_about():
    held = desk(*HELD)

    shown = markdown_of(memos.memos_document(held, memos.find(held), title="Étés", head="abc")).replace("\xa0", " ")

    assert "E01, tour 2 (Aide)" in shown
    assert shown.index("Note") < shown.index("Journal de terrain") < shown.index("Éthique")
    assert "L’objet qu’on lui tend." in shown
    assert "3 mémos" in shown


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "mon étude"
    with new_study(place, coder="C1") as study:
        study.add(Coder("C1", role="intern"))
        study.add(Participant("P01"), Code("aide", "Aide"), TEXTS)
    return place


def test_the_commands_write_list_and_print(folder, tmp_path, capsys, monkeypatch):
    here = ("--study", str(folder))
    assert main(["memo", "write", "=1+1 <b>objet</b>", "--about", "E01", "--kind", "journal de terrain", *here]) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("Venu d’un tube.\n"))
    assert main(["memo", "write", *here]) == 0
    capsys.readouterr()

    main(["memo", "list", "objet", "--json", *here])
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["kind"], found["about"]) == ("diary", ["E01"])
    main(["memo", "list", *here])
    assert "2 mémos." in capsys.readouterr().out.replace("\xa0", " ")
    for name in ("m.docx", "m.odt", "m.html", "m.md", "m.csv", "m.xlsx"):
        assert main(["memo", "export", str(tmp_path / name), *here]) == 0
        assert (tmp_path / name).stat().st_size > 50
    assert b"<b>objet" not in (tmp_path / "m.html").read_bytes()
    assert "'=1+1" in (tmp_path / "m.csv").read_text(encoding="utf-8-sig")
    with open_study(folder) as study:
        assert [step.verb for step in study.history(2)] == ["write memos", "write memos"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("write", "mot", "--kind", "inconnu"),
        ("write", "mot", "--about", "absent"),
        ("write", " "),
        ("list", "--since", "hier"),
        ("export", "m.zip"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(folder, capsys, arguments):
    assert main(["memo", *arguments, "--study", str(folder)]) == 2
    assert "Traceback" not in capsys.readouterr().err

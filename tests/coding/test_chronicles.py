"""Chronicles: what was done beside what is said of it; calendars and chronicles filled in a spreadsheet."""

from dataclasses import replace

import pytest
from linked import CLOSED, UNSURE, desk

from toolkit import coding
from toolkit.coding.calendars import acts_of, events_of
from toolkit.coding.chronicles import component_of, milliseconds
from toolkit.errors import FaultyFile, InvalidValue, UnknownName
from toolkit.formats.sheets import read_table
from toolkit.model import Act, Event


def filled():
    held = desk()
    for action, start, end, told, parts in (
        ("Elle relit.", "12:30", "13:05", [UNSURE.id], {"E": "bien faire", "outil": "la fiche"}),
        ("Elle ouvre.", "00:00:05", None, [], {}),
    ):
        change = coding.act(
            held, action, transcript="O01", start=start, end=end, verbalisations=told, components=parts, coder="C1"
        )
        held.do(change)
    return held


def test_a_chronicle_sets_the_act_beside_what_is_said_of_it_in_the_order_of_time() -> None:
    view = coding.chronicle(filled(), "O01")

    assert view.printed.headings == ("Quand", "Action", "Verbalisation", "engagement (E)", "outil")
    assert [row[1] for row in view.printed.rows] == ["Elle ouvre.", "Elle relit."]
    assert view.printed.rows[1][2] == "« je ne suis pas sûre de l’ordre » (E03, tour 2 (Doute))"
    assert "1 sans verbalisation" in view.printed.caption
    assert repr(view) == "<chronicle: 2>"
    assert "pas sûre" in view.show()._repr_html_()


def test_a_chronicle_is_written_in_each_format(tmp_path) -> None:
    from docx import Document

    view = coding.chronicle(filled())
    for ending in ("docx", "html", "xlsx", "csv", "odt", "md"):
        coding.write_opened(tmp_path / f"chronique.{ending}", view)

    rows = Document(str(tmp_path / "chronique.docx")).tables[0].rows
    assert [cell.text for cell in rows[0].cells] == ["Quand", "Action", "Verbalisation", "Composantes"]
    assert "bien faire" in rows[2].cells[3].text
    assert "pas sûre" in (tmp_path / "chronique.html").read_text(encoding="utf-8")


def test_an_empty_chronicle_says_so() -> None:
    assert coding.chronicle(desk()).n == 0


@pytest.mark.parametrize("time", ["midi", "1:75", "-1:00", "12", "1:2:3:4"])
def test_a_time_that_is_none_is_refused(time: str) -> None:
    with pytest.raises(InvalidValue, match="enregistrement"):
        milliseconds(time)


@pytest.mark.parametrize("fields", [{"verbalisations": ["rien"]}, {"transcript": "E99"}, {"participant": "P99"}])
def test_an_act_about_what_is_not_there_is_refused(fields: dict) -> None:
    with pytest.raises(UnknownName):
        coding.act(desk(), "Elle sort.", **fields)


def test_components_are_known_by_letter_by_name_or_kept() -> None:
    assert [component_of(word) for word in ("e", "Référentiel", "outil  rouge")] == [
        "engagement",
        "knowledge",
        "outil rouge",
    ]


def test_a_calendar_is_brought_in_once(tmp_path) -> None:
    path = tmp_path / "calendrier.csv"
    path.write_text(
        "personne;événement;quand;fin;sphère;bifurcation;passages\n"
        f"P03;Fermeture;vers 1998;;travail;x;{CLOSED.id}\n"
        "P03;Usine;1984;1998;Travail;;\n"
        "P03;Vacances;;;loisirs;;\n",
        encoding="utf-8",
    )
    held = desk()

    held.do(events_of(read_table(path), held, coder="C1"))

    first, second, third = held.all(Event)
    assert (first.when, first.kind, first.evidence, first.domain) == ("1998~", "turning point", (CLOSED.id,), "work")
    assert (second.until, third.when, third.domain) == ("1998", "", "leisure")
    assert len(events_of(read_table(path), held, coder="C1")) == 0


def test_every_faulty_row_of_a_calendar_is_told_and_nothing_is_brought_in(tmp_path) -> None:
    path = tmp_path / "calendrier.csv"
    path.write_text(
        "personne;événement;quand;âge\nP99;Départ;1998;\nP03;Retour;un jour;\nP03;;1998;\nP03;Fin;;dix\n",
        encoding="utf-8",
    )

    with pytest.raises(FaultyFile) as told:
        events_of(read_table(path), desk())

    assert [fault.split()[1] for fault in told.value.faults] == ["2", "3", "4", "5"]
    path.write_text("personne;quand\nP03;1998\n", encoding="utf-8")
    with pytest.raises(FaultyFile, match="evenement"):
        events_of(read_table(path), desk())


def test_a_chronicle_written_out_is_brought_in_again(tmp_path) -> None:
    held = filled()
    coding.write_opened(tmp_path / "chronique.csv", coding.chronicle(held))
    other = desk()

    other.do(acts_of(read_table(tmp_path / "chronique.csv"), other, coder="C1"))

    first = next(one for one in other.all(Act) if one.start_ms == 750_000)
    assert (first.action, first.end_ms, first.verbalisations) == ("Elle relit.", 785_000, (UNSURE.id,))
    assert dict(first.components)["engagement"] == "bien faire"
    assert len(acts_of(read_table(tmp_path / "chronique.csv"), held)) == 0


def test_an_act_done_twice_is_two_acts_in_a_table_too(tmp_path) -> None:
    path = tmp_path / "chronique.csv"
    path.write_text("action;activité;E\nElle relit.;O01;finir\nElle relit.;O01;être sûre\n", encoding="utf-8")
    held = desk()

    held.do(acts_of(read_table(path), held))

    assert [dict(one.components)["engagement"] for one in held.all(Act)] == ["finir", "être sûre"]
    assert len(acts_of(read_table(path), held)) == 0


def test_an_edited_row_changes_the_act_that_its_id_names(tmp_path) -> None:
    held = filled()
    path = tmp_path / "chronique.csv"
    coding.write_opened(path, coding.chronicle(held))
    before = {one.id: one for one in held.all(Act)}
    id = next(one.id for one in before.values() if one.action == "Elle relit.")
    path.write_text(path.read_text(encoding="utf-8-sig").replace("Elle relit.", "Elle écrit."), encoding="utf-8")
    change = acts_of(read_table(path), held)
    same = [one.id for one in before.values() if one.action == "Elle relit."]

    assert change.verb == "change acts"
    assert sorted(one[0] for one in change) == sorted(same)
    held.do(change)
    assert {one.id: one for one in held.all(Act)}[id] == replace(before[id], action="Elle écrit.")
    assert len(acts_of(read_table(path), held)) == 0

"""Deciding of names: what is refused, what follows, what is taken back, and that nothing counts before it is kept."""

import json
from dataclasses import replace

import pytest
from desk_of_names import FORMS, NAMES, proposals, readings
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import FaultyFile, InvalidValue, Refused
from toolkit.model.text import fold
from toolkit.transcripts import NameDecision, names_desk, new_coffre, open_coffre, pseudonymise
from toolkit.transcripts.coffre_files import read_name_table
from toolkit.transcripts.deciding import Deciding
from toolkit.transcripts.name_files import read_names, write_names
from toolkit.transcripts.name_tables import read_table, table_text


class Kept(list):
    """What was kept, gesture after gesture; ``broken`` makes the next ones fail."""

    broken = False

    def __call__(self, decisions):
        if self.broken:
            raise OSError(28, "disk full")
        self.append(list(decisions))


@pytest.fixture
def kept():
    return Kept()


@pytest.fixture
def deciding(kept):
    return Deciding(readings(), proposals(), keep=kept)


def id_of(deciding, form):
    return next(line.id for line in deciding.lines.values() if line.name.form == form)


def named(deciding, form):
    return deciding.lines[id_of(deciding, form)].name


def test_forms_of_one_person_stand_together_and_those_most_said_come_first(deciding):
    forms = [line.name.form for line in deciding.lines.values()]

    at = forms.index("Martine Lestrange")
    assert set(forms[at : at + 3]) == {"Martine Lestrange", "Martine", "Lestrange"}
    assert {line.person for line in list(deciding.lines.values())[at : at + 3]} == {
        deciding.lines[id_of(deciding, "Martine")].person
    }
    assert forms.index("Karim") < forms.index("Théo")
    assert [line.name.type for line in deciding.lines.values()][-3:] == ["PHONE", "EMAIL", "ADDRESS"]


def test_every_place_of_a_form_is_found_once_with_its_turn_and_what_it_becomes(deciding):
    whole = deciding.contexts(id_of(deciding, "Inès"))
    one = deciding.contexts(id_of(deciding, "Inès"), document="E01")
    capitals = deciding.contexts(id_of(deciding, "Karim"))

    assert dict(whole["documents"]) == {"E01": 1, "E02": 1, "E03": 2}
    assert whole["total"] == 4
    assert [place["label"] for place in whole["items"]] == [False, False, True, True]
    assert one["items"][0]["turn"] == 6
    assert one["items"][0]["before"].endswith("L’avis d’")
    assert one["items"][0]["becomes"] == "Elsa"
    assert [place["becomes"] for place in capitals["items"]] == ["Nassim", "Nassim", "Nassim", "NASSIM"]


def test_what_a_place_becomes_says_the_elision_too(deciding):
    deciding.rename(id_of(deciding, "Inès"), "Gwenn")

    place = deciding.contexts(id_of(deciding, "Inès"), document="E01")["items"][0]

    assert place["becomes"] == "de Gwenn"


def test_a_longer_form_takes_its_own_places_from_a_shorter_one(deciding):
    short, long = id_of(deciding, "Bastien"), id_of(deciding, "Bastien Oudin")

    assert len(deciding.places[short]) == 2
    assert len(deciding.places[long]) == 1


def test_as_typed_leaves_the_word_alone(deciding):
    id = id_of(deciding, "Rose")

    deciding.decide([id], "as typed")

    assert [place["becomes"] for place in deciding.contexts(id)["items"]] == ["Iris", None]


@pytest.mark.parametrize(
    ("replacement", "why"),
    [
        ("Karim", "real name"),
        ("karim", "real name"),
        ("Anouk Belhadj", "real name"),
        ("Hôtel Montferrier", "real name"),
        ("Elsa", "taken"),
        ("ELSA", "taken"),
        ("Nassim Ferhat", "taken"),
        ("  ", ""),
        ("Lou\tAnn", ""),
        ("Lou\nAnn", ""),
    ],
)
def test_a_replacement_that_is_a_real_name_or_somebody_elses_is_refused(deciding, kept, replacement, why):
    id = id_of(deciding, "Zoé")

    for gesture in (
        lambda: deciding.decide([id], "accepted", replacement=replacement),
        lambda: deciding.rename(id, replacement),
        lambda: deciding.check(id, replacement),
    ):
        with pytest.raises(Refused) as caught:
            gesture()
        assert caught.value.fields.get("why", "") == why
        assert not any(fold(name) in fold(str(caught.value)) for name in ("Karim", "Inès", "Belhadj", "Zoé"))

    assert named(deciding, "Zoé") == NameDecision("Zoé", "PERSON", "undecided", "Lou")
    assert kept == []


def test_a_rejected_form_is_no_real_name_any_more(deciding):
    deciding.decide([id_of(deciding, "Rose")], "rejected", reason="mot ordinaire")

    deciding.check(id_of(deciding, "Zoé"), "Rose")


def test_two_places_may_share_a_category(deciding):
    step = deciding.rename(id_of(deciding, "Montferrier"), "[commune]")

    assert [line.name.replacement for line in step.lines] == ["[commune]"]


def test_a_nickname_becomes_a_form_of_the_person_who_has_the_name(deciding, kept):
    nick, person = id_of(deciding, "Lola"), id_of(deciding, "Inès")

    deciding.decide([nick], "accepted", replacement="Elsa", same_person=True)

    assert deciding.lines[nick].person == deciding.lines[person].person
    again = Deciding(readings(), [replace(name, decision="accepted") for name in kept[-1]])
    assert again.lines[id_of(again, "Lola")].person == again.lines[id_of(again, "Inès")].person


def test_the_other_forms_of_a_person_follow_a_new_name_unless_they_are_decided(deciding):
    deciding.decide([id_of(deciding, "Lestrange")], "accepted")

    step = deciding.decide([id_of(deciding, "Martine Lestrange")], "accepted", replacement="Josiane Vidal")

    assert len(step.lines) == 2
    assert named(deciding, "Martine").replacement == "Josiane"
    assert named(deciding, "Martine").decision == "undecided"
    assert named(deciding, "Lestrange").replacement == "Rambert"


def test_accepting_many_leaves_out_those_that_cannot_be_and_says_so(kept):
    names = [*proposals(), NameDecision("Odette", "PERSON", "undecided", "Karim")]
    deciding = Deciding({**readings(), "E04": "Odette"}, names, keep=kept)

    step = deciding.decide(list(deciding.lines), "proposed")

    assert [deciding.lines[id].name.form for id, _reason in step.left] == ["Odette"]
    assert deciding.undecided == 1
    assert named(deciding, "Rose").decision == "as typed"
    assert named(deciding, "Karim").decision == "accepted"
    assert len(kept) == 1


def test_a_replacement_for_several_forms_at_once_is_refused(deciding):
    with pytest.raises(InvalidValue):
        deciding.decide(list(deciding.lines)[:2], "accepted", replacement="Jo")


def test_nothing_changes_when_it_cannot_be_kept(deciding, kept):
    deciding.decide([id_of(deciding, "Zoé")], "accepted")
    before = deciding.decisions
    kept.broken = True

    for gesture in (
        lambda: deciding.decide([id_of(deciding, "Inès")], "rejected"),
        lambda: deciding.rename(id_of(deciding, "Inès"), "Maud"),
        deciding.undo,
    ):
        with pytest.raises(OSError, match="disk full"):
            gesture()

    assert deciding.decisions == before
    assert (deciding.undoable, deciding.redoable) == (1, 0)
    deciding.check(id_of(deciding, "Zoé"), "Maud")
    kept.broken = False
    deciding.undo()
    assert named(deciding, "Zoé").decision == "undecided"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_decided_the_table_can_be_read_and_everything_undone_then_done_again(data):
    kept = Kept()
    deciding = Deciding(readings(), proposals(), keep=kept)
    states = [deciding.decisions]
    persons = [[line.person for line in deciding.lines.values()]]
    ids = st.sampled_from(sorted(deciding.lines))
    for _turn in range(data.draw(st.integers(1, 8))):
        some = data.draw(st.lists(ids, min_size=1, max_size=4))
        word = data.draw(
            st.sampled_from(["accepted", "as typed", "rejected", "undecided", "proposed", "rename", "same"])
        )
        try:
            if word == "rename":
                step = deciding.rename(some[0], data.draw(st.sampled_from(["Lise", "Lise Roy", "Elsa"])))
            elif word == "same":
                step = deciding.decide(some[:1], "accepted", replacement="Elsa", same_person=True)
            else:
                step = deciding.decide(some, word)
        except Refused:
            continue
        if step.lines:
            held = {(name.form, name.decision, name.replacement) for name in read_table(table_text({}, kept[-1]))}
            assert held == {(name.form, name.decision, name.replacement) for name in deciding.decisions}
            states.append(deciding.decisions)
            persons.append([line.person for line in deciding.lines.values()])

    for rank in range(len(states) - 2, -1, -1):
        deciding.undo()
        assert deciding.decisions == states[rank]
        assert [line.person for line in deciding.lines.values()] == persons[rank]
    with pytest.raises(Refused):
        deciding.undo()
    for rank in range(1, len(states)):
        deciding.redo()
        assert deciding.decisions == kept[-1] == states[rank]
        assert [line.person for line in deciding.lines.values()] == persons[rank]
    with pytest.raises(Refused):
        deciding.redo()


def test_what_is_accepted_can_be_replaced_in_the_texts(deciding):
    deciding.decide(list(deciding.lines), "proposed")

    made = {name: pseudonymise(reading.text, deciding.decisions).text for name, reading in readings().items()}

    left = [name for name in NAMES if name != "Rose" and any(fold(name) in fold(text) for text in made.values())]
    assert left == []
    assert "La rose du portail" in made["E02"]


def test_the_table_of_the_coffre_is_written_at_each_gesture_and_taken_up(tmp_path):
    folder = tmp_path / "coffre à moi"
    folder.mkdir()
    desk = names_desk(readings(), decisions=proposals(), candidates={}, coffre=folder)
    line = next(line for line in desk._deciding.lines.values() if line.name.form == "Zoé")

    assert not (folder / "noms.csv").exists()
    desk.do("decide", ids=[line.id], decision="accepted", replacement="Marie-Lou")
    again = names_desk(readings(), coffre=folder, spacy=False)

    zoe = next(name for name in read_name_table(folder / "noms.csv") if name.form == "Zoé")
    assert (zoe.decision, zoe.replacement) == ("accepted", "Marie-Lou")
    assert zoe in again.decisions
    assert len(again.decisions) >= len(FORMS)
    assert [path.name for path in folder.iterdir()] == ["noms.csv"]


def test_a_table_changed_by_a_spreadsheet_meanwhile_is_not_written_over(tmp_path):
    desk = names_desk(readings(), decisions=proposals(), candidates={}, coffre=tmp_path)
    line = next(iter(desk._deciding.lines))
    desk.do("decide", ids=[line], decision="rejected")
    path = tmp_path / "noms.csv"
    path.write_bytes(path.read_bytes().replace(b"rejet", b"REJET"))

    with pytest.raises(Refused, match=r"noms\.csv"):
        desk.do("undo")

    assert b"REJET" in path.read_bytes()
    assert desk.decisions[0].decision == "rejected"


def test_a_workbook_that_is_the_only_table_of_a_coffre_is_the_one_that_is_kept(tmp_path):
    write_names(tmp_path / "noms.xlsx", {}, proposals(), {})
    desk = names_desk(readings(), candidates={}, coffre=tmp_path)

    desk.do("decide", ids=["f0"], decision="rejected", reason="mot ordinaire")

    assert [path.name for path in tmp_path.iterdir()] == ["noms.xlsx"]
    assert [name.reason for name in read_names(tmp_path / "noms.xlsx") if name.decision == "rejected"] == [
        "mot ordinaire"
    ]


def test_a_name_of_the_study_that_no_text_says_is_no_replacement(tmp_path):
    desk = names_desk(readings(), decisions=proposals(), candidates={}, coffre=tmp_path, real_names=["Solène Brac"])

    with pytest.raises(Refused):
        desk.do("rename", ids=["f5"], replacement="Solène")


def test_a_table_may_leave_replacements_empty_for_the_desk_to_propose(tmp_path):
    (tmp_path / "noms.csv").write_text("form;type;decision;replacement\nZoé;PERSON;;\n", encoding="utf-8")
    desk = names_desk({"E01": "Avec Zoé."}, coffre=tmp_path, spacy=False)

    assert [name.form for name in desk.decisions] == ["Zoé"]
    assert desk.decisions[0].replacement not in {"", "Zoé"}


def test_a_faulty_table_opens_no_desk(tmp_path):
    (tmp_path / "noms.csv").write_text("form;decision;replacement\nZoé;peut-être;Lou\n", encoding="utf-8")

    with pytest.raises(FaultyFile):
        names_desk(readings(), coffre=tmp_path, spacy=False)


def test_the_table_has_no_place_in_a_study_nor_in_a_folder_that_is_not_there(tmp_path):
    (tmp_path / "study.db").touch()

    for folder in (tmp_path, tmp_path / "absent"):
        with pytest.raises(Refused):
            names_desk(readings(), decisions=proposals(), candidates={}, coffre=folder)


def test_decisions_need_a_place_where_to_be_kept():
    with pytest.raises(InvalidValue):
        names_desk(readings(), decisions=proposals())


def test_a_sealed_table_keeps_what_is_decided_and_lets_go_of_what_is_undone(tmp_path):
    coffre = new_coffre(tmp_path / "coffre", None, "quatre mots bien gardés", "2030-01-31", scrypt_n=2)
    desk = names_desk(readings(), decisions=proposals(), candidates={}, coffre=coffre)
    first, second = list(desk._deciding.lines)[:2]

    desk.do("decide", ids=[first], decision="accepted")
    desk.do("decide", ids=[second], decision="rejected", reason="n’identifie personne ici")
    desk.do("undo")

    held = open_coffre(tmp_path / "coffre", "quatre mots bien gardés").table.entries
    assert list(held) == [desk.decisions[0]]
    again = names_desk(readings(), coffre=open_coffre(tmp_path / "coffre", "quatre mots bien gardés"), spacy=False)
    assert desk.decisions[0] in again.decisions


def test_a_sealed_table_that_cannot_be_written_is_as_before(tmp_path, monkeypatch):
    coffre = new_coffre(tmp_path / "coffre", None, "quatre mots bien gardés", "2030-01-31", scrypt_n=2)
    desk = names_desk(readings(), decisions=proposals(), candidates={}, coffre=coffre)

    def full():
        raise OSError(28, "disk full")

    monkeypatch.setattr(coffre, "save", full)
    with pytest.raises(OSError, match="disk full"):
        desk.do("decide", ids=["f0"], decision="accepted")

    assert coffre.table.entries == ()
    assert desk.undecided == len(FORMS)


def test_texts_without_any_name_open_a_desk_without_any_form(tmp_path):
    desk = names_desk({"E09": "On mange à midi."}, coffre=tmp_path, spacy=False)

    assert desk.snapshot()["lines"] == []
    assert desk.in_short().endswith("sur 0.")


def test_no_repr_and_no_summary_holds_a_name(tmp_path):
    desk = names_desk(list(readings().values()), decisions=proposals(), candidates={}, coffre=tmp_path)
    desk.do("decide", ids=list(desk._deciding.lines), decision="proposed")
    data, metadata = desk._repr_mimebundle_()
    state = desk.widget.get_state()
    script = json.dumps([state.pop("_esm"), state.pop("_css")], ensure_ascii=False)

    line = next(iter(desk._deciding.lines.values()))
    shown = repr([desk, line, desk._deciding.undo()]) + json.dumps([data, metadata, state], default=str)
    assert "24 formes décidées sur 24" in data["text/html"]
    for word in {word for form, _type, replacement in FORMS for word in (form, replacement.strip("[]"))} - {"Rose"}:
        assert word not in shown
        assert word not in script or word in {"structure", "association", "adresse", "courriel", "téléphone"}
    desk.close()

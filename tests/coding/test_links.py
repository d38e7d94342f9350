"""Typed links: made with checks, taken away, read as lists, axial view, actors, arguments."""

import pytest
from linked import CLOSED, HELPED, desk, marked

from toolkit import coding
from toolkit.coding.links import NAMES, SAID, kind_of
from toolkit.errors import InvalidValue, Refused, UnknownName
from toolkit.model import Link
from toolkit.model.relations import ENDS, LINK_KINDS

WINTER = marked("tout l’hiver", "froid")


def linked():
    held = desk(WINTER)
    for source, kind, target, evidence in (
        ("fermeture", "causes", "entraide", [CLOSED.id]),
        ("froid", "contexte", "entraide", [WINTER.id]),
        ("doute", "frein", "entraide", []),
        ("confiance", "conséquence", "entraide", [HELPED.id]),
        ("entraide", "part of", "garant", []),
        ("mairie", "rôle", "garant", [HELPED.id]),
        ("garant", "intérêt", "calme", []),
        ("P03", "interest", "calme", []),
        (HELPED.id, "supports", "confiance", []),
        (CLOSED.id, "contredit", "confiance", []),
        ("m1", "nuance", "confiance", []),
    ):
        held.do(coding.link(held, source, kind, target, evidence=evidence, note="Pourquoi.", coder="C1"))
    return held


def test_every_kind_has_its_name_its_sentence_and_its_ends() -> None:
    assert set(NAMES) == set(SAID) == set(ENDS) == set(LINK_KINDS)
    assert all(kind_of(kind) == kind for kind in LINK_KINDS)
    assert [kind_of(word) for word in ("Frein", "stratégie", "fait partie de")] == ["hinders", "strategy", "part of"]


def test_a_link_is_one_change_and_undone() -> None:
    held = desk()
    held.do(coding.link(held, "fermeture", "causes", "entraide", evidence=[CLOSED.id, CLOSED.id], coder="C1"))
    (made,) = held.all(Link)

    assert (made.kind, made.evidence) == ("causes", (CLOSED.id,))
    held.do(coding.unlink(held, made.id))
    assert held.all(Link) == []
    held.undo()
    assert held.all(Link) == [made]


@pytest.mark.parametrize(
    ("source", "kind", "target", "error", "said"),
    [
        ("froid", "causes", "froid", InvalidValue, "lui-même"),
        ("froid", "aime", "entraide", InvalidValue, "type de lien"),
        ("froid", "causes", "nulle-part", UnknownName, "nulle-part"),
        ("P03", "causes", "entraide", Refused, "extrémité"),
        ("froid", "supports", "entraide", Refused, "appui"),
    ],
)
def test_a_link_that_cannot_be_is_refused_with_a_sentence(source, kind, target, error, said) -> None:
    with pytest.raises(error, match=said):
        coding.link(desk(), source, kind, target)


def test_the_same_link_is_refused_also_turned_round_where_both_ways_say_the_same() -> None:
    held = desk()
    held.do(coding.link(held, "froid", "contrasts", "calme", coder="C1"))

    with pytest.raises(Refused, match="existe déjà"):
        coding.link(held, "calme", "contrasts", "froid", coder="C1")
    assert len(coding.link(held, "calme", "contrasts", "froid", coder="C2")) == 1
    with pytest.raises(UnknownName):
        coding.link(held, "froid", "causes", "calme", evidence=["rien"])


def test_the_axial_view_puts_each_code_in_its_place() -> None:
    view = coding.paradigm(linked(), "entraide")
    cells = dict(zip(view.printed.headings, view.printed.rows[0], strict=True))

    assert cells["Conditions"] == "Fermeture (cause, 1 passage)\nDoute (frein, 0 passage)"
    assert cells["Contexte"].startswith("Hiver")
    assert cells["Phénomène"] == "Entraide"
    assert "=1+1" in cells["Conséquences"]
    assert cells["Autres liens"].startswith("Garant (partie")
    assert view.n == 5


def test_what_a_code_causes_is_among_its_consequences_and_what_it_comes_from_among_its_conditions() -> None:
    held = linked()
    of_cause, of_consequence = (coding.paradigm(held, code).printed.rows[0] for code in ("fermeture", "confiance"))

    assert of_cause[4].startswith("Entraide")
    assert of_consequence[0].startswith("Entraide")


def test_interests_of_a_role_are_those_of_who_plays_it() -> None:
    view = coding.standings(linked())

    assert view.printed.rows == (("Mairie", "Garant", "Calme", 1), ("P03", "", "Calme", 0))


def test_what_supports_and_contradicts_comes_with_its_extracts() -> None:
    view = coding.arguments(linked(), "confiance")

    assert [row[0] for row in view.printed.rows] == ["appui", "contradiction", "nuance"]
    assert "les voisins se sont entraidés" in view.printed.rows[0][3]
    with pytest.raises(UnknownName):
        coding.arguments(linked(), "rien")


def test_a_list_is_silent_until_it_is_shown_and_no_label_becomes_markup(tmp_path) -> None:
    view = coding.links_table(linked())

    assert repr(view) == "<links: 11>"
    shown = view.show()._repr_html_()
    assert "<details><summary>E03, tour 1" in shown
    assert "<img" not in shown
    page = coding.write_opened(tmp_path / "liens.html", view).read_text(encoding="utf-8")
    assert "<img src=x" not in page
    table = coding.write_opened(tmp_path / "liens.csv", view).read_text(encoding="utf-8-sig")
    assert ";'=1+1" in table
    assert table.count("\n") == 12
    for ending in ("docx", "xlsx", "md", "odt"):
        assert coding.write_opened(tmp_path / f"liens.{ending}", view).stat().st_size > 500
    with pytest.raises(InvalidValue):
        coding.write_opened(tmp_path / "liens.exe", view)


def test_links_are_found_by_end_kind_and_words() -> None:
    held = linked()

    assert len(coding.find_links(held, "garant")) == 3
    assert len(coding.find_links(held, CLOSED.id)) == 2
    assert [one.source for one in coding.find_links(held, kinds=["rôle"])] == ["mairie"]
    assert len(coding.find_links(held, words="POURQUOI")) == 11

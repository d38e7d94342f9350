"""Writing a guide step by step, and saying what changed since the version before."""

from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given, settings
from test_guide_markdown import guides as any_guide

from toolkit import guides
from toolkit.errors import InvalidValue, UnknownName
from toolkit.model import Guide, Probe, Question

BUILT = (
    guides.new("La vie au marché", public="marchandes", method="récit de vie", minutes=75, author="Camille")
    .research_question("QR1", "D’où vient-on ?")
    .quota("statut", {"salarié": 2})
    .consent("Bonjour.")
    .opening("Racontez-moi votre chemin.")
    .theme("Arriver", aim="suivre", minutes=20)
    .under("Les débuts")
    .question("Racontez-moi votre arrivée.", covers="QR1")
    .probe("Et juste après ?")
    .probe("Quel mot aviez-vous pour cela ?", "écho")
    .theme("Tenir")
    .question("Que se passe-t-il quand il pleut ?", covers=("QR1",))
    .closing("Qu’auriez-vous envie d’ajouter ?")
    .item("Tranche d’âge", why="situer")
    .diary("bruits")
    .checklist("piles")
    .note("À lire", "Bertaux")
)


def test_each_step_puts_its_block_in_its_place():
    guide = BUILT.guide

    assert (guide.id, guide.method, guide.minutes) == ("la-vie-au-marche", "life story", 75)
    assert [theme.id for theme in guide.themes] == ["A", "B"]
    assert guide.themes[0].questions == (
        Question("A1", "Racontez-moi votre arrivée.", ("QR1",),
                 (Probe("Et juste après ?", "chronology"), Probe("Quel mot aviez-vous pour cela ?", "echo")),
                 under="Les débuts"),
    )  # fmt: skip
    assert [question.id for question in guide.questions()] == ["A1", "B1", "Z1", "T1"]
    assert guides.parse_guide(guides.write_guide(guide)) == guide


def test_a_step_leaves_the_value_before_it_as_it_was():
    before = BUILT.guide

    BUILT.question("Et demain ?").drop("A1")

    assert BUILT.guide is before
    with pytest.raises(FrozenInstanceError):
        BUILT.place = "items"  # type: ignore[misc]


def test_a_guide_that_exists_is_taken_up():
    changed = guides.change(BUILT.guide).reword("A1", "Comment êtes-vous venu ?").reword("A1/2", "Et le mot ?")
    changed = changed.drop("A1/1").move("A1", "B").drop("Z1").question("Et puis ?").probe("Un exemple ?")

    assert [question.id for question in changed.guide.themes[1].questions] == ["B1", "A1", "B2"]
    moved = changed.guide.themes[1].questions[1]
    assert (moved.text, moved.probes, moved.covers) == (
        "Comment êtes-vous venu ?",
        (Probe("Et le mot ?", "echo"),),
        ("QR1",),
    )
    assert changed.guide.closing == ()
    assert [theme.id for theme in changed.drop("A").guide.themes] == ["B"]


@pytest.mark.parametrize(
    "step",
    [
        lambda: guides.new("G").question("Qui ?"),
        lambda: guides.new("G").theme("Un").probe("Et ?"),
        lambda: guides.new("G").theme("Un").question("Qui ?").probe("Et ?", "devinette"),
        lambda: guides.new("G").theme("Un", id="A").theme("Deux", id="A"),
        lambda: guides.new("G", method="devinette"),
        lambda: guides.new("G").theme("Un").question("Qui ?", id="A1").question("Quoi ?", id="A1"),
    ],
)
def test_a_step_that_has_no_place_is_refused_in_a_sentence(step):
    with pytest.raises(InvalidValue):
        step()


@pytest.mark.parametrize("id", ["A9", "A1/7", "A1/x"])
def test_an_unknown_number_is_told_with_those_that_are_known(id):
    with pytest.raises(UnknownName):
        BUILT.drop(id)


def test_a_guide_is_shown_with_its_numbers_in_a_notebook_and_in_a_console():
    shown = BUILT.show()

    for text in (str(shown), shown._repr_html_()):
        assert all(
            word in text for word in ("A1", "Racontez-moi votre arrivée.", "Les débuts", "chronologie", "Bertaux")
        )
    assert "<script" not in guides.new("<script>").show()._repr_html_()
    assert repr(BUILT) == "<Guide la-vie-au-marche: 2 thèmes, 4 questions>"


def test_what_changed_is_said_by_number_then_by_words():
    old = BUILT.guide
    new = (
        guides.change(old)
        .reword("A1", "Comment êtes-vous venu ?")
        .drop("A1/2")
        .move("B1", "A")
        .theme("Partir")
        .question("Et demain ?")
        .checklist("eau")
        .guide
    )
    closing = (replace(old.closing[0], id="Z2"),)

    found = guides.compare(old, replace(new, closing=closing, minutes=90))

    assert [(one.kind, one.place) for one in found] == [
        ("changed", "En-tête"), ("added", "Thème C"), ("reworded", "A1"), ("removed", "A1/2"), ("moved", "B1"),
        ("added", "C1"), ("renumbered", "Z2"), ("added", "Liste de contrôle"),
    ]  # fmt: skip
    assert "<del>Racontez-moi" in found.show()._repr_html_()
    assert "Comment êtes-vous venu ?" in str(found)
    assert "Comment" not in repr(found)


@settings(max_examples=30, deadline=None)
@given(any_guide(), any_guide())
def test_two_guides_differ_if_and_only_if_something_is_said(one, other):
    assert not guides.compare(one, one)
    same = replace(one, id="x", language="fr", research_questions=(), quotas=()) == replace(
        other, id="x", language="fr", research_questions=(), quotas=()
    )
    assert same or guides.compare(one, other)


def test_a_thousand_words_that_moved_are_compared_at_once():
    questions = tuple(Question(f"A{n}", f"Racontez le jour {n}.") for n in range(200))
    one = Guide("g", "G", closing=questions)
    other = Guide("g", "G", closing=tuple(replace(q, id=f"B{n}") for n, q in enumerate(questions)))

    assert {d.kind for d in guides.compare(one, other)} == {"renumbered"}

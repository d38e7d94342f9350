import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.counting import crosstab, disclosing, for_audience, frequency
from toolkit.counting.disclosure import Crossing, grouped, hidden, joint, merged
from toolkit.errors import InvalidValue, Refused

crossings = st.lists(st.integers(3, 12), min_size=2, max_size=4).flatmap(
    lambda sizes: st.tuples(st.just(sizes), st.tuples(*(st.integers(0, size) for size in sizes)))
)


@settings(deadline=None, max_examples=80)
@given(crossings, st.sampled_from([3, 5]))
def test_no_shown_number_is_small_and_no_hidden_one_can_be_worked_out(crossing, k):
    sizes, counts = crossing

    gone = hidden(counts, sizes, k)

    assert all(counts[j] >= k and counts[j] != sizes[j] for j in range(len(sizes)) if j not in gone)
    # What a reader can do: all the rows that have this total and these shown numbers.
    possible = [
        row
        for row in itertools.product(*(range(size + 1) for size in sizes))
        if sum(row) == sum(counts) and all(row[j] == counts[j] for j in range(len(sizes)) if j not in gone)
    ]
    if len(gone) < len(sizes):
        assert all(len({row[j] for row in possible}) > 1 for j in gone)


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=6),
    st.sampled_from([3, 5]),
)
def test_small_groups_are_put_together_and_nobody_is_lost(groups, k):
    sizes = tuple(max(a, b) for a, b in groups)
    counts = tuple(min(a, b) for a, b in groups)

    made = grouped(Crossing(tuple("abcdef"[: len(groups)]), sizes, (counts,)), k)

    assert sum(made.sizes) == sum(sizes)
    assert sum(made.counts[0]) == sum(counts)
    assert len(made.groups) <= 1 or all(size >= k for size in made.sizes)


def people_and_codings(said: dict[str, list[int]], sizes: dict[str, int]):
    people = [(f"{trait}{i}", trait) for trait, size in sizes.items() for i in range(size)]
    codings = [
        (f"{trait}{i}", code)
        for code, numbers in said.items()
        for trait, n in zip(sizes, numbers, strict=True)
        for i in range(n)
    ]
    return (
        pd.DataFrame(people, columns=["participant", "statut"]),
        pd.DataFrame(codings, columns=["participant", "code"]),
    )


def test_four_paid_peers_are_not_shown_to_the_host_but_the_table_still_speaks():
    people, codings = people_and_codings({"entraide": [3, 4, 4]}, {"bénévole": 7, "salarié": 4, "stagiaire": 6})

    table = frequency(codings, by="statut", among=people, profile="host")

    assert "salarié" not in set(table.frame["statut"])
    assert table.frame["N"].min() >= 5
    assert table["entraide"] == 11
    shown = table.frame["n"].dropna()
    assert (shown >= 5).all()


def test_groups_are_put_together_rather_than_left_blank():
    people, codings = people_and_codings({"taire": [2, 6, 7]}, {"a": 8, "b": 9, "c": 9})

    table = frequency(codings, by="statut", among=people, profile="public")

    assert (table["taire", "a + b"], table["taire", "c"], table["taire"]) == (8, 7, 15)
    assert any("a + b" in note for note in table.notes)


def test_nobody_in_a_named_group_is_not_told():
    people, codings = people_and_codings({"taire": [0, 6, 7]}, {"a": 8, "b": 9, "c": 9})

    table = frequency(codings, by="statut", among=people, profile="internal")

    assert (table["taire", "a + b"], table["taire", "c"]) == (6, 7)
    assert 0 not in table.printed.rows[0]
    assert 0 not in [cell for row in table.printed.facts[1] for cell in row]


def test_the_screen_of_the_analyst_hides_nothing_and_says_so(monkeypatch):
    monkeypatch.setenv("CARNET_LANG", "en")
    people, codings = people_and_codings({"taire": [2, 6, 7]}, {"a": 8, "b": 9, "c": 9})

    table = frequency(codings, by="statut", among=people)

    assert [table["taire", group] for group in "abc"] == [2, 6, 7]
    assert any(note.startswith("Working document") for note in table.notes)


def test_totals_of_themes_are_never_hidden():
    people, codings = people_and_codings({"taire": [1, 0]}, {"a": 8, "b": 9})

    assert frequency(codings, among=people, profile="public")["taire"] == 1


def test_a_table_to_give_out_holds_no_extract():
    people, codings = people_and_codings({"taire": [5, 5]}, {"a": 8, "b": 9})

    with pytest.raises(InvalidValue):
        frequency(codings, by="statut", among=people, profile="public").quotes("taire")


def test_hiding_needs_the_size_of_the_groups_and_a_known_audience():
    people, codings = people_and_codings({"taire": [5, 5]}, {"a": 8, "b": 9})

    with pytest.raises(Refused):
        frequency(codings.merge(people), by="statut", profile="public")
    with pytest.raises(InvalidValue):
        frequency(codings, by="statut", among=people, profile="presse")


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(1, 9), min_size=2, max_size=4).flatmap(
        lambda sizes: st.tuples(
            st.just(sizes),
            st.lists(st.tuples(*(st.integers(0, size) for size in sizes)), min_size=1, max_size=3),
        )
    ),
    st.sampled_from([3, 5]),
)
def test_what_is_given_out_tells_no_small_number_and_lets_none_be_worked_out(crossing, k):
    sizes, counts = crossing
    made = merged(Crossing(tuple("abcd"[: len(sizes)]), tuple(sizes), tuple(counts)), k)

    assert sum(made.sizes) == sum(sizes)
    for row, before in zip(made.counts, counts, strict=True):
        assert sum(row) == sum(before)
        if len(made.groups) == 1 or sum(row) in (0, sum(sizes)):
            continue  # the total, always said, tells it
        gone = hidden(row, made.sizes, k)
        shown = [None if j in gone else n for j, n in enumerate(row)]
        possible = [
            other
            for other in itertools.product(*(range(size + 1) for size in made.sizes))
            if sum(other) == sum(row) and all(n is None or n == m for n, m in zip(shown, other, strict=True))
        ]
        assert all(len({other[j] for other in possible}) > 1 for j in gone)
        together = joint(shown, made.sizes, sum(row))
        assert together == (None if not gone else (sum(row[j] for j in gone), sum(made.sizes[j] for j in gone)))


def test_twelve_people_in_two_groups_still_say_something_true(monkeypatch):
    monkeypatch.setenv("CARNET_LANG", "en")
    people, codings = people_and_codings({"entraide": [6, 3], "fatigue": [2, 5]}, {"pair": 7, "salarié": 5})

    table = for_audience(crosstab(codings, columns="statut", among=people), "public")

    assert table.printed.rows[0][1:] == ("pair + salarié: 9 of 12", "pair + salarié: 9 of 12", 9)
    assert not disclosing(table, "public")
    uneven, said = people_and_codings({"entraide": [6, 3]}, {"pair": 8, "salarié": 4})
    assert for_audience(crosstab(said, columns="statut", among=uneven), "public")["entraide", "pair + salarié"] == 9


def test_a_table_is_checked_before_it_is_given_out():
    people, codings = people_and_codings({"entraide": [6, 3], "fatigue": [2, 5]}, {"pair": 8, "salarié": 4})
    table = crosstab(codings, columns="statut", among=people)

    assert len(disclosing(table, "public")) == 2
    assert not disclosing(frequency(codings, among=people), "public")
    with pytest.raises(Refused):
        for_audience(crosstab(codings, columns="participant", among=people), "public")
    with pytest.raises(InvalidValue):
        for_audience(table, "public").quotes("entraide")

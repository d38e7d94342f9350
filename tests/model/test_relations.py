"""Links, events, acts: checked when born; what they hang on takes them along, or takes them away."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import InvalidValue, Refused
from toolkit.model import (
    Act,
    Change,
    Code,
    Coder,
    Event,
    Link,
    Memo,
    MemoryDesk,
    Participant,
    Transcript,
    coding_of,
)
from toolkit.model.moments import moment
from toolkit.model.ties import retold, with_ties

TEXT = Transcript("E01", "L’usine a fermé, j’ai déménagé vers le nord.")
CODES = (Code("usine", "Usine"), Code("depart", "Départ"), Code("nord", "Nord"))
CODING = coding_of(TEXT, 0, 15, CODES[0], coder="C1")
LINK = Link("l1", "causes", "usine", "depart", evidence=(CODING.id,))
EVENT = Event("e1", "Fermeture de l’usine", "P01", "1998~", evidence=(CODING.id,))
ACT = Act("a1", "Elle ferme la porte.", "P01", "E01", verbalisations=(CODING.id,))


def desk() -> MemoryDesk:
    memo = Memo("m1", "À voir.", about=(CODING.id,))
    people = (Coder("C1"), Participant("P01"))
    return MemoryDesk(*people, TEXT, *CODES, CODING, memo, LINK, EVENT, ACT)


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("1998", "1998-01-01", "1998-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1998-05-03", "1998-05-03", "1998-05-03"),
        ("1998-21", "1998-03-01", "1998-05-31"),
        ("1998-24", "1997-12-01", "1999-02-28"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("[2001..2004-06]", "2001-01-01", "2004-06-30"),
    ],
)
def test_a_date_lies_between_two_days(written: str, earliest: str, latest: str) -> None:
    found = moment(written)

    assert found is not None
    assert (str(found.earliest), str(found.latest)) == (earliest, latest)


def test_about_2015_comes_between_2014_and_2016_and_reaches_into_both() -> None:
    years = ["2016", "2015~", "2014"]

    assert sorted(years, key=lambda year: moment(year).middle) == ["2014", "2015~", "2016"]
    low, high = moment("2015~").widest
    assert (low.year, high.year) == (2014, 2016)


def test_an_open_date_knows_one_end_only() -> None:
    assert (moment("[..1997]").earliest, moment("[..1997]").latest) == (None, date(1997, 12, 31))
    assert moment("[1999..]").widest == (date(1999, 1, 1), None)
    assert moment("") is None


@pytest.mark.parametrize(
    "written", ["98", "1998-13", "2023-02-29", "1998-25", "vers 1998", "[..]", "1998~~", "0000", "9998"]
)
def test_what_is_no_date_is_refused_with_what_to_write(written: str) -> None:
    with pytest.raises(InvalidValue, match="n’est pas une date"):
        moment(written)


@given(st.text(alphabet="0123456789-X[].~?%", max_size=14))
def test_whatever_is_typed_is_a_date_or_is_refused(written: str) -> None:
    try:
        found = moment(written)
    except InvalidValue:
        return
    assert found is None or found.earliest is None or found.latest is None or found.earliest <= found.latest


@pytest.mark.parametrize(
    "make",
    [
        lambda: Link("l", "causes", "a", "a"),
        lambda: Link("l", "likes", "a", "b"),  # type: ignore[arg-type]
        lambda: Event("e", "  "),
        lambda: Event("e", "Retour", when="2004", until="2001"),
        lambda: Event("e", "Retour", when="[2004..2001]"),
        lambda: Event("e", "Retour", until="2004", months=3),
        lambda: Event("e", "Retour", age=131),
        lambda: Event("e", "Retour", months=-1),
        lambda: Event("e", "Retour", months=10**9),
        lambda: Event("e", "Retour", turn=3),
        lambda: Act("a", "Elle sort.", start_ms=2000, end_ms=1000),
        lambda: Act("a", "Elle sort.", end_ms=1000),
        lambda: Act("a", "", transcript="E01"),
        lambda: Act("a", "Elle sort.", transcript="E01", turn=0),
    ],
)
def test_what_cannot_be_is_refused_at_birth(make) -> None:
    with pytest.raises(InvalidValue):
        make()


def test_an_end_that_may_come_after_is_not_refused() -> None:
    assert Event("e", "Chômage", when="2001~", until="2000").until == "2000"


def test_a_link_goes_with_its_end_in_one_change_and_comes_back_with_it() -> None:
    held = desk()

    held.do(Change.removing(held.get(Code, "depart"), verb="delete codes"))

    assert held.all(Link) == []
    held.undo()
    assert held.all(Link) == [LINK]
    assert [code.id for code in held.all(Code)] == ["usine", "nord", "depart"]


def test_an_event_outlives_the_coding_that_says_it_and_a_memo_is_left_as_it_is() -> None:
    held = desk()

    held.do(Change.removing(CODING, verb="delete codings"))

    assert held.get(Event, "e1").evidence == held.get(Link, "l1").evidence == held.get(Act, "a1").verbalisations == ()
    assert held.get(Memo, "m1").about == (CODING.id,)
    held.undo()
    assert (held.get(Event, "e1"), held.get(Act, "a1")) == (EVENT, ACT)


def test_what_was_linked_since_is_not_undone_under_the_link() -> None:
    held = desk()
    held.do(Change.adding(Code("port", "Port"), verb="add codes"), coder="C1")
    held.do(Change.adding(Link("l2", "part of", "port", "nord"), verb="add links"), coder="C2")

    with pytest.raises(Refused):
        held.undo(coder="C1")

    assert held.get(Code, "port").label == "Port"


def test_a_change_that_takes_away_both_does_not_take_the_link_twice() -> None:
    held = desk()
    change = Change.removing(held.get(Code, "depart"), LINK)

    assert with_ties(change, held.all) is change


def test_a_link_whose_ends_become_one_falls() -> None:
    assert retold(LINK, {"usine": "depart"}) is None
    assert retold(LINK, {"usine": "nord"}) == Link("l1", "causes", "nord", "depart", evidence=(CODING.id,))

"""Events of a life: dates as they are told, a table, a figure where nothing is dropped and no label meets another."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linked import CLOSED, desk

from toolkit import coding
from toolkit.coding.calendars import events_of
from toolkit.coding.dates import read_date, said_date
from toolkit.coding.events import before_birth, birth_year, place
from toolkit.errors import FaultyFile, InvalidValue, UnknownName, UnknownParticipant
from toolkit.formats.sheets import read_table
from toolkit.formats.table_writers import FACTS
from toolkit.model import Event, Participant
from toolkit.model.moments import moment

TOLD = {
    "1998": "1998",
    "en 1998": "1998",
    "mai 1998": "1998-05",
    "Le 3 mai 1998": "1998-05-03",
    "1er janvier 2000": "2000-01-01",
    "au printemps 1998": "1998-21",
    "l’été 2003": "2003-22",
    "pendant l'hiver 1985": "1985-24",
    "vers 1998": "1998~",
    "environ mai 1998": "1998-05~",
    "1998 ?": "1998?",
    "peut-être 1998": "1998?",
    "entre 2001 et 2004": "[2001..2004]",
    "2001-2004": "[2001..2004]",
    "entre mai 2001 et juin 2001": "[2001-05..2001-06]",
    "avant 1998": "[..1997]",
    "avant le 1er mars 2024": "[..2024-02-29]",
    "après mai 1998": "[1998-06..]",
    "au plus tard en 1998": "[..1998]",
    "dans les années 1990": "199X",
    "années 90": "199X",
    "début 1998": "[1998-01..1998-04]",
    "à la fin de 1998": "[1998-09..1998-12]",
    "03/05/1998": "1998-05-03",
    "05/1998": "1998-05",
    "1998~": "1998~",
    "about May 1998": "1998-05~",
    "vers 98": "1998~",
    "mai 98": "1998-05",
    "été 98": "1998-22",
    "en 05": "2005",
    "3/5/98": "1998-05-03",
    "03-05-1998": "1998-05-03",
    "entre 98 et 2001": "[1998..2001]",
    "hiver 2001-2002": "[2001-12..2002-02]",
    "pendant l’hiver 98-99": "[1998-12..1999-02]",
    "année scolaire 2001/2002": "[2001-09..2002-08]",
    "fin des années 80": "[1986..1989]",
    "au début des années 2000": "[2000..2003]",
    "mi-mai 2001": "[2001-05-11..2001-05-20]",
    "vers la fin de 1998": "[1998-09..1998-12]",
    "entre mai et juin 1998": "[1998-05..1998-06]",
    "mai-juin 2003": "[2003-05..2003-06]",
    "en 2001 ou 2002": "[2001..2002]",
    "à la rentrée 2001": "2001-09",
    "courant 2003": "2003",
    "jusqu’en 2004": "[..2004]",
    "mars 2020 environ": "2020-03~",
    "l’année 1998": "1998",
    "je ne sais plus": "",
    "ne sait plus": "",
    "": "",
}


@pytest.mark.parametrize(("told", "kept"), TOLD.items())
def test_a_date_is_read_as_it_is_told(told: str, kept: str) -> None:
    assert read_date(told) == (kept, None)


@pytest.mark.parametrize(
    "told", ["à 17 ans", "17 ans", "vers 17 ans", "À l’âge de 17 ans", "quand j’avais 17 ans", "à 17 ans et demi"]
)
def test_an_age_is_not_a_date(told: str) -> None:
    assert read_date(told) == ("", 17)


@pytest.mark.parametrize(
    "told",
    [
        "98",
        "31/02/1998",
        "mai",
        "années 20",
        "vers 17",
        "fin 17 ans",
        "hiver 2001-2004",
        "l’année du bac",
        "avant la naissance de ma fille",
        "un jour de pluie",
        "entre 2004 et 2001",
        "1998 2001",
        "avant 1000",
        "9999",
    ],
)
def test_what_is_not_sure_to_be_read_is_refused(told: str) -> None:
    with pytest.raises(InvalidValue, match="compris comme une date"):
        read_date(told)


@pytest.mark.parametrize(
    "said",
    [
        "avant le 3 mai 1998",
        "vers l’été 1998",
        "vers les années 1980",
        "1998",
        "mai 1998",
        "3 mai 1998",
        "vers 1998",
        "entre 2001 et 2004",
        "avant 1998",
        "après mai 1998",
        "été 2003",
    ],
)
def test_what_is_said_of_a_date_is_read_again(said: str) -> None:
    assert said_date(read_date(said)[0]) == said


@given(st.text(alphabet="0123456789 /-.amijuinvers~?[]entr", max_size=24))
@settings(max_examples=300, deadline=None)
def test_whatever_is_told_is_read_or_refused(told: str) -> None:
    try:
        kept, age = read_date(told)
    except InvalidValue:
        return
    assert bool(said_date(kept)) == bool(moment(kept))
    assert age is None or 0 <= age <= 999


EVENTS = (
    ("Naissance", "1961", "", "famille", {}),
    ("Premier emploi", "à 17 ans", "", "travail", {}),
    ("Usine", "1984", "1998", "travail", {}),
    ("Fermeture de l’usine, licenciement", "vers 1998", "", "travail", {"turning": True, "evidence": [CLOSED.id]}),
    ("Déménagement", "entre 1999 et 2001", "", "logement", {"turning": True}),
    ("Chez sa sœur", "début 1999", "", "logement", {"months": 14}),
    ("HLM", "après 2002", "", "logement", {}),
    ("Perte 🧶 de la mère", "avant 1990", "", "famille", {}),
    ("Vacances", "", "", "loisirs", {}),
)


def lived():
    held = desk()
    for text, when, until, domain, more in EVENTS:
        held.do(
            coding.event(held, text, participant="P03", when=when, until=until, domain=domain, coder="C1", **more)
        )
    held.do(coding.event(held, "Apprentissage", participant="P04", age=15, coder="C1"))
    return held


def test_events_come_in_the_order_of_time_and_undated_ones_are_kept_apart() -> None:
    life = coding.life(lived(), "P03")

    assert [one.event.text for one in life.placed[:3]] == ["Naissance", "Premier emploi", "Perte 🧶 de la mère"]
    assert [one.text for one in life.undated] == ["Vacances"]
    assert (life.n, life.born, life.domains) == (9, 1961, ["family", "housing", "work"])


def test_about_2015_is_told_so_and_comes_between_2014_and_2016() -> None:
    held = desk()
    for year in ("2016", "vers 2015", "2014"):
        held.do(coding.event(held, f"En {year}", participant="P03", when=year))

    assert [row[0] for row in coding.timeline_table(held, "P03").printed.rows] == ["2014", "vers 2015", "2016"]


def test_an_age_with_a_year_of_birth_covers_two_years_and_without_it_stays_undated() -> None:
    one = Event("e", "Départ", age=17)

    found = place(one, 1961)
    assert found is not None
    assert (found.low, found.high, found.certain) == (date(1978, 1, 1), date(1979, 12, 31), False)
    assert place(one) is None
    assert [event.text for event in coding.life(lived(), "P04").undated] == ["Apprentissage"]


@pytest.mark.parametrize(
    ("traits", "year"),
    [
        ({"Année de naissance": 1961}, 1961),
        ({"né_en": "1961"}, 1961),
        ({"naissance": 1961.0}, 1961),
        ({"âge": 61}, None),
    ],
)
def test_the_year_of_birth_is_a_trait(traits: dict, year: int | None) -> None:
    assert birth_year(Participant("P", traits=traits)) == year


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"participant": "P99"}, UnknownParticipant),
        ({"evidence": ["rien"]}, UnknownName),
        ({"transcript": "E03", "turn": 3}, InvalidValue),
        ({"when": "2004", "until": "2001"}, InvalidValue),
        ({"when": "un jour"}, InvalidValue),
        ({"until": "à 20 ans"}, InvalidValue),
    ],
)
def test_an_event_that_cannot_be_is_refused(fields: dict, error: type) -> None:
    with pytest.raises(error):
        coding.event(desk(), "Départ", **fields)


def test_an_event_is_changed_taken_away_and_each_is_undone() -> None:
    held = lived()
    first = held.all(Event)[0]

    held.do(coding.change_event(held, first.id, when="vers 1962", domain="santé"))
    assert (held.get(Event, first.id).when, held.get(Event, first.id).domain) == ("1962~", "health")
    held.undo()
    held.do(coding.delete_events(held, first.id))
    held.undo()
    assert held.get(Event, first.id) == first


def test_the_table_tells_when_where_and_keeps_one_fact_a_line() -> None:
    view = coding.timeline_table(lived(), "P03")
    told = {row[2]: row for row in view.printed.rows}

    assert told["Fermeture de l’usine, licenciement (bifurcation)"][4] == "E03, tour 1 (Fermeture)"
    assert told["Usine"][0] == "1984 → 1998"
    assert view.printed.rows[-1][0] == "date inconnue"
    headings, rows = view.printed.facts
    assert dict(zip(headings, rows[-2], strict=True))["when"] == "[2003..]"
    assert "9" in view.printed.caption
    assert repr(view) == "<timeline: 9>"


def drawn_texts(ax):
    ax.figure.canvas.draw()
    renderer = ax.figure.canvas.get_renderer()
    return [(text.get_text(), text.get_window_extent(renderer)) for text in ax.texts if text.get_text()]


def crossing(ax) -> list[tuple[str, str]]:
    found = drawn_texts(ax)
    return [
        (one, other)
        for n, (one, box) in enumerate(found)
        for other, there in found[n + 1 :]
        if box.x0 < there.x1 and there.x0 < box.x1 and box.y0 < there.y1 - 1 and there.y0 < box.y1 - 1
    ]


def with_canvas(ax):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    FigureCanvasAgg(ax.figure)
    return ax


def test_the_figure_holds_every_event_its_numbers_and_nobody_s_name() -> None:
    held = lived()
    ax = with_canvas(coding.life_timeline(held, "P03"))
    caption = ax.get_xlabel()

    assert "8 événements datés, 1 sans date (N = 9)" in caption.replace("\xa0", " ")
    assert "Vacances" in caption
    said = " ".join(text for text, _box in drawn_texts(ax)).replace("\n", " ")
    assert all(text.replace("🧶 ", "") in said for text, when, *_rest in EVENTS if when)
    assert crossing(ax) == []
    text = coding.timeline_text(held, "P03")
    assert all(event[0] in text for event in EVENTS)


def test_uncertain_dates_are_hatched_and_certain_ones_are_full() -> None:
    ax = coding.life_timeline(lived(), "P03")
    hatched = [bar for bar in ax.patches if bar.get_hatch()]
    full = [bar for bar in ax.patches if not bar.get_hatch() and bar.get_height() < 0.5]

    assert (len(hatched), len(full)) == (6, 2)
    assert sum(line.get_marker() in "<>" for line in ax.lines) == 2
    assert sum(line.get_marker() == "D" for line in ax.lines) == 2


def test_a_figure_given_is_drawn_in_and_given_back() -> None:
    from matplotlib.figure import Figure

    ax = Figure(figsize=(14, 8)).add_subplot()

    assert coding.life_timeline(lived(), ax=ax, draft=False) is ax
    assert any(text.get_text().startswith("P03 : ") for text in ax.texts)


def test_a_life_without_a_date_is_still_a_figure() -> None:
    held = desk()
    held.do(coding.event(held, "Un jour", participant="P04"))

    assert "0 événement daté, 1 sans date" in coding.life_timeline(held, "P04").get_xlabel().replace("\xa0", " ")
    assert "0 événement daté" in coding.life_timeline(desk()).get_xlabel().replace("\xa0", " ")


def test_forty_events_in_ten_years_meet_nowhere() -> None:
    held = desk()
    for n in range(40):
        when = (f"{1990 + n % 10}", f"vers {1990 + n % 10}", f"{1990 + n % 10}-0{n % 9 + 1}")[n % 3]
        held.do(
            coding.event(
                held,
                f"Événement d’un long intitulé n° {n}",
                participant="P03",
                when=when,
                domain=("travail", "santé")[n % 2],
            )
        )

    assert crossing(with_canvas(coding.life_timeline(held, "P03"))) == []


def test_two_ages_are_placed_by_the_birth_and_their_words_are_kept() -> None:
    held = desk()
    for person in ("P03", "P04"):
        held.do(coding.event(held, "Fugue", participant=person, when="entre 15 et 17 ans", note="Deux fois."))

    known, unknown = held.all(Event)
    assert (known.when, known.note) == ("[1976..1979]", "Deux fois.\nentre 15 et 17 ans")
    assert (unknown.when, unknown.age, unknown.note) == ("", None, "Deux fois.\nentre 15 et 17 ans")


@pytest.mark.parametrize("told", ["de 1998 à 2003", "1998 à 2003", "du printemps 98 au printemps 2003"])
def test_what_lasted_has_a_beginning_and_an_end(told: str) -> None:
    made = coding.event(desk(), "Usine", when=told).edits[0][2]

    assert (made.when[:4], made.until[:4]) == ("1998", "2003")


def test_an_age_told_in_place_of_a_date_is_not_lost_when_an_event_changes() -> None:
    held = desk()
    held.do(coding.event(held, "Usine", participant="P03"))
    event = held.all(Event)[0]

    assert coding.change_event(held, event.id, when="à 17 ans").edits[0][2].age == 17
    with pytest.raises(InvalidValue):
        coding.change_event(held, event.id, until="à 17 ans")


@pytest.mark.parametrize(
    ("when", "age"),
    [
        ("1998", "36–37"),
        ("entre 2001 et 2004", "39–43"),
        ("années 90", "28–38"),
        ("1961", "0"),
        ("1950", ""),
        ("avant 1998", ""),
    ],
)
def test_the_age_covers_all_that_a_date_may_be_and_nobody_has_one_before_birth(when: str, age: str) -> None:
    held = desk()
    held.do(coding.event(held, "Mariage", participant="P03", when=when))

    assert coding.timeline_table(held, "P03").printed.rows[0][1] == age


def test_a_figure_without_a_date_bears_no_year() -> None:
    held = desk()
    held.do(coding.event(held, "Mariage", participant="P03"))

    assert list(coding.life_timeline(held, "P03").get_xticks()) == []


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_events_written_out_are_brought_in_again(tmp_path, ending: str) -> None:
    held = lived()
    for _twice in range(2):
        held.do(coding.event(held, "Déménagement", participant="P04"))
    path = tmp_path / f"evenements.{ending}"
    coding.write_opened(path, coding.timeline_table(held))
    other = desk()

    other.do(events_of(read_table(path, prefer=FACTS), other))

    def told(held) -> list:
        return sorted((one.text, one.participant, one.when, one.until, str(one.age)) for one in held.all(Event))

    assert told(other) == told(held)
    assert len(events_of(read_table(path, prefer=FACTS), held)) == 0


def test_an_edited_row_changes_the_event_that_its_id_names(tmp_path) -> None:
    held = lived()
    path = tmp_path / "evenements.csv"
    coding.write_opened(path, coding.timeline_table(held))
    before = {one.id: one for one in held.all(Event)}
    id = next(one.id for one in before.values() if one.note == "" and one.when)
    words = before[id].text
    path.write_text(path.read_text(encoding="utf-8-sig").replace(words, "Tout autre chose"), encoding="utf-8")
    change = events_of(read_table(path), held, coder="C2")
    same = [one.id for one in before.values() if one.text == words]

    assert change.verb == "change events"
    assert [one[0] for one in change] == same
    held.do(change)
    after = {one.id: one for one in held.all(Event)}
    assert after == {**before, **{one: replace(before[one], text="Tout autre chose") for one in same}}
    assert len(events_of(read_table(path), held)) == 0

    path.write_text(f"id;evenement\n{id};Un\n{id};Deux\n", encoding="utf-8")
    with pytest.raises(FaultyFile):
        events_of(read_table(path), held)


def test_a_table_without_a_column_leaves_what_it_would_say(tmp_path) -> None:
    held = desk()
    held.do(
        coding.event(held, "Départ", participant="P03", when="vers 1998", domain="travail", turning=True, note="N")
    )
    before = held.all(Event)[0]
    path = tmp_path / "court.csv"
    path.write_text(f"id;evenement\n{before.id};Retour\n", encoding="utf-8")

    held.do(events_of(read_table(path), held))

    assert held.all(Event) == [replace(before, text="Retour")]


def test_an_event_before_the_birth_is_said() -> None:
    held = desk()
    held.do(coding.event(held, "Tôt", participant="P03", when="1950"))
    held.do(coding.event(held, "La même année", participant="P03", when="1961"))
    held.do(coding.event(held, "Naissance inconnue", participant="P04", when="1950"))

    said = before_birth(held, held.all(Event))

    assert len(said) == 1
    assert "P03" in said[0]
    assert "1961" in said[0]


def test_a_long_timeline_is_told_in_short_on_the_screen_and_whole_beside_the_figure() -> None:
    held = desk()
    for year in range(1970, 1990):
        held.do(coding.event(held, f"Fait {year}.", participant="P03", when=str(year)))

    short, whole = coding.timeline_text(held, "P03", most=12), coding.timeline_text(held, "P03")

    assert "Fait 1981" in short
    assert "Fait 1982" not in short
    assert "8 autres événements" in short.replace("\xa0", " ")
    assert "Fait 1989" in whole
    assert "autres événements" not in whole.replace("\xa0", " ")

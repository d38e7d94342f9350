import json

import pytest

from toolkit.counting import browse, cooccurrence, crosstab, frequency, query
from toolkit.counting.widget import PAGE, behind
from toolkit.errors import InvalidValue

ASK = {"v": 1, "type": "ask", "seq": 1, "view": "a", "ask": "quotes", "column": 1, "after": 0}
WORDS = ("c’est tout", "On s’aide", "surtout", "Pareil")


def tables(desk) -> dict:
    pieces, people, codes = desk.frame("pieces"), desk.frame("participants"), desk.frame("codes")
    options = {"coder": "C1", "among": people, "codes": codes}
    return {
        "list": frequency(pieces, **options),
        "crossed": frequency(pieces, by="statut", **options),
        "crosstab": crosstab(pieces, columns="statut", **options),
        "turned": crosstab(pieces, rows="participant", columns="theme", **options),
        "codes": crosstab(pieces, columns="code", **options),
        "pairs": cooccurrence(pieces, how="participant", **options),
        "query": query(pieces, "lien", **options),
    }


def asked(view, line: int, column: int, after: int = 0) -> dict:
    return view.answer({"line": line, "column": column, "after": after})


@pytest.mark.parametrize("name", ["list", "crossed", "crosstab", "turned", "codes", "pairs", "query"])
def test_each_number_that_opens_leads_to_as_many_people_as_it_says(desk, name):
    table = tables(desk)[name]
    view = browse(table)
    shown = view.snapshot()
    opened = 0

    for i, row in enumerate(shown["rows"]):
        for j, cell in enumerate(row):
            if not cell["opens"]:
                continue
            opened += 1
            told = asked(view, i, j)
            assert told["total"] == len(told["extracts"]) > 0
            assert all(one["words"] and one["where"] for one in told["extracts"])
            if name != "query":
                people = behind(table, i, j)["participant"]
                assert people.nunique() == int(cell["text"])
    assert opened >= 1


def test_nothing_that_somebody_said_is_in_what_a_notebook_saves(desk):
    for name, table in tables(desk).items():
        view = browse(table)
        said: list = []
        view.attach(said.append)

        data, metadata = view._repr_mimebundle_()
        saved = json.dumps([data, metadata, view.widget.get_state()], ensure_ascii=False, default=str)

        view.receive(
            {"v": 1, "type": "ask", "seq": 1, "view": "a", "ask": "quotes", "line": 0, "column": 1, "after": 0}
        )
        later = json.dumps([view.widget.get_state(), repr(view), view.in_short()], ensure_ascii=False, default=str)
        assert not any(words in text for words in WORDS for text in (saved, later)), name
        assert repr(table) + str(table._repr_html_())
        assert not any(words in repr(table) + str(table._repr_html_()) for words in WORDS), name
        view.close()


def test_the_words_travel_only_when_they_are_asked_for(desk):
    view = browse(tables(desk)["list"])
    said: list = []
    view.attach(said.append)

    view.receive({"v": 1, "type": "hello", "view": "a"})
    assert "c’est" not in json.dumps(said, ensure_ascii=False)
    view.receive({**ASK, "line": 1})

    assert "c’est tout" in json.dumps(said[-1], ensure_ascii=False)
    view.close()


def test_many_extracts_come_by_pages(desk):
    import pandas as pd

    once = desk.frame("pieces")
    copies = [once.assign(start=once["start"] + 999 * i, end=once["end"] + 999 * i) for i in range(60)]
    many = pd.concat(copies, ignore_index=True)
    view = browse(crosstab(many, columns="statut", coder="C1"))

    first = asked(view, 1, 4)
    rest = asked(view, 1, 4, after=PAGE)

    assert first["total"] == 180
    assert len(first["extracts"]) == PAGE
    assert rest["after"] == PAGE


def test_a_table_to_give_out_has_nothing_to_open_and_a_wrong_cell_is_refused(desk):
    given = frequency(
        desk.frame("pieces"), by="statut", coder="C1", among=desk.frame("participants"), profile="internal"
    )
    with pytest.raises(InvalidValue):
        browse(given)
    with pytest.raises(InvalidValue):
        asked(browse(tables(desk)["list"]), 99, 1)
    view = browse(tables(desk)["list"])
    said: list = []
    view.attach(said.append)

    view.receive({**ASK, "line": 99})

    assert said[-1]["type"] == "rejected"
    view.close()

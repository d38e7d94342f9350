import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.counting import Query, forget_query, keep_query, query, read_queries, read_query
from toolkit.counting.asking import Both, Has, Not, Said, Tied, parsed
from toolkit.errors import InvalidValue, UnknownCode, UnknownName, UnreadableFile


def asked(desk, asks: str, **options):
    options = {"coder": "C1", "among": desk.frame("participants"), "codes": desk.frame("codes"), **options}
    return query(desk.frame("pieces"), asks, **options)


def places(found) -> set:
    return {(row["transcript"], row["start"]) for row in found.frame.to_dict("records")}


@pytest.mark.parametrize(
    ("asks", "people", "extracts"),
    [
        ("entraide", {"P1"}, 1),
        ("lien", {"P1", "P3", "P4"}, 4),
        ("Aide reçue", {"P1", "P3", "P4"}, 3),
        ("AIDE RECUE", {"P1", "P3", "P4"}, 3),
        ("entraide ou fatigue", {"P1", "P2"}, 3),
        ("entraide or fatigue", {"P1", "P2"}, 3),
        ("non entraide", {"P1", "P2", "P3", "P4"}, 5),
        ("entraide et aide", set(), 0),
        ("« Aide reçue » chevauche entraide", {"P1"}, 1),
        ("aide précède fatigue", {"P3", "P4"}, 2),
        ("aide précède (1) fatigue", {"P4"}, 1),
        ("aide avant (1 tour) fatigue", {"P4"}, 1),
        ("fatigue suit aide", set(), 1),
        ("aide près de (2) fatigue", {"P3", "P4"}, 2),
        ("aide near (1) fatigue", {"P4"}, 1),
        ("aide même personne entraide", {"P1"}, 1),
        ("aide même tour entraide", {"P1"}, 1),
        ("statut=benevole et aide", {"P3"}, 1),
        ("aide et statut=bénévole", {"P3"}, 1),
        ("(entraide ou aide) et non personne=P1", {"P3", "P4"}, 2),
        ("texte=G1 et fatigue", set(), 1),
        ("membre=oui et lien", {"P1", "P3", "P4"}, 4),
    ],
)
def test_each_word_of_a_query_finds_what_it_says(desk, asks, people, extracts):
    found = asked(desk, asks)

    assert (set(found.people), len(found)) == (people, extracts)
    assert set(found.quotes()["state"]) <= {"accepted"}


def test_a_query_shows_numbers_and_gives_its_words_when_asked(desk):
    found = asked(desk, "entraide")

    assert "c’est" not in repr(found) + found._repr_html_() + repr(found.frame) + repr(found.quotes())
    assert "l’entraide" in found.show()["quote"].iloc[0]
    assert "1 extrait, 1 texte, 1 personne sur 5" in found.notes[0].replace("\xa0", " ")


def test_and_that_finds_nothing_says_that_they_overlap(desk):
    assert any("chevauche" in note for note in asked(desk, "entraide et aide").notes)
    assert not any("chevauche" in note for note in asked(desk, "entraide et fatigue").notes)


def test_codings_are_kept_by_coder_speaker_text_trait_and_date(desk):
    pieces, codings = desk.frame("pieces"), desk.frame("codings")
    dated = codings.assign(
        date=["2026-03-01" if code == "fatigue" else "2026-05-10T08:00" for code in codings["code"]]
    )

    assert set(asked(desk, "fatigue", coder="C2").people) == {"P1"}
    assert set(asked(desk, "fatigue", coder=["C1", "C2"]).people) == {"P1", "P2"}
    assert places(asked(desk, "aide", transcripts=["G1"], speakers=["B"])) == {("G1", 28)}
    assert set(asked(desk, "lien", where={"statut": "bénévole"}).people) == {"P3"}
    for days, n in (({"until": "2026-04-01"}, 2), ({"since": "2026-04-01"}, 0), ({"since": "2026-03-01"}, 2)):
        assert len(query(pieces, "fatigue", coder="C1", dated=dated, **days)) == n
    assert len(query(pieces, "aide", coder="C1", dated=dated, since="2026-05-10", until="2026-05-10")) == 3
    with pytest.raises(InvalidValue):
        query(pieces, "fatigue", coder="C1", since="2026-04-01")


def test_what_is_read_of_a_query_is_a_tree():
    assert parsed("a et b ou non c") == Both("or", Both("and", Has("a"), Has("b")), Not(Has("c")))
    assert parsed("a et (b ou c)") == Both("and", Has("a"), Both("or", Has("b"), Has("c")))
    assert parsed("faire lien près de (2) “b et c”") == Tied("near", Has("faire lien"), Has("b et c"), 2)
    assert parsed("a proche de b") == parsed("a near b")
    assert parsed("statut = en poste et a") == Both("and", Said("statut", "en poste"), Has("a"))
    assert parsed("a même tour b même tour c").left == Tied("same_turn", Has("a"), Has("b"))


@pytest.mark.parametrize(
    "asks", ["", "   ", "entraide et", "et entraide", "(entraide", "entraide)", "« entraide", "statut=", "= a", "non",
             "a chevauche", "chevauche a", "a non b", "a près de (2"],
)  # fmt: skip
def test_a_query_that_cannot_be_read_says_where_and_gives_an_example(desk, asks):
    with pytest.raises(InvalidValue) as fault:
        asked(desk, asks)

    assert "entraide et non fatigue" in fault.value.hint


def test_unknown_names_are_told(desk):
    with pytest.raises(UnknownCode):
        asked(desk, "isolement")
    with pytest.raises(UnknownName):
        asked(desk, "humeur=bonne")
    with pytest.raises(UnknownName):
        asked(desk, "statut=cadre")
    with pytest.raises(InvalidValue):
        query(desk.frame("pieces"), "entraide")


def test_nothing_coded_yet_is_a_sentence(desk):
    codes = desk.frame("codes")
    for asks in (
        "entraide",
        "entraide et aide",
        "aide chevauche entraide",
        "non aide",
        "aide même personne entraide",
    ):
        found = query(desk.frame("pieces").iloc[:0], asks, codes=codes, among=desk.frame("participants"))

        assert len(found) == 0
        assert "Aucun extrait" in found.notes[0]


def test_a_query_is_kept_under_a_name_and_asked_again(desk, tmp_path):
    folder = tmp_path / "étude d’été"
    kept = Query(
        "aide chevauche entraide", name="élan", where={"statut": "salariée"}, coders="C1", since="2026-01-01"
    )

    keep_query(folder, kept)
    keep_query(folder, Query("fatigue", name="plaintes"))

    assert read_query(folder, "élan") == kept
    assert list(read_queries(folder)) == ["élan", "plaintes"]
    assert len(query(desk.frame("pieces"), read_query(folder, "plaintes"), coder="C1")) == 2
    keep_query(folder, Query("fatigue ou aide", name="plaintes"))
    assert read_query(folder, "plaintes").asks == "fatigue ou aide"
    forget_query(folder, "élan")
    assert list(read_queries(folder)) == ["plaintes"]
    with pytest.raises(UnknownName):
        read_query(folder, "élan")
    with pytest.raises(InvalidValue):
        keep_query(folder, Query("fatigue"))


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"format": "autre"}', '{"format": "carnet-queries/1", "queries": {"a": {}}}']
)
def test_a_file_of_queries_that_was_spoilt_is_refused(tmp_path, content):
    assert read_queries(tmp_path) == {}
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "requetes.json").write_text(content, encoding="utf-8")

    with pytest.raises(UnreadableFile):
        read_queries(tmp_path)


segments = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 20), st.integers(1, 8), st.sampled_from("ABC"), st.integers(0, 2)),
    min_size=1, max_size=18,
)  # fmt: skip


def frame_of(lines) -> pd.DataFrame:
    rows = [(f"E{t}", s // 4, s, s + n, code, f"P{p}") for t, s, n, code, p in lines]
    return pd.DataFrame(rows, columns=["transcript", "turn", "start", "end", "code", "participant"])


def spans(frame, code) -> list:
    rows = frame[frame["code"] == code].drop_duplicates(["transcript", "start", "end"])
    return list(zip(rows["transcript"], rows["turn"], rows["start"], rows["end"], strict=True))


TIES = {
    "chevauche": lambda a, b: a[2] < b[3] and b[2] < a[3],
    "près de (1)": lambda a, b: abs(a[1] - b[1]) <= 1,
    "précède": lambda a, b: b[2] >= a[3],
    "précède (1)": lambda a, b: b[2] >= a[3] and abs(a[1] - b[1]) <= 1,
    "suit": lambda a, b: b[3] <= a[2],
    "même tour": lambda a, b: a[1] == b[1],
}


@settings(max_examples=60, deadline=None)
@given(lines=segments)
def test_ties_are_those_that_looking_at_every_pair_finds(lines):
    frame = frame_of(lines).assign(code=lambda f: f["code"])
    both = set(frame["code"])
    if not {"A", "B"} <= both:
        return

    for words, tied in TIES.items():
        found = query(frame, f"A {words} B")
        wanted = {a[:1] + a[2:] for a in spans(frame, "A") for b in spans(frame, "B") if a[0] == b[0] and tied(a, b)}
        got = set(found.frame[["transcript", "start", "end"]].itertuples(index=False, name=None))
        assert got == wanted, words


@settings(max_examples=40, deadline=None)
@given(lines=segments)
def test_and_or_not_follow_their_laws(lines):
    frame = frame_of(lines)
    if not {"A", "B"} <= set(frame["code"]):
        return

    def of(asks: str) -> set:
        return set(query(frame, asks).frame[["transcript", "start", "end"]].itertuples(index=False, name=None))

    everything = of("A ou non A")
    assert of("non (A et B)") == of("non A ou non B") == everything - of("A et B")
    assert of("non (A ou B)") == of("non A et non B")
    assert of("A et B") == of("A") & of("B")
    assert of("A ou B") == of("A") | of("B")
    assert of("non non A") == of("A")


def test_a_query_is_plain_in_its_file(tmp_path):
    path = keep_query(tmp_path, Query("fatigue", name="élan"))

    assert json.loads(path.read_text(encoding="utf-8")) == {
        "format": "carnet-queries/1", "queries": {"élan": {"asks": "fatigue"}},
    }  # fmt: skip


def test_turns_that_nobody_knows_are_not_guessed():
    rows = [("E1", 0, 9, "entraide"), ("E1", 500, 512, "fatigue")]
    frame = pd.DataFrame(rows, columns=["transcript", "start", "end", "code"])

    assert len(query(frame, "entraide précède fatigue")) == 1
    for asks in ("entraide près de fatigue", "entraide même tour fatigue", "entraide précède (2) fatigue"):
        with pytest.raises(InvalidValue):
            query(frame, asks)
    with pytest.raises(InvalidValue):
        query(frame, "entraide même personne fatigue")

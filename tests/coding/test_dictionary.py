"""Dictionaries propose, by lemma, in what participants say; search shows words in their context."""

import pytest

from toolkit.coding import Dictionary, accept, in_context, mark, propose, read_dictionary, reject, search, survey
from toolkit.errors import FaultyFile, InvalidValue, UnknownCode, UnreadableFile
from toolkit.model import Code, Coding, MemoryDesk, Speaker, Transcript, Turn


def talk(id, *lines, roles=(("Léa", "participant", "P1"), ("E", "interviewer", None))):
    text, turns = "", []
    for label, words in lines:
        begin = len(text)
        text += f"{label} : "
        start = len(text)
        text += words
        turns.append(Turn((label,), begin, start, len(text)))
        text += "\n"
    return Transcript(id, text, tuple(turns), tuple(Speaker(*role) for role in roles))


E01 = talk(
    "E01",
    ("E", "Qui vous aide ici ?"),
    ("Léa", "Les voisins m’aidaient. On s’aidait, et puis l’aide venait seule ! Le reste, non 🙂."),
    ("E", "L’aide, alors ?"),
    ("Léa", "Oui."),
    ("Léa", "Un coup de main, ça aide."),
)
CODES = [Code("aide", "Aide", version=2), Code("lien", "Lien")]
WORDS = Dictionary({"aide": ["aider", "aide", "coup de main"], "lien": ["voisin", "fenêtre"]})


def quotes(change):
    return [(new.code, new.quote) for _id, _old, new in change]


def test_each_sentence_with_a_term_is_proposed_once_by_code():
    change = propose(WORDS, [E01], CODES, coder="C1")

    assert quotes(change) == [
        ("aide", "Les voisins m’aidaient."),
        ("lien", "Les voisins m’aidaient."),
        ("aide", "On s’aidait, et puis l’aide venait seule !"),
        ("aide", "Un coup de main, ça aide."),
    ]
    assert {(new.state, new.origin, new.coder) for _i, _o, new in change} == {("proposed", "dictionary", "C1")}
    assert {new.code_version for _i, _o, new in change if new.code == "aide"} == {2}


def test_proposals_cut_the_text_where_it_is():
    change = propose(WORDS, [E01], CODES, coder="C1")

    assert all(E01.text[new.start : new.end] == new.quote for _i, _o, new in change)


def test_the_extent_may_be_the_turn_or_the_words():
    turns = quotes(propose(WORDS, [E01], CODES, coder="C1", extent="turn"))
    words = quotes(propose(WORDS, [E01], CODES, coder="C1", extent="words"))

    assert [quote for code, quote in turns if code == "aide"] == [E01.said(2), E01.said(5)]
    assert [quote for code, quote in words if code == "aide"] == [
        "aidaient",
        "aidait",
        "aide",
        "coup de main",
        "aide",
    ]


def test_interviewers_and_labels_are_not_searched_unless_asked():
    labelled = talk("E02", ("Aide", "Rien."), roles=(("Aide", "participant", "P1"),))

    assert len(propose(WORDS, [labelled], CODES, coder="C1")) == 0
    everybody = propose(WORDS, [E01], CODES, coder="C1", roles=("participant", "interviewer"))
    assert ("aide", "Qui vous aide ici ?") in quotes(everybody)


def test_searching_twice_proposes_nothing_new():
    desk = MemoryDesk(E01, *CODES)
    desk.do(propose(WORDS, [E01], CODES, coder="C1"))
    again = propose(WORDS, [E01], CODES, coder="C1", held=desk.all(Coding))

    desk.do(accept(desk.all(Coding)[:2]))
    desk.do(reject(desk.all(Coding)[2:]))

    assert len(again) == 0
    assert len(propose(WORDS, [E01], CODES, coder="C1", held=desk.all(Coding))) == 0
    assert len(propose(WORDS, [E01], CODES, coder="C2", held=desk.all(Coding))) == 4


def test_what_lies_in_a_passage_already_coded_is_not_proposed():
    held = mark(E01, CODES[0], coder="C1", quote=E01.said(2))

    change = propose(WORDS, [E01], CODES, coder="C1", held=[held])

    assert [quote for code, quote in quotes(change) if code == "aide"] == ["Un coup de main, ça aide."]


def test_the_survey_counts_each_term_and_names_those_that_never_come():
    found = survey(WORDS, [E01], CODES, coder="C1")

    assert found.unused == (("lien", "fenêtre"),)
    assert {(code, term): times for code, term, times in found.hits}["lien", "voisin"] == 1
    assert "voisin" not in repr(found)


def test_a_transcript_where_nobody_is_a_participant_is_named():
    unknown = talk("E09", ("X", "Aide."), roles=(("X", "unknown", None),))
    found = survey(WORDS, [unknown, E01], CODES, coder="C1")

    assert found.silent == ("E09",)


def test_a_document_without_turns_is_searched_whole():
    document = Transcript("D1", "Une aide. Rien.", kind="document")

    assert quotes(propose(WORDS, [document], CODES, coder="C1")) == [("aide", "Une aide.")]


def test_an_unknown_code_is_refused_before_anything_is_searched():
    with pytest.raises(UnknownCode):
        propose(Dictionary({"aidde": ["aider"]}), [E01], CODES, coder="C1")
    with pytest.raises(InvalidValue):
        propose(WORDS, [E01], CODES, coder="C1", extent="page")


def test_search_gives_the_turn_that_people_cite():
    hits = search([E01], "aider")
    mine = search([E01], "aider", roles=("participant",))

    assert {hit.turn for hit in hits} >= {1, 2, 5}
    assert {hit.turn for hit in mine} == {2, 5}
    assert all(hit.participant == "P1" for hit in mine)


def test_words_in_context_stay_in_their_turn_and_out_of_the_display():
    frame = in_context(search([E01], "coup de main"), [E01])

    assert list(frame["quote"]) == ["coup de main"]
    assert list(frame["prefix"]) == ["Un "]
    assert list(frame["suffix"]) == [", ça aide."]
    assert "coup" not in repr(frame.drop(columns="term"))


def test_a_dictionary_is_read_from_a_table(tmp_path):
    path = tmp_path / "mots.csv"
    path.write_bytes(
        "\ufeffcode;terms\r\naide;aider | coup de main | aider\r\nlien;voisin*\r\naide;aide\r\n".encode()
    )

    dictionary = read_dictionary(path)

    assert dictionary.terms == (("aide", ("aider", "coup de main", "aide")), ("lien", ("voisin*",)))
    assert eval(repr(dictionary)) == dictionary


@pytest.mark.parametrize(
    ("content", "error", "count"),
    [
        (b"", UnreadableFile, 0),
        (b"mots;quoi\na;b\n", FaultyFile, 1),
        (b"code;terms\n;aider\nlien;\nlien;*\n", FaultyFile, 3),
        (b"code;terms\n", (FaultyFile, UnreadableFile), 1),
    ],
)
def test_a_faulty_dictionary_lists_its_faults(tmp_path, content, error, count):
    path = tmp_path / "mots.csv"
    path.write_bytes(content)

    with pytest.raises(error) as caught:
        read_dictionary(path)

    if isinstance(caught.value, FaultyFile):
        assert len(caught.value.faults) == count

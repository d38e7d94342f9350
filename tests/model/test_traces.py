"""The words of one person are found again wherever they were copied, however they were typed there."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.traces import WIDTH, Traces, bare, bare_with_places, merged, without

SAID = "Alors... moi, j’avais l’impression d’être « en trop », partout ;  et puis\n\nvoilà 😀, la nuit tombait."
LETTERS = st.text(alphabet=st.sampled_from("abcéÉß İœ’'«».,;!? \n\xa0\u0301-_1😀"), max_size=120)


@given(LETTERS)
def test_both_ways_to_strip_a_text_agree_and_know_their_places(text):
    plain, places = bare_with_places(text)

    assert plain == bare(text)
    assert len(places) == len(plain)
    assert list(places) == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@given(LETTERS, LETTERS, st.text(alphabet="abcé ’.", min_size=WIDTH, max_size=90))
def test_every_thirty_characters_said_are_found_in_any_surroundings(before, after, said):
    traces = Traces([said])

    left = without(before + said + after, traces.find, "#")

    for at in range(len(said) - WIDTH + 1):
        window = said[at : at + WIDTH]
        if len(bare(window).strip()) >= 12:
            assert window not in left


@pytest.mark.parametrize(
    "copied",
    [
        SAID[10:60],
        SAID[10:60].upper(),
        SAID[10:60].replace("’", "'").replace(" ", "\xa0"),
        SAID[10:60].replace(" ", "\n> "),
        SAID[10:60].replace("« ", '""').replace(" »", '""'),
        unicodedata.normalize("NFD", SAID[10:60]),
        SAID[10:60].replace(",", " –"),
    ],
)
def test_a_passage_copied_in_another_typography_is_the_same_passage(copied):
    traces = Traces([SAID])

    assert without(f"Avant. {copied} Après.", traces.find, "#").startswith("Avant. #")
    assert without(f"Avant. {copied} Après.", traces.find, "#").endswith(" Après.")


def test_what_others_said_too_is_not_theirs():
    traces = Traces([SAID], ["On disait : j'avais l'impression d'être « en trop », partout."])

    assert not traces.in_text("j’avais l’impression d’être « en trop »")
    assert traces.in_text("partout ; et puis voilà, la nuit tombait")


def test_hesitations_full_of_dots_are_found_as_typed():
    said = "Oui... ... ... ... ... ... ... ... non."
    traces = Traces([said])

    assert without(f"Mémo : {said} Fin.", traces.find, "#").startswith("Mémo : #")


def test_traces_put_together_know_both():
    both = Traces([SAID]) | Traces(["Le chat roux de la gardienne dormait dans la serre."])

    assert both.in_text(SAID[:40])
    assert both.in_text("le chat roux de la gardienne dormait")
    assert not Traces(())


def test_spans_that_meet_are_one():
    assert merged([(5, 9), (0, 3), (3, 4), (8, 12)]) == [(0, 4), (5, 12)]

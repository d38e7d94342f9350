import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.feedback.passages import check_quote, find_quote, outside_turns, place, resolve, spans_in, turns_of
from toolkit.model import Change, Coding, Quote, Transcript


def the_quote(desk, coding, text=None, **other):
    return Quote("q1", coding.id, coding.transcript, coding.start, coding.end, text or coding.quote, "P01", **other)


def test_extract_equal_to_its_segment_is_exact(study_of):
    desk = study_of()
    coding = desk.all(Coding)[0]

    found = resolve(desk, the_quote(desk, coding))

    assert (found.status, found.turns, found.coding) == ("exact", (2,), coding.id)
    assert found.spans == ((coding.start, coding.end),)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Je me suis assise [...] on a bu un café 😀 et voilà.", "exact"),
        ("[…] on a bu un café 😀 [...]", "exact"),
        ("Je me suis assise, on a bu un café 😀 et voilà.", "altered"),
        ("on a bu un café [...] Je me suis assise", "altered"),
        ("Je me suis ass [...] et voilà.", "altered"),
        ("[...]", "altered"),
        ("Elle a dit tout autre chose que cela, hier.", "altered"),
    ],
)
def test_cuts_are_allowed_and_other_changes_are_not(study_of, text, status):
    desk = study_of()
    coding = desk.all(Coding)[0]

    found = check_quote(the_quote(desk, coding, text), desk.get(Transcript, "E01"))

    assert found == status


def test_extract_is_gone_with_its_coding_its_text_or_its_place(study_of):
    desk = study_of()
    coding = desk.all(Coding)[0]
    quote = the_quote(desk, coding)
    short = Transcript("E01", "E : bonjour.")

    without_words = check_quote(quote, short)
    desk.do(Change.removing(coding))
    without_coding = resolve(desk, quote)

    assert (without_words, without_coding.status) == ("gone", "gone")


def test_extract_is_found_again_in_a_corrected_text(study_of):
    desk = study_of()
    coding = desk.all(Coding)[0]
    later = Transcript("E01", "Ajouté au début. " + desk.get(Transcript, "E01").text)

    found = find_quote(the_quote(desk, coding), later)

    assert (found.status, found.moved) == ("exact", True)
    assert later.text[slice(*found.spans[0])] == coding.quote


@settings(deadline=None)
@given(
    st.lists(st.text("abcéè’ ", min_size=1, max_size=8).filter(str.strip), min_size=2, max_size=6),
    st.sets(st.integers(0, 5)),
)
def test_any_whole_words_in_order_resolve_to_themselves(parts, cut):
    words = " ".join(parts).split()
    text = " ".join(words)
    kept = [word if i not in cut else "[...]" for i, word in enumerate(words)]

    spans = spans_in(" ".join(kept), f"avant {text} après", 6, 6 + len(text))

    assert " ".join(f"avant {text} après"[a:b] for a, b in spans).split() == [w for w in kept if w != "[...]"]


def test_places_are_said_as_people_cite_them():
    assert place("E03", (42,)) == "E03, tour 42"
    assert place("E03", (42, 43, 44)) == "E03, tours 42 à 44"
    assert place("D01", ()) == "D01"


def test_label_of_the_next_speaker_counts_as_outside(study_of):
    text = study_of().get(Transcript, "E01")
    answer, next_question = text.turns[1], text.turns[2]

    assert turns_of(text, [(answer.start, next_question.end)]) == (2, 3)
    assert outside_turns(text, [(answer.start, next_question.start)])
    assert not outside_turns(text, [(answer.start, answer.end)])

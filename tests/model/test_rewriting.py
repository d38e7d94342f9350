"""A text of which some passages are replaced: what lies elsewhere keeps its very words."""

from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import Coding, Participant, Speaker, Transcript, Turn
from toolkit.model.codes import Code, coding_of
from toolkit.model.people import Coder
from toolkit.model.redaction import Holdings
from toolkit.model.rewriting import Patch, Rewritten, free_texts, with_free_texts
from toolkit.model.withdrawal import Withdrawal

WORDS = st.text(alphabet="abé ’.\n😀", min_size=0, max_size=12)


@st.composite
def patched(draw):
    """Return a text, patches on it, and the spans that no patch touches."""
    text, patches = "", []
    for _part in range(draw(st.integers(1, 6))):
        text += draw(WORDS)
        start = len(text)
        text += draw(WORDS)
        if draw(st.booleans()) and len(text) > start:
            patches.append(Patch(start, len(text), draw(WORDS)))
    return text + draw(WORDS), patches


@given(patched(), st.data())
def test_a_span_that_no_patch_touches_keeps_its_words(made, data):
    text, patches = made
    rewritten = Rewritten(text, patches, [(patch.start, patch.end) for patch in patches])
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    fate = rewritten.follow(start, end)

    if not any(patch.start < end and start < patch.end for patch in patches):
        assert fate.outcome == "moved"
        assert rewritten.text[fate.start : fate.end] == text[start:end]
    else:
        assert 0 <= fate.start <= fate.end <= len(rewritten.text)


@given(
    st.lists(
        st.tuples(st.sampled_from(["A", "B", "C"]), st.text(alphabet="abcé ’.", min_size=1, max_size=25)),
        min_size=1,
        max_size=7,
    ),
    st.data(),
)
def test_in_any_group_the_words_of_others_stay_under_their_codings(lines, data):
    text, turns = "", []
    for label, words in lines:
        at = len(text)
        text += f"{label} : {words}\n"
        turns.append(Turn((label,), at, at + 4, len(text) - 1))
    speakers = tuple(Speaker(label, "participant", f"P{label}") for label in "ABC")
    transcript = Transcript("G", text, tuple(turns), speakers, "group")
    code, codings = Code("c", "c"), {}
    for _n in range(data.draw(st.integers(0, 6))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        coding = coding_of(transcript, start, end, code, coder="C1")
        codings[coding.id] = coding
    people = [Participant(f"P{label}") for label in "ABC"]

    plan = Withdrawal("PA")(Holdings([*people, Coder("C1"), transcript, code, *codings.values()]))

    kept = {noun.id: noun for noun in plan.kept}
    gone = {id for shelf, id in plan.gone if shelf == "codings"}
    after = kept.get("G", transcript)
    assert [after.said(n) for n, turn in transcript.numbered() if turn.speakers != ("A",)] == [
        transcript.said(n) for n, turn in transcript.numbered() if turn.speakers != ("A",)
    ]
    removed = [(turn.label_start, turn.end) for turn in turns if turn.speakers == ("A",)]
    places = set()
    for id, old in codings.items():
        touched = any(low < old.end and old.start < high for low, high in removed)
        if id in gone:
            assert touched
            continue
        new = kept.get(id, old)
        assert isinstance(new, Coding)
        assert after.text[new.start : new.end] == new.quote
        places.add((new.start, new.end))
        if not touched:
            assert new.quote == old.quote
    assert len(places) == len(codings) - len(gone)
    if not removed:
        assert not [key for key in plan.named() if key[0] != "participants"] or "G" in kept


def test_every_free_text_of_a_noun_is_seen_and_only_those():
    person = Participant("P1", traits={"âge": 40, "ville": "Lyon", "Lyon": True})

    changed = with_free_texts(person, str.upper)

    assert free_texts(person)
    assert dict(changed.traits)["VILLE"] == "LYON"
    assert changed.id == "P1"
    assert with_free_texts(person, lambda text: text) is person


def test_of_two_passages_cut_back_to_the_same_words_the_one_that_lost_none_stays():
    text = "A : a\nB : aaaaaa\nA : a\n"
    turns = (Turn(("A",), 0, 4, 5), Turn(("B",), 6, 10, 16), Turn(("A",), 17, 21, 22))
    speakers = tuple(Speaker(label, "participant", f"P{label}") for label in "AB")
    transcript, code = Transcript("G", text, turns, speakers, "group"), Code("c", "c")
    wide, own = (coding_of(transcript, start, end, code, coder="C1") for start, end in ((5, 18), (5, 16)))

    plan = Withdrawal("PA")(
        Holdings([Participant("PA"), Participant("PB"), Coder("C1"), transcript, code, wide, own])
    )

    assert {id for shelf, id in plan.gone if shelf == "codings"} == {wide.id}

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import InvalidValue
from toolkit.feedback.consent import consent_frame, may_leave, printable_traits, who_is_quoted
from toolkit.feedback.sheet import feedback_sheet
from toolkit.feedback.wording import sheet_document
from toolkit.formats.document_writers import to_bytes
from toolkit.model import Change, Coding, Consent, MemoryDesk, Participant, Quote, Speaker, Transcript, Turn
from toolkit.model.people import ANSWERED
from toolkit.model.returns import QUOTE_STATES


def quote_of(coding, person, state="chosen", id="q1"):
    return Quote(id, coding.id, coding.transcript, coding.start, coding.end, coding.quote, person, state)


@settings(deadline=None, max_examples=80)
@given(
    answers=st.lists(st.sampled_from(ANSWERED), max_size=3),
    state=st.sampled_from(QUOTE_STATES),
    profile=st.sampled_from(["host", "public"]),
    public=st.sampled_from(["collectivité", "participants"]),
)
def test_no_unapproved_extract_ever_leaves(study_of, answers, state, profile, public):
    desk = study_of({1: ("entraide",), 2: ("dire",)})
    before = desk.get(Participant, "P01")
    after = dataclasses.replace(before, consents=tuple(Consent("quoting", answer) for answer in answers))
    desk.do(Change.replacing([(before, after)]))
    coding = desk.all(Coding)[0]
    desk.do(Change.adding(quote_of(coding, "P01", state)))

    sheet = feedback_sheet(desk, profile=profile, public=public)
    page = to_bytes(sheet_document(sheet), ".html").decode()

    last = answers[-1] if answers else None
    usable = state not in ("refused", "changed") and (
        last == "yes" or (last == "on approval" and state == "approved")
    )
    assert bool(may_leave(desk, desk.get(Quote, "q1"), profile)) == usable
    assert (coding.quote[:30] in page) == usable
    assert [held.quote for held in sheet.withheld] == ([] if usable else ["q1"])


def group(
    *,
    speakers,
    participants,
    kind="group",
    text="A : bonjour à vous tous ici présents. B : oui, tout à fait d’accord.",
):
    """A talk of two turns, one extract over the whole of it or over one turn."""
    middle = text.index("B : ")
    turns = (Turn(("A",), 0, 4, middle - 1), Turn(("B",), middle, middle + 4, len(text)))
    made = Transcript("G01", text, turns, speakers, kind=kind)
    return MemoryDesk(made, *participants), made


def whole(made, start, end, **other):
    coding = Coding("g1", made.id, start, end, made.text[start:end], "x", "C1")
    return coding, Quote("q1", "g1", made.id, start, end, made.text[start:end], **other)


YES = (Consent("quoting", "yes"),)


@pytest.mark.parametrize(
    ("consents", "why"),
    [
        ((), "consent missing"),
        ((Consent("quoting", "no"),), "consent refused"),
        ((Consent("quoting", "on approval"),), "not approved"),
    ],
)
def test_everybody_who_speaks_in_a_group_extract_must_agree(consents, why):
    speakers = (Speaker("A", "participant", "P01"), Speaker("B", "participant", "P02"))
    desk, made = group(
        speakers=speakers, participants=(Participant("P01", consents=YES), Participant("P02", consents=consents))
    )
    a, b = made.turns
    text = f"{made.text[a.start : a.end]} [...] {made.text[b.start : b.end]}"
    coding, quote = whole(made, a.start, b.end, participant="P01")
    quote = dataclasses.replace(quote, text=text)
    desk.do(Change.adding(coding, quote))

    permission = may_leave(desk, quote)

    assert (permission.allowed, permission.why) == (False, why)
    assert permission.reason.endswith(".")


@pytest.mark.parametrize(
    ("role", "why"), [("interviewer", "other voice"), ("other", "other voice"), ("unknown", "unknown voice")]
)
def test_words_of_others_inside_an_extract_hold_it_back(role, why):
    speakers = (Speaker("A", "participant", "P01"), Speaker("B", role))
    desk, made = group(speakers=speakers, participants=(Participant("P01", consents=YES),))
    coding, quote = whole(made, made.turns[0].start, len(made.text), participant="P01")
    desk.do(Change.adding(coding, quote))

    held = may_leave(desk, quote)
    alone = dataclasses.replace(quote, text=made.said(1) + " [...]")

    assert (held.allowed, held.why) == (False, why)
    assert may_leave(desk, alone).allowed


def test_speaker_without_participant_is_not_taken_for_a_yes():
    desk, made = group(speakers=(Speaker("A", "participant"), Speaker("B", "participant")), participants=())
    coding, quote = whole(made, made.turns[0].start, made.turns[0].end, state="approved")
    desk.do(Change.adding(coding, quote))

    assert may_leave(desk, quote).why == "unknown voice"


def test_person_who_left_the_study_is_not_quoted_even_inside_the_team(study_of):
    desk = study_of()
    coding = desk.all(Coding)[0]
    quote = quote_of(coding, "P01", "approved")
    desk.do(Change.adding(quote))
    desk.do(Change.removing(desk.get(Participant, "P01")))

    assert [may_leave(desk, quote, profile).why for profile in ("team", "host", "public")] == ["withdrawn"] * 3


def test_documents_may_be_quoted_and_field_notes_wait_for_approval():
    text = "Compte rendu du conseil : le budget est voté à l’unanimité."
    desk = MemoryDesk(Transcript("D01", text, kind="document"), Transcript("O01", text, kind="observation"))
    codings = [Coding(f"g{id}", id, 0, len(text), text, "x", "C1") for id in ("D01", "O01")]
    quotes = [quote_of(coding, None, id=f"q{coding.transcript}") for coding in codings]
    desk.do(Change.adding(*codings, *quotes))

    assert [may_leave(desk, quote).why for quote in quotes] == ["allowed", "field notes"]
    assert may_leave(desk, dataclasses.replace(quotes[1], state="approved")).allowed


def test_altered_extract_does_not_leave_even_approved(study_of):
    desk = study_of()
    quote = dataclasses.replace(
        quote_of(desk.all(Coding)[0], "P01", "approved"), text="Des mots que personne n’a dits, jamais."
    )

    assert may_leave(desk, quote).why == "altered"


def test_team_sees_what_it_must_submit_but_not_what_was_refused(study_of):
    desk = study_of(quoting=None)
    quote = quote_of(desk.all(Coding)[0], "P01")

    assert may_leave(desk, quote, "team").why == "team"
    assert not may_leave(desk, dataclasses.replace(quote, state="refused"), "team")


def test_unknown_profile_is_refused_with_the_choices(study_of):
    desk = study_of()

    with pytest.raises(InvalidValue, match="team, host, public"):
        may_leave(desk, quote_of(desk.all(Coding)[0], "P01"), "jury")


def test_traits_are_printed_only_when_every_group_holds_five_people():
    people = [Participant(f"P{i}", traits=(("genre", "femme" if i % 2 else "homme"), ("âge", i))) for i in range(10)]
    salaried = [Participant(f"P{i}", traits=(("rôle", "salarié pair" if i < 4 else "autre"),)) for i in range(12)]

    assert printable_traits(people, ["genre", "âge"]) == ("genre",)
    assert printable_traits(salaried, ["rôle"]) == ()
    assert printable_traits(salaried, ["rôle"], k=4) == ("rôle",)
    assert printable_traits([], ["rôle"]) == ()


def test_share_of_each_person_is_told(study_of):
    codings = study_of().all(Coding)
    quotes = [quote_of(codings[i], person, id=f"q{i}") for i, person in enumerate(["P01", "P01", "P02"])]

    first, second = who_is_quoted(quotes)

    assert (first.participant, first.n, first.over) == ("P01", 2, True)
    assert (second.n, second.over) == (1, False)


def test_consents_are_read_without_guessing(study_of):
    frame = consent_frame(study_of(P02=None)).set_index("participant")

    assert frame.loc["P01", "quoting"] == "yes"
    assert frame.loc["P02", "quoting"] == ""

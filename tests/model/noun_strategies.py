"""Every noun, drawn at random: invented people with accents, emoji, apostrophes, empty turns."""

from typing import Any

from hypothesis import strategies as st

from toolkit.model import (
    Act,
    Case,
    Code,
    Coder,
    Coding,
    Consent,
    Event,
    Guide,
    Link,
    Memo,
    Participant,
    Probe,
    Question,
    Quote,
    Review,
    Speaker,
    StudySheet,
    Theme,
    Transcript,
    Turn,
    clean_text,
)
from toolkit.model.codes import CODE_ORIGINS, MemoKind
from toolkit.model.guide import METHODS, PROBE_KINDS
from toolkit.model.people import ANSWERED, CODER_ROLES, SCOPES
from toolkit.model.relations import EVENT_KINDS, LINK_KINDS
from toolkit.model.returns import QUOTE_STATES, VERDICTS
from toolkit.model.units import KINDS, ORIGINS, ROLES, STATES

MEMO_KINDS = MemoKind.__args__  # type: ignore[attr-defined]

said = st.text(
    alphabet=st.one_of(st.sampled_from("aeélmrs ’'.,?!·\n😀👩‍🌾é\xa0œ"), st.characters(exclude_categories=["Cs"])),
    max_size=20,
)
label = st.text(alphabet="ÉéàRQcn '’0", min_size=1, max_size=8).filter(lambda text: text.strip())
id_ = st.from_regex(r"[A-Za-zÉéç0-9][A-Za-zé0-9_.:/-]{0,11}", fullmatch=True)
date = st.one_of(
    st.just(""),
    st.integers(1, 9999).map("{:04d}".format),
    st.tuples(st.integers(1, 9999), st.integers(1, 12)).map(lambda ym: "{:04d}-{:02d}".format(*ym)),
    st.dates().map(str),
    st.datetimes().map(lambda at: at.isoformat(timespec="seconds")),
)
trait = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), said)
traits = st.lists(st.tuples(label, trait), max_size=4, unique_by=lambda pair: pair[0]).map(tuple)
ids = st.lists(id_, max_size=3).map(tuple)
maybe_id = st.none() | id_
milliseconds = st.none() | st.integers(0, 10**8)


def one(*values: str) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


sheets = st.builds(
    StudySheet,
    title=said,
    research_questions=st.lists(st.tuples(id_, said), max_size=3).map(tuple),
    school=said,
    id=id_,
)
cases = st.builds(Case, id=id_, title=said, traits=traits)
consents = st.builds(Consent, scope=one(*SCOPES), answer=one(*ANSWERED), date=date, proof=said)
participants = st.builds(
    Participant, id=id_, case=maybe_id, traits=traits, consents=st.lists(consents, max_size=3).map(tuple)
)
coders = st.builds(Coder, id=id_, name=said, role=one(*CODER_ROLES))
probes = st.builds(Probe, text=said, kind=one(*PROBE_KINDS))
questions = st.builds(
    Question, id=id_, text=said, covers=ids, probes=st.lists(probes, max_size=2).map(tuple), why=said, under=said
)
planned = st.lists(st.tuples(said, st.integers(0, 40)), max_size=2).map(tuple)
themes = st.builds(Theme, id=id_, title=said, aim=said, questions=st.lists(questions, max_size=2).map(tuple))


@st.composite
def guides(draw: Any) -> Guide:
    made = draw(st.lists(questions, max_size=5, unique_by=lambda question: question.id))
    cut = draw(st.integers(0, len(made)))
    return Guide(
        id=draw(id_),
        title=draw(said),
        public=draw(said),
        method=draw(one(*METHODS)),
        minutes=draw(st.none() | st.integers(0, 300)),
        version=draw(said),
        language=draw(one("fr", "en")),
        research_questions=draw(st.lists(st.tuples(id_, said), max_size=2).map(tuple)),
        consent=draw(said),
        opening=draw(said),
        themes=(Theme("A", draw(said), draw(said), tuple(made[:cut]), draw(st.none() | st.integers(0, 90))),)
        * bool(cut),
        closing=tuple(made[cut : cut + 1]),
        items=tuple(made[cut + 1 :]),
        diary=tuple(draw(st.lists(said, max_size=2))),
        checklist=tuple(draw(st.lists(said, max_size=2))),
        author=draw(said),
        quotas=draw(st.lists(st.tuples(said, planned), max_size=2).map(tuple)),
        notes=draw(st.lists(st.tuples(said, said), max_size=2).map(tuple)),
    )


@st.composite
def transcripts(
    draw: Any, id: st.SearchStrategy[str] = id_, people: st.SearchStrategy[str | None] = maybe_id
) -> Transcript:
    """Draw a text with a preamble, labels, gaps, empty turns, turns of nobody and of two people at once."""
    names = draw(st.lists(label, min_size=1, max_size=4, unique=True))
    speakers = tuple(Speaker(name, draw(one(*ROLES)), draw(people)) for name in names)
    text = clean_text(draw(st.one_of(st.just(""), said)))
    turns = []
    for _turn in range(draw(st.integers(0, 5))):
        who = tuple(draw(st.lists(st.sampled_from(names), max_size=2, unique=True)))
        label_start = len(text)
        # Cleaned piece by piece and closed by a line break: what is joined stays clean.
        text += " + ".join(who) + " : "
        start = len(text)
        text += (
            clean_text(draw(said).replace("\n", " "))
            if draw(st.booleans())
            else draw(one("", "Oui.", "L’été 😀 fut long."))
        )
        turns.append(Turn(who, label_start, start, len(text), draw(milliseconds), draw(milliseconds)))
        text += draw(one("\n", "\n\n", "\n(silence)\n"))
    if clean_text(text) != text:
        # A combining mark met the letter before it: positions would be those of another text.
        text, turns = "Q : Oui.", [Turn((names[0],), 0, 4, 8)]
    return Transcript(
        draw(id), text, tuple(turns), speakers, draw(one(*KINDS)), draw(maybe_id), draw(date), draw(said)
    )


codes = st.builds(
    Code,
    id=id_,
    label=label,
    short_definition=said,
    definition=said,
    when_to_use=said,
    when_not_to_use=said,
    example=said,
    origin=one(*CODE_ORIGINS),
    reference=said,
    questions=ids,
    polarity=one("", "+", "-"),
    exclusive_group=said,
    color=st.one_of(st.just(""), st.from_regex(r"#[0-9a-fA-F]{6}", fullmatch=True)),
    version=st.integers(1, 99),
)


@st.composite
def codings(draw: Any) -> Coding:
    quote, start = draw(said.filter(bool)), draw(st.integers(0, 10**6))
    return Coding(
        draw(id_),
        draw(id_),
        start,
        start + len(quote),
        quote,
        draw(id_),
        draw(id_),
        draw(st.integers(1, 9)),
        draw(one(*ORIGINS)),
        draw(one(*STATES)),
        draw(date),
        draw(said),
        draw(said),
    )


memos = st.builds(Memo, id=id_, text=said, kind=one(*MEMO_KINDS), about=ids, coder=said, date=date)
reviews = st.builds(
    Review,
    id=id_,
    coding=id_,
    reviewer=id_,
    verdict=one(*VERDICTS),
    comment=said,
    suggestion=said,
    date=date,
    bundle=said,
)


@st.composite
def quotes(draw: Any) -> Quote:
    start = draw(st.integers(0, 10**6))
    return Quote(
        draw(id_),
        draw(id_),
        draw(id_),
        start,
        start + draw(st.integers(0, 500)),
        draw(said),
        draw(maybe_id),
        draw(one(*QUOTE_STATES)),
        draw(date),
    )


@st.composite
def links(draw: Any) -> Link:
    ends = draw(st.lists(id_, min_size=2, max_size=2, unique=True))
    return Link(draw(id_), draw(one(*LINK_KINDS)), *ends, draw(said), draw(ids), draw(said), draw(date))


WHEN = (
    "",
    "1998",
    "1998-05",
    "1998-05-03",
    "1998-24",
    "199X",
    "1998~",
    "1998?",
    "[1998..2004]",
    "[..1997]",
    "[1999..]",
)


@st.composite
def events(draw: Any) -> Event:
    transcript, until = draw(maybe_id), draw(one("", "2010", "2010-07~", "[2005..]"))
    return Event(
        draw(id_),
        draw(said.filter(str.strip)),
        draw(maybe_id),
        draw(one(*WHEN)),
        until,
        draw(st.none() | st.integers(0, 130)),
        None if until else draw(st.none() | st.integers(0, 999)),
        draw(said),
        draw(one(*EVENT_KINDS)),
        transcript,
        None if transcript is None else draw(st.none() | st.integers(1, 999)),
        draw(said),
        draw(ids),
        draw(said),
        draw(one(*STATES)),
        draw(date),
    )


@st.composite
def acts(draw: Any) -> Act:
    transcript, start = draw(maybe_id), draw(milliseconds)
    return Act(
        draw(id_),
        draw(said.filter(str.strip)),
        draw(maybe_id),
        transcript,
        None if transcript is None else draw(st.none() | st.integers(1, 999)),
        start,
        None if start is None else start + draw(st.integers(0, 9999)),
        draw(said),
        draw(said),
        draw(ids),
        tuple(draw(st.lists(st.tuples(said, said), max_size=2))),
        draw(ids),
        draw(said),
        draw(one(*STATES)),
        draw(date),
    )


turns = st.tuples(
    st.lists(label, max_size=2), st.lists(st.integers(0, 10**6), min_size=3, max_size=3).map(sorted)
).flatmap(
    lambda drawn: st.builds(Turn, st.just(tuple(drawn[0])), *map(st.just, drawn[1]), milliseconds, milliseconds)
)
speakers = st.builds(Speaker, label=said, role=one(*ROLES), participant=maybe_id)

EVERY = {
    StudySheet: sheets,
    Case: cases,
    Participant: participants,
    Coder: coders,
    Guide: guides(),
    Transcript: transcripts(),
    Code: codes,
    Coding: codings(),
    Memo: memos,
    Review: reviews,
    Quote: quotes(),
    Link: links(),
    Event: events(),
    Act: acts(),
}
"""The nouns that a study stores."""

PARTS = {Consent: consents, Probe: probes, Question: questions, Theme: themes, Turn: turns, Speaker: speakers}
"""The nouns that live inside another."""

"""Extracts chosen to be shown: which ones, and what people answered about them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from toolkit.errors import InvalidValue, Refused, UnknownName
from toolkit.feedback.passages import check_quote, resolve
from toolkit.feedback.typical import cut_to, shared_words
from toolkit.i18n import _
from toolkit.model import Change, Code, Codebook, Coding, Desk, Participant, Quote, Review, Transcript, new_id
from toolkit.model.returns import QuoteState

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = [
    "LENGTH",
    "answer_quotes",
    "approve",
    "check_quote",
    "choose_quotes",
    "divergent_codings",
    "family",
    "resolve",
]

LENGTH: Final = (8, 60)
"""How many words an extract holds: fewer says nothing without its context, more is not read."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    coding: Coding
    start: int
    end: int
    text: str
    participant: str | None
    contested: bool


def family(desk: Desk, code: str) -> tuple[str, ...]:
    """Return a code and all those under it; raise ``UnknownCode``."""
    from toolkit.errors import UnknownCode

    book = Codebook(desk.all(Code))
    if code not in book:
        raise UnknownCode(code, [entry.id for entry in book])
    found = [code]
    for id in found:
        found.extend(child.id for child in book.children(id))
    return tuple(found)


def choose_quotes(
    desk: Desk,
    *,
    code: str | None = None,
    codings: "Iterable[str] | DataFrame | None" = None,
    n: int = 2,
    per_person_share: float = 0.20,
    coder: str | None = None,
    date: str = "",
) -> Change:
    """Choose extracts that could be shown: one typical, one that says otherwise, different people.

    Only accepted codings are read, only the words of people who did not refuse to be quoted. The choice is a
    proposal, always the same on the same study: read each extract in its context before it goes anywhere.
    Typical means: its words are those that most of the extracts share. Otherwise means: a code of the other
    polarity, or a coding that the supervisor contested.

    Parameters
    ----------
    code
        A code or a theme, with the codes under it; several extracts already chosen count in ``n``.
    codings
        Ids of codings, or a frame with a column ``coding``, instead of a code.
    n
        How many extracts in all, those already there included, the refused ones left out.
    per_person_share
        The most that one person may give, out of all the extracts of the study; one extract each is always
        possible, and with fewer people than 1 / share the share is what equality gives.
    """
    if (code is None) == (codings is None):
        raise InvalidValue(
            _("Extracts are chosen from a code or from codings."), _("Give code=… or codings=…, one of the two.")
        )
    if n < 1 or not 0 < per_person_share <= 1:
        raise InvalidValue(
            _("{n} extracts, {share} of them per person: this is not possible.", n=n, share=per_person_share),
            _("Ask for one extract at least, and for a share between 0 and 1."),
        )
    chosen_codings = _codings(desk, code, codings, coder)
    ids = {coding.id for coding in chosen_codings}
    all_quotes = desk.all(Quote)
    there = [quote for quote in all_quotes if quote.state not in ("refused", "changed")]
    here = [quote for quote in there if quote.coding in ids]
    wanted = n - len(here)
    if wanted <= 0:
        return Change("choose quotes")
    candidates = _candidates(desk, chosen_codings)
    given: Counter[str | None] = Counter(quote.participant for quote in there if quote.participant)
    people = len(_quotable(desk) | {id for id in given if id})
    share = max(per_person_share, 1 / people) if people else 1.0
    most = max(1, int((len(there) + wanted) * share + 1e-9))
    picked = _pick(
        candidates,
        here,
        wanted,
        given,
        most,
        against=divergent_codings(desk, chosen_codings),
        # A passage already chosen, for this theme or another, refused or not, is not chosen again.
        used=[(quote.transcript, quote.start, quote.end) for quote in all_quotes],
    )
    taken = {quote.id for quote in all_quotes}
    nouns = []
    for candidate in picked:
        id = new_id("q", candidate.coding.id, candidate.start, candidate.end, taken=taken.__contains__)
        taken.add(id)
        nouns.append(
            Quote(
                id=id,
                coding=candidate.coding.id,
                transcript=candidate.coding.transcript,
                start=candidate.start,
                end=candidate.end,
                text=candidate.text,
                participant=candidate.participant,
                date=date,
            )
        )
    return Change.adding(*nouns, verb="choose quotes")


def _quotable(desk: Desk) -> set[str]:
    """Return the people who speak in a text and did not refuse to be quoted."""
    heard = {
        voice.participant for text in desk.all(Transcript) for voice in text.speakers if voice.role == "participant"
    }
    return {person.id for person in desk.all(Participant) if person.id in heard and person.consent("quoting") != "no"}


def _codings(
    desk: Desk, code: str | None, codings: "Iterable[str] | DataFrame | None", coder: str | None
) -> list[Coding]:
    if code is not None:
        codes = set(family(desk, code))
        found = [coding for coding in desk.all(Coding) if coding.code in codes]
    else:
        assert codings is not None
        named = list(getattr(codings, "coding", codings))
        found = [desk.get(Coding, str(id)) for id in dict.fromkeys(named)]
    return [coding for coding in found if coding.state == "accepted" and coder in (None, coding.coder)]


def _candidates(desk: Desk, codings: Sequence[Coding]) -> list[_Candidate]:
    """Cut each coding at the turns of people, then to a readable length; leave out what cannot be shown."""
    transcripts = {transcript.id: transcript for transcript in desk.all(Transcript)}
    people = {person.id: person for person in desk.all(Participant)}
    contested = {review.coding for review in desk.all(Review) if review.verdict != "agree"}
    found: list[_Candidate] = []
    for coding in codings:
        transcript = transcripts[coding.transcript]
        for start, end, participant in _pieces(transcript, coding.start, coding.end):
            person = people.get(participant or "")
            if participant and (person is None or person.consent("quoting") == "no"):
                continue
            cut = cut_to(transcript.text, start, end, *LENGTH)
            if cut is not None:
                text = transcript.text[cut[0] : cut[1]]
                found.append(_Candidate(coding, *cut, text, participant, coding.id in contested))
    found.sort(
        key=lambda candidate: (candidate.coding.transcript, candidate.start, candidate.end, candidate.coding.id)
    )
    return found


def _pieces(transcript: Transcript, start: int, end: int) -> Iterable[tuple[int, int, str | None]]:
    """Yield what of ``[start, end)`` is the words of one known participant, turn by turn; a document whole."""
    if transcript.kind == "document" and not any(speaker.participant for speaker in transcript.speakers):
        yield start, end, None
        return
    first, last = transcript.turn_at(start) or 1, transcript.turn_at(max(start, end - 1)) or 0
    known = {speaker.label: speaker for speaker in transcript.speakers}
    for number in range(first, last + 1):
        turn = transcript.turns[number - 1]
        speakers = [known[label] for label in turn.speakers]
        if len(speakers) == 1 and speakers[0].role == "participant" and speakers[0].participant:
            left, right = max(start, turn.start), min(end, turn.end)
            if left < right:
                yield left, right, speakers[0].participant


def _pick(
    candidates: Sequence[_Candidate],
    here: Sequence[Quote],
    wanted: int,
    given: "Counter[str | None]",
    most: int,
    *,
    against: frozenset[str],
    used: Iterable[tuple[str, int, int]],
) -> list[_Candidate]:
    """Take one extract after the other: a typical one, one that says otherwise, then whoever was quoted least."""
    score = shared_words([candidate.text for candidate in candidates])
    given = Counter(given)
    taken = list(used)
    otherwise = any(quote.coding in against for quote in here)
    voices = Counter(quote.participant for quote in here)
    picked: list[_Candidate] = []
    for rank in range(wanted):
        typical = not here and rank == 0

        def order(i: int, *, typical: bool = typical, otherwise: bool = otherwise) -> tuple[float, ...]:
            candidate = candidates[i]
            says_otherwise = candidate.coding.id in against or candidate.contested
            turn = says_otherwise if typical or otherwise else not says_otherwise
            return (voices[candidate.participant], turn, given[candidate.participant], -score[i], i)

        possible = [
            i
            for i, candidate in enumerate(candidates)
            if (candidate.participant is None or given[candidate.participant] < most)
            and not any(
                id == candidate.coding.transcript and start < candidate.end and candidate.start < end
                for id, start, end in taken
            )
        ]
        if not possible:
            break
        best = candidates[min(possible, key=order)]
        picked.append(best)
        taken.append((best.coding.transcript, best.start, best.end))
        given[best.participant] += 1
        voices[best.participant] += 1
        otherwise = otherwise or best.coding.id in against or best.contested
    return picked


def divergent_codings(desk: Desk, codings: Iterable[Coding]) -> frozenset[str]:
    """Return the codings that go against the others: the rarer polarity among people, when both are voiced."""
    polarity = {code.id: code.polarity for code in desk.all(Code)}
    sides: dict[str, list[Coding]] = {"+": [], "-": []}
    for coding in codings:
        if side := polarity.get(coding.code, ""):
            sides[side].append(coding)
    if not sides["+"] or not sides["-"]:
        return frozenset()
    texts = {side: len({coding.transcript for coding in found}) for side, found in sides.items()}
    rarer = "+" if texts["+"] < texts["-"] else "-"
    return frozenset(coding.id for coding in sides[rarer])


def answer_quotes(desk: Desk, ids: Iterable[str], state: QuoteState, *, date: str = "") -> Change:
    """Record what people answered about extracts: submitted, approved, changed, refused, unanswered.

    Raises ``UnknownName`` on an id that is not there, ``Refused`` when an approval goes against a refusal to be
    quoted, or when the words approved are no longer those of the text.
    """
    quotes = {quote.id: quote for quote in desk.all(Quote)}
    pairs = []
    for id in dict.fromkeys(ids):
        if id not in quotes:
            raise UnknownName(id, quotes)
        quote = quotes[id]
        if state == "approved":
            _approvable(desk, quote)
        after = replace(quote, state=state, date=date or quote.date)
        if after != quote:
            pairs.append((quote, after))
    return Change.replacing(pairs, verb=f"quotes {state}")


def approve(desk: Desk, ids: Iterable[str], *, date: str = "") -> Change:
    """Record that people approved these extracts, as worded."""
    return answer_quotes(desk, ids, "approved", date=date)


def _approvable(desk: Desk, quote: Quote) -> None:
    found = resolve(desk, quote)
    if found.status != "exact":
        raise Refused(
            _("Extract {id} no longer matches its text: it cannot be approved.", id=quote.id),
            _("Choose it again, have it read again, then approve it."),
        )
    if quote.participant and desk.get(Participant, quote.participant).consent("quoting") == "no":
        raise Refused(
            _(
                "{person} does not want to be quoted: {id} stays unapproved.",
                person=quote.participant,
                id=quote.id,
            ),
            _("If the person changed their mind, record the new answer and its date first."),
        )

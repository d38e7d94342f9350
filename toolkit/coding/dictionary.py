"""Dictionaries: words that point at codes, searched by lemma in what participants say; they only propose."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from toolkit.coding.marks import key_of
from toolkit.errors import InvalidValue
from toolkit.i18n import _
from toolkit.language import TermFinder, sentences
from toolkit.model import Change, Code, Codebook, Coding, Role, Transcript, coding_of
from toolkit.model.checks import one_of

Extent = Literal["sentence", "turn", "words"]
EXTENTS: Final[tuple[str, ...]] = get_args(Extent)


@dataclass(frozen=True, slots=True)
class Dictionary:
    """For each code, the terms that point at it (how a term is written: see ``language.terms``).

    >>> Dictionary({"entraide": ["aider", "coup de main"]}).codes
    ('entraide',)
    """

    terms: tuple[tuple[str, tuple[str, ...]], ...]

    def __init__(self, terms: Mapping[str, Iterable[str]] | Iterable[tuple[str, Iterable[str]]]):
        pairs = terms.items() if isinstance(terms, Mapping) else terms
        merged: dict[str, dict[str, None]] = {}
        for code, words in pairs:
            held = merged.setdefault(code.strip(), {})
            held.update(dict.fromkeys(" ".join(word.split()) for word in words if word.strip()))
        if empty := [code for code, held in merged.items() if not code or not held]:
            raise InvalidValue(
                _("The dictionary gives no term for “{code}”.", code=empty[0]),
                _("Write at least one term for each code."),
            )
        object.__setattr__(self, "terms", tuple((code, tuple(held)) for code, held in merged.items()))

    @property
    def codes(self) -> tuple[str, ...]:
        """The ids of the codes that the dictionary points at."""
        return tuple(code for code, _words in self.terms)


@dataclass(frozen=True, slots=True)
class Ground:
    """A stretch of a transcript where somebody speaks: labels are outside it."""

    turn: int | None
    start: int
    end: int
    speaker: str = ""
    role: Role = "unknown"
    participant: str | None = None


def grounds(transcript: Transcript, roles: Iterable[Role] | None) -> Iterator[Ground]:
    """Yield the stretches where people of these roles speak; a text without turns is one stretch.

    A turn of several speakers counts when one of them has the role. ``None`` keeps every turn.
    """
    if not transcript.turns:
        yield Ground(None, 0, len(transcript.text))
        return
    wanted = None if roles is None else set(roles)
    for number, turn in transcript.numbered():
        speakers = [transcript.speaker(label) for label in turn.speakers]
        chosen = [speaker for speaker in speakers if wanted is None or speaker.role in wanted]
        if chosen:
            first = chosen[0]
            yield Ground(number, turn.start, turn.end, first.label, first.role, first.participant)
        elif wanted is None:
            yield Ground(number, turn.start, turn.end)


@dataclass(frozen=True, slots=True, repr=False)
class Survey:
    """What a dictionary found: the change that proposes it, and what to know before doing it."""

    change: Change
    hits: tuple[tuple[str, str, int], ...]
    """``(code, term, times)`` for every term, even those that never come."""
    silent: tuple[str, ...]
    """Transcripts where nobody has the roles searched: give their speakers a role first."""

    @property
    def unused(self) -> tuple[tuple[str, str], ...]:
        """``(code, term)`` of the terms that come nowhere."""
        return tuple((code, term) for code, term, times in self.hits if not times)

    def __repr__(self) -> str:
        return f"<Survey: {len(self.change)} proposals, {len(self.unused)} unused terms, {len(self.silent)} silent>"


def propose(
    dictionary: Dictionary,
    transcripts: Iterable[Transcript],
    codes: Iterable[Code],
    *,
    coder: str,
    extent: Extent = "sentence",
    held: Iterable[Coding] = (),
    roles: Sequence[Role] = ("participant",),
    date: str = "",
) -> Change:
    """Return the change that proposes a coding wherever a term of the dictionary comes.

    See ``survey``, which also tells the terms that come nowhere.
    """
    return survey(
        dictionary, transcripts, codes, coder=coder, extent=extent, held=held, roles=roles, date=date
    ).change


def survey(
    dictionary: Dictionary,
    transcripts: Iterable[Transcript],
    codes: Iterable[Code],
    *,
    coder: str,
    extent: Extent = "sentence",
    held: Iterable[Coding] = (),
    roles: Sequence[Role] = ("participant",),
    date: str = "",
) -> Survey:
    """Search a dictionary and return proposals, with the account of each term.

    A dictionary finds words, not ideas: « ça n'aide pas » holds *aider*. Each proposal waits for somebody to accept
    it. Several hits of one code in one extent make one proposal; searching again proposes nothing twice, nor
    what was rejected, nor what lies within a passage that the coder already holds under that code.

    Parameters
    ----------
    dictionary
        Codes and their terms.
    transcripts
        Where to search.
    codes
        The codebook. ``UnknownCode`` when the dictionary names another code.
    coder
        For whom the proposals are made.
    extent
        What is marked around a term: its sentence, its whole turn, or the words alone.
    held
        The codings of the study.
    roles
        Whose turns are searched.
    """
    one_of("extent", extent, EXTENTS)
    book = Codebook(codes)
    pointed = {code: book[code] for code in dictionary.codes}
    codes_of: dict[str, list[str]] = {}
    for code, words in dictionary.terms:
        for word in words:
            codes_of.setdefault(word, []).append(code)
    finder = TermFinder(codes_of)
    known = _Held(held, coder)
    times: Counter[tuple[str, str]] = Counter()
    silent: list[str] = []
    made: list[Coding] = []
    for transcript in transcripts:
        places: dict[tuple[str, int, int], None] = {}
        stretches = list(grounds(transcript, roles))
        if not stretches:
            silent.append(transcript.id)
        for ground in stretches:
            text = transcript.text[ground.start : ground.end]
            hits = finder.find(text)
            times.update((code, term) for _start, _end, term in hits for code in codes_of[term])
            cut = sentences(text) if hits and extent == "sentence" else []
            for code in pointed:
                own = [(start, end) for start, end, term in hits if code in codes_of[term]]
                for start, end in _extents(text, own, extent, cut):
                    places[code, ground.start + start, ground.start + end] = None
        for code, start, end in sorted(places, key=lambda place: place[1:]):
            if not known.covers(transcript.id, start, end, code):
                made.append(
                    coding_of(
                        transcript, start, end, pointed[code],
                        coder=coder, origin="dictionary", state="proposed", date=date,
                    )
                )  # fmt: skip
    counted = tuple((code, term, times[code, term]) for code, words in dictionary.terms for term in words)
    return Survey(Change.adding(*made, verb="propose codings"), counted, tuple(silent))


def _extents(
    text: str, hits: list[tuple[int, int]], extent: Extent, cut: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return what is marked around hits, overlapping marks made one."""
    if not hits:
        return []
    if extent == "turn":
        spans = [_trimmed(text, 0, len(text))]
    elif extent == "words":
        spans = hits
    else:
        spans = []
        for start, end in hits:
            over = [(a, b) for a, b in cut if a < end and start < b] or [(start, end)]
            spans.append((over[0][0], over[-1][1]))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


class _Held:
    """What one coder already holds, asked place by place."""

    def __init__(self, codings: Iterable[Coding], coder: str):
        own = [coding for coding in codings if coding.coder == coder]
        self._exact = {key_of(coding)[:4] for coding in own}
        self._spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for coding in own:
            if coding.state != "rejected":
                self._spans.setdefault((coding.transcript, coding.code), []).append((coding.start, coding.end))

    def covers(self, transcript: str, start: int, end: int, code: str) -> bool:
        if (transcript, start, end, code) in self._exact:
            return True
        return any(a <= start and end <= b for a, b in self._spans.get((transcript, code), ()))

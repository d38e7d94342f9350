"""Marks on the texts: one code on one passage by one coder, and the changes that a coder makes to them.

Verbs take nouns and return a ``Change``; ``study.do`` writes it.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from toolkit.errors import InvalidValue, Refused
from toolkit.i18n import N_, _, n_
from toolkit.model import Change, Code, Coding, State, Transcript, coding_of, fold
from toolkit.model.units import Origin

VERBS: Final = (
    N_("recode"),
    N_("move codings"),
    N_("delete codings"),
    N_("accept proposals"),
    N_("reject proposals"),
    N_("propose codings"),
)
"""Verbs that this room writes in the journal."""


def mark(
    transcript: Transcript,
    code: Code,
    *,
    coder: str,
    start: int | None = None,
    end: int | None = None,
    quote: str | None = None,
    occurrence: int | None = None,
    origin: Origin = "hand",
    state: State = "accepted",
    date: str = "",
) -> Coding:
    """Return the coding of a passage, given by its positions or by its words.

    Parameters
    ----------
    transcript, code, coder
        What is coded, with what, by whom.
    start, end
        Code points of the transcript, half-open.
    quote
        The words instead; apostrophes, spaces, accents and capitals need not be those of the text.
    occurrence
        Which one (from 1), when the words come several times.

    Raises
    ------
    Refused
        When the words come several times and ``occurrence`` is not given.
    InvalidValue
        When the words are not there, or the positions do not lie in the text.

    Examples
    --------
    >>> mark(Transcript("E01", "On s’entraide."), Code("aide", "Entraide"), coder="C1", quote="s'entraide")
    <Coding g...: E01 [3, 13) aide by C1, accepted>
    """
    if quote is not None:
        if start is not None or end is not None:
            raise InvalidValue(_("Give either the words or the positions of a passage, not both."))
        start, end = _place(transcript, quote, occurrence)
    elif start is None or end is None:
        raise InvalidValue(_("Give the words of the passage, or both its positions."))
    if not transcript.text[start:end].strip():
        raise InvalidValue(
            _(
                "{transcript}: positions {start} to {end} hold no word.",
                transcript=transcript.id,
                start=start,
                end=end,
            )
        )
    return coding_of(transcript, start, end, code, coder=coder, origin=origin, state=state, date=date)


def find_quote(text: str, quote: str) -> list[tuple[int, int]]:
    """Return every place of some words in a text, as positions of the text itself.

    Words written as in the text win; otherwise apostrophes, spaces, accents and capitals are folded.

    >>> find_quote("L’été, l’été…", "l'ete")
    [(0, 5), (7, 12)]
    """
    exact = _places(text, quote.strip())
    if exact or not quote.strip():
        return exact
    folded, origins = _folded(text)
    wanted = _folded(quote)[0].strip()
    return [(origins[start], origins[end - 1] + 1) for start, end in _places(folded, wanted)]


def _places(text: str, words: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = text.find(words) if words else -1
    while start >= 0:
        found.append((start, start + len(words)))
        start = text.find(words, start + len(words))
    return found


def _folded(text: str) -> tuple[str, list[int]]:
    """Fold a text, runs of spaces made one, and say where each character comes from."""
    chars: list[str] = []
    origins: list[int] = []
    for position, char in enumerate(text):
        for one in fold(char):
            blank = one.isspace()
            if blank and chars and chars[-1] == " ":
                continue
            chars.append(" " if blank else one)
            origins.append(position)
    return "".join(chars), origins


def _place(transcript: Transcript, quote: str, occurrence: int | None) -> tuple[int, int]:
    places = find_quote(transcript.text, quote)
    if not places:
        raise InvalidValue(
            _("These words are not in {transcript}.", transcript=transcript.id),
            _("Copy them from the transcript, a few words at a time if need be."),
        )
    if occurrence is None:
        if len(places) > 1:
            n = len(places)
            raise Refused(
                n_("These words come {n} time in {transcript}.", "These words come {n} times in {transcript}.", n,
                   transcript=transcript.id),
                _("Give a longer passage, or occurrence=1 to {n}.", n=n),
                count=n,
            )  # fmt: skip
        return places[0]
    if not 1 <= occurrence <= len(places):
        raise InvalidValue(
            n_("{transcript} holds these words {n} time.", "{transcript} holds these words {n} times.", len(places),
               transcript=transcript.id),
            _("Number {occurrence} does not exist.", occurrence=occurrence),
        )  # fmt: skip
    return places[occurrence - 1]


Key = tuple[str, int, int, str, str]


def key_of(coding: Coding) -> Key:
    """Return what makes a coding unique in a study: transcript, positions, code, coder."""
    return (coding.transcript, coding.start, coding.end, coding.code, coding.coder)


def add(*codings: Coding, held: Iterable[Coding] = ()) -> Change:
    """Return the change that brings codings in; those that are ``held`` already are passed over."""
    known = {key_of(coding) for coding in held}
    fresh: dict[Key, Coding] = {}
    for coding in codings:
        if key_of(coding) not in known:
            fresh.setdefault(key_of(coding), coding)
    return Change.adding(*fresh.values(), verb="add codings")


def recode(codings: Iterable[Coding], code: Code, *, held: Iterable[Coding] = ()) -> Change:
    """Return the change that gives codings another code, at its present version.

    Where the coder already holds that code on the same passage (among ``held``), the coding is taken away instead.
    """
    return _changed("recode", ((one, replace(one, code=code.id, code_version=code.version)) for one in codings), held)


def move(coding: Coding, transcript: Transcript, start: int, end: int, *, held: Iterable[Coding] = ()) -> Change:
    """Return the change that puts a coding on other positions of its transcript; its id stays."""
    if coding.transcript != transcript.id:
        raise Refused(
            _("Coding {id} belongs to {transcript}.", id=coding.id, transcript=coding.transcript),
            _("Mark the other transcript anew, then delete this coding."),
        )
    if not transcript.text[max(0, start) : max(0, end)].strip():
        raise InvalidValue(
            _(
                "{transcript}: positions {start} to {end} hold no word.",
                transcript=transcript.id,
                start=start,
                end=end,
            )
        )
    there = coding_of(transcript, start, end, Code(coding.code, coding.code), coder=coding.coder)
    moved = replace(
        coding, start=start, end=end, quote=there.quote, prefix=there.prefix, suffix=there.suffix
    )  # fmt: skip
    return _changed("move codings", [(coding, moved)], held)


def delete(codings: Iterable[Coding]) -> Change:
    """Return the change that takes codings away."""
    return Change.removing(*codings, verb="delete codings")


def accept(codings: Iterable[Coding]) -> Change:
    """Return the change by which somebody accepts proposals: nothing is ever accepted by itself."""
    return _stated(codings, "accepted", "accept proposals")


def reject(codings: Iterable[Coding]) -> Change:
    """Return the change by which somebody rejects proposals; they are kept, so as not to be proposed again."""
    return _stated(codings, "rejected", "reject proposals")


def _stated(codings: Iterable[Coding], state: State, verb: str) -> Change:
    return Change.replacing(((one, replace(one, state=state)) for one in codings if one.state != state), verb=verb)


def _changed(verb: str, pairs: Iterable[tuple[Coding, Coding]], held: Iterable[Coding]) -> Change:
    """Replace codings; one that would double a coding held elsewhere goes away instead."""
    changed = list(pairs)
    moving = {before.id for before, _after in changed}
    taken = {key_of(coding) for coding in held if coding.id not in moving}
    edits: list[tuple[str, Coding | None, Coding | None]] = []
    for before, after in changed:
        if before == after:
            taken.add(key_of(before))
            continue
        edits.append((before.id, before, None if key_of(after) in taken else after))
        taken.add(key_of(after))
    return Change(verb, tuple(edits))

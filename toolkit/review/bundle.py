"""What a supervisor is given to review: some coded passages, each with the turns around it and the card of its code.

A bundle is a plain value, versioned and checked. Its texts are those of the study, hence pseudonymised.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from toolkit.errors import InvalidValue, Refused, UnknownName
from toolkit.i18n import _, language
from toolkit.model import (
    Code,
    Codebook,
    Coder,
    Coding,
    Desk,
    Review,
    StudySheet,
    Transcript,
    new_id,
    slug,
    text_sha256,
)
from toolkit.model.shape import check_shape

BUNDLE_FORMAT: Final = "carnet-review/1"
PASSAGES: Final = 25
MINUTES: Final = 20
AROUND: Final = 600
"""Characters of a neighbouring turn that are shown."""
WITHIN: Final = 1500
"""Characters of a long turn that are shown before and after the passage."""

_SPAN = {"start": int, "end": int, "code": str}
_TURN = {
    "number": (int, None),
    "speaker": str,
    "role": str,
    "start": int,
    "text": str,
    "context": bool,
    "cut_before": bool,
    "cut_after": bool,
}
_ITEM = {
    "id": str,
    "source": str,
    "transcript": str,
    "turns": ([int], None),
    "start": int,
    "end": int,
    "code": str,
    "coder": (str, None),
    "origin": (str, None),
    "window": [_TURN],
    "others": [_SPAN],
}
_CARD = dict.fromkeys(
    ("id", "label", "theme", "short_definition", "definition", "when_to_use", "when_not_to_use", "example", "color"),
    str,
)
BUNDLE_SHAPE: Final[dict[str, Any]] = {
    "format": str,
    "bundle_id": str,
    "source_sha256": str,
    "title": str,
    "made_on": str,
    "lang": str,
    "text_lang": str,
    "reviewer": {"id": str, "name": str},
    "blind": bool,
    "minutes": int,
    "coders": {str: str},
    "codes": [_CARD],
    "items": [_ITEM],
}


class Bundle(dict[str, Any]):
    """What a review page shows, a plain dict for files; shown in a notebook, it tells its size and no passage."""

    def __repr__(self) -> str:
        return f"<Bundle {self.get('bundle_id', '')}: {len(self.get('items', ()))} passages>"


def review_bundle(
    desk: Desk,
    *,
    codings: Iterable[Coding | str] | None = None,
    reviewer: str = "",
    coder: str | None = None,
    n: int = PASSAGES,
    blind: bool = False,
    seed: int = 0,
    again: bool = False,
    minutes: int = MINUTES,
    text_lang: str = "fr",
    made_on: str = "",
) -> Bundle:
    """Choose passages to review and return them with what is needed to judge them.

    Each code gets its share, rare codes first; among the passages of one code, every transcript in turn. The same
    seed gives the same choice. Passages that this reviewer already judged are left out.

    Parameters
    ----------
    codings
        Codings, or their ids, to review, all of them; else ``n`` accepted ones are chosen.
    reviewer
        Id of a coder of the study, or a name; ``"encadrant"`` by default.
    coder
        Only what this coder coded.
    n
        How many passages to choose.
    blind
        Hide who coded, how, and the other codes placed on the same words.
    seed
        Another seed gives another choice.
    again
        Take passages already judged too.
    minutes
        How long the review should take.
    """
    who = reviewer_of(desk, reviewer)
    if codings is None:
        chosen = choose(desk, n, reviewer=who.id, coder=coder, seed=seed, again=again)
    else:
        chosen = [desk.get(Coding, item) if isinstance(item, str) else item for item in codings]
    if not chosen:
        raise Refused(
            _("There is no accepted coding left to review."),
            _("Code some passages or accept proposals first; to review the same ones again, ask for it."),
        )
    book = Codebook(desk.all(Code))
    ranks = {code.id: rank for rank, code in enumerate(book)}
    chosen.sort(key=lambda coding: (ranks.get(coding.code, len(ranks)), coding.transcript, coding.start, coding.id))
    transcripts = {id: desk.get(Transcript, id) for id in sorted({coding.transcript for coding in chosen})}
    near: dict[str, list[Coding]] = {}
    if not blind:
        for coding in desk.all(Coding):
            if coding.state == "accepted":
                near.setdefault(coding.transcript, []).append(coding)
    coders = {held.id: held.name for held in desk.all(Coder)}
    items = [_item(coding, transcripts[coding.transcript], near, blind=blind) for coding in chosen]
    source = source_sha256(item["source"] for item in items)
    bundle = {
        "format": BUNDLE_FORMAT,
        "bundle_id": bundle_id(source, who.id, blind=blind),
        "source_sha256": source,
        "title": _title(desk),
        "made_on": made_on,
        "lang": language(),
        "text_lang": text_lang,
        "reviewer": {"id": who.id, "name": who.name},
        "blind": blind,
        "minutes": max(1, round(minutes * len(chosen) / PASSAGES)) if codings is None else minutes,
        "coders": {} if blind else {id: coders.get(id) or id for id in sorted({coding.coder for coding in chosen})},
        "codes": [_card(code, book) for code in book],
        "items": items,
    }
    return checked_bundle(bundle)


def checked_bundle(bundle: Mapping[str, Any]) -> Bundle:
    """Return ``bundle`` if it has the promised shape; raise ``InvalidValue`` with what differs."""
    if bundle.get("format") != BUNDLE_FORMAT:
        raise InvalidValue(
            _("“{value}” is not a review of this version of Carnet.", value=bundle.get("format")),
            _("Make it again with “carnet review export”."),
        )
    faults = check_shape(bundle, BUNDLE_SHAPE)
    if faults:
        raise InvalidValue(
            _("The review is not whole: {faults}.", faults=", ".join(faults[:12])),
            _("Make it again with “carnet review export”."),
        )
    return Bundle(bundle)


def reviewer_of(desk: Desk, reviewer: str = "") -> Coder:
    """Return the coder who reviews: of that id or name, the only supervisor of the study, or a new one."""
    coders = desk.all(Coder)
    for held in coders:
        if reviewer and reviewer in (held.id, held.name):
            return held
    supervisors = [held for held in coders if held.role == "supervisor"]
    if not reviewer and len(supervisors) == 1:
        return supervisors[0]
    if not reviewer:
        return Coder("encadrant", role="supervisor")
    id = slug(reviewer)
    if not id:
        raise InvalidValue(_("“{value}” cannot name a reviewer.", value=reviewer), _("Write a name or initials."))
    for held in coders:
        if held.id == id:
            return held
    return Coder(id, name=reviewer if reviewer != id else "", role="supervisor")


def choose(
    desk: Desk, n: int, *, reviewer: str = "", coder: str | None = None, seed: int = 0, again: bool = False
) -> list[Coding]:
    """Choose ``n`` accepted codings: each code its share, each transcript in turn, always the same for one seed."""
    if n < 1:
        raise InvalidValue(_("{n} passages cannot be chosen.", n=n), _("Ask for at least one."))
    seen = set() if again else {review.coding for review in desk.all(Review) if review.reviewer == reviewer}
    everything = desk.all(Coding)
    if coder is not None and all(held.coder != coder for held in everything):
        raise UnknownName(coder, {held.coder for held in everything})
    pool: dict[str, dict[str, list[Coding]]] = {}
    for coding in everything:
        if coding.state == "accepted" and coding.id not in seen and coder in (None, coding.coder):
            pool.setdefault(coding.code, {}).setdefault(coding.transcript, []).append(coding)
    queues = {code: _in_turn(texts, seed) for code, texts in pool.items()}
    shares = share({code: len(queue) for code, queue in queues.items()}, n)
    return [coding for code, queue in queues.items() for coding in queue[: shares[code]]]


def share(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """Share ``n`` among strata: one each while there is enough, rarest first, then in proportion of what is left.

    >>> share({"entraide": 90, "isolement": 10, "argent": 1}, 12)
    {'entraide': 10, 'isolement': 1, 'argent': 1}
    """
    given = dict.fromkeys(sizes, 0)
    for code in sorted(sizes, key=lambda code: (sizes[code], code))[:n]:
        given[code] = 1
    while sum(given.values()) < min(n, sum(sizes.values())):
        open_ = [code for code in sizes if given[code] < sizes[code]]
        # Webster's rule: the next one goes to the code that is furthest below its proportion.
        given[max(open_, key=lambda code: (sizes[code] / (2 * given[code] + 1), code))] += 1
    return given


def _in_turn(texts: Mapping[str, list[Coding]], seed: int) -> list[Coding]:
    """Return the codings of one code, one transcript after the other, in an order drawn from the seed."""

    def drawn(id: str) -> bytes:
        return hashlib.sha256(f"{seed}\x1f{id}".encode()).digest()

    piles = [sorted(texts[id], key=lambda coding: drawn(coding.id)) for id in sorted(texts, key=drawn)]
    depth = max(len(pile) for pile in piles)
    return [pile[level] for level in range(depth) for pile in piles if level < len(pile)]


def fingerprint(coding: Coding, transcript: Transcript) -> str:
    """Return what stands for a passage as it was judged: these words of this text, this version of this code."""
    facts = [coding.id, transcript.fingerprint, coding.start, coding.end, coding.code, coding.code_version]
    return text_sha256(json.dumps(facts, ensure_ascii=False, separators=(",", ":")))[:24]


def source_sha256(fingerprints: Iterable[str]) -> str:
    """Return the fingerprint of everything that a bundle asks about."""
    return text_sha256("\n".join(sorted(fingerprints)))


def bundle_id(source: str, reviewer: str, *, blind: bool = False) -> str:
    """Return the id of a bundle, which follows from what it asks and of whom."""
    return new_id("b", source, reviewer, "blind" if blind else "open")


def _title(desk: Desk) -> str:
    sheets = desk.all(StudySheet)
    return sheets[0].title if sheets else ""


def _card(code: Code, book: Codebook) -> dict[str, str]:
    card = {name: str(getattr(code, name)) for name in _CARD if name != "theme"}
    root = book.theme(code.id)
    return {**card, "theme": book[root].label if root != code.id else ""}


def _item(coding: Coding, transcript: Transcript, near: Mapping[str, list[Coding]], *, blind: bool) -> dict[str, Any]:
    turns, window = _window(coding, transcript)
    others = {
        (other.start, other.end, other.code)
        for other in near.get(transcript.id, ())
        if other.code != coding.code and other.start < coding.end and other.end > coding.start
    }
    return {
        "id": coding.id,
        "source": fingerprint(coding, transcript),
        "transcript": transcript.id,
        "turns": turns,
        "start": coding.start,
        "end": coding.end,
        "code": coding.code,
        "coder": None if blind else coding.coder,
        "origin": None if blind else coding.origin,
        "window": window,
        "others": [{"start": start, "end": end, "code": code} for start, end, code in sorted(others)],
    }


def _window(coding: Coding, transcript: Transcript) -> tuple[list[int] | None, list[dict[str, Any]]]:
    """Return the numbers of the turns that hold a coding, and their words with those just before and after."""
    held = [number for number, turn in transcript.numbered() if turn.start < coding.end and turn.end > coding.start]
    if (
        not held
        or coding.start < transcript.turns[held[0] - 1].label_start
        or coding.end > transcript.turns[held[-1] - 1].end
    ):
        # A text without turns, or words that lie outside them: the words as they stand.
        start, end = max(0, coding.start - WITHIN), min(len(transcript.text), coding.end + WITHIN)
        return (None if not held else [held[0], held[-1]]), [
            _words(transcript, None, start, end, 0, len(transcript.text))
        ]
    first, last = held[0], held[-1]
    before = next((number for number in range(first - 1, 0, -1) if transcript.said(number).strip()), first)
    after = next((n for n in range(last + 1, len(transcript.turns) + 1) if transcript.said(n).strip()), last)
    window = []
    for number in sorted({before, *range(first, last + 1), after}):
        turn = transcript.turns[number - 1]
        start, end = turn.start, turn.end
        if number < first:
            start = max(start, end - AROUND)
        elif number > last:
            end = min(end, start + AROUND)
        else:
            start, end = max(start, coding.start - WITHIN), min(end, coding.end + WITHIN)
        window.append(
            _words(transcript, number, start, end, turn.start, turn.end) | {"context": not first <= number <= last}
        )
    return [first, last], window


def _words(transcript: Transcript, number: int | None, start: int, end: int, low: int, high: int) -> dict[str, Any]:
    """Return the words ``[start, end)`` of a stretch ``[low, high)``, cut at a space where they are cut."""
    text = transcript.text
    if start > low and (space := text.find(" ", start, start + 40)) >= 0:
        start = space + 1
    if end < high and (space := text.rfind(" ", end - 40, end)) >= 0:
        end = space
    labels = transcript.turns[number - 1].speakers if number is not None else ()
    roles = {transcript.speaker(label).role for label in labels}
    return {
        "number": number,
        "speaker": " + ".join(labels),
        "role": roles.pop() if len(roles) == 1 else "unknown",
        "start": start,
        "text": text[start:end],
        "context": False,
        "cut_before": start > low,
        "cut_after": end < high,
    }

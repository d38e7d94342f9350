"""A text corrected, or transcribed again, after it was coded: what follows, and what somebody must look at.

``revise`` computes; nothing is written before ``study.do(revision.change)``, one action, one undo.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from toolkit.errors import Refused
from toolkit.i18n import _, n_
from toolkit.model import Change, Coding, Quote, Review, Transcript, clean_text
from toolkit.model.checks import one_of
from toolkit.model.plain import Noun
from toolkit.model.positions import Path
from toolkit.transcripts.new_turns import turns_in
from toolkit.transcripts.placing import Passage, Place, Room, placed, said_why
from toolkit.transcripts.reading import Reading
from toolkit.transcripts.revisions import MODES, VERB, Decision, Excerpt, Mode, Revision, ToReview, excerpt

ANOTHER: Final = 0.2
"""Two texts that share less than this are not two versions of one interview."""
ENOUGH_TEXT: Final = 300
"""Below so many characters, nothing can be said of that."""


def revise(
    transcript: Transcript,
    new_text: "str | Reading",
    codings: Iterable[Coding],
    *,
    mode: Mode = "typo",
    around: Iterable[Noun] = (),
    decisions: "Mapping[str, Decision | Place] | None" = None,
    another_text: bool = False,
) -> Revision:
    """Carry all that was coded over to a new version of a text; list what somebody must look at.

    A passage whose words were left alone keeps exactly its words. Any other is in ``to_review``, with its old and
    new surroundings: it is kept at the nearest place as a proposal, which counts for nothing, until a person decides.

    Parameters
    ----------
    transcript
        The transcript as the study holds it.
    new_text
        The new text, or the reading of the file that holds it; it is cleaned first.
    codings
        The codings of the study, of every coder; those of other transcripts are left alone.
    mode
        ``typo``: small corrections; a passage with one inside stays counted, and is listed. ``retranscription``: a
        whole new text; every passage that changed waits for somebody, and the day of rereading is cleared.
    around
        The extracts, reviews and memos of the study: they follow, or go with the coding that is dropped.
    decisions
        What was decided: see ``Revision.decide``.
    another_text
        Accept a text that has almost nothing in common with the old one.

    Raises
    ------
    Refused
        When the new text is empty, or is another interview.

    Examples
    --------
    >>> from toolkit.model import Code, coding_of
    >>> text = Transcript("E01", "On s’entraid. Voilà.")
    >>> coded = [coding_of(text, a, b, Code("aide", "Aide"), coder="C1") for a, b in ((0, 13), (14, 20))]
    >>> revise(text, "On s’entraide. Voilà.", coded)
    <Revision E01: 1 followed, 1 to review, 0 undecided>
    """
    one_of("mode", mode, MODES)
    reading = new_text if isinstance(new_text, Reading) else None
    text = clean_text(reading.text if reading is not None else str(new_text))
    nouns: list[Coding | Quote] = [one for one in codings if one.transcript == transcript.id]
    around = tuple(around)
    nouns += [one for one in around if isinstance(one, Quote) and one.transcript == transcript.id]
    if text == transcript.text:
        same = tuple(Passage(noun, noun.start, noun.end) for noun in nouns)
        return Revision(transcript, transcript, mode, same, (), Change(VERB), 1.0, (), around, same)
    if not text.strip():
        raise Refused(
            _("The new text of {id} is empty.", id=transcript.id),
            _("To take a person out of the study, use “carnet withdraw”; a text is never emptied."),
        )
    path = Path(transcript.text, text)
    turned = turns_in(transcript, path, reading)
    after = replace(
        transcript,
        text=text,
        turns=turned.turns,
        speakers=turned.speakers,
        reread=transcript.reread if mode == "typo" else "",
    )
    passages, shared = placed(transcript, after, path, nouns)
    long = min(len(text), len(transcript.text)) >= ENOUGH_TEXT
    if long and not another_text and max(shared, alike(transcript.text, text)) < ANOTHER:
        raise Refused(
            _("This text has almost nothing in common with {id}: is it another interview?", id=transcript.id),
            _("Check the file; if it is the right one, say it with “another_text=True”."),
            shared=round(shared, 2),
        )
    passages = _apart(passages, after)
    followed = tuple(passage for passage in passages if not passage.why)
    reviews, quotes = _hanging(around)
    listed = tuple(
        _to_review(passage, transcript, after, mode, reviews, quotes) for passage in passages if passage.why
    )
    made = Revision(
        transcript,
        after,
        mode,
        followed,
        listed,
        Change(VERB),
        shared,
        _warnings(transcript, after, turned.warnings),
        around,
        tuple(passages),
    )
    return made.decide(decisions or {})


def alike(old: str, new: str) -> float:
    """Return the part of the runs of three words of the shorter text that the other holds too, wherever they are."""
    runs = []
    for text in (old, new):
        words = re.findall(r"\w+", text.casefold())
        runs.append(set(zip(words, words[1:], words[2:], strict=False)))
    return len(runs[0] & runs[1]) / max(1, min(map(len, runs)))


def _apart(passages: Sequence[Passage], after: Transcript) -> list[Passage]:
    """Give each doubtful coding a place of its own, with a word in it."""
    room = Room(after, passages)
    made = []
    for passage in passages:
        if passage.why and isinstance(passage.noun, Coding):
            start, end = room.near(passage.noun, passage.start, passage.end)
            made.append(replace(passage, start=start, end=end))
        else:
            made.append(passage)
    return made


def _warnings(before: Transcript, after: Transcript, told: tuple[str, ...]) -> tuple[str, ...]:
    warnings = list(told)
    if lost := len(before.turns) - len(after.turns):
        said = (
            n_("{n} turn less: the numbers that people cite change.",
               "{n} turns less: the numbers that people cite change.", lost)
            if lost > 0
            else n_("{n} turn more: the numbers that people cite change.",
                    "{n} turns more: the numbers that people cite change.", -lost)
        )  # fmt: skip
        warnings.append(said)
    if before.reread and not after.reread:
        warnings.append(_("It is no longer marked as reread."))
    return tuple(warnings)


def _hanging(around: Iterable[Noun]) -> tuple[dict[str, int], dict[str, int]]:
    """Return how many reviews, and how many extracts, hang on each coding."""
    reviews: dict[str, int] = {}
    quotes: dict[str, int] = {}
    for noun in around:
        if isinstance(noun, Review):
            reviews[noun.coding] = reviews.get(noun.coding, 0) + 1
        elif isinstance(noun, Quote):
            quotes[noun.coding] = quotes.get(noun.coding, 0) + 1
    return reviews, quotes


def _to_review(
    passage: Passage,
    before: Transcript,
    after: Transcript,
    mode: Mode,
    reviews: Mapping[str, int],
    quotes: Mapping[str, int],
) -> ToReview:
    noun = passage.noun
    assert passage.why
    old = excerpt(before, noun.start, noun.end)
    new = excerpt(after, passage.start, passage.end)
    if isinstance(noun, Quote):
        # What will be printed was chosen, perhaps approved by the person: its words stay.
        return ToReview(
            noun.id,
            "quote",
            passage.why,
            replace(old, words=noun.text),
            new,
            passage.start,
            passage.end,
            "keep",
            ("keep", "renew", "drop"),
            noun,
        )
    decision: Decision = "keep" if mode == "typo" and passage.why == "corrected" else "later"
    return ToReview(
        noun.id,
        "coding",
        passage.why,
        replace(old, words=noun.quote),
        new,
        passage.start,
        passage.end,
        decision,
        ("keep", "later", "drop"),
        noun,
        noun.code,
        noun.coder,
        reviews.get(noun.id, 0),
        quotes.get(noun.id, 0),
    )


def summary(revision: Revision) -> list[tuple[str, int]]:
    """Return how many passages each outcome has, in the reader's words, for a table."""
    counts: dict[str, int] = {}
    for passage in revision.passages:
        counts[said_why(passage) or _("followed to the letter")] = (
            counts.get(said_why(passage) or _("followed to the letter"), 0) + 1
        )
    return list(counts.items())


__all__ = ["Excerpt", "Revision", "ToReview", "revise", "summary"]

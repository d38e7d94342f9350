"""The answers that come back from a supervisor: read, checked, turned into reviews, as often as one likes.

A file is known by what it holds, never by its name (browsers add « (1) »). Reading it twice changes nothing; of
two answers about one passage the later one stays, be it a verdict, words without a verdict, or nothing any more.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from toolkit.errors import FaultyFile, Refused, UnreadableFile
from toolkit.i18n import N_, _, n_
from toolkit.model import Change, Coding, Desk, Edit, Memo, Review, Transcript, new_id
from toolkit.model.returns import VERDICTS
from toolkit.model.shape import check_shape
from toolkit.review.bundle import BUNDLE_FORMAT, bundle_id, fingerprint

ANSWERS_FORMAT: Final = "carnet-review-answers/1"
RECORD_FORMAT: Final = "carnet-review-record/1"
VERB: Final = N_("import reviews")
ANSWERS_SHAPE: Final[dict[str, Any]] = {
    "format": str,
    "bundle_id": str,
    "source_sha256": str,
    "reviewer": str,
    "exported_at": str,
    "review": {str: {"decision": (str, None), "comment": str, "suggest": str, "at": str}},
}


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What a reviewer said of one passage, and when; no decision when only a comment was left, or all was wiped."""

    decision: str | None
    comment: str
    suggestion: str
    at: str


@dataclass(frozen=True, slots=True, repr=False)
class Answers:
    """An answer file, checked."""

    name: str
    bundle_id: str
    source_sha256: str
    reviewer: str
    exported_at: str
    review: Mapping[str, Answer]

    def __repr__(self) -> str:
        return f"<Answers to {self.bundle_id} by {self.reviewer}: {len(self.review)} passages>"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, passage by passage: ids of codings, never their words.

    ``wiped`` gives the passages whose answer was emptied, and when: ``record_after`` keeps it in the record.
    """

    reviewer: str
    bundle: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    without_verdict: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    recorded: bool = True
    wiped: Mapping[str, str] = field(default_factory=dict)
    verdicts: Mapping[str, int] = field(default_factory=dict)

    def sentences(self) -> list[str]:
        """Return what a person should read, the news first, then what needs a look."""
        new, changed = len(self.added), len(self.changed)
        lines = [n_("{n} review brought in.", "{n} reviews brought in.", new) if new else _("No new review.")]
        lines[0] += f" {self._verdicts()}" if new or changed else ""
        if changed:
            lines.append(n_("{n} review replaced by a later one.", "{n} reviews replaced by later ones.", changed))
        if self.withdrawn:
            lines.append(
                n_(
                    "{n} review taken back by its author.",
                    "{n} reviews taken back by their author.",
                    len(self.withdrawn),
                )
            )
        same = len(self.unchanged) + len(self.older)
        if same:
            lines.append(n_("{n} review was already there.", "{n} reviews were already there.", same))
        notes = (
            (self.without_verdict, _("comment without a verdict, kept as a memo of the passage")),
            (self.outdated, _("the coding or its text changed since the page was made: read them again")),
            (self.unknown, _("not in this study any more, left out")),
        )
        lines += [_("{ids}: {what}.", ids=", ".join(ids), what=what) for ids, what in notes if ids]
        if not self.recorded:
            lines.append(
                _("The record of this page is not in the “outputs” folder: changes since then could not be checked.")
            )
        return lines

    def _verdicts(self) -> str:
        return _(
            "Agree: {agree}, to discuss: {discuss}, disagree: {disagree}.",
            **{verdict: self.verdicts.get(verdict, 0) for verdict in VERDICTS},
        )


def is_protected(content: str) -> bool:
    """Tell whether the content of an answer file must be opened with a passphrase."""
    from toolkit.web.seal import is_sealed

    try:
        return is_sealed(json.loads(content))
    except ValueError:
        return False


def read_answers(content: str, *, name: str = "", passphrase: str | None = None) -> Answers:
    """Return the answers that a review page wrote; ``name`` is only used to speak of the file.

    Raises ``UnreadableFile`` when it is no answer file, ``FaultyFile`` with all its faults, ``Refused`` when it is
    protected and the passphrase is missing or wrong.
    """
    from toolkit.web.seal import is_sealed, unseal

    expected = _("an answer file saved by a review page is expected")
    hint = _("Ask the reviewer for the file that “Save my answers” put in their downloads.")
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        raise UnreadableFile(name, expected, hint=hint) from None
    if is_sealed(value):
        if passphrase is None:
            raise Refused(
                _("{name} is protected by a passphrase.", name=name), _("It is the one that opens the review page.")
            )
        value = unseal(value, passphrase, aad=ANSWERS_FORMAT)
    if isinstance(value, Mapping) and value.get("format") == BUNDLE_FORMAT:
        hint = _("This is the review itself: import the file of answers instead.")
    if not isinstance(value, Mapping) or value.get("format") != ANSWERS_FORMAT:
        raise UnreadableFile(name, expected, hint=hint)
    faults = [
        _("“{place}” is missing or is not what it should be", place=place)
        for place in check_shape(value, ANSWERS_SHAPE)
    ]
    if not faults:
        for id, answer in value["review"].items():
            if answer["decision"] is not None and answer["decision"] not in VERDICTS:
                faults.append(_("{id}: “{value}” is no verdict", id=id, value=answer["decision"]))
            if _moment(answer["at"]) is None:
                faults.append(_("{id}: “{value}” is no date", id=id, value=answer["at"]))
    if faults:
        raise FaultyFile(name, faults)
    review = {
        id: Answer(answer["decision"], answer["comment"], answer["suggest"], answer["at"])
        for id, answer in value["review"].items()
    }
    facts = {key: value[key] for key in ("bundle_id", "source_sha256", "reviewer", "exported_at")}
    return Answers(name=name, review=review, **facts)


def record_of(bundle: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a study keeps of a bundle that it gave out: ids and fingerprints, no words."""
    facts = {key: bundle[key] for key in ("bundle_id", "source_sha256", "made_on", "blind")}
    items = {item["id"]: item["source"] for item in bundle["items"]}
    return {"format": RECORD_FORMAT, **facts, "reviewer": bundle["reviewer"]["id"], "items": items}


def import_answers(
    desk: Desk, answers: Answers, *, records: Iterable[Mapping[str, Any]] = ()
) -> tuple[Change, ImportReport]:
    """Return the change that brings answers into a study, and what it does, passage by passage.

    The change is empty when everything was already there. ``records`` are what the study kept of the bundles that
    it gave out (``record_of``); they tell which codings changed since. Raises ``Refused`` when the answers belong
    to another study or were changed on their way.
    """
    record = next((record for record in records if record["bundle_id"] == answers.bundle_id), None)
    _same_bundle(answers, record)
    held = {coding.id: coding for coding in desk.all(Coding)}
    asked = held.keys() if record is None else held.keys() & record["items"].keys()
    if answers.review and not asked & answers.review.keys():
        raise Refused(
            _("{name} answers a review of another study.", name=answers.name or answers.bundle_id),
            _("Open the study that the page was made from; nothing was changed here."),
        )
    reviews = {review.id: review for review in desk.all(Review)}
    memos = {memo.id: memo for memo in desk.all(Memo)}
    emptied = dict(record.get("withdrawn", {})) if record else {}
    found: dict[str, list[str]] = {}
    wiped: dict[str, str] = {}
    edits: list[Edit] = []
    verdicts = dict.fromkeys(VERDICTS, 0)
    for id in sorted(answers.review, key=lambda id: _place(held.get(id), id)):
        if id not in asked:
            found.setdefault("unknown", []).append(id)
            continue
        keys = [new_id(kind, answers.bundle_id, id, answers.reviewer) for kind in "rm"]
        before = Kept(reviews.get(keys[0]), memos.get(keys[1]), emptied.get(id, ""))
        after = kept_of(answers, id, *keys)
        outcome, after = weigh(before, after)
        found.setdefault(outcome, []).append(id)
        if outcome == "withdrawn" and after.memo is not None:
            found.setdefault("without_verdict", []).append(id)
        if after.emptied and _rank(after.emptied) > _rank(before.emptied):
            wiped[id] = after.emptied
        if before.review != after.review:
            edits.append((keys[0], before.review, after.review))
        if before.memo != after.memo:
            edits.append((keys[1], before.memo, after.memo))
        if outcome in ("added", "changed") and after.review is not None:
            verdicts[after.review.verdict] += 1
            if record and record["items"][id] != fingerprint(held[id], desk.get(Transcript, held[id].transcript)):
                found.setdefault("outdated", []).append(id)
    report = ImportReport(
        reviewer=answers.reviewer,
        bundle=answers.bundle_id,
        recorded=record is not None,
        verdicts=verdicts,
        wiped=wiped,
        **{name: tuple(ids) for name, ids in found.items()},
    )
    return Change(VERB, tuple(edits)), report


def record_after(record: Mapping[str, Any], report: ImportReport) -> dict[str, Any]:
    """Return a record that also remembers the answers emptied, so that an older file cannot bring them back."""
    withdrawn = dict(record.get("withdrawn", {}))
    for id, at in report.wiped.items():
        withdrawn[id] = max(at, withdrawn.get(id, ""), key=_rank)
    return {**record, "withdrawn": withdrawn} if withdrawn else dict(record)


def _same_bundle(answers: Answers, record: Mapping[str, Any] | None) -> None:
    """Refuse answers whose bundle is not the one that they name."""
    if record is not None:
        same = (record["source_sha256"], record["reviewer"]) == (answers.source_sha256, answers.reviewer)
    else:
        made = {bundle_id(answers.source_sha256, answers.reviewer, blind=blind) for blind in (True, False)}
        same = answers.bundle_id in made
    if not same:
        raise Refused(
            _("{name} does not answer the review that it names.", name=answers.name or answers.bundle_id),
            _("It may have been changed by hand: ask the reviewer to save the answers again from the page."),
        )


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """What is kept of one reviewer about one passage: a verdict, words without one, or when all was emptied."""

    review: Review | None = None
    memo: Memo | None = None
    emptied: str = ""

    @property
    def order(self) -> tuple[datetime, str, str, str]:
        """Sort two answers about one passage: the later one, else always the same one whichever comes first."""
        of_review = (
            (_rank(self.review.date), self.review.verdict, self.review.comment, self.review.suggestion)
            if self.review
            else (_rank(""), "", "", "")
        )
        of_memo = (_rank(self.memo.date), "", self.memo.text, "") if self.memo else (_rank(""), "", "", "")
        return max(of_review, of_memo, (_rank(self.emptied), "", "", ""))


def kept_of(answers: Answers, id: str, review: str, memo: str) -> Kept:
    """Return what an answer asks to keep; a comment without a verdict is a note, no verdict is invented for it."""
    answer = answers.review[id]
    if answer.decision is not None:
        return Kept(
            Review(
                id=review,
                coding=id,
                reviewer=answers.reviewer,
                verdict=answer.decision,  # type: ignore[arg-type]  # read_answers has checked it
                comment=answer.comment,
                suggestion=answer.suggestion,
                date=answer.at,
                bundle=answers.bundle_id,
            )
        )
    suggested = f"→ {answer.suggestion.strip()}" if answer.suggestion.strip() else ""
    said = "\n".join(part for part in (answer.comment.strip(), suggested) if part)
    if said:
        return Kept(memo=Memo(memo, said, "note", about=(id,), coder=answers.reviewer, date=answer.at))
    return Kept(emptied=answer.at)


def weigh(before: Kept, after: Kept) -> tuple[str, Kept]:
    """Return what becomes of one answer, and what is kept: the later of the two."""
    held = before.review or before.memo
    if held is not None and (before.review, before.memo) == (after.review, after.memo):
        return "unchanged", before
    if after.order <= before.order:
        return ("older" if held or not after.emptied else "unchanged"), before
    if after.review is not None:
        return ("changed" if before.review else "added"), after
    if before.review is not None:
        return "withdrawn", after
    if after.memo is not None:
        return "without_verdict", after
    return ("withdrawn" if held else "unchanged"), after


def _rank(at: str) -> datetime:
    return _moment(at) or datetime.min.replace(tzinfo=UTC)


def _moment(at: str) -> datetime | None:
    """Return a moment written as ISO 8601 with its time, in UTC unless it says otherwise."""
    try:
        moment = datetime.fromisoformat(at) if "T" in at else None
    except ValueError:
        return None
    if moment is None:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _place(coding: Coding | None, id: str) -> tuple[str, int, str]:
    return (coding.transcript, coding.start, id) if coding else ("", 0, id)

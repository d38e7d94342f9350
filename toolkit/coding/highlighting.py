"""One interview under the highlighter: what its view shows, as JSON can say it, and what a gesture changes.

Values in, one ``Change`` a gesture, written by the desk. The browser is in ``widget.py``; here nothing is drawn.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from toolkit.coding import codebook, marks
from toolkit.coding.regrouping import confirm
from toolkit.errors import InvalidValue, Refused, UnknownCode
from toolkit.i18n import N_, _, n_
from toolkit.model import (
    Change,
    Code,
    Codebook,
    Coder,
    Coding,
    Desk,
    Memo,
    Quote,
    Review,
    Transcript,
    clean_text,
    fold,
    new_id,
)

FORMAT: Final = "carnet-highlighter/1"
VERBS: Final = (N_("code a passage"),)
"""Verbs that the highlighter writes in the journal, besides those of the room."""
Row = dict[str, Any]


class _Far(NamedTuple):
    """What is known of a coding of another transcript."""

    code: str
    counted: bool
    transcript: str
    start: int
    end: int


class Highlighting:
    """One transcript of a study, its codings, their codes, memos and verdicts, as one coder sees and changes them.

    ``listed`` also follows how far every transcript is coded, for a view that goes from one to another.
    """

    def __init__(self, desk: Desk, transcript: str, *, coder: str, listed: bool = False):
        self.desk, self.coder, self.listed = desk, coder, listed
        self.transcript = desk.get(Transcript, transcript)
        self.read()

    def open(self, transcript: str) -> None:
        """Go to another transcript."""
        self.transcript = self.desk.get(Transcript, transcript)
        self.read()

    def read(self) -> None:
        """Read everything again from the desk."""
        self.transcript = self.desk.get(Transcript, self.transcript.id)
        listed = self.desk.all(Transcript) if self.listed else []
        self._turns = {text.id: [turn.label_start for turn in text.turns] for text in listed}
        self.codes: dict[str, Code] = {code.id: code for code in self.desk.all(Code)}
        self.codings: dict[str, Coding] = {}
        self._elsewhere: dict[str, _Far] = {}
        for coding in self.desk.all(Coding):
            self._hold(coding.id, coding)
        self.memos = {memo.id: memo for memo in self.desk.all(Memo) if self._is_near(memo)}
        self.reviews = {one.id: one for one in self.desk.all(Review) if one.coding in self.codings}
        self.coders = {coder.id: coder.name or coder.id for coder in self.desk.all(Coder)}

    # What is shown.

    def snapshot(self) -> Row:
        """Return all that the view shows. Positions are code points of the text."""
        text = self.transcript
        labels = {speaker.label: rank for rank, speaker in enumerate(text.speakers)}
        counts = self.counts()
        return {
            "transcript": {"id": text.id, "fingerprint": text.fingerprint, "date": text.date, "reread": text.reread},
            "text": text.text,
            "speakers": [[one.label, one.role, one.participant] for one in text.speakers],
            "turns": [
                [*(getattr(turn, name) for name in _TURN), [labels[label] for label in turn.speakers]]
                for turn in text.turns
            ],
            "codes": [self._code(code, counts) for code in self.codes.values()],
            "codings": {id: self._row(coding) for id, coding in self.codings.items()},
            "memos": {id: _memo(memo) for id, memo in self.memos.items()},
            "reviews": {id: _review(one) for id, one in self.reviews.items()},
            "coders": self.coders,
            "coder": self.coder,
            "recent": self.recent(),
            "place": self.place(),
            "texts": list(self.texts().values()),
        }

    def place(self) -> int | None:
        """Return where the coder last put a code by hand in this text."""
        mine = [one.start for one in self.codings.values() if one.coder == self.coder and one.origin == "hand"]
        return mine[-1] if mine else None

    def texts(self, only: Collection[str] | None = None) -> dict[str, Row]:
        """Return how far each transcript is coded: passages, and turns that bear one. Empty when not ``listed``."""
        wanted = [id for id in self._turns if only is None or id in only]
        passages: Counter[str] = Counter()
        touched: dict[str, set[int]] = {id: set() for id in wanted}
        here = (
            _Far(one.code, one.state != "rejected", one.transcript, one.start, one.end)
            for one in self.codings.values()
        )
        for one in (*here, *self._elsewhere.values()):
            if one.counted and one.transcript in touched:
                passages[one.transcript] += 1
                starts = self._turns[one.transcript]
                first, last = bisect_right(starts, one.start), bisect_right(starts, one.end - 1)
                touched[one.transcript].update(range(max(1, first), last + 1))
        return {
            id: {"id": id, "turns": len(self._turns[id]), "passages": passages[id], "touched": len(touched[id])}
            for id in wanted
        }

    def counts(self) -> Counter[str]:
        """Return how many passages of the study bear each code; what was rejected is left out."""
        here = Counter(coding.code for coding in self.codings.values() if coding.state != "rejected")
        return here + Counter(one.code for one in self._elsewhere.values() if one.counted)

    def recent(self) -> list[str]:
        """Return the last codes that the coder put here by hand, the last first."""
        by_hand = (one for one in self.codings.values() if one.coder == self.coder and one.origin == "hand")
        mine = [one.code for one in by_hand if one.code in self.codes]
        return list(dict.fromkeys(reversed(mine)))[:9]

    def _code(self, code: Code, counts: Mapping[str, int]) -> Row:
        return {**{name: getattr(code, name) for name in _CODE}, "count": counts.get(code.id, 0)}

    def _row(self, coding: Coding) -> Row:
        code = self.codes.get(coding.code)
        old = coding.state != "rejected" and code is not None and coding.code_version < code.version
        return {**{name: getattr(coding, name) for name in _CODING}, "outdated": old}

    # What changed, whoever changed it.

    def news(self, changes: Iterable[Change]) -> Row | None:
        """Follow changes; return what they bring to the view, None when it must be drawn anew."""
        items: Row = {}
        codes: Row = {}
        memos: Row = {}
        reviews: Row = {}
        texts: set[str] = set()
        before = self.counts()
        renewed: set[str] = set()
        for change in changes:
            if not len(change):
                return None
            for id, was, now in change:
                noun = now if now is not None else was
                if isinstance(noun, Transcript | Coder):
                    if self.listed or isinstance(noun, Coder) or noun.id == self.transcript.id:
                        return None
                elif isinstance(noun, Code):
                    renewed.add(id)
                    _put(self.codes, id, now)
                elif isinstance(noun, Coding):
                    texts.update(one.transcript for one in (was, now) if isinstance(one, Coding))
                    if self._hold(id, now if isinstance(now, Coding) else None):
                        items[id] = None
                elif isinstance(noun, Memo):
                    if id in self.memos or self._is_near(noun):
                        memos[id] = None
                        _put(self.memos, id, now)
                elif isinstance(noun, Review) and (id in self.reviews or noun.coding in self.codings):
                    reviews[id] = None
                    _put(self.reviews, id, now)
        counts = self.counts()
        for id in renewed | {id for id in before.keys() | counts.keys() if before[id] != counts[id]}:
            codes[id] = self._code(self.codes[id], counts) if id in self.codes else None
        for id, coding in self.codings.items():
            if id in items or coding.code in renewed:
                items[id] = self._row(coding)
        memos = {id: _memo(self.memos[id]) if id in self.memos else None for id in memos}
        reviews = {id: _review(self.reviews[id]) if id in self.reviews else None for id in reviews}
        brought = {"items": items, "codes": codes, "memos": memos, "reviews": reviews}
        return {**brought, "texts": self.texts(texts)} if self.listed else brought

    def _hold(self, id: str, coding: Coding | None) -> bool:
        """Keep a coding as it is now; tell whether it is, or was, of this transcript."""
        held = self.codings.pop(id, None) if coding is None else self.codings.get(id)
        self._elsewhere.pop(id, None)
        if coding is None:
            return held is not None
        if coding.transcript != self.transcript.id:
            self.codings.pop(id, None)
            counted = coding.state != "rejected"
            self._elsewhere[id] = _Far(coding.code, counted, coding.transcript, coding.start, coding.end)
            return held is not None
        self.codings[id] = coding
        return True

    def _is_near(self, memo: Memo) -> bool:
        return any(id in self.codings or id == self.transcript.id for id in memo.about)

    # What a gesture changes.

    def change(self, op: Mapping[str, Any]) -> Change:
        """Return the change that a gesture asks for; refuse it in a sentence."""
        name, ids = op["op"], list(op.get("ids") or ())
        if name == "mark":
            return self._mark(op)
        codings = self._known(ids)
        if name == "delete":
            return self._deleted(codings)
        if name == "accept":
            return marks.accept(codings)
        if name == "reject":
            return marks.reject(codings)
        if name == "confirm":
            return confirm([one for one in codings if one.code in self.codes], Codebook(self.codes.values()))
        if name == "recode":
            code, born = self._chosen(op)
            change = self._keeping(marks.recode(codings, code, held=self.codings.values()))
            return Change(change.verb, (*born, *change.edits))
        one = _single(codings)
        if name == "move":
            self._fresh(op)
            moved = marks.move(one, self.transcript, op["start"], op["end"], held=self.codings.values())
            if not len(moved):
                raise Refused(_("These are the bounds that it has already."), _("Choose other words."))
            return self._keeping(moved)
        return self._write(one, op["memo"], op.get("text") or "")

    def _deleted(self, codings: list[Coding]) -> Change:
        """Take codings away; one that somebody reviewed is kept with its verdict, and counted no more."""
        self._keeping(marks.delete(codings), reviewed=True)
        judged = {one.coding for one in self.desk.all(Review)}
        kept = [one for one in codings if one.id in judged]
        if any(one.state == "rejected" for one in kept):
            raise Refused(
                _("This passage bears a verdict: it is kept with it, and counted no more."),
                _("Accept it if it must be counted again."),
            )
        rest = marks.delete(one for one in codings if one.id not in judged)
        return Change(rest.verb, (*rest.edits, *marks.reject(kept).edits))

    def _keeping(self, change: Change, *, reviewed: bool = False) -> Change:
        """Return the change; refuse it when it takes away a passage that something else comes from."""
        gone = {id for id, before, after in change if isinstance(before, Coding) and after is None}
        if gone and any(one.coding in gone for one in self.desk.all(Quote)):
            raise Refused(
                _("An extract of the feedback comes from this passage: it was not deleted."),
                _("Take this extract out of the feedback first, then delete the passage."),
            )
        if gone and not reviewed and any(one.coding in gone for one in self.desk.all(Review)):
            raise Refused(
                _("These words bear this code already, and this passage bears a verdict: both are kept."),
                _("Choose another code, or other words."),
            )
        return change

    def _mark(self, op: Mapping[str, Any]) -> Change:
        self._fresh(op)
        code, born = self._chosen(op)
        today = date.today().isoformat()
        made = marks.mark(self.transcript, code, coder=self.coder, start=op["start"], end=op["end"], date=today)
        held = {marks.key_of(one): one for one in self.codings.values()}.get(marks.key_of(made))
        edits: list[Any] = list(born)
        if held is None:
            made = replace(made, id=new_id("g", *marks.key_of(made), taken=self._is_taken))
            edits.append((made.id, None, made))
        elif held.state != "accepted":
            edits.append((held.id, held, replace(held, state="accepted")))
        target = held or made
        if text := clean_text(op.get("memo") or "").strip():
            edits.append(self._noted(target, text))
        if not edits:
            raise Refused(
                _("This passage bears the code “{label}” already.", label=code.label),
                _("Choose another code, or other words."),
            )
        return Change("code a passage", tuple(edits))

    def marked(self, op: Mapping[str, Any]) -> str | None:
        """Return the id of the passage that a gesture marked."""
        label = fold(" ".join(clean_text(op.get("label") or "").split()))
        return next(
            (
                one.id
                for one in reversed(self.codings.values())
                if (one.start, one.end, one.coder) == (op["start"], op["end"], self.coder)
                and (fold(self.codes[one.code].label) == label if label else one.code == op["code"])
            ),
            None,
        )

    def _is_taken(self, id: str) -> bool:
        return id in self.codings or id in self._elsewhere

    def _noted(self, coding: Coding, text: str) -> tuple[str, None, Memo]:
        today = date.today().isoformat()
        known = {memo.id for memo in self.desk.all(Memo)}
        id = new_id("m", coding.id, self.coder, today, taken=known.__contains__)
        return (id, None, Memo(id, text, about=(coding.id,), coder=self.coder, date=today))

    def _write(self, coding: Coding, id: str, text: str) -> Change:
        """Write a memo on a passage: a new one (no id), other words, or none any more."""
        text = clean_text(text).strip()
        if not id:
            if not text:
                raise InvalidValue(_("This memo is empty."), _("Write at least a word."))
            return Change("write memos", (self._noted(coding, text),))
        held = self.memos.get(id)
        if held is None or coding.id not in held.about:
            raise Refused(_("This memo was deleted meanwhile."), _("Write it again if you still need it."))
        if not text:
            return Change.removing(held, verb="delete memos")
        return Change.replacing([(held, replace(held, text=text))] if text != held.text else [], verb="change memos")

    def _chosen(self, op: Mapping[str, Any]) -> tuple[Code, list[Any]]:
        """Return the code that a gesture names, and the edits that bring it to the codebook when it is new."""
        label = " ".join(clean_text(op.get("label") or "").split())
        if bool(op.get("code")) == bool(label):
            raise InvalidValue(_("A passage is given one code, known or new."))
        if not label:
            if op["code"] not in self.codes:
                raise Refused(
                    UnknownCode(op["code"], self.codes).message,
                    _("It may have been deleted elsewhere: choose another code."),
                )
            return self.codes[op["code"]], []
        same = fold(label)
        for code in self.codes.values():
            if fold(code.label) == same:
                return code, []
        origin: Literal["in vivo", "induction"] = "in vivo" if op.get("in_vivo") else "induction"
        id = codebook.id_for(label, self.codes)
        code = Code(id, label, parent=op.get("parent") or None, origin=origin)
        return code, list(codebook.add(Codebook(self.codes.values()), code))

    def _known(self, ids: Iterable[str]) -> list[Coding]:
        ids = list(ids)
        if not ids or any(id not in self.codings for id in ids):
            raise Refused(
                _("This coded passage was deleted meanwhile."), _("Nothing was changed. Choose another passage.")
            )
        return [self.codings[id] for id in ids]

    def _fresh(self, op: Mapping[str, Any]) -> None:
        if op["fingerprint"] != self.transcript.fingerprint:
            raise Refused(
                _("The text of {transcript} was revised since this view was opened.", transcript=self.transcript.id),
                _("Nothing was coded. Look at the text as it is now, then choose the words again."),
            )

    def in_short(self) -> str:
        """Return one sentence of counts."""
        n = len([one for one in self.codings.values() if one.state == "accepted"])
        return n_(
            "{transcript}: {n} coded passage, {turns} turns.",
            "{transcript}: {n} coded passages, {turns} turns.",
            n,
            transcript=self.transcript.id,
            turns=len(self.transcript.turns),
        )


_TURN: Final = ("label_start", "start", "end", "start_ms", "end_ms")
_CODE: Final = ("id", "label", "parent", "short_definition", "definition", "when_to_use", "when_not_to_use", "color")
_CODING: Final = ("start", "end", "code", "coder", "state", "origin", "date")


def _memo(memo: Memo) -> Row:
    return {"text": memo.text, "about": list(memo.about), "coder": memo.coder, "date": memo.date}


def _review(one: Review) -> Row:
    return {"coding": one.coding, "reviewer": one.reviewer, "verdict": one.verdict, "comment": one.comment}


def _put(held: dict[str, Any], id: str, now: Any) -> None:
    if now is None:
        held.pop(id, None)
    else:
        held[id] = now


def _single(codings: list[Coding]) -> Coding:
    if len(codings) != 1:
        raise InvalidValue(_("This is done on one coded passage at a time."))
    return codings[0]

"""Codings from the comments of a Word document: one comment, one code or several, on the words that it is about.

A comment is read so: the label or the id of a code, alone or several parted by « ; », « / » or a new line; what
follows « : » or « – » after a code is a memo. A comment that names no code of the book is never dropped: it is
listed, and with ``new_codes`` it becomes one. One put at a point is about its line, as a proposal.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from toolkit.coding.codebook import id_for
from toolkit.coding.marks import key_of
from toolkit.formats.docx_comments import Comment, Commented
from toolkit.i18n import N_, said
from toolkit.model import Change, Code, Coding, Desk, Memo, Transcript, coding_of, fold, new_id, remap

VERBS: Final = (N_("import word comments"),)
"""Verbs that this module writes in the journal."""

Reason = Literal["no code", "no place", "no words", "already there"]
REASONS: Final[Mapping[Reason, str]] = {
    "no code": N_("names no code of the codebook"),
    "no place": N_("is about words that are not in the transcript"),
    "no words": N_("is about no words"),
    "already there": N_("says a coding that is there already"),
}
LONGEST_LABEL: Final = 6
"""A comment of more words is a remark, not the label of a new code."""
_PARTS: Final = re.compile(r"[;\n/|]")
_MEMO: Final = re.compile(r"\s*(?::|\s[–—-]\s)\s*")


@dataclass(frozen=True, slots=True, repr=False)
class Left:
    """A comment, or a part of one, that made no coding: why, who wrote it, what it says."""

    reason: Reason
    author: str
    text: str
    turn: int | None = None

    @property
    def why(self) -> str:
        """The reason in words."""
        return said(REASONS[self.reason])

    def __repr__(self) -> str:
        return f"<Left: {self.reason}>"


@dataclass(frozen=True, slots=True, repr=False)
class WordCodings:
    """The change that brings comments in as codings, those placed with doubt (as proposals), and what is left."""

    change: Change
    doubtful: tuple[str, ...]
    left: tuple[Left, ...]

    def __repr__(self) -> str:
        return f"<WordCodings: {len(self.change)} edits, {len(self.doubtful)} doubtful, {len(self.left)} left>"


def codings_of_comments(
    document: Commented,
    transcript: Transcript,
    desk: Desk,
    *,
    coder: str,
    coders: Mapping[str, str] | None = None,
    new_codes: bool = False,
) -> WordCodings:
    """Return the codings that the comments of a document say of a transcript.

    The document need not be the transcript to the letter (names replaced since, lines numbered): each place is
    followed from one text to the other. Where the words differ, the coding is a proposal, to be looked at.

    Parameters
    ----------
    document
        What ``formats.docx_comments.read_comments`` read.
    transcript, desk
        The text that is coded, and the study that holds its codebook.
    coder
        Id of the coder of the comments.
    coders
        Id of the coder of each author, when several people coded in one file; by default, ``coder``.
    new_codes
        Whether a short comment that names no code becomes one (origin: induction).
    """
    return _Import(document, transcript, desk, coder, dict(coders or {}), new_codes).made()


class _Import:
    def __init__(
        self,
        document: Commented,
        transcript: Transcript,
        desk: Desk,
        coder: str,
        coders: Mapping[str, str],
        new_codes: bool,
    ):
        self.document, self.transcript, self.coder, self.coders = document, transcript, coder, coders
        self.new_codes = new_codes
        self.ids = {code.id for code in desk.all(Code)}
        self.codes: dict[str, Code] = {}
        for code in desk.all(Code):
            self.codes.setdefault(fold(code.label).strip(), code)
            self.codes[fold(code.id)] = code
        self.taken = {key_of(coding) for coding in desk.all(Coding)}
        self.memo_ids = {memo.id for memo in desk.all(Memo)}
        self.born: list[Code | Coding | Memo] = []
        self.doubtful: list[str] = []
        self.left: list[Left] = []

    def made(self) -> WordCodings:
        placed = []
        for comment in self.document.comments:
            start, end = self._span(comment)
            if start < end:
                placed.append((comment, (start, end)))
            else:
                self.left.append(Left("no words", comment.author, comment.text))
        followed = remap(self.document.text, self.transcript.text, [span for _comment, span in placed])
        for (comment, span), there in zip(placed, followed, strict=True):
            start, end = self._trimmed(there.start, there.end)
            if start >= end:
                self.left.append(Left("no place", comment.author, comment.text))
            else:
                self._coded(comment, start, end, there.sure and span == (comment.start, comment.end))
        return WordCodings(
            Change.adding(*self.born, verb="import word comments"), tuple(self.doubtful), tuple(self.left)
        )

    def _span(self, comment: Comment) -> tuple[int, int]:
        """Return the words of a comment: those of its line, when it was put at a point."""
        if comment.start < comment.end:
            return comment.start, comment.end
        text, at = self.document.text, comment.start
        end = text.find("\n", at)
        start, end = text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end
        return (start, end) if text[start:end].strip() else (at, at)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Leave the spaces at both ends out: a comment takes them by chance."""
        words = self.transcript.text[start:end]
        start += len(words) - len(words.lstrip())
        return start, start + len(words.strip())

    def _coded(self, comment: Comment, start: int, end: int, sure: bool) -> None:
        coder = self.coders.get(comment.author, self.coder)
        turn = self.transcript.turn_at(start)
        codes, memo, unknown = self._read(comment.text)
        self.left += [Left("no code", comment.author, part, turn) for part in unknown]
        about = []
        for code in codes:
            coding = coding_of(
                self.transcript,
                start,
                end,
                code,
                coder=coder,
                origin="import",
                state="accepted" if sure else "proposed",
                date=comment.date,
            )
            if key_of(coding) in self.taken:
                self.left.append(Left("already there", comment.author, code.label, turn))
                continue
            self.taken.add(key_of(coding))
            self.born.append(coding)
            about.append(coding.id)
            if not sure:
                self.doubtful.append(coding.id)
        words = "\n".join([memo, *(f"{author} : {text}" for author, text in comment.answers)]).strip()
        if words and about:
            id = new_id("m", *about, coder, taken=self.memo_ids.__contains__)
            self.memo_ids.add(id)
            self.born.append(Memo(id, words, about=tuple(about), coder=coder, date=comment.date))

    def _read(self, text: str) -> tuple[list[Code], str, list[str]]:
        """Return the codes that a comment names, its memo, and the parts that name none."""
        whole = self._code(text)
        if whole is not None:
            return [whole], "", []
        codes: list[Code] = []
        memos: list[str] = []
        unknown: list[str] = []
        for part in self._parts(text):
            found, memo = self._named(part)
            if found is None:
                # Words after a code, in the same comment, say something of it; alone, they wait for somebody.
                (memos if codes else unknown).append(part)
                continue
            codes.append(found)
            memos += [memo] if memo else []
        if unknown and codes:
            memos, unknown = [*unknown, *memos], []
        return list(dict.fromkeys(codes)), "\n".join(memos), [text.strip()] if unknown else []

    def _parts(self, text: str) -> list[str]:
        """Cut a comment; at its commas only where nothing but codes lies between them."""
        parts: list[str] = []
        for part in filter(None, (one.strip() for one in _PARTS.split(text))):
            listed = [one.strip() for one in part.split(",")]
            parts += listed if all(self._code(one) for one in listed) else [part]
        return parts

    def _named(self, part: str) -> tuple[Code | None, str]:
        if (code := self._code(part)) is not None:
            return code, ""
        head, sign, memo = part.partition(":")
        if sign and (code := self._code(head)) is not None:
            return code, memo.strip()
        pieces = _MEMO.split(part, maxsplit=1)
        if len(pieces) > 1 and (code := self._code(pieces[0])) is not None:
            return code, pieces[1].strip()
        return (self._new(part), "") if self.new_codes else (None, "")

    def _code(self, label: str) -> Code | None:
        return self.codes.get(fold(label.strip().lstrip("#").strip(" .")))

    def _new(self, label: str) -> Code | None:
        words = label.strip().lstrip("#").strip(" .")
        if not words or len(words.split()) > LONGEST_LABEL or re.search(r"[?!:]", words):
            return None
        code = Code(id_for(words, self.ids), words, origin="induction")
        self.ids.add(code.id)
        self.codes[fold(words)] = code
        self.born.append(code)
        return code

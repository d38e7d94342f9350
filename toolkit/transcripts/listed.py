"""Every real form of the correspondence table, made ready to be looked for in any text.

A form that is also a word is found only where the table says that it is a name: « tel quel », in some documents, or
not within a longer form that was rejected. What is left alone keeps its reason, and is counted apart.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from toolkit.model.text import fold
from toolkit.transcripts.correspondence import Correspondence
from toolkit.transcripts.forms import FormFinder, Found, NameDecision, form_key, pieces

How = Literal["whole", "cut", "guessed"]
SHORT: Final = 5
"""Letters below which a form is not looked for in bytes of no known kind: it is there by chance."""
_NO_DIGIT: Final = re.compile(r"\D+")
_PIECES: Final = re.compile(r"[^\W\d_]+|\d+")
_MARKS: Final = re.compile("[\u0300-\u036f]+")
_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)


@dataclass(frozen=True, slots=True, repr=False)
class Listed:
    """A form to look for, what replaces it, and, when finding it is no fault, why."""

    form: str
    type: str
    replacement: str = ""
    reason: str = ""
    exempt: bool = False

    def __repr__(self) -> str:
        return f"<Listed {self.type}{', exempt' * self.exempt}>"


class ListedForms:
    """The forms of a table, looked for all at once."""

    def __init__(self, table: Correspondence):
        self.listed: list[Listed] = []
        self._groups: list[_Group] = []
        entries = [entry for entry in table.entries if entry.accepted or entry.decision == "rejected"]
        entries += _only_in_spans(table, entries)
        by_key: dict[tuple[str, ...], list[NameDecision]] = {}
        for entry in entries:
            by_key.setdefault(form_key(entry.form), []).append(entry)
        for held in by_key.values():
            self._add(held)
        forms = [group.form for group in self._groups]
        exact = [rank for rank, group in enumerate(self._groups) if group.exact]
        numbers = [rank for rank, group in enumerate(self._groups) if group.digits]
        self._words = FormFinder(forms, as_typed=exact)
        self._words_and_numbers = FormFinder(forms, as_typed=exact, numbers=numbers)
        self._firsts = frozenset(form_key(form)[0] for form in forms)
        self._digits = [self._groups[rank].digits for rank in numbers]

    def __len__(self) -> int:
        return sum(not one.exempt for one in self.listed)

    def _add(self, held: list[NameDecision]) -> None:
        refused = [entry for entry in held if entry.decision == "rejected"]
        names = [entry for entry in held if entry.accepted]
        wide = next((entry for entry in names if entry.decision == "accepted"), None)
        reason = next((entry.reason for entry in refused if entry.reason), "")
        for entry in [wide] if wide else names:
            found = self._list(Listed(entry.form, entry.type, entry.replacement))
            left = self._list(Listed(entry.form, entry.type, entry.replacement, reason, True)) if refused else None
            documents = frozenset(name for one in refused for name in one.documents)
            self._groups.append(_Group(entry.form, entry.type, entry.decision == "as typed", found, left, documents))
        if not names and refused:
            # It protects the words that it covers; alone, it is nobody's name.
            self._groups.append(_Group(refused[0].form, refused[0].type, False, None, None, frozenset(), reason))

    def _list(self, listed: Listed) -> int:
        self.listed.append(listed)
        return len(self.listed) - 1

    def look(self, text: str, document: str = "", how: How = "whole") -> Mapping[int, int]:
        """Return how many times each form (by its rank in ``listed``) is in a text that comes from ``document``.

        A text that is ``cut`` may begin or end inside a form that was rejected; one that was ``guessed`` from bytes
        says nothing of short forms.
        """
        seen = _plain(text)
        finder = self._finder_of(seen)
        if finder is None:
            return {}
        counts: Counter[int] = Counter()
        for place in finder.find(seen):
            group = self._groups[place.rank]
            if not _is_alone(seen, place.start, place.end):
                continue
            rank = group.left if document and document in group.documents else group.found
            if group.found is None:
                self._covered(seen[place.start : place.end], group.reason, counts)
            elif how == "cut" and (cause := self._cut_short(seen, place)) is not None:
                counts[self._left_alone(group, cause)] += 1
            elif rank is not None and not (how == "guessed" and place.end - place.start < SHORT):
                counts[rank] += 1
        return counts

    def _covered(self, words: str, reason: str, counts: Counter[int]) -> None:
        """Count apart the names that a rejected form covers: « la rue Pierre-Martin »."""
        names = [group for group in self._groups if group.found is not None]
        for place in FormFinder([group.form for group in names]).find(words):
            counts[self._left_alone(names[place.rank], reason)] += 1

    def _cut_short(self, text: str, place: Found) -> str | None:
        """Return why a name at the edge of an extract may be left alone: a rejected form begins or ends with it."""
        head = fold(text[max(0, place.start - 80) : place.end].rpartition('"')[2])
        tail = fold(text[place.start : place.end + 80].partition('"')[0])
        for group in self._groups:
            wanted = fold(group.form)
            if group.found is None and (
                (len(tail) < len(wanted) and wanted.startswith(tail))
                or (len(head) < len(wanted) and wanted.endswith(head))
            ):
                return group.reason
        return None

    def _left_alone(self, group: "_Group", reason: str) -> int:
        """Return the rank where the sightings of a form that are left alone for a reason are counted."""
        for rank, one in enumerate(self.listed):
            if one.exempt and one.form == group.form and one.reason == reason:
                return rank
        return self._list(Listed(group.form, group.type, "", reason, True))

    def _finder_of(self, text: str) -> FormFinder | None:
        """Return what is worth the work on a text; None when nothing listed can be there, as in most texts."""
        quick = text.lower()
        if not text.isascii():
            quick = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold())).casefold()
            quick = quick.replace("œ", "oe").replace("æ", "ae")
        digits = _NO_DIGIT.sub("", quick) if self._digits else ""
        if len(digits) > 7 and any(number in digits for number in self._digits):
            return self._words_and_numbers
        return None if self._firsts.isdisjoint(_PIECES.findall(quick)) else self._words

    def masked(self, text: str) -> str:
        """Return a text (the name of a file, a place) without any listed form, however it is glued to others."""
        shown = unicodedata.normalize("NFC", text)
        folded = "".join(fold(char)[:1] or char for char in shown)
        names = {group.form for group in self._groups if group.found is not None}
        words = {part for form in names for part in re.findall(r"\w{4,}", form) if part[0].isupper()}
        for form in sorted(names | words, key=len, reverse=True):
            wanted = "".join(fold(char)[:1] or char for char in form)
            for hit in reversed(list(re.finditer(re.escape(wanted), folded))):
                alone = not folded[: hit.start()][-1:].isalpha() and not folded[hit.end() :][:1].isalpha()
                if len(form) > 3 or alone:
                    shown = f"{shown[: hit.start()]}…{shown[hit.end() :]}"
                    folded = f"{folded[: hit.start()]}…{folded[hit.end() :]}"
        return shown

    def __repr__(self) -> str:
        return f"<ListedForms: {len(self)} forms>"


@dataclass(frozen=True, slots=True, repr=False)
class _Group:
    """One key of the table: where its sightings are counted, and the documents where it is no name."""

    form: str
    type: str
    exact: bool
    found: int | None
    left: int | None
    documents: frozenset[str]
    reason: str = ""

    @property
    def digits(self) -> str:
        """The last digits of a telephone number, which any way to write it keeps."""
        return "".join(char for char in self.form if char.isdigit())[-8:] if self.type == "PHONE" else ""


def _only_in_spans(table: Correspondence, entries: Iterable[NameDecision]) -> list[NameDecision]:
    """Return the originals that texts lost and that no listed form finds: a decision since forgotten."""
    finder = FormFinder([entry.form for entry in entries if entry.accepted])
    lost: dict[tuple[str, ...], NameDecision] = {}
    for document in table.documents:
        for span in document.spans:
            if pieces(span.original) and not finder.find(span.original):
                name = NameDecision(span.original, "PERSON", "accepted", span.replacement or "…")
                lost.setdefault(form_key(span.original), name)
    return list(lost.values())


def _is_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a form stands by itself: an identifier made of letters and digits holds any short name by chance.

    « zohra2 » is a name with a number; « g4ct5hzn » is not.
    """
    low, high = start, end
    while low and text[low - 1].isalnum():
        low -= 1
    while high < len(text) and text[high].isalnum():
        high += 1
    around = text[low:start] + text[end:high]
    return not around or (around.isdigit() and len(around) <= 4 <= end - start)


def _plain(text: str) -> str:
    """Return a text as it is read: no sign that nobody sees, one way to write each letter."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text))

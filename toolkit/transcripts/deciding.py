"""The forms of a study, what a person decides of each, every place where they stand, and the way back.

A form is one line, whatever its capitals and accents. Forms of one person stand together. A replacement is checked
when it is chosen: it may be neither a real name of the study nor what somebody else is called already.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from toolkit.errors import InvalidValue, Refused, UnknownName
from toolkit.i18n import _
from toolkit.model.text import fold
from toolkit.transcripts.decision_checks import check_decisions
from toolkit.transcripts.forms import (
    TITLES,
    Candidate,
    Decision,
    NameDecision,
    form_key,
)
from toolkit.transcripts.name_lines import Line, lines_of
from toolkit.transcripts.name_tables import is_homograph
from toolkit.transcripts.names import Texts

_REPLACED: Final = frozenset(("accepted", "as typed"))
DEEPEST: Final = 1000
"""Changes that can be taken back."""


@dataclass(frozen=True, slots=True, repr=False)
class Step:
    """One gesture: the lines as they become, and those left out of it with the reason."""

    lines: tuple[Line, ...]
    left: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        return f"<Step: {len(self.lines)} lines, {len(self.left)} left>"


class Deciding:
    """What is decided of every form. ``keep`` is called with all decisions before a gesture counts as done.

    Nothing changes when ``keep`` raises: what is here is always what was kept.
    """

    def __init__(
        self,
        texts: Texts,
        decisions: Sequence[NameDecision],
        *,
        candidates: Mapping[str, Sequence[Candidate]] | None = None,
        real_names: Iterable[str] = (),
        keep: Callable[[list[NameDecision]], None] = lambda _decisions: None,
    ):
        self._keep = keep
        self._past: list[Step] = []
        self._future: list[Step] = []
        made = lines_of(texts, decisions, candidates or {})
        self.places = made.places
        self.lines = {line.id: line for line in made.ordered}
        self._contexts = made.contexts
        self._real_names = tuple(real_names)
        self._called: dict[str, set[str]] = {}
        self._words: dict[str, set[str]] = {}
        self._persons: dict[str, dict[str, None]] = {}
        for line in self.lines.values():
            for key in form_key(line.name.form):
                self._words.setdefault(key, set()).add(line.id)
            self._enrol(line)

    @property
    def decisions(self) -> list[NameDecision]:
        """Every decision, in the order of the list."""
        return [line.name for line in self.lines.values()]

    @property
    def undecided(self) -> int:
        """How many forms wait."""
        return sum(line.name.decision == "undecided" for line in self.lines.values())

    @property
    def undoable(self) -> int:
        """How many gestures can be taken back."""
        return len(self._past)

    @property
    def redoable(self) -> int:
        """How many gestures that were taken back can be done again."""
        return len(self._future)

    # What a person does.

    def decide(
        self,
        ids: Sequence[str],
        decision: Decision | str,
        *,
        replacement: str | None = None,
        reason: str = "",
        same_person: bool = False,
    ) -> Step:
        """Decide of forms. ``proposed`` accepts each as it should be: as typed for a name that is also a word.

        One form that cannot be accepted is refused; among several, it is left as it was and told.
        ``same_person`` says that a replacement already given to somebody names the same person here.
        """
        lines = [self._line(id) for id in dict.fromkeys(ids)]
        if len(lines) > 1:
            if replacement is not None or same_person:
                raise InvalidValue(_("A replacement is given to one form at a time."))
            return self._many(lines, decision, reason)
        made: dict[str, Line] = {}
        for held in lines:
            wanted = _settled(held.name, decision)
            text = held.name.replacement if replacement is None else replacement.strip()
            line = self._joined(held, text, made) if same_person else held
            if wanted in _REPLACED:
                self.check(line.id, text, person=line.person)
            made[line.id] = _decided(line, wanted, text, reason)
            self._follow(held, made)
        return self._done(Step(tuple(made.values())))

    def _many(self, lines: Sequence[Line], decision: Decision | str, reason: str) -> Step:
        """Decide of several forms at once: those that clash, taken together with what is accepted, are left."""
        wanted: dict[str, Line] = {}
        left: dict[str, str] = {}
        for line in lines:
            settled = _settled(line.name, decision)
            if settled in _REPLACED and not line.name.replacement.strip():
                left[line.id] = _missing().message
            else:
                wanted[line.id] = _decided(line, settled, line.name.replacement, reason)
        rows = [wanted.get(id, line) for id, line in self.lines.items()]
        for fault in check_decisions([line.name for line in rows], real_names=self._real_names):
            said = (_taken("") if fault.kind == "shared" else _real_name("")).message
            for group in fault.groups:
                clashing = [rows[rank] for rank in group]
                if fault.kind == "shared" and len({line.person for line in clashing}) == 1:
                    continue
                left.update({line.id: said for line in clashing if line.id in wanted})
        return self._done(Step(tuple(line for id, line in wanted.items() if id not in left), tuple(left.items())))

    def rename(self, id: str, replacement: str, *, same_person: bool = False) -> Step:
        """Choose the replacement of a form without deciding of it; other forms of the person follow."""
        line, text, made = self._line(id), replacement.strip(), dict[str, Line]()
        line = self._joined(line, text, made) if same_person else line
        self.check(id, text, person=line.person)
        made[id] = replace(line, name=replace(line.name, replacement=text))
        self._follow(self._line(id), made)
        return self._done(Step(tuple(made.values())))

    def undo(self) -> Step:
        """Take the last gesture back."""
        if not self._past:
            raise Refused(
                _("There is nothing to undo here."), _("What an earlier session decided can be decided again.")
            )
        return self._turned(self._past, self._future)

    def redo(self) -> Step:
        """Do again the gesture that was taken back last."""
        if not self._future:
            raise Refused(_("There is nothing to do again."), _("A new decision closes what had been taken back."))
        return self._turned(self._future, self._past)

    # What may be chosen.

    def check(self, id: str, replacement: str, *, person: str | None = None) -> None:
        """Raise ``Refused`` when a replacement cannot be that of a form; ``other`` then tells which form stops it."""
        text = replacement.strip()
        if not text:
            raise _missing()
        if any(char in text for char in "\n\r\t"):
            raise Refused(_("A replacement is one line."), _("Write a name, or a category in brackets."))
        line = self._line(id)
        mine = replace(line, person=person or line.person)
        beside = self._beside(id, text)
        wanted = replace(line.name, decision="accepted", replacement=text, person="")
        rows = [wanted, *(_weighed(held.name, text) for held in beside)]
        for fault in check_decisions(rows, real_names=self._real_names):
            for group in fault.groups:
                others = [beside[rank - 1] for rank in group if rank]
                if 0 not in group or (fault.kind == "shared" and all(one.person == mine.person for one in others)):
                    continue
                raise _taken(others[0].id) if fault.kind == "shared" else _real_name(self._holding(beside, text))

    def _beside(self, id: str, text: str) -> list[Line]:
        """Return the lines that a replacement may clash with: of the same replacement, or with a word of it."""
        ids = {other for key in form_key(text) for other in self._words.get(key, ())}
        ids |= self._called.get(_called(text), set())
        held = [self.lines[other] for other in ids if other != id]
        return [line for line in held if line.name.decision != "rejected"]

    @staticmethod
    def _holding(beside: Sequence[Line], text: str) -> str:
        words = set(form_key(text))
        return next((line.id for line in beside if words & set(form_key(line.name.form))), "")

    def _joined(self, line: Line, replacement: str, made: dict[str, Line]) -> Line:
        """Return a line as one more form of whoever has this replacement already; the table says it too."""
        others = [self.lines[id] for id in self._called.get(_called(replacement), ()) if id != line.id]
        other = next((held for held in others if held.name.type == line.name.type), None)
        if other is None or other.person == line.person:
            return line
        link = other.name.person or other.name.form
        for held in [*self._of(other.person), *self._of(line.person)]:
            made[held.id] = Line(held.id, other.person, replace(held.name, person=link))
        return made.pop(line.id)

    def _of(self, person: str) -> list[Line]:
        return [self.lines[id] for id in self._persons[person]]

    def _follow(self, line: Line, made: dict[str, Line]) -> None:
        """Let the other undecided forms of a person take the words of a replacement that was just chosen."""
        after = made[line.id].name
        before = self.lines[line.id].name
        if after.type != "PERSON" or after.replacement == before.replacement:
            return
        old, new = _words(after.form), _words(after.replacement)
        if len(old) != len(new):
            return
        known = {fold(a): b for a, b in zip(old, new, strict=True)}
        for held in self._of(line.person):
            if held.id == line.id or held.name.decision != "undecided":
                continue
            cut = _words(held.name.form)
            if cut and all(fold(word) in known for word in cut):
                text = " ".join(known[fold(word)] for word in cut)
                text = text.lower() if held.name.form.islower() else text
                now = made.get(held.id, held)
                made[held.id] = replace(now, name=replace(now.name, replacement=text))

    def contexts(self, id: str, *, document: str = "", offset: int = 0) -> dict[str, Any]:
        """Return the places of a form with the words around, some at once, and how many each document has."""
        return self._contexts(self._line(id), document=document, offset=offset)

    # How it is kept.

    def _done(self, step: Step) -> Step:
        back = Step(tuple(self.lines[line.id] for line in step.lines))
        if step.lines:
            self._set(step.lines)
            self._past = [*self._past[-DEEPEST + 1 :], back]
            self._future = []
        return step

    def _turned(self, source: list[Step], other: list[Step]) -> Step:
        step = source[-1]
        back = Step(tuple(self.lines[line.id] for line in step.lines))
        self._set(step.lines)
        source.pop()
        other.append(back)
        return step

    def _set(self, lines: Sequence[Line]) -> None:
        before = [self.lines[line.id] for line in lines]
        self._put(lines)
        try:
            self._keep(self.decisions)
        except BaseException:
            self._put(before)
            raise

    def _put(self, lines: Sequence[Line]) -> None:
        for line in lines:
            before = self.lines[line.id]
            self._called.get(_called(before.name.replacement), set()).discard(line.id)
            self._persons[before.person].pop(line.id, None)
            self.lines[line.id] = line
            self._enrol(line)

    def _enrol(self, line: Line) -> None:
        self._persons.setdefault(line.person, {})[line.id] = None
        if line.name.replacement:
            self._called.setdefault(_called(line.name.replacement), set()).add(line.id)

    def _line(self, id: str) -> Line:
        if id not in self.lines:
            raise UnknownName(id)
        return self.lines[id]


def _called(replacement: str) -> str:
    """Return what two spellings of a replacement share."""
    return " ".join(form_key(replacement)) or fold(replacement)


def _weighed(name: NameDecision, text: str) -> NameDecision:
    """Return a decision as it weighs on another: what is only proposed to somebody is taken already."""
    if _called(name.replacement) == _called(text):
        return replace(name, decision="accepted", person="")
    return name if name.decision == "as typed" else replace(name, decision="undecided")


def _decided(line: Line, decision: Decision, replacement: str, reason: str) -> Line:
    text = replacement or line.name.replacement
    kept = reason.strip() if decision == "rejected" else ""
    return replace(line, name=replace(line.name, decision=decision, replacement=text, reason=kept))


def _missing() -> Refused:
    return Refused(_("A replacement is needed to accept this form."), _("Write one, then accept."))


def _taken(other: str) -> Refused:
    return Refused(
        _("This replacement is already that of somebody or something else."),
        _("Under one name, they could no longer be told apart: choose another."),
        other=other,
        why="taken",
    )


def _real_name(other: str) -> Refused:
    return Refused(
        _("This replacement holds a real name of the study."),
        _("Choose a name that nobody bears in the interviews."),
        other=other,
        why="real name",
    )


def _settled(name: NameDecision, decision: Decision | str) -> Decision:
    if decision == "proposed":
        return "as typed" if is_homograph(name.form, name.type) else "accepted"
    return decision  # type: ignore[return-value]


def _words(form: str) -> list[str]:
    title = TITLES.match(form)
    return [word.strip("'’.,") for word in form[title.end() if title else 0 :].split() if word.strip("'’.,")]

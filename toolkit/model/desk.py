"""What a room is handed when it must read or change a study, and a copy in memory for tests and examples."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from toolkit.errors import Conflict, Refused, UnknownCode, UnknownName, UnknownParticipant, UnknownTranscript
from toolkit.i18n import _
from toolkit.model.change import Change, Edit
from toolkit.model.codes import Code, Coding
from toolkit.model.free_ids import with_free_ids
from toolkit.model.past import Stage
from toolkit.model.people import Participant
from toolkit.model.plain import NOUNS, Noun
from toolkit.model.texts import Transcript
from toolkit.model.ties import refuse_tied, with_ties

if TYPE_CHECKING:
    from pandas import DataFrame

N = TypeVar("N", bound=Noun)
_UNKNOWN: dict[type, type[UnknownName]] = {
    Code: UnknownCode,
    Transcript: UnknownTranscript,
    Participant: UnknownParticipant,
}


class Desk(Protocol):
    """The part of a study that a room may use. ``Study`` satisfies it; so does ``MemoryDesk``."""

    def get(self, kind: type[N], id: str) -> N:
        """Return one noun; raise ``UnknownName``."""
        ...

    def all(self, kind: type[N]) -> list[N]:
        """Return every noun of a kind, in the order of their birth."""
        ...

    def frame(self, shelf: str) -> "DataFrame":
        """Return the frame of a shelf (``"codings"``, ``"pieces"``, ``"participants"``…), promised columns first."""
        ...

    def do(self, change: Change, *, coder: str | None = None) -> str:
        """Write a change; when it returns, it is on disk. Return the hash of its journal row."""
        ...

    def undo(self, *, coder: str | None = None) -> str:
        """Give back what the coder's last action changed."""
        ...

    def redo(self, *, coder: str | None = None) -> str:
        """Do again what the coder's last ``undo`` gave back."""
        ...

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call ``listener`` after each change; return the function that stops it.

        An empty change says: read everything again (a redaction, a study brought back to another state).
        """
        ...

    def past(self, kind: type[N], id: str) -> list[Stage[N]]:
        """Return every state that a noun had, the first one first; empty when it was never there."""
        ...

    def cache(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the bytes kept under ``key`` (text hash and version in it), made once."""
        ...


class MemoryDesk:
    """A desk that remembers in memory only: for tests, examples and trying things out."""

    def __init__(self, *nouns: Noun):
        self._shelves: dict[str, dict[str, Noun]] = {shelf: {} for shelf in NOUNS}
        self._done: list[tuple[str | None, Change]] = []
        self._undone: list[tuple[str | None, Change]] = []
        self._actions = 0
        self._listeners: list[Callable[[Change], None]] = []
        self._cache: dict[str, bytes] = {}
        self._stages: dict[tuple[str, str], list[Stage[Any]]] = {}
        for noun in nouns:
            self._shelves[noun.shelf][noun.id] = noun
            self._stages[noun.shelf, noun.id] = [Stage("", "", "add", noun)]

    def get(self, kind: type[N], id: str) -> N:
        """Return one noun; raise ``UnknownName``."""
        shelf: dict[str, Any] = self._shelves[kind.shelf]
        if id not in shelf:
            raise _UNKNOWN.get(kind, UnknownName)(id, shelf)
        found: N = shelf[id]
        return found

    def all(self, kind: type[N]) -> list[N]:
        """Return every noun of a kind, in the order of their birth."""
        shelf: dict[str, Any] = self._shelves[kind.shelf]
        return list(shelf.values())

    def frame(self, shelf: str) -> "DataFrame":
        """Return the frame of a shelf, as a study gives it."""
        from toolkit.model import frames

        return frames.frame_of(shelf, self)

    def do(self, change: Change, *, coder: str | None = None) -> str:
        """Apply a change, all of it or nothing; raise ``Conflict`` when a ``before`` is no longer what is held.

        As in a study, a birth that says again what is held (the same noun, the same code on the same place by the
        same coder) changes nothing.
        """
        asked = len(change)
        change = Change(change.verb, tuple(edit for edit in change if not self._repeated(edit)))
        codings: Any = self._shelves[Coding.shelf]
        change = with_ties(with_free_ids(change, codings.get), self.all)
        if len(change) or not asked:
            self._apply(change, coder)
            self._done.append((coder, change))
            self._undone = [(by, undone) for by, undone in self._undone if by != coder]
        return f"memory-{self._actions}"

    def _apply(self, change: Change, coder: str | None) -> None:
        stale = [id for id, before, after in change if self._held(id, before, after) != before]
        if stale:
            raise Conflict(change.verb, stale)
        for id, before, after in change:
            noun = after if after is not None else before
            assert noun is not None
            if after is None:
                del self._shelves[noun.shelf][id]
            else:
                self._shelves[noun.shelf][id] = after
            self._stages.setdefault((noun.shelf, id), []).append(Stage("", coder or "", change.verb, after))
        self._actions += 1
        for listener in list(self._listeners):
            listener(change)

    def _repeated(self, edit: Edit) -> bool:
        id, before, after = edit
        if before is not None or after is None:
            return False
        if self._shelves[after.shelf].get(id) == after:
            return True
        return isinstance(after, Coding) and any(_place(coding) == _place(after) for coding in self.all(Coding))

    def _held(self, id: str, before: Noun | None, after: Noun | None) -> Noun | None:
        noun = after if after is not None else before
        assert noun is not None
        return self._shelves[noun.shelf].get(id)

    def undo(self, *, coder: str | None = None) -> str:
        """Give back what the last change (of ``coder``) changed.

        Raises ``Refused`` when nothing is left to undo, or when something was built on it since.
        """
        mine = [i for i, (by, _change) in enumerate(self._done) if coder is None or by == coder]
        if not mine:
            raise Refused(
                _("There is nothing left to undo."), _("“carnet history” lists what was done, and by whom.")
            )
        _by, change = self._done[mine[-1]]
        try:
            refuse_tied(change.inverse(), self.all)
            self._apply(change.inverse(), coder)
        except (Conflict, Refused) as error:
            raise Refused(
                _("“{verb}” cannot be taken back: something was built on it since.", verb=change.verb),
                _("Undo first what came after it; “carnet history” lists it."),
            ) from error
        self._undone.append(self._done.pop(mine[-1]))
        return f"memory-{self._actions}"

    def redo(self, *, coder: str | None = None) -> str:
        """Do again what the last ``undo`` (of ``coder``) gave back; a new change in between forgets it.

        Raises ``Refused`` when there is nothing to do again, or when something else was changed there since.
        """
        mine = [i for i, (by, _change) in enumerate(self._undone) if coder is None or by == coder]
        if not mine:
            raise Refused(
                _("There is nothing left to redo."), _("“carnet history” lists what was done, and by whom.")
            )
        _by, change = self._undone[mine[-1]]
        try:
            self._apply(change.inverse().inverse("redo"), coder)
        except Conflict as error:
            raise Refused(
                _("“{verb}” cannot be taken back: something was built on it since.", verb=change.verb),
                _("Undo first what came after it; “carnet history” lists it."),
            ) from error
        self._done.append(self._undone.pop(mine[-1]))
        return f"memory-{self._actions}"

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call ``listener`` after each change; return the function that stops it."""
        self._listeners.append(listener)

        def leave() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return leave

    def past(self, kind: type[N], id: str) -> list[Stage[N]]:
        """Return every state that a noun had, the first one first; nothing here knows the hour."""
        return list(self._stages.get((kind.shelf, id), ()))

    def cache(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the bytes kept under ``key``, made once."""
        if key not in self._cache:
            self._cache[key] = make()
        return self._cache[key]


def _place(coding: Coding) -> tuple[str, int, int, str, str]:
    return (coding.transcript, coding.start, coding.end, coding.code, coding.coder)

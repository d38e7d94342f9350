"""What a room is handed when it must read or change a study, and a copy in memory for tests and examples."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from toolkit.errors import Conflict, UnknownName
from toolkit.model.change import Change
from toolkit.model.plain import NOUNS, Noun

if TYPE_CHECKING:
    from pandas import DataFrame

N = TypeVar("N", bound=Noun)


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

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call ``listener`` after each change; return the function that stops it."""
        ...

    def cache(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the bytes kept under ``key`` (text hash and version in it), made once."""
        ...


class MemoryDesk:
    """A desk that remembers in memory only: for tests, examples and trying things out."""

    def __init__(self, *nouns: Noun):
        self._shelves: dict[str, dict[str, Noun]] = {shelf: {} for shelf in NOUNS}
        self._done: list[Change] = []
        self._listeners: list[Callable[[Change], None]] = []
        self._cache: dict[str, bytes] = {}
        for noun in nouns:
            self._shelves[noun.shelf][noun.id] = noun

    def get(self, kind: type[N], id: str) -> N:
        """Return one noun; raise ``UnknownName``."""
        shelf: dict[str, Any] = self._shelves[kind.shelf]
        if id not in shelf:
            raise UnknownName(id, shelf)
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

    def do(self, change: Change, *, coder: str | None = None) -> str:  # noqa: ARG002
        """Apply a change, all of it or nothing; raise ``Conflict`` when a ``before`` is no longer what is held."""
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
        self._done.append(change)
        for listener in list(self._listeners):
            listener(change)
        return f"memory-{len(self._done)}"

    def _held(self, id: str, before: Noun | None, after: Noun | None) -> Noun | None:
        noun = after if after is not None else before
        assert noun is not None
        return self._shelves[noun.shelf].get(id)

    def undo(self, *, coder: str | None = None) -> str:  # noqa: ARG002
        """Give back what the last change changed."""
        last = self._done.pop()
        answer = self.do(last.inverse())
        self._done.pop()
        return answer

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call ``listener`` after each change; return the function that stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def cache(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the bytes kept under ``key``, made once."""
        if key not in self._cache:
            self._cache[key] = make()
        return self._cache[key]

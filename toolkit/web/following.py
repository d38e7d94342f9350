"""A component that follows a study: what is changed elsewhere reaches every view of it."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol
from weakref import finalize, ref

from toolkit.model import Change, Desk
from toolkit.web.host import Hosted


class Followed(Protocol):
    """What a component shows of a study."""

    @property
    def desk(self) -> Desk:
        """The study."""
        ...

    def news(self, changes: Sequence[Change]) -> dict[str, Any] | None:
        """Return what these changes bring; None when all must be read again."""
        ...

    def read(self) -> object:
        """Read everything again."""
        ...


class Following(Hosted):
    """A component whose values are read from a study, and follow it as long as a view is held."""

    def __init__(self, of: Followed, **options: Any):
        super().__init__(**options)
        self._followed_in = of
        self._news: deque[Change] = deque()
        self._doing = False
        self._anew = False
        self._leave: Callable[[], object] | None = self._follow()

    def receive(self, message: object) -> None:
        """Answer a message of the browser, then tell what was changed elsewhere meanwhile."""
        super().receive(message)
        self._catch_up()

    def do(self, op: str, **fields: Any) -> Mapping[str, Any]:
        """Do a gesture from Python, as the browser would: every view follows."""
        changes = super().do(op, **fields)
        self._catch_up()
        return changes

    def awake(self) -> None:
        """Follow the study, and read what was changed while it was not followed."""
        super().awake()
        if self._leave is None:
            self._leave = self._follow()
            self._followed_in.read()

    def close(self) -> None:
        """Take the views away and follow the study no more; shown again, it follows it again."""
        if self._leave is not None:
            self._leave()
            self._leave = None
        super().close()

    def brings(self, changes: Mapping[str, Any]) -> bool:
        """Tell whether what was changed elsewhere shows in the views."""
        return any(changes.values())

    def _follow(self) -> Callable[[], object]:
        # The study outlives its views: one that nobody holds any more must go away.
        me = ref(self)

        def hear(change: Change) -> None:
            view = me()
            if view is not None:
                view._hear(change)

        leave = finalize(self, self._followed_in.desk.subscribe(hear))
        leave.atexit = False
        return leave

    # The study may tell a change from a thread of its own and holds a lock of its own meanwhile: it is never made to
    # wait.

    def _hear(self, change: Change) -> None:
        self._news.append(change)
        self._catch_up()

    def _catch_up(self) -> None:
        while (self._news or self._anew) and self.lock.acquire(blocking=False):
            try:
                if self._doing:
                    return
                self._tell_news()
                if self._anew:
                    self._anew = False
                    self.rev += 1
                    self.push()
            finally:
                self.lock.release()

    def _tell_news(self) -> None:
        if not self._news:
            return
        changes = self._followed()
        if changes is None:
            self.rev += 1
            self.push()
        elif self.brings(changes):
            self.tell(changes)

    def _followed(self) -> dict[str, Any] | None:
        changes = []
        while self._news:
            changes.append(self._news.popleft())
        brought = self._followed_in.news(changes)
        if brought is None:
            self._followed_in.read()
        return brought

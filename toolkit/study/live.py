"""Views that stay in step: each listener hears every change once, whoever made it, in the order of the journal.

What is told is read in the journal after the last action told, so that nothing is heard twice: neither a change of
this study (told as soon as it is on disk) nor that of another process or of another ``Study`` on the same file (seen
within half a second by a thread that lives only while somebody listens, or at once by ``refresh``).

**An empty change means: read everything again.** It is told when the edits cannot be: a redaction (its verb is
``redact``: what it took away must also leave the screen), an action whose words were erased since, and a study that
was brought back to another state (``RELOAD``: the last action told is not in its journal any more).
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from toolkit.errors import Refused, ToolkitError
from toolkit.model.change import Change

if TYPE_CHECKING:
    from toolkit.store.journal import Action
    from toolkit.store.store import Store

Listener = Callable[[Change], None]
POLL_S: Final = 0.5
"""How often the thread asks whether somebody else has written."""
RELOAD: Final = Change("reload")
"""Told when the study was brought back to another state: a view reads everything again."""
_log = logging.getLogger(__name__)


class Live:
    """The listeners of one study. A listener may be called from a thread of its own: it must wait for no other."""

    def __init__(self, store: "Store", *, every: float = POLL_S):
        self._store, self._every = store, every
        self._listeners: list[Listener] = []
        self._lock = threading.RLock()
        self._told: tuple[int, str] | None = None
        self._queue: deque[Change] = deque()
        self._telling = False
        self._stop: threading.Event | None = None
        self._thread: threading.Thread | None = None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after each change from now on; return the function that stops it."""
        from toolkit.store.trail import last_seq

        with self._lock:
            if not self._listeners:
                self._told = last_seq(self._store)
                self._stop = threading.Event()
                self._thread = threading.Thread(
                    target=self._watch, args=(self._stop,), name="carnet-live", daemon=True
                )
                self._thread.start()
            self._listeners.append(listener)

        def leave() -> None:
            with self._lock:
                if listener not in self._listeners:
                    return
                self._listeners.remove(listener)
                thread = None if self._listeners else self._end()
            _wait(thread)

        return leave

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the floor while something is written: what others wrote before is told first."""
        with self._lock:
            with suppress(ToolkitError):
                self.refresh()
            yield

    def tell(self, hash: str, change: Change) -> None:
        """Tell what this study has just written; it is on disk, and stays there whatever the listeners do."""
        with suppress(ToolkitError):
            self._catch_up({hash: change})

    def refresh(self) -> int:
        """Tell at once what was written since the last time; return how many changes were told."""
        return self._catch_up({})

    def _catch_up(self, own: Mapping[str, Change]) -> int:
        with self._lock:
            if self._told is None or self._store.head() == self._told[1]:
                return 0
            from toolkit.store import trail

            if trail.hash_at(self._store, self._told[0]) != self._told[1]:
                self._told = trail.last_seq(self._store)
                news = [RELOAD]
            else:
                actions = trail.actions_after(self._store, self._told[0])
                news = [own.get(action.hash) or self._change(action) for action in actions]
                if actions:
                    self._told = (actions[-1].seq, actions[-1].hash)
            # All is counted as told before anybody hears it: a listener may itself change the study.
            self._queue.extend(news)
            self._deliver()
            return len(news)

    def _change(self, action: "Action") -> Change:
        """Return the change of an action; an empty one when part of it is erased, or comes from a later version."""
        if action.verb == "redact":
            return Change(action.verb)
        try:
            return self._store.change_of(action)
        except (Refused, ValueError, KeyError):
            return Change(action.verb)

    def _deliver(self) -> None:
        """Tell the queue in order; what a listener does meanwhile waits for its turn."""
        if self._telling:
            return
        self._telling = True
        try:
            while self._queue:
                change = self._queue.popleft()
                for listener in list(self._listeners):
                    try:
                        listener(change)
                    except Exception as error:
                        # Its message may hold words of an interview: only its kind is told.
                        _log.error("a view of the study failed: %s", type(error).__name__)
        finally:
            self._telling = False

    def _watch(self, stop: threading.Event) -> None:
        """Ask now and then whether somebody else has written, on a connection of this thread."""
        seen: int | None = None
        try:
            while not stop.is_set():
                with suppress(ToolkitError):
                    version = self._store.data_version()
                    if version != seen:
                        self.refresh()
                        seen = version
                stop.wait(self._every)
        finally:
            self._store.release()

    def _end(self) -> threading.Thread | None:
        thread, self._thread, self._told = self._thread, None, None
        self._queue.clear()
        if self._stop is not None:
            self._stop.set()
        return thread

    def close(self) -> None:
        """Let every listener go, and end the thread."""
        with self._lock:
            self._listeners.clear()
            thread = self._end()
        _wait(thread)


def _wait(thread: threading.Thread | None) -> None:
    if thread is not None and thread is not threading.current_thread():
        thread.join(timeout=5)

"""The snapshots that nobody asks for: at opening and every day, in a thread of its own, never in the way."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import DamagedStudy, StudyLocked, ToolkitError
from toolkit.i18n import _

if TYPE_CHECKING:
    from toolkit.store.store import Store

DAY_S = 24 * 3600
"""How old the last look must be, in a study left open, before another snapshot is made."""


class Keeper:
    """Keeps snapshots of an opened study in ``folder``, beside the work of the person.

    One at a time, with a connection of its own. A failure is a note (``notes``), never a closed door. ``wait`` waits
    for the one that is being made; ``close`` too, and no other begins after it.
    """

    def __init__(self, store: "Store", folder: Path):
        self._store, self._folder = store, folder
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._looked = 0.0
        self._ended = False
        self._held = 0
        self._notes: list[str] = []
        store.when_quiet.append(self.daily)

    def begin(self) -> None:
        """Begin a snapshot and return at once; nothing is done when one is being made."""
        with self._lock:
            if (
                self._ended
                or self._held
                or self._store.read_only
                or (self._thread is not None and self._thread.is_alive())
            ):
                return
            self._looked = time.time()
            # Not a daemon: a program that ends without closing its study still keeps what it opened.
            self._thread = threading.Thread(target=self._keep, name="carnet-snapshot")
            self._thread.start()

    def daily(self) -> None:
        """Begin a snapshot when the last look is a day old, or in the future (the clock went back)."""
        if not 0 <= time.time() - self._looked < DAY_S:
            self.begin()

    def _keep(self) -> None:
        from toolkit.store.backups import snapshot

        try:
            snapshot(self._store, self._folder)
        except DamagedStudy:
            self._notes.append(
                _("No snapshot was kept: the study does not pass its own check. “carnet verify” says what is wrong.")
            )
        except StudyLocked:
            return  # another program works on it at this instant: the next opening keeps one
        except (OSError, ToolkitError):
            self._notes.append(_("No snapshot could be kept in “backups”: free some space on the disk."))
        finally:
            self._store.leave()

    def wait(self) -> None:
        """Wait until the snapshot that is being made is there, or has failed."""
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the snapshot being made, and begin none meanwhile: for what must be in no copy made before it."""
        with self._lock:
            self._held += 1
        try:
            self.wait()
            yield
        finally:
            with self._lock:
                self._held -= 1

    @property
    def notes(self) -> list[str]:
        """What went wrong, once the snapshot being made has ended."""
        self.wait()
        return list(dict.fromkeys(self._notes))

    def close(self) -> None:
        """Wait for the snapshot that is being made; none begins after it."""
        with self._lock:
            self._ended = True
        self.wait()

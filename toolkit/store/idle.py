"""Fold the WAL back when nobody has written for a moment, so that ``study.db`` copied alone is whole."""

import threading
import time
from collections.abc import Callable

QUIET_S = 1.0
"""How long without a writing before the file is made whole."""
LONGEST_S = 3.0
"""How long somebody may write without a pause before it is made whole all the same."""


class Idle:
    """Calls ``work`` in a thread of its own once nothing was written for ``quiet`` seconds, ``longest`` at most.

    ``written`` costs a few microseconds: it is on the path of every gesture.
    """

    def __init__(self, work: Callable[[], None], *, quiet: float = QUIET_S, longest: float = LONGEST_S):
        self._work, self._quiet, self._longest = work, quiet, longest
        self._last = 0.0
        self._wake = threading.Event()
        self._ended = False
        self._thread: threading.Thread | None = None

    def written(self) -> None:
        """Say that something was just written."""
        self._last = time.monotonic()
        if not self._wake.is_set():
            self._wake.set()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="carnet-idle", daemon=True)
                self._thread.start()

    def again(self) -> None:
        """Ask for one more quiet moment, if something was ever written: the last one may have been hindered."""
        if self._last:
            self.written()

    def _run(self) -> None:
        while True:
            self._wake.wait()
            latest = time.monotonic() + self._longest
            while not self._ended and (left := min(self._last + self._quiet, latest) - time.monotonic()) > 0:
                time.sleep(min(left, 0.2))
            if self._ended:
                return
            self._wake.clear()
            self._work()

    def close(self) -> None:
        """End the thread; what it was doing is finished first."""
        self._ended = True
        self._wake.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=5)

"""When each coder was last here, so that « depuis votre dernière visite » can be answered.

A visit is over after two hours without activity: several commands of one morning are one visit. It is kept in the
``meta`` table of this copy: not journalled, and nothing is written when nothing was done since, so that looking at a
study leaves its file as it is. A study that cannot be written keeps no visit, and says nothing of it.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from toolkit.errors import ToolkitError
from toolkit.study.differences import Differences, between

if TYPE_CHECKING:
    from toolkit.store.store import Store

OVER: Final = timedelta(hours=2)
"""How long without activity before a visit is over."""


class Visits:
    """The visits of a study's coders; ``opened`` is when this one began."""

    def __init__(self, store: "Store"):
        self._store = store
        self.opened = datetime.now(UTC)
        self._left = False

    def last(self, coder: str) -> dict[str, str] | None:
        """Return when the coder's last visit ended and the head that they left (``at``, ``head``); None before."""
        kept = self._kept(coder)
        return None if kept is None else self._ended(kept)

    def _ended(self, kept: dict[str, Any]) -> dict[str, str] | None:
        """Return the end of the visit before this one: the last trace if it is old enough, else the one before."""
        seen: dict[str, str] = kept["seen"]
        if self.opened - datetime.fromisoformat(seen["at"]) > OVER:
            return seen
        ended: dict[str, str] | None = kept["ended"]
        return ended

    def since_last(self, coder: str) -> Differences | None:
        """Return what changed since the coder's last visit; None at the first one."""
        from toolkit.store import trail

        ended = self.last(coder)
        if ended is None:
            return None
        with self._store.reading():
            action = trail.action_of(self._store, ended["head"])
            # A head that this copy did not keep (a snapshot was brought back): the hour will do.
            here = action is not None and action.line == 0
            low = action.seq if action is not None and here else trail.seq_before(self._store, ended["at"])
            return between(self._store, low, trail.last_seq(self._store)[0], since=ended["at"])

    def leave(self, who: Callable[[], str]) -> None:
        """Keep the end of this visit, if anything was done since the last trace; never fail, never wait.

        ``who`` gives the coder. A second call does nothing: a study that is closed does not open its file again.
        """
        from toolkit.store import trail

        if self._left:
            return
        self._left = True
        with suppress(ToolkitError, OSError):
            coder = who()
            kept = self._kept(coder)
            head = self._store.head()
            if kept is not None and kept["seen"]["head"] == head:
                return
            ended = None if kept is None else self._ended(kept)
            seen = {"at": datetime.now(UTC).isoformat(timespec="microseconds"), "head": head}
            trail.keep_note(self._store, _key(coder), json.dumps({"ended": ended, "seen": seen}))

    def _kept(self, coder: str) -> dict[str, Any] | None:
        from toolkit.store.trail import note

        try:
            kept: dict[str, Any] = json.loads(note(self._store, _key(coder)) or "null")
            if kept is not None:
                datetime.fromisoformat(kept["seen"]["at"]) - self.opened
                kept["seen"]["head"], kept["ended"]
        except (ValueError, KeyError, TypeError):
            return None  # touched by another hand: as if there had been no visit
        return kept


def _key(coder: str) -> str:
    return f"visit:{coder}"

"""What a merge cannot decide by itself: two copies of a study hold different things, and a person chooses."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from toolkit.errors import Refused
from toolkit.i18n import N_, _, said
from toolkit.model.plain import Noun, to_plain

Choice = Literal["mine", "theirs", "both"]
CHOICES: Final[tuple[str, ...]] = get_args(Choice)
KINDS: Final = {
    "changed": N_("changed differently on both sides"),
    "deleted": N_("changed on one side, taken away on the other"),
    "used": N_("taken away on one side, used on the other"),
    "circle": N_("the codebook would turn in a circle"),
    "born": N_("two different things under one id"),
}
"""The kinds of disagreement, as a person reads them."""


@dataclass(frozen=True, slots=True, repr=False)
class Side:
    """What one copy holds: the state (None: taken away), who did it last and when."""

    state: Noun | None
    coder: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Disagreement:
    """One thing to decide: what it is, which fields differ, who did what and when. Its words are shown on demand.

    ``choices`` are the possible decisions: ``mine`` (the study that is open), ``theirs`` (the other copy) and, where
    two different things have one id, ``both``.
    """

    shelf: str
    id: str
    kind: str
    mine: Side
    theirs: Side
    choices: tuple[str, ...] = ("mine", "theirs")
    about: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name under which it is decided: ``codes:entraide``."""
        return f"{self.shelf}:{self.id}"

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that differ."""
        if self.mine.state is None or self.theirs.state is None:
            return ()
        mine, theirs = to_plain(self.mine.state), to_plain(self.theirs.state)
        return tuple(name for name in mine if mine[name] != theirs.get(name))

    def show(self) -> str:
        """Return what each side holds, words included, for the person who decides."""
        sides = ((_("Here"), self.mine), (_("There"), self.theirs))
        return "\n".join(f"{name} — {_told(side, self.fields)}" for name, side in sides)

    def __repr__(self) -> str:
        return f"<Disagreement {self.key}: {self.kind}{', ' if self.fields else ''}{', '.join(self.fields)}>"


def _told(side: Side, fields: tuple[str, ...]) -> str:
    if side.state is None:
        return _("taken away")
    plain: dict[str, Any] = to_plain(side.state)
    shown = fields or tuple(name for name in plain if name != "fingerprint")
    return "; ".join(f"{name}: {_short(plain[name])}" for name in shown if plain[name] not in ("", None, []))


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= 300 else text[:300] + "…"


class Decisions:
    """What was decided, by key, and what holds for all the rest (``take``)."""

    def __init__(self, decided: Mapping[str, str] | None = None, take: str | None = None):
        self._decided = dict(decided or {})
        self._take = take
        for choice in (*self._decided.values(), *([take] if take else [])):
            if choice not in CHOICES or (choice == "both" and choice == take):
                raise Refused(
                    _("“{choice}” is not a decision.", choice=choice),
                    _("Choose one of: {allowed}.", allowed=", ".join(CHOICES)),
                )

    def of(self, key: str, choices: tuple[str, ...]) -> str | None:
        """Return the decision about a key, None when there is none yet; raise ``Refused`` when it is impossible."""
        choice = self._decided.get(key, self._take)
        if choice is not None and choice not in choices:
            raise Refused(
                _("{key}: “both” is not possible there.", key=key),
                _("Choose one of: {allowed}.", allowed=", ".join(choices)),
            )
        return choice


def spoken_kind(kind: str) -> str:
    """Return a kind of disagreement as a person reads it."""
    return said(KINDS[kind])

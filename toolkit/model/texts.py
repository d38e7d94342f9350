"""Transcripts and their turns of speech."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from toolkit.errors import InvalidValue, UnknownName
from toolkit.i18n import _
from toolkit.model.checks import checked_date, one_of, span, tupled, whole
from toolkit.model.ids import checked_id
from toolkit.model.text import is_clean, text_sha256
from toolkit.model.units import KINDS, ROLES, Kind, Role

if TYPE_CHECKING:
    from toolkit.model.lines import Turns
    from toolkit.model.shown import Shown


@dataclass(frozen=True, slots=True, repr=False)
class Turn:
    """What one person (or two at once) says before the next one speaks.

    Positions are code points of the transcript, half-open: the label as typed is ``[label_start, start)``,
    the words are ``[start, end)``. Times are milliseconds, None when the file gives none.
    """

    speakers: tuple[str, ...]
    label_start: int
    start: int
    end: int
    start_ms: int | None = None
    end_ms: int | None = None

    def __post_init__(self) -> None:
        tupled(self, "speakers")
        whole(self, "label_start", "start", "end", "start_ms", "end_ms")
        span(self.label_start, self.start)
        span(self.start, self.end)

    def __repr__(self) -> str:
        # A label may be a real name, before pseudonymisation: it is not shown.
        return f"<Turn [{self.start}, {self.end}): {len(self.speakers)} speakers>"


@dataclass(frozen=True, slots=True, repr=False)
class Speaker:
    """A label of one transcript: which role it has, which participant it is."""

    label: str
    role: Role = "unknown"
    participant: str | None = None

    def __post_init__(self) -> None:
        one_of("role", self.role, ROLES)

    def __repr__(self) -> str:
        return f"<Speaker: {self.role} {self.participant or ''}".rstrip() + ">"


@dataclass(frozen=True, slots=True, repr=False)
class Transcript:
    """A text of the study as it was typed, labels included, with its turns as stand-off spans.

    ``fingerprint`` is the SHA-256 of the text; ``reread`` the day when it was read again against the recording
    (*relu*), empty before. People cite turns by their rank: ``E03, tour 42``.
    """

    shelf: ClassVar[str] = "transcripts"
    id: str
    text: str
    turns: tuple[Turn, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    kind: Kind = "interview"
    case: str | None = None
    date: str = ""
    place: str = ""
    fingerprint: str = field(default="")
    reread: str = ""

    def __post_init__(self) -> None:
        checked_id(self.id)
        one_of("kind", self.kind, KINDS)
        checked_date(self.date)
        checked_date(self.reread)
        tupled(self, "turns", "speakers")
        if not is_clean(self.text):
            raise InvalidValue(
                _("The text of {id} was not cleaned.", id=self.id), _("Pass it through clean_text first.")
            )
        object.__setattr__(self, "fingerprint", text_sha256(self.text))
        labels = {speaker.label for speaker in self.speakers}
        if len(labels) < len(self.speakers):
            raise InvalidValue(
                _("{id}: one label of speaker is there twice.", id=self.id),
                _("Give each label one role and one person."),
            )
        last = 0
        for number, turn in enumerate(self.turns, 1):
            if turn.label_start < last or turn.end > len(self.text):
                raise InvalidValue(_("{id}: turn {number} lies outside its place.", id=self.id, number=number))
            last = turn.end
            if unknown := set(turn.speakers) - labels:
                raise UnknownName(sorted(unknown)[0], labels)

    def turn_at(self, position: int) -> int | None:
        """Return the number (from 1) of the turn that holds ``position``, label included; None before the first."""
        number = bisect_right(self.turns, position, key=lambda turn: turn.label_start)
        return number or None

    def said(self, number: int) -> str:
        """Return the words of turn ``number`` (from 1)."""
        turn = self.turns[number - 1]
        return self.text[turn.start : turn.end]

    def speaker(self, label: str) -> Speaker:
        """Return the speaker of a label; raise ``UnknownName``."""
        for speaker in self.speakers:
            if speaker.label == label:
                return speaker
        raise UnknownName(label, [speaker.label for speaker in self.speakers])

    def numbered(self) -> Iterator[tuple[int, Turn]]:
        """Yield ``(number, turn)``, from 1."""
        yield from enumerate(self.turns, 1)

    def show(self, turns: "Turns" = None, *, times: bool = True) -> "Shown":
        """Show the text in a notebook, because it was asked for: numbers of turns, voices, times, words.

        Parameters
        ----------
        turns
            Some turns only: ``42``, ``"40-52"``, ``"3, 7, 40-52"``, ``range(40, 53)``.
        times
            Show when each turn begins, where the file says so.

        Examples
        --------
        >>> Transcript("E01", "Bonjour.", (Turn((), 0, 0, 8),)).show(1)
        E01
            1  Bonjour.
        """
        from toolkit.model.shown import show

        return show(self, turns, times=times)

    def __repr__(self) -> str:
        return f"<Transcript {self.id}: {self.kind}, {len(self.turns)} turns, {len(self.text)} characters>"

"""What is counted, and the columns that every frame promises."""

from typing import Final, Literal, get_args

Unit = Literal["participant", "case", "group", "transcript", "turn", "segment", "words", "characters"]
UNITS: Final[tuple[str, ...]] = get_args(Unit)

Kind = Literal["interview", "group", "observation", "document"]
KINDS: Final[tuple[str, ...]] = get_args(Kind)

Role = Literal["participant", "interviewer", "other", "unknown"]
ROLES: Final[tuple[str, ...]] = get_args(Role)

State = Literal["proposed", "accepted", "rejected"]
STATES: Final[tuple[str, ...]] = get_args(State)

Origin = Literal["hand", "search", "dictionary", "suggestion", "import"]
ORIGINS: Final[tuple[str, ...]] = get_args(Origin)

CODING_COLUMNS: Final = (
    "coding",
    "transcript",
    "kind",
    "participant",
    "case",
    "speaker",
    "role",
    "turn",
    "start",
    "end",
    "code",
    "code_label",
    "theme",
    "code_version",
    "coder",
    "origin",
    "state",
    "date",
    "quote",
)
"""Columns of ``study.codings.frame()``, in order; the traits of the participant follow.

``turn`` is the number that people cite (1, 2, 3…; 0 in a text without turns);
``start`` and ``end`` are code points, half-open;
``speaker`` and ``participant`` are those of the turn where the coding starts; ``theme`` is the id of the root code.
"""

PIECE_COLUMNS: Final = (
    "piece",
    "codings",
    "transcript",
    "kind",
    "participant",
    "case",
    "speaker",
    "role",
    "turn",
    "start",
    "end",
    "code",
    "code_label",
    "theme",
    "coder",
    "origin",
    "state",
    "words",
    "characters",
    "quote",
)
"""Columns of ``study.codings.pieces()``: coding ∩ turn, label removed, overlaps of one code by one coder merged.

``codings`` lists the ids that a piece comes from, separated by spaces; ``words`` and ``characters`` are its size.
When two people speak at once a piece has one row for each (same ``piece`` id): count pieces, not rows.
"""

PARTICIPANT_COLUMNS: Final = ("participant", "case")
"""Columns of ``study.participants.frame()``; the traits follow."""

TURN_COLUMNS: Final = (
    "transcript",
    "kind",
    "turn",
    "speaker",
    "role",
    "participant",
    "case",
    "start",
    "end",
    "start_ms",
    "end_ms",
    "words",
    "characters",
)
"""Columns of ``study.transcripts.turns()``: one row per turn and speaker."""

PROGRESS_COLUMNS: Final = (
    "source",
    "kind",
    "participants",
    "date",
    "transcribed",
    "reread",
    "pseudonymised",
    "codings",
    "words",
    "coded_words",
    "coded",
    "coders",
    "memos",
)
"""Columns of ``study.progress()``: one row per transcript, then one per person who is in none.

``source`` is the id of the transcript, or of the person; ``reread`` the day, empty before; ``pseudonymised`` is
``here`` (names replaced by ``carnet import``), ``before`` (the texts came with ``--already-pseudonymised``) or ``?``
(the journal does not say). ``codings`` are the accepted ones; ``words`` are those of the participants, labels out;
``coded_words`` those that an accepted coding covers (a word is covered when its first letter is), ``coded`` their
share from 0 to 1, missing without a word of a participant. ``memos`` are about the text or its codings.
"""

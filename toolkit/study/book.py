"""What a study remembers, and what a room may ask of it."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Unpack

from toolkit.errors import Refused, UnknownCode, UnknownName, UnknownParticipant, UnknownTranscript
from toolkit.i18n import _
from toolkit.model import frames
from toolkit.model.change import Change
from toolkit.model.codes import Code, Codebook
from toolkit.model.past import Stage
from toolkit.model.people import Coder, Participant, StudySheet
from toolkit.model.plain import Noun
from toolkit.model.texts import Transcript
from toolkit.model.ties import with_ties
from toolkit.store.keeper import Keeper
from toolkit.study.codebook_file import follow
from toolkit.study.days import When
from toolkit.study.differences import Differences, differences_of
from toolkit.study.history import Asked, History, history_of
from toolkit.study.live import Live
from toolkit.study.shelves import Shelves
from toolkit.study.visits import Visits

if TYPE_CHECKING:
    from pandas import DataFrame

    from toolkit.model.redaction import Erasure
    from toolkit.store.audit import Verification
    from toolkit.store.backups import Snapshot
    from toolkit.store.copies import Made
    from toolkit.store.store import Store
    from toolkit.study.dropped import Dropped
    from toolkit.study.merging import Comparison, Merged
    from toolkit.study.packing import Pack
    from toolkit.study.receipt import Receipt
    from toolkit.study.restoring import Restored
    from toolkit.study.weekly import Week

N = TypeVar("N", bound=Noun)
DATABASE = "study.db"
UNKNOWN: dict[type, type[UnknownName]] = {
    Code: UnknownCode,
    Transcript: UnknownTranscript,
    Participant: UnknownParticipant,
}


class Study(Shelves):
    """A study on disk. Make one with ``new_study`` or ``open_study``; close it, or use it in a ``with``."""

    def __init__(self, store: "Store", *, coder: str | None = None):
        self._store = store
        self.folder = store.path.parent
        self._live = Live(store)
        self._visits = Visits(store)
        self._coder = coder
        self._keeper = Keeper(store, self.folder / "backups")
        self.when_closed: list[Callable[[], None]] = []
        self._shelve()

    # — what a room may use (Desk) —

    def get(self, kind: type[N], id: str) -> N:
        """Return one noun; raise ``UnknownName`` (``UnknownCode``, ``UnknownTranscript``…)."""
        found = self._store.get(kind.shelf, id)
        if found is None:
            raise UNKNOWN.get(kind, UnknownName)(id, self._store.ids(kind.shelf))
        return found  # type: ignore[return-value]

    def all(self, kind: type[N]) -> list[N]:
        """Return every noun of a kind, in the order of their birth."""
        return self._store.all(kind.shelf)  # type: ignore[return-value]

    def frame(self, shelf: str) -> "DataFrame":
        """Return the frame of a shelf, promised columns first; also ``"pieces"`` and ``"turns"``."""
        if shelf not in ("codings", "pieces"):
            return frames.frame_of(shelf, self)
        with self._store.reading():
            columns = self._store.columns("codings", frames.CODING_FIELDS)
            texts, codes, people = self.all(Transcript), self.all(Code), self.all(Participant)
        return frames.codings_frame(columns, texts, codes, people, pieces=shelf == "pieces")

    def do(self, change: Change, *, coder: str | None = None) -> str:
        """Write a change: one transaction, one journal action, one undo. When this returns, it is on disk.

        Returns the hash of the journal row. Raises ``Conflict`` when something changed in the meantime,
        ``Refused`` when a link would break; nothing is then written.
        """
        if not len(change):
            return self.head
        by = self.coder if coder is None else coder
        self._refuse_erased(change)
        with self._live.turn():
            hash, written = self._store.write(with_ties(change, self.all), coder=by)
            self._live.tell(hash, written)
        follow(self, written)
        return hash

    def _refuse_erased(self, change: Change) -> None:
        """Refuse to give the id of a person or a text erased for ever to another: a copy would erase that one too."""
        births = [after for _id, before, after in change if before is None and after is not None]
        for shelf in {noun.shelf for noun in births} & {Participant.shelf, Transcript.shelf}:
            if taken := self.gone(shelf) & {noun.id for noun in births if noun.shelf == shelf}:
                raise Refused(
                    _("{id} was erased for ever from this study: the id cannot be given again.", id=min(taken)),
                    _("Choose another id, which was never used."),
                )

    def gone(self, shelf: str) -> set[str]:
        """Return the ids of a shelf that were erased for ever: nothing new may take them."""
        from toolkit.store.redaction import gone

        return gone(self._store, shelf)

    def add(self, *nouns: Noun, coder: str | None = None) -> str:
        """Bring nouns into the study: ``do`` of a change that holds them."""
        if not nouns:
            return self.head
        return self.do(Change.adding(*nouns, verb=f"add {nouns[0].shelf}"), coder=coder)

    def undo(self, *, coder: str | None = None) -> str:
        """Give back what the coder's last action changed.

        Raises ``Refused`` when nothing is left, or when something was built on it since. An undo is itself a new
        action: it survives a restart, and ``redo`` gives it back.
        """
        from toolkit.study.giving_back import give_back

        return give_back(self, "undo", coder)

    def redo(self, *, coder: str | None = None) -> str:
        """Do again what the coder's last ``undo`` gave back; raise ``Refused`` when there is none."""
        from toolkit.study.giving_back import give_back

        return give_back(self, "redo", coder)

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call ``listener`` after each change, also those of other processes; return the function that stops it.

        An empty change means “read everything again” (see ``study.live``).
        """
        return self._live.subscribe(listener)

    def past(self, kind: type[N], id: str) -> list[Stage[N]]:
        """Return every state that a noun had, as the journal tells them, the first one first.

        What merges brought is among them, where it came in.
        """
        from toolkit.model.plain import from_json
        from toolkit.store.trail import stages_of

        return [
            Stage(at, coder, verb, from_json(kind, after) if after else None, erased)
            for at, coder, verb, after, erased in stages_of(self._store, kind.shelf, id)
        ]

    def cache(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the bytes kept under ``key`` (put the text's hash and a version in it), made once."""
        return self._store.cached(key, make)

    def _tell(self, change: Change) -> None:
        """Tell the listeners what was just written, whatever wrote it: the journal says what is new."""
        if len(change):
            self._live.refresh()
            follow(self, change)

    # — the rest —

    @property
    def coder(self) -> str:
        """The id of the person at work."""
        if self._coder is None:
            named = os.environ.get("CARNET_CODER", "")
            interns = [coder.id for coder in self.all(Coder) if coder.role == "intern"]
            self._coder = named or (interns[0] if len(interns) == 1 else None)
        return self._coder or ""

    @coder.setter
    def coder(self, id: str) -> None:
        self._coder = id

    @property
    def sheet(self) -> StudySheet:
        """What the study is about."""
        return self.get(StudySheet, "study")

    @property
    def codebook(self) -> Codebook:
        """The codes as a tree."""
        return Codebook(self.all(Code))

    @property
    def head(self) -> str:
        """The hash of the last journal row: what exports print to be checked later."""
        return self._store.head()

    @property
    def notes(self) -> list[str]:
        """What the owner should know: what opening did, where the study lies, the copies that it lacks."""
        from toolkit.study.second_copies import notes

        return notes(self)

    def history(self, limit: int | None = 50, **asked: Unpack[Asked]) -> History:
        """Return what was done, the last first: no words, only verbs, ids, dates and sizes.

        ``coder``, ``participant``, ``transcript``, ``code``, ``since``, ``until`` and ``verb`` keep what answers
        them all (see ``study.history.history_of``). A notebook shows the answer as a table.
        """
        return history_of(self._store, limit=limit, **asked)

    def verify(self) -> "Verification":
        """Check the file, the chain of the journal, and each stored noun against its last journalled state."""
        from toolkit.store.audit import verify

        return verify(self._store)

    def replay(self) -> int:
        """Empty the shelves and do the whole journal again; return the number of actions."""
        from toolkit.store.audit import replay

        return replay(self._store)

    def _snapshot(self) -> None:
        """Begin a snapshot of what is opened, and return; a disk that refuses it is a note, not a closed door."""
        self._keeper.begin()

    def snapshots(self) -> "list[Snapshot]":
        """Return the snapshots kept in ``backups/``, the last first; the one being made is waited for."""
        from toolkit.store.backups import snapshots

        self._keeper.wait()
        return snapshots(self.folder / "backups")

    def backup(self, folder: str | Path) -> "Made":
        """Copy the study whole into another folder (a USB key), while it may be in use; the copy is read back."""
        from toolkit.study.second_copies import backup

        return backup(self, Path(folder))

    def restore(self, source: str | Path) -> "Restored":
        """Bring a copy of this study back; the present state is kept first in ``backups/``, as one more copy."""
        from toolkit.study.restoring import restore

        return restore(self, Path(source))

    @property
    def origin(self) -> str:
        """The hash of the first journal row: what this study and all its copies have in common."""
        from toolkit.store.copies import origin_of

        return origin_of(self._store)

    def dropped(self) -> "list[Dropped]":
        """Return the raw files that lie in the folder: recordings, documents that Carnet did not write."""
        from toolkit.study.dropped import dropped_in

        return dropped_in(self.folder, self._store.ids("transcripts"))

    def news(self, *, late: bool = False) -> list[str]:
        """Return the notes not said yet, and remember them as said; ``late``, those that only closing could tell."""
        from toolkit.study.second_copies import late_news, news

        return late_news(self) if late else news(self)

    def copies(self) -> list[dict[str, str]]:
        """Return the copies made of the study (path, at in UTC, head, kind: backup or pack), the oldest first."""
        from toolkit.study.second_copies import copies

        return copies(self.folder)

    def pack(self, path: str | Path, *, passphrase: str | None = None) -> "Pack":
        """Put the whole study in one file, to be carried; sealed with ``passphrase`` when one is given."""
        from toolkit.study.packing import pack

        return pack(self, Path(path), passphrase=passphrase)

    def compare(self, path: str | Path, *, decisions: Mapping[str, str] | None = None) -> "Comparison":
        """Return what ``merge`` of another copy of this study would do; nothing is written."""
        from toolkit.study.merging import compare

        return compare(self, path, decisions=decisions)

    def merge(
        self,
        path: str | Path,
        *,
        decisions: Mapping[str, str] | None = None,
        take: Literal["mine", "theirs"] | None = None,
        fast_forward: bool = False,
        coder: str | None = None,
        accept_withdrawals: bool = False,
    ) -> "Merged":
        """Bring another copy of this study into it: one change, undone as a whole; falsy when nothing was to be done.

        ``decisions`` says ``mine``, ``theirs`` or ``both`` by key (``"codes:entraide"``), ``take`` for all the rest.
        Whoever withdrew in that copy is withdrawn here first, for ever: ``WithdrawnElsewhere`` is raised unless
        ``accept_withdrawals``. Raises ``Undecided`` when both copies changed the same thing, ``Refused`` when it is
        another study.
        """
        from toolkit.study.merging import merge_copy

        choices: Any = {"decisions": decisions, "take": take, "accept_withdrawals": accept_withdrawals}
        return merge_copy(self, path, fast_forward=fast_forward, coder=coder, **choices)

    def conflict_copies(self) -> list[Path]:
        """Return the other copies of this study that a synchronisation service left in its folder."""
        from toolkit.study.merging import conflict_copies

        return conflict_copies(self)

    def refresh(self) -> int:
        """Tell the listeners at once what other processes wrote; return how many changes were told."""
        return self._live.refresh()

    def differences(self, since: When, until: When = None) -> Differences:
        """Return what changed between two moments: days, hours, or heads that exports print; net effect, no words."""
        return differences_of(self._store, since, until)

    def since_last_visit(self) -> Differences | None:
        """Return what changed since the coder's last visit; None at the first one.

        A visit ends when the study is closed, and is over after two hours without activity.
        """
        return self._visits.since_last(self.coder)

    def week(self, *, until: When = None) -> "Week":
        """Return what the supervisor reads of seven days (the last ones by default): ``.to("note.docx")``."""
        from toolkit.study.weekly import week_of

        return week_of(self, until)

    def progress(self) -> "DataFrame":
        """Return one row per source, transcribed or not yet (``PROGRESS_COLUMNS``)."""
        from toolkit.study.progress import progress_frame

        return progress_frame(self)

    def reread(self, *ids: str, on: When = None) -> str:
        """Say that transcripts were read again against the recording, on a day (today by default)."""
        from toolkit.study.progress import rereading

        return self.do(rereading(self, ids, on))

    def not_reread(self, *ids: str) -> str:
        """Take back that transcripts were read again."""
        from toolkit.study.progress import not_rereading

        return self.do(not_rereading(self, ids))

    def redact(self, rule: "Erasure", *, coder: str | None = None) -> "Receipt":
        """Erase for ever what a rule finds, in the study, its copies and its folder; it cannot be undone."""
        from toolkit.study.redacting import redact

        return redact(self, rule, coder=coder)

    def withdraw(self, participant: str, *, coder: str | None = None, rehearse: bool = False) -> "Receipt":
        """Take a participant out for ever, here and in every copy at hand; ``rehearse`` only tells what would go."""
        from toolkit.study.redacting import withdraw

        return withdraw(self, participant, coder=coder, rehearse=rehearse)

    def close(self) -> None:
        """Fold everything into ``study.db`` and let it go: the snapshot being made is waited for, the visit ends."""
        self._keeper.close()
        self._live.close()
        self._visits.leave(lambda: self.coder)
        self._store.close()
        while self.when_closed:
            self.when_closed.pop()()

    def __enter__(self) -> "Study":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(self._store.ids(name))} {name}" for name in ("transcripts", "codes", "codings"))
        return f"<Study: {counts}>"

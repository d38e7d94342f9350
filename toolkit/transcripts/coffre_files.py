"""The coffre on disk: a folder outside the study and outside git, for what must stay secret.

It holds the sealed correspondence table, the raw files as they were received (``brut/``), recordings (``audio/``),
proofs of consent (``consentements/``), and the reviewed tables of names. Everything in it is real: copy it to nowhere
that others read.
"""

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from toolkit.errors import CannotWrite, Refused, UnreadableFile, reason_of
from toolkit.formats.coffre_places import TABLE, checked_place, coffre_of, coffre_place, is_exposed, read_head
from toolkit.i18n import _
from toolkit.model.checks import checked_date
from toolkit.model.text import text_sha256
from toolkit.transcripts.coffre_keeping import FOLDERS, RAW, Sort, sha256_of, sort_of, stored, sweep
from toolkit.transcripts.correspondence import (
    SCRYPT_N,
    Correspondence,
    Document,
    Kept,
    Waiting,
    another_study,
    normal_passphrase,
    sealed,
    unsealed,
)
from toolkit.transcripts.forms import NameDecision
from toolkit.transcripts.replacements import Pseudonymised

READ_ME: Final = "LISEZMOI.txt"

__all__ = [
    "RAW",
    "READ_ME",
    "TABLE",
    "Coffre",
    "checked_place",
    "checked_study",
    "coffre_of",
    "coffre_place",
    "is_exposed",
    "new_coffre",
    "open_coffre",
    "passphrase_from_file",
    "read_name_table",
    "write_clean_text",
    "write_name_table",
]


class Coffre:
    """An open coffre: add what was replaced, save, give originals back.

    Nothing is written before ``save``, which replaces the sealed table in one gesture.
    """

    def __init__(self, folder: Path, table: Correspondence, passphrase: str, n: int):
        self.folder = folder
        self.table = table
        self._passphrase = passphrase
        self._n = n

    @property
    def destroy_on(self) -> str:
        """The day when the coffre must be destroyed."""
        return self.table.destroy_on

    @property
    def overdue(self) -> bool:
        """Whether that day is past."""
        return bool(self.destroy_on) and self.destroy_on < date.today().isoformat()

    def add(self, document: str, spans: Pseudonymised, *, raw: Path | None = None) -> None:
        """Keep what was replaced in a document; ``raw`` is its raw file, copied into ``brut/`` at once."""
        name = sha = ""
        if raw is not None:
            name, sha, _size = stored(raw, self.folder / RAW)
        print_ = text_sha256(spans.text)
        held = Document(document, spans.spans, spans.original_sha256, print_, name, sha, spans.text)
        self.table = self.table.with_document(held)

    def keep(
        self,
        path: Path,
        *,
        document: str = "",
        sort: Sort | None = None,
        step: Callable[[int], None] = lambda _size: None,
    ) -> Kept:
        """Copy a file of any size into the coffre, read the copy back, and remember it: ``save`` then seals it.

        ``sort`` says what it is: ``raw``, ``audio`` or ``proof``; by default its name tells. ``step`` is called with
        the number of bytes done. The file itself is left where it is.
        """
        folder = FOLDERS[sort or sort_of(path)]
        name, sha, size = stored(path, self.folder / folder, step=step)
        kept = Kept(name, folder, sha, size, document, date.today().isoformat())
        self.table = self.table.with_kept(kept)
        return kept

    def add_entries(self, entries: Iterable[NameDecision]) -> None:
        """Keep what was decided of each form."""
        self.table = self.table.with_entries(entries)

    def document_of(self, raw: Path) -> str:
        """Return the document that a raw file already is, by its content, or nothing."""
        sha = sha256_of(raw)
        return next((held.id for held in self.table.documents if held.raw_sha256 == sha), "")

    def restore(self, document: str, text: str | None = None) -> str:
        """Give back the original text of a document, character for character (see ``Correspondence.restore``)."""
        return self.table.restore(document, text)

    def change_passphrase(self, new: str) -> None:
        """Seal the table under another passphrase, in one gesture: the old one opens it until that is done.

        A copy made before still opens with the old passphrase.
        """
        normal_passphrase(new)
        old, self._passphrase = self._passphrase, new
        try:
            self.save()
        except BaseException:
            self._passphrase = old
            raise

    def write_texts(self, folder: Path, texts: Iterable[tuple[str, str]]) -> None:
        """Seal what was added, then write clean texts (id, text) into ``folder``.

        An interruption leaves either nothing new, or a coffre that knows what it was about to write: ``finish`` then
        writes it.
        """
        folder = folder.absolute()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CannotWrite(folder, reason_of(error)) from error
        waiting = []
        for id, text in texts:
            target = folder / f"{id}.txt"
            waiting.append(Waiting(str(target), text, sha256_of(target) if target.is_file() else ""))
        self.table = replace(self.table, waiting=(*self.table.waiting, *waiting))
        # The coffre first: a text without its names is never alone on the disk.
        self.save()
        self.finish()

    def finish(self) -> list[Path]:
        """Write the clean texts that an interruption kept from being written; return where.

        A folder that is no longer there is not made again; a text that somebody changed since is left alone.
        """
        if not self.table.waiting:
            return []
        written = []
        for one in self.table.waiting:
            place = Path(one.path)
            there = sha256_of(place) if place.is_file() else ""
            if place.parent.is_dir() and there == one.before and there != text_sha256(one.text):
                write_clean_text(place, one.text)
                written.append(place)
        self.table = replace(self.table, waiting=())
        self.save()
        return written

    def save(self) -> None:
        """Seal the table and write it whole, or not at all."""
        _written(self.folder / TABLE, sealed(self.table, self._passphrase, n=self._n))

    def __repr__(self) -> str:
        return f"<Coffre: {len(self.table.entries)} forms, {len(self.table.documents)} documents>"


def new_coffre(
    folder: str | Path,
    study_folder: str | Path | None,
    passphrase: str,
    destroy_on: str,
    *,
    study: str = "",
    scrypt_n: int = SCRYPT_N,
) -> Coffre:
    """Create the coffre of a study: a folder outside it and outside git, its table sealed under ``passphrase``.

    ``destroy_on`` is the day (2028-09-30) when it must be destroyed; ``study`` the hash of the first row of the
    journal, when there is already a study to tie it to. ``scrypt_n`` is for tests. Raises ``Refused`` on a folder
    that others would read, ``CannotWrite`` on one that already holds something.
    """
    place = Path(folder)
    checked_place(place, study_folder)
    checked_date(destroy_on)
    if len(destroy_on) != 10:
        raise Refused(
            _("A coffre needs the day of its destruction."),
            _("Write year, month, day: 2028-09-30; ask your DPO which one."),
        )
    normal_passphrase(passphrase)
    if (place / TABLE).exists():
        raise CannotWrite(place, "exists")
    made = not place.exists()
    try:
        place.mkdir(parents=True, exist_ok=True)
        place.chmod(0o700)
        (place / RAW).mkdir(exist_ok=True)
        table = Correspondence(destroy_on=destroy_on, created=date.today().isoformat(), study=study)
        coffre = Coffre(place, table, passphrase, scrypt_n)
        _written(place / READ_ME, _notice(destroy_on).encode("utf-8"))
        coffre.save()
    except OSError:
        if made:
            shutil.rmtree(place, ignore_errors=True)
        raise
    return coffre


def open_coffre(
    folder: str | Path, passphrase: str, *, study_folder: str | Path | None = None, study: str = ""
) -> Coffre:
    """Open a coffre; raise ``UnreadableFile`` when it is absent or damaged, ``Refused`` on a wrong passphrase.

    ``study`` is the hash of the first row of the journal: the coffre of another study is refused, one that was
    tied to none is tied to this one when it is next saved.
    """
    place = Path(folder)
    checked_place(place, study_folder)
    path = place / TABLE
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise UnreadableFile(
            place, _("there is no coffre here"), hint=_("Name the folder that holds “{table}”.", table=TABLE)
        ) from None
    except OSError:
        raise UnreadableFile(
            path,
            _("the coffre cannot be read"),
            hint=_("Check that the key or the disk is plugged in, and that this folder is yours."),
        ) from None
    table = unsealed(data, passphrase, where=str(path))
    sweep(path)
    return Coffre(place, table.of_study(study), passphrase, _cost(data))


def checked_study(folder: str | Path, study: str) -> None:
    """Raise ``Refused`` when a coffre says, before any passphrase, that it is the one of another study."""
    head = read_head(folder)
    if head is not None and head.study and study and head.study != study:
        raise another_study()


def passphrase_from_file(variable: str = "CARNET_PASSPHRASE_FILE") -> str | None:
    """Return the passphrase of the file that ``variable`` names, or None when nothing is named."""
    path = os.environ.get(variable, "")
    if not path:
        return None
    try:
        return Path(path).read_text(encoding="utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise UnreadableFile(
            path,
            _("the passphrase could not be read ({variable})", variable=variable),
            hint=_("Name a text file that holds the passphrase on its first line."),
        ) from None


def _cost(data: bytes) -> int:
    import json

    return int(json.loads(data[12 : 12 + int.from_bytes(data[8:12], "big")])["n"])


def _written(path: Path, data: bytes) -> None:
    """Write a file whole, or leave the old one: readable by its owner only. Raises ``CannotWrite``."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.touch(0o600)
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise CannotWrite(path, reason_of(error)) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _notice(destroy_on: str) -> str:
    return (
        _("This folder is a coffre: it holds real names, raw interviews and what links them to the study.")
        + "\n"
        + _("Show it to nobody, put it neither in a shared folder nor under git.")
        + "\n"
        + _("To be destroyed on {date}.", date=destroy_on)
        + "\n"
    )


def read_name_table(path: str | Path) -> list[NameDecision]:
    """Read a reviewed table of names, saved by any spreadsheet; raise ``FaultyFile`` with every faulty line."""
    from toolkit.transcripts.name_files import read_names

    return read_names(path)


def write_name_table(path: str | Path, text: str) -> None:
    """Write a table of names whole, with the mark that a French Excel wants."""
    _written(Path(path), b"\xef\xbb\xbf" + text.encode("utf-8"))


def write_clean_text(path: str | Path, text: str) -> None:
    """Write a pseudonymised text in UTF-8, whole or not at all."""
    _written(Path(path), text.encode("utf-8"))

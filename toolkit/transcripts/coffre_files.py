"""The coffre on disk: a folder outside the study and outside git, for what must stay secret.

It holds the sealed correspondence table, the raw files as they were received (``brut/``), and the reviewed
tables of names. Everything in it is real: copy it to nowhere that others read.
"""

import hashlib
import os
import re
import shutil
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from toolkit.errors import CannotWrite, Refused, UnreadableFile
from toolkit.i18n import _
from toolkit.model.checks import checked_date
from toolkit.model.text import text_sha256
from toolkit.transcripts.correspondence import (
    SCRYPT_N,
    Correspondence,
    Document,
    normal_passphrase,
    sealed,
    unsealed,
)
from toolkit.transcripts.forms import NameDecision
from toolkit.transcripts.replacements import Pseudonymised

TABLE: Final = "correspondance.carnet"
RAW: Final = "brut"
READ_ME: Final = "LISEZMOI.txt"


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
            name, sha = self._copied(raw)
        held = Document(document, spans.spans, spans.original_sha256, text_sha256(spans.text), name, sha)
        self.table = self.table.with_document(held)

    def add_entries(self, entries: Iterable[NameDecision]) -> None:
        """Keep what was decided of each form."""
        self.table = self.table.with_entries(entries)

    def document_of(self, raw: Path) -> str:
        """Return the document that a raw file already is, by its content, or nothing."""
        sha = _sha256(raw)
        return next((held.id for held in self.table.documents if held.raw_sha256 == sha), "")

    def restore(self, document: str, text: str) -> str:
        """Give back the original text of a document, character for character."""
        return self.table.restore(document, text)

    def save(self) -> None:
        """Seal the table and write it whole, or not at all."""
        _written(self.folder / TABLE, sealed(self.table, self._passphrase, n=self._n))

    def _copied(self, raw: Path) -> tuple[str, str]:
        """Copy a raw file into ``brut/``; an equal copy is left alone, another file of that name is kept beside."""
        sha = _sha256(raw)
        place = self.folder / RAW
        place.mkdir(exist_ok=True)
        # A name typed on another system may hold bytes that are no letters here: they come as lone surrogates.
        name = re.sub("[\ud800-\udfff]", "_", raw.name)
        target, n = place / name, 1
        while target.exists() and _sha256(target) != sha:
            n += 1
            target = place / f"{Path(name).stem} ({n}){raw.suffix}"
        if not target.exists():
            _written(target, raw.read_bytes())
        return target.name, sha

    def __repr__(self) -> str:
        return f"<Coffre: {len(self.table.entries)} forms, {len(self.table.documents)} documents>"


def new_coffre(
    folder: str | Path, study_folder: str | Path | None, passphrase: str, destroy_on: str, *, scrypt_n: int = SCRYPT_N
) -> Coffre:
    """Create the coffre of a study: a folder outside it and outside git, its table sealed under ``passphrase``.

    ``destroy_on`` is the day (2028-09-30) when it must be destroyed. ``scrypt_n`` is for tests. Raises ``Refused``
    on a folder that others would read, ``CannotWrite`` on one that already holds something.
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
        coffre = Coffre(
            place, Correspondence(destroy_on=destroy_on, created=date.today().isoformat()), passphrase, scrypt_n
        )
        _written(place / READ_ME, _notice(destroy_on).encode("utf-8"))
        coffre.save()
    except OSError:
        if made:
            shutil.rmtree(place, ignore_errors=True)
        raise
    return coffre


def open_coffre(folder: str | Path, passphrase: str, *, study_folder: str | Path | None = None) -> Coffre:
    """Open a coffre; raise ``UnreadableFile`` when it is absent or damaged, ``Refused`` on a wrong passphrase."""
    place = Path(folder)
    checked_place(place, study_folder)
    path = place / TABLE
    if not path.is_file():
        raise UnreadableFile(
            place, _("there is no coffre here"), hint=_("Name the folder that holds “{table}”.", table=TABLE)
        )
    data = path.read_bytes()
    table = unsealed(data, passphrase, where=str(path))
    return Coffre(place, table, passphrase, _cost(data))


def checked_place(folder: str | Path, study_folder: str | Path | None) -> None:
    """Raise ``Refused`` when a coffre would lie in the study, around it, or under git."""
    place = Path(folder).expanduser().resolve()
    if study_folder is not None:
        study = Path(study_folder).expanduser().resolve()
        if place == study or study in place.parents or place in study.parents:
            raise Refused(
                _(
                    "The coffre cannot be in the folder of the study, nor the study in the coffre: {folder}.",
                    folder=folder,
                ),
                _("Choose a folder beside the study, for instance “coffre-{study}”.", study=study.name),
            )
    for parent in (place, *place.parents):
        if (parent / ".git").exists():
            raise Refused(
                _(
                    "The coffre cannot be under git ({repository}): real names would be in its history.",
                    repository=parent,
                ),
                _("Choose a folder outside of it, for instance in “Documents”."),
            )
        if (parent / "study.db").exists():
            raise Refused(
                _("The coffre cannot be in the folder of a study: {folder}.", folder=parent),
                _("Choose a folder beside the study, for instance “coffre-{study}”.", study=parent.name),
            )


def coffre_place(study_folder: str | Path) -> Path:
    """Return where the coffre of a study goes: beside it, or among the person's own files when that is under git."""
    study = Path(study_folder).expanduser().resolve()
    place = study.with_name(f"coffre-{study.name}")
    try:
        checked_place(place, study)
    except Refused:
        mark = hashlib.sha256(str(study).encode("utf-8")).hexdigest()[:6]
        return _own_files() / f"{place.name}-{mark}"
    return place


def _own_files() -> Path:
    """Return the folder where this system keeps a person's own data."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Carnet"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Carnet"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "carnet"


def passphrase_from_file() -> str | None:
    """Return the passphrase of the file that ``CARNET_PASSPHRASE_FILE`` names, or None when nothing is named."""
    path = os.environ.get("CARNET_PASSPHRASE_FILE", "")
    if not path:
        return None
    try:
        return Path(path).read_text(encoding="utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise UnreadableFile(
            path,
            _("the passphrase could not be read (CARNET_PASSPHRASE_FILE)"),
            hint=_("Name a text file that holds the passphrase on its first line."),
        ) from None


def _cost(data: bytes) -> int:
    import json

    return int(json.loads(data[12 : 12 + int.from_bytes(data[8:12], "big")])["n"])


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _written(path: Path, data: bytes) -> None:
    """Write a file whole, or leave the old one: readable by its owner only."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.touch(0o600)
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
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
    place = Path(path)
    beside = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def is_exposed(path: str | Path) -> bool:
    """Tell whether a file lies in a study or under git, where real names must not be."""
    return any(
        (parent / ".git").exists() or (parent / "study.db").exists() for parent in Path(path).resolve().parents
    )

"""Raw files that were dropped in the folder of a study: recordings, documents that Carnet did not write."""

import hashlib
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final, Literal, NamedTuple

from toolkit.formats.sniff import RECORDED
from toolkit.i18n import n_
from toolkit.study.copies import walked

TEXTS: Final = frozenset({".docx", ".doc", ".odt", ".rtf", ".vtt", ".srt", ".pages", ".docm", ".txt", ".tsv", ".pdf"})
"""What a transcript may be; Carnet's own texts and documents are in ``sources`` and ``outputs``."""
TABLES: Final = frozenset({".csv", ".xlsx", ".ods", ".xls"})
FREE: Final = ("outputs", "backups", "notebooks", "guides")
"""Folders where documents are at home: only their recordings are told; ``verify --table`` reads the rest."""
WAITING: Final = re.compile(r"[EGOD]\d{2,3}\.txt")
"""A text of ``sources`` that bears a neutral name: « carnet pseudonymise » wrote it, and it is to be imported."""
NAMES: Final = ("noms", "names", "correspondance")


class Dropped(NamedTuple):
    """A file that should not be in a study, by its path in it."""

    path: str
    sort: Literal["recording", "document", "table of names", "waiting text"]

    @property
    def mark(self) -> str:
        """What remembers that it was told: never its name, which may be a person's."""
        return hashlib.sha256(self.path.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def dropped_in(folder: Path, texts: Collection[str]) -> list[Dropped]:
    """Return the raw files that lie in a study; ``texts`` are the ids of its transcripts. No file is opened."""
    return sorted(_dropped(folder, {f"{id}.txt" for id in texts}))


def _dropped(folder: Path, own: set[str]) -> Iterator[Dropped]:
    for path in walked(folder):
        inside = path.relative_to(folder)
        ending, first = path.suffix.lower(), inside.parts[0]
        if path.name.startswith((".", "~$")):
            continue
        if ending in RECORDED:
            yield Dropped(inside.as_posix(), "recording")
        elif ending in TABLES and path.stem.lower() in NAMES and first not in ("outputs", "backups"):
            yield Dropped(inside.as_posix(), "table of names")
        elif ending in TEXTS and first not in FREE and not (first == "sources" and path.name in own):
            waits = inside.parent.as_posix() == "sources" and WAITING.fullmatch(path.name)
            yield Dropped(inside.as_posix(), "waiting text" if waits else "document")


def dropped_notes(dropped: Collection[Dropped], shown: str) -> list[str]:
    """Return what is to be said of raw files: how many, where (``shown``, without any name), and what to do."""
    recordings = sum(one.sort == "recording" for one in dropped)
    waiting = sum(one.sort == "waiting text" for one in dropped)
    others = len(dropped) - recordings - waiting
    notes = []
    if recordings:
        notes.append(
            n_(
                "A recording lies in the folder of the study ({places}): a voice is a name. Put it in the "
                "coffre: carnet coffre --keep FILE",
                "{n} recordings lie in the folder of the study ({places}): a voice is a name. Put them in the "
                "coffre: carnet coffre --keep FILES",
                recordings,
                places=shown,
            )
        )
    if others:
        notes.append(
            n_(
                "A file that Carnet did not write lies in the folder of the study ({places}), perhaps a raw "
                "interview. Put it in the coffre: carnet coffre --keep FILE",
                "{n} files that Carnet did not write lie in the folder of the study ({places}), perhaps raw "
                "interviews. Put them in the coffre: carnet coffre --keep FILES",
                others,
                places=shown,
            )
        )
    if waiting:
        notes.append(
            n_(
                "{n} text of “sources” is not in the study. If Carnet wrote it: carnet import sources/E01.txt "
                "--already-pseudonymised; if it is a raw interview: carnet coffre --keep FILE",
                "{n} texts of “sources” are not in the study. If Carnet wrote them: carnet import sources/*.txt "
                "--already-pseudonymised; if they are raw interviews: carnet coffre --keep FILES",
                waiting,
            )
        )
    return notes


def places_of(dropped: Collection[Dropped]) -> str:
    """Return the folders where raw files lie: their own names may be a person's."""
    folders = dict.fromkeys(one.path.rpartition("/")[0] or "." for one in dropped if one.sort != "waiting text")
    return ", ".join(folders)

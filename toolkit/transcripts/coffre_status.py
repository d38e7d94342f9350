"""What an open coffre says of itself: forms, texts, files; and whether each file is still what was put there."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.i18n import n_
from toolkit.transcripts.coffre_keeping import FOLDERS, RAW, sha256_of

if TYPE_CHECKING:
    from toolkit.transcripts.coffre_files import Coffre


@dataclass(frozen=True, slots=True, repr=False)
class Status:
    """Counts and ids, never a name: files are told by their text and their rank."""

    forms: int
    documents: tuple[str, ...]
    not_in_study: tuple[str, ...]
    files: int
    missing: int
    changed: int
    unknown: int
    checked: bool

    def lines(self) -> list[str]:
        """Return what a person is told."""
        said = [
            n_("{n} form listed.", "{n} forms listed.", self.forms),
            n_("{n} text: {ids}.", "{n} texts: {ids}.", len(self.documents), ids=", ".join(self.documents) or "–"),
        ]
        if self.checked and not self.faults():
            said.append(n_("{n} file read again: the same.", "{n} files read again: the same.", self.files))
        if self.not_in_study:
            said.append(
                n_(
                    "{n} text of the coffre is not in the study ({ids}): import it, or import it again.",
                    "{n} texts of the coffre are not in the study ({ids}): import them, or import them again.",
                    len(self.not_in_study),
                    ids=", ".join(self.not_in_study),
                )
            )
        if self.unknown:
            said.append(
                n_(
                    "{n} file lies there that the table does not know: “--keep” takes it in; delete it "
                    "if it is of somebody who left.",
                    "{n} files lie there that the table does not know: “--keep” takes them in; delete "
                    "those of somebody who left.",
                    self.unknown,
                )
            )
        return said

    def faults(self) -> list[str]:
        """Return what is wrong."""
        said = []
        if self.missing:
            said.append(
                n_(
                    "{n} file is no longer in the coffre: look for it in the copies of this folder.",
                    "{n} files are no longer in the coffre: look for them in the copies of this folder.",
                    self.missing,
                )
            )
        if self.changed:
            said.append(
                n_(
                    "{n} file is no longer what was put in the coffre: it was changed or damaged.",
                    "{n} files are no longer what was put in the coffre: they were changed or damaged.",
                    self.changed,
                )
            )
        return said

    def plain(self) -> dict[str, Any]:
        """Return what a program reads."""
        return {
            "forms": self.forms,
            "documents": list(self.documents),
            "not_in_study": list(self.not_in_study),
            "missing": self.missing,
            "changed": self.changed,
            "unknown": self.unknown,
            "checked": self.checked,
        }

    def __repr__(self) -> str:
        return f"<Status: {self.forms} forms, {len(self.documents)} documents, {self.files} files>"


def status_of(coffre: "Coffre", *, texts: Collection[str] | None = None, check: bool = False) -> Status:
    """Return what a coffre holds; ``texts`` are the ids of the study's texts, ``check`` reads every file again."""
    table = coffre.table
    known: dict[tuple[str, str], tuple[str, int | None]] = {
        (RAW, held.raw_name): (held.raw_sha256, None) for held in table.documents if held.raw_name
    }
    known |= {(one.folder, one.name): (one.sha256, one.size) for one in table.kept}
    missing = changed = 0
    for (folder, name), (sha, size) in known.items():
        path = coffre.folder / folder / name
        if not path.is_file():
            missing += 1
        elif (size is not None and path.stat().st_size != size) or (check and sha256_of(path) != sha):
            changed += 1
    there = {
        (folder, path.name)
        for folder in FOLDERS.values()
        if (coffre.folder / folder).is_dir()
        for path in (coffre.folder / folder).iterdir()
        if path.is_file()
    }
    return Status(
        sum(entry.accepted for entry in table.entries),
        tuple(held.id for held in table.documents),
        tuple(held.id for held in table.documents if texts is not None and held.id not in texts),
        len(known),
        missing,
        changed,
        len(there - known.keys()),
        check,
    )

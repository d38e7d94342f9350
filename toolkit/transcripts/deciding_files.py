"""Where decisions about names are kept as they are taken: the reviewed table of a coffre, or its sealed table."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Final

from toolkit.errors import Refused
from toolkit.i18n import _
from toolkit.transcripts.coffre_files import Coffre, is_exposed, read_name_table, write_name_table
from toolkit.transcripts.contexts import Contexts, contexts_of
from toolkit.transcripts.forms import Candidate, NameDecision, form_key
from toolkit.transcripts.name_files import write_names
from toolkit.transcripts.name_tables import table_text
from toolkit.transcripts.names import Texts

TABLE: Final = "noms.csv"


class KeptTable:
    """The table ``noms.csv`` (or ``noms.xlsx``) of a coffre, written whole at each gesture; spreadsheets open it.

    What another program wrote meanwhile is never written over.
    """

    def __init__(self, folder: str | Path):
        self.path = _table_of(Path(folder))
        if not self.path.parent.is_dir():
            raise Refused(
                _("There is no folder {folder}: the decisions have no place to be kept.", folder=self.path.parent),
                _("Name the folder of the coffre; “carnet new” makes one."),
            )
        if is_exposed(self.path):
            raise Refused(
                _(
                    "The table of names holds real names: it cannot be in a study nor under git ({path}).",
                    path=self.path,
                ),
                _("Name the folder of the coffre."),
            )
        self._known = self._print()
        self._candidates: dict[str, Sequence[Candidate]] = {}
        self._contexts: Contexts = {}

    def found(self, texts: Texts, candidates: Mapping[str, Sequence[Candidate]]) -> None:
        """Say where the forms were found: the table shows it beside each."""
        self._candidates = {PurePath(name).name or name: found for name, found in candidates.items()}
        shown = {PurePath(name).name or name: text for name, text in texts.items()}
        self._contexts = contexts_of(shown, self._candidates)

    def read(self) -> list[NameDecision]:
        """Return what an earlier session decided, nothing when there is no table yet."""
        return read_name_table(self.path) if self.path.exists() else []

    def keep(self, decisions: list[NameDecision]) -> None:
        """Write every decision on the disk, whole or not at all."""
        if self._print() != self._known:
            raise Refused(
                _("The table of names was changed by another program meanwhile: {path}.", path=self.path),
                _("Close it there, then run the cell again: what it holds now is taken up."),
            )
        if self.path.suffix.lower() == ".xlsx":
            write_names(self.path, self._candidates, decisions, self._contexts)
        else:
            write_name_table(self.path, table_text(self._candidates, decisions, self._contexts))
        self._known = self._print()

    def _print(self) -> str:
        return hashlib.sha256(self.path.read_bytes()).hexdigest() if self.path.exists() else ""


def _table_of(place: Path) -> Path:
    """Return the table of a coffre: the workbook when it is the only one there."""
    if place.suffix.lower() in {".csv", ".xlsx"}:
        return place
    book, table = place / "noms.xlsx", place / TABLE
    return book if book.exists() and not table.exists() else table


class KeptSealed:
    """The sealed table of an open coffre: what is decided goes in at each gesture, what is undone comes out."""

    def __init__(self, coffre: Coffre):
        self.coffre = coffre

    def read(self) -> list[NameDecision]:
        """Return what the coffre holds of every form."""
        return list(self.coffre.table.entries)

    def keep(self, decisions: list[NameDecision]) -> None:
        """Seal the table with these decisions; it stays as it was when it cannot be written."""
        before = self.coffre.table
        ours = {(form_key(name.form), name.documents) for name in decisions}
        others = [entry for entry in before.entries if (form_key(entry.form), entry.documents) not in ours]
        decided = [name for name in decisions if name.decision != "undecided"]
        self.coffre.table = replace(before, entries=(*others, *decided))
        try:
            self.coffre.save()
        except BaseException:
            self.coffre.table = before
            raise

"""Where decisions about names are kept as they are taken: the reviewed table of a coffre, or its sealed table."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Final

from toolkit.errors import Refused
from toolkit.i18n import _
from toolkit.transcripts.coffre_files import Coffre, is_exposed, read_name_table, write_name_table
from toolkit.transcripts.forms import Candidate, NameDecision, form_key
from toolkit.transcripts.name_tables import table_text

TABLE: Final = "noms.csv"


class KeptTable:
    """The table ``noms.csv`` of a coffre, written whole at each gesture; a spreadsheet can open it too.

    What another program wrote meanwhile is never written over.
    """

    def __init__(self, folder: str | Path):
        place = Path(folder)
        self.path = place if place.suffix.lower() == ".csv" else place / TABLE
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
        self.candidates: Mapping[str, Sequence[Candidate]] = {}

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
        by_name = {PurePath(name).name or name: found for name, found in self.candidates.items()}
        write_name_table(self.path, table_text(by_name, decisions))
        self._known = self._print()

    def _print(self) -> str:
        return hashlib.sha256(self.path.read_bytes()).hexdigest() if self.path.exists() else ""


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

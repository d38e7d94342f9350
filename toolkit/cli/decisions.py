"""The table by which a person decides what two copies of a study disagree on: written, filled, read back."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import FaultyFile
from toolkit.i18n import N_, _, said

if TYPE_CHECKING:
    from toolkit.model.disagreements import Disagreement

KEY, DECISION = N_("key"), N_("decision")
WORDS = {
    "mine": ("mienne", "mien", "ici", "mine"),
    "theirs": ("leur", "autre", "theirs"),
    "both": ("les deux", "deux", "both"),
}
"""What a person may write in the column of decisions; the first is what is proposed."""


def write_conflicts(path: Path, conflicts: Iterable["Disagreement"], names: Mapping[str, str]) -> Path:
    """Write the table of what is to be decided, words of both sides included, its last column empty."""
    from toolkit.cli.merging import told_by
    from toolkit.formats.table_writers import Printed, write_csv
    from toolkit.model.disagreements import spoken_kind

    headings = (
        said(KEY),
        _("disagreement"),
        _("fields"),
        _("by, here"),
        _("by, there"),
        _("both sides"),
        _("choices"),
    )
    rows = [
        (
            one.key,
            spoken_kind(one.kind),
            ", ".join(one.fields),
            told_by(one.mine.coder, one.mine.at, names),
            told_by(one.theirs.coder, one.theirs.at, names),
            one.show(),
            " / ".join(WORDS[choice][0] for choice in one.choices),
            "",
        )
        for one in conflicts
    ]
    return write_csv(path, Printed("", (*headings, said(DECISION)), tuple(rows)))


def read_decisions(path: Path) -> dict[str, str]:
    """Return the decisions of a filled table by key; a line without decision is left to be decided.

    Raises ``FaultyFile`` with the number of each line that cannot be understood.
    """
    from toolkit.formats.sheets import read_table
    from toolkit.model.text import fold

    sheet = read_table(path)
    named = {fold(name): name for name in sheet.columns}
    columns = []
    for wanted in (KEY, DECISION):
        name = named.get(fold(said(wanted))) or named.get(wanted)
        if name is None:
            raise FaultyFile(path, [_("the column “{column}” is missing", column=said(wanted))])
        columns.append(sheet.column(name))
    choices = {fold(word): choice for choice, words in WORDS.items() for word in words}
    decided: dict[str, str] = {}
    faults = []
    for line, key, written in zip(sheet.lines, *columns, strict=True):
        if not written:
            continue
        choice = choices.get(fold(written))
        if choice is None:
            allowed = ", ".join(words[0] for words in WORDS.values())
            faults.append(_("line {line}: the decision is not one of: {allowed}", line=line, allowed=allowed))
        elif ":" not in key:
            faults.append(_("line {line}: the key is missing", line=line))
        elif decided.setdefault(key, choice) != choice:
            faults.append(_("line {line}: {key} is already decided otherwise", line=line, key=key))
    if faults:
        raise FaultyFile(path, faults)
    return decided

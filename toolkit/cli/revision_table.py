"""The table by which a person decides what becomes of the passages that a new text changed: written, filled, read.

The decision is in its own column; to mark other words, they are written in place of the new passage. The table knows
of which revision it speaks: when the study, or the new text, changed since, it is refused.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import FaultyFile, Refused
from toolkit.i18n import N_, _, said

if TYPE_CHECKING:
    from toolkit.transcripts.placing import Place
    from toolkit.transcripts.revisions import Decision, Revision, ToReview

KEY, DECISION, NEW, REVISION = N_("key"), N_("decision"), N_("new passage"), N_("revision")
WORDS: dict[str, tuple[str, ...]] = {
    "keep": ("garder", "gardé", "keep"),
    "later": ("plus tard", "à revoir", "later"),
    "drop": ("enlever", "supprimer", "drop"),
    "renew": ("renouveler", "nouveaux mots", "renew"),
}
"""What a person may write in the column of decisions; the first is what is proposed."""


def word_of(decision: "Decision | Place") -> str:
    """Return a decision as it is written."""
    return WORDS[decision][0] if isinstance(decision, str) else WORDS["keep"][0]


def write_revision(path: Path, revision: "Revision") -> Path:
    """Write the table of what is to review, words included, its decisions filled with what is proposed."""
    from toolkit.cli.revising import turn_name
    from toolkit.formats.table_writers import Printed, write_csv, write_xlsx
    from toolkit.transcripts.placing import WHYS

    headings = (
        said(KEY),
        _("why"),
        _("code"),
        _("coded by"),
        _("turn before"),
        _("former passage"),
        _("turn after"),
        said(NEW),
        said(DECISION),
        _("choices"),
        said(REVISION),
    )
    rows = tuple(
        (
            key,
            said(WHYS[item.why]),
            item.code or _("chosen extract"),
            item.coder,
            turn_name(item.old.turn),
            item.old.words,
            turn_name(item.new.turn),
            item.new.words,
            word_of(item.decision),
            " / ".join(WORDS[choice][0] for choice in item.choices),
            revision.digest,
        )
        for key, item in revision.keyed.items()
    )
    write = write_xlsx if path.suffix.lower() == ".xlsx" else write_csv
    return write(path, Printed("", headings, rows))


def read_revision(path: Path, revision: "Revision") -> "dict[str, Decision | Place]":
    """Return the decisions of a filled table by key; a line without decision keeps what is proposed.

    Raises ``Refused`` when the table speaks of another revision, ``FaultyFile`` with each line not understood.
    """
    from toolkit.formats.sheets import read_table
    from toolkit.model.text import fold

    sheet = read_table(path)
    named = {fold(name): name for name in sheet.columns}
    columns: dict[str, tuple[str, ...]] = {}
    for wanted in (KEY, DECISION, NEW, REVISION):
        name = named.get(fold(said(wanted))) or named.get(wanted)
        if name is None:
            raise FaultyFile(path, [_("the column “{column}” is missing", column=said(wanted))])
        columns[wanted] = sheet.column(name)
    if {digest for digest in columns[REVISION] if digest} - {revision.digest}:
        raise Refused(
            _("{path} was written for another state of the study, or for another text.", path=path),
            _("Write the table again with --table, and copy your decisions there; nothing was changed."),
        )
    choices = {fold(word): choice for choice, words in WORDS.items() for word in words}
    decided: dict[str, Decision | Place] = {}
    faults: list[str] = []
    for line, key, written, words in zip(sheet.lines, columns[KEY], columns[DECISION], columns[NEW], strict=True):
        item = revision.keyed.get(key)
        if item is None:
            faults.append(_("line {line}: {key} is not a passage to review", line=line, key=key or "?"))
            continue
        choice = choices.get(fold(written), "") if written else ""
        if written and choice not in item.choices:
            allowed = ", ".join(WORDS[one][0] for one in item.choices)
            faults.append(_("line {line}: the decision is not one of: {allowed}", line=line, allowed=allowed))
        elif item.kind == "quote" or choice in ("drop", "later") or _same(words, item.new.words):
            if choice:
                decided[key] = choice  # type: ignore[assignment]
        elif (place := _place(revision, item, words)) is None:
            faults.append(_("line {line}: these words are not in the new text", line=line))
        else:
            decided[key] = place
    if faults:
        raise FaultyFile(path, faults)
    return decided


def _same(written: str, words: str) -> bool:
    """Tell whether a cell holds the words that were written there, whatever a spreadsheet did to their blanks."""
    from toolkit.formats.table_writers import defused

    return written.split() in (words.split(), defused(words).split())


def _place(revision: "Revision", item: "ToReview", written: str) -> "Place | None":
    """Return where the words that a person wrote stand in the new text, nearest to where the passage was put."""
    words = written.split()
    if not words:
        return None
    text = revision.after.text
    loose = r"\s+".join(re.sub(r"['’]", "['’]", re.escape(word)) for word in words)
    for flags in (re.NOFLAG, re.IGNORECASE):
        if found := [match.span() for match in re.finditer(loose, text, flags)]:
            return min(found, key=lambda place: (abs(place[0] - item.start), place))
    return None

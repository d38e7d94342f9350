"""The codebook from a table (one row a code, headings in French or English, parents by id or by label), from
Markdown, from Word, from the REFI-QDA file of another tool."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from toolkit.errors import FaultyFile, InvalidValue
from toolkit.formats.cells import find_column, heading, listed, shown_headings
from toolkit.formats.codebook_text import entries_in, rows_of
from toolkit.formats.sheets import Sheet, read_table
from toolkit.i18n import _, n_
from toolkit.model import Code, Codebook, fold, slug
from toolkit.model.codes import CodeOrigin

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "id": listed("id, identifiant, code id, id code, cle, key"),
    "label": listed("""
        label, libelle, nom du code, nom, name, intitule, code label, code name, codename, code, theme, etiquette,
        tag
    """),
    "parent": listed("""
        parent, code parent, parent id, id parent, parent code, categorie, category, famille, theme parent,
        code superieur
    """),
    "short_definition": listed("short definition, definition courte, definition breve, resume, brief definition"),
    "definition": listed("""
        definition, full definition, definition complete, definition longue, description, sens, memo, code memo,
        memo du code
    """),
    "when_to_use": listed("""
        when to use, when to use it, quand utiliser, quand l utiliser, inclusion, criteres d inclusion, utiliser si,
        use when
    """),
    "when_not_to_use": listed("""
        when not to use, when not to use it, quand ne pas utiliser, quand ne pas l utiliser, exclusion,
        criteres d exclusion, ne pas utiliser si, do not use when
    """),
    "example": listed("example, exemple, exemples, examples, extrait type, verbatim"),
    "origin": listed("origin, origine"),
    "reference": listed("reference, references, source, sources"),
    "questions": listed("questions, question, questions du guide, guide questions, questions of the guide"),
    "polarity": listed("polarity, polarite, signe"),
    "exclusive_group": listed("exclusive group, groupe exclusif, groupe d exclusion"),
    "color": listed("color, colour, couleur"),
}
LEVELS: Final = (
    ("theme", "sous theme", "code"),
    ("theme", "sous theme", "sous sous theme"),
    ("categorie", "sous categorie", "code"),
    ("niveau 1", "niveau 2", "niveau 3"),
    ("level 1", "level 2", "level 3"),
    ("theme", "subtheme", "code"),
    ("theme", "sub theme", "code"),
    ("category", "subcategory", "code"),
    ("theme", "code"),
    ("categorie", "code"),
    ("category", "code"),
    ("famille", "code"),
    ("theme", "label"),
    ("theme", "libelle"),
    ("theme", "intitule"),
)
_SAID: Final[dict[CodeOrigin, tuple[str, ...]]] = {
    "literature": listed("litterature, literature, theorie, theorique, deductif"),
    "guide": listed("guide, grille d entretien"),
    "induction": listed("induction, inductif, terrain, emergent"),
    "in vivo": listed("in vivo, invivo"),
    "participant": listed("participant, participants, enquete"),
}
ORIGINS: Final = {word: origin for origin, words in _SAID.items() for word in words}
POLARITIES: Final[dict[str, Literal["", "+", "-"]]] = {
    "+": "+",
    "-": "-",
    "−": "-",
    "positif": "+",
    "negatif": "-",
    "positive": "+",
    "negative": "-",
    "": "",
}


@dataclass(frozen=True, slots=True, repr=False)
class CodeSheet:
    """The codes of a table, in its order, and what was repaired.

    ``told`` are the fields of a code that the file says: of the others, it knows nothing.
    """

    codes: tuple[Code, ...]
    warnings: tuple[str, ...] = ()
    told: frozenset[str] = frozenset(FIELDS)

    @property
    def book(self) -> Codebook:
        """The codes as a tree."""
        return Codebook(self.codes)

    def __repr__(self) -> str:
        return f"<CodeSheet: {len(self.codes)} codes, {len(self.warnings)} warnings>"


def read_codebook(path: str | Path) -> CodeSheet:
    """Read a codebook: CSV, spreadsheet, Markdown or docx as Carnet writes them, ``.qdc`` (REFI-QDA).

    Raises ``FaultyFile`` listing every fault: no label, an id twice, a parent that is not there, a circle.
    """
    ending = Path(path).suffix.lower()
    if ending == ".qdc":
        from toolkit.formats.codebook_qdc import entries_of_qdc

        # One description for all that a code means: it defines a new code, it says nothing against a known one.
        return _made(path, entries_of_qdc(path), [], told=("label", "parent", "color"))
    if ending not in (".md", ".docx"):
        return codes_of(read_table(path))
    entries, unknown = rows_of(entries_in(path), FIELDS)
    if not entries:
        raise FaultyFile(path, [_("no heading of it is a code: a codebook is written by “carnet codebook export”")])
    return _made(path, entries, _left_out(unknown))


def codes_of(sheet: Sheet) -> CodeSheet:
    """Make codes of a sheet that is already read (see ``read_codebook``)."""
    columns = {field: find_column(sheet.columns, words) for field, words in FIELDS.items()}
    cited = columns["reference"]
    if cited is not None and (held := [cell for cell in sheet.column(cited) if cell.strip()]):
        # NVivo calls « References » how many passages a code has.
        columns["reference"] = None if all(cell.strip().isdigit() for cell in held) else cited
    warnings = list(sheet.warnings)
    levels = _levels(sheet.columns) if columns["parent"] is None else []
    if columns["id"] is not None and columns["label"] is None:
        columns["label"] = columns["id"]
    # « code ; libellé ; … »: the code is then the id, unless one column says so better.
    if columns["id"] is None and not levels:
        code = find_column(sheet.columns, ("code",))
        if code is not None and code != columns["label"]:
            columns["id"] = code
    if columns["label"] is None:
        shown = shown_headings(sheet.columns)
        raise FaultyFile(
            sheet.path,
            [_("no column names the codes: add one called “label” (the columns are {columns})", columns=shown)],
        )
    rows = [dict(zip(sheet.columns, cells, strict=True)) for cells in sheet.rows]
    entries = _from_levels(rows, sheet.lines, levels, columns) if levels else _flat(rows, sheet.lines, columns)
    unknown = [name for name in sheet.columns if name not in columns.values() and name not in levels]
    told = [field for field, column in columns.items() if column is not None]
    # « Thème > code » in one cell, and columns of levels, say the parents too.
    parents = ["parent"] if levels or any("above" in entry or entry["parent"] for entry in entries) else []
    return _made(sheet.path, entries, [*warnings, *_left_out(unknown)], told=(*told, *parents))


def _made(
    path: str | Path, entries: list[dict[str, Any]], warnings: list[str], told: Iterable[str] = FIELDS
) -> CodeSheet:
    """Make codes of what a reader found; raise ``FaultyFile`` with every fault."""
    faults: list[str] = []
    _name(entries, faults)
    _link(entries, faults)
    codes = [made for entry in entries if (made := _code(entry, faults, warnings)) is not None]
    if not faults:
        try:
            Codebook(codes)
        except InvalidValue as error:
            faults.append(error.message.rstrip("."))
    if faults:
        raise FaultyFile(path, faults)
    return CodeSheet(tuple(codes), tuple(warnings), frozenset(told))


def _left_out(unknown: Sequence[str]) -> list[str]:
    if not unknown:
        return []
    return [
        n_(
            "The column {names} is not one of a codebook: it was left out.",
            "The columns {names} are not those of a codebook: they were left out.",
            len(unknown),
            names=", ".join(f"“{name}”" for name in unknown),
        )
    ]


def _levels(columns: Sequence[str]) -> list[str]:
    """Return the columns that hold one level of the tree each, from the top; empty when there are fewer than two."""
    by_heading = {heading(column): column for column in columns}
    for names in LEVELS:
        found = [by_heading[name] for name in names if name in by_heading]
        if len(found) >= 2 and names[0] in by_heading:
            # « thème ; code ; libellé »: the code is an id, the label is the second level.
            label = find_column(columns, ("libelle", "label", "intitule", "nom du code"))
            return [found[0], label] if label else found
    return []


def _flat(rows: list[dict[str, str]], lines: Sequence[int], columns: dict[str, str | None]) -> list[dict[str, Any]]:
    entries = []
    for row, line in zip(rows, lines, strict=True):
        entry: dict[str, Any] = {field: row[column] if column else "" for field, column in columns.items()}
        entry["line"] = line
        # « Thème > sous-thème > code » in one cell; where a column says the parents, it is only a label.
        path = [part.strip() for part in re.split(r"\s+>+\s+|::", entry["label"]) if part.strip()]
        if len(path) > 1 and columns["parent"] is None:
            entry["label"], entry["parent"] = path[-1], path[-2]
        entries.append(entry)
    return entries


def _from_levels(
    rows: list[dict[str, str]], lines: Sequence[int], levels: list[str], columns: dict[str, str | None]
) -> list[dict[str, Any]]:
    """Read a tree typed in columns: an empty cell repeats the one above it."""
    entries: list[dict[str, Any]] = []
    made: dict[tuple[str, ...], dict[str, Any]] = {}
    path: list[str] = []
    for row, line in zip(rows, lines, strict=True):
        cells = [row[level] for level in levels]
        first = next((rank for rank, cell in enumerate(cells) if cell), None)
        if first is None:
            continue
        path = path[:first] + [cell for cell in cells[first:] if cell]
        for depth in range(1, len(path) + 1):
            key = tuple(fold(part) for part in path[:depth])
            if key not in made:
                above = made.get(key[:-1])
                made[key] = dict.fromkeys(columns, "") | {
                    "label": path[depth - 1],
                    "line": line,
                    "above": above,
                }
                entries.append(made[key])
        deepest = made[tuple(fold(part) for part in path)]
        for field, column in columns.items():
            if column and column not in levels and row[column] and field not in ("label", "parent"):
                deepest[field] = row[column]
    return entries


def _name(entries: list[dict[str, Any]], faults: list[str]) -> None:
    """Give each entry its id: the one typed, or one made from the label."""
    taken: dict[str, int] = {}
    for entry in entries:
        typed_id = entry["id"].strip()
        if not entry["label"] and not typed_id:
            faults.append(_("line {line}: a code without label", line=entry["line"]))
            continue
        entry["label"] = entry["label"] or typed_id
        base = re.sub(r"[^\w.:/-]+", "-", typed_id).strip("-_")[:80] if typed_id else slug(entry["label"])
        if not base:
            base = f"code-{entry['line']}"
        id = base
        if id in taken and typed_id:
            faults.append(
                _("line {line}: “{id}” is already on line {first}", line=entry["line"], id=typed_id, first=taken[id])
            )
            continue
        if id in taken and not entry.get("above") and not entry["parent"]:
            faults.append(
                _(
                    "line {line}: “{id}” is already on line {first}",
                    line=entry["line"],
                    id=entry["label"],
                    first=taken[id],
                )
            )
            continue
        n = 2
        while id in taken:
            id, n = f"{base}.{n}", n + 1
        taken[id] = entry["line"]
        entry["given"] = id


def _link(entries: list[dict[str, Any]], faults: list[str]) -> None:
    """Find the parent of each entry, by id first, then by label."""
    by_id = {fold(entry["id"]): entry for entry in entries if entry["id"] and "given" in entry}
    by_label: dict[str, dict[str, Any]] = {}
    for entry in entries:
        if "given" in entry:
            by_label.setdefault(fold(entry["label"]), entry)
            by_id.setdefault(fold(entry["given"]), entry)
    for entry in entries:
        parent = entry["parent"].strip()
        above: dict[str, Any] | None = entry.get("above") or (
            by_id.get(fold(parent)) or by_label.get(fold(parent)) if parent else None
        )
        if parent and above is None:
            faults.append(
                _("line {line}: the parent “{parent}” is not in the table", line=entry["line"], parent=parent)
            )
        if above is entry:
            faults.append(_("line {line}: a code cannot be its own parent", line=entry["line"]))
            above = None
        entry["parent_id"] = above.get("given") if above else None


def _code(entry: dict[str, Any], faults: list[str], warnings: list[str]) -> Code | None:
    if "given" not in entry:
        return None
    origin: CodeOrigin = ORIGINS.get(heading(entry["origin"]), "")
    if entry["origin"] and not origin:
        warnings.append(
            _(
                "Line {line}: the origin “{value}” is not known and was left out.",
                line=entry["line"],
                value=entry["origin"],
            )
        )
    polarity = POLARITIES.get(fold(entry["polarity"].strip()))
    if polarity is None:
        warnings.append(
            _(
                "Line {line}: the polarity “{value}” is not known and was left out.",
                line=entry["line"],
                value=entry["polarity"],
            )
        )
    color = entry["color"].strip().lower()
    color = "#" + "".join(char * 2 for char in color[1:]) if re.fullmatch(r"#[0-9a-f]{3}", color) else color
    try:
        return Code(
            entry["given"],
            entry["label"],
            entry.get("parent_id"),
            entry["short_definition"],
            entry["definition"],
            entry["when_to_use"],
            entry["when_not_to_use"],
            entry["example"],
            origin,
            entry["reference"],
            tuple(part for part in re.split(r"[\s,;]+", entry["questions"]) if part),
            polarity or "",
            entry["exclusive_group"],
            color,
        )
    except InvalidValue as error:
        faults.append(_("line {line}: {fault}", line=entry["line"], fault=error.message.rstrip(".")))
        return None

"""The people of a study from a table: ids, consents, typed traits; every repair is said, every fault listed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from toolkit.errors import FaultyFile, InvalidValue
from toolkit.formats.cells import answer, find_column, heading, iso_date, listed, shown_headings, typed
from toolkit.formats.matching import Matches, match_names, tokens
from toolkit.formats.sheets import Sheet, read_table
from toolkit.i18n import _, n_
from toolkit.model import Case, Consent, Participant
from toolkit.model.ids import checked_id
from toolkit.model.people import Scope

IDS: Final = listed("""
    participant, participante, id participant, participant id, identifiant, id, code participant, code
    enquete, code, enquete, enquetee, enquete e, pseudonyme, pseudo, personne, interviewe, interviewee,
    interviewe e, repondant, repondante, nom fichier, nom du fichier, nom de fichier, fichier, file,
    filename, file name, transcript, transcription, entretien, interview, numero entretien, n entretien,
    ref, reference, numero, num, n, no, index
""")
COUNTERS: Final = frozenset({"index", "n", "no", "num", "numero"})
NAMES: Final = frozenset(
    listed("""
    nom, prenom, nom prenom, prenom nom, nom et prenom, prenom et nom, nom de famille, nom complet, name,
    first name, last name, surname, full name, email, e mail, mail, courriel, adresse mail, adresse,
    address, telephone, tel, portable, phone, mobile, date de naissance, vrai nom, contact
""")
)
CASES: Final = ("case", "cas", "terrain", "territoire", "id cas")
SCOPES: Final[tuple[tuple[str, tuple[Scope, ...]], ...]] = (
    (r"enregistr|recording", ("recording",)),
    (r"cit(?:er|ation|e)|verbatim|extrait|quot", ("quoting",)),
    (r"partag|diffus|sharing|restitution", ("sharing",)),
    (r"archiv", ("archive",)),
    (r"reutilis|reuse|re use", ("reuse",)),
)
_CONSENT: Final = re.compile(r"\b(?:consentement\w*|consent|accord|autorisation\w*|autorise)\b")


@dataclass(frozen=True, slots=True, repr=False)
class People:
    """The participants of a table, the cases that it names, and what was repaired.

    ``sources`` gives, for each participant, the names of the rows it was made from; ``matches`` their files.
    """

    participants: tuple[Participant, ...]
    cases: tuple[Case, ...] = ()
    sources: tuple[tuple[str, tuple[str, ...]], ...] = ()
    matches: Matches | None = None
    warnings: tuple[str, ...] = ()

    def participant_of(self, file: str | Path) -> str | None:
        """Return the id of the participant whose row matches ``file``; None when there is none."""
        pairs = self.matches.pairs if self.matches else ()
        names = {name for name, matched in pairs if PurePath(matched).name == PurePath(file).name}
        return next((id for id, rows in self.sources if names & set(rows)), None)

    def __repr__(self) -> str:
        return f"<People: {len(self.participants)} participants, {len(self.warnings)} warnings>"


@dataclass(slots=True)
class _Row:
    line: int
    names: list[str]
    cells: dict[str, str]


def read_participants(path: str | Path, *, files: Iterable[str | Path] = ()) -> People:
    """Read the participants of a CSV or spreadsheet; with ``files``, match each row with its transcript.

    Raises ``FaultyFile`` listing every fault: no column that names people, an id twice, an id that cannot be one.
    """
    return participants_of(read_table(path), files=files)


def participants_of(sheet: Sheet, *, files: Iterable[str | Path] = ()) -> People:
    """Make participants of a sheet that is already read (see ``read_participants``)."""
    id_column = find_column(sheet.columns, IDS)
    if id_column is None:
        wanted = _(
            "no column names the participants: add one called “participant” (the columns are {columns})",
            columns=shown_headings(sheet.columns),
        )
        raise FaultyFile(sheet.path, [wanted])
    warnings = list(sheet.warnings)
    counter = next((name for name in sheet.columns if heading(name) in COUNTERS and name != id_column), None)
    rows = _merged(sheet, id_column, counter, warnings)
    ids, faults = _ids(rows, warnings)
    columns = [name for name in sheet.columns if name not in (id_column, counter)]
    names = [name for name in columns if heading(name) in NAMES and any(row.cells[name] for row in rows)]
    if names:
        warnings.append(
            n_(
                "The column {names} may hold real names: it was left out; keep it in the correspondence table.",
                "The columns {names} may hold real names: they were left out; keep them in the correspondence table.",
                len(names),
                names=", ".join(f"“{name}”" for name in names),
            )
        )
    consents = [name for name in columns if _CONSENT.search(heading(name)) and name not in names]
    case_column = find_column(columns, CASES)
    traits = [name for name in columns if heading(name) not in NAMES and name not in consents and name != case_column]
    traits = [name for name in traits if any(row.cells[name] for row in rows)]
    values = typed({name: [row.cells[name] for row in rows] for name in traits})
    people, cases = [], dict[str, Case]()
    answered = [_consents(row, consents, warnings) for row in rows]
    if any(_scopes(name) is None for name in consents) and any(answered):
        warnings.append(
            _(
                "The consent column does not say for which use: it was read as recording and quoting. "
                "Other uses stay without answer."
            )
        )
    for rank, row in enumerate(rows):
        if not ids[rank]:
            continue
        case = _clean_id(row.cells[case_column]) if case_column and row.cells[case_column] else None
        try:
            if case:
                cases.setdefault(case, Case(checked_id(case), row.cells[case_column or ""]))
            people.append(
                Participant(
                    ids[rank], case, tuple((name, values[name][rank]) for name in traits), tuple(answered[rank])
                )
            )
        except InvalidValue as error:
            faults.append(_("line {line}: {fault}", line=row.line, fault=error.message.rstrip(".")))
    if faults:
        raise FaultyFile(sheet.path, faults)
    sources = tuple((ids[rank], tuple(row.names)) for rank, row in enumerate(rows))
    files = [str(file) for file in files]
    matches = match_names([name for row in rows for name in row.names], files) if files else None
    if matches is not None:
        warnings.extend(matches.warnings)
    return People(tuple(people), tuple(cases.values()), sources, matches, tuple(warnings))


def _merged(sheet: Sheet, id_column: str, counter: str | None, warnings: list[str]) -> list[_Row]:
    """Return the rows, each continuation put together with the row above it."""
    rows: list[_Row] = []
    joined: list[int] = []
    for cells, line in zip(sheet.rows, sheet.lines, strict=True):
        row = dict(zip(sheet.columns, cells, strict=True))
        name = row[id_column]
        above = rows[-1] if rows else None
        if above is not None and (not name or _continues(row, name, above, counter, id_column)):
            if name:
                above.names.append(name)
            _put_together(above, row, {id_column, counter}, warnings)
            joined.append(line)
            continue
        rows.append(_Row(line, [name], row))
    if joined:
        warnings.append(
            n_(
                "Line {lines} goes on with the row above it: they were put together.",
                "Lines {lines} go on with the rows above them: they were put together.",
                len(joined),
                lines=", ".join(map(str, joined)),
            )
        )
    return rows


def _continues(row: dict[str, str], name: str, above: _Row, counter: str | None, id_column: str) -> bool:
    """Tell whether a row is the second part of the one above: no number of its own, one letter apart."""
    if counter is None or row[counter] or not above.cells[counter]:
        return False
    one, two = tokens(above.names[-1]), tokens(name)
    lettered = len(one) == len(two) and one[:-1] == two[:-1] and len(two[-1]) == 1 and two[-1].isalpha()
    filled = [key for key, cell in row.items() if cell and key != id_column]
    return lettered and len(filled) < sum(1 for cell in above.cells.values() if cell)


def _put_together(above: _Row, row: dict[str, str], skip: set[str | None], warnings: list[str]) -> None:
    for key, cell in row.items():
        if key in skip or not cell:
            continue
        held = above.cells[key]
        if not held:
            above.cells[key] = cell
        elif cell not in held:
            if _CONSENT.search(heading(key)):
                order = {"no": 0, "on approval": 1, None: 2, "yes": 3}
                above.cells[key] = min(held, cell, key=lambda text: order[answer(text)])
                warnings.append(
                    _(
                        "Two parts of one row answer differently under “{name}”: the more careful answer is kept.",
                        name=key,
                    )
                )
            else:
                above.cells[key] = f"{held} ; {cell}"


def _ids(rows: Sequence[_Row], warnings: list[str]) -> tuple[list[str], list[str]]:
    ids, faults, changed = [], [], []
    first: dict[str, int] = {}
    for row in rows:
        typed_id = row.names[0]
        id = _clean_id(typed_id)
        if not id:
            faults.append(_("line {line}: no identifier", line=row.line))
        elif id.casefold() in first:
            faults.append(
                _(
                    "line {line}: “{id}” is already on line {first}",
                    line=row.line,
                    id=typed_id,
                    first=first[id.casefold()],
                )
            )
        else:
            first[id.casefold()] = row.line
        if id and id != typed_id:
            changed.append(f"“{typed_id}” → “{id}”")
        ids.append(id)
    if changed:
        warnings.append(
            n_(
                "{n} identifier was rewritten without spaces: {shown}.",
                "{n} identifiers were rewritten without spaces: {shown}.",
                len(changed),
                shown=", ".join(changed[:5]) + ("…" if len(changed) > 5 else ""),
            )
        )
    return ids, faults


def _clean_id(text: str) -> str:
    """Return what a cell gives as an id: ``Entretien 3 (bis)`` → ``Entretien_3_bis``."""
    return re.sub(r"[^\w.:/-]+", "_", text.strip()).strip("_")[:80]


def _scopes(name: str) -> tuple[Scope, ...] | None:
    found = [scope for pattern, scopes in SCOPES if re.search(pattern, heading(name)) for scope in scopes]
    return tuple(found) or None


def _consents(row: _Row, columns: Sequence[str], warnings: list[str]) -> list[Consent]:
    found: list[Consent] = []
    for name in columns:
        cell = row.cells[name]
        said = answer(cell)
        if cell and said is None:
            warnings.append(
                _(
                    "Line {line}, “{name}”: no sure answer; it stays without answer and nothing will leave.",
                    line=row.line,
                    name=name,
                )
            )
        if said is not None:
            date = iso_date(cell)
            found.extend(Consent(scope, said, date, cell) for scope in _scopes(name) or ("recording", "quoting"))
    return found

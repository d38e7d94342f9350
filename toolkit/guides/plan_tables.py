"""Guides laid out as tables: columns of themes, questions, probes, told by their headings or by what they hold."""

import re
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from toolkit.guides.head import length
from toolkit.guides.outline import PROBES_LABEL, Part
from toolkit.model import fold

if TYPE_CHECKING:
    from toolkit.guides.plan import View

_CODE: Final = r"[A-Z]{1,2}\d{1,3}"
_ROLES: Final = (
    ("theme", r"(?:grands? )?themes?|axes?|dimensions?|rubriques?|thematiques?|objets?|parties?|topics?"),
    ("under", r"sous-themes?|sous-dimensions?|sous-rubriques?|subtopics?"),
    ("covers", r"qr|questions? de recherche|hypotheses?"),
    ("question", r"questions?(?: (?:principales?|posees?|ouvertes?|de depart|d'entretien))?|consignes?"),
    (
        "probe",
        r"(?:exemples? de )?relances?.*|sous-questions?.*|questions? (?:de relance|complementaires|secondaires)"
        r"|probes?",
    ),
    (
        "aim",
        r"objectifs?.*|buts?|(?:informations?|elements?) (?:recherches?|recherchees?|attendus?|attendues?)|ce que .*"
        r"|indicateurs?|aims?",
    ),
    ("minutes", r"durees?.*|temps.*|minutes?|timing"),
    ("why", r"a quoi (?:il|elle|ca) sert|pourquoi|justification|needed for|why"),
    ("number", r"n°|no|numeros?|#|id"),
)
_NUMBERS: Final = re.compile(_ROLES[-1][1])


@dataclass(slots=True)
class Table:
    """The rows of a table: for each, the lines of each column."""

    rows: list[dict[int, list["View"]]]
    across: list[bool]
    roles: dict[int, str] = field(default_factory=dict)
    start: int = 0
    research: bool = False

    @property
    def themed(self) -> bool:
        """Whether a column, or rows of their own, give the themes."""
        return bool(self.roles) and ("theme" in self.roles.values() or any(self.across[self.start :]))

    def fill(self, maker: Any) -> None:
        """Add what the table says to a plan."""
        if self.research:
            self._research(maker)
            return
        if not self.roles:
            for row in self.rows:
                self._unread(row, maker)
            return
        for number, (row, across) in enumerate(zip(self.rows, self.across, strict=True)):
            if across:
                self._across(row, maker)
            elif number >= self.start:
                self._row(row, maker)
            else:  # the names of the columns: those that are known say nothing more
                for column, views in row.items():
                    if self.roles.get(column, "other") == "other":
                        self._leave(views, maker)

    def _research(self, maker: Any) -> None:
        """Read a table of the research questions: their numbers, their words; the rest stands aside."""
        for row in self.rows[self.start :]:
            cells = {self.roles.get(column, "other"): views for column, views in row.items()}
            number = " ".join(one.text for one in cells.get("number", ()))
            maker.research(" ".join(one.text for one in cells.get("covers", ())), number)
            for role, views in cells.items():
                if role not in ("number", "covers"):
                    self._leave(views, maker)

    def _across(self, row: dict[int, list["View"]], maker: Any) -> None:
        views = [one for cell in row.values() for one in cell]
        if len(views) == 1 and not views[0].asks and len(views[0].text) < 150:
            maker.open(views[0].text, views[0].line.place, 2)
            return
        for one in views:
            maker.take(one)

    def _row(self, row: dict[int, list["View"]], maker: Any) -> None:
        cells: dict[str, list[View]] = {}
        for column in sorted(row):
            cells.setdefault(self.roles.get(column, "other"), []).extend(row[column])
        for role, level in (("theme", 2), ("under", 3)):
            if views := cells.get(role):
                maker.open(" ".join(one.text for one in views), views[0].line.place, level)
        for one in cells.get("aim", ()):
            maker.leave(one.text, one.line.place)
        for one in cells.get("minutes", ()):
            minutes = length(one.text.strip("' ’.").replace("’", "").strip())
            if minutes is not None and maker.part.minutes is None and not maker.part.questions:
                maker.part.minutes = minutes
            else:
                maker.leave(one.text, one.line.place)
        self._asked(cells, maker)
        for role in ("covers", "other"):
            self._leave(cells.get(role, ()), maker)

    def _asked(self, cells: dict[str, list["View"]], maker: Any) -> None:
        maker.last = None
        number = " ".join(one.text for one in (*cells.get("number", ()), *cells.get("code", ())))
        asked = list(cells.get("question", ()))
        if "code" in self.roles.values() and not number and maker.part.questions:
            for one in asked:
                maker.probe(one.said, one.line.place)
            asked = []
        why = " ".join(one.text for one in cells.get("why", ()))
        if asked and why:
            last = asked[-1]
            asked[-1] = replace(last, text=f"{last.text} — pourquoi : {why}", said=f"{last.said} — pourquoi : {why}")
        if asked and re.fullmatch(_CODE, number):
            asked[0] = replace(asked[0], text=f"{number}. {asked[0].said}", coded=True)
        for one in asked:
            label = maker.last is not None and PROBES_LABEL.fullmatch(one.text)
            if not label and (maker.last is None or one.asks or one.listed or one.levels):
                self._one(one, maker)
            else:
                maker.take(one)
        for one in cells.get("probe", ()):
            if PROBES_LABEL.fullmatch(one.text) and maker.part.questions:
                continue
            if maker.part.questions:
                maker.probe(one.said, one.line.place)
            else:
                maker.leave(one.text, one.line.place)
        maker.last = None

    def _one(self, one: "View", maker: Any) -> None:
        from toolkit.guides.plan import deeper

        if maker.last is not None and deeper(maker.last, one) and not one.coded:
            maker.probe(one.said, one.line.place)
        else:
            maker.ask(one)

    def _leave(self, views: Any, maker: Any) -> None:
        maker.part.asides += [(one.line.place, one.text) for one in views]

    def _unread(self, row: dict[int, list["View"]], maker: Any) -> None:
        """A row that is no row of a guide: an item of the *talon* where one is, else a note."""
        from toolkit.guides.ordinary import section_of
        from toolkit.guides.plan import View

        views = [one for column in sorted(row) for one in row[column]]
        if not views:
            return
        if section_of(Part(maker.part.heading, 0, 2)) == "items" and maker.part.level > 1:
            said = " : ".join(one.text.rstrip(" :") for one in views)
            maker.take(View(views[0].line, said, said))
        elif len(row) == 1:
            for one in views:
                maker.take(one)
        else:
            maker.leave(" | ".join(one.text for one in views), views[0].line.place)


def tables_in(views: list["View"]) -> list[Any]:
    """Return the lines of a document in order, those of each table put together."""
    steps: list[Any] = []
    for number, several in groupby(views, key=lambda one: one.line.cell[0] if one.line.cell else 0):
        if number:
            steps.append(_table(list(several)))
        else:
            steps += several
    return steps


def _table(views: list["View"]) -> Table:
    rows: dict[int, dict[int, list[View]]] = {}
    across: dict[int, bool] = {}
    for one in views:
        assert one.line.cell is not None
        _number, row, column = one.line.cell
        rows.setdefault(row, {}).setdefault(column, []).append(one)
        across[row] = across.get(row, True) and one.line.across
    table = Table([rows[n] for n in sorted(rows)], [across[n] for n in sorted(rows)])
    columns = sorted({column for row in table.rows for column in row})
    if len(columns) < 2:
        return table
    named = _named(table)
    if "covers" in named.values() and "question" in named.values() and not _is_said(table, named):
        table.roles, table.start, table.research = named, 1 + _first(table), True
        return table
    if named and _is_said(table, named):
        table.roles, table.start = named, 1 + _first(table)
        return table
    table.roles = _held(table, columns)
    if "code" in table.roles.values() and _is_number(table.rows[_first(table)], table.roles):
        table.start = 1 + _first(table)
        table.roles |= {column: role for column, role in named.items() if role == "why"}
    return table


def _is_number(row: dict[int, list["View"]], roles: dict[int, str]) -> bool:
    """Tell whether a row names the column of the numbers: it is the row of the headings."""
    column = next(column for column, role in roles.items() if role == "code")
    return bool(_NUMBERS.fullmatch(fold(" ".join(one.text for one in row.get(column, ()))).strip(" .:")))


def _is_said(table: Table, roles: dict[int, str]) -> bool:
    """Tell whether a column named « Questions » holds questions, not their numbers nor how many they are."""
    column = next((column for column, role in roles.items() if role == "question"), None)
    cells = [row[column] for row in table.rows[1 + _first(table) :] if column in row]
    spoken = [cell for cell in cells if any(one.asks or len(one.text.split()) > 2 for one in cell)]
    return any(any(char.islower() for one in cell for char in one.text) for cell in spoken)


def _codes(table: Table, columns: list[int]) -> int | None:
    """Return the column of numbers like A1, when there is one before others; a row without a number is a probe's."""
    for column in columns[:-1]:
        texts = [" ".join(one.text for one in row[column]) for row in table.rows if column in row]
        if len(texts) > 1 and _NUMBERS.fullmatch(fold(texts[0]).strip(" .:")):
            del texts[0]
        if texts and all(re.fullmatch(_CODE, text) and not text.startswith(("QR", "RQ")) for text in texts):
            return column
    return None


def _first(table: Table) -> int:
    """Return the rank of the first row that is cut into columns."""
    return next((number for number, across in enumerate(table.across) if not across), 0)


def _named(table: Table) -> dict[int, str]:
    """Return the role of each column by the words of the first row."""
    roles: dict[int, str] = {}
    for column, views in table.rows[_first(table)].items():
        text = fold(" ".join(one.text for one in views)).replace("’", "'").strip(" :.*")
        found = next((role for role, words in _ROLES if re.fullmatch(words, text)), None)
        if found is None and (cut := re.split(r"\s*(?:/|\bet\b|,)\s*", text))[1:]:
            found = next((role for role, words in _ROLES if re.fullmatch(words, cut[0])), None)
        roles[column] = found or "other"
    return roles if any(role != "other" for role in roles.values()) else {}


def _held(table: Table, columns: list[int]) -> dict[int, str]:
    """Return the role of each column by what it holds, {} for a table that asks nothing."""
    asking: list[int] = []
    for column in columns:
        cells = [row[column] for n, row in enumerate(table.rows) if column in row and not table.across[n]]
        if cells and 2 * sum(any(one.asks for one in cell) for cell in cells) >= len(cells):
            asking.append(column)
    coded = _codes(table, columns)
    if coded is not None:
        return {**dict.fromkeys(columns, "other"), coded: "code", columns[columns.index(coded) + 1]: "question"}
    if not asking:
        return {}
    roles = dict.fromkeys(columns, "other")
    roles[asking[0]] = "question"
    roles.update(dict.fromkeys(asking[1:], "probe"))
    before = [column for column in columns if column < asking[0]]
    if before:
        texts = [" ".join(one.text for one in row[before[-1]]) for row in table.rows if before[-1] in row]
        numbers = all(re.fullmatch(r"[A-Za-z]{0,2}\d{0,3}(?:\.\d+)?[.)]?", text) for text in texts)
        roles[before[-1]] = "number" if numbers else "theme"
        if len(before) > 1 and not numbers:
            roles[before[0]], roles[before[-1]] = "theme", "under"
        elif len(before) > 1:
            roles[before[0]] = "theme"
    return roles

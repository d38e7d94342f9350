"""The table of names that a person reviews in a spreadsheet: one row a form, decided, replaced or rejected.

In the column « décision »: « accepté » (replaced wherever it is, whatever its capitals and accents), « tel quel »
(replaced only as typed: for Rose and the rose), « rejeté » (left alone; say why in « motif »). « personne » links
the forms of one person, « niveau » says how near a place is told. Headings are read in French and in English, in any
order, with other columns beside. It holds real names: its place is the coffre.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from toolkit.errors import FaultyFile, InvalidValue
from toolkit.i18n import N_, _, said
from toolkit.model.text import clean_text, fold
from toolkit.transcripts.contexts import Contexts
from toolkit.transcripts.decision_checks import check_decisions
from toolkit.transcripts.forms import NAME_TYPES, Candidate, Decision, NameDecision, form_key, pieces
from toolkit.transcripts.ordinary import is_word

COLUMNS: Final = (
    "document",
    "form",
    "type",
    "count",
    "decision",
    "replacement",
    "reason",
    "personne",
    "niveau",
    "contexte",
)
"""The headings of the CSV, the same on every computer: programs read it too."""
_SPOKEN: Final = (
    N_("document"),
    N_("form"),
    N_("type"),
    N_("count"),
    N_("decision"),
    N_("replacement"),
    N_("reason"),
    N_("person"),
    N_("level"),
    N_("context"),
)
_HEADINGS: Final[Mapping[str, str]] = {
    **{name: name for name in _SPOKEN},
    "forme": "form",
    "nombre": "count",
    "remplacement": "replacement",
    "motif": "reason",
    "raison": "reason",
    "personne": "person",
    "niveau": "level",
    "contexte": "context",
    "contextes": "context",
    "contexts": "context",
    "documents": "document",
}
_SAID: Final[Mapping[Decision, str]] = {
    "accepted": "accepte acceptee accepted accept oui o yes y x 1 vrai true",
    "as typed": "tel_quel telle_quelle as_typed exact",
    "rejected": "rejete rejetee rejected reject refuse refusee non n no 0 faux false",
    "undecided": "a_decider undecided ?",
}
_WORDS: Final[Mapping[str, Decision]] = {
    "": "undecided",
    **{word.replace("_", " "): decision for decision, words in _SAID.items() for word in words.split()},
}
DECIDED: Final[Mapping[Decision, str]] = {
    "accepted": "accepté",
    "as typed": "tel quel",
    "rejected": "rejeté",
    "undecided": "",
}
"""What is written in the column of decisions."""
_TYPES: Final[Mapping[str, str]] = {
    **{type.lower(): type for type in NAME_TYPES},
    "personne": "PERSON",
    "lieu": "PLACE",
    "structure": "ORG",
    "organisation": "ORG",
    "telephone": "PHONE",
    "courriel": "EMAIL",
    "adresse": "ADDRESS",
    "numero": "ID",
}
_ONLY: Final = re.compile(r"(?:seulement|only)\s+", re.IGNORECASE)
_RISKY: Final = re.compile(r"'*[=+\-@\t\r]")
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r]")


def table_rows(
    candidates: Mapping[str, Sequence[Candidate]],
    decisions: Iterable[NameDecision],
    contexts: Contexts | None = None,
) -> list[tuple[str | int, ...]]:
    """Return the rows of a table, in the order of ``COLUMNS``: the forms most often said come first in their type."""
    counts: dict[tuple[str, ...], dict[str, int]] = {}
    for document, found in candidates.items():
        for candidate in found:
            held = counts.setdefault(form_key(candidate.form), {})
            held[document] = held.get(document, 0) + 1
    rows: list[tuple[str | int, ...]] = []
    order: list[tuple[int, int, str, int]] = []
    for rank, one in enumerate(_linked(list(decisions))):
        key = form_key(one.form)
        held = counts.get(key, {})
        reason = one.reason
        if one.decision == "undecided" and not reason and is_homograph(one.form, one.type):
            reason = _("also an ordinary word: “tel quel” replaces it with its capital only")
        documents = _("only {documents}", documents=_joined(one.documents)) if one.documents else _joined(held)
        seen = (contexts or {}).get(key, ())
        level = "" if one.level is None else one.level
        extract = f"{_place(seen[0].turn)}{seen[0].extract}" if seen else ""
        rows.append(
            (
                documents,
                one.form,
                one.type,
                sum(held.values()),
                DECIDED[one.decision],
                one.replacement,
                reason,
                one.person,
                level,
                extract,
            )
        )
        order.append((NAME_TYPES.index(one.type), -sum(held.values()), fold(one.form), rank))
    return [rows[rank] for *_order, rank in sorted(order)]


def table_text(
    candidates: Mapping[str, Sequence[Candidate]],
    decisions: Iterable[NameDecision],
    contexts: Contexts | None = None,
) -> str:
    """Return the table as CSV (``;``, for a French spreadsheet).

    ``candidates`` are those of each document; ``decisions`` give the proposed or decided replacement of each form;
    ``contexts`` show where it is said first.
    """
    return csv_text(COLUMNS, table_rows(candidates, decisions, contexts))


def spoken_headings() -> list[str]:
    """Return the headings of a workbook, in the language of the screen."""
    return [said(name) for name in _SPOKEN]


def context_rows(decisions: Iterable[NameDecision], contexts: Contexts) -> list[tuple[str | int, ...]]:
    """Return one row an occurrence: form, document, turn, the words before, the form as it is there, those after."""
    rows: list[tuple[str | int, ...]] = []
    shown: set[tuple[str, ...]] = set()
    for one in decisions:
        key = form_key(one.form)
        if key in shown:
            continue
        shown.add(key)
        rows += [
            (one.form, seen.document, "" if seen.turn is None else seen.turn, seen.before, seen.said, seen.after)
            for seen in contexts.get(key, ())
        ]
    return rows


def context_headings() -> list[str]:
    """Return the headings of ``context_rows``."""
    return [_("form"), _("document"), _("turn"), _("before"), _("as written"), _("after")]


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """Return a table as CSV that no spreadsheet runs as formulas; ``decisions_in`` reads its cells back exactly."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(
        [f"'{cell}" if isinstance(cell, str) and _RISKY.match(cell) else cell for cell in row] for row in rows
    )
    return buffer.getvalue()


def guarded(cell: str) -> str:
    """Return a cell as a workbook holds it: only what would be taken for a guard of ``csv_text`` gets one."""
    return f"'{cell}" if _GUARDED.match(cell) else cell


def is_homograph(form: str, type: str) -> bool:
    """Tell whether a capitalised name is, in small letters, nothing but ordinary words: « Rose », « Les Amarres »."""
    cut = [form[piece.start : piece.end] for piece in pieces(form)]
    named = type in {"PERSON", "PLACE", "ORG"} and any(word[:1].isupper() for word in cut)
    return named and all(is_word(word) for word in cut)


def undecided(decisions: Iterable[NameDecision]) -> int:
    """Return how many forms wait for a decision."""
    return sum(decision.decision == "undecided" for decision in decisions)


class Row(NamedTuple):
    """A row of a table of names: its line in the file, its decision, whether its documents are a limit for sure."""

    line: int
    decision: NameDecision
    limited: bool


def read_table(text: str, where: object = "noms.csv") -> list[NameDecision]:
    """Return the decisions of a table in CSV: see ``decisions_in``."""
    text = clean_text(text).lstrip("\n")
    first = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=first.count))
    grid: list[tuple[int, list[str]]] = []
    before = 0
    for cells in rows:
        grid.append((before + 1, cells))
        before = rows.line_num
    headings = grid[0][1] if grid else []
    return decisions_in(headings, grid[1:], where)


def decisions_in(
    headings: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    where: object,
    *,
    held: Sequence[NameDecision] = (),
    bare: bool = False,
) -> list[NameDecision]:
    """Return the decisions of a table; raise ``FaultyFile`` with every faulty line at once (never a name in it).

    ``rows`` are the cells with their line in the file. A table without a column of decisions is a list of names to
    replace: each is accepted, « tel quel » when its form is also an ordinary word. Two rows about one form that
    disagree must be about different documents. ``held`` are decisions taken before of other forms, in the coffre.
    ``bare`` says that the guards against formulas were taken off already.
    """
    columns = [_HEADINGS.get(fold(" ".join(name.split()).strip('"')), "") for name in headings]
    if not {"form", "replacement"} <= set(columns):
        raise FaultyFile(
            where,
            [_("the first line must name the columns: {columns}", columns=";".join(COLUMNS))],
        )
    faults: list[str] = []
    kept: list[Row] = []
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        row: dict[str, str] = {}
        for name, cell in zip(columns, cells, strict=False):
            if name:
                said = cell.strip(" \xa0")
                row.setdefault(name, said if bare else _unguarded(said))
        try:
            kept.append(_row(line, row))
        except InvalidValue as error:
            faults.append(_("line {line}: {fault}", line=line, fault=error.message))
    agreed = _agreed(kept, faults)
    decisions = [row.decision for row in agreed]
    known = {form_key(one.form) for one in decisions}
    others = [one for one in held if form_key(one.form) not in known]
    lines: list[int | str] = [*(row.line for row in agreed), *[_("a decision kept in the coffre")] * len(others)]
    clashes = check_decisions([*decisions, *others])
    faults += [clash.sentence(lines.__getitem__) for clash in clashes]
    if faults:
        raise FaultyFile(where, faults)
    return decisions


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def _row(line: int, row: Mapping[str, str]) -> Row:
    said_type = row.get("type", "")
    type = _TYPES.get(fold(said_type), "") if said_type else "PERSON"
    form, replacement = row.get("form", ""), row.get("replacement", "")
    if not type:
        raise InvalidValue(_("“{type}” is not a type of name ({types})", type=said_type, types=" ".join(NAME_TYPES)))
    if type == "PHONE" and form.isdigit() and len(form) == 9:
        # A spreadsheet took the telephone for a number and ate its zero.
        form = f"0{form}"
    if "decision" in row:
        words = fold(row["decision"]).strip()
        if words not in _WORDS:
            raise InvalidValue(_("“{word}” is not a decision (accepté, tel quel, rejeté)", word=row["decision"]))
        decision = _WORDS[words]
    else:
        decision = "as typed" if is_homograph(form, type) else "accepted"
    if decision in {"accepted", "as typed"} and not replacement:
        raise InvalidValue(_("an accepted form has no replacement"))
    if not pieces(form):
        raise InvalidValue(_("the form is empty"))
    level = row.get("level", "")
    if level not in {"", "0", "1", "2", "3"}:
        raise InvalidValue(_("“{level}” is not a level (0, 1, 2, 3).", level=level).rstrip("."))
    documents = row.get("document", "")
    limited = _ONLY.match(documents)
    listed = _split(documents[limited.end() :] if limited else documents)
    made = NameDecision(
        form,
        type,  # type: ignore[arg-type]
        decision,
        replacement,
        row.get("reason", ""),
        listed,
        row.get("person", ""),
        int(level) if level else None,
    )
    return Row(line, made, bool(limited))


def _joined(names: Iterable[str]) -> str:
    names = list(names)
    if any("," in name for name in names):
        return " | ".join(names) + (" |" if len(names) == 1 else "")
    return ", ".join(names)


def _split(documents: str) -> tuple[str, ...]:
    parts = documents.split("|" if "|" in documents else ",")
    return tuple(part.strip() for part in parts if part.strip())


def _place(turn: int | None) -> str:
    return "" if turn is None else _("turn {turn}: ", turn=turn)


def _linked(decisions: list[NameDecision]) -> list[NameDecision]:
    """Return the decisions where accepted people under one replacement bear one name in « personne ».

    Whoever gave them one replacement on purpose said that they are one: a table must say it too.
    """
    given: dict[str, list[int]] = {}
    for rank, one in enumerate(decisions):
        if one.accepted and one.type == "PERSON" and "[" not in one.replacement:
            given.setdefault(fold(one.replacement), []).append(rank)
    made = list(decisions)
    for ranks in given.values():
        if len({form_key(decisions[rank].form) for rank in ranks}) > 1:
            name = next((decisions[rank].person for rank in ranks if decisions[rank].person), "")
            for rank in ranks:
                if not decisions[rank].person:
                    made[rank] = replace(decisions[rank], person=name or decisions[ranks[0]].form)
    return made


def _agreed(kept: Sequence[Row], faults: list[str]) -> list[Row]:
    """Return the decisions for the whole study, limited to their documents where two rows disagree."""
    by_form: dict[tuple[str, ...], list[Row]] = {}
    for row in kept:
        # « Rose » replaced as typed and « rose » left alone do not disagree.
        one = row.decision
        key = form_key(one.form) if one.decision != "as typed" else (one.form,)
        by_form.setdefault(key, []).append(row)
    agreed: list[Row] = []
    for rows in by_form.values():
        ways = {
            (
                row.decision.accepted,
                row.decision.decision == "undecided",
                fold(row.decision.replacement) if row.decision.accepted else "",
            )
            for row in rows
        }
        if len(ways) == 1:
            agreed += [
                row if row.limited else row._replace(decision=replace(row.decision, documents=()))
                for row in _distinct(rows)
            ]
            continue
        taken: dict[str, int] = {}
        for row in rows:
            documents = row.decision.documents
            clash = [taken[name] for name in documents if name in taken] or (
                [rows[0].line] if not documents and row is not rows[0] else []
            )
            if clash:
                faults.append(
                    _("line {line} and line {other} decide otherwise of the same form", line=row.line, other=clash[0])
                )
            taken.update(dict.fromkeys(documents, row.line))
            agreed.append(row)
    return agreed


def _distinct(rows: Sequence[Row]) -> list[Row]:
    """Return one row a spelling: « Karim » and « karim » may both be listed."""
    seen: dict[object, Row] = {}
    for row in rows:
        one = row.decision
        seen.setdefault((one.form, one.decision, one.documents if row.limited else ()), row)
    return list(seen.values())

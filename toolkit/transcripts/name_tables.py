"""The table of names that a person reviews in a spreadsheet: one row a form, decided, replaced or rejected.

Columns ``document;form;type;count;decision;replacement;reason``. In ``decision``: « accepté » (replaced wherever it
is, whatever its capitals and accents), « tel quel » (replaced only as typed: for Rose and the rose), « rejeté »
(left alone; say why in ``reason``). It holds real names: its place is the coffre.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from toolkit.errors import FaultyFile, InvalidValue
from toolkit.i18n import _
from toolkit.model.text import clean_text, fold
from toolkit.transcripts.forms import NAME_TYPES, Candidate, Decision, NameDecision, form_key, pieces
from toolkit.transcripts.ordinary import is_word

COLUMNS: Final = ("document", "form", "type", "count", "decision", "replacement", "reason")
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


def table_text(candidates: Mapping[str, Sequence[Candidate]], decisions: Iterable[NameDecision]) -> str:
    """Return the table as CSV (``;``, for a French spreadsheet): the forms most often said come first in their type.

    ``candidates`` are those of each document; ``decisions`` give the proposed or decided replacement of each form.
    """
    counts: dict[tuple[str, ...], dict[str, int]] = {}
    for document, found in candidates.items():
        for candidate in found:
            held = counts.setdefault(form_key(candidate.form), {})
            held[document] = held.get(document, 0) + 1
    says: dict[Decision, str] = {
        "accepted": "accepté",
        "as typed": "tel quel",
        "rejected": "rejeté",
        "undecided": "",
    }
    rows = []
    for decision in decisions:
        held = counts.get(form_key(decision.form), {})
        documents = ", ".join(held) or ", ".join(decision.documents)
        reason = decision.reason
        if decision.decision == "undecided" and not reason and is_homograph(decision.form, decision.type):
            reason = _("also an ordinary word: “tel quel” replaces it with its capital only")
        row = (documents, decision.form, decision.type, sum(held.values()))
        rows.append((*row, says[decision.decision], decision.replacement, reason))
    order = {type: rank for rank, type in enumerate(NAME_TYPES)}
    rows.sort(key=lambda row: (order[row[2]], -row[3], fold(row[1])))
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return buffer.getvalue()


def is_homograph(form: str, type: str) -> bool:
    """Tell whether a capitalised name is, in small letters, nothing but ordinary words: « Rose », « Les Amarres »."""
    cut = [form[piece.start : piece.end] for piece in pieces(form)]
    named = type in {"PERSON", "PLACE", "ORG"} and any(word[:1].isupper() for word in cut)
    return named and all(is_word(word) for word in cut)


def read_table(text: str, where: object = "noms.csv") -> list[NameDecision]:
    """Return the decisions of a table; raise ``FaultyFile`` with every faulty line (never a name in it).

    A table without a ``decision`` column is a list of names to replace: each is accepted, « tel quel » when its
    form is also an ordinary word. Two rows about one form that disagree must be about different documents.
    """
    text = clean_text(text)
    header, separator = _header(text)
    if not {"form", "replacement"} <= set(header):
        raise FaultyFile(where, [_("the first line must name the columns: {columns}", columns=";".join(COLUMNS))])
    faults: list[str] = []
    kept: list[tuple[int, NameDecision]] = []
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    next(rows)
    for cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        row = dict(zip(header, (cell.strip(" \xa0") for cell in cells), strict=False))
        try:
            kept.append((rows.line_num, _decision(row)))
        except InvalidValue as error:
            faults.append(_("line {line}: {fault}", line=rows.line_num, fault=error.message))
    decisions = _agreed(kept, faults)
    if faults:
        raise FaultyFile(where, faults)
    return decisions


def undecided(decisions: Iterable[NameDecision]) -> int:
    """Return how many forms wait for a decision."""
    return sum(decision.decision == "undecided" for decision in decisions)


def _header(text: str) -> tuple[list[str], str]:
    line = text.lstrip("\n").split("\n", 1)[0]
    separator = max(";,", key=line.count)
    names = {"forme": "form", "nombre": "count", "remplacement": "replacement", "motif": "reason", "raison": "reason"}
    cells = [cell.strip().strip('"').lower() for cell in line.split(separator)]
    return [names.get(fold(cell), cell) for cell in cells], separator


def _decision(row: Mapping[str, str]) -> NameDecision:
    type = row.get("type", "").upper() or "PERSON"
    form, replacement = row.get("form", ""), row.get("replacement", "")
    if type == "PHONE" and form.isdigit() and len(form) == 9:
        # A spreadsheet took the telephone for a number and ate its zero.
        form = f"0{form}"
    documents = tuple(part.strip() for part in row.get("document", "").split(",") if part.strip())
    if type not in NAME_TYPES:
        raise InvalidValue(_("“{type}” is not a type of name ({types})", type=type, types=" ".join(NAME_TYPES)))
    if "decision" in row:
        said = fold(row["decision"]).strip()
        if said not in _WORDS:
            raise InvalidValue(_("“{word}” is not a decision (accepté, tel quel, rejeté)", word=row["decision"]))
        decision = _WORDS[said]
    else:
        decision = "as typed" if is_homograph(form, type) else "accepted"
    if decision in {"accepted", "as typed"} and not replacement:
        raise InvalidValue(_("an accepted form has no replacement"))
    if not pieces(form):
        raise InvalidValue(_("the form is empty"))
    return NameDecision(form, type, decision, replacement, row.get("reason", ""), documents)  # type: ignore[arg-type]


def _agreed(kept: Sequence[tuple[int, NameDecision]], faults: list[str]) -> list[NameDecision]:
    """Return the decisions for the whole study, limited to their documents where two rows disagree."""
    by_form: dict[tuple[str, ...], list[tuple[int, NameDecision]]] = {}
    for line, decision in kept:
        # « Rose » replaced as typed and « rose » left alone do not disagree.
        key = form_key(decision.form) if decision.decision != "as typed" else (decision.form,)
        by_form.setdefault(key, []).append((line, decision))
    agreed: list[NameDecision] = []
    for rows in by_form.values():
        ways = {
            (d.accepted, d.decision == "undecided", fold(d.replacement) if d.accepted else "") for _line, d in rows
        }
        if len(ways) == 1:
            agreed += [replace(decision, documents=()) for _line, decision in _distinct(rows)]
            continue
        taken: dict[str, int] = {}
        for line, decision in rows:
            clash = [taken[name] for name in decision.documents if name in taken] or (
                [rows[0][0]] if not decision.documents and line != rows[0][0] else []
            )
            if clash:
                faults.append(
                    _("line {line} and line {other} decide otherwise of the same form", line=line, other=clash[0])
                )
            taken.update(dict.fromkeys(decision.documents, line))
            agreed.append(decision)
    return agreed


def _distinct(rows: Sequence[tuple[int, NameDecision]]) -> list[tuple[int, NameDecision]]:
    """Return one row a spelling: « Karim » and « karim » may both be listed."""
    seen: dict[tuple[str, str], tuple[int, NameDecision]] = {}
    for line, decision in rows:
        seen.setdefault((decision.form, decision.decision), (line, decision))
    return list(seen.values())

"""The table where a person decides which questions were asked: written, filled in, read back, kept.

Its columns are those that ``counting.read_asked`` knows (``document question posée``): the same file is given to
``carnet count --asked``. What is decided, typed or added there is never written over.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from toolkit.errors import FaultyFile, InvalidValue, UnreadableFile
from toolkit.formats.cells import find_column, heading
from toolkit.formats.sheets import read_table
from toolkit.formats.table_writers import defused
from toolkit.formats.whole import write_whole
from toolkit.guides.coverage import Coverage
from toolkit.guides.coverage_shown import DECISIONS, decision_words, status_words
from toolkit.i18n import _

NAME: Final = "couverture.csv"
"""How the table is named in the folder ``guides`` of a study."""
COLUMNS: Final = {
    "guide": ("guide",),
    "transcript": ("document", "texte", "entretien", "transcript", "text"),
    "question": ("question", "questions"),
    "words": ("intitule", "wording"),
    "proposal": ("proposition", "proposal", "propose", "proposed"),
    "turn": ("tour", "turn"),
    "score": ("score",),
    "matched": ("mots communs", "matched words"),
    "decision": ("posee", "asked", "decision", "facon", "manner"),
    "reason": ("motif", "reason", "raison"),
}
MEANS: Final = {
    "asked": ("posee", "oui", "asked", "yes", "mal posee", "reformulee", "reworded", "1", "vrai", "true"),
    "not asked": (
        "non posee", "pas posee", "non", "not asked", "no", "laissee de cote", "skipped", "0", "faux", "false",
    ),
    "spontaneous": ("abordee spontanement", "spontanement", "spontanee", "raised spontaneously", "spontaneous"),
    "unverified": ("", "non verifiee", "question non verifiee", "not verified", "a verifier"),
}  # fmt: skip
WIDE: Final = 70
"""Characters that the column of the questions holds on a line, in a workbook."""
_BY_WORD: Final = {word: decision for decision, words in MEANS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a question of a guide in a text, what is proposed, what a person decided and why.

    ``decision`` is empty until somebody decides; ``typed`` is the word that they wrote; ``extra`` their own columns.
    """

    guide: str
    transcript: str
    question: str
    words: str = ""
    proposal: str = ""
    turn: str = ""
    score: str = ""
    matched: str = ""
    decision: str = ""
    reason: str = ""
    typed: str = ""
    extra: tuple[tuple[str, str], ...] = field(default=())

    @property
    def key(self) -> tuple[str, str, str]:
        """What the line is about."""
        return self.guide, self.transcript, self.question


def lines_of(found: Coverage) -> list[Line]:
    """Return the lines of a coverage, nothing decided."""
    words = {question.id: question.text for question in found.questions}
    return [
        Line(
            found.guide.id,
            one.transcript,
            one.question,
            words[one.question],
            status_words(one.status),
            "" if one.turn is None else str(one.turn),
            f"{round(100 * one.score)} %" if one.turn is not None else "",
            str(one.matched) if one.turn is not None else "",
        )
        for one in found.proposals
    ]


def merged(before: Iterable[Line], found: Coverage) -> list[Line]:
    """Return the lines of an earlier table with the new proposals: what a person decided or typed stays as it is."""
    new = {line.key: line for line in lines_of(found)}
    kept: dict[tuple[str, str, str], Line] = {}
    for line in before:
        fresh = new.get(line.key)
        if fresh is None or line.decision:
            kept[line.key] = line
        else:
            kept[line.key] = replace(fresh, reason=line.reason, typed=line.typed, extra=line.extra)
    return [*kept.values(), *(line for key, line in new.items() if key not in kept)]


def decisions(lines: Iterable[Line], guide: str) -> dict[tuple[str, str], str]:
    """Return what was decided for a guide, by text and question: what ``Coverage.table`` takes."""
    return {
        (line.transcript, line.question): line.decision for line in lines if line.guide == guide and line.decision
    }


def read_coverage(
    path: str | Path,
    *,
    guides: Mapping[str, Iterable[str]] | None = None,
    transcripts: Iterable[str] | None = None,
    guide: str = "",
) -> list[Line]:
    """Read the table back, filled in or not.

    Parameters
    ----------
    path
        A csv, xlsx or ods.
    guides
        The questions known of each guide: a question of another guide is a fault. A guide that is not named is let
        through.
    transcripts
        The ids of the texts: any other is a fault.
    guide
        The guide of a line that names none.

    Raises ``UnreadableFile`` when a column lacks, ``FaultyFile`` with every line that cannot be followed: an unknown
    word, text or question, a turn that is no number, two lines that decide otherwise for one question.
    """
    sheet = read_table(path)
    columns = {name: find_column(sheet.columns, words) for name, words in COLUMNS.items()}
    lacking = [name for name in ("transcript", "question", "decision") if columns[name] is None]
    if lacking:
        raise UnreadableFile(
            path,
            _("columns “document”, “question” and “posée” are expected"),
            hint=_("Write the table again: carnet guide coverage GUIDE.md --table another-name.csv"),
        )
    own = [column for column in sheet.columns if column not in columns.values()]
    known = {id: set(questions) for id, questions in (guides or {}).items()}
    texts = None if transcripts is None else set(transcripts)
    read: dict[tuple[str, str, str], Line] = {}
    faults: list[str] = []
    for at, row in zip(sheet.lines, sheet.rows, strict=True):
        cells = dict(zip(sheet.columns, row, strict=True))
        got = {name: cells[column] if column is not None else "" for name, column in columns.items()}
        typed = got.pop("decision")
        line = Line(**{**got, "guide": got["guide"] or guide}, typed=typed, extra=tuple((c, cells[c]) for c in own))
        decision = _BY_WORD.get(heading(typed))
        fault = _fault(line, decision, known, texts)
        if not fault and decision is not None:
            line = replace(line, decision=decision if typed.strip() else "")
            other = read.get(line.key)
            if other is not None and other.decision != line.decision:
                fault = _("{text}, question {id}: two lines decide otherwise", text=line.transcript, id=line.question)
        if fault:
            faults.append(_("line {line}: {sentence}", line=at, sentence=fault))
        else:
            read[line.key] = line
    if faults:
        raise FaultyFile(path, faults)
    return list(read.values())


def _fault(line: Line, decision: str | None, known: Mapping[str, set[str]], texts: set[str] | None) -> str:
    if not line.transcript or not line.question:
        return _("the text or the question is not named")
    if texts is not None and line.transcript not in texts:
        return _("the study has no text {text}", text=line.transcript)
    if line.guide in known and line.question not in known[line.guide]:
        return _("guide {guide} has no question {id}", guide=line.guide, id=line.question)
    if decision is None:
        allowed = ", ".join(decision_words(one) for one in DECISIONS)
        return _("“{word}” is not a decision; choose one of: {allowed}", word=line.typed, allowed=allowed)
    if line.turn and not line.turn.isdecimal():
        return _("a turn is a whole number")
    return ""


def write_coverage(path: str | Path, lines: Iterable[Line]) -> Path:
    """Write the table whole, as csv (``;``, UTF-8 with a mark) or xlsx (a list of decisions to choose from).

    Raises ``InvalidValue`` for another kind of file. The same lines give the same bytes.
    """
    path = Path(path)
    held = list(lines)
    own = list(dict.fromkeys(name for line in held for name, _cell in line.extra))
    headings = [_heading(name) for name in COLUMNS] + own
    rows = [_row(line, own) for line in held]
    if path.suffix.lower() == ".csv":
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerows([[defused(cell) for cell in row] for row in (headings, *rows)])
        return write_whole(path, text.getvalue().encode("utf-8-sig"))
    if path.suffix.lower() == ".xlsx":
        return write_whole(path, _workbook(headings, rows))
    raise InvalidValue(
        _("“{extension}” is not a table to fill in.", extension=path.suffix),
        _("Choose one of: {allowed}.", allowed=".csv, .xlsx"),
    )


def _heading(name: str) -> str:
    return {
        "guide": _("guide"),
        "transcript": _("transcript"),
        "question": _("question"),
        "words": _("wording"),
        "proposal": _("proposal"),
        "turn": _("turn"),
        "score": _("score"),
        "matched": _("matched words"),
        "decision": _("asked"),
        "reason": _("reason"),
    }[name]


def _row(line: Line, own: Iterable[str]) -> list[str]:
    extra = dict(line.extra)
    cells = [line.typed if name == "decision" else str(getattr(line, name)) for name in COLUMNS]
    return [*cells, *(extra.get(name, "") for name in own)]


def _workbook(headings: list[str], rows: list[list[str]]) -> bytes:
    from datetime import datetime

    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties({"title": _("Questions asked"), "created": datetime(2000, 1, 1)})
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(_("Questions asked"))
    sheet.set_row(0, 30)
    widths = {"guide": 36, "words": WIDE, "proposal": 20, "decision": 22, "reason": 40}
    for column, title in enumerate(headings):
        width = widths.get([*COLUMNS, ""][min(column, len(COLUMNS))], 12)
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, bold)
    for at, row in enumerate(rows, 1):
        # Some programs do not heighten a row for words that go on a second line.
        sheet.set_row(at, 15 * max(1, -(-len(row[list(COLUMNS).index("words")]) // WIDE)))
        for column, cell in enumerate(row):
            sheet.write_string(at, column, cell, plain)
    if rows:
        place = list(COLUMNS).index("decision")
        choice = [decision_words(one) for one in DECISIONS]
        # A warning, not a refusal: « mal posée » is understood too.
        options = {"validate": "list", "source": choice, "error_type": "warning"}
        sheet.data_validation(1, place, len(rows), place, options)
        sheet.autofilter(0, 0, len(rows), len(headings) - 1)
    sheet.freeze_panes(1, 3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return made.getvalue()

"""The page of a weekly note: short lists, each cut with « et 14 autres », so that it holds on one sheet of A4."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from toolkit.formats.document_writers import Block, Bullets, Document, Grid, Heading, Paragraph, Words, plain
from toolkit.i18n import _, language, n_, number, said
from toolkit.study import days
from toolkit.study.excerpts import shortened
from toolkit.study.things import LABEL, listed

if TYPE_CHECKING:
    from toolkit.formats.table_writers import Printed
    from toolkit.study.weekly import Noted, Source, Week

LINES: Final = 3
"""How many memos and questions are shown, one a line."""
ONE_LINE, SHORT, TWO_LINES = 48, 80, 125
"""How many characters a list of names may take: a line or two of the page, in a font wider than the one asked for."""


def page_of(week: "Week") -> Document:
    """Return the note: done, codes, memos, doubts, next; the same order each week."""
    period = _("From {since} to {until}", since=days.shown_day(week.since), until=days.shown_day(week.until))
    blocks: list[Block] = [_numbers(week)]
    for title, lines in (
        (_("Done"), _done(week)),
        (_("New and changed codes"), _codes(week)),
        (_("Memos"), _memos(week)),
        (_("Doubts and open questions"), _doubts(week)),
        (_("Next"), _next(week)),
    ):
        blocks.append(Heading(plain(title), level=2))
        blocks.append(Bullets(tuple(plain(line) for line in lines)) if lines else Paragraph(plain(_("Nothing."))))
    return Document(
        title=_("Weekly note"),
        subtitle=f"{period} · {shortened(week.title, LABEL)}" if week.title else period,
        blocks=tuple(blocks),
        foot=_("Written by Carnet from the journal, state {head}", head=week.head[:12]),
        language="fr-FR" if language() == "fr" else "en-GB",
        date=week.until.isoformat(),
    )


def write_page(week: "Week", path: Path) -> Path:
    """Write the note in the format that the end of the name says; raise ``InvalidValue`` for another."""
    from toolkit.formats.document_md import markdown_of
    from toolkit.formats.document_writers import write_document
    from toolkit.formats.whole import write_whole

    if path.suffix.lower() == ".md":
        return write_whole(path, markdown_of(week.document))
    return write_document(week.document, path)


def numbers_of(week: "Week") -> "Printed":
    """Return the measures of the week and of the one before, as a table."""
    from toolkit.formats.table_writers import Printed

    caption = _("From {since} to {until}", since=days.shown_day(week.since), until=days.shown_day(week.until))
    rows = tuple((said(name), week.before[name], week.now[name]) for name in week.now)
    return Printed(caption, ("", _("Week before"), _("This week")), rows)


def _numbers(week: "Week") -> Grid:
    """Say each measure as « 2 → 5 »: the week before, this week."""
    cells: list[Words] = [plain(_("week before → this week"))]
    cells += [plain(f"{number(week.before[name])} → {number(week.now[name])}", bold=True) for name in week.now]
    return Grid(("", *(said(name) for name in week.now)), (tuple(cells),))


def _done(week: "Week") -> list[str]:
    lines = []
    if week.sources:
        texts = n_("{n} text", "{n} texts", len(week.sources))
        sources = _fitting([_source(one) for one in week.sources], TWO_LINES)
        lines.append(_("{things}: {places}", things=texts, places=sources))
    if week.codings:
        passages = n_("{n} passage coded", "{n} passages coded", sum(n for _id, n in week.codings))
        lines.append(_("{things}: {places}", things=passages, places=_places(week.codings)))
    told = {
        "links": lambda n: n_("{n} link", "{n} links", n),
        "events": lambda n: n_("{n} event", "{n} events", n),
        "acts": lambda n: n_("{n} act", "{n} acts", n),
    }
    if week.related:
        lines.append(_("Put together: {things}", things=", ".join(told[shelf](n) for shelf, n in week.related)))
    return lines


def _source(one: "Source") -> str:
    kinds = {
        "interview": _("interview"),
        "group": _("group"),
        "observation": _("observation"),
        "document": _("document"),
    }
    kind = kinds.get(one.kind, one.kind)
    size = n_("{n} word", "{n} words", one.words) if one.minutes is None else _("{n} min", n=one.minutes)
    if one.date:
        return _("{id} ({kind}, {date}, {size})", id=one.id, kind=kind, date=_date(one.date), size=size)
    return _("{id} ({kind}, without date, {size})", id=one.id, kind=kind, size=size)


def _date(said_date: str) -> str:
    return days.shown_day(days.day_of(said_date[:10])) if len(said_date) >= 10 else said_date


def _codes(week: "Week") -> list[str]:
    lines = []
    if week.made:
        lines.append(_("Made: {names}", names=_labels(week.made, TWO_LINES)))
    if week.changed:
        lines.append(_("Changed: {names}", names=_labels(week.changed, ONE_LINE)))
    if week.merged:
        lines.append(_("Merged: {names}", names=_labels(week.merged, ONE_LINE)))
    if week.removed:
        lines.append(_("Removed: {names}", names=_labels(week.removed, ONE_LINE)))
    return lines


def _memos(week: "Week") -> list[str]:
    lines = _capped([_memo(one) for one in week.memos])
    if week.private:
        lines.append(
            n_(
                "{n} other memo (diary, ethics) is not shown.",
                "{n} other memos (diary, ethics) are not shown.",
                week.private,
            )
        )
    return lines


def _memo(one: "Noted") -> str:
    kinds = {
        "note": _("note"),
        "concept": _("concept"),
        "code": _("about a code"),
        "methodological": _("method"),
    }
    return _("{kind}: {line}", kind=kinds.get(one.kind, one.kind), line=one.line or _("(without text)"))


def _doubts(week: "Week") -> list[str]:
    lines = _capped(week.questions)
    if week.contested:
        places = _fitting([f"{text} ({shortened(label, LABEL)})" for text, label in week.contested], SHORT)
        lines.append(_("To discuss, not answered yet: {places}", places=places))
    if week.proposals:
        total = sum(n for _id, n in week.proposals)
        waiting = n_("{n} proposed passage waits", "{n} proposed passages wait", total)
        lines.append(_("{things}: {places}", things=waiting, places=_places(week.proposals)))
    return lines


def _next(week: "Week") -> list[str]:
    lines = []
    if week.uncoded:
        lines.append(_("To code: {names}", names=_fitting(week.uncoded, ONE_LINE)))
    if week.unmet:
        lines.append(_("People without a transcript yet: {names}", names=_fitting(week.unmet, ONE_LINE)))
    return lines


def _labels(names: Iterable[str], room: int) -> str:
    return _fitting([shortened(name, LABEL) for name in names], room)


def _places(counts: Sequence[tuple[str, int]]) -> str:
    return _fitting([f"{id} ({number(n)})" for id, n in counts], ONE_LINE)


def _fitting(names: Sequence[str], room: int) -> str:
    """List as many names as ``room`` characters hold, one at least, and say how many are left."""
    shown, length = 0, 0
    for name in names:
        length += len(name) + 2
        if shown and length > room:
            break
        shown += 1
    return listed(names, most=shown)


def _capped(lines: Sequence[str]) -> list[str]:
    """Keep the first lines, and say after the last one how many are left."""
    left = len(lines) - LINES
    if left <= 0:
        return list(lines)
    last = n_("{line} (and {n} other)", "{line} (and {n} others)", left, line=lines[LINES - 1])
    return [*lines[: LINES - 1], last]

"""An interview printed with its codes: extracts numbered, codes in the margin or in comments, codes explained."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Literal, get_args

from toolkit.coding.extracts import Coded, code_labels, coded
from toolkit.errors import InvalidValue
from toolkit.formats.document_writers import (
    Block,
    Comment,
    Document,
    Grid,
    Heading,
    Paragraph,
    Said,
    Span,
    Words,
    plain,
)
from toolkit.i18n import _, language, n_
from toolkit.model import Desk, State, Transcript
from toolkit.model.checks import one_of
from toolkit.model.lines import Turns
from toolkit.model.shown import Row, Shown
from toolkit.transcripts.printing import foot, opening, said, subtitle

How = Literal["margin", "comments"]
HOW: Final[tuple[str, ...]] = get_args(How)
SPACING: Final = 1.35


def show(
    desk: Desk,
    transcript: Transcript | str,
    turns: Turns = None,
    *,
    coder: str | Sequence[str] | None = None,
    codes: Iterable[str] | None = None,
    states: Sequence[State] = ("accepted",),
    times: bool = True,
) -> Shown:
    """Show a coded text in a notebook, because it was asked for: extracts underlined, their codes beside them.

    Parameters
    ----------
    turns
        Some turns only: ``42``, ``"40-52"``, ``"3, 7, 40-52"``, ``range(40, 53)``.
    coder, codes, states
        Whose codings, which codes (a theme brings those below it), in which states; accepted ones by default.
    """
    laid = coded(desk, transcript, coder=coder, codes=codes, states=states, turns=turns)
    return Shown(laid.transcript.id, laid.rows, times=times)


def coded_document(
    desk: Desk,
    transcript: Transcript | str,
    *,
    coder: str | Sequence[str] | None = None,
    codes: Iterable[str] | None = None,
    states: Sequence[State] = ("accepted",),
    turns: Turns = None,
    how: How = "margin",
    times: bool = True,
    spacing: float = SPACING,
    study: str = "",
    date: str = "",
    head: str = "",
) -> Document:
    """Lay a transcript out with its codes, to be read and annotated on paper or in a word processor.

    Parameters
    ----------
    coder, codes, states
        Whose codings, which codes (a theme brings those below it), in which states; accepted ones by default.
    turns
        Some turns only: ``42``, ``"40-52"``.
    how
        ``"margin"``: the codes stand beside the extracts, numbered and underlined. ``"comments"``: each coding is a
        real comment of Word or LibreOffice, in the name of who coded.
    """
    one_of("how", how, HOW)
    laid = coded(desk, transcript, coder=coder, codes=codes, states=states, turns=turns, cut=how == "margin")
    return document_of(laid, turns=turns, how=how, times=times, spacing=spacing, study=study, date=date, head=head)


def document_of(
    laid: Coded,
    *,
    turns: Turns = None,
    how: How = "margin",
    times: bool = True,
    spacing: float = SPACING,
    study: str = "",
    date: str = "",
    head: str = "",
) -> Document:
    """Return the document of a transcript whose codings are laid on its lines."""
    if how == "comments":
        numbers = {coding.id: n for n, coding in enumerate(laid.codings)}
        body = [said(row, times=times, words=_commented(laid, row, numbers)) for row in laid.rows]
    else:
        body = [_noted(row, times=times) for row in laid.rows]
    blocks: list[Block] = [*opening(laid.transcript, turns), *_how_to_read(laid, how), *body, *_legend(laid)]
    return Document(
        title=laid.transcript.id,
        subtitle=" · ".join(filter(None, (subtitle(laid.transcript), _whose(laid)))),
        blocks=tuple(blocks),
        foot=foot(study, date, head),
        language="fr-FR" if language() == "fr" else "en-GB",
        date=date,
        header=laid.transcript.id,
        wide=True,
        spacing=spacing,
    )


def checked_how(how: str, path: Path) -> None:
    """Raise ``InvalidValue`` when a kind of file cannot hold comments."""
    one_of("how", how, HOW)
    if how == "comments" and path.suffix.lower() == ".html":
        raise InvalidValue(
            _("A web page holds no comments of a word processor."),
            _("Choose .docx or .odt, or how=“margin”: the codes then stand beside the extracts."),
        )


def record_of(laid: Coded) -> dict[str, Any]:
    """Return what the file beside a print says of its codings: ids and counts, no word of anybody."""
    counts: dict[str, int] = {}
    for coding in laid.codings:
        counts[coding.code] = counts.get(coding.code, 0) + 1
    return {"codings": [coding.id for coding in laid.codings], "counts": counts, "coders": list(laid.coders)}


def _whose(laid: Coded) -> str:
    names = [laid.names[id] for id in laid.coders]
    if not names:
        return _("no coding")
    return n_("coded by {names}", "coded by {names}", len(names), names=", ".join(names))


def _how_to_read(laid: Coded, how: How) -> Iterator[Block]:
    if not laid.extracts:
        return
    if how == "comments":
        yield Paragraph(plain(_("Each coding is a comment: its code, its definition, who coded.")), look="small")
        return
    told = _(
        "How to read it: {one}, {two}, {three}. The margin gives the codes of each number, explained at the end.",
        one="\x01",
        two="\x02",
        three="\x03",
    )
    samples = {
        "\x01": (Span("[1", mark=True), Span(_("a coded extract"), under=1), Span("1]", mark=True)),
        "\x02": (Span(_("words of two extracts"), under=2),),
        "\x03": (Span(_("of three or more"), under=3),),
    }
    parts = re.split("([\x01-\x03])", told)
    sample = tuple(span for part in parts for span in samples.get(part, plain(part)) if span.text)
    yield Paragraph(sample, look="small")


def _noted(row: Row, *, times: bool) -> Said:
    """Return a row with the numbers of its extracts in the words, and their codes beside."""
    spans: list[Span] = []
    for piece in row.pieces:
        spans += (Span(f"[{number}", mark=True) for number in piece.opens)
        if piece.text:
            spans.append(Span(piece.text, under=len(piece.over)))
        spans += (Span(f"{number}]", mark=True) for number in piece.closes)
    if spans and not spans[-1].mark:
        # Where a long turn is cut, the break of the text is that of the row.
        spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip())
    made = said(row, times=times, words=spans)
    notes = tuple((str(note.number), plain(str(note))) for note in row.notes)
    return Said(made.words, made.number, made.who, made.time, made.asks, notes)


def _commented(laid: Coded, row: Row, numbers: dict[str, int]) -> Iterator[Span]:
    extracts = {extract.number: extract for extract in laid.extracts}
    labels = code_labels(laid.book)
    for piece in row.pieces:
        opens = [
            _comment(laid, coding.code, coding.coder, coding.state, coding.date, numbers[coding.id], labels)
            for number in piece.opens
            for coding in extracts[number].codings
        ]
        closes = [numbers[one.id] for number in piece.closes for one in reversed(extracts[number].codings)]
        yield Span(piece.text, opens=tuple(opens), closes=tuple(closes))


def _comment(
    laid: Coded, code: str, coder: str, state: str, date: str, number: int, labels: dict[str, str]
) -> Comment:
    title = labels.get(code, code)
    if state == "proposed":
        title = _("{code}, proposed", code=title)
    elif state == "rejected":
        title = _("{code}, rejected", code=title)
    return Comment(number, laid.names[coder], title, _definition(laid, code), date)


def _definition(laid: Coded, code: str) -> str:
    if code not in laid.book:
        return ""
    return laid.book[code].short_definition or laid.book[code].definition


def _legend(laid: Coded) -> Iterator[Block]:
    """Yield the codes met, in the order of the codebook, with their definitions and how many times each one comes."""
    if not laid.codings:
        return
    labels = code_labels(laid.book)
    met = [code.id for code in laid.book if any(one.code == code.id for one in laid.codings)]
    met += dict.fromkeys(one.code for one in laid.codings if one.code not in laid.book)
    themed = any(code in laid.book and laid.book.theme(code) != code for code in met)
    coders = laid.coders if len(laid.coders) > 1 else ()
    yield Heading(plain(_("The codes of this text")))
    headings = [_("Code"), _("Definition"), *(laid.names[id] for id in coders), _("Extracts")]
    rows = []
    for code in met:
        mine = [one for one in laid.codings if one.code == code]
        theme = laid.book.theme(code) if code in laid.book else code
        name: Words = (Span(labels.get(code, code), bold=True),)
        if themed and theme != code:
            name = (*name, Span(f"\n{labels[theme]}"))
        cells = [name, plain(_definition(laid, code))]
        cells += (plain(str(sum(one.coder == id for one in mine))) for id in coders)
        rows.append((*cells, plain(str(len({(one.start, one.end) for one in mine})))))
    n = len(laid.codings)
    caption = n_("{n} coding on {extracts}.", "{n} codings on {extracts}.", n, extracts=_extracts(len(laid.extracts)))
    shares = (4.5, 9, *(1.5 for _id in coders), 2)
    yield Grid(tuple(headings), tuple(rows), caption, shares)


def _extracts(n: int) -> str:
    return n_("{n} extract", "{n} extracts", n)

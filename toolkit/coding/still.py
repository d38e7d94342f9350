"""A coded interview as one still page: the look of the highlighter, no script, for the screen and for paper.

Nothing is written in a style attribute: the policy of the page names its one stylesheet and forbids all the rest.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import Final

from toolkit.coding.extracts import coded
from toolkit.i18n import _, language, n_
from toolkit.model import Code, Codebook, Coding, Desk, State, StudySheet, Transcript

COLORS: Final = (
    *("#2f7ab8", "#c9622b", "#1f8f6b", "#b0568f", "#a8831b"),
    *("#6a5fc1", "#8f5a3c", "#2d8c93", "#c0435f", "#6b8428"),
)
"""Colours of codes that have none, as ``highlighter_model.js`` has them."""
LANES: Final = 7


@dataclass(slots=True)
class _Sheet:
    """Rules of style, each under a class of its own."""

    rules: dict[str, str] = field(default_factory=dict)

    def named(self, style: str) -> str:
        return self.rules.setdefault(style, f"z{len(self.rules)}")

    def text(self) -> str:
        return "".join(f".{name}{{{style}}}" for style, name in self.rules.items())


def still_html(
    desk: Desk,
    transcript: Transcript | str,
    *,
    coder: str | Sequence[str] | None = None,
    codes: Iterable[str] | None = None,
    states: Sequence[State] = ("accepted", "proposed"),
) -> str:
    """Return the page of a coded interview: marks, stripes and names in the margin, turns, the codes explained.

    Parameters
    ----------
    coder, codes, states
        Whose codings, which codes (a theme brings those below it), in which states.
    """
    laid = coded(desk, transcript, coder=coder, codes=codes, states=states)
    text = laid.transcript
    codings = sorted(laid.codings, key=lambda one: (one.start, -one.end, one.id))
    colors = {one.code: color_of(laid.book, one.code) for one in codings}
    sheet = _Sheet()
    rows = "".join(_rows(text, laid.book, codings, colors, sheet))
    sheets, names = desk.all(StudySheet), [laid.names[id] for id in laid.coders]
    n, proposed = (sum(one.state == state for one in codings) for state in ("accepted", "proposed"))
    facts = [
        sheets[0].title if sheets else "",
        n_("{n} coded passage", "{n} coded passages", n),
        n_("{n} proposal", "{n} proposals", proposed) if proposed else "",
        n_("{n} turn", "{n} turns", len(text.turns)),
        n_("coded by {names}", "coded by {names}", len(names), names=", ".join(names)) if names else "",
    ]
    legend = _legend(laid.book, codings, colors, sheet)
    from toolkit.web.page import STATIC

    style = (STATIC / "coded_page.css").read_text(encoding="utf-8") + sheet.text()
    print_ = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{print_}'; base-uri 'none'; form-action 'none'"
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(text.id)}</title>\n<style>{style}</style>\n</head>\n"
        '<body><div class="carnet-widget carnet-highlighter still">\n'
        f"<header><h1>{escape(text.id)}</h1><p>{escape(' · '.join(filter(None, facts)))}</p></header>\n"
        f'<main class="text">{rows}</main>\n{legend}</div></body>\n</html>\n'
    )


def color_of(book: Codebook, id: str) -> str:
    """Return the colour of a code: its own, that of the code above it, else one of its theme."""
    if id not in book:
        return COLORS[0]
    path = book.path(id)
    for one in reversed(path):
        if re.fullmatch(r"#[0-9a-fA-F]{6}", book[one].color):
            return book[one].color
    roots = [code.id for code in book.children(None)]
    return COLORS[roots.index(path[0]) % len(COLORS)]


def lanes(spans: Sequence[Coding]) -> list[int]:
    """Return which lane of the margin each span takes, sorted by start: two that overlap never share one."""
    ends: list[int] = []
    taken = []
    for span in spans:
        lane = next((rank for rank, end in enumerate(ends) if end <= span.start), len(ends))
        ends[lane : lane + 1] = [span.end]
        taken.append(min(lane, LANES - 1))
    return taken


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    end: int
    who: str = ""
    number: int | None = None
    role: str = ""
    ms: int | None = None


def _blocks(text: Transcript) -> Iterator[_Block]:
    """Yield what is shown, in order: the turns, and every other line that holds words."""
    roles = {one.label: one.role for one in text.speakers}
    last = 0

    def between(low: int, high: int) -> Iterator[_Block]:
        for found in re.finditer(r"[^\n]*\S[^\n]*", text.text[low:high]):
            yield _Block(low + found.start(), low + found.end())

    for number, turn in text.numbered():
        yield from between(last, turn.label_start)
        role = roles.get(turn.speakers[0], "") if turn.speakers else ""
        yield _Block(turn.start, turn.end, " + ".join(turn.speakers), number, role, turn.start_ms)
        last = turn.end
    yield from between(last, len(text.text))


def _rows(
    text: Transcript, book: Codebook, codings: Sequence[Coding], colors: dict[str, str], sheet: _Sheet
) -> Iterator[str]:
    lane = dict(zip((one.id for one in codings), lanes(codings), strict=True))
    named: set[str] = set()
    for block in _blocks(text):
        held = [one for one in codings if one.start < block.end and one.end > block.start]
        cuts = sorted({block.start, block.end, *_inside(held, block)})
        words = "".join(
            _piece(text.text[low:high], [one for one in held if one.start <= low and one.end >= high], colors, sheet)
            for low, high in pairwise(cuts)
        )
        length = max(1, block.end - block.start)
        bands, names = [], []
        for one in held:
            low, high = max(one.start, block.start), min(one.end, block.end)
            style = (
                f"--c:{colors[one.code]};--lane:{lane[one.id]};top:{100 * (low - block.start) / length:.2f}%;"
                f"height:{100 * (high - low) / length:.2f}%"
            )
            bands.append(f'<span class="stripe {one.state} {sheet.named(style)}"></span>')
            if one.id not in named:
                named.add(one.id)
                kind = sheet.named(f"--c:{colors[one.code]}")
                names.append(f'<span class="chip {one.state} {kind}">{escape(_label(book, one))}</span>')
        who = f'<span class="name">{escape(block.who)}</span>'
        who += f'<span class="number">{block.number}</span>' if block.number is not None else ""
        who += f'<span class="time">{_clock(block.ms)}</span>' if block.ms is not None else ""
        yield (
            f'<div class="turn {escape(block.role)}"><div class="who">{who}</div>'
            f'<div class="bands" aria-hidden="true">{"".join(bands)}</div>'
            f'<div class="margin"><span class="names">{"".join(names)}</span></div>'
            f'<div class="words">{words}</div></div>\n'
        )


def _inside(held: Sequence[Coding], block: _Block) -> Iterator[int]:
    for one in held:
        yield from (place for place in (one.start, one.end) if block.start < place < block.end)


def _label(book: Codebook, coding: Coding) -> str:
    label = book[coding.code].label if coding.code in book else coding.code
    if coding.state == "proposed":
        return _("{code}, proposed", code=label)
    return _("{code}, rejected", code=label) if coding.state == "rejected" else label


def _piece(words: str, covers: Sequence[Coding], colors: dict[str, str], sheet: _Sheet) -> str:
    if not covers:
        return escape(words)
    solid = [one for one in covers if one.state != "proposed"]
    bands = (solid or list(covers))[-3:]
    kinds = [f"n{len(bands)}", "" if solid else "proposed"]
    kinds.append("rejected" if any(one.state == "rejected" for one in covers) else "")
    style = ";".join(f"--c{rank}:{colors[one.code]}" for rank, one in enumerate(bands, 1))
    return f'<mark class="{" ".join(filter(None, kinds))} {sheet.named(style)}">{escape(words)}</mark>'


def _legend(book: Codebook, codings: Sequence[Coding], colors: dict[str, str], sheet: _Sheet) -> str:
    if not codings:
        return ""
    met = [code.id for code in book if code.id in colors]
    met += [id for id in colors if id not in book]
    held = {one.state for one in codings}
    states = ["accepted", *(state for state in ("proposed", "rejected") if state in held)]
    rows = []
    for id in met:
        code = book[id] if id in book else Code(id, id)
        above = " › ".join(book[one].label for one in book.path(id)[:-1]) if id in book else ""
        name = f'<span class="swatch {sheet.named(f"--c:{colors[id]}")}"></span>{escape(code.label)}'
        name += f'<br><span class="under">{escape(above)}</span>' if above else ""
        told = escape(code.short_definition or code.definition)
        numbers = "".join(f'<td class="n">{_count(codings, id, state)}</td>' for state in states)
        rows.append(f'<tr><th scope="row">{name}</th><td>{told}</td>{numbers}</tr>')
    titles = {"accepted": _("Passages"), "proposed": _("Proposals"), "rejected": _("Rejected")}
    heads = "".join(
        f'<th scope="col"{kind}>{escape(head)}</th>'
        for head, kind in (
            (_("Code"), ""),
            (_("Definition"), ""),
            *((titles[state], ' class="n"') for state in states),
        )
    )
    return (
        f'<footer class="legend"><h2>{escape(_("The codes of this text"))}</h2>'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></footer>\n"
    )


def _count(codings: Sequence[Coding], code: str, state: str) -> int:
    return sum((one.code, one.state) == (code, state) for one in codings)


def _clock(ms: int) -> str:
    seconds = ms // 1000
    hours = f"{seconds // 3600}:" if seconds >= 3600 else ""
    return f"{hours}{seconds // 60 % 60:02d}:{seconds % 60:02d}"

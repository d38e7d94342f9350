"""Cut a text into turns: stand-off spans over the text as it was typed."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit.formats import Block
from toolkit.i18n import _, n_
from toolkit.model import Role, Turn
from toolkit.transcripts.aside import speech_before
from toolkit.transcripts.furniture import furniture
from toolkit.transcripts.grids import Row, fact_lines, table_rows
from toolkit.transcripts.labels import Mark, is_break, leading_time, marks_in
from toolkit.transcripts.questions import question_lines
from toolkit.transcripts.roles import key_of
from toolkit.transcripts.times import ONLY, TRAILING, some, span_ms
from toolkit.transcripts.visible import INVISIBLE, line_numbers, typed_at, visible, visible_lines
from toolkit.transcripts.voices import Voices, choose_voices, together

_OVERLAP = re.compile(r"//\s*([^\W_][^/:\n]{0,40}?)\s*:")
UNKNOWN = "?"
"""The label of somebody whom the file does not name."""


@dataclass(frozen=True, slots=True, repr=False)
class Cut:
    """A text with its turns. ``told`` is what a legend of the file says of its labels."""

    text: str
    turns: tuple[Turn, ...]
    told: Mapping[str, Role]
    warnings: tuple[str, ...] = ()
    labelled: bool = True


def cut_text(
    lines: Sequence[str],
    blocks: Sequence[Block] = (),
    *,
    head: int = 0,
    wrapped: bool = False,
    known: Mapping[str, str] | None = None,
) -> Cut:
    """Cut the lines of a document; ``head`` lines of file header are nobody's words.

    ``blocks`` says, line by line, what the document knows of it: its place in a table, its style.
    A line without label goes on with the turn above it. ``wrapped`` allows lines to be parts of a paragraph.
    """
    text = "\n".join(lines)
    starts = _starts(lines)
    numbers = line_numbers(lines)
    shown = visible_lines(lines, numbers)
    if rows := table_rows(shown, [block.cell for block in blocks]):
        return _tabled(text, lines, starts, rows, head)
    facts = fact_lines(shown, [block.cell for block in blocks])
    aside = facts | furniture(shown)
    marks = [mark for mark in marks_in(shown, first=head) if mark.line not in aside]
    voices = choose_voices(marks, shown, known=known)
    if voices.marks:
        chosen = tuple(
            (replace(mark, words_at=at + typed_at(lines[mark.line][at:], mark.words_at)), who)
            for mark, who in voices.marks
            for at in (numbers.get(mark.line, 0),)
        )
        if inner := sorted(set(numbers) - {mark.line for mark, _who in chosen}):
            said = n_(
                "Line {lines} opens with a line number that stays in somebody's words.",
                "Lines {lines} open with line numbers that stay in people's words.",
                len(inner),
                lines=some([line + 1 for line in inner]),
            )
            voices = replace(voices, warnings=(*voices.warnings, said))
        return _labelled(text, lines, starts, replace(voices, marks=chosen), max(head, voices.head_end), aside)
    if asked := question_lines(shown, blocks, aside):
        return _questioned(text, lines, starts, asked, aside)
    dashes = [number for number in range(head, len(lines)) if re.match(r"\s*[-–—]\s*[^\s\d–—-]", lines[number])]
    filled = [number for number in range(head, len(lines)) if lines[number].strip()]
    if len(dashes) >= 3 and len(dashes) >= 0.5 * len(filled):
        return _dashes(text, lines, starts, dashes)
    return _unlabelled(text, lines, starts, [number for number in filled if number not in aside], wrapped, voices)


def _starts(lines: Sequence[str]) -> list[int]:
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    return starts


def _labelled(text: str, lines: Sequence[str], starts: list[int], voices: Voices, first: int, aside: set[int]) -> Cut:
    opening = [_opening(mark, lines, starts, previous) for (mark, _who), previous in _with_previous(voices)]
    turns: list[Turn] = []
    for rank, (mark, who) in enumerate(voices.marks):
        limit = opening[rank + 1][0] if rank + 1 < len(opening) else len(text)
        label_start, start_ms, end_ms = opening[rank]
        start, end, closing = _words(text, lines, starts, mark.line, starts[mark.line] + mark.words_at, limit, aside)
        if closing and start_ms is None and end_ms is None:
            end_ms = span_ms(closing)[0]
            # f4 closes each turn with its time: the next one starts there.
            if turns and closing.startswith("#") and turns[-1].end_ms is not None:
                start_ms = turns[-1].end_ms
        elif closing and end_ms is None:
            end_ms = span_ms(closing)[0]
        turns.append(Turn(who, label_start, start, end, start_ms, end_ms))
    before, warnings = _before(text, lines, starts, first, opening[0][0], aside)
    warnings += _inside(starts, turns, aside)
    all_turns, said = overlaps(text, (*before, *turns), (*voices.warnings, *warnings))
    return Cut(text, all_turns, voices.told, said)


def _inside(starts: list[int], turns: Sequence[Turn], aside: set[int]) -> list[str]:
    """Return a warning when lines that nobody said stand inside turns, between two pieces of what somebody says."""
    begin = [turn.start for turn in turns]
    kept = []
    for line in sorted(aside):
        rank = bisect_right(begin, starts[line]) - 1
        if rank >= 0 and starts[line] < turns[rank].end:
            kept.append(line + 1)
    if not kept:
        return []
    return [
        n_(
            "Line {lines} looks like a page header, a page number, a table or a mark of a program, "
            "in the middle of what somebody says: take it out of the file if nobody says it.",
            "Lines {lines} look like page headers, page numbers, tables or marks of a program, "
            "in the middle of what somebody says: take them out of the file if nobody says them.",
            len(kept),
            lines=some(kept),
        )
    ]


def _tabled(text: str, lines: Sequence[str], starts: list[int], rows: Sequence[Row], head: int) -> Cut:
    """Make each row of a table a turn; its label is all that stands before the words in the row."""
    labels = {key_of(row.label): row.label for row in rows if row.label}
    turns: list[Turn] = []
    ahead, warnings = _before(text, lines, starts, head, starts[rows[0].first])
    for row in rows:
        first, last = row.words
        start, end, _closing = _words(text, lines, starts, first, starts[first], starts[last] + len(lines[last]))
        at = starts[row.first]
        while at < start and _empty(text[at]):
            at += 1
        who = together(row.label, labels) or ((row.label,) if row.label else (UNKNOWN,))
        turns.append(Turn(who, at, start, end, row.start_ms, row.end_ms))
    below = rows[-1].words[1] + 1
    if (found := speech_before(visible_lines(lines), below, len(lines))) is not None:
        first, last = found
        start, end, _closing = _words(text, lines, starts, first, starts[first], starts[last] + len(lines[last]))
        turns.append(Turn((UNKNOWN,), start, start, end))
        said = _(
            "What is said below the table (line {line}) names no speaker: it is a turn of somebody unknown.",
            line=first + 1,
        )
        warnings.append(said)
    return Cut(text, (*ahead, *turns), {}, tuple(warnings))


def _before(
    text: str, lines: Sequence[str], starts: list[int], first: int, limit: int, aside: Container[int] = ()
) -> tuple[list[Turn], list[str]]:
    """Return a turn of somebody unknown for what is said before the first label, and its warning."""
    end = bisect_left(starts, limit)
    if (found := speech_before(visible_lines(lines[:end]), first, end, aside)) is None:
        return [], []
    start, last = found
    at, stop, _closing = _words(text, lines, starts, start, starts[start], starts[last] + len(lines[last]))
    said = _(
        "What is said before the first label (line {line}) names no speaker: it is a turn of somebody unknown.",
        line=start + 1,
    )
    return [Turn((UNKNOWN,), at, at, stop)], [said]


def _with_previous(voices: Voices) -> list[tuple[tuple[Mark, tuple[str, ...]], int]]:
    """Pair each mark with the line of the one before it."""
    lines = [-1, *(mark.line for mark, _who in voices.marks)]
    return list(zip(voices.marks, lines, strict=False))


def _opening(
    mark: Mark, lines: Sequence[str], starts: list[int], previous: int
) -> tuple[int, int | None, int | None]:
    """Return where the label starts and its times; a line above that holds only a time belongs to it."""
    line = lines[mark.line]
    at = starts[mark.line] + len(line) - len(line.lstrip())
    if mark.timed:
        return at, mark.start_ms, mark.end_ms
    above = mark.line - 1
    while above > previous and not lines[above].strip():
        above -= 1
    if above > previous and ONLY.fullmatch(lines[above]):
        start, end = span_ms(lines[above])
        if start is not None:
            return starts[above] + len(lines[above]) - len(lines[above].lstrip()), start, end
    return at, None, None


def _words(
    text: str, lines: Sequence[str], starts: list[int], line: int, at: int, limit: int, aside: Container[int] = ()
) -> tuple[int, int, str]:
    """Return where the words start and end, and the time that closes them.

    Headings, rules and interruptions that come last stay outside the turn; between two paragraphs of it, they are in.
    """
    last = line
    while last + 1 < len(lines) and starts[last + 1] < limit:
        last += 1
    while last > line and (last in aside or not lines[last].strip() or is_break(lines[last])):
        last -= 1
    end = min(limit, starts[last] + len(lines[last]))
    start = at
    while start < end and _empty(text[start]):
        start += 1
    closing = ""
    if (match := TRAILING.search(text, max(start, end - 60), end)) is not None:
        closing, end = match[1], match.start()
    while end > start and _empty(text[end - 1]):
        end -= 1
    if start >= end:
        end = start = max(min(start, end), at)
    return start, end, closing


def _empty(char: str) -> bool:
    return char.isspace() or INVISIBLE.fullmatch(char) is not None


def _questioned(
    text: str, lines: Sequence[str], starts: list[int], asked: Mapping[int, tuple[int, int]], aside: Container[int]
) -> Cut:
    """Make each question, heading, bold or numbered, a turn of who asks; what stands below it is the answer."""
    asks, answers = _("Question"), _("Answer")
    questions = sorted(asked)
    turns, warnings = _before(text, lines, starts, 0, starts[questions[0]], aside)
    for rank, line in enumerate(questions):
        first, last = asked[line]
        typed = lines[line]
        end = starts[line] + (typed_at(typed, last) if last < len(visible(typed)) else len(typed.rstrip()))
        begin = starts[line] + len(typed) - len(typed.lstrip())
        turns.append(Turn((asks,), begin, starts[line] + typed_at(typed, first), end))
        limit = starts[questions[rank + 1]] if rank + 1 < len(questions) else len(text)
        below = line + 1
        while below < len(lines) and starts[below] < limit and not lines[below].strip():
            below += 1
        if below < len(lines) and starts[below] < limit:
            start, stop, _closing = _words(text, lines, starts, below, starts[below], limit, aside)
            turns.append(Turn((answers,), start, start, stop))
    said = _(
        "Headings, bold or numbered lines that ask were read as the interviewer's questions, "
        "what stands below them as the answers. Check them."
    )
    told: dict[str, Role] = {key_of(asks): "interviewer", key_of(answers): "participant"}
    return Cut(text, tuple(turns), told, (*warnings, said))


def overlaps(text: str, turns: Sequence[Turn], warnings: tuple[str, ...]) -> tuple[tuple[Turn, ...], tuple[str, ...]]:
    """Add to a turn those who speak inside it: « Oui //S00: D'accord.// »."""
    names = {key_of(name): name for turn in turns for name in turn.speakers}
    made: list[Turn] = []
    joined: list[int] = []
    for number, turn in enumerate(turns, 1):
        inside = [key_of(label) for label in _OVERLAP.findall(text[turn.start : turn.end])]
        more = [names[key] for key in inside if key in names and names[key] not in turn.speakers]
        if more:
            joined.append(number)
        made.append(replace(turn, speakers=(*turn.speakers, *dict.fromkeys(more))) if more else turn)
    if joined:
        said = n_(
            "Turn {numbers} holds words of two people, between // and //: it has two speakers.",
            "Turns {numbers} hold words of two people, between // and //: they have two speakers.",
            len(joined),
            numbers=some(joined),
        )
        warnings = (*warnings, said)
    return tuple(made), warnings


def _dashes(text: str, lines: Sequence[str], starts: list[int], dashes: list[int]) -> Cut:
    """Cut a dialogue where a dash opens each turn; two voices take turns when one asks and the other answers."""
    turns = []
    for rank, line in enumerate(dashes):
        limit = starts[dashes[rank + 1]] if rank + 1 < len(dashes) else len(text)
        opened = re.match(r"\s*[-–—]+\s*", lines[line])
        at = starts[line] + (opened.end() if opened else 0)
        start, end, _closing = _words(text, lines, starts, line, at, limit)
        label_start = starts[line] + len(lines[line]) - len(lines[line].lstrip())
        turns.append(Turn((UNKNOWN,), label_start, start, end))
    asks = [text[turn.start : turn.end].rstrip().endswith("?") for turn in turns]
    shares = [sum(asks[side::2]) / max(1, len(asks[side::2])) for side in (0, 1)]
    if abs(shares[0] - shares[1]) < 0.4 or len(turns) < 4:
        said = _(
            "Dashes mark the turns but nothing says who speaks: name the speakers, for instance “E :” and “R :”."
        )
        return Cut(text, tuple(turns), {}, (said,), labelled=False)
    names = (_("Voice 1"), _("Voice 2"))
    turns = [replace(turn, speakers=(names[rank % 2],)) for rank, turn in enumerate(turns)]
    said = _("Dashes mark the turns: they were given in turn to two voices. Check that none speaks twice in a row.")
    return Cut(text, tuple(turns), {}, (said,))


def _unlabelled(
    text: str, lines: Sequence[str], starts: list[int], filled: list[int], wrapped: bool, voices: Voices
) -> Cut:
    """Make each paragraph a turn of somebody unknown."""
    turns: list[Turn] = []
    pending: tuple[int, int | None, int | None] | None = None
    together = wrapped and _hard_wrapped(lines, filled)
    previous = -2
    for number in filled:
        line = lines[number]
        at = starts[number] + len(line) - len(line.lstrip())
        end = starts[number] + len(line.rstrip())
        if is_break(line) or number < voices.head_end:
            pending = None
            continue
        if ONLY.fullmatch(line) and (times := span_ms(line))[0] is not None:
            pending = (at, *times)
            previous = -2
            continue
        opened = leading_time(line)
        if together and previous == number - 1 and turns and opened is None:
            turns[-1] = replace(turns[-1], end=end)
        elif opened is not None:
            turns.append(Turn((UNKNOWN,), at, starts[number] + opened[0], end, opened[1], opened[2]))
        elif pending is not None:
            turns.append(Turn((UNKNOWN,), pending[0], at, end, pending[1], pending[2]))
        else:
            turns.append(Turn((UNKNOWN,), at, at, end))
        pending, previous = None, number
    said = _(
        "No speaker was found: each paragraph is a turn of somebody unknown. "
        "Open each turn with a label, for instance “E :” and “R :”."
    )
    return Cut(text, tuple(turns), {}, (said,) if turns else (), labelled=False)


def _hard_wrapped(lines: Sequence[str], filled: Sequence[int]) -> bool:
    """Tell whether paragraphs were cut into lines of one width, as old mail programs did."""
    if len(filled) < 6 or len(filled) == len(lines):
        return False
    widths = sorted(len(lines[number]) for number in filled)
    follow = sum(after == before + 1 for before, after in pairwise(filled))
    return widths[len(widths) // 2] >= 45 and widths[-1] <= 100 and follow >= 0.5 * len(filled)

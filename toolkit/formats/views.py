"""Ways to read one text file: as typed, without its escapes, its entities, its tags; each knows where it comes from.

A passage that is whole for a reader may be cut in a file: « l&#8217;&eacute;t&eacute; », ``\\u00e9``, two runs of a
Word document. A view gives the text as it is read, and the place in the file of each of its characters.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

ESCAPE = re.compile(
    r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\."
)
ENTITY_OR_TAG = re.compile(
    r"<!--.*?-->|<[/!?a-zA-Z][^<>]*>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});", re.DOTALL
)
RTF = re.compile(r"\\'[0-9a-fA-F]{2}|\\u-?\d{1,5} ?\??|\\[a-zA-Z]+-?\d* ?|\\.|[{}]", re.DOTALL)
_NAME = re.compile(r"</?([\w:.-]+)")
BLOCKS: Final = frozenset(
    re.split(
        r"\s+",
        """p br div tr td th li ul ol dl dt dd h h1 h2 h3 h4 h5 h6 table section article header footer blockquote pre
        figure figcaption caption tab cr line-break si c row tc option title summary details hr img body head main
        aside nav text:s script style comment annotation""",
    )
)


Step = tuple[re.Pattern[str], Callable[[str], str]]
"""What is read in another way than it is written, and how."""


@dataclass(frozen=True, slots=True, repr=False)
class Places:
    """Where each character of a view comes from: character ``i`` is ``[starts[i], ends[i])`` of the file."""

    text: str
    starts: list[int]
    ends: list[int]

    def pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return where a passage lies in the file: several places when something of the file lies in between."""
        out: list[tuple[int, int]] = []
        for at in range(start, end):
            low, high = self.starts[at], self.ends[at]
            if out and out[-1][1] == low:
                out[-1] = (out[-1][0], high)
            else:
                out.append((low, high))
        return out

    def __repr__(self) -> str:
        return f"<Places: {len(self.text)} characters>"


class View:
    """A text as it is read once some steps are taken; its places in the file are worked out when asked for."""

    def __init__(self, written: str, steps: tuple[Step, ...] = ()):
        self._written, self._steps = written, steps
        text = written
        for pattern, meaning in steps:
            text = pattern.sub(lambda found, meaning=meaning: meaning(found[0]), text)  # type: ignore[misc]
        self.text = text

    def then(self, pattern: re.Pattern[str], meaning: Callable[[str], str]) -> "View":
        """Return the view after one more step."""
        return View(self._written, (*self._steps, (pattern, meaning)))

    def places(self) -> Places:
        """Return where each character comes from."""
        size = len(self._written)
        places = Places(self._written, list(range(size)), list(range(1, size + 1)))
        for pattern, meaning in self._steps:
            places = _read(places, pattern, meaning)
        return places

    def __repr__(self) -> str:
        return f"<View: {len(self.text)} characters>"


def views(text: str) -> Iterator[View]:
    """Yield the ways to read a text, the simplest first."""
    plain = View(text)
    yield plain
    if text.startswith("{\\rtf"):
        yield plain.then(RTF, read_rtf)
        return
    bases = [plain]
    if "\\" in text:
        bases.append(plain.then(ESCAPE, read_escape))
        yield bases[-1]
    for base in bases:
        if "<" in base.text or "&" in base.text:
            for way in (_by_block, _glued, _spaced):
                yield base.then(ENTITY_OR_TAG, way)


def _read(view: Places, pattern: re.Pattern[str], meaning: Callable[[str], str]) -> Places:
    """Return the places of a view where each thing that ``pattern`` finds is read as its meaning."""
    out: list[str] = []
    starts: list[list[int]] = []
    ends: list[list[int]] = []
    at = 0
    for found in pattern.finditer(view.text):
        low, high = found.span()
        out.append(view.text[at:low])
        starts.append(view.starts[at:low])
        ends.append(view.ends[at:low])
        said = meaning(found[0])
        out.append(said)
        # A space read for a tag is nowhere in the file: taking it out takes nothing.
        tag = found[0].startswith("<")
        first, last = view.starts[low], view.starts[low] if tag else view.ends[high - 1]
        for rank in range(len(said)):
            starts.append([first if rank == 0 else last])
            ends.append([last])
        at = high
    out.append(view.text[at:])
    starts.append(view.starts[at:])
    ends.append(view.ends[at:])
    return Places("".join(out), list(chain.from_iterable(starts)), list(chain.from_iterable(ends)))


def read_escape(found: str) -> str:
    """Return the character that an escape stands for."""
    if found[1] in "ux" and len(found) > 2:
        units = [int(part, 16) for part in re.split(r"\\[ux]", found)[1:]]
        if len(units) == 2:
            return chr(0x10000 + ((units[0] - 0xD800) << 10) + (units[1] - 0xDC00))
        return " " if 0xD800 <= units[0] < 0xE000 else chr(units[0])
    return " " if found[1] in "nrtbf" else found[1]


def read_rtf(found: str) -> str:
    """Return what an order of an RTF file is read as."""
    if found.startswith("\\'"):
        return bytes([int(found[2:4], 16)]).decode("cp1252", "replace")
    if coded := re.match(r"\\u(-?\d+)", found):
        number = int(coded[1]) % 65536
        return " " if 0xD800 <= number < 0xE000 else chr(number)
    return " " if re.match(r"\\(?:par|line|tab|cell|row|sect|page)\b", found) else ""


def tag_name(found: str) -> str:
    """Return the name of a tag in small letters; nothing for a comment."""
    name = _NAME.match(found)
    return name[1].lower() if name else ""


def _by_block(found: str) -> str:
    if not found.startswith("<"):
        return html.unescape(found)
    full = tag_name(found)
    return " " if full in BLOCKS or full.rpartition(":")[2] in BLOCKS - {"text:s"} else ""


def _glued(found: str) -> str:
    return "" if found.startswith("<") else html.unescape(found)


def _spaced(found: str) -> str:
    return " " if found.startswith("<") else html.unescape(found)

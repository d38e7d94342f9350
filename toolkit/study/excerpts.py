"""A few words of the analyst's own, never those of somebody interviewed: what a weekly note may show of a memo."""

import re
from collections.abc import Iterable
from typing import Final

from toolkit.model.text import fold, words

SHOWN: Final = 120
"""How many characters of a memo are shown."""
BORROWED: Final = 8
"""From how many words on, words in quotation marks or found in a transcript are cut."""
CUT: Final = "[…]"
_HOLE = "\x00"
_QUOTED = re.compile(r"«[^»]*(?:»|$)|“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_WORD = re.compile(r"\w+")
_QUESTION = re.compile(r"[^.!?\n]*\?")
_LEAD = re.compile(r"^[\s#>*•·–—-]+")
_WINDOW = 600


class Spoken:
    """What was said in the interviews, to find it again in other texts."""

    def __init__(self, texts: Iterable[str]):
        self._said = " \n ".join(f" {' '.join(_WORD.findall(fold(text)))} " for text in texts)

    def left_out(self, text: str) -> str:
        """Return ``text`` without what it quotes: long quotation marks, and any eight words said in an interview."""
        return self._holed(_unquoted(text)).replace(_HOLE, CUT)

    def _holed(self, text: str) -> str:
        found = [(one.start(), one.end(), _WORD.findall(fold(one[0]))) for one in _WORD.finditer(text)]
        spans = [(start, end, " ".join(said)) for start, end, said in found if said]
        cut: list[list[int]] = []
        for i in range(len(spans) - BORROWED + 1):
            run = " ".join(said for _start, _end, said in spans[i : i + BORROWED])
            if f" {run} " in self._said:
                start, end = spans[i][0], spans[i + BORROWED - 1][1]
                if cut and start <= cut[-1][1]:
                    cut[-1][1] = end
                else:
                    cut.append([start, end])
        for start, end in reversed(cut):
            text = text[:start] + _HOLE + text[end:]
        return text

    def first_line(self, text: str) -> str:
        """Return the first line of a memo, what it quotes left out, at most ``SHOWN`` characters."""
        own = self._holed(_unquoted(text)[:_WINDOW])
        lines = [_LEAD.sub("", line).strip() for line in own.split("\n")]
        return shortened(next((line for line in lines if line), "").replace(_HOLE, CUT))

    def questions(self, text: str) -> list[str]:
        """Return the sentences of a memo that end with a question mark, what they quote left out."""
        found = [_LEAD.sub("", question[0]).strip() for question in _QUESTION.finditer(_unquoted(text))]
        own = [self._holed(question[-_WINDOW:]).replace(_HOLE, CUT) for question in found if words(question) > 1]
        return [shortened(question) for question in own]


def _unquoted(text: str) -> str:
    """Cut the long quotations first: one may run over several lines and sentences."""
    return _QUOTED.sub(lambda found: _HOLE if words(found[0]) >= BORROWED else found[0], text.replace(_HOLE, ""))


def shortened(text: str, most: int = SHOWN) -> str:
    """Return ``text`` on one line, cut at a word when it is longer than ``most`` characters."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"

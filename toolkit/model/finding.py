"""Where some words stand in a long text, when they stand there once: asked thousands of times, read once."""

import re
from itertools import islice
from typing import Final

GRAM: Final = 12
"""Characters, from the beginning of a word, by which a place is known."""
TRIES: Final = 64
"""Beginnings of words looked up in a run of words; one where all of them come again and again is searched whole."""
_WORD = re.compile(r"(?<![^\W_])[^\W_]")
_INNER = re.compile(r"(?<=.)(?<![^\W_])[^\W_]", re.DOTALL)


class Places:
    """The places of a text by the characters that follow each beginning of a word.

    >>> Places("Oui. On s’entraide beaucoup, voilà.").once("On s’entraide beaucoup")
    5
    """

    def __init__(self, text: str):
        self._text = text
        self._at: dict[str, int] | None = None

    def once(self, words: str) -> int | None:
        """Return where ``words`` stand; None when they stand nowhere, or at several places."""
        for inner in islice(_INNER.finditer(words), TRIES):
            if inner.start() + GRAM > len(words):
                break
            at = self._grams().get(words[inner.start() : inner.start() + GRAM])
            if at is None:
                return None
            if at >= 0:
                start = at - inner.start()
                return start if start >= 0 and self._text.startswith(words, start) else None
        at = self._text.find(words)
        return at if at >= 0 and self._text.find(words, at + 1) < 0 else None

    def _grams(self) -> dict[str, int]:
        """Return the one place of each run of characters that begins a word; -1 when there are several."""
        if self._at is None:
            text, found = self._text, dict[str, int]()
            for match in _WORD.finditer(text):
                gram = text[match.start() : match.start() + GRAM]
                found[gram] = -1 if gram in found else match.start()
            self._at = found
        return self._at

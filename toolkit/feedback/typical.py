"""Which words several extracts share, and where to cut one so that it can be read."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from toolkit.model import fold, words

_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCE_END = re.compile(r"[.?!…]+[\s\xa0]*[»”\"]?(?=\s|$)|\n")


def shared_words(texts: Sequence[str]) -> list[float]:
    """Return, for each text, how much its words are those of the others: the mean of its cosines with them.

    Words are weighed by their rarity; those that stand everywhere weigh nothing. 0 when nothing is shared.
    Read it as an order, not as a measure. When not to use it: with fewer than three texts all orders are equal.
    Salton & Buckley 1988, Information Processing & Management 24(5), doi:10.1016/0306-4573(88)90021-0.
    """
    bags = [Counter(_WORD.findall(fold(text))) for text in texts]
    present = Counter(word for bag in bags for word in bag)
    weights = [{word: n * math.log(1 + len(bags) / present[word]) for word, n in bag.items()} for bag in bags]
    norms = [math.sqrt(sum(w * w for w in weight.values())) or 1.0 for weight in weights]
    centre: defaultdict[str, float] = defaultdict(float)
    for weight, norm in zip(weights, norms, strict=True):
        for word, value in weight.items():
            centre[word] += value / norm
    others = max(1, len(bags) - 1)
    scores = []
    for weight, norm in zip(weights, norms, strict=True):
        own = sum((value / norm) ** 2 for value in weight.values())
        scores.append(round((sum(value / norm * centre[word] for word, value in weight.items()) - own) / others, 9))
    return scores


def cut_to(text: str, start: int, end: int, shortest: int, longest: int) -> tuple[int, int] | None:
    """Return the part of ``text[start:end]`` to show: whole sentences, between the two numbers of words.

    The whole when it fits; otherwise the run of sentences that holds most words without going over, the first
    of the equal ones. None when no run fits, when brackets are left open, or when a word could not be heard.
    """
    start, end = _trim(text, start, end)
    if shortest <= words(text[start:end]) <= longest:
        return (start, end) if _showable(text[start:end]) else None
    ends = [start + match.end() for match in _SENTENCE_END.finditer(text[start:end])]
    bounds = sorted({start, *ends, end})
    sizes = [words(text[a:b]) for a, b in pairwise(bounds)]
    best: tuple[int, int, int] | None = None
    for first in range(len(sizes)):
        size = 0
        for last in range(first, len(sizes)):
            size += sizes[last]
            if size > longest:
                break
            a, b = _trim(text, bounds[first], bounds[last + 1])
            if size >= shortest and (best is None or size > best[0]) and _showable(text[a:b]):
                best = (size, a, b)
    return (best[1], best[2]) if best else None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


_UNHEARD = re.compile(r"\b(inaudible|incompréhensible)\b|\[\?+\]|\(\?+\)", re.IGNORECASE)


def _showable(text: str) -> bool:
    """Tell whether brackets are closed and every word was heard."""
    if _UNHEARD.search(text):
        return False
    for opening, closing in ("[]", "()", "«»"):
        depth = 0
        for char in text:
            depth += (char == opening) - (char == closing)
            if depth < 0:
                return False
        if depth:
            return False
    return True

"""Tell a label from the end of a sentence that the width of the page threw to the head of a line."""

import re
from bisect import bisect
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from toolkit.model import fold
from toolkit.transcripts.label_words import FUNCTION
from toolkit.transcripts.labels import Mark, is_break, stage_of
from toolkit.transcripts.roles import key_of
from toolkit.transcripts.times import ONLY

_ENDS: Final = re.compile(r"(?:[.?!…:：;»”\"*_/)\]}>#~–—-]|\d\s?:\s?\d\d)$")
_ANSWERS: Final = frozenset(
    ["oui", "non", "ok", "voila", "bref", "enfin", "bon", "ben", "bien", "apres", "avant", "si"]
)
_PUNCTUATED: Final = 0.7


def follows_sentence(mark: Mark, lines: Sequence[str], words_at: Mapping[int, int]) -> bool:
    """Tell whether what stands above a mark is finished: a blank line, a sentence, a stage line, a time, a label.

    ``words_at`` gives, by line, where the words start after a label.
    """
    if mark.line == 0:
        return True
    above = lines[mark.line - 1]
    said = above[words_at.get(mark.line - 1, 0) :].strip()
    if not said or is_break(above) or stage_of(above) is not None or ONLY.fullmatch(above):
        return True
    return _ENDS.search(said) is not None


def _hangs(mark: Mark, lines: Sequence[str], small: bool) -> bool:
    """Tell whether the line above cannot stop there (« il disait à », a comma), or the label is in small letters."""
    above = lines[mark.line - 1].rstrip()
    last = re.sub(r".*[\s'’:]", "", fold(above))
    return above.endswith(",") or (last in FUNCTION and last not in _ANSWERS) or (small and mark.label[:1].islower())


def continuing_lines(
    seen: Mapping[str, Sequence[Mark]], lines: Sequence[str], sure: Collection[str]
) -> tuple[set[int], set[int]]:
    """Return the lines whose label is words of the turn above, and those where that is possible but not taken.

    A rare label that nobody else needs (without it the others still take turns), right after a line that ends
    no sentence, is words. ``sure`` are the keys that are speakers whatever stands above them.
    """
    order = sorted((mark for marks in seen.values() for mark in marks), key=lambda mark: mark.line)
    words_at = {mark.line: mark.words_at for mark in order if mark.form != "alone"}
    firm = [mark for mark in order if key_of(mark.label) in sure or len(seen.get(key_of(mark.label), ())) >= 3]
    firm = [mark for mark in firm if mark.form != "alone"]
    later = [follows_sentence(mark, lines, words_at) for mark in firm if mark.line > 0]
    punctuated = len(later) >= 2 and sum(later) >= _PUNCTUATED * len(later)
    small = sum(mark.label[:1].islower() for mark in firm) < 0.5 * max(1, len(firm))
    words: set[int] = set()
    doubtful: set[int] = set()
    for key, marks in seen.items():
        plain = [mark for mark in marks if mark.form == "colon" and not mark.timed]
        if key in sure or not plain or len(plain) < len(marks):
            continue
        cut = [mark for mark in plain if not follows_sentence(mark, lines, words_at)]
        cut = [mark for mark in cut if punctuated or _hangs(mark, lines, small)]
        if not cut or (len(cut) < len(plain) and len(plain) > 3) or (len(plain) > 2 and not punctuated):
            continue
        cut_lines = {mark.line for mark in cut}
        if not _takes_turns(marks, firm):
            words |= cut_lines
        elif len(plain) <= 2 and len({key_of(mark.label) for mark in firm} - {key}) >= 2:
            doubtful |= cut_lines
    return words, doubtful


def _takes_turns(marks: Iterable[Mark], firm: Sequence[Mark]) -> bool:
    """Tell whether one of the marks stands between two turns of one and the same other speaker."""
    own = {mark.line for mark in marks}
    others = [mark for mark in firm if mark.line not in own]
    at = [mark.line for mark in others]
    for line in own:
        rank = bisect(at, line)
        if 0 < rank < len(others) and key_of(others[rank - 1].label) == key_of(others[rank].label):
            return True
    return False

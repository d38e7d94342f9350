"""What two versions of a text share, in order: the ground on which positions follow an edit.

Words that are once in each version are anchors; between two anchors the search begins again on less text
(patience, Bram Cohen), so that the work grows with the text and not with its square. Stretches that nothing
anchors are left unmatched: a passage there is shown to a person, never placed by luck.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, NamedTuple

SMALL: Final = 60_000
"""Pairs of tokens (old × new) that may still be compared one by one when nothing anchors them."""

EFFORT: Final = 200
"""How many times a token may be looked at before the rest is left unmatched."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_TOKEN = re.compile(r"[^\W_]+|.", re.DOTALL)


class Block(NamedTuple):
    """``old[old : old + size] == new[new : new + size]``."""

    old: int
    new: int
    size: int


def equal_blocks(old: str, new: str) -> list[Block]:
    """Return what both texts share: blocks in the order of both, that never overlap nor touch on both sides.

    A block cannot be made longer into the unshared text beside it.
    """
    head = common_start(old, new)
    tail = common_end(old, new, len(old), len(new), min(len(old), len(new)) - head)
    blocks = [Block(0, 0, head)]
    blocks += _inside(old, new, head, len(old) - tail, head, len(new) - tail)
    blocks.append(Block(len(old) - tail, len(new) - tail, tail))
    return _joined(_grown(old, new, _joined(blocks)))


def common_start(a: str, b: str, at_a: int = 0, at_b: int = 0, limit: int | None = None) -> int:
    """Return how many characters are the same from ``a[at_a]`` and ``b[at_b]`` on, ``limit`` at most."""
    most = min(len(a) - at_a, len(b) - at_b)
    most = most if limit is None else min(most, limit)
    done, step = 0, 16
    while done < most and a[at_a + done : at_a + done + step] == b[at_b + done : at_b + done + step]:
        done += step
        step *= 2
    while step and done < most:
        if a[at_a + done : at_a + done + step] == b[at_b + done : at_b + done + step]:
            done += step
        step //= 2
    return min(done, most)


def common_end(a: str, b: str, end_a: int, end_b: int, limit: int | None = None) -> int:
    """Return how many characters are the same before ``a[end_a]`` and ``b[end_b]``, ``limit`` at most."""
    most = min(end_a, end_b)
    most = most if limit is None else min(most, limit)
    done, step = 0, 16

    def same(size: int) -> bool:
        size = min(size, most)
        return a[end_a - size : end_a - done] == b[end_b - size : end_b - done]

    while done < most and same(done + step):
        done += step
        step *= 2
    while step and done < most:
        if same(done + step):
            done += step
        step //= 2
    return min(done, most)


def _inside(old: str, new: str, a1: int, a2: int, b1: int, b2: int) -> Iterator[Block]:
    """Align what lies between the common beginning and the common end: lines first, then words."""
    if a1 == a2 or b1 == b2:
        return
    lines_a, at_a = _cut(_LINE, old, a1, a2)
    lines_b, at_b = _cut(_LINE, new, b1, b2)
    done_a, done_b = 0, 0
    pairs = _align(lines_a, lines_b, small=0)
    for i, j in [*pairs, (len(lines_a), len(lines_b))]:
        if _alike(lines_a[done_a:i], lines_b[done_b:j]):
            # A label renamed everywhere: no line is the same, yet each has its heir.
            stretches = [(done_a + n, done_a + n + 1, done_b + n, done_b + n + 1) for n in range(i - done_a)]
        else:
            stretches = [(done_a, i, done_b, j)]
        for first_a, last_a, first_b, last_b in stretches:
            words_a, word_a = _cut(_TOKEN, old, at_a[first_a], at_a[last_a])
            words_b, word_b = _cut(_TOKEN, new, at_b[first_b], at_b[last_b])
            for k, m in _align(words_a, words_b, small=SMALL):
                yield Block(word_a[k], word_b[m], len(words_a[k]))
        if i < len(lines_a):
            yield Block(at_a[i], at_b[j], len(lines_a[i]))
        done_a, done_b = i + 1, j + 1


def _alike(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether as many lines face each other, most of them with half of their letters at their ends."""
    if len(a) != len(b) or len(a) < 2:
        return False
    kept = 0
    for left, right in zip(a, b, strict=True):
        shorter = min(len(left), len(right))
        start = common_start(left, right)
        kept += 2 * (start + common_end(left, right, len(left), len(right), shorter - start)) >= shorter
    return 5 * kept >= 4 * len(a)


def _cut(pattern: re.Pattern[str], text: str, start: int, end: int) -> tuple[list[str], list[int]]:
    """Return the pieces of ``text[start:end]`` and where each begins, the end last."""
    pieces = pattern.findall(text, start, end)
    starts = [start]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    return pieces, starts


def _align(a: Sequence[str], b: Sequence[str], *, small: int) -> list[tuple[int, int]]:
    """Return pairs ``(i, j)``, both growing, such that ``a[i] == b[j]``."""
    pairs: list[tuple[int, int]] = []
    todo = [(0, len(a), 0, len(b))]
    effort = EFFORT * (len(a) + len(b)) + 10 * SMALL
    while todo and effort > 0:
        a1, a2, b1, b2 = todo.pop()
        while a1 < a2 and b1 < b2 and a[a1] == b[b1]:
            pairs.append((a1, b1))
            a1, b1 = a1 + 1, b1 + 1
        while a1 < a2 and b1 < b2 and a[a2 - 1] == b[b2 - 1]:
            a2, b2 = a2 - 1, b2 - 1
            pairs.append((a2, b2))
        if a1 == a2 or b1 == b2:
            continue
        anchors = _anchors(a, b, a1, a2, b1, b2)
        effort -= a2 - a1 + b2 - b1
        if anchors:
            i, j = a1, b1
            for k, m in anchors:
                pairs.append((k, m))
                todo.append((i, k, j, m))
                i, j = k + 1, m + 1
            todo.append((i, a2, j, b2))
        elif (a2 - a1) * (b2 - b1) <= small:
            effort -= (a2 - a1) * (b2 - b1) // 10
            matcher = SequenceMatcher(None, a[a1:a2], b[b1:b2], autojunk=False)
            for k, m, size in matcher.get_matching_blocks():
                pairs += [(a1 + k + n, b1 + m + n) for n in range(size)]
    return sorted(pairs)


def _anchors(a: Sequence[str], b: Sequence[str], a1: int, a2: int, b1: int, b2: int) -> list[tuple[int, int]]:
    """Return the longest row of pieces that are once in each stretch, in the same order in both.

    Where no piece is alone of its kind, runs of 2, 4, 8… 64 pieces are tried: an echo rarely lasts.
    """
    run = 1
    while run <= 64 and run <= min(a2 - a1, b2 - b1):
        left = _once(a, a1, a2, run)
        right = _once(b, b1, b2, run)
        shared = [(i, right[key]) for key, i in left.items() if key in right]
        if shared:
            return _growing(shared)
        run *= 2
    return []


def _once(pieces: Sequence[str], start: int, end: int, run: int) -> dict[str | tuple[str, ...], int]:
    """Return the runs that are there once, with their place, in the order of the text."""
    keys: list[str | tuple[str, ...]]
    counts: Counter[str | tuple[str, ...]]
    if run == 1:
        # A blank or a sign says nothing of where we are.
        keys = list(pieces[start:end])
        counts = Counter(piece for piece in pieces[start:end] if len(piece) > 1 or piece.isalnum())
    else:
        keys = [tuple(pieces[i : i + run]) for i in range(start, end - run + 1)]
        counts = Counter(keys)
    return {key: start + i for i, key in enumerate(keys) if counts[key] == 1}


def _growing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of ``pairs`` (sorted by the first) whose second also grows."""
    tops: list[int] = []
    top_at: list[int] = []
    before: list[int] = []
    for n, (_i, j) in enumerate(pairs):
        rank = bisect_left(tops, j)
        before.append(top_at[rank - 1] if rank else -1)
        tops[rank : rank + 1] = [j]
        top_at[rank : rank + 1] = [n]
    chain: list[tuple[int, int]] = []
    n = top_at[-1] if top_at else -1
    while n >= 0:
        chain.append(pairs[n])
        n = before[n]
    return chain[::-1]


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Join blocks that touch on both sides; leave the empty ones out."""
    joined: list[Block] = []
    for block in blocks:
        if not block.size:
            continue
        if joined and joined[-1].old + joined[-1].size == block.old and joined[-1].new + joined[-1].size == block.new:
            last = joined[-1]
            joined[-1] = Block(last.old, last.new, last.size + block.size)
        else:
            joined.append(block)
    return joined


def _grown(old: str, new: str, blocks: Sequence[Block]) -> list[Block]:
    """Let each block take the equal characters of the gaps beside it: both ends of « isolment », « isolement »."""
    grown: list[Block] = []
    edges = [Block(0, 0, 0), *blocks, Block(len(old), len(new), 0)]
    for last, block in pairwise(edges):
        start_old, start_new = last.old + last.size, last.new + last.size
        room = min(block.old - start_old, block.new - start_new)
        more = common_start(old, new, start_old, start_new, room)
        less = common_end(old, new, block.old, block.new, room - more)
        if more:
            grown.append(Block(start_old, start_new, more))
        if less or block.size:
            grown.append(Block(block.old - less, block.new - less, block.size + less))
    return grown

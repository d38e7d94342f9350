"""What to look at again in a codebook, once it has been used: every remark lists its passages, none changes anything.

The anatomy of a code is that of MacQueen, McLellan, Kay & Milstein 1998, Cultural Anthropology Methods 10(2); the
thresholds are conventions of this project, and they can be given.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final, Literal, get_args

from toolkit.i18n import N_, _, n_, said
from toolkit.language import tokens
from toolkit.model import Code, Codebook, Coding, fold
from toolkit.model.traces import merged

Check = Literal[
    "no_definition",
    "no_exclusion",
    "no_example",
    "long_label",
    "same_label",
    "unused",
    "used_once",
    "one_transcript",
    "older_definition",
    "overlapping_siblings",
    "too_wide",
    "parent_and_child",
    "near_definitions",
]
CHECKS: Final[tuple[str, ...]] = get_args(Check)
TITLES: Final[Mapping[Check, str]] = {
    "no_definition": N_("no definition"),
    "no_exclusion": N_("nothing says when not to use it"),
    "no_example": N_("a definition without an example"),
    "long_label": N_("a long label"),
    "same_label": N_("two codes of one label"),
    "unused": N_("used nowhere"),
    "used_once": N_("used once"),
    "one_transcript": N_("used in one transcript only"),
    "older_definition": N_("passages coded under an older definition"),
    "overlapping_siblings": N_("two codes on the same words"),
    "too_wide": N_("a very wide code"),
    "parent_and_child": N_("a code and its parent on one passage"),
    "near_definitions": N_("two definitions nearly alike"),
}
SHORT_WORD: Final = 4
"""Words of fewer letters are left out when two definitions are compared."""


@dataclass(frozen=True, slots=True)
class Lint:
    """One remark about a code, or about several: which check, one sentence, and the ids of the passages concerned."""

    check: Check
    codes: tuple[str, ...]
    message: str
    codings: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the check is about, in a few words."""
        return said(TITLES[self.check])


def lint_codebook(
    book: Codebook,
    codings: Iterable[Coding] = (),
    *,
    words: int = 4,
    overlap: float = 0.8,
    share: float = 0.25,
    alike: float = 0.8,
) -> list[Lint]:
    """Return what to look at again, in the order of the codebook; nothing is changed.

    Parameters
    ----------
    book, codings
        The codebook and the codings of the study; the rejected ones are left out, and a passage that several coders
        marked counts once (by its positions).
    words
        A label with more words is long.
    overlap
        Two codes under one parent are remarked when this share of the characters of the rarer one bears the other.
    share
        A code is wide when it covers more than this share of all that is coded.
    alike
        Two definitions are nearly alike when their longer words have this Jaccard index.

    Examples
    --------
    >>> [lint.check for lint in lint_codebook(Codebook([Code("aide", "Aide", definition="Aider.", example="x")]))]
    ['no_exclusion', 'unused']
    """
    used = _Used(book, [coding for coding in codings if coding.state != "rejected" and coding.code in book])
    found: list[Lint] = []
    for code in book:
        found += _anatomy(book, code, words)
        found += used.of(code)
        found += used.older(code)
        found += used.wide(code, share)
        found += used.with_parent(code)
    found += _same_labels(book)
    found += used.siblings(overlap)
    found += _near(book, alike)
    rank = {code.id: n for n, code in enumerate(book)}
    order = {check: n for n, check in enumerate(CHECKS)}
    return sorted(found, key=lambda lint: (rank[lint.codes[0]], order[lint.check], lint.codes))


def _anatomy(book: Codebook, code: Code, words: int) -> Iterator[Lint]:
    defined = any(text.strip() for text in (code.definition, code.short_definition))
    if len(code.label.split()) > words:
        n = len(code.label.split())
        yield Lint(
            "long_label",
            (code.id,),
            n_(
                "The label has {n} word: a short one is easier to recognise.",
                "The label has {n} words: a short one is easier to recognise.",
                n,
            ),
        )
    if book.children(code.id) and not defined:
        return  # a theme that only groups its codes needs no definition of its own
    if not defined:
        yield Lint("no_definition", (code.id,), _("Nobody else can tell what it covers: write a short definition."))
        return
    if not code.when_not_to_use.strip():
        yield Lint(
            "no_exclusion",
            (code.id,),
            _("Say when not to use it, and which code to use then: that is where coders disagree."),
        )
    if not code.example.strip():
        yield Lint("no_example", (code.id,), _("Add an example: an extract that any coder would recognise."))


def _same_labels(book: Codebook) -> Iterator[Lint]:
    by_label: dict[str, list[str]] = defaultdict(list)
    for code in book:
        by_label[fold(code.label).strip()].append(code.id)
    for ids in by_label.values():
        if len(ids) > 1:
            yield Lint("same_label", tuple(ids), _("They have the same label: rename one, or merge them."))


def _near(book: Codebook, alike: float) -> Iterator[Lint]:
    """Compare the definitions that share a word, and only those: a book of thousands of codes stays quick."""
    bags = {code.id: _bag(" ".join((code.short_definition, code.definition))) for code in book}
    holders: dict[str, list[str]] = defaultdict(list)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    # The rarest words first: two definitions that are alike share at least one of their rarest.
    frequency: dict[str, int] = defaultdict(int)
    for bag in bags.values():
        for word in bag:
            frequency[word] += 1
    for id, bag in bags.items():
        rare = sorted(bag, key=lambda word: (frequency[word], word))
        for word in rare[: len(rare) - ceil(alike * len(rare) - 1e-9) + 1]:
            for other in holders[word]:
                shared[other, id] += 1
            holders[word].append(id)
    for one, other in shared:
        index = len(bags[one] & bags[other]) / len(bags[one] | bags[other])
        if index >= alike:
            yield Lint(
                "near_definitions",
                (one, other),
                _("Their definitions are nearly the same words: say what tells them apart, or merge them."),
            )


def _bag(text: str) -> frozenset[str]:
    return frozenset(word for token in tokens(text) if len(word := fold(token.text)) >= SHORT_WORD and word.isalpha())


Spans = Mapping[str, list[tuple[int, int]]]
"""Of each transcript, what is covered: spans in order, without overlap."""


class _Used:
    """Where each code is, and how much it covers."""

    def __init__(self, book: Codebook, codings: Sequence[Coding]):
        self.book = book
        self.codings: dict[str, list[Coding]] = defaultdict(list)
        for coding in codings:
            self.codings[coding.code].append(coding)
        self.covered = {id: _covered(held) for id, held in self.codings.items()}
        self.sizes = {id: _size(spans) for id, spans in self.covered.items()}
        self.coded = _size(_covered(codings))
        self.places = {id: {(c.transcript, c.start, c.end) for c in held} for id, held in self.codings.items()}

    def of(self, code: Code) -> Iterator[Lint]:
        held = self.codings.get(code.id, [])
        ids = tuple(coding.id for coding in held)
        if not held:
            if not self.book.children(code.id):
                yield Lint("unused", (code.id,), _("No passage bears it: keep it if its absence means something."))
        elif len(self.places[code.id]) == 1:
            yield Lint(
                "used_once", (code.id,), _("One passage bears it: is it a code, or an example of another?"), ids
            )
        elif len({coding.transcript for coding in held}) == 1:
            yield Lint(
                "one_transcript",
                (code.id,),
                _("It comes in {transcript} only: is it this person, or a theme?", transcript=held[0].transcript),
                ids,
            )

    def older(self, code: Code) -> Iterator[Lint]:
        ids = tuple(c.id for c in self.codings.get(code.id, []) if c.code_version < code.version)
        if ids:
            yield Lint(
                "older_definition",
                (code.id,),
                n_(
                    "{n} passage was coded under an older definition: read it again, then confirm it.",
                    "{n} passages were coded under an older definition: read them again, then confirm them.",
                    len(ids),
                ),
                ids,
            )

    def wide(self, code: Code, share: float) -> Iterator[Lint]:
        covers = self.sizes.get(code.id, 0)
        if len(self.covered) > 1 and self.coded and covers > share * self.coded:
            yield Lint(
                "too_wide",
                (code.id,),
                _(
                    "It covers {percent} % of the coded text ({covered} characters of {coded}): should it be split?",
                    percent=round(100 * covers / self.coded),
                    covered=covers,
                    coded=self.coded,
                ),
                tuple(coding.id for coding in self.codings[code.id]),
            )

    def with_parent(self, code: Code) -> Iterator[Lint]:
        if code.parent is None:
            return
        both = self.places.get(code.id, set()) & self.places.get(code.parent, set())
        if both:
            ids = tuple(
                c.id
                for id in (code.parent, code.id)
                for c in self.codings[id]
                if (c.transcript, c.start, c.end) in both
            )
            yield Lint(
                "parent_and_child",
                (code.id, code.parent),
                n_(
                    "{n} passage bears both the code and its parent: the code alone says it all.",
                    "{n} passages bear both the code and its parent: the code alone says it all.",
                    len(both),
                ),
                ids,
            )

    def siblings(self, overlap: float) -> Iterator[Lint]:
        by_parent: dict[str | None, list[str]] = defaultdict(list)
        for code in self.book:
            if code.id in self.covered:
                by_parent[code.parent].append(code.id)
        for parent, ids in by_parent.items():
            if parent is None and len(ids) < 2:
                continue
            for one, other, common in _meetings({id: self.covered[id] for id in ids}):
                least = min(self.sizes[one], self.sizes[other])
                if least and common > overlap * least:
                    yield Lint(
                        "overlapping_siblings",
                        (one, other),
                        _(
                            "{percent} % of the rarer one bears the other too: should they be merged?",
                            percent=round(100 * common / least),
                        ),
                        tuple(c.id for id in (one, other) for c in self.codings[id]),
                    )


def _covered(codings: Iterable[Coding]) -> Spans:
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for coding in codings:
        places[coding.transcript].append((coding.start, coding.end))
    return {id: merged(spans) for id, spans in places.items()}


def _size(spans: Spans) -> int:
    return sum(end - start for held in spans.values() for start, end in held)


def _meetings(covered: Mapping[str, Spans]) -> Iterator[tuple[str, str, int]]:
    """Yield how many characters each two codes share, one pass over the spans of each transcript."""
    events: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    rank = {id: n for n, id in enumerate(covered)}
    for id, spans in covered.items():
        for transcript, held in spans.items():
            for start, end in held:
                events[transcript] += [(start, 1, id), (end, 0, id)]
    common: dict[tuple[str, str], int] = defaultdict(int)
    for marks in events.values():
        opened: dict[str, int] = {}
        for at, opens, id in sorted(marks):
            if opens:
                opened[id] = at
                continue
            mine = opened.pop(id)
            for other, theirs in opened.items():
                one, two = sorted((id, other), key=rank.__getitem__)
                common[one, two] += at - max(mine, theirs)
    yield from ((one, other, n) for (one, other), n in sorted(common.items()))

"""What is wrong with the decisions about names, seen all together: people confused, real names brought back.

One fault a kind, with the ranks of its decisions: a table says them as lines, the widget as rows. No sentence holds
a name.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from toolkit.i18n import _, n_
from toolkit.language.gazetteer import first_names
from toolkit.model.text import fold
from toolkit.transcripts.forms import FormFinder, NameDecision, form_key, pieces
from toolkit.transcripts.generalising import entity_key, too_near
from toolkit.transcripts.name_words import CIVILITIES
from toolkit.transcripts.persons import PARTICLES, person_key

Kind = Literal["shared", "real name", "participant"]
_NAMED: Final = frozenset(("PERSON", "PLACE", "ORG"))
_SHOWN: Final = 12
_MANY: Final = 40


@dataclass(frozen=True, slots=True)
class DecisionFault:
    """One kind of fault; ``groups`` are the ranks of the decisions that clash, together."""

    kind: Kind
    groups: tuple[tuple[int, ...], ...]

    @property
    def ranks(self) -> tuple[int, ...]:
        """Every rank concerned, in order, once."""
        return tuple(sorted({rank for group in self.groups for rank in group}))

    def sentence(self, line: Callable[[int], int | str] = lambda rank: rank + 1) -> str:
        """Return the fault in one sentence; ``line`` turns a rank into what a reader sees of its place."""
        where = "; ".join(_together([line(rank) for rank in group]) for group in self.groups[:_SHOWN])
        if len(self.groups) > _SHOWN:
            where = f"{where}…"
        n = len(self.groups)
        if self.kind == "shared":
            return n_(
                "{where}: different people would get the same replacement; choose another, or write the same "
                "name in the column “personne” if they are one",
                "{where}: different people would get the same replacement; choose others, or write the same "
                "name in the column “personne” if they are one",
                n,
                where=where,
            )
        if self.kind == "participant":
            return n_(
                "{where}: the replacement is the real name of somebody of the study; choose another",
                "{where}: the replacement is the real name of somebody of the study; choose others",
                n,
                where=where,
            )
        return n_(
            "{where}: the replacement is or holds a form to be replaced; choose another",
            "{where}: the replacement is or holds a form to be replaced; choose others",
            n,
            where=where,
        )


def check_decisions(decisions: Sequence[NameDecision], *, real_names: Iterable[str] = ()) -> list[DecisionFault]:
    """Return what is wrong with decisions taken together; an empty list is good.

    Two people must not share a replacement; none may be, or hold, a form of the list that is not rejected, nor a
    word of ``real_names`` (people of the study whom no text names). Only accepted rows are judged; the time grows
    as the list does.

    >>> clash = [NameDecision(form, "PERSON", "accepted", new) for form, new in (("Zohra", "Inès"), ("Nour", "Ines"))]
    >>> [(fault.kind, fault.groups) for fault in check_decisions(clash)]
    [('shared', ((0, 1),))]
    """
    faults = (
        DecisionFault("shared", tuple(_shared(decisions))),
        DecisionFault("real name", tuple(_real(decisions))),
        DecisionFault("participant", tuple(_participants(decisions, real_names))),
    )
    return [fault for fault in faults if fault.groups]


def too_near_rows(decisions: Sequence[NameDecision], *, level: int | None = None) -> list[int]:
    """Return the ranks of the places told so near that a role beside them would say who somebody is.

    ``level`` is that of the study, for the rows that have none of their own.
    """
    return [
        rank
        for rank, one in enumerate(decisions)
        if one.decision != "rejected" and too_near(one.type, one.form, level if one.level is None else one.level)
    ]


def _together(lines: Iterable[int | str]) -> str:
    """Return « lines 2, 3 and 5 », « line 3 and a decision kept in the coffre »: numbers come first."""
    shown = [*dict.fromkeys(lines)]
    numbers = [str(line) for line in shown if isinstance(line, int)]
    places = [line for line in shown if isinstance(line, str)]
    if numbers:
        places = [n_("line {lines}", "lines {lines}", len(numbers), lines=_listed(numbers)), *places]
    return _listed(places)


def _listed(shown: Sequence[str]) -> str:
    if len(shown) > _SHOWN:
        return ", ".join(shown[:_SHOWN]) + "…"
    if len(shown) < 2:
        return "".join(shown)
    return _("{some} and {last}", some=", ".join(shown[:-1]), last=shown[-1])


def _shared(decisions: Sequence[NameDecision]) -> Iterable[tuple[int, ...]]:
    given: dict[str, list[int]] = {}
    for rank, one in enumerate(decisions):
        # A category may be shared: two villages may both become « [commune] », two days « mars 2024 ».
        if one.accepted and one.type in _NAMED and "[" not in one.replacement:
            given.setdefault(" ".join(form_key(one.replacement)) or fold(one.replacement), []).append(rank)
    for ranks in given.values():
        if len(ranks) > 1 and (clash := _different(decisions, ranks)):
            yield tuple(clash)


def _different(decisions: Sequence[NameDecision], ranks: Sequence[int]) -> list[int]:
    """Return one rank for each person among those who share a replacement, nothing when all are one."""
    seen: list[tuple[set[str], set[str], int]] = []
    for rank in ranks:
        one = decisions[rank]
        link = {fold(one.person).strip()} - {""}
        words = set(person_key(one.form) if one.type == "PERSON" else entity_key(one.type, one.form))
        same = [
            held
            for held in seen
            if (link & held[0]) or ((not link or not held[0]) and (words <= held[1] or held[1] <= words))
        ]
        if not same:
            seen.append((link, words, rank))
            if len(seen) > _MANY:
                return list(ranks)
            continue
        first = same[0]
        merged = (first[0].union(link, *(held[0] for held in same)), max(first[1], words, key=len), first[2])
        seen = [held for held in seen if held not in same]
        seen.append(merged)
    return sorted(rank for _link, _words, rank in seen) if len(seen) > 1 else []


def _real(decisions: Sequence[NameDecision]) -> Iterable[tuple[int, ...]]:
    listed = [rank for rank, one in enumerate(decisions) if one.decision != "rejected"]
    forms = [decisions[rank] for rank in listed]
    finder = FormFinder(
        [one.form for one in forms],
        as_typed=[at for at, one in enumerate(forms) if one.decision == "as typed"],
    )
    borne = _borne(forms)
    holds: dict[str, bool] = {}
    for rank, one in enumerate(decisions):
        if one.accepted:
            if one.replacement not in holds:
                holds[one.replacement] = bool(finder.find(one.replacement))
            named = one.type == "PERSON" and "[" not in one.replacement and borne & set(form_key(one.replacement))
            if holds[one.replacement] or named:
                yield (rank,)


def _borne(forms: Iterable[NameDecision]) -> set[str]:
    """Return the words that people of the list bear as names: « nadia » and « benali » of « Nadia Benali »."""
    words = {
        piece.key
        for one in forms
        if one.type == "PERSON"
        for piece in pieces(one.form)
        if len(piece.key) > 2 and (one.form[piece.start].isupper() or piece.key in first_names())
    }
    return words - PARTICLES - CIVILITIES


def _participants(decisions: Sequence[NameDecision], real_names: Iterable[str]) -> Iterable[tuple[int, ...]]:
    words = {piece.key for name in real_names for piece in pieces(name) if len(piece.key) > 2} - PARTICLES
    if not words:
        return
    for rank, one in enumerate(decisions):
        if one.accepted and "[" not in one.replacement and words & set(form_key(one.replacement)):
            yield (rank,)

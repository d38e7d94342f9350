"""Extracts that draw a portrait together: « j'ai 43 ans », « mes trois filles » elsewhere, and one person is left.

METHODS E7: no two quotes of one person that together identify. Each extract is searched for what it tells of the
person (``risk_facts``); what a trait of the study can be compared with is compared, the rest is supposed, and
said to be.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, cast

from toolkit.errors import InvalidValue, UnknownName
from toolkit.formats.cells import heading
from toolkit.i18n import _, n_, said
from toolkit.language.gazetteer import roles
from toolkit.model.codes import Coding
from toolkit.model.desk import Desk
from toolkit.model.people import Participant
from toolkit.model.text import fold
from toolkit.transcripts.risk import PUBLIC
from toolkit.transcripts.risk_bands import interval
from toolkit.transcripts.risk_facts import KIND_WORDS, Fact, facts_in, known_role
from toolkit.transcripts.risk_people import Described, Value, described
from toolkit.transcripts.risk_words import and_list

if TYPE_CHECKING:
    from pandas import DataFrame

MOST: Final = 3
"""The largest set of extracts that is looked for; beyond, all the extracts of the person are looked at at once."""
MANY: Final = 40
"""Extracts with something in them, of one person, beyond which only pairs are looked for."""
_COMPARED: Final[dict[str, tuple[str, ...]]] = {
    "age": ("age", "ages"),
    "children": ("enfant", "enfants", "nombre d enfants", "nb enfants", "children"),
    "seniority": ("anciennete", "annees d anciennete", "experience", "seniority"),
    "place": (
        "commune",
        "ville",
        "lieu",
        "village",
        "quartier",
        "residence",
        "domicile",
        "town",
        "place",
        "case",
        "cas",
    ),
    "role": ("fonction", "poste", "profession", "metier", "emploi", "statut", "role", "mandat", "titre", "job"),
    "family": ("situation familiale", "situation matrimoniale", "statut matrimonial", "situation"),
}
"""The traits that each kind of fact is compared with, by their names."""


@dataclass(frozen=True, slots=True, repr=False)
class ToldExtract:
    """An extract as it is looked at: its id, whose words, what it tells, where people find it."""

    id: str
    participant: str
    facts: tuple[Fact, ...]
    place: str = ""

    def __repr__(self) -> str:
        return f"<ToldExtract {self.id}: {len(self.facts)} facts>"


@dataclass(frozen=True, slots=True, repr=False)
class Portrait:
    """Extracts of one person that, with the traits shown, leave fewer than k people.

    ``left`` is how many people of the study could have said all of it; ``supposed`` tells that some of it could not
    be compared with a trait, and that each such thing was supposed true of one person in two.
    """

    participant: str
    extracts: tuple[str, ...]
    kinds: tuple[str, ...]
    left: int
    k: int
    supposed: bool
    places: tuple[str, ...] = ()

    @property
    def together(self) -> bool:
        """Whether it takes several extracts: each of them alone could go."""
        return len(self.extracts) > 1

    @property
    def sentence(self) -> str:
        """Say it, with ids and without any words of the person."""
        kinds = and_list([said(KIND_WORDS[kind]) for kind in self.kinds])
        shown = [f"{id} ({place})" if place else id for id, place in zip(self.extracts, self._where, strict=True)]
        fields: dict[str, Any] = {"id": self.participant, "extracts": and_list(shown), "kinds": kinds}
        if self.together:
            return n_(
                "{id}: the extracts {extracts} together tell {kinds}; {n} person of the study at most fits.",
                "{id}: the extracts {extracts} together tell {kinds}; {n} people of the study at most fit.",
                self.left,
                **fields,
            )
        return n_(
            "{id}: the extract {extracts} alone tells {kinds}; {n} person of the study at most fits.",
            "{id}: the extract {extracts} alone tells {kinds}; {n} people of the study at most fit.",
            self.left,
            **fields,
        )

    @property
    def _where(self) -> tuple[str, ...]:
        return self.places or ("",) * len(self.extracts)

    def plain(self) -> dict[str, Any]:
        """Return it for a program."""
        return {
            "participant": self.participant,
            "extracts": list(self.extracts),
            "places": list(self.places),
            "kinds": list(self.kinds),
            "left": self.left,
            "k": self.k,
            "supposed": self.supposed,
        }

    def __repr__(self) -> str:
        return f"<Portrait {self.participant}: {len(self.extracts)} extracts, {self.left} people left>"


def portraits(
    extracts: "Desk | DataFrame | Iterable[Any]",
    participants: "Described | Desk | DataFrame | Iterable[Participant]",
    k: int = PUBLIC,
    *,
    shown: Sequence[str] | None = None,
    names: bool = True,
) -> tuple[Portrait, ...]:
    """Return the extracts, alone or together, after which fewer than k people of the study can be the speaker.

    Only the smallest sets are returned: a pair that is flagged is not repeated with a third extract. An extract that
    tells nothing of the person is never flagged. Read it this way: keep one extract of a set, or cut what it tells
    with [...]. When not to use it: it finds what is said outright; friends also recognise a story or a voice.

    Parameters
    ----------
    extracts
        ``(participant, text)`` or ``(id, participant, text)``; a frame with ``participant`` and ``quote``; nouns with
        ``participant`` and ``text`` (quotes); or a study, whose accepted codings are then taken.
    participants
        Who was interviewed, with their traits.
    k
        How many people must remain.
    shown
        The traits printed beside the extracts, which readers therefore know; by default the case.
    names
        Look for places and addresses too.

    Examples
    --------
    >>> people = [Participant(f"P{n}", None, {"âge": 40 + n, "enfants": n % 3}) for n in range(6)]
    >>> found = portraits([("a", "P3", "J'ai 43 ans."), ("b", "P3", "il pleuvait")], people, k=2)
    >>> [(one.extracts, one.kinds, one.left) for one in found]
    [(('a',), ('age',), 1)]
    """
    people = described(participants)
    for name in shown or ():
        if name not in people.traits:
            raise UnknownName(name, people.traits)
    beside = tuple(shown) if shown is not None else tuple(name for name in ("case",) if name in people.traits)
    if hasattr(extracts, "all") and hasattr(extracts, "frame"):
        frame = cast("Desk", extracts).frame("codings")
        extracts = frame[(frame["state"] == "accepted") & frame["participant"].notna()]
    places = _places(extracts)
    told = [
        ToldExtract(id, who, tuple(facts_in(text, names=names)), places.get(id, ""))
        for id, who, text in extracts_of(extracts)
    ]
    reckoning = _Reckoning(people, beside, told)
    mine: dict[str, list[ToldExtract]] = {}
    for one in told:
        if one.facts:
            mine.setdefault(one.participant, []).append(one)
    found: list[Portrait] = []
    for who in sorted(mine):
        found += _of_one(who, mine[who], reckoning, k)
    return tuple(found)


def extracts_of(source: Any) -> list[tuple[str, str, str]]:
    """Return (id, participant, text) of extracts given in any of the ways that ``portraits`` takes."""
    if hasattr(source, "columns"):
        if not {"participant", "quote"} <= set(source.columns):
            raise InvalidValue(
                _("The table of extracts has no columns “participant” and “quote”."),
                _("Give study.codings.frame(), or name two columns so."),
            )
        ids = source["coding"] if "coding" in source.columns else range(1, len(source) + 1)
        rows = zip(ids, source["participant"].tolist(), source["quote"].tolist(), strict=True)
        listed = [(str(id), str(who), str(text)) for id, who, text in rows if isinstance(who, str)]
    else:
        listed = [_extract(n, one) for n, one in enumerate(source, 1)]
        listed = [one for one in listed if one[1]]
    # One passage coded twice is one extract.
    seen: dict[tuple[str, str], str] = {}
    for id, who, text in listed:
        seen.setdefault((who, text), id)
    return [(id, who, text) for (who, text), id in seen.items()]


def _places(source: Any) -> dict[str, str]:
    """Return where people find each extract: « E03, tour 42 »; nothing when the extracts do not say."""
    if not {"coding", "transcript", "turn"} <= set(getattr(source, "columns", ())):
        return {}
    rows = zip(source["coding"].tolist(), source["transcript"].tolist(), source["turn"].tolist(), strict=True)
    return {
        str(id): _("{transcript}, turn {turn}", transcript=transcript, turn=turn) for id, transcript, turn in rows
    }


def _extract(n: int, one: Any) -> tuple[str, str, str]:
    if isinstance(one, Mapping):
        return str(one.get("id", n)), str(one["participant"] or ""), str(one.get("quote", one.get("text", "")))
    if hasattr(one, "participant") and hasattr(one, "text"):
        return str(getattr(one, "id", n)), str(one.participant or ""), str(one.text)
    if isinstance(one, Coding | str) or len(one) not in (2, 3):
        raise InvalidValue(
            _("An extract is given with its person: (participant, text)."), _("Give a list of such pairs.")
        )
    return (str(n), *map(str, one)) if len(one) == 2 else (str(one[0]), str(one[1]), str(one[2]))  # type: ignore[return-value]


def _of_one(who: str, extracts: Sequence[ToldExtract], reckoning: "_Reckoning", k: int) -> list[Portrait]:
    found: list[Portrait] = []
    alone = [one for one in extracts if reckoning.left(who, [one])[0] < k]
    found += [_portrait(who, [one], reckoning, k) for one in alone]
    rest = [one for one in extracts if one not in alone]
    flagged: list[frozenset[str]] = []
    most = 2 if len(rest) > MANY else MOST
    for size in range(2, min(most, len(rest)) + 1):
        for some in combinations(rest, size):
            ids = frozenset(one.id for one in some)
            if any(smaller <= ids for smaller in flagged) or reckoning.left(who, some)[0] >= k:
                continue
            flagged.append(ids)
            found.append(_portrait(who, some, reckoning, k))
    if not flagged and len(rest) > most and reckoning.left(who, rest)[0] < k:
        found.append(_portrait(who, rest, reckoning, k))
    return found


def _portrait(who: str, extracts: Sequence[ToldExtract], reckoning: "_Reckoning", k: int) -> Portrait:
    left, supposed = reckoning.left(who, extracts)
    kinds = tuple(dict.fromkeys(fact.kind for one in extracts for fact in one.facts))
    places = tuple(one.place for one in extracts)
    return Portrait(who, tuple(one.id for one in extracts), kinds, left, k, supposed, places)


class _Reckoning:
    """How many people of the study could have said some things, traits compared where there are any."""

    def __init__(self, people: Described, shown: Sequence[str], extracts: Sequence[ToldExtract]):
        self.people, self.shown = people, shown
        self.rank = {id: i for i, id in enumerate(people.ids)}
        self.everybody = frozenset(people.ids)
        self.columns = {
            kind: [name for name in people.traits if heading(name) in words] for kind, words in _COMPARED.items()
        }
        self.also: dict[tuple[str, str], set[str]] = {}
        for one in extracts:
            for fact in one.facts:
                self.also.setdefault((fact.kind, fact.value), set()).add(one.participant)
        self._fits: dict[tuple[str, str, str], frozenset[str] | None] = {}

    def left(self, who: str, extracts: Sequence[ToldExtract]) -> tuple[int, bool]:
        """Return how many people are left, and whether something had to be supposed."""
        fitting = self._base(who)
        unknown: dict[tuple[str, str], int] = {}
        supposed = False
        for fact in (fact for one in extracts for fact in one.facts):
            compared = self._compared(who, fact)
            if compared is not None:
                fitting &= compared
            elif fact.rare:
                supposed = True
                fitting &= frozenset(self.also[fact.kind, fact.value])
            else:
                # What a trait cannot tell: supposed true of one person in two, once for each kind of thing.
                several = fact.kind in ("place", "date")
                unknown[fact.kind, fact.value if several else ""] = 1
        left = max(1, len(fitting | {who}))
        return max(1, left // 2 ** len(unknown)), supposed or bool(unknown)

    def _base(self, who: str) -> frozenset[str]:
        i = self.rank.get(who)
        if i is None:
            return self.everybody
        mine = self.people.row(i, self.shown)
        return frozenset(id for id, j in self.rank.items() if self.people.row(j, self.shown) == mine)

    def _compared(self, who: str, fact: Fact) -> frozenset[str] | None:
        key = (who, fact.kind, fact.value)
        if key not in self._fits:
            self._fits[key] = self._fitting(who, fact)
        return self._fits[key]

    def _fitting(self, who: str, fact: Fact) -> frozenset[str] | None:
        """Return who fits a fact by their traits; None when no trait of the speaker says it."""
        i = self.rank.get(who)
        if i is None:
            return None
        for name in self.columns.get(fact.kind, ()):
            column = self.people.values[name]
            if _agrees(fact, column[i]):
                return frozenset(
                    id for id, value in zip(self.people.ids, column, strict=True) if _agrees(fact, value)
                )
        return None


def _agrees(fact: Fact, value: Value) -> bool:
    """Tell whether a trait says what was said; a missing one does not."""
    if value is None:
        return False
    if isinstance(value, tuple):
        return any(_agrees(fact, one) for one in value)
    if fact.kind in ("age", "children", "seniority"):
        cell = interval(value)
        return cell is not None and fact.value.isdecimal() and cell[0] <= int(fact.value) <= cell[1]
    if fact.kind == "role":
        return isinstance(value, str) and (known_role(value) or fold(value)) == fact.value and fact.value in roles()
    if fact.kind == "family":
        return isinstance(value, str) and fold(value)[:6] == fact.value[:6]
    return isinstance(value, str) and fold(value).replace("-", " ") == fact.value.replace("-", " ")

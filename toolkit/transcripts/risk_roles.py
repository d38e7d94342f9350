"""Roles that say who somebody is in a small house: the director, the mayor, the only peer worker of a team.

From two places: the traits (« fonction », « statut »…) of which one person alone holds a value in a case, and what
is said in the texts, of the person who speaks and of others (METHODS F4: a single élu is identified by the title).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from toolkit.formats.cells import heading
from toolkit.i18n import _, n_
from toolkit.language.gazetteer import place_key, places, roles
from toolkit.model.desk import Desk
from toolkit.model.people import Participant
from toolkit.model.text import fold
from toolkit.model.texts import Transcript
from toolkit.transcripts.risk_facts import known_role, own_roles
from toolkit.transcripts.risk_people import Described, described, shown
from toolkit.transcripts.risk_words import and_list

if TYPE_CHECKING:
    from pandas import DataFrame

_ROLE_TRAIT: Final = re.compile(
    r"\b(?:statut|fonction|poste|role|profession\w*|metier|emploi|titre|mandat|grade|job|occupation)\b"
)
_DETERMINER: Final = re.compile(
    r"(?:l['’]|(?:le|la|les|un|une|au|aux|du|des|mon|ma|mes|ton|ta|son|sa|ses|notre|nos|votre|vos|leur|leurs|cette|ce|cet"
    r"|deux|trois|quatre|cinq|quelques|seule?|unique|anci?en(?:ne)?|nouve(?:au|lle|l)|premi(?:er|ère)|derni(?:er|ère)"
    r"|ex|futur|future|petit|petite|jeune|vieux|vieille|grand|grande|autre|fameux|fameuse)(?:\s+|-))+",
    re.IGNORECASE,
)

_OF: Final = re.compile(r"(?:d['’]|(?:de|du|des|à|au|aux|en|chez)\s+)(?:l['’]|(?:la|le|les)\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RolePlaces:
    """Where a role is said: the transcript and the number of the turn (0 outside turns)."""

    transcript: str
    turn: int


@dataclass(frozen=True, slots=True, repr=False)
class RoleRow:
    """One role in one house: who of the study holds it, where it is said of somebody else, how much it tells.

    ``placed`` counts the times when a place is named with it (« le maire de Givors »): in a small town it says who.

    ``level``: ``participant`` when a person of the study is recognised by it, ``third`` when somebody who was not
    interviewed is, ``shared`` when several people of the study hold it.
    """

    house: str
    role: str
    holders: tuple[str, ...]
    said: tuple[RolePlaces, ...]
    only_one: bool
    people: int
    placed: int = 0

    @property
    def level(self) -> str:
        """Who is recognised by it."""
        if not self.holders:
            return "third"
        return "participant" if len(self.holders) == 1 or self.only_one else "shared"

    @property
    def reason(self) -> str:
        """Why it is listed, in a sentence."""
        if self.level == "third":
            if self.placed:
                return _("Somebody who was not interviewed, named with a place: in a small town, that says who.")
            if self.only_one:
                return _("Somebody who was not interviewed, and there is only one person in this role there.")
            return _("Somebody who was not interviewed; people of the house will know who.")
        if len(self.holders) == 1:
            return _("One person of the study holds it there: the title is as good as a name.")
        if self.only_one:
            return _("Several people of the study hold it, but one at a time in a place: the place says who.")
        return _("Several people of the study hold it.")

    def __repr__(self) -> str:
        return f"<RoleRow {self.level}: {len(self.holders)} holders, said {len(self.said)} times>"


@dataclass(frozen=True, slots=True, repr=False)
class RoleRisk:
    """The roles of each house, those that point at people of the study first."""

    rows: tuple[RoleRow, ...]
    houses: tuple[tuple[str, int], ...] = ()

    @property
    def recognised(self) -> tuple[str, ...]:
        """The people of the study whom a role points at, by id."""
        return tuple(sorted({id for row in self.rows if row.level == "participant" for id in row.holders}))

    @property
    def third_parties(self) -> tuple[RoleRow, ...]:
        """The roles of people who were not interviewed."""
        return tuple(row for row in self.rows if row.level == "third")

    def sentences(self) -> tuple[str, ...]:
        """Say it in a few sentences."""
        said = []
        if self.recognised:
            said.append(
                n_(
                    "{n} person of the study is recognised by their role: {ids}.",
                    "{n} people of the study are recognised by their role: {ids}.",
                    len(self.recognised),
                    ids=and_list(self.recognised),
                )
            )
        else:
            said.append(_("No role that was found points at one person of the study."))
        if self.third_parties:
            places = sum(len(row.said) for row in self.third_parties)
            said.append(
                n_(
                    "{n} role names somebody who was not interviewed ({places} places to read).",
                    "{n} roles name people who were not interviewed ({places} places to read).",
                    len(self.third_parties),
                    places=places,
                )
            )
        return tuple(said)

    def frame(self) -> "DataFrame":
        """Return one row per house and role: who holds it, how often it is said, where."""
        import pandas as pd

        columns = ["case", "role", "level", "participants", "n", "people", "said", "places"]
        rows = [
            [
                row.house,
                row.role,
                row.level,
                " ".join(row.holders),
                len(row.holders),
                row.people,
                len(row.said),
                _places(row),
            ]
            for row in self.rows
        ]
        return pd.DataFrame(rows, columns=columns)

    def plain(self) -> list[dict[str, Any]]:
        """Return it for a program."""
        return [
            {
                "case": row.house,
                "role": row.role,
                "level": row.level,
                "only_one": row.only_one,
                "placed": row.placed,
                "participants": list(row.holders),
                "people": row.people,
                "said": [{"transcript": one.transcript, "turn": one.turn} for one in row.said],
            }
            for row in self.rows
        ]

    def __repr__(self) -> str:
        return f"<RoleRisk: {len(self.rows)} roles, {len(self.recognised)} people recognised>"


def _places(row: RoleRow) -> str:
    return " ".join(f"{one.transcript}:{one.turn}" for one in row.said)


def role_risk(
    study: "Desk | Iterable[Transcript]",
    participants: "Described | DataFrame | Iterable[Participant] | None" = None,
    *,
    house: str = "case",
) -> RoleRisk:
    """List the roles that point at somebody in each house: of the study, or not interviewed.

    Read it this way: a row says where to look, not that somebody was recognised. When not to use it: a way of
    speaking, a story that everybody knows, are no roles; reading stays the rule.

    Parameters
    ----------
    study
        A study, or transcripts.
    participants
        Who was interviewed, when ``study`` is no study.
    house
        The trait that says in which house people are: the case by default; everybody is in one house without it.

    Examples
    --------
    >>> jobs = {"P1": "directrice", "P2": "bénévole"}
    >>> people = [Participant(id, None, {"fonction": job}) for id, job in jobs.items()]
    >>> [(row.role, row.holders, row.level) for row in role_risk([], people).rows]
    [('directrice', ('P1',), 'participant'), ('bénévole', ('P2',), 'participant')]
    """
    if hasattr(study, "all"):
        desk = cast("Desk", study)
        transcripts, people = desk.all(Transcript), described(desk)
    else:
        transcripts = list(study)
        people = described(participants if participants is not None else ())
    return _Roles(transcripts, people, house).risk()


def _names_a_place(words: str) -> bool:
    """Tell whether what follows a role names a place: « de Givors », « à saint-étienne »."""
    bare = _OF.sub("", words)
    return place_key(bare) in places() or bare[:1].isupper()


class _Roles:
    """Roles gathered house by house: held by people of the study, or said of somebody."""

    def __init__(self, transcripts: Sequence[Transcript], people: Described, house: str):
        self.transcripts, self.people = transcripts, people
        column = people.values.get(house, (None,) * len(people.ids))
        self.house_of = {
            id: shown(value) if value is not None else "" for id, value in zip(people.ids, column, strict=True)
        }
        self.sizes = Counter(self.house_of.values())
        self.holders: dict[tuple[str, str], dict[str, None]] = {}
        self.said: dict[tuple[str, str], list[RolePlaces]] = {}
        self.forms: dict[str, Counter[str]] = {}
        self.only: dict[tuple[str, str], bool] = {}
        self.placed: Counter[tuple[str, str]] = Counter()

    def risk(self) -> RoleRisk:
        self._traits()
        for transcript in self.transcripts:
            self._text(transcript)
        rows = []
        for house, key in sorted({*self.holders, *self.said}):
            spoken = tuple(dict.fromkeys(self.said.get((house, key), ())))
            holders = tuple(sorted(self.holders.get((house, key), ())))
            only = roles().get(key) == "seul" or self.only.get((house, key), False)
            placed = self.placed[house, key]
            rows.append(RoleRow(house, self._word(key), holders, spoken, only, self.sizes.get(house, 0), placed))
        order = {"participant": 0, "third": 1, "shared": 2}
        rows.sort(
            key=lambda row: (order[row.level], row.house, not row.placed, -row.only_one, -len(row.said), row.role)
        )
        return RoleRisk(tuple(rows), tuple(sorted(self.sizes.items())))

    def _word(self, key: str) -> str:
        forms = self.forms[key]
        return min(forms, key=lambda form: (-forms[form], form))

    def _hold(self, id: str, key: str, form: str) -> None:
        self.holders.setdefault((self.house_of.get(id, ""), key), {})[id] = None
        self.forms.setdefault(key, Counter())[form.lower()] += 1

    def _traits(self) -> None:
        for name in self.people.traits:
            if not _ROLE_TRAIT.search(heading(name)):
                continue
            for id, value in zip(self.people.ids, self.people.values[name], strict=True):
                for one in value if isinstance(value, tuple) else (value,):
                    if isinstance(one, str):
                        self._hold(id, known_role(one) or fold(one), one)

    def _text(self, transcript: Transcript) -> None:
        speakers = {speaker.label: speaker for speaker in transcript.speakers}
        met = list(dict.fromkeys(one.participant for one in transcript.speakers if one.participant))
        turns = list(transcript.numbered())
        stretches: list[tuple[int, str, tuple[str, ...], bool]] = [
            (
                number,
                transcript.text[turn.start : turn.end],
                tuple(id for label in turn.speakers if (id := speakers[label].participant)),
                any(speakers[label].role == "interviewer" for label in turn.speakers),
            )
            for number, turn in turns
        ] or [(0, transcript.text, (), False)]
        for number, words, talking, asking in stretches:
            holders = talking if len(talking) == 1 else tuple(met) if asking and len(met) == 1 else ()
            mine = self._own(words, holders, asked=asking and not talking)
            house = transcript.case or (self.house_of.get(holders[0], "") if holders else "")
            for key, form, only, placed in self._others(words, mine):
                self.placed[house, key] += placed
                self.said.setdefault((house, key), []).append(RolePlaces(transcript.id, number))
                self.forms.setdefault(key, Counter())[form] += 1
                self.only[house, key] = self.only.get((house, key), False) or only

    def _own(self, words: str, holders: Sequence[str], *, asked: bool) -> list[tuple[int, int]]:
        """Note the roles that somebody says are theirs; return where, so that they are not taken for another's."""
        spans = []
        for fact in own_roles(words, asked=asked):
            for id in holders:
                self._hold(id, fact.value, words[fact.start : fact.end])
                spans.append((fact.start, fact.end))
        return spans

    def _others(self, words: str, mine: Sequence[tuple[int, int]]) -> Iterator[tuple[str, str, bool, bool]]:
        from toolkit.transcripts.role_words import find_roles

        for role in find_roles(words):
            if any(role.start < end and start < role.end for start, end in mine):
                continue
            bare = _DETERMINER.sub("", role.text, count=1)
            parts = bare.split()
            for length in range(min(6, len(parts)), 0, -1):
                form = " ".join(parts[:length])
                key = known_role(form)
                if key is not None:
                    where = " ".join(parts[length:])
                    yield key, form.lower(), role.kind == "one", _names_a_place(where)
                    break

"""Who asks and who answers: first by what the label says, then by how people speak, then across files."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from toolkit.model import Role, fold
from toolkit.transcripts.label_words import INTERVIEWER, NEUTRAL, OTHER, PARTICIPANT, PEOPLE

WEAK: Final[Mapping[str, Role]] = {
    "q": "interviewer",
    "question": "interviewer",
    "e": "interviewer",
    "i": "interviewer",
    "enq": "interviewer",
    "eq": "interviewer",
    "int": "interviewer",
    "itw": "interviewer",
    "ch": "interviewer",
    "chr": "interviewer",
    "ani": "interviewer",
    "anim": "interviewer",
    "mod": "interviewer",
    "moi": "interviewer",
    "r": "participant",
    "reponse": "participant",
    "answer": "participant",
    "p": "participant",
    "part": "participant",
    "rep": "participant",
    "enquet": "participant",
}
"""Short labels: what they usually mean, unless the way people speak says otherwise."""
_TWO_SIDED: Final = frozenset({"e", "i"})
_COUNTED: Final = ("turns", "words", "asking")
_LONG: Final = {
    word: role
    for words, role in ((INTERVIEWER, "interviewer"), (PARTICIPANT, "participant"))
    for word in words
    if len(word) >= 8
}


def key_of(label: str) -> str:
    """Return what makes two spellings of a label one: no case, accent, space or sign; ``01`` is ``1``.

    >>> key_of("Interviewer 01"), key_of("Enquêté·e"), key_of("Marie (tutrice)")
    ('interviewer1', 'enquetee', 'marie')
    """
    label = re.sub(r"(?<=\s)\([^()]{3,}\)", "", label)
    key = re.sub(r"[^\w]|_", "", fold(label))
    return re.sub(r"(?<!\d)0+(?=\d)", "", key)


def _root(label: str) -> str:
    """Return a label without article nor number: ``L’enquêtrice 2`` is ``enquetrice``."""
    return re.sub(r"n?\d+$", "", key_of(re.sub(r"^(?:[Ll]['’]|(?:[Ll][ae]s?)\s)", "", label.strip())))


def word_role(label: str) -> Role | None:
    """Return the role that a label says in full; None when it says none.

    >>> word_role("Enquêtrice 2"), word_role("Participant A"), word_role("Marie")
    ('interviewer', 'participant', None)
    """
    words = re.split(r"[\s/,]+", label.strip())
    for root in (_root(label), _root(words[0]) if len(words) > 1 else ""):
        if root in INTERVIEWER:
            return "interviewer"
        if root in PARTICIPANT:
            return "participant"
        if root in OTHER:
            return "other"
    return None


def weak_role(label: str) -> Role | None:
    """Return what a short label usually means (``E``, ``Q``, ``R``…); None for any other."""
    return WEAK.get(_root(_unlettered(label)))


def _unlettered(label: str) -> str:
    """Return ``Enq. A`` without its letter."""
    return re.sub(r"(?<=[^\W\d_]{3})(\.?)\s+[A-Z]$", r"\1", label.strip())


def is_neutral(label: str) -> bool:
    """Tell whether a label is a machine's name for a voice: ``Speaker 2``, ``Intervenant 1``, ``SPEAKER_00``."""
    return _root(label) in NEUTRAL or _root(label.split(maxsplit=1)[0] if label.split() else "") in NEUTRAL


def names_people(label: str) -> bool:
    """Tell whether a label starts with a word for people: ``Mme X``, ``Directrice``, ``La mère``."""
    words = [re.sub(r"\W", "", fold(word)) for word in label.split()]
    if len(words) > 1 and words[0] in {"le", "la"}:
        words = words[1:]
    return bool(words) and re.sub(r"\d+$", "", words[0]) in PEOPLE


@cache
def near_word(label: str) -> str | None:
    """Return the word of the lexicon that a label misspells (``Checheur`` → ``chercheur``); None when unsure."""
    root = _root(label)
    if len(root) < 6 or word_role(label) is not None:
        return None
    near = difflib.get_close_matches(root, _LONG, n=7, cutoff=0.81)
    scored = [(difflib.SequenceMatcher(None, word, root).ratio(), word) for word in near]
    if not scored or scored[0][0] < 0.84:
        return None
    (best, word), rest = scored[0], scored[1:]
    if any(best - score < 0.03 and _LONG[other] != _LONG[word] for score, other in rest):
        return None
    return word


@dataclass(frozen=True, slots=True)
class Manner:
    """How one label speaks in a file."""

    label: str
    turns: int
    words: int
    asking: int

    @property
    def share(self) -> float:
        """Share of the turns that ask something."""
        return self.asking / self.turns if self.turns else 0.0


def decide_roles(manners: Sequence[Manner], told: Mapping[str, Role] | None = None) -> dict[str, Role]:
    """Return the role of each label of a file.

    ``told`` holds what a legend of the file, or the other files, already say. What words say comes first;
    what short labels usually mean holds unless the way people speak contradicts it; the rest is decided by
    who asks and who speaks most, and stays ``unknown`` when that does not tell.
    """
    told = told or {}
    roles: dict[str, Role] = {}
    for manner in manners:
        role = told.get(key_of(manner.label)) or word_role(manner.label)
        if role is not None:
            roles[manner.label] = role
    _weak(manners, roles)
    _structure([manner for manner in manners if manner.label not in roles], manners, roles)
    return {manner.label: roles.get(manner.label, "unknown") for manner in manners}


def _families(manners: Sequence[Manner]) -> dict[str, list[Manner]]:
    """Gather the labels that differ by a number only (``E1``, ``E2``): whether they ask is one question."""
    found: dict[str, list[Manner]] = {}
    for manner in manners:
        if weak_role(manner.label) is not None:
            root = _root(_unlettered(manner.label))
            numbered = key_of(manner.label) != root
            found.setdefault(root if numbered else f"{root} alone", []).append(manner)
    return found


def _weak(manners: Sequence[Manner], roles: dict[str, Role]) -> None:
    # « E » beside « Enquêteur » is somebody else only when nobody else answers: look at the answers first.
    families = sorted(_families(manners).values(), key=lambda members: weak_role(members[0].label) != "participant")
    for members in families:
        role = weak_role(members[0].label)
        open_ = [manner for manner in members if manner.label not in roles]
        others = [other for other in manners if other not in members]
        if role is None or not open_ or (len(members) > 1 and not others):
            continue
        family = Manner(members[0].label, *(sum(getattr(one, part) for one in members) for part in _COUNTED))
        most = max((other.share for other in others), default=0.0)
        loudest = max((other.words for other in others), default=0)
        asks_less = most - family.share > 0.3 and family.words > 1.5 * loudest
        asks_more = family.share - most > 0.3 and loudest > 1.5 * family.words
        taken = "interviewer" in roles.values() and "participant" not in roles.values()
        if role == "interviewer" and (asks_less or taken or (len(members) > 1 and _ambiguous(family, others, roles))):
            continue
        if role == "participant" and asks_more and "interviewer" not in roles.values():
            continue
        for manner in open_:
            roles[manner.label] = role


def _ambiguous(family: Manner, others: Sequence[Manner], roles: Mapping[str, Role]) -> bool:
    """Tell whether « E1, E2 » may be *enquêtés* as well as *enquêteurs*: nothing shows that they ask."""
    if _root(_unlettered(family.label)) not in _TWO_SIDED or "participant" in roles.values():
        return False
    asked = sum(other.asking for other in others) / max(1, sum(other.turns for other in others))
    if abs(family.share - asked) > 0.1:
        return family.share < asked
    return sum(other.words for other in others) < 2 * family.words


def _structure(open_: list[Manner], manners: Sequence[Manner], roles: dict[str, Role]) -> None:
    """Decide what words did not."""
    if not open_:
        return
    if "interviewer" in roles.values():
        # Whoever is not the interviewer, in a file that names one, answers.
        for manner in open_:
            roles[manner.label] = "participant"
        return
    ranked = sorted(open_, key=lambda manner: (-manner.share, manner.words))
    first = ranked[0]
    second = max((manner.share for manner in manners if manner is not first), default=0.0)
    loudest = max((manner.words for manner in manners if manner is not first), default=0)
    if len(manners) < 2 or first.asking == 0:
        return
    asks, speaks_less = first.share - second, first.words < loudest
    if (
        (asks >= 0.3 and (speaks_less or first.turns < 4))
        or (asks >= 0.1 and first.words * 1.3 < loudest)
        or asks >= 0.5
    ):
        roles[first.label] = "interviewer"
        for manner in ranked[1:]:
            roles[manner.label] = "participant"

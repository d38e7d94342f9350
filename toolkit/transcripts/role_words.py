"""Roles that point at somebody without any name: « le maire de Givors », « mon éducatrice ».

In a small house or a small town a role says who it is as well as a name does. Roles are no names: they are not
replaced, they are a list of risks, to read before an extract leaves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, get_args

from toolkit.i18n import _
from toolkit.language.gazetteer import role_key, roles
from toolkit.language.tokens import Token, tokens
from toolkit.language.words import listed
from toolkit.model.checks import one_of, span
from toolkit.transcripts.marked import labels_in
from toolkit.transcripts.name_words import ORG_HEADS, ORG_QUALIFIERS, PLACE_HEADS

RoleKind = Literal["one", "own", "few"]
ROLE_KINDS: Final[tuple[str, ...]] = get_args(RoleKind)


@dataclass(frozen=True, slots=True, repr=False)
class RolePlace:
    """A role that may tell who somebody is: where it lies in the clean text, and of what kind.

    ``one``: there is one such person in a place or a house; ``own``: the speaker's own (« mon éducatrice »);
    ``few``: some people of a named place or house.
    """

    start: int
    end: int
    text: str
    kind: RoleKind

    def __post_init__(self) -> None:
        span(self.start, self.end)
        one_of("kind", self.kind, ROLE_KINDS)

    @property
    def why(self) -> str:
        """Why it is shown, in a sentence."""
        if self.kind == "one":
            return _("There is only one person in this role: whoever knows the place knows who it is.")
        if self.kind == "own":
            return _("Who knows the speaker knows who this is.")
        return _("Few people have this role there: colleagues will recognise the person.")

    def __repr__(self) -> str:
        return f"<RolePlace {self.kind} [{self.start}, {self.end})>"


_THE: Final = listed("le la l' au du")
_MY: Final = listed("mon ma mes ton ta tes son sa ses")
_OUR: Final = listed("notre nos votre vos leur leurs")
_BEING: Final = listed("suis es est sommes sont étais était étaient comme devenu devenue nommé nommée élu élue") | {
    ""
}
_ONE_OF: Final = listed(
    "seul seule unique ancien ancienne nouveau nouvelle nouvel premier première dernier dernière ex futur future"
)
_BETWEEN: Final = listed(
    "femme homme petit petite jeune vieux vieille grand grande bon bonne autre propre fameux fameuse deuxième "
    "second seconde"
)
_FEW: Final = listed("deux trois quatre cinq 2 3 4 5 quelques")
_OF: Final = listed("de d' du des")
_AT: Final = listed("à au aux en chez dans sur")
_DETERMINERS: Final = listed(
    "le la l' les un une mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs cette ce cet ces"
)
_NO_HOUSE: Final = listed(
    "moi toi lui elle eux nous vous ça cela celui celle ceux temps moment fait coup toute toutes tout tous suite "
    "façon côté base plus moins là ici rien quoi qui que dont où même loin travers mal bien merde enfin"
)
_FIELDS: Final = listed(
    "culture sport sports logement jeunesse social sociale sociales solidarité solidarités santé urbanisme "
    "enfance éducation environnement école écoles petite-enfance insertion finances transition numérique égalité "
    "vie affaires citoyenneté participation recherche étudiants communication accueil développement ressources "
    "jeunes scolarité tourisme patrimoine commerce sécurité ville logistique hébergement emploi addictologie "
    "psychiatrie pédiatrie urgences petite"
)
_QUALIFIERS: Final = listed(
    "départemental régional municipal général national territorial scolaire parental local délégué chargé détaché"
)


def find_roles(text: str) -> list[RolePlace]:
    """Return the roles that may tell who somebody is, in the order of the text.

    Parameters
    ----------
    text
        A clean text.

    Examples
    --------
    >>> [(r.text, r.kind) for r in find_roles("J'ai vu le maire de Givors, mon éducatrice et un boulanger.")]
    [('le maire de Givors', 'one'), ('mon éducatrice', 'own')]
    """
    words = tokens(text)
    labels = labels_in(text)
    labelled = {i for i, word in enumerate(words) if _inside(labels, word.start)}
    low = [word.text.lower().replace("’", "'").replace("‑", "-") for word in words]
    found: list[RolePlace] = []
    at = 0
    while at < len(words):
        last = _role(text, words, low, at)
        if last is None:
            at += 1
            continue
        if at in labelled:
            found.append(_made(text, words, at, last, "one" if _group(low[at : last + 1]) == "seul" else "few"))
        else:
            found.extend(_told(text, words, low, at, last))
        at = last + 1
        while at < len(words) and found and words[at].start < found[-1].end:
            at += 1
    return found


def _told(text: str, words: Sequence[Token], low: Sequence[str], first: int, last: int) -> Iterator[RolePlace]:
    """Yield the role at these words when something around it makes it point at somebody."""
    group = _group(low[first : last + 1])
    end = _house(text, words, low, last)
    at = first
    while at and _near(text, words, at) and low[at - 1] in _BETWEEN | _ONE_OF:
        at -= 1
    alone = low[first].startswith("ex-") or any(word in _ONE_OF for word in low[at:first])
    before = low[at - 1] if at and _near(text, words, at) else ""
    if before in _FEW:
        kind: RoleKind | None = "few"
        at -= 1
        before = low[at - 1] if at and _near(text, words, at) else ""
    else:
        kind = _kind(before, group, alone=alone, housed=end > last)
    if kind is not None:
        yield _made(text, words, at - 1 if before in _DETERMINERS else at, end, kind)


def _made(text: str, words: Sequence[Token], first: int, last: int, kind: RoleKind) -> RolePlace:
    start, end = words[first].start, words[last].end
    return RolePlace(start, end, text[start:end], kind)


def _inside(spans: Sequence[tuple[int, int]], position: int) -> bool:
    from bisect import bisect_right

    i = bisect_right(spans, (position, position + 1)) - 1
    return any(start <= position < end for start, end in spans[max(0, i - 1) : i + 2])


def _kind(before: str, group: str, *, alone: bool, housed: bool) -> RoleKind | None:
    if before in _MY:
        return "own"
    if alone and before in _THE | _OUR:
        return "one"
    if group == "seul" and (before in _THE or (housed and before in _OUR | _BEING)):
        return "one"
    if before in _OUR:
        return "own"
    return "few" if housed and before in _THE | _BEING | {"les"} else None


def _group(words: Sequence[str]) -> str:
    return roles().get(role_key(" ".join(words).removeprefix("ex-")), "")


@cache
def _longest() -> int:
    return max(key.count(" ") + 1 for key in roles())


def _role(text: str, words: Sequence[Token], low: Sequence[str], first: int) -> int | None:
    """Return the last word of the longest role that begins at a word, if any."""
    stop = first
    while stop + 1 < len(words) and stop - first + 1 < _longest() and _near(text, words, stop + 1):
        stop += 1
    return next((last for last in range(stop, first - 1, -1) if _group(low[first : last + 1])), None)


def _near(text: str, words: Sequence[Token], i: int) -> bool:
    return text[words[i - 1].end : words[i].start] in {"", " ", "\xa0", "\u202f"}


def _house(text: str, words: Sequence[Token], low: Sequence[str], last: int) -> int:
    """Return the last word of what says where: « le maire *de Givors* », « l'infirmière *du CMP de Riom* »."""
    end = last
    for _time in range(3):
        j = end + 1
        while (
            j < len(words) and _near(text, words, j) and (low[j] in ORG_QUALIFIERS or words[j].lemma in _QUALIFIERS)
        ):
            end, j = j, j + 1
        if j >= len(words) or not _near(text, words, j) or low[j] not in _OF | _AT:
            break
        link = low[j]
        j += 1
        while j < len(words) and _near(text, words, j) and low[j] in _DETERMINERS:
            j += 1
        if j >= len(words) or not _near(text, words, j) or not _says_where(words[j], low[j], link):
            break
        end = j
        while end + 1 < len(words) and _follows(text, words, end + 1):
            end += 1
    return end


def _says_where(word: Token, low: str, link: str) -> bool:
    if word.text[:1].isupper():
        return True
    if low in _NO_HOUSE or word.text.isdigit():
        return False
    if link in _AT:
        return low in ORG_HEADS | PLACE_HEADS | _FIELDS
    infinitive = word.lemma == low and low.endswith(("er", "ir", "oir", "dre", "tre"))
    return len(low) > 2 and (not infinitive or low in ORG_HEADS | PLACE_HEADS | _FIELDS)


def _follows(text: str, words: Sequence[Token], i: int) -> bool:
    """Whether a word goes on with the name of a house or a town: « Saint-Étienne », « Les Peupliers »."""
    return words[i].text[:1].isupper() and text[words[i - 1].end : words[i].start] in {"", " ", "\xa0", "-", "\u202f"}

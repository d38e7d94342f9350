"""The words of a query: codes, traits, « et », « ou », « non », « chevauche », « près de », « précède »…

French and English words mean the same. What binds most comes first: brackets, « non », the relations, « et », « ou ».
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from toolkit.errors import InvalidValue
from toolkit.i18n import _
from toolkit.model.text import fold

Relation = Literal["overlaps", "near", "precedes", "follows", "same_turn", "same_participant"]
RELATIONS: Final[dict[str, Relation]] = {
    "chevauche": "overlaps", "overlaps": "overlaps",
    "pres de": "near", "proche de": "near", "near": "near",
    "precede": "precedes", "precedes": "precedes", "avant": "precedes",
    "suit": "follows", "follows": "follows", "apres": "follows",
    "meme tour": "same_turn", "same turn": "same_turn", "same_turn": "same_turn",
    "meme personne": "same_participant", "same participant": "same_participant",
    "same_participant": "same_participant", "same person": "same_participant",
}  # fmt: skip
"""What ties two codes, as it is typed (accents and capitals do not matter)."""
DISTANCES: Final = ("near", "precedes", "follows")
AND, OR, NOT = ("et", "and"), ("ou", "or"), ("non", "not")
FIELDS: Final = {
    "personne": "participant", "participant": "participant", "locuteur": "speaker", "speaker": "speaker",
    "texte": "transcript", "entretien": "transcript", "transcript": "transcript", "cas": "case", "case": "case",
    "genre de texte": "kind", "kind": "kind", "tour": "turn", "turn": "turn",
}  # fmt: skip
NEAR: Final = 3
"""Turns within which a passage is near another when the query does not say."""


@dataclass(frozen=True, slots=True)
class Has:
    """The extracts that carry a code (or one under it)."""

    code: str


@dataclass(frozen=True, slots=True)
class Said:
    """The extracts of the people who have a trait, of a text, of a case…"""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    """The other coded extracts."""

    part: "Part"


@dataclass(frozen=True, slots=True)
class Both:
    """What is in both (``and``) or in either (``or``)."""

    word: Literal["and", "or"]
    left: "Part"
    right: "Part"


@dataclass(frozen=True, slots=True)
class Tied:
    """The extracts on the left that one on the right is tied to; ``within`` counts turns, None anywhere."""

    relation: Relation
    left: "Part"
    right: "Part"
    within: int | None = None


Part = Has | Said | Not | Both | Tied

TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>«[^»]*»|"[^"]*"|“[^”]*”)|(?P<sign>[()=])|(?P<word>[^\s()="«»“”]+))""", re.VERBOSE
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


def parsed(asked: str) -> Part:
    """Read a query; raise ``InvalidValue`` that says where it cannot be read.

    >>> parsed("entraide chevauche fatigue et statut=bénévole").word
    'and'
    """
    reader = _Reader(asked)
    if reader.end:
        raise InvalidValue(_("The query is empty."), _example())
    return reader.whole()


def _example() -> str:
    return _(
        "Write for instance: entraide et non fatigue; “Aide reçue” chevauche fatigue; statut=bénévole et entraide"
    )


class _Reader:
    def __init__(self, asked: str):
        self.asked = asked
        self.tokens = list(_tokens(asked))
        self.at = 0

    @property
    def end(self) -> bool:
        return self.at >= len(self.tokens)

    def fault(self) -> InvalidValue:
        if self.end:
            return InvalidValue(_("The query stops too early: “{asked}”.", asked=self.asked), _example())
        place = self.tokens[self.at]
        return InvalidValue(
            _("The query cannot be read at “{word}” (character {at}).", word=place.text, at=place.at + 1), _example()
        )

    def word(self, *words: str, ahead: int = 0) -> bool:
        place = self.at + ahead
        if place >= len(self.tokens):
            return False
        token = self.tokens[place]
        return token.kind == "word" and fold(token.text) in words

    def sign(self, text: str, ahead: int = 0) -> bool:
        place = self.at + ahead
        return place < len(self.tokens) and self.tokens[place] == _Token("sign", text, self.tokens[place].at)

    def whole(self) -> Part:
        part = self.either()
        if self.at < len(self.tokens):
            raise self.fault()
        return part

    def either(self) -> Part:
        part = self.both()
        while self.word(*OR):
            self.at += 1
            part = Both("or", part, self.both())
        return part

    def both(self) -> Part:
        part = self.tied()
        while self.word(*AND):
            self.at += 1
            part = Both("and", part, self.tied())
        return part

    def tied(self) -> Part:
        part = self.one()
        while (found := self.relation()) is not None:
            relation, length = found
            self.at += length
            within = self.distance() if relation in DISTANCES else None
            if within is None and relation == "near":
                within = NEAR
            part = Tied(relation, part, self.one(), within)
        return part

    def relation(self) -> tuple[Relation, int] | None:
        for length in (2, 1):
            span = self.tokens[self.at : self.at + length]
            if len(span) == length and all(token.kind == "word" for token in span):
                said = " ".join(fold(token.text) for token in span)
                if said in RELATIONS:
                    return RELATIONS[said], length
        return None

    def distance(self) -> int | None:
        """Read « (3) » or « (3 tours) »: a distance, not a bracket that opens a part of the query."""
        if not self.sign("("):
            return None
        unit = self.word("tour", "tours", "turn", "turns", ahead=2)
        close = 3 if unit else 2
        inside = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
        if (
            inside is None
            or not inside.text.isascii()
            or not inside.text.isdigit()
            or not self.sign(")", ahead=close)
        ):
            return None
        self.at += close + 1
        return int(inside.text)

    def one(self) -> Part:
        if self.end:
            raise self.fault()
        if self.word(*NOT):
            self.at += 1
            return Not(self.one())
        if self.sign("("):
            self.at += 1
            part = self.either()
            if not self.sign(")"):
                raise self.fault()
            self.at += 1
            return part
        return self.name()

    def name(self) -> Part:
        token = self.tokens[self.at]
        if token.kind == "sign" or self.word(*AND, *OR) or self.relation() is not None:
            raise self.fault()
        name = self.words(token)
        if not self.sign("="):
            return Has(name)
        self.at += 1
        if self.end or self.tokens[self.at].kind == "sign":
            raise self.fault()
        return Said(FIELDS.get(fold(name), name), self.words(self.tokens[self.at]))

    def words(self, token: _Token) -> str:
        """Read a name of one word or several, up to what ties it to the next."""
        self.at += 1
        said = [token.text]
        while token.kind == "word" and not self.end and self.tokens[self.at].kind == "word":
            if self.word(*AND, *OR, *NOT) or self.relation() is not None:
                break
            said.append(self.tokens[self.at].text)
            self.at += 1
        return " ".join(said)


def _tokens(asked: str) -> Iterator[_Token]:
    at = 0
    while at < len(asked.rstrip()):
        match = TOKEN.match(asked, at)
        if match is None:
            raise InvalidValue(_("A quotation mark is not closed in the query: “{asked}”.", asked=asked), _example())
        kind = str(match.lastgroup)
        text = match[kind]
        place = match.start(kind)
        yield _Token("name" if kind == "quoted" else kind, text[1:-1].strip() if kind == "quoted" else text, place)
        at = match.end()

"""Who could be recognised by what: the traits of people gathered once, and what each trait tells to a reader.

A person described on several rows (two cases, two interviews) is one person who holds every value. A missing value
is a value of its own: see ``risk.k_anonymity``.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from toolkit.errors import InvalidValue, UnknownName
from toolkit.formats.cells import heading, listed
from toolkit.i18n import _, number
from toolkit.model.checks import one_of
from toolkit.model.desk import Desk
from toolkit.model.people import Participant
from toolkit.model.text import fold
from toolkit.model.units import CODING_COLUMNS, PARTICIPANT_COLUMNS, PIECE_COLUMNS, TURN_COLUMNS

if TYPE_CHECKING:
    from pandas import DataFrame

Value = str | int | float | bool | None | tuple["Value", ...]
"""What is known of one person; several values for a person of two cases."""
Use = Literal["identifying", "sensitive", "both", "aside"]
USES: Final[tuple[str, ...]] = get_args(Use)

UNSAID: Final = frozenset(
    listed("""
    -, --, /, ?, ??, .., ..., …, na, n/a, nr, nc, nsp, nd, inconnu, inconnue, non renseigne, non renseignee, non
    connu, sans reponse, ne sait pas, non communique, non precise, non demande, manquant, vide, none, nan, null
""")
)
"""How an empty cell is typed, folded."""

_IDENTIFYING: Final = re.compile(
    r"\b(?:age|ages|naissance|ne le|nee le|sexe|genre|civilite|commune|ville|village|lieu|quartier|territoire|"
    r"departement|region|pays|code postal|cp|adresse|domicile|residence|habitat|logement|profession\w*|metier|poste|"
    r"fonction|emploi|statut|role|grade|titre|mandat|diplome|etudes|niveau|formation|discipline|filiere|situation|famil\w+|"
    r"matrimonial\w*|enfants?|anciennete|annees?|service|equipe|structure|employeur|association|organisme|"
    r"etablissement|entreprise|site|secteur|nationalite|langue\w*|cas|case|terrain|groupe|arrivee|entree|job|gender|sex|"
    r"town|city|region|place|country|occupation|role|seniority|team|group|zip|birth\w*|race|date)\b"
)
_SENSITIVE: Final = re.compile(
    r"sante|handicap|malad|diagnos|traitement|medic|addict|alcool|drogue|psychiatr|trouble|relig|croyan|confession|"
    r"opinion|politi|\bvote|syndic|orientation sex|sexualite|ethni|racial|\brace\b|\borigine|condamn|prison|"
    r"detention|justice|judiciaire|delit|infraction|violence|parcours|revenu|salaire|dette|\brsa\b|minima|health|disab|illness|"
    r"disease|income|\bproblem\b"
)
_SEEN: Final = re.compile(r"handicap|relig|\borigine|\brace\b|ethni|racial|syndic")
_ASIDE: Final = re.compile(
    r"consent|autoris|\baccord\b|enregistr|\bfichiers?\b|\bfile|\bduree\b|\bminutes\b|nb mots|nombre de mots|"
    r"enquet(?:eur|rice)|transcript"
)
_NOT_TRAITS: Final = frozenset({*CODING_COLUMNS, *PIECE_COLUMNS, *TURN_COLUMNS}) - {"case"}
LONG: Final = 60
"""Characters from which a value is free text: nobody else has written the same."""


@dataclass(frozen=True, slots=True)
class TraitUse:
    """What a trait may tell a reader: ``identifying`` (known of others), ``sensitive`` (kept from them), both, aside.

    ``guessed`` from its name; ``known`` is False when the name says nothing, and it is then counted out of caution.
    """

    name: str
    use: Use
    guessed: bool = True
    known: bool = True

    def __post_init__(self) -> None:
        one_of("use", self.use, USES)

    @property
    def identifying(self) -> bool:
        """Whether others may know this of somebody."""
        return self.use in ("identifying", "both")

    @property
    def sensitive(self) -> bool:
        """Whether learning this of somebody would harm."""
        return self.use in ("sensitive", "both")


@dataclass(frozen=True, slots=True, repr=False)
class Described:
    """People and their traits, column by column: ``values[trait][i]`` is that of ``ids[i]``."""

    ids: tuple[str, ...]
    values: Mapping[str, tuple[Value, ...]]

    @property
    def traits(self) -> tuple[str, ...]:
        """The names of the traits, in their order; those that nobody has are left out."""
        return tuple(self.values)

    def row(self, i: int, traits: Sequence[str]) -> tuple[Value, ...]:
        """Return what is known of one person for these traits."""
        return tuple(self.values[name][i] for name in traits)

    def __repr__(self) -> str:
        return f"<Described: {len(self.ids)} people, {len(self.values)} traits>"


def described(source: "Described | Desk | DataFrame | Iterable[Participant]") -> Described:
    """Gather the traits of people from a study, participants, or a frame with a column ``participant``.

    The case is a trait like another one. Raises ``InvalidValue`` on a frame without that column.
    """
    if isinstance(source, Described):
        return source
    if hasattr(source, "columns"):
        return _of_frame(source)
    if hasattr(source, "frame") and hasattr(source, "all"):
        source = source.all(Participant)
    people: list[Participant] = list(source)
    names = dict.fromkeys(name for person in people for name, _value in person.traits if name != "case")
    rows = [(person.id, {"case": person.case, **{name: person.trait(name) for name in names}}) for person in people]
    return _gathered(rows, ["case", *names])


def _of_frame(frame: Any) -> Described:
    if "participant" not in frame.columns:
        raise InvalidValue(
            _("The table of people has no column “participant”."),
            _("Give the frame of study.participants.frame(), or name that column so."),
        )
    names = [str(name) for name in frame.columns if str(name) not in _NOT_TRAITS and name != "participant"]
    columns = {name: frame[name].tolist() for name in names}
    rows = [
        (str(id), {name: columns[name][i] for name in names})
        for i, id in enumerate(frame["participant"].tolist())
        if not _blank(id)
    ]
    return _gathered(rows, names)


def _gathered(rows: Sequence[tuple[str, Mapping[str, Any]]], names: Sequence[str]) -> Described:
    """Return one line per person, sorted by nothing but the first time each one is met."""
    held: dict[str, dict[str, dict[Value, None]]] = {}
    for id, cells in rows:
        mine = held.setdefault(id, {name: {} for name in names})
        for name in names:
            if (value := cleaned(cells[name])) is not None:
                mine[name].setdefault(value)
    values: dict[str, tuple[Value, ...]] = {}
    for name in names:
        column = _alike([list(mine[name]) for mine in held.values()])
        if any(value is not None for value in column):
            values[name] = tuple(column)
    return Described(tuple(held), values)


def cleaned(value: Any) -> Value:
    """Return a cell as it is compared: no space around, nothing for « ? » or « non renseigné », 3 for 3.0.

    >>> cleaned(" Femme "), cleaned("Non renseigné"), cleaned(3.0), cleaned(float("nan"))
    ('Femme', None, 3, None)
    """
    if type(value).__module__ == "numpy":
        value = value.item()
    if _blank(value):
        return None
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    text = " ".join(str(value).split())
    return None if not text.strip(" .") or fold(text) in UNSAID else text


def _blank(value: Any) -> bool:
    return (
        value is None
        or (isinstance(value, float) and not math.isfinite(value))
        or type(value).__name__ in ("NAType", "NaTType")
    )


def _alike(column: list[list[Value]]) -> list[Value]:
    """Write each value one way: « femme » and « Femme » are one, the form that is most used; one type per trait."""
    flat = [value for cell in column for value in cell]
    if any(isinstance(value, str) for value in flat) or len({isinstance(value, bool) for value in flat}) > 1:
        column = [[value if isinstance(value, str) else shown(value) for value in cell] for cell in column]
        forms = Counter(value for cell in column for value in cell)
        best: dict[str, str] = {}
        for form, _n in sorted(forms.items(), key=lambda item: (-item[1], str(item[0]))):
            best.setdefault(fold(str(form)), str(form))
        column = [list(dict.fromkeys(best[fold(str(value))] for value in cell)) for cell in column]
    return [None if not cell else cell[0] if len(cell) == 1 else tuple(sorted(cell, key=sort_key)) for cell in column]


def sort_key(value: Value) -> tuple[int, float, str]:
    """Order values: numbers by size, then words without regard to accents, then what is not said."""
    if value is None:
        return (3, 0.0, "")
    if isinstance(value, bool | int | float):
        return (0, float(value), "")
    if isinstance(value, tuple):
        return (2, 0.0, fold(" ".join(shown(one) for one in value)))
    return (1, 0.0, fold(value))


def shown(value: Value) -> str:
    """Return a value as people read it.

    >>> shown(3), shown("soin")
    ('3', 'soin')
    """
    if value is None:
        return _("not said")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        words = [shown(one) for one in value]
        return _("{some} and {last}", some=", ".join(words[:-1]), last=words[-1])
    if isinstance(value, float):
        return number(value, 2).rstrip("0").rstrip(",.")
    return str(value)


def trait_name(name: str) -> str:
    """Return a trait as people read it: the case is « cas »."""
    return _("case") if name == "case" else name.replace("_", " ")


def uses_of(
    people: Described,
    *,
    traits: Sequence[str] | None = None,
    sensitive: Sequence[str] | None = None,
) -> tuple[TraitUse, ...]:
    """Say what each trait is for: as told, else guessed by its name; a name that says nothing counts as identifying.

    >>> [use.use for use in uses_of(Described(("P1",), {"age": (43,), "santé": ("bonne",), "durée": (50,)}))]
    ['identifying', 'sensitive', 'aside']
    """
    for name in (*(traits or ()), *(sensitive or ())):
        if name not in people.traits and name not in PARTICIPANT_COLUMNS:
            raise UnknownName(name, people.traits)
    made = []
    for name in people.traits:
        if traits is None and sensitive is None:
            made.append(_guessed(name))
            continue
        guess = _guessed(name)
        told_identifying = name in traits if traits is not None else guess.identifying
        told_sensitive = name in sensitive if sensitive is not None else guess.sensitive
        if sensitive is not None and name in sensitive and traits is None:
            told_identifying = guess.identifying and guess.known
        use: Use = (
            ("both" if told_sensitive else "identifying")
            if told_identifying
            else ("sensitive" if told_sensitive else "aside")
        )
        made.append(TraitUse(name, use, guessed=False))
    return tuple(made)


def _guessed(name: str) -> TraitUse:
    words = heading(name)
    if _ASIDE.search(words):
        return TraitUse(name, "aside")
    if _SENSITIVE.search(words):
        return TraitUse(name, "both" if _SEEN.search(words) or _IDENTIFYING.search(words) else "sensitive")
    return TraitUse(name, "identifying", known=bool(_IDENTIFYING.search(words)))

"""What the headings and cells of a typed table mean: French and English words, numbers, dates, answers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from toolkit.model.people import Answered, Trait
from toolkit.model.text import fold


def listed(text: str) -> tuple[str, ...]:
    """Return the items of a list typed with commas.

    >>> listed("oui, en attente")
    ('oui', 'en attente')
    """
    return tuple(" ".join(part.split()) for part in text.split(",") if part.strip())


YES: Final = frozenset(listed("oui, o, yes, y, vrai, true, accepte, acceptee"))
"""What is read as a yes: short on purpose. A cross, a tick, « ok » or « signé » do not say to what."""

BESIDE_YES: Final = frozenset(
    listed("""
    le, du, en, par, v, version, ecrit, ecrite, oral, orale, oralement, verbal, verbale, signe, signee, formulaire,
    papier, mail, courriel, email, accord, d, confirme, confirmee, janvier, fevrier, mars, avril, mai, juin, juillet,
    aout, septembre, octobre, novembre, decembre, written, signed, form, by, on
""")
)
"""Words that may stand beside a yes without changing it: when and how it was given. Any other makes it unsure."""

NO: Final = frozenset(listed("non, n, no, faux, false, 0, refus, refuse, refusee, retrait, retire, retiree, aucun"))
NOT_ASKED: Final = frozenset(
    listed("renseigne, renseignee, demande, demandee, repondu, communique, communiquee, connu, su, recu, recue")
)
"""After « non », words that tell that nobody answered: « non renseigné »."""

CONDITIONS: Final = listed("""
    sur accord, sous reserve, apres relecture, avec relecture, sur relecture, apres validation, sur
    validation, a valider, avec accord, on approval, after review, sous condition, apres accord, au cas par
    cas, si relu, relecture demandee, sur demande, conditionnel
""")
PENDING: Final = frozenset(
    listed("""
    ?, -, /, na, n/a, en attente, attente, a demander, pas encore, inconnu, ne sait pas, nsp, pending,
    unknown
""")
)
_DATE: Final = re.compile(r"(?<!\d)(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d\d))(?!\d)")


def heading(text: str) -> str:
    """Return a heading as it is compared: folded words, one space between."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def shown_headings(columns: Sequence[str]) -> str:
    """Return headings as an error shows them: a first line that is no heading may be somebody's words.

    >>> shown_headings(["âge", "Oui, alors moi je suis arrivée là-bas un peu par hasard"])
    'âge, …'
    """
    plain = [len(column) <= 30 and ":" not in column and len(column.split()) <= 4 for column in columns[:12]]
    shown = [column if short else "…" for column, short in zip(columns, plain, strict=False)]
    return ", ".join([*shown, *(["…"] if len(columns) > 12 else [])])


def find_column(columns: Sequence[str], words: Iterable[str]) -> str | None:
    """Return the first column that bears one of ``words``, in the order of the words."""
    by_heading: dict[str, str] = {}
    for column in columns:
        by_heading.setdefault(heading(column), column)
    return next((by_heading[word] for word in words if word in by_heading), None)


def iso_date(text: str) -> str:
    """Return the first date of a cell as ISO, empty when it holds none.

    >>> iso_date("oui, le 3/2/2026"), iso_date("oui")
    ('2026-02-03', '')
    """
    if (match := _DATE.search(text)) is None:
        return ""
    year, month, day, day2, month2, year2 = match.groups()
    if year is None:
        year, month, day = (year2 if len(year2) == 4 else f"20{year2}"), month2, day2
    return f"{int(year):04}-{int(month):02}-{int(day):02}" if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else ""


def answer(text: str) -> Answered | None:
    """Return what a consent cell answers; None when it answers nothing that is sure.

    Only a clear yes is one: a doubt, a reserve or a cross leaves the question open (silence is not approval).

    >>> [answer(cell) for cell in ("oui v2", "ouiv2", "Non", "sur accord", "oui après relecture", "en attente", "")]
    ['yes', 'yes', 'no', 'on approval', 'on approval', None, None]
    >>> [answer(cell) for cell in ("oui (écrit), le 3/2/2026", "oui ?", "x", "oui mais…", "non renseigné")]
    ['yes', None, None, None, None]
    """
    folded = " ".join(fold(_DATE.sub(" ", text)).split())
    said = re.findall(r"[a-z]+|\d+", re.sub(r"\b(oui|non|yes|no)(?=v\d)", r"\1 ", folded))
    if not said or folded in PENDING or said[:2] == ["pas", "encore"]:
        return None
    alone = len(said) == 1
    if said[0] in NO and (alone or said[0] != "aucun") and not {"sauf", "mais", *NOT_ASKED} & set(said[1:]):
        return "no"
    if said[:2] == ["pas", "d"]:
        return "no"
    if re.search(r"\?|\.\.|…", folded):
        return None
    if any(condition in folded for condition in CONDITIONS):
        return "on approval"
    if said[0] in YES and all(word.isdigit() or word in BESIDE_YES for word in said[1:]):
        return "yes"
    return None


def typed(values: Mapping[str, Sequence[str]]) -> dict[str, list[Trait]]:
    """Return columns with the type that all their cells share: whole numbers, numbers, yes or no, else text.

    A code such as ``01`` or ``69007 `` with a leading zero stays text; an empty cell is None.
    """
    return {name: _typed(cells) for name, cells in values.items()}


def _typed(cells: Sequence[str]) -> list[Trait]:
    filled = [cell for cell in cells if cell]
    if filled and all(re.fullmatch(r"-?(?:0|[1-9]\d{0,14})", cell) for cell in filled):
        return [int(cell) if cell else None for cell in cells]
    if filled and all(re.fullmatch(r"-?(?:0|[1-9]\d*)(?:[.,]\d+)?", cell) for cell in filled):
        return [float(cell.replace(",", ".")) if cell else None for cell in cells]
    if filled and {fold(cell) for cell in filled} <= {"oui", "non"} | {"vrai", "faux"} | {"yes", "no"} | {
        "true",
        "false",
    }:
        return [fold(cell) in {"oui", "vrai", "yes", "true"} if cell else None for cell in cells]
    return [cell or None for cell in cells]

"""The order of a guide: from what happened to what one thinks of it, the sensitive late, people's traits last.

Each question is tagged by its words: F factual, N narrative, P practice, O opinion, S sensitive, H hypothetical,
D *talon* (age, diploma…), C closing. The tags are a guess; the rules are those of the methods brief (funnel, Patton;
Blanchet &
R5 a closing exists.
"""

import re
from collections.abc import Sequence
from typing import Final, Literal

from toolkit.guides.hypothesis import hypothetical_french

Tag = Literal["F", "N", "P", "O", "S", "H", "D", "C"]
Rule = Literal["R1", "R2", "R3", "R4", "R5"]

_TRAITS: Final = re.compile(
    r"\bquel (?:est votre )?âge\b|\bvotre âge\b|\bannée de naissance\b|\b(?:date|lieu) de naissance\b"
    r"|\bsituation (?:familiale|matrimoniale|maritale)\b"
    r"|\bniveau (?:d'études|de diplôme|scolaire)\b|\b(?:dernier|plus haut) diplôme\b|\bquels? diplômes?\b"
    r"|\bnationalité\b|\bêtes-vous (?:marié|en couple|célibataire)"
    r"|\bprofession (?:de vos|des) parents\b|\bvotre (?:revenu|salaire)\b|\btranche d'âge\b"
    r"|\bquel est votre (?:métier|statut|sexe|genre)\b"
)
_SENSITIVE: Final = re.compile(
    r"\b(?:suicid\w+|viol(?:s|é|ée|ences?)?|agress(?:ion|é)\w*|coups|maltraitance|inceste|dettes?|endett\w+"
    r"|revenus?|salaires?|drogu\w+|alcool\w*|addictions?|sexu\w+"
    r"|prison|détention|garde à vue|sans papiers|titre de séjour|expulsion|deuil|décès|mort|maladie|cancer"
    r"|dépression|psychiatr\w+|hospitalis\w+|religi\w+"
    r"|politique|vot(?:e|é|ez)|conflits?|honte|discriminations?|racisme|harcèlement|burn-?out|avortement|divorce"
    r"|séparation|licenci\w+|souffrance)\b"
)
_NARRATIVE: Final = re.compile(
    r"\b(?:racont\w+|parlez|parle-moi|parcours|histoire|souvenir|souven\w+|rappel\w+|dernière fois"
    r"|première? (?:fois|jour|rencontre)|un(?:e)? (?:jour|moment|fois|situation|exemple)"
    r"|s'est (?:passé|déroulé)|avez-vous (?:connu|découvert|commencé|rencontré|entendu)|en êtes-vous (?:venu"
    r"|arrivé)|êtes-vous (?:arrivé|devenu|entré)|a commencé|vous a (?:amené|conduit)|présent(?:er|ez)|revenir)\b"
)
_FACT: Final = re.compile(
    r"^(?:et |alors )?(?:depuis (?:quand|combien)|combien|où|quand|quel(?:le)?s? (?:est|sont) (?:votre|vos|ton"
    r"|tes) (?:poste|rôle|fonction|missions?|tâches?))\b"
)
_OPINION: Final = re.compile(
    r"\b(?:pens(?:ez|es)|trouv(?:ez|es)-|avis|opinion|selon vous|d'après vous|jug(?:ez|es)|estim(?:ez|es)"
    r"|croy(?:ez)|crois|percev\w+|importan\w+|compte pour vous|représente|attend(?:ez|s)|souhait\w+"
    r"|améliorer|regard)\b"
)


def tag(text: str) -> Tag:
    """Guess what kind of question a French text is, by its words."""
    low = text.casefold().replace("’", "'")
    if _TRAITS.search(low):
        return "D"
    if hypothetical_french(low.strip(" ?.")):
        return "H"
    if _SENSITIVE.search(low):
        return "S"
    if _NARRATIVE.search(low):
        return "N"
    if _FACT.search(low):
        return "F"
    return "O" if _OPINION.search(low) else "P"


def broken(tags: Sequence[Tag]) -> dict[Rule, int]:
    """Return the rules that an order of questions breaks, each with the position of the first that breaks it.

    >>> broken(["D", "N", "P", "O", "C"])
    {'R2': 1}
    >>> broken(["F", "N", "P", "O", "C", "D"])
    {}
    """
    found: dict[Rule, int] = {}
    first = next((i for i, name in enumerate(tags) if name != "D"), None)
    if first is not None and tags[first] not in ("F", "N"):
        found["R1"] = first
    talon = next((i for i, name in enumerate(tags) if name == "D"), len(tags))
    late = next((i for i in range(talon + 1, len(tags)) if tags[i] not in ("C", "D")), None)
    if late is not None:
        found["R2"] = late
    asked = [i for i, name in enumerate(tags) if name not in ("D", "C")]
    early = next((i for rank, i in enumerate(asked) if tags[i] == "S" and rank < len(asked) / 2), None)
    if early is not None:
        found["R3"] = early
    told = next((i for i, name in enumerate(tags) if name in ("N", "P")), len(tags))
    if "H" in tags and tags.index("H") < told:
        found["R4"] = tags.index("H")
    if "C" not in tags:
        found["R5"] = len(tags)
    return found

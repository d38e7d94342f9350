"""What a draft may name in its questions: a thing that people talk about, and the place where they do it.

An everyday noun of a list, said often in the offer; never a notion, an abstract noun or a word that judges. When none
is sure, the questions name nothing: a plain sentence is better than a clumsy one.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from toolkit.guides.brief import Brief
from toolkit.guides.publics import PublicKind
from toolkit.model import fold

Sort = Literal["tool", "activity", "place", "topic"]
# What is said, then, when an offer says it in other words, the patterns that lead to it.
_THINGS: Final[dict[Sort, str]] = {
    "tool": """la téléconsultation|l’IA=ia/intelligences? artificielles?|le logiciel|l’application|la plateforme
        |la borne|la tablette
        |le dossier médical|la visioconférence|le télétravail|le composteur=composteurs?/compost|le vélo
        |la carte solidaire|le minibus
        |la monnaie locale
        |les bus|le train|le bus|le drive|l’ordinateur|le téléphone|les réseaux sociaux|le robot
        |la consigne
        |le bibliobus|le covoiturage""",
    "activity": """le bénévolat=benevolat/benevoles?|le football|le sport|le théâtre|la musique|la danse|le jardinage
        |la chasse|la pêche|le tri|la cuisine
        |le ménage|les courses|l’élevage|le maraîchage|la lecture|les devoirs|le dessin|la chorale|la randonnée""",
    "place": """le musée=musees?|la médiathèque|la bibliothèque|le marché|les urgences|la piscine|le cinéma
        |la ressourcerie|l’épicerie solidaire|la laverie|la permanence|le jardin partagé|le potager
        |la forêt|la rivière""",
    "topic": """la cantine=cantines?/restauration scolaire/restaurants? scolaires?/repas de midi|la santé
        |le logement|l’alimentation|l’eau|le bruit|l’argent|le quartier
        |l’école|les transports|le climat|la mort|la retraite|l’apprentissage
        |les vacances|le sommeil|le travail|la visite=visites?|le vote|le métro|la route
        |la police|la justice|le jeu|la fête|le festival|la langue|les déchets=dechets?""",
}
_OFTEN: Final = 3
"""How many times an offer must say a thing for its questions to name it."""
_TOO_WIDE: Final = ("le travail", "l’école")
_UNBOUNDED: Final = (
    "la santé",
    "le logement",
    "l’alimentation",
    "l’argent",
    "les transports",
    "la retraite",
    "le travail",
)
_PLACES: Final[dict[str, str]] = {
    "maison de santé": "à la maison de santé", "club": "au club", "cantine": "à la cantine", "école": "à l’école",
    "collège": "au collège", "lycée": "au lycée", "crèche": "à la crèche", "hôpital": "à l’hôpital",
    "foyer": "au foyer",
    "accueil de jour": "à l’accueil de jour", "médiathèque": "à la médiathèque", "bibliothèque": "à la bibliothèque",
    "musée": "au musée", "théâtre": "au théâtre", "ferme": "à la ferme", "coopérative": "à la coopérative",
    "centre social": "au centre social", "mairie": "à la mairie", "association": "dans l’association",
    "collectif": "dans le collectif",
    "résidence": "à la résidence", "refuge": "au refuge", "prison": "en prison", "atelier": "à l’atelier",
    "magasin": "au magasin",
}  # fmt: skip
_WHERE: Final[dict[PublicKind, str]] = {
    "professional": "là où vous travaillez",
    "independent": "dans votre métier",
    "volunteer": "là où vous êtes bénévole",
    "official": "là où vous travaillez",
    "member": "dans le groupe",
    "user": "là où vous allez d’habitude",
    "minor": "là où tu vas d’habitude",
}
_AT_WORK: Final[dict[PublicKind, tuple[str, ...]]] = {
    "professional": ("maison de santé", "cantine", "école", "collège", "lycée", "crèche", "hôpital", "foyer",
                     "accueil de jour", "médiathèque", "bibliothèque", "musée", "théâtre", "ferme", "coopérative",
                     "centre social", "résidence", "magasin"),
    "volunteer": ("club", "association", "centre social", "refuge", "collectif"),
    "minor": ("école", "collège", "lycée", "crèche", "cantine", "club", "centre social"),
    "member": ("collectif", "association", "club", "coopérative"),
}  # fmt: skip
"""Where each kind of public is at home: a doctor of an offer about clubs does not work « au club »."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that can be named in a question, with its article: « la téléconsultation »."""

    words: str
    sort: Sort

    @property
    def plural(self) -> bool:
        """Whether its verb is in the plural."""
        return self.words.startswith("les ")

    def slots(self) -> dict[str, str]:
        """Return what the sentences need: « de l’IA », « à l’IA », « a » or « ont ».

        >>> Thing("le bénévolat", "activity").slots()["de"], Thing("les repas", "topic").slots()["à"]
        ('du bénévolat', 'aux repas')
        """
        bare = re.sub(r"^(?:le |la |les |l’)", "", self.words)
        return {
            "objet": self.words,
            # « Il a été question de santé »: what has no bounds goes without its article.
            "de": (f"d’{bare}" if bare[0] in "aeéiou" else f"de {bare}")
            if self.words in _UNBOUNDED
            else _joined("de", self.words, "du ", "des "),
            "à": _joined("à", self.words, "au ", "aux "),
            "a": "ont" if self.plural else "a",
        }


def _joined(preposition: str, words: str, masculine: str, plural: str) -> str:
    if words.startswith("le "):
        return masculine + words[3:]
    if words.startswith("les "):
        return plural + words[4:]
    return f"{preposition} {words}"


def thing_of(brief: Brief) -> Thing | None:
    """Return the thing that the offer is about when it can be named to anybody; None when no noun is sure."""
    folded = fold(brief.text)
    asked = fold(" ".join([brief.title, *(one.words for one in brief.questions)]))
    best: tuple[int, int, Thing] | None = None
    for sort, listed in _THINGS.items():
        for entry in re.split(r"\s*\|", listed):
            words, _equals, names = entry.strip().partition("=")
            noun = names.replace("/", "|") or re.escape(fold(re.sub(r"^(?:le |la |les |l’)", "", words)))
            pattern = re.compile(rf"(?<![\w-])(?:{noun})(?![\w-])")
            near, far = len(pattern.findall(asked)), len(pattern.findall(folded))
            if near and far >= _OFTEN - (sort == "tool") and words not in _TOO_WIDE:
                thing = Thing(words, sort)
                if best is None or (near, far) > best[:2]:
                    best = (near, far, thing)
    return best[2] if best else None


def place_of(brief: Brief, kind: PublicKind) -> str:
    """Return how to say where the public does what it does: « au club », else « là où vous travaillez »."""
    folded = fold(brief.text)
    # The host may be a school and the study be held elsewhere: what is asked decides.
    asked = fold(" ".join([brief.title, *(one.words for one in (*brief.questions, *brief.missions))]))
    counted = {place: len(_named(place, folded)) for place in _AT_WORK.get(kind, ()) if _named(place, asked)}
    best = max(counted, key=lambda place: counted[place], default="")
    return _PLACES[best] if best and counted[best] > _OFTEN else _WHERE[kind]


def _named(place: str, folded: str) -> list[str]:
    return re.findall(rf"(?<![\w-]){re.escape(fold(place))}s?(?![\w-])", folded)

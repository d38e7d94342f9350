"""Set right the small words before a replacement: « d’Alice » → « de Colette », « du Nid » → « de la [structure] ».

A category in brackets is read aloud as a noun: its article follows it, and the noun is not said twice
(« l’association Les Amarres » → « l’[association] »).
"""

import re
from functools import lru_cache
from typing import Final

from toolkit.language.gazetteer import first_names
from toolkit.language.stock import known_first_name, nicknames
from toolkit.language.words import listed
from toolkit.model.text import fold

REACH: Final = 60
"""How many characters before a name may change with it."""

_FEMININE: Final = listed(
    "association ville commune structure entreprise personne region adresse epicerie librairie boutique ecole "
    "creche universite clinique pharmacie residence pension compagnie cooperative fondation federation ferme "
    "mairie maison mediatheque bibliotheque rue place gare ressourcerie recyclerie brasserie boulangerie amicale "
    "troupe chorale equipe banque mutuelle radio plateforme agence usine mosquee eglise regie societe"
)
_MASCULINE: Final = listed(
    "lieu quartier departement pays foyer etablissement cafe commerce bar restaurant village hameau club collectif "
    "centre service hopital college lycee institut theatre cinema musee festival atelier magasin syndicat reseau "
    "groupe bureau cabinet garage chantier jardin telephone courriel numero site compte hotel camping journal parc "
    "stade hebergement organisme accueil tiers-lieu"
)
_BEFORE_NOUN: Final = listed("grande petite grand petit")
_WORD: Final = r"(?<![^\W\d_’'-])"
_S: Final = r"[ \xa0]"
_ARTICLE: Final = re.compile(
    rf"{_WORD}(?P<all>(?P<of>de{_S}la{_S}|de{_S}l['’]|du{_S}|des{_S})|(?P<to>à{_S}la{_S}|à{_S}l['’]|aux?{_S})|"
    rf"(?P<alone>la{_S}|les?{_S}|l['’]))\Z",
    re.IGNORECASE,
)
_BARE: Final = re.compile(rf"{_WORD}(?P<what>de|à)[ \xa0]\Z", re.IGNORECASE)
_OWN_ARTICLE: Final = re.compile(r"(?:les?|la)[ \xa0]|l['’]", re.IGNORECASE)
_ELIDED: Final = re.compile(rf"{_WORD}(?P<word>d|qu|jusqu|lorsqu|puisqu|quoiqu|l)['’]\Z", re.IGNORECASE)
_FULL: Final = re.compile(rf"{_WORD}(?P<word>de|que|jusque|lorsque|puisque|quoique|la|le)[ \xa0]\Z", re.IGNORECASE)
_OWN: Final = re.compile(rf"{_WORD}(?P<first>[mts])(?P<rest>on|a)[ \xa0]\Z", re.IGNORECASE)
_THIS: Final = re.compile(rf"{_WORD}ce(?P<t>t?)[ \xa0]\Z", re.IGNORECASE)
_AFTER: Final = re.compile(
    rf"(?:\A|[\W_]|{_WORD}(?:chez|avec|pour|dans|par|sur|vers|et|ou|que|comme|sans|est|sont|était|voilà|aime|vois))[\W_]*\Z",
    re.IGNORECASE,
)
"""What may stand before a name that brings its own article; after a noun (« le centre Les Ormes ») none is added."""
_OPENS: Final = re.compile(r"(?:\A|[.!?…:\n«\"][ \xa0\u202f]*)\Z")
_TIME: Final = re.compile(rf"{_WORD}(?:en|le)[ \xa0]\Z", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def elides(word: str) -> bool:
    """Tell whether « de » becomes « d' » before a word; a category in brackets is read without them.

    >>> elides("Inès"), elides("Hélène"), elides("Hamid"), elides("Yasmine"), elides("Yves"), elides("[ville]")
    (True, True, False, False, True, False)
    """
    low = fold(word).lstrip('[«"( ')
    if low.startswith("h"):
        name = first_names().get(low)
        mute = name is not None and name.group in {"ancien", "milieu", "jeune"}
        return (mute or low.startswith(("hopital", "hotel", "hebergement"))) and low[1:2] in {*"eiouya"}
    if low.startswith("y"):
        return low[1:2] not in {*"aeoui"}
    return low[:1] in {*"aeiou"}


def gender_of(name: str) -> str:
    """Return the gender of a first name or nickname that the lists know for sure, or nothing."""
    words = fold(name).split()
    if not words:
        return ""
    known = known_first_name(words[0]) or known_first_name(words[0].partition("-")[0])
    if known:
        return known.gender if known.gender != "x" else ""
    genders = {one.gender for one in nicknames().get(words[0], ())}
    return genders.pop() if len(genders) == 1 and genders != {"x"} else ""


def set_right(before: str, old: str, new: str, *, gender: str = "") -> tuple[int, str, str]:
    """Return how many characters before a name change with it, what they become, and the replacement as it reads.

    ``old`` is what was typed, ``gender`` that of the replacement when it is known.
    """
    if new.startswith("["):
        return _category(before[-REACH:], old, new)
    at, head = _person(before[-REACH:], new, gender or gender_of(new))
    letters = [char for char in new if char.isalpha()]
    if at and len(letters) > 1 and new == new.upper() and before[-at:] == before[-at:].upper():
        head = head.upper()
    return at, head, new


def _person(before: str, new: str, gender: str) -> tuple[int, str]:
    vowel = elides(new)
    if not vowel and (short := _ELIDED.search(before)):
        word = short["word"]
        if word in "lL":
            article = "la " if gender == "f" or (not gender and fold(new)[-1:] in {"a", "e"}) else "le "
            return len(short[0]), article.capitalize() if word == "L" else article
        return len(short[0]), word + "e "
    if vowel and (full := _FULL.search(before)):
        return len(full[0]), full[0][:-2] + "’"
    if gender == "f" and (own := _OWN.search(before)) and (own["rest"].lower() == "on") != vowel:
        return len(own[0]), own["first"] + ("on " if vowel else "a ")
    if gender == "m" and (this := _THIS.search(before)) and bool(this["t"]) != vowel:
        return len(this[0]), this[0][:2] + ("t " if vowel else " ")
    return 0, ""


def _category(before: str, old: str, new: str) -> tuple[int, str, str]:
    words = fold(new.strip("[]")).split()
    if words[:1] in (["en"], ["dans"]):
        time = _TIME.search(before)
        return (len(time[0]) if time else 0), "", new
    noun = words[1] if len(words) > 1 and words[0] in _BEFORE_NOUN else (words or [""])[0]
    vowel = elides(new)
    gender = "f" if noun in _FEMININE else "m" if noun in _MASCULINE else ""
    said = _said_noun(before, new.strip("[]").split(), noun)
    rest = before[: len(before) - said]
    if not gender:
        at, head = _person(before, new, "")
        return at, head, new
    if article := _ARTICLE.search(rest):
        link = "de" if article["of"] else "à" if article["to"] else ""
        plural = article["all"].lower().strip() in {"les", "des", "aux"}
        head = _article(link, gender, vowel)
        if head == article["all"].replace("'", "’").lower() and not plural:
            head = article["all"]
        elif article["all"][0].isupper():
            head = head[0].upper() + head[1:]
        return said + len(article[0]), head, new
    if said:
        return said, "", new
    if _OWN_ARTICLE.match(old):
        if bare := _BARE.search(rest):
            head = _article(fold(bare["what"]).replace("a", "à"), gender, vowel)
            return len(bare[0]), (head[0].upper() + head[1:]) if bare["what"][0].isupper() else head, new
        if not _AFTER.search(rest.rstrip(" \xa0")):
            return 0, "", new
        own = _article("", gender, vowel)
        return 0, (own[0].upper() + own[1:]) if _OPENS.search(rest) and old[0].isupper() else own, new
    at, head = _person(before, new, gender)
    return at, head, new


def _said_noun(before: str, words: list[str], noun: str) -> int:
    """Return how long the noun of the category is, when it is already said before the name, with what links it."""
    spoken = next((word for word in words[:2] if fold(word) == noun), "")
    if not spoken:
        return 0
    link = r"(?:[ \xa0](?:de|du|des|de la)(?=[ \xa0])|[ \xa0](?:de )?l['’]\Z|[ \xa0]d['’]\Z)?"
    article = r"(?:[ \xa0](?:les?|la)(?=[ \xa0]))?"
    end = rf"(?<![^\W\d_]){re.escape(spoken)}s?{link}{article}(?:[ \xa0]|(?<=['’]))[«\"]?[ \xa0]?\Z"
    found = re.search(end, before, re.IGNORECASE)
    return len(found[0]) if found and "«" not in found[0] and '"' not in found[0] else 0


def _article(link: str, gender: str, vowel: bool) -> str:
    if vowel:
        return f"{link} l’".lstrip()
    if gender == "f":
        return f"{link} la ".lstrip()
    return {"de": "du ", "à": "au ", "": "le "}[link]

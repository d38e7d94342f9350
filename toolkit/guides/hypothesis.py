"""Hypothetical questions in French: what is asked about has not happened.

Suppositions (« si vous étiez », « imaginez que ») and conditionals, but for politeness (« pourriez-vous »),
description (« comment décririez-vous »), the future seen from the past (« saviez-vous que vous partiriez ») and a
habit
of the past (« que faisiez-vous s'il pleuvait ? »). The methods brief gives Patton and Kaufmann as sources,
unchecked.
"""

import re
from typing import Final

from toolkit.language.words import listed

_IMPERFECT: Final = (
    r"(?!(?:bien|par|satis|sur)?fai[ts]\b|plai[ts]\b|laits?\b|parfait|souhait|(?:dés?or|ja)?mais\b|français|anglais"
    r"|\w*traits?\b"
    r"|sais\b|vais\b|palais|essais|distrait|relais|délais|frais\b|mauvais|biais)[^\s,?]*(?:iez|ait|aient|ais)\b"
)
_IF: Final = re.compile(
    r"(?<!comme )(?<!même )\b(?:si\s+(?:vous|tu|on|l'on|nous|je|j'|un|une|le|la|les|l'|ce|c'|cette|ces|cela|ça"
    r"|votre|vos|ton|ta"
    rf"|tes|notre|tout|personne|quelqu'un|aucune?)\s*(?:[^\s,?]+\s+){{0,4}}?{_IMPERFECT}"
    rf"|s'ils?\s*(?:[^\s,?]+\s+){{0,2}}?{_IMPERFECT})"
)
_SUPPOSE: Final = re.compile(
    r"\bsi (?:demain|jamais (?:vous|tu|on|un|une|le|la|il)|un jour)\b|\ben cas de\b.*[^\W\d_]+r(?:iez|ais|ait)\b"
    r"|(?:^|[,;:.] ?)(?:et |alors |maintenant,? )*imagin(?:e|ez|ons)(?:-vous|-toi)? ?(?:que?\b|qu'|une?\b"
    r"|un instant|maintenant|:|,"
    r"|le\b|la\b|votre\b|ton\b|ce\b|vous\b)"
    r"|\bimaginer (?:que?\b|qu'|une? (?:situation|monde|autre|cas|jour))"
    r"|\bsuppos(?:ez|ons|e)(?: un instant)? (?:que?\b|qu'|une?\b)|\bà supposer qu[e']|\ben supposant"
    r"|\ben admettant\b|\bimaginant\b"
    r"|\badmettons\b|\bmettons qu[e']|\bbaguette magique\b|\bdans (?:un monde|une ville|une école|une vie"
    r"|un service) idéale?\b"
    r"|\bdans l'idéal\b|\bidéalement\b|\bfigurez-vous\b|\bfaisons comme si\b|\bfaites comme si\b|\bfais comme si\b"
    r"|\bprojet(?:ez|te)-(?:vous|toi) (?:dans|en)\b|\bà refaire\b|\bvotre [^\W\d_]+ idéale?\b.*\bserait\b"
)
_INDIRECT: Final = re.compile(
    r"\b(?:sa(?:vez|is|voir|viez|vait)|demand\w+|dire|dites?|dit|voir|vu|souven\w+|rappel\w+|vérifi\w+|regard\w+"
    r"|expliqu\w+)(?:-(?:moi|nous))?\s*$"
)
_YOU: Final = re.compile(
    r"\b(?P<a>[^\W\d_]+r)iez-vous\b|\b(?P<b>[^\W\d_]+r)ais-tu\b"
    r"|\bvous (?:(?:y|en|le|la|les|lui|leur|vous|ne) |l'|n'){0,2}(?P<c>[^\W\d_]+r)iez\b"
    r"|\btu (?:(?:y|en|le|la|les|lui|leur|ne) |l'|n'|t'){0,2}(?P<d>[^\W\d_]+r)ais\b"
)
_DESCRIBING: Final = listed(
    "pourr dir décrir aur voudr saur définir qualifier résumer expliquer présenter raconter situer caractériser "
    "comparer nommer appeler citer parler rer entr montr rencontr off ouvr souffr illustrer évoquer retracer "
    "préciser compter racont quitter traverser préfér désir mesur assur demeur espér opér gér récupér considér "
    "adhér tir dur jou entour rentr admir inspir respir attir retir préparer prépar répar compar sépar déclar "
    "libér tolér accélér montrer couvr découvr livr cour recour parcour mour délivr suiv encadr cadr engendr ador "
    "ignor explor améliorer amélior élabor collabor décor dévor honor labour pleur effleur fum enregistr administr "
    "rapproch détour retourn étir vir déchir devr vaudr concentr centr filtr illustr démontr"
)
"""Stems before « -iez » that describe, or that make an imperfect (« entriez ») or a present of politeness."""
_LIKE: Final = ("aimer", "souhaiter", "accepter", "préférer", "proposer", "conseiller", "recommander")
_TALK: Final = re.compile(
    r"(?:-(?:vous|tu))? ?(?:de |d'|que (?:je|l'on|nous|cet|l'entretien|cette)|qu'on )?(?:me |nous |m'en |m'|en "
    r"|vous |te )?(?:parler|raconter"
    r"|aborder|dire|évoquer|revenir|préciser|ajouter|présenter|décrire|expliquer|être enregistr|être rec|répondre"
    r"|participer à cet"
    r"|participer à cette recherche|rencontrer|montrer|partager|commencer|nous)"
)
_PAST_THAT: Final = re.compile(
    r"\b(?:[^\W\d_]+(?:iez|ais|ait|aient)(?:-(?:vous|tu|il|elle|on|ils|elles))?|(?:avez|as|a|ont|aviez|avais|avait"
    r"|avaient|était"
    r"|étiez)(?:-(?:vous|tu|il|elle|on|ils|elles|t-il|t-elle|t-on))? (?:\w+ ){0,2}?[^\W\d_]+(?:é|i|u|it|is|ert)e?s?"
    r"|l'idée|l'impression|la certitude|certaine?s?|sûre?s?)"
    r" (?:\S+ ){0,4}?(?:que |qu'|quand |si |s'|comment |où )[^,;]*$"
)
_DONE: Final = r"(?!envies?\b|idées?\b|avis\b|vie\b|copie\b|photos?\b)[^\W\d_]+(?:é|i|u|is|it|ert)e?s?\b"
_PAST_CONDITIONAL: Final = re.compile(
    rf"\b(?:auriez|seriez)-vous (?:(?:pas|plutôt|\w+ment|mieux|tout|pu|été|vous) )*{_DONE}"
    rf"|\b(?:aurais|serais)-tu (?:(?:pas|plutôt|\w+ment|mieux|tout) )*{_DONE}"
    r"|\b(?:vous (?:n')?auriez|tu (?:n')?aurais|vous (?:ne )?seriez|tu (?:ne )?serais) (?:(?:pas|plutôt|\w+ment"
    r"|mieux|tout) )*"
    r"(?:fait|dit|choisi|pris|mis|pu|dû|su|voulu|été|eu|aimé|préféré|vécu|réagi|agi|accepté|refusé|\w+é(?:e?s?))\b"
    r"|\b(?:aurait|auraient|serait|seraient)(?:-(?:il|elle|on|ils|elles))? (?:pu|dû|fallu|changé|été|fait|passé)"
)
_EVENT: Final = (
    r"(?:serait|seraient|aurait|auraient|ferait|feraient|irait|iraient|faudrait|viendrait|viendraient|prendrait"
    r"|prendraient"
    r"|deviendrait|deviendraient|verrait|verraient|mettrait|tiendrait|dirait|diraient|réagirait|réagiraient"
    r"|choisirait"
    r"|suffirait|finirait|partirait|partiraient|agirait|servirait|permettrait|permettraient|conviendrait|vivrait"
    r"|perdrait"
    r"|[^\W\d_]{2,}[^éèiou\W\d_]erai(?:t|ent))"
)
_THIRD: Final = re.compile(rf"\b{_EVENT}\b")
_COULD: Final = re.compile(r"\b(?:qu'est-ce qui|quel(?:le)?s? [^?]*|qui|que) pourrai(?:t|ent)\b")
_NOT_THIRD: Final = re.compile(
    r"\bne (?:serait|faudrait|vaudrait|pourrait|devrait)-(?:ce|il|on)\b|\by aurait\b|\bce serait\b(?! (?:quoi"
    r"|comment|où|qui|quel))"
    r"|\bserait-il possible\b|\bserait possible\b|\bpossible que vous\b|\b(?:serait|est)-ce possible\b"
    r"|\bce serait bien de\b|\bdirait-on\b"
    r"|\bserait (?:d'accord|partante?|volontaire|prête? à commencer)|\b(?:aimerait|souhaiterait|voudrait)(?:-(?:il"
    r"|elle))? (?:bien )?(?:commencer|ajouter|dire|réagir|parler|prendre|répondre)"
    r"|\bon dirait\b|\bil semblerait\b|\bça vous dirait\b|\bne serait-ce que\b|\b(?:vous|t') (?:gênerait"
    r"|dérangerait|ennuierait)\b"
)
_POLITE_PAST: Final = re.compile(
    r"\b(?:auriez-vous|aurais-tu) (?:\w+ )?(?:gardé|conservé|connu|entendu|vu|noté|remarqué|apporté|oublié|retrouvé"
    r"|eu l'occasion)\b"
)
_AS_A_WORD: Final = re.compile(
    r"\bserai(?:t|ent) (?:\S+ ){0,3}?(?:mots?|définitions?|adjectifs?|exemples?|images?)\b"
)
_WISH: Final = re.compile(r"^(?:j'aimerais|je voudrais|je souhaiterais|j'aurais aimé)\b")


def hypothetical_french(text: str) -> str:
    """Return the words of a French sentence (lower case) that ask about what is not; "" for none."""
    text = _POLITE_PAST.sub(" ", _AS_A_WORD.sub(" ", text))
    if found := _SUPPOSE.search(text):
        return found[0].strip(" ,;:.")
    for found in _IF.finditer(text):
        before = text[: found.start()]
        if not (_INDIRECT.search(before) or _habit(text, found)):
            return found[0]
    if (found := _PAST_CONDITIONAL.search(text)) and not _WISH.match(text) and not _seen_from_the_past(text, found):
        return found[0]
    for found in _YOU.finditer(text):
        if _asks_what_is_not(text, found):
            return found[0]
    if _WISH.match(text) or _NOT_THIRD.search(text):
        return ""
    for found in (*_THIRD.finditer(text), *_COULD.finditer(text)):
        if not _seen_from_the_past(text, found) and not _relative(text, found):
            return found[0]
    return ""


_OF_A_NOUN: Final = re.compile(
    r"\b(?:une?|des|du|de la|le|la|les|ce|cet|cette|ces|l'|d'une?) ?(?:\S+ ){1,3}?(?:dont|que|où) $|\bdont $"
)


def _asks_what_is_not(text: str, found: re.Match[str]) -> bool:
    stem = next(group for group in found.groups() if group)
    if _OF_A_NOUN.search(text[: found.start()]):
        return False  # « un geste dont vous seriez fier »
    after = text[found.end() :]
    if stem in _DESCRIBING or re.match(r"[^?]{0,30}\bajouter\b", after) or _seen_from_the_past(text, found):
        return False
    if _WISH.match(text) or re.search(
        r"\bpossible que vous\b|\bvous (?:me|m'|nous)\b|\btu (?:me|m'|nous)\b",
        text[max(0, found.start() - 12) : found.end()],
    ):
        return False
    if stem == "ser" and re.match(r" (?:d'accord|en mesure|disposé|capable de (?:me|nous))", after):
        return False
    return not (stem in _LIKE and _TALK.match(after))


def _seen_from_the_past(text: str, found: re.Match[str]) -> bool:
    return _PAST_THAT.search(text[: found.end()]) is not None and not re.match(r"si\b", text[found.start() :])


def _relative(text: str, found: re.Match[str]) -> bool:
    """« un proche qui serait passé par là » describes somebody."""
    return re.search(r"(?<!est-ce )(?<!^)\b(?:qui|dont|où)\s*$", text[: found.start()]) is not None


def _habit(text: str, found: re.Match[str]) -> bool:
    """« Que faisiez-vous si un enfant pleurait ? » : the main verb is in the imperfect too, with no conditional."""
    rest = text[: found.start()] + " " + text[found.end() :]
    if re.search(r"r(?:iez|ais|ait|aient)\b", rest):
        return False
    past = re.search(
        r"\b(?:vous|tu|on|ça|ils?|elles?|c')(?: \w+)? ?[^\W\d_]+(?<!r)(?:iez|ais|ait|aient)\b", rest
    ) or re.search(r"\b[^\W\d_]+(?<!r)(?:iez|ais|ait)-(?:vous|tu|il|elle|on|ils|elles|ce)\b", rest)
    return past is not None

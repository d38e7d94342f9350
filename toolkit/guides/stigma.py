"""Words that name people by one trait, in French: by a lack, an illness, an offence, an origin.

Compiled for Carnet from recommendations of plain respect in social work and care (say « personnes sans domicile »,
« personne qui vit avec une schizophrénie
« un règlement débile » name nobody. A word that the person uses of themselves, between quotation marks, is theirs.
"""

import re
from typing import Final

_SLURS: Final = (
    r"sdf|clochard(?:e)?s?|clodos?|toxicomanes?|toxicos?|toxs?|drogué(?:e)?s?|junkies?|camée?s?|défoncée?s?"
    r"|crackeu(?:r|se)s?|cas soc(?:iaux|ial)|cassos"
    r"|cas (?:lourds?|désespérés?|psy(?:chiatriques?)?|difficiles?|ingérables?)|schizos?|schizophrènes?|bipolaires?"
    r"|psychotiques?|névrosée?s?|hystériques?|parano(?:ïaque|s)?s?|dépressifs?|dépressives?"
    r"|borderlines?|alcooliques?|alcoolos?|ivrognes?|poivrots?|pochtrons?|pochards?|soûlards?|soulards?"
    r"|pauvres gens|les pauvres|nécessiteu(?:x|ses?)|indigente?s?|miséreu(?:x|ses?)|gueux|clandestine?s?"
    r"|sans-papiers"
    r"|illégaux|immigrés clandestins|migrants? illéga(?:l|ux)|prostituée?s?|putes?|putains?|michetons?"
    r"|délinquante?s?|racailles?|voyous?|cailleras?|sauvageons?|wesh|gitane?s?|romanos?|romanichels?|manouches?"
    r"|bougnoules?|bicots?|beurs?|beurettes?|blédards?|bridés?|nègres?"
    r"|youpins?|boches?|ritals?|bamboulas?|vieillards?|vieilles? peaux?|vioques?|grabataires?|séniles?|gâteu(?:x"
    r"|ses?)|attardé(?:e)?s?|arriéré(?:e)?s?|fraudeu(?:rs?|ses?)|fainéante?s?|feignante?s?|feignasses?"
    r"|glandeu(?:rs?|ses?)|profiteu(?:rs?|ses?)|parasites?|tire-au-flanc"
    r"|incasables?|personnes? à problèmes?|publics? (?:difficiles?|à problèmes?|captifs?)|(?:familles?|jeunes?"
    r"|élèves?|enfants?|quartiers?) à problèmes?|malades menta(?:l|ux)|mongolien(?:ne)?s?|gogols?|gols?|triso(?:s"
    r"|miques?)?|autistes?|nain(?:e)?s? de naissance|infirmes?|impotente?s?|invalides?|éclopée?s?|estropiée?s?"
    r"|culs?-de-jatte|boiteux|bigleux"
    r"|sourds?-muets?|sourdes?-muettes?|simplets?|simples d'esprit|idiots? du village|tarée?s?|cinglée?s?|dingues?"
    r"|timbrée?s?|aliénée?s?|fêlée?s?|déséquilibrée?s?|forcenée?s?|détraquée?s?|pédés?|tapettes?|gouines?"
    r"|tantouzes?|travelos?|travestis?|invertis"
    r"|taulardes?|taulards?|repris de justice|ex-taulards?|ex-détenus?|criminels?|voleurs?|pédophiles?|casseurs?"
    r"|zonarde?s?|marginaux|punks? à chiens?|squatteu(?:rs?|ses?)|traîne-savates|mendiante?s?|mendigots?"
    r"|vagabonde?s?|filles?-mères?|mères? porteuses? indignes?|divorcées?|bâtarde?s?|vieilles? filles?"
    r"|boudins?|grosses|gros tas|obèses|anorexiques?|boulimiques?|illettrée?s?|analphabètes?|ignares?|incultes?"
    r"|cancres?|décrocheu(?:rs?|ses?)|bons? à rien|ratée?s?|loosers?|losers?|paumée?s?|laissée?s?-pour-compte"
    r"|inemployables?|inactifs?|rmistes?|smicards?|chômeurs professionnels|assistanat|barbare?s?|ploucs?|bouseu(?:x"
    r"|ses?)|péquenots?|pécores?|culs?-terreux|beaufs?"
    r"|bas peuple|populace|fous furieux|séropos?|sidaïques?|sidéens?|pestiférée?s?|lépreu(?:x|ses?)|hikikomoris?"
    r"|caractériels?|caractérielles?|hyperactifs?|débiles (?:légers|profonds|mentaux)|handicapée?s? (?:menta(?:l|le"
    r"|ux|les)|moteurs?)"
)
_NOUN_BEFORE: Final = (
    r"(?:(?:les|des|aux|ces|vos|nos|leurs|un|une|quelques|certaine?s|beaucoup d(?:e|')|trop d(?:e|')|d'anciens"
    r"|d'autres|d(?:e|'))[ ]?|l')"
)
_NOUNS: Final = (
    r"(?:assistée?s?|handicapée?s?|débiles?|exclue?s?|marginal(?:e)?s?|marginaux|inadaptée?s?|déviante?s?|fous"
    r"|folles|anormaux|vieux|vieilles|pauvres|toxiques|sdf|précaires|démunie?s?|défavorisée?s?"
    r"|déments?|démentes?|drogués|camés|gros|jeunes? délinquants?)"
)
_AFTER: Final = (
    r"(?! (?:par|de|à|que?)\b| d'(?!ici)"
    r"| (?:outils?|livres?|habits?|meubles?|vêtements?|papiers?|métiers?|amis?|copains?|collègues?|quartiers?"
    r"|murs?|bâtiments?|photos?|jours?|sols?|terres?|machines?|temps|parents|pays))"
)
_OLD: Final = (
    r"\b(?:les|des|aux|ces|vos|nos) (?:vieux|vieilles|pauvres|gros|fous|folles)"
    r"(?= (?:du|de la|des|de l'|d'ici|qui|sont|ont|vien|viv|vont|dorm|rest|dans|en|chez|au)|-|$|[,.?])"
)
_PATTERN: Final = re.compile(
    rf"(?<![\w-])(?:{_SLURS})(?![\w])|(?<![\w-]){_NOUN_BEFORE}(?!vieux|vieilles|pauvres|gros|fous"
    rf"|folles){_NOUNS}\b{_AFTER}|{_OLD}"
    r"|\b(?:aux|les|des|ces) (?:fous|folles|anormaux|marginaux)\b"
)
_HARMLESS: Final = re.compile(
    r"\b(?:boissons?|gel|solutions?) alcooliques?\b|\bdirection assistée\b|\btaux d'alcool\w*|\bdépressi(?:f"
    r"|ve)s? saisonni\w+|\bplantes? parasites?\b|\bcarte d'invalide\b"
    r"|\b(?:êtes|es|étiez|étais|sentez|sens|devenu|devenue|devient|suis)(?:-(?:vous|tu))? (?:\w+ )?(?:invalide"
    r"|dépressi(?:f|ve)|bipolaire|autiste|divorcée?|assistée?|alcoolique|délinquante?|paumée?|obèse)\b"
    r"|\bfemmes? divorcées?\b|\bparents? divorcés?\b|\bvoleurs? de\b|\bpopulations? inactives?\b|\b(?:joueur"
    r"|joueuse|élève|député)s? (?:est|sont|a été) exclue?s?\b"
)
_INFORMANT: Final = re.compile(r"\b(?:collectif|association|syndicat|réseau) (?:de |des |d')\S+")


def stigma_french(text: str) -> str:
    """Return the word of a French sentence (lower case) that names people by one trait; "" for none."""
    plain = _HARMLESS.sub(" ", text)
    for found in _PATTERN.finditer(plain):
        if found[0].endswith("sans-papiers") and re.match(
            r" (?:du|de la|des|de ce) (?:collectif|mouvement|comité)", plain[found.end() :]
        ):
            continue  # the name that a movement gives itself
        return found[0].strip()
    return ""

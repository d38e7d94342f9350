"""Questions that ask who somebody else is: a name, an address, a number, an identity that points to a third party.

Names of things (« Comment s'appelle ce logiciel ? »), roles and ties are no matter here, nor what the person is
called.
Source: agree before recording on what will not be said (UK Data Archive). The lists of people and of places that
point
to people were compiled for Carnet.
"""

import re
from typing import Final

_PEOPLE: Final = (
    r"(?:personnes?|gens|hommes?|femmes?|dames?|messieurs|monsieur|madame|mec|gars|fille|garçon|enfants?|bébés?"
    r"|jeunes?|ados?"
    r"|adolescente?s?|élèves?|étudiante?s?|collègues?|chef(?:fe)?s?|patron(?:ne)?s?|directeurs?|directrices?"
    r"|responsables?"
    r"|employeu(?:r|se)s?|supérieure?s?|managers?|encadrante?s?|tuteurs?|tutrices?|salariée?s?|ouvri(?:er|ère)s?"
    r"|employée?s?"
    r"|intérimaires?|stagiaires?|bénévoles?|adhérente?s?|présidente?s?|trésori(?:er|ère)s?|secrétaires?"
    r"|maire(?:sse)?s?|adjointe?s?"
    r"|élue?s?|députée?s?|préfet|ministre|conseill(?:er|ère)s?|délégué?e?s?|représentante?s?|syndicalistes?"
    r"|médecins?|docteurs?"
    r"|généralistes?|infirmi(?:er|ère)s?|aides?-soignante?s?|soignante?s?|sages?-femmes?|psy(?:chologue|chiatre"
    r"|s)?s?|kinés?"
    r"|pharmacien(?:ne)?s?|chirurgien(?:ne)?s?|dentiste|spécialistes?|éducat(?:eur|rice)s?|éducs?|animat(?:eur"
    r"|rice)s?"
    r"|assistant[e·s]* (?:sociale?s?|maternelle?s?|familiale?s?)|assistante?s?|travailleu(?:r|se)s? socia(?:l|le"
    r"|ux)|référente?s?"
    r"|accompagnat(?:eur|rice)s?|médiat(?:eur|rice)s?|intervenante?s?|formateurs?|formatrices?|professeure?s?"
    r"|profs?|enseignante?s?"
    r"|instit(?:uteur|utrice)?s?|maîtres?|maîtresses?|surveillante?s?|pions?|principale?|proviseure?|juges?"
    r"|avocate?s?|polici(?:er|ère)s?"
    r"|flics?|gendarmes?|agente?s?|gardiens?|gardiennes?|matons?|détenue?s?|codétenue?s?|passeurs?|proxénètes?"
    r"|dealers?|vendeu(?:r|se)s?"
    r"|voisine?s?|amie?s?|copains?|copines?|potes?|camarades?|frères?|sœurs?|père|mère|parents?|maris?|femme"
    r"|conjointe?s?|compagnon|compagne"
    r"|ex|oncles?|tantes?|cousine?s?|neveux?|nièces?|grands?-(?:père|mère|parent)s?|beaux?-(?:père|frère|parent)s?"
    r"|belles?-(?:mère|sœur)s?"
    r"|familles?|proches?|locataires?|propriétaires?|bailleurs?|logeurs?|résidente?s?|patiente?s?|usag(?:er|ère)s?"
    r"|bénéficiaires?"
    r"|habitante?s?|agricult(?:eur|rice)s?|éleveu(?:r|se)s?|artisane?s?|commerçante?s?|boulang(?:er|ère)s?"
    r"|associée?s?|clientes?|clients?"
    r"|fournisseurs?|témoins?|victimes?|agresseurs?|auteurs?|entraîneu(?:r|se)s?|coachs?|joueu(?:r|se)s?|arbitres?"
    r"|coéquipi(?:er|ère)s?"
    r"|prêtres?|imams?|pasteurs?|curés?|journalistes?|chercheu(?:r|se)s?|interprètes?|chauffeurs?|livreurs?"
    r"|concierges?|participante?s?"
    r"|membres?|fondat(?:eur|rice)s?|interlocut(?:eur|rice)s?|contacts?|inspect(?:eur|rice)s?|contrôleu(?:r|se)s?"
    r"|contremaîtres?"
    r"|nounous?|nourrices?|aumôniers?|individus?|celui|celle|ceux|celles|quelqu'un)"
)
_BODIES: Final = (
    r"(?:structures?|associations?|assos?|entreprises?|boîtes?|sociétés?|foyers?|établissements?|centres?"
    r"|hôpita(?:l|ux)|cliniques?"
    r"|agences?|cabinets?|écoles?|collèges?|lycées?|crèches?|ehpad|résidences?|maison de retraite|squats?|prisons?"
    r"|restaurants?|garages?|organismes?|institutions?|fondations?|employeurs?)"
)
_WHOSE: Final = (
    rf"(?:de la |de l'|du |des |de (?:ce|cet|cette|ces|votre|vos|ton|ta|tes|son|sa|ses|leur|leurs|notre|nos|un|une"
    rf"|vos trois|vos deux|chaque) "
    rf"|d'un |d'une |d'autres |d'anciens |d'|de )(?:(?!(?:où|qui|que|dont|à|pour|avec|de|du|des|en|chez|sur)\b"
    rf"|d')\S+ ){{0,2}}(?:{_PEOPLE}|{_BODIES})\b"
)
_DATA: Final = (
    r"(?:(?:pré)?noms?(?: de famille)?(?: exacte?s?| complets?| et (?:pré)?noms?)?|identités?|coordonnées"
    r"|numéros?(?: de (?:téléphone|portable))?"
    r"|téléphone|adresses?(?: (?:exacte|postale|mail|personnelle))?|mails?|e-mails?|courriels?|contacts?|initiales)"
)
_THINGS: Final = (
    r"(?:recettes?|métiers?|logiciels?|outils?|applications?|applis?|projets?|documents?|réunions?|démarches?"
    r"|dispositifs?|plateformes?|sites?"
    r"|programmes?|formations?|machines?|chiens?|chats?|cheva(?:l|ux)|vaches?|chèvres?|animaux|animal|villages?"
    r"|quartiers?|rues?|villes?|pays|jeux?"
    r"|chansons?|films?|livres?|plats?|danses?|gestes?|maladies?|médicaments?|plantes?|variétés?|parcelles?"
    r"|techniques?|méthodes?|groupes?"
    r"|événements?|fêtes?|journ(?:al|aux)|postes?|fonctions?|diplômes?|matières?|cours|étapes?|pièces?|lieux?"
    r"|endroits?|choses?|objets?|matériaux?)"
)
_ASK: Final = (
    r"(?:donn(?:ez|er|e|es)|indiqu(?:ez|er|e|es)|cit(?:ez|er|e)|dites|dire|dis|précis(?:ez|er|e)|communiqu(?:ez|er)"
    r"|rappel(?:ez|er|le)|transm\w+"
    r"|écri(?:vez|re|s)|not(?:ez|er)|laiss(?:ez|er)|épel(?:ez|er|le)|fourni\w*|lai\w*sser|partag(?:ez|er)"
    r"|souven(?:ez|ir|iez)|souviens|connaiss?\w*"
    r"|retrouv\w+|av(?:ez|oir)|auriez|aurais|as|garder?|voudrais|aimerais|savoir|sa(?:vez|is)|quel(?:le)?s? (?:est"
    r"|sont|était|étaient))"
)
_WITHOUT: Final = re.compile(
    r"\bsans (?:(?:le|la|les|me|nous|en|donner|citer|dire|préciser) |m')*(?:de |son |leurs? |le |la |les "
    r"|l')?(?:nom(?:s|mer)?|citer|donner|dire"
    r"|identité|désigner|identifier)\b|\bpas (?:besoin )?de noms?\b|\bpréférez\b|\bpseudonymes?\b|\banonym\w+"
    r"|\b(?:un|quel) (?:faux|autre|nom d'emprunt)\b"
    r"|\bpas (?:besoin )?(?:de |d')(?:nommer|citer)\b"
)
_PATTERNS: Final = [
    rf"\b{_ASK}\b[^?]*?\b(?:(?:le|la|les|l'|un|des|quelques) ?|leurs? |son |sa |ses ){_DATA} {_WHOSE}",
    rf"\b(?:nom|identité|coordonnées|numéro|adresse|prénom)s? {_WHOSE}[^?]*\b(?:quel|c'est quoi|c'est comment)",
    rf"\b(?:souven\w*|souviens|rappel\w+)\b[^?]*? (?:du|de son|de leurs?|des|d'un) (?:pré)?noms? {_WHOSE}",
    rf"\b{_ASK}\b(?:-(?:vous|tu|moi|nous))? (?:[^?]*? )?(?:son|leurs?|ses) (?:(?:pré)?noms?|identités?|coordonnées"
    rf"|numéros?|adresses?)\b",
    r"(?:^|[,;:?.] ?)(?:et |c'est quoi |quel est )?(?:son|leurs?) (?:pré)?noms?\b",
    rf"\bcomment s'appel(?:le|lent|ait|aient) (?:(?:le|la|les|ce|cet|cette|ces|votre|vos|ton|ta|tes|son|sa|ses"
    rf"|leur|leurs|un|une) |l')(?:\S+ )?(?:{_PEOPLE}|{_BODIES})\b",
    rf"\bcomment se nomm(?:e|ent|ait|aient) (?:(?:le|la|les|ce|cet|cette|ces|votre|vos|ton|ta|tes|son|sa) "
    rf"|l')(?:\S+ )?(?:{_PEOPLE}|{_BODIES})\b",
    rf"\b(?:{_PEOPLE}|{_BODIES})\b[^?]*\bs'appel(?:le|lent|ait|aient)(?:-t-(?:il|elle|ils|elles)|-(?:ils|elles))?\b",
    r"\b(?:ils?|elles?) s'appel(?:le|lent|ait|aient) (?:comment|déjà|exactement)\b|\bcomment (?:ils?"
    r"|elles?) s'appel(?:le|lent|ait|aient)\b"
    r"|\bcomment s'appel(?:le|lent|ait|aient)-(?:t-)?(?:il|elle|ils|elles)\b|\bcomment se nomm(?:e|ait"
    r"|ent)-(?:t-)?(?:il|elle|ils|elles)\b"
    r"|\bça s'appelle comment, (?:votre|ton|ta|cette?|l'|le|la) ?" + _BODIES,
    rf"\b(?:cit(?:ez|er|e)|nomm(?:ez|er|e)|list(?:ez|er)|désign(?:ez|er)|dénonc(?:ez|er))(?:-(?:moi|nous))? (?:moi "
    rf"|nous )?(?:(?:le|la|les|ces|ce|cette|cet|vos|tes|des"
    rf"|quelques|deux|trois|quatre|cinq|toutes les|tous les|votre|une?) |l')(?:\S+ )?{_PEOPLE}\b",
    r"\b(?:nommez|nomme|citez)-(?:la|le|les)\b|\b(?:le|la|les) nommer\b(?=[^?]*$)",
    rf"(?:^|[,;:] ?|\b(?:dire|dites-moi|savoir|savez-vous|sais-tu|et|mais) )qui (?:est|était|sont"
    rf"|étaient)(?: exactement| donc| au juste)? (?:(?:ce|cet|cette|ces|le|la|les) |l')(?:fameu(?:x"
    rf"|se) )?{_PEOPLE}\b(?:[^?]*\b(?:qui|que|qu'|dont|avec|en question|chez|à)\b|$)",
    rf"\b(?:c'est|c'était|ce sont|c'étaient) qui,? (?:(?:(?:ce|cet|cette|ces|le|la|les|votre|ton|ta) |l'){_PEOPLE}"
    rf"|celui|celle|ceux)\b(?! qui)",
    r"\bqui (?:est|était)-ce(?: exactement| au juste)?$|\bc'est qui(?: exactement| au juste)?$|\bc'était qui$"
    r"|\bde qui (?:s'agit-il|s'agissait-il|parlez-vous|parles-tu|il s'agit|vous parlez|il s'agissait)\b",
    r"\bnommément\b|\bà quel nom\b|\bquel nom (?:de famille )?porte (?:cette|ce|la|le|votre) " + _PEOPLE,
    rf"\bquel(?:s)? (?:est|était|sont|étaient) (?:le|les|son|leurs?) (?:pré)?noms?(?: exact)?(?:$|,| {_WHOSE})",
    rf"\bsous quel nom (?:le|la|l'|ce|cette) ?{_PEOPLE}",
    rf"\b(?:où|à quelle adresse|dans quelle rue) (?:habite|vit|travaille|loge|habitent|vivent)(?:-t)?(?:-(?:il"
    rf"|elle|ils|elles))?,? (?:exactement|précisément|ce|cet|cette) ?{_PEOPLE}?",
    r"\b(?:qui|quel(?:le)?s?)\b[^?]*\bquel (?:est|était) son nom\b",
]
_COMPILED: Final = [re.compile(pattern) for pattern in _PATTERNS]
_PRONOUN: Final = 8
_ABOUT_YOU: Final = re.compile(r"\bvotre (?:pré)?nom\b|\bvous appel\w+ (?:vous|comment)\b|\bcomment vous appel")
_OF_A_THING: Final = re.compile(rf"\b{_THINGS}\b")
_OF_PEOPLE: Final = re.compile(rf"\b(?:{_PEOPLE}|{_BODIES})\b")
_STORY_OF_NAME: Final = re.compile(
    r"\b(?:vient|venu|origine|choisi\w*|signifi\w+|veut dire|pensez|trouv\w+|changé)\b.*\bnom\b"
    r"|\bnom\b.*\b(?:vient|signifie|choisi)\b"
)


def third_party_french(text: str, *, whole: str = "") -> str:
    """Return the words of a French sentence (lower case) that ask who somebody else is; "" for none.

    ``whole`` is the prompt that holds it: what « il » stands for may be named in the sentence before.
    """
    if "«»" in text and re.search(r"\bqui (?:parlez|parles|pensez|est-ce)\b|\bde qui\b", text):
        return ""  # « Quand vous dites « on », de qui parlez-vous ? » asks what a word covers
    if _WITHOUT.search(text) or _ABOUT_YOU.search(text) or _STORY_OF_NAME.search(text):
        return ""
    for number, pattern in enumerate(_COMPILED):
        found = pattern.search(text)
        if not found:
            continue
        pronoun = number == _PRONOUN
        around = re.sub(r"\b(?:elles?|lui|eux)\b", "", whole or text)
        if pronoun and _OF_A_THING.search(around) and not _OF_PEOPLE.search(around):
            continue  # « Votre logiciel, il s'appelle comment ? »
        return found[0].strip(" ,;:?.")
    return ""

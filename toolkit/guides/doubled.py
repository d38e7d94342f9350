"""Two questions in one, in French: two sentences that ask, two clauses that ask, one opinion on two objects.

« Comment travaillez-vous avec les infirmières et les médecins ? » has one object: one answers of both at once. « Que
pensez-vous des horaires et de la paie ? » has two: one may like the first and not the second. A bare « Lesquels ? »,
« Si oui, pourquoi ? » or a few words without a verb after a question only make it precise. Source: one question at a
time (Krueger & Casey).
"""

import re
from itertools import pairwise
from typing import Final

_WH: Final = (
    r"(?:comment|pourquoi|combien|quel(?:le)?s?|lequel|laquelle|lesquel(?:le)?s|qu'est-ce (?:que?|qui|qu')"
    r"|(?:à|de|d'|sur|avec|par|en|pour|dans|chez|depuis|vers) ?(?:quoi|qui|où|quand|quel(?:le)?s?|combien))"
)
_LEAD: Final = r"(?:(?:et|mais|ou|alors|puis|ensuite|enfin|bon|donc|sinon|du coup|là|après),? )*"
_IF_SO: Final = re.compile(
    rf"{_LEAD}(?:si (?:oui|non|c'est le cas|tel est le cas|possible|besoin)|le cas échéant|dans ce cas),? ?"
    r"(?:(?!\S*-(?:t-)?(?:vous|tu|ils?|elles?|on|ce)\b)\S+ ?){0,6}"
)
_BARE: Final = re.compile(
    rf"{_LEAD}(?:(?:à|de|d'|sur|avec|par|en|pour|dans|chez|depuis|vers) ?)?(?:comment|pourquoi|combien|où|quand|qui"
    rf"|quoi|lequel|laquelle"
    r"|lesquels|lesquelles|quel(?:le)?s?|c'est-à-dire|par exemple|à savoir|pourquoi pas|pourquoi donc|comment ça"
    r"|et vous|et toi"
    r"|un exemple|vraiment|ah oui|ah bon|c'est ça|non|oui|n'est-ce pas|hein|d'accord|vous voyez)"
    r"(?: (?:par exemple|précisément|exactement|encore|donc|ça|cela|type|genre|types|genres|sortes?))*"
)
_VERB: Final = re.compile(
    r"-(?:t-)?(?:vous|tu|ils?|elles?|on|ce|nous|je)\b|\b(?:vous|tu|on|ils?|elles?|ça|cela|nous|je|ce|qui"
    r"|que)\b (?:\S+ )*?\S+"
    r"|\b(?:c'|t'|j'|qu'|n')\S+|\b(?:est|sont|était|a|ont|avait|fait|font|va|vont|faut|peut|doit|sera|reste|vient"
    r"|raconte[zs]?)\b"
)
_SAID_AGAIN: Final = re.compile(
    rf"{_LEAD}(?:c'est-à-dire|autrement dit|par exemple|je veux dire|enfin|plus précisément|en d'autres termes"
    rf"|plutôt)\b"
)


def bare(text: str) -> bool:
    """Tell whether a sentence only makes the question before it precise: « Lesquels ? », « À la pause de midi ? »."""
    text = text.strip(" .…,;:«»-–—")
    if not text or _BARE.fullmatch(text) or _IF_SO.fullmatch(text) or _SAID_AGAIN.match(text):
        return True
    return not _VERB.search(text) and not re.match(rf"{_LEAD}{_WH} (?:\S+ ){{2,}}", text)


_TOLD: Final = (
    r"(?:racont|décri|expliqu|parl|présent|précis|montr|di(?=re\b|tes\b|s\b)|expos|dessin|compar|cit|nomm|indiqu"
    r"|donn|résum|retrac|list)"
)
_ORDER: Final = (
    rf"\b{_TOLD}[^\W\d_]*?(?:ez|es|e|is|s)-(?:moi|nous)\b"
    r"|\b(?:décrivez|racontez|expliquez|citez|présentez|précisez|dites)\b"
)
_INFINITIVE: Final = rf"(?:(?:me|nous|m'en|nous en|m'|le|la|les|l') ?){_TOLD}[^\W\d_]*?(?:er|re|ir)\b"
_SHARED: Final = re.compile(
    r"^(?:[^\W\d_'-]+) (?:de|d'|du|des|à|au|aux) ?(?:la |l'|votre |vos |cette? |ces |ton |ta |tes |leur |leurs "
    r"|notre |nos )?\S+"
)
_PAIRS: Final = re.compile(
    r"\b(?:joies|plaisirs|bonheurs?|avantages?|forces?|atouts?|droits?|réussites?|succès|points? forts?"
    r"|aspects? positifs?|freins?"
    r"|qualités?|bons? (?:côtés?|moments?)|positif|hauts|entrées?|allées|début|ouverture|matin|jour|forts|bien"
    r"|arrivées?|coûts?|besoins?"
    r"|obstacles?|bénéfices?|plus|côtés? positifs?|contraintes|limites|tenants|us|faits|peurs?|craintes?|gains?"
    r"|hommes|filles|garçons"
    r"|frères|pères?|parents|difficultés|motivations) (?:et|ou) (?:\S+ )?(?:peines|déplaisirs|malheurs?"
    r"|inconvénients?|faiblesses|limites|devoirs?"
    r"|échecs?|points? faibles?|aspects? négatifs?|leviers?|défauts?|mauvais|négatif|bas|sorties?|venues|fin"
    r"|fermeture|soir|nuit"
    r"|faibles|mal|départs?|attentes?|facilit\w+|risques?|moins|côtés? négatifs?|avantages|forces|aboutissants"
    r"|coutumes|gestes"
    r"|espoirs?|envies?|pertes?|femmes|garçons|filles|sœurs|mères?|enfants|ressources|freins)\b"
)
_DET: Final = r"(?:de la |de l'|du |des |de |d')"
_ART: Final = r"(?:(?:le|la|les|votre|vos|ton|ta|tes|cette?|ces|leurs?|son|sa|ses) |l')"
_NOUNS: Final = r"(?:(?!\b(?:entre|qui|que|quand|où|comme)\b)[^,?])+?"
_OPINION: Final = r"(?:pensez|penses|pensent|pense|dites|diriez|dirais)(?:-(?:t-)?(?:vous|tu|ils|elles|on|il|elle))?"
_OBJECTS: Final = [
    rf"\b{_OPINION} {_DET}{_NOUNS} et {_DET}",
    rf"\b(?:retenez|retiens|attendez|attends)(?:-(?:vous|tu))? (?:de la |de l'|du |des ){_NOUNS} et (?:de la "
    rf"|de l'|du |des )",
    rf"\b(?:satisfait|content|heureu[sx]|mécontent|fi(?:er|ère)|déçu)(?:e|es|s|\(e\))? {_DET}{_NOUNS} et {_DET}",
    rf"\b(?:trouvez|trouves|jugez|juges|vivez|vis|ressentez|aimez|aimes|appréciez|apprécies|percevez|perçois"
    rf"|évaluez|voyez|considérez)(?:-(?:vous|tu)) {_ART}{_NOUNS} et {_ART}",
    rf"\b(?:représentent|évoquent|signifient|inspirent|apportent|veulent dire)(?:-(?:ils|elles))? (?:pour (?:vous"
    rf"|toi) )?{_ART}{_NOUNS} et {_ART}",
    rf"\b(?:se passent?|s'est passée?|se sont passée?s|se déroulent?|s'est déroulée?) (?:votre|vos|ton|ta"
    rf"|tes) {_NOUNS} et (?:votre|vos|ton|ta|tes)\b",
    rf"\b(?:évoque|inspire|apporte|représente|signifie)nt? {_ART}{_NOUNS} et {_ART}",
    r"\bquel(?:le)?s? (?:est|sont|était|étaient|a été|ont été) (?:votre|vos|le|la|les|l'|ton|ta|tes) ?" + _NOUNS
    + r" et (?:votre|vos|celle|celui|ceux|celles|le|la|les|l'|ton|ta|tes)\b",
    r"\b(?:avez-vous|as-tu|vous avez|tu as|y a-t-il|il y a|possédez-vous) (?:\w+ment )?(?:une?"
    r"|des) [^\W\d_]+ et (?:une?|des|l'accès) [^\W\d_]+(?: (?:à|dans|chez|ici)\b[^,?]*)?$",
]  # fmt: skip
_TOLD_OBJECTS: Final = [
    rf"\b(?:parle[zrs]?|parlez)(?:-(?:moi|nous))? (?:un peu )?{_DET}{_NOUNS} et {_DET}",
    r"\b(?:décri\w+|présent\w+|racont\w+|expliqu\w+|évoqu\w+)(?:-(?:moi|nous|vous|tu))? (?:votre|vos|ton|ta|tes|son"
    r"|sa|ses|leurs?|la|le|les|l') ?"
    + _NOUNS + r" et (?:votre|vos|ton|ta|tes|celle|celui|ceux|celles|son|sa|ses|leurs?)\b",
]  # fmt: skip
_AND: Final = (
    r"(?:,? (?:et|ou|puis|mais|mais aussi|et puis|et aussi|et donc|et alors|et après|et ensuite|et sinon),? |, )"
)
_SECOND: Final = re.compile(
    rf"{_AND}(?=(?:comment|pourquoi|combien|(?:à |de |en |pour |par |avec |dans |sur |chez |depuis "
    rf"|vers )?quel(?:le)?s?|lesquel(?:le)?s|qu'est-ce qu(?:i|e|')"
    r"|(?:à|de|sur|avec|par|en|pour|dans|chez|depuis|vers) (?:quoi|qui|où|quand|combien)|d'où|que|qu'|où|qui"
    r"|quand)(?:\b|(?<=')))"
)
_LEFT_THERE: Final = (
    r"(?:quoi|comment|combien|où|qui|quand|pourquoi)\b"
    r"(?: (?:avant|après|ensuite|exactement|maintenant|alors|là|pour|dans|à|au|chez|par|avec|en|de)\b.*)?$"
)
_IN_PLACE: Final = re.compile(
    rf"{_AND}(?:vous|tu|on|ça|ils?|elles?|c') ?(?!qui\b)(?:(?!que\b|qu'|qui\b|où\b)\S+ ){{0,6}}?{_LEFT_THERE}"
)
_AND_WHAT: Final = re.compile(
    r",? (?:et|ou|puis) (?:pour |à |de |d')?(?:y |en )?[^\W\d_]*(?:er|ir|re) (?:quoi|comment|où|avec qui|combien)$"
    r"|,? (?:et|ou|puis) (?:auprès de|grâce à|à cause de|face à|à côté de|au nom de) (?:qui|quoi|quel(?:le)?s?)\b"
)
_CLITICS: Final = r"(?:(?:vous|en|y|le|la|les|lui|leur|nous|me|te|se|ne|aussi|plutôt) |l'|m'|t'|s'|n')*"
_CLOSED_AFTER: Final = re.compile(
    rf"{_AND}(?:est-ce qu(?:e|')|{_CLITICS}[^\W\d_]+-(?:t-)?(?:vous|tu|ils?|elles?|on)\b)"
)
_INVERTED: Final = re.compile(r"[^\W\d_]-(?:t-)?(?:vous|tu|ils?|elles?|on|ce|nous)\b(?!-)(?<!rendez-vous)")
_OPENED: Final = re.compile(
    rf"^(?:(?:(?!\b(?:où|qui|que)\b)[^,])*, )?{_LEAD}(?:comment|pourquoi|combien|qui|que|qu'|où|quand(?=.*-)|quoi"
    rf"|lequel|laquelle|lesquel(?:le)?s|{_WH})(?:\b|(?<='))"
)
_SIDE_BY_SIDE: Final = re.compile(
    rf"(?<!n'importe )\b(?:où|quand|qui|comment|combien|pourquoi|quoi|depuis quand) (?:et|ou) (?:{_WH}|où|quand|qui"
    rf"|que)\b"
)
_BEFORE_QUAND: Final = re.compile(
    r"^\W*(?:et |mais |alors |donc )*(?:quand\b(?! (?:\S+ )?\S+-)|lorsqu|si\b|s'|comme\b|depuis qu|dès qu"
    r"|une fois qu|après qu|avant qu|pendant qu|chaque fois"
    r"|alors qu|puisqu|tandis qu|tant qu|(?:au|du|à partir du|depuis le|dès le|le|la|les|jusqu'au|à la|aux|en"
    r"|dans les) ?[^\W\d_]+s? (?:où|que)\b)"
)


def double_french(text: str, *, shared: bool | None = None) -> str:
    """Return the words that join two questions in one French sentence (lower case); "" for none.

    ``shared`` is what the syntax says of two coordinated nouns: True when they have one complement for both.
    """
    if found := re.search(r"\bet/ou\b|\bainsi que (?!nous|vous|je|l'on|cela|ça|tu|on)", text):
        return found[0]
    if found := _SIDE_BY_SIDE.search(text):
        return found[0]
    return _orders(text) or _clauses(text) or _objects(text, shared)


def _orders(text: str) -> str:
    """Two invitations to tell, one after the other."""
    found = [*re.finditer(_ORDER, text)]
    for first, second in pairwise(found):
        between = text[first.end() : second.start()]
        if len(between.split()) > 2 and re.search(r"(?:\bet|\bpuis|,|;)\s*(?:ensuite |enfin |aussi )*$", between):
            return text[second.start() : second.end()]
    if re.search(r"\b(?:pouvez|pourriez|peux|pourrais|voulez|aimerais|voudrais)\b", text):
        asked = [*re.finditer(_INFINITIVE, text)]
        for first, second in pairwise(asked):
            between = text[first.end() : second.start()]
            enough = len(between.split()) > 2 or re.search(r"\b(?:vous|te) présenter$", text[: first.end()])
            if enough and re.search(r"(?:\bet|\bpuis|,)\s*(?:aussi |ensuite )*$", between):
                return second[0]
    return ""


def _clauses(text: str) -> str:
    """A clause that asks, joined to another that asks."""
    for found in _SECOND.finditer(text):
        left, right = text[: found.start()], text[found.end() :]
        if found[0] == ", " and len(right.split()) > 4 and " ".join(right.split()[:4]) in left:
            continue  # « qu'est-ce qui est venu avant, qu'est-ce qui est venu après ? » puts things in order
        if _is_second(left, right, found[0]):
            return (found[0] + " ".join(right.split()[:2])).strip(" ,")
    for pattern in (_IN_PLACE, _AND_WHAT, _CLOSED_AFTER):
        for found in pattern.finditer(text):
            left = text[: found.start()]
            if pattern is _CLOSED_AFTER and (
                re.match(r", (?!et\b|puis\b|mais\b)|,? ou (?!est-ce)", found[0])
                or re.search(r"\brendez-vous$|\bet vous\b", found[0])
            ):
                continue
            if _asks(left) and not _BEFORE_QUAND.match(left):
                return found[0].strip(" ,")
    return ""


def _is_second(left: str, right: str, joint: str) -> bool:
    if _BEFORE_QUAND.match(left) and not _INVERTED.search(left):
        return False
    word = re.match(r"(?:que|qu'(?!est-ce)|où|qui|quand)\b|qu'(?!est-ce)", right)
    comma = joint == ", "
    if word:
        name = word[0].rstrip("'").replace("qu", "que") if word[0].startswith("qu'") else word[0]
        if name == "que" and not re.match(
            r"qu(?:e |')\S*(?: \S+){0,2}?-(?:t-)?(?:vous|tu|ils?|elles?|on|ce)\b", right
        ):
            return False
        if name in ("où", "qui", "quand") and (
            re.search(rf"(?<!^)(?<!est-ce )\b{name}\b", left)
            or (comma and name != "qui")
            or not _opens_with_word(left)
        ):
            return False
        if name == "qui" and comma and not re.search(r"-(?:t-)?(?:vous|tu|ils?|elles?|on)\b", left):
            return False
        if name == "quand":
            return bool(re.match(r"quand (?:\S+ )?\S+-(?:t-)?(?:vous|tu|ils?|elles?|on)\b|quand est-ce", right))
    elif comma and not (
        _asks(left)
        and (re.match(r"qu'est-ce|comment|combien|pourquoi", right) or _INVERTED.search(right) or "est-ce" in right)
    ):
        return False
    return _asks(left) or _tells(left)


def _opens_with_word(left: str) -> bool:
    return _OPENED.match(left) is not None or _asks(left)


def _asks(left: str) -> bool:
    """Tell whether what stands before the joint asks already, with a verb of its own."""
    if len(left.split()) < 2:
        return False
    if _INVERTED.search(left) or re.search(r"\best-ce\b", left):
        return not re.match(
            r"\W*(?:pouvez|pourriez|peux|pourrais|voulez|rappelez|souvenez)-(?:vous|tu)(?: \S+){0,2}$", left
        )
    opened = _OPENED.match(left)
    in_place = re.search(
        r"\b(?:vous|tu|on|ça|il|elle|c')(?:\b|(?<=')).*\b(?:quoi|combien|comment|(?:avec|chez|d'|depuis"
        r"|par) ?(?:qui|où|quand)|(?:où|quand)$)(?:\b|$)",
        left,
    )
    return bool((opened and len(left.split()) > 2 and not _BEFORE_QUAND.match(left)) or in_place)


def _tells(left: str) -> bool:
    """« Racontez-moi comment … et pourquoi … » : an indirect question stands before the joint."""
    invited = re.search(rf"\b{_TOLD}\w*(?:-(?:moi|nous))?\b(?P<what>.*)", left)
    return invited is not None and len(invited["what"].split()) > 1


def _objects(text: str, shared: bool | None) -> str:
    if _PAIRS.search(text):
        return ""
    for pattern in _OBJECTS:
        if found := re.search(pattern, text):
            return found[0]
    for pattern in _TOLD_OBJECTS:
        found = re.search(pattern, text)
        if not found or shared:
            continue
        if (
            shared is None
            and not re.search(r"\b(?:votre|vos|ton|ta|tes)\b", found[0])
            and _SHARED.match(text[found.end() :])
        ):
            continue  # « des lieux et des horaires de ce marché »
        return found[0]
    return ""

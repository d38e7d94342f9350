"""Negative form in French: is the main verb of the question negated, or are there two negations?

A negation in a subordinate clause is legitimate (« Que faites-vous quand le bus ne passe pas ? »), and so is one
that tells what the interviewer has not asked. Source: Payne, The Art of Asking Questions (1951), as the methods
brief
quotes him (not checked in the book).
"""

import re
from typing import Final

_NE: Final = re.compile(r"\b(?:ne|n')\s*(?=\S)")
_CLOSES: Final = r"(?:pas|jamais|rien|plus|aucune?s?|guère|personne|nulle? part|nulle?s?|ni|point)"
_CLOSED_BY: Final = re.compile(rf"\b{_CLOSES}\b")
_SUBORDINATE: Final = re.compile(
    r"\b(?:quand|lorsqu[e']|si|s'ils?|parce qu[e']|dont|puisqu[e']|alors qu[e']|pendant qu[e']|afin qu[e']|qui"
    r"|qu[e']"
    r"|où|comme|lequel|laquelle|lesquel(?:le)?s|comment|pourquoi)(?=\s|\b)"
)
_ASKING: Final = re.compile(
    r"^\W*(?:(?:et|mais|alors|donc|sinon|ensuite|enfin|au fond|du coup|là|selon vous|d'après vous|à votre avis"
    r"|pour vous),?"
    r" )*(?!(?:depuis|pour|avant|après|sans|dès|afin|bien|tandis|alors) qu[e'])(?:(?:pour|à|de|d'|avec|dans|en|par"
    r"|sur|chez|depuis|vers|sous|jusqu'à) ?)?"
    r"(?:qu'est-ce qu(?:i|e|')|qui est-ce qu(?:i|e)|est-ce qu(?:e|')"
    r"|quel(?:le)?s? (?:(?!ne\b)[^\W\d_'-]+ ){0,4}?(?=ne\b|n')"
    r"|quel(?:le)?s?\b|combien(?: de \S+)?|lequel|laquelle|lesquel(?:le)?s|que|quoi|qui|où|quand|comment|pourquoi"
    r"|qu'|c'est quoi(?: ce)? qu(?:e|'))(?:,? est-ce qu(?:e|'))?\s*"
)
_SETTING: Final = re.compile(
    r"^\W*(?:dans|parmi|pour|chez|en|à|au|aux|avec|sur|depuis|selon|entre|quand|lorsqu[e']|le|la|les|l'|du|pendant"
    r"|et vous)\b"
)
_TO_NOT_DO: Final = re.compile(
    r"^(?:pas|plus|jamais|rien)\b(?: (?:vous|y|en|le|la|les|se) | [mtsl]')*\s*[^\W\d_]+(?:er|ir|re|oir)\b"
)
_INVERTED: Final = re.compile(
    r"^(?:(?:vous|te|t'|me|m'|le|la|les|l'|lui|leur|y|en|se|s'|nous) ?){0,3}[^\W\d_]+-(?:t-)?"
    r"(?:vous|tu|on|ils?|elles?|ce|nous)\b"
)
_FIRST: Final = re.compile(
    r"^\W*(?:et |mais |alors |donc |est-ce que |est-ce qu'|jamais |plus )*(?:à aucun moment [^,]*?"
    r"|aucune?s?\b[^,]*?|nul(?:le)?s?\b[^,]*?|personne|rien"
    r"|pas une?\b[^,]*?|ni\b[^,]*?\bni\b[^,]*?) (?:ne |n')"
)
_SPOKEN: Final = re.compile(
    r"(?:^|(?<=[,:;] )|(?<=est-ce que )|(?<=est-ce qu')|(?<=qu'est-ce que )|(?<=qu'est-ce qu')"
    r"|(?<=pourquoi )|(?<=quoi ))"
    r"(?:(?:et|mais|alors|donc|du coup|là|sinon|enfin),? )*"
    r"(?:(?:vous|tu|on|ils?|elles?|ça|y) |t'|c'|ç')(?:(?:vous|te|me|le|la|les|lui|leur|y|en|nous|se) |t'|m'|l'|s')*"
    r"(?!ou\b)[^\W\d_']*(?:ez|es|s|t|a|e|ait|ont|ent|aient|ai|aura|ira) (?:vraiment |trop |même |quand même )?"
    r"(?:pas(?! (?:mal|à pas|que)\b)|jamais|rien)\b"
)
_SPOKEN_QUI: Final = re.compile(
    r"(?:^|\b)qu'est-ce qui (?:(?:vous|te|me|le|la|les|lui|leur|y|en|nous|se) |t'|m'|l'|s')*[^\W\d_']+ pas\b(?! mal)"
)
_INTERVIEWER: Final = re.compile(r"\b(?:je|j')\s*$")
_OUR_TALK: Final = re.compile(r"\b(?:on|nous)\s*$")
_NOT_TOLD: Final = re.compile(
    r"(?:l'|en |y )?(?:a|avons|avez) (?:pas|jamais|rien) (?:encore |du tout )?(?:parlé|abordé|évoqué|vu ensemble"
    r"|demandé|mentionné|traité)"
)
_EXEMPT: Final = re.compile(
    r"\bn'est-ce pas(?=\s*$|,)|\bn'hésitez pas\b|\bs'il n'y en a pas\b|\bn'importe\b|\bpas à pas\b|\bnon seulement\b"
    r"|\bou (?:ne |n')?\S*(?: \S+)?-?(?:\S+ )?(?:pas|non)(?=$|[,.?])|\bou pas\b|\bne serait-ce que\b|\bpas mal\b"
    r"|\bne vous inquiétez pas\b|\bn'ayez pas\b|\brien que\b|\bpour rien\b|\bde rien\b|\bni plus ni moins\b"
    r"|\bpas besoin de nom\b"
)
_BALANCED: Final = re.compile(r",? ou (?:bien )?(?:ne |n')[^,?]*?\b(?:pas|plus|jamais)\b")
_TELLS: Final = re.compile(
    r"\W*(?:racont|parl|décri|dites|dis\b|expliqu|pouvez-vous|peux-tu|pourriez-vous|pourrais-tu)"
)
_MANY: Final = re.compile(
    r"\b(?:pas|jamais|rien|aucune?s?|guère|nulle part|sans|impossible|inutile|incapable)\b|(?<=\bque )personne\b"
    r"|(?<!une )(?<!la )(?<!cette )(?<!chaque )(?<!autre )\bpersonne(?= (?:ne |n'))|(?<= à )personne\b|\bni\b"
)


def negative_french(text: str, *, subordinate: bool = False) -> str:
    """Return the negation of the main clause of a French sentence, or the second negation; "" for none.

    ``subordinate`` is what the syntax says: no « ne » stands in the main clause.
    """
    plain = _BALANCED.sub(" ", _EXEMPT.sub(" ", text))
    if found := _FIRST.match(plain):
        return found[0].strip()
    body = "" if subordinate else _ASKING.sub("", _last_part(plain), count=1)
    for found in _NE.finditer(body):
        tail = re.split(r"[,;]", body[found.end() :])[0]
        closes = _CLOSED_BY.search(tail)
        if not closes or _only(closes, tail):
            continue
        *setting, before = re.split(r"[,;:]", body[: found.start()])
        if setting and _SETTING.match(setting[0]) and not _asks(body[found.end() + len(tail) :]):
            before = _ASKING.sub("", before, count=1)
        if _TO_NOT_DO.match(body[found.end() :]) and before.strip():
            continue  # « Comment faites-vous pour ne pas… » : an infinitive, not the question
        if _INTERVIEWER.search(before) or (_OUR_TALK.search(before) and _NOT_TOLD.match(tail)):
            continue
        if _INVERTED.match(body[found.end() :]) and not re.search(r"\b(?:qu[ei']|dont|où)\W*$", before):
            return body[found.start() : found.end() + closes.end()].strip()
        if not _SUBORDINATE.search(before) and not _TELLS.match(plain):
            return body[found.start() : found.end() + closes.end()].strip()
    for spoken in (_SPOKEN, _SPOKEN_QUI):
        if (found := spoken.search(_last_part(plain))) and not _TELLS.match(plain):
            return found[0].strip(" ,")
    return _second(plain)


def _last_part(text: str) -> str:
    """Keep what stands after a colon, when that is where the question is asked."""
    _before, colon, after = text.rpartition(":")
    return after.strip() if colon and len(after.split()) > 2 and _asks(after) else text


def _asks(text: str) -> bool:
    return bool(_ASKING.match(text) or re.search(r"-(?:t-)?(?:vous|tu|ils?|elles?|on|ce)\b|\bcomment\b|\bquel", text))


def _only(closes: re.Match[str], tail: str) -> bool:
    """« ne … plus … que » restricts; « personne » after a determiner is a noun."""
    if closes[0] == "plus" and re.match(r"(?:\S+ ){1,4}?plus (?:\w+ ){0,2}?qu[e']", tail):
        return True
    if closes[0] == "personne" and re.search(r"\b(?:une|la|cette|chaque|quelle|autre)\s*$", tail[: closes.start()]):
        return True
    return re.match(r"\S+ (?:rien|pas) que\b", tail) is not None


def _second(text: str) -> str:
    if _TELLS.match(text) or not _NE.search(text):
        return ""
    negators = list(_MANY.finditer(text))
    if sum(found[0] != "ni" for found in negators) + any(found[0] == "ni" for found in negators) < 2:
        return ""
    return str(negators[-1][0])

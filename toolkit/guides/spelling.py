"""How a question is typed, put right for the checks only: lost accents and hyphens, words that are quoted.

What people see is never changed: these are the texts that patterns read.
"""

import re
from typing import Final

_ACCENTS_LOST: Final = {
    "etes": "êtes", "etait": "était", "etaient": "étaient", "etiez": "étiez", "ete": "été", "etre": "être",
    "deja": "déjà", "tres": "très", "apres": "après", "meme": "même", "ca": "ça", "a quel": "à quel",
    "a quelle": "à quelle", "a quels": "à quels", "a quelles": "à quelles", "a quoi": "à quoi", "a qui": "à qui",
    "d'ou": "d'où", "decrivez": "décrivez", "decris": "décris", "decrire": "décrire", "preferez": "préférez",
    "evidemment": "évidemment", "forcement": "forcément", "bien sur": "bien sûr", "ameliore": "amélioré",
    "degrade": "dégradé", "pourkoi": "pourquoi", "pk": "pourquoi", "pq": "pourquoi", "koi": "quoi",
    "kan": "quand", "presentez": "présentez", "presenter": "présenter", "necessaire": "nécessaire",
    "numero": "numéro", "prenom": "prénom", "prenoms": "prénoms", "identite": "identité",
    "coordonnees": "coordonnées", "qqn": "quelqu'un", "qqch": "quelque chose", "svp": "",
    "reflexivite": "réflexivité", "helas": "hélas", "quelqun": "quelqu'un", "quest-ce": "qu'est-ce",
    "est-que": "est-ce que",
}  # fmt: skip
_LOST: Final = re.compile(
    r"(?<![\w'-])(?:" + "|".join(sorted(map(re.escape, _ACCENTS_LOST), key=len, reverse=True)) + r")(?![\w'-])"
)
_AUX: Final = r"(?!(?:ch|ass|n|r)ez\b)(?:[^\W\d_]{2,}ez|êtes|faites|dites)"
_NO_HYPHEN: Final = re.compile(
    rf"(?:(?<=^)|(?<=[,;:.?!] )|(?<=\bque )|(?<=\bqu')|(?<=\bqui )|(?<=\bquoi )|(?<=\boù )|(?<=\bquand )"
    rf"|(?<=\bcomment )|(?<=\bpourquoi )|(?<=\bet )|(?<=\bne )|(?<=\bn')|(?<=\bmoment )|(?<=\bpoint ))"
    rf"({_AUX}) vous\b(?! (?:même|aussi|\S+(?:er|ir|re) \S+ez\b))"
)
_WHICH_NO_HYPHEN: Final = re.compile(rf"(\bquel(?:le)?s? (?:[^\W\d_]+ ){{1,3}}?)({_AUX}) vous\b")
_THIRD_NO_HYPHEN: Final = re.compile(r"\b([^\W\d_]+)(?:[ -]t[ '-]|-t')(ils?|elles?|on)\b")
_VOWELLESS: Final = re.compile(r"\b([^\W\d_]+r?ait) (il|elle)(?= (?:si|de|pas|pour|que)\b)")
_TU: Final = re.compile(r"(?:^|(?<=[,;:.?!] ))(peux|veux|as|es|vas|sais|penses|fais|pourrais) tu\b")

_QUOTED: Final = re.compile(r"«[^«»]*»|“[^“”]*”|(?<![^\W_])\"[^\"]*\"(?![^\W_])")


def spelt(text: str) -> str:
    """Give back the accents and hyphens that quick typing leaves out; ``text`` is in lower case.

    >>> spelt("a quel point etes vous satisfait ?")
    'à quel point êtes-vous satisfait ?'
    """
    text = _LOST.sub(lambda found: _ACCENTS_LOST[found[0]], text)
    text = re.sub(r"\bqu'?est ce\b", "qu'est-ce", text)
    text = re.sub(r"\best ce (?=que?\b|qu')", "est-ce ", text)
    text = re.sub(r"\by a t[ '-]?il\b", "y a-t-il", text)
    text = _THIRD_NO_HYPHEN.sub(r"\1-t-\2", text)
    text = _VOWELLESS.sub(r"\1-\2", text)
    text = _TU.sub(r"\1-tu", text)
    text = _WHICH_NO_HYPHEN.sub(r"\1\2-vous", text)
    return _NO_HYPHEN.sub(r"\1-vous", text)


def unquoted(text: str) -> str:
    """Empty the quotation marks: what stands in them is the word of somebody else.

    A question that is quoted whole is left as it is: a guide may put all its questions between marks.

    >>> unquoted("Que met-on derrière « pourquoi moi ? » ?")
    'Que met-on derrière «» ?'
    """
    held = sum(len(found[0]) for found in _QUOTED.finditer(text))
    return text if held > 0.6 * len(text.strip(" ?.!-–•*")) else _QUOTED.sub("«»", text)

"""Wording of a question: leading, double, negative, hypothetical, jargon, third parties, length.

Each function takes a sentence in lower case with straight apostrophes and plain spaces, and returns the words at
fault ("" for none). The definitions and their sources are those of the methods brief: Krueger (open-ended questions,
one at a time), Vermersch (do not induce a content), Payne (negation), Becker (ask how, not why).
"""

import re

from toolkit.guides import lexicons
from toolkit.guides.leading import leading_french


def leading(text: str, *, english: bool) -> str:
    """Return the words that suggest the answer or take it for granted."""
    if not english:
        return leading_french(text)
    return next((found[0] for pattern in lexicons.LEADING_EN if (found := re.search(pattern, text))), "")


def double(sentences: list[tuple[str, bool]], *, english: bool) -> str:
    """Return the words that join two questions in one prompt."""
    asked = [text for text, mark in sentences if mark and not _bare(text)]
    if len(asked) > 1:
        return asked[1]
    for text, _mark in sentences:
        found = _double_english(text) if english else _double_french(text)
        if found:
            return found
    return ""


def _bare(text: str) -> bool:
    """« Lesquels ? » after a question asks for its detail, not for something else."""
    return bool(
        re.fullmatch(
            r"(?:et |si oui,? |(?:and )?if so,? |par exemple,? )?(?:lequel|laquelle|lesquels"
            r"|lesquelles|c'est-à-dire|par exemple|which ones?|which|such as|for example"
            r"|like what|qui|who|de quel(?:le)?s? (?:type|genre|sorte)s?)"
            r"(?: (?:par exemple|for example))?",
            text.strip(" .…"),
        )
    )


def _double_french(text: str) -> str:
    det = r"(?:de la |de l'|du |des |de |d')"
    patterns = [
        r"\bet/ou\b",
        r"\bainsi que (?!nous|vous|je|l'on|cela)",
        (
            rf"^(?:\S+ ){{0,6}}?{lexicons.WH}\b.*\b(?:et|ou|puis|mais aussi)(?: alors)? (?:(?:à|de|avec"
            rf"|pour|par|dans|en|sur) )?{lexicons.WH}\b"
        ),
        (
            r"\b(?:racontez|dites|expliquez|décrivez|parlez|dire|raconter|expliquer|décrire)\b.*"
            rf"{lexicons.WH}\b.*\bet {lexicons.WH}\b"
        ),
        (
            r"^(?:depuis |d'|jusqu')?(?:où|quand|qui|comment|que|combien) et (?:avec |depuis |à "
            r"|de |pour )?(?:où|quand|qui|comment|pourquoi|combien)\b"
        ),
        (
            r"^(?:qui|où|quand|que|qu')\b(?:(?!\bqui\b|\boù\b|\bquand\b|\bque\b).)*\bet (?:avec "
            r"|à |de |par |pour |d')?(?:qui|où|quand|que|comment|pourquoi|combien|quel(?:le)?s?)\b"
        ),
        (
            rf"\b(?:pensez-vous|parlez-(?:moi|nous)|satisfait(?:e)?s?|content(?:e)?s?|parler|pensez"
            rf"|dites-vous|diriez-vous) {det}(?:(?!\b(?:de|du|des|d'|entre)\b)[^,?])+? et {det}"
        ),
        (
            r"\b(?:décrivez|présentez|racontez|expliquez|évoquez|décrire|présenter|raconter"
            r"|expliquer|évoquer)(?:-(?:moi|nous))? (?:votre|vos|son|sa|ses|leurs?|la|le|les"
            r"|l') ?(?:(?!\bentre\b)[^,?])+? et (?:votre|vos|celle|celui|ceux|celles|son|sa|ses"
            r"|leurs?)\b"
        ),
        (
            r"\bquel(?:le)?s? (?:est|sont|était|étaient) (?:votre|vos|le|la|les"
            r"|l') ?(?:(?!\bentre\b)[^,?])+? et (?:votre|vos|celle|celui|ceux|celles|le|la|les|l')"
        ),
        r"-vous (?:(?!\b(?:qui|que|quand|si|où)\b)[^?])*\bet (?:\S+ ){0,2}?(?!rendez)[^\W\d_]+-vous\b",
    ]
    for pattern in patterns:
        if found := re.search(pattern, text):
            return found[0]
    return ""


def _double_english(text: str) -> str:
    wh = r"(?:what|how|why|when|where|who|which)"
    patterns = [
        rf"^(?:\S+ ){{0,6}}?{wh}\b.*\b(?:and|or) (?:(?:to|with|for|in|at|by) )?{wh}\b",
        r"\band/or\b",
        r"\b(?:satisfied|happy|pleased|content) (?:are you )?with .+ and (?:the|your|its|their)\b",
        r"\b(?:think|feel) (?:of|about) .+ and (?:of |about )?(?:the|your|its|their)\b",
        r"\b(?:describe|tell me about) your .+ and your\b|\bas well as\b",
    ]
    for pattern in patterns:
        if found := re.search(pattern, text):
            return found[0]
    return ""


def negative(text: str, *, english: bool) -> str:
    """Return the negation of the main clause, or the second negation of the sentence."""
    if english:
        found = lexicons.NEG_EN.search(text)
        return found[0] if found else ""
    plain = re.sub(
        r"\bn'est-ce pas\s*(?=$|,)|\bn'hésitez pas\b|\bs'il n'y en a pas\b|\bn'importe\b|\bpas à pas\b", " ", text
    )
    plain = re.sub(r"^(.{0,40}?)\b(?:qu'est-ce qu(?:i|e|')|est-ce qu(?:e|')|qui est-ce qu(?:i|e))", r"\1 ", plain)
    plain = re.sub(
        r"^\W*(?:et |mais |alors )?(?:(?:pour|à|de|avec|dans|en|par) )?(?:que |qui |où |quand |quel(?:le)?s? |qu')",
        " ",
        plain,
    )
    if found := re.match(r"\W*(?:aucune?|nul(?:le)?|personne|rien)\b[^,]*?\bn[e'].*-(?:il|elle)\b", plain):
        return found[0].strip()
    count = 0
    for found in lexicons.NEG.finditer(plain):
        tail = re.split(r"[,;]", plain[found.end() :])[0]
        ended = lexicons.NEG_END.search(tail)
        if not ended or (ended[0] == "plus" and re.match(r"\S+ plus \w+ que", tail)):
            continue
        if (
            ended[0] == "plus"
            and re.search(r"\bplus (?:de|d'|en plus|que|ou moins)\b", tail[: ended.end() + 6])
            and "n'" not in found[0]
            and "ne" not in found[0]
        ):
            continue
        count += 1
        clause = re.split(r"[,;:]", plain[: found.start()])[-1]
        if not lexicons.SUBORDINATE.search(clause) and not _narrates(plain[: found.start()]):
            return plain[found.start() : found.end() + ended.end()].strip()
    if count and (again := re.search(r"\bsans\b|\bimpossible\b|\binutile\b", plain)) and not _narrates(plain):
        return again[0]
    return ""


def _narrates(before: str) -> bool:
    """« Racontez-moi un moment où… » : what follows is what happened, not a negation of the question."""
    return bool(re.match(r"\W*(?:racont|parl|décri|dites|expliqu)", before))


def hypothetical(text: str, *, english: bool) -> str:
    """Return the words that ask about what is not."""
    for pattern in lexicons.HYPOTHETICAL_EN if english else lexicons.HYPOTHETICAL:
        if found := re.search(pattern, text):
            if re.search(r"\b(?:savez|savoir|demand\w+|dire|voir)\s*$", text[: found.start()]):
                continue
            return found[0]
    if english:
        return ""
    for found in lexicons.CONDITIONAL.finditer(text):
        stem = next(group for group in found.groups() if group)
        if stem in lexicons.DESCRIBING or re.match(r"[^?]{0,30}\bajouter\b", text[found.end() :]):
            continue
        if re.match(r"j'aimerais|je voudrais|je souhaiterais", text) or re.search(
            r"\bpossible que vous\b|\bvous (?:me|m'|nous)\b", text[max(0, found.start() - 12) : found.end()]
        ):
            continue
        if stem == "ser" and re.match(r" (?:d'accord|en mesure|disposé)", text[found.end() :]):
            continue
        if stem in ("aimer", "souhaiter") and re.match(
            r"(?:-vous)? ?(?:me |nous |m'en |m')?(?:parler|raconter|aborder|dire|évoquer|revenir|préciser)",
            text[found.end() - 5 :],
        ):
            continue
        return found[0]
    return ""


def jargon(text: str, original: str, *, english: bool, glossary: frozenset[str] = frozenset()) -> list[str]:
    """Return the words that the public may not share, and the acronyms that nobody spelt out."""
    lexicon = lexicons.JARGON_EN if english else lexicons.JARGON
    found = [match[0] for match in lexicon.finditer(text)]
    found = [term for term in found if term.casefold() not in {word.casefold() for word in glossary}]
    if not original.isupper():
        for match in lexicons.ACRONYM.finditer(original):
            name = match[0].replace(".", "").rstrip("S") if len(match[0]) > 3 else match[0].replace(".", "")
            known = {name, match[0], match[0].replace(".", "")}
            explained = original[match.end() : match.end() + 2].strip().startswith("(") or original[
                : match.start()
            ].endswith("(")
            if not known & lexicons.COMMON_ACRONYMS and not known & glossary and not explained:
                found.append(match[0])
    return list(dict.fromkeys(found))


def third_party(text: str, *, english: bool) -> str:
    """Return the words that ask who somebody else is."""
    found = (lexicons.THIRD_EN if english else lexicons.THIRD).search(text)
    if not found or (not english and lexicons.THIRD_OK.search(text)):
        return ""
    return found[0]


def length(text: str) -> int:
    """Count words as a word processor does: what lies between spaces and holds a letter or a digit."""
    return sum(any(char.isalnum() for char in word) for word in text.split())

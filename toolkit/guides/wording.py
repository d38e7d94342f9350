"""Wording of a question: leading, double, negative, hypothetical, jargon, third parties, length.

Each function takes a sentence in lower case with straight apostrophes and plain spaces, and returns the words at
fault ("" for none). The definitions and their sources are those of the methods brief: Krueger (open-ended questions,
one at a time), Vermersch (do not induce a content), Payne (negation), Becker (ask how, not why).
"""

import re
from collections.abc import Sequence

from toolkit.guides import lexicons, parsed
from toolkit.guides.doubled import bare, double_french
from toolkit.guides.hypothesis import hypothetical_french
from toolkit.guides.identity import third_party_french
from toolkit.guides.jargon import COMMON, acronyms, jargon_french
from toolkit.guides.leading import leading_french
from toolkit.guides.negation import negative_french
from toolkit.guides.stigma import stigma_french


def leading(text: str, *, english: bool, parse: parsed.Parse | None = None) -> str:
    """Return the words that suggest the answer or take it for granted."""
    if not english:
        return leading_french(text) or (parsed.presupposed_effect(parse, text) if parse else "")
    return next((found[0] for pattern in lexicons.LEADING_EN if (found := re.search(pattern, text))), "")


def double(sentences: Sequence[tuple[str, bool, parsed.Parse | None]], *, english: bool) -> str:
    """Return the words that join two questions in one prompt: its sentences, asked or not, with their parse."""
    asked = [
        text for text, mark, _parse in sentences if mark and not (_bare_english(text) if english else bare(text))
    ]
    if len(asked) > 1:
        return asked[1]
    for text, _mark, parse in sentences:
        shared = parsed.shares_complement(parse) if parse else None
        found = _double_english(text) if english else double_french(text, shared=shared)
        if found:
            return found
    return ""


def _bare_english(text: str) -> bool:
    """« Which ones? » after a question asks for its detail, not for something else."""
    return bool(
        re.fullmatch(
            r"(?:and )?(?:if so,? (?:\S+ ?){0,6}|which ones?|which|such as|for example|like what|who|how|why|how so"
            r"|in what way)"
            r"(?: for example)?",
            text.strip(" .…"),
        )
    )


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


def negative(text: str, *, english: bool, parse: parsed.Parse | None = None) -> str:
    """Return the negation of the main clause, or the second negation of the sentence."""
    if not english:
        subordinate = parse is not None and parsed.negation_is_subordinate(parse)
        found = negative_french(text, subordinate=subordinate)
        return found or (parsed.spoken_negation(parse) if parse else "")
    match = lexicons.NEG_EN.search(text)
    return match[0] if match else ""


def hypothetical(text: str, *, english: bool) -> str:
    """Return the words that ask about what is not."""
    if not english:
        return hypothetical_french(text)
    return next((found[0] for pattern in lexicons.HYPOTHETICAL_EN if (found := re.search(pattern, text))), "")


def jargon(text: str, original: str, *, english: bool, glossary: frozenset[str] = frozenset()) -> list[str]:
    """Return the words that the public may not share, and the acronyms that nobody spelt out."""
    found = [match[0] for match in lexicons.JARGON_EN.finditer(text)] if english else jargon_french(text)
    shared = {word.casefold() for word in glossary}
    found = [term for term in found if term.casefold() not in shared]
    for written, name in acronyms(original):
        if not {name, written, name.rstrip("S")} & COMMON and not {name.casefold(), written.casefold()} & shared:
            found.append(written)
    return list(dict.fromkeys(found))


def stigma(text: str, *, english: bool) -> str:
    """Return the word that names people by one trait."""
    if not english:
        return stigma_french(text)
    found = lexicons.STIGMA_EN.search(text)
    return found[0] if found else ""


def third_party(text: str, *, english: bool, whole: str = "") -> str:
    """Return the words that ask who somebody else is; ``whole`` is the prompt that holds the sentence."""
    if not english:
        return third_party_french(text, whole=whole)
    found = lexicons.THIRD_EN.search(text)
    return found[0] if found else ""


def length(text: str) -> int:
    """Count words as a word processor does: what lies between spaces and holds a letter or a digit."""
    return sum(any(char.isalnum() for char in word) for word in text.split())

"""Closed questions in English: the main clause decides, as in French (``closed``)."""

import re
from typing import Final

from toolkit.guides.closed import Answer, without_lead

_EN_LEAD: Final = re.compile(
    r"^(?:please|to start|first|firstly|finally|lastly|in your opinion|in general|overall|today)[,\s]+"
)
_EN_AUX: Final = re.compile(
    r"^(?:do|does|did|is|are|am|was|were|has|have|had|can|could|will|would|should|shall|may"
    r"|might|must|isn't|aren't|wasn't|weren't"
    r"|don't|doesn't|didn't|haven't|hasn't|won't|wouldn't|can't|couldn't"
    r"|shouldn't)\s+(?:not\s+)?(?:you|he|she|it|they|we|i|there|the|this"
    r"|that|these|those|your|his|her|their|our|my|any|anyone|everyone|people|someone|\w+)\b"
)
_EN_POLITE: Final = re.compile(
    r"^(?:can|could|will|would|may|might)\s+(?:you|i ask you to|we)\s+(?:please\s+|maybe\s+"
    r"|perhaps\s+|just\s+|briefly\s+|also\s+|kindly\s+|be able to\s+|"
    r"mind\s+|like to\s+|be willing to\s+|start by\s+|begin by\s+){0,3}"
    r"(?:tell|telling|describe|describing|walk|walking|explain|explaining|share|sharing|talk"
    r"|talking|give|giving|elaborate|elaborating|say"
    r"|saying|show|showing|take me|taking me|help me|helping me|expand|recall|introduce"
    r"|outline|sketch|think of|provide|clarify|define|go back|go through|speak)\b"
)
_EN_WHETHER: Final = re.compile(
    r"\b(?:tell|say|explain|know|indicate|confirm)(?:ing)?\s+(?:me\s+|us\s+)?(?:if|whether)\b"
)
_EN_WH: Final = re.compile(
    r"^(?:(?:in|to|for|with|from|at|on|by|of|about|since|until|after|before|during|through|under|over)\s+)?"
    r"(?:what|how|why|when|where|who|whom|whose|which)(?:'s|'re|'d)?\b"
)
_EN_FACT: Final = re.compile(r"\bhow (?:many|long|old|often|much time)\b|\bsince when\b")
_EN_CLOSING: Final = re.compile(
    r"\b(?:anything|something) (?:else|you|that|we|i)\b.*\b(?:add|ask|asked|discuss|cover"
    r"|covered|mention|missed|say)\b"
)


def closed_english(sentence: str, *, asked: bool) -> Answer:
    """Tell how an English sentence may be answered; see ``closed.closed``."""
    text = _EN_LEAD.sub("", without_lead(sentence))
    if not text or _EN_CLOSING.search(text):
        return ""
    if _EN_WHETHER.search(text):
        return "closed"
    parts = [without_lead(part) for part in re.split(r"\s*[,;:–—]\s+", text) if part.strip()]
    for part in parts:
        if (
            re.match(r"(?:when|where|who|which|what|how)\b\s+(?:i|you|we|they|he|she|it|the|your|people)\b", part)
            and len(parts) > 1
            and not re.match(r"(?:what|how)\b", part)
        ):
            continue
        if _EN_WH.match(part):
            return "factual" if asked and _EN_FACT.search(part[:40]) else ""
        if _EN_POLITE.match(part):
            return ""
        if _EN_AUX.match(part) and (asked or part == parts[0]):
            return (
                "choice"
                if re.search(r"\bor\b", part) and asked and re.search(r"\b(?:rather|either|more)\b", part)
                else "closed"
            )
    if not asked or re.match(
        r"(?:tell|describe|walk|talk|explain|think|share|give|imagine|suppose|take|show)\b", text
    ):
        return ""
    if re.search(
        (
            r"\b(?:isn't|aren't|don't|doesn't|didn't|won't|wasn't|weren't|haven't|hasn't) (?:it"
            r"|they|you|he|she|we)$|\b(?:right|correct|no|yes)$"
        ),
        text,
    ):
        return "closed"
    if re.search(r"\b(?:what|who|where|how|which|why|when)$|\b(?:for|with|to|about) (?:what|whom|which)\b", text):
        return ""
    return (
        "closed"
        if re.match(r"(?:so )?(?:you|he|she|it|they|we|i|there|the|your|this|that)\b.*\s\w+", text)
        and len(text.split()) > 2
        else ""
    )

"""Places said by their number: « dans le septième », « il est du 13 », « le neuf-trois »."""

import re
from collections.abc import Iterator
from typing import Final

from toolkit.transcripts.forms import Candidate

_RANK: Final = (
    r"(?:premier|deuxi[èe]me|second|troisi[èe]me|quatri[èe]me|cinqui[èe]me|sixi[èe]me|septi[èe]me|huiti[èe]me|neuvi[èe]me"
    r"|dixi[èe]me|onzi[èe]me|douzi[èe]me|treizi[èe]me|quatorzi[èe]me|quinzi[èe]me|seizi[èe]me|dix-septi[èe]me"
    r"|dix-huiti[èe]me|dix-neuvi[èe]me|vingti[èe]me|\d{1,2}\s?(?:er|e|[èe]me))"
)
_NUMBER: Final = (
    r"(?:neuf[- ](?:un|deux|trois|quatre|cinq)|sept[- ](?:sept|huit)|six[- ]neuf|0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6])"
)
_IN_TOWN: Final = re.compile(
    rf"\b(?:Lyon|Paris|Marseille)\b[^.\n]{{0,40}}?\b(?:dans|du|au|vers|sur)\s+(?:le\s+)?(?P<what>{_RANK})(?!\w)",
    re.IGNORECASE,
)
_WARD: Final = re.compile(rf"\b(?P<what>{_RANK})\s+arrondissement", re.IGNORECASE)
_COUNTY: Final = re.compile(
    r"\b(?:suis|es|est|sommes|sont|étais|était|viens|vient|viennent|venue?s?|habit\w+|vis|vit|vivent|née?s?|gars|mecs?|filles?"
    rf"|jeunes?|avant|reste|restée?)\s+(?:du|dans\s+le)\s+(?P<what>{_NUMBER})(?![\w/]|[.,:]\d"
    r"|\s*(?:\d|h\b|ans\b|euros?|€|%|personnes|heures|au\b|janv|f[ée]v|mars|avril|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c))",
    re.IGNORECASE,
)
_NINE_THREE: Final = re.compile(
    r"\b(?:le|du)\s+(?P<what>neuf[- ](?:un|deux|trois|quatre|cinq))\b(?!\s*(?:ans|fois))", re.IGNORECASE
)


def numbered_places(text: str) -> Iterator[Candidate]:
    """Yield the wards of the three big towns, and the departments called by their number."""
    for pattern in (_IN_TOWN, _WARD, _COUNTY, _NINE_THREE):
        for match in pattern.finditer(text):
            start, end = match.span("what")
            yield Candidate(start, end, match["what"], "PLACE", "place number")

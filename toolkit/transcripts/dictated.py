"""Telephone numbers as they are dictated: « zéro six, euh, douze, trente-quatre… », digits and words mixed.

The digits are counted while they are said: a number ends when it has its ten digits, so that two numbers in a row
stay two, and hesitations between two groups (« euh », « alors », « virgule ») belong to it.
"""

import re
from collections.abc import Iterator
from typing import Final

from toolkit.model.text import fold
from toolkit.transcripts.forms import Candidate

S: Final = r"[^\S\n]"
UNIT: Final = r"(?:une|un|deux|trois|quatre|cinq|six|sept|huit|neuf)"
TEN: Final = r"(?:dix|onze|douze|treize|quatorze|quinze|seize)"
_TENS = r"(?:vingt|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante)"
J: Final = rf"(?:{S}|-|‑)+"
_END = r"(?![^\W_])"
_OVER_NINE = rf"(?:(?:dix{J}(?:sept|huit|neuf)|{TEN}|{UNIT}){_END})"
TWO_DIGITS: Final = (
    rf"(?:quatre{J}vingts?(?:{J}{_OVER_NINE})?|{_TENS}(?:{J}(?:et{J})?{_OVER_NINE})?|dix{J}(?:sept|huit|neuf)|{TEN})"
)
SPOKEN: Final = rf"(?:{TWO_DIGITS}|{UNIT}|z[ée]ro|\d{{1,2}})"
"""A number under a hundred, in words or in digits."""

_HEAD: Final = re.compile(
    rf"(?<![\w+])(?<!\d[.,/-])(?:(?P<abroad>(?:\+|plus|00|double{S}+z[ée]ro){S}*(?:33|trente{J}trois){_END})|(?:z[ée]ro{_END}|0))",
    re.IGNORECASE,
)
_GROUP: Final = re.compile(
    rf"(?P<times>(?:deux|trois){S}+fois{S}+)?(?P<two>{TWO_DIGITS}){_END}|(?P<one>{UNIT}|z[ée]ro){_END}|(?P<digits>\d{{1,8}})(?!\d|[^\W\d_]|,\d)",
    re.IGNORECASE,
)
_SAID = (
    r"(?:euh+|heu+|hum+|hm+|mm+|ben|bah|alors|puis|hein|donc|ensuite|apr[èe]s|et|virgule|point|tiret|espace|voil[àa]"
    rf"|attends|attendez|oui|ouais|c['’]est(?:{S}+ça)?|ça{S}+fait|je{S}+crois|tu{S}+notes|vous{S}+notez)"
)
_MENDED = r"(?:non|enfin|excuse[\w-]*|pardon|je[^\S\n]+me[^\S\n]+trompe|je[^\S\n]+recommence|plut[ôo]t)"
_PAUSE: Final = re.compile(rf"(?:[^\S\n]|[,.;…\-/_()‑–?]|{_SAID}{_END}|(?P<mended>{_MENDED}){_END})*", re.IGNORECASE)
_COUNTED: Final = re.compile(
    rf"{S}*(?:ans|euros?|€|fois|personnes?|heures?|h|jours?|mois|minutes?|enfants?|kilom[èe]tres?|km|pour{S}cent|%)(?!\w)"
)


_TIMES: Final = {"deux": 2, "troi": 3}

_TYPED: Final = re.compile(r"0[1-9](?:[ \xa0.\-/_]{0,3}\d){8}(?!\d)")
_DAY: Final = re.compile(r"0\d([/.\-])\d{1,2}\1(?:19|20)\d\d(?!\d)")


def dictated(text: str) -> Iterator[Candidate]:
    """Yield the telephone numbers that are said aloud, whole, one after the other."""
    at = 0
    while head := _HEAD.search(text, at):
        end = 0 if _DAY.match(text, head.start()) else _said(text, head)
        at = end or head.end()
        if end:
            yield Candidate(head.start(), end, text[head.start() : end], "PHONE", "dictated telephone")


def _said(text: str, head: re.Match[str]) -> int:
    """Return where the number that begins at ``head`` ends, or 0 when it is none."""
    # « +33 6 … » has nine digits after its head; « zéro six … » nine after its zero.
    missing, pairs, digits, end, said_last = 9, 0, 0, 0, ""
    at = head.end()
    while missing > 0:
        pause = _PAUSE.match(text, at)
        gap = pause.end() if pause else at
        glued = gap == at and text[at - 1].isalpha()
        group = None if glued or gap - at > 40 else _GROUP.match(text, gap)
        if group is None or _COUNTED.match(text, group.end()):
            break
        if group["digits"] and "0" in group["digits"][:1] and gap > head.start() and _TYPED.match(text, gap):
            break  # « il finit par 08, attendez, 06.12 … »: the number begins there
        echo = pause is not None and re.search(r"\?|oui|ouais", pause[0]) and fold(group[0]) == said_last
        said_last = fold(group[0])
        if echo:  # « seize, c'est ça ? oui seize »
            at = end = group.end()
            continue
        size = (
            2 * _TIMES.get(fold(group["times"] or "")[:4], 1)
            if group["two"]
            else 1
            if group["one"]
            else len(group["digits"])
        )
        if pause and pause["mended"] and missing < 9:
            missing += 2  # « douze, non, treize »: what was said before is said again
        if not digits and size > 1 and (group["two"] or group["digits"].startswith("0")):
            break  # after its zero a number goes on with one digit: « zéro douze » begins none
        if size > missing:
            break
        missing -= size
        digits += size
        pairs += size > 1
        at = end = group.end()
    said = text[head.start() : end]
    if not any(map(str.isalpha, said)):
        # Digits alone have a shape of their own (patterns): here, only a whole number cut by commas.
        return end if not missing and not re.sub(r"[\d,+]|[^\S\n]", "", said) else 0
    spoken = re.search(rf"z[ée]ro|{TWO_DIGITS}|{UNIT}", said, re.IGNORECASE)
    if not spoken:  # « 06 euh 12 … »: words between digits only; the number must be whole
        return 0 if missing else end
    return end if digits >= 7 or (digits >= 5 and pairs) else 0

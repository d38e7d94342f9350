"""Find what looks like a speaker label at the head of a line; whether it is one is decided over the whole file."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from toolkit.model import fold
from toolkit.transcripts.label_words import BREAKS, FUNCTION, STAGE, STOP
from toolkit.transcripts.roles import names_people, weak_role, word_role
from toolkit.transcripts.times import LEADING, SPACE, span_ms

Form = Literal["colon", "bracket", "time", "sign", "alone"]


# Looser than BRACKETED, so that the patterns stay small; what is no time is seen when it is read.
_BOXED: Final = r"(?:#\d[\d:-]{5,15}#|[\[(<{][ \xa0]?\d[\d:.,hmins'’′\"→>à/ \xa0–—-]{0,40}[\])>}])"
_CLOCK: Final = r"\d{1,3}[ \xa0\u202f]?:[ \xa0\u202f]?\d[\d:]*+(?:[.,]\d++)?"
_BARE: Final = rf"{_CLOCK}(?:{SPACE}(?:-{{1,2}}>|[-–—→/]|à|to){SPACE}{_CLOCK})?"
_TIME: Final = rf"(?:{_BOXED}|{_BARE})"
_EMPHASIS: Final = r"(?:\*{1,3}|_{1,3})?"
_DECOR: Final = rf"{SPACE}(?:(?:[-–—•>]|#(?!\d)){SPACE})*+"
_NAME: Final = r"[^\W\d_](?:[^:：\n\[\]{}<>;!?\"«»*#|=]{0,44}?[^:：\n\[\]{}<>;!?\"«»*#|=\s,(–—-])??"
# « (F, 34 ans) » after a name; not the « (e) » of « Enquêté(e) », not a time.
_INSIDE: Final = r"(?![ \xa0]?\d+[ \xa0\u202f]?[:.h'’m])[^()\[\]\n]{1,80}"
_ABOUT: Final = (
    rf"(?:(?:[ \xa0\u202f]+|(?=[(\[][^()\[\]\n]*[\d ,]))"
    rf"(?!\((?:e|ne|s|es|rice|trice|euse)\))[(\[](?P<about>{_INSIDE})[)\]]"
    rf"|,[ \xa0](?P<age>\d{{1,3}}[ \xa0]ans[^:\n.]{{0,40}}))?"
)
_HEAD: Final = rf"^(?P<decor>{_DECOR})(?:(?P<before>{_BOXED}|{_BARE}){SPACE}(?:[-–—:]{SPACE})?)?{_EMPHASIS}{SPACE}"
_BRACKET: Final = re.compile(
    _HEAD + rf"\[{SPACE}(?P<label>[^\W\d_][^\[\]\n:]{{0,60}}?){SPACE}:?(?:{SPACE}(?P<inside>{_BARE}))?{SPACE}\]"
    rf"{_EMPHASIS}{SPACE}(?P<stamp>{_TIME})?{SPACE}[:：]?{_EMPHASIS}(?P<gap>{SPACE})"
)
_COLON: Final = re.compile(
    _HEAD + rf"(?P<label>{_NAME}){_EMPHASIS}{_ABOUT}{_EMPHASIS}{SPACE}(?P<stamp>{_TIME})?"
    rf"{SPACE}{_EMPHASIS}{SPACE}[:：](?![/\\]){_EMPHASIS}{SPACE}(?P<after>{_BOXED})?(?P<gap>{SPACE})"
)
_ANGLE: Final = re.compile(
    _HEAD + rf"(?:<{SPACE}(?P<label>{_NAME}){SPACE}>|\({SPACE}(?P<label2>{_NAME}){SPACE}\)(?={SPACE}:)"
    rf"|\{{(?P<label3>{_NAME})\}}(?={SPACE}:)){SPACE}(?P<stamp>{_TIME})?{SPACE}:?(?P<gap>{SPACE})"
)
_TIMED: Final = re.compile(
    _HEAD
    + rf"(?P<label>{_NAME}){_EMPHASIS}(?:{SPACE}[-–—|,]{SPACE}|[ \xa0\u202f]+|(?=[(\[#]))(?P<stamp>{_TIME}){SPACE}$"
)
_TIMED_WORDS: Final = re.compile(
    _HEAD + rf"(?P<label>{_NAME}){_EMPHASIS}{SPACE}(?P<stamp>{_BOXED}){SPACE}[-–—]?(?P<gap>{SPACE})(?=\S)"
)
_AFTER_TIME: Final = re.compile(
    rf"^{SPACE}(?P<before>{_TIME}){SPACE}[-–—|]?{SPACE}{_EMPHASIS}(?P<label>{_NAME}){_EMPHASIS}{SPACE}$"
)
_SIGN: Final = re.compile(
    _HEAD
    + r"(?P<label>[^\W\d_](?:[^\W_]|[-'’ ](?=[A-ZÀ-Þ\d])){0,25})"
    + rf"{_EMPHASIS}{_ABOUT}{SPACE}(?P<sign>[.)/>=|→»]|[-–—]+>?)"
    rf"{_EMPHASIS}(?P<gap>[ \xa0\u202f]+)(?=\S)"
)
_SPACED: Final = re.compile(
    r"^(?P<label>[A-ZÀ-Þ]{1,3}\d{0,2}|[Ee]nq[^\W\d_]*|[Ii]nterview[^\W\d_]*)[ \xa0]+(?=[^\Wa-zà-ÿ_]|[«\"“…(\[])"
)
_ALONE: Final = re.compile(
    rf"^{_DECOR}{_EMPHASIS}(?P<label>[^\W\d_][^:\n\[\]{{}}<>;!?\"«»*#|=,…]{{0,39}}?){_EMPHASIS}{_ABOUT}{_EMPHASIS}{SPACE}$"
)
_PAREN: Final = re.compile(_HEAD + rf"\((?P<label>{_NAME})\){_EMPHASIS}(?P<gap>[ \xa0\u202f]+)(?=\S)")
_DESCRIBED: Final = re.compile(rf"(.*?\S)[ \xa0\u202f]+\(({_INSIDE}[^()]{{2}})\)")
_STAGE_LINE: Final = re.compile(
    rf"^{SPACE}_?(?:\[(?P<a>[^\[\]]*)\]|\((?P<b>[^()]*)\)|\{{(?P<c>[^{{}}]*)\}}|\*(?P<d>[^*]+)\*){_EMPHASIS}{SPACE}(?P<stamp>{_TIME})?{SPACE}[.…]?{SPACE}$"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that looks like a label, at one line: where it starts, where the words start after it."""

    line: int
    label: str
    form: Form
    words_at: int
    start_ms: int | None = None
    end_ms: int | None = None
    sign: str = ""
    about: str = ""

    @property
    def timed(self) -> bool:
        """Whether a time stands beside the label."""
        return self.start_ms is not None


def stage_of(line: str) -> str | None:
    """Return the words of a line that is a stage direction and nothing else; None for any other line."""
    if (match := _STAGE_LINE.match(line)) is None:
        return None
    return next((part for part in match.group("a", "b", "c", "d") if part is not None), "")


def stage_words(text: str) -> set[str]:
    """Return the folded words of a stage direction."""
    return set(re.findall(r"[a-z]+", fold(text)))


def is_break(line: str) -> bool:
    """Tell whether a line stands outside speech when it closes a turn: an interruption, a heading, a rule."""
    if re.fullmatch(r"\s*(?:#{1,6}\s.*|[-_*=–—~]{3,}|\.{4,})\s*", line):
        return True
    words = stage_of(line)
    return words is not None and bool(stage_words(words) & BREAKS)


def stopped(label: str) -> bool:
    """Tell whether a label is a word of the language that opens a line, not somebody.

    >>> stopped("Note"), stopped("Par exemple"), stopped("Marie"), stopped("E")
    (True, True, False, False)
    """
    if re.match(r"[DMNO]['’][A-ZÀ-Þ]", label.strip()) and not label.isupper():
        return False  # D’Artagnan, N’Guyen, O’Connor
    words = [re.sub(r"[^\w]", "", part) for part in re.split(r"[\s'’]+", fold(label))]
    words = [word for word in words if word]
    if not words or "".join(words) in STOP:
        return True
    if len(words[0]) == 1 and label.strip()[:1].isupper() and len(words) == 1:
        return False
    if word_role(label) is not None or names_people(label):
        return False
    return (words[0] in FUNCTION and not label.strip().isupper()) or (words[0] in STOP and len(words) <= 4)


def marks_in(lines: Sequence[str], *, first: int = 0) -> Iterator[Mark]:
    """Yield at most one mark a line, from line ``first`` on."""
    for number in range(first, len(lines)):
        line = lines[number]
        if line and (mark := _mark(number, line, lines[number + 1 : number + 4])) is not None:
            yield mark


def _mark(number: int, line: str, after: Sequence[str]) -> Mark | None:
    head = line[:140]
    if "[" in head and (match := _BRACKET.match(line)) is not None and not _is_stage(match, line):
        return _made(number, "bracket", match, match["stamp"] or match["inside"])
    digits = any(char.isdigit() for char in head)
    # Whisper on a screen: « [00:00.000 --> 00:03.000]  Bonjour. » are words; a name has its words below it.
    below = next((other for other in after if other.strip()), "")
    if digits and (match := _TIMED.match(line)) is not None and _plausible(match["label"]):
        mark = _made(number, "time", match, match["stamp"])
        if mark.timed:
            return mark
    if (":" in head or "：" in head) and (match := _COLON.match(line)) is not None and _plausible(match["label"]):
        return _made(number, "colon", match, match["stamp"] or match["after"])
    if head.lstrip()[:1] in {"<", "(", "{"} and (match := _ANGLE.match(line)) is not None:
        return _made(number, "bracket", match, match["stamp"])
    if digits:
        for pattern, stamp in ((_AFTER_TIME, "before"), (_TIMED_WORDS, "stamp")):
            if (match := pattern.match(line)) is not None and _plausible(match["label"]):
                if stamp == "before" and (leading_time(below) or not below or not _like_a_name(match["label"])):
                    continue
                mark = _made(number, "time", match, match[stamp])
                if mark.timed:
                    return mark
    if (match := _SIGN.match(line)) is not None and _short(match["label"], match["sign"]):
        return _made(number, "sign", match, None, match["sign"][0])
    if (match := _PAREN.match(line)) is not None and _in_brackets(match["label"]):
        return _made(number, "sign", match, None, "(")
    if (match := _SPACED.match(line)) is not None:
        return _made(number, "sign", match, None, " ")
    if len(line) <= 60 and (match := _ALONE.match(line)) is not None and _like_a_name(match["label"]):
        return _made(number, "alone", match, None)
    return None


def _made(number: int, form: Form, match: re.Match[str], stamp: str | None, sign: str = "") -> Mark:
    groups = match.groupdict()
    label = groups.get("label") or groups.get("label2") or groups.get("label3") or ""
    about = groups.get("about") or groups.get("age") or ""
    if (described := _DESCRIBED.fullmatch(label)) is not None:
        label, about = described.groups()
    start, end = span_ms(stamp or groups.get("before"))
    label = re.sub(r"[\s\xa0]+", " ", label).strip()
    return Mark(number, label, form, match.end(), start, end, sign, about.strip())


def _is_stage(match: re.Match[str], line: str) -> bool:
    """Tell a stage direction or a pseudonym between brackets from a label between brackets."""
    label = match["label"]
    if word_role(label) is not None or weak_role(label) is not None:
        return False
    if line[match.end() : match.end() + 1].islower() and ":" not in match[0]:
        return True  # « [Marie] est venue »
    return bool(stage_words(label) & STAGE) or len(label.split()) > 4


def _in_brackets(label: str) -> bool:
    """Tell whether « (Marie) Bonjour » opens with a name, not with a stage direction."""
    if word_role(label) is not None:
        return True
    return label[:1].isupper() and len(label.split()) <= 3 and not stage_words(label) & STAGE


def _plausible(label: str) -> bool:
    """Tell whether the text before a colon can be a name at all."""
    if len(label.split()) > 5 or re.search(r"[…]|,\s|[.](?=\s+[a-zà-ÿ]{3,})", label):
        return False
    return label.count("(") == label.count(")")


def _like_a_name(line: str) -> bool:
    """Tell whether a line without a colon can be a label: no full stop but those of initials and civilities."""
    return re.search(r"(?<![A-ZÀ-Þ])\.", re.sub(r"^(?:M|Mr|Mme|Mlle|Dr|Pr|Enq|Int)\.", "", line.strip())) is None


def _short(label: str, sign: str) -> bool:
    """Tell whether a label may be followed by a full stop, a dash or a bracket instead of a colon."""
    if word_role(label) is not None or weak_role(label) is not None:
        return True
    if re.fullmatch(r"[^\W\d_a-zà-ÿ]{1,3}\d{0,2}", label):
        return True
    return sign[0] in "-–—>|→/" and label[:1].isupper() and len(label.split()) <= 3


def leading_time(line: str) -> tuple[int, int | None, int | None] | None:
    """Return ``(where words start, start, end)`` for a line that opens with a time."""
    if (match := LEADING.match(line)) is None:
        return None
    start, end = span_ms(match[0].strip(" \xa0\u202f-–—:"))
    return (match.end(), start, end) if start is not None else None

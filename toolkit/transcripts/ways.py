"""What is known of each label of a file, and the ways of writing turns that only the whole file shows."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from toolkit.model import fold
from toolkit.transcripts.label_words import GUIDE, META, STOP
from toolkit.transcripts.labels import Mark, stopped
from toolkit.transcripts.roles import is_neutral, key_of, names_people, weak_role, word_role

_CIVILITY: Final = re.compile(
    r"(?:m|mr|mme|mlle|dr|pr|me|monsieur|madame|mademoiselle|docteur)\b\.?\s+\S", re.IGNORECASE
)
_INITIALS: Final = re.compile(r"(?:[A-ZÀ-ÖØ-Þ]\.?-?\s?){1,3}\d{0,2}\.?")
_PARTICLES: Final = frozenset(["de", "du", "la", "le", "les", "des", "d", "von", "van", "el", "al", "ben"])


@dataclass(slots=True)
class Seen:
    """What is known of one key: how it is typed, where."""

    typed: Counter[str] = field(default_factory=Counter)
    marks: list[Mark] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Return the spelling used most often."""
        return self.typed.most_common(1)[0][0]


def gather(marks: Sequence[Mark]) -> dict[str, Seen]:
    """Gather the marks by key."""
    seen: dict[str, Seen] = defaultdict(Seen)
    for mark in marks:
        if key := key_of(mark.label):
            seen[key].typed[mark.label] += 1
            seen[key].marks.append(mark)
    return dict(seen)


def shape_of(label: str) -> int:
    """Return how much a label looks like a person: 3 surely, 2 a name, 1 one small word, 0 a phrase."""
    if names_people(label) and fold(label).startswith(("le ", "la ")):
        return 2
    if _CIVILITY.match(label) or names_people(label) or is_neutral(label) or _INITIALS.fullmatch(label):
        return 3
    if re.fullmatch(r"[^\W\d_]{1,3}\d{1,2}", label):
        return 3
    words = [word for word in re.sub(r"\([^()]*\)", "", label).split() if fold(word) not in _PARTICLES]
    if words and len(words) <= 4 and all(word[:1].isupper() or word[:1].isdigit() for word in words):
        return 2
    return 1 if len(words) == 1 and len(label) <= 15 else 0


def with_sign(seen: Mapping[str, Seen], accepted: Mapping[str, str], filled: int) -> dict[str, str]:
    """Accept « Q. … R. … », « Julie - … Marc - … »: at least two labels that come back, each with its sign."""
    group: dict[str, int] = {}
    marked = [mark for found in seen.values() for mark in found.marks if mark.form == "sign"]
    named = [mark for mark in marked if word_role(mark.label) is not None]
    signs = {mark.sign for mark in named if mark.sign.strip()}
    whole = len(named) >= 2 and sum(mark.sign in signs for mark in marked) >= 0.8 * filled
    for key, found in seen.items():
        n = sum(bool(mark.sign.strip()) for mark in found.marks)
        short = weak_role(found.label) is not None or found.label.isupper()
        needed = 2 if short or any(mark.sign in signs for mark in found.marks) else 3
        needed = 1 if whole and needed == 2 else needed
        if key not in accepted and n >= needed and shape_of(found.label) >= 2 and not stopped(found.label):
            group[key] = n
    usual = any(weak_role(seen[key].label) for key in group) or any(word_role(label) for label in accepted.values())
    if len(group) + len(accepted) >= 2 and (usual or sum(group.values()) >= 0.5 * filled):
        return {key: seen[key].label for key in group}
    return {}


def spaced(seen: Mapping[str, Seen], accepted: Mapping[str, str], filled: int) -> dict[str, str]:
    """Accept « E  Bonjour » (a tab, most often) when nearly every line opens so, one of the labels being usual."""
    group = {key: n for key, found in seen.items() if (n := sum(mark.sign == " " for mark in found.marks)) >= 2}
    usual = any(weak_role(seen[key].label) or word_role(seen[key].label) for key in group)
    if not accepted and len(group) >= 2 and usual and sum(group.values()) >= 0.6 * filled:
        return {key: seen[key].label for key in group}
    return {}


def on_own_line(
    seen: Mapping[str, Seen], accepted: Mapping[str, str], filled: int, lines: Sequence[str]
) -> dict[str, str]:
    """Accept names that stand alone on a line, the words below.

    At least two names that come back often; in a short file, names written like « ENQUÊTRICE », which the file
    has on its own line: a paragraph that opens with the name, its words right below.
    """
    group: dict[str, int] = {}
    for key, found in seen.items():
        n = sum(mark.form == "alone" for mark in found.marks)
        if key not in accepted and n >= 3 and shape_of(found.label) >= 2 and not stopped(found.label):
            group[key] = n
    near = {key: n for key, n in like_own_lines(seen, accepted, lines).items() if key not in group}
    once = [key for key, n in near.items() if n == 1]
    for key, n in near.items():
        # A name that comes once may as well be a title: it must be the only one.
        if n >= 2 or (len(once) == 1 and not group and len(near) == 1):
            group[key] = n
    short = any(n < 3 for n in group.values())
    if len(group) + len(accepted) >= 2 and (short or sum(group.values()) >= 0.2 * filled):
        return {key: seen[key].label for key in group}
    return {}


def like_own_lines(seen: Mapping[str, Seen], accepted: Mapping[str, str], lines: Sequence[str]) -> dict[str, int]:
    """Return how often names stand on their own line just as « ENQUÊTRICE » does in the file."""
    asking = [mark for key in accepted for mark in seen[key].marks if mark.form == "alone"]
    asking = [mark for mark in asking if word_role(mark.label) is not None]
    if not asking or not all(_opens(mark, lines) for mark in asking):
        return {}
    upper = all(mark.label.isupper() for mark in asking)
    near = {}
    for key, found in seen.items():
        own = [mark for mark in found.marks if mark.form == "alone"]
        like = shape_of(found.label) >= 2 and (found.label.isupper() or not upper) and not stopped(found.label)
        if own and like and key not in accepted and all(_opens(mark, lines) for mark in own):
            near[key] = len(own)
    return near


def _opens(mark: Mark, lines: Sequence[str]) -> bool:
    """Tell whether a line opens a paragraph that goes on below it."""
    above = lines[mark.line - 1].strip() if mark.line else ""
    below = lines[mark.line + 1].strip() if mark.line + 1 < len(lines) else ""
    return not above and bool(below)


def form_holds(mark: Mark, found: Seen, label: str) -> bool:
    """Tell whether this mark of an accepted label opens a turn, and is not the same word used in passing."""
    if mark.form == "alone":
        own = sum(other.form == "alone" for other in found.marks)
        return word_role(label) is not None or own == len(found.marks) or own >= 3
    if mark.form == "sign":
        solid = sum(other.form in ("colon", "bracket", "time") for other in found.marks)
        signs = Counter(other.sign for other in found.marks if other.form == "sign")
        if mark.sign == " ":
            return solid == 0 and signs[" "] == signs.total()
        return signs[mark.sign] >= 2 or solid == 0
    return True


def answering(seen: Mapping[str, Seen], accepted: Mapping[str, str]) -> dict[str, str]:
    """Return the one label that answers where only interviewers were recognised: « La boulangère », « Maraîcher ».

    Whatever it looks like, a label that comes once between two questions, question after question, is somebody.
    """
    asking = [key for key, label in accepted.items() if word_role(label) == "interviewer"]
    if not asking or len(asking) < len(accepted):
        return {}
    asked = sorted(mark.line for key in asking for mark in seen[key].marks)
    found: dict[str, int] = {}
    for key, other in seen.items():
        lines = [mark.line for mark in other.marks if mark.form == "colon"]
        if key in accepted or key in GUIDE | META | STOP or len(lines) < 2 or not other.label[:1].isupper():
            continue
        held = sum(
            sum(start < line < stop for line in lines) == 1
            for start, stop in zip(asked, [*asked[1:], 10**9], strict=True)
        )
        if held >= max(2, 0.6 * len(asked)) and held >= 0.8 * len(lines):
            found[key] = held
    best = max(found.values(), default=0)
    answers = [key for key, held in found.items() if held == best]
    return {key: seen[key].label for key in answers} if len(answers) == 1 else {}

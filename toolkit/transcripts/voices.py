"""Decide, over a whole file, which of the things that look like labels are speakers."""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from toolkit.i18n import _, n_
from toolkit.model import Role, fold
from toolkit.transcripts.continuing import continuing_lines
from toolkit.transcripts.label_words import GUIDE, META, STAGE
from toolkit.transcripts.labels import Mark, stage_words, stopped
from toolkit.transcripts.roles import is_neutral, key_of, near_word, weak_role, word_role
from toolkit.transcripts.times import some
from toolkit.transcripts.ways import (
    Seen,
    answering,
    form_holds,
    gather,
    like_own_lines,
    on_own_line,
    shape_of,
    spaced,
    with_sign,
)

_SOLID: Final = ("colon", "bracket", "time")
_NUMBERED: Final = re.compile(r"q(?:uestion)?\d+")
_TOGETHER: Final = re.compile(r"\s*(?:/|&|\+|,|\bet\b|\band\b)\s*")


@dataclass(frozen=True, slots=True)
class Voices:
    """The labels that are speakers, the marks that open turns, and what there is to say of them."""

    marks: tuple[tuple[Mark, tuple[str, ...]], ...]
    told: Mapping[str, Role]
    warnings: tuple[str, ...]
    head_end: int = 0


def choose_voices(marks: Iterable[Mark], lines: Sequence[str], *, known: Mapping[str, str] | None = None) -> Voices:
    """Return the marks that open a turn, each with its speakers.

    ``known`` maps the keys of labels that other files of the same study use to their spelling.
    """
    known = known or {}
    marks = list(marks)
    head_end = _head_end(marks, lines)
    told = _legend(marks, lines, head_end)
    marks = [mark for mark in marks if mark.line >= head_end]
    bare = {mark.line for mark in marks if mark.form in _SOLID and not lines[mark.line][mark.words_at :].strip()}
    # What stands alone right below a label is what that person says.
    marks = [mark for mark in marks if mark.form != "alone" or mark.line - 1 not in bare]
    seen = gather(marks)
    aliases, warnings = _misspelt(seen, known)
    for key, target in aliases.items():
        merged = seen.setdefault(key_of(target), Seen())
        merged.marks = sorted([*merged.marks, *seen[key].marks], key=lambda mark: mark.line)
        merged.typed.update({target: seen[key].typed.total()})
        del seen[key]
    lost, doubtful = _set_aside(seen, lines, {*known, *told})
    marks = [mark for mark in marks if mark.line not in lost]
    warnings += _described(seen)
    filled = sum(1 for line in lines if line.strip())
    accepted = _accepted(seen, lines, filled, known, told)
    accepted |= _numbered_questions(seen, accepted)
    chosen: list[tuple[Mark, tuple[str, ...]]] = []
    named = like_own_lines(seen, accepted, lines)
    for mark in marks:
        key = key_of(mark.label)
        key = key_of(aliases[key]) if key in aliases else key
        if key in accepted and form_holds(mark, seen[key], accepted[key]):
            chosen.append((mark, (accepted[key],)))
        elif both := together(mark.label, accepted):
            chosen.append((mark, both))
        elif mark.form == "colon" and key:
            if key in GUIDE or (not stopped(mark.label) and shape_of(mark.label) >= 2):
                lost.add(mark.line)
        elif mark.form == "alone" and key in named and not stopped(mark.label):
            lost.add(mark.line)
    if lost and chosen:
        said = n_(
            "Line {lines} opens like a speaker label but was read as words.",
            "Lines {lines} open like speaker labels but were read as words.",
            len(lost),
            lines=some([line + 1 for line in sorted(lost)]),
        )
        warnings.append(said)
    if rare := sorted((doubtful | _lonely(chosen)) & {mark.line for mark, _who in chosen}):
        said = n_(
            "Line {lines} opens with a label that is rare in the file: it was read as a speaker. Check it.",
            "Lines {lines} open with labels that are rare in the file: they were read as speakers. Check them.",
            len(rare),
            lines=some([line + 1 for line in rare]),
        )
        warnings.append(said)
    return Voices(tuple(chosen), told, tuple(warnings), head_end)


def _set_aside(seen: dict[str, Seen], lines: Sequence[str], sure: set[str]) -> tuple[set[int], set[int]]:
    """Take out of ``seen`` what is the end of a sentence; return its lines, and those that stay in doubt."""
    sure |= {key for key, found in seen.items() if word_role(found.label) or weak_role(found.label)}
    sure |= {key for key, found in seen.items() if is_neutral(found.label) or re.search(r"\d$", found.label)}
    sure |= {key for key, found in seen.items() if together(found.label, {**dict.fromkeys(seen, "?")})}
    lost, doubtful = continuing_lines({key: found.marks for key, found in seen.items()}, lines, sure)
    lost -= {
        mark.line
        for found in seen.values()
        for mark in found.marks
        if not shape_of(mark.label) or stopped(mark.label)
    }
    for key, found in list(seen.items()):
        found.marks = [mark for mark in found.marks if mark.line not in lost]
        if not found.marks:
            del seen[key]
    return lost, doubtful


def _described(seen: Mapping[str, Seen]) -> list[str]:
    """Return a warning when one name comes with two descriptions: they may be two people."""
    lines: list[int] = []
    for found in seen.values():
        abouts = {fold(mark.about): mark.line + 1 for mark in reversed(found.marks) if mark.about}
        abouts = {about: line for about, line in abouts.items() if not stage_words(about) & STAGE}
        if len(abouts) > 1:
            lines += abouts.values()
    if not lines:
        return []
    return [
        _(
            "A label comes with different descriptions in brackets (lines {lines}): it was read as one speaker. "
            "If they are two people, give them two labels.",
            lines=some(sorted(lines)),
        )
    ]


def _lonely(chosen: Sequence[tuple[Mark, tuple[str, ...]]]) -> set[int]:
    """Return the lines of the names that come once, in a file where others come often."""
    counts = Counter(name for _mark, who in chosen for name in who)
    if len(counts) < 3 or max(counts.values(), default=0) < 2:
        return set()
    return {
        mark.line
        for mark, (name, *others) in chosen
        if not others and counts[name] == 1 and not mark.timed and mark.form == "colon" and shape_of(name) == 2
    }


def _head_end(marks: Sequence[Mark], lines: Sequence[str]) -> int:
    """Return the line where the title block ends: « Date : », « Lieu : », with the names beside them."""
    early = [mark for mark in marks if mark.form == "colon" and mark.line < 40]
    end = 0
    for mark in early:
        first = re.split(r"[\s'’°.]+", fold(mark.label))[0]
        rest = lines[mark.line][mark.words_at :].strip()
        if first in META and len(rest) < 120 and (mark.line < end + 8):
            end = mark.line + 1
        elif not _like_a_field(rest):
            break
    end = max(end, _legend_end([mark for mark in early if mark.line >= end], lines, end))
    if not end:
        return 0
    # A last field without blank line in between belongs to the block: « Enquêtrice : Léa ».
    for mark in early:
        if (
            mark.line == end
            and _like_a_field(lines[mark.line][mark.words_at :].strip())
            and _names(lines[mark.line][mark.words_at :])
        ):
            end += 1
    return end


def _legend_end(early: Sequence[Mark], lines: Sequence[str], first: int) -> int:
    """Return the line after a legend: « E : enquêteur », « K : Karima », side by side before anybody speaks."""
    counts = Counter(key_of(mark.label) for mark in early)
    end, met = 0, set[str]()
    for mark in early:
        key, rest = key_of(mark.label), lines[mark.line][mark.words_at :].strip()
        if key in met or not _like_a_field(rest) or (end and mark.line > end):
            break
        if not end and any(":" in line for line in lines[first : mark.line]):
            break
        if not end and (word_role(rest.strip(" .")) is None or counts[key] < 2):
            break
        met.add(key)
        end = mark.line + 1
    return end


def _like_a_field(rest: str) -> bool:
    initials = re.fullmatch(r"(?:[A-ZÀ-Þ]\.[\s-]?){1,3}", rest) is not None
    return len(rest.split()) <= 8 and (initials or not rest.endswith((".", "?", "!", "…")))


def _names(text: str) -> bool:
    return all(word[:1].isupper() or not word[:1].isalpha() for word in text.split()) and bool(text.strip())


def _legend(marks: Sequence[Mark], lines: Sequence[str], head_end: int) -> dict[str, Role]:
    """Read « E : enquêteur », « R = répondante » at the head of a file: what the short labels mean."""
    told: dict[str, Role] = {}
    counts = Counter(key_of(mark.label) for mark in marks)
    for mark in marks:
        rest = lines[mark.line][mark.words_at :].strip(" .;,")
        role = word_role(rest) if 0 < len(rest.split()) <= 3 else None
        if (
            role is not None
            and word_role(mark.label) is None
            and (counts[key_of(mark.label)] > 1 or mark.line < head_end)
        ):
            told.setdefault(key_of(mark.label), role)
    for mark in marks:
        if mark.about and word_role(mark.label) is None and (role := word_role(mark.about)) is not None:
            told.setdefault(key_of(mark.label), role)
    for line in lines[:30]:
        for label, word in re.findall(
            r"\b([A-ZÉ][\w.]{0,12})\s*=\s*(?:l['’]|la |le )?([^\W\d_]+(?:\([^)]*\)|[·.-]\w+)?)", line
        ):
            role = word_role(word)
            if role is not None:
                told.setdefault(key_of(label), role)
    return told


def _misspelt(seen: Mapping[str, Seen], known: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return misspelt keys with the label that each stands for, and a warning for each."""
    aliases: dict[str, str] = {}
    warnings = []
    frequent = {key: (found.label, len(found.marks)) for key, found in seen.items() if len(found.marks) >= 5}
    frequent |= {key: (label, 1000) for key, label in known.items() if key not in seen}
    spelt = {key: found.label for key, found in seen.items() if word_role(found.label)}
    for key, found in seen.items():
        solid = [mark for mark in found.marks if mark.form in _SOLID]
        if not solid:
            continue
        target = None
        if (word := near_word(found.label)) is not None:
            digits = re.search(r"\d*$", key)
            wanted = word + (digits[0] if digits else "")
            target = spelt.get(wanted) or known.get(wanted)
            if target is None and (len(solid) > 1 or solid[0].form != "colon" or len(spelt) > 0):
                target = word.capitalize() + (f" {digits[0]}" if digits and digits[0] else "")
        elif not word_role(found.label):
            target = _near_name(key, found, frequent)
        if target is None or key_of(target) == key:
            continue
        aliases[key] = target
        n = len(found.marks)
        if word is not None:
            said = n_(
                "The label “{typed}” ({n} time) was read as “{target}”.",
                "The label “{typed}” ({n} times) was read as “{target}”.",
                n,
                typed=found.label,
                target=target,
            )
        else:
            # A name may be real: the warning gives lines, not the name.
            where = some([mark.line + 1 for mark in found.marks])
            said = _(
                "A label that differs by a letter or two from a frequent one was read as that one (line {lines}).",
                lines=where,
            )
        warnings.append(said)
    return aliases, warnings


def _near_name(key: str, found: Seen, frequent: Mapping[str, tuple[str, int]]) -> str | None:
    """Return the frequent name that a rare one misspells; never one that differs by its end (Martin, Martine)."""
    n = len(found.marks)
    if len(key) < 7 or n > 2 or key in frequent:
        return None
    likely = [
        other for other in frequent if other[0] == key[0] and other[-2:] == key[-2:] and frequent[other][1] >= 5 * n
    ]
    for other in difflib.get_close_matches(key, likely, n=2, cutoff=0.9):
        if re.sub(r"\D", "", key) == re.sub(r"\D", "", other):
            return frequent[other][0]
    return None


def _accepted(
    seen: Mapping[str, Seen], lines: Sequence[str], filled: int, known: Mapping[str, str], told: Mapping[str, Role]
) -> dict[str, str]:
    """Return the keys that are speakers, with the spelling used most often."""
    accepted: dict[str, str] = {}
    candidates: dict[str, tuple[Seen, list[Mark]]] = {}
    for key, found in seen.items():
        solid = [mark for mark in found.marks if mark.form in _SOLID]
        named = word_role(found.label) is not None
        bare = any(mark.form == "alone" or mark.sign.strip() for mark in found.marks)
        if (named and (solid or bare)) or (key in told and len(found.marks) > 1):
            accepted[key] = found.label
        elif solid and not stopped(found.label):
            candidates[key] = found, solid
    alone = accepted | {key: found.label for key, (found, _solid) in candidates.items()}
    for key in [key for key, (found, _solid) in candidates.items() if together(found.label, alone)]:
        del candidates[key]
    marked = sum(len(solid) for _found, solid in candidates.values()) + sum(len(seen[key].marks) for key in accepted)
    dense, whole = marked >= 0.6 * filled, marked >= 0.9 * filled
    recurring = [key for key, (found, solid) in candidates.items() if len(solid) >= 2 and shape_of(found.label) >= 2]
    by_name = sum(shape_of(candidates[key][0].label) == 2 for key in recurring) >= 2
    sure = bool(accepted) or len(recurring) >= 2
    others = [key for key in [*accepted, *recurring] if not _NUMBERED.fullmatch(key)]
    asked = any("interviewer" in (word_role(seen[key].label), weak_role(seen[key].label)) for key in others)
    likely = [key for key, (found, _solid) in candidates.items() if shape_of(found.label) >= 2]
    common = _common_words(candidates, lines)
    highest = max((len(solid) for _found, solid in candidates.values()), default=0)
    for key, (found, solid) in candidates.items():
        if _NUMBERED.fullmatch(key) and asked:
            continue  # a numbered question of the guide, inside somebody's turn
        shape, n = shape_of(found.label), len(solid)
        timed = sum(mark.timed for mark in solid)
        bracket = any(mark.form == "bracket" for mark in solid)
        needed = {3: 1 if sure or dense else 2, 2: 2, 1: 3, 0: 3}[shape]
        if weak_role(found.label) is not None and len(key) <= 2 and recurring:
            needed = 1  # « E » once, beside « P » who comes back
        elif shape == 2 and asked and len(likely) == 1 and len(accepted) == 1:
            needed = 1  # the only one who can answer
        if shape == 2 and key in common:
            needed = 4 if sure else 3
        elif shape == 2 and ((dense and max(highest, n) < 3) or (by_name and dense) or whole or key in known):
            needed = 1
        if timed and (shape >= 2 or timed >= 2):
            needed = 1 if shape >= 2 else 2
        if shape == 0 and not timed and not bracket and not (dense and sure):
            continue
        if shape == 1 and not timed and not bracket and not (sure or dense):
            continue
        if n >= needed:
            accepted[key] = found.label
    accepted |= with_sign(seen, accepted, filled)
    accepted |= spaced(seen, accepted, filled)
    accepted |= on_own_line(seen, accepted, filled, lines)
    accepted |= answering(seen, accepted)
    total = sum(len(seen[key].marks) for key in accepted)
    weighty = any(word_role(label) or _timed(seen[key]) for key, label in accepted.items())
    if len(accepted) == 1 and (total == 1 or total < 0.05 * filled) and filled > 5:
        return {}
    if not weighty and (total < 0.05 * filled or (len(accepted) == 1 and total < 3)):
        return {}
    return accepted


def _timed(found: Seen) -> bool:
    return all(mark.timed for mark in found.marks)


def _common_words(candidates: Mapping[str, object], lines: Sequence[str]) -> set[str]:
    """Return the keys that the text also writes in small letters, in mid-sentence: words, not names."""
    wanted = set(candidates)
    found = set()
    for line in lines:
        for word in re.findall(r"(?<=[a-zà-ÿ,] )[a-zà-ÿœ]{3,}", line):
            if (key := fold(word)) in wanted:
                found.add(key)
    return found


def together(label: str, accepted: Mapping[str, str]) -> tuple[str, ...]:
    """Return the speakers of a label that names two or more at once (« E et K », « E/K », « spk1 spk2 »)."""
    for parts in (_TOGETHER.split(label), label.split()):
        keys = [key_of(part) for part in parts if part]
        if len(keys) > 1 and all(key in accepted for key in keys):
            return tuple(dict.fromkeys(accepted[key] for key in keys))
    return ()


def _numbered_questions(seen: Mapping[str, Seen], accepted: dict[str, str]) -> dict[str, str]:
    """Read « Q1 : … R1 : … » as two speakers when the numbers only count the questions."""
    groups: dict[str, list[str]] = defaultdict(list)
    for key in seen:
        if (match := re.fullmatch(r"([a-z]+)(\d+)", key)) is not None and match[1] in (
            "q",
            "r",
            "question",
            "reponse",
        ):
            groups[match[1]].append(key)
    for asks, answers in (("q", "r"), ("question", "reponse")):
        others = [label for key, label in accepted.items() if key not in groups[asks]]
        unasked = bool(others) and not any("interviewer" in (word_role(one), weak_role(one)) for one in others)
        if len(groups[asks]) >= 2 and (groups[answers] or answers in accepted or unasked):
            named = [
                label
                for key, label in accepted.items()
                if key not in groups[asks] + groups[answers] and word_role(label)
            ]
            if not named or asks == "question":
                return {
                    key: re.sub(r"[\s\d]+$", "", seen[key].label)
                    for letter in (asks, answers)
                    for key in groups[letter]
                }
    return {}

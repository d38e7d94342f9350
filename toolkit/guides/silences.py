"""Remarks that the author of a guide has set aside, one by one, each with its reason, written in the guide itself.

A silence is a comment below the question, probe or theme that it is about
guide)::

    - **A1** Êtes-vous bénévole ici ?
      <!-- taire closed : question de filtre, on ouvre juste après -->

It has no effect without a reason. One that no longer silences anything is reported, so that no old excuse stays
behind.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from toolkit.errors import InvalidValue
from toolkit.guides.remarks import CHECKS, Finding
from toolkit.i18n import _

_SILENCE: Final = re.compile(
    r"\s*<!--\s*(?:taire|silence)\s+(?P<checks>\w+(?:\s*,\s*\w+)*)\s*(?::\s*(?P<reason>.*?))?\s*-->\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Silence:
    """One check set aside at one line of a guide, and why."""

    line: int
    check: str
    reason: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """The remarks that remain, those that were set aside by a silence, what is wrong with the silences."""

    kept: tuple[Finding, ...]
    silenced: tuple[tuple[Finding, Silence], ...]
    faults: tuple[str, ...]


def silences(text: str) -> list[Silence]:
    """Return what a guide sets aside, in the order of its lines, one check at a time."""
    found: list[Silence] = []
    for number, row in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if match := _SILENCE.fullmatch(row):
            reason = (match["reason"] or "").strip()
            found += [Silence(number, name, reason) for name in re.split(r"\s*,\s*", match["checks"])]
    return found


def weigh(findings: Iterable[Finding], text: str, places: Mapping[str, int] | None = None) -> Weighed:
    """Set aside the remarks that a guide silences.

    Parameters
    ----------
    findings
        The remarks, as ``check`` gives them with the lines of the file.
    text
        The file as it stands.
    places
        Where things stand in the file; without it, each silence concerns the line of text above it.
    """
    left = list(findings)
    aside: list[tuple[Finding, Silence]] = []
    faults: list[str] = []
    for silence in silences(text):
        if silence.check not in CHECKS:
            allowed = ", ".join(CHECKS)
            faults.append(_("line {line}: no check is called “{check}”; known: {allowed}", line=silence.line,
                            check=silence.check, allowed=allowed))  # fmt: skip
        elif not silence.reason:
            faults.append(
                _(
                    "line {line}: a silence needs its reason: <!-- taire {check} : why -->",
                    line=silence.line,
                    check=silence.check,
                )
            )
        elif hit := _concerned(silence, left, text, places):
            left = [finding for finding in left if finding not in hit]
            aside += [(finding, silence) for finding in hit]
        else:
            faults.append(_("line {line}: the silence of “{check}” silences nothing any more; delete it",
                            line=silence.line, check=silence.check))  # fmt: skip
    return Weighed(tuple(left), tuple(aside), tuple(faults))


def _concerned(
    silence: Silence, findings: list[Finding], text: str, places: Mapping[str, int] | None
) -> list[Finding]:
    of_check = [finding for finding in findings if finding.check == silence.check]
    if not places:
        rows = text.replace("\r\n", "\n").split("\n")
        above = next(
            (
                n
                for n in range(silence.line - 1, 0, -1)
                if rows[n - 1].strip() and not _SILENCE.fullmatch(rows[n - 1])
            ),
            0,
        )
        return [finding for finding in of_check if finding.line == above]
    above = max((line for line in places.values() if line <= silence.line), default=0)
    names = [name for name, line in places.items() if line == above]
    for name in names:
        question = name.split("/")[0]
        for wanted in (name, question, name.removeprefix("text/")):
            if hit := [finding for finding in of_check if finding.place == wanted]:
                return hit
    asked = any(re.fullmatch(r"[A-Z]{1,2}\d{1,3}(?:/\d+)?", name) for name in names)
    return (
        []
        if asked
        else [finding for finding in of_check if finding.place in ("head", "consent", "title", "guide", *names)]
    )


def silence(text: str, place: str, check: str, reason: str, *, places: Mapping[str, int]) -> str:
    """Return the text of a guide where one remark is set aside.

    Parameters
    ----------
    text
        The guide in Markdown.
    place
        Question (``A1``), probe (``A1/2``), theme (``A``), or ``title`` for the whole guide.
    check
        The check to silence there.
    reason
        Why, in a few words: it is kept in the file.
    places
        Where things stand in the file, as ``question_lines`` gives it.

    Raises
    ------
    InvalidValue
        For a check or a place that does not exist, a reason that is empty or would close the comment.
    """
    if check not in CHECKS:
        raise InvalidValue(
            _("No check is called “{check}”.", check=check), _("Choose one of: {allowed}.", allowed=", ".join(CHECKS))
        )
    words = " ".join(reason.split())
    if not words or "--" in words or ">" in words:
        raise InvalidValue(
            _("A silence needs a reason, without “--” nor “>”."),
            _("Write in a few words why this remark is set aside."),
        )
    at = places.get(place)
    if at is None:
        raise InvalidValue(
            _("The guide has no “{place}”.", place=place), _("Name a question (A1), a probe (A1/2) or a theme (A).")
        )
    end = "\r\n" if "\r\n" in text else "\n"
    rows = text.split(end)
    last = at
    while last < len(rows) and rows[last].startswith("    ") and not re.match(r"\s*(?:[-*+]|\d+[.)])\s", rows[last]):
        last += 1  # the rest of a question typed on several lines
    bullet = re.match(r"(\s*)[-*+]\s", rows[at - 1])
    indent = f"{bullet[1]}  " if bullet else ""
    rows.insert(last, f"{indent}<!-- taire {check} : {words} -->")
    return end.join(rows)

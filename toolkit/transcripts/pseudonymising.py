"""A whole batch of interviews: neutral names for files, every refusal gathered, what may be left over."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from toolkit.errors import Refused
from toolkit.i18n import _, n_
from toolkit.transcripts.forms import NameDecision, form_key
from toolkit.transcripts.names import Read, find_names
from toolkit.transcripts.replacements import Pseudonymised, pseudonymise

_NEUTRAL = re.compile(r"([A-Z]{1,2}\d{2,3})(?![^\W_])")


def pseudonymise_all(
    readings: Mapping[str, Read], decisions: Sequence[NameDecision], names: Mapping[str, Iterable[str]]
) -> dict[str, Pseudonymised]:
    """Pseudonymise every reading, or raise one ``Refused`` that lists all that stands in the way.

    ``names`` are what the table may call each document: its neutral name, the name of its file.
    """
    waiting = sum(decision.decision == "undecided" for decision in decisions)
    if waiting:
        raise Refused(
            n_(
                "{n} form of the table of names is not decided.",
                "{n} forms of the table of names are not decided.",
                waiting,
            ),
            _("Write “accepté”, “tel quel” or “rejeté” in its column “decision”, then run this again."),
            count=waiting,
        )
    made: dict[str, Pseudonymised] = {}
    faults: list[str] = []
    hint = ""
    for id, reading in readings.items():
        ours = meant_for(decisions, names.get(id, ()))
        try:
            made[id] = pseudonymise(reading.text, ours, turns=reading.turns)
        except Refused as error:
            faults.append(f"{id}: {error.message}")
            hint = error.hint
    if faults:
        raise Refused("\n".join(faults), hint, documents=tuple(fault.split(":")[0] for fault in faults))
    return made


def meant_for(decisions: Iterable[NameDecision], names: Iterable[str]) -> list[NameDecision]:
    """Return the decisions that apply to a document known under these names, freed of their limits."""
    known = set(names)
    return [replace(d, documents=()) for d in decisions if not d.documents or known & set(d.documents)]


def left_over(reading: Read, made: Pseudonymised, decisions: Iterable[NameDecision]) -> list[int]:
    """Return the lines where something looks like a name and is neither replaced nor rejected."""
    known = {form_key(decision.form) for decision in decisions}
    lines: list[int] = []
    for candidate in find_names(reading):
        if form_key(candidate.form) in known or form_key(candidate.text) in known:
            continue
        if any(span.start < candidate.end and candidate.start < span.end for span in made.spans):
            continue
        line = reading.text.count("\n", 0, candidate.start) + 1
        if line not in lines:
            lines.append(line)
    return lines


def neutral_names(files: Iterable[Path], had: Mapping[Path, str], taken: Iterable[str]) -> dict[Path, str]:
    """Return a name for each file that says nothing: the one it had, the one it bears (« E03… »), the next number."""
    used = {*taken}
    named: dict[Path, str] = {}
    for path in files:
        own = _NEUTRAL.match(path.stem)
        id = had.get(path) or (own[1] if own and own[1] not in used else "")
        n = 1
        while not id:
            if f"E{n:02}" not in used:
                id = f"E{n:02}"
            n += 1
        used.add(id)
        named[path] = id
    return named

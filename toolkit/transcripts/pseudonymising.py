"""A whole batch of interviews: neutral names for files, every refusal gathered, what may be left over."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from toolkit.errors import Refused
from toolkit.i18n import _, n_
from toolkit.transcripts.decision_checks import check_decisions
from toolkit.transcripts.forms import FormFinder, NameDecision, form_key
from toolkit.transcripts.names import Read, find_names_everywhere
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
            _("Write “accepté”, “tel quel” or “rejeté” in its column of decisions, then run this again."),
            count=waiting,
        )
    if clashes := check_decisions(decisions):
        raise Refused(
            "\n".join(clash.sentence() for clash in clashes),
            _("Mend these rows of the decisions, then run this again; nothing was written."),
            ranks=tuple(rank for clash in clashes for rank in clash.ranks),
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


def with_rules(decisions: Iterable[NameDecision], held: Iterable[NameDecision]) -> list[NameDecision]:
    """Return decisions with those that the coffre holds of other forms: they go for later files too."""
    made = list(decisions)
    known = {form_key(one.form) for one in made}
    return made + [one for one in held if form_key(one.form) not in known and one.decision != "undecided"]


def unlisted(
    readings: Mapping[str, Read],
    decisions: Sequence[NameDecision],
    names: Mapping[str, Iterable[str]],
    *,
    spacy: bool = True,
) -> dict[str, list[int]]:
    """Return the lines of each text where something looks like a name that no row accepts nor rejects."""
    found = find_names_everywhere(readings, spacy=spacy)
    left: dict[str, list[int]] = {}
    for id, reading in readings.items():
        ours = meant_for(decisions, names.get(id, ()))
        listed = [one for one in ours if one.decision != "undecided"]
        numbers = [rank for rank, one in enumerate(listed) if one.type == "PHONE"]
        finder = FormFinder([one.form for one in listed], numbers=numbers)
        covered = bytearray(len(reading.text))
        for place in finder.find(reading.text):
            covered[place.start : place.end] = b"\x01" * (place.end - place.start)
        lines = [
            reading.text.count("\n", 0, one.start) + 1 for one in found[id] if not any(covered[one.start : one.end])
        ]
        if lines:
            left[id] = list(dict.fromkeys(lines))
    return left


def of_other_texts(readings: Mapping[str, Read], decisions: Sequence[NameDecision]) -> bool:
    """Tell whether a table of names lists forms, and none of them is in any of these texts."""
    finder = FormFinder([one.form for one in decisions])
    return bool(decisions) and not any(any(True for _place in finder.find(one.text)) for one in readings.values())


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

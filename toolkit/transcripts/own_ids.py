"""Who a label names by itself: the id of somebody known, or what has the form of one (``P03``, ``p03``)."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from toolkit.model import fold
from toolkit.transcripts.reading import Reading

_FORM: Final = re.compile(r"[Pp]\d{2,3}")
_STEM: Final = re.compile(r"([Pp]\d{2,3})(?![^\W_])")


def own_id(label: str, known: Collection[str]) -> str | None:
    """Return the id that a label is, None when it is none; case and accents of somebody known do not matter.

    A number alone, or ``P1``, says the rank of a voice in its text more often than who it is.

    >>> own_id("p03", ["P03"]), own_id("P07", []), own_id("Élo", ["Elo"]), own_id("P1", []), own_id("2", ["2"])
    ('P03', 'P07', 'Elo', None, None)
    """
    label = label.strip()
    if not label or label.isdigit():
        return None
    if label in known:
        return label
    folded = fold(label)
    alike = [id for id in known if fold(id) == folded]
    if len(alike) == 1:
        return alike[0]
    return label.upper() if _FORM.fullmatch(label) else None


def own_stem(file: str, known: Collection[str]) -> str | None:
    """Return the id that the name of a file is, or begins with when it has the form of one (``P03 relu.docx``)."""
    stem = PurePath(file).stem
    found = _STEM.match(stem)
    return own_id(stem, known) or (own_id(found[1], known) if found else None)


def reserved(readings: Iterable[Reading], known: Collection[str]) -> Iterator[str]:
    """Yield every id that a label or the name of a file is: nobody else may be given it, whatever is decided."""
    for reading in readings:
        labels = (own_id(speaker.label, known) for speaker in reading.speakers)
        yield from filter(None, [*labels, own_stem(reading.file, known)])


def answering(reading: Reading, known: Collection[str], told: Collection[str] = ()) -> Reading:
    """Return the reading where each label that is the id of somebody known answers, except labels ``told``.

    What was guessed of a label yields to its being somebody's id, not what a table says of it.
    """
    if reading.kind not in ("interview", "group"):
        return reading
    ids = {fold(id) for id in known if not id.isdigit()}
    speakers = tuple(
        replace(speaker, role="participant")
        if speaker.label not in told and fold(speaker.label.strip()) in ids
        else speaker
        for speaker in reading.speakers
    )
    return replace(reading, speakers=speakers)

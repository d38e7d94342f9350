"""What a search for the listed forms found, gathered for people: places, counts, what was reviewed and left alone.

A real name is in no line of it, unless asked for; the table to review, which holds them, lies in the coffre.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from toolkit.errors import FaultyFile
from toolkit.i18n import _
from toolkit.model.text import clean_text, fold
from toolkit.transcripts.correspondence import Exemption
from toolkit.transcripts.forms import form_key, pieces
from toolkit.transcripts.listed import Listed, ListedForms

COLUMNS: Final = ("form", "type", "place", "times", "decision", "reason")
REVIEW: Final = "restes.csv"
"""In the coffre: what was found, to say of each line whether it is a name or a word."""
_SAID: Final = "rejete rejetee rejected reject refuse non n no 0 faux false mot word homographe exempt"
_NO_NAME: Final = frozenset(_SAID.split())


class Sighted(Protocol):
    """What a search gives: see ``study.searching.Sighting``."""

    @property
    def file(self) -> str: ...  # noqa: D102
    @property
    def inside(self) -> str: ...  # noqa: D102
    @property
    def thing(self) -> str: ...  # noqa: D102
    @property
    def form(self) -> int: ...  # noqa: D102
    @property
    def times(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, slots=True, repr=False)
class Remain:
    """A form in one place: a thing of the study (whatever copies hold it), or a file and where in it."""

    place: str
    listed: Listed
    times: int
    files: tuple[str, ...] = ()
    reason: str = ""

    def __repr__(self) -> str:
        return f"<Remain {self.listed.type}: {self.times} times in {len(self.files)} files>"


@dataclass(frozen=True, slots=True, repr=False)
class Remains:
    """What is left of the listed forms: ``found`` is to be mended, ``exempt`` was reviewed and has its reason."""

    found: tuple[Remain, ...]
    exempt: tuple[Remain, ...]

    def reasons(self) -> list[tuple[str, int]]:
        """Return why sightings were left alone, and how many times each."""
        counts: Counter[str] = Counter()
        for one in self.exempt:
            counts[one.reason or _("no reason given")] += one.times
        return counts.most_common()

    def __repr__(self) -> str:
        return f"<Remains: {len(self.found)} found, {len(self.exempt)} exempt>"


def gathered(sightings: Iterable[Sighted], forms: ListedForms, exemptions: Sequence[Exemption] = ()) -> Remains:
    """Gather sightings: the copies of one thing are one place, and what a person reviewed is set apart."""
    places: dict[tuple[str, int], tuple[int, list[str]]] = {}
    for one in sightings:
        if one.thing == "name":
            place = _("the name of {file}", file=f"{one.file} › {one.inside}" if one.inside != "name" else one.file)
        else:
            place = one.thing or (f"{one.file} › {one.inside}" if one.inside else one.file)
        times, files = places.get((place, one.form), (0, []))
        places[place, one.form] = (max(times, one.times), files if one.file in files else [*files, one.file])
    known: dict[tuple[str, ...], list[Exemption]] = {}
    for exemption in exemptions:
        known.setdefault(form_key(exemption.form), []).append(exemption)
    found, exempt = [], []
    for (place, form), (times, files) in places.items():
        listed = forms.listed[form]
        said = next(
            (
                one.reason
                for one in known.get(form_key(listed.form), ())
                if not one.place or one.place == place or one.place in files
            ),
            None,
        )
        if listed.exempt or said is not None:
            exempt.append(Remain(place, listed, times, tuple(files), listed.reason if said is None else said))
        else:
            found.append(Remain(place, listed, times, tuple(files)))
    return Remains(tuple(found), tuple(exempt))


def review_text(remains: Remains) -> str:
    """Return the table to review (CSV with « ; »): it holds real names, its place is the coffre."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in remains.found:
        writer.writerow((one.listed.form, one.listed.type, one.place, one.times, "", ""))
    return buffer.getvalue()


def read_review(text: str, where: object = REVIEW) -> tuple[list[Exemption], int]:
    """Return what a person exempted, and how many lines have a decision but no reason.

    A line is exempted by « rejeté » (or « mot ») in ``decision`` and a ``reason``; without ``place``, everywhere.
    Raises ``FaultyFile`` when the columns are not those of the table.
    """
    rows = csv.reader(io.StringIO(clean_text(text), newline=""), delimiter=";" if ";" in text[:200] else ",")
    header = [fold(cell).strip() for cell in next(rows, [])]
    if not {"form", "decision", "reason"} <= set(header):
        raise FaultyFile(where, [_("the first line must name the columns: {columns}", columns=";".join(COLUMNS))])
    exemptions, without = [], 0
    for cells in rows:
        row = dict(zip(header, (cell.strip(" \xa0") for cell in cells), strict=False))
        if fold(row.get("decision", "")) not in _NO_NAME or not pieces(row.get("form", "")):
            continue
        if row.get("reason"):
            exemptions.append(Exemption(row["form"], row.get("place", ""), row["reason"]))
        else:
            without += 1
    return exemptions, without


def with_exemptions(held: Sequence[Exemption], more: Iterable[Exemption]) -> tuple[Exemption, ...]:
    """Return exemptions, a later one in place of the earlier about the same form and place."""
    every = {(form_key(one.form), one.place): one for one in held}
    every.update({(form_key(one.form), one.place): one for one in more})
    return tuple(every.values())

"""The numbers of a document: each is counted by ``counting.frequency``, and keeps the codings that it comes from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from toolkit.counting.frequencies import frequency
from toolkit.errors import InvalidValue, Refused
from toolkit.feedback.quotes import family
from toolkit.i18n import _, n_
from toolkit.model import Code, Codebook, Coder, Coding, Desk, Participant, Transcript

if TYPE_CHECKING:
    from pandas import DataFrame

Size = Literal["all", "most", "half", "some", "one", "none"]
SMALL: Final = 6
"""Below this many people, « about half » says less than « 2 out of 5 »: only the numbers are written."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many people voiced something, out of how many; ``codings`` are the ids of what was counted."""

    evidence: str
    n: int
    N: int
    people: tuple[str, ...] = ()
    codings: tuple[str, ...] = ()

    @property
    def size(self) -> Size:
        """The word of the scale: the same thresholds as ``counting.wording.said``."""
        if self.n == 0:
            return "none"
        if self.n == self.N:
            return "all"
        if self.n == 1:
            return "one"
        if 4 * self.n >= 3 * self.N:
            return "most"
        return "half" if 3 * self.n > self.N else "some"

    @property
    def fraction(self) -> str:
        """« 7 personnes sur 12 »."""
        return n_("{n} person out of {N}", "{n} people out of {N}", self.n, N=self.N)


def people_said(n: int) -> str:
    """« 12 personnes »."""
    return n_("{n} person", "{n} people", n)


def people_met(desk: Desk, among: "DataFrame | Iterable[str] | None" = None) -> tuple[str, ...]:
    """Return the participants who could have spoken: those named, or all those who speak in a text of the study.

    Raises ``Refused`` when nobody is known: a count of people needs people.
    """
    known = [person.id for person in desk.all(Participant)]
    if among is not None:
        named: Any = getattr(among, "participant", among)
        wanted = [str(id) for id in dict.fromkeys(named)]
        for id in wanted:
            desk.get(Participant, id)
        met = tuple(id for id in known if id in set(wanted))
    else:
        heard = {
            speaker.participant
            for transcript in desk.all(Transcript)
            for speaker in transcript.speakers
            if speaker.role == "participant"
        }
        met = tuple(id for id in known if id in heard)
    if not met:
        raise Refused(
            _("No participant is linked to a text yet: nothing can be counted out of a number of people."),
            _("Add the participants, and say which speaker each one is; then run this again."),
        )
    return met


def only_intern(desk: Desk) -> str | None:
    """Return whose codings are counted when several people coded and none is named: the only intern among them.

    None when one person coded, or when nobody, or several people, are interns: then somebody must say.
    """
    coders = {coding.coder for coding in desk.all(Coding) if coding.state == "accepted"}
    interns = [coder.id for coder in desk.all(Coder) if coder.role == "intern" and coder.id in coders]
    return interns[0] if len(coders) > 1 and len(interns) == 1 else None


class Tally:
    """Count codes and themes among the same people, for one document.

    ``chosen`` is the coder taken when none was named among several (see ``only_intern``).
    """

    def __init__(
        self,
        desk: Desk,
        *,
        among: "DataFrame | Iterable[str] | None" = None,
        coder: str | Sequence[str] | None = None,
    ):
        self.desk = desk
        self.people = people_met(desk, among)
        self.chosen = only_intern(desk) if coder is None else None
        coder = self.coder = coder if self.chosen is None else self.chosen
        pieces = desk.frame("pieces")
        coders = {coding.coder for coding in desk.all(Coding) if coding.state == "accepted"}
        if coder is None and len(coders) > 1:
            raise InvalidValue(
                _("Several people coded this study: {coders}.", coders=", ".join(sorted(coders))),
                _("Say whose codings are told back, for instance --coder {one}.", one=sorted(coders)[0]),
            )
        wanted = {coder} if isinstance(coder, str) else set(coder) if coder is not None else coders
        kept = (
            (pieces["state"] == "accepted")
            & (pieces["role"] != "interviewer")
            & pieces["coder"].isin(wanted)
            & pieces["participant"].isin(self.people)
        )
        self.pieces = pieces[kept]
        participants = desk.frame("participants")
        self.among = participants[participants["participant"].isin(self.people)]

    def of(self, codes: Iterable[str], evidence: str) -> Count:
        """Count the people reached by at least one of ``codes``."""
        rows = self.pieces[self.pieces["code"].isin(set(codes))]
        if rows.empty:
            return Count(evidence, 0, len(self.people))
        rows = rows.assign(code=evidence, code_label=evidence, theme=evidence)
        line = frequency(rows, unit="participant", among=self.among, coder=self.coder).frame.iloc[0]
        return Count(
            evidence,
            int(line["n"]),
            int(line["N"]),
            tuple(id for id in self.people if id in set(rows["participant"])),
            tuple(dict.fromkeys(id for ids in rows["codings"] for id in ids.split())),
        )

    def theme(self, code: str) -> Count:
        """Count the people who voice a code or one of those under it; evidence ``n:code``."""
        return self.of(family(self.desk, code), f"n:{code}")

    def recount(self, evidence: str) -> Count | None:
        """Count again what an evidence id names (``n:``, ``p:``, ``m:`` and a code); None when it names nothing."""
        kind, _colon, code = evidence.partition(":")
        if code not in {entry.id for entry in self.desk.all(Code)}:
            return None
        if kind == "n":
            return self.theme(code)
        side = {"p": "+", "m": "-"}.get(kind)
        if side is None:
            return None
        polarity = {entry.id: entry.polarity for entry in self.desk.all(Code)}
        return self.of([id for id in family(self.desk, code) if polarity[id] == side], evidence)

    def themes(self) -> list[Count]:
        """Count every root of the codebook, the most voiced first, in codebook order when equal."""
        roots = Codebook(self.desk.all(Code)).children(None)
        counts = [self.theme(code.id) for code in roots]
        return sorted(counts, key=lambda count: -count.n)

"""Is a document still true? Each extract found again in the study, each « 7 personnes sur 12 » counted again."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError
from toolkit.feedback.claims import Claim, claims_in, label_before, labels_in, sentences, told_of
from toolkit.feedback.consent import Profile
from toolkit.feedback.documents import Passage
from toolkit.feedback.extracts import Extracts, Line, Tied, flat, line_of, span_of
from toolkit.feedback.files import read_document, record_beside
from toolkit.feedback.found import PROBLEMS, Finding
from toolkit.feedback.numbers import Tally, people_said
from toolkit.formats.document_writers import anchor, base_anchor
from toolkit.model import Case, Code, Coding, Desk, Participant, Quote, fold

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["PROBLEMS", "Finding", "check_document"]

SPEAKING = ("parl", "evoqu", "mention", "cit", "abord", "speak", "spoke", "mention", "told", "voic")
"""How the words after a number begin when it tells who speaks of the theme that the title above names."""


def check_document(
    desk: Desk,
    document: "str | Path | Iterable[Passage]",
    *,
    profile: Profile = "host",
    coder: str | Sequence[str] | None = None,
    among: "DataFrame | Iterable[str] | None" = None,
) -> list[Finding]:
    """Read a docx, odt or html document and say what became of each extract and each number.

    Extracts, with or without quotation marks, in the body, the notes, the headers: ``exact``, ``altered``,
    ``unapproved`` (may not be shown to these readers), ``misplaced`` (the place cited beside is another one),
    ``unknown``. Numbers: ``true`` or ``false`` when they carry their evidence or stand with the label of a code,
    ``false`` when they are impossible, else ``unverified``. For a document made by Carnet, the people and the coder
    counted are those that the file beside it recorded.
    """
    if isinstance(document, str | Path):
        passages = read_document(document)
        recorded = record_beside(Path(document)).get("parameters") or {}
        coder = coder if coder is not None else recorded.get("coder")
        among = among if among is not None else recorded.get("among")
        if recorded.get("profile") == "team" and profile == "host":
            profile = "team"
    else:
        passages = list(document)
    names = _names(desk)
    extracts = Extracts(desk, profile)
    numbers = _Numbers(desk, coder=coder, among=among)
    found: list[Finding] = []
    tied: dict[int, list[Tied]] = {}
    counted: dict[int, list[str]] = {}
    for passage in passages:
        evidence = _evidence(passage, names)
        if not evidence:
            continue
        if evidence[0] in "qc":
            known = extracts.tied(passage, evidence)
            found.append(known.finding)
            for number in range(passage.paragraph, passage.paragraph + passage.text.count("\n") + 1):
                tied.setdefault(number, []).append(known)
        else:
            found.append(numbers.tied(passage, evidence))
            counted.setdefault(passage.paragraph, []).append(line_of(passage.text))
    lines = extracts.lines(passage for passage in passages if not passage.evidence)
    found += extracts.read(lines, tied)
    found += numbers.read(lines, tied, counted)
    return sorted(found, key=lambda finding: finding.paragraph)


def _names(desk: Desk) -> dict[str, str]:
    """Return bookmark name → evidence id, for everything that the study holds today."""
    ids = [f"q:{quote.id}" for quote in desk.all(Quote)]
    ids += [f"c:{coding.id}" for coding in desk.all(Coding)]
    ids += [f"{kind}:{code.id}" for code in desk.all(Code) for kind in "npm"]
    return {anchor(id): id for id in ids}


def _evidence(passage: Passage, names: dict[str, str]) -> str:
    """Return the evidence id of tied words, that of something gone too; empty for anything else."""
    if not passage.evidence:
        return ""
    known = names.get(base_anchor(passage.evidence)) or names.get(anchor(passage.evidence))
    return known or (passage.evidence if passage.evidence[:2] in ("q_", "q:", "c_", "c:") else "")


class _Numbers:
    """The numbers of a document against the counts of the study."""

    def __init__(self, desk: Desk, *, coder: str | Sequence[str] | None, among: "DataFrame | Iterable[str] | None"):
        self.desk, self.coder, self.among = desk, coder, among
        self.labels = [(code.id, code.label) for code in desk.all(Code)]
        self.label_of = dict(self.labels)
        self._tally: Tally | None = None
        try:
            self._tally = Tally(desk, among=among, coder=coder)
        except ToolkitError:
            # Several coders, or nobody known: only a document that carries evidence needs the answer.
            self._tally = None
        self.groups = self._groups()

    @property
    def people(self) -> int:
        """How many people the numbers of the document are out of; 0 when it is not known."""
        return len(self._tally.people) if self._tally else len(self.desk.all(Participant))

    def tied(self, passage: Passage, evidence: str) -> Finding:
        """Count again a number that carries its evidence."""
        if self._tally is None:
            self._tally = Tally(self.desk, among=self.among, coder=self.coder)
        said = flat(passage.text)
        claims = [claim for claim in claims_in(said, self.people) if claim.kind == "fraction"]
        count = self._tally.recount(evidence)
        if not claims or count is None:
            return Finding("count", "unverified", passage.paragraph, evidence, said=said, part=passage.part)
        same = (claims[0].n, claims[0].N) == (count.n, count.N)
        return Finding(
            "count", "true" if same else "false", passage.paragraph, evidence, said=claims[0].said,
            counted=count.fraction, part=passage.part,
        )  # fmt: skip

    def read(
        self, lines: Sequence[Line], tied: dict[int, list[Tied]], counted: dict[int, list[str]]
    ) -> Iterator[Finding]:
        """Yield what was found of every other number; those that somebody interviewed says are left alone."""
        title: Line | None = None
        for line in lines:
            paragraph = line.passage.paragraph
            text = line.text
            for known in counted.get(paragraph, ()):
                text = text.replace(known, " " * len(known), 1)
            quoted = [span for each in tied.get(paragraph, ()) if (span := span_of(each.text, line.text)) is not None]
            for start, end in (*line.spans, *quoted):
                text = text[:start] + " " * (end - start) + text[end:]
            for start, end in sentences(text):
                claims = claims_in(text[start:end], self.people)
                labels = self._labels(text[start:end])
                if not labels and line.passage.row:
                    labels = self._labels(line_of(line.passage.row))[:1]
                fractions = [claim for claim in claims if claim.kind == "fraction"]
                if not labels and title is not None and self._speaks(text[start:end], fractions):
                    labels = self._labels(title.text)[:1]
                about = dict(zip(fractions, told_of(fractions, labels), strict=True))
                around = f"{text[start:end]} {line.passage.row} {title.text if title else ''}"
                for claim in claims:
                    yield self._judge(line, claim, about.get(claim, ()), around)
            if line.passage.heading:
                title = line

    def _labels(self, text: str) -> list[tuple[str, int, int]]:
        """Return the codes that a line names: by their label, else by the beginning of one or its id."""
        ids = [(id, id) for id in self.label_of]
        short = label_before(text, ids)
        whole_id = [found for found in short if fold(text[found[1] : found[2]]) == fold(found[0])]
        return labels_in(text, self.labels) or label_before(text, self.labels) or whole_id

    def _speaks(self, text: str, claims: Sequence[Claim]) -> bool:
        """Tell whether a sentence under a title says how many people speak of what the title names."""
        if len(claims) != 1:
            return False
        after = fold(text[claims[0].end :]).split()
        return len(fold(text).split()) <= 6 or any(word.startswith(SPEAKING) for word in after[:4])

    def _judge(self, line: Line, claim: Claim, about: Sequence[str], around: str) -> Finding:
        paragraph, part = line.passage.paragraph, line.passage.part
        if claim.kind == "percent":
            return Finding("count", "unverified", paragraph, said=claim.said, note="percent", part=part)
        if claim.n > claim.N and (claim.sure or about):
            return Finding("count", "false", paragraph, said=claim.said, note="too many", part=part)
        if self.people and self.people != claim.N and (claim.sure or about):
            if not self._named_group(claim.N, around):
                return Finding(
                    "count", "false", paragraph, said=claim.said, counted=people_said(self.people),
                    note="other people", part=part,
                )  # fmt: skip
            return Finding("count", "unverified", paragraph, said=claim.said, part=part)
        if self._tally is None or not about or self.people != claim.N:
            return Finding("count", "unverified", paragraph, said=claim.said, part=part)
        counts = [self._tally.theme(code) for code in about]
        right = next((count for count in counts if count.n == claim.n), None)
        count = right or counts[0]
        return Finding(
            "count", "true" if right else "false", paragraph, count.evidence, said=claim.said, counted=count.fraction,
            theme=self.label_of[count.evidence[2:]], part=part,
        )  # fmt: skip

    def _groups(self) -> list[tuple[str, int]]:
        """Return how many people each case and each value of a trait holds, with the word that names it."""
        sizes: dict[str, set[str]] = {}
        people = self.desk.all(Participant)
        titles = {case.id: case.title for case in self.desk.all(Case)}
        met = set(self._tally.people) if self._tally else {person.id for person in people}
        for person in people:
            if person.id in met:
                names = [value for _name, value in person.traits if isinstance(value, str)]
                names += [person.case or "", titles.get(person.case or "", "")]
                for name in names:
                    if name.strip():
                        sizes.setdefault(fold(name.strip()), set()).add(person.id)
        return [(name, len(ids)) for name, ids in sizes.items()]

    def _named_group(self, size: int, around: str) -> bool:
        """Tell whether some group of this size is named near the number: « 3 des 4 bénévoles »."""
        near = f" {fold(around)}"
        return size == len(self.desk.all(Participant)) or any(
            held == size and f"{name.rstrip('s')}" in near for name, held in self.groups
        )

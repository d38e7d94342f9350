"""Is a document still true? Each extract found again in the study, each « 7 personnes sur 12 » counted again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from toolkit.feedback.consent import Profile, Why, may_leave, reason_of
from toolkit.feedback.files import Passage, read_document, record_beside
from toolkit.feedback.numbers import Tally
from toolkit.feedback.passages import CUT, place, resolve, spans_in, turns_of
from toolkit.formats.document_writers import anchor, base_anchor
from toolkit.i18n import _
from toolkit.model import Code, Coding, Desk, Quote, StudySheet, Transcript, words

if TYPE_CHECKING:
    from pandas import DataFrame

About = Literal["extract", "count"]
Verdict = Literal["exact", "altered", "unapproved", "unknown", "true", "false", "unverified"]
PROBLEMS: Final = ("altered", "unapproved", "unknown", "false")
_GAP = r"[\s\xa0\u202f]+"
_FRACTION = re.compile(rf"(\d+){_GAP}(?:(?:personnes?|people|person){_GAP})?(?:sur|out{_GAP}of){_GAP}(\d+)")
_GUILLEMETS = re.compile(r"«\s*(.+?)\s*»", re.DOTALL)
SHORTEST: Final = 5
"""Words between « » from which they are taken for an extract: below, they are a word or a title."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one extract or one number of a document, and where.

    ``source`` is the place in the study when it is known; no word of the extract is repeated here.
    """

    about: About
    verdict: Verdict
    paragraph: int
    evidence: str = ""
    source: str = ""
    said: str = ""
    counted: str = ""
    why: Why | None = None

    @property
    def problem(self) -> bool:
        """Whether somebody must look at it."""
        return self.verdict in PROBLEMS

    @property
    def message(self) -> str:
        """The sentence to read."""
        where = _("Paragraph {paragraph}", paragraph=self.paragraph)
        if self.about == "count":
            return {
                "true": _("{where}: {said}, counted again, true.", where=where, said=self.said),
                "false": _("{where}: the document says {said}, the study counts {counted}. Correct the document.",
                           where=where, said=self.said, counted=self.counted),
            }.get(
                self.verdict,
                _("{where}: {said} is tied to no theme, it could not be counted again. Check it yourself.",
                  where=where, said=self.said),
            )  # fmt: skip
        source = self.source or self.evidence
        if self.verdict == "unapproved":
            reason = reason_of(self.why) if self.why else _("It was never chosen as an extract: choose it, then ask.")
            return _(
                "{where}: extract {source} may not be shown. {reason}", where=where, source=source, reason=reason
            )
        return {
            "exact": _("{where}: extract {source}, exact.", where=where, source=source),
            "altered": _(
                "{where}: extract {source} is not what was said. Put the words back, or mark cuts with [...].",
                where=where,
                source=source,
            ),
        }.get(
            self.verdict,
            _(
                "{where}: these words were found in no text. Check where they come from.",
                where=where,
            ),
        )


def check_document(
    desk: Desk,
    document: "str | Path | Iterable[Passage]",
    *,
    profile: Profile = "host",
    coder: str | Sequence[str] | None = None,
    among: "DataFrame | Iterable[str] | None" = None,
) -> list[Finding]:
    """Read a docx, odt or html document and say what became of each extract and each number.

    Extracts: ``exact``, ``altered``, ``unapproved`` (may not be shown to these readers), ``unknown``.
    Numbers: ``true`` or ``false`` when they carry their evidence, else ``unverified``. For a document made by
    Carnet, the people and the coder counted are those that the file beside it recorded.
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
    extracts = _Extracts(desk, profile)
    found: list[Finding] = []
    tied: dict[int, list[str]] = {}
    tally: Tally | None = None
    for passage in passages:
        if not passage.evidence:
            continue
        evidence = names.get(base_anchor(passage.evidence)) or names.get(anchor(passage.evidence))
        if evidence is None and passage.evidence[:2] in ("q_", "q:", "c_", "c:"):
            evidence = passage.evidence
        if evidence is None:
            continue
        tied.setdefault(passage.paragraph, []).append(_flat(passage.text))
        if evidence[0] in "qc":
            found.append(extracts.tied(passage, evidence))
        else:
            tally = tally or Tally(desk, among=among, coder=coder)
            found.append(_count(passage, evidence, tally))
    for passage in passages:
        if not passage.evidence:
            known = tied.get(passage.paragraph, [])
            found += extracts.loose(passage, known)
            found += _loose_counts(passage, known)
    return sorted(found, key=lambda finding: finding.paragraph)


def _names(desk: Desk) -> dict[str, str]:
    """Return bookmark name → evidence id, for everything that the study holds today."""
    ids = [f"q:{quote.id}" for quote in desk.all(Quote)]
    ids += [f"c:{coding.id}" for coding in desk.all(Coding)]
    ids += [f"{kind}:{code.id}" for code in desk.all(Code) for kind in "npm"]
    return {anchor(id): id for id in ids}


def _count(passage: Passage, evidence: str, tally: Tally) -> Finding:
    match = _FRACTION.search(passage.text)
    said = _flat(passage.text) if match is None else match[0]
    count = tally.recount(evidence)
    if match is None or count is None:
        return Finding("count", "unverified", passage.paragraph, evidence, said=said)
    same = (int(match[1]), int(match[2])) == (count.n, count.N)
    return Finding(
        "count", "true" if same else "false", passage.paragraph, evidence, said=said, counted=count.fraction
    )


def _loose_counts(passage: Passage, tied: Sequence[str]) -> Iterable[Finding]:
    text = _flat(passage.text)
    for known in tied:
        text = text.replace(known, " ", 1)
    for match in _FRACTION.finditer(text):
        yield Finding("count", "unverified", passage.paragraph, said=match[0])


class _Extracts:
    """The extracts of a document against the quotes and the texts of the study."""

    def __init__(self, desk: Desk, profile: Profile):
        self.desk, self.profile = desk, profile
        self.quotes = {quote.id: quote for quote in desk.all(Quote)}
        self.codings = {coding.id: coding for coding in desk.all(Coding)}
        self.texts = {text.id: text for text in desk.all(Transcript)}
        self.flat = {id: _flat(text.text) for id, text in self.texts.items()}
        titles = [code.label for code in desk.all(Code)] + [sheet.title for sheet in desk.all(StudySheet)]
        self.titles = {_flat(title).casefold() for title in titles}
        self.chosen = {_flat(quote.text): quote for quote in reversed(list(self.quotes.values()))}

    def tied(self, passage: Passage, evidence: str) -> Finding:
        """Check words that carry the id of a quote or of a coding."""
        kind, _colon, id = evidence.partition(":")
        said = _flat(_bare(passage.text))
        if kind == "c" and id in self.codings:
            coding = self.codings[id]
            source = self._place(coding.transcript, coding.start, coding.end)
            if said != _flat(coding.quote):
                return Finding("extract", "altered", passage.paragraph, evidence, source)
            if self.profile == "team":
                return Finding("extract", "exact", passage.paragraph, evidence, source)
            return Finding("extract", "unapproved", passage.paragraph, evidence, source)
        if id not in self.quotes:
            return Finding("extract", "unapproved", passage.paragraph, evidence, why="gone")
        return self._against(self.quotes[id], said, passage.paragraph, evidence)

    def _against(self, quote: Quote, said: str, paragraph: int, evidence: str) -> Finding:
        found = resolve(self.desk, quote)
        source = place(quote.transcript, found.turns)
        if found.status == "gone":
            return Finding("extract", "unapproved", paragraph, evidence, source, why="gone")
        if found.status == "altered" or said != _flat(quote.text):
            return Finding("extract", "altered", paragraph, evidence, source)
        permission = may_leave(self.desk, quote, self.profile)
        if not permission:
            return Finding("extract", "unapproved", paragraph, evidence, source, why=permission.why)
        return Finding("extract", "exact", paragraph, evidence, source)

    def loose(self, passage: Passage, tied: Sequence[str]) -> Iterable[Finding]:
        """Check what stands between « » or in a quotation style without an id: typed or pasted by hand."""
        quoted = [match[1] for match in _GUILLEMETS.finditer(passage.text)]
        if passage.quoted and not quoted:
            quoted = [passage.text]
        for text in quoted:
            said = _flat(_bare(text))
            if (
                words(said) < SHORTEST
                or said.casefold() in self.titles
                or any(known and (known in said or said in known) for known in tied)
            ):
                continue
            if said in self.chosen:
                quote = self.chosen[said]
                yield self._against(quote, said, passage.paragraph, f"q:{quote.id}")
                continue
            yield self._in_texts(said, passage.paragraph)

    def _in_texts(self, said: str, paragraph: int) -> Finding:
        for id, text in self.flat.items():
            spans = spans_in(said, text, 0, len(text))
            if spans:
                return Finding("extract", "unapproved", paragraph, source=id)
        near = _nearest(said, self.flat)
        return Finding("extract", "altered" if near else "unknown", paragraph, source=near or "")

    def _place(self, transcript: str, start: int, end: int) -> str:
        return place(transcript, turns_of(self.texts[transcript], [(start, end)]))


def _nearest(said: str, texts: "dict[str, str]") -> str | None:
    """Return the text that holds most of the runs of four words of ``said``: two in five at least."""
    tokens = re.findall(r"\w+", CUT.sub(" ", said).casefold())
    runs = {" ".join(tokens[i : i + 4]) for i in range(len(tokens) - 3)}
    if not runs:
        return None
    best, most = None, 0.0
    for id, text in texts.items():
        joined = " " + " ".join(re.findall(r"\w+", text.casefold())) + " "
        share = sum(f" {run} " in joined for run in runs) / len(runs)
        if share > most:
            best, most = id, share
    return best if most >= 0.4 else None


_SAME: Final = str.maketrans({"’": "'", "ʼ": "'", "\xa0": " ", "\u202f": " ", "\u2011": "-", "“": '"', "”": '"'})


def _flat(text: str) -> str:
    """Return what counts when words are compared: no line break, one kind of space, apostrophe and cut."""
    text = text.translate(_SAME).replace("...", "…")
    return " ".join(re.sub(r"\[\s*…\s*\]", "[…]", text).split())


def _bare(text: str) -> str:
    """Return an extract without the guillemets around it."""
    stripped = text.strip().strip("\xa0\u202f ")
    if stripped.startswith("«") and stripped.endswith("»"):
        stripped = stripped[1:-1]
    return stripped.strip()

"""The extracts of a document, marked as such or not, against the texts, the consents and the places that it cites."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from toolkit.feedback.citations import Citations, Cited
from toolkit.feedback.consent import Profile, Why, may_leave, quoting_answer
from toolkit.feedback.documents import Passage
from toolkit.feedback.found import Finding
from toolkit.feedback.passages import parts_of, place, resolve, turns_of
from toolkit.feedback.spoken import Place, Spoken, Token, tokens
from toolkit.model import Code, Coding, Desk, Participant, Quote, StudySheet, Transcript, words

SHORTEST: Final = 5
"""Words between quotation marks from which they are taken for an extract: below, they are a word or a title."""

REFUSED: Final = ("consent refused", "withdrawn")
_MARKS = re.compile(r"«\s*(.+?)\s*»|[“„]\s*(.+?)\s*[”“]|\"\s*(.+?)\s*\"|‹\s*(.+?)\s*›")
_SPACES: Final = str.maketrans({"\xa0": " ", "\u202f": " ", "\u2009": " ", "\u2011": "-", "’": "'", "ʼ": "'"})
_QUOTES: Final = str.maketrans({"“": '"', "”": '"'})


def line_of(text: str) -> str:
    """Return a paragraph as it is read here: one line, one kind of space and of apostrophe, no soft hyphen."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\xad", "").translate(_SPACES).split())


def flat(text: str) -> str:
    """Return what counts when words are compared: no line break, one kind of space, apostrophe and cut."""
    text = line_of(text).translate(_QUOTES).replace("...", "…")
    return re.sub(r"\[\s*…\s*\]", "[…]", text)


def bare(text: str) -> str:
    """Return an extract without the guillemets around it."""
    stripped = text.strip().strip("\xa0\u202f ")
    if stripped.startswith("«") and stripped.endswith("»"):
        stripped = stripped[1:-1]
    return stripped.strip()


@dataclass(slots=True)
class Line:
    """One paragraph of the document, what was already found in it and the extracts between quotation marks."""

    passage: Passage
    text: str
    tokens: list[Token]
    spans: list[tuple[int, int]]


@dataclass(slots=True)
class Tied:
    """An extract that carries its evidence: its words and where they come from."""

    finding: Finding
    text: str
    words: str
    home: Place | None


class Extracts:
    """Everything of a study that an extract is compared with."""

    def __init__(self, desk: Desk, profile: Profile):
        self.desk, self.profile = desk, profile
        self.quotes = {quote.id: quote for quote in desk.all(Quote)}
        self.codings = {coding.id: coding for coding in desk.all(Coding)}
        self.texts = {text.id: text for text in desk.all(Transcript)}
        self.spoken = Spoken(self.texts)
        self.citations = Citations(self.texts, (person.id for person in desk.all(Participant)))
        titles = [code.label for code in desk.all(Code)] + [sheet.title for sheet in desk.all(StudySheet)]
        self.titles = {flat(title).casefold() for title in titles}
        self.homes: dict[str, list[tuple[Quote, tuple[tuple[int, int], ...]]]] = {}
        for quote in self.quotes.values():
            found = resolve(desk, quote)
            if found.status == "exact":
                self.homes.setdefault(quote.transcript, []).append((quote, found.spans))

    # Extracts that carry their evidence -------------------------------------------------------------------------

    def tied(self, passage: Passage, evidence: str) -> Tied:
        """Check words that carry the id of a quote or of a coding."""
        said = flat(bare(passage.text))
        finding, home = self._tied(passage, evidence, said)
        return Tied(finding, said, _joined(tokens(said)), home)

    def _tied(self, passage: Passage, evidence: str, said: str) -> tuple[Finding, Place | None]:
        def found(verdict: str, source: str = "", why: Why | None = None) -> Finding:
            return Finding(
                "extract", verdict, passage.paragraph, evidence, source, why=why, part=passage.part  # type: ignore[arg-type]
            )  # fmt: skip

        kind, _colon, id = evidence.partition(":")
        if kind == "c" and id in self.codings:
            coding = self.codings[id]
            home = self._home(coding.transcript, ((coding.start, coding.end),))
            if said != flat(coding.quote):
                return found("altered", self.source(home)), home
            if self.profile == "team":
                return found("exact", self.source(home)), home
            return found("unapproved", self.source(home), self._why(home)), home
        if id not in self.quotes:
            return found("unapproved", why="gone"), None
        quote = self.quotes[id]
        resolved = resolve(self.desk, quote)
        source = place(quote.transcript, resolved.turns)
        if resolved.status == "gone":
            return found("unapproved", source, "gone"), None
        home = self._home(quote.transcript, resolved.spans)
        if resolved.status == "altered" or said != flat(quote.text):
            return found("altered", source), home
        permission = may_leave(self.desk, quote, self.profile)
        return found("exact" if permission else "unapproved", source, None if permission else permission.why), home

    def _home(self, transcript: str, spans: Sequence[tuple[int, int]]) -> Place:
        text = self.texts[transcript]
        people = [
            speaker.participant
            for number in turns_of(text, spans)
            for speaker in map(text.speaker, text.turns[number - 1].speakers)
            if speaker.participant
        ]
        return Place(transcript, spans[0][0], spans[-1][1], turns_of(text, spans), tuple(dict.fromkeys(people)))

    # Extracts typed or pasted by hand ---------------------------------------------------------------------------

    def lines(self, passages: Iterable[Passage]) -> list[Line]:
        """Return the paragraphs, with the extracts that quotation marks or a style show."""
        found = []
        for passage in passages:
            text = line_of(passage.text)
            spans = [
                match.span(match.lastindex or 0)
                for match in _MARKS.finditer(text)
                if words(match[match.lastindex or 0]) >= SHORTEST
            ]
            if passage.quoted and not spans and words(text) >= SHORTEST:
                cited = [c for c in self.citations.read(text) if c.end > len(text) * 2 // 3]
                spans = [(0, len(text[: cited[0].start].rstrip(" (—–-[")) if cited else len(text))]
            found.append(Line(passage, text, tokens(text), spans))
        return found

    def read(self, lines: Sequence[Line], tied: dict[int, list[Tied]]) -> Iterator[Finding]:
        """Yield what was found of every extract: those quoted, and those that nothing marks."""
        echoes = self.spoken.echoes({i: [token.word for token in line.tokens] for i, line in enumerate(lines)})
        for rank, line in enumerate(lines):
            known = tied.get(line.passage.paragraph, [])
            marked = [span for span in line.spans if not self._passed_over(line.text[span[0] : span[1]], known)]
            placed = [(span, each) for each in known if (span := span_of(each.text, line.text)) is not None]
            covered = [*marked, *(span for span, _each in placed)]
            unmarked = []
            for echo in echoes.get(rank, ()):
                start, end = line.tokens[echo.first].start, line.tokens[echo.last - 1].end
                places = self._left(echo.places, _joined(line.tokens[echo.first : echo.last]), known)
                if places and not any(start < right and left < end for left, right in marked):
                    unmarked.append(((start, end), places))
            spans = sorted({*covered, *(span for span, _places in unmarked)})
            spans = [span for i, span in enumerate(spans) if not i or span[0] >= spans[i - 1][1]]
            cited = dict(zip(spans, self.citations.beside(line.text, spans, *_around(lines, rank)), strict=True))
            for span, each in placed:
                reference = cited.get(span)
                if each.home is not None and reference is not None and not reference.matches(each.home):
                    yield self._misplaced(line, [each.home], reference)
            for span in marked:
                yield from self._loose(line, flat(line.text[span[0] : span[1]]), cited.get(span))
            for span, places in unmarked:
                yield from self._judged(line, places, cited.get(span), marked=False)

    def _passed_over(self, text: str, known: Sequence[Tied]) -> bool:
        """Tell what stands between quotation marks without being an extract: a title, a reference, tied words."""
        said = flat(bare(text))
        return (
            said.casefold() in self.titles
            or any(cited.whole for cited in self.citations.read(line_of(text)))
            or any(each.text and (each.text in said or said in each.text) for each in known)
        )

    def _left(self, places: Sequence[Place], said: str, known: Sequence[Tied]) -> tuple[Place, ...]:
        """Return the places of a passage that no tied extract answers for already."""
        for each in known:
            inside = f" {said} " in f" {each.words} "
            if inside and (each.finding.verdict != "altered" or each.home is None):
                return ()
            home = each.home if inside or each.finding.verdict == "altered" else None
            if home is not None and any(_overlap(found, home) for found in places):
                return ()
        return tuple(places)

    def _loose(self, line: Line, said: str, cited: Cited | None) -> Iterator[Finding]:
        parts = parts_of(said)
        lists = [[token.word for token in tokens(part)] for part in parts]
        kept = [(words_, part) for words_, part in zip(lists, parts, strict=True) if words_]
        found = list(self.spoken.find([words_ for words_, _part in kept]))
        exact = [at for at, spans in found if self._same(at.transcript, spans, [part for _words, part in kept])]
        if found:
            places = exact or [at for at, _spans in found]
            for finding in self._judged(line, places, cited, marked=True, said=said):
                if exact or finding.verdict == "misplaced" or finding.why in REFUSED:
                    yield finding
                else:
                    yield replace(finding, verdict="altered", why=None)
            return
        gone = next((quote for quote in self.quotes.values() if flat(quote.text) == said), None)
        if gone is not None:
            yield Finding(
                "extract", "unapproved", line.passage.paragraph, f"q:{gone.id}", gone.transcript, why="gone",
                part=line.passage.part,
            )  # fmt: skip
            return
        flat_words = [word for words_ in lists for word in words_]
        near = self.spoken.nearest(flat_words, among=[cited.transcript]) if cited and cited.transcript else None
        near = near or self.spoken.nearest(flat_words)
        if near is None:
            yield self._finding(line, "unknown", [])
            return
        why = self._why(near)
        if why in REFUSED:
            yield self._finding(line, "unapproved", [near], why=why)
            return
        yield self._finding(line, "altered", [near])
        if cited is not None and not cited.matches(Place(near.transcript, 0, 0, near.turns, near.people)):
            yield self._misplaced(line, [near], cited)

    def _judged(
        self, line: Line, places: Sequence[Place], cited: Cited | None, *, marked: bool, said: str = ""
    ) -> Iterator[Finding]:
        """Say whether words found in the texts may be shown; the place cited decides where several say the same."""
        right = [found for found in places if cited is None or cited.matches(found)]
        if cited is not None and not right:
            yield self._misplaced(line, places, cited)
        judged = [self._permission(line, found, marked=marked, said=said) for found in right or places]
        # Without a reference, words that several people said are those of the one who agreed, else of the strictest.
        order = {"exact": 0, "unapproved": 1}
        best = min(judged, key=lambda each: (order.get(each.verdict, 2), each.why not in REFUSED))
        if right or best.why in REFUSED:
            yield best

    def _permission(self, line: Line, found: Place, *, marked: bool, said: str) -> Finding:
        for quote, spans in self.homes.get(found.transcript, ()):
            inside = spans[0][0] <= found.start and found.end <= spans[-1][1]
            if not inside or (
                marked and said.strip(" .") != flat(quote.text).strip(" .") and not self._all_agree(found)
            ):
                continue
            permission = may_leave(self.desk, quote, self.profile)
            verdict = "exact" if permission else "unapproved"
            why = None if permission else permission.why
            return self._finding(line, verdict, [found], evidence=f"q:{quote.id}", why=why)
        return self._finding(line, "unapproved", [found], why=self._why(found))

    def _all_agree(self, found: Place) -> bool:
        return bool(found.people) and all(quoting_answer(self.desk, id) == "yes" for id in found.people)

    def _why(self, found: Place) -> Why | None:
        """Return why words that were never chosen may not be shown: what the people who say them answered."""
        answers = {quoting_answer(self.desk, id) for id in found.people}
        if "withdrawn" in answers:
            return "withdrawn"
        if "no" in answers:
            return "consent refused"
        if "missing" in answers:
            return "consent missing"
        return "never chosen" if answers == {"yes"} else None

    def _same(self, transcript: str, spans: Sequence[tuple[int, int]], parts: Sequence[str]) -> bool:
        """Tell whether the words found are those said to the letter, but for the ends and the first capital."""
        text = self.texts[transcript].text
        for (start, end), part in zip(spans, parts, strict=True):
            found = tokens(part)
            said = part[found[0].start : found[-1].end]
            there = flat(text[start:end])
            if there[1:] != said[1:] or there[:1].casefold() != said[:1].casefold():
                return False
        return True

    def source(self, found: Place, *, person: bool = False) -> str:
        """Return the place to show: « P01 · E01, tour 2 »."""
        who = [id for id in found.people if id != found.transcript] if person else []
        return " · ".join([*who, place(found.transcript, found.turns)])

    def _misplaced(self, line: Line, places: Sequence[Place], cited: Cited) -> Finding:
        sources = dict.fromkeys(self.source(found, person=True) for found in places[:3])
        return Finding(
            "extract", "misplaced", line.passage.paragraph, source=" ; ".join(sources), cited=str(cited),
            part=line.passage.part,
        )  # fmt: skip

    def _finding(
        self, line: Line, verdict: str, places: Sequence[Place], *, evidence: str = "", why: Why | None = None
    ) -> Finding:
        source = self.source(places[0]) if places else ""
        return Finding(
            "extract", verdict, line.passage.paragraph, evidence, source, why=why, part=line.passage.part  # type: ignore[arg-type]
        )  # fmt: skip


def _around(lines: Sequence[Line], rank: int) -> tuple[str, str]:
    """Return the line above and the line below, empty when they hold extracts of their own."""
    above = lines[rank - 1] if rank else None
    below = lines[rank + 1] if rank + 1 < len(lines) else None
    part = lines[rank].passage.part
    return (
        above.text if above is not None and not above.spans and above.passage.part == part else "",
        below.text
        if below is not None and not below.spans and below.passage.part == part and not below.text.endswith(":")
        else "",
    )


def span_of(said: str, line: str) -> tuple[int, int] | None:
    """Return where tied words stand in a line; they may go on in the next paragraphs."""
    words_ = [token.word for token in tokens(said)]
    there = tokens(line)
    for i in range(len(there) - len(words_) + 1) if words_ else ():
        if there[i].word == words_[0] and [token.word for token in there[i : i + len(words_)]] == words_:
            return there[i].start, there[i + len(words_) - 1].end
    return None


def _overlap(one: Place, other: Place) -> bool:
    return one.transcript == other.transcript and one.start < other.end and other.start < one.end


def _joined(found: Sequence[Token]) -> str:
    return " ".join(token.word for token in found)

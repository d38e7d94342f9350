"""What was found of one extract or one number of a document, and the sentence that says it."""

from dataclasses import dataclass
from typing import Final, Literal

from toolkit.feedback.claims import SMALLEST_FOR_PERCENT
from toolkit.feedback.consent import TAKEN_OUT, Why, reason_of
from toolkit.i18n import _

About = Literal["extract", "count"]
Verdict = Literal["exact", "altered", "unapproved", "misplaced", "unknown", "true", "false", "unverified"]
Note = Literal["", "too many", "other people", "percent"]
PROBLEMS: Final = ("altered", "unapproved", "misplaced", "unknown", "false")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one extract or one number of a document, and where.

    ``source`` is the place in the study when it is known, ``cited`` the one that the document gives, ``theme`` the
    label that a number speaks of, ``part`` where it stands outside the body (``header``, ``footer``, ``note``,
    ``comment``); no word of the extract is repeated here.
    """

    about: About
    verdict: Verdict
    paragraph: int
    evidence: str = ""
    source: str = ""
    said: str = ""
    counted: str = ""
    why: Why | None = None
    cited: str = ""
    theme: str = ""
    note: Note = ""
    part: str = ""

    @property
    def problem(self) -> bool:
        """Whether it must be corrected."""
        return self.verdict in PROBLEMS

    @property
    def to_check(self) -> bool:
        """Whether it could not be counted again, so that a person must."""
        return self.verdict == "unverified"

    @property
    def where(self) -> str:
        """The place in the document."""
        return {
            "header": _("Header"),
            "footer": _("Footer"),
            "note": _("Note (paragraph {paragraph})", paragraph=self.paragraph),
            "comment": _("Comment (paragraph {paragraph})", paragraph=self.paragraph),
        }.get(self.part) or _("Paragraph {paragraph}", paragraph=self.paragraph)

    @property
    def message(self) -> str:
        """The sentence to read."""
        return self._of_count() if self.about == "count" else self._of_extract()

    def _of_count(self) -> str:
        facts = {"where": self.where, "said": self.said, "counted": self.counted, "theme": self.theme}
        if self.note == "too many":
            return _("{where}: {said}: the first number is larger than the second. Correct the document.", **facts)
        if self.note == "other people":
            return _(
                "{where}: {said}: the study does not hold this number of people, but {counted}. "
                "Correct the document, or name the people meant.",
                **facts,
            )
        if self.note == "percent":
            return _(
                "{where}: {said}: check it yourself. Percentages are for {smallest} people and more; below, write "
                "how many people out of how many.",
                smallest=SMALLEST_FOR_PERCENT,
                **facts,
            )
        if self.verdict == "true":
            return _("{where}: {said}, counted again, true.", **facts)
        if self.verdict == "false" and self.theme:
            return _(
                "{where}: for “{theme}” the document says {said}, the study counts {counted}. Correct the document.",
                **facts,
            )
        if self.verdict == "false":
            return _("{where}: the document says {said}, the study counts {counted}. Correct the document.", **facts)
        return _("{where}: {said} is tied to no theme, it could not be counted again. Check it yourself.", **facts)

    def _of_extract(self) -> str:
        where, source = self.where, self.source or self.evidence
        if self.verdict == "unapproved":
            reason = reason_of(self.why) if self.why else _("It was never chosen as an extract: choose it, then ask.")
            if self.why in TAKEN_OUT:
                return _(
                    "{where}: extract {source} may not be shown. {reason} Take it out of the document.",
                    where=where,
                    source=source,
                    reason=reason,
                )
            return _(
                "{where}: extract {source} may not be shown. {reason}", where=where, source=source, reason=reason
            )
        if self.verdict == "misplaced":
            return _(
                "{where}: the document cites {cited}, but these words stand in {source}. Correct the reference, or "
                "the extract.",
                where=where,
                cited=self.cited,
                source=source,
            )
        if self.verdict == "exact":
            return _("{where}: extract {source}, exact.", where=where, source=source)
        if self.verdict == "altered":
            return _(
                "{where}: extract {source} is not what was said. Put the words back, or mark cuts with [...].",
                where=where,
                source=source,
            )
        return _("{where}: these words were found in no text. Check where they come from.", where=where)

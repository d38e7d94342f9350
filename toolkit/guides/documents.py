"""Guides that already exist as documents: read as guides, every line in its place or among the notes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from toolkit.errors import UnreadableFile
from toolkit.formats.outlined import Outlined
from toolkit.guides.grammar import METHOD_WORDS
from toolkit.guides.ordinary import made_of
from toolkit.guides.plan import plan_of
from toolkit.guides.structure import consent_elements
from toolkit.i18n import _, n_
from toolkit.model import Guide, fold


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A guide as it was understood in a file.

    ``notes`` tell what was supplied and what is kept as a note, ``faults`` what is wrong in the file; ``places`` are
    the lines of the questions (``A1``), of the probes (``A1/2``), of the blocks: in a document, the paragraphs.
    """

    guide: Guide
    kind: str
    notes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)

    def __repr__(self) -> str:
        questions = n_("{n} question", "{n} questions", len(list(self.guide.questions())))
        notes = n_("{n} note", "{n} notes", len(self.notes))
        faults = n_("{n} fault", "{n} faults", len(self.faults))
        return f"<Guide {self.guide.id} ({self.kind}): {questions}, {notes}, {faults}>"


def guide_of(document: Outlined, name: str) -> Opened:
    """Return the guide that a document describes.

    Themes, questions and probes are told by styles, lists, numbers, bold, indents, tables, question marks and the
    usual labels; what none of them tells is in the notes of the guide, and said.

    Parameters
    ----------
    document
        The lines of the document with their looks.
    name
        The name of the file: the id of the guide is taken from it.

    Raises
    ------
    UnreadableFile
        When no question can be told in it.
    """
    plan = plan_of(document.lines)
    if not any(part.questions for part in plan.parts):
        raise UnreadableFile(
            name,
            _("no question is recognised in this document"),
            hint=_("Check that it is the guide, or write its questions with their question marks, one a line."),
        )
    found = made_of(plan.parts, name, paragraphs=True, opening=plan.opening)
    guide = _with_preamble(replace(found.guide, **({"method": _method(found.guide.title)} | plan.head)))
    apart = [
        (_("Footnotes"), document.notes),
        (_("Comments of the document"), document.comments),
        (_("Headers and footers"), document.headers),
    ]
    more = tuple((title, "\n".join(texts)) for title, texts in apart if any(text.strip() for text in texts))
    notes = list(found.notes)
    if guide.consent and not found.guide.consent:
        notes.append(_("the paragraphs above the first theme are read as the consent: they say what it says"))
    return Opened(
        replace(guide, notes=(*guide.notes, *more)),
        document.kind,
        (*notes, *document.warnings),
        places=found.places,
    )


def _method(title: str) -> str:
    """Return the method that a title names: « Guide d'entretien collectif », « Récit de vie : … »."""
    folded = fold(title).replace("’", "'")
    words = ((fold(word), name) for name, pair in METHOD_WORDS.items() for word in (*pair[0], *pair[1]))
    said = sorted((word, name) for word, name in words if word not in ("observation", "collectif"))
    return next((name for word, name in said if re.search(rf"\b{re.escape(word)}\b", folded)), "semi-structured")


def _with_preamble(guide: Guide) -> Guide:
    """Read what stands above the first theme as the consent, when it says two of its elements at least."""
    above = dict(guide.notes).get("", "")
    if guide.consent or sum(consent_elements(above).values()) < 2:
        return guide
    notes = tuple((title, text) for title, text in guide.notes if title)
    return replace(guide, consent="\n\n".join(above.split("\n")), notes=notes)

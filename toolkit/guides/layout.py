"""A guide laid out for paper: to interview with, or to keep in a pocket."""

from collections.abc import Iterable

from toolkit.formats.document_writers import (
    Block,
    Box,
    Document,
    Grid,
    Heading,
    Paragraph,
    Said,
    Span,
    Words,
    plain,
)
from toolkit.guides.structure import GROUPS, consent_lacks, consent_names, minutes
from toolkit.i18n import _, language, n_
from toolkit.model import Guide, Question
from toolkit.model.guide_shown import head_words, method_words, probe_words, section_words, theme_words

SPACING = 1.3
"""Lines far enough apart to add a word between them."""


def locale() -> str:
    """Return the language of the words that Carnet writes, as documents name it."""
    return "fr-FR" if language() == "fr" else "en-GB"


def guide_document(guide: Guide, *, date: str = "") -> Document:
    """Lay a guide out to interview with: a theme a page, the numbers at the left, a third of the page to write in.

    Parameters
    ----------
    guide
        The guide.
    date
        The day of printing, ISO.
    """
    blocks = [*_front(guide), *_read_aloud(guide)]
    for theme in guide.themes:
        blocks.append(Heading(plain(theme_words(theme)), new_page=True))
        if theme.aim:
            blocks.append(Paragraph(plain(_("Aim: {aim}", aim=theme.aim)), "small", tied=True))
        blocks += _asked(theme.questions)
    if guide.closing:
        blocks.append(Heading(plain(section_words("closing")), new_page=True))
        blocks += _asked(guide.closing)
    if guide.items:
        blocks.append(Heading(plain(section_words("items")), new_page=not guide.closing))
        blocks.append(_items(guide.items))
    blocks += _after(guide)
    return Document(
        title=guide.title,
        subtitle=head_words(guide),
        blocks=tuple(blocks),
        foot=_foot(guide, date),
        language=locale(),
        date=date,
        header=guide.title,
        wide=True,
        spacing=SPACING,
    )


def _foot(guide: Guide, date: str) -> str:
    return " · ".join(filter(None, (guide.id, _("version {version}", version=guide.version), date)))


def _front(guide: Guide) -> list[Block]:
    """What is filled in on the day, and what the guide is for."""
    blank = plain("\xa0\n\xa0")
    names = (_("Interview no."), _("Date"), _("Place"), _("Begun at"), _("Ended at"))
    blocks: list[Block] = [Grid(names, ((blank,) * 5,))]
    if guide.research_questions:
        blocks.append(Heading(plain(section_words("research")), 2))
        rows = []
        for id, text in guide.research_questions:
            serving = [question.id for question in guide.questions() if id in question.covers]
            rows.append((plain(id, bold=True), plain(text), plain(", ".join(serving) or "—")))
        blocks.append(Grid((_("No."), _("Research question"), _("Questions")), tuple(rows), shares=(1, 6, 2.4)))
    if guide.themes and guide.method != "observation":
        blocks.append(Heading(plain(_("Time")), 2))
        blocks.append(_times(guide))
    return blocks


def _times(guide: Guide) -> Grid:
    group = guide.method in GROUPS
    rows = []
    for theme in guide.themes:
        probes = sum(len(question.probes) for question in theme.questions)
        needed = (10 if group else 5) * len(theme.questions) + 1.5 * probes
        planned = "" if theme.minutes is None else str(theme.minutes)
        rows.append((plain(f"{theme.id}. {theme.title}"), plain(str(len(theme.questions))), plain(f"{needed:.0f}"),
                     plain(planned)))  # fmt: skip
    main = sum(len(theme.questions) for theme in guide.themes)
    probes = sum(len(question.probes) for theme in guide.themes for question in theme.questions)
    whole = minutes(main=main, probes=probes, items=len(guide.items), group=group)
    total = "" if guide.minutes is None else str(guide.minutes)
    rows.append((plain(_("Whole interview, opening and closing included"), bold=True), plain(str(main), bold=True),
                 plain(f"{whole:.0f}", bold=True), plain(total, bold=True)))  # fmt: skip
    headings = (_("Theme"), _("Questions"), _("Minutes, estimate"), _("Minutes, planned"))
    return Grid(headings, tuple(rows), shares=(5, 1.6, 2, 2))


def _read_aloud(guide: Guide) -> list[Block]:
    blocks: list[Block] = []
    if guide.consent.strip():
        blocks.append(Heading(plain(section_words("consent")), new_page=True))
        blocks += (Paragraph(plain(text)) for text in _paragraphs(guide.consent))
        blocks.append(Paragraph(plain(_checked(guide)), "small"))
    if guide.opening.strip():
        blocks.append(Box(section_words("opening"), tuple(plain(text) for text in _paragraphs(guide.opening))))
    return blocks


def _checked(guide: Guide) -> str:
    """Say which elements of an informed agreement the text read aloud holds."""
    lacking = consent_lacks(guide.consent, group=guide.method in GROUPS)
    said = [name for name in consent_names(group=guide.method in GROUPS) if name not in lacking]
    told = _("This text says: {said}.", said=", ".join(said)) if said else ""
    missing = _("It does not say: {lacking}.", lacking=", ".join(lacking)) if lacking else ""
    return " ".join(filter(None, (told, missing)))


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def _asked(questions: Iterable[Question]) -> list[Block]:
    blocks: list[Block] = []
    under = ""
    for question in questions:
        if question.under and question.under != under:
            blocks.append(Heading(plain(question.under), 2))
        under = question.under
        margin = ", ".join(question.covers)
        blocks.append(
            Said((Span(question.text, bold=True),), question.id, notes=(("", plain(margin)),) if margin else ())
        )
        blocks += (Said(_probe(probe.kind, probe.text)) for probe in question.probes)
        blocks += [Said(plain("\xa0"))] * 2  # room to write below, and a margin as long
    return blocks


def _probe(kind: str, text: str) -> Words:
    said = "" if kind == "other" else f"{probe_words(kind)} : " if language() == "fr" else f"{probe_words(kind)}: "
    return (Span(f"–\xa0{said}{text}"),)


def _items(items: tuple[Question, ...]) -> Grid:
    rows = tuple((plain(item.id, bold=True), plain(item.text), plain(""), plain(item.why)) for item in items)
    return Grid((_("No."), _("Item"), _("Answer"), _("Needed for")), rows, shares=(1, 4, 3, 4))


def _after(guide: Guide) -> list[Block]:
    blocks: list[Block] = []
    if guide.checklist:
        blocks.append(Heading(plain(section_words("checklist")), new_page=True))
        blocks += (Paragraph(plain(f"☐\xa0 {text.removeprefix('[ ] ')}")) for text in guide.checklist)
    if guide.diary:
        blocks.append(Heading(plain(section_words("diary")), new_page=True))
        blocks.append(Paragraph(plain(_("Within the hour that follows, while it is fresh.")), "small"))
        rows = tuple((plain(text), plain("\n\n")) for text in guide.diary)
        blocks.append(Grid((_("What to note"), ""), rows, shares=(2, 3)))
    for title, text in guide.notes:
        blocks.append(Heading(plain(title or section_words("notes")), 2))
        blocks += (Paragraph(plain(row)) for row in text.split("\n") if row.strip())
    return blocks


def pocket_document(guide: Guide, *, words: bool = False, date: str = "") -> Document:
    """Lay a guide out on half sheets, in two columns: the opening, the themes, the questions and their probes.

    Parameters
    ----------
    words
        Give the probes by their kinds only, to look at the person and not at the paper.
    """
    blocks: list[Block] = []
    if guide.opening.strip():
        blocks.append(Box(section_words("opening"), tuple(plain(text) for text in _paragraphs(guide.opening))))
    for theme in guide.themes:
        blocks += _pocket(theme_words(theme), theme.questions, words)
    if guide.closing:
        blocks += _pocket(section_words("closing"), guide.closing, words)
    if guide.items:
        blocks.append(Heading(plain(section_words("items"))))
        blocks.append(Paragraph(plain(" · ".join(item.text for item in guide.items)), "small"))
    length = "" if guide.minutes is None else n_("{n} minute", "{n} minutes", guide.minutes)
    return Document(
        title=guide.title,
        subtitle=" · ".join(filter(None, (method_words(guide.method), guide.public, length))),
        blocks=tuple(blocks),
        foot=_foot(guide, date),
        language=locale(),
        date=date,
        pocket=True,
    )


def _pocket(heading: str, questions: tuple[Question, ...], words: bool) -> list[Block]:
    blocks: list[Block] = [Heading(plain(heading))]
    for question in questions:
        blocks.append(
            Paragraph((Span(question.id, bold=True), Span(f"\xa0 {question.text}")), tied=bool(question.probes))
        )
        if not question.probes:
            continue
        if words:
            kinds = dict.fromkeys(probe_words(probe.kind) for probe in question.probes)
            blocks.append(Paragraph(plain("– " + ", ".join(kinds)), "small"))
        else:
            blocks.append(Paragraph(plain(" – " + " – ".join(probe.text for probe in question.probes)), "small"))
    return blocks

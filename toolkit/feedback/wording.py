"""The feedback sheet in sentences: for a local authority or a host, or in plain language for the people met."""

from toolkit.counting.wording import scale_note
from toolkit.feedback.numbers import SMALL, Count
from toolkit.feedback.plain import PlainFault, plain_faults, spaced
from toolkit.feedback.sheet import Point, Sheet, Shown, Side
from toolkit.formats.document_writers import (
    Block,
    Box,
    Bullets,
    Document,
    Extract,
    Grid,
    Heading,
    Paragraph,
    Span,
    Words,
    plain,
)
from toolkit.i18n import _, language, n_

_HERE = "\x00"


def sheet_document(sheet: Sheet, *, head: str = "") -> Document:
    """Return the document of a sheet; ``head`` is the journal head, printed short at the foot to check it later."""
    easy = sheet.public == "participants"
    return Document(
        title=_("Back to our meetings") if easy else _("What the people we met say"),
        subtitle=spaced(sheet.study),
        blocks=tuple(_easy(sheet) if easy else _full(sheet)),
        foot=_foot(sheet, head),
        language="fr-FR" if language() == "fr" else "en-GB",
        large=easy,
        date=sheet.date,
    )


def plain_language(sheet: Sheet) -> list[PlainFault]:
    """Return what the team wrote that is hard to read in a sheet for participants: labels, next steps, contact."""
    mine = [point.label for point in sheet.points] + [side.label for point in sheet.points for side in point.sides]
    mine += [label for label, _count in sheet.others]
    return plain_faults([sheet.study, *mine, *sheet.next_steps, sheet.contact])


def tied(sentence: str, words: str, evidence: str, *, bold: bool = True) -> Words:
    """Return a sentence whose ``words`` (put where the sentence holds the mark) carry an evidence id."""
    before, _mark, after = sentence.partition(_HERE)
    found = (Span(before), Span(words, bold=bold, evidence=evidence), Span(after))
    return tuple(span for span in found if span.text)


def spoken_by(count: Count) -> Words:
    """Say how many people voice something: a word whose meaning never changes, always with its fraction."""
    size = count.size
    if size == "one" or (count.N < SMALL and count.n):
        sentence = n_("{fraction} speaks of it.", "{fraction} speak of it.", count.n, fraction=_HERE)
    else:
        sentence = {
            "all": _("All the people we met speak of it: {fraction}.", fraction=_HERE),
            "most": _("Most of the people we met speak of it: {fraction}.", fraction=_HERE),
            "half": _("About half of the people we met speak of it: {fraction}.", fraction=_HERE),
            "some": _("A few people speak of it: {fraction}.", fraction=_HERE),
            "none": _("Nobody spoke of it: {fraction}. This silence is not a disagreement.", fraction=_HERE),
        }[size]
    return tied(sentence, count.fraction, count.evidence)


def told_us(count: Count) -> Words:
    """Say the same to the people themselves: short, digits, no scale."""
    if count.n == 0:
        return tied(_("Nobody told us about it: {fraction}.", fraction=_HERE), count.fraction, count.evidence)
    sentence = n_("{fraction} told us about it.", "{fraction} told us about it.", count.n, fraction=_HERE)
    return tied(sentence, count.fraction, count.evidence)


def extract(shown: Shown) -> Extract:
    """Return the block of an extract."""
    return Extract(shown.text, shown.source, f"q:{shown.quote}")


def _most_voiced(sheet: Sheet) -> list[Point]:
    """Return the points that come back most, three at most; none when a tie would leave some out unfairly."""
    ranked = sorted(sheet.points, key=lambda point: -point.count.n)
    for size in (3, 2, 1):
        if len(ranked) > size and ranked[size - 1].count.n > ranked[size].count.n:
            return ranked[:size]
    return []


def _full(sheet: Sheet) -> list[Block]:
    method = sheet.method
    blocks: list[Block] = []
    if first := _most_voiced(sheet):
        labels = _listed([_("“{label}”", label=spaced(point.label)) for point in first])
        blocks.append(Paragraph(plain(_("In short: {labels}.", labels=labels)), look="lead"))
    who = n_("{n} person met", "{n} people met", method.people)
    lines = [(_("Who:"), _("{who}, in {texts}.", who=who, texts=_texts(method.kinds)))]
    if method.period:
        lines.append((_("When:"), f"{method.period}."))
    lines += [
        (
            _("Numbers:"),
            _(
                "they count people, never passages: somebody who speaks ten times of a subject counts once. {scale}",
                scale=scale_note(),
            )
            if method.people >= SMALL
            else _("they count people, never passages: somebody who speaks ten times of a subject counts once."),
        ),
        (
            _("Limits:"),
            _(
                "these people were not chosen to represent a whole population. Not speaking of a subject is not "
                "being against it: the subject may not have come up."
            ),
        ),
        (
            _("Extracts:"),
            _("printed as consented to by the people quoted, in their own words; [...] marks a cut.")
            if sheet.profile != "team"
            else _("working document: these extracts have not all been approved, they stay inside the team."),
        ),
    ]
    blocks.append(
        Box(_("How this study was done"), tuple((Span(f"{name} ", bold=True), Span(text)) for name, text in lines))
    )
    blocks.append(Heading(plain(_("What we heard"))))
    for point in sheet.points:
        blocks.append(Heading(plain(spaced(point.label)), level=2))
        if point.definition:
            blocks.append(Paragraph(plain(spaced(point.definition)), look="small", tied=True))
        blocks.append(Paragraph(spoken_by(point.count), tied=bool(point.extracts)))
        blocks += [extract(shown) for shown in point.extracts]
    if sheet.others:
        rows = tuple(
            (plain(spaced(label)), (Span(count.fraction, evidence=count.evidence),)) for label, count in sheet.others
        )
        blocks.append(Grid((_("Theme"), _("People")), rows, caption=_("Also mentioned")))
    blocks.append(Heading(plain(_("Where people do not agree"))))
    blocks += _debates(sheet)
    blocks.append(Heading(plain(_("What happens next"))))
    blocks.append(
        Bullets(tuple(plain(spaced(step)) for step in sheet.next_steps))
        if sheet.next_steps
        else Paragraph(
            plain(
                _(
                    "This document is a step, not a conclusion. Reactions are written down and discussed with the "
                    "people met; what they changed is then told back."
                )
            )
        )
    )
    blocks.append(Heading(plain(_("React, correct, withdraw"))))
    blocks.append(
        Paragraph(
            plain(
                _(
                    "Anybody quoted may change or withdraw an extract, or leave the study, at any time and without "
                    "giving a reason. Please quote the reference of the extract, for instance “{example}”.",
                    example=sheet.extracts[0].source
                    if sheet.extracts
                    else _("{transcript}, turn {turn}", transcript="E03", turn=42),
                )
            )
        )
    )
    blocks.append(Paragraph(plain(_contact(sheet))))
    return blocks


def _debates(sheet: Sheet) -> list[Block]:
    blocks: list[Block] = []
    for point in sheet.points:
        if not point.sides:
            continue
        blocks.append(Heading(plain(spaced(point.label)), level=2))
        for side in point.sides:
            blocks.append(Paragraph((Span(spaced(f"{side.label} : ")), *_side(side)), tied=bool(side.extracts)))
            blocks += [extract(shown) for shown in side.extracts]
        if both := _both(point):
            blocks.append(Paragraph(plain(n_("{n} person says both.", "{n} people say both.", both)), look="small"))
    if not blocks:
        blocks.append(
            Paragraph(
                plain(
                    _(
                        "The coding shows no opposed positions on these themes. This does not mean that everybody "
                        "agrees: tell us what we did not hear."
                    )
                )
            )
        )
    return blocks


def _side(side: Side) -> Words:
    return (Span(side.count.fraction, bold=True, evidence=side.count.evidence), Span("."))


def _both(point: Point) -> int:
    return len(set.intersection(*(set(side.count.people) for side in point.sides)))


def _easy(sheet: Sheet) -> list[Block]:
    """Say it to the people met: twelve words a sentence, one idea each, no percentage, no parenthesis."""
    method = sheet.method
    blocks: list[Block] = [Heading(plain(_("Who we met")))]
    met = n_("We met {n} person.", "We met {n} people.", method.people)
    when = _("It was in this period: {period}.", period=method.period) if method.period else ""
    blocks.append(
        Paragraph(plain(" ".join(part for part in (met, when, _("Your names are not written here.")) if part)))
    )
    blocks.append(Heading(plain(_("What you told us"))))
    for point in sheet.points:
        blocks.append(Heading(plain(spaced(point.label)), level=2))
        blocks.append(Paragraph(told_us(point.count), tied=bool(point.extracts)))
        blocks += [extract(shown) for shown in point.extracts]
    if sheet.others:
        blocks.append(Paragraph(plain(_("You also spoke of other subjects:"))))
        blocks.append(
            Bullets(
                tuple(
                    (Span(spaced(f"{label} : ")), Span(count.fraction, evidence=count.evidence))
                    for label, count in sheet.others
                )
            )
        )
    blocks.append(Heading(plain(_("Where you do not agree"))))
    debates = [point for point in sheet.points if point.sides]
    for point in debates:
        blocks.append(Heading(plain(spaced(point.label)), level=2))
        for side in point.sides:
            blocks.append(Paragraph((Span(spaced(f"{side.label} : ")), *_side(side)), tied=bool(side.extracts)))
            blocks += [extract(shown) for shown in side.extracts]
    if not debates:
        blocks.append(Paragraph(plain(_("We did not hear any disagreement. Did we miss one? Tell us."))))
    blocks.append(Heading(plain(_("What will happen"))))
    steps = sheet.next_steps or (
        _("You can tell us what you think."),
        _("We will write down what you say."),
        _("Then we will tell you what changed."),
    )
    blocks.append(Bullets(tuple(plain(spaced(step)) for step in steps)))
    blocks.append(Heading(plain(_("You want to react or withdraw"))))
    rights = (
        _("You can ask us to change a word."),
        _("You can ask us to remove what you said."),
        _("You can also leave the study."),
        _("You do not have to explain why."),
    )
    blocks.append(Bullets(tuple(plain(right) for right in rights)))
    blocks.append(Paragraph(plain(_contact(sheet))))
    return blocks


def _contact(sheet: Sheet) -> str:
    if sheet.contact:
        return _("To reach us: {contact}", contact=spaced(sheet.contact))
    return (
        _("Speak to the person who met you.")
        if sheet.public == "participants"
        else _("To react, write to the person who led the interviews.")
    )


def _texts(kinds: tuple[tuple[str, int], ...]) -> str:
    names = {
        "interview": lambda n: n_("{n} interview", "{n} interviews", n),
        "group": lambda n: n_("{n} group discussion", "{n} group discussions", n),
        "observation": lambda n: n_("{n} observation", "{n} observations", n),
        "document": lambda n: n_("{n} document", "{n} documents", n),
    }
    return _listed([names[kind](n) for kind, n in kinds])


def _listed(parts: list[str]) -> str:
    """Return « a, b et c »."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])


def _foot(sheet: Sheet, head: str) -> str:
    if sheet.public == "participants":
        return _("Prepared in plain language, to be read again by people concerned.")
    parts = [_("Working document: do not pass on")] if sheet.profile == "team" else []
    parts.append(_("Made with Carnet"))
    if sheet.date:
        parts.append(day(sheet.date))
    if head:
        parts.append(_("reference {head}", head=head[:12]))
    return " · ".join(parts)


def day(date: str) -> str:
    """Write an ISO date as people read it: 14/03/2026; a month or a year stays short."""
    return "/".join(reversed(date[:10].split("-")))

"""The « note de risque »: one page for the data-protection officer, with ids and numbers, never a name.

It says what is kept, what protects it, what remains recognisable, what is proposed, and asks for an opinion: Carnet
does not decide (METHODS F3). The nine criteria are those of the European guidelines WP 248 rev. 01, which the CNIL
takes up (délibération n° 2018-326 du 11 octobre 2018): with two of them, an AIPD is in principle needed.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from toolkit.errors import InvalidValue
from toolkit.formats.document_writers import (
    Block,
    Bullets,
    Document,
    Grid,
    Heading,
    Span,
    Words,
    plain,
)
from toolkit.i18n import N_, _, language, n_, said
from toolkit.model.checks import checked_date
from toolkit.transcripts.risk_measured import Risk
from toolkit.transcripts.risk_people import trait_name
from toolkit.transcripts.risk_words import and_list, fitting, shortened, way_sentence

CRITERIA: Final[dict[str, str]] = {
    "evaluation": N_("evaluation of people"),
    "automated": N_("automated decision"),
    "monitoring": N_("systematic monitoring"),
    "sensitive": N_("sensitive or highly personal data"),
    "large": N_("large scale"),
    "matching": N_("matching of data sets"),
    "vulnerable": N_("vulnerable people"),
    "innovative": N_("new technology"),
    "exclusion": N_("exclusion from a right"),
}
"""The nine criteria, in the order of the guidelines."""
IDS, TRAITS, STEPS = 45, 45, 3
"""How many characters a list of ids, of traits may take, and how many steps are shown: all holds on one page."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What was done to protect people, as the intern or the study says it.

    ``pseudonymised`` gives, for each transcript, ``here`` (names replaced by Carnet), ``before`` (the texts came
    so) or ``?``. ``destroy_on`` is the day when the coffre must be destroyed. ``criteria`` are those of ``CRITERIA``
    that the intern answers yes to.
    """

    pseudonymised: Mapping[str, str] = field(default_factory=dict)
    destroy_on: str = ""
    criteria: tuple[str, ...] = ()
    contact: str = ""

    def __post_init__(self) -> None:
        checked_date(self.destroy_on)
        object.__setattr__(self, "criteria", tuple(self.criteria))
        for one in self.criteria:
            if one not in CRITERIA:
                raise InvalidValue(
                    _("“{name}” is not one of the nine criteria.", name=one),
                    _("Choose among: {allowed}.", allowed=", ".join(CRITERIA)),
                )


def risk_note(risk: Risk, measures: Measures | None = None, *, date: str = "", head: str = "") -> Document:
    """Return the note for the data-protection officer: one page of A4, lines left blank for the opinion.

    Parameters
    ----------
    risk
        What ``measure_risk`` gives.
    measures
        What was done to protect people, which the texts alone do not say.
    date
        The day of the note (ISO).
    head
        The head of the journal, so that the note can be made again.
    """
    checked_date(date)
    measures = measures or Measures()
    title = shortened(risk.title, 32)
    day = _day(date)
    subtitle = " · ".join(part for part in (title, day, _("for the data-protection officer (DPO)")) if part)
    blocks: list[Block] = []
    for heading, lines in (
        (_("1. What is kept"), _kept(risk)),
        (_("2. What protects it"), _protects(risk, measures)),
        (_("3. What remains recognisable"), _remains(risk)),
        (_("4. What is proposed"), _proposed(risk)),
        (_("5. Is an impact assessment (AIPD) needed?"), _assessment(risk, measures)),
    ):
        blocks.append(Heading(plain(heading), level=3))
        blocks.append(Bullets(tuple(lines)))
    blocks.append(Heading(plain(_("6. Opinion and requests of the DPO")), level=3))
    blocks.append(_opinion())
    return Document(
        title=_("Risk note"),
        subtitle=subtitle,
        blocks=tuple(blocks),
        foot=(
            _("Written by Carnet from the study, state {head}. It decides nothing.", head=head[:12])
            if head
            else _("Written by Carnet from the study. It decides nothing.")
        ),
        language="fr-FR" if language() == "fr" else "en-GB",
        date=date,
    )


def _day(date: str) -> str:
    return f"{date[8:10]}/{date[5:7]}/{date[:4]}" if len(date) >= 10 and language() == "fr" else date[:10]


def _trait(name: str) -> str:
    return shortened(trait_name(name), 24)


def _line(start: str, rest: str) -> Words:
    return (Span(start, bold=True), Span(f" {rest}"))


def _kept(risk: Risk) -> list[Words]:
    kinds = Counter(one.kind for one in risk.transcripts)
    counted = {
        "interview": n_("{n} interview", "{n} interviews", kinds["interview"]),
        "group": n_("{n} group", "{n} groups", kinds["group"]),
        "observation": n_("{n} observation", "{n} observations", kinds["observation"]),
        "document": n_("{n} document", "{n} documents", kinds["document"]),
    }
    texts = and_list([words for kind, words in counted.items() if kind in kinds]) or _("no text yet")
    dates = sorted(one.date[:10] for one in risk.transcripts if one.date)
    people = n_("{n} person", "{n} people", risk.anonymity.n)
    first = _("{people}; {texts}", people=people, texts=texts)
    if dates:
        first = _(
            "{people}; {texts}, from {first} to {last}",
            people=people,
            texts=texts,
            first=_day(dates[0]),
            last=_day(dates[-1]),
        )
    lines = [_line(_("Material:"), first + ".")]
    traits = [_trait(name) for name in risk.anonymity.traits]
    if traits:
        lines.append(_line(_("Traits that others may know:"), fitting(traits, TRAITS) + "."))
    hidden = [_trait(name) for name in risk.anonymity.sensitive]
    if hidden:
        lines.append(_line(_("Traits that may be sensitive:"), fitting(hidden, TRAITS) + "."))
    return lines


def _protects(risk: Risk, measures: Measures) -> list[Words]:
    how = Counter(measures.pseudonymised.get(one.id, "?") for one in risk.transcripts)
    parts = []
    if how["here"]:
        parts.append(n_("{n} text by Carnet", "{n} texts by Carnet", how["here"]))
    if how["before"]:
        parts.append(n_("{n} before it came", "{n} before they came", how["before"]))
    if how["?"]:
        parts.append(n_("{n} text to check", "{n} texts to check", how["?"]))
    lines = [_line(_("Names replaced:"), (and_list(parts) or _("no text yet")) + ".")]
    if measures.destroy_on:
        coffre = _("raw files and names apart, to be destroyed on {date}.", date=_day(measures.destroy_on))
    else:
        coffre = _("where the raw files and the names are, and the day of their destruction: ……………")
    lines.append(_line(_("Coffre:"), coffre))
    answers = Counter(person.consent("quoting") or "" for person in risk.people)
    lines.append(
        _line(
            _("Consent to be quoted:"),
            _(
                "{yes} yes, {approval} on approval, {no} no, {missing} without answer.",
                yes=answers["yes"],
                approval=answers["on approval"],
                no=answers["no"],
                missing=answers[""],
            ),
        )
    )
    lines.append(_line(_("Nothing sent:"), _("no network, no generative AI.")))
    return lines


def _remains(risk: Risk) -> list[Words]:
    told, roles = risk.anonymity, risk.roles
    n, k = told.n, told.k
    if not n:
        return [plain(_("Nobody is described in the study yet: there is nothing to measure."))]
    lines = []
    if n < k:
        lines.append(
            _line(
                _("Traits:"),
                n_(
                    "only {n} person; no group of {k} can be made, everybody is recognisable.",
                    "only {n} people; no group of {k} can be made, everybody is recognisable.",
                    n,
                    k=k,
                ),
            )
        )
    elif len(told.below) == n:
        lines.append(
            _line(
                _("Traits:"),
                _(
                    "all {n} people are in groups of fewer than {k} ({alone} alone in theirs).",
                    n=n,
                    k=k,
                    alone=len(told.alone),
                ),
            )
        )
    elif told.below:
        lines.append(
            _line(
                _("Traits:"),
                n_(
                    "{n} person out of {total} is in a group of fewer than {k} ({alone} alone in theirs): {ids}.",
                    "{n} people out of {total} are in groups of fewer than {k} ({alone} alone in theirs): {ids}.",
                    len(told.below),
                    total=n,
                    k=k,
                    alone=len(told.alone),
                    ids=fitting(told.below, IDS),
                ),
            )
        )
    else:
        lines.append(_line(_("Traits:"), _("nobody is in a group of fewer than {k}.", k=k)))
    by_role = (
        fitting(roles.recognised, IDS) if roles.recognised else _("nobody of the study by the roles that were found")
    )
    third = n_(
        "{n} role of somebody not interviewed is said in the texts",
        "{n} roles of people not interviewed are said in the texts",
        len(roles.third_parties),
    )
    recognised = _("recognised by their role: {ids}; {third}.", ids=by_role, third=third)
    if not roles.third_parties:
        recognised = _("recognised by their role: {ids}.", ids=by_role)
    lines.append(_line(_("Roles:"), recognised))
    if groups := [one for one in risk.transcripts if one.kind == "group"]:
        ids = fitting([one.id for one in groups], IDS)
        lines.append(_line(_("Groups:"), _("those who were in {ids} know who said what.", ids=ids)))
    drawn = sorted({one.participant for one in risk.portraits})
    lines.append(
        _line(
            _("Extracts:"),
            n_(
                "{n} extract or set leaves fewer than {k} possible people: {ids}.",
                "{n} extracts or sets leave fewer than {k} possible people: {ids}.",
                len(risk.portraits),
                k=k,
                ids=fitting(drawn, IDS),
            )
            if risk.portraits
            else _("none was found that leaves fewer than {k} people.", k=k),
        )
    )
    lines.append(_line(_("Not measured:"), _("a known story, a way of speaking, people outside the study.")))
    return lines


def _proposed(risk: Risk) -> list[Words]:
    made = risk.generalisation
    n, k = made.before.n, made.k
    lines = []
    if n and n < k:
        lines.append(_line(_("Traits:"), _("print none beside the extracts; speak of the whole group.")))
    elif made.needed and made.reached:
        out = [_trait(way.trait) for way in made.ways if way.kind == "out"]
        kept = [_trait(way.trait) for way in made.ways if not way.changes]
        changed = [way_sentence(way, brief=True) for way in made.steps if way.kind != "out"]
        parts = []
        if kept:
            parts.append(_("show {traits}", traits=fitting(kept, TRAITS)))
        parts += changed[:STEPS]
        if out:
            parts.append(_("do not show {traits}", traits=fitting(out, TRAITS)))
        shown = " ; ".join(parts)
        lines.append(
            _line(_("Traits:"), _("{steps}. The smallest group then holds {n}.", steps=shown, n=made.after.smallest))
        )
    elif made.needed and n:
        lines.append(_line(_("Traits:"), _("no way to reach {k} with the traits that are kept; keep fewer.", k=k)))
    if risk.roles.recognised or risk.roles.third_parties:
        lines.append(_line(_("Roles:"), _("write “somebody of the team”, reread each place that names one.")))
    if risk.portraits:
        lines.append(_line(_("Extracts:"), _("keep one of each set, or cut with […].")))
    lines.append(_line(_("Who reads:"), _("nothing raw goes to the host; what is said of it is reread.")))
    return lines


def signs(risk: Risk) -> dict[str, str]:
    """Return the criteria of which the study shows a sign, with the sign; no sign is no answer.

    Only what is written can be seen: whether people are vulnerable, for instance, is asked of the intern.
    """
    found = {}
    hidden = [_trait(name) for name in risk.anonymity.sensitive]
    events = sorted({one.participant for one in risk.portraits if "event" in one.kinds})
    if hidden:
        found["sensitive"] = _("traits: {names}", names=and_list(hidden, most=3))
    elif events:
        found["sensitive"] = _("extracts of {ids}", ids=and_list(events, most=4))
    return found


def _assessment(risk: Risk, measures: Measures) -> list[Words]:
    seen = signs(risk)
    met = [name for name in CRITERIA if name in measures.criteria or name in seen]
    marked = []
    for name, words in CRITERIA.items():
        box = "☒" if name in measures.criteria else "◪" if name in seen else "☐"
        marked.append(f"{box}\xa0{said(words)}" + (f" ({seen[name]})" if name in seen else ""))
    if len(met) >= 2:
        verdict = _("{n} criteria out of nine seem to be met: an AIPD seems needed.", n=len(met))
    elif met:
        verdict = _("One criterion out of nine seems to be met: an AIPD may be useful without being required.")
    else:
        verdict = _("No criterion seems to be met from what is written here: an AIPD does not seem required.")
    return [
        plain(" ; ".join(marked) + "."),
        _line(verdict, _("It is for the DPO to say; with two of the nine, it is in principle needed.")),
        _line(
            _("Not checked by Carnet:"),
            _("the CNIL’s lists, the legal basis. ☒ said by the author, ◪ sign seen, ☐ nothing said."),
        ),
    ]


def _opinion() -> Grid:
    blank = plain("\xa0")
    headings = (_("AIPD: ☐ yes ☐ no ☐ to discuss"), _("Date and signature:"))
    return Grid(headings, tuple((blank, blank) for _line_to_write_on in range(3)))

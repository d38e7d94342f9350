"""Chronicles of an activity: what was done, beside what the person says of it afterwards.

The two columns of auto-confrontation: the act observed, its verbalisation; then the components of the sign, when the
analyst describes the course of action (Theureau; from memory, to be checked).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from toolkit.coding.events import _checked
from toolkit.coding.links import Named, page
from toolkit.coding.opened import Opened
from toolkit.errors import InvalidValue
from toolkit.formats.document_writers import Grid, Paragraph, plain
from toolkit.formats.table_writers import Printed
from toolkit.i18n import N_, _, n_, said
from toolkit.model import Act, Change, Desk, fold, new_id
from toolkit.model.lines import clock
from toolkit.model.relations import COMPONENTS

NAMES: Final[Mapping[str, str]] = {
    "engagement": N_("engagement (E)"),
    "anticipation": N_("anticipation (A)"),
    "knowledge": N_("prior knowledge (S)"),
    "sign": N_("representamen (R)"),
    "unit": N_("unit of action (U)"),
    "interpretant": N_("interpretant (I)"),
}
LETTERS: Final = dict(zip("easrui", COMPONENTS, strict=True))
VERBS: Final = (N_("add acts"), N_("change acts"), N_("delete acts"))
"""Verbs that this module writes in the journal."""


def act(
    desk: Desk,
    action: str,
    *,
    participant: str | None = None,
    transcript: str | None = None,
    turn: int | None = None,
    start: str | int | None = None,
    end: str | int | None = None,
    artefact: str = "",
    said: str = "",
    verbalisations: Iterable[str] = (),
    components: Mapping[str, str] | None = None,
    evidence: Iterable[str] = (),
    coder: str = "",
    date: str = "",
) -> Change:
    """Return the change that adds an act: ``act(study, "Elle relit", transcript="O01", start="00:12:30")``.

    Parameters
    ----------
    action
        What is done, as it can be seen.
    transcript, turn
        The observation or the recording of the activity, and the turn where it stands there.
    start, end
        Times of the recording: ``"00:12:30"``, ``"12:30"`` (minutes and seconds), or milliseconds.
    artefact, said
        What it is done with; what is said while doing it.
    verbalisations
        Ids of the codings of what the person says of it afterwards.
    components
        Components of the sign: E, A, S, R, U, I (or their names, or others) → words.
    evidence
        Ids of codings of the observation itself.

    Raises ``InvalidValue`` on a time that is none, an end before the beginning; ``UnknownName`` on what is not there.
    """
    proofs, told = tuple(dict.fromkeys(evidence)), tuple(dict.fromkeys(verbalisations))
    _checked(desk, participant, transcript, turn, (*proofs, *told))
    taken = {one.id for one in desk.all(Act)}
    times = (milliseconds(start), milliseconds(end))
    made = Act(
        new_id("a", transcript or "", turn, *times, coder, date, len(taken), taken=taken.__contains__),
        *(" ".join(action.split()), participant, transcript, turn, *times, artefact.strip(), said.strip(), told),
        tuple((component_of(name), words.strip()) for name, words in (components or {}).items() if words.strip()),
        *(proofs, coder),
        date=date,
    )
    return Change.adding(made, verb="add acts")


def delete_acts(desk: Desk, *ids: str) -> Change:
    """Return the change that takes acts away."""
    return Change.removing(*(desk.get(Act, id) for id in ids), verb="delete acts")


def component_of(word: str) -> str:
    """Return the component that a letter or a word means; another word is kept as it is."""
    wanted = fold(word.strip())
    for component in COMPONENTS:
        name = fold(said(NAMES[component]))
        if wanted in (component, name, name.rpartition(" (")[0]):
            return component
    return LETTERS.get(wanted, " ".join(word.split()))


def component_name(component: str) -> str:
    """Return a component in the language of the screen."""
    return said(NAMES[component]) if component in NAMES else component


def milliseconds(time: str | int | None) -> int | None:
    """Return a time of a recording in milliseconds: ``"1:02:03"``, ``"02:03"``, ``"12:30,5"``.

    >>> milliseconds("12:30"), milliseconds("1:00:00"), milliseconds(None)
    (750000, 3600000, None)
    """
    if time is None or isinstance(time, int):
        return time
    text = time.strip().replace(",", ".")
    if not text:
        return None
    parts = text.split(":")
    try:
        numbers = [*map(int, parts[:-1]), float(parts[-1])]
    except ValueError:
        numbers = []
    if not 2 <= len(numbers) <= 3 or any(not 0 <= n < 60 for n in numbers[1:]) or numbers[0] < 0:
        raise InvalidValue(_("“{value}” is not a time.", value=time), _("Write it like 00:12:30, or 12:30."))
    seconds = 0.0
    for n in numbers:
        seconds = seconds * 60 + n
    return round(seconds * 1000)


def chronicle(desk: Desk, transcript: str | None = None, *, participant: str | None = None) -> Opened:
    """Return the chronicle as a table: time or turn, act, verbalisation, then the components that are told.

    Acts are in the order of their time, then of their turn, then as they were written. The count says how many have
    no verbalisation yet.
    """
    _checked(desk, participant, transcript, None, ())
    name = Named(desk)
    found = [
        one
        for one in desk.all(Act)
        if one.state != "rejected"
        and transcript in (None, one.transcript)
        and (participant is None or one.participant == participant)
    ]
    order = {one.id: n for n, one in enumerate(found)}
    found.sort(key=lambda one: (one.transcript or "", *_rank(one.start_ms), *_rank(one.turn), order[one.id]))
    several = len({one.transcript for one in found}) > 1
    used = [part for part in COMPONENTS if any(part in dict(one.components) for one in found)]
    used += sorted({part for one in found for part, _words in one.components} - {*used})
    extra = tuple(field for field in ("artefact", "said") if any(getattr(one, field) for one in found))
    titles = {"artefact": _("With what"), "said": _("Said meanwhile")}
    headings = (
        *([_("Activity")] if several else []),
        *(_("When"), _("Act"), *(titles[field] for field in extra), _("Verbalisation")),
        *map(component_name, used),
    )
    rows = []
    for one in found:
        told = dict(one.components)
        comments = "\n".join(f"« {e.text} » ({e.source})" for e in name.extracts(one.verbalisations))
        rows.append(
            (
                *([one.transcript or ""] if several else []),
                *(_when(one), one.action, *(getattr(one, field) for field in extra), comments),
                *(told.get(part, "") for part in used),
            )
        )
    facts = (
        *("id", "transcript", "participant", "turn", "start_ms", "end_ms", "action", "artefact", "said"),
        *("verbalisations", "evidence", "coder", "state", *used),
    )
    data = tuple(
        (
            *(one.id, one.transcript or "", one.participant or "", one.turn, one.start_ms, one.end_ms, one.action),
            *(one.artefact, one.said, " ".join(one.verbalisations), " ".join(one.evidence), one.coder, one.state),
            *(dict(one.components).get(part, "") for part in used),
        )
        for one in found
    )
    alone = sum(not one.verbalisations for one in found)
    count = (
        n_("{n} act", "{n} acts", len(found))
        + ", "
        + n_("{n} without verbalisation", "{n} without verbalisation", alone)
    )
    title = _("Chronicle of {transcript}", transcript=transcript) if transcript else _("Chronicle")
    told_all = {one.id: name.extracts(one.verbalisations) for one in found}
    grid = Grid(
        (
            *([_("Activity")] if several else []),
            _("When"),
            _("Act"),
            _("Verbalisation"),
            *([_("Components")] if used else []),
        ),
        tuple(
            (
                *([plain(one.transcript or "")] if several else []),
                plain(_when(one)),
                plain(_acted(one)),
                plain("\n".join(f"« {e.text} » ({e.source})" for e in told_all[one.id])),
                *([plain(_signs(one, used))] if used else []),
            )
            for one in found
        ),
        shares=(*([0.8] if several else []), 1.0, 2.2, 2.6, *([2.2] if used else [])),
    )
    silent = (
        [Paragraph(plain(_("No act has a verbalisation yet.")), look="small")]
        if found and alone == len(found)
        else []
    )
    document = page(title, count, [grid, *silent] if found else [])
    return Opened(
        "chronicle", len(found), Printed(f"{title} ({count})", headings, tuple(rows), (), (facts, data)), document
    )


def _rank(value: int | None) -> tuple[bool, int]:
    return value is None, value or 0


def _acted(one: Act) -> str:
    """Say an act on a page: what is done, with what, what is said meanwhile."""
    parts = [one.action]
    if one.artefact:
        parts.append(_("With: {artefact}", artefact=one.artefact))
    if one.said:
        parts.append(_("Says: “{words}”", words=one.said))
    return "\n".join(parts)


def _signs(one: Act, used: Sequence[str]) -> str:
    told = dict(one.components)
    return "\n".join(
        _("{name}: {words}", name=component_name(part), words=told[part]) for part in used if told.get(part)
    )


def _when(one: Act) -> str:
    parts = []
    if one.start_ms is not None:
        parts.append(clock(one.start_ms) + (f" – {clock(one.end_ms)}" if one.end_ms is not None else ""))
    if one.turn is not None:
        parts.append(_("turn {turn}", turn=one.turn))
    return "\n".join(parts)

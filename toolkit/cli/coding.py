"""Commands of ``carnet`` for the room ``coding``."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say, table, warn
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.coding.dictionary import Extent
    from toolkit.model import Change, Coding
    from toolkit.study import Study

CoderArgument = Annotated[
    str | None, typer.Option("--coder", help=_("Who codes; by default, you."), show_default=False)
]
CodesOption = Annotated[list[str] | None, typer.Option("--code", help=_("Only this code (may be repeated)."))]
TextsOption = Annotated[
    list[str] | None, typer.Option("--transcript", help=_("Only this transcript (may be repeated)."))
]
IdsArgument = Annotated[list[str] | None, typer.Argument(help=_("Ids of codings."), show_default=False)]
AllOption = Annotated[bool, typer.Option("--all", help=_("Every proposal of the study."))]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command(
        "search",
        help=_("Search words in the transcripts: every form of a verb or of a noun, accents or not."),
        epilog=_("Example: carnet search aider"),
    )(search)
    app.command(
        "autocode",
        help=_("Propose codings from a dictionary; nothing counts until it is accepted."),
        epilog=_("Example: carnet autocode --dictionary themes.csv --coder C1"),
    )(autocode)
    app.command(
        "accept",
        help=_("Accept proposals, one by one or by code; the journal keeps it."),
        epilog=_("Example: carnet accept --code entraide"),
    )(accept)
    app.command(
        "reject",
        help=_("Reject proposals; they will not be proposed again."),
        epilog=_("Example: carnet reject --code entraide --transcript E02"),
    )(reject)


def search(
    terms: Annotated[
        list[str], typer.Argument(help=_("Words to search; quotes keep a form as it is."), show_default=False)
    ],
    study: StudyOption = Path(),
    everybody: Annotated[bool, typer.Option("--everybody", help=_("Search the interviewers’ turns too."))] = False,
    width: Annotated[int, typer.Option("--width", min=0, max=400, help=_("Characters shown on each side."))] = 48,
    json: JsonOption = False,
) -> None:
    """Search words and show them in their context."""
    from toolkit.coding.searching import in_context
    from toolkit.coding.searching import search as find

    with opened(study) as desk:
        texts = list(desk.transcripts)
        frame = in_context(find(texts, terms, roles=None if everybody else ("participant",)), texts, width=width)
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    if json:
        as_json([{**row, "turn": None if row["turn"] is None else int(row["turn"])} for row in rows])
        return
    shown = [
        (
            row["transcript"],
            "" if row["turn"] is None else int(row["turn"]),
            *(" ".join(row[name].split()) for name in ("prefix", "quote", "suffix")),
        )
        for row in rows
    ]
    if shown:
        table((_("Transcript"), _("Turn"), _("Before"), _("Words"), _("After")), shown)
    say(n_("{n} place found.", "{n} places found.", len(rows)))


def autocode(
    dictionary: Annotated[
        Path,
        typer.Option("--dictionary", "-d", help=_("A table “code;terms”, terms parted by “ | ”."), metavar="FICHIER",
                     show_default=False),
    ],
    coder: CoderArgument = None,
    extent: Annotated[
        str, typer.Option("--extent", help=_("What is marked around a word: sentence, turn or words."))
    ] = "sentence",
    accepted: Annotated[
        bool, typer.Option("--accept", help=_("Accept these proposals at once: a second line in the journal."))
    ] = False,
    everybody: Annotated[bool, typer.Option("--everybody", help=_("Search the interviewers’ turns too."))] = False,
    study: StudyOption = Path(),
    json: JsonOption = False,
) -> None:  # fmt: skip
    """Propose codings from a dictionary."""
    from toolkit.coding import marks
    from toolkit.coding.dictionary import survey
    from toolkit.coding.files import read_dictionary
    from toolkit.model import Coding, Transcript
    from toolkit.model.units import ROLES, Role

    with opened(study) as desk:
        who = coder_of(desk, coder)
        words = read_dictionary(dictionary)
        found = survey(
            words,
            desk.all(Transcript),
            desk.codebook,
            coder=who,
            extent=cast("Extent", extent),
            held=desk.all(Coding),
            roles=cast("tuple[Role, ...]", ROLES if everybody else ("participant",)),
            date=date.today().isoformat(),
        )
        if found.change:
            desk.do(found.change, coder=who)
        yes = marks.accept(new for _id, _old, new in found.change if isinstance(new, Coding)) if accepted else None
        if yes:
            desk.do(yes, coder=who)
    if json:
        as_json(
            {
                "proposed": len(found.change),
                "accepted": len(yes or ()),
                "silent": list(found.silent),
                "terms": [{"code": code, "term": term, "hits": times} for code, term, times in found.hits],
            }
        )
        return
    say(n_("{n} passage proposed.", "{n} passages proposed.", len(found.change)))
    if accepted:
        say(n_("{n} proposal accepted.", "{n} proposals accepted.", len(yes or ())))
    elif found.change:
        say(_("Read them, then accept them with “carnet accept”: until then they count for nothing."))
    for code, term in found.unused:
        say(_("“{term}” ({code}) comes nowhere.", term=term, code=code))
    for id in found.silent:
        warn(_("{transcript}: nobody has the role of participant, so nothing was searched.", transcript=id))


def accept(
    ids: IdsArgument = None,
    code: CodesOption = None,
    transcript: TextsOption = None,
    everything: AllOption = False,
    coder: CoderArgument = None,
    study: StudyOption = Path(),
) -> None:
    """Accept proposals."""
    from toolkit.coding import marks

    with opened(study) as desk:
        chosen = _proposals(desk, ids, code, transcript, everything)
        if not ids:
            # What a person marked waits because its words changed: each one is looked at, none goes in a batch.
            waiting = [one for one in chosen if one.origin == "hand"]
            chosen = [one for one in chosen if one.origin != "hand"]
            if waiting:
                warn(_waiting(waiting))
        _decide(desk, marks.accept(chosen), coder)
        say(n_("{n} proposal accepted.", "{n} proposals accepted.", len(chosen)))


def reject(
    ids: IdsArgument = None,
    code: CodesOption = None,
    transcript: TextsOption = None,
    everything: AllOption = False,
    coder: CoderArgument = None,
    study: StudyOption = Path(),
) -> None:
    """Reject proposals."""
    from toolkit.coding import marks

    with opened(study) as desk:
        chosen = _proposals(desk, ids, code, transcript, everything)
        _decide(desk, marks.reject(chosen), coder)
        say(n_("{n} proposal rejected.", "{n} proposals rejected.", len(chosen)))


def _waiting(codings: list["Coding"]) -> str:
    some = ", ".join(one.id for one in codings[:12])
    return n_(
        "{n} passage marked by hand waits since its text was revised: look at it, then accept it by its id ({ids}).",
        "{n} passages marked by hand wait since their text was revised: look at each, then accept it by its id "
        "({ids}).",
        len(codings),
        ids=some,
    )


def _decide(desk: "Study", change: "Change", coder: str | None) -> None:
    if change:
        desk.do(change, coder=coder_of(desk, coder))


def _proposals(
    desk: "Study", ids: list[str] | None, codes: list[str] | None, texts: list[str] | None, everything: bool
) -> list["Coding"]:
    """Return the proposals named on the line: by id, by code, by transcript, or all of them, never by default."""
    from toolkit.errors import Refused
    from toolkit.model import Code, Coding, Transcript

    if not (ids or codes or texts or everything):
        raise Refused(
            _("No proposal was named."), _("Name codings by their ids, a “--code”, a “--transcript”, or say “--all”.")
        )
    wanted_codes = {desk.get(Code, id).id for id in codes or ()}
    wanted_texts = {desk.get(Transcript, id).id for id in texts or ()}
    held = [desk.get(Coding, id) for id in ids] if ids else desk.all(Coding)
    return [
        coding
        for coding in held
        if coding.state == "proposed"
        and (not wanted_codes or coding.code in wanted_codes)
        and (not wanted_texts or coding.transcript in wanted_texts)
    ]


def coder_of(desk: "Study", named: str | None) -> str:
    """Return the coder at work, brought into the study when a new id is named."""
    from toolkit.errors import Refused
    from toolkit.model import Coder

    who = named or desk.coder
    if not who:
        raise Refused(_("Nobody is named as coder."), _("Add “--coder C1”, with the id of the person who codes."))
    if who not in desk.coders:
        desk.add(Coder(who), coder=who)
        warn(_("{coder} is new: added to the coders of the study.", coder=who))
    return who

"""Commands of ``carnet`` about names: find them, replace them, put the originals in the coffre."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.common import FilesArgument, JsonOption, as_json, progress, say, table, warn
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.errors import Refused
    from toolkit.transcripts.coffre_files import Coffre
    from toolkit.transcripts.forms import Candidate, NameDecision
    from toolkit.transcripts.outside_names import OutsideName
    from toolkit.transcripts.reading import Reading


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command(
        "names",
        help=_("Find names, places, telephones… in transcripts. Nothing is changed: a person decides."),
        epilog=_("Example: carnet names interviews/*.docx --coffre coffre-my-study"),
    )(names)
    app.command(
        "pseudonymise",
        help=_(
            "Write clean texts where the names of the reviewed table are replaced; keep the originals in the coffre."
        ),
        epilog=_(
            "Example: carnet pseudonymise interviews/*.docx --names coffre-my-study/noms.csv --to my-study/sources "
            "--coffre coffre-my-study"
        ),
    )(pseudonymise)


def names(
    files: FilesArgument,
    json: JsonOption = False,
    coffre: Annotated[
        Path | None, typer.Option("--coffre", help=_("Folder of the coffre: the table of names is written there."))
    ] = None,
    table_file: Annotated[
        Path | None,
        typer.Option("--table", help=_("Write the table of names in this file (.csv or .xlsx), to review it.")),
    ] = None,
    xlsx: Annotated[
        bool, typer.Option("--xlsx", help=_("In the coffre, a workbook “noms.xlsx” instead of “noms.csv”."))
    ] = False,
    roster: Annotated[
        Path | None,
        typer.Option("--names", help=_("Names already reviewed (CSV or xlsx): found everywhere, or left out.")),
    ] = None,
    level: Annotated[
        int | None,
        typer.Option(
            "--level",
            min=0,
            max=3,
            help=_(
                "How places, associations and dates are told: 0 invented name, 1 department, 2 region, "
                "3 bare kind (by default)."
            ),
        ),
    ] = None,
    show: Annotated[bool, typer.Option("--show", help=_("Show the names themselves on the screen."))] = False,
    model: Annotated[bool, typer.Option("--model/--no-model", help=_("Use the French model too."))] = True,
) -> None:
    """Find what may identify somebody; print counts, JSON, or write the table to review."""
    from toolkit.formats.coffre_places import reminder
    from toolkit.language import model_notice
    from toolkit.transcripts.coffre_files import read_name_table
    from toolkit.transcripts.files import read_all
    from toolkit.transcripts.names import find_names_everywhere
    from toolkit.transcripts.outside_names import names_of_file

    readings = read_all(files)
    held = table_file or (_table_of(coffre, xlsx=xlsx) if coffre else None)
    if coffre is not None and (told := reminder(coffre)):
        warn(told)
    known = read_name_table(roster) if roster else []
    if held is not None and held.exists() and held != roster:
        known = [*known, *read_name_table(held)]
    if model and (notice := model_notice()):
        warn(notice)
    with progress(_("Looking for names"), len(readings)) as step:
        found = find_names_everywhere(
            {r.file: r for r in readings}, roster=known, spacy=model, progress=lambda _done, _all: step()
        )
    outside = {reading.file: names_of_file(reading.file, roster=known) for reading in readings}
    if json:
        as_json([_plain(reading, found[reading.file], outside[reading.file]) for reading in readings])
        return
    if any(found.values()):
        _counted(readings, found)
    _told_outside(readings, outside, show)
    if show:
        _shown(readings, found)
    if not any(found.values()):
        say(_("Nothing here looks like a name. Read the texts before you say so: no search finds everything."))
    if held is not None:
        _write_table(held, readings, found, known, level)
    else:
        say(_("To decide of each: --coffre FOLDER writes the table “noms.csv” there, to open in a spreadsheet."))


def _plain(reading: "Reading", found: "list[Candidate]", outside: "list[OutsideName]") -> dict[str, object]:
    return {
        "file": reading.file,
        "text_sha256": reading.text_sha256,
        "candidates": [{"start": c.start, "end": c.end, "text": c.text, "type": c.type} for c in found],
        "outside": [{"where": one.where, "text": one.text, "type": one.type} for one in outside],
    }


def _told_outside(readings: "list[Reading]", outside: "dict[str, list[OutsideName]]", show: bool) -> None:
    """Say how many names stand outside of the texts, and where; the names themselves only when asked."""
    for number, reading in enumerate(readings, 1):
        found = outside[reading.file]
        if not found:
            continue
        places = ", ".join(dict.fromkeys(one.place for one in found))
        say(
            n_(
                "File {number}: {n} name stands outside of the text ({places}).",
                "File {number}: {n} names stand outside of the text ({places}).",
                len(found),
                number=number,
                places=places,
            )
        )
        if show:
            for one in found:
                say(f"{number}  {one.type:8}  {one.text}")
    if any(outside.values()):
        say(_("The clean texts that Carnet writes leave them out; the raw files keep them: they stay in the coffre."))


def _counted(readings: "list[Reading]", found: "dict[str, list[Candidate]]") -> None:
    from toolkit.transcripts.forms import NAME_TYPES, form_key

    heads = [_("persons"), _("places"), _("organisations"), _("telephones"), _("mails"), _("addresses"), _("dates")]
    rows = []
    for number, reading in enumerate(readings, 1):
        kinds: list[str] = [c.type for c in found[reading.file]]
        forms = len({form_key(c.form) for c in found[reading.file]})
        rows.append([number, *(kinds.count(type) for type in NAME_TYPES), forms])
    headings = [_("file"), *heads, _("numbers"), _("different forms")]
    table(headings, rows, title=_("What may identify somebody"))


def _shown(readings: "list[Reading]", found: "dict[str, list[Candidate]]") -> None:
    from toolkit.transcripts.name_reasons import why_said

    for number, reading in enumerate(readings, 1):
        for candidate in found[reading.file]:
            line = reading.text.count("\n", 0, candidate.start) + 1
            why = why_said(candidate.why)
            say(f"{number}:{line}  {candidate.type:8}  {candidate.text}" + (f"  ({why})" if why else ""))


def _table_of(coffre: Path, *, xlsx: bool) -> Path:
    """Return the table of names of a coffre: the workbook when it is asked for, or the only one there."""
    book, text = coffre / "noms.xlsx", coffre / "noms.csv"
    return book if xlsx or (book.exists() and not text.exists()) else text


MANY = 5000
"""More forms than a study has: the files are perhaps no interviews."""


def _write_table(
    path: Path,
    readings: "list[Reading]",
    found: "dict[str, list[Candidate]]",
    known: "list[NameDecision]",
    level: int | None,
) -> None:
    from toolkit.transcripts.clues import clues_of
    from toolkit.transcripts.coffre_files import is_exposed
    from toolkit.transcripts.contexts import contexts_of
    from toolkit.transcripts.decision_checks import too_near_rows
    from toolkit.transcripts.generalising import DEFAULT_LEVEL
    from toolkit.transcripts.name_files import heading_in, write_names
    from toolkit.transcripts.name_tables import undecided
    from toolkit.transcripts.names import name_words
    from toolkit.transcripts.pseudonyms import propose_replacements

    by_name = {Path(reading.file).name: reading for reading in readings}
    names = {Path(reading.file).name: found[reading.file] for reading in readings}
    taken = {word for name, one in by_name.items() for text in (one.text, name) for word in name_words(text)}
    every = [candidate for reading in readings for candidate in found[reading.file]]
    if level is not None:
        # What nobody decided, nor gave a level of its own, is told again at the level asked.
        known = [one for one in known if not _follows_the_study(one)]
    wanted = DEFAULT_LEVEL if level is None else level
    proposed = propose_replacements(every, taken=taken, decisions=known, clues=clues_of(by_name, names), level=wanted)
    there = {id(one) for one in proposed}
    forms = {one.form for one in proposed}
    rows = [*proposed, *(one for one in known if id(one) not in there and one.form not in forms)]
    files = write_names(path, names, rows, contexts_of(by_name, names))
    left = undecided(rows)
    if left:
        say(
            n_(
                "{n} form to review in {path}: write “accepté”, “tel quel” or “rejeté” in the column “{column}”.",
                "{n} forms to review in {path}: write “accepté”, “tel quel” or “rejeté” in the column “{column}”.",
                left,
                path=path,
                column=heading_in(path, "decision"),
            )
        )
    elif rows:
        say(_("Every form is decided in {path}: nothing is left to review.", path=path))
    if len(files) > 1:
        say(_("Every occurrence, with the words around, is in {path}.", path=files[1].name))
    if len(proposed) > MANY:
        warn(
            _(
                "{n} forms are more than interviews usually hold: check that these files are interviews.",
                n=len(proposed),
            )
        )
    if near := too_near_rows(rows, level=wanted):
        warn(
            n_(
                "{n} small commune is told with its department: with a role beside (“le maire de…”), it says who "
                "somebody is. Write 2 or 3 in the column “niveau” of its row, empty the column “{column}”, "
                "then run this again.",
                "{n} small communes are told with their department: with a role beside (“le maire de…”), they say "
                "who somebody is. Write 2 or 3 in the column “niveau” of their rows, empty the column “{column}”, "
                "then run this again.",
                len(near),
                column=heading_in(path, "replacement"),
            )
        )
    if is_exposed(path):
        warn(_("This table holds real names and lies in a study or under git: move it to the coffre."))


def _follows_the_study(one: "NameDecision") -> bool:
    return one.decision == "undecided" and one.level is None and one.type in {"PLACE", "ORG", "DATE"}


def pseudonymise(
    files: FilesArgument,
    to: Annotated[Path, typer.Option("--to", help=_("Folder of the clean texts."), show_default=False)],
    coffre: Annotated[Path, typer.Option("--coffre", help=_("Folder of the coffre."), show_default=False)],
    names_file: Annotated[
        Path | None,
        typer.Option(
            "--names",
            help=_(
                "The reviewed table of names (CSV or xlsx); without it, what the coffre already holds is applied."
            ),
            show_default=False,
        ),
    ] = None,
    destroy_on: Annotated[
        str, typer.Option("--destroy-on", help=_("Create the coffre, to be destroyed on this day (2028-09-30)."))
    ] = "",
    replace: Annotated[
        bool, typer.Option("--replace", help=_("Write again texts that were already there and differ."))
    ] = False,
    go_on: Annotated[
        bool, typer.Option("--go-on", help=_("Go on although lines may still name somebody that no table lists."))
    ] = False,
) -> None:
    """Replace the names of the table, write the clean texts, keep the originals in the coffre."""
    from toolkit.cli.imports import import_command, may_name, other_texts
    from toolkit.transcripts.files import read_all
    from toolkit.transcripts.name_files import read_names
    from toolkit.transcripts.pseudonymising import of_other_texts, pseudonymise_all, unlisted, with_rules

    readings = read_all(files)
    # A faulty table is told before a passphrase is asked, and again beside what the coffre holds.
    decisions = read_names(names_file) if names_file else []
    held = _coffre(coffre, to, destroy_on)
    if names_file and held.table.entries:
        decisions = read_names(names_file, held=held.table.entries)
    listed = with_rules(decisions, held.table.entries)
    named = _named(files, held)
    by_id = {named[Path(reading.file)]: reading for reading in readings}
    left = unlisted(by_id, listed, _names_of(named))
    if left and not go_on:
        if not names_file:
            raise _waiting(left, coffre)
        if of_other_texts(by_id, listed):
            raise other_texts()
    made = pseudonymise_all(by_id, listed, _names_of(named))
    _check_targets(to, {id: result.text for id, result in made.items()}, replace)
    for path, id in named.items():
        held.add(id, made[id], raw=path)
    held.add_entries(decisions)
    held.write_texts(to, [(id, result.text) for id, result in made.items()])
    count = sum(len(result.spans) for result in made.values())
    say(
        n_("{n} clean text written in {folder}.", "{n} clean texts written in {folder}.", len(made), folder=to),
        n_(
            "{n} passage replaced; the original is in the coffre.",
            "{n} passages replaced; the originals are in the coffre.",
            count,
        ),
    )
    warn(*(may_name(id, lines) for id, lines in left.items()))
    command = import_command([to / f"{id}.txt" for id in made])
    say(_("Read them again, then bring them into the study: {command}", command=command))


def _waiting(left: dict[str, list[int]], coffre: Path) -> "Refused":
    """Return the refusal of a later file that holds what nobody decided yet."""
    from toolkit.errors import Refused

    said = [
        n_(
            "{id}: {n} line holds something that looks like a name and was never decided ({lines}).",
            "{id}: {n} lines hold something that looks like a name and was never decided ({lines}).",
            len(lines),
            id=id,
            lines=", ".join(str(line) for line in lines[:12]) + ("…" if len(lines) > 12 else ""),
        )
        for id, lines in left.items()
    ]
    return Refused(
        "\n".join(said),
        _(
            "List them with “carnet names … --coffre {coffre}”, decide, then give the table with --names; "
            "or add --go-on if these lines name nobody. Nothing was written.",
            coffre=coffre,
        ),
        lines=left,
    )


def _coffre(folder: Path, to: Path, destroy_on: str) -> "Coffre":
    """Open the coffre, or create it when the day of its destruction is given."""
    from toolkit.cli.coffres import open_at, origin_in
    from toolkit.cli.passphrases import of_coffre
    from toolkit.errors import Refused
    from toolkit.transcripts.coffre_files import TABLE, checked_place, new_coffre

    study = to.resolve().parent if (to.resolve().parent / "study.db").exists() else to
    checked_place(folder, study)
    origin = origin_in(study)
    if (folder / TABLE).exists():
        return open_at(folder, study, origin)
    if not destroy_on:
        raise Refused(
            _("There is no coffre in {folder}.", folder=folder),
            _("Check the folder, or create it by adding the day of its destruction: --destroy-on 2028-09-30"),
        )
    return new_coffre(folder, study, of_coffre(twice=True), destroy_on, study=origin)


def _named(files: list[Path], coffre: "Coffre") -> dict[Path, str]:
    """Give each file its neutral name: the one it had already, the one it bears (E03…), or the next number."""
    from toolkit.transcripts.pseudonymising import neutral_names

    had = {path: coffre.document_of(path) for path in files}
    taken = [document.id for document in coffre.table.documents]
    return neutral_names(files, had, taken)


def _names_of(named: dict[Path, str]) -> dict[str, set[str]]:
    return {id: {id, path.name, path.stem} for path, id in named.items()}


def _check_targets(to: Path, texts: dict[str, str], replace: bool) -> None:
    from toolkit.errors import Refused

    changed = [
        id
        for id, text in texts.items()
        if (to / f"{id}.txt").exists() and (to / f"{id}.txt").read_bytes() != text.encode("utf-8")
    ]
    if changed and not replace:
        raise Refused(
            _("Another text is already there: {files}.", files=", ".join(f"{id}.txt" for id in changed)),
            _("Name another folder with --to, or add --replace to write these texts again."),
        )

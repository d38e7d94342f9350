"""Commands of ``carnet`` about names: find them, replace them, put the originals in the coffre."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.common import FilesArgument, JsonOption, as_json, say, table, warn
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.transcripts.coffre_files import Coffre
    from toolkit.transcripts.forms import Candidate, NameDecision
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
        Path | None, typer.Option("--table", help=_("Write the table of names in this file (CSV), to review it."))
    ] = None,
    roster: Annotated[
        Path | None, typer.Option("--names", help=_("Names already reviewed (CSV): found everywhere, or left out."))
    ] = None,
    show: Annotated[bool, typer.Option("--show", help=_("Show the names themselves on the screen."))] = False,
    model: Annotated[bool, typer.Option("--model/--no-model", help=_("Use the French model too."))] = True,
) -> None:
    """Find what may identify somebody; print counts, JSON, or write the table to review."""
    from toolkit.language import model_notice
    from toolkit.transcripts.coffre_files import read_name_table
    from toolkit.transcripts.files import read_all
    from toolkit.transcripts.names import find_names_everywhere

    readings = read_all(files)
    held = table_file or (coffre / "noms.csv" if coffre else None)
    from toolkit.formats.coffre_places import reminder

    if coffre is not None and (told := reminder(coffre)):
        warn(told)
    known = read_name_table(roster) if roster else []
    if held is not None and held.exists() and held != roster:
        known = [*known, *read_name_table(held)]
    if model and (notice := model_notice()):
        warn(notice)
    found = find_names_everywhere({r.file: r for r in readings}, roster=known, spacy=model)
    if json:
        as_json([_plain(reading, found[reading.file]) for reading in readings])
        return
    _counted(readings, found)
    if show:
        _shown(readings, found)
    if held is not None:
        _write_table(held, readings, found, known)
    else:
        say(_("To decide of each: --coffre FOLDER writes the table “noms.csv” there, to open in a spreadsheet."))


def _plain(reading: "Reading", found: "list[Candidate]") -> dict[str, object]:
    return {
        "file": reading.file,
        "text_sha256": reading.text_sha256,
        "candidates": [{"start": c.start, "end": c.end, "text": c.text, "type": c.type} for c in found],
    }


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
    for number, reading in enumerate(readings, 1):
        for candidate in found[reading.file]:
            line = reading.text.count("\n", 0, candidate.start) + 1
            say(f"{number}:{line}  {candidate.type:8}  {candidate.text}")


def _write_table(
    path: Path, readings: "list[Reading]", found: "dict[str, list[Candidate]]", known: "list[NameDecision]"
) -> None:
    from toolkit.transcripts.coffre_files import is_exposed, write_name_table
    from toolkit.transcripts.name_tables import table_text
    from toolkit.transcripts.names import name_words
    from toolkit.transcripts.pseudonyms import propose_replacements

    taken = {word for reading in readings for word in name_words(reading.text)}
    every = [candidate for reading in readings for candidate in found[reading.file]]
    proposed = propose_replacements(every, taken=taken, decisions=known)
    left = [decision for decision in known if decision not in proposed]
    by_name = {Path(reading.file).name: found[reading.file] for reading in readings}
    write_name_table(path, table_text(by_name, [*proposed, *left]))
    say(
        n_(
            "{n} form to review in {path}: write “accepté”, “tel quel” or “rejeté” in the column “decision”.",
            "{n} forms to review in {path}: write “accepté”, “tel quel” or “rejeté” in the column “decision”.",
            len(proposed),
            path=path,
        )
    )
    if is_exposed(path):
        warn(_("This table holds real names and lies in a study or under git: move it to the coffre."))


def pseudonymise(
    files: FilesArgument,
    names_file: Annotated[
        Path, typer.Option("--names", help=_("The reviewed table of names (CSV)."), show_default=False)
    ],
    to: Annotated[Path, typer.Option("--to", help=_("Folder of the clean texts."), show_default=False)],
    coffre: Annotated[Path, typer.Option("--coffre", help=_("Folder of the coffre."), show_default=False)],
    destroy_on: Annotated[
        str, typer.Option("--destroy-on", help=_("Create the coffre, to be destroyed on this day (2028-09-30)."))
    ] = "",
    replace: Annotated[
        bool, typer.Option("--replace", help=_("Write again texts that were already there and differ."))
    ] = False,
) -> None:
    """Replace the names of the table, write the clean texts, keep the originals in the coffre."""
    from toolkit.transcripts.coffre_files import read_name_table
    from toolkit.transcripts.files import read_all
    from toolkit.transcripts.pseudonymising import left_over, pseudonymise_all

    readings = read_all(files)
    decisions = read_name_table(names_file)
    held = _coffre(coffre, to, destroy_on)
    named = _named(files, held)
    made = pseudonymise_all({named[Path(reading.file)]: reading for reading in readings}, decisions, _names_of(named))
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
    for reading in readings:
        id = named[Path(reading.file)]
        if lines := left_over(reading, made[id], decisions):
            some = ", ".join(str(line) for line in lines[:12])
            warn(
                n_(
                    "{id}: {n} line may still name somebody that the table does not list ({lines}). Read it.",
                    "{id}: {n} lines may still name somebody that the table does not list ({lines}). Read them.",
                    len(lines),
                    id=id,
                    lines=some,
                )
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

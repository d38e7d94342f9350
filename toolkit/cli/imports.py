"""``carnet import``: clean texts, or raw ones with their reviewed table of names, enter the study."""

import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.common import FilesArgument, JsonOption, StudyOption, as_json, opened, say, warn
from toolkit.errors import CannotWrite, Refused, reason_of
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from toolkit.formats.participants import People
    from toolkit.study import Study
    from toolkit.transcripts.coffre_files import Coffre
    from toolkit.transcripts.forms import NameDecision
    from toolkit.transcripts.imports import Arrival
    from toolkit.transcripts.reading import Reading
    from toolkit.transcripts.voice_tables import Voice


def add_to(app: typer.Typer) -> None:
    """Add the command of this module to ``app``."""
    text = _("Bring transcripts into the study. Example: carnet import raw/*.docx --names names.csv --coffre DIR")
    app.command("import", help=text)(bring)


def bring(
    files: FilesArgument,
    study: StudyOption = Path(),
    names: Annotated[Path | None, typer.Option("--names", help=_("Reviewed table of names."))] = None,
    already: Annotated[
        bool, typer.Option("--already-pseudonymised", help=_("The texts hold no real name any more."))
    ] = False,
    people: Annotated[
        Path | None, typer.Option("--participants", help=_("Table of the people: CSV or xlsx."))
    ] = None,
    voices: Annotated[
        Path | None,
        typer.Option("--voices", help=_("Table of the voices: document, label, role, participant.")),
    ] = None,
    coffre: Annotated[
        Path | None,
        typer.Option("--coffre", help=_("Folder of the coffre; by default, the one that “carnet new” made.")),
    ] = None,
    case: Annotated[str | None, typer.Option("--case", help=_("Case of these texts."))] = None,
    json: JsonOption = False,
) -> None:
    """Read the files, replace the names, add texts and people in one change."""
    if (names is None) != already:
        raise Refused(
            _("Say what becomes of the real names."),
            _("Give the reviewed table with --names, or --already-pseudonymised if the texts hold none any more."),
        )
    from toolkit.cli.coffres import opened_coffre
    from toolkit.formats.participants import read_participants
    from toolkit.study.unfinished import finish_sources
    from toolkit.transcripts.files import read_all
    from toolkit.transcripts.name_files import read_names
    from toolkit.transcripts.pseudonymising import with_rules
    from toolkit.transcripts.voice_tables import read_voices

    with opened(study) as desk:
        readings = read_all(files)
        table = read_participants(people, files=files) if people else None
        # A faulty table is told before a passphrase is asked, and again beside what the coffre holds.
        decisions = None if names is None else read_names(names)
        heard = read_voices(voices) if voices else []
        finish_sources(desk)
        box = None if decisions is None else opened_coffre(coffre, desk, needed=False)
        if names is not None and box is not None:
            # What the coffre holds goes for later files too.
            held = box.table.entries
            decisions = with_rules(read_names(names, held=held), held)
        if decisions is not None:
            _refuse_table_of_others(readings, decisions)
        coming, warnings = enter(
            desk, readings, decisions=decisions, people=table, coffre=box, case=case, voices=heard
        )
    warn(*warnings)
    left = {} if decisions is None else _left_in(readings, coming, decisions)
    for one in coming:
        warn(*(f"{one.transcript.id} : {warning}" for warning in one.warnings))
        if lines := left.get(one.transcript.id):
            warn(may_name(one.transcript.id, lines))
    if decisions is not None and box is None:
        warn(_("The originals were kept nowhere: to keep them, give the folder of a coffre with --coffre."))
    if json:
        as_json([_plain(one) for one in coming])
    else:
        say(n_("{n} text is in the study.", "{n} texts are in the study.", len(coming)))
        if linked := [f"{one.transcript.id} = {', '.join(one.linked)}" for one in coming if one.linked]:
            say(_("Recognised by their label or the name of their file: {who}.", who=" ; ".join(linked)))


def _refuse_table_of_others(readings: "Sequence[Reading]", decisions: "Sequence[NameDecision]") -> None:
    """Raise ``Refused`` when nothing of a table is in texts that name somebody."""
    from toolkit.transcripts.pseudonymising import of_other_texts, unlisted

    by_file = {reading.file: reading for reading in readings}
    if of_other_texts(by_file, decisions) and unlisted(by_file, decisions, {}):
        raise other_texts()


def _left_in(
    readings: "Sequence[Reading]", coming: "Sequence[Arrival]", decisions: "Sequence[NameDecision]"
) -> dict[str, list[int]]:
    """Return the lines of each text where something looks like a name that no row lists."""
    from toolkit.transcripts.pseudonymising import unlisted

    read = {reading.file: reading for reading in readings}
    named = {one.transcript.id: read[one.file] for one in coming}
    names = {one.transcript.id: (one.transcript.id, Path(one.file).name) for one in coming}
    return unlisted(named, decisions, names)


def may_name(id: str, lines: "Sequence[int]") -> str:
    """Return what is said of the lines of a text that may still name somebody."""
    return n_(
        "{id}: {n} line may still name somebody that the table does not list ({lines}). Read it.",
        "{id}: {n} lines may still name somebody that the table does not list ({lines}). Read them.",
        len(lines),
        id=id,
        lines=", ".join(str(line) for line in lines[:12]),
    )


def other_texts() -> Refused:
    """Return the refusal of a table of names of which nothing is in the texts, though they name somebody."""
    return Refused(
        _("No form of the table of names is in these texts, and they hold things that look like names."),
        _("Is it the table of another study? List theirs with “carnet names”, decide, then run this again."),
    )


def _plain(one: "Arrival") -> dict[str, object]:
    people = [speaker.participant for speaker in one.transcript.speakers if speaker.participant]
    return {
        "transcript": one.transcript.id,
        "file": one.file,
        "turns": len(one.transcript.turns),
        "participants": list(dict.fromkeys(people)),
        "linked": list(one.linked),
        "replaced": None if one.replaced is None else len(one.replaced.spans),
        "warnings": list(one.warnings),
    }


def enter(
    desk: "Study",
    readings: "Sequence[Reading]",
    *,
    decisions: "Sequence[NameDecision] | None",
    people: "People | None" = None,
    given: "Mapping[str, str] | None" = None,
    coffre: "Coffre | None" = None,
    case: str | None = None,
    voices: "Sequence[Voice]" = (),
) -> "tuple[list[Arrival], list[str]]":
    """Bring readings into a study: the coffre is sealed first, then the journal is written, then the clean files.

    The clean files are written beside their places before anything else, so that a full disk stops all or nothing.
    """
    from toolkit.transcripts.imports import arrivals, bring_in

    given, warnings = _people(readings, people, dict(given or {}), told=bool(voices))
    known = [person.id for person in people.participants] if people else []
    ids = {} if coffre is None else _known(desk, readings, coffre)
    coming = arrivals(
        desk,
        readings,
        decisions=decisions,
        ids=ids,
        people=given,
        described=known,
        case=case,
        voices=voices,
        gone=desk.gone("participants") | desk.gone("transcripts"),
    )
    change = bring_in(desk, coming, people=people.participants if people else ())
    with sources(desk.folder / "sources", coming) as put_in_place:
        if coffre is not None and decisions is not None:
            for one in coming:
                if one.replaced is not None:
                    coffre.add(one.transcript.id, one.replaced, raw=Path(one.file))
            coffre.add_entries(decisions)
            coffre.save()
        desk.do(change)
        put_in_place()
    return coming, warnings


def _people(
    readings: "Sequence[Reading]", people: "People | None", given: dict[str, str], *, told: bool
) -> tuple[dict[str, str], list[str]]:
    """Return the participant of each file, and what must be said: a table that names no file is read in order."""
    if people is None:
        return given, []
    warnings = list(people.warnings)
    for reading in readings:
        person = people.participant_of(reading.file)
        if person is not None:
            given.setdefault(reading.file, person)
    alone = [reading for reading in readings if reading.kind == "interview"]
    if told and not given:
        # Another table says who is where: that this one names no file is no trouble.
        warnings = [
            warning for warning in warnings if people.matches is None or warning not in people.matches.warnings
        ]
    elif not given and len(alone) == len(readings) == len(people.participants) and not _says_who(readings, people):
        given = {reading.file: person.id for reading, person in zip(readings, people.participants, strict=True)}
        pairs = ", ".join(f"{n} = {person.id}" for n, person in enumerate(people.participants, 1))
        warnings = [
            warning for warning in warnings if people.matches is None or warning not in people.matches.warnings
        ]
        warnings.append(
            _("The table of people names no file: they were taken in the order of the files ({pairs}).", pairs=pairs)
        )
    return given, warnings


def _says_who(readings: "Sequence[Reading]", people: "People") -> bool:
    """Tell whether a label or the name of a file is somebody's id: then the order of the files says nothing."""
    from toolkit.transcripts.own_ids import reserved

    return any(reserved(readings, [person.id for person in people.participants]))


def _known(desk: "Study", readings: "Sequence[Reading]", coffre: "Coffre") -> dict[str, str]:
    """Return the ids that the coffre gave to these raw files; refuse one whose text is in the study already."""
    ids: dict[str, str] = {}
    for reading in readings:
        id = coffre.document_of(Path(reading.file))
        if id and id in desk.transcripts:
            raise Refused(
                _("This text is already in the study: it is {id}.", id=id),
                _("Take it out of the list; to correct it, revise {id}.", id=id),
            )
        if id:
            ids[reading.file] = id
    return ids


def import_command(texts: "Sequence[Path]") -> str:
    """Return the command that brings clean texts of one folder into its study, as it is typed."""
    from toolkit.study.second_copies import quoted

    folder = texts[0].parent
    paths = " ".join(map(quoted, texts))
    if len(texts) > 1 and {path.name for path in texts} == {path.name for path in folder.glob("*.txt")}:
        # A quoted star stays a star for the shells of Linux and macOS; on Windows it is Carnet that reads it.
        paths = quoted(folder / "*.txt") if sys.platform == "win32" else f"{quoted(folder)}/*.txt"
    study = folder.absolute().parent
    here = not (study / "study.db").exists() or study == Path.cwd()
    where = "" if here else f" -s {quoted(folder.parent if folder.parent.name else study)}"
    return f"carnet import {paths}{where} --already-pseudonymised"


def _taken(target: Path) -> Refused:
    """Return the refusal of a text whose place another one holds: most often a clean text to be imported first."""
    from toolkit.study.dropped import WAITING

    if not WAITING.fullmatch(target.name):
        return Refused(
            _("Another text is already there: {files}.", files=target),
            _("The study does not hold it any more, or not yet: move it elsewhere, then run this again."),
        )
    return Refused(
        _("{file} is already in “sources”, and the study does not hold this text yet.", file=target.name),
        _(
            "If Carnet wrote it, import it first: {command}; then run this again. If it is something else, move it "
            "elsewhere.",
            command=import_command([target]),
        ),
    )


@contextmanager
def sources(folder: Path, coming: "Sequence[Arrival]") -> "Iterator[Callable[[], None]]":
    """Write the clean texts beside their places; give the function that puts them there, under their ids."""
    from toolkit.transcripts.imports import neutral_name

    drafts: dict[Path, Path] = {}
    entered = False

    def put_in_place() -> None:
        nonlocal entered
        entered = True  # the journal holds them: a draft that stays is put in place by ``finish_sources``
        for target, draft in drafts.items():
            draft.replace(target)

    try:
        for one in coming:
            target, text = folder / neutral_name(one.transcript), one.transcript.text.encode("utf-8")
            itself = target.exists() and target.samefile(one.file)
            if target.exists() and not itself and target.read_bytes() != text:
                raise _taken(target)
            drafts[target] = target.with_name(f".{target.name}.tmp")
            try:
                folder.mkdir(exist_ok=True)
                drafts[target].write_bytes(text)
            except OSError as error:
                raise CannotWrite(target, reason_of(error)) from error
        yield put_in_place
    finally:
        for draft in () if entered else drafts.values():
            with suppress(OSError):
                draft.unlink(missing_ok=True)

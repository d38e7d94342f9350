"""What the commands share: the study named on the line, JSON for programs, tables and progress for people."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from toolkit.i18n import _

if TYPE_CHECKING:
    from toolkit.study import Study

StudyOption = Annotated[
    Path, typer.Option("--study", "-s", help=_("Folder of the study (by default, the current folder)."))
]
JsonOption = Annotated[bool, typer.Option("--json", help=_("Answer in JSON, for a program."))]
FilesArgument = Annotated[
    list[Path], typer.Argument(help=_("One or several files."), metavar="FICHIER", show_default=False)
]


def opened(folder: Path) -> "Study":
    """Open the study of a folder (``NotAStudy`` when there is none); say on stderr what was not said before."""
    from toolkit.study import open_study

    study = open_study(folder)
    warn(*study.news())
    # What the snapshot made beside the work had to say is known at the end only.
    study.when_closed.append(lambda: warn(*study.news(late=True)))
    return study


def say(*lines: str) -> None:
    """Print lines for a person, at once: a pipe shows the work as it goes."""
    for line in lines:
        print(line)
    sys.stdout.flush()


def warn(*lines: str) -> None:
    """Print lines on stderr, so that stdout stays for what was asked."""
    for line in lines:
        print(line, file=sys.stderr)


def as_json(value: Any) -> None:
    """Print one JSON value, in ASCII so that any console and any program reads it alike."""
    print(json.dumps(value, ensure_ascii=True, indent=1))


def table(headings: Iterable[str], rows: Iterable[Iterable[object]], *, title: str = "") -> None:
    """Print a table for a person."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    made = Table(title=Text(title) if title else None, title_justify="left", header_style="bold")
    for heading in headings:
        # As text: a bracket in a file name or a code is no mark-up.
        made.add_column(Text(heading))
    for row in rows:
        made.add_row(*(Text(str(cell)) for cell in row))
    Console(soft_wrap=False).print(made)


@contextmanager
def progress(label: str, total: int) -> Iterator[Any]:
    """Give a function to call at each step; a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda: bar.advance(task)

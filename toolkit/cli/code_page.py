"""Command ``carnet code-page``: interviews to code in one HTML file, without Python."""

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say
from toolkit.i18n import _


def add_to(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command(
        "code-page",
        help=_("Write one HTML file in which interviews are coded without Python; its answers are then imported."),
        epilog=_("Example: carnet code-page E03 E05 --encrypt"),
    )(code_page)


def code_page(
    ids: Annotated[list[str], typer.Argument(help=_("Ids of interviews."), show_default=False)],
    study: StudyOption = Path(),
    to: Annotated[
        Path | None, typer.Option("--to", help=_("File to write (by default in the “outputs” folder of the study)."))
    ] = None,
    coder: Annotated[
        str | None, typer.Option("--coder", help=_("Who codes; by default, you."), show_default=False)
    ] = None,
    encrypt: Annotated[
        bool,
        typer.Option(
            "--encrypt", help=_("Protect the page with a passphrase, asked here or read from CARNET_PASSPHRASE_FILE.")
        ),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Write the page and keep its record in the study."""
    from toolkit.cli.coding import coder_of
    from toolkit.cli.passphrases import of_page
    from toolkit.coding.page_files import page

    with opened(study) as desk:
        by = coder_of(desk, coder)
        path = page(desk, ids, to, coder=by, passphrase=of_page(twice=True) if encrypt else None)
    if json:
        as_json({"file": str(path), "transcripts": ids, "coder": by, "encrypted": encrypt})
        return
    say(_("{path}: open it with a double click.", path=path))
    say(
        _(
            "It holds the whole text of {ids}, with pseudonyms: keep it as you keep the study.",
            ids=", ".join(ids),
        )
    )
    if encrypt:
        say(_("Give the passphrase by another way than the file: by voice, or in another message."))
    say(_("When the answers come back: carnet codings import FILE"))

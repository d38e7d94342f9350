"""``carnet guide draft``: an offer of internship read, and draft guides written from it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.common import JsonOption, as_json, say, warn
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.guides.brief import Brief
    from toolkit.model import Guide

MOST_PUBLICS = 3


def draft(
    offer: Annotated[
        Path | None,
        typer.Argument(help=_("The offer: txt, md, docx, odt, rtf or pdf."), metavar="OFFRE", show_default=False),
    ] = None,
    named: Annotated[
        Path | None,
        typer.Option("--offer", help=_("The offer, said by an option."), metavar="OFFRE", show_default=False),
    ] = None,
    method: Annotated[
        list[str] | None,
        typer.Option(
            "--method", "-m", help=_("Method, for instance “récit de vie”; can be repeated."), show_default=False
        ),
    ] = None,
    public: Annotated[
        list[str] | None,
        typer.Option(
            "--public", "-p", help=_("For whom, for instance “usagers”; can be repeated."), show_default=False
        ),
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", help=_("Folder of the guides (by default, “guides”)."), metavar="DOSSIER")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Read an offer and write draft guides, one per public and per method, and a page to check what was read."""
    from toolkit.errors import InvalidValue
    from toolkit.guides.drafting import drafts
    from toolkit.guides.files import read_offer
    from toolkit.guides.markdown import write_guide

    path = offer or named
    if path is None:
        raise InvalidValue(_("No offer was named."), _("Write: carnet guide draft OFFER.docx --to guides"))
    brief = read_offer(path)
    if json and to is None and not (method or public):
        as_json(brief.to_json())
        return
    folder = to or Path("guides")
    if not brief.questions:
        # What could be read is kept, to be checked by eye.
        warn(*brief.warnings, _("What was read is in {page}.", page=save_drafts(brief, (), folder)[0][0]))
    made = drafts(
        brief, methods=method or brief.methods[:1] or None, publics=public or brief.publics[:MOST_PUBLICS] or None
    )
    written = save_drafts(brief, made, folder)
    if json:
        as_json({"brief": brief.to_json(), "guides": [{"id": one.id, "text": write_guide(one)} for one in made]})
        return
    told(brief, written, chosen=(bool(method), bool(public)))


def from_offer(brief: "Brief", folder: Path) -> None:
    """Write the drafts of a new study: the first method, the first publics; without a question, say so only."""
    from toolkit.guides.drafting import drafts

    if not brief.questions:
        warn(*brief.warnings)
        return
    made = drafts(brief, methods=brief.methods[:1] or None, publics=brief.publics[:MOST_PUBLICS] or None)
    told(brief, save_drafts(brief, made, folder), chosen=(False, False))


def save_drafts(brief: "Brief", made: "tuple[Guide, ...]", folder: Path) -> list[tuple[Path, bool]]:
    """Write the guides and the page of the brief; a guide that is there already is left as it is.

    Returns each path with whether it was written.
    """
    from toolkit.guides.files import save_brief_page, save_guide

    folder.mkdir(parents=True, exist_ok=True)
    written: list[tuple[Path, bool]] = []
    for guide in made:
        path = folder / f"{guide.id}.md"
        fresh = not path.exists()
        if fresh:
            save_guide(guide, path)
        written.append((path, fresh))
    page = save_brief_page(brief, folder / "offre-lue.html")
    return written or [(page, True)]


def told(brief: "Brief", written: list[tuple[Path, bool]], *, chosen: tuple[bool, bool]) -> None:
    """Say what was read, what was written, and what is left to decide."""
    from toolkit.guides.grammar import METHOD_WORDS

    warn(*brief.warnings)
    questions, missions = len(brief.questions), len(brief.missions)
    say(
        n_("{n} question was found in the offer.", "{n} questions were found in the offer.", questions),
        n_("{n} mission was found.", "{n} missions were found.", missions),
    )
    for path, fresh in written:
        if fresh:
            say(_("Draft guide: {path}", path=path))
        else:
            warn(_("{path} is there already: it was left as it is. Rename it to get a new draft.", path=path))
    if not chosen[1] and (rest := brief.publics[MOST_PUBLICS:]):
        say(
            _(
                "The offer also names: {publics}. Add for instance: --public “{one}”.",
                publics=", ".join(rest),
                one=rest[0],
            )
        )
    if not chosen[0] and (more := brief.methods[1:]):
        words = [METHOD_WORDS[one][0][0] for one in more]
        say(
            _(
                "It also speaks of: {methods}. Add for instance: --method “{one}”.",
                methods=", ".join(words),
                one=words[0],
            )
        )
    say(
        _(
            "Check what was read in {page}: each thing is marked in the text.",
            page=written[0][0].with_name("offre-lue.html"),
        ),
        _("These drafts are proposals: at the end of each, “À décider” says what only you can decide."),
        _("Next: carnet guide check {path}", path=written[0][0]),
    )

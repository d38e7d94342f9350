"""``carnet verify --table``: look for every listed real name in all that a study holds and gave out."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from toolkit.cli.common import as_json, opened, progress, say, table, warn
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.study.dropped import Dropped
    from toolkit.study.searching import Searched, Shut
    from toolkit.transcripts.coffre_files import Coffre
    from toolkit.transcripts.listed import ListedForms
    from toolkit.transcripts.remains import Remains

_SHOWN = 40


def verify_table(study: Path, coffre: Path | None, also: Sequence[Path], *, show: bool, json: bool) -> None:
    """Search, tell what is left and what was not read; exit code 1 when a name, or a raw file, is there."""
    from toolkit.cli.coffres import opened_coffre
    from toolkit.errors import UnreadableFile
    from toolkit.study.dropped import dropped_notes, places_of
    from toolkit.study.searching import every_file, search_study
    from toolkit.transcripts.listed import ListedForms
    from toolkit.transcripts.remains import REVIEW, gathered, review_text

    for path in also:
        if not path.exists():
            raise UnreadableFile(path, _("this file does not exist"), hint=_("Check its name, then run this again."))
    with opened(study) as desk:
        held = opened_coffre(coffre, desk)
        assert held is not None
        told = _exempted(held)
        forms = ListedForms(held.table)
        files = sum(1 for _path in every_file(desk.folder))
        with progress(_("search"), files) as step:
            found = search_study(desk, forms.look, beside=also, step=step)
        dropped = desk.dropped()
    remains = gathered(found.sightings, forms, held.table.exemptions)
    review = held.folder / REVIEW
    if remains.found:
        from toolkit.transcripts.coffre_files import write_name_table

        write_name_table(review, review_text(remains))
    if json:
        _in_json(remains, found, dropped, forms, show)
    else:
        _said(remains, found, forms, show)
        if remains.found:
            say(
                _(
                    "To see each one: {path}, in the coffre. Where it is a word and no name, write “mot” in the "
                    "column “decision” and why in “reason”, then run this again. A name that is left: carnet redact "
                    "--names noms.csv",
                    path=review,
                )
            )
    warn(*told, *dropped_notes(dropped, places_of(dropped)))
    raise typer.Exit(1 if remains.found or _raw(dropped) else 0)


def _raw(dropped: "Sequence[Dropped]") -> "list[Dropped]":
    """Return the raw files: a clean text that waits for its import was searched like the others."""
    return [one for one in dropped if one.sort != "waiting text"]


def _exempted(held: "Coffre") -> list[str]:
    """Take into the table what a person reviewed since the last search; return what is to be said of it."""
    from toolkit.transcripts.remains import REVIEW, read_review, with_exemptions

    path = held.folder / REVIEW
    if not path.is_file():
        return []
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    exemptions, without = read_review(text, path)
    merged = with_exemptions(held.table.exemptions, exemptions)
    if merged != held.table.exemptions:
        held.table = replace(held.table, exemptions=merged)
        held.save()
    if not without:
        return []
    return [
        n_(
            "{n} line of {path} has no reason: it was not followed.",
            "{n} lines of {path} have no reason: they were not followed.",
            without,
            path=path.name,
        )
    ]


def _said(remains: "Remains", found: "Searched", forms: "ListedForms", show: bool) -> None:
    say(
        n_(
            "{n} form looked for in {files} files.",
            "{n} forms looked for in {files} files.",
            len(forms),
            files=found.files,
        )
    )
    if not remains.found:
        say(_("None is left where it should not be."))
    else:
        say(n_("{n} place still holds one:", "{n} places still hold one:", len(remains.found)))
        rows = [
            (
                one.place if show else forms.masked(one.place),
                one.listed.form if show else _replaced_by(one.listed.replacement),
                one.times,
                len(one.files),
            )
            for one in remains.found[:_SHOWN]
        ]
        table([_("place"), _("form"), _("times"), _("files")], rows)
        if len(remains.found) > _SHOWN:
            more = len(remains.found) - _SHOWN
            say(n_("… and {n} other place.", "… and {n} other places.", more))
    for reason, times in remains.reasons():
        say(
            n_(
                "Left alone, reviewed: {n} time ({reason})",
                "Left alone, reviewed: {n} times ({reason})",
                times,
                reason=reason,
            )
        )
    if found.shut:
        say(_("Not read:"))
        for one in found.shut[:_SHOWN]:
            where = " › ".join(filter(None, (one.file, one.inside)))
            say(f"- {where if show else forms.masked(where)} : {_why(one)}")
        if len(found.shut) > _SHOWN:
            more = len(found.shut) - _SHOWN
            say(n_("… and {n} other place.", "… and {n} other places.", more))


def _replaced_by(replacement: str) -> str:
    return _("the one replaced by “{replacement}”", replacement=replacement) if replacement else _("a listed form")


def _why(shut: "Shut") -> str:
    return {
        "sealed": _("sealed with a passphrase"),
        "protected": _("protected by a password"),
        "damaged": _("damaged, or locked by another program"),
        "large": _("too large"),
        "deep": _("packed too many times"),
        "unknown": _("of no known kind; its readable words were looked at"),
        "part unknown": _("a part is of no known kind, perhaps a protected page"),
        "no pdf reader": _("PDF: pip install carnet[pdf] to read it"),
    }[shut.why]


def _in_json(
    remains: "Remains", found: "Searched", dropped: "Sequence[Dropped]", forms: "ListedForms", show: bool
) -> None:
    def plain(text: str) -> str:
        return text if show else forms.masked(text)

    as_json(
        {
            "ok": not remains.found and not _raw(dropped),
            "forms": len(forms),
            "files": found.files,
            "found": [
                {
                    "place": plain(one.place),
                    "files": [plain(file) for file in one.files],
                    "type": one.listed.type,
                    "replacement": one.listed.replacement,
                    "times": one.times,
                    **({"form": one.listed.form} if show else {}),
                }
                for one in remains.found
            ],
            "exempt": [
                {"place": plain(one.place), "times": one.times, "reason": one.reason} for one in remains.exempt
            ],
            "not_read": [
                {"file": plain(one.file), "inside": plain(one.inside), "why": one.why} for one in found.shut
            ],
            "raw_files": [
                {"sort": one.sort, "path": one.path if show else plain(one.path.rpartition("/")[0] or ".")}
                for one in dropped
            ],
        }
    )

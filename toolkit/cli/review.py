"""Commands of ``carnet`` for the room ``review``: a page given out, answers brought back."""

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.common import FilesArgument, JsonOption, StudyOption, as_json, opened, say
from toolkit.i18n import _, n_

review = typer.Typer(no_args_is_help=True, help=_("Have passages reviewed by a supervisor, bring the answers back."))


@review.command(
    "export",
    help=_("Choose coded passages and write the page that a supervisor opens by double-click."),
    epilog=_("Example: carnet review export --study my-study -n 25 --reviewer “Mme Roux”"),
)
def export(
    study: StudyOption = Path(),
    to: Annotated[
        Path | None, typer.Option("--to", help=_("File to write (by default in the “outputs” folder of the study)."))
    ] = None,
    n: Annotated[int, typer.Option("-n", help=_("How many passages: 25 take about twenty minutes."))] = 25,
    coder: Annotated[str | None, typer.Option("--coder", help=_("Only what this coder coded."))] = None,
    reviewer: Annotated[str, typer.Option("--reviewer", help=_("Who will review: name, initials or coder id."))] = "",
    blind: Annotated[
        bool, typer.Option("--blind", help=_("Hide who coded and the other codes of the passage."))
    ] = False,
    again: Annotated[bool, typer.Option("--again", help=_("Take passages already reviewed too."))] = False,
    seed: Annotated[int, typer.Option("--seed", help=_("Another number gives another choice of passages."))] = 0,
    encrypt: Annotated[
        bool,
        typer.Option(
            "--encrypt", help=_("Protect the page with a passphrase, asked here or read from CARNET_PASSPHRASE_FILE.")
        ),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Write a review page and keep its record in the study."""
    from datetime import date

    from toolkit.cli.passphrases import of_page
    from toolkit.formats.whole import write_whole
    from toolkit.review.answers import record_of
    from toolkit.review.bundle import review_bundle
    from toolkit.review.files import write_record
    from toolkit.review.page import review_page

    with opened(study) as desk:
        bundle = review_bundle(
            desk,
            n=n,
            coder=coder,
            reviewer=reviewer,
            blind=blind,
            again=again,
            seed=seed,
            made_on=date.today().isoformat(),
        )
        outputs = desk.folder / "outputs"
    page = review_page(bundle, passphrase=of_page(twice=True) if encrypt else None)
    path = to if to is not None else outputs / f"avis-{bundle['bundle_id']}.html"
    if path.is_dir():
        path = path / f"avis-{bundle['bundle_id']}.html"
    write_whole(path, page)
    write_record(outputs, record_of(bundle))
    passages = len(bundle["items"])
    if json:
        as_json({"file": str(path), "bundle_id": bundle["bundle_id"], "passages": passages, "encrypted": encrypt})
        return
    say(
        n_(
            "{path}: {n} passage, about {minutes} min.",
            "{path}: {n} passages, about {minutes} min.",
            passages,
            path=path,
            minutes=bundle["minutes"],
        )
    )
    if encrypt:
        say(_("Give the passphrase by another way than the file: by voice, or in another message."))
    say(_("When the answers come back: carnet review import FILE"))


@review.command(
    "import",
    help=_("Bring the answers of a supervisor into the study; a file can be imported again without harm."),
    epilog=_("Example: carnet review import reponses-b3f8.json --study my-study"),
)
def bring_back(files: FilesArgument, study: StudyOption = Path(), json: JsonOption = False) -> None:
    """Read every file first, then write: a file that is refused leaves the study as it was."""
    from toolkit.cli.passphrases import of_page
    from toolkit.review.answers import import_answers, is_protected, read_answers, record_after
    from toolkit.review.files import read_records, read_text, write_record

    contents = [(path, read_text(path)) for path in files]
    secret = of_page() if any(is_protected(content) for _path, content in contents) else None
    read = [read_answers(content, name=path.name, passphrase=secret) for path, content in contents]
    done = []
    with opened(study) as desk:
        records = read_records(desk.folder / "outputs")
        for answers in read:
            import_answers(desk, answers, records=records)
        for answers in read:
            change, report = import_answers(desk, answers, records=records)
            if len(change):
                desk.do(change)
            if report.wiped:
                records = [
                    record_after(record, report) if record["bundle_id"] == report.bundle else record
                    for record in records
                ]
                for record in records:
                    if record["bundle_id"] == report.bundle:
                        write_record(desk.folder / "outputs", record)
            done.append((answers.name, report))
    if json:
        from dataclasses import asdict

        as_json([{"file": name, **asdict(report)} for name, report in done])
        return
    for name, report in done:
        say(f"{name} ({report.reviewer})", *(f"  {line}" for line in report.sentences()))


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.add_typer(review, name="review")

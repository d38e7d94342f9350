"""``carnet demo``: the example study built in a folder, from the raw interviews to the feedback sheet."""

import json
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from toolkit.cli.common import say
from toolkit.cli.demo_folder import SECRET, clear, sign
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.model import Guide
    from toolkit.study import Study

TITLE = "La place des travailleurs pairs"


def add_to(app: typer.Typer) -> None:
    """Add the command of this module to ``app``."""
    app.command("demo", help=_("Build the example study, room by room. Example: carnet demo my-demo"))(demo)


def demo(
    folder: Annotated[
        Path, typer.Argument(help=_("Folder to build the study in."), metavar="DOSSIER", show_default=False)
    ] = Path("demo"),
    show: Annotated[bool, typer.Option("--open", help=_("Open the results in the browser at the end."))] = False,
) -> None:
    """Build the example study, room by room, saying what each one did."""
    started = time.perf_counter()
    clear(folder)
    try:
        first = walk(folder, tell=say)
    except BaseException:
        # Cleared, then stopped half-way: nothing there is anybody's work.
        clear(folder)
        raise
    seconds = round(time.perf_counter() - started)
    say("", n_("Done in {n} second. Open first:", "Done in {n} seconds. Open first:", seconds))
    for what, path in first:
        say(f"  {path}  ({what})")
    say(_("Then: carnet lab {path}, and open notebooks/00_parcours.ipynb.", path=folder))
    if show:
        import webbrowser

        for _what, path in first:
            if path.suffix == ".html":
                webbrowser.open(path.absolute().as_uri())


def walk(folder: Path, *, tell: "Callable[..., None]") -> list[tuple[str, Path]]:
    """Build the example study in ``folder`` and walk the six rooms; return what to open first."""
    from toolkit import new_study, shipped
    from toolkit.cli.study import copy_notebooks
    from toolkit.model import Change, Coder, StudySheet

    example = shipped.folder("examples") / "travailleurs-pairs"
    with new_study(folder, title=TITLE, coder="C1") as study:
        sign(folder, None)
        copy_notebooks(study.folder)
        study.add(Coder("C1", role="intern"), Coder("C2", role="coder"), Coder("encadrant", role="supervisor"))
        guide = _guides(study, tell)
        sheet = StudySheet(TITLE, guide.research_questions, school="codebook thematic analysis")
        study.do(Change.replacing([(study.sheet, sheet)], verb="change"))
        _transcripts(study, example, tell)
        _coding(study, example, tell)
        page = _review(study, example, tell)
        figure = _counting(study, tell)
        sheets = _feedback(study, tell)
        found = study.verify()
        tell(n_("Checked: {n} action, nothing lost.", "Checked: {n} actions, nothing lost.", found.actions))
        assert found, found.faults
        head = study.head
    sign(folder, head)
    return [
        (_("the feedback sheet"), sheets[1]),
        (_("the supervisor's page"), page),
        (_("the figure"), figure),
    ]


def _room(tell: "Callable[..., None]", number: int, name: str, *lines: str) -> None:
    tell(f"{number}. {name}", *(f"   {line}" for line in lines))


def _guides(study: "Study", tell: "Callable[..., None]") -> "Guide":
    from toolkit import shipped
    from toolkit.guides import check, read_guide

    name = "travailleurs-pairs-semi-directif.md"
    shutil.copyfile(shipped.folder("interview_guides") / name, study.folder / "guides" / name)
    guide = read_guide(study.folder / "guides" / name)
    findings = [finding for finding in check(guide) if finding.severity != "info"]
    study.add(guide)
    questions = len(list(guide.questions()))
    _room(
        tell,
        1,
        _("Guide"),
        n_(
            "{n} question read, {themes} themes.",
            "{n} questions read, {themes} themes.",
            questions,
            themes=len(guide.themes),
        ),
        n_("{n} remark on their wording.", "{n} remarks on their wording.", len(findings)),
    )
    return guide


def _transcripts(study: "Study", example: Path, tell: "Callable[..., None]") -> None:
    from toolkit.cli.imports import enter
    from toolkit.formats.participants import read_participants
    from toolkit.language import model_notice
    from toolkit.transcripts import read_all
    from toolkit.transcripts.coffre_files import coffre_place, new_coffre, read_name_table
    from toolkit.transcripts.names import find_names_everywhere

    raws = sorted((example / "raw").iterdir())
    readings = read_all(raws)
    found = find_names_everywhere({reading.file: reading for reading in readings})
    decisions = read_name_table(example / "noms.csv")
    coffre = coffre_place(study.folder)
    box = new_coffre(coffre, study.folder, SECRET, f"{time.gmtime().tm_year + 2}-09-30")
    people = read_participants(example / "participants.csv")
    coming, _warnings = enter(study, readings, decisions=decisions, people=people, given=_by_order(raws), coffre=box)
    spans = sum(len(one.replaced.spans) for one in coming if one.replaced)
    turns = sum(len(one.transcript.turns) for one in coming)
    seen = sum(map(len, found.values()))
    lines = [
        n_(
            "{n} interview read, {turns} turns, each with its role.",
            "{n} interviews read, {turns} turns, each with its role.",
            len(coming),
            turns=turns,
        ),
        n_(
            "{n} passage that may identify somebody was found.",
            "{n} passages that may identify somebody were found.",
            seen,
        ),
        n_("{n} replacement decided by a person was made.", "{n} replacements decided by a person were made.", spans),
        _("The real names are in the coffre: {path} (passphrase: {secret}).", path=coffre, secret=SECRET),
    ]
    if notice := model_notice():
        lines.append(notice)
    _room(tell, 2, _("Transcripts"), *lines)


def _by_order(raws: list[Path]) -> dict[str, str]:
    return {str(path): f"P{number:02d}" for number, path in enumerate(raws, 1)}


def _coding(study: "Study", example: Path, tell: "Callable[..., None]") -> None:
    from toolkit.coding import accept, propose, read_codebook, read_dictionary, save_codebook
    from toolkit.coding.tables import codings_of
    from toolkit.formats.sheets import read_table
    from toolkit.model import Change, Code, Coding, Transcript

    codes = read_codebook(example / "codebook.csv").codes
    study.do(Change.adding(*codes, verb="add codes"))
    save_codebook(study.codebook, study.folder / "codebook.md")
    for coder in ("C1", "C2"):
        study.do(codings_of(read_table(example / "codings.csv"), study, coders=[coder]), coder=coder)
    by_hand = len(study.codings)
    dictionary = read_dictionary(example / "dictionary.csv")
    proposals = propose(dictionary, study.all(Transcript), study.all(Code), coder="C1", held=study.all(Coding))
    study.do(proposals)
    chosen = [one for one in study.all(Coding) if one.state == "proposed" and one.code in ("apprendre", "entraide")]
    study.do(accept(chosen))
    _room(
        tell,
        3,
        _("Coding"),
        n_("{n} code in the codebook.", "{n} codes in the codebook.", len(codes)),
        n_("{n} passage coded by hand, by two people.", "{n} passages coded by hand, by two people.", by_hand),
        n_(
            "{n} proposal of the dictionary, {accepted} accepted after reading.",
            "{n} proposals of the dictionary, {accepted} accepted after reading.",
            len(proposals),
            accepted=len(chosen),
        ),
    )


def _review(study: "Study", example: Path, tell: "Callable[..., None]") -> Path:
    from toolkit.formats.whole import write_whole
    from toolkit.review import import_answers, read_answers, record_of, review_bundle, review_page, write_record
    from toolkit.review.agreement import alpha_by_turn

    outputs = study.folder / "outputs"
    verdicts = _verdicts(study, example / "avis.csv")
    bundle = review_bundle(study, reviewer="encadrant", coder="C1", codings=_passages(study, verdicts))
    page = outputs / "avis-encadrante.html"
    write_whole(page, review_page(bundle))
    write_record(outputs, record_of(bundle))
    at = f"{bundle['made_on'] or '2024-05-02'}T10:00:00Z"
    answers = {
        "format": "carnet-review-answers/1",
        "bundle_id": bundle["bundle_id"],
        "source_sha256": bundle["source_sha256"],
        "reviewer": "encadrant",
        "exported_at": at,
        "review": {
            id: {"decision": row["decision"], "comment": row["comment"], "suggest": row["suggestion"], "at": at}
            for id, row in verdicts.items()
        },
    }
    file = write_whole(outputs / "reponses-encadrante.json", json.dumps(answers, ensure_ascii=False, indent=1))
    change, _report = import_answers(
        study, read_answers(file.read_text(encoding="utf-8")), records=[record_of(bundle)]
    )
    study.do(change)
    codings = study.frame("codings")
    table = alpha_by_turn(
        codings[codings["origin"] == "hand"], study.frame("turns"), coders=["C1", "C2"], school=study.sheet.school
    )
    table.to_docx(outputs / "accord.docx")
    _record(study, outputs / "accord.docx", "alpha_by_turn", {"coders": ["C1", "C2"], "unit": "turn"})
    _room(
        tell,
        4,
        _("Review"),
        n_("{n} passage in the supervisor's page.", "{n} passages in the supervisor's page.", len(bundle["items"])),
        n_("{n} verdict read back.", "{n} verdicts read back.", len(study.reviews)),
        _("Agreement of two coders, by turn: {path}.", path="outputs/accord.docx"),
    )
    return page


def _verdicts(study: "Study", path: Path) -> dict[str, dict[str, str]]:
    """Return the verdicts of an invented supervisor, by id of coding."""
    from toolkit.formats.sheets import read_table
    from toolkit.model import Coding

    table = read_table(path)
    found = {(one.transcript, one.coder, one.code, one.quote): one.id for one in study.all(Coding)}
    rows = [dict(zip(table.columns, cells, strict=True)) for cells in table.rows]
    return {found[row["document"], row["coder"], row["code"], row["quote"]]: row for row in rows}


def _passages(study: "Study", verdicts: dict[str, Any]) -> list[str]:
    """Return the 25 passages of the page: those that the invented supervisor answered, then others by rank."""
    mine = [one["coding"] for one in study.codings.frame().to_dict("records") if one["coder"] == "C1"]
    hand = [id for id in mine if study.codings[id].origin == "hand" and id not in verdicts]
    return [*verdicts, *hand[:: max(1, len(hand) // 19)]][:25]


def _counting(study: "Study", tell: "Callable[..., None]") -> Path:
    from toolkit.counting import frequency, plot_frequency, said, save_figure

    outputs = study.folder / "outputs"
    among = study.frame("participants")
    table = frequency(study.frame("pieces"), among=among, coder="C1", codes=study.frame("codes"))
    parameters = {"unit": "participant", "coder": "C1", "N": len(among)}
    figure = save_figure(plot_frequency(table), outputs / "effectifs.png")
    for path in (table.to_xlsx(outputs / "effectifs.xlsx"), figure):
        _record(study, path, "frequency", parameters)
    n = table["entraide"]
    _room(
        tell,
        5,
        _("Counting"),
        _("“{label}”: {said}.", label=study.codes["entraide"].label, said=said(n, len(among))),
        _("Table and figure: {path}.", path="outputs/effectifs.xlsx, outputs/effectifs.png"),
    )
    return figure


def _feedback(study: "Study", tell: "Callable[..., None]") -> list[Path]:
    from toolkit.feedback import approve, choose_quotes, feedback_sheet, to_docx, to_html
    from toolkit.model import Quote

    for theme in study.codebook.children(None):
        change = choose_quotes(study, code=theme.id, n=3, coder="C1")
        if len(change):
            study.do(change)
    # P02 reads each extract again before it leaves: one was read and approved.
    waiting = [quote.id for quote in study.all(Quote) if quote.participant == "P02"]
    study.do(approve(study, waiting[:1], date="2024-05-20"))
    steps = [_("The results are told and discussed with the people interviewed.")]
    sheet = feedback_sheet(study, coder="C1", next_steps=steps, date="2024-06-03")
    paths = [write(sheet, study.folder / "outputs" / "restitution", head=study.head) for write in (to_docx, to_html)]
    _room(
        tell,
        6,
        _("Feedback"),
        n_("{n} extract in the sheet.", "{n} extracts in the sheet.", len(sheet.extracts)),
        n_("{n} extract held back: no consent yet.", "{n} extracts held back: no consent yet.", len(sheet.withheld)),
    )
    return paths


def _record(study: "Study", path: Path, verb: str, parameters: dict[str, Any]) -> None:
    from toolkit.cli.outputs import record

    record(path, verb=verb, parameters=parameters, head=study.head)

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
    from toolkit.study.second_copies import quoted

    say(_("Then: carnet lab {path}, and open notebooks/00_parcours.ipynb.", path=quoted(folder)))
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
        sheets = _feedback(study, example, tell)
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

    guides = []
    for kind in ("semi-directif", "recit-de-vie"):
        name = f"travailleurs-pairs-{kind}.md"
        shutil.copyfile(shipped.folder("interview_guides") / name, study.folder / "guides" / name)
        guides.append(read_guide(study.folder / "guides" / name))
    study.add(*guides)
    findings = [finding for guide in guides for finding in check(guide) if finding.severity != "info"]
    questions = sum(len(list(guide.questions())) for guide in guides)
    _room(
        tell,
        1,
        _("Guide"),
        n_(
            "{n} question read, {themes} themes.",
            "{n} questions read, {themes} themes.",
            questions,
            themes=sum(len(guide.themes) for guide in guides),
        ),
        n_("{n} remark on their wording.", "{n} remarks on their wording.", len(findings)),
    )
    return guides[0]


def _transcripts(study: "Study", example: Path, tell: "Callable[..., None]") -> None:
    from toolkit.cli.imports import enter
    from toolkit.formats.participants import read_participants
    from toolkit.language import model_notice
    from toolkit.transcripts import read_all
    from toolkit.transcripts.coffre_files import coffre_place, new_coffre, read_name_table
    from toolkit.transcripts.names import find_names_everywhere
    from toolkit.transcripts.voice_tables import read_voices

    raws = sorted((example / "raw").iterdir())
    readings = read_all(raws)
    found = find_names_everywhere({reading.file: reading for reading in readings})
    decisions = read_name_table(example / "noms.csv")
    coffre = coffre_place(study.folder)
    box = new_coffre(coffre, study.folder, SECRET, f"{time.gmtime().tm_year + 2}-09-30", study=study.origin)
    people = read_participants(example / "participants.csv")
    voices = read_voices(example / "voix.csv")
    coming, _warnings = enter(study, readings, decisions=decisions, people=people, coffre=box, voices=voices)
    spans = sum(len(one.replaced.spans) for one in coming if one.replaced)
    turns = sum(len(one.transcript.turns) for one in coming)
    seen = sum(map(len, found.values()))
    lines = [
        n_(
            "{n} text read, {turns} turns, each with its role.",
            "{n} texts read, {turns} turns, each with its role.",
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
    _memos(study, example / "memos.csv")
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
        n_("{n} memo written while coding.", "{n} memos written while coding.", len(study.memos)),
        n_(
            "{n} proposal of the dictionary, {accepted} accepted after reading.",
            "{n} proposals of the dictionary, {accepted} accepted after reading.",
            len(proposals),
            accepted=len(chosen),
        ),
    )


def _memos(study: "Study", path: Path) -> None:
    """Add what two coders and their supervisor noted, each note by who wrote it."""
    from typing import cast

    from toolkit.model import Change, Memo
    from toolkit.model.codes import MemoKind

    memos = [
        Memo(
            row["id"],
            row["text"],
            cast("MemoKind", row["kind"]),
            tuple(row["about"].split()),
            row["coder"],
            row["date"],
        )
        for row in _rows(path)
    ]
    for coder in dict.fromkeys(memo.coder for memo in memos):
        study.do(Change.adding(*(memo for memo in memos if memo.coder == coder), verb="add memos"), coder=coder)


def _review(study: "Study", example: Path, tell: "Callable[..., None]") -> Path:
    from toolkit.formats.whole import write_whole
    from toolkit.review import import_answers, read_answers, record_of, review_bundle, review_page, write_record
    from toolkit.review.agreement import alpha_by_turn

    outputs = study.folder / "outputs"
    verdicts = _verdicts(study, example / "avis.csv")
    bundle = review_bundle(study, reviewer="encadrant", coder="C1", codings=list(verdicts))
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


def _rows(path: Path) -> list[dict[str, str]]:
    from toolkit.formats.sheets import read_table

    table = read_table(path)
    return [dict(zip(table.columns, cells, strict=True)) for cells in table.rows]


def _verdicts(study: "Study", path: Path) -> dict[str, dict[str, str]]:
    """Return the verdicts of an invented supervisor, by id of coding."""
    from toolkit.model import Coding

    found = {(one.transcript, one.coder, one.code, one.quote): one.id for one in study.all(Coding)}
    return {found[row["document"], row["coder"], row["code"], row["quote"]]: row for row in _rows(path)}


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


def _answers(study: "Study", path: Path) -> int:
    """Put the extracts that people were shown in the study, with what each one answered; return how many answered.

    Somebody who withdrew is no longer quoted, whatever was agreed before.
    """
    from dataclasses import replace
    from typing import cast

    from toolkit.feedback import answer_quotes
    from toolkit.model import Change, Coding, Consent, Quote, new_id
    from toolkit.model.returns import QuoteState

    codings = {(one.transcript, one.code, one.quote): one for one in study.all(Coding) if one.coder == "C1"}
    rows = _rows(path)
    shown: dict[str, dict[str, str]] = {}
    for row in rows:
        if not row["quote"]:
            continue
        coding = codings[row["document"], row["code"], row["quote"]]
        id = new_id("q", coding.id, coding.start, coding.end)
        quote = Quote(id, coding.id, coding.transcript, coding.start, coding.end, coding.quote, row["participant"])
        study.do(Change.adding(quote, verb="choose quotes"))
        shown[id] = row
    for id, row in shown.items():
        study.do(answer_quotes(study, [id], cast("QuoteState", row["state"]), date=row["date"]))
    for row in rows:
        if not row["document"] or row["quote"] or row["kind"] != "demande retrait":
            continue
        person = study.participants[row["participant"]]
        no = tuple(Consent(one.scope, "no", row["date"], row["comment"]) for one in person.consents)
        study.do(Change.replacing([(person, replace(person, consents=(*person.consents, *no)))], verb="change"))
    return sum(bool(row["state"]) and row["state"] != "unanswered" for row in rows)


def _feedback(study: "Study", example: Path, tell: "Callable[..., None]") -> list[Path]:
    from toolkit.feedback import choose_quotes, feedback_sheet, to_docx, to_html

    answered = _answers(study, example / "retours.csv")
    for theme in study.codebook.children(None):
        change = choose_quotes(study, code=theme.id, n=3, coder="C1")
        if len(change):
            study.do(change)
    steps = [_("The results are told and discussed with the people interviewed.")]
    sheet = feedback_sheet(study, coder="C1", next_steps=steps, date="2024-07-01")
    paths = [write(sheet, study.folder / "outputs" / "restitution", head=study.head) for write in (to_docx, to_html)]
    _room(
        tell,
        6,
        _("Feedback"),
        n_("{n} extract answered by who said it.", "{n} extracts answered by those who said them.", answered),
        n_("{n} extract in the sheet.", "{n} extracts in the sheet.", len(sheet.extracts)),
        n_(
            "{n} extract held back: refused, or not approved yet.",
            "{n} extracts held back: refused, or not approved yet.",
            len(sheet.withheld),
        ),
    )
    return paths


def _record(study: "Study", path: Path, verb: str, parameters: dict[str, Any]) -> None:
    from toolkit.cli.outputs import record

    record(path, verb=verb, parameters=parameters, head=study.head)

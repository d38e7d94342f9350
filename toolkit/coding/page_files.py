"""The files of coding without Python: the page, its record, its answers read; a coded text as one still page."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.coding.page import coding_page
from toolkit.coding.page_answers import PageAnswers, read_page_answers
from toolkit.coding.page_bundle import RECORD_FORMAT, coding_bundle, record_of
from toolkit.coding.page_import import import_page, record_after
from toolkit.coding.page_report import PageReport
from toolkit.coding.still import still_html
from toolkit.coding.widget import coder_known
from toolkit.errors import Refused, UnreadableFile
from toolkit.formats.outputs import beside, free_path
from toolkit.formats.whole import write_whole
from toolkit.i18n import _
from toolkit.model import Desk, State, Transcript


def page(
    study: Desk,
    transcripts: str | Sequence[str],
    path: str | Path | None = None,
    *,
    passphrase: str | None = None,
    coder: str | None = None,
    lang: str | None = None,
) -> Path:
    """Write one HTML file in which interviews are coded without Python; return its path.

    For a university Jupyter that lacks the widget, or a computer without Python. The page holds the text of the
    study, hence pseudonymised, and sends nothing. What is coded stays in the browser; its answers come back by
    ``import_answers``.

    Parameters
    ----------
    transcripts
        The id of an interview, like ``"E03"``, or of several: one page holds them all.
    path
        The file, or a folder; the “outputs” folder of the study by default. A file made otherwise is never
        overwritten: a number follows.
    passphrase
        Seals the page and its answers (eight characters at least).
    coder
        Who will code; the coder of the study if not given.
    """
    by = coder_known(study, coder)
    bundle = coding_bundle(study, transcripts, coder=by, lang=lang, made_on=date.today().isoformat())
    content = coding_page(bundle, passphrase=passphrase).encode("utf-8")
    ids = [one["transcript"]["id"] for one in bundle["texts"]]
    name = f"codage-{'-'.join(ids)[:40]}-{bundle['bundle_id']}.html"
    folder = _outputs(study)
    target = Path(path) if path is not None else folder / name if folder is not None else None
    if target is None:
        raise Refused(_("Where to write the page is not said."), _("Give “path=” the name of an HTML file."))
    target = free_path(target / name if target.is_dir() else target, content)
    _write(target, content, study, {"verb": "code page", "transcripts": ids, "sealed": passphrase is not None})
    write_record(folder if folder is not None else target.parent, record_of(bundle))
    return target


def to_html(
    study: Desk,
    transcript: str | Transcript,
    path: str | Path | None = None,
    *,
    coder: str | Sequence[str] | None = None,
    codes: Iterable[str] | None = None,
    states: Sequence[State] = ("accepted", "proposed"),
) -> str | Path:
    """Show a coded interview as the highlighter does, in one HTML file without any script, to be read or printed.

    It is asked for: it holds the words of the interview. Without ``path``, the HTML is returned, a text whose repr
    says its length and no word; else it is written, with the small file that says how, and the path is returned.

    Parameters
    ----------
    path
        The file, or a folder. A file made otherwise is never overwritten: a number follows.
    coder, codes, states
        Whose codings, which codes (a theme brings those below it), in which states.
    """
    asked = None if codes is None else [codes] if isinstance(codes, str) else list(codes)
    html = still_html(study, transcript, coder=coder, codes=asked, states=states)
    text = transcript if isinstance(transcript, str) else transcript.id
    if path is None:
        return StillPage(html, text)
    content = html.encode("utf-8")
    asked_path = Path(path)
    target = free_path(asked_path / f"{text}-code.html" if asked_path.is_dir() else asked_path, content)
    record = {"verb": "coded page", "transcript": text, "codes": asked, "states": list(states)}
    _write(target, content, study, record)
    return target


class StillPage(str):
    """The HTML of a coded interview; its repr, which a notebook saves, says how long it is and no word of it."""

    _of: str

    def __new__(cls, html: str, of: str) -> "StillPage":
        """Return the text of the page of one interview."""
        made = super().__new__(cls, html)
        made._of = of
        return made

    def __repr__(self) -> str:
        return f"<coded page of {self._of}: {len(self)} characters of HTML>"


def import_answers(study: Desk, path: str | Path, *, passphrase: str | None = None) -> PageReport:
    """Bring the answers of a coding page into the study: one change, undone whole; twice does nothing more.

    Returns what was done, and what was left out and why (``report.sentences()``, ``report.left``). Raises what
    ``read_page_answers`` raises, and ``Refused`` on the answers of another study; nothing is then changed.
    """
    path = Path(path)
    return bring(study, read_page_answers(read_content(path), name=path.name, passphrase=passphrase))


def bring(study: Desk, answers: PageAnswers) -> PageReport:
    """Do the import of answers already read, and remember it beside the study."""
    folder = _outputs(study)
    records = read_records(folder) if folder is not None else []
    change, report = import_page(study, answers, records=records, undone=_undone(study))
    action = study.do(change, coder=answers.coder) if len(change) else ""
    record = next((one for one in records if one["bundle_id"] == answers.bundle_id), None)
    if record is not None and folder is not None and report.brought:
        write_record(folder, record_after(record, answers, report, action))
    return report


def write_record(folder: Path, record: Mapping[str, Any]) -> Path:
    """Keep the record of a page in ``folder``; what it remembers of earlier imports stays."""
    same = next((one for one in read_records(folder) if one["bundle_id"] == record["bundle_id"]), None)
    if same is not None and not record["imports"]:
        record = {**record, "imports": same["imports"]}
    folder.mkdir(parents=True, exist_ok=True)
    return write_whole(folder / f"codage-{record['bundle_id']}.json", json.dumps(record, indent=1) + "\n")


def read_records(folder: Path) -> list[dict[str, Any]]:
    """Return the records of the coding pages that a study gave out; other files are left alone."""
    found = []
    for path in sorted(folder.glob("codage-*.json")):
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(value, dict) and value.get("format") == RECORD_FORMAT:
            found.append(value)
    return found


def read_content(path: Path) -> str:
    """Return the content of a file of answers; raise ``UnreadableFile`` when it is not there or no text."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise UnreadableFile(
            path, _("this file does not exist"), hint=_("Check the name and the folder, then run this again.")
        ) from None
    except (IsADirectoryError, PermissionError, UnicodeDecodeError):
        raise UnreadableFile(
            path,
            _("a file of answers saved by a coding page is expected, whole"),
            hint=_("Download the answers again from the page: “Download my answers”."),
        ) from None


def _outputs(study: Desk) -> Path | None:
    folder = getattr(study, "folder", None)
    return None if folder is None else Path(folder) / "outputs"


def _undone(study: Desk) -> set[str]:
    """Return the hashes of the actions undone since; a desk in memory keeps no history."""
    history = getattr(study, "history", None)
    return set() if history is None else {step.hash for step in history(limit=None) if step.undone}


def _write(target: Path, content: bytes, study: Desk, record: Mapping[str, Any]) -> None:
    from toolkit import __version__

    told = {
        "tool": f"carnet {__version__}",
        "file": target.name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "journal_head": str(getattr(study, "head", "")),
        **record,
    }
    write_whole(target, content)
    write_whole(beside(target), (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))

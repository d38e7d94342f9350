"""Guides printed in a file, and remarks sent back in the document where the guide was typed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Literal

from toolkit.errors import InvalidValue, UnreadableFile
from toolkit.formats.annotated import Aside, with_remarks
from toolkit.formats.document_pdf import pdf_bytes
from toolkit.formats.document_writers import Document, to_bytes
from toolkit.formats.outlined import outline_of
from toolkit.formats.outputs import free_path
from toolkit.formats.whole import write_whole
from toolkit.guides.checks import check
from toolkit.guides.documents import guide_of
from toolkit.guides.files import read_guide
from toolkit.guides.layout import guide_document, pocket_document
from toolkit.guides.meeting import contacts_document, quota_document
from toolkit.guides.notices import consent_document, notice_document
from toolkit.guides.remarks import Finding
from toolkit.i18n import _
from toolkit.model import Guide, Participant

What = Literal["guide", "pocket", "keywords", "notice", "consent", "contacts", "quotas"]
WHAT: Final[tuple[str, ...]] = ("guide", "pocket", "keywords", "notice", "consent", "contacts", "quotas")


def lay_out(
    guide: Guide,
    what: What = "guide",
    *,
    met: Iterable[Participant] | None = None,
    facts: Mapping[str, str] | None = None,
    date: str = "",
) -> Document:
    """Lay out one of the documents of a guide.

    Parameters
    ----------
    what
        ``guide`` (a theme a page, a wide margin), ``pocket`` (A5, two columns), ``keywords`` (the same, probes by
        their kinds), ``notice``, ``consent``, ``contacts``, ``quotas``.
    met
        The people interviewed, for the quotas.
    facts
        What the notice says: ``host``, ``contact``, ``until``, ``officer``, ``basis``.
    date
        The day of printing, ISO.
    """
    makers: dict[str, Callable[[], Document]] = {
        "guide": lambda: guide_document(guide, date=date),
        "pocket": lambda: pocket_document(guide, date=date),
        "keywords": lambda: pocket_document(guide, words=True, date=date),
        "notice": lambda: notice_document(guide, **(facts or {}), date=date),
        "consent": lambda: consent_document(guide, date=date),
        "contacts": lambda: contacts_document(guide, date=date),
        "quotas": lambda: quota_document(guide, met, date=date),
    }
    if what not in makers:
        raise InvalidValue(
            _("“{what}” is not a document of a guide.", what=what),
            _("Choose one of: {allowed}.", allowed=", ".join(makers)),
        )
    return makers[what]()


def print_guide(guide: Guide, path: str | Path, what: What = "guide", **options: Any) -> Path:
    """Print a document of a guide in a docx, odt, html or (with the extra) pdf file; return the path written.

    A file that is already there and says something else is kept: the new one is written beside, with a number.
    ``options`` are those of ``lay_out``.
    """
    path = Path(path)
    document = lay_out(guide, what, **options)
    content = pdf_bytes(document) if path.suffix.lower() == ".pdf" else to_bytes(document, path.suffix)
    return write_whole(free_path(path, content), content)


def send_back(
    source: str | Path,
    path: str | Path | None = None,
    *,
    findings: Iterable[Finding] | None = None,
    date: str = "",
) -> Path:
    """Copy the docx or odt where a guide was typed, with the remarks of the checks as comments on its questions.

    The original is never touched. A guide in Markdown is laid out in Word first: the copy is a docx.

    Parameters
    ----------
    source
        The document.
    path
        Where the copy goes; by default beside it, its name ended by « -remarques ».
    findings
        The remarks, as ``check`` gave them with the places of ``understand``; by default, those of all the checks.
    date
        The day, ISO, for the annotations of an odt.
    """
    source = Path(source)
    guide = read_guide(source) if source.suffix.lower() in (".md", ".markdown") else None
    data = source.read_bytes() if guide is None else to_bytes(guide_document(guide, date=date[:10]), ".docx")
    kind = source.suffix if guide is None else ".docx"
    opened = guide_of(outline_of(data, source.stem + kind), source.name)
    if guide is not None:
        opened = replace(opened, guide=guide, notes=())
    found = list(check(opened.guide, lines=opened.places) if findings is None else findings)
    asides = [Aside(finding.line, told(finding)) for finding in found]
    if opened.notes:
        asides.append(
            Aside(1, "\n".join((_("How this document was understood:"), *(f"– {n}" for n in opened.notes))))
        )
    target = Path(path) if path is not None else source.with_name(_("{name}-remarks", name=source.stem) + kind)
    if target.suffix.lower() != kind.lower():
        raise UnreadableFile(
            target,
            _("the copy must be of the same kind as the document ({kind})", kind=kind),
            hint=_("Give it the same ending."),
        )
    if target.exists() and target.samefile(source):
        raise InvalidValue(
            _("{path} is the document itself.", path=target), _("Name another file: the original is kept.")
        )
    content = with_remarks(data, source.stem + kind, asides, author="Carnet", date=date)
    return write_whole(free_path(target), content)


def told(finding: Finding) -> str:
    """Return a remark as a comment says it: how grave, what, the way out."""
    signs = {"info": _("to know"), "warn": _("to see again"), "error": _("to mend")}
    head = f"[{signs[finding.severity]}] {finding.message}"
    return f"{head}\n→ {finding.suggestion}" if finding.suggestion else head

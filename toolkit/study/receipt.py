"""The receipt of a redaction, for the person and the data-protection officer: what went, what is left, to whom.

It holds ids, numbers and names of files; not a word of an interview, not a real name.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from toolkit.formats.whole import write_whole
from toolkit.i18n import N_, _, n_, said

if TYPE_CHECKING:
    from toolkit.formats.document_writers import Document
    from toolkit.study.book import Study
    from toolkit.study.redacting import Done

COLUMNS: Final = (N_("erased"), N_("to erase by hand"), N_("out of reach"))
BEFORE: Final = (N_("would be erased"), N_("would be to erase by hand"), N_("out of reach"))
"""The same columns, when it is only told what would go."""
_COUNTED: Final = ("participants", "transcripts", "codings", "memos", "reviews", "quotes", "links", "events", "acts")
_SELDOM: Final = ("links", "events", "acts")
"""What most studies hold none of: told when there is some."""
_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a redaction did, in three columns of sentences: *effacé*, *à effacer à la main*, *hors de portée*.

    ``counts`` are ``(what, before, after)``; ``rehearsal`` says that nothing was written; ``finished`` is false when
    a reader elsewhere holds the last traces back until the next opening. ``to_run`` is for who does it, on their
    screen, and is in no document: the commands that are left to run.
    """

    subject: str
    day: str
    head: str
    erased: tuple[str, ...]
    by_hand: tuple[str, ...]
    beyond: tuple[str, ...]
    counts: tuple[tuple[str, int, int], ...] = ()
    again: bool = False
    rehearsal: bool = False
    finished: bool = True
    to_run: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the three columns."""
        return tuple(said(name) for name in (BEFORE if self.rehearsal else COLUMNS))

    def rows(self) -> list[tuple[str, str]]:
        """Return each line as ``(column, sentence)``."""
        columns = (self.erased, self.by_hand, self.beyond)
        return [(name, line) for name, lines in zip(self.columns, columns, strict=True) for line in lines]

    @property
    def _day(self) -> str:
        return f"{date.fromisoformat(self.day):%d/%m/%Y}"

    @property
    def title(self) -> str:
        """The title of the receipt."""
        if self.rehearsal:
            return _("What would go with {id}", id=self.subject) if self.subject else _("What would go")
        if not self.subject:
            return _("Receipt: names taken out of the study")
        return _("Receipt of the withdrawal of {id}", id=self.subject)

    def with_lines(
        self, *, erased: tuple[str, ...] = (), by_hand: tuple[str, ...] = (), to_run: tuple[str, ...] = ()
    ) -> "Receipt":
        """Return the receipt with more lines: what was done in the coffre."""
        from dataclasses import replace

        return replace(self, erased=self.erased + erased, by_hand=self.by_hand + by_hand, to_run=self.to_run + to_run)

    @property
    def _lead(self) -> str:
        if self.rehearsal:
            return _("Nothing is written yet.")
        return _("Done on {date}. The history of the study keeps one line about it, without a word.", date=self._day)

    def _repr_html_(self) -> str:
        from html import escape

        cells = "".join(f"<tr><td>{escape(a)}</td><td>{escape(b)}</td></tr>" for a, b in self.rows())
        return f"<p><strong>{escape(self.title)}</strong></p><table>{cells}</table>"

    def document(self) -> "Document":
        """Return the receipt as a page to give."""
        from toolkit.formats.document_writers import Bullets, Document, Grid, Heading, Paragraph, plain

        blocks = [Paragraph(plain(self._lead), look="lead")]
        for heading, lines in zip(self.columns, (self.erased, self.by_hand, self.beyond), strict=True):
            blocks.append(Heading(plain(heading[:1].upper() + heading[1:])))  # type: ignore[arg-type]
            blocks.append(Bullets(tuple(plain(line) for line in lines or (_("nothing"),))))  # type: ignore[arg-type]
        if self.counts:
            rows = tuple((plain(what), plain(str(old)), plain(str(new))) for what, old, new in self.counts)
            blocks.append(Grid((_("what"), _("before"), _("after")), rows, _("Counted again")))  # type: ignore[arg-type]
        foot = _("Reference: {head}", head=self.head[:16])
        return Document(self.title, tuple(blocks), foot=foot, date=self.day)

    def to(self, path: str | Path) -> Path:
        """Write the receipt: ``.docx``, ``.odt``, ``.html`` or ``.md``. Raises ``CannotWrite``."""
        place = Path(path)
        if place.suffix.lower() == ".md":
            return write_whole(place, self._markdown())
        from toolkit.formats.document_writers import write_document

        return write_document(self.document(), place)

    def _markdown(self) -> str:
        out = [f"# {self.title}", "", self._lead, ""]
        for name, lines in zip(self.columns, (self.erased, self.by_hand, self.beyond), strict=True):
            out += [f"## {name}", "", *(f"- {line}" for line in lines or (_("nothing"),)), ""]
        if self.counts:
            out += [f"| {_('what')} | {_('before')} | {_('after')} |", "|---|---|---|"]
            out += [f"| {what} | {old} | {new} |" for what, old, new in self.counts]
        return "\n".join([*out, "", _("Reference: {head}", head=self.head[:16]), ""])


def receipt_of(study: "Study", done: "Done") -> Receipt:
    """Return the receipt of what was done."""
    counts = []
    if not done.rehearsal:
        for name in [*_COUNTED, *sorted(key for key in done.before if key.startswith("code "))]:
            what = said(name) if name in _COUNTED else _("passages coded “{code}”", code=name.removeprefix("code "))
            old, new = done.before.get(name, 0), done.after.get(name, 0)
            if old != new or (name in _COUNTED and (old or name not in _SELDOM)):
                counts.append((what, old, new))
    return Receipt(
        done.subject,
        date.today().isoformat(),
        done.head or study.head,
        tuple(_erased(study, done)),
        tuple(_by_hand(study, done)),
        tuple(_beyond(study, done)),
        tuple(counts),
        done.again,
        done.rehearsal,
        done.finished,
    )


def _erased(study: "Study", done: "Done") -> list[str]:
    counts, lines = done.plan.counts, []
    if done.again:
        lines.append(_("This person had left already: what could be left was looked for again."))
    gone = [id for shelf, id in done.plan.gone if shelf == "transcripts"]
    if gone:
        lines.append(
            n_(
                "{n} text, with all that lay on it: {some}",
                "{n} texts, with all that lay on them: {some}",
                len(gone),
                some=_some(gone),
            )
        )
    if counts.get("turns replaced"):
        lines.append(
            n_(
                "{n} turn replaced by its length in the groups ({words} words)",
                "{n} turns replaced by their length in the groups ({words} words)",
                counts["turns replaced"],
                words=counts.get("words replaced", 0),
            )
        )
    if counts.get("repeats taken out"):
        lines.append(
            n_(
                "{n} passage where somebody else said the same words again",
                "{n} passages where somebody else said the same words again",
                counts["repeats taken out"],
            )
        )
    if counts.get("codings gone"):
        lines.append(n_("{n} coding", "{n} codings", counts["codings gone"]))
    if counts.get("reviews gone"):
        lines.append(n_("{n} review", "{n} reviews", counts["reviews gone"]))
    if counts.get("quotes gone"):
        lines.append(n_("{n} extract chosen to be shown", "{n} extracts chosen to be shown", counts["quotes gone"]))
    if counts.get("ties gone"):
        lines.append(
            n_(
                "{n} link, event or act of a chronicle",
                "{n} links, events or acts of a chronicle",
                counts["ties gone"],
            )
        )
    if touched := counts.get("passages taken out"):
        lines.append(
            n_(
                "what {n} memo, review, code or text cited",
                "what {n} memos, reviews, codes or texts cited",
                touched,
            )
            if done.subject
            else n_(
                "names replaced in {n} memo, review, code or other note",
                "names replaced in {n} memos, reviews, codes or other notes",
                touched,
            )
        )
    if counts.get("texts renamed"):
        lines.append(
            n_("names replaced in {n} text", "names replaced in {n} texts", counts["texts renamed"]),
        )
    if done.plan.named():
        lines.append(
            n_(
                "the past states of {n} thing in the history, which cannot be undone",
                "the past states of {n} things in the history, which cannot be undone",
                len(done.plan.named()),
            )
        )
    cleaned = [done.shown(copy.path, study.folder) for copy in done.copies if copy.became == "redacted"]
    if cleaned:
        lines.append(n_("in {n} copy: {some}", "in {n} copies: {some}", len(cleaned), some=_some(cleaned)))
    dropped = [done.shown(copy.path, study.folder) for copy in done.copies if copy.became == "deleted"]
    if dropped:
        lines.append(
            n_(
                "{n} copy that could not be opened, deleted whole: {some}",
                "{n} copies that could not be opened, deleted whole: {some}",
                len(dropped),
                some=_some(dropped),
            )
        )
    if done.folder.deleted:
        lines.append(
            n_(
                "{n} file deleted: {some}",
                "{n} files deleted: {some}",
                len(done.folder.deleted),
                some=_some(done.folder.deleted),
            )
        )
    if done.folder.rewritten:
        lines.append(
            n_(
                "{n} file cleaned: {some}",
                "{n} files cleaned: {some}",
                len(done.folder.rewritten),
                some=_some(done.folder.rewritten),
            )
        )
    return lines


def _by_hand(study: "Study", done: "Done") -> list[str]:
    from toolkit.study.receipt_words import place_of, reason

    lines = []
    if done.subject:
        lines.append(_("The raw file, the recording and the signed consent, in the coffre and on the recorder."))
    if done.folder.outputs:
        lines.append(
            n_(
                "{n} document had been made; if it was sent, ask for it back: {some}",
                "{n} documents had been made; if they were sent, ask for them back: {some}",
                len(done.folder.outputs),
                some=_some(done.folder.outputs),
            )
        )
    if done.folder.outdated:
        lines.append(
            _("Changed by hand, their numbers still count the person: {some}", some=_some(done.folder.outdated))
        )
    lines += [
        _("A copy to erase or make again: {path}", path=done.shown(one.path, study.folder)) for one in done.elsewhere
    ]
    became: dict[str, list[str]] = {}
    for copy in done.copies:
        became.setdefault(copy.became, []).append(done.shown(copy.path, study.folder))
    if some := became.get("remaining"):
        lines.append(_("A copy that still holds some of what had to go, to erase by hand: {some}", some=_some(some)))
    if some := became.get("closed"):
        lines.append(_("A pack that its passphrase keeps closed, to erase or make again: {some}", some=_some(some)))
    if some := became.get("unreadable"):
        lines.append(_("A copy that cannot be opened, to erase by hand: {some}", some=_some(some)))
    if some := became.get("stranger"):
        lines.append(_("Another study lies there, it was left alone: {some}", some=_some(some)))
    if done.folder.by_hand:
        lines.append(_("Cannot be read by Carnet, to check yourself: {some}", some=_some(done.folder.by_hand)))
    if done.folder.still:
        lines.append(
            n_(
                "To read again: {n} file still names {id}: {some}",
                "To read again: {n} files still name {id}: {some}",
                len(done.folder.still),
                id=done.subject,
                some=_some(done.folder.still),
            )
        )
    if done.folder.named:
        lines.append(
            n_(
                "{n} file bears the name in its own name: rename it.",
                "{n} files bear the name in their own name: rename them.",
                len(done.folder.named),
            )
        )
    if (study.folder / ".git").exists():
        lines.append(
            _("Git keeps the old versions of the files of this folder: ask somebody who knows it to prune them.")
        )
    by_reason: dict[str, list[str]] = {}
    for line in done.plan.to_read:
        by_reason.setdefault(line.why, []).append(place_of(line))
    lines += [
        f"{reason(why, names=not done.subject, before=done.rehearsal)} ({_some(ids)})"
        for why, ids in by_reason.items()
    ]
    if not done.finished:
        lines.append(
            _("Somebody reads this study: close every window and open it again, the last traces go at that moment.")
        )
    return lines


def _beyond(study: "Study", done: "Done") -> list[str]:
    lines = [
        _("What was already read, printed, sent by mail or heard."),
        _("What a technician could still find on the disk itself: destroy it, or erase it whole, if that matters."),
    ]
    if done.plan.counts.get("mentions"):
        lines.append(
            n_(
                "The others name the person {n} time in what they say: the context stays.",
                "The others name the person {n} times in what they say: the context stays.",
                done.plan.counts["mentions"],
            )
        )
    if study._store.place.sort != "local":
        lines.append(
            _(
                "The old versions and the recycle bin that the service keeps ({name}): empty them on its site.",
                name=study._store.place.name,
            )
        )
    if done.subject:
        lines.append(_("The identifier {id}, alone, stays in the history.", id=done.subject))
    return lines


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown}…"

"""The editor where a coded text is corrected in a notebook: the old text, the new one, the codings that move.

Nothing is written before the person saves; then it is one action. No word of the text stays in the notebook.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from toolkit.errors import Conflict, InvalidValue, Refused
from toolkit.i18n import _, n_, said
from toolkit.model import Change, Code, Coder, Coding, Desk, Quote, Transcript, clean_text
from toolkit.model.people import shown_names
from toolkit.transcripts.placing import WHYS, said_why
from toolkit.transcripts.revised import revision_of, save_revision
from toolkit.transcripts.revised_files import clean_text_written
from toolkit.transcripts.revised_names import refuse_names
from toolkit.transcripts.revisions import MODES, VERB, Excerpt, Mode, Revision, ToReview
from toolkit.web.host import Hosted
from toolkit.web.wire import MOST, Shape, flag, text, whole, word

if TYPE_CHECKING:
    from toolkit.transcripts.coffre_files import Coffre

FORMAT: Final = "carnet-editor/1"
LONGEST: Final = 5_000_000
"""Characters of a text that may be typed or pasted: many times the longest interview."""


def _decisions(value: object) -> bool:
    """Accept a list of ``[key, decision]`` or ``[key, start, end]``."""
    key, decision, place = text(200), word("keep", "later", "drop", "renew"), whole()
    return (
        isinstance(value, list)
        and len(value) <= MOST
        and all(
            isinstance(one, list)
            and (
                (len(one) == 2 and key(one[0]) and decision(one[1]))
                or (len(one) == 3 and key(one[0]) and place(one[1]) and place(one[2]))
            )
            for one in value
        )
    )


_DRAFT: Final[Shape] = {
    "text": text(LONGEST),
    "mode": word(*MODES),
    "another": flag(),
    "decisions": _decisions,
}


class TextEditor(Hosted):
    """One transcript and all that is coded on it, to correct; made by ``editor``.

    In a notebook, it is shown when it ends a cell. ``revision`` is what was last drafted or saved.
    """

    component: ClassVar[str] = "editor"
    data_format: ClassVar[str] = FORMAT
    ops: ClassVar[Mapping[str, Shape]] = {"save": {**_DRAFT, "digest": text(64)}}
    asks: ClassVar[Mapping[str, Shape]] = {"draft": _DRAFT}

    def __init__(
        self,
        desk: Desk,
        id: str,
        *,
        coder: str | None = None,
        coffre: "Coffre | None" = None,
        **options: Any,
    ):
        super().__init__(**options)
        desk.get(Transcript, id)
        self._desk, self._id, self._coder, self._coffre = desk, id, coder, coffre
        self._draft: tuple[str, Mode] | None = None
        self.revision: Revision | None = None
        self._saving = False
        self._leave = desk.subscribe(self._changed)

    def snapshot(self) -> dict[str, Any]:
        """Return the text as the study holds it, what is coded on it, and the draft that was not saved."""
        transcript = self._desk.get(Transcript, self._id)
        names = shown_names(self._desk.all(Coder))
        draft, mode = self._draft or (transcript.text, "typo")
        return {
            "id": transcript.id,
            "text": transcript.text,
            "draft": draft,
            "mode": mode,
            "turns": [
                [number, turn.label_start, turn.start, turn.end, " + ".join(turn.speakers)]
                for number, turn in transcript.numbered()
            ],
            "codes": [[code.id, code.label, code.color] for code in self._desk.all(Code)],
            "marks": [
                [one.id, one.start, one.end, one.code, names.get(one.coder) or one.coder, one.state]
                for one in self._desk.all(Coding)
                if one.transcript == transcript.id
            ],
            "quotes": sum(one.transcript == transcript.id for one in self._desk.all(Quote)),
        }

    def answer(self, ask: Mapping[str, Any]) -> dict[str, Any]:
        """Say what a draft does to all that is coded; nothing is written."""
        new, mode = clean_text(ask["text"]), ask["mode"]
        self._draft = (new, mode)
        told: dict[str, Any] = {"text": None if new == ask["text"] else new, "fault": None}
        try:
            revision = self._revised(ask)
        except (Refused, InvalidValue) as error:
            # Only the refusal of another text says how much is shared: the person may then say that it is right.
            another = "shared" in error.fields
            return {**told, "fault": {"reason": error.message, "hint": error.hint, "another": another}}
        self.revision = revision
        return {**told, **_told(revision, shown_names(self._desk.all(Coder)))}

    def apply(self, op: Mapping[str, Any]) -> dict[str, Any]:
        """Save the revision: it is in the journal when this returns."""
        revision = self._revised(op)
        if revision.digest != op["digest"]:
            raise Conflict(VERB, [self._id])
        if not len(revision.change):
            raise Refused(
                _("There is nothing to save: the text is the one of the study."),
                _("Correct it, or paste the new transcription, then save."),
            )
        folder = getattr(self._desk, "folder", None)
        writing = clean_text_written(Path(folder), revision) if folder is not None else nullcontext(lambda: None)
        with writing as put_in_place:
            self._saving = True
            try:
                save_revision(self._desk, revision, coder=self._coder)
            finally:
                self._saving = False
            put_in_place()
        self.revision, self._draft = revision, None
        return {"saved": self.snapshot(), "waiting": len(revision.waiting)}

    def in_short(self) -> str:
        """Return the id and how many passages are coded."""
        n = sum(one.transcript == self._id for one in self._desk.all(Coding))
        return n_("Editor of {id}: {n} coded passage.", "Editor of {id}: {n} coded passages.", n, id=self._id)

    def close(self) -> None:
        """Take the views away; what was not saved is forgotten."""
        self._leave()
        super().close()

    def _revised(self, asked: Mapping[str, Any]) -> Revision:
        new = clean_text(asked["text"])
        if self._coffre is not None:
            refuse_names(new, self._coffre, self._id)
        revision = revision_of(self._desk, self._id, new, mode=asked["mode"], another_text=asked["another"])
        known = revision.keyed
        # A decision about a passage that further corrections settled by themselves is no longer needed.
        decided: dict[str, Any] = {
            key: rest[0] if len(rest) == 1 else (rest[0], rest[1])
            for key, *rest in asked["decisions"]
            if key in known
        }
        return revision.decide(decided)

    def _changed(self, change: Change) -> None:
        """Show what somebody changed elsewhere; what this editor writes itself is told by its own answer."""
        nouns = [after if after is not None else before for _id, before, after in change]
        ours = not nouns or any(
            (isinstance(noun, Transcript) and noun.id == self._id)
            or (isinstance(noun, Coding | Quote) and noun.transcript == self._id)
            for noun in nouns
        )
        # Not to wait: whoever holds the lock may be waiting for the study, which is telling us this.
        if ours and self.lock.acquire(blocking=False):
            try:
                if not self._saving:
                    self.rev += 1
                    self.push()
            finally:
                self.lock.release()

    def __repr__(self) -> str:
        return f"<TextEditor {self._id}: rev {self.rev}>"


def editor(
    desk: Desk,
    id: str,
    *,
    coder: str | None = None,
    coffre: "Coffre | None" = None,
    lang: str | None = None,
    readonly: bool = False,
    height: int = 720,
) -> TextEditor:
    """Open the editor of a coded text; put it last in a notebook cell.

    The old text is at the left with its codings; the new one at the right is corrected in place, or pasted whole. The
    codings move as the person types; those whose words change are listed, to keep, mark anew or drop. Saving is one
    action: ``study.undo()`` gives the former text back.

    Parameters
    ----------
    desk
        The study.
    id
        The transcript (``"E03"``).
    coder
        Who corrects; by default, the person at work.
    coffre
        The open coffre: a real name typed by mistake is then refused.
    """
    return TextEditor(desk, id, coder=coder, coffre=coffre, lang=lang, readonly=readonly, height=height)


def _told(revision: Revision, names: Mapping[str, str]) -> dict[str, Any]:
    """Return a revision as the browser shows it."""
    items = {(item.kind, item.id): item for item in revision.to_review}
    marks = []
    for passage in revision.passages:
        if isinstance(passage.noun, Coding):
            item = items.get(("coding", passage.id))
            start, end = (item.start, item.end) if item is not None else (passage.start, passage.end)
            marks.append([passage.id, start, end, passage.why or passage.notice])
    return {
        "digest": revision.digest,
        "changed": bool(len(revision.change)),
        "marks": marks,
        "review": [_item(key, item, names) for key, item in revision.keyed.items()],
        "noticed": [[one.id, said_why(one)] for one in revision.noticed if isinstance(one.noun, Coding)],
        "turns": [len(revision.before.turns), len(revision.after.turns)],
        "warnings": list(revision.warnings),
    }


def _item(key: str, item: ToReview, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "key": key,
        "id": item.id,
        "kind": item.kind,
        "why": said(WHYS[item.why]),
        "code": item.code,
        "coder": names.get(item.coder) or item.coder,
        "start": item.start,
        "end": item.end,
        "decision": item.decision if isinstance(item.decision, str) else "place",
        "choices": list(item.choices),
        "reviews": item.reviews,
        "quotes": item.quotes,
        "old": _excerpt(item.old),
        "new": _excerpt(item.new),
    }


def _excerpt(shown: Excerpt) -> list[Any]:
    return [shown.before, shown.words, shown.after, shown.turn]


__all__ = ["TextEditor", "editor"]

"""The codebook in a notebook: a tree that is worked on by mouse or by keyboard, each gesture on the disk before it is
shown as saved, no word of an interview left in the notebook."""

from collections.abc import Mapping
from typing import Any, ClassVar

from toolkit.coding.codebook_view import ANATOMY, FORMAT, CodebookView
from toolkit.coding.widget import coder_known
from toolkit.model import Desk
from toolkit.web.following import Following
from toolkit.web.wire import Check, Shape, maybe, text, texts, whole, word


def _form() -> Check:
    """Accept some fields of a code."""
    words, listed = text(20_000), texts(200, 80)

    def check(value: object) -> bool:
        return isinstance(value, dict) and all(
            name in ANATOMY and (listed if name == "questions" else words)(given) for name, given in value.items()
        )

    return check


def _sorting() -> Check:
    """Accept pairs: the id of a coding, the ranks of its codes."""
    id, rank = text(200), whole(0, 99)

    def pair(value: object) -> bool:
        if not isinstance(value, list) or len(value) != 2 or not id(value[0]) or not isinstance(value[1], list):
            return False
        return len(value[1]) <= 99 and all(rank(one) for one in value[1])

    return lambda value: isinstance(value, list) and len(value) <= 200_000 and all(pair(one) for one in value)


class CodebookDesk(Following):
    """The codebook of a study; made by ``codebook_desk``. In a notebook, it is shown when it ends a cell."""

    component: ClassVar[str] = "codebook"
    data_format: ClassVar[str] = FORMAT
    ops: ClassVar[Mapping[str, Shape]] = {
        "add": {"label": text(200), "parent": maybe(text(80)), "fields": maybe(_form())},
        "write": {"fields": _form()},
        "move": {"parent": text(80)},
        "delete": {},
        "merge": {"into": text(80)},
        "split": {"targets": texts(99, 200), "sorting": _sorting()},
        "confirm": {},
        "undo": {},
        "redo": {},
    }
    asks: ClassVar[Mapping[str, Shape]] = {
        "extracts": {"code": text(80), "which": word("all", "older", "telling"), "offset": whole()},
        "versions": {"code": text(80)},
        "lints": {},
        "merging": {"codes": texts(200, 80), "into": text(80)},
    }

    def __init__(self, view: CodebookView, **options: Any):
        self._of = view
        super().__init__(view, **options)

    def snapshot(self) -> dict[str, Any]:
        """Return the codes, how much each is used, the questions of the guide."""
        if self._news:
            self._news.clear()
            self._of.read()
        return self._of.snapshot()

    def apply(self, op: Mapping[str, Any]) -> dict[str, Any]:
        """Do one gesture: one change, one action of the journal; it is on the disk when this returns."""
        # What was changed elsewhere is told first: a gesture is judged on what is there now.
        self._tell_news()
        desk, coder = self._of.desk, self._of.coder
        self._doing = True
        try:
            if op["op"] == "undo":
                desk.undo(coder=coder)
            elif op["op"] == "redo":
                desk.redo(coder=coder)
            elif len(change := self._of.change(op)):
                desk.do(change, coder=coder)
        finally:
            self._doing = False
        brought = self._followed()
        self._anew = brought is None
        return brought or {"items": {}}

    def answer(self, ask: Mapping[str, Any]) -> dict[str, Any]:
        """Return extracts, versions, remarks, or what a merge would make; nothing changes."""
        return self._of.answer(ask)

    def in_short(self) -> str:
        """Return how many codes and coded passages there are."""
        return self._of.in_short()

    def brings(self, changes: Mapping[str, Any]) -> bool:
        """Tell whether what was changed elsewhere shows: codes, or how much they are used."""
        return bool(changes["items"]) or "counts" in changes

    def __repr__(self) -> str:
        return f"<CodebookDesk: {len(self._of.codes)} codes, {len(self._of.codings)} codings>"


def codebook_desk(
    study: Desk,
    *,
    coder: str | None = None,
    lang: str | None = None,
    readonly: bool = False,
    height: int = 720,
) -> CodebookDesk:
    """Open the codebook to work on it, by mouse or by keyboard; put it last in a notebook cell.

    A tree of the codes with their counts, a form for the whole anatomy of each (MacQueen et al. 1998), its extracts,
    its versions, what to look at again. Each gesture is one change of the study and one action of its journal, on the
    disk before the view says so; « Annuler » is ``study.undo``. No word of an interview stays in the notebook.

    Parameters
    ----------
    study
        An open study.
    coder
        Who decides; the coder of the study if not given.
    readonly
        To look only.

    Raises
    ------
    Refused
        When nobody of the study is named to work on it.
    """
    by = coder_known(study, coder, readonly=readonly)
    return CodebookDesk(CodebookView(study, coder=by), lang=lang, readonly=readonly, height=height)

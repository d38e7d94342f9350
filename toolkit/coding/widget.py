"""The highlighter in a notebook: one interview, coded by mouse or by keyboard, each gesture on the disk before it is
shown as saved, no word of it left in the notebook."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from toolkit.coding.highlighting import FORMAT, Highlighting
from toolkit.coding.sound_files import PIECE, Sound, sounds_of
from toolkit.errors import Refused
from toolkit.i18n import _
from toolkit.model import Coder, Coding, Desk, Transcript
from toolkit.web.following import Following
from toolkit.web.wire import Shape, flag, maybe, text, whole

if TYPE_CHECKING:
    from toolkit.transcripts.coffre_files import Coffre

LONGEST_NAME: Final = 200
LONGEST_MEMO: Final = 200_000
_CHOICE: Shape = {
    "code": maybe(text(80)),
    "label": maybe(text(LONGEST_NAME)),
    "parent": maybe(text(80)),
    "in_vivo": maybe(flag()),
}
_PLACE: Shape = {"start": whole(), "end": whole(), "fingerprint": text(64)}


class Highlighter(Following):
    """One interview to code; made by ``highlighter``. In a notebook, it is shown when it ends a cell."""

    component: ClassVar[str] = "highlighter"
    data_format: ClassVar[str] = FORMAT
    ops: ClassVar[Mapping[str, Shape]] = {
        "mark": {**_PLACE, **_CHOICE, "memo": maybe(text(LONGEST_MEMO))},
        "recode": _CHOICE,
        "move": _PLACE,
        "delete": {},
        "accept": {},
        "reject": {},
        "confirm": {},
        "memo": {"memo": text(80), "text": text(LONGEST_MEMO)},
        "undo": {},
        "redo": {},
    }
    asks: ClassVar[Mapping[str, Shape]] = {
        "open": {"transcript": text(80)},
        "sound": {"rank": whole(0, 99), "from_ms": whole(), "at": whole(), "length": whole(1, PIECE)},
    }

    def __init__(
        self, highlighting: Highlighting, *, hear: Callable[[str], list[Sound]] = lambda _id: [], **options: Any
    ):
        self._hear_of = hear
        self._sounds = hear(highlighting.transcript.id)
        self._of = highlighting
        self._born: dict[str, str] = {}
        super().__init__(highlighting, **options)

    def snapshot(self) -> dict[str, Any]:
        """Return the text, its turns, the codes, the codings and what was said of them."""
        if self._news:
            self._news.clear()
            self._of.read()
        return {**self._of.snapshot(), "sounds": [sound.told() for sound in self._sounds]}

    def apply(self, op: Mapping[str, Any]) -> dict[str, Any]:
        """Do one gesture: one change, one action of the journal; it is on the disk when this returns."""
        # What was changed elsewhere is told first: a gesture is judged on what is there now.
        self._tell_news()
        if op.get("ids"):
            op = {**op, "ids": [self._born.get(id, id) for id in op["ids"]]}
        desk, coder = self._of.desk, self._of.coder
        self._doing = True
        try:
            if op["op"] == "undo":
                desk.undo(coder=coder)
            elif op["op"] == "redo":
                desk.redo(coder=coder)
            else:
                desk.do(self._of.change(op), coder=coder)
        finally:
            self._doing = False
        brought = self._followed()
        self._anew = brought is None
        if op["op"] == "mark" and (id := self._of.marked(op)):
            # A key that follows at once speaks of this passage before its id has reached the browser.
            self._born[f"~{op['view']}-{op['seq']}"] = id
        return brought or {"items": {}, "codes": {}, "memos": {}, "reviews": {}}

    def answer(self, ask: Mapping[str, Any]) -> dict[str, Any]:
        """Go to another interview, which every view then gets, or give bytes of the recording; nothing changes."""
        if ask["ask"] == "sound":
            return self._heard(ask)
        if not self._of.listed:
            raise Refused(
                _("This view shows one interview."), _("Open coding.desk(study) to go from one to another.")
            )
        self._of.open(ask["transcript"])
        self._sounds = self._hear_of(ask["transcript"])
        self._anew = True
        return {"transcript": self._of.transcript.id}

    def _heard(self, ask: Mapping[str, Any]) -> dict[str, Any]:
        if ask["rank"] >= len(self._sounds):
            raise Refused(_("There is no such recording."), _("Run the cell again to look for it anew."))
        said, size, from_ms = self._sounds[ask["rank"]].piece(ask["from_ms"], ask["at"], ask["length"])
        return {"size": size, "from_ms": from_ms, "buffers": [said]}

    def in_short(self) -> str:
        """Return how many passages are coded."""
        return self._of.in_short()

    def __repr__(self) -> str:
        of = self._of
        return f"<Highlighter {of.transcript.id}: {len(of.codings)} codings, {len(of.transcript.turns)} turns>"


def highlighter(
    study: Desk,
    transcript: str | Transcript,
    *,
    coder: str | None = None,
    lang: str | None = None,
    readonly: bool = False,
    height: int = 720,
    audio: str | Path | bool | None = None,
    coffre: "Coffre | None" = None,
) -> Highlighter:
    """Open an interview to code it, by mouse or by keyboard; put it last in a notebook cell.

    Each gesture is one change of the study and one action of its journal, on the disk before the view says so;
    « Annuler » is ``study.undo``. No word of the interview stays in the notebook.

    Parameters
    ----------
    study
        An open study.
    transcript
        The interview, or its id, like ``"E03"``.
    coder
        Who codes; the coder of the study if not given.
    readonly
        To look only.
    audio
        The name of its recording in the coffre; by default, those whose names say the interview. False: none.
    coffre
        An open coffre, when only its table says which recording is which.
    """
    by = coder_known(study, coder, readonly=readonly)
    id = transcript.id if isinstance(transcript, Transcript) else transcript
    of = Highlighting(study, id, coder=by)
    hear = partial(sounds_of, study, audio=audio, coffre=coffre)
    return Highlighter(of, hear=hear, lang=lang, readonly=readonly, height=height)


def desk(
    study: Desk,
    *,
    coder: str | None = None,
    lang: str | None = None,
    readonly: bool = False,
    height: int = 720,
    audio: bool = True,
    coffre: "Coffre | None" = None,
) -> Highlighter:
    """Open all the interviews to code them, one after the other, with how far each one is coded.

    It opens where the coder last put a code by hand, else at the first interview. See ``highlighter``;
    ``audio=False`` looks for no recording.
    """
    by = coder_known(study, coder, readonly=readonly)
    texts = [one.id for one in study.all(Transcript)]
    if not texts:
        raise Refused(
            _("This study holds no interview yet."),
            _("“carnet import” brings transcripts in; then run the cell again."),
        )
    mine = [one.transcript for one in study.all(Coding) if one.coder == by and one.origin == "hand"]
    of = Highlighting(study, mine[-1] if mine else texts[0], coder=by, listed=True)
    hear = partial(sounds_of, study, audio=None if audio else False, coffre=coffre)
    return Highlighter(of, hear=hear, lang=lang, readonly=readonly, height=height)


def coder_known(study: Desk, coder: str | None, *, readonly: bool = False) -> str:
    """Return who codes: the one given, else the coder of the study; refuse somebody who is not of the study."""
    by = coder if coder is not None else str(getattr(study, "coder", ""))
    if not readonly and by not in {one.id for one in study.all(Coder)}:
        known = ", ".join(one.id for one in study.all(Coder)) or "–"
        raise Refused(
            _("Who codes is not known yet."),
            _("Give “coder=” the id of somebody of the study (known: {known}).", known=known),
        )
    return by

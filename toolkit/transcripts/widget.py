"""The desk where names are decided in a notebook: one key a decision, kept at once, nothing left in the notebook."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Final, Protocol

from toolkit.errors import InvalidValue, Refused
from toolkit.i18n import _, n_
from toolkit.transcripts.coffre_files import Coffre
from toolkit.transcripts.deciding import Deciding, Step
from toolkit.transcripts.deciding_files import KeptSealed, KeptTable
from toolkit.transcripts.forms import NAME_TYPES, Candidate, NameDecision, form_key
from toolkit.transcripts.name_lines import Line
from toolkit.transcripts.name_tables import is_homograph
from toolkit.transcripts.names import Texts
from toolkit.transcripts.reading import Reading
from toolkit.web.host import Hosted
from toolkit.web.wire import Shape, flag, maybe, text, whole, word

FORMAT: Final = "carnet-names/1"


class NamesDesk(Hosted):
    """Every form that may identify somebody, to decide of; made by ``names_desk``.

    ``decisions`` gives what is decided so far. In a notebook, it is shown when it ends a cell.
    """

    component: ClassVar[str] = "names"
    data_format: ClassVar[str] = FORMAT
    ops: ClassVar[Mapping[str, Shape]] = {
        "decide": {
            "decision": word("accepted", "as typed", "rejected", "undecided", "proposed"),
            "replacement": maybe(text(200)),
            "reason": maybe(text(300)),
            "same_person": maybe(flag()),
        },
        "rename": {"replacement": text(200), "same_person": maybe(flag())},
        "undo": {},
        "redo": {},
    }
    asks: ClassVar[Mapping[str, Shape]] = {
        "contexts": {"id": text(20), "document": text(500), "offset": whole()},
        "check": {"id": text(20), "replacement": text(200)},
    }

    def __init__(self, deciding: Deciding, **options: Any):
        super().__init__(**options)
        self._deciding = deciding

    @property
    def decisions(self) -> list[NameDecision]:
        """What is decided of each form, those that wait included."""
        with self.lock:
            return self._deciding.decisions

    @property
    def undecided(self) -> int:
        """How many forms wait for a decision."""
        with self.lock:
            return self._deciding.undecided

    def snapshot(self) -> dict[str, Any]:
        """Return the lines, in order, as short lists: 50,000 of them must travel."""
        deciding = self._deciding
        lines = []
        for line in deciding.lines.values():
            places = deciding.places[line.id]
            documents = len({place.document for place in places})
            also_word = is_homograph(line.name.form, line.name.type)
            facts = (line.id, line.name.form, NAME_TYPES.index(line.name.type), len(places), documents, also_word)
            lines.append([*facts, *_state(line)])
        return {"lines": lines, **self._ways()}

    def apply(self, op: Mapping[str, Any]) -> dict[str, Any]:
        """Do one gesture; it is kept when this returns."""
        deciding, ids = self._deciding, op.get("ids") or []
        if op["op"] == "undo":
            step = deciding.undo()
        elif op["op"] == "redo":
            step = deciding.redo()
        elif op["op"] == "rename":
            if len(ids) != 1:
                raise InvalidValue(_("A replacement is given to one form at a time."))
            step = deciding.rename(ids[0], op["replacement"], same_person=bool(op.get("same_person")))
        else:
            step = deciding.decide(
                ids,
                op["decision"],
                replacement=op.get("replacement"),
                reason=op.get("reason") or "",
                same_person=bool(op.get("same_person")),
            )
        return self._changes(step)

    def answer(self, ask: Mapping[str, Any]) -> dict[str, Any]:
        """Give the places of a form, or say whether a replacement may be chosen."""
        if ask["ask"] == "contexts":
            return self._deciding.contexts(ask["id"], document=ask["document"], offset=ask["offset"])
        try:
            self._deciding.check(ask["id"], ask["replacement"])
        except Refused as error:
            facts = {name: error.fields.get(name, "") for name in ("why", "other")}
            return {"reason": error.message, "hint": error.hint, **facts}
        return {"reason": "", "hint": "", "why": "", "other": ""}

    def in_short(self) -> str:
        """Return how many forms are decided."""
        total = len(self._deciding.lines)
        return n_(
            "Names of the study: {done} form decided out of {total}.",
            "Names of the study: {done} forms decided out of {total}.",
            total - self._deciding.undecided,
            done=total - self._deciding.undecided,
            total=total,
        )

    def _changes(self, step: Step) -> dict[str, Any]:
        items = {line.id: _state(line) for line in step.lines}
        return {"items": items, "left": [list(pair) for pair in step.left], **self._ways()}

    def _ways(self) -> dict[str, int]:
        return {"undoable": self._deciding.undoable, "redoable": self._deciding.redoable}

    def __repr__(self) -> str:
        total = len(self._deciding.lines)
        return f"<NamesDesk: {total - self._deciding.undecided} of {total} forms decided>"


def names_desk(
    texts_or_readings: Texts | Iterable[Reading],
    *,
    decisions: Sequence[NameDecision] = (),
    candidates: Mapping[str, Sequence[Candidate]] | None = None,
    coffre: Coffre | str | Path | None = None,
    on_save: Callable[[list[NameDecision]], None] | None = None,
    spacy: bool = True,
    level: int | None = None,
    real_names: Iterable[str] = (),
    lang: str | None = None,
    readonly: bool = False,
    height: int = 640,
) -> NamesDesk:
    """Open the desk where names are decided, one key a decision; put it last in a notebook cell.

    Each decision is on the disk before it is shown as saved. No name stays in the notebook: not in its cells, not in
    what it saves of the widget.

    Parameters
    ----------
    texts_or_readings
        The texts or readings by name of document, or the readings of ``read_all``.
    decisions
        What is known already, besides what the coffre holds. Every other form found is proposed.
    candidates
        What ``find_names_everywhere`` found in these texts: they are then not searched again, which takes a while.
    coffre
        Folder of the coffre: decisions are kept in its table ``noms.csv``, which a spreadsheet opens too.
        An open ``Coffre``: they are kept in its sealed table.
    on_save
        A function that keeps all the decisions elsewhere, and raises when it cannot.
    spacy
        False leaves the French model out of the search for names.
    level
        How near places, organisations and dates are told in proposals: see ``propose_replacements``.
    real_names
        Names of people of the study that no text says; no replacement may hold them.
    """
    readings = _by_name(texts_or_readings)
    kept = _kept(coffre)
    if kept is None and on_save is None:
        raise InvalidValue(
            _("The decisions need a place where to be kept."),
            _("Give “coffre=” the folder of the coffre, or “on_save=” a function."),
        )
    known = list(decisions)
    given = {form_key(name.form) for name in known}
    known += [name for name in (kept.read() if kept is not None else ()) if form_key(name.form) not in given]
    if candidates is None:
        from toolkit.transcripts.names import find_names_everywhere

        candidates = find_names_everywhere(readings, roster=known, spacy=spacy)
    if isinstance(kept, KeptTable):
        kept.found(readings, candidates)

    def keep(now: list[NameDecision]) -> None:
        if kept is not None:
            kept.keep(now)
        if on_save is not None:
            on_save(now)

    listed = _proposed(readings, known, candidates, level=level, real_names=real_names)
    deciding = Deciding(readings, listed, candidates=candidates, real_names=real_names, keep=keep)
    return NamesDesk(deciding, lang=lang, readonly=readonly, height=height)


class _Kept(Protocol):
    def read(self) -> list[NameDecision]: ...

    def keep(self, decisions: list[NameDecision]) -> None: ...


def _kept(coffre: Coffre | str | Path | None) -> _Kept | None:
    if coffre is None:
        return None
    return KeptSealed(coffre) if isinstance(coffre, Coffre) else KeptTable(coffre)


def _by_name(texts_or_readings: Texts | Iterable[Reading]) -> Texts:
    if isinstance(texts_or_readings, Mapping):
        return texts_or_readings
    readings = list(texts_or_readings)
    return {reading.file or str(rank): reading for rank, reading in enumerate(readings, 1)}


def _proposed(
    readings: Texts,
    known: Sequence[NameDecision],
    candidates: Mapping[str, Sequence[Candidate]],
    *,
    level: int | None,
    real_names: Iterable[str],
) -> list[NameDecision]:
    """Return what is known, a proposal for what waits for one, and for every form of which nothing is known yet."""
    from toolkit.transcripts.clues import clues_of
    from toolkit.transcripts.generalising import DEFAULT_LEVEL
    from toolkit.transcripts.names import name_words
    from toolkit.transcripts.pseudonyms import is_open, propose_replacements

    every = [candidate for found in candidates.values() for candidate in found]
    if not every and not any(is_open(name) for name in known):
        return list(known)
    cleaned = [reading if isinstance(reading, str) else reading.text for reading in readings.values()]
    proposed = propose_replacements(
        every,
        taken={word for said in (*cleaned, *readings) for word in name_words(said)},
        decisions=known,
        clues=clues_of(readings, candidates),
        level=DEFAULT_LEVEL if level is None else level,
        real_names=real_names,
    )
    by_key = {form_key(name.form): name for name in proposed}
    forms = {form_key(name.form) for name in known}
    renewed = [by_key.get(form_key(name.form), name) if is_open(name) else name for name in known]
    return [*renewed, *(name for name in proposed if form_key(name.form) not in forms)]


def _state(line: Line) -> list[str]:
    return [line.name.decision, line.name.replacement, line.name.reason, line.person]

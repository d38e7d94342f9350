"""The codebook under its desk: what the view shows, as JSON can say it, and what each gesture changes.

Values in, one ``Change`` a gesture, written by the desk. The browser is in ``codebook_desk.py``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Final

from toolkit.coding import codebook
from toolkit.coding.codebook_page import place_of, telling
from toolkit.coding.codebook_past import versions
from toolkit.coding.lints import lint_codebook
from toolkit.coding.regrouping import confirm, merge_codes, outdated, split_code, to_sort
from toolkit.errors import InvalidValue, Refused, UnknownCode
from toolkit.i18n import _, n_
from toolkit.model import Change, Code, Codebook, Coder, Coding, Desk, Guide, Transcript, clean_text, fold
from toolkit.model.people import shown_names

FORMAT: Final = "carnet-codebook/1"
ANATOMY: Final = tuple(field.name for field in fields(Code) if field.name not in ("id", "parent", "version"))
"""The fields that the form of a code writes, its label among them."""
PAGE: Final = 30
"""How many extracts are handed at a time."""
Row = dict[str, Any]


class CodebookView:
    """The codes of a study, their use and their past, as one coder sees and changes them."""

    def __init__(self, desk: Desk, *, coder: str):
        self.desk, self.coder = desk, coder
        self.read()

    def read(self) -> None:
        """Read everything again from the desk."""
        self.codes: dict[str, Code] = {code.id: code for code in self.desk.all(Code)}
        self.codings: dict[str, Coding] = {coding.id: coding for coding in self.desk.all(Coding)}
        self.texts = {text.id: text for text in self.desk.all(Transcript)}
        self.coders = shown_names(self.desk.all(Coder))
        self.questions = [[one.id, one.text] for guide in self.desk.all(Guide) for one in guide.questions()]
        self._people: dict[tuple[str, int], frozenset[str]] = {}

    @property
    def book(self) -> Codebook:
        """The codes as a tree."""
        return Codebook(self.codes.values())

    # What is shown.

    def snapshot(self) -> Row:
        """Return all that the view shows, but for extracts, versions and remarks, which are asked for."""
        return {
            "fields": list(_FIELDS),
            "codes": [self._row(code) for code in self.codes.values()],
            "counts": self.counts(),
            "questions": self.questions,
            "coder": self.coder,
            "coders": self.coders,
        }

    def counts(self) -> dict[str, list[int]]:
        """Return, of each code that is used, its passages, the people heard there, and those of an older definition.

        The rejected ones are left out; passages that several coders marked on the same words count once.
        """
        places: dict[str, set[tuple[str, int, int]]] = defaultdict(set)
        people: dict[str, set[str]] = defaultdict(set)
        old: dict[str, int] = defaultdict(int)
        for one in self.codings.values():
            if one.state == "rejected" or one.code not in self.codes:
                continue
            places[one.code].add((one.transcript, one.start, one.end))
            people[one.code] |= self._heard(one)
            old[one.code] += one.code_version < self.codes[one.code].version
        return {id: [len(held), len(people[id]), old[id]] for id, held in places.items()}

    def _heard(self, coding: Coding) -> frozenset[str]:
        """Return the participants of the turn where a coding begins."""
        text = self.texts.get(coding.transcript)
        turn = text.turn_at(coding.start) if text else None
        if text is None or turn is None:
            return frozenset()
        key = (text.id, turn)
        if key not in self._people:
            said = [text.speaker(label) for label in text.turns[turn - 1].speakers]
            self._people[key] = frozenset(one.participant for one in said if one.participant)
        return self._people[key]

    def _row(self, code: Code) -> list[Any]:
        values = (getattr(code, name) for name in _FIELDS)
        return [list(value) if isinstance(value, tuple) else value for value in values]

    # What is asked.

    def answer(self, ask: Mapping[str, Any]) -> Row:
        """Return the extracts of a code, its versions, the remarks on the book, what a merge would make."""
        kind = ask["ask"]
        if kind == "lints":
            return self.lints()
        if kind == "merging":
            return self.merging(ask["codes"], ask["into"])
        code = self._code(ask["code"])
        if kind == "versions":
            return {"code": code.id, "versions": versions(self.desk.past(Code, code.id), self.coders, self.codes)}
        return self.extracts(code, which=ask["which"], offset=ask["offset"])

    def extracts(self, code: Code, *, which: str, offset: int = 0) -> Row:
        """Return passages of a code in the order of the texts: all, those of an older definition, telling ones."""
        held = [one for one in to_sort(self.desk, code.id) if one.state != "rejected"]
        if which == "older":
            held = outdated(held, self.book)
        elif which == "telling":
            held = telling([one for one in held if one.state == "accepted"], 6)
        items = [self._extract(one, code) for one in held[offset : offset + PAGE]]
        return {"code": code.id, "which": which, "offset": offset, "total": len(held), "items": items}

    def _extract(self, one: Coding, code: Code) -> Row:
        return {
            "id": one.id,
            "place": place_of(one, self.texts),
            "quote": one.quote,
            "before": one.prefix,
            "after": one.suffix,
            "coder": self.coders.get(one.coder, one.coder),
            "state": one.state,
            "version": one.code_version,
            "outdated": one.code_version < code.version,
        }

    def lints(self) -> Row:
        """Return the remarks on the book, in its order; nothing is changed."""
        found = lint_codebook(self.book, self.codings.values())
        rows = [[one.check, one.title, one.message, list(one.codes), len(one.codings)] for one in found]
        return {"lints": rows}

    def merging(self, codes: Sequence[str], into: str) -> Row:
        """Return how many passages a merge would bring together; nothing is changed."""
        change = merge_codes(self.desk, [id for id in codes if id != into], into=into)
        before = [one for one in self.codings.values() if one.code == into or one.code in codes]
        gone = sum(isinstance(old, Coding) and new is None for _id, old, new in change)
        return {"into": into, "before": len(before), "after": len(before) - gone}

    # What changed, whoever changed it.

    def news(self, changes: Iterable[Change]) -> Row | None:
        """Follow changes; return what they bring to the view, None when it must be drawn anew."""
        items: Row = {}
        counted = False
        order = list(self.codes)
        for change in changes:
            if not len(change):
                return None
            for id, was, now in change:
                noun = now if now is not None else was
                if isinstance(noun, Transcript | Coder | Guide):
                    return None
                if isinstance(noun, Code):
                    items[id] = None
                    _put(self.codes, id, now)
                elif isinstance(noun, Coding):
                    counted = True
                    _put(self.codings, id, now)
        for id in items:
            items[id] = self._row(self.codes[id]) if id in self.codes else None
        brought: Row = {"items": items}
        if counted or items:
            brought["counts"] = self.counts()
        if any(id not in self.codes for id in order) or any(id not in order for id in items):
            # A code given back by an undo takes its place again among the others.
            born = [code.id for code in self.desk.all(Code)]
            self.codes = {id: self.codes[id] for id in born if id in self.codes}
            brought["order"] = list(self.codes)
        return brought

    # What a gesture changes.

    def change(self, op: Mapping[str, Any]) -> Change:
        """Return the change that a gesture asks for; refuse it in a sentence."""
        return _GESTURES[op["op"]](self, op, list(op.get("ids") or ()))

    def _add(self, op: Mapping[str, Any], _ids: list[str]) -> Change:
        label = _label(op["label"])
        parent = self._code(op["parent"]).id if op.get("parent") else None
        for code in self.codes.values():
            if code.parent == parent and fold(code.label) == fold(label):
                raise Refused(
                    _("There is already a code “{label}” at this place.", label=code.label),
                    _("Choose another label, or put it elsewhere in the tree."),
                )
        fresh = Code(codebook.id_for(label, self.codes), label, parent=parent)
        return codebook.add(self.book, replace(fresh, **_values(op.get("fields") or {}, but=("label",))))

    def _write(self, op: Mapping[str, Any], ids: list[str]) -> Change:
        """Write what the form of a code holds: its label and its anatomy, in one change and one version."""
        code = self._one(ids)
        values = _values(op["fields"])
        label = _label(values.pop("label", code.label))
        change = codebook.define(self.book, code.id, **values)
        after = next((new for _id, _old, new in change), code)
        assert isinstance(after, Code)
        if label == code.label:
            return change
        renamed = replace(after, label=label)
        return Change.replacing([(code, renamed)], verb=change.verb if values else "rename codes")

    def _move(self, op: Mapping[str, Any], ids: list[str]) -> Change:
        parent = self._code(op["parent"]).id if op["parent"] else None
        moved = {self._code(id).id: replace(self.codes[id], parent=parent) for id in ids if id != parent}
        if parent in ids:
            raise InvalidValue(_("Code {id} cannot be its own parent.", id=parent))
        Codebook(moved.get(code.id, code) for code in self.codes.values())
        pairs = [(self.codes[id], after) for id, after in moved.items() if after != self.codes[id]]
        return Change.replacing(pairs, verb="move codes")

    def _delete(self, _op: Mapping[str, Any], ids: list[str]) -> Change:
        """Take codes away, the lowest first: a theme goes with its codes when all are named."""
        left, change = self.book, Change("delete codes")
        for id in sorted(ids, key=lambda id: -len(left.path(self._code(id).id))):
            change += codebook.delete(left, id, codings=self.codings.values())
            left = Codebook(code for code in left if code.id != id)
        return change

    def _merge(self, op: Mapping[str, Any], ids: list[str]) -> Change:
        into = self._code(op["into"]).id
        return merge_codes(self.desk, [self._code(id).id for id in ids if id != into], into=into)

    def _split(self, op: Mapping[str, Any], ids: list[str]) -> Change:
        """Make several codes of one: ``targets`` are labels (a new code, or one that bears it already) or ids."""
        old = self._one(ids)
        named: list[Code] = []
        taken = set(self.codes)
        for target in op["targets"]:
            label = _label(target)
            here = [one for one in self.codes.values() if fold(one.label) == fold(label) and one.id != old.id]
            beside = [one for one in here if one.parent in (old.parent, old.id)] or here
            code = beside[0] if beside else Code(codebook.id_for(label, taken), label, origin="induction")
            taken.add(code.id)
            named.append(code)
        if not named or len({fold(code.label) for code in named}) < len(named):
            raise InvalidValue(_("A code is split among codes that differ."), _("Give each of them its own label."))
        sorting = {id: [named[rank].id for rank in ranks if rank < len(named)] for id, ranks in op["sorting"]}
        gone = [id for id in sorting if id not in self.codings or self.codings[id].code != old.id]
        if gone:
            raise Refused(
                n_(
                    "{n} passage that you sorted no longer bears this code: it was changed elsewhere.",
                    "{n} passages that you sorted no longer bear this code: they were changed elsewhere.",
                    len(gone),
                ),
                _("Nothing was changed. The others keep your choices: finish once more without them."),
            )
        return split_code(self.desk, old.id, named, sorting={id: ids for id, ids in sorting.items() if ids})

    def _confirm(self, _op: Mapping[str, Any], ids: list[str]) -> Change:
        known = [self.codings[id] for id in ids if id in self.codings]
        if len(known) < len(ids):
            raise Refused(
                _("This coded passage was deleted meanwhile."), _("Nothing was changed. Choose another passage.")
            )
        return confirm([one for one in known if one.code in self.codes], self.book)

    def _code(self, id: str) -> Code:
        if id not in self.codes:
            raise Refused(
                UnknownCode(id, self.codes).message,
                _("It was deleted or merged meanwhile. Nothing was changed; what you wrote is still in the form."),
            )
        return self.codes[id]

    def _one(self, ids: list[str]) -> Code:
        if len(ids) != 1:
            raise InvalidValue(_("This is done on one code at a time."))
        return self._code(ids[0])

    def in_short(self) -> str:
        """Return one sentence of counts."""
        used = sum(1 for one in self.codings.values() if one.state != "rejected")
        codes = n_("{n} code", "{n} codes", len(self.codes))
        return n_("{codes}, {n} coded passage.", "{codes}, {n} coded passages.", used, codes=codes)


_FIELDS: Final = tuple(field.name for field in fields(Code))
_GESTURES: Final[Mapping[str, Callable[[CodebookView, Mapping[str, Any], list[str]], Change]]] = {
    "add": CodebookView._add,
    "write": CodebookView._write,
    "move": CodebookView._move,
    "delete": CodebookView._delete,
    "merge": CodebookView._merge,
    "split": CodebookView._split,
    "confirm": CodebookView._confirm,
}


def _label(text: str) -> str:
    label = " ".join(clean_text(text).split())
    if not label:
        raise InvalidValue(_("A code needs a label."), _("Write at least a word."))
    return label


def _values(given: Mapping[str, Any], *, but: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the fields of a form as a code holds them: text cleaned, questions in a tuple."""
    values: dict[str, Any] = {}
    for name in ANATOMY:
        if name not in given or name in but:
            continue
        value = given[name]
        values[name] = tuple(value) if name == "questions" else clean_text(value).strip()
    return values


def _put(held: dict[str, Any], id: str, now: Any) -> None:
    if now is None:
        held.pop(id, None)
    else:
        held[id] = now

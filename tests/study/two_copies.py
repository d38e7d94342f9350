"""Two copies of one study, and random work in each of them."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from toolkit import open_study
from toolkit.errors import Refused
from toolkit.model import (
    Case,
    Change,
    Code,
    Coder,
    Coding,
    Event,
    Link,
    Memo,
    Participant,
    Quote,
    Review,
    Speaker,
    StudySheet,
    Transcript,
    Turn,
    coding_of,
)
from toolkit.model.plain import NOUNS
from toolkit.study import DATABASE, Study

KINDS = list(NOUNS.values())


def copied(study: Study, place: Path, *, coder: str = "C2") -> Study:
    """Copy a study's file alone into another folder, as a person does, and open it there."""
    place.mkdir(parents=True)
    study._store.copy_to(place / DATABASE)
    return open_study(place, coder=coder)


def content(study: Study) -> dict[str, list[Any]]:
    """Every noun of a study, shelf by shelf, in the order of birth."""
    return {kind.shelf: study.all(kind) for kind in KINDS}


def dump(study: Study) -> list[Any]:
    """Every row of every table that matters, ranks and journal included."""
    import sqlite3

    study._store.close()
    path = study.folder / DATABASE
    with sqlite3.connect(path) as raw:
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        rows = [(name, raw.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()) for name in names]
    raw.close()
    return rows


class Hand:
    """Somebody who works at random in a copy; the same seed does the same things."""

    def __init__(self, study: Study, seed: int, *, name: str, texts: bool = True):
        self.study, self.dice, self.name, self.texts = study, random.Random(seed), name, texts
        self.made = 0

    def work(self, times: int) -> None:
        """Do some things; what the study refuses (a code still in use) is not done."""
        acts = [self.mark] * 5 + [self.judge] * 3 + [self.unmark] * 2 + [self.code, self.move_code, self.reword_code]
        acts += [
            self.review,
            self.quote,
            self.memo,
            self.uncode,
            self.undo,
            self.undo,
            self.redo,
            self.person,
            self.sheet,
        ]
        acts += [self.many, self.same, self.remark, self.tie, self.tie, self.happen, self.untie]
        if self.texts:
            acts += [self.revise]
        self._some(acts, times)

    def write(self, times: int) -> None:
        """Write memos, take them away, write the same ones again, undo and redo: all that changes their order."""
        self._some(
            [self.memo] * 4 + [self.rewrite] * 3 + [self.undo] * 2 + [self.redo] * 2 + [self.mark, self.remark], times
        )

    def _some(self, acts: list[Callable[[], None]], times: int) -> None:
        for _time in range(times):
            try:
                self.dice.choice(acts)()
            except Refused:
                continue

    def _id(self, prefix: str) -> str:
        self.made += 1
        return f"{prefix}-{self.name}-{self.made}"

    def _one(self, kind: Any) -> Any:
        every = self.study.all(kind)
        return self.dice.choice(every) if every else None

    def mark(self) -> None:
        text, code = self._one(Transcript), self._one(Code)
        if text is None or code is None or len(text.text) < 12:
            return
        start = self.dice.randrange(len(text.text) - 10)
        end = start + self.dice.randrange(1, 9)
        if text.text[start:end].strip():
            coder = self.dice.choice(["C1", "C2"])
            day = f"2026-03-{self.dice.randrange(1, 28):02d}"
            self._add(coding_of(text, start, end, code, coder=coder, date=day))

    def _add(self, *nouns: Any) -> None:
        if all(self.study._store.get(noun.shelf, noun.id) is None for noun in nouns):
            self.study.add(*nouns)

    def same(self) -> None:
        """Make what the other one may make too: the same passage, the same code."""
        text, code = self._one(Transcript), self._one(Code)
        if text is not None and code is not None and len(text.text) > 12:
            self._add(coding_of(text, 4, 9, code, coder="C1", date=self.dice.choice(["2026-01-01", "2026-02-02"])))
        self._add(Case("terrain", "Le terrain"))

    def clash(self) -> None:
        """Make something that the other one may make too, under the same id, with another content."""
        which = self.dice.randrange(3)
        if which == 0:
            self._add(Participant("P-neuf", traits={"statut": self._id("statut")}))
        elif which == 1:
            self._add(Code("neuf", self._id("Neuf")))
        else:
            text = tiny("E-neuf")
            last = text.turns[-1]
            more = f" {self._id('fin')}."
            turns = (*text.turns[:-1], replace(last, end=last.end + len(more)))
            self._add(replace(text, text=text.text + more, turns=turns))

    def remark(self) -> None:
        """Take a passage away and mark it again."""
        coding = self._one(Coding)
        if coding is not None and not self._used(coding.id):
            self.study.do(Change.removing(coding))
            self.study.add(coding)

    def _used(self, coding: str) -> bool:
        return any(one.coding == coding for kind in (Review, Quote) for one in self.study.all(kind))

    def judge(self) -> None:
        coding = self._one(Coding)
        if coding is not None:
            state = self.dice.choice(["accepted", "rejected", "proposed"])
            if state != coding.state:
                self.study.do(Change.replacing([(coding, replace(coding, state=state))]))

    def unmark(self) -> None:
        coding = self._one(Coding)
        if coding is not None:
            self.study.do(Change.removing(coding))

    def many(self) -> None:
        text, code = self._one(Transcript), self._one(Code)
        if text is None or code is None:
            return
        spots = [i for i in range(0, len(text.text) - 4, 7) if text.text[i : i + 4].strip()]
        self._add(*(coding_of(text, i, i + 4, code, coder=self.name, date="2026-04-01") for i in spots[:6]))

    def code(self) -> None:
        parent = self._one(Code)
        self.study.add(
            Code(self._id("code"), "Code", parent=parent.id if parent and self.dice.random() < 0.5 else None)
        )

    def move_code(self) -> None:
        code, parent = self._one(Code), self._one(Code)
        if (
            code is None
            or parent is None
            or code.id in self.study.codebook.path(parent.id)
            or code.parent == parent.id
        ):
            return
        self.study.do(Change.replacing([(code, replace(code, parent=parent.id))]))

    def reword_code(self) -> None:
        code = self._one(Code)
        if code is not None:
            self.study.do(
                Change.replacing([(code, replace(code, definition=self._id("mots"), version=code.version + 1))])
            )

    def uncode(self) -> None:
        code = self._one(Code)
        if code is not None:
            codings = [one for one in self.study.all(Coding) if one.code == code.id]
            if not any(self._used(one.id) for one in codings) and len(self.study.codes) > 2:
                self.study.do(Change.removing(*codings, code))

    def review(self) -> None:
        coding = self._one(Coding)
        if coding is not None:
            self.study.add(Review(self._id("avis"), coding.id, "S1", "discuss", "à revoir"))

    def quote(self) -> None:
        coding = self._one(Coding)
        if coding is not None:
            quote = Quote(self._id("q"), coding.id, coding.transcript, coding.start, coding.end, coding.quote, "P01")
            self.study.add(quote)

    def memo(self) -> None:
        coding = self._one(Coding)
        about = (coding.id,) if coding is not None else ()
        memo = Memo(self.dice.choice(["m1", "m2", self._id("m")]), self._id("note"), "note", about, self.name)
        self._add(memo)

    def rewrite(self) -> None:
        """Take a memo away, and sometimes write it again."""
        memo = self._one(Memo)
        if memo is not None:
            self.study.do(Change.removing(memo))
            if self.dice.random() < 0.5:
                self.study.add(memo)

    def tie(self) -> None:
        """Link two codes, or a passage and a code."""
        one, other, coding = self._one(Code), self._one(Code), self._one(Coding)
        if one is None or other is None or one.id == other.id:
            return
        kind = self.dice.choice(["causes", "supports"])
        source = coding.id if coding is not None and kind == "supports" else one.id
        evidence = (coding.id,) if coding is not None else ()
        id = f"l-{kind}-{source}-{other.id}-{self.name}"[:80]
        self._add(Link(id, "supports" if source != one.id else "causes", source, other.id, "", evidence, self.name))

    def untie(self) -> None:
        link = self._one(Link)
        if link is not None:
            changed = replace(link, note=self._id("note"))
            self.study.do(Change.replacing([(link, changed)]) if self.dice.random() < 0.6 else Change.removing(link))

    def happen(self) -> None:
        """Write an event, sometimes under an id that the other one may give too."""
        coding = self._one(Coding)
        id = self.dice.choice(["e1", self._id("e")])
        evidence = (coding.id,) if coding is not None else ()
        self._add(Event(id, self._id("Départ"), "P01", "1998~", evidence=evidence, coder=self.name))

    def person(self) -> None:
        person = self._one(Participant)
        if person is not None:
            new = replace(person, traits=(*person.traits[:1], ("âge", self.dice.choice(["30-39", "40-49"]))))
            if new != person:
                self.study.do(Change.replacing([(person, new)]))
        self._add(Participant(self._id("P")))

    def sheet(self) -> None:
        sheet = self.study.get(StudySheet, "study")
        if self.dice.random() < 0.3:
            self.study.do(Change.replacing([(sheet, replace(sheet, title=self._id("titre")))]))

    def revise(self) -> None:
        """Change some words of a text, and carry its codings along as a revision does."""
        from toolkit.model.transport import carried

        old = self._one(Transcript)
        if old is None or len(old.text) < 20 or not old.turns:
            return
        turn = old.turns[-1]
        at = self.dice.randrange(turn.start, turn.end + 1)
        more = self.dice.choice([" euh", " bon", "", " alors là"])
        cut = min(turn.end, at + self.dice.randrange(0, 5))
        text = old.text[:at] + more + old.text[cut:]
        last = replace(turn, end=turn.end + len(more) - (cut - at))
        try:
            new = replace(old, text=text, turns=(*old.turns[:-1], last))
        except ValueError:
            return
        if new == old:
            return
        codings = [one for one in self.study.all(Coding) if one.transcript == old.id]
        quotes = [one for one in self.study.all(Quote) if one.transcript == old.id]
        moved = carried(old.text, text, [*codings, *quotes])
        if any(one.noun is None for one in moved):
            return
        pairs = [(a, b.noun) for a, b in zip([*codings, *quotes], moved, strict=True) if a != b.noun]
        places = [
            (c.transcript, c.start, c.end, c.code, c.coder) for c in [m.noun for m in moved] if isinstance(c, Coding)
        ]
        if len(set(places)) == len(places):
            self.study.do(Change("revise", ((old.id, old, new), *((a.id, a, b) for a, b in pairs))))

    def undo(self) -> None:
        self.study.undo()

    def redo(self) -> None:
        self.study.redo()


TEXT = "Q : Comment ça va ?\nR : Ça va… l’été 😀 fut long.\nQ : Et après ?\nR : Après, on s’est entraidé·es."


def tiny(id: str) -> Transcript:
    """A short interview, with an emoji and an apostrophe."""
    turns, at = [], 0
    for line in TEXT.split("\n"):
        turns.append(Turn((line[0],), at, at + 4, at + len(line)))
        at += len(line) + 1
    return Transcript(id, TEXT, tuple(turns), (Speaker("Q", "interviewer"), Speaker("R", "participant", "P01")))


def base(folder: Path) -> Study:
    """A small study that both copies start from."""
    from toolkit import new_study

    study = new_study(folder, title="Les étés", coder="C1")
    study.add(Coder("C1", "Camille", "intern"), Coder("C2", "Camille", "coder"))
    study.add(Participant("P01", traits={"statut": "bénévole"}))
    study.add(tiny("E01"), tiny("E02"))
    study.add(Code("entraide", "Entraide"), Code("attente", "Attente"), Code("silence", "Silence"))
    Hand(study, 1, name="C0", texts=False).work(12)
    return study


def swapped(decisions: dict[str, str]) -> dict[str, str]:
    """The same decisions, said from the other copy."""
    other = {"mine": "theirs", "theirs": "mine", "both": "both"}
    return {key: other[choice] for key, choice in decisions.items()}


__all__ = ["Hand", "base", "content", "copied", "dump", "swapped"]

"""The program that is killed: it announces each operation before it, and acknowledges it after, with the head.

``python killed.py`` is a nursery: for each order read from its entry it makes one process (by ``fork`` where the
system has it, so that nothing is imported again) which works until somebody kills it. One line a message, in JSON.
"""

import json
import os
import random
import shutil
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from toolkit import open_study
from toolkit.errors import Conflict, Refused
from toolkit.model import Change, Code, Coder, Event, Link, Memo, Participant, Speaker, Transcript, Turn, coding_of
from toolkit.study import DATABASE, Study, new_study

MANY = 5000
PEOPLE = 5
SAID = "Je suis {id} et ceci n’appartient qu’à moi, la phrase {n} que {id} a dite un jour d’été près de la gare. "


def words_of(id: str) -> list[str]:
    """Sentences of one person, long enough, which nobody else said."""
    return [SAID.format(id=id, n=n) for n in range(12)]


def transcript_of(id: str) -> Transcript:
    text, turns = "", []
    for sentence in words_of(id):
        for label, words in (("Q", "Et alors, qu’est-ce qui s’est passé ? "), (id, sentence)):
            start = len(text)
            text += f"{label} : {words.strip()}"
            turns.append(Turn((label,), start, start + len(label) + 3, len(text)))
            text += "\n"
    speakers = (Speaker("Q", "interviewer"), Speaker(id, "participant", id))
    return Transcript(f"E{id[1:]}", text[:-1], tuple(turns), speakers)


def prepare(folder: Path) -> None:
    """Make the study that will see all this: five people, one interview each, some codes."""
    with new_study(folder, coder="C0") as study:  # what C1 undoes is never this
        study.add(Coder("C1", "Camille", "intern"), Coder("C2", "Sacha", "coder"))
        people = [f"P{n:02}" for n in range(1, PEOPLE + 1)]
        study.add(*(Participant(id) for id in people))
        study.add(*(transcript_of(id) for id in people))
        # Whoever leaves, one text stays to be coded.
        study.add(
            Transcript(
                "D01", "Compte rendu que personne n’a dit, lu par tout le monde au printemps. " * 3, kind="document"
            )
        )
        study.add(*(Code(f"code{n}", f"Code {n}") for n in range(20)))


class Worker:
    """Does operations on the study of ``folder``, one after the other, until it is killed."""

    def __init__(self, folder: Path, order: dict[str, Any]):
        self.dice = random.Random(order["seed"])
        self.order = order
        self.number = 0
        self.folder = folder
        self.study = open_study(folder, coder="C1")

    def work(self) -> None:
        tell(said="open", head=self.study.head)
        for _n in range(self.order["before"]):
            self.do(self.dice.choice(("add", "change", "undo", "redo")))
        while True:
            self.do(self.order["target"])
            self.do(self.dice.choice(("add", "undo", "redo")))

    def do(self, name: str) -> None:
        act: Callable[[], Any] = getattr(self, name)()
        self.number += 1
        tell(said="about", name=name, number=self.number, head=self.study.head)
        with suppress(Refused, Conflict):
            act()
        tell(said="done", name=name, number=self.number, head=self.study.head)

    # Each returns what is to be done, once all that it needs is ready.

    def add(self) -> Callable[[], Any]:
        dice, study = self.dice, self.study
        texts = list(study.transcripts)
        if not texts or dice.random() < 0.3:
            memo = Memo(f"m{dice.randrange(10**12)}", "une idée", coder="C1")
            return lambda: study.add(memo)
        coding = self.coding(dice.choice(texts))
        return lambda: study.add(coding)

    def coding(self, transcript: Transcript, coder: str = "C1") -> Any:
        start = self.dice.randrange(len(transcript.text) - 60)
        end = start + self.dice.randrange(1, 60)
        return coding_of(transcript, start, end, Code(f"code{self.dice.randrange(20)}", "Code"), coder=coder)

    def change(self) -> Callable[[], Any]:
        if not self.study.codings.ids():
            self.study.add(self.coding(self.study.all(Transcript)[0]))
        codings = list(self.study.codings)[:200]
        before = self.dice.choice(codings)
        after = replace(before, state="rejected" if before.state == "accepted" else "accepted")
        return lambda: self.study.do(Change.replacing([(before, after)]))

    def many(self) -> Callable[[], Any]:
        base = self.dice.randrange(10**12)
        change = Change.adding(*(Memo(f"n{base}-{n}", "une idée de plus", coder="C1") for n in range(MANY)))
        return lambda: self.study.do(change)

    def untie(self) -> Callable[[], Any]:
        """A code that goes with what is linked to it."""
        number = self.dice.randrange(10**12)
        code = Code(f"lié{number}", "Lié")
        self.study.add(code, Link(f"l{number}", "causes", "code0", code.id, coder="C1"))
        self.study.add(Event(f"e{number}", "Un départ", when="1998~", coder="C1"))
        return lambda: self.study.do(Change.removing(code, verb="delete codes"))

    def undo(self) -> Callable[[], Any]:
        return self.study.undo

    def redo(self) -> Callable[[], Any]:
        return self.study.redo

    def snapshot(self) -> Callable[[], Any]:
        self.study.add(Memo(f"m{self.dice.randrange(10**12)}", "du nouveau à copier", coder="C1"))
        return self.keep

    def keep(self) -> None:
        self.study._keeper.begin()
        self.study._keeper.wait()
        self.study.backup(self.folder.parent / "clé")

    def restore(self) -> Callable[[], Any]:
        kept = self.study.snapshots()
        source = self.dice.choice(kept[:4]).path
        return lambda: self.study.restore(source)

    def merge(self) -> Callable[[], Any]:
        place = self.folder.parent / "autre"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        shutil.copyfile(self.study.backup(self.folder.parent / "clé").path, place / DATABASE)
        with open_study(place, coder="C2") as other:
            other.add(Memo(f"m{self.dice.randrange(10**12)}", "une idée ailleurs", coder="C2"))
            texts = list(other.transcripts)
            for _n in range(3 if texts else 0):
                other.add(self.coding(self.dice.choice(texts), "C2"))
        return lambda: self.study.merge(place / DATABASE)  # type: ignore[attr-defined]

    def redact(self) -> Callable[[], Any]:
        people = self.study.participants.ids()
        if not people:  # a machine quick enough for everybody to leave in one life
            return self.add()
        id = self.dice.choice(people)
        tell(said="person", id=id)
        return lambda: self.study.withdraw(id)  # type: ignore[attr-defined]


OPERATIONS = ["add", "change", "many", "untie", "undo", "redo", "snapshot", "restore"]
OPERATIONS += ["merge"] if hasattr(Study, "merge") else []
OPERATIONS += ["redact"] if hasattr(Study, "withdraw") else []


def tell(**message: Any) -> None:
    """Write one whole line at once: a killed process leaves no half of it."""
    os.write(1, (json.dumps({**message, "at": time.monotonic()}) + "\n").encode())


def live(folder: Path, order: dict[str, Any]) -> None:
    """Work until the end, which is to be killed: anything else is a fault, told on stderr."""
    try:
        Worker(folder, order).work()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(3)


def nursery(folder: Path) -> None:
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork() if hasattr(os, "fork") else 0
        if not child:
            # Said by who is born, before anything else: its first words could otherwise come before this one.
            tell(said="born", process=os.getpid())
            live(folder, order)
        _pid, status = os.waitpid(child, 0)
        tell(said="dead", code=os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    nursery(Path(sys.argv[1]))

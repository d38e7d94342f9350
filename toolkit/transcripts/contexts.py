"""Every place where a form stands, with the words around: what a person reads before deciding."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from toolkit.transcripts.forms import Candidate, form_key
from toolkit.transcripts.names import Read

AROUND: Final = 60


@dataclass(frozen=True, slots=True, repr=False)
class Context:
    """One occurrence: its document, its turn (None without any), the words before, the form, the words after."""

    document: str
    turn: int | None
    before: str
    said: str
    after: str

    @property
    def extract(self) -> str:
        """The occurrence in one line, the form between ⟨ and ⟩."""
        return f"{self.before}⟨{self.said}⟩{self.after}"

    def __repr__(self) -> str:
        return f"<Context {self.document}: turn {self.turn}>"


Contexts = Mapping[tuple[str, ...], Sequence[Context]]


def contexts_of(
    texts: Mapping[str, "str | Read"], found: Mapping[str, Iterable[Candidate]]
) -> dict[tuple[str, ...], list[Context]]:
    """Return the occurrences of each form, by ``form_key``, in the order of the texts."""
    made: dict[tuple[str, ...], list[Context]] = {}
    for name, candidates in found.items():
        reading = texts[name]
        text = reading if isinstance(reading, str) else reading.text
        starts = [] if isinstance(reading, str) else [turn.label_start for turn in reading.turns]
        for one in candidates:
            turn = bisect_right(starts, one.start) or None
            start = one.end - len(one.form)
            before = _flat(text[max(0, start - AROUND) : start], cut=start > AROUND, left=True)
            after = _flat(text[one.end : one.end + AROUND], cut=one.end + AROUND < len(text), left=False)
            held = made.setdefault(form_key(one.form), [])
            held.append(Context(name, turn, before, text[start : one.end], after))
    return made


def _flat(words: str, *, cut: bool, left: bool) -> str:
    """Return words on one line, no word cut in two."""
    flat = words.replace("\n", " ⏎ ")
    if cut and left:
        return "…" + flat[flat.find(" ") + 1 :] if " " in flat else flat
    if cut:
        return flat[: flat.rfind(" ")] + "…" if " " in flat else flat
    return flat

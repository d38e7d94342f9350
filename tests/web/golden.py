"""What Python says and the JavaScript must say too; run it to write the ``.json`` files of this folder again."""

import hashlib
import json
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

from toolkit.errors import Refused
from toolkit.model import Offsets
from toolkit.web import wire as forms
from toolkit.web.host import Hosted
from toolkit.web.seal import seal

HERE = Path(__file__).parent
PASSPHRASE = "écureuil 🐿 pierre"
SEALED = {"texte": "l’été 👩🏽‍🌾", "n": 3}
TEXTS = (
    "",
    "a",
    "😀",
    "a😀b",
    "L'été à l'hôpital",
    "« Oui\xa0! »",
    "de\u0301but",
    "👩🏽\u200d🌾 et 👨\u200d👩\u200d👧\u200d👦",
    "🇫🇷🇲🇱 drapeaux",
    "𝔐𝔢𝔯𝔠𝔦\nMme Traoré : non.",
    "tour\u202f42 🥬 !",
    "😀" * 5 + "é" * 5 + "\uffff" + "𐀀",
)


def offsets() -> dict[str, Any]:
    cases = []
    for text in TEXTS:
        scale = Offsets(text)
        spans = [(start, end) for start in range(0, len(text), 3) for end in range(start + 1, len(text) + 1, 4)]
        cases.append(
            {
                "text": text,
                "utf16": [scale.to_utf16(position) for position in range(len(text) + 1)],
                "quotes": [[start, end, text[start:end]] for start, end in spans],
            }
        )
    return {"cases": cases}


ALPHABET = (
    *("a", "é", "e\u0301", " ", "\xa0", "\n", "’", "œ", "«", "\u202f", "n"),
    *("😀", "👩🏽\u200d🌾", "👨\u200d👩\u200d👧", "🇫🇷", "𝔐", "\uffff", "𐀀"),
)
"""What drawn texts are made of: some take one UTF-16 unit, some two, some look like one and are several."""
CASES = 20_000


class Dice:
    """Draws the same numbers in Python and in JavaScript."""

    def __init__(self, seed: int):
        self.seed = seed

    def throw(self, n: int) -> int:
        self.seed = self.seed * 48271 % 2147483647
        return self.seed % n


def drawn() -> dict[str, Any]:
    """20,000 texts with a passage and overlapping spans in each: what Python finds, as one fingerprint.

    The node test draws the same ones; the positions of the passage are counted by encoding, not by ``Offsets``.
    """
    dice, told = Dice(7), hashlib.sha256()
    for _case in range(CASES):
        text = "".join(ALPHABET[dice.throw(len(ALPHABET))] for _char in range(dice.throw(30)))
        one, other = dice.throw(len(text) + 1), dice.throw(len(text) + 1)
        start, end = min(one, other), max(one, other)
        units = [len(text[:position].encode("utf-16-le")) // 2 for position in (start, end)]
        spans = [(dice.throw(50) - 5, dice.throw(50) - 5) for _span in range(dice.throw(5))]
        pieces = [f"{a}-{b}:{'.'.join(map(str, covers))}" for a, b, covers in _pieces(len(text), spans)]
        told.update(f"{units[0]},{units[1]},{text[start:end]};{'|'.join(pieces)}\0".encode())
    return {"alphabet": ALPHABET, "seed": 7, "cases": CASES, "sha256": told.hexdigest()}


def _pieces(length: int, spans: list[tuple[int, int]]) -> list[tuple[int, int, list[int]]]:
    """Cut a text where a span starts or ends, character by character."""
    edges = {
        min(max(edge, 0), length) for start, end in spans if max(start, 0) < min(end, length) for edge in (start, end)
    }
    cuts = sorted({0, length, *edges})
    return [(a, b, [i for i, (s, e) in enumerate(spans) if s <= a < e]) for a, b in pairwise(cuts)]


class Tally(Hosted):
    """The smallest component: a number that may grow, and a word that is too private for a trait."""

    component = "tally"
    data_format = "carnet-tally/1"
    ops: ClassVar[Any] = {"add": {"n": forms.whole(0, 9)}}
    asks: ClassVar[Any] = {"word": {"which": forms.text(5)}}

    def __init__(self, **options: Any):
        super().__init__(**options)
        self.total = 0
        self.secret = "Zoé Lambertin 🌾"

    def snapshot(self) -> dict[str, Any]:
        return {"total": self.total, "secret": self.secret}

    def apply(self, op: Any) -> dict[str, Any]:
        if op["n"] == 0:
            raise Refused("Rien à ajouter.", "Donnez un nombre de 1 à 9.")
        if op["n"] == 8:
            raise OSError(28, "no space", self.secret)
        if op["n"] == 9:
            raise ZeroDivisionError(self.secret)
        self.total += op["n"]
        return {"items": {id: {"total": self.total} for id in op.get("ids") or ()}, "total": self.total}

    def answer(self, ask: Any) -> dict[str, Any]:
        return {"word": self.secret[: len(ask["which"])]}

    def in_short(self) -> str:
        return f"{self.total} en tout."


FROM_BROWSER: tuple[dict[str, Any], ...] = (
    {"v": 1, "view": "a", "type": "hello"},
    {"v": 1, "view": "a", "type": "op", "seq": 1, "base_rev": 0, "op": "add", "n": 2},
    {"v": 1, "view": "a", "type": "op", "seq": 2, "base_rev": 1, "op": "add", "ids": ["é"], "n": 3},
    {"v": 1, "view": "a", "type": "op", "seq": 3, "base_rev": 2, "op": "add", "n": 0},
    {"v": 1, "view": "a", "type": "ask", "seq": 4, "ask": "word", "which": "abc"},
    {"v": 1, "view": "a", "type": "op", "seq": 5, "base_rev": 2, "op": "add", "n": 12},
)


def wire() -> dict[str, Any]:
    """What a browser asks the smallest component, and what Python answers."""
    tally = Tally(lang="fr")
    said: list[dict[str, Any]] = []
    tally.attach(said.append)
    for message in FROM_BROWSER:
        tally.receive(message)
    return {"format": Tally.data_format, "from_browser": list(FROM_BROWSER), "from_python": said}


def write(name: str, value: object) -> None:
    text = json.dumps(value, ensure_ascii=True, indent=None, separators=(",", ":"))
    (HERE / name).write_text(text + "\n", encoding="ascii", newline="\n")


if __name__ == "__main__":
    write("offsets.json", offsets())
    write("drawn.json", drawn())
    write("wire.json", wire())
    write("sealed.json", seal(SEALED, PASSPHRASE, aad="carnet-test/1", iterations=1000))

"""Gestures drawn with dice on an invented interview: what Python makes of them, for the page without Python.

Run it to write ``gestures.json`` again.
"""

import hashlib
import json
import runpy
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

from toolkit.coding import highlighting
from toolkit.coding.page_bundle import canonical, coding_bundle
from toolkit.errors import ToolkitError
from toolkit.model import MemoryDesk

HERE = Path(__file__).parent
CODED = runpy.run_path(str(HERE.parent / "coding" / "text_to_code.py"))
Dice = runpy.run_path(str(HERE / "golden.py"))["Dice"]
LABELS = (
    "L'ete",
    "<img src=x onerror=alert(1)>",
    "=1+1",
    "Œuvre de l’été",
    "  se   taire ",
    "ÊTRE CHEZ SOI",
    "…",
    "Straße",
)
MEMOS = ("À revoir", "<b>gras</b>\tet 🙂", "  ", "l’un\r\nl’autre", "de\u0301but")
SEQUENCES, GESTURES = 400, 50
SEED = 11
TODAY = "2026-11-25"
SHOWN = ("codes", "codings", "memos", "recent", "place", "texts")


class Day(date):
    @classmethod
    def today(cls) -> "Day":
        return cls.fromisoformat(TODAY)


def desk() -> MemoryDesk:
    return MemoryDesk(*CODED["nouns"](), CODED["transcript"]("E05"))


def choice(dice: Any, codes: list[str]) -> dict[str, Any]:
    if dice.throw(6) == 0:
        return {"label": LABELS[dice.throw(len(LABELS))], "in_vivo": dice.throw(2) == 1}
    return {"code": "nowhere" if dice.throw(12) == 0 else codes[dice.throw(len(codes))]}


def gesture(dice: Any, of: highlighting.Highlighting) -> dict[str, Any]:
    """Draw one gesture, some of them impossible; ``drawnGesture`` of the node test draws the same."""
    size, ids, codes = len(of.transcript.text), sorted(of.codings), sorted(of.codes)
    kind = dice.throw(12)
    one = ids[dice.throw(len(ids))] if ids else "g0"
    start = dice.throw(size)
    place = {
        "start": start,
        "end": start + dice.throw(40),
        "fingerprint": "old" if dice.throw(15) == 0 else of.transcript.fingerprint,
    }
    if kind < 4:
        memo = {"memo": MEMOS[dice.throw(len(MEMOS))]} if dice.throw(4) == 0 else {}
        return {"op": "mark", **place, **choice(dice, codes), **memo}
    if kind == 4:
        return {"op": "recode", "ids": [one], **choice(dice, codes)}
    if kind == 5:
        return {"op": "move", "ids": [one], **place}
    if kind == 6:
        return {"op": ("delete", "accept", "reject", "confirm")[dice.throw(4)], "ids": [one]}
    if kind == 7:
        held = sorted(id for id, memo in of.memos.items() if one in memo.about)
        memo = held[0] if held and dice.throw(2) else ""
        return {"op": "memo", "ids": [one], "memo": memo, "text": MEMOS[dice.throw(len(MEMOS))]}
    if kind == 11:
        return {"op": "open", "transcript": ("E03", "E05")[dice.throw(2)]}
    return {"op": "undo" if kind < 10 else "redo"}


def done(op: dict[str, Any], of: highlighting.Highlighting) -> bool:
    """Do one gesture; tell whether it was done."""
    try:
        if op["op"] == "open":
            of.open(op["transcript"])
        elif op["op"] in ("undo", "redo"):
            getattr(of.desk, op["op"])(coder="C1")
        elif not len(change := of.change(op)):
            return True
        else:
            of.desk.do(change, coder="C1")
    except ToolkitError:
        return False
    of.read()
    return True


def shown(of: highlighting.Highlighting) -> str:
    view = of.snapshot()
    return canonical({name: view[name] for name in SHOWN})


def drawn() -> dict[str, Any]:
    """Return, for each sequence, the fingerprint of all that was shown, every fifth gesture."""
    dice, told, refused = Dice(SEED), [], 0
    with mock.patch.object(highlighting, "date", Day):
        for _sequence in range(SEQUENCES):
            of = highlighting.Highlighting(desk(), "E03", coder="C1", listed=True)
            seen = hashlib.sha256()
            for rank in range(GESTURES):
                ok = done(gesture(dice, of), of)
                refused += not ok
                seen.update(b"done\n" if ok else b"refused\n")
                if rank % 5 == 4:
                    seen.update(f"{shown(of)}\n".encode())
            told.append(seen.hexdigest())
    facts = {"seed": SEED, "gestures": GESTURES, "today": TODAY, "labels": LABELS, "memos": MEMOS, "refused": refused}
    bundle = coding_bundle(desk(), ["E03", "E05"], coder="C1", lang="fr", made_on=TODAY)
    return json.loads(json.dumps({**facts, "told": told, "bundle": bundle}))


if __name__ == "__main__":
    (HERE / "gestures.json").write_text(json.dumps(drawn(), indent=1) + "\n", encoding="ascii", newline="\n")

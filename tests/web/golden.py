"""What Python says and the JavaScript must say too; run it to write ``offsets.json`` and ``sealed.json`` again."""

import json
from pathlib import Path
from typing import Any

from toolkit.model import Offsets
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


def write(name: str, value: object) -> None:
    text = json.dumps(value, ensure_ascii=True, indent=None, separators=(",", ":"))
    (HERE / name).write_text(text + "\n", encoding="ascii", newline="\n")


if __name__ == "__main__":
    write("offsets.json", offsets())
    write("sealed.json", seal(SEALED, PASSPHRASE, aad="carnet-test/1", iterations=1000))

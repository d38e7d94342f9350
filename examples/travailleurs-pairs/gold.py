"""Mark the names in the raw texts, as a person decided them in ``noms.csv``, and write ``gold_names.json``.

For each text: every place where something may identify somebody, as ``[start, end, type, words]``. Positions are
characters of ``texts/NAME.txt`` (what Carnet reads in ``raw/``). Run it as ``python gold.py``.
"""

import csv
import json
import re
from pathlib import Path

HERE = Path(__file__).parent
NARROWER = {
    "A, c’est Aurélie": "Aurélie",
    "23/04, A.": "23/04",
    "le belge": "belge",
    "le Belge": "Belge",
    "la belgique": "belgique",
    "pas belge": "",
}
"""Forms that are wider than the name, so that the sentence stays right once it is replaced."""
KEPT = {"E04": [("Grande-Rue", "PLACE")], "E08": [("Tbilissi", "PLACE")]}
"""Names that were seen, and left on purpose: too many share them."""


def name_in(form: str, type_: str) -> str:
    """Return the name alone: a date without the small word before it."""
    if type_ == "DATE":
        form = re.sub(r"^(?:jusqu['’]au|du|le)\s", "", NARROWER.get(form, form), flags=re.IGNORECASE)
    return NARROWER.get(form, form)


def marked(document: str, forms: list[tuple[str, str]]) -> list[tuple[int, int, str, str]]:
    """Return where the forms lie: these very capitals, whole words, the longest first."""
    text = (HERE / "texts" / f"{document.lower()}.txt").read_text(encoding="utf-8")
    found: list[tuple[int, int, str, str]] = []
    taken: list[tuple[int, int]] = []
    for form, type_ in sorted(forms, key=lambda pair: -len(pair[0])):
        for match in re.finditer(rf"(?<![^\W_]){re.escape(form)}(?![^\W_])", text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            name = name_in(form, type_)
            start = match.start() + form.rfind(name)
            if name:
                found.append((start, start + len(name), type_, name))
    return sorted(found)


def main() -> None:
    """Write ``gold_names.json``."""
    forms: dict[str, list[tuple[str, str]]] = {document: list(kept) for document, kept in KEPT.items()}
    with (HERE / "noms.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            forms.setdefault(row["document"], []).append((row["form"], row["type"]))
    lines = []
    for document, ours in sorted(forms.items()):
        names = ",\n  ".join(json.dumps(one, ensure_ascii=False) for one in marked(document, ours))
        lines.append(f' "{document}": [\n  {names}\n ]')
    (HERE / "gold_names.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Renew ``french/communes.txt.gz`` from the official list of communes.

    npm pack @etalab/decoupage-administratif     (then unpack it)
    python -m toolkit.language.make_communes package/data

The package is kept by Etalab (MIT), its data by the INSEE (Licence Ouverte 2.0): code officiel géographique and
legal populations. One section a department, one commune a line with its inhabitants; communes that others have
swallowed are kept without a number, since people still say their names.
"""

import gzip
import json
import sys
from pathlib import Path
from typing import Any, Final

TARGET: Final = Path(__file__).parent / "french" / "communes.txt.gz"
_NOTICE: Final = (
    "# Communes of France, their departments and inhabitants: INSEE, code officiel géographique and populations",
    "# légales, Licence Ouverte 2.0, gathered in @etalab/decoupage-administratif {version}.",
    "# Copyright (c) 2018-2019 Etalab, MIT licence. Made by toolkit/language/make_communes.py.",
)
_LINKS: Final = ("de ", "d’", "du ", "de la ", "des ", "de l’", "des ", "de las ", "de los ")
"""What « of » becomes before a name, by the INSEE's type of name (TNCC)."""


def main(folder: Path) -> None:
    """Write the list from the JSON files of ``folder``."""

    def held(name: str) -> list[dict[str, Any]]:
        loaded: list[dict[str, Any]] = json.loads((folder / name).read_text(encoding="utf-8"))
        return loaded

    version = json.loads((folder.parent / "package.json").read_text(encoding="utf-8"))["version"]
    lines = [line.format(version=version) for line in _NOTICE]
    regions = {one["code"]: one for one in held("regions.json")}
    for code in sorted(regions):
        # « une ville de Bretagne », « de Nouvelle-Aquitaine »: the article of a region is not said after « de ».
        link = _LINKS[regions[code]["typeLiaison"]].replace("de la ", "de ")
        lines.append(f"region|{code}|{regions[code]['nom']}|{link}")
    communes = held("communes.json")
    for department in held("departements.json"):
        if department["zone"] == "com":
            continue
        link = _LINKS[department["typeLiaison"]]
        lines.append(f"departement|{department['code']}|{department['nom']}|{link}|{department['region']}")
        ours = [one for one in communes if one.get("departement") == department["code"]]
        alive = {one["nom"] for one in ours if one["type"] == "commune-actuelle"}
        for one in sorted(ours, key=lambda one: (one["nom"], one["type"])):
            if one["type"] == "commune-actuelle":
                lines.append(f"{one['nom']}|{one.get('population', '')}")
            elif one["type"] in ("commune-deleguee", "commune-associee") and one["nom"] not in alive:
                lines.append(f"{one['nom']}|")
    data = ("\n".join(lines) + "\n").encode("utf-8")
    TARGET.write_bytes(gzip.compress(data, compresslevel=9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

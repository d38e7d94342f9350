"""Recount the example study without Carnet and write ``expected.json``: what a test asks Carnet to find again.

It reads the tables and the plain texts beside it with Python's own library; only the agreement asks for a
witness package (krippendorff, by another author). Run it as ``python recount.py``.
"""

import csv
import json
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BLIND = ("E01", "E03", "E06", "G01")
"""Texts that the second coder read, without seeing the first one's codings."""
TRAITS = ("statut", "dit_son_parcours", "genre", "age")
ROLES = {"enquêtrice": "interviewer", "enquêteur": "interviewer", "animatrice": "interviewer"}


def table(name: str) -> list[dict[str, str]]:
    """Read one table: UTF-8 with BOM, semicolons."""
    with (HERE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def text(document: str) -> str:
    """Read one raw text, as it was typed."""
    return (HERE / "texts" / f"{document.lower()}.txt").read_text(encoding="utf-8").removesuffix("\n")


def plain(word: str) -> str:
    """Return a word without accents nor capitals: « Enquétrice » is « Enquêtrice »."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if char.isalnum()).casefold()


class Turn:
    """What one person says: where it lies in the raw text, who it is."""

    def __init__(self, start: int, end: int, role: str, person: str):
        self.start, self.end, self.role, self.person = start, end, role, person


def voices(document: str) -> dict[str, tuple[str, str]]:
    """Return role and participant of each label of a text, by the label that is typed there."""
    typed = {row["replacement"]: row["form"] for row in table("noms.csv") if row["document"] == document}
    ours = {document, f"entretien_{int(document[1:])}"} if document[0] == "E" else {document}
    return {
        plain(typed.get(row["étiquette"], row["étiquette"])): (
            ROLES.get(row["rôle"], "participant" if row["participant"] else "other"),
            row["participant"],
        )
        for row in table("voix.csv")
        if row["document"] in ours
    }


def turns(document: str) -> list[Turn]:
    """Cut a raw text where a line opens with a label; in a text without labels, nobody speaks."""
    known, whole = voices(document), text(document)
    opened = [
        (match, known[plain(match[1])])
        for match in re.finditer(r"^(\w[\w ]*?)[ \u00a0]:[ \u00a0]", whole, re.MULTILINE)
        if plain(match[1]) in known
    ]
    ends = [match.start() for match, _who in opened[1:]] + [len(whole)] * bool(opened)
    return [
        Turn(match.end(), end, role, person)
        for (match, (role, person)), end in zip(opened, ends, strict=True)
        if whole[match.end() : end].strip()
    ]


class Study:
    """The whole example, read once."""

    def __init__(self) -> None:
        self.people = table("participants.csv")
        self.parent = {row["code"]: row["parent"] for row in table("codebook.csv")}
        self.codings = table("codings.csv")
        documents = sorted({row["document"] for row in self.codings})
        self.texts = {document: text(document) for document in documents}
        self.turns = {document: turns(document) for document in documents}

    def touched(self, row: dict[str, str]) -> list[Turn]:
        """Return the turns that a coding shares a character with, those of interviewers left out."""
        whole = self.texts[row["document"]]
        assert whole.count(row["quote"]) == 1, (row["document"], row["code"])
        start = whole.index(row["quote"])
        end = start + len(row["quote"])
        return [
            turn
            for turn in self.turns[row["document"]]
            if turn.start < end and start < turn.end and turn.role != "interviewer"
        ]

    def people_of(self, coder: str) -> dict[str, set[str]]:
        """Return who voices each code, and each theme, in what one coder coded."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.codings:
            if row["coder"] == coder:
                said = {turn.person for turn in self.touched(row) if turn.role == "participant"}
                found[row["code"]] |= said
                found[self.parent[row["code"]]] |= said
        return found


def counted(study: Study) -> dict[str, Any]:
    """Count people by code and by theme, then code by trait: n, with N beside it."""
    voiced = study.people_of("C1")
    codes = [code for code, parent in study.parent.items() if parent]
    themes = [code for code, parent in study.parent.items() if not parent]
    by_trait: dict[str, Any] = {}
    for trait in TRAITS:
        groups: dict[str, set[str]] = defaultdict(set)
        for row in study.people:
            groups[row[trait]].add(row["participant"])
        by_trait[trait] = {
            value: {"N": len(group), "n": {code: len(voiced[code] & group) for code in codes}}
            for value, group in sorted(groups.items())
        }
    return {
        "coder": "C1",
        "unit": "participant",
        "N": len(study.people),
        "n_by_code": {code: len(voiced[code]) for code in codes},
        "n_by_theme": {theme: len(voiced[theme]) for theme in themes},
        "by_trait": by_trait,
    }


def quoted(study: Study) -> dict[str, Any]:
    """Tell how much each person speaks and is coded, and what each one answered: about quoting, about extracts."""
    table_: dict[str, Any] = {}
    for row in study.people:
        person = row["participant"]
        own = {document: [turn for turn in found if turn.person == person] for document, found in study.turns.items()}
        coded = [
            (one, study.parent[one["code"]])
            for one in study.codings
            if one["coder"] == "C1" and any(turn.person == person for turn in study.touched(one))
        ]
        table_[person] = {
            "texts": sorted(document for document, found in own.items() if found),
            "turns": sum(map(len, own.values())),
            "codings": len(coded),
            "codes": len({one["code"] for one, _theme in coded}),
            "quoting": row["consentement_citation"].split(",")[0],
            "extracts": Counter(
                one["state"] for one in table("retours.csv") if one["participant"] == person and one["state"]
            ),
        }
    return table_


def agreement(study: Study) -> dict[str, Any]:
    """Compare two coders turn by turn on the texts that both read, with a witness package."""
    import krippendorff

    ground = [(document, turn) for document in BLIND for turn in study.turns[document] if turn.role != "interviewer"]
    put: dict[str, dict[str, set[int]]] = defaultdict(lambda: {"C1": set(), "C2": set()})
    rank = {id(turn): at for at, (_document, turn) in enumerate(ground)}
    for row in study.codings:
        if row["document"] in BLIND:
            put[row["code"]][row["coder"]] |= {rank[id(turn)] for turn in study.touched(row)}
    found = {}
    for code, of in sorted(put.items()):
        rows = [[int(at in of[coder]) for at in range(len(ground))] for coder in ("C1", "C2")]
        same = sum(a == b for a, b in zip(*rows, strict=True))
        varied = len({value for row in rows for value in row}) > 1
        alpha = krippendorff.alpha(rows, level_of_measurement="nominal") if varied else None
        found[code] = {
            "alpha": alpha if alpha is None else round(float(alpha), 6),
            "percent": round(100 * same / len(ground), 6),
            "turns": len(ground),
            "turns_C1": sum(rows[0]),
            "turns_C2": sum(rows[1]),
        }
    return {"texts": list(BLIND), "coders": ["C1", "C2"], "by_code": found}


def questions(study: Study) -> dict[str, Any]:
    """Tell what became of each question in each text, and to how many people each one was put."""
    rows = table("questions.csv")
    by_text: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for row in rows:
        by_text[row["document"]].setdefault(row["question"] or "improvisée", []).append(row["façon"])
    heard = {
        document: {turn.person for turn in found if turn.role == "participant"}
        for document, found in study.turns.items()
    }
    put: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["façon"] in ("posée", "mal posée"):
            put[row["question"]] |= heard[row["document"]]
    asked = {question: len(people) for question, people in sorted(put.items())}
    return {"by_text": by_text, "people_asked": asked, "manners": Counter(row["façon"] for row in rows)}


def recounted() -> dict[str, Any]:
    """Return everything that ``expected.json`` holds."""
    study = Study()
    by = {coder: [row for row in study.codings if row["coder"] == coder] for coder in ("C1", "C2")}
    words = {document: len(re.findall(r"[\w’'-]+", whole)) for document, whole in study.texts.items()}
    return {
        "made_by": "recount.py",
        "texts": {
            document: {
                "words_at_least": words[document] // 100 * 100,
                "turns": len(found),
                "turns_of_participants": sum(turn.role == "participant" for turn in found),
            }
            for document, found in study.turns.items()
        },
        "codebook": {
            "codes": sum(bool(parent) for parent in study.parent.values()),
            "themes": sum(not parent for parent in study.parent.values()),
        },
        "codings": {
            coder: {"all": len(rows), "by_text": Counter(row["document"] for row in rows)}
            for coder, rows in by.items()
        },
        "counts": counted(study),
        "quoted": quoted(study),
        "agreement": agreement(study),
        "questions": questions(study),
    }


def main() -> None:
    """Write ``expected.json``."""
    told = json.dumps(recounted(), ensure_ascii=False, indent=1, sort_keys=True)
    (HERE / "expected.json").write_text(told + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

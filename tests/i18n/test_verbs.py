"""The history speaks French: every verb that the code can journal has its French."""

import ast

from toolkit.i18n import catalogue, said


def journalled() -> set[str]:
    """The verbs written in the code: ``Change("…")``, ``verb="…"``, ``write(verb="…")``."""
    verbs: set[str] = set()
    for path in catalogue.PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            first = node.args[0] if name == "Change" and node.args else None
            for value in [first, *(keyword.value for keyword in node.keywords if keyword.arg == "verb")]:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    verbs.add(value.value)
    return verbs


def test_every_verb_of_the_journal_is_said_in_french():
    verbs = journalled() - {
        "alpha_by_turn",
        "chronicle",
        "compare",
        "cooccurrence",
        "coverage",
        "crosstab",
        "frequency",
        "life_timeline",
        "progress",
        "query",
        "risk",
        "saturation",
        "side_by_side",
        "timeline",
        "week",
    }

    assert {"new study", "choose quotes", "accept proposals"} & verbs
    assert not [verb for verb in verbs if said(verb) == verb]

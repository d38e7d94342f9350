"""The history of a code: its versions one after the other, what each changed, who did it, when.

A version is a definition (MacQueen et al. 1998); a new label, another parent are told too, without a new number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, Final

from toolkit.formats.codebook_text import origins
from toolkit.i18n import _, said
from toolkit.model import Code
from toolkit.model.past import Stage

TOLD: Final = tuple(field.name for field in fields(Code) if field.name not in ("id", "version"))
Row = dict[str, Any]


def versions(
    stages: Sequence[Stage[Code]],
    coders: Mapping[str, str] | None = None,
    codes: Mapping[str, Code] | None = None,
) -> list[Row]:
    """Return what each action made of a code, the first one first; those that left it as it was are left out.

    Each row: ``at`` (UTC), ``coder`` (a name when ``coders`` gives one), ``verb`` in the language of the screen,
    ``version``; ``changed`` as ``[field, before, after]`` in the words of the screen, ``gone`` when it was taken
    away, ``erased`` when a redaction took its words.
    """
    rows: list[Row] = []
    before: Code | None = None
    known = False
    for stage in stages:
        now = stage.noun
        changed = [] if stage.erased else _changed(before if known else None, now, codes or {})
        row: Row = {
            "at": stage.at,
            "coder": (coders or {}).get(stage.coder, stage.coder),
            "verb": said(stage.verb),
            "version": now.version if now is not None else None,
            "changed": changed,
            "gone": now is None and not stage.erased,
            "erased": stage.erased,
        }
        if changed or row["gone"] or row["erased"]:
            rows.append(row)
        if not stage.erased:
            before, known = now, True
    return rows


def field_names() -> dict[str, str]:
    """Return the fields of a code in the words of the screen."""
    return {
        "label": _("Label"),
        "parent": _("Parent"),
        "short_definition": _("Short definition"),
        "definition": _("Definition"),
        "when_to_use": _("When to use it"),
        "when_not_to_use": _("When not to use it"),
        "example": _("Example"),
        "origin": _("Origin"),
        "reference": _("Reference"),
        "questions": _("Questions of the guide"),
        "polarity": _("Polarity"),
        "exclusive_group": _("Exclusive group"),
        "color": _("Colour"),
    }


def _changed(before: Code | None, now: Code | None, codes: Mapping[str, Code]) -> list[list[str]]:
    if now is None:
        return []
    names = field_names()
    rows = []
    for name in TOLD:
        old, new = (_words(one, name, codes) if one is not None else "" for one in (before, now))
        if old != new:
            rows.append([names[name], old, new])
    return rows


def _words(code: Code, name: str, codes: Mapping[str, Code]) -> str:
    value = getattr(code, name)
    if name == "parent":
        return codes[value].label if value in codes else value or ""
    if name == "origin":
        return origins().get(value, "")
    return ", ".join(value) if name == "questions" else str(value)

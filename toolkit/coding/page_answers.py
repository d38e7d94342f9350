"""The file of answers that a coding page saved: read, checked whole, before anything is made of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from toolkit.coding.page_bundle import BUNDLE_FORMAT, CODING_SHAPE, MEMO_SHAPE, canonical
from toolkit.errors import FaultyFile, Refused, UnreadableFile
from toolkit.i18n import _
from toolkit.model import text_sha256
from toolkit.model.shape import check_shape
from toolkit.model.units import ORIGINS, STATES

ANSWERS_FORMAT: Final = "carnet-coding-answers/1"
_FAMILY: Final = "carnet-coding-answers/"
ANSWERS_SHAPE: Final[dict[str, Any]] = {
    **dict.fromkeys(("format", "bundle_id", "study", "head", "coder", "made_on", "exported_at", "sha256"), str),
    "texts": {str: str},
    "labels": {str: str},
    "codes": [{"id": str, "label": str, "parent": (str, None), "origin": str}],
    "codings": [
        {
            "id": str,
            "at": str,
            "before": (CODING_SHAPE, None),
            "after": (CODING_SHAPE, None),
            "words": ({"quote": str, "prefix": str, "suffix": str}, None),
        }
    ],
    "memos": [{"id": str, "at": str, "before": (MEMO_SHAPE, None), "after": (MEMO_SHAPE, None)}],
}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, repr=False)
class PageAnswers:
    """A file of answers, checked: each coding and memo that was touched, before and after."""

    name: str
    bundle_id: str
    study: str
    coder: str
    exported_at: str
    sha256: str
    texts: Mapping[str, str]
    labels: Mapping[str, str]
    codes: tuple[Row, ...]
    codings: tuple[Row, ...]
    memos: tuple[Row, ...]

    def __repr__(self) -> str:
        return f"<PageAnswers to {self.bundle_id} by {self.coder}: {len(self.codings)} codings>"


def is_sealed_content(content: str) -> bool:
    """Tell whether a file of answers must be opened with the passphrase of its page."""
    from toolkit.web.seal import is_sealed

    try:
        return is_sealed(json.loads(content))
    except (ValueError, RecursionError):
        return False


def read_page_answers(content: str, *, name: str = "", passphrase: str | None = None) -> PageAnswers:
    """Return the answers that a coding page saved; ``name`` is only used to speak of the file.

    Raises ``UnreadableFile`` when it is no such file or is cut short, ``FaultyFile`` with all its faults, ``Refused``
    when it was changed on its way, when a newer Carnet wrote it, or when it is sealed and the passphrase is missing
    or wrong.
    """
    from toolkit.web.seal import is_sealed, unseal

    expected = _("a file of answers saved by a coding page is expected, whole")
    hint = _("Download the answers again from the page: “Download my answers”.")
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        raise UnreadableFile(name, expected, hint=hint) from None
    if is_sealed(value):
        if passphrase is None:
            raise Refused(
                _("{name} is protected by a passphrase.", name=name), _("It is the one that opens the coding page.")
            )
        value = unseal(value, passphrase, aad=ANSWERS_FORMAT)
    form = value.get("format") if isinstance(value, Mapping) else None
    if isinstance(form, str) and form.startswith(_FAMILY) and form != ANSWERS_FORMAT:
        raise Refused(
            _("{name} was written by a newer Carnet than this one.", name=name or _("This file")),
            _("Update Carnet, then import it again; nothing was changed."),
        )
    if form == BUNDLE_FORMAT:
        hint = _("This is what the page was made of: import the file of answers instead.")
    if form != ANSWERS_FORMAT:
        raise UnreadableFile(name, expected, hint=hint)
    if faults := _faults(value):
        raise FaultyFile(name, faults)
    if text_sha256(canonical({key: one for key, one in value.items() if key != "sha256"})) != value["sha256"]:
        raise Refused(
            _("{name} was changed since the page saved it.", name=name or _("This file")),
            _("Download the answers again from the page; nothing was changed in the study."),
        )
    facts = {key: value[key] for key in ("bundle_id", "study", "coder", "exported_at", "sha256", "texts", "labels")}
    codes, codings, memos = (tuple(value[key]) for key in ("codes", "codings", "memos"))
    return PageAnswers(name=name, codes=codes, codings=codings, memos=memos, **facts)


def _faults(value: Mapping[str, Any]) -> list[str]:
    try:
        canonical(value).encode("utf-8")
    except UnicodeEncodeError:
        return [_("it holds half a character")]
    faults = [
        _("“{place}” is missing or is not what it should be", place=place)
        for place in check_shape(value, ANSWERS_SHAPE)
    ]
    if faults:
        return faults
    for one in (*value["codings"], *value["memos"]):
        if moment(one["at"]) is None:
            faults.append(_("{id}: “{value}” is no date", id=one["id"], value=one["at"]))
    if moment(value["exported_at"]) is None:
        faults.append(_("{id}: “{value}” is no date", id="exported_at", value=value["exported_at"]))
    for one in value["codings"]:
        for row in filter(None, (one["before"], one["after"])):
            sane = row["state"] in STATES and row["origin"] in ORIGINS and 0 <= row["start"] < row["end"]
            if not sane or row["code_version"] < 1 or row["transcript"] not in value["texts"]:
                faults.append(_("{id}: this is no coding of the page", id=one["id"]))
        words = one["words"]
        if one["after"] is not None and (
            words is None or len(words["quote"]) != one["after"]["end"] - one["after"]["start"]
        ):
            faults.append(_("{id}: its words and its positions do not agree", id=one["id"]))
    for shelf in ("codes", "codings", "memos"):
        ids = [one["id"] for one in value[shelf]]
        faults += [_("{id} is there twice", id=id) for id in sorted({id for id in ids if ids.count(id) > 1})]
    return faults


def moment(at: str) -> datetime | None:
    """Return a moment written as ISO 8601 with its time, in UTC unless it says otherwise."""
    try:
        found = datetime.fromisoformat(at) if "T" in at else None
    except ValueError:
        return None
    if found is None:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)

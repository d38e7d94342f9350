"""The files of a study's folder, once somebody left or a name was found: rewritten, deleted, or given to read."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import InvalidValue
from toolkit.formats.coffre_places import REMEMBERED
from toolkit.formats.scrub import scrub, text_of
from toolkit.formats.whole import write_whole
from toolkit.model.text import clean_text, text_sha256
from toolkit.model.texts import Transcript
from toolkit.study.alone import LOCK
from toolkit.study.copies import REGISTER, SIDES, WORK, is_database, is_pack, walked
from toolkit.study.named_still import names_still

if TYPE_CHECKING:
    from toolkit.model.redaction import Erasure, Holdings, Plan

OWN = ("withdraw", "redact")
"""The verbs of the outputs that tell of a redaction: they stay."""


@dataclass(slots=True)
class Folder:
    """What became of the files of a folder, by their path in it."""

    deleted: list[str] = field(default_factory=list)
    rewritten: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    outputs: list[str] = field(default_factory=list)
    still: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, repr=False)
class Texts:
    """The texts that a plan touches: by fingerprint and by id, with what they become (None: nothing)."""

    by_print: dict[str, str | None]
    by_id: dict[str, str | None]


def texts_of(holdings: "Holdings", plan: "Plan") -> Texts:
    """Return what the texts touched by a plan become, in every state that they had."""
    becomes: dict[str, str | None] = {id: None for shelf, id in plan.gone if shelf == Transcript.shelf}
    becomes.update({noun.id: noun.text for noun in plan.kept if isinstance(noun, Transcript)})
    prints: dict[str, str | None] = {}
    for id, text in becomes.items():
        for state in holdings.states((Transcript.shelf, id)):
            assert isinstance(state, Transcript)
            prints[state.fingerprint] = text
    return Texts({mark: text for mark, text in prints.items() if text is None or text_sha256(text) != mark}, becomes)


def scrub_folder(
    folder: Path, rule: "Erasure", texts: Texts, *, write: bool = True, outdates: bool = False
) -> Folder:
    """Take what a rule finds out of every file of a study's folder; ``write=False`` only tells what would be done.

    ``outdates`` deletes what Carnet counted and nobody changed since. Raises ``CannotWrite`` on the first file that
    cannot be written: what was done before stands, and can be done again.
    """
    told = Folder()
    for path in sorted(walked(folder)):
        inside = path.relative_to(folder)
        if path.name.startswith(("study.db", LOCK)) and path.parent == folder:
            continue
        if inside.as_posix() in (f"backups/{REGISTER}", f"backups/{REMEMBERED}", "backups/news.json"):
            continue  # places of this computer: changed, they would lead nowhere
        if any(part.startswith(WORK) for part in inside.parts) or not path.exists() or _is_a_copy(path):
            continue
        stays = _one(path, inside, rule, texts, told, write, outdates)
        if (
            stays is not None
            and rule.subject
            and not _tells(path, inside)
            and names_still(inside, stays, rule.subject)
        ):
            told.still.append(rule.masked(inside.as_posix()))
    return told


def _tells(path: Path, inside: Path) -> bool:
    """Tell whether a file is a receipt, or what Carnet itself noted of an output or a copy."""
    noted = inside.parts[0] == "backups" and path.suffix == ".json"
    return noted or _is_record(path) or (_record(path) or {}).get("verb") in OWN


def _is_a_copy(path: Path) -> bool:
    """Tell whether a file is a copy or a pack, or lies beside one for SQLite: they are cleaned elsewhere."""
    name = next((path.name.removesuffix(side) for side in SIDES if path.name.endswith(side)), path.name)
    return is_database(path.with_name(name)) or is_pack(path)


def _one(
    path: Path, inside: Path, rule: "Erasure", texts: Texts, told: Folder, write: bool, outdates: bool
) -> bytes | None:
    """Do what is to be done of one file; return its content after, None when it goes."""
    shown = rule.masked(inside.as_posix())
    data = path.read_bytes()
    if rule.found(inside.name):
        told.named.append(shown)
    record = _record(path) if inside.parts[0] == "outputs" else None
    unchanged = record is not None and record.get("sha256") == hashlib.sha256(data).hexdigest()
    if inside.parts[0] == "outputs":
        if record is None and not _is_record(path):
            told.outputs.append(shown)
        elif record is not None and record.get("verb") not in OWN:
            told.outputs.append(shown)
            if outdates and unchanged:
                told.deleted.append(shown)
                if write:
                    path.unlink()
                    path.with_name(path.name + ".json").unlink(missing_ok=True)
                return None
            if outdates:
                told.outdated.append(shown)
    if inside.parts[0] == "sources":
        touched, becomes = _source(path, data, texts)
        if touched:
            return _replace(path, shown, becomes, told, write)
    made = scrub(path.name, data, rule.found)
    if made.content is not None:
        whole = made.content
        if rule.outdates and inside.parts[0] == "sources" and _mostly(data, rule):
            return _replace(path, shown, None, told, write)
        told.rewritten.append(shown)
        if write:
            write_whole(path, whole)
            if record is not None and unchanged:
                _record_again(path, record, whole)
    if made.opaque or made.suspect:
        told.by_hand.append(shown)
    return data if made.content is None else made.content


def _replace(path: Path, shown: str, text: str | None, told: Folder, write: bool) -> bytes | None:
    (told.deleted if text is None else told.rewritten).append(shown)
    if write and text is None:
        path.unlink()
    elif write and text is not None:
        write_whole(path, text)
    return None if text is None else text.encode("utf-8")


def _source(path: Path, data: bytes, texts: Texts) -> tuple[bool, str | None]:
    """Tell whether a file of ``sources`` is one of the texts that are touched, and what it becomes."""
    try:
        mark = text_sha256(clean_text(text_of(data) or ""))
    except InvalidValue:
        mark = ""
    if mark in texts.by_print:
        return True, texts.by_print[mark]
    if path.stem in texts.by_id and texts.by_id[path.stem] is None:
        return True, None
    return False, None


def _mostly(data: bytes, rule: "Erasure") -> bool:
    """Tell whether most of a text is what the rule takes out: it is the interview itself."""
    text = text_of(data) or ""
    return bool(text) and sum(end - start for start, end, _stays in rule.found(text)) * 2 > len(text.strip())


def _record(path: Path) -> dict[str, object] | None:
    """Return the record that lies beside an output, if there is one."""
    try:
        held = json.loads(path.with_name(path.name + ".json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return held if isinstance(held, dict) and held.get("file") == path.name else None


def _record_again(path: Path, record: dict[str, object], content: bytes) -> None:
    """Write the fingerprint of an output that Carnet itself has just changed."""
    record = {**record, "sha256": hashlib.sha256(content).hexdigest()}
    told = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_whole(path.with_name(path.name + ".json"), told)


def _is_record(path: Path) -> bool:
    """Tell whether a file is the record of an output, or of a review or coding page given out: no document."""
    return path.suffix == ".json" and (
        path.with_name(path.stem).exists() or path.name.startswith(("avis-", "codage-"))
    )

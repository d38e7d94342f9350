"""The folder of a demo: signed when it is built, replaced when nobody worked in it, else kept aside."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any, Final

from toolkit.cli.common import say
from toolkit.errors import CannotWrite, ToolkitError
from toolkit.i18n import _

MARK: Final = ".carnet-demo"
SECRET: Final = "démonstration"
"""Everything is invented: the passphrase of a demo's coffre is printed."""


def sign(folder: Path, head: str | None) -> None:
    """Sign a demo: without a head while it is being built, with it and what the folder holds when it is whole."""
    told: dict[str, Any] = {"head": head, "files": _files(folder) if head else {}}
    from toolkit.formats.whole import write_whole

    write_whole(folder / MARK, json.dumps(told, indent=1).encode("utf-8"))


def clear(folder: Path) -> None:
    """Make room for a demo: a demo left as it was built is replaced, one worked in is kept aside with its coffre.

    Raises ``CannotWrite`` on a folder, or a coffre, that is not a demo's; nothing was then moved.
    """
    from toolkit.transcripts.coffre_files import coffre_place

    place = coffre_place(folder)
    held = _is_demo_coffre(place)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        if _worked_in(folder):
            aside = _aside(folder)
            folder.rename(aside)
            if held:
                place.rename(coffre_place(aside))
            say(_("The demo that you worked in is kept in {path}.", path=aside))
            return
        shutil.rmtree(folder)
    if held:
        shutil.rmtree(place)


def _worked_in(folder: Path) -> bool:
    """Tell whether somebody did something in a demo: in its journal, or with its files."""
    from toolkit.study import open_study

    try:
        told = json.loads((folder / MARK).read_text(encoding="utf-8"))
        head, files = told["head"], told.get("files")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise CannotWrite(folder, "exists") from None
    if head is None:
        return False  # it was stopped before its end
    if files is not None and files != _files(folder):
        return True
    with open_study(folder) as study:
        return bool(study.head != head)


def _files(folder: Path) -> dict[str, str]:
    """Return the fingerprint of each file that a person may write in; the journal answers for the study itself."""
    found = {}
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        own = parts[0].startswith("study.db") or parts[0] in (MARK, "backups") or ".ipynb_checkpoints" in parts
        if path.is_file() and not own:
            found["/".join(parts)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _is_demo_coffre(place: Path) -> bool:
    """Tell whether a demo's coffre is there; refuse one that its passphrase does not open, or that holds more."""
    from toolkit.transcripts.coffre_files import RAW, READ_ME, TABLE, open_coffre

    if not place.exists() or (place.is_dir() and not any(place.iterdir())):
        return False
    there = {path.relative_to(place).as_posix() for path in place.rglob("*") if not path.name.endswith(".tmp")}
    if there <= {READ_ME, RAW}:
        return True  # stopped before its table was sealed: it holds nothing
    try:
        documents = open_coffre(place, SECRET).table.documents
    except (ToolkitError, OSError):
        raise CannotWrite(place, "exists") from None
    # A demo stopped half-way had copied its raw files before it sealed its table.
    if documents and there - {TABLE, READ_ME, RAW, *(f"{RAW}/{document.raw_name}" for document in documents)}:
        raise CannotWrite(place, "exists")
    return True


def _aside(folder: Path) -> Path:
    """Return the first free name beside a demo: ``demo-1``."""
    from toolkit.transcripts.coffre_files import coffre_place

    number = 1
    while True:
        aside = folder.with_name(f"{folder.name}-{number}")
        if not aside.exists() and not coffre_place(aside).exists():
            return aside
        number += 1

"""The files of a review: the page written, its record kept, the answers read."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolkit.errors import UnreadableFile
from toolkit.formats.whole import write_whole
from toolkit.i18n import _
from toolkit.review.answers import RECORD_FORMAT


def write_record(folder: Path, record: Mapping[str, Any]) -> Path:
    """Keep the record of a bundle in ``folder``, under its id; answers that were emptied stay remembered."""
    same = (held for held in read_records(folder) if held["bundle_id"] == record["bundle_id"])
    if "withdrawn" not in record and (there := next(same, {}).get("withdrawn")):
        record = {**record, "withdrawn": there}
    return write_whole(folder / f"avis-{record['bundle_id']}.json", json.dumps(record, indent=1) + "\n")


def read_records(folder: Path) -> list[dict[str, Any]]:
    """Return the records of the bundles that a study gave out; other files are left alone."""
    found = []
    for path in sorted(folder.glob("avis-*.json")):
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(value, dict) and value.get("format") == RECORD_FORMAT:
            found.append(value)
    return found


def read_text(path: Path) -> str:
    """Return the content of an answer file; raise ``UnreadableFile`` when it is no text."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except IsADirectoryError:
        raise UnreadableFile(path, _("a file of answers is expected, not a folder")) from None
    except UnicodeDecodeError:
        raise UnreadableFile(
            path,
            _("an answer file saved by a review page is expected"),
            hint=_("Ask the reviewer for the file that “Save my answers” put in their downloads."),
        ) from None

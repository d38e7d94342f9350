"""Documents among the outputs of a study: written whole, with the small file that says how they were made."""

import hashlib
import json
from pathlib import Path
from typing import Any

from toolkit import __version__
from toolkit.formats.document_writers import Document, to_bytes
from toolkit.formats.whole import write_whole


def save(document: Document, path: Path, *, record: dict[str, Any], head: str = "") -> Path:
    """Write a document and its ``.json``: parameters, counts, evidence ids, journal head, fingerprint; no words."""
    content = to_bytes(document, path.suffix)
    path = free_path(path, content)
    told = {
        "tool": f"carnet {__version__}",
        "file": path.name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "journal_head": head,
        **record,
    }
    write_whole(path, content)
    write_whole(beside(path), (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
    return path


def beside(path: Path) -> Path:
    """Return the path of the evidence of a document: ``sheet.docx.json``."""
    return path.with_name(path.name + ".json")


def free_path(path: Path, content: bytes = b"") -> Path:
    """Return ``path``, or the first of ``-2``, ``-3``… when what is there was edited by hand or made by others."""
    candidate, rank = path, 1
    while candidate.exists():
        there = hashlib.sha256(candidate.read_bytes()).hexdigest()
        if there in (record_beside(candidate).get("sha256"), hashlib.sha256(content).hexdigest()):
            break
        rank += 1
        candidate = path.with_name(f"{path.stem}-{rank}{path.suffix}")
    return candidate


def record_beside(path: Path) -> dict[str, Any]:
    """Return what the ``.json`` beside a document says; empty when there is none."""
    try:
        found = json.loads(beside(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}

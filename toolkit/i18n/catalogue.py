"""Gather the sentences of the code, check that each has its French, compile the catalogue.

``python -m toolkit.i18n.catalogue`` (or ``make catalogue``) writes ``fr/carnet.mo`` from every ``fr/*.po``.
``python -m toolkit.i18n.catalogue missing`` lists the sentences that have no French yet.
Developers' tool: needs Babel.
"""

import io
import re
import sys
from pathlib import Path

from toolkit.i18n import FOLDER

PACKAGE = FOLDER.parent
NBSP = "\xa0"


def typeset(text: str) -> str:
    """Put the no-break spaces of French typography, inside « » and before ; : ! ? %, and its apostrophe.

    >>> typeset("Code « a » inconnu : lequel ?")
    'Code «\\xa0a\\xa0» inconnu\\xa0: lequel\\xa0?'
    """
    text = text.replace("« ", f"«{NBSP}").replace(" »", f"{NBSP}»")
    text = re.sub(r"(?<=\w)'(?=[\w{«])", "’", text)
    return re.sub(r" (?=[;:!?%](?!\w))", NBSP, text)


def sentences() -> dict[str | tuple[str, ...], list[str]]:
    """Return each sentence of the code (a pair for a plural) with the places that say it."""
    from babel.messages.extract import extract_from_dir

    found: dict[str | tuple[str, ...], list[str]] = {}
    rows = extract_from_dir(
        str(PACKAGE),
        method_map=[("**.py", "python")],
        keywords={"_": None, "N_": None, "n_": (1, 2)},
        comment_tags=(),
    )
    for filename, line, message, _comments, _context in rows:
        found.setdefault(message, []).append(f"{filename}:{line}")
    return found


def french() -> dict[str | tuple[str, ...], str | tuple[str, ...]]:
    """Return the French of each sentence, from every ``fr/*.po``."""
    from babel.messages.pofile import read_po

    known: dict[str | tuple[str, ...], str | tuple[str, ...]] = {}
    for path in sorted((FOLDER / "fr").glob("*.po")):
        with path.open("rb") as file:
            for entry in read_po(file, locale="fr"):
                key = entry.id if isinstance(entry.id, str) else tuple(entry.id)
                text = entry.string if isinstance(entry.string, str) else tuple(entry.string or ())
                if key and text and all(text):
                    known[key] = text
    return known


def compiled() -> bytes:
    """Return the bytes of ``carnet.mo``: the French of the sentences that the code still says."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    known = french()
    catalog = Catalog(locale="fr", charset="utf-8")
    for message in sorted(sentences(), key=str):
        text = known.get(message)
        if isinstance(text, str):
            catalog.add(message, typeset(text))
        elif text:
            catalog.add(message, tuple(typeset(part) for part in text))
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    # Babel stamps the hour: a catalogue must not change when its sentences do not.
    return re.sub(rb"(POT-Creation-Date|PO-Revision-Date): [^\n]{10,}\n", _blank, buffer.getvalue())


def _blank(match: re.Match[bytes]) -> bytes:
    """Keep the length (offsets are already written), lose the hour."""
    return match[1] + b": " + b"-" * (len(match[0]) - len(match[1]) - 3) + b"\n"


def missing() -> dict[str | tuple[str, ...], list[str]]:
    """Return the sentences that have no French, with the places that say them."""
    known = french()
    return {message: places for message, places in sentences().items() if message not in known}


def main(arguments: list[str]) -> int:
    """Compile, or list what is missing."""
    lacking = missing()
    for message, places in lacking.items():
        print(f"{places[0]}: {message!r}", file=sys.stderr)
    if "missing" not in arguments:
        Path(FOLDER / "fr" / "carnet.mo").write_bytes(compiled())
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

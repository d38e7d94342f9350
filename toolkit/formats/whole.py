"""Files written whole or not at all: beside their place first, then put there in one step."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import PathLike as OsPathLike
from pathlib import Path

from toolkit.errors import CannotWrite, reason_of

PathLike = str | OsPathLike[str]


@contextmanager
def whole_file(path: PathLike) -> Iterator[Path]:
    """Give a temporary neighbour of ``path`` to write; put it in place when all went well, else leave no trace.

    Raises ``CannotWrite``.
    """
    target = Path(path)
    draft = target.with_name(f".carnet-{secrets.token_hex(6)}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield draft
        draft.replace(target)
    except OSError as error:
        raise CannotWrite(target, reason_of(error)) from error
    finally:
        # On a full or read-only disk even the cleaning may fail: the first fault is the one to say.
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def write_whole(path: PathLike, content: bytes | str) -> Path:
    """Write ``content`` (text as UTF-8, its line breaks as they are); return the path. Raises ``CannotWrite``."""
    with whole_file(path) as draft:
        draft.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return Path(path)

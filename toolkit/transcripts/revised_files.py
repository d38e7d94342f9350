"""The clean text of a transcript on disk, written again when it is revised: whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from toolkit.errors import CannotWrite, reason_of
from toolkit.transcripts.revisions import Revision


@contextmanager
def clean_text_written(folder: Path, revision: Revision, own: Path | None = None) -> Iterator[Callable[[], None]]:
    """Write the new text beside its place in ``sources``; give the function that puts it there.

    What somebody else wrote at that place is kept under another name; ``own`` is the file that the new text came
    from, which may be that very one. Raises ``CannotWrite``.
    """
    target = folder / "sources" / f"{revision.before.id}.txt"
    draft = target.with_name(f".{target.name}.tmp")
    text = revision.after.text.encode("utf-8")
    entered = False
    try:
        try:
            target.parent.mkdir(exist_ok=True)
            draft.write_bytes(text)
        except OSError as error:
            raise CannotWrite(target, reason_of(error)) from error

        def put_in_place() -> None:
            nonlocal entered
            entered = True  # the journal holds it: a draft that stays is put in place by the next command
            _set_aside(target, own, {revision.before.text.encode("utf-8"), text})
            draft.replace(target)

        yield put_in_place
    except Exception:
        if not entered:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
        raise
    # Ctrl-C may come after the journal was written: the draft then stays, and the next command sorts it out.


def _set_aside(target: Path, own: Path | None, known: set[bytes]) -> None:
    """Keep what somebody else wrote where the clean text goes, under another name."""
    if not target.exists() or (own is not None and target.samefile(own)) or target.read_bytes() in known:
        return
    number = 2
    while (aside := target.with_name(f"{target.stem} ({number}){target.suffix}")).exists():
        number += 1
    target.replace(aside)

"""What an interruption left beside its place: clean texts that the journal holds and ``sources`` does not yet."""

from contextlib import suppress
from typing import TYPE_CHECKING

from toolkit.model.text import text_sha256

if TYPE_CHECKING:
    from toolkit.study.book import Study


def finish_sources(study: "Study") -> None:
    """Put in place the clean texts that an interruption left beside their places; throw away the other drafts.

    What stands there is replaced only when it is a former text of that transcript: what somebody else wrote stays.
    """
    from toolkit.store.trail import values_of

    prints = {text.id: text.fingerprint for text in study.transcripts}
    for draft in sorted((study.folder / "sources").glob(".*.txt.tmp")):
        target = draft.with_name(draft.name[1:].removesuffix(".tmp"))
        with suppress(OSError, UnicodeDecodeError):
            # Bytes, not lines: the print is that of the text as it was written.
            id, text = target.stem, draft.read_bytes().decode("utf-8")
            if prints.get(id) == text_sha256(text):
                former = values_of(study._store, "transcripts", id, "text") if target.exists() else set()
                if not target.exists() or _read(target.read_bytes()) in former:
                    draft.replace(target)
            draft.unlink(missing_ok=True)


def _read(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None

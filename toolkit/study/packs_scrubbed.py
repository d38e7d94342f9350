"""Packs at hand: what is erased in the study is erased in them too, unless a passphrase keeps them closed."""

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import Refused, UnreadableFile
from toolkit.study.copies import CopyMade, redact_copy
from toolkit.study.files_scrubbed import Texts, scrub_folder

if TYPE_CHECKING:
    from toolkit.model.redaction import Erasure


def redact_pack(
    path: Path,
    rule: "Erasure",
    texts: Texts,
    *,
    coder: str,
    target: str | None,
    origin: str,
    outdates: bool,
    rehearse: Path | None = None,
) -> tuple[CopyMade, "Erasure"]:
    """Apply a rule to the database and the files of a pack, which is put back whole or left as it was.

    ``closed`` when a passphrase protects it, ``stranger`` when it holds another study, ``unreadable`` when it is
    damaged: nothing is then done, a person must. ``rehearse`` is a folder where the pack is only read. Raises
    ``CannotWrite``.
    """
    from toolkit.formats.packs import STUDY, needs_passphrase, open_pack
    from toolkit.study.packing import repack
    from toolkit.study.restoring import draft_folder

    try:
        if needs_passphrase(path):
            return CopyMade(path, "closed"), rule
        with open_pack(path) as held:
            if held.manifest.origin != origin:
                return CopyMade(path, "stranger"), rule
            if rehearse is not None:
                with draft_folder(rehearse / "backups") as draft:
                    held.extract(STUDY, draft / STUDY)
                    inner, rule = redact_copy(
                        draft / STUDY, rule, coder=coder, target=target, origin=origin, rehearse=draft
                    )
                return CopyMade(path, inner.became), rule
        made = CopyMade(path, "clean")

        def change(folder: Path) -> None:
            nonlocal made, rule
            inner, rule = redact_copy(folder / "study.db", rule, coder=coder, target=target, origin=origin)
            scrub_folder(folder, rule, texts, outdates=outdates)
            made = CopyMade(path, inner.became if inner.became in ("redacted", "remaining") else "clean", inner.head)

        repack(path, change)
    except (UnreadableFile, Refused):
        return CopyMade(path, "unreadable"), rule
    return made, rule

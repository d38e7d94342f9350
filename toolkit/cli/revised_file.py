"""The file that holds a new text: its real names replaced by the rules of the coffre, its places on the disk."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import Refused
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.study import Study
    from toolkit.transcripts.coffre_files import Coffre
    from toolkit.transcripts.forms import NameDecision
    from toolkit.transcripts.reading import Reading
    from toolkit.transcripts.replacements import Pseudonymised
    from toolkit.transcripts.revisions import Revision


@dataclass(frozen=True, slots=True, repr=False)
class NewText:
    """A new text without its names, and what the coffre must keep of it."""

    reading: "Reading"
    file: Path
    coffre: "Coffre | None" = None
    replaced: "Pseudonymised | None" = None
    decisions: "tuple[NameDecision, ...]" = ()
    warnings: tuple[str, ...] = ()

    @contextmanager
    def written(self, desk: "Study", revision: "Revision") -> Iterator[Callable[[], None]]:
        """Write the clean text beside its place, and the coffre; give the function that puts the text in place.

        The coffre comes first: a text without its names is never alone on the disk.
        """
        from toolkit.transcripts.revised_files import clean_text_written

        with clean_text_written(desk.folder, revision, self.file) as put_in_place:
            if self.coffre is not None and self.replaced is not None:
                self.coffre.add(revision.before.id, self.replaced, raw=self.file)
                self.coffre.add_entries(self.decisions)
                self.coffre.save()
            yield put_in_place


def new_text(
    desk: "Study", id: str, file: Path, *, names: Path | None, already: bool, coffre: Path | None
) -> NewText:
    """Read the new text of a transcript; replace its names by a table, or by what the coffre knows.

    A text that lies in ``sources`` holds no name any more. Raises ``Refused`` when nothing says what becomes of them.
    """
    from toolkit.model import Transcript
    from toolkit.transcripts.files import read
    from toolkit.transcripts.name_files import read_names
    from toolkit.transcripts.pseudonymising import with_rules
    from toolkit.transcripts.revised_names import refuse_names

    if names is not None and already:
        raise Refused(
            _("Say what becomes of the real names."),
            _("Give the reviewed table with --names, or --already-pseudonymised if the texts hold none any more."),
        )
    desk.get(Transcript, id)
    reading = read(file)
    said = already
    already = already or file.absolute().is_relative_to((desk.folder / "sources").absolute())
    if already:
        box = _coffre(desk, coffre) if coffre is not None or _answers() else None
        if box is not None:
            hint = _(
                "If it is the raw text, run this again without --already-pseudonymised: the coffre then replaces "
                "them. Otherwise, replace them by hand."
            )
            refuse_names(reading.text, box, id, hint=hint if said else "")
        return NewText(reading, file, warnings=reading.warnings)
    box = _coffre(desk, coffre)
    held = box.table.entries if box is not None else ()
    # What the coffre holds goes for later files too.
    decisions = with_rules(read_names(names, held=held) if names is not None else [], held)
    if not decisions:
        raise Refused(
            _("Say what becomes of the real names."),
            _("Give the reviewed table with --names, or --already-pseudonymised if the texts hold none any more."),
        )
    return _without_names(reading, id, file, decisions, box)


def _without_names(
    reading: "Reading", id: str, file: Path, decisions: "Sequence[NameDecision]", box: "Coffre | None"
) -> NewText:
    from toolkit.transcripts.imports import without_names
    from toolkit.transcripts.pseudonymising import meant_for, pseudonymise_all, unlisted

    names = (id, file.name)
    made = pseudonymise_all({id: reading}, decisions, {id: names})[id]
    warnings = list(reading.warnings)
    if lines := unlisted({id: reading}, decisions, {id: names}).get(id, []):
        warnings.append(
            n_(
                "{id}: {n} line may still name somebody that the table does not list ({lines}). Read it.",
                "{id}: {n} lines may still name somebody that the table does not list ({lines}). Read them.",
                len(lines),
                id=id,
                lines=", ".join(str(line) for line in lines[:12]),
            )
        )
    if box is None:
        warnings.append(
            _("The originals were kept nowhere: to keep them, give the folder of a coffre with --coffre.")
        )
    clean = without_names(reading, made, meant_for(decisions, names))
    return NewText(replace(clean, warnings=()), file, box, made, tuple(decisions), tuple(warnings))


def _answers() -> bool:
    """Tell whether a passphrase is at hand without asking anybody."""
    import os

    return bool(os.environ.get("CARNET_PASSPHRASE_FILE"))


def _coffre(desk: "Study", folder: Path | None) -> "Coffre | None":
    """Open the coffre named on the line, or the one that stands beside the study."""
    from toolkit.cli.passphrases import of_coffre
    from toolkit.transcripts.coffre_files import TABLE, coffre_of, open_coffre

    place = coffre_of(desk.folder) if folder is None else folder
    if folder is None and not (place / TABLE).is_file():
        return None
    return open_coffre(place, of_coffre(), study_folder=desk.folder, study=desk.origin)

"""The file that holds a new text: its real names replaced by the rules of the coffre, its places on the disk."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import CannotWrite, Refused, reason_of
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
        target = desk.folder / "sources" / f"{revision.before.id}.txt"
        draft = target.with_name(f".{target.name}.tmp")
        text = revision.after.text.encode("utf-8")
        try:
            try:
                target.parent.mkdir(exist_ok=True)
                draft.write_bytes(text)
            except OSError as error:
                raise CannotWrite(target, reason_of(error)) from error
            self._keep(revision)

            def put_in_place() -> None:
                _set_aside(target, self.file, {revision.before.text.encode("utf-8"), text})
                draft.replace(target)

            yield put_in_place
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def _keep(self, revision: "Revision") -> None:
        """Let the coffre know the new text, so that it can still give the original back."""
        from toolkit.transcripts.revised_names import revised_document

        if self.coffre is None:
            return
        id = revision.before.id
        if self.replaced is not None:
            self.coffre.add(id, self.replaced, raw=self.file)
            self.coffre.add_entries(self.decisions)
        else:
            held = next((one for one in self.coffre.table.documents if one.id == id), None)
            if held is None:
                return
            made = revised_document(held, revision.before.text, revision.after.text)
            self.coffre.table = self.coffre.table.with_document(made)
        self.coffre.save()


def new_text(
    desk: "Study", id: str, file: Path, *, names: Path | None, already: bool, coffre: Path | None
) -> NewText:
    """Read the new text of a transcript; replace its names by a table, or by what the coffre knows.

    A text that lies in ``sources`` holds no name any more. Raises ``Refused`` when nothing says what becomes of them.
    """
    from toolkit.cli.imports import _coffre
    from toolkit.model import Transcript
    from toolkit.transcripts.coffre_files import read_name_table
    from toolkit.transcripts.files import read

    if names is not None and already:
        raise Refused(
            _("Say what becomes of the real names."),
            _("Give the reviewed table with --names, or --already-pseudonymised if the texts hold none any more."),
        )
    desk.get(Transcript, id)
    reading = read(file)
    already = already or file.absolute().is_relative_to((desk.folder / "sources").absolute())
    if already:
        box = _coffre(desk, coffre) if coffre is not None or _answers() else None
        _refuse_names(reading, box)
        warnings = () if box is not None or not _known(desk) else (_still_former(),)
        return NewText(reading, file, box, warnings=(*reading.warnings, *warnings))
    box = _coffre(desk, coffre)
    decisions = read_name_table(names) if names is not None else list(box.table.entries) if box is not None else []
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
    from toolkit.transcripts.pseudonymising import left_over, meant_for, pseudonymise_all

    names = (id, file.name)
    made = pseudonymise_all({id: reading}, decisions, {id: names})[id]
    warnings = list(reading.warnings)
    if lines := left_over(reading, made, decisions):
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


def _refuse_names(reading: "Reading", box: "Coffre | None") -> None:
    """Refuse a text said to be clean that holds a form which the coffre knows as a real name."""
    from toolkit.transcripts.replacements import remaining

    if box is None:
        return
    if left := remaining(reading.text, box.table.entries):
        lines = sorted({reading.text.count("\n", 0, start) + 1 for start, _end, _decision in left})
        raise Refused(
            n_(
                "{n} real name that the coffre knows is in the new text (lines {lines}).",
                "{n} real names that the coffre knows are in the new text (lines {lines}).",
                len(left),
                lines=", ".join(str(line) for line in lines[:12]),
            ),
            _("Replace them, or leave out --already-pseudonymised: the coffre then replaces them."),
            count=len(left),
        )


def _answers() -> bool:
    """Tell whether a passphrase is at hand without asking anybody."""
    import os

    return bool(os.environ.get("CARNET_PASSPHRASE_FILE"))


def _known(desk: "Study") -> bool:
    from toolkit.transcripts.coffre_files import TABLE, coffre_place

    return (coffre_place(desk.folder) / TABLE).is_file()


def _still_former() -> str:
    return _(
        "The coffre still knows the former text only: name it with --coffre, so that it can give the original back."
    )


def _set_aside(target: Path, file: Path, known: set[bytes]) -> None:
    """Keep what somebody else wrote where the clean text goes, under another name."""
    if not target.exists() or target.samefile(file) or target.read_bytes() in known:
        return
    number = 2
    while (aside := target.with_name(f"{target.stem} ({number}){target.suffix}")).exists():
        number += 1
    target.replace(aside)

"""What documents say when something of theirs is no part of the running text: kept, counted, never lost silently."""

from collections.abc import Sequence

from toolkit.i18n import n_


def kept_apart(
    *,
    notes: Sequence[str] = (),
    comments: Sequence[str] = (),
    deleted: Sequence[str] = (),
    inserted: int = 0,
    headers: Sequence[str] = (),
    boxes: int = 0,
    images: int = 0,
    hidden: int = 0,
) -> list[str]:
    """Return one warning for each kind of thing that is there."""
    said = []
    if n := len(notes):
        said.append(n_("{n} footnote is kept apart from the text.", "{n} footnotes are kept apart from the text.", n))
    if n := len(comments):
        said.append(n_("{n} comment is kept apart from the text.", "{n} comments are kept apart from the text.", n))
    if n := len(deleted):
        said.append(
            n_(
                "{n} tracked deletion is left out of the text: accept or reject the changes if it matters.",
                "{n} tracked deletions are left out of the text: accept or reject the changes if they matter.",
                n,
            )
        )
    if inserted:
        said.append(
            n_(
                "{n} tracked insertion is read as part of the text.",
                "{n} tracked insertions are read as part of the text.",
                inserted,
            )
        )
    if n := len(headers):
        said.append(
            n_(
                "{n} page header or footer is kept apart from the text.",
                "{n} page headers or footers are kept apart from the text.",
                n,
            )
        )
    if boxes:
        said.append(
            n_(
                "{n} text box is read where it is anchored.",
                "{n} text boxes are read where they are anchored.",
                boxes,
            )
        )
    if hidden:
        said.append(
            n_(
                "{n} passage of hidden text is left out: show it in Word if it matters.",
                "{n} passages of hidden text are left out: show them in Word if they matter.",
                hidden,
            )
        )
    if images:
        said.append(n_("{n} image is left out.", "{n} images are left out.", images))
    return said

"""Match the rows of a table with files whose names were typed by somebody else."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath

from toolkit.i18n import _, n_
from toolkit.model.text import fold

_SUFFIXES = re.compile(r"\.(?:docx?|odt|rtf|txt|md|vtt|srt|json|tsv|pdf|mp3|m4a|wav|mp4)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Matches:
    """Which file each name is: ``pairs`` of (name, file), then what found no partner."""

    pairs: tuple[tuple[str, str], ...]
    names_left: tuple[str, ...]
    files_left: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    def file_of(self, name: str) -> str | None:
        """Return the file of a name, None when it has none."""
        return dict(self.pairs).get(name)


def tokens(name: str) -> tuple[str, ...]:
    """Return the parts of a name that count: letters and numbers apart, ``01`` as ``1``.

    >>> tokens("Entretien_01_24.12.09ab.docx")
    ('entretien', '1', '24', '12', '9', 'ab')
    """
    parts = re.findall(r"[^\W\d_]+|\d+", fold(_SUFFIXES.sub("", PurePath(name).name)))
    return tuple(part.lstrip("0") or "0" if part.isdigit() else part for part in parts)


def match_names(names: Sequence[str], files: Iterable[str | PurePath]) -> Matches:
    """Match names with files, tolerant of spaces, underscores, zeros and what was added at the end of a file name.

    ``…09a`` and ``…09b`` are both the file ``…09ab``. Two files that fit a name equally well match nothing.
    """
    paths = [str(file) for file in files]
    ranked: dict[str, list[tuple[int, str]]] = {}
    for name in dict.fromkeys(names):
        scored = sorted(((_fit(tokens(name), tokens(file)), file) for file in paths), key=lambda pair: -pair[0])
        ranked[name] = [(score, file) for score, file in scored if score > 0]
    pairs: list[tuple[str, str]] = []
    doubtful = []
    for name, fits in ranked.items():
        best = [file for score, file in fits if score == fits[0][0]] if fits else []
        if len(best) == 1:
            pairs.append((name, best[0]))
        elif best:
            doubtful.append(name)
    matched = {file for _name, file in pairs}
    names_left = tuple(name for name in ranked if name not in dict(pairs))
    files_left = tuple(file for file in paths if file not in matched)
    return Matches(tuple(pairs), names_left, files_left, tuple(_said(pairs, names_left, files_left, doubtful)))


def _fit(name: tuple[str, ...], file: tuple[str, ...]) -> int:
    """Return how well a name fits a file, 0 when it does not."""
    if not name or not file:
        return 0
    n = len(name)
    if name == file:
        return 1000
    if file[:n] == name:
        return 500 + n
    if len(file) >= n and file[: n - 1] == name[:-1] and _part_of(name[-1], file[n - 1]):
        return 300 + n
    # Only a token that tells one file from another may be looked for in the middle of a name.
    telling = any(part.isdigit() for part in name) or len(name) > 1
    if telling and any(file[at : at + n] == name for at in range(1, len(file) - n + 1)):
        return 200 + n
    if any(part.isdigit() for part in file) and any(
        name[at : at + len(file)] == file for at in range(n - len(file) + 1)
    ):
        return 100 + len(file)
    return 0


def _part_of(letter: str, run: str) -> bool:
    """Tell whether ``a`` is one of the parts put together in ``ab``."""
    together = len(run) > 1 and all(ord(after) - ord(before) == 1 for before, after in pairwise(run))
    return len(letter) == 1 and letter.isalpha() and together and letter in run


def _said(
    pairs: list[tuple[str, str]], names_left: Sequence[str], files_left: Sequence[str], doubtful: Sequence[str]
) -> list[str]:
    said = []
    differ = [(name, PurePath(file).name) for name, file in pairs if _SUFFIXES.sub("", PurePath(file).name) != name]
    if differ:
        shown = " ; ".join(f"{name} → {file}" for name, file in differ)
        said.append(
            n_(
                "{n} row bears another name than its file and was matched: {shown}.",
                "{n} rows bear other names than their files and were matched: {shown}.",
                len(differ),
                shown=shown,
            )
        )
    shared: dict[str, list[str]] = {}
    for name, file in pairs:
        shared.setdefault(file, []).append(name)
    for file, several in shared.items():
        if len(several) > 1:
            said.append(_("{names} are one file: {file}.", names=" + ".join(several), file=PurePath(file).name))
    if doubtful:
        said.append(_("Several files fit {names} equally well: none was chosen.", names=", ".join(doubtful)))
    left = [name for name in names_left if name not in doubtful]
    if left:
        said.append(
            n_("{n} row has no file: {names}.", "{n} rows have no file: {names}.", len(left), names=", ".join(left))
        )
    if files_left:
        shown = ", ".join(PurePath(file).name for file in files_left)
        said.append(
            n_("{n} file has no row: {names}.", "{n} files have no row: {names}.", len(files_left), names=shown)
        )
    return said

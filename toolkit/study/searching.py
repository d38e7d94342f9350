"""A search through all that a study holds: its file and copies, its outputs, its folders, whatever packs them.

What is looked for is handed in, and the study knows no real name: ``look(text, document, how)`` gives how many times
each form (a number) is there. What could not be opened is in the answer: a search says what it did not read.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from toolkit.errors import DamagedStudy, ToolkitError
from toolkit.formats.coffre_places import REMEMBERED
from toolkit.formats.packs import needs_passphrase
from toolkit.formats.within import LARGEST, Closed, Text, Why, ways, within
from toolkit.study.alone import LOCK
from toolkit.study.copies import REGISTER, SIDES, is_database, is_pack

if TYPE_CHECKING:
    from toolkit.store.held import Held
    from toolkit.study.book import Study

How = Literal["whole", "cut", "guessed"]
Look = Callable[[str, str, How], Mapping[int, int]]
"""What finds the forms of a text: the text, the document that it comes from (or nothing), and whether it is whole,
may begin or end in the middle of a name (an extract), or was guessed from bytes."""
EXTRACTS: Final = ("codings", "quotes")
APART: Final = (".venv", "node_modules", "__pycache__")
NAME: Final = "name"
"""Where a form lies when it is the name of a file or of a folder that holds it."""


class Sighting(NamedTuple):
    """A form that is still there: in which file, where in it, in which thing of the study, how many times."""

    file: str
    inside: str
    thing: str
    document: str
    form: int
    times: int


class Shut(NamedTuple):
    """A file, or a part of one, that was not read, and why."""

    file: str
    inside: str
    why: Why


@dataclass(frozen=True, slots=True, repr=False)
class Searched:
    """What a search found (nothing is good news), what it did not read, how many files it read."""

    sightings: tuple[Sighting, ...]
    shut: tuple[Shut, ...]
    files: int

    def __bool__(self) -> bool:
        """Tell whether nothing was found."""
        return not self.sightings

    def __repr__(self) -> str:
        return f"<Searched: {self.files} files, {len(self.sightings)} sightings, {len(self.shut)} not read>"


def search_study(
    study: "Study", look: Look, *, beside: Iterable[Path] = (), step: Callable[[], None] = lambda: None
) -> Searched:
    """Search a study and all the files of its folder; ``beside`` are other files or folders (outputs sent elsewhere).

    ``step`` is called after each file.
    """
    from toolkit.store.held import held_values

    study._keeper.wait()
    search = _Search(look)
    search.values("study.db", held_values(study._store))
    for path in every_file(study.folder):
        inside = path.relative_to(study.folder)
        own = path.parent == study.folder and path.name.startswith(("study.db", LOCK))
        if not own or not (path.name == "study.db" or path.name.endswith((*SIDES, LOCK))):
            search.file(path, inside.as_posix(), inside.parts)
        step()
    for place in beside:
        for path in [place] if place.is_file() else every_file(place):
            parts = path.relative_to(place.parent).parts
            search.file(path, str(path), parts)
            step()
    return search.told()


def every_file(folder: Path) -> Iterator[Path]:
    """Yield every file of a folder and below, in order, git's own included; packages and links are left out."""
    import os

    for place, names, files in os.walk(folder, followlinks=False):
        names[:] = sorted(name for name in names if name not in APART)
        for name in sorted(files):
            path = Path(place) / name
            if not path.is_symlink() and path.is_file():
                yield path


class _Search:
    def __init__(self, look: Look):
        self._look = look
        self._known: dict[tuple[bytes, str, How], Mapping[int, int]] = {}
        self._found: dict[tuple[str, str, str, str, int], int] = {}
        self._shut: dict[Shut, None] = {}
        self._named: set[str] = set()
        self._files = 1

    def told(self) -> Searched:
        sightings = [Sighting(*place, count) for place, count in self._found.items()]
        return Searched(tuple(sightings), tuple(self._shut), self._files)

    def values(self, file: str, held: "Iterable[Held]", inside: str = "") -> None:
        """Search what a study file holds."""
        try:
            for one in held:
                thing = f"{one.table.removeprefix('journal ')} {one.id}".strip()
                place = f"{inside} › {one.table} {one.id}".strip(" ›")
                if isinstance(one.value, str):
                    counts: dict[int, int] = {}
                    how: How = "cut" if one.table.removeprefix("journal ") in EXTRACTS else "whole"
                    for way in ways(one.value):
                        _keep_most(counts, self._in(way.text, one.transcript, how))
                    self._keep(file, place, thing, one.transcript, counts)
                else:
                    for part in within("", one.value):
                        if isinstance(part, Text):
                            self._keep(
                                file, place, thing, "", self._in(part.text, "", "guessed" if part.raw else "whole")
                            )
        except DamagedStudy:
            self._shut[Shut(file, inside, "damaged")] = None

    def file(self, path: Path, shown: str, parts: tuple[str, ...]) -> None:
        """Search one file: its name, those of its folders, what it holds."""
        self._files += 1
        for rank, part in enumerate(parts):
            above = "/".join(parts[: rank + 1])
            if above not in self._named:
                self._named.add(above)
                stem = part.replace("_", " ").replace("-", " ")
                counts = dict(self._in(part, ""))
                _keep_most(counts, self._in(stem, ""))
                self._keep(shown if rank == len(parts) - 1 else above, NAME, NAME, "", counts)
        if shown in (f"backups/{REGISTER}", f"backups/{REMEMBERED}", "backups/news.json"):
            return  # places of this computer, that only it reads
        try:
            self._content(path, shown, parts)
        except (OSError, ToolkitError):
            self._shut[Shut(shown, "", "damaged")] = None

    def _content(self, path: Path, shown: str, parts: tuple[str, ...]) -> None:
        from toolkit.store.held import held_in_copy

        if any(path.name.endswith(side) and is_database(path.with_name(path.name[: -len(side)])) for side in SIDES):
            return  # read with the copy that it lies beside
        if is_database(path):
            self.values(shown, held_in_copy(path))
            return
        if is_pack(path):
            self._pack(path, shown)
            return
        if path.stat().st_size > LARGEST:
            self._shut[Shut(shown, "", "large")] = None
            return
        document = path.stem if parts[0] == "sources" else ""
        self._parts(shown, within(path.name, path.read_bytes()), document)

    def _parts(self, shown: str, parts: Iterable[Text | Closed], document: str, inside: str = "") -> None:
        places: dict[str, dict[int, int]] = {}
        for part in parts:
            place = " › ".join(filter(None, (inside, part.inside)))
            if isinstance(part, Closed):
                self._shut[Shut(shown, place, part.why)] = None
            elif counts := self._in(part.text, document, "guessed" if part.raw else "whole"):
                _keep_most(places.setdefault(place, {}), counts)
        for place, found in places.items():
            self._keep(shown, place, "", document, found)

    def _pack(self, path: Path, shown: str) -> None:
        """Search a pack that is not sealed: the study in it, and its files."""
        import tempfile

        from toolkit.formats.packs import STUDY, open_pack
        from toolkit.store.held import held_in_copy

        if needs_passphrase(path):
            self._shut[Shut(shown, "", "sealed")] = None
            return
        with open_pack(path) as pack, tempfile.TemporaryDirectory(prefix="carnet-") as room:
            for rank, name in enumerate(pack.manifest.members):
                target = Path(room) / str(rank)
                pack.extract(name, target)
                if name == STUDY:
                    self.values(shown, held_in_copy(target), name)
                    continue
                self._keep(shown, name, NAME, "", self._in(name.replace("/", "\n"), ""))
                document = Path(name).stem if name.startswith("sources/") else ""
                self._parts(shown, within(Path(name).name, target.read_bytes()), document, name)
                target.unlink()

    def _in(self, text: str, document: str, how: How = "whole") -> Mapping[int, int]:
        """Return what a text holds; the same text is looked through once, however many copies hold it."""
        if len(text) < 64:
            return self._look(text, document, how)
        key = (hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16], document, how)
        if key not in self._known:
            self._known[key] = self._look(text, document, how)
        return self._known[key]

    def _keep(self, file: str, inside: str, thing: str, document: str, counts: Mapping[int, int]) -> None:
        for form, count in counts.items():
            place = (file, inside, thing, document, form)
            # Several ways to read one place see the same words.
            self._found[place] = max(self._found.get(place, 0), count)


def _keep_most(counts: dict[int, int], more: Mapping[int, int]) -> None:
    for form, count in more.items():
        counts[form] = max(counts.get(form, 0), count)

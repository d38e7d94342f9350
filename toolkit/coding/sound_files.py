"""The recording of an interview, found in the coffre and read by pieces: nothing of it is copied, nothing is changed.

A browser is given the whole file when it is of a size to be held; a longer wav is given by stretches of some minutes,
each a wav of its own. Names and places of files are real: they are in no repr and no trait.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from toolkit.errors import Refused
from toolkit.formats.coffre_places import coffre_of
from toolkit.formats.sniff import RECORDED
from toolkit.i18n import _
from toolkit.model import Desk, fold

if TYPE_CHECKING:
    from toolkit.transcripts.coffre_files import Coffre

BIGGEST: Final = 150_000_000
"""Bytes that a browser is asked to hold at once: two hours and a half of mp3 at 128 kbit/s."""
STRETCH_MS: Final = 300_000
PIECE: Final = 1 << 20
KINDS: Final = {
    **dict.fromkeys((".mp3",), "audio/mpeg"),
    **dict.fromkeys((".m4a", ".m4b", ".mp4", ".m4v", ".mov", ".3gp"), "audio/mp4"),
    **dict.fromkeys((".wav",), "audio/wav"),
    **dict.fromkeys((".ogg", ".oga", ".opus"), "audio/ogg"),
    **dict.fromkeys((".flac",), "audio/flac"),
    **dict.fromkeys((".aac",), "audio/aac"),
    **dict.fromkeys((".webm",), "audio/webm"),
}
"""What browsers may play; each one says for itself what it really plays."""


@dataclass(frozen=True, slots=True)
class Wave:
    """What the head of a wav says: its format as it is written, where its samples lie, how they go by."""

    format: bytes
    start: int
    size: int
    per_second: int
    align: int

    @property
    def length_ms(self) -> int:
        """How long it lasts, in milliseconds."""
        return self.size * 1000 // self.per_second

    def stretch(self, from_ms: int) -> tuple[int, int]:
        """Return the first and last byte, in the samples, of the stretch that holds a moment."""
        first = from_ms // STRETCH_MS * STRETCH_MS
        low, high = (ms * self.per_second // 1000 // self.align * self.align for ms in (first, first + STRETCH_MS))
        return min(low, self.size), min(high, self.size)

    def head(self, size: int) -> bytes:
        """Return the head of a wav that holds ``size`` bytes of these samples."""
        form = b"fmt " + struct.pack("<I", len(self.format)) + self.format
        body = b"WAVE" + form + b"data" + struct.pack("<I", size)
        return b"RIFF" + struct.pack("<I", len(body) + size) + body


@dataclass(frozen=True, slots=True, repr=False)
class Sound:
    """One recording that may be heard; ``wave`` when too big to be given whole, ``why`` when it cannot be given."""

    path: Path
    size: int
    kind: str
    wave: Wave | None = None
    why: str = ""

    def told(self) -> dict[str, Any]:
        """Return what the view must know. The name travels by message, never in what a notebook saves."""
        return {
            "name": self.path.name,
            "size": self.size,
            "kind": self.kind,
            "stretch_ms": STRETCH_MS if self.wave else 0,
            "length_ms": self.wave.length_ms if self.wave else 0,
            "why": self.why,
        }

    def piece(self, from_ms: int, at: int, length: int) -> tuple[bytes, int, int]:
        """Return some bytes of what a browser is given, the size of it all, and the moment where it begins.

        Raises ``Refused`` when the file is no longer there, or is no longer the same.
        """
        if self.why:
            raise Refused(self.why, "")
        try:
            with self.path.open("rb") as file:
                if self.path.stat().st_size != self.size:
                    raise _gone()
                if self.wave is None:
                    return _read(file, at, min(length, PIECE)), self.size, 0
                low, high = self.wave.stretch(min(from_ms, max(0, self.wave.length_ms - 1)))
                head = self.wave.head(high - low)
                said = head[at : at + length]
                rest = max(0, min(length, PIECE) - len(said))
                skip = max(0, at - len(head))
                said += _read(file, self.wave.start + low + skip, min(rest, high - low - skip))
                return said, len(head) + high - low, low * 1000 // self.wave.per_second
        except OSError:
            raise _gone() from None

    def __repr__(self) -> str:
        return f"<Sound: {self.kind or 'unknown'}, {self.size} bytes>"


def sounds_of(
    study: Desk, transcript: str, audio: str | Path | bool | None = None, *, coffre: "Coffre | None" = None
) -> list[Sound]:
    """Return the recordings of an interview that the coffre holds, the likeliest first; nothing is opened but heads.

    Parameters
    ----------
    audio
        The name of a file of the coffre, or its place, when its name does not say which interview it is; ``False``
        looks for none.
    coffre
        An open coffre: what its table says of each recording then comes before what names say.
    """
    if audio is False:
        return []
    folder = _folder(study, coffre)
    if isinstance(audio, str | Path):
        named = [place for place in (folder / audio if folder else None, Path(audio)) if place and place.is_file()]
        if not named:
            raise Refused(
                _("This recording is not in the coffre of the study."),
                _("Put it there: carnet coffre add FILE. Then give “audio=” its name."),
            )
        return [_sound(named[0])]
    if folder is None or not folder.is_dir():
        return []
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in RECORDED and path.is_file())
    if coffre is not None:
        names = {one.name for one in coffre.table.kept if one.folder == folder.name and one.document == transcript}
        if known := [path for path in files if path.name in names]:
            return [_sound(path) for path in known]
    return [_sound(path) for path in files if names_it(path.stem, transcript)]


def names_it(stem: str, id: str) -> bool:
    """Tell whether the name of a file says an id: ``"2026-03 e3 partie 1"`` says ``E03``, ``"E030"`` does not."""
    words, wanted = _words(stem), "".join(_words(id))
    return any("".join(words[low:high]) == wanted for low in range(len(words)) for high in range(low + 1, low + 5))


def _words(text: str) -> list[str]:
    return [re.sub(r"(?<!\d)0+(?=\d)", "", word) for word in re.findall(r"[^\W\d_]+\d*|\d+", fold(text))]


def _folder(study: Desk, coffre: "Coffre | None") -> Path | None:
    if coffre is not None:
        return coffre.folder / "audio"
    folder = getattr(study, "folder", None)
    return None if folder is None else coffre_of(folder) / "audio"


def _sound(path: Path) -> Sound:
    kind, size = KINDS.get(path.suffix.lower(), ""), path.stat().st_size
    if not kind:
        return Sound(path, size, kind, why=_("Browsers do not play this kind of recording: make an mp3 of it."))
    if size <= BIGGEST:
        return Sound(path, size, kind)
    wave = _wave(path) if kind == "audio/wav" else None
    if wave is not None:
        return Sound(path, size, kind, wave)
    why = _("This recording is too big for a browser: {size} MB, {most} at most. Make an mp3 of it.",
            size=size // 1_000_000, most=BIGGEST // 1_000_000)  # fmt: skip
    return Sound(path, size, kind, why=why)


def _wave(path: Path) -> Wave | None:
    """Read the head of a wav; None when it is not one that can be cut."""
    with path.open("rb") as file:
        if file.read(12)[::8] not in (b"RW",):
            return None
        form = b""
        for name, size in _chunks(file):
            if name == b"fmt ":
                form = file.read(size)
                file.seek(size % 2, 1)
            elif name == b"data" and len(form) >= 16:
                per_second, align = struct.unpack("<IH", form[8:14])
                start = file.tell()
                held = min(size, path.stat().st_size - start)
                return Wave(form, start, held, per_second, align) if per_second and align else None
            else:
                file.seek(size + size % 2, 1)
    return None


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    while len(head := file.read(8)) == 8:
        yield head[:4], struct.unpack("<I", head[4:])[0]


def _read(file: BinaryIO, at: int, length: int) -> bytes:
    file.seek(at)
    return file.read(max(0, length))


def _gone() -> Refused:
    return Refused(
        _("The recording is no longer in the coffre as it was."), _("Run the cell again to look for it anew.")
    )

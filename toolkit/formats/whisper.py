"""What speech recognition writes: Whisper and WhisperX in JSON, Whisper in TSV."""

import json
import re
from itertools import pairwise
from typing import Any

from toolkit.errors import UnreadableFile
from toolkit.formats.encodings import decoded
from toolkit.formats.raw import Block, RawDocument
from toolkit.i18n import _, n_
from toolkit.model.text import clean_text


def _not_ours(name: str, line: int | None = None) -> UnreadableFile:
    return UnreadableFile(
        name,
        _("a transcript with “segments”, as Whisper writes, is expected"),
        line=line,
        hint=_("Export the transcript again, as vtt, srt or docx."),
    )


def read_json(data: bytes, name: str) -> RawDocument:
    """Read Whisper's JSON: times in seconds; ``language`` and ``text`` may be missing; WhisperX names speakers."""
    text, warnings = decoded(data, name)
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise _not_ours(name, error.lineno) from None
    except (RecursionError, ValueError):  # a number of thousands of digits is one that Python refuses
        raise _not_ours(name) from None
    segments = _segments(value)
    if not isinstance(segments, list) or not all(isinstance(segment, dict) for segment in segments):
        if isinstance(value, dict) and isinstance(value.get("text"), str) and value["text"].strip():
            said = _("The file gives no times: its text is read as one piece.")
            return RawDocument(
                "json", (Block(clean_text(value["text"]).strip()),), source="cues", warnings=(*warnings, said)
            )
        raise _not_ours(name)
    blocks: list[Block] = []
    empty = 0
    for segment in segments:
        words = segment.get("text", segment.get("transcript"))
        if words is None and "text" in segment:
            empty += 1
            continue
        if not isinstance(words, str):
            raise _not_ours(name)
        blocks += [
            Block(clean_text(part).strip(), start, end, speaker)
            for part, start, end, speaker in _voices(segment, words)
            if part.strip()
        ]
    if empty:
        said = n_("{n} piece without words is left out.", "{n} pieces without words are left out.", empty)
        warnings = (*warnings, said)
    if not blocks:
        raise UnreadableFile(name, _("this transcript holds no word"), hint=_("Transcribe the recording again."))
    return RawDocument("json", tuple(blocks), source="cues", warnings=(*warnings, *_repeated(blocks)))


def _segments(value: Any) -> Any:
    """Return the timed pieces of a transcript, wherever the program keeps them, with times in seconds."""
    if not isinstance(value, dict):
        return value
    if isinstance(utterances := value.get("utterances"), list):  # AssemblyAI, in milliseconds
        return [_in_seconds(one) if isinstance(one, dict) else one for one in utterances]
    if isinstance(results := value.get("results"), dict):  # Deepgram
        if isinstance(utterances := results.get("utterances"), list) and utterances:
            return utterances
        return _paragraphs(results)
    return value.get("segments", value.get("chunks", value.get("transcription")))


def _in_seconds(utterance: dict[str, Any]) -> dict[str, Any]:
    times = {key: utterance.get(key) for key in ("start", "end")}
    if any(isinstance(time, float) and not time.is_integer() for time in times.values()):
        return utterance
    words = {key: time / 1000 if isinstance(time, int | float) else time for key, time in times.items()}
    return {**utterance, **words, "words": None}


def _paragraphs(results: dict[str, Any]) -> Any:
    """Return the paragraphs of Deepgram, each with its speaker."""
    try:
        best = results["channels"][0]["alternatives"][0]
        found = best["paragraphs"]["paragraphs"] if "paragraphs" in best else [{"sentences": [], **best}]
        return [
            {**one, "text": " ".join(part["text"] for part in one["sentences"]) or one.get("transcript", "")}
            for one in found
        ]
    except (KeyError, IndexError, TypeError):
        return None


def _voice(speaker: object) -> str | None:
    if isinstance(speaker, int) and not isinstance(speaker, bool):
        return f"Speaker {speaker}"
    return str(speaker) if speaker not in (None, "") else None


def _voices(segment: dict[str, Any], text: str) -> list[tuple[str, int | None, int | None, str | None]]:
    """Return a piece for each voice of a segment: WhisperX names the speaker of each word."""
    start, end = _times(segment)
    speaker = _voice(segment.get("speaker"))
    words = segment.get("words")
    words = [word for word in words if isinstance(word, dict)] if isinstance(words, list) else []
    spoken = [str(word.get("word", "")) for word in words]
    if speaker is not None or len({word.get("speaker") for word in words} - {None}) < 1:
        return [(text, start, end, speaker)]
    if re.sub(r"\s", "", "".join(spoken)) != re.sub(r"\s", "", text):
        return [(text, start, end, speaker)]
    joint = "" if any(word.startswith(" ") for word in spoken[1:]) else " "
    pieces: list[tuple[str, int | None, int | None, str | None]] = []
    for word, said in zip(words, spoken, strict=True):
        who = _voice(word.get("speaker"))
        begins, ends = _times(word)
        if pieces and (who is None or pieces[-1][3] in (None, who)):
            before = pieces[-1]
            pieces[-1] = (before[0] + joint + said, before[1], ends or before[2], before[3] or who)
        else:
            pieces.append((said, begins, ends, who))
    return pieces


def _times(segment: dict[str, Any]) -> tuple[int | None, int | None]:
    """Return the milliseconds of a segment: ``start``/``end`` in seconds, or the pairs of other programs."""
    if isinstance(offsets := segment.get("offsets"), dict):  # whisper.cpp
        return _whole(offsets.get("from"), 1), _whole(offsets.get("to"), 1)
    if isinstance(pair := segment.get("timestamp"), list) and len(pair) == 2:  # transformers
        return _whole(pair[0], 1000), _whole(pair[1], 1000)
    return _whole(segment.get("start"), 1000), _whole(segment.get("end"), 1000)


def _whole(value: object, factor: int) -> int | None:
    try:
        number = float(str(value).replace(",", "."))
    except ValueError:
        return None
    return round(number * factor) if 0 <= number < 1e9 else None


def _repeated(blocks: list[Block]) -> tuple[str, ...]:
    """Warn of words that a machine invents in silences: the same piece many times in a row."""
    longest = run = 1
    for before, after in pairwise(blocks):
        run = run + 1 if before.text == after.text else 1
        longest = max(longest, run)
    if longest < 4:
        return ()
    return (
        n_(
            "The same words come {n} time in a row: listen again there.",
            "The same words come {n} times in a row: the machine may have invented them, listen again there.",
            longest,
        ),
    )


def read_tsv(data: bytes, name: str) -> RawDocument:
    """Read Whisper's TSV: milliseconds, a tab, the words."""
    text, warnings = decoded(data, name)
    blocks = []
    columns: list[str] | None = None
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if not line.strip():
            continue
        cells = line.split("\t")
        if columns is None:
            columns = [cell.strip().lower() for cell in cells]
            if not {"start", "end", "text"} <= set(columns):
                raise UnreadableFile(
                    name,
                    _("the columns start, end and text are expected"),
                    line=number,
                    hint=_("Export the transcript again, as vtt, srt or docx."),
                )
            continue
        row = dict(zip(columns, cells, strict=False))
        start, end = _whole(row.get("start"), 1), _whole(row.get("end"), 1)
        if start is None or end is None or "text" not in row:
            raise UnreadableFile(
                name,
                _("two times in milliseconds, then the words, are expected"),
                line=number,
                hint=_("Open the file at this line, mend it, and run this again."),
            )
        if row["text"].strip():
            blocks.append(Block(clean_text(row["text"]).strip(), start, end, row.get("speaker", "").strip() or None))
    if not blocks:
        raise UnreadableFile(name, _("this transcript holds no word"), hint=_("Transcribe the recording again."))
    return RawDocument("tsv", tuple(blocks), source="cues", warnings=(*warnings, *_repeated(blocks)))

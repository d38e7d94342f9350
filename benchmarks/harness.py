"""Run sides in turn, each in a fresh process, and judge the promises on what they say.

A side is one process: it does a job and prints, last, ``{"measures": {...}, "result": ...}``. The wall time and
the peak memory of the process are measured from outside. Sides alternate (ours, peer, ours, peer...) so that
what else the machine does falls on both. Results are compared before any time is looked at.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MARGIN = 1.25
"""A promise is broken when it is missed by more than a quarter: machines are noisy."""


class BenchmarkFault(Exception):
    """A side that failed, or sides that do not agree."""


@dataclass(frozen=True, slots=True)
class Side:
    """One process: ``command`` is what follows the interpreter, or a whole command when it has its own program."""

    name: str
    command: tuple[str, ...]
    program: str = sys.executable
    told: bool = False
    """Whether the process prints its own measures and its result."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A promise: the median of ``measure`` of the first side, alone or over another side, is at most ``most``."""

    text: str
    measure: str
    most: float
    over: str = ""
    unit: str = "s"


@dataclass(frozen=True, slots=True)
class Experiment:
    """Sides that alternate, and the promises that are judged on them.

    ``equal``: the results of all sides must be the same. Growth laws turn it off: there one side has four times
    the data of the other, and each side checks its own result.
    """

    name: str
    sides: tuple[Side, ...]
    goals: tuple[Goal, ...]
    rounds: int = 5
    equal: bool = True
    needs: tuple[str, ...] = ()


@dataclass(slots=True)
class Said:
    """What one process gave."""

    measures: dict[str, float]
    result: Any = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """One promise, judged."""

    experiment: str
    goal: Goal
    values: tuple[float, ...] = field(default=())
    skipped: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def kept(self) -> bool:
        return bool(self.skipped) or self.median <= self.goal.most * MARGIN

    def as_row(self) -> tuple[str, ...]:
        """What is shown: promise, median, spread, most, verdict."""
        if self.skipped:
            return (self.goal.text, "", "", shown(self.goal.most, self.goal), f"skipped: {self.skipped}")
        low, high = min(self.values), max(self.values)
        spread = f"{shown(low, self.goal)} to {shown(high, self.goal)} ({len(self.values)} rounds)"
        word = "kept" if self.median <= self.goal.most else "kept within a quarter" if self.kept else "MISSED"
        return (self.goal.text, shown(self.median, self.goal), spread, shown(self.goal.most, self.goal), word)


def shown(value: float, goal: Goal) -> str:
    """Write a value with its unit."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3
    return f"{value:.{digits}f} {'×' if goal.over else goal.unit}"


def run(side: Side, folder: Path) -> Said:
    """Run one process in ``folder``; raise ``BenchmarkFault`` when it fails."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "CARNET_LANG": "fr"}
    output = folder / "stdout.txt"
    faults = folder / "stderr.txt"
    with output.open("wb") as out, faults.open("wb") as err:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [side.program, *side.command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
        )
        code, peak = _wait(process)
        wall = time.perf_counter() - begun
    if code != 0:
        last = faults.read_text(encoding="utf-8", errors="replace").strip().split("\n")[-8:]
        raise BenchmarkFault(f"{side.name}: exit code {code}\n" + "\n".join(last))
    said = Said({"wall": wall})
    if peak is not None:
        said.measures["peak"] = peak
    if side.told:
        told = json.loads(output.read_text(encoding="utf-8").strip().split("\n")[-1])
        said.measures.update(told["measures"])
        said.result = told["result"]
    return said


def _wait(process: "subprocess.Popen[bytes]") -> tuple[int, float | None]:
    """Wait for a process; return its exit code and its peak memory in MB (None where the system does not say)."""
    if not hasattr(os, "wait4"):
        return process.wait(), None
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def absent(experiment: Experiment) -> str:
    """Name the peers that are not installed."""
    return ", ".join(name for name in experiment.needs if find_spec(name) is None)


def measure(
    experiment: Experiment, fresh_folder: Callable[[], Path], *, rounds: int | None = None
) -> Iterator[Verdict]:
    """Run an experiment and judge each of its promises."""
    if missing := absent(experiment):
        for goal in experiment.goals:
            yield Verdict(experiment.name, goal, skipped=f"{missing} is not installed")
        return
    said: dict[str, list[Said]] = {side.name: [] for side in experiment.sides}
    for number in range(rounds or experiment.rounds):
        # The first of a pair finds colder caches than the second: each side is first in turn.
        order = experiment.sides if number % 2 == 0 else experiment.sides[::-1]
        for side in order:
            said[side.name].append(run(side, fresh_folder()))
    if experiment.equal:
        _same(experiment, said)
    for goal in experiment.goals:
        yield judge(experiment, goal, said)


def _same(experiment: Experiment, said: dict[str, list[Said]]) -> None:
    results = {json.dumps(one.result, sort_keys=True) for several in said.values() for one in several}
    if len(results) != 1:
        told = "; ".join(f"{name}: {several[0].result!r}" for name, several in said.items())
        raise BenchmarkFault(f"{experiment.name}: the sides do not give the same result, so no time is told ({told})")


def judge(experiment: Experiment, goal: Goal, said: dict[str, list[Said]]) -> Verdict:
    """Judge one promise on what the sides said, round by round."""
    ours = said[experiment.sides[0].name]
    if goal.measure not in ours[0].measures:
        return Verdict(experiment.name, goal, skipped=f"{goal.measure} cannot be measured on this system")
    values = [one.measures[goal.measure] for one in ours]
    if goal.over:
        values = [mine / theirs.measures[goal.measure] for mine, theirs in zip(values, said[goal.over], strict=True)]
    return Verdict(experiment.name, goal, tuple(values))

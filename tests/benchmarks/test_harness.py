"""A benchmark that cannot fail says nothing: here the harness is made to fail."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks.harness import BenchmarkFault, Experiment, Goal, Side, measure
from benchmarks.rows import EXPERIMENTS

TELL = "import json; print(json.dumps({{'measures': {{'work': {work}}}, 'result': {result}}}))"


def telling(name: str, work: float, result: str = "1") -> Side:
    return Side(name, ("-c", TELL.format(work=work, result=result)), told=True)


def fresh(tmp_path: Path):
    made = iter(range(1000))

    def folder() -> Path:
        path = tmp_path / str(next(made))
        path.mkdir()
        return path

    return folder


@pytest.mark.parametrize(("work", "kept"), [(1.0, True), (2.0, True), (2.4, True), (2.6, False)])
def test_a_promise_missed_by_more_than_a_quarter_is_broken(work, kept, tmp_path):
    goal = Goal("ours over theirs", "work", 2, over="theirs")
    experiment = Experiment("pair", (telling("ours", work), telling("theirs", 1.0)), (goal,), rounds=2)

    (verdict,) = measure(experiment, fresh(tmp_path))

    assert verdict.median == pytest.approx(work)
    assert len(verdict.values) == 2
    assert verdict.kept is kept


def test_no_time_is_told_of_sides_that_disagree(tmp_path):
    experiment = Experiment(
        "pair", (telling("ours", 1), telling("theirs", 9, result="2")), (Goal("faster", "work", 1, over="theirs"),), 1
    )

    with pytest.raises(BenchmarkFault, match="same result"):
        list(measure(experiment, fresh(tmp_path)))


def test_a_side_that_fails_is_not_a_fast_side(tmp_path):
    experiment = Experiment("alone", (Side("ours", ("-c", "raise SystemExit(3)")),), (Goal("quick", "wall", 60),), 1)

    with pytest.raises(BenchmarkFault, match="exit code 3"):
        list(measure(experiment, fresh(tmp_path)))


def test_a_peer_that_is_not_installed_is_skipped_by_name(tmp_path):
    goal = Goal("over a peer", "work", 1, over="peer")
    experiment = Experiment("pair", (telling("ours", 9), telling("peer", 1)), (goal,), needs=("no_such_peer",))

    (verdict,) = measure(experiment, fresh(tmp_path))

    assert verdict.values == ()
    assert "no_such_peer is not installed" in verdict.as_row()[-1]


MEMORY = """
import sys
from pathlib import Path
from benchmarks.harness import Experiment, Goal, Side, measure
goal = Goal("memory", "peak", 1000, unit="MB")
for name, work in (("small", "pass"), ("large", "x = bytearray(b'1') * 200_000_000")):
    (verdict,) = measure(Experiment(name, (Side(name, ("-c", work)),), (goal,), 1), lambda: Path(sys.argv[1]))
    print(verdict.median)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the peak memory of a process that ended")
def test_the_memory_of_a_process_is_its_own(tmp_path):
    # A child is born with its parent's peak: like make bench, the measure is asked by a small process.
    root = Path(__file__).parents[2]

    told = subprocess.run(
        [sys.executable, "-c", MEMORY, str(tmp_path)], cwd=root, capture_output=True, encoding="utf-8", check=True
    )

    little, much = map(float, told.stdout.split())
    assert 150 < much - little < 400


def test_every_promise_compares_with_a_side_that_is_there():
    for experiment in EXPERIMENTS:
        names = {side.name for side in experiment.sides}

        assert len(names) == len(experiment.sides)
        assert {goal.over for goal in experiment.goals} <= names | {""}


def test_the_command_fails_when_a_promise_is_missed(monkeypatch, tmp_path, capsys):
    goal = Goal("impossible", "work", 0.001)
    monkeypatch.setattr(command, "EXPERIMENTS", (Experiment("slow", (telling("slow", 5),), (goal,), 1),))
    monkeypatch.setattr(command, "ROOT", tmp_path)

    code = command.main([])

    assert code == 1
    assert "MISSED" in capsys.readouterr().out

"""``python -m benchmarks``: measure the promises, exit 1 when one is missed by more than a quarter."""

import argparse
import functools
import json
import platform
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.harness import ROOT, BenchmarkFault, Verdict, measure
from benchmarks.rows import EXPERIMENTS


def _fresh(work: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=work))


def main(arguments: list[str] | None = None) -> int:
    """Run the experiments that were asked for; print one line per promise."""
    names = [experiment.name for experiment in EXPERIMENTS]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "only", nargs="*", metavar="NAME", help=f"experiments to run (all by default): {', '.join(names)}"
    )
    parser.add_argument("--rounds", type=int, help="rounds of each experiment (by default, those of its row)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every value there")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.only) - set(names):
        parser.error(f"unknown experiment: {', '.join(sorted(unknown))} (known: {', '.join(names)})")
    if asked.rounds is not None and asked.rounds < 1:
        parser.error("--rounds must be 1 or more")

    # Beside the project and not in the system's temporary folder, which may be memory: fdatasync must mean something.
    place = ROOT / "build" / "benchmarks"
    place.mkdir(parents=True, exist_ok=True)
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}; most × 1.25 is a miss\n")
    verdicts: list[Verdict] = []
    faults = 0
    for experiment in EXPERIMENTS:
        if asked.only and experiment.name not in asked.only:
            continue
        work = Path(tempfile.mkdtemp(dir=place))
        try:
            for verdict in measure(experiment, functools.partial(_fresh, work), rounds=asked.rounds):
                text, median, spread, most, word = verdict.as_row()
                print(f"{text:<52} {median:>9}  most {most:<8} {word:<22} {spread}", flush=True)
                verdicts.append(verdict)
        except BenchmarkFault as fault:
            faults += 1
            print(f"{experiment.name}: could not be measured. {fault}", file=sys.stderr)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    if asked.json:
        rows = [
            {"experiment": v.experiment, "goal": v.goal.text, "most": v.goal.most, "values": v.values, "kept": v.kept}
            for v in verdicts
        ]
        asked.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    missed = sum(not verdict.kept for verdict in verdicts)
    skipped = sum(bool(verdict.skipped) for verdict in verdicts)
    print(f"\n{len(verdicts) - missed - skipped} kept, {missed} missed, {skipped} skipped, {faults} not measured")
    return 1 if missed or faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""Spoiled files of every format: one sentence, whatever the fault. ``CARNET_FUZZ=20000`` tries more of each.

What a long run found lies in ``spoiled/``: each file is read again here.
"""

import os
import random
import signal
from contextlib import contextmanager
from pathlib import Path

import pytest
from fuzzing import seeds, spoiled, tried

TIMES = int(os.environ.get("CARNET_FUZZ", "60"))
FOUND = Path(__file__).parent / "spoiled"
SEEDS = seeds()


@contextmanager
def patience(seconds: int):
    """Stop what never ends, where the system can."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def stop(_signal, _frame):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("kind", sorted(SEEDS))
def test_a_whole_file_is_read(kind, tmp_path):
    path = tmp_path / f"essai.{kind}"
    path.write_bytes(SEEDS[kind])

    assert tried(path) == ""


@pytest.mark.parametrize("kind", sorted(SEEDS))
def test_a_spoiled_file_is_read_or_refused_in_a_sentence_that_quotes_nothing(kind, tmp_path):
    path = tmp_path / f"essai.{kind}"
    faults = {}

    for seed in range(TIMES):
        path.write_bytes(spoiled(SEEDS[kind], random.Random(f"{kind}-{seed}")))
        with patience(60):
            if fault := tried(path):
                faults.setdefault(fault, seed)

    assert faults == {}


def test_what_a_long_run_found_stays_mended(tmp_path):
    found = sorted(FOUND.iterdir())
    faults = {}

    for spoilt in found:
        path = tmp_path / f"essai{spoilt.suffix}"
        path.write_bytes(spoilt.read_bytes())
        with patience(60):
            faults[spoilt.name] = tried(path)

    assert found
    assert {name: fault for name, fault in faults.items() if fault} == {}

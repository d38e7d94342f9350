"""What every test shares: no network, the real material where it is, no skip in CI."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from toolkit import new_study
from toolkit.model import Code, Coder, Participant, Speaker, Transcript, Turn

# A law is no stopwatch: a busy machine must not break it. In CI the cases drawn are the same each time, so that what
# passed passes again; at home they are drawn anew, and what they find is mended there.
SAME = bool(os.environ.get("CARNET_REQUIRE_ALL"))
settings.register_profile(
    "carnet",
    deadline=None,
    derandomize=SAME,
    suppress_health_check=[HealthCheck.too_slow],
    **({"database": None} if SAME else {}),
)
settings.load_profile("carnet")

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture
def shared_data() -> Path:
    """The real material, kept outside the project."""
    if not SHARED.is_dir():
        pytest.skip("the real material (../shared/data) is not on this machine")
    return SHARED


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse any connection that leaves this machine."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        local = self.family == getattr(socket, "AF_UNIX", None) or (
            isinstance(address, tuple) and address[0] in {"127.0.0.1", "::1", "localhost"}
        )
        if not local:
            raise AssertionError(f"a test tried to reach the network: {address!r}")
        return real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Turn every skip into a failure where everything must run (``CARNET_REQUIRE_ALL=1``)."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CARNET_REQUIRE_ALL") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped where everything must run: {item.nodeid}: {report.longrepr}"


TEXT = "Q : Comment ça va ?\nR : Ça va… l’été 😀 fut long.\nQ : Et après ?\nR : Après, on s’est entraidé·es."


def tiny_transcript(id: str = "E01") -> Transcript:
    turns, at = [], 0
    for line in TEXT.split("\n"):
        turns.append(Turn((line[0],), at, at + 4, at + len(line)))
        at += len(line) + 1
    speakers = (Speaker("Q", "interviewer"), Speaker("R", "participant", "P01"))
    return Transcript(id, TEXT, tuple(turns), speakers)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A path with a space, an accent and a long name, as on an intern's computer."""
    return tmp_path / "Mémoire M2 (été)" / ("étude " + "é" * 60)


@pytest.fixture
def study(folder: Path):
    made = new_study(folder, title="Les étés", coder="C1")
    made._keeper.wait()  # its first snapshot is that of an empty study, however slow the machine
    made.add(Coder("C1", "Camille", "intern"), Coder("C2", "Sacha", "coder"))
    made.add(Participant("P01", traits={"statut": "bénévole"}))
    made.add(tiny_transcript())
    made.add(Code("entraide", "Entraide"), Code("attente", "Attente"))
    yield made
    made.close()

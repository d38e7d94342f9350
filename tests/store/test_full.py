"""A disk that is full in the middle of each operation: a French sentence, nothing half-written, it goes on."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

SIZES = (60, 20_000, 100_000, 260_000, 1_000_000)
"""No file grows beyond so many bytes: nothing can be written, a page or two, half of a big change, all but that."""


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[dict]]:
    """What each operation came to, for each size."""
    script = Path(__file__).with_name("filled.py")
    told = {}
    for size in SIZES:
        place = tmp_path_factory.mktemp("disque plein é")
        command = [sys.executable, str(script), str(place), str(size)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        told[size] = [one for line in done.stdout.strip().split("\n") if "told" in (one := json.loads(line))]
    return told


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows limits the size of files by other means")


def test_what_a_full_disk_refuses_is_said_in_one_sentence_and_changes_nothing(tried: dict[int, list[dict]]) -> None:
    refused = [one for several in tried.values() for one in several if one["fault"]]

    assert {one["fault"] for one in refused} == {"CannotWrite"}
    for one in refused:
        assert not one["moved"], one
        assert one["same"], one
        assert one["whole"], one
        assert re.search("n’a pas pu être écrit|Le disque est plein", one["told"]), one
        assert "été près de la gare" not in one["told"]


def test_each_operation_is_refused_by_the_smallest_disk_and_done_on_the_largest(tried: dict[int, list[dict]]) -> None:
    smallest, largest = tried[SIZES[0]], tried[SIZES[-1]]

    assert [one["name"] for one in smallest if not one["told"]] == []
    assert [one["name"] for one in largest if one["told"] and one["name"] != "many"] == []
    assert all(one["fault"] for one in smallest if one["name"] != "snapshot")
    assert any(one["fault"] for several in tried.values() for one in several if one["name"] == "many")


def test_the_study_opens_whole_and_goes_on_once_there_is_room(tried: dict[int, list[dict]]) -> None:
    for several in tried.values():
        for one in several:
            assert one["opens"], one
            assert one["goes on"], one
            assert one["left"] == [], one
            assert one["halves"] == [], one

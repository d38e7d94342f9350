"""Names found in some 114,000 words of the example, alone and with a warm pool of two processes."""

import time
from pathlib import Path
from typing import Any

WORDS = 114_000


def texts(words: int) -> dict[str, str]:
    """Return texts of the example, one after the other, each cut at a line, until there are enough words."""
    folder = Path(__file__).resolve().parents[1] / "examples" / "travailleurs-pairs" / "texts"
    held = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    found: dict[str, str] = {}
    count = rank = 0
    while count < words:
        text = held[rank % len(held)]
        found[f"{rank:03}"] = text
        count += len(text.split())
        rank += 1
    return found


def names(words: int) -> tuple[dict[str, float], Any]:
    """Find the names of ``words`` words in this process."""
    from toolkit.transcripts.names import find_names_everywhere

    material = texts(words)
    find_names_everywhere({"": "Inès est là."})  # the model is loaded before the clock starts
    begun = time.perf_counter()
    found = find_names_everywhere(material)
    return {"names": time.perf_counter() - begun}, _told(found)


def names_two(words: int) -> tuple[dict[str, float], Any]:
    """Find them with two processes that have begun before."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from toolkit.transcripts.names import find_names_everywhere

    material = texts(words)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        find_names_everywhere({str(rank): "Inès est là. " * 200 for rank in range(8)}, executor=pool)
        begun = time.perf_counter()
        found = find_names_everywhere(material, executor=pool)
        return {"names": time.perf_counter() - begun}, _told(found)


def _told(found: dict[str, Any]) -> dict[str, int]:
    return {name: len(candidates) for name, candidates in found.items()}

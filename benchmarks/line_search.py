"""Script time of thirty searches on "Good practices": typing errors, names in five languages."""

from __future__ import annotations

import asyncio
import csv
import tempfile
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from benchmarks.figures import Figure, percentile
from benchmarks.line_script import server_times
from benchmarks.servers import PROJECT_DIR, dashboard
from benchmarks.visitor import Visitor

_PAGE: Final = "good-practices"
_TARGET_MS: Final = 50.0
_QUESTIONS: Final = PROJECT_DIR / "tests" / "queries" / "questions.csv"
# Not one of the thirty: what is made once for all searches is made with it.
_FIRST: Final = "Medellin"


async def _search(port: int, times: Path) -> list[float]:
    """Return the script time of every search, then of the same searches again, in seconds."""
    with _QUESTIONS.open(encoding="utf-8") as file:
        asked = [row["query"] for row in csv.DictReader(file)]
    visitor, _ = await Visitor.open(port, _PAGE, urlencode({"query": _FIRST}))
    for query in (*asked, *asked):
        await visitor.go(urlencode({"query": query}))
    await visitor.close()
    return [run["script_s"] for run in (await server_times(times, 1 + 2 * len(asked)))[1:]]


def search_figures(store: Path, *, quick: bool) -> list[Figure]:
    """Measure how long the page takes for the thirty questions of readers.

    Args:
        store: Folder of a built store.
        quick: Makes no difference: thirty are few.

    Returns:
        p50 and p95 of the script for searches never asked before, and for the same asked again.
    """
    del quick
    with tempfile.TemporaryDirectory() as folder:
        times = Path(folder) / "times.jsonl"
        with dashboard(store, times=times) as server:
            taken = [1000 * seconds for seconds in asyncio.run(_search(server.port, times))]
    n = len(taken) // 2
    return [
        Figure(f"{n} searches, script, p{part}: {how}", percentile(found, part), "ms", target, n)
        for how, found in (("never asked", taken[:n]), ("asked again", taken[n:]))
        for part, target in ((50, None), (95, _TARGET_MS))
    ]

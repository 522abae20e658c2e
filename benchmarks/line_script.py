"""Script time of a filter change on a warm server, and the bytes it sends to the browser."""

from __future__ import annotations

import asyncio
import json
import tempfile
from dataclasses import dataclass
from itertools import chain, islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.changes import QUERIES, ROUND_TRIPS, Change, Walk, never_asked
from benchmarks.figures import Figure, percentile
from benchmarks.servers import BenchmarkError, dashboard
from benchmarks.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.visitor import Run

_SCRIPT_TARGET_MS: Final = 25.0
_BYTES_TARGET_KB: Final = 20.0
_MAP_BYTES_TARGET_KB: Final = 60.0
_WITH_MAP: Final = ("city-map", "good-practices", "partners")
_VIEWS: Final = {"actions": 0, "matrix": 1, "spread": 2, "coding": 3}
_CHANGES: Final = 120
_CHANGES_QUICK: Final = 24
# Nobody clicks faster; Streamlit cleans up after a run meanwhile.
_THINK_S: Final = 0.05
_LOOKS: Final = 100


@dataclass(frozen=True, slots=True)
class Sample:
    """One change: the page, what was changed, whether its answers were known, what it cost."""

    page: str
    change: Change
    known: bool
    run: Run
    script_s: float = 0.0
    script_cpu_s: float = 0.0


async def _walk(visitor: Visitor, changes: Iterable[Change]) -> list[tuple[Change, Run]]:
    runs = []
    for change in changes:
        runs.append((change, await visitor.choose(change.name, change.options)))
        await asyncio.sleep(_THINK_S)
    return runs


async def _visit(port: int, walk: Walk, n: int, times: Path) -> list[Sample]:
    """Open a page, walk known ways, then ways never gone, and join the server's own times.

    Args:
        port: Port of the server.
        walk: The page and its changes.
        n: Number of changes of either kind.
        times: File to which the server writes its times.

    Returns:
        A sample for each change that counts.
    """
    visitor, _ = await Visitor.open(port, walk.page, walk.query)
    trip = walk.trip
    await _walk(visitor, (*walk.before, *trip))
    known = await _walk(visitor, islice(chain.from_iterable(repeat(trip)), n - n % len(trip)))
    asked = []
    if walk.asks_anew:
        options = {name: len(widget.options) for name, widget in visitor.widgets.items()}
        changes = never_asked(walk.page, options.get("actors", 0), options["country"])
        asked = await _walk(visitor, islice(changes, n))
    await visitor.close()
    n_runs = 1 + len(walk.before) + len(trip) + len(known) + len(asked)
    scripts = await server_times(times, n_runs)
    runs = [(True, *pair) for pair in known] + [(False, *pair) for pair in asked]
    return [
        Sample(walk.name, change, is_known, run, took["script_s"], took["script_cpu_s"])
        for (is_known, change, run), took in zip(runs, scripts[-len(runs) :], strict=True)
    ]


async def server_times(times: Path, n_runs: int) -> list[dict[str, float]]:
    """Read what the server measured; the last line comes a moment after the last run.

    Args:
        times: File of the server.
        n_runs: Runs that were asked for.

    Returns:
        Times of each run, in order.

    Raises:
        BenchmarkError: The server did not run the script once for each change.
    """
    for _ in range(_LOOKS):
        lines = times.read_text("utf-8").splitlines()
        if len(lines) >= n_runs:
            break
        await asyncio.sleep(_THINK_S)
    if len(lines) != n_runs:
        message = f"The server ran the script {len(lines)} times, not {n_runs} times."
        raise BenchmarkError(message)
    return [json.loads(line) for line in lines]


def _walks() -> Iterator[Walk]:
    """Yield the pages that are measured on the shipped data, the rankings once for each view."""
    for page, trip in ROUND_TRIPS.items():
        query = QUERIES.get(page, "")
        if page != "rankings":
            yield Walk(page or "overview", page, trip, query)
            continue
        for view, place in _VIEWS.items():
            before = () if view == "actions" else (Change("view", (place,)),)
            yield Walk(f"{page} ({view})", page, trip, query, before)


def script_figures(store: Path, *, quick: bool) -> list[Figure]:
    """Measure the script time of filter changes, page by page, on the shipped data.

    Args:
        store: Folder of a built store.
        quick: Fewer changes.

    Returns:
        What `script_times` gives.
    """
    return script_times(_walks(), store, quick=quick)


def script_times(
    walks: Iterable[Walk], store: Path, responses: Path | None = None, *, quick: bool
) -> list[Figure]:
    """Measure the script time of changes.

    Args:
        walks: Pages and the changes on them.
        store: Folder of a built store.
        responses: Folder of what cities answered; None: the one of this machine.
        quick: Fewer changes.

    Returns:
        p50 of the script alone, with answers remembered and with answers computed; then p50 from
        sending the change to the end of the run, as a browser sees it.
    """
    n = _CHANGES_QUICK if quick else _CHANGES
    samples: list[Sample] = []
    with tempfile.TemporaryDirectory() as folder:
        times = Path(folder) / "times.jsonl"
        for walk in walks:
            # A server for each, so that what was never asked was not asked on another page.
            times.unlink(missing_ok=True)
            with dashboard(store, responses, times=times) as server:
                samples += asyncio.run(_visit(server.port, walk, n, times))
    figures = []
    for page, known in dict.fromkeys((sample.page, sample.known) for sample in samples):
        here = [s for s in samples if s.page == page and s.known is known]
        name = f"{page}, {'answers known' if known else 'never asked'}"
        for what, values, target in (
            ("script", [s.script_s for s in here], _SCRIPT_TARGET_MS),
            ("script, processor", [s.script_cpu_s for s in here], None),
            ("change to end of run", [s.run.wait_s for s in here], None),
        ):
            p50 = 1000 * percentile(values, 50)
            figures.append(Figure(f"{what}, p50: {name}", p50, "ms", target, len(here)))
    return figures


def bytes_figures(store: Path, *, quick: bool) -> list[Figure]:
    """Measure the bytes that come to the browser with a filter change, on the shipped data.

    Args:
        store: Folder of a built store.
        quick: Fewer rounds.

    Returns:
        What `bytes_sent` gives.
    """
    walks = [
        Walk(page or "overview", page, trip, QUERIES.get(page, ""))
        for page, trip in ROUND_TRIPS.items()
    ]
    return bytes_sent(walks, store, quick=quick)


def bytes_sent(
    walks: Iterable[Walk], store: Path, responses: Path | None = None, *, quick: bool
) -> list[Figure]:
    """Measure the bytes that come to the browser with a change.

    Args:
        walks: Pages and the changes on them.
        store: Folder of a built store.
        responses: Folder of what cities answered; None: the one of this machine.
        quick: Fewer rounds.

    Returns:
        The median by page and choice as it comes over the connection; then the largest of each
        page, as it comes and before compression.
    """
    figures = []
    with dashboard(store, responses) as server:
        for walk in walks:
            walked = asyncio.run(_bytes(server.port, walk, 2 if quick else 4))
            figures += _bytes_of(walk.name, walked)
    return figures


def _bytes_of(page: str, walked: list[tuple[Change, Run]]) -> list[Figure]:
    figures = []
    target = _MAP_BYTES_TARGET_KB if page in _WITH_MAP else _BYTES_TARGET_KB
    for name in dict.fromkeys(change.name for change, _ in walked):
        sizes = [run.n_bytes / 1000 for change, run in walked if change.name == name]
        what = f"bytes, median: {page}, {name}"
        figures.append(Figure(what, percentile(sizes, 50), "kB", target, len(sizes)))
    largest = max(run.n_bytes for _, run in walked) / 1000
    messages = max(run.n_payload_bytes for _, run in walked) / 1000
    return [
        *figures,
        Figure(f"bytes, largest: {page}", largest, "kB", None, len(walked)),
        Figure(f"bytes before compression, largest: {page}", messages, "kB", None, len(walked)),
    ]


async def _bytes(port: int, walk: Walk, rounds: int) -> list[tuple[Change, Run]]:
    visitor, _ = await Visitor.open(port, walk.page, walk.query)
    await _walk(visitor, walk.before)
    runs = await _walk(visitor, walk.trip * rounds)
    await visitor.close()
    return runs

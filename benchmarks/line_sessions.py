"""Many visitors at once: how long they wait, and how much memory each takes."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import psutil

from benchmarks.changes import wander
from benchmarks.figures import Figure, percentile
from benchmarks.servers import dashboard
from benchmarks.visitor import Visitor

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.servers import Server

_MEGABYTE: Final = 1_000_000
_WARM_UP_CHANGES: Final = 60
_SETTLE_S: Final = 2.0


@dataclass(frozen=True, slots=True)
class _Crowd:
    n: int
    think_s: float
    length_s: float
    p50_ms: float | None
    p99_ms: float
    megabytes: float | None


_CROWDS: Final = (_Crowd(20, 1, 45, 40, 250, None), _Crowd(50, 10, 60, None, 150, 1))


@dataclass(frozen=True, slots=True)
class _Measured:
    waits_s: list[float]
    opens_s: list[float]
    bytes_before: int
    bytes_open: int
    bytes_after: int


async def _stay(visitor: Visitor, seed: int, crowd: _Crowd, until: float) -> list[float]:
    """Return the waiting times of one who changes a filter, thinks, and so on until the end."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    waits = []
    await asyncio.sleep(chance.uniform(0, crowd.think_s))
    for change in wander(seed):
        if time.perf_counter() >= until:
            break
        run = await visitor.choose(change.name, change.options)
        waits.append(run.wait_s)
        await asyncio.sleep(crowd.think_s * chance.uniform(0.5, 1.5))
    return waits


async def _warm_up(port: int) -> None:
    """One visitor walks about first: a server that has just started is not the case measured."""
    visitor, _ = await Visitor.open(port, "rankings")
    for place, change in enumerate(wander(-1)):
        if place == _WARM_UP_CHANGES:
            break
        await visitor.choose(change.name, change.options)
        await asyncio.sleep(0.02)
    await visitor.close()


async def _measure(server: Server, crowd: _Crowd, length_s: float) -> _Measured:
    process = psutil.Process(server.process.pid)
    await _warm_up(server.port)
    await asyncio.sleep(_SETTLE_S)
    before = process.memory_info().rss
    visitors, opens = [], []
    for _ in range(crowd.n):
        visitor, run = await Visitor.open(server.port, "rankings")
        visitors.append(visitor)
        opens.append(run.wait_s)
    await asyncio.sleep(_SETTLE_S)
    opened = process.memory_info().rss
    until = time.perf_counter() + length_s
    stays = [_stay(visitor, seed, crowd, until) for seed, visitor in enumerate(visitors)]
    waits = [wait for stay in await asyncio.gather(*stays) for wait in stay]
    await asyncio.sleep(_SETTLE_S)
    after = process.memory_info().rss
    for visitor in visitors:
        await visitor.close()
    return _Measured(waits, opens, before, opened, after)


def _figures(crowd: _Crowd, measured: _Measured) -> list[Figure]:
    waits = [1000 * wait for wait in measured.waits_s]
    name, n = f"{crowd.n} sessions, {crowd.think_s:g} s think time", len(waits)
    opens = 1000 * percentile(measured.opens_s, 50)
    open_mb = (measured.bytes_open - measured.bytes_before) / crowd.n / _MEGABYTE
    after_mb = (measured.bytes_after - measured.bytes_before) / crowd.n / _MEGABYTE
    return [
        Figure(f"{name}: change to end of run, p50", percentile(waits, 50), "ms", crowd.p50_ms, n),
        Figure(f"{name}: change to end of run, p99", percentile(waits, 99), "ms", crowd.p99_ms, n),
        Figure(f"{name}: opening the page, p50", opens, "ms", None, crowd.n),
        Figure(f"{name}: memory a session, all open", open_mb, "MB", None, crowd.n),
        Figure(f"{name}: memory a session, at the end", after_mb, "MB", crowd.megabytes, crowd.n),
    ]


def sessions_figures(store: Path, *, quick: bool) -> list[Figure]:
    """Measure crowds on the rankings page, each on a server of its own.

    Args:
        store: Folder of a built store.
        quick: A third of the time.

    Returns:
        Waiting times of changes and memory a session. Memory counts the growth of the server's
        process; answers remembered for all sessions are in it at the end.
    """
    figures = []
    for crowd in _CROWDS:
        length_s = crowd.length_s / 3 if quick else crowd.length_s
        with dashboard(store) as server:
            figures += _figures(crowd, asyncio.run(_measure(server, crowd, length_s)))
    return figures

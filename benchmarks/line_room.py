"""A working-group session: a hundred devices join and vote in a minute, then the vote closes."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psutil

from benchmarks.figures import Figure, percentile
from benchmarks.participant import Participant
from benchmarks.servers import BenchmarkError, dashboard
from dashboard.responses.group_work import ask, open_vote
from dashboard.responses.hall import live
from dashboard.responses.sessions import open_session, read_session

if TYPE_CHECKING:
    from dashboard.responses.sessions import Opened

_N: Final = 100
_LENGTH_S: Final = 60.0
_SETTLE_S: Final = 5.0
_SEED: Final = 20190520
_KEPT: Final = "Your vote is kept."


def _session(folder: Path) -> Opened:
    """Return a session with one open vote."""
    opened = open_session(folder, "Load test", role="session-chair", release="none")
    room = live(folder, opened.session_id)
    assert room is not None  # noqa: S101 - it was just opened
    asked = ask(room, "wording", "Do we agree?", (), wording="Every city has a welcome desk.")
    open_vote(room, room.room.questions[asked])
    return opened


async def _vote(port: int, link: str, place: int, wait_s: float) -> tuple[Participant, float]:
    """Return a device that joined and voted, and how long its vote took to be acknowledged."""
    await asyncio.sleep(wait_s)
    device = await Participant.open(port, f"room={link}", f"device-{place}")
    await device.have("Join")
    await device.press("Join")
    await device.have("Do you agree?")
    await device.choose("Do you agree?", "Yes" if place % 3 else "No")
    await device.have("Send my vote")
    sent = await device.press("Send my vote")
    return device, await device.see(_KEPT) - sent


async def _measure(port: int, opened: Opened, n: int, server: psutil.Process) -> list[Figure]:
    chair = await Participant.open(port, f"chair={opened.chair}", "chair")
    await chair.have("Close the vote and show the result")
    chance = random.Random(_SEED)  # noqa: S311 - no secret
    begun, used = time.perf_counter(), _cpu_s(server)
    waits = sorted(chance.uniform(0, _LENGTH_S - 5) for _ in range(n))
    found = await asyncio.gather(
        *(_vote(port, opened.link, place, wait) for place, wait in enumerate(waits))
    )
    devices, acknowledged = [f[0] for f in found], [1000 * f[1] for f in found]
    busy = 100 * (_cpu_s(server) - used) / (time.perf_counter() - begun) / 2
    waiting, used = time.perf_counter(), _cpu_s(server)
    await asyncio.sleep(_SETTLE_S * 3)
    idle = 100 * (_cpu_s(server) - used) / (time.perf_counter() - waiting) / 2
    closed = await chair.press("Close the vote and show the result")
    told = f"{n} votes."
    seen = [await device.see(told, since=closed) - closed for device in devices]
    early = [t for d in devices for at, t in d.texts if told in t and at < closed]
    if early:
        message = f"A result was sent before the closing: {early[0]}"
        raise BenchmarkError(message)
    for device in (chair, *devices):
        await device.close()
    name = f"{n} participants"
    return [
        Figure(
            f"{name}: vote to acknowledgement, p50", percentile(acknowledged, 50), "ms", None, n
        ),
        Figure(f"{name}: vote to acknowledgement, p95", percentile(acknowledged, 95), "ms", 500, n),
        Figure(f"{name}: processor, of 2 cores, joining and voting", busy, "%", 30, 1),
        Figure(f"{name}: processor, of 2 cores, waiting", idle, "%", 30, 1),
        Figure(f"{name}: closing to result, p50", 1000 * percentile(seen, 50), "ms", None, n),
        Figure(f"{name}: closing to result, last", 1000 * max(seen), "ms", 2000, n),
    ]


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def room_figures(store: Path, *, quick: bool) -> list[Figure]:
    """Measure a session with many devices on a server of its own.

    Args:
        store: Folder of a built store.
        quick: A fifth of the devices.

    Returns:
        Time from sending a vote to its acknowledgement, load of the processor, time from closing
        to the result on every device, and votes that were lost.

    Raises:
        BenchmarkError: A result was sent before the closing.
    """
    n = _N // 5 if quick else _N
    with tempfile.TemporaryDirectory() as folder:
        responses = Path(folder)
        opened = _session(responses)
        with dashboard(store, responses) as server:
            process = psutil.Process(server.process.pid)
            figures = asyncio.run(_measure(server.port, opened, n, process))
        kept = read_session(responses, opened.session_id)
    votes = {event.voter for event in kept[1] if event.kind == "voted"} if kept else set()
    return [*figures, Figure(f"{n} participants: votes lost", n - len(votes), "", 0, n)]

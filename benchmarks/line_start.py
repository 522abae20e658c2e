"""How long a start takes: the store from its CSV files, and the first page in a browser."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.browser import browser, wait_for_server
from benchmarks.figures import Figure, percentile
from benchmarks.servers import PROJECT_DIR, dashboard

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_TARGET_S: Final = 5.0
_ROUNDS: Final = 5
_IDLE: Final = '[data-testid="stApp"][data-test-script-state="notRunning"]'
_TABLE: Final = '[data-testid="stDataFrame"] canvas'
_CHART: Final = '[data-testid="stVegaLiteChart"] svg'


def build(store: Path) -> float:
    """Build a store in a process of its own.

    Args:
        store: Folder to build in.

    Returns:
        Seconds from starting the process to its end.
    """
    started = time.perf_counter()
    command = [sys.executable, "-m", "dashboard", "build", "--store", str(store)]
    subprocess.run(command, cwd=PROJECT_DIR, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def build_figures(_store: Path, *, quick: bool) -> list[Figure]:
    """Measure a build of the store.

    Args:
        _store: Not used: each build has a folder of its own.
        quick: Once only.

    Returns:
        The median.
    """
    seconds = []
    for _ in range(1 if quick else _ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            seconds.append(build(Path(folder) / "store"))
    what = "store from CSV, process start to end"
    return [Figure(what, percentile(seconds, 50), "s", _TARGET_S, len(seconds))]


def _first_page_s(chromium: Browser, store: Path, page_path: str) -> float:
    context = chromium.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    with dashboard(store, wait=False) as server:
        wait_for_server(server)
        page.goto(f"{server.address}/{page_path}", wait_until="commit")
        page.wait_for_selector(_TABLE, timeout=60_000)
        page.wait_for_selector(_CHART, timeout=60_000)
        page.wait_for_selector(_IDLE, timeout=60_000)
        seconds = time.perf_counter() - server.started
        context.close()
    return seconds


def start_figures(store: Path, *, quick: bool) -> list[Figure]:
    """Measure from starting the server's process to the rankings page drawn in Chromium.

    The browser runs already and has never seen the page. Drawn: a table and a chart are visible
    and the script is no longer running.

    Args:
        store: Folder of a built store.
        quick: Fewer rounds.

    Returns:
        The median with a built store; the same with none, which builds it first.
    """
    rounds = 2 if quick else _ROUNDS
    with browser() as chromium:
        built = [_first_page_s(chromium, store, "rankings") for _ in range(rounds)]
        empty = []
        for _ in range(max(1, rounds // 2)):
            folder = Path(tempfile.mkdtemp())
            empty.append(_first_page_s(chromium, folder, "rankings"))
            shutil.rmtree(folder)
    what = "process start to rankings page in Chromium"
    return [
        Figure(what, percentile(built, 50), "s", _TARGET_S, len(built)),
        Figure(f"{what}, no store yet", percentile(empty, 50), "s", None, len(empty)),
    ]

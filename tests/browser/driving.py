"""A dashboard to visit, a browser to visit it with, and a watch on what neither must do."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import (
        Browser,
        BrowserContext,
        ConsoleMessage,
        Page,
        Playwright,
        Request,
        WebError,
        WebSocket,
    )

PROJECT: Final = Path(__file__).resolve().parents[2]
PATIENCE_S: Final = 60
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
# The first seven keep Chromium from talking to its maker; the last three draw without a GPU.
_FLAGS: Final = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
_OURS: Final = ("localhost", "127.0.0.1")
_INLINE: Final = ("data", "blob")
_QUIET_MS: Final = 300
# The page is quiet when no script has run, no element was stale and none was a placeholder for a
# while: a change takes a moment to reach the server, so one look is not enough.
_IS_QUIET: Final = """quiet_ms => {
  const app = document.querySelector('[data-testid="stApp"]');
  const busy = !app || app.dataset.testScriptState !== 'notRunning'
    || document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
    || [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')]
      .some(chart => !chart.querySelector('svg, canvas'));
  if (busy) { delete window.quietSince; return false; }
  window.quietSince ??= performance.now();
  return performance.now() - window.quietSince >= quiet_ms;
}"""


def chromium_path() -> str | None:
    """Return where Chromium is installed, None if it is not."""
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


def launch(playwright: Playwright, path: str) -> Browser:
    """Return a Chromium without a window, without a GPU and without a word to its maker."""
    return playwright.chromium.launch(executable_path=path, args=list(_FLAGS))


def settle(page: Page, quiet_ms: int = _QUIET_MS) -> None:
    """Wait until the page is drawn and nothing runs any more."""
    page.evaluate("() => { delete window.quietSince }")
    page.wait_for_function(_IS_QUIET, arg=quiet_ms, polling=50, timeout=PATIENCE_S * 1000)


def visit(page: Page, address: str) -> None:
    """Open an address and wait until its page is drawn."""
    page.goto(address, timeout=PATIENCE_S * 1000)
    settle(page)


@dataclass
class Watch:
    """Records what no visit may do: log an error, raise one, or ask another host.

    Attributes:
        faults: What was seen, one sentence each.
    """

    faults: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch every page of this context from now on."""
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)
        context.on("page", lambda page: page.on("websocket", self._websocket))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console error: {message.text}")

    def _error(self, error: WebError) -> None:
        self.faults.append(f"page error: {error.error}")

    def _request(self, request: Request) -> None:
        self._asked(request.url)

    def _websocket(self, websocket: WebSocket) -> None:
        self._asked(websocket.url)

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.hostname not in _OURS and parts.scheme not in _INLINE:
            self.faults.append(f"request to another host: {url}")


@contextmanager
def served(store: Path, log: Path) -> Iterator[str]:
    """Serve the dashboard from a store on a free port.

    Args:
        store: Folder of the store.
        log: File that takes what the server prints.

    Yields:
        The address, without a slash at the end.
    """
    with running(store, log, free_port()) as (address, _server):
        yield address


@contextmanager
def running(store: Path, log: Path, port: int) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve the dashboard on a port, as a process that may be killed.

    Args:
        store: Folder of the store.
        log: File that takes what the server prints; the answers are kept beside it.
        port: Port.

    Yields:
        The address, without a slash at the end, and the process.
    """
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    options = ["--server.headless", "true", "--server.port", str(port)]
    folders = {"DASHBOARD_STORE": str(store), "DASHBOARD_RESPONSES": str(log.parent / "responses")}
    environment = {**os.environ, **folders}
    with (
        log.open("w", encoding="utf-8") as out,
        subprocess.Popen(
            command + options, cwd=PROJECT, env=environment, stdout=out, stderr=subprocess.STDOUT
        ) as server,
    ):
        try:
            _wait_until_healthy(server, port, log)
            yield f"http://localhost:{port}", server
        finally:
            _stop(server)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_healthy(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait for the first answer of the server.

    Raises:
        RuntimeError: The server ended, or did not answer in time.
    """
    until = time.monotonic() + PATIENCE_S
    while server.poll() is None and time.monotonic() < until:
        if _is_healthy(port):
            return
        time.sleep(0.1)
    message = f"The server did not start:\n{log.read_text(encoding='utf-8')}"
    raise RuntimeError(message)


def _is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("localhost", port, timeout=5)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(timeout=15)
    except subprocess.TimeoutExpired:
        server.kill()

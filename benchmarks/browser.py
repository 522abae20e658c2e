"""Chromium, as the benchmarks drive it."""

from __future__ import annotations

import os
import shutil
import socket
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

from benchmarks.servers import HOST, BenchmarkError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from benchmarks.servers import Server

_FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
_PATIENCE_S: Final = 60.0
_POLL_S: Final = 0.005


def executable() -> str | None:
    """Return the browser of this machine: CHROMIUM, or one on the path; else Playwright's own."""
    found = (shutil.which(name) for name in _NAMES)
    return os.environ.get("CHROMIUM") or next((path for path in found if path), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """Open a browser without a window.

    Yields:
        The browser; closed at the end.
    """
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), args=list(_FLAGS))
        try:
            yield chromium
        finally:
            chromium.close()


def wait_for_server(server: Server) -> None:
    """Wait until a server takes connections; a browser can then ask for a page.

    Args:
        server: The server.

    Raises:
        BenchmarkError: It ended, or does not listen.
    """
    while time.perf_counter() - server.started < _PATIENCE_S:
        if server.process.poll() is not None:
            break
        try:
            socket.create_connection((HOST, server.port), timeout=1).close()
        except OSError:
            time.sleep(_POLL_S)
        else:
            return
    message = "The server takes no connections."
    raise BenchmarkError(message)

"""Start the servers that are measured, and stop them again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Not resolved: a copy of the project may link to these benchmarks.
PROJECT_DIR: Final = Path(__file__).absolute().parents[1]
HOST: Final = "127.0.0.1"
TIMES_VARIABLE: Final = "BENCHMARK_TIMES"
_PATIENCE_S: Final = 60.0
_POLL_S: Final = 0.005
_LOG_CHARACTERS: Final = 2000


class BenchmarkError(RuntimeError):
    """A figure cannot be taken: what is measured does not do what it should."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs on this machine.

    Attributes:
        process: The process.
        port: Its port on HOST.
        started: When the process was started, on the clock of `time.perf_counter`.
    """

    process: subprocess.Popen[bytes]
    port: int
    started: float

    @property
    def address(self) -> str:
        """Address of the first page, without a slash at the end."""
        return f"http://{HOST}:{self.port}"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


@contextmanager
def dashboard(
    store: Path, responses: Path | None = None, *, times: Path | None = None, wait: bool = True
) -> Iterator[Server]:
    """Serve the dashboard, as `python -m streamlit run app.py` does.

    Args:
        store: Folder of the store.
        responses: Folder of what people wrote; None: that of this machine.
        times: File to which the server writes the script time of every run; none: a server
            without any measuring inside.
        wait: Return only when the server answers.

    Yields:
        The server.
    """
    port = free_port()
    module = "streamlit" if times is None else "benchmarks.timed_server"
    command = [sys.executable, "-m", module, "run", "app.py", "--server.headless", "true"]
    command += ["--server.address", HOST, "--server.port", str(port)]
    variables = {"DASHBOARD_STORE": str(store)}
    if responses is not None:
        variables["DASHBOARD_RESPONSES"] = str(responses)
    if times is not None:
        variables[TIMES_VARIABLE] = str(times)
    with _running(command, variables, port) as server:
        if wait:
            _wait_until_ready(server, "/_stcore/health")
        yield server


@contextmanager
def dash_page(store: Path) -> Iterator[Server]:
    """Serve the same page made with Dash.

    Args:
        store: Folder of the store.

    Yields:
        The server, ready.
    """
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.dash_page", str(port)]
    with _running(command, {"DASHBOARD_STORE": str(store)}, port) as server:
        _wait_until_ready(server, "/_dash-layout")
        yield server


@contextmanager
def _running(command: Sequence[str], variables: dict[str, str], port: int) -> Iterator[Server]:
    with tempfile.TemporaryFile() as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=PROJECT_DIR,
            env={**os.environ, **variables},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield Server(process, port, started)
        except BaseException:
            log.seek(0)
            print(log.read().decode(errors="replace")[-_LOG_CHARACTERS:], file=sys.stderr)
            raise
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


def _wait_until_ready(server: Server, path: str) -> None:
    while time.perf_counter() - server.started < _PATIENCE_S:
        if server.process.poll() is not None:
            message = f"The server ended with code {server.process.returncode}."
            raise BenchmarkError(message)
        try:
            with urllib.request.urlopen(server.address + path, timeout=5):  # noqa: S310 - our own
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(_POLL_S)
    message = f"The server did not answer within {_PATIENCE_S:g} s."
    raise BenchmarkError(message)

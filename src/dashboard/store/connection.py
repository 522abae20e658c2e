"""The only opener of the served store: read-only, hardened, one cursor per call.

One connection is kept per store file. Threads never share it: each call gets its own cursor
(a shared one returns wrong rows in silence), and a call that takes too long is interrupted.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import duckdb

from dashboard.errors import StoreError
from dashboard.store.pointer import read_pointer, verified_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dashboard.store.pointer import Published

LIMIT_S: Final = 10.0
_MOST_OPEN: Final = 4
_AGAIN_S: Final = 0.05
_SETTINGS: Final = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "1GB",
    "threads": "2",
    "lock_configuration": "true",
}


class Store:
    """One published store, open for reading.

    Attributes:
        published: What is open: release, date, rows.
    """

    def __init__(self, path: Path, published: Published) -> None:
        self.published = published
        try:
            self._connection = duckdb.connect(path, read_only=True, config=dict(_SETTINGS))
        except duckdb.Error as error:
            message = (
                f"{path} cannot be opened as a store. Build it with: python -m dashboard build"
            )
            raise StoreError(message) from error

    @property
    def release(self) -> str:
        """Release id of this store."""
        return self.published.release

    @contextmanager
    def cursor(self, limit_s: float = LIMIT_S) -> Iterator[duckdb.DuckDBPyConnection]:
        """Lend a cursor for one question.

        Args:
            limit_s: Seconds after which the question is interrupted.

        Yields:
            A cursor of its own for this call; closed at the end.

        Raises:
            StoreError: The question took too long, or the store could not answer it.
        """
        try:
            cursor = self._connection.cursor()
        except duckdb.Error as error:
            message = f"The store of release {self.release} was closed. Ask again."
            raise StoreError(message) from error
        done = threading.Event()
        watch = threading.Thread(target=_stop_late, args=(cursor, limit_s, done), daemon=True)
        watch.start()
        try:
            yield cursor
        except duckdb.InterruptException as error:
            message = f"The question took longer than {limit_s:g} seconds and was stopped."
            raise StoreError(message) from error
        except duckdb.Error as error:
            message = f"The store of release {self.release} could not answer: {error}"
            raise StoreError(message) from error
        finally:
            done.set()
            watch.join()
            cursor.close()

    def close(self) -> None:
        """Close the file; open cursors end."""
        self._connection.close()

    def interrupt_and_close(self) -> None:
        """Close the file at once, whatever is being asked of it."""
        self._connection.interrupt()
        self._connection.close()


def _stop_late(cursor: duckdb.DuckDBPyConnection, limit_s: float, done: threading.Event) -> None:
    """Interrupt whatever the cursor asks once its time is over, until it is given back."""
    over = done.wait(limit_s)
    while not over:
        cursor.interrupt()
        over = done.wait(_AGAIN_S)


# By file: its identity on the disk and the open store.
_open_stores: dict[Path, tuple[tuple[int, int], Store]] = {}
_lock = threading.Lock()


def open_store(store_dir: Path, release: str = "") -> Store:
    """Open the served store, or an older release that is still in the folder.

    The file is checked against its checksum when it is first opened; afterwards the open store
    is handed out again until the file changes or another one is published.

    Args:
        store_dir: Folder of the store.
        release: Release to open; empty for the one that is served.

    Returns:
        The open store.

    Raises:
        StoreMissingError: Nothing, or not that release, was published here.
        StoreError: The store is damaged or cannot be opened.
    """
    published = read_pointer(store_dir, release)
    path = store_dir / published.file
    with _lock:
        identity = _identity(path)
        known = _open_stores.get(path)
        if known and known[0] == identity and known[1].published == published:
            return known[1]
        if known:  # while it stays open, the path would give the old content
            _open_stores.pop(path)[1].interrupt_and_close()
        store = Store(verified_path(store_dir, published), published)
        while len(_open_stores) >= _MOST_OPEN:
            _open_stores.pop(next(iter(_open_stores)))
        _open_stores[path] = (identity, store)
        return store


def _identity(path: Path) -> tuple[int, int]:
    """Return what changes when a file is replaced or written to; zeros if there is none."""
    try:
        seen = path.stat()
    except OSError:
        return (0, 0)
    return (seen.st_ino, seen.st_mtime_ns)


def has_release(store_dir: Path, release: str) -> bool:
    """Return whether a release can be opened from this folder."""
    try:
        published = read_pointer(store_dir, release)
    except StoreError:
        return False
    return (store_dir / published.file).is_file()


def close_stores(store_dir: Path) -> None:
    """Close every open store of a folder, so that its files can be removed.

    Args:
        store_dir: Folder of the stores.
    """
    with _lock:
        for path in [path for path in _open_stores if path.parent == store_dir]:
            _open_stores.pop(path)[1].close()

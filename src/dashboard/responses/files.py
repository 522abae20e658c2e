"""The file of the responses store: where it is, who has it, copies of it."""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb
from filelock import BaseFileLock, FileLock, Timeout

from dashboard.errors import ResponsesError
from dashboard.responses.log import connect, log_of, onto_disk, put_back
from dashboard.store.places import PROJECT_DIR

if TYPE_CHECKING:
    from collections.abc import Iterator

RESPONSES_VARIABLE: Final = "DASHBOARD_RESPONSES"
FILE: Final = "responses.duckdb"
BACKUPS: Final = "backups"
_PATIENCE_S: Final = 10.0
_HOW_TO_RESTORE: Final = "Put a backup in its place: python -m dashboard restore FILE"


def responses_dir() -> Path:
    """Return the folder of the responses store: DASHBOARD_RESPONSES, or data/local."""
    named = os.environ.get(RESPONSES_VARIABLE)
    return Path(named) if named else PROJECT_DIR / "data" / "local"


def stamp(folder: Path) -> tuple[int, ...]:
    """Return what changes whenever something is written; nothing if nothing ever was."""
    found: list[int] = []
    for path in (folder / FILE, log_of(folder / FILE)):
        try:
            seen = path.stat()
        except OSError:
            break
        found += (seen.st_mtime_ns, seen.st_size)
    return tuple(found)


def now() -> datetime:
    """Return the present moment, in UTC, as the store keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def make_folder(folder: Path) -> None:
    """Make the folder of a store if it is not there.

    Raises:
        ResponsesError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{folder} cannot be made: {error.strerror}. Nothing was saved."
        raise ResponsesError(message) from error


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep every other process out of a store; what a killed one left half done is put back.

    Args:
        folder: Folder of the store.

    Yields:
        Nothing.

    Raises:
        ResponsesError: Somebody else has it for too long, or the folder cannot be written.
    """
    turn = _turn(folder)
    if not turn.acquire(timeout=_PATIENCE_S):
        raise ResponsesError(_busy(folder))
    try:
        lock = _acquired(folder)
        try:
            _whole(folder / FILE)
            yield
        finally:
            lock.release()
    finally:
        turn.release()


@lru_cache(maxsize=256)
def _turn(_folder: Path) -> threading.Lock:
    """Return what threads of this process wait at: they are woken, others look every 50 ms."""
    return threading.Lock()


def _acquired(folder: Path) -> BaseFileLock:
    lock = FileLock(folder / f"{FILE}.lock")
    try:
        lock.acquire(timeout=_PATIENCE_S)
    except Timeout as error:
        raise ResponsesError(_busy(folder)) from error
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror}. Nothing was saved."
        raise ResponsesError(message) from error
    return lock


def _busy(folder: Path) -> str:
    return f"{folder / FILE} is being written by somebody else. Try again in a moment."


def _whole(store: Path) -> None:
    try:
        put_back(store)
    except OSError as error:
        message = f"{store} cannot be written: {error.strerror}. Nothing was saved."
        raise ResponsesError(message) from error


@contextmanager
def opened(path: Path, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open one file of responses, and tell what is wrong with it in plain words.

    Args:
        path: The file.
        read_only: Nothing will be written.

    Yields:
        A connection.

    Raises:
        ResponsesError: It cannot be opened, read or written.
    """
    try:
        connection = connect(path, read_only=read_only)
    except duckdb.Error as error:
        message = (
            f"{path} cannot be opened: it is damaged, open in another program, or not a store of "
            f"responses. Nothing was changed. {_HOW_TO_RESTORE}"
        )
        raise ResponsesError(message) from error
    try:
        yield connection
    except duckdb.Error as error:
        message = f"{path} could not be read or written: {error}. Nothing was saved."
        raise ResponsesError(message) from error
    finally:
        connection.close()


def copy_whole(source: Path, target: Path) -> Path:
    """Copy a file so that the copy has its name only when it is whole and on the disk.

    Args:
        source: A store that nobody writes to; what its log still holds is taken into the copy.
        target: Where the copy goes; its folder is made.

    Returns:
        The target.

    Raises:
        ResponsesError: The copy cannot be written, or the source is damaged.
    """
    unfinished = target.with_name(f"{target.name}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        log_of(unfinished).unlink(missing_ok=True)
        shutil.copyfile(source, unfinished)
        if log_of(source).exists():
            shutil.copyfile(log_of(source), log_of(unfinished))
            with opened(unfinished, read_only=False) as connection:
                connection.execute("CHECKPOINT")
        onto_disk(unfinished)
        unfinished.replace(target)
    except OSError as error:
        message = f"{target} cannot be written: {error.strerror}. Nothing was changed."
        raise ResponsesError(message) from error
    return target


def put_aside(folder: Path, why: str) -> Path:
    """Copy the store into its folder of backups, named by time and reason; it must be locked.

    Args:
        folder: Folder of the store.
        why: Words for the name of the copy.

    Returns:
        Path of the copy.
    """
    moment = now().strftime("%Y%m%dT%H%M%S%fZ")
    target = folder / BACKUPS / f"responses-{moment}-{why}.duckdb"
    return copy_whole(folder / FILE, target)


def move_aside(folder: Path) -> Path | None:
    """Move the store and its log into its folder of backups, as they are; it must be locked.

    A log that is left alone goes too: the next store would take its rows for its own.

    Args:
        folder: Folder of the store.

    Returns:
        Where the store went; None: there was none.

    Raises:
        ResponsesError: It cannot be moved.
    """
    store, log = folder / FILE, log_of(folder / FILE)
    moment = now().strftime("%Y%m%dT%H%M%S%fZ")
    target = folder / BACKUPS / f"responses-{moment}-replaced.duckdb"
    was_there = store.exists()
    try:
        if log.exists():  # the log goes last: a store without it would lack rows
            target.parent.mkdir(parents=True, exist_ok=True)
            onto_disk(shutil.copyfile(log, log_of(target)))
        if was_there:
            target.parent.mkdir(parents=True, exist_ok=True)
            store.replace(target)
        log.unlink(missing_ok=True)
    except OSError as error:
        message = f"{store} cannot be moved to {target}: {error.strerror}. Nothing was changed."
        raise ResponsesError(message) from error
    return target if was_there else None

"""The log of the responses store: what was written last, until it is taken into the file.

DuckDB writes over blocks that are in use when it takes its log in (a checkpoint): a process that
is killed in the middle leaves a file that nobody can open. So the log is taken in seldom, and only
while a whole copy of the file and its log lies beside them. Whoever finds that copy puts it back:
nothing is written between its making and its removal.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import duckdb

if TYPE_CHECKING:
    from pathlib import Path

# Opening replays the log, 0.15 ms for each of its kB; the copy takes as long as the file is big.
_FEW_BYTES: Final = 32 * 1024
_MANY_BYTES: Final = 1024 * 1024
_SHARE: Final = 100
_SETTINGS: Final = {"checkpoint_threshold": "1TB"}


def log_of(store: Path) -> Path:
    """Return the path of the log of a store."""
    return store.with_name(f"{store.name}.wal")


def connect(store: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Open a store; what is written stays in its log until it is taken in.

    Args:
        store: The file.
        read_only: Nothing will be written.

    Returns:
        A connection.
    """
    if read_only:
        return duckdb.connect(store, read_only=True)
    connection = duckdb.connect(store, config=dict(_SETTINGS))
    connection.execute("PRAGMA disable_checkpoint_on_shutdown")
    return connection


def take_in(store: Path) -> None:
    """Take the log of a store into the file if it became long; the store must be locked.

    What was written is safe in the log. So nothing is told if this cannot be done, as on a full
    disk: both files are as before, and the next writer tries again.

    Args:
        store: The file; nobody has it open.
    """
    log = log_of(store)
    with suppress(OSError, duckdb.Error):
        share = store.stat().st_size // _SHARE
        if log.stat().st_size <= min(max(_FEW_BYTES, share), _MANY_BYTES):
            return
        _keep(store, log)
        with connect(store, read_only=False) as connection:
            connection.execute("CHECKPOINT")
        _drop(_kept(store))
    with suppress(OSError):  # else the next who locks the store puts it back
        put_back(store)


def put_back(store: Path) -> None:
    """Put back the copy that a killed process left beside a store; the store must be locked.

    The file stays the same file, as sessions that go on are known by it. Killed in the middle of
    this, the next one does it again: the copy goes last.

    Args:
        store: The file.

    Raises:
        OSError: It cannot be moved.
    """
    kept = _kept(store)
    if kept.is_dir():
        for file in (store, log_of(store)):
            onto_disk(shutil.copyfile(kept / file.name, file))
        onto_disk(store.parent)
        _drop(kept)
    elif _unfinished(kept).is_dir():
        shutil.rmtree(_unfinished(kept), ignore_errors=True)


def left_half_done(store: Path) -> bool:
    """Return whether a killed process left a copy beside a store, whole or not."""
    return _kept(store).is_dir() or _unfinished(_kept(store)).is_dir()


def _kept(store: Path) -> Path:
    return store.with_name(f"{store.name}.kept")


def _unfinished(kept: Path) -> Path:
    return kept.with_name(f"{kept.name}.new")


def _keep(store: Path, log: Path) -> None:
    """Copy a store and its log; the copy has its name only when it is whole and on the disk."""
    unfinished = _unfinished(_kept(store))
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    for file in (store, log):
        onto_disk(shutil.copyfile(file, unfinished / file.name))
    onto_disk(unfinished)
    unfinished.replace(_kept(store))
    onto_disk(store.parent)


def _drop(kept: Path) -> None:
    """Remove the copy of a store; in one step it is no longer one that is put back."""
    gone = _unfinished(kept)
    shutil.rmtree(gone, ignore_errors=True)
    kept.replace(gone)
    onto_disk(kept.parent)  # else a loss of power could bring it back, older than what comes next
    shutil.rmtree(gone, ignore_errors=True)


def onto_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)

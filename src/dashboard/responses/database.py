"""Open the responses store: one file, one process at a time, rows that are only ever added.

Rows are never changed in place: a correction is a new row, the newest wins, the history stays. The
SQL here is also understood by DuckLake, so that the file can move to a server: no primary keys, no
UNIQUE, no CHECK; rules are enforced before a row is added.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb
from filelock import FileLock, Timeout

from dashboard.errors import ResponsesError
from dashboard.store.places import PROJECT_DIR

if TYPE_CHECKING:
    from collections.abc import Iterator

RESPONSES_VARIABLE: Final = "DASHBOARD_RESPONSES"
FILE: Final = "responses.duckdb"
SCHEMA_VERSION: Final = 1
# Who wrote a row: what the writer does here, never a name.
ROLES: Final = ("city-editor", "session-chair", "data-steward")
_PATIENCE_S: Final = 10.0
_TABLES: Final = """
CREATE TABLE meta (schema_version INTEGER NOT NULL);
CREATE TABLE wording_proposals (
    proposal_id VARCHAR NOT NULL,
    written_at TIMESTAMP NOT NULL,
    role VARCHAR NOT NULL,
    release VARCHAR NOT NULL,
    keyword_id VARCHAR NOT NULL,
    wording VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    source_action_id VARCHAR NOT NULL
);
CREATE TABLE plan_versions (
    city_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    written_at TIMESTAMP NOT NULL,
    role VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    plan VARCHAR NOT NULL
);
"""


def responses_dir() -> Path:
    """Return the folder of the responses store: DASHBOARD_RESPONSES, or data/local."""
    named = os.environ.get(RESPONSES_VARIABLE)
    return Path(named) if named else PROJECT_DIR / "data" / "local"


def stamp(folder: Path) -> tuple[int, int]:
    """Return what changes whenever something is written; zeros if nothing ever was."""
    try:
        seen = (folder / FILE).stat()
    except OSError:
        return (0, 0)
    return (seen.st_mtime_ns, seen.st_size)


def now() -> datetime:
    """Return the present moment, in UTC, as the store keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


@contextmanager
def reading(folder: Path) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """Open the responses store for reading.

    Args:
        folder: Folder of the store.

    Yields:
        A connection; None if nothing was ever written.

    Raises:
        ResponsesError: It is damaged, of a newer version, or somebody is writing for too long.
    """
    if not (folder / FILE).is_file():
        yield None
        return
    with _locked(folder), _opened(folder / FILE, read_only=True) as connection:
        _check_version(connection, folder)
        yield connection


@contextmanager
def writing(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the responses store for writing, in one transaction.

    Args:
        folder: Folder of the store; made if it is not there.

    Yields:
        A connection; what is done with it is kept whole, or not at all if an error is raised.

    Raises:
        ResponsesError: It cannot be written, is damaged, of a newer version, or somebody else is
            writing for too long.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{folder} cannot be made: {error.strerror}. Nothing was saved."
        raise ResponsesError(message) from error
    with _locked(folder):
        _make(folder)
        with _opened(folder / FILE, read_only=False) as connection:
            connection.begin()
            _check_version(connection, folder)
            yield connection
            connection.commit()


def _make(folder: Path) -> None:
    """Make the file if it is not there; it gets its name when it is whole.

    Raises:
        ResponsesError: It cannot be made.
    """
    if (folder / FILE).exists():
        return
    unfinished = folder / f"{FILE}.new"
    try:
        for left in (unfinished, folder / f"{FILE}.new.wal"):
            left.unlink(missing_ok=True)
        with _opened(unfinished, read_only=False) as connection:
            connection.execute(_TABLES)
            connection.execute("INSERT INTO meta VALUES (?)", [SCHEMA_VERSION])
        unfinished.replace(folder / FILE)
    except OSError as error:
        message = f"{folder / FILE} cannot be made: {error.strerror}. Nothing was saved."
        raise ResponsesError(message) from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / f"{FILE}.lock")
    try:
        lock.acquire(timeout=_PATIENCE_S)
    except Timeout as error:
        message = f"{folder / FILE} is being written by somebody else. Try again in a moment."
        raise ResponsesError(message) from error
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror}. Nothing was saved."
        raise ResponsesError(message) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _opened(path: Path, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        connection = duckdb.connect(path, read_only=read_only)
    except duckdb.Error as error:
        message = (
            f"{path} cannot be opened: it is damaged, open in another program, or not a store of "
            "responses. Nothing was changed."
        )
        raise ResponsesError(message) from error
    try:
        yield connection
    except duckdb.Error as error:
        message = f"{path} could not be read or written: {error}. Nothing was saved."
        raise ResponsesError(message) from error
    finally:
        connection.close()


def _check_version(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    found = connection.execute("SELECT max(schema_version) FROM meta").fetchone()
    version = found[0] if found else None
    if version != SCHEMA_VERSION:
        message = (
            f"{folder / FILE} has version {version}; this program reads version {SCHEMA_VERSION}. "
            "Use the program that wrote it, or a newer one. Nothing was changed."
        )
        raise ResponsesError(message)

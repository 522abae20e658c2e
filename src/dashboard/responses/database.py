"""Open the responses store for reading or writing; carry one of an older version on first."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from dashboard.errors import ResponsesError
from dashboard.responses.files import (
    FILE,
    locked,
    make_folder,
    move_aside,
    opened,
    put_aside,
)
from dashboard.responses.log import log_of, take_in
from dashboard.responses.schema import SCHEMA_VERSION, carry_on, version_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

# Who wrote a row: what the writer does here, never a name.
ROLES: Final = ("city-editor", "session-chair", "data-steward")


@contextmanager
def reading(folder: Path) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """Open the responses store for reading; one of an older version is carried on first.

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
    with locked(folder):
        with opened(folder / FILE, read_only=True) as connection:
            version = version_of(connection)
            if version == SCHEMA_VERSION:
                yield connection
                return
        _bring_up(folder, version)
        with opened(folder / FILE, read_only=True) as connection:
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
    make_folder(folder)
    with locked(folder):
        make(folder)
        yield from _written(folder)
        take_in(folder / FILE)


def _written(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with opened(folder / FILE, read_only=False) as connection:
        version = version_of(connection)
        if version == SCHEMA_VERSION:
            yield from _transaction(connection)
            return
    _bring_up(folder, version)
    with opened(folder / FILE, read_only=False) as connection:
        yield from _transaction(connection)


def _transaction(
    connection: duckdb.DuckDBPyConnection,
) -> Iterator[duckdb.DuckDBPyConnection]:
    connection.begin()
    yield connection
    connection.commit()


def make(folder: Path, *, invented: bool = False) -> None:
    """Make the file if it is not there; it gets its name when it is whole.

    Args:
        folder: Folder of the store, locked.
        invented: What it will hold is invented, for training.

    Raises:
        ResponsesError: It cannot be made.
    """
    if (folder / FILE).exists():
        return
    move_aside(folder)  # the log of a store that somebody deleted
    unfinished = folder / f"{FILE}.new"
    try:
        for left in (unfinished, log_of(unfinished)):
            left.unlink(missing_ok=True)
        with opened(unfinished, read_only=False) as connection:
            connection.begin()
            carry_on(connection, 0)
            connection.execute("UPDATE origin SET invented = ?", [invented])
            connection.commit()
            connection.execute("CHECKPOINT")  # closing would not tell that the disk is full
        unfinished.replace(folder / FILE)
    except ResponsesError as error:
        message = f"{folder / FILE} cannot be made: {error.__cause__}. Nothing was saved."
        raise ResponsesError(message) from error
    except OSError as error:
        message = f"{folder / FILE} cannot be made: {error.strerror}. Nothing was saved."
        raise ResponsesError(message) from error


def _bring_up(folder: Path, version: int) -> None:
    """Carry a store of an older version on, after a copy of it was put aside.

    Raises:
        ResponsesError: It is of a newer version, or the copy cannot be made.
    """
    if not 0 < version < SCHEMA_VERSION:
        message = (
            f"{folder / FILE} has version {version}; this program reads version {SCHEMA_VERSION}. "
            "Use the program that wrote it, or a newer one. Nothing was changed."
        )
        raise ResponsesError(message)
    put_aside(folder, f"before-version-{SCHEMA_VERSION}")
    with opened(folder / FILE, read_only=False) as connection:
        connection.begin()
        carry_on(connection, version)
        connection.commit()

"""Backups of the responses store: make one, put one back, tell whether two hold the same."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from dashboard.errors import ResponsesError
from dashboard.responses.files import (
    FILE,
    copy_whole,
    locked,
    make_folder,
    move_aside,
    opened,
    put_aside,
)
from dashboard.responses.schema import SCHEMA_VERSION, version_of

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

_TABLES: Final = """
SELECT table_name FROM duckdb_tables() WHERE NOT temporary ORDER BY table_name
"""


def content_hash(path: Path) -> str:
    """Return what is the same for two stores that hold the same rows, whatever their order.

    Args:
        path: File of a store.

    Returns:
        64 hexadecimal digits.
    """
    with opened(path, read_only=True) as connection:
        return _content_hash(connection)


def _content_hash(connection: duckdb.DuckDBPyConnection) -> str:
    digest = hashlib.sha256()
    for (table,) in connection.execute(_TABLES).fetchall():
        sql = (
            "SELECT count(*), sum(md5_number_lower(t::VARCHAR)::HUGEINT), "  # noqa: S608 - own names
            f"sum(md5_number_upper(t::VARCHAR)::HUGEINT) FROM {table} AS t"
        )
        digest.update(f"{table} {connection.execute(sql).fetchone()}\n".encode())
    return digest.hexdigest()


def backup(folder: Path, target: Path | None = None) -> tuple[Path, str]:
    """Copy the store.

    Args:
        folder: Folder of the store.
        target: File to write; None: one named by the time in the folder of backups.

    Returns:
        Path of the copy and the hash of its content.

    Raises:
        ResponsesError: There is no store, it is damaged, or the copy cannot be written.
    """
    if not (folder / FILE).is_file():
        message = f"No responses at {folder / FILE}: nothing was ever written, nothing to copy."
        raise ResponsesError(message)
    if target is not None and target.exists():
        message = f"{target} is there already. Give another name; nothing was copied."
        raise ResponsesError(message)
    with locked(folder):
        content_hash(folder / FILE)  # a damaged store must not pass for a backup
        path = copy_whole(folder / FILE, target) if target else put_aside(folder, "backup")
        return path, content_hash(path)


def restore(folder: Path, source: Path, *, invented: bool | None = None) -> tuple[str, Path | None]:
    """Put a copy in the place of the store; what was there is put aside, damaged or not.

    Args:
        folder: Folder of the store; made if it is not there.
        source: The copy.
        invented: Whether the release that is served is invented; None: none is served.

    Returns:
        Hash of its content, and where the store that was there went; None: there was none.

    Raises:
        ResponsesError: The copy is damaged, of a newer version, or of another origin (invented
            or real) than the store or the release; the store is not touched.
    """
    if not source.is_file():
        message = f"{source} is no file. Nothing was changed."
        raise ResponsesError(message)
    found = _checked(source)
    if invented is not None:
        _same_origin(("The release that is served goes with", invented), source)
    make_folder(folder)
    with locked(folder):
        if (folder / FILE).exists():
            _same_origin((f"{folder / FILE} holds", _origin(folder / FILE)), source)
        whole = copy_whole(source, folder / f"{FILE}.restored")
        aside = move_aside(folder)
        whole.replace(folder / FILE)
    return found, aside


def _checked(source: Path) -> str:
    """Return the hash of a copy, which reads every row of it.

    Raises:
        ResponsesError: It is damaged or of a newer version.
    """
    with opened(source, read_only=True) as connection:
        version = version_of(connection)
        if not 0 < version <= SCHEMA_VERSION:
            message = (
                f"{source} has version {version}; this program reads version {SCHEMA_VERSION} and "
                "older. Nothing was changed."
            )
            raise ResponsesError(message)
        return _content_hash(connection)


def is_invented(path: Path) -> bool:
    """Return whether the rows of a store are invented, for training."""
    with opened(path, read_only=True) as connection:
        if version_of(connection) == 1:
            return False
        found = connection.execute("SELECT bool_or(invented) FROM origin").fetchone()
        return bool(found and found[0])


def _origin(there: Path) -> bool | None:
    """Return whether a store is invented; None: it is damaged, that is why somebody restores."""
    try:
        return is_invented(there)
    except ResponsesError:
        return None


def _same_origin(there: tuple[str, bool | None], source: Path) -> None:
    """Hold invented and real answers apart.

    Args:
        there: What is there, in words, and whether it is invented; None: not known.
        source: The copy.

    Raises:
        ResponsesError: One is invented, the other real.
    """
    name, ours = there
    if ours is None or ours == is_invented(source):
        return
    kinds = {True: "invented answers for training", False: "real answers"}
    message = (
        f"{name} {kinds[ours]}, {source} holds {kinds[not ours]}. They are never mixed. "
        "Nothing was changed."
    )
    raise ResponsesError(message)

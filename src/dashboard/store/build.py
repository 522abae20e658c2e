"""Build the store from the data package and publish it; a build that fails changes nothing.

Validate, load, create the views, run the checks, scan the file, describe it, swap the pointer.
"""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import duckdb
from filelock import FileLock, Timeout

from dashboard.contracts.check import check_package
from dashboard.contracts.package import read_package
from dashboard.errors import BuildRunningError, ContractError, StoreError
from dashboard.store.pointer import (
    Published,
    checksum,
    read_pointer,
    store_file_name,
    verified_path,
    write_pointer,
)
from dashboard.store.release import release_id, sql_steps
from dashboard.store.schema import create_sql, in_load_order, load_sql

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.contracts.package import Package

    Progress = Callable[[float, str], None]

LOCK: Final = "build.lock"
_DRAFT_SUFFIX: Final = ".draft"
_BLOCK_BYTES: Final = 16384  # many small tables: 33 MB with the default of 256 KiB, 4 MB so


def _silent(_share: float, _step: str) -> None:
    """Report no progress."""


def build_store(
    data_dir: Path, store_dir: Path, *, progress: Progress = _silent, wait_s: float = 0
) -> Published:
    """Build and publish the release of a data package.

    Args:
        data_dir: Folder of the data package.
        store_dir: Folder of the store; created if need be.
        progress: Called with the share done (0-1) and the step in words.
        wait_s: Seconds to wait for another build to end before giving up.

    Returns:
        What was published. If the same release is already served undamaged, that one.

    Raises:
        BuildRunningError: Another process is building here.
        ContractError: The data package breaks its contract.
        StoreError: The folder cannot be written or a check failed.
    """
    try:
        store_dir.mkdir(parents=True, exist_ok=True)
        with FileLock(store_dir / LOCK, timeout=wait_s):
            return _build(data_dir, store_dir, progress)
    except Timeout as error:
        message = f"Another process is building the store in {store_dir}. Try again when it ends."
        raise BuildRunningError(message) from error
    except OSError as error:
        message = f"The store cannot be written in {store_dir}: {error.strerror or error}."
        raise StoreError(message) from error
    except duckdb.Error as error:
        message = f"The store could not be built in {store_dir}: {error}"
        raise StoreError(message) from error


def _build(data_dir: Path, store_dir: Path, progress: Progress) -> Published:
    progress(0.05, "Reading the data package")
    package = read_package(data_dir)
    _same_origin(store_dir, package)
    progress(0.1, "Checking every file against its contract")
    expected = check_package(data_dir, package)
    release = release_id(data_dir, package)
    for leftover in store_dir.glob(f"*{_DRAFT_SUFFIX}*"):
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()
    served = _served_already(store_dir, release)
    if served:
        progress(1.0, f"Release {release} is already served")
        return served
    draft = store_dir / f"{store_file_name(release)}.{os.getpid()}{_DRAFT_SUFFIX}"
    try:
        rows = _fill(draft, data_dir, package, progress)
        if rows != expected:
            message = f"The store holds other numbers of rows ({rows}) than the files ({expected})."
            raise StoreError(message)
        progress(0.9, "Reading the whole file once more")
        _scan(draft)
        published = Published(
            release=release,
            file=store_file_name(release),
            sha256=checksum(draft),
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            rows=rows,
            invented=package.invented,
        )
        draft.replace(store_dir / published.file)
    finally:
        draft.unlink(missing_ok=True)
    write_pointer(store_dir, published)
    progress(1.0, f"Release {release} is served")
    return published


def _same_origin(store_dir: Path, package: Package) -> None:
    """Hold invented and real releases in folders of their own.

    Raises:
        StoreError: The folder serves a release of the other origin.
    """
    try:
        served = read_pointer(store_dir)
    except StoreError:
        return
    if served.invented != package.invented:
        kinds = {True: "invented data for training", False: "real data"}
        there, new = kinds[served.invented], kinds[package.invented]
        message = (
            f"{store_dir} holds {there}, the data package {new}. "
            "They are never mixed; give another folder. Nothing was changed."
        )
        raise StoreError(message)


def _served_already(store_dir: Path, release: str) -> Published | None:
    try:
        served = read_pointer(store_dir)
        verified_path(store_dir, served)
    except StoreError:
        return None
    return served if served.release == release else None


def _fill(draft: Path, data_dir: Path, package: Package, progress: Progress) -> dict[str, int]:
    """Return the rows of each table, after loading, running store/sql and the checks."""
    rows = {}
    tables = in_load_order(package)
    with duckdb.connect(draft, config={"default_block_size": _BLOCK_BYTES}) as connection:
        connection.begin()
        connection.execute("CREATE SCHEMA core; CREATE SCHEMA mart; CREATE SCHEMA checks")
        for place, table in enumerate(tables):
            progress(0.4 + 0.4 * place / len(tables), f"Loading {table.name}")
            connection.execute(create_sql(table))
            file = {"file": str(data_dir / table.path)}
            counted = connection.execute(load_sql(table), file).fetchone()
            rows[table.name] = int(counted[0]) if counted else 0
        progress(0.85, "Counting what does not depend on the reader")
        for _name, sql in sql_steps():
            connection.execute(sql)
        _run_checks(connection)
        connection.commit()
    return {table.name: rows[table.name] for table in package.tables}


def _run_checks(connection: duckdb.DuckDBPyConnection) -> None:
    """Hold every view of schema `checks` to be empty.

    Raises:
        ContractError: A view has rows; names the first five of each.
    """
    views = connection.execute(
        "SELECT view_name FROM duckdb_views() WHERE schema_name = 'checks' ORDER BY view_name"
    ).fetchall()
    faults = []
    for (view,) in views:
        found = connection.execute(f"FROM checks.{view} LIMIT 5")
        names = [column[0] for column in found.description]
        for row in found.fetchall():
            values = ", ".join(f"{name} {value}" for name, value in zip(names, row, strict=True))
            faults.append(f"Check failed: {view.replace('_', ' ')}: got {values}")
    if faults:
        raise ContractError("\n".join(faults))


def _scan(path: Path) -> None:
    """Read every cell once: a half-written DuckDB file opens and fails only in the query."""
    with duckdb.connect(path, read_only=True) as connection:
        tables = connection.execute(
            "SELECT schema_name || '.' || table_name FROM duckdb_tables()"
        ).fetchall()
        for (table,) in tables:
            connection.execute(f"SELECT bit_xor(hash(t)) FROM {table} AS t")  # noqa: S608 - own names

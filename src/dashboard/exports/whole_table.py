"""Write one whole table of the data package to a file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dashboard.errors import ExportError, FilterError
from dashboard.exports.provenance import Provenance
from dashboard.exports.tables import FORMATS, table_file
from dashboard.queries.tables import list_tables, read_table, table_sources

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb


def write_table(  # noqa: PLR0913 - what to write, how, and where
    connection: duckdb.DuckDBPyConnection,
    table: str,
    release: str,
    file_format: str,
    out: Path,
    *,
    invented: bool = False,
) -> int:
    """Write a table with its notes.

    Args:
        connection: Open store; only read from.
        table: Name of a table of the data package.
        release: Release id of the store.
        file_format: csv, xlsx or parquet.
        out: File to write; replaced if it is there.
        invented: The release is invented, for training.

    Returns:
        Number of rows written.

    Raises:
        FilterError: No such table or format.
        ExportError: The file cannot be written.
    """
    tables = list_tables(connection)
    if table not in tables:
        message = f"TABLE: got {table!r}, expected one of {', '.join(tables)}."
        raise FilterError(message)
    if file_format not in FORMATS:
        message = f"--format: got {file_format!r}, expected one of {', '.join(FORMATS)}."
        raise FilterError(message)
    rows = read_table(connection, table)
    provenance = Provenance(
        title=f"{table}: {tables[table]}",
        filters=("none: the whole table",),
        release=release,
        date=datetime.now(UTC).date().isoformat(),
        sources=table_sources(connection, table),
        link=f"/?release={release}",
        invented=invented,
    )
    content = table_file(rows, provenance, file_format)
    try:
        out.write_bytes(content)
    except OSError as error:
        message = f"{out} cannot be written: {error.strerror}."
        raise ExportError(message) from error
    return len(rows)

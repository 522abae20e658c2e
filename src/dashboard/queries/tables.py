"""What is in one whole table of the data package, and from which sources?

Reads schema core; writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


def list_tables(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """List the tables of the data package.

    Args:
        connection: Open store; only read from.

    Returns:
        Description by name.
    """
    rows = connection.execute(
        "SELECT table_name, comment FROM duckdb_tables() WHERE schema_name = 'core' ORDER BY 1"
    ).fetchall()
    return {str(name): str(comment or "") for name, comment in rows}


def read_table(connection: duckdb.DuckDBPyConnection, table: str) -> pd.DataFrame:
    """Read a whole table.

    Args:
        connection: Open store; only read from.
        table: A name from `list_tables`; the caller has checked it.

    Returns:
        Every row and column in the order of the data package; whole numbers that may be missing
        are Int64.
    """
    rows = connection.table(f"core.{table}")
    whole = {
        name: "Int64"
        for name, kind in zip(rows.columns, rows.types, strict=True)
        if str(kind) == "BIGINT"
    }
    return rows.df().astype(whole)


def table_sources(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[str, ...]:
    """List the sources that the rows of a table name.

    Args:
        connection: Open store; only read from.
        table: A name from `list_tables`.

    Returns:
        "Publisher: title (year), address" of each source, by publisher; the one sentence that
        says so where the table has no column source_id.
    """
    if "source_id" not in connection.table(f"core.{table}").columns or table == "sources":
        return ("see the column descriptions in data/datapackage.json and data/README.md",)
    found = connection.execute(
        "SELECT publisher, title, year, address FROM core.sources "  # noqa: S608 - a checked name
        f"WHERE source_id IN (SELECT source_id FROM core.{table}) "
        "ORDER BY publisher, title"
    ).fetchall()
    return tuple(
        f"{publisher}: {title}{f' ({year})' if year else ''} {address}"
        for publisher, title, year, address in found
    )

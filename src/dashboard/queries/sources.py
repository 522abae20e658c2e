"""Where does a figure come from?

Reads core.sources; writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import duckdb


class Source(NamedTuple):
    """A source: publisher, title, year (None: not stated) and address."""

    publisher: str
    title: str
    year: int | None
    address: str


def list_sources(connection: duckdb.DuckDBPyConnection) -> dict[str, Source]:
    """List every source of the package.

    Args:
        connection: Open store; only read from.

    Returns:
        Source by source id.
    """
    sql = "SELECT source_id, publisher, title, year, address FROM core.sources"
    return {row[0]: Source(*row[1:]) for row in connection.execute(sql).fetchall()}

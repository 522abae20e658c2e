"""Where does a figure come from?

Reads core.sources; writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import duckdb


# Our own coding, and the table of countries.
PACKAGE_SOURCE: Final = "package-own-coding"
COUNTRY_SOURCE: Final = "country-facts"


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

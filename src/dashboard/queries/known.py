"""What is documented about each city, and which networks is it in, for the colours of the map?

Reads mart.evidence, core.city_networks, core.sources; writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

# One row per city about which something is known; a city that is missing: we know of nothing.
KNOWN_COLUMNS: Final[dict[str, str]] = {
    "city_id": "identifier of the city",
    "value": "number of practices and grants, or of networks",
    "first_year": "first year that any of them states; empty: none states one",
    "last_year": "last year that any of them states",
    "source_ids": "identifiers of their sources, with '; '",
    "publisher": "publishers of these sources, with '; '",
}

_EVIDENCE_SQL: Final = """
SELECT
    city_id,
    count(*) AS value,
    min(try_cast(regexp_extract(year, '[0-9]{4}') AS INTEGER)) AS first_year,
    max(try_cast(regexp_extract(year, '[0-9]{4}$') AS INTEGER)) AS last_year,
    string_agg(DISTINCT source_id, '; ' ORDER BY source_id) AS source_ids,
    string_agg(DISTINCT publisher, '; ' ORDER BY publisher) AS publisher
FROM mart.evidence
JOIN (SELECT source_id, publisher FROM core.sources) USING (source_id)
WHERE $area = '' OR policy_area_id = $area
GROUP BY city_id
ORDER BY city_id
"""

_NETWORKS_SQL: Final = """
SELECT
    city_id,
    count(DISTINCT network_id) AS value,
    min(since_year) AS first_year,
    max(since_year) AS last_year,
    string_agg(DISTINCT source_id, '; ' ORDER BY source_id) AS source_ids,
    string_agg(DISTINCT publisher, '; ' ORDER BY publisher) AS publisher
FROM core.city_networks
JOIN (SELECT source_id, publisher FROM core.sources) USING (source_id)
WHERE $network = '' OR network_id = $network
GROUP BY city_id
ORDER BY city_id
"""


def count_evidence(connection: duckdb.DuckDBPyConnection, area: str) -> pd.DataFrame:
    """Count the practices and grants of each city in one policy area.

    Args:
        connection: Open store; only read from.
        area: Policy area id; empty: all six.

    Returns:
        Rows with the columns of KNOWN_COLUMNS.
    """
    return connection.execute(_EVIDENCE_SQL, {"area": area}).df()


def count_networks(connection: duckdb.DuckDBPyConnection, network: str) -> pd.DataFrame:
    """Count the networks in which each city has any role.

    Args:
        connection: Open store; only read from.
        network: Network id: then the count is 1 for a city with a role in it; empty: all.

    Returns:
        Rows with the columns of KNOWN_COLUMNS; years are those since which a role is held.
    """
    return connection.execute(_NETWORKS_SQL, {"network": network}).df()


def publisher_of(connection: duckdb.DuckDBPyConnection, source_id: str) -> tuple[str, int | None]:
    """Return publisher and year of a source; empty and None if the source is not known."""
    sql = "SELECT publisher, year FROM core.sources WHERE source_id = $source_id"
    found = connection.execute(sql, {"source_id": source_id}).fetchone()
    return (str(found[0]), found[1]) if found else ("", None)

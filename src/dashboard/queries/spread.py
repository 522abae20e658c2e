"""In how many cities is a keyword documented?

Reads mart.evidence and mart.cities through mart.city_filter; writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from dashboard.filters import CityFilter

_SPREAD_SQL: Final = """
SELECT keyword_id, count(DISTINCT city_id) AS n_cities_documented
FROM mart.evidence
JOIN mart.city_filter($region, $oecd, $size, $network, $country) AS kept USING (city_id)
WHERE kept.left_out_by IS NULL AND keyword_id IS NOT NULL
GROUP BY keyword_id
ORDER BY keyword_id
"""

_DOCUMENTED_SQL: Final = """
SELECT DISTINCT keyword_id, city_id
FROM mart.evidence
JOIN mart.city_filter($region, $oecd, $size, $network, $country) AS kept USING (city_id)
WHERE kept.left_out_by IS NULL AND keyword_id IS NOT NULL
ORDER BY keyword_id, city_id
"""

# One row per keyword, UN region and OECD status with at least one documented city.
SPREAD_BY_REGION_COLUMNS: Final[dict[str, str]] = {
    "keyword_id": "keyword",
    "region": "UN region",
    "oecd": "oecd or non-oecd",
    "n_cities_documented": "cities with at least one practice or grant coded to the keyword",
}

_BY_REGION_SQL: Final = """
SELECT keyword_id, region, oecd, count(DISTINCT city_id) AS n_cities_documented
FROM mart.evidence
JOIN mart.cities USING (city_id)
JOIN mart.city_filter($region, $oecd, $size, $network, $country) AS kept USING (city_id)
WHERE kept.left_out_by IS NULL AND keyword_id IS NOT NULL
GROUP BY keyword_id, region, oecd
ORDER BY keyword_id, region, oecd
"""

_KNOWN_BY_REGION_SQL: Final = """
SELECT region, oecd, count(*) AS n_cities, count(*) FILTER (n_documented > 0) AS n_cities_known
FROM mart.cities
JOIN mart.city_filter($region, $oecd, $size, $network, $country) AS kept USING (city_id)
WHERE kept.left_out_by IS NULL
GROUP BY region, oecd
ORDER BY region, oecd DESC
"""


def count_spread(connection: duckdb.DuckDBPyConnection, kept: CityFilter) -> pd.DataFrame:
    """Count, for each keyword, the cities that document it.

    Args:
        connection: Open store; only read from.
        kept: Cities to count over.

    Returns:
        One row per keyword with at least one city: keyword_id, n_cities_documented.
    """
    return connection.execute(_SPREAD_SQL, kept.parameters()).df()


def list_documented(connection: duckdb.DuckDBPyConnection, kept: CityFilter) -> pd.DataFrame:
    """List which city documents which keyword.

    Args:
        connection: Open store; only read from.
        kept: Cities to list.

    Returns:
        One row per keyword and city: keyword_id, city_id.
    """
    return connection.execute(_DOCUMENTED_SQL, kept.parameters()).df()


def count_spread_by_region(connection: duckdb.DuckDBPyConnection, kept: CityFilter) -> pd.DataFrame:
    """Count the same for each UN region and OECD status.

    Args:
        connection: Open store; only read from.
        kept: Cities to count over.

    Returns:
        Rows with the columns of SPREAD_BY_REGION_COLUMNS.
    """
    return connection.execute(_BY_REGION_SQL, kept.parameters()).df()


def count_known_by_region(connection: duckdb.DuckDBPyConnection, kept: CityFilter) -> pd.DataFrame:
    """Count the cities about which anything is documented, by UN region and OECD status.

    Args:
        connection: Open store; only read from.
        kept: Cities to count.

    Returns:
        One row per region and status: region, oecd, n_cities, n_cities_known.
    """
    return connection.execute(_KNOWN_BY_REGION_SQL, kept.parameters()).df()

"""Which cities are there, which do the filters keep, and why are the others left out?

Reads mart.cities through mart.city_filter; writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from dashboard.filters import CityFilter

# One row per place.
CITY_COLUMNS: Final[dict[str, str]] = {
    "city_id": "identifier of the city",
    "city": "name of the city",
    "country_iso3": "country, ISO 3166-1 alpha-3",
    "region": "UN region",
    "oecd": "oecd or non-oecd: status of the country today",
    "size": "class of population; unknown where no population is known",
    "population": "persons; latest cited figure, else GeoNames (the settlement)",
    "population_year": "year of the population; empty: not stated",
    "latitude": "degrees, WGS 84",
    "longitude": "degrees, WGS 84",
    "n_networks": "networks in which the city has any role",
    "n_documented": "practices the city leads, plus grants to it, that we know of",
    "n_indicators": "different indicators with at least one value",
}

_CITIES_SQL: Final = """
SELECT
    city_id, city, country_iso3, region, oecd, size, population, population_year,
    latitude, longitude, n_networks, n_documented, n_indicators
FROM mart.cities
JOIN mart.city_filter($region, $oecd, $size, $network, $country) AS kept USING (city_id)
WHERE kept.left_out_by IS NULL
ORDER BY city, city_id
"""

_COUNTS_SQL: Final = """
SELECT coalesce(left_out_by, 'kept') AS outcome, count(*) AS n_cities
FROM mart.city_filter($region, $oecd, $size, $network, $country)
GROUP BY outcome
"""

_LEFT_OUT_SQL: Final = """
SELECT left_out_by
FROM mart.city_filter($region, $oecd, $size, $network, $country)
WHERE city_id = $city
"""

_KNOWN_SQL: Final = """
SELECT count(*) FILTER (n_documented > 0)
FROM mart.cities
JOIN mart.city_filter($region, $oecd, $size, $network, $country) AS kept USING (city_id)
WHERE kept.left_out_by IS NULL
"""


def list_cities(connection: duckdb.DuckDBPyConnection, kept: CityFilter) -> pd.DataFrame:
    """List the cities that pass the filter.

    Args:
        connection: Open store; only read from.
        kept: Which cities to keep.

    Returns:
        One row per city with the columns of CITY_COLUMNS, by name; no rows if none is left.
    """
    whole = {"population": "Int64", "population_year": "Int64"}
    return connection.execute(_CITIES_SQL, kept.parameters()).df().astype(whole)


def count_cities(connection: duckdb.DuckDBPyConnection, kept: CityFilter) -> dict[str, int]:
    """Count the cities that stay, and those that each filter leaves out.

    Args:
        connection: Open store; only read from.
        kept: Which cities to keep.

    Returns:
        Number of cities by outcome: 'kept', or the first filter (region, oecd, size, network,
        country) that a city does not pass. The numbers add up to all cities of the store.
    """
    counted = connection.execute(_COUNTS_SQL, kept.parameters()).fetchall()
    return {"kept": 0, **{str(outcome): int(n) for outcome, n in counted}}


def left_out_by(connection: duckdb.DuckDBPyConnection, kept: CityFilter, city: str) -> str:
    """Say which filter leaves one city out.

    Args:
        connection: Open store; only read from.
        kept: Which cities to keep.
        city: City id.

    Returns:
        The first filter that the city does not pass; empty if it is kept.
    """
    found = connection.execute(_LEFT_OUT_SQL, {**kept.parameters(), "city": city}).fetchone()
    return str(found[0]) if found and found[0] else ""


def count_known_cities(connection: duckdb.DuckDBPyConnection, kept: CityFilter) -> int:
    """Count the cities kept about which any practice or grant is documented.

    Args:
        connection: Open store; only read from.
        kept: Which cities to keep.

    Returns:
        Number of cities.
    """
    found = connection.execute(_KNOWN_SQL, kept.parameters()).fetchone()
    return int(found[0]) if found else 0

"""How is every place called, here and elsewhere?

Reads mart.cities, core.city_aliases; writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

# One row per place.
PLACE_COLUMNS: Final[dict[str, str]] = {
    "city_id": "identifier of the place",
    "city": "name",
    "admin_area": "state or region; empty: not given",
    "country_iso3": "country, ISO 3166-1 alpha-3",
    "country": "English name of the country",
    "kind": "city, district, province or region",
}

_PLACES_SQL: Final = """
SELECT city_id, city, coalesce(admin_area, '') AS admin_area, country_iso3, country, kind
FROM mart.cities
ORDER BY city, city_id
"""

# One row per place near another one.
NEIGHBOUR_COLUMNS: Final[dict[str, str]] = {
    "city_id": "identifier of the place",
    "city": "name",
    "country_iso3": "country, ISO 3166-1 alpha-3",
    "distance_km": "kilometres as the crow flies, on a sphere of 6 371 km",
    "latitude": "degrees, WGS 84",
    "longitude": "degrees, WGS 84",
}

# The haversine formula; a region is no neighbour of its city.
_NEIGHBOURS_SQL: Final = """
WITH own AS (SELECT latitude, longitude FROM mart.cities WHERE city_id = $city),

others AS (
    SELECT
        places.city_id, places.city, places.country_iso3, places.latitude, places.longitude,
        sin(radians(places.latitude - own.latitude) / 2) ** 2
            + cos(radians(places.latitude)) * cos(radians(own.latitude))
            * sin(radians(places.longitude - own.longitude) / 2) ** 2 AS half
    FROM mart.cities AS places, own
    WHERE places.city_id <> $city AND places.kind IN ('city', 'district')
)

SELECT
    city_id, city, country_iso3,
    round(2 * 6371 * asin(sqrt(least(half, 1))))::INTEGER AS distance_km, latitude, longitude
FROM others
WHERE half IS NOT NULL
ORDER BY half, city, city_id
LIMIT $most
"""

_ALIASES_SQL: Final = "SELECT city_id, alias FROM core.city_aliases ORDER BY city_id, alias"


def list_places(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List every place with its name, state and country.

    Args:
        connection: Open store; only read from.

    Returns:
        One row per place with the columns of PLACE_COLUMNS, by name.
    """
    return connection.execute(_PLACES_SQL).df()


def list_neighbours(connection: duckdb.DuckDBPyConnection, city: str, most: int) -> pd.DataFrame:
    """List the cities and districts that lie nearest to a place.

    Args:
        connection: Open store; only read from.
        city: Id of the place.
        most: How many at most.

    Returns:
        Rows with the columns of NEIGHBOUR_COLUMNS, the nearest first; none if the place has no
        coordinates.
    """
    return connection.execute(_NEIGHBOURS_SQL, {"city": city, "most": most}).df()


def list_aliases(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """List the other names of places.

    Args:
        connection: Open store; only read from.

    Returns:
        Pairs of city id and name.
    """
    return connection.execute(_ALIASES_SQL).fetchall()

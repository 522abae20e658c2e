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

_ALIASES_SQL: Final = "SELECT city_id, alias FROM core.city_aliases ORDER BY city_id, alias"


def list_places(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List every place with its name, state and country.

    Args:
        connection: Open store; only read from.

    Returns:
        One row per place with the columns of PLACE_COLUMNS, by name.
    """
    return connection.execute(_PLACES_SQL).df()


def list_aliases(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """List the other names of places.

    Args:
        connection: Open store; only read from.

    Returns:
        Pairs of city id and name.
    """
    return connection.execute(_ALIASES_SQL).fetchall()

"""Which places cooperate with each other, on what?

Reads mart.partnerships, mart.city_filter, core.sources; writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from dashboard.filters import LinkFilter

# One row per partnership.
PARTNERSHIP_COLUMNS: Final[dict[str, str]] = {
    "partnership_id": "identifier of the partnership",
    "theme_id": "theme as an id",
    "theme": "theme, in words",
    "year": "year or years as the source gives them; empty: not stated",
    "status": "what is known of it: agreement, project, exchange",
    "from_city_id": "place at one end; empty: only the country is known",
    "from_city": "its name",
    "from_kind": "city, district, province or region",
    "from_country_iso3": "its country, ISO alpha-3",
    "from_latitude": "degrees, WGS 84",
    "from_longitude": "degrees, WGS 84",
    "to_city_id": "place at the other end; empty: only the country is known, or nothing",
    "to_city": "its name",
    "to_kind": "city, district, province or region",
    "to_country_iso3": "its country, ISO alpha-3",
    "to_latitude": "degrees, WGS 84",
    "to_longitude": "degrees, WGS 84",
    "source_id": "identifier of the source",
    "publisher": "publisher of the source",
    "page": "page of the source",
}

_PARTNERSHIPS_SQL: Final = """
WITH kept AS (
    SELECT city_id
    FROM mart.city_filter($region, $oecd, $size, $network, $country)
    WHERE left_out_by IS NULL
)

SELECT links.*, sources.publisher
FROM mart.partnerships AS links
JOIN core.sources USING (source_id)
WHERE ($theme = '' OR theme_id = $theme)
    AND ($city = '' OR from_city_id = $city OR to_city_id = $city)
    AND ($everywhere OR from_city_id IN (FROM kept) OR to_city_id IN (FROM kept))
ORDER BY from_city NULLS LAST, to_city, partnership_id
"""


def list_partnerships(connection: duckdb.DuckDBPyConnection, kept: LinkFilter) -> pd.DataFrame:
    """List the partnerships that have an end in a city kept.

    Args:
        connection: Open store; only read from.
        kept: Which partnerships to keep. Without any city filter, those between countries stay
            too.

    Returns:
        Rows with the columns of PARTNERSHIP_COLUMNS, by name of the first end.
    """
    cities = kept.cities.parameters()
    asked = {
        **cities,
        "everywhere": not any(cities.values()),
        "theme": kept.theme,
        "city": kept.city,
    }
    return connection.execute(_PARTNERSHIPS_SQL, asked).df()[list(PARTNERSHIP_COLUMNS)]


def list_themes(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """List the themes of partnerships.

    Args:
        connection: Open store; only read from.

    Returns:
        Theme by theme id, in alphabetical order.
    """
    sql = "SELECT DISTINCT theme_id, theme FROM mart.partnerships ORDER BY theme"
    return dict(connection.execute(sql).fetchall())

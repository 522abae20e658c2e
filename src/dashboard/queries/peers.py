"""What is known of every city that could make two of them alike?

Reads mart.cities, mart.city_values, mart.area_scores, core.city_networks, core.networks,
core.countries, core.sources; writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

# One row per city and policy area with a score.
SCORE_COLUMNS: Final[dict[str, str]] = {
    "city_id": "identifier of the city",
    "city": "name of the city",
    "instrument_id": "source of the scores: one index",
    "instrument": "its title",
    "year": "year of the scores; empty: not stated",
    "area_id": "policy area",
    "area_score": "mean of the scores of the area, 0-100 (100 = best); empty: coverage below 40 %",
    "coverage_pct": "share of the area's indicators that the city has, in percent",
    "n_indicators": "how many it has",
    "source_id": "identifier of the source",
    "publisher": "publisher of the source",
    "address": "web address of the source",
}

# One row per place.
FACT_COLUMNS: Final[dict[str, str]] = {
    "city_id": "identifier of the place",
    "city": "name",
    "country_iso3": "country, ISO 3166-1 alpha-3",
    "is_settlement": "city or district, not region or province",
    "population": "persons; empty: not known",
    "foreign_born_pct": "latest share of residents born abroad, percent; empty: not known",
    "foreign_nationals_pct": "latest share of foreign nationals, percent; empty: not known",
    "subregion": "UN subregion",
    "is_oecd": "in a member country of the OECD",
}

_MEMBERSHIPS_SQL: Final = """
SELECT DISTINCT given.city_id, given.network_id, networks.name
FROM core.city_networks AS given
JOIN core.networks AS networks USING (network_id)
ORDER BY given.network_id, given.city_id
"""

_FACTS_SQL: Final = """
WITH latest AS (
    SELECT city_id, indicator_id, arg_max(value, coalesce(year, 0)) AS value
    FROM mart.city_values
    WHERE indicator_id IN ('foreign-born-share', 'foreign-nationals-share')
    GROUP BY city_id, indicator_id
)

SELECT
    places.city_id,
    places.city,
    places.country_iso3,
    places.kind IN ('city', 'district') AS is_settlement,
    population::DOUBLE AS population,
    born.value AS foreign_born_pct,
    nationals.value AS foreign_nationals_pct,
    coalesce(countries.un_subregion, '') AS subregion,
    oecd = 'oecd' AS is_oecd
FROM mart.cities AS places
JOIN core.countries AS countries USING (country_iso3)
LEFT JOIN latest AS born
    ON born.city_id = places.city_id AND born.indicator_id = 'foreign-born-share'
LEFT JOIN latest AS nationals
    ON nationals.city_id = places.city_id AND nationals.indicator_id = 'foreign-nationals-share'
ORDER BY places.city_id
"""

_SCORES_SQL: Final = """
SELECT
    given.city_id, places.city, given.instrument_id, instruments.title AS instrument,
    given.year, given.area_id, given.area_score, given.coverage_pct, given.n_indicators,
    given.source_id, sources.publisher, sources.address
FROM mart.area_scores AS given
JOIN mart.cities AS places USING (city_id)
JOIN core.sources AS instruments ON instruments.source_id = given.instrument_id
JOIN core.sources AS sources ON sources.source_id = given.source_id
ORDER BY given.instrument_id, given.year, places.city, given.city_id, given.area_id
"""


def list_feature_facts(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List what is known of every place that can make two of them alike.

    The migrant share is the latest figure of each definition; a figure without a year counts as
    older than any with one.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of FACT_COLUMNS, by id.
    """
    return connection.execute(_FACTS_SQL).df()


def list_memberships(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """List which place has any role in which network.

    Args:
        connection: Open store; only read from.

    Returns:
        City id, network id and name of the network, by network.
    """
    return connection.execute(_MEMBERSHIPS_SQL).fetchall()


def list_area_scores(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the scores of cities by policy area.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of SCORE_COLUMNS, by instrument, year and city.
    """
    return connection.execute(_SCORES_SQL).df()[list(SCORE_COLUMNS)].astype({"year": "Int64"})

"""What is documented of some cities, which networks do they share, and what changed over years?

Reads mart.evidence, mart.city_values, core.practices, core.grants, core.sources; writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb
    import pandas as pd

# One row per practice that a city leads, or grant to it.
RECORD_COLUMNS: Final[dict[str, str]] = {
    "city_id": "identifier of the city",
    "city": "name of the city",
    "record_id": "identifier of the practice or grant",
    "kind": "practice or grant",
    "title": "title",
    "area_id": "policy area",
    "year": "year or years, as text; empty: not stated",
    "summary": "what it is, in our words",
    "source_id": "identifier of the source",
    "publisher": "publisher of the source",
    "address": "web address of the source, or file name",
}
# One row per value of an indicator of one city.
SERIES_COLUMNS: Final[dict[str, str]] = {
    "city_id": "identifier of the city",
    "city": "name of the city",
    "indicator_id": "identifier of the indicator",
    "indicator": "name of the indicator",
    "area_id": "policy area; empty: none",
    "kind": "policy, outcome or context",
    "unit": "unit, in words",
    "direction": "higher_better, lower_better or none",
    "scale_min": "lower goalpost; empty: none",
    "scale_max": "upper goalpost; empty: none",
    "instrument_id": "source of the indicator: one index or one compilation",
    "instrument": "its title",
    "year": "year; empty: not stated",
    "value": "value in the unit",
    "native_born_pct": "share among the native-born behind a gap; empty: not a gap",
    "foreign_born_pct": "share among the foreign-born behind a gap; empty: not a gap",
    "source_id": "identifier of the source",
    "publisher": "publisher of the source",
}

_RECORDS_SQL: Final = """
SELECT
    given.city_id, places.city, given.evidence_id AS record_id, given.kind, given.title,
    given.policy_area_id AS area_id, given.year,
    coalesce(practices.summary, grants.summary) AS summary,
    given.source_id, sources.publisher, sources.address
FROM mart.evidence AS given
JOIN mart.cities AS places USING (city_id)
JOIN core.sources AS sources ON sources.source_id = given.source_id
LEFT JOIN core.practices AS practices
    ON given.kind = 'practice' AND practices.practice_id = given.evidence_id
LEFT JOIN core.grants AS grants
    ON given.kind = 'grant'
    AND concat_ws(':', grants.city_id, grants.programme, grants.year) = given.evidence_id
WHERE list_contains($cities, given.city_id)
ORDER BY places.city, given.city_id, given.kind DESC, given.title, record_id
"""

_SERIES_SQL: Final = """
SELECT
    given.city_id, places.city, given.indicator_id, given.indicator, given.area_id, given.kind,
    given.unit, given.direction, given.scale_min, given.scale_max, given.instrument_id,
    instruments.title AS instrument, given.year, given.value, given.native_born_pct,
    given.foreign_born_pct, given.source_id, sources.publisher
FROM mart.city_values AS given
JOIN mart.cities AS places USING (city_id)
JOIN core.sources AS sources ON sources.source_id = given.source_id
JOIN core.sources AS instruments ON instruments.source_id = given.instrument_id
WHERE list_contains($cities, given.city_id)
ORDER BY given.indicator, given.year, places.city, given.city_id, given.source_id
"""


def list_records(connection: duckdb.DuckDBPyConnection, cities: Sequence[str]) -> pd.DataFrame:
    """List what is documented of some cities.

    Args:
        connection: Open store; only read from.
        cities: City ids.

    Returns:
        Rows with the columns of RECORD_COLUMNS, by city.
    """
    found = connection.execute(_RECORDS_SQL, {"cities": list(cities)}).df()
    return found[list(RECORD_COLUMNS)].drop_duplicates("record_id")


def list_series(connection: duckdb.DuckDBPyConnection, cities: Sequence[str]) -> pd.DataFrame:
    """List every indicator value of some cities.

    Args:
        connection: Open store; only read from.
        cities: City ids.

    Returns:
        Rows with the columns of SERIES_COLUMNS, by indicator, year and city.
    """
    found = connection.execute(_SERIES_SQL, {"cities": list(cities)}).df()
    return found[list(SERIES_COLUMNS)].astype({"year": "Int64"})

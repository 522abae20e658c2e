"""Which indicators are there, for which years, and what are their values in the cities?

Reads mart.city_values, core.sources; writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

# One row per value of an indicator in one year.
VALUE_COLUMNS: Final[dict[str, str]] = {
    "city_id": "identifier of the city",
    "value": "value in the unit of the indicator",
    "note": "what the source says about the value",
    "source_id": "identifier of the source",
    "publisher": "publisher of the source",
}

_INDICATORS_SQL: Final = """
SELECT
    indicator_id, indicator, unit, given.kind, direction, coalesce(area_id, ''), scale_min,
    scale_max, instrument_id, sources.title AS instrument, given.year,
    count(DISTINCT city_id) AS n_cities
FROM mart.city_values AS given
JOIN core.sources ON sources.source_id = instrument_id
GROUP BY ALL
ORDER BY indicator, n_cities DESC, given.year DESC NULLS LAST
"""

_VALUES_SQL: Final = """
SELECT city_id, value, note, source_id, publisher
FROM mart.city_values AS given
JOIN core.sources USING (source_id)
WHERE indicator_id = $indicator AND given.year IS NOT DISTINCT FROM $year
ORDER BY city_id, source_id
"""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator that at least one city has.

    Attributes:
        indicator_id: Identifier.
        name: Name.
        unit: Unit of its values, in words.
        kind: policy, outcome or context.
        direction: higher_better, lower_better or none.
        area_id: Policy area by our crosswalk; empty: none.
        scale_min: Lower goalpost; None: none.
        scale_max: Upper goalpost; None: none.
        instrument_id: Source of the indicator: one index or one compilation.
        instrument: Title of that source.
        years: Number of cities by year (None: no year stated), most cities first, then newest.
    """

    indicator_id: str
    name: str
    unit: str
    kind: str
    direction: str
    area_id: str
    scale_min: float | None
    scale_max: float | None
    instrument_id: str
    instrument: str
    years: dict[int | None, int]


def list_indicators(connection: duckdb.DuckDBPyConnection) -> dict[str, Indicator]:
    """List the indicators that have a value anywhere.

    Args:
        connection: Open store; only read from.

    Returns:
        Indicators by id, in the order of their names.
    """
    found: dict[str, Indicator] = {}
    for row in connection.execute(_INDICATORS_SQL).fetchall():
        *about, year, n = row
        fresh = Indicator(*about, {})  # type: ignore[call-arg] # a row of unknown length
        found.setdefault(fresh.indicator_id, fresh).years[year] = n
    return found


def list_values(
    connection: duckdb.DuckDBPyConnection, indicator: str, year: int | None
) -> pd.DataFrame:
    """List the values of one indicator in one year.

    Args:
        connection: Open store; only read from.
        indicator: Indicator id.
        year: Year of the values; None: those without a stated year.

    Returns:
        Rows with the columns of VALUE_COLUMNS; more than one for a city where sources differ.
    """
    return connection.execute(_VALUES_SQL, {"indicator": indicator, "year": year}).df()


def list_instrument_values(
    connection: duckdb.DuckDBPyConnection, city: str, instrument: str
) -> pd.DataFrame:
    """List the values with which those of a city are compared.

    Args:
        connection: Open store; only read from.
        city: City id.
        instrument: Instrument id.

    Returns:
        indicator_id, year and value of every other city, for the indicators and years that this
        city has; equal values of one indicator and year once.
    """
    sql = """
    SELECT DISTINCT others.indicator_id, others.year, others.value
    FROM mart.city_values AS mine
    JOIN mart.city_values AS others
        ON others.indicator_id = mine.indicator_id
        AND others.year IS NOT DISTINCT FROM mine.year
    WHERE mine.city_id = $city AND mine.instrument_id = $instrument AND others.city_id <> $city
    ORDER BY others.indicator_id, others.year, others.value
    """
    return connection.execute(sql, {"city": city, "instrument": instrument}).df()

"""How many people live in a place, and how many of them are migrants: by which definition, when,
and who says so?

Reads mart.cities, mart.city_values, core.sources; writes nothing.
"""  # noqa: D205 - one sentence

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import duckdb

POPULATION: Final = "population"
FOREIGN_BORN: Final = "foreign-born-share"
FOREIGN_NATIONALS: Final = "foreign-nationals-share"

_SQL: Final = """
WITH given AS (
    SELECT
        city_id, 'population' AS figure, population::DOUBLE AS value, population_year AS year,
        NULL AS note, population_source_id AS source_id
    FROM mart.cities
    WHERE population IS NOT NULL
    UNION ALL BY NAME
    SELECT city_id, indicator_id AS figure, value, year, note, source_id
    FROM mart.city_values
    WHERE indicator_id IN ('foreign-born-share', 'foreign-nationals-share')
)

SELECT given.city_id, given.figure, given.value, given.year, given.note, publisher, address
FROM given
JOIN core.sources USING (source_id)
ORDER BY given.city_id, given.figure, coalesce(given.year, 0) DESC, source_id
"""


class PlaceFigure(NamedTuple):
    """A figure of a place.

    Attributes:
        figure: POPULATION (persons), FOREIGN_BORN or FOREIGN_NATIONALS (percent of residents).
        value: The figure.
        year: Its year; None: not stated.
        note: What the source says about it; None: nothing.
        publisher: Publisher of the source.
        address: Web address of the source; None: none.
    """

    figure: str
    value: float
    year: int | None
    note: str | None
    publisher: str
    address: str | None


def list_place_figures(
    connection: duckdb.DuckDBPyConnection,
) -> dict[tuple[str, str], tuple[PlaceFigure, ...]]:
    """List population and shares of migrants of every place.

    Args:
        connection: Open store; only read from.

    Returns:
        Figures by city id and kind of figure, the newest first, without a year last.
    """
    figures = defaultdict(list)
    for city, *figure in connection.execute(_SQL).fetchall():
        figures[city, figure[0]].append(PlaceFigure(*figure))
    return {key: tuple(of) for key, of in figures.items()}

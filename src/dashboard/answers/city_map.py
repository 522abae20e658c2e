"""The cities of the map: what is known of each, with year and source, and its class of colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from dashboard.analysis.classes import (
    COUNT_EDGES,
    GAP_EDGES,
    UNKNOWN,
    classify,
    quantile_edges,
    scale_edges,
)
from dashboard.answers.responses import INSTRUMENT
from dashboard.filters import UNDATED
from dashboard.queries.cities import CITY_COLUMNS, list_cities
from dashboard.queries.indicators import Indicator, list_indicators, list_values
from dashboard.queries.known import count_evidence, count_networks, publisher_of
from dashboard.queries.places import list_places
from dashboard.queries.sources import COUNTRY_SOURCE

if TYPE_CHECKING:
    import duckdb

    from dashboard.answers.answered import RoundScores
    from dashboard.filters import MapFilter

# One row per city that the filters keep, with or without coordinates.
MAP_COLUMNS: Final[dict[str, str]] = {
    **CITY_COLUMNS,
    "kind": "city, district, province or region",
    "value": "what colours the city: indicator value, number of practices and grants, number of "
    "networks, or 1 for OECD and 0 for non-OECD; empty: not known",
    "first_year": "year of the value, or the first of several; empty: not stated",
    "last_year": "last year of several",
    "n_values": "values that sources give for this city and year; above 1: they differ and the "
    "first source's is shown",
    "value_publisher": "publishers of the sources of the value, with '; '",
    "value_source_ids": "identifiers of the sources of the value, with '; '",
    "class": "class of the value, 0 for the lowest; -1: not known",
}
# Besides, where scores from answers colour the cities.
ANSWERS_MAP_COLUMNS: Final[dict[str, str]] = {
    "coverage_pct": "known questions of the policy area, or areas with a score, in percent of "
    "those that count; empty: the city did not answer",
}
GAP_UNIT: Final = "percentage points"
_SCORES: Final = (0.0, 100.0)


@dataclass(frozen=True)
class MapAnswer:
    """What the map shows.

    Attributes:
        cities: Rows with the columns of MAP_COLUMNS, by name.
        edges: Inner edges between the classes; empty: one class, or two for OECD status.
        indicator: Indicator that colours; None: another colouring, or none chosen.
        year: Year of its values, or of the round; None: not stated.
        round_name: Name of the round whose answers colour; empty: another colouring, or nobody
            answered.
    """

    cities: pd.DataFrame
    edges: tuple[float, ...]
    indicator: Indicator | None = None
    year: int | None = None
    round_name: str = ""


def city_map(
    connection: duckdb.DuckDBPyConnection, asked: MapFilter, scores: RoundScores | None = None
) -> MapAnswer:
    """Say what is known of every city kept under the chosen colouring.

    Args:
        connection: Open store; only read from.
        asked: Cities, and what colours them.
        scores: Scores from answers of the policy area asked for, where they colour the cities;
            None: nobody answered.

    Returns:
        The cities with their values and classes.
    """
    kinds = list_places(connection)[["city_id", "kind"]]
    cities = list_cities(connection, asked.cities).merge(kinds, on="city_id")
    if asked.colour == "indicator":
        return _by_indicator(connection, asked, cities)
    if asked.colour == "answers":
        return _by_answers(cities, scores)
    if asked.colour == "evidence":
        known = count_evidence(connection, asked.area)
        return MapAnswer(_joined(cities, known, COUNT_EDGES), COUNT_EDGES)
    if asked.colour == "network":
        known = count_networks(connection, asked.member)
        edges = () if asked.member else COUNT_EDGES
        return MapAnswer(_joined(cities, known, edges), edges)
    publisher, listed_in = publisher_of(connection, COUNTRY_SOURCE)
    known = pd.DataFrame(
        {
            "city_id": cities["city_id"],
            "value": (cities["oecd"] == "oecd").astype(float),
            "publisher": publisher,
            "source_ids": COUNTRY_SOURCE,
            "first_year": listed_in,
            "last_year": listed_in,
        }
    )
    return MapAnswer(_joined(cities, known, (0.5,)), ())


def year_of(indicator: Indicator, wanted: str) -> int | None:
    """Return the year whose values are shown.

    Args:
        indicator: The indicator.
        wanted: Year as text, UNDATED, or empty.

    Returns:
        The wanted year if the indicator has values of it, else the year with the most cities;
        None: the values without a stated year.
    """
    years = {UNDATED if year is None else str(year): year for year in indicator.years}
    return years[wanted] if wanted in years else next(iter(indicator.years))


def indicator_edges(indicator: Indicator, values: pd.Series) -> tuple[float, ...]:
    """Return the edges between the classes of an indicator.

    Args:
        indicator: The indicator.
        values: All its values of one year, in every city.

    Returns:
        For a gap: how much worse off the foreign-born are; for a score with goalposts: equal
        steps; else about equally many cities in each class.
    """
    if indicator.unit == GAP_UNIT:
        return GAP_EDGES
    scored = indicator.kind == "policy" or indicator.unit.startswith("points")
    if scored and indicator.scale_min is not None and indicator.scale_max is not None:
        return scale_edges(indicator.scale_min, indicator.scale_max)
    return quantile_edges(values.to_numpy(dtype=float))


def _by_indicator(
    connection: duckdb.DuckDBPyConnection, asked: MapFilter, cities: pd.DataFrame
) -> MapAnswer:
    indicator = list_indicators(connection).get(asked.indicator)
    if indicator is None:
        return MapAnswer(_joined(cities, pd.DataFrame({"city_id": []}), ()), ())
    year = year_of(indicator, asked.year)
    values = list_values(connection, indicator.indicator_id, year)
    edges = indicator_edges(indicator, values["value"])
    counts = values.groupby("city_id")["source_id"].agg([len, "; ".join])
    first = values.drop_duplicates("city_id").set_index("city_id")
    known = pd.DataFrame(
        {
            "value": first["value"],
            "first_year": year,
            "last_year": year,
            "n_values": counts["len"],
            "publisher": first["publisher"],
            "source_ids": counts["join"],
        }
    ).reset_index()
    joined = _joined(cities, known, edges)
    if indicator.unit == GAP_UNIT and indicator.direction != "lower_better":
        # The classes say who is worse off, not on which side of zero the value lies.
        joined["class"] = classify(-joined["value"].to_numpy(dtype=float), edges)
    return MapAnswer(joined, edges, indicator, year)


def _by_answers(cities: pd.DataFrame, scores: RoundScores | None) -> MapAnswer:
    edges = scale_edges(*_SCORES)
    if scores is None:
        nobody = pd.DataFrame({"city_id": []})
        return MapAnswer(_joined(cities, nobody, edges).assign(coverage_pct=np.nan), edges)
    year = int(scores.round_id)
    publisher = f"the cities themselves, {scores.name}"
    known = scores.table.assign(
        first_year=year, last_year=year, publisher=publisher, source_ids=INSTRUMENT
    )
    joined = _joined(cities, known, edges)
    coverage = known.set_index("city_id")["coverage_pct"]
    joined["coverage_pct"] = joined["city_id"].map(coverage)
    return MapAnswer(joined, edges, year=year, round_name=scores.name)


def _joined(cities: pd.DataFrame, known: pd.DataFrame, edges: tuple[float, ...]) -> pd.DataFrame:
    """Return the cities with what is known of them; missing stays missing."""
    columns = ["value", "first_year", "last_year", "n_values", "publisher", "source_ids"]
    table = cities.merge(
        known.reindex(columns=["city_id", *columns]).astype({"city_id": str}),
        how="left",
        on="city_id",
    )
    values = table["value"].to_numpy(dtype=float, na_value=np.nan)
    table["class"] = classify(values, edges)
    table["value"] = values
    table["n_values"] = table["n_values"].astype("Int64").fillna(1)
    table.loc[table["class"] == UNKNOWN, "n_values"] = 0
    years = {"first_year": "Int64", "last_year": "Int64"}
    names = {"publisher": "value_publisher", "source_ids": "value_source_ids"}
    return table.astype(years).rename(columns=names)[list(MAP_COLUMNS)]

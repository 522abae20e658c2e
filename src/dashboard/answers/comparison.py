"""A city beside its peers: scores and median, gaps, what is documented, networks, change."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from dashboard.analysis.compare import against_median, league
from dashboard.analysis.learning import learning_peers
from dashboard.answers.city_map import GAP_UNIT
from dashboard.queries.mentions import list_areas
from dashboard.queries.peers import list_area_scores, list_memberships
from dashboard.queries.profile import read_facts
from dashboard.queries.records import list_records, list_series

if TYPE_CHECKING:
    import duckdb

    from dashboard.answers.peers import PeerAnswer

_MEASURED: Final = ["city_id", "item_id", "indicator", "value", "scale_min", "scale_max"]


@dataclass(frozen=True)
class Instrument:
    """One index in one year, by which cities are scored.

    Attributes:
        instrument_id: Source of the scores.
        title: Its title.
        year: Year of the scores; None: not stated.
        areas: Policy areas that it covers, in order.
        publisher: Publisher of the source.
        address: Its web address.
    """

    instrument_id: str
    title: str
    year: int | None
    areas: tuple[str, ...]
    publisher: str
    address: str


@dataclass(frozen=True)
class Comparison:
    """A city and its peers.

    Attributes:
        own: Id of the city.
        cities: Ids and names: the own city first, then the peers, the nearest first.
        areas: Names of the policy areas by id, in order.
        instrument: The instrument that scores the own city; None: none does.
        scores: city_id, item_id (policy area), value (0-100), coverage_pct of that instrument.
        area_medians: Rows of `against_median`, one for each policy area of the instrument.
        league: Rows of `league` with city, one for each city with a score.
        series: Rows of `list_series` of the own city and its peers.
        measured: city_id, item_id (indicator), indicator, value, scale_min and scale_max: the
            single scores of the instrument in its year.
        indicator_medians: Rows of `against_median`, one for each score of the instrument.
        records: Rows of `list_records` of the own city and its peers.
        networks: city_id, network_id and network of the own city and its peers.
        learning: Rows of `learning_peers`.
    """

    own: str
    cities: dict[str, str]
    areas: dict[str, str]
    instrument: Instrument | None
    scores: pd.DataFrame
    area_medians: pd.DataFrame
    league: pd.DataFrame
    series: pd.DataFrame
    measured: pd.DataFrame
    indicator_medians: pd.DataFrame
    records: pd.DataFrame
    networks: pd.DataFrame
    learning: pd.DataFrame


def compare(connection: duckdb.DuckDBPyConnection, own: str, peers: PeerAnswer) -> Comparison:
    """Set a city beside its peers.

    Args:
        connection: Open store; only read from.
        own: Id of the city.
        peers: Its peers.

    Returns:
        The comparison; every part may be empty.
    """
    facts = read_facts(connection, own)
    columns = ["city_id", "city", "country_iso3"]
    cities = _names(
        [[facts[column] for column in columns], *peers.table[columns].to_numpy().tolist()]
    )
    named = list_areas(connection)
    areas = dict(zip(named["area_id"].tolist(), named["area"].tolist(), strict=True))
    given = list_area_scores(connection)
    instrument = _instrument(given, own, list(areas))
    scores = _scores(given, instrument, list(cities))
    series = list_series(connection, list(cities))
    series["city"] = series["city_id"].map(cities)
    measured = _measured(series, instrument)
    records = list_records(connection, list(cities))
    records["city"] = records["city_id"].map(cities)
    covered = instrument.areas if instrument else ()
    area_medians = against_median(scores, own, covered)
    ranked = league(scores, len(covered))
    joined = pd.DataFrame(
        list_memberships(connection), columns=["city_id", "network_id", "network"]
    )
    return Comparison(
        own=own,
        cities=cities,
        areas=areas,
        instrument=instrument,
        scores=scores,
        area_medians=area_medians,
        league=ranked.assign(city=ranked["city_id"].map(cities)),
        series=series,
        measured=measured,
        indicator_medians=against_median(measured, own, list(dict.fromkeys(measured["item_id"]))),
        records=records,
        networks=joined[joined["city_id"].isin(cities)],
        learning=_learning(own, peers.table, scores, area_medians, records),
    )


def _learning(
    own: str,
    peers: pd.DataFrame,
    scores: pd.DataFrame,
    medians: pd.DataFrame,
    records: pd.DataFrame,
) -> pd.DataFrame:
    """Return from whom the city can learn: rows of `learning_peers`."""
    pairs = zip(medians["own"].tolist(), medians["median"].tolist(), strict=True)
    return learning_peers(
        peers,
        scores[scores["city_id"] != own],
        dict(zip(medians["item_id"].tolist(), pairs, strict=True)),
        records[records["city_id"] != own],
        frozenset(records.loc[records["city_id"] == own, "area_id"]),
    )


def _names(places: list[list[str]]) -> dict[str, str]:
    """Return names by id, each once: cities of the same name are told apart by country, then id."""
    names = Counter(name for _id, name, _iso3 in places)
    pairs = Counter((name, iso3) for _id, name, iso3 in places)
    told = {}
    for city_id, name, iso3 in places:
        where = iso3 if pairs[name, iso3] == 1 else city_id
        told[city_id] = name if names[name] == 1 else f"{name} ({where})"
    return told


def _instrument(scores: pd.DataFrame, own: str, order: list[str]) -> Instrument | None:
    """Return the instrument with most scores of the own city, the newest of several."""
    mine = scores[(scores["city_id"] == own) & scores["area_score"].notna()]
    if mine.empty:
        return None
    counts = mine.groupby(["instrument_id", "year"], dropna=False).size().reset_index(name="n")
    best = counts.sort_values(["n", "year"], ascending=False, na_position="last").iloc[0]
    year = None if pd.isna(best["year"]) else int(best["year"])
    same = scores["year"].isna() if year is None else scores["year"] == year
    given = scores[(scores["instrument_id"] == best["instrument_id"]) & same]
    first = given.iloc[0]
    covered = set(given["area_id"])
    return Instrument(
        instrument_id=str(first["instrument_id"]),
        title=str(first["instrument"]),
        year=year,
        areas=tuple(area for area in order if area in covered),
        publisher=str(first["publisher"]),
        address=str(first["address"]),
    )


def _scores(given: pd.DataFrame, instrument: Instrument | None, cities: list[str]) -> pd.DataFrame:
    """Return the scores of some cities by one instrument in one year."""
    columns = ["city_id", "item_id", "value", "coverage_pct"]
    if instrument is None:
        return pd.DataFrame(columns=columns).astype({"value": float, "coverage_pct": float})
    same = given["year"].isna() if instrument.year is None else given["year"] == instrument.year
    kept = given[
        (given["instrument_id"] == instrument.instrument_id) & same & given["city_id"].isin(cities)
    ]
    named = kept.rename(columns={"area_id": "item_id", "area_score": "value"})
    scores: pd.DataFrame = named[columns].reset_index(drop=True)
    return scores


def _measured(series: pd.DataFrame, instrument: Instrument | None) -> pd.DataFrame:
    """Return the single scores of the instrument: the columns of _MEASURED."""
    named = series.rename(columns={"indicator_id": "item_id"})
    if instrument is None:
        return named[_MEASURED].iloc[:0]
    year = series["year"]
    same = year.isna() if instrument.year is None else year == instrument.year
    of_instrument = series["instrument_id"] == instrument.instrument_id
    kept = named[of_instrument & same & series["unit"].str.startswith("points")]
    return kept[_MEASURED].drop_duplicates(["city_id", "item_id"])


def gaps_of(comparison: Comparison) -> dict[str, str]:
    """Return the gaps between native-born and foreign-born that the own city has, by id."""
    series = comparison.series
    mine = series[(series["city_id"] == comparison.own) & (series["unit"] == GAP_UNIT)]
    return dict(zip(mine["indicator_id"], mine["indicator"], strict=True))


def widest_gap(comparison: Comparison) -> str:
    """Return the gap on which the foreign-born of the own city are furthest behind; empty: none."""
    series = comparison.series
    mine = series[(series["city_id"] == comparison.own) & (series["unit"] == GAP_UNIT)]
    if mine.empty:
        return ""
    behind = mine["value"].where(mine["direction"] == "lower_better", -mine["value"])
    return str(mine["indicator_id"].iloc[int(behind.to_numpy().argmax())])

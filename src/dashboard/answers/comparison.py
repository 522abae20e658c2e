"""A city beside its peers: scores and median, gaps, what is documented, networks, change."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from dashboard.analysis.compare import against_median, league
from dashboard.analysis.learning import learning_peers
from dashboard.answers.city_map import GAP_UNIT
from dashboard.answers.instruments import Wanted, scoring
from dashboard.queries.mentions import list_areas
from dashboard.queries.peers import list_area_scores, list_memberships
from dashboard.queries.profile import read_facts
from dashboard.queries.records import list_records, list_series

if TYPE_CHECKING:
    import duckdb

    from dashboard.answers.instruments import Instrument
    from dashboard.answers.peers import PeerAnswer
    from dashboard.answers.responses import Responded

_USUAL: Final = Wanted()
_MEASURED: Final = ["city_id", "item_id", "indicator", "value", "scale_min", "scale_max"]


@dataclass(frozen=True)
class Comparison:
    """A city and its peers.

    Attributes:
        own: Id of the city.
        cities: Ids and names: the own city first, then the peers, the nearest first.
        areas: Names of the policy areas by id, in order.
        instrument: The instrument by which cities are scored; None: none scores the own city.
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
        titles: Titles of the instruments that score the own city, by id.
        rounds: Rounds in which answers score the own city, the oldest first.
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
    titles: dict[str, str]
    rounds: tuple[str, ...]

    @property
    def n_scored(self) -> int:
        """Cities of these with any score of the instrument."""
        return int(self.scores.dropna(subset=["value"])["city_id"].nunique())


def compare(
    connection: duckdb.DuckDBPyConnection,
    own: str,
    peers: PeerAnswer,
    known: Responded | None = None,
    wanted: Wanted = _USUAL,
) -> Comparison:
    """Set a city beside its peers.

    Args:
        connection: Open store; only read from.
        own: Id of the city.
        peers: Its peers.
        known: Accepted answers of cities, which score them too; None: the data package alone.
        wanted: Instrument and round that the reader wants.

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
    scored = scoring(list_area_scores(connection), known, own, list(areas), wanted)
    instrument = scored.instrument
    scores = _scores(scored.given, instrument, list(cities))
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
        titles=scored.titles,
        rounds=scored.rounds,
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

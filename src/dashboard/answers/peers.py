"""The peers of a city: found or chosen by hand, with the reasons and how sure they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from dashboard.analysis.gower import ALIKE, UNLIKE, Features, Weights, feature_distances
from dashboard.analysis.peers import find_peers
from dashboard.errors import FilterError
from dashboard.filters import FEATURES
from dashboard.queries.peers import list_area_scores, list_feature_facts, list_memberships

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb
    from numpy.typing import NDArray

    from dashboard.filters import PeerFilter

# One row per peer, nearest first; those chosen by hand that cannot be compared are last.
PEER_COLUMNS: Final[dict[str, str]] = {
    "city_id": "identifier of the city",
    "city": "name of the city",
    "country_iso3": "country, ISO 3166-1 alpha-3",
    "distance": "Gower distance, 0 = alike in every feature that both have, 1 = unlike in all; "
    "empty: too few features are known of both",
    "shared_data_pct": "share of the weights on features that both cities have, in percent",
    "stability_pct": "share of 200 resamples of the features in which the city stays a peer, in "
    "percent; empty: chosen by hand",
    "alike_in": "features in which the two are alike, of population, migrants, subregion, oecd, "
    "networks, scores",
    "unlike_in": "features in which they are unlike",
    "unknown_in": "features with a weight that are not known of both",
}
_DECIMALS: Final = {"distance": 6, "shared_data_pct": 1, "stability_pct": 1}


@dataclass(frozen=True, eq=False)
class PeerAnswer:
    """The peers of a city.

    Attributes:
        table: Rows with the columns of PEER_COLUMNS.
        n_pool: Cities that were asked about, the own one not counted.
        n_not_comparable: Cities of these of which too few features are known.
        n_other_kind: Places left out because they are regions and the own one is a city, or the
            other way round.
        weak: The matches hang on single features.
        chosen: The peers were chosen by hand.
    """

    table: pd.DataFrame
    n_pool: int
    n_not_comparable: int
    n_other_kind: int
    weak: bool
    chosen: bool


@dataclass(frozen=True, eq=False)
class FeatureTable:
    """What is known of every place, read once for a release.

    Attributes:
        features: One row per place, by id; scores by instrument and policy area.
        facts: Rows of `list_feature_facts`, by id.
        row_of: Row of each city id.
    """

    features: Features
    facts: pd.DataFrame
    row_of: dict[str, int]


def feature_table(connection: duckdb.DuckDBPyConnection) -> FeatureTable:
    """Lay out what is known of every place, for the distances between them.

    Args:
        connection: Open store; only read from.

    Returns:
        The table.
    """
    facts = list_feature_facts(connection)
    row_of = {city_id: row for row, city_id in enumerate(facts["city_id"].tolist())}
    joined = list_memberships(connection)
    names = {network: place for place, network in enumerate(sorted({j[1] for j in joined}))}
    networks = np.zeros((len(facts), len(names)), dtype=bool)
    networks[[row_of[j[0]] for j in joined], [names[j[1]] for j in joined]] = True
    scores = list_area_scores(connection)
    series = (scores["instrument_id"] + ": " + scores["area_id"]).tolist()
    columns = list(dict.fromkeys(series))
    table = np.full((len(facts), len(columns)), np.nan)
    rows = [row_of[city_id] for city_id in scores["city_id"]]
    table[rows, [columns.index(name) for name in series]] = scores["area_score"]
    features = Features(
        ids=tuple(row_of),
        names=tuple(facts["city"]),
        population=facts["population"].to_numpy(dtype=float),
        foreign_born_pct=facts["foreign_born_pct"].to_numpy(dtype=float),
        foreign_nationals_pct=facts["foreign_nationals_pct"].to_numpy(dtype=float),
        subregion=facts["subregion"].to_numpy(dtype=object),
        oecd=facts["is_oecd"].to_numpy(dtype=bool),
        networks=networks,
        scores=table,
        score_names=tuple(columns),
    )
    return FeatureTable(features, facts, row_of)


def peers_of(table: FeatureTable, kept: Sequence[str], asked: PeerFilter) -> PeerAnswer:
    """Find the peers of a city, or compare it with those chosen by hand.

    Args:
        table: What is known of every place.
        kept: Ids of the cities that the filters keep; those chosen by hand need not be among them.
        asked: City, number, weights, or the peers chosen by hand.

    Returns:
        The peers with reasons.

    Raises:
        FilterError: The city is not known, a chosen one is not, or every weight is zero.
    """
    for city in (asked.city, *asked.chosen):
        if city not in table.row_of:
            message = f"city: got {city!r}, expected the id of a city, such as usa-chicago."
            raise FilterError(message)
    weights = Weights(**dict(zip(FEATURES, asked.weights, strict=True)))
    own = table.row_of[asked.city]
    settled = table.facts["is_settlement"].to_numpy(dtype=bool)
    like = np.ones_like(settled) if asked.chosen else settled == settled[own]
    pool = np.zeros(len(settled), dtype=bool)
    pool[[table.row_of[city] for city in asked.chosen or kept]] = True
    pool[own] = False
    k = len(asked.chosen) or asked.k
    found = find_peers(table.features, own, pool & like, weights, k)
    places = found.table["place"].tolist()
    numbers = found.table[["distance", "shared_data_pct", "stability_pct"]]
    if asked.chosen:
        rest = [row for row in np.flatnonzero(pool).tolist() if row not in places]
        places += sorted(rest, key=lambda row: table.features.names[row])
        numbers = numbers.reindex(range(len(places))).assign(stability_pct=np.nan)
    reasons = _reasons(table, own, places, weights).join(numbers.round(_DECIMALS))
    return PeerAnswer(
        table=reasons[list(PEER_COLUMNS)],
        n_pool=found.n_pool,
        n_not_comparable=found.n_not_comparable,
        n_other_kind=int((pool & ~like).sum()),
        weak=not asked.chosen and found.weak,
        chosen=bool(asked.chosen),
    )


def _reasons(table: FeatureTable, own: int, places: list[int], weights: Weights) -> pd.DataFrame:
    """Return ids and names of some places, and in what each is alike and unlike our own."""
    features = table.features
    apart = feature_distances(features, own, np.array(places, dtype=np.int64))
    counts = weights.array() > 0
    return pd.DataFrame(
        {
            "city_id": pd.Series([features.ids[place] for place in places], dtype="str"),
            "city": pd.Series([features.names[place] for place in places], dtype="str"),
            "country_iso3": table.facts["country_iso3"].to_numpy()[places],
            "alike_in": _named(counts & (apart <= ALIKE)),
            "unlike_in": _named(counts & (apart >= UNLIKE)),
            "unknown_in": _named(counts & np.isnan(apart)),
        }
    )


def _named(holds: NDArray[np.bool_]) -> list[str]:
    """Return the names of the features that hold, row by row."""
    return [
        "; ".join(name for name, held in zip(FEATURES, row, strict=True) if held) for row in holds
    ]

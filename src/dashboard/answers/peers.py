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
from dashboard.queries.cities import list_cities
from dashboard.queries.peers import list_area_scores, list_feature_facts, list_memberships

if TYPE_CHECKING:
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


@dataclass(frozen=True)
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


def read_features(connection: duckdb.DuckDBPyConnection) -> Features:
    """Lay out what is known of every place, for the distances between them.

    Args:
        connection: Open store; only read from.

    Returns:
        One row per place, by id; scores by instrument and policy area.
    """
    facts = list_feature_facts(connection)
    row_of = {city_id: row for row, city_id in enumerate(facts["city_id"])}
    joined = list_memberships(connection)
    names = list(dict.fromkeys(network for _city, network, _name in joined))
    networks = np.zeros((len(facts), len(names)), dtype=bool)
    for city_id, network, _name in joined:
        networks[row_of[city_id], names.index(network)] = True
    scores = list_area_scores(connection)
    series = (scores["instrument_id"] + ": " + scores["area_id"]).tolist()
    columns = list(dict.fromkeys(series))
    table = np.full((len(facts), len(columns)), np.nan)
    rows = [row_of[city_id] for city_id in scores["city_id"]]
    table[rows, [columns.index(name) for name in series]] = scores["area_score"]
    return Features(
        ids=tuple(facts["city_id"]),
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


def peers_of(connection: duckdb.DuckDBPyConnection, asked: PeerFilter) -> PeerAnswer:
    """Find the peers of a city, or compare it with those chosen by hand.

    Args:
        connection: Open store; only read from.
        asked: City, pool, number, weights, or the peers chosen by hand.

    Returns:
        The peers with reasons.

    Raises:
        FilterError: The city is not known, a chosen one is not, or every weight is zero.
    """
    features = read_features(connection)
    row_of = {city_id: row for row, city_id in enumerate(features.ids)}
    for city in (asked.city, *asked.chosen):
        if city not in row_of:
            message = f"city: got {city!r}, expected the id of a city, such as usa-chicago."
            raise FilterError(message)
    weights = Weights(**dict(zip(FEATURES, asked.weights, strict=True)))
    own = row_of[asked.city]
    facts = list_feature_facts(connection).set_index("city_id")
    like = facts["is_settlement"].to_numpy() == bool(facts.loc[asked.city, "is_settlement"])
    pool = np.zeros(len(features.ids), dtype=bool)
    if asked.chosen:
        pool[[row_of[city] for city in asked.chosen]] = True
        like = np.ones_like(like)
    else:
        pool[[row_of[city] for city in list_cities(connection, asked.cities)["city_id"]]] = True
    pool[own] = False
    k = len(asked.chosen) or asked.k
    found = find_peers(features, own, pool & like, weights, k)
    places = found.table["place"].tolist()
    numbers = found.table[["distance", "shared_data_pct", "stability_pct"]]
    if asked.chosen:
        rest = [row for row in np.flatnonzero(pool).tolist() if row not in places]
        places += sorted(rest, key=lambda row: features.names[row])
        numbers = numbers.reindex(range(len(places))).assign(stability_pct=np.nan)
    table = _reasons(features, facts, own, places, weights).join(numbers.round(_DECIMALS))
    return PeerAnswer(
        table=table[list(PEER_COLUMNS)],
        n_pool=found.n_pool,
        n_not_comparable=found.n_not_comparable,
        n_other_kind=int((pool & ~like).sum()),
        weak=not asked.chosen and found.weak,
        chosen=bool(asked.chosen),
    )


def _reasons(
    features: Features, facts: pd.DataFrame, own: int, places: list[int], weights: Weights
) -> pd.DataFrame:
    """Return ids and names of some places, and in what each is alike and unlike our own."""
    apart = feature_distances(features, own, np.array(places, dtype=np.int64))
    counts = weights.array() > 0
    ids = [features.ids[place] for place in places]
    return pd.DataFrame(
        {
            "city_id": pd.Series(ids, dtype="str"),
            "city": pd.Series([features.names[place] for place in places], dtype="str"),
            "country_iso3": facts.loc[ids, "country_iso3"].to_numpy(),
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

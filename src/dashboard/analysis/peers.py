"""Which cities are most like ours, on how much shared data, and how stable is the match?

Peers are the cities at the least Gower distance. A match is stable if it does not hang on one
feature: features are drawn anew 200 times, with replacement (a bootstrap of the features, Efron &
Tibshirani 1993), and the stability of a city is the share of the draws in which it stays among
the k nearest. Draws are seeded: the same data give the same stability.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from dashboard.analysis.gower import feature_distances, mean_distances
from dashboard.errors import FilterError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dashboard.analysis.gower import Features, Weights

    Numbers = NDArray[np.float64]

RESAMPLES: Final = 200
# Matches whose mean stability is lower are called weak.
LEAST_STABILITY_PCT: Final = 50.0
_SEED: Final = 20190520
# Whole data shared is 100 %, whatever the order in which the weights were summed.
_DIGITS: Final = 9

# One row per peer, nearest first.
PEER_COLUMNS: Final[dict[str, str]] = {
    "place": "row of the city in the features",
    "city_id": "identifier of the city",
    "city": "name of the city",
    "distance": "Gower distance, 0 = alike in every feature that both have, 1 = unlike in all",
    "shared_data_pct": "share of the weights on features that both cities have, in percent",
    "stability_pct": "share of 200 resamples of the features in which the city stays a peer, "
    "in percent",
}


@dataclass(frozen=True, eq=False)
class Peers:
    """The peers of a city.

    Attributes:
        table: One row per peer, columns as in PEER_COLUMNS; empty if no city is comparable.
        n_pool: Cities that were asked about, the own one not counted.
        n_not_comparable: Cities of these left out, for too few features are known of both.
    """

    table: pd.DataFrame
    n_pool: int
    n_not_comparable: int

    @property
    def weak(self) -> bool:
        """Whether the matches hang on single features; never if there is no match at all.

        Read it beside n_pool: chance alone keeps k of q comparable cities in k / q of the draws,
        so a small pool is rarely called weak, and not for being alike.
        """
        return bool(self.table["stability_pct"].mean() < LEAST_STABILITY_PCT)


def find_peers(
    features: Features, own: int, pool: NDArray[np.bool_], weights: Weights, k: int
) -> Peers:
    """Find the k cities of a pool that are nearest to our own.

    Args:
        features: What is known of all n cities.
        own: Row of our city, 0 to n - 1; it need not be in the pool and is never its own peer.
        pool: Which cities may be peers, shape (n,).
        weights: How much each feature counts.
        k: Number of peers, 1 or more; all that are comparable if there are fewer.

    Returns:
        The peers by distance, then name, then id; the order of the rows does not matter.

    Raises:
        FilterError: If k is less than 1.
    """
    if k < 1:
        message = f"number of peers: got {k!r}, expected 1 or more."
        raise FilterError(message)
    others = _by_name(features, np.flatnonzero(pool))
    others = others[others != own]
    counts = weights.array() > 0
    used = weights.array()[counts]
    apart = feature_distances(features, own, others)[:, counts]
    distance = mean_distances(apart, used, np.ones((len(used), 1)))[:, 0]

    comparable = np.flatnonzero(~np.isnan(distance))
    stability = stabilities(apart[comparable], used, k)
    nearest = np.argsort(distance[comparable], kind="stable")[:k]
    rows = comparable[nearest]
    shared = (~np.isnan(apart[rows])) @ used / used.sum()
    numbers = {
        "distance": distance[rows],
        "shared_data_pct": (100.0 * shared).round(_DIGITS),
        "stability_pct": stability[nearest],
    }
    table = _named(features, others[rows]).assign(**numbers)
    return Peers(table, n_pool=len(others), n_not_comparable=len(others) - len(comparable))


def _named(features: Features, places: NDArray[np.int64]) -> pd.DataFrame:
    """Return rows of the features with id and name, as text even if there is no row."""
    city_ids = [features.ids[place] for place in places]
    names = [features.names[place] for place in places]
    return pd.DataFrame(
        {
            "place": places,
            "city_id": pd.Series(city_ids, dtype="str"),
            "city": pd.Series(names, dtype="str"),
        }
    )


def _by_name(features: Features, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return rows in the order of the names, then ids: the order in which ties are kept."""
    ordered = sorted(places.tolist(), key=lambda row: (features.names[row], features.ids[row]))
    return np.array(ordered, dtype=np.int64)


def stabilities(distances: Numbers, weights: Numbers, k: int) -> Numbers:
    """Find how often each city stays among the k nearest when the features are drawn anew.

    As many features are drawn as there are; one drawn twice counts twice. A city of which too
    few of the features drawn are known is out in that draw.

    Args:
        distances: Per feature, 0-1, shape (q, f), NaN: not shared; of equally near cities the
            first rows win.
        weights: Of the features, each above 0, shape (f,).
        k: Number of nearest cities, 1 or more.

    Returns:
        Percent of the draws, 0-100, shape (q,).
    """
    drawn = mean_distances(distances, weights, _resamples(len(weights))).T
    if k >= len(distances):
        stays = ~np.isnan(drawn)
    else:
        # The k-th least distance of each draw; NaN, not comparable, is last and never near.
        bound = np.partition(drawn, k - 1, axis=1)[:, k - 1 : k]
        bound[np.isnan(bound)] = np.inf
        nearer, level = drawn < bound, drawn == bound
        places_left = k - nearer.sum(axis=1, keepdims=True)
        stays = nearer | (level & (level.cumsum(axis=1) <= places_left))
    percent: Numbers = 100.0 * stays.mean(axis=0)
    return percent


@lru_cache(maxsize=8)
def _resamples(n_features: int) -> Numbers:
    """Return how often each feature is drawn in each resample, shape (n_features, RESAMPLES)."""
    generator = np.random.default_rng(_SEED)
    draws = generator.multinomial(n_features, np.full(n_features, 1 / n_features), size=RESAMPLES)
    return draws.T.astype(np.float64)

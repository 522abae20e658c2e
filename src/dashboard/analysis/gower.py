"""How far apart are two cities? Gower distance over the features that both have.

J. C. Gower (1971), "A general coefficient of similarity and some of its properties", Biometrics 27:
each feature gives a distance from 0 (same) to 1 (as different as can be); the distance of two
cities is the weighted mean over the features known of both. Gower divides by the range found in
the data; the ranges here are fixed, so no third city can change the distance of two.

Unknown is not alike: a feature that is missing on one side counts neither for nor against.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.errors import FilterError
from dashboard.filters import FEATURES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

# One city that many times larger than the other is wholly unlike; the distance is linear in the
# logarithm of the ratio: 2 times is 0.15, 10 times is 0.5.
POPULATION_RATIO: Final = 100.0
# Percentage points of migrants in the population that make two cities wholly different.
MIGRANTS_RANGE: Final = 60.0
SCORES_RANGE: Final = 100.0
# Two cities that share fewer features are not compared (all features, if fewer have a weight).
LEAST_SHARED: Final = 3
# A feature in which two cities are alike: at most this far apart; unlike: at least this far.
ALIKE: Final = 0.15
UNLIKE: Final = 0.5
# Distances that differ by less are equal: it is the order of the sum that made the difference.
_DIGITS: Final = 12


@dataclass(frozen=True, eq=False, kw_only=True)
class Features:
    """What is known of n cities, one row each in every attribute.

    Attributes:
        ids: Ids of the cities, each once.
        names: Names of the cities.
        population: Shape (n,), persons; NaN: unknown.
        foreign_born_pct: Shape (n,), percent of the population, 0-100; NaN: unknown.
        foreign_nationals_pct: Shape (n,), percent of the population, 0-100; NaN: unknown.
        subregion: Shape (n,), name or code; '': unknown.
        oecd: Shape (n,), True: in a member country of the OECD.
        networks: Shape (n, m), True: in the network; a row without any: unknown.
        scores: Shape (n, s), 0-100; NaN: unknown. s may be 0.
        score_names: Names of the s scores.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    population: Numbers
    foreign_born_pct: Numbers
    foreign_nationals_pct: Numbers
    subregion: NDArray[np.object_] | NDArray[np.str_]
    oecd: NDArray[np.bool_]
    networks: NDArray[np.bool_]
    scores: Numbers
    score_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each feature counts, 0-1 each; 0 leaves the feature out.

    Only their ratios matter: halving every weight changes nothing.
    """

    population: float = 1.0
    migrants: float = 1.0
    subregion: float = 1.0
    oecd: float = 1.0
    networks: float = 1.0
    scores: float = 0.0

    def __post_init__(self) -> None:
        for name, weight in zip(FEATURES, astuple(self), strict=True):
            if not 0 <= weight <= 1:
                message = f"weight of {name}: got {weight!r}, expected a number from 0 to 1."
                raise FilterError(message)
        if not any(astuple(self)):
            message = "weights: all weights are zero, expected at least one feature above 0."
            raise FilterError(message)

    def array(self) -> Numbers:
        """Return the weights in the order of FEATURES, shape (6,)."""
        return np.array(astuple(self), dtype=np.float64)


def feature_distances(features: Features, own: int, others: NDArray[np.int64]) -> Numbers:
    """Compare one city with others, feature by feature.

    Args:
        features: What is known of the cities.
        own: Row of the one city.
        others: Rows of the others, shape (q,).

    Returns:
        Distances 0-1, shape (q, 6), columns as in FEATURES; NaN: not known of both.
    """
    sizes = np.log(np.maximum(features.population, 1.0)) / np.log(POPULATION_RATIO)
    place = features.subregion
    no_place = (place[others] == "") | (place[own] == "")
    columns = (
        np.minimum(np.abs(sizes[others] - sizes[own]), 1.0),
        _migrant_distances(features, own, others),
        np.where(no_place, np.nan, place[others] != place[own]),
        features.oecd[others] != features.oecd[own],
        _network_distances(features.networks[others], features.networks[own]),
        _score_distances(features.scores[others], features.scores[own]),
    )
    return np.column_stack(columns).astype(np.float64)


def _migrant_distances(features: Features, own: int, others: NDArray[np.int64]) -> Numbers:
    """Return distances 0-1, like with like: foreign-born, else foreign nationals; else NaN."""
    born, nationals = features.foreign_born_pct, features.foreign_nationals_pct
    of_born = np.abs(born[others] - born[own])
    of_nationals = np.abs(nationals[others] - nationals[own])
    gaps = np.where(np.isnan(of_born), of_nationals, of_born)
    distances: Numbers = np.minimum(gaps / MIGRANTS_RANGE, 1.0)
    return distances


def _network_distances(others: NDArray[np.bool_], own: NDArray[np.bool_]) -> Numbers:
    """Return 1 - networks of both / networks of either (Jaccard); NaN if one has none."""
    in_both = (others & own).sum(axis=1)
    in_either = (others | own).sum(axis=1)
    known = others.any(axis=1) & own.any()
    distances = np.full(len(others), np.nan)
    distances[known] = 1.0 - in_both[known] / in_either[known]
    return distances


def _score_distances(others: Numbers, own: Numbers) -> Numbers:
    """Return the mean gap of the scores that both have, 0-1; NaN if there is none."""
    gaps = np.abs(others - own)
    n_shared = np.count_nonzero(~np.isnan(gaps), axis=1)
    distances = np.full(len(others), np.nan)
    known = n_shared > 0
    distances[known] = np.nansum(gaps[known], axis=1) / n_shared[known] / SCORES_RANGE
    return distances


def mean_distances(distances: Numbers, weights: Numbers, times: Numbers) -> Numbers:
    """Take the weighted mean over the features that two cities share.

    Args:
        distances: Per feature, 0-1, shape (q, f); NaN: not shared.
        weights: Of the features, each above 0, shape (f,).
        times: How often each feature counts in each of r means, shape (f, r).

    Returns:
        Distances 0-1, shape (q, r), equal to 12 digits if they are equal. NaN: not comparable,
        the two share fewer than LEAST_SHARED features (or than all f, if f is less); a feature
        that counts twice is two features.
    """
    # einsum, not @: threads of a matrix product cost more here than the sums when cores are busy.
    sums = partial(np.einsum, "qf,fr->qr")
    shared = (~np.isnan(distances)).astype(np.float64)
    counting = weights[:, None] * times
    comparable = sums(shared, times) >= min(LEAST_SHARED, len(weights))
    means = np.full(comparable.shape, np.nan)
    totals = sums(np.nan_to_num(distances), counting)
    np.divide(totals, sums(shared, counting), out=means, where=comparable)
    return means.round(_DIGITS)


def differences(features: Features, own: int, other: int, weights: Weights) -> Numbers:
    """Find in what two cities are alike (at most ALIKE) and unlike (at least UNLIKE).

    Args:
        features: What is known of the cities.
        own: Row of one city.
        other: Row of the other.
        weights: A feature without weight is left out.

    Returns:
        Distance 0-1 in each of FEATURES, shape (6,); NaN: not known of both, or left out.
    """
    found = feature_distances(features, own, np.array([other]))[0]
    return np.where(weights.array() > 0, found, np.nan)

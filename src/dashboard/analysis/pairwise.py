"""Weights of items from picks between two of them.

Bradley & Terry (1952, Biometrika 39(3/4)): i is preferred to j with the chance w_i / (w_i + w_j).
The weights w are those that make the picks likeliest, found by the MM algorithm (Hunter 2004,
Annals of Statistics 32(1)). There is an answer only where the graph of wins is strongly connected:
a chain of wins leads from each item to every other (Ford 1957, American Mathematical Monthly
64(8)). Few picks seldom do that, so a small prior is added: PRIOR of a win either way for each pair
that was compared, or, where the graph is not strongly connected, for every pair.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from dashboard.analysis.criteria import Values

PRIOR: Final = 0.1
RESAMPLES: Final = 200
PERCENTILES: Final = (5, 95)
_SEED: Final = 20190520
# The search ends where no weight changes by more than a share of itself, or after so many steps: a
# long chain of items with few picks would keep a reader waiting for digits that nobody sees.
_PRECISE: Final = (1e-11, 20_000)
_ROUGH: Final = (1e-6, 2_000)


@dataclass(frozen=True, eq=False)
class Strengths:
    """Weights of the items and how sure they are.

    Attributes:
        weights: Share of each item, 0-1, summing to 1; shape (items,). Equal where nothing was
            compared.
        low: Lower end of the range of each weight, same shape; NaN for an item that was never
            compared: its weight rests on the prior alone.
        high: Upper end of that range.
        n_comparisons: Picks that were counted.
        connected: Whether a chain of wins leads from each item to every other. If not, the
            distance between some items rests on the prior.
    """

    weights: Values
    low: Values
    high: Values
    n_comparisons: int
    connected: bool


def wins_of(picks: list[tuple[int, int, float]], n_items: int) -> Values:
    """Count how often each item was preferred to each other.

    Args:
        picks: Place of the first item, place of the second, and 1.0 where the first was preferred,
            0.0 where the second was, 0.5 for a tie or "cannot say".
        n_items: Number of items.

    Returns:
        Shape (items, items): how often the row was preferred to the column; a tie is half a win
        for each.
    """
    wins = np.zeros((n_items, n_items))
    for one, other, outcome in picks:
        wins[one, other] += outcome
        wins[other, one] += 1 - outcome
    return wins


def bradley_terry(wins: Values, *, prior: float = PRIOR) -> Strengths:
    """Find the weights that make the picks likeliest.

    The range of a weight comes from 200 seeded resamples: each pair is compared as often as it
    was, with the shares of wins that were seen and the prior together (so one pick alone is not
    taken for certain). A tie counts there as a pick that could go either way.

    Args:
        wins: Shape (items, items), at least 0: how often the row was preferred to the column.
        prior: Wins added either way. With 0 there is no range (a resample need not have an
            answer), and all is NaN where the wins are not connected.

    Returns:
        The weights, with the 5th and the 95th percentile of the resamples, widened where needed to
        hold the weight.
    """
    wins = np.where(np.eye(len(wins), dtype=bool), 0.0, wins)
    met = wins + wins.T
    connected = _strongly_connected(wins)
    n_comparisons = round(wins.sum())
    unknown = np.full(len(wins), np.nan)
    if not met.any():
        equal = np.full(len(wins), 1 / max(len(wins), 1))
        return Strengths(equal, unknown, unknown, n_comparisons, connected)
    if prior == 0 and not connected:
        return Strengths(unknown, unknown, unknown, n_comparisons, connected)
    asked = met > 0 if connected else ~np.eye(len(wins), dtype=bool)
    added = np.where(asked, prior, 0.0)
    start = np.full((1, len(wins)), 1 / len(wins))
    weights = _likeliest((wins + added)[None], start, _PRECISE)[0]
    if prior == 0:
        return Strengths(weights, unknown, unknown, n_comparisons, connected)
    drawn = _likeliest(_resamples(wins, added) + added, weights[None], _ROUGH)
    low, high = np.percentile(drawn, PERCENTILES, axis=0)
    compared = met.any(axis=1)
    low = np.where(compared, np.minimum(low, weights), np.nan)
    high = np.where(compared, np.maximum(high, weights), np.nan)
    return Strengths(weights, low, high, n_comparisons, connected)


def _strongly_connected(wins: Values) -> bool:
    """Return whether a chain of wins leads from each item to every other."""
    reached = (wins > 0) | np.eye(len(wins), dtype=bool)
    for _ in range(len(wins).bit_length()):  # each turn doubles the length of the chains
        reached = reached @ reached
    return bool(reached.all())


def _resamples(wins: Values, added: Values) -> Values:
    """Return wins drawn anew, shape (resamples, items, items); each pair as often as it was."""
    one, other = np.nonzero(np.triu(wins + wins.T))
    times = wins[one, other] + wins[other, one]
    chance = (wins + added)[one, other] / (times + 2 * added[one, other])
    whole = np.ceil(times).astype(np.int64)
    rng = np.random.default_rng(_SEED)
    won = rng.binomial(whole, chance, size=(RESAMPLES, len(one))) * (times / whole)
    drawn = np.zeros((RESAMPLES, *wins.shape))
    drawn[:, one, other] = won
    drawn[:, other, one] = times - won
    return drawn


def _likeliest(wins: Values, start: Values, end: tuple[float, int]) -> Values:
    """Return the weights by the MM algorithm, one row for each table of wins.

    Args:
        wins: Shape (tables, items, items), every table strongly connected.
        start: Weights to start from, shape (1, items), more than 0.
        end: Largest relative change at which the search ends, and most steps.

    Returns:
        Weights of shape (tables, items); each row sums to 1.
    """
    tolerance, most_steps = end
    won = wins.sum(axis=2)
    met = wins + wins.swapaxes(1, 2)
    weights = np.repeat(start, len(wins), axis=0)
    moving = np.arange(len(wins))
    for _ in range(most_steps):
        now = weights[moving]
        share = met[moving] / (now[:, :, None] + now[:, None, :])
        better = won[moving] / share.sum(axis=2)
        better /= better.sum(axis=1, keepdims=True)
        weights[moving] = better
        moving = moving[(np.abs(better / now - 1) > tolerance).any(axis=1)]
        if len(moving) == 0:
            break
    return weights

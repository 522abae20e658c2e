"""How far does a rank depend on the weights? Rank acceptability under all plausible weights.

Stochastic multicriteria acceptability analysis (SMAA-2: Lahdelma & Salminen 2001, Operations
Research 49(3)): 10 000 weight vectors, uniform on the simplex (Dirichlet with all parameters 1),
seeded. The acceptability of a rank is the share of weight vectors that give a candidate that rank;
candidates with equal scores share the ranks of their span in equal parts. The central weights of
a candidate are the mean of the weight vectors that put it among the first n.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.analysis.criteria import weighted_scores
from dashboard.analysis.ranks import rank_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dashboard.analysis.criteria import Values

DRAWS: Final = 10_000
PERCENTILES: Final = (5, 95)
_SEED: Final = 20190520


@dataclass(frozen=True, eq=False)
class Robustness:
    """Ranks of n candidates under every weight vector that was drawn.

    Attributes:
        first: First rank of the span of each candidate, shape (n, draws); 1 is best.
        last: Last rank of that span, same shape.
        weights: The weight vectors, shape (criteria that have any value, draws).
        criteria: Places of these criteria among those asked for.
    """

    first: NDArray[np.int32]
    last: NDArray[np.int32]
    weights: Values
    criteria: tuple[int, ...]

    @cached_property
    def acceptability(self) -> Values:
        """Share of draws, 0-1, in which a candidate (row) takes a rank (column, the first is 1).

        Rows and columns each sum to 1.
        """
        n, draws = self.first.shape
        share = 1 / (self.last - self.first + 1)
        start = np.arange(n)[:, None] * (n + 1) + self.first - 1
        end = np.arange(n)[:, None] * (n + 1) + self.last
        size = n * (n + 1)
        opened = np.bincount(start.ravel(), share.ravel(), minlength=size)
        closed = np.bincount(end.ravel(), share.ravel(), minlength=size)
        steps = (opened - closed).reshape(n, n + 1)
        return np.asarray(np.clip(steps.cumsum(axis=1)[:, :n] / draws, 0.0, 1.0), dtype=float)

    def in_first(self, n: int) -> Values:
        """Return the share of draws, 0-1, in which each candidate is among the first n."""
        summed = self.acceptability[:, :n].sum(axis=1)
        return np.asarray(np.clip(summed, 0.0, 1.0), dtype=float)

    @cached_property
    def low(self) -> NDArray[np.int64]:
        """Best rank, 5th percentile of the draws."""
        found = np.percentile(self.first, PERCENTILES[0], axis=1, method="inverted_cdf")
        return found.astype(np.int64)

    @cached_property
    def high(self) -> NDArray[np.int64]:
        """Worst rank, 95th percentile of the draws."""
        found = np.percentile(self.last, PERCENTILES[1], axis=1, method="inverted_cdf")
        return found.astype(np.int64)

    @cached_property
    def best(self) -> NDArray[np.int64]:
        """Best rank in any draw."""
        return np.asarray(self.first.min(axis=1), dtype=np.int64)

    @cached_property
    def worst(self) -> NDArray[np.int64]:
        """Worst rank in any draw."""
        return np.asarray(self.last.max(axis=1), dtype=np.int64)

    def central_weights(self, n: int) -> Values:
        """Return which weights put a candidate among the first n.

        Args:
            n: Number of first ranks.

        Returns:
            Mean of the weight vectors in which the first rank of its span is n or better, shape
            (candidates, criteria); NaN where there is none.
        """
        inside = (self.first <= n).astype(float)
        count = inside.sum(axis=1, keepdims=True)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(count > 0, inside @ self.weights.T / count, np.nan)


def robustness(values: Values, *, missing_is_worst: bool = False) -> Robustness:
    """Rank the candidates under every weight vector.

    Args:
        values: Shape (candidates, criteria), 0-1; NaN: not known. A criterion without any known
            value gets no weight. At least one candidate and one criterion with a value.
        missing_is_worst: Count a value that is not known as 0.

    Returns:
        The ranks; a candidate of which nothing is known under a weight vector comes last.
    """
    criteria = np.flatnonzero(~np.isnan(values).all(axis=0))
    weights = _weights(len(criteria))
    scores, _coverage = weighted_scores(
        values[:, criteria], weights, missing_is_worst=missing_is_worst
    )
    first, last = rank_spans(np.where(np.isnan(scores), -1.0, scores))
    return Robustness(
        first.astype(np.int32), last.astype(np.int32), weights, tuple(criteria.tolist())
    )


@lru_cache(maxsize=8)
def _weights(n_criteria: int) -> Values:
    """Return the weight vectors, shape (n_criteria, draws); one criterion has one vector only."""
    if n_criteria == 1:
        return np.ones((1, 1))
    drawn = np.random.default_rng(_SEED).dirichlet(np.ones(n_criteria), size=DRAWS)
    return np.ascontiguousarray(drawn.T)

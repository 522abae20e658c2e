"""Read the votes of a working group: what it wants, how far it agrees, which ranks depend on whom.

A vote is a row: one voter, a figure for each item (points of a budget of 100, or a judgement). NaN
is no opinion, never 0. The order of the voters changes nothing, down to the last digit. Agreement
is Kendall's coefficient of concordance W, corrected for ties (Kendall & Babington Smith 1939,
Annals of Mathematical Statistics 10(3); Siegel & Castellan 1988, Nonparametric Statistics).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.analysis.criteria import weighted_scores
from dashboard.analysis.ranks import rank_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dashboard.analysis.criteria import Values

PERMUTATIONS: Final = 2_000
# Schmidt 1997, Decision Sciences 28(3), reads a W of 0.1, 0.3, 0.5, 0.7 and 0.9 (there "unusually
# strong"). A W between two of them is read as the nearer one, half-way as the weaker one.
MEANINGS: Final = ("very-weak", "weak", "moderate", "strong", "very-strong")
_HALFWAY: Final = (0.2, 0.4, 0.6, 0.8)
_FEWEST: Final = 2
_SEED: Final = 20190520


@dataclass(frozen=True, eq=False)
class Spread:
    """How the votes on each item lie; every array has the shape (items,).

    Attributes:
        n: Voters with an opinion on the item. All figures are NaN where there is none.
        mean: Arithmetic mean.
        sd: Standard deviation of the sample (n - 1); NaN with fewer than 2 voters.
        lowest: Lowest vote.
        q1: Lower quartile (this and the next two by linear interpolation).
        median: Middle vote.
        q3: Upper quartile.
        highest: Highest vote.
    """

    n: NDArray[np.int64]
    mean: Values
    sd: Values
    lowest: Values
    q1: Values
    median: Values
    q3: Values
    highest: Values


@dataclass(frozen=True)
class Agreement:
    """How far the voters put the items in the same order.

    Attributes:
        w: Kendall's W, 0 (none) to 1 (the same order); NaN with fewer than 2 voters or 2 items, or
            where every voter puts all items level.
        n_voters: Voters that were counted.
        n_items: Items they voted on.
        p_value: How often votes at random agree as much or more, at least 1 in 2 001; NaN with W.
        meaning: One of MEANINGS; empty where W is NaN.
        n_left_out: Voters that were not counted, as they left an item open.
    """

    w: float
    n_voters: int
    n_items: int
    p_value: float
    meaning: str
    n_left_out: int = 0


def spread(votes: Values) -> Spread:
    """Sum up the votes on each item.

    Args:
        votes: Shape (voters, items); NaN: no opinion.

    Returns:
        The figures of each item.
    """
    n = (~np.isnan(votes)).sum(axis=0).astype(np.int64)
    figures = np.full((7, votes.shape[1]), np.nan)
    for item in np.flatnonzero(n):
        # Sorted, so that no sum depends on the order of the voters.
        known = np.sort(votes[:, item])[: n[item]]
        # The mean of equal votes is that vote, not a last digit off.
        mean = np.clip(known.mean(), known[0], known[-1])
        squares = ((known - mean) ** 2).sum()
        sd = np.sqrt(squares / (n[item] - 1)) if n[item] >= _FEWEST else np.nan
        figures[:, item] = [mean, sd, *np.percentile(known, (0, 25, 50, 75, 100))]
    return Spread(n, *figures)


def split(votes: Values, groups: list[str]) -> dict[str, Spread]:
    """Sum up the votes of each group of voters apart.

    Args:
        votes: Shape (voters, items); NaN: no opinion.
        groups: Group of each voter, same order.

    Returns:
        The figures of each group, in the order of the names.
    """
    of = np.array(groups, dtype=object)
    return {group: spread(votes[of == group]) for group in sorted(set(groups))}


def disagreement(votes: Values) -> NDArray[np.int64]:
    """Order the items by how far the voters are apart.

    Args:
        votes: Shape (voters, items); NaN: no opinion.

    Returns:
        Places of the items, greatest standard deviation first; equal ones in the order of the
        items, those with fewer than 2 voters last.
    """
    # A thousandth of a billionth is no difference: it comes from the arithmetic.
    return np.argsort(-np.round(spread(votes).sd, 9), kind="stable").astype(np.int64)


def agreement(votes: Values) -> Agreement:
    """Judge how far the voters put the items in the same order.

    Args:
        votes: Shape (voters, items); NaN: no opinion. Voters with any NaN are left out.

    Returns:
        Kendall's W, how likely it is by chance, and what it means.
    """
    counted = votes[~np.isnan(votes).any(axis=1)]
    (n_voters, n_items), n_left_out = counted.shape, len(votes) - len(counted)
    first, last = rank_spans(counted.T)
    # Twice the ranks, so that all is whole numbers: the mean rank of a tie may end in a half.
    doubled = (first + last).T
    size = last - first + 1
    ties = int((size**2 - 1).sum())  # a span of t items adds t times this: t^3 - t
    most = n_voters**2 * (n_items**3 - n_items) - n_voters * ties
    if n_voters < _FEWEST or most == 0:  # 0 with a single item, too
        return Agreement(np.nan, n_voters, n_items, np.nan, "", n_left_out)
    squares = _squares(doubled.sum(axis=0), n_voters)
    w = 3 * int(squares) / most
    at_random = _squares(_totals_at_random(doubled), n_voters)
    p_value = (1 + int((at_random >= squares).sum())) / (1 + PERMUTATIONS)
    meaning = MEANINGS[bisect_left(_HALFWAY, w)]
    return Agreement(w, n_voters, n_items, p_value, meaning, n_left_out)


def _squares(totals: NDArray[np.int64], n_voters: int) -> NDArray[np.int64]:
    """Return how far the totals of the items (last axis) lie from equal, squared and summed."""
    apart = totals - n_voters * (totals.shape[-1] + 1)
    return np.asarray((apart**2).sum(axis=-1), dtype=np.int64)


def _totals_at_random(doubled: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the totals of the items if every voter dealt out the own ranks at random."""
    # Ranks and voters are sorted first, so that the order of neither changes the result.
    ranks = np.sort(doubled, axis=1)
    rng = np.random.default_rng(_SEED)
    totals = np.zeros((PERMUTATIONS, ranks.shape[1]), dtype=np.int64)
    for voter in ranks[np.lexsort(ranks.T)]:
        totals += rng.permuted(np.tile(voter, (PERMUTATIONS, 1)), axis=1)
    return totals


@dataclass(frozen=True, eq=False)
class RankChanges:
    """Ranks of the candidates before and after the vote, and under each voter; 1 is best.

    Attributes:
        before: Rank under the weights from before the vote; equal scores share the best rank.
        before_last: Last rank of the span they share; else the same.
        after: Rank under the mean of the weights of the voters.
        after_last: Last rank of that span.
        first: Rank under each voter, shape (candidates, voters).
        last: Last rank of that span.
        n_voters: Voters that were counted; with none, all ranks are those of before.
    """

    before: NDArray[np.int64]
    before_last: NDArray[np.int64]
    after: NDArray[np.int64]
    after_last: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    n_voters: int

    @cached_property
    def best(self) -> NDArray[np.int64]:
        """Best rank under any voter."""
        return np.asarray(self.first.min(axis=1), dtype=np.int64)

    @cached_property
    def worst(self) -> NDArray[np.int64]:
        """Worst rank under any voter."""
        return np.asarray(self.last.max(axis=1), dtype=np.int64)

    @cached_property
    def same_for_all(self) -> NDArray[np.bool_]:
        """Whether every voter gives the candidate the same rank, or the same span of ranks."""
        level = (self.first == self.first[:, :1]) & (self.last == self.last[:, :1])
        return np.asarray(level.all(axis=1), dtype=np.bool_)

    def first_share(self, n: int) -> Values:
        """Return the share of voters, 0-1, with each candidate among the first n; NaN if none.

        A span of equal scores that reaches beyond n counts in part.
        """
        if self.n_voters == 0:
            return np.full(len(self.before), np.nan)
        size = self.last - self.first + 1
        inside = np.clip(n - self.first + 1, 0, size)
        return np.asarray((inside / size).mean(axis=1), dtype=float)


def changes_of_rank(
    values: Values, voter_weights: Values, before: Values, *, missing_is_worst: bool = False
) -> RankChanges:
    """Rank the candidates before the vote, after it, and under every voter.

    Args:
        values: Shape (candidates, criteria), 0-1; NaN: not known.
        voter_weights: Shape (voters, criteria), at least 0, the same sum for all. Voters with any
            NaN or without any weight are left out.
        before: Weights from before the vote, shape (criteria,).
        missing_is_worst: Count a value that is not known as 0.

    Returns:
        The ranks; a candidate of which nothing is known comes last.
    """
    counted = voter_weights[voter_weights.sum(axis=1) > 0]
    voters = counted if len(counted) else before[None, :]
    # Sorted, so that no sum depends on the order of the voters.
    mean = np.sort(voters, axis=0).mean(axis=0)
    weights = np.column_stack([before, mean, voters.T])
    scores, _coverage = weighted_scores(values, weights, missing_is_worst=missing_is_worst)
    first, last = rank_spans(np.where(np.isnan(scores), -1.0, scores))
    spans = first[:, 0], last[:, 0], first[:, 1], last[:, 1]
    return RankChanges(*spans, first[:, 2:], last[:, 2:], len(counted))

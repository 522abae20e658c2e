"""Score candidates by several criteria: normalised values, weighted sum, coverage, dominance.

Weighted sum of values from 0 to 1 (multi-attribute value theory, additive form: Keeney & Raiffa
1976; OECD/JRC Handbook on Constructing Composite Indicators, 2008). A value is the raw figure
divided by the highest one of all keywords ("max normalisation"): 0 stays 0, half as much stays
half, and a small difference is not blown up to the whole scale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]


def normalised(raw: Values) -> Values:
    """Bring every criterion to 0-1: divide by the highest figure known.

    Args:
        raw: Figures of at least 0, shape (candidates, criteria); NaN: not known.

    Returns:
        Values of the same shape, 1 for the highest figure of a criterion; NaN stays NaN. Where the
        highest is 0, every known value is 0.
    """
    top = np.nanmax(np.where(np.isnan(raw), 0.0, raw), axis=0, initial=0.0)
    return raw / np.where(top > 0, top, 1.0)


def weighted_scores(
    values: Values, weights: Values, *, missing_is_worst: bool = False
) -> tuple[Values, Values]:
    """Sum up the values of each candidate by weight.

    Args:
        values: Shape (candidates, criteria), 0-1; NaN: not known.
        weights: Weights of at least 0, shape (criteria,) or (criteria, m) for m weight vectors.
        missing_is_worst: Count a value that is not known as 0; else it is left out of the sum, and
            its weight with it.

    Returns:
        Scores 0-100 and coverage 0-100 (share of the weight that rests on known values), shape
        (candidates,) or (candidates, m). The score is NaN where nothing that counts is known.
    """
    known = ~np.isnan(values)
    total = weights.sum(axis=0)
    covered = known.astype(float) @ weights
    summed = np.where(known, values, 0.0) @ weights
    by = np.broadcast_to(total, summed.shape) if missing_is_worst else covered
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = np.where(by > 0, 100 * summed / by, np.nan)
        coverage = np.where(total > 0, 100 * covered / total, 0.0)
    # A thousandth of a billionth is no difference: it comes from the order of the sums.
    return np.asarray(np.round(scores, 9), dtype=float), np.asarray(coverage, dtype=float)


def dominance(values: Values, *, missing_is_worst: bool = False) -> NDArray[np.bool_]:
    """Find the pairs that no weights can reverse.

    Args:
        values: Shape (candidates, criteria), 0-1; NaN: not known.
        missing_is_worst: Values that are not known count as 0; else only candidates with the same
            known criteria are compared.

    Returns:
        Shape (candidates, candidates): true where the row is at least as good as the column by
        every criterion, and better by one.
    """
    known = ~np.isnan(values)
    filled = np.where(known, values, 0.0)
    at_least = (filled[:, None, :] >= filled[None, :, :]).all(axis=2)
    better = (filled[:, None, :] > filled[None, :, :]).any(axis=2)
    same = (known[:, None, :] == known[None, :, :]).all(axis=2)
    comparable = np.ones_like(same) if missing_is_worst else same
    return np.asarray(at_least & better & comparable, dtype=np.bool_)

"""How far could a rank move? The rank range of every keyword or policy area.

A range is the span of three checks:
1. leave one actor out, each in turn;
2. the other coding (both codings where only agreed actions are ranked);
3. 1 000 bootstrap resamples of the actors, 5th to 95th percentile (Efron & Tibshirani 1993;
   Goldstein & Spiegelhalter 1996 on ranks).
Resamples are seeded: the same data give the same range.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.analysis.ranks import rank_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Counts = NDArray[np.float64]
    # Scores of the items (rows) when actor j counts `weights[j, m]` times, one column per m.
    Scorer = Callable[[Counts], Counts]

RESAMPLES: Final = 1000
PERCENTILES: Final = (5, 95)
_SEED: Final = 20190520


def rank_ranges(
    scorer: Scorer, n_actors: int, other_scores: Sequence[Counts] = ()
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find the best and worst rank that each item takes in the three checks.

    Args:
        scorer: Gives the scores of n items from weights of the actors, shape (n_actors, m), as
            shape (n, m).
        n_actors: Number of actors, 1 or more.
        other_scores: Scores of the same items under the other coding(s), each of shape (n,).

    Returns:
        Best and worst rank of each item, shape (n,); 1 is best. The rank span of the scores
        themselves always lies inside.
    """
    everyone = np.ones((n_actors, 1))
    spans = [rank_spans(scorer(everyone))]
    if n_actors > 1:
        spans.append(rank_spans(scorer(everyone - np.eye(n_actors))))
    spans += [rank_spans(scores[:, None]) for scores in other_scores]
    low = np.min([first.min(axis=1) for first, _ in spans], axis=0)
    high = np.max([last.max(axis=1) for _, last in spans], axis=0)

    first, last = rank_spans(scorer(_resamples(n_actors)))
    low_drawn = np.percentile(first, PERCENTILES[0], axis=1, method="inverted_cdf")
    high_drawn = np.percentile(last, PERCENTILES[1], axis=1, method="inverted_cdf")
    return (
        np.minimum(low, low_drawn).astype(np.int64),
        np.maximum(high, high_drawn).astype(np.int64),
    )


@lru_cache(maxsize=32)
def _resamples(n_actors: int) -> Counts:
    """Return how often each actor is drawn in each resample, shape (n_actors, RESAMPLES)."""
    generator = np.random.default_rng(_SEED)
    draws = generator.multinomial(n_actors, np.full(n_actors, 1 / n_actors), size=RESAMPLES)
    return draws.T.astype(np.float64)

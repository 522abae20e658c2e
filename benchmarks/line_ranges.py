"""Rank ranges of 200 items from 4 000 recalculations."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

import numpy as np

from benchmarks.figures import Figure, percentile
from dashboard.analysis import ranges
from dashboard.analysis.ranks import rank_spans

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_ITEMS: Final = 200
_COLUMNS: Final = 30
_RECALCULATIONS: Final = 4000
_TARGET_S: Final = 0.5
_SEED: Final = 7


def _median_s(work: Callable[[], object], rounds: int) -> float:
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return percentile(seconds, 50)


def ranges_figures(_store: Path, *, quick: bool) -> list[Figure]:
    """Measure rank ranges of made-up items.

    Args:
        _store: Not used: the items are made up.
        quick: Fewer rounds.

    Returns:
        The median of a whole rank range (draws, scores, ranks, percentiles), and of the ranks
        alone.
    """
    rounds = 3 if quick else 9
    generator = np.random.default_rng(_SEED)
    # Few different values, as counts of actors have: ties are the slow and the usual case.
    matrix = generator.integers(0, 2, size=(_ITEMS, _COLUMNS)).astype(np.float64)
    draws = generator.multinomial(_COLUMNS, np.full(_COLUMNS, 1 / _COLUMNS), _RECALCULATIONS)
    scores = matrix @ draws.T
    with patch.object(ranges, "RESAMPLES", _RECALCULATIONS):
        whole = _median_s(
            lambda: ranges.rank_ranges(lambda weights: matrix @ weights, _COLUMNS), rounds
        )
    ranks = _median_s(lambda: rank_spans(scores), rounds)
    size = f"{_ITEMS} items, {_COLUMNS} columns, {_RECALCULATIONS} recalculations"
    return [
        Figure(f"rank ranges, {size}", whole, "s", _TARGET_S, rounds),
        Figure(f"of these the ranks (rank_spans), {size}", ranks, "s", None, rounds),
    ]

"""Classes of values for a map: few steps with edges that a reader can remember.

Edges do not depend on the cities that a filter keeps, so a filter never changes a colour.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MOST_CLASSES: Final = 5
UNKNOWN: Final = -1
# Numbers of practices, grants or networks: 1, 2, 3 to 5, 6 and more.
COUNT_EDGES: Final = (2.0, 3.0, 6.0)
# A gap in percentage points: far below parity, below, about parity, above, far above.
GAP_EDGES: Final = (-10.0, -2.0, 2.0, 10.0)
_MOST_DIGITS: Final = 6


def scale_edges(lowest: float, highest: float) -> tuple[float, ...]:
    """Cut a scale with goalposts into classes of equal width.

    Args:
        lowest: Lower goalpost.
        highest: Upper goalpost, above the lower one.

    Returns:
        Inner edges: one class for each point of a short scale (1 to 5: four), else five classes.
    """
    width = highest - lowest
    n = int(width) if width <= MOST_CLASSES else MOST_CLASSES
    return tuple(float(edge) for edge in np.linspace(lowest, highest, n + 1)[1:-1])


def quantile_edges(values: Sequence[float] | NDArray[np.float64]) -> tuple[float, ...]:
    """Cut values without goalposts into classes with about equally many of them.

    Args:
        values: Known values, one at least.

    Returns:
        Rising inner edges, each rounded to as few digits as keep the classes apart; empty if all
        values are equal.
    """
    known = np.unique(np.asarray(values, dtype=float))
    if len(known) <= MOST_CLASSES:
        return tuple(float(edge) for edge in known[1:])
    cuts = np.quantile(np.asarray(values, dtype=float), np.linspace(0, 1, MOST_CLASSES + 1)[1:-1])
    for digits in range(2, _MOST_DIGITS):
        edges = [_rounded(float(cut), digits) for cut in cuts]
        if len(set(edges)) == len(set(cuts.tolist())):
            break
    return tuple(sorted({edge for edge in edges if known[0] < edge <= known[-1]}))


def _rounded(value: float, digits: int) -> float:
    """Return a value with so many significant digits."""
    if value == 0:
        return 0.0
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


def classify(values: NDArray[np.float64], edges: Sequence[float]) -> NDArray[np.int64]:
    """Sort values into classes.

    Args:
        values: Values; NaN: unknown.
        edges: Rising inner edges; a value on an edge belongs to the class above it.

    Returns:
        Class of each value, 0 for the lowest; UNKNOWN where the value is NaN.
    """
    classes = np.digitize(values, np.asarray(edges, dtype=float))
    return np.where(np.isnan(values), UNKNOWN, classes).astype(np.int64)

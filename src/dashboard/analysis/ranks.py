"""Ranks with ties, and the labels that show them.

Competition ranking ("1224"): equal scores share the best rank of their span. The OECD/JRC Handbook
on Constructing Composite Indicators (2008) asks to rank on full precision; nothing is rounded here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def rank_spans(scores: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rank scores, highest first, down the first axis.

    Args:
        scores: Shape (n,) or (n, m); each column is ranked on its own.

    Returns:
        First and last rank of the span each score shares, same shape; 1 is best. A score that
        nobody shares has first == last.
    """
    ordered = np.sort(scores, axis=0)
    columns = scores.reshape(len(scores), -1)
    ordered = ordered.reshape(len(scores), -1)
    first = np.empty(columns.shape, dtype=np.int64)
    last = np.empty(columns.shape, dtype=np.int64)
    for place in range(columns.shape[1]):
        n_not_higher = np.searchsorted(ordered[:, place], columns[:, place], side="right")
        n_lower = np.searchsorted(ordered[:, place], columns[:, place], side="left")
        first[:, place] = len(scores) - n_not_higher + 1
        last[:, place] = len(scores) - n_lower
    return first.reshape(scores.shape), last.reshape(scores.shape)


def rank_label(first: int, last: int) -> str:
    """Return a rank with its ties: "4" for one, "4-5" for a shared span."""
    return str(first) if first == last else f"{first}-{last}"


def overlap_groups(low: list[int], high: list[int]) -> list[int]:
    """Group neighbours whose rank ranges overlap: inside a group no order can be claimed.

    Groups are chains: if A overlaps B and B overlaps C, the three are one group, even where A
    and C do not overlap. A border between two groups is then one that every check respects.

    Args:
        low: Best rank of each range, 1 or more.
        high: Worst rank of each range, same order.

    Returns:
        Number of the group of each range, 1 = best, same order.
    """
    groups = [0] * len(low)
    number, reach = 0, 0
    for place in sorted(range(len(low)), key=lambda index: (low[index], high[index])):
        if low[place] > reach:
            number += 1
        groups[place] = number
        reach = max(reach, high[place])
    return groups

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
    order = np.argsort(-scores, axis=0, kind="stable")
    ordered = np.take_along_axis(scores, order, axis=0)
    places = np.arange(1, len(scores) + 1).reshape(-1, *[1] * (scores.ndim - 1))
    is_new = np.ones(scores.shape, dtype=bool)
    is_new[1:] = ordered[1:] != ordered[:-1]
    is_end = np.ones(scores.shape, dtype=bool)
    is_end[:-1] = is_new[1:]
    # The first place of a span counts down to its end, the last one back up to its start.
    first_ordered = np.maximum.accumulate(np.where(is_new, places, 0), axis=0)
    ends = np.where(is_end, places, len(scores))
    last_ordered = np.minimum.accumulate(ends[::-1], axis=0)[::-1]
    first = np.empty(scores.shape, dtype=np.int64)
    last = np.empty(scores.shape, dtype=np.int64)
    np.put_along_axis(first, order, first_ordered, axis=0)
    np.put_along_axis(last, order, last_ordered, axis=0)
    return first, last


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

"""Which groups of voters can be shown apart without telling how one or two of them voted.

A mean with its number of voters is a sum, and sums can be subtracted: the mean of all and that of
three of four voters tell the fourth vote. A group is therefore shown only if no sum or difference
of what is shown is about fewer voters than a group must have (complementary suppression: Willenborg
& de Waal 2001, Elements of Statistical Disclosure Control).
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def shown_groups(groups: Sequence[tuple[str, ...]], smallest: int) -> tuple[str, ...]:
    """Choose the groups that can be shown beside the mean of all, the largest first.

    Args:
        groups: Groups that each voter belongs to; none, one or several.
        smallest: Fewest voters of whom a mean may be told.

    Returns:
        Names in alphabetical order; the order of the voters plays no part.
    """
    kinds = Counter(groups)  # voters in the same groups cannot be told apart
    sizes = np.array(list(kinds.values()), dtype=np.int64)
    few = [
        list(places)
        for n in range(1, smallest)
        for places in combinations(range(len(sizes)), n)
        if sizes[list(places)].sum() < smallest
    ]
    inside = {
        name: np.array([name in kind for kind in kinds]) for name in sorted({*sum(kinds, ())})
    }
    shown: list[str] = []
    for name in sorted(inside, key=lambda of: -sizes[inside[of]].sum()):
        sums = np.array([np.ones(len(sizes)), *(inside[of] for of in (*shown, name))])
        if sizes[inside[name]].sum() >= smallest and not _tells(sums, few):
            shown.append(name)
    return tuple(sorted(shown))


def _tells(sums: NDArray[np.float64], few: list[list[int]]) -> bool:
    """Return whether some combination of the sums is about a few kinds of voters alone.

    Args:
        sums: Shape (sums, kinds of voters): 1 where the kind is in the sum.
        few: Places of kinds that are too few voters together.
    """
    if not few:
        return False
    # Such a combination is nought everywhere else: without those kinds the sums depend on each
    # other more than with them.
    without = np.repeat(sums[None], len(few), axis=0)
    for number, places in enumerate(few):
        without[number][:, places] = 0
    ranks = np.linalg.matrix_rank(without)
    return bool((ranks < np.linalg.matrix_rank(sums)).any())

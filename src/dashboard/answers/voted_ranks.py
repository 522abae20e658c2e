"""What a vote on the weights does to the ranking of the actions, and what the room disagrees on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.analysis.ranks import rank_label
from dashboard.analysis.robustness import robustness
from dashboard.analysis.votes import changes_of_rank
from dashboard.criteria import CRITERIA

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from dashboard.answers.criteria import CriteriaTable
    from dashboard.answers.voted import Result
    from dashboard.criteria import CriteriaFilter

# One row per candidate action, in the order after the vote.
MOVE_COLUMNS: Final[dict[str, str]] = {
    "keyword_id": "identifier of the keyword",
    "keyword": "keyword (sub-policy area)",
    "area": "name of the policy area",
    "before": "rank under the weights from before the vote",
    "before_label": "span of ranks shared by equal scores",
    "after": "rank under the weights of the group, as the page of the selection takes them",
    "after_label": "span of ranks shared by equal scores",
    "best": "best rank under the weights of any one voter",
    "worst": "worst rank under the weights of any one voter",
    "first_n_voters_pct": "share of voters whose weights put it among the first n, 0-100",
    "first_n_random_pct": "share of 10 000 random weights that put it among the first n, 0-100",
    "same_for_all": "every voter's weights give it the same rank",
}


def as_weights(points: Mapping[str, float]) -> tuple[float, ...]:
    """Return weights in the order of CRITERIA for points; most points weigh 1, to hundredths."""
    most = max(points.values(), default=0.0) or 1.0
    return tuple(round(points.get(criterion, 0.0) / most, 2) for criterion in CRITERIA)


def moved(
    found: Result, criteria: CriteriaTable, asked: CriteriaFilter, limit: int
) -> pd.DataFrame:
    """Rank the actions before and after a vote on the weights, and under each voter's weights.

    Args:
        found: Result of a question of the kind 'weights', with at least one vote.
        criteria: Criteria of every keyword.
        asked: The weights from before the vote, as far as the phase shows their criteria, and what
            missing values count.
        limit: Number of first ranks that first_n_voters_pct and first_n_random_pct are about.

    Returns:
        Rows with the columns of MOVE_COLUMNS, every keyword, in the order after the vote.
    """
    worst = asked.missing == "worst"
    values = criteria.matrix
    weights = zip(CRITERIA, asked.weights, strict=True)
    before = np.array([weight if of in asked.shown else 0.0 for of, weight in weights])
    # Every set of weights to hundredths: else voters of one mind would differ from their mean.
    own = [as_weights(dict(zip(CRITERIA, given, strict=True))) for given in found.weights.tolist()]
    voters = np.array(own, dtype=float).reshape(-1, len(CRITERIA))
    ranks = changes_of_rank(values, voters, before, missing_is_worst=worst)
    points = dict(zip(found.table["item_id"], found.table["value"], strict=True))
    group = np.array([as_weights(points)])
    after = changes_of_rank(values, group, before, missing_is_worst=worst)
    random = robustness(values, missing_is_worst=worst).in_first(limit)
    table = criteria.table[["keyword_id", "keyword", "area"]].assign(
        before=ranks.before,
        before_label=_labels(ranks.before, ranks.before_last),
        after=after.after,
        after_label=_labels(after.after, after.after_last),
        best=ranks.best,
        worst=ranks.worst,
        first_n_voters_pct=100 * ranks.first_share(limit),
        first_n_random_pct=100 * random,
        same_for_all=ranks.same_for_all,
    )
    return table.sort_values("after", kind="stable").reset_index(drop=True)[list(MOVE_COLUMNS)]


def _labels(first: NDArray[np.int64], last: NDArray[np.int64]) -> list[str]:
    return [rank_label(int(a), int(b)) for a, b in zip(first, last, strict=True)]

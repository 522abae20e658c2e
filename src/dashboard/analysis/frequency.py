"""Rank policy areas and keywords by frequency: by how many actors mention them.

Keyword score = number of different actors with at least one action coded to it. Area score = sum
of its keyword scores ('mentions', the arithmetic of the working group's slides of May 2019), or
number of different actors in it ('actors').
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.analysis.ranges import rank_ranges
from dashboard.analysis.ranks import overlap_groups, rank_label, rank_spans

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Counts = NDArray[np.float64]

_RANK_COLUMNS: Final[dict[str, str]] = {
    "rank": "1 = highest score among the rows kept; equal scores share a rank",
    "rank_label": "the rank, or the span of ranks that equal scores share",
    "rank_low": "best rank in the checks (an actor left out, other coding, resamples)",
    "rank_high": "worst rank in the checks",
}
# One row per policy area; the page shows this to the reader, a test holds the table to it.
AREA_COLUMNS: Final[dict[str, str]] = {
    "area_id": "identifier of the policy area",
    "area": "policy area",
    "score": "sum of the scores of its keywords, or number of different actors: see counting",
    "rank": _RANK_COLUMNS["rank"],
    "rank_label": _RANK_COLUMNS["rank_label"],
    "n_actors": "different actors that mention the area at least once",
    "n_keywords": "keywords of the area that at least one actor mentions",
    "rank_low": _RANK_COLUMNS["rank_low"],
    "rank_high": _RANK_COLUMNS["rank_high"],
    "score_2019": "score published by the working group in May 2019, never recomputed",
}
# One row per keyword.
KEYWORD_COLUMNS: Final[dict[str, str]] = {
    "keyword_id": "identifier of the keyword",
    "keyword": "keyword (sub-policy area)",
    "area_id": "policy area it belongs to",
    "score": "different actors that mention the keyword",
    "rank": _RANK_COLUMNS["rank"],
    "rank_label": _RANK_COLUMNS["rank_label"],
    "rank_low": _RANK_COLUMNS["rank_low"],
    "rank_high": _RANK_COLUMNS["rank_high"],
    "n_actions": "actions coded to the keyword",
    "n_cities_documented": "cities, within the filters, with a practice or grant on it; "
    "0 means that we know of none, not that there is none",
    "score_2019": "score published in May 2019; empty: not published",
}


def incidence(mentions: pd.DataFrame, keywords: list[str], actors: list[str]) -> Counts:
    """Lay out which actor mentions which keyword.

    Args:
        mentions: Rows with keyword_id and actor_id; others than those asked for are left out.
        keywords: Keyword ids in the order of the rows.
        actors: Actor ids in the order of the columns.

    Returns:
        1 where the actor mentions the keyword, else 0; shape (keywords, actors).
    """
    row = {keyword: place for place, keyword in enumerate(keywords)}
    column = {actor: place for place, actor in enumerate(actors)}
    matrix = np.zeros((len(keywords), len(actors)))
    for keyword, actor in zip(mentions["keyword_id"], mentions["actor_id"], strict=True):
        if keyword in row and actor in column:
            matrix[row[keyword], column[actor]] = 1
    return matrix


def group_incidence(matrix: Counts, groups: list[str], wanted: list[str]) -> Counts:
    """Lay out which actor mentions a policy area at all.

    Args:
        matrix: Incidence of keywords and actors.
        groups: Area of each row of the matrix.
        wanted: Areas in the order of the result.

    Returns:
        1 where the actor mentions any keyword of the area, else 0; shape (areas, actors).
    """
    of_area = np.array([[group == area for group in groups] for area in wanted], dtype=float)
    return (of_area @ matrix > 0).astype(float)


def ranked(
    table: pd.DataFrame, weights_of_actors: Counts, other_codings: list[Counts]
) -> pd.DataFrame:
    """Add score, rank, label and rank range to a table of keywords or areas.

    Args:
        table: One row per item.
        weights_of_actors: What each actor adds to the score of each item, shape (items, actors);
            at least one actor.
        other_codings: The same under the other coding(s).

    Returns:
        The table with score, rank, rank_label, rank_low, rank_high and group (items of one group
        cannot be separated), best first; equal scores stay in the order of the table.
    """
    scores = weights_of_actors.sum(axis=1)
    first, last = rank_spans(scores)
    low, high = rank_ranges(
        lambda weights: weights_of_actors @ weights,
        weights_of_actors.shape[1],
        [other.sum(axis=1) for other in other_codings],
    )
    labels = [rank_label(int(a), int(b)) for a, b in zip(first, last, strict=True)]
    return table.assign(
        score=scores.astype(np.int64),
        rank=first,
        rank_label=labels,
        rank_low=low,
        rank_high=high,
        group=overlap_groups(low.tolist(), high.tolist()),
    ).sort_values("rank", kind="stable", ignore_index=True)

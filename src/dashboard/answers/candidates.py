"""Candidates for core actions: keywords ranked by criteria and weights, with how sure a rank is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from dashboard.analysis.choosing import Candidate
from dashboard.analysis.criteria import dominance, weighted_scores
from dashboard.analysis.ranks import rank_label, rank_spans
from dashboard.analysis.robustness import robustness
from dashboard.answers.criteria import VALUE_COLUMNS
from dashboard.criteria import CRITERIA, EQUAL_WEIGHTS
from dashboard.errors import FilterError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dashboard.analysis.robustness import Robustness
    from dashboard.answers.criteria import CriteriaTable
    from dashboard.criteria import CriteriaFilter

# One row per keyword that the filters keep, best score first.
CANDIDATE_COLUMNS: Final[dict[str, str]] = {
    "rank": "1 = highest score among the rows kept; equal scores share a rank; empty: no score",
    "rank_label": "the rank, or the span of ranks that equal scores share",
    "keyword_id": "identifier of the keyword",
    "keyword": "keyword (sub-policy area)",
    "area_id": "policy area it belongs to",
    "area": "name of the policy area",
    "score": "weighted mean of the values of the criteria shown, 0-100",
    "coverage_pct": "share of the weight that rests on known values, 0-100",
    "rank_low": "best rank under 10 000 random weights (5th percentile)",
    "rank_high": "worst rank under 10 000 random weights (95th percentile)",
    "best_rank": "best rank under any of them",
    "worst_rank": "worst rank under any of them",
    "first_n_pct": "share of the random weights that put it among the first n, 0-100; n: the limit",
    "favoured_by": "criterion that must count more than an equal share for that; empty: it is "
    "among them always, never, or under weights of any kind",
    "favoured_weight_pct": "mean weight of that criterion where it is among the first n, 0-100",
    "n_dominates": "candidates that no weights can put before it",
    "n_dominated_by": "candidates that no weights can put behind it",
    "n_actors": "different actors that mention it",
    "n_cities_documented": "cities within the filters with a practice or grant on it, or an "
    "accepted answer that it is in place",
    "measure": "the most direct measure that the hints name",
    "level": "what that measure tells: in place, reach or result",
    "progress_points": "points of that measure, 0-4",
    "vote_points": "mean points, 0-10, of a working group's vote; empty: no vote on it",
    **dict.fromkeys(VALUE_COLUMNS, "value of the criterion, 0-1; empty: not known"),
}
# A weight this much above an equal share counts as an opinion.
_OPINION: Final = 0.1
_ALMOST: Final = 0.0005


@dataclass(frozen=True, eq=False)
class Candidates:
    """Ranked candidates and what their ranks rest on.

    Attributes:
        table: Rows with the columns of CANDIDATE_COLUMNS, best first.
        dominates: True where the row of the table can never rank behind the column; shape (n, n).
        criteria: Ids of the criteria shown.
        known: Ids of those that have a value.
        n_left_out: Keywords that the feasibility filter leaves out.
        n_cities_known: Cities kept by the filters about which anything is documented, or which
            answered.
        n_actors: Actors that count.
        areas: Policy areas that the area filter keeps, whether they have candidates or not.
        n_cities_answered: Cities kept which answered.
    """

    table: pd.DataFrame
    dominates: NDArray[np.bool_]
    criteria: tuple[str, ...]
    known: tuple[str, ...]
    n_left_out: int
    n_cities_known: int
    n_actors: int
    areas: tuple[str, ...] = ()
    n_cities_answered: int = 0

    @cached_property
    def to_choose(self) -> tuple[Candidate, ...]:
        """What can be suggested: every candidate with a score, best first."""
        scored = self.table[self.table["score"].notna()]
        columns = (scored["keyword_id"], scored["area_id"], scored["score"])
        return tuple(Candidate(*row) for row in zip(*columns, strict=True))


@dataclass(frozen=True, eq=False)
class Ground:
    """The keywords that the filters keep, and what does not depend on the weights.

    Attributes:
        rows: Their rows of CRITERIA_COLUMNS.
        values: Values 0-1, shape (keywords, criteria shown); NaN: not known.
        shown: Places of the criteria shown among CRITERIA.
        robust: Their ranks under all weights; None: nothing is known.
        dominates: True where the row can never rank behind the column.
        n_left_out: Keywords that the feasibility filter leaves out.
    """

    rows: pd.DataFrame
    values: NDArray[np.float64]
    shown: tuple[int, ...]
    robust: Robustness | None
    dominates: NDArray[np.bool_]
    n_left_out: int


def rank_candidates(criteria: CriteriaTable, asked: CriteriaFilter, limit: int) -> Candidates:
    """Rank the keywords by the weighted sum of the criteria that the phase shows.

    Args:
        criteria: Criteria of every keyword, for the documents and cities of `asked`.
        asked: Weights, phase, policy area, and what missing values count.
        limit: Number of first ranks that first_n_pct is about.

    Returns:
        The candidates; the random weights are drawn once for each criteria table.

    Raises:
        FilterError: No criterion that is shown and known has a weight above 0.
    """
    kept = ground(criteria, asked)
    weights = np.array([asked.weights[place] for place in kept.shown])
    if len(kept.shown) == 1:  # a criterion alone has nothing to be weighed against
        weights = np.ones(1)
    known = ~np.isnan(kept.values).all(axis=0)
    if len(kept.rows) and not weights[known].any():
        message = (
            "weights: got 0 for every criterion that has a value, expected at least one above 0."
        )
        raise FilterError(message)
    worst = asked.missing == "worst"
    scores, coverage = weighted_scores(kept.values, weights, missing_is_worst=worst)
    order = np.argsort(-np.where(np.isnan(scores), -1.0, scores), kind="stable")
    table = _ranked(ground_table(kept, limit).iloc[order], scores[order], coverage[order])
    return Candidates(
        table=table,
        dominates=kept.dominates[np.ix_(order, order)],
        criteria=asked.shown,
        known=tuple(CRITERIA[kept.shown[place]] for place in np.flatnonzero(known)),
        n_left_out=kept.n_left_out,
        n_cities_known=criteria.n_cities_known,
        n_actors=criteria.n_actors,
        areas=(asked.area,) if asked.area else tuple(criteria.table["area_id"].unique()),
        n_cities_answered=criteria.n_cities_answered,
    )


def ground(criteria: CriteriaTable, asked: CriteriaFilter) -> Ground:
    """Return the keywords kept with their ranks under all weights; those asked play no part."""
    return _ground(criteria, replace(asked, weights=EQUAL_WEIGHTS))


@lru_cache(maxsize=64)
def _ground(criteria: CriteriaTable, asked: CriteriaFilter) -> Ground:
    table = criteria.table
    if asked.area:
        table = table[table["area_id"] == asked.area]
    enough = table["n_cities_documented"].fillna(0) >= asked.least_cities
    rows = table[enough]
    shown = tuple(CRITERIA.index(criterion) for criterion in asked.shown)
    values = criteria.matrix[rows.index][:, shown]
    worst = asked.missing == "worst"
    is_known = len(rows) and not np.isnan(values).all()
    return Ground(
        rows=rows.reset_index(drop=True),
        values=values,
        shown=shown,
        robust=robustness(values, missing_is_worst=worst) if is_known else None,
        dominates=dominance(values, missing_is_worst=worst),
        n_left_out=int((~enough).sum()),
    )


@lru_cache(maxsize=256)
def ground_table(kept: Ground, limit: int) -> pd.DataFrame:
    """Lay out what does not depend on the weights.

    Args:
        kept: The keywords kept.
        limit: Number of first ranks that first_n_pct is about.

    Returns:
        Rows with the columns of CANDIDATE_COLUMNS; rank, score and coverage are still empty.
    """
    table = kept.rows.assign(**_robust_columns(kept, limit))
    return table.reindex(columns=list(CANDIDATE_COLUMNS))


def _ranked(
    table: pd.DataFrame, scores: NDArray[np.float64], coverage: NDArray[np.float64]
) -> pd.DataFrame:
    """Return the table with score, rank and label; a candidate without a score has no rank."""
    first, last = rank_spans(np.where(np.isnan(scores), -1.0, scores))
    labels = [
        "" if np.isnan(score) else rank_label(int(a), int(b))
        for a, b, score in zip(first, last, scores, strict=True)
    ]
    table = table.reset_index(drop=True)
    table["rank"] = pd.array(np.where(np.isnan(scores), np.nan, first), dtype="Int64")
    table["rank_label"] = labels
    table["score"] = scores
    table["coverage_pct"] = coverage
    return table


def _robust_columns(kept: Ground, limit: int) -> dict[str, Any]:
    robust = kept.robust
    if robust is None:  # no candidate, or nothing known of any
        return {}
    shares = robust.in_first(limit)
    central = robust.central_weights(limit)
    equal = 1 / len(robust.criteria)
    favourite = np.nan_to_num(central).argmax(axis=1)
    weight = np.nan_to_num(central).max(axis=1)
    needs = (shares > _ALMOST) & (shares < 1 - _ALMOST) & (weight > equal + _OPINION)
    names = [CRITERIA[kept.shown[robust.criteria[place]]] for place in favourite]
    return {
        "rank_low": robust.low,
        "rank_high": robust.high,
        "best_rank": robust.best,
        "worst_rank": robust.worst,
        "first_n_pct": 100 * shares,
        "favoured_by": [name if need else None for name, need in zip(names, needs, strict=True)],
        "favoured_weight_pct": np.where(needs, 100 * weight, np.nan),
        "n_dominates": kept.dominates.sum(axis=1),
        "n_dominated_by": kept.dominates.sum(axis=0),
    }

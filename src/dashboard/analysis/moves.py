"""What would move us? The smallest sets of actions that bring an area up to the peers' median.

The own score of a policy area and those of the peers are as in analysis/answer_scores: the mean of
the known points. An action is a question of the area with a step below the goal (in place); taking
it sets the answer to the goal. Every set of the smallest size that reaches the median under equal
weights is found: the size follows from the greatest gains, then each set of that size is tried.

How far the result depends on equal weights is said for each set: the share of DRAWS weight vectors
over the questions, uniform on the simplex (Dirichlet with all parameters 1, seeded; SMAA: Lahdelma
& Salminen 2001, Operations Research 49(3)), under which the own score with the set reaches the
median of the peers' scores under the same weights. Questions without points are left out of a
score and their weight with them. It is arithmetic on answers, not a forecast.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.analysis.answer_scores import EXCLUDED, LEAST_COVERAGE, POINTS, given, points_of
from dashboard.analysis.criteria import weighted_scores
from dashboard.errors import FilterError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pandas as pd

    from dashboard.analysis.criteria import Values

GOAL: Final = POINTS["in-place"]
MOST_QUESTIONS: Final = 16
MOST_SETS: Final = 20
DRAWS: Final = 1000
_SEED: Final = 20190520
_A_TIME: Final = 1000  # sets weighed at once: their scores stay within 10 MB
_NOTHING: Final = (False, math.nan, (), 0)  # the rest of Moves without an own score
_TIE: Final = 1e-7  # scores closer than this are equal: the rest comes from the order of sums


@dataclass(frozen=True, slots=True)
class MoveSet:
    """One set of actions that reaches the median.

    Attributes:
        question_ids: The questions raised to the goal, by id.
        score: Own area score with them, equal weights.
        robust_pct: Share of the weight vectors under which the median is reached, in percent.
    """

    question_ids: tuple[str, ...]
    score: float
    robust_pct: float


@dataclass(frozen=True, slots=True)
class Moves:
    """What it takes to reach the median of the peers in one policy area.

    Attributes:
        own: Own area score; NaN: too few questions are known for one.
        median: Median of the peers' area scores; NaN: no peer has one.
        n_peers: Peers with a score.
        already_there: The own score is at the median or above.
        reachable: Own score with every possible action; below the median: no set is enough. NaN
            without an own score.
        sets: The smallest sets, MOST_SETS at most: the most robust first, then the greatest score,
            then by ids. Empty: none is needed, none is enough, or there is nothing to compare.
        n_sets: How many smallest sets there are.
    """

    own: float
    median: float
    n_peers: int
    already_there: bool
    reachable: float
    sets: tuple[MoveSet, ...]
    n_sets: int


def peer_points(
    answers: pd.DataFrame, questions: Collection[str], peers: Collection[str]
) -> pd.DataFrame:
    """Return the points of the peers, question by question, as `moves` asks for them.

    Args:
        answers: Columns city_id, question_id, state, of one round: each pair once at most.
        questions: Questions of the policy area.
        peers: Cities to compare with, without the own one.

    Returns:
        One row per peer with an area score, one column per question; NaN: no points.

    Raises:
        FilterError: A city answers a question twice, as with answers of several rounds.
    """
    asked = sorted(set(questions))
    inside = answers["city_id"].isin(list(peers)) & answers["question_id"].isin(asked)
    rows = given(answers[inside])
    if rows.duplicated(["city_id", "question_id"]).any():
        message = "answers: got several of a city to a question, expected those of one round."
        raise FilterError(message)
    rows = rows.assign(points=points_of(rows["state"]), out=rows["state"].isin(EXCLUDED))
    table = rows.pivot_table(index="city_id", columns="question_id", values="points", dropna=False)
    table = table.reindex(columns=asked).astype("float64")
    n_out = rows.groupby("city_id")["out"].sum().reindex(table.index, fill_value=0)
    n_known, n_counted = table.notna().sum(axis=1), len(asked) - n_out
    return table[(n_known > 0) & (100 * n_known >= LEAST_COVERAGE * n_counted)]


def moves(
    own: Mapping[str, str],
    peers: pd.DataFrame,
    questions: Collection[str],
    leave_out: Collection[str] = (),
) -> Moves:
    """Find the smallest sets of actions that reach the median of the peers in a policy area.

    Args:
        own: State of the own answers by question; a question that is missing is not answered.
        peers: Points of the peers (0-100; NaN: none), one row per peer, one column per question,
            without the own city; see `peer_points`. A peer without any points is left out.
        questions: Questions of the policy area, MOST_QUESTIONS at most; others are left out.
        leave_out: Questions that are no choice for the city.

    Returns:
        Own score, median and sets. Only questions with a known step below the goal are actions.

    Raises:
        FilterError: More questions than can be tried exactly.
    """
    asked = sorted(set(questions))
    if len(asked) > MOST_QUESTIONS:
        message = f"questions: got {len(asked)}, expected at most {MOST_QUESTIONS}."
        raise FilterError(message)
    theirs = peers.reindex(columns=asked).to_numpy(dtype=float)
    theirs = theirs[~np.isnan(theirs).all(axis=1)]
    mine = np.array([POINTS.get(own.get(name, ""), np.nan) for name in asked])
    n_counted = sum(own.get(name, "") not in EXCLUDED for name in asked)
    n_known = int((~np.isnan(mine)).sum())
    median = float(np.median(np.nanmean(theirs, axis=1))) if len(theirs) else math.nan
    if not n_known or 100 * n_known < LEAST_COVERAGE * n_counted:
        return Moves(math.nan, median, len(theirs), *_NOTHING)
    below = [at for at, name in enumerate(asked) if mine[at] < GOAL and name not in leave_out]
    score = float(np.nanmean(mine))
    reachable = score + sum(float(GOAL - mine[at]) for at in below) / n_known
    found = _smallest(mine, below, median)
    sets = tuple(_ranked(asked, mine, theirs, found)[:MOST_SETS]) if found else ()
    there = score >= median - _TIE
    return Moves(score, median, len(theirs), there, reachable, sets, len(found))


def _smallest(mine: Values, below: Sequence[int], median: float) -> list[tuple[int, ...]]:
    """Return every smallest set of places that lifts the mean to the median; none: no need or way.

    The greatest gains of a size reach the median if any set of that size does, so only the sets of
    the first size that they reach it with need a trial.
    """
    n_known = int((~np.isnan(mine)).sum())
    missing = n_known * (median - _TIE) - float(np.nansum(mine))
    gains = {at: float(GOAL - mine[at]) for at in below}
    reached = np.cumsum(sorted(gains.values(), reverse=True))
    sizes = np.flatnonzero(reached >= missing)
    if not missing > 0 or not len(sizes):
        return []
    tried = combinations(below, int(sizes[0]) + 1)
    return [places for places in tried if sum(gains[at] for at in places) >= missing]


def _ranked(
    asked: Sequence[str], mine: Values, theirs: Values, found: Sequence[tuple[int, ...]]
) -> list[MoveSet]:
    """Return the sets with score and robustness, the best first."""
    raised = np.tile(mine, (len(found), 1))
    for row, places in enumerate(found):
        raised[row, list(places)] = GOAL
    weights = _weights(len(asked))
    of_peers, _coverage = weighted_scores(theirs / 100, weights)
    least = np.median(of_peers, axis=0) - _TIE
    parts = [
        weighted_scores(raised[start : start + _A_TIME] / 100, weights)[0] >= least
        for start in range(0, len(raised), _A_TIME)
    ]
    robust = np.concatenate([part.sum(axis=1) for part in parts]) * 100 / DRAWS
    scores = np.nanmean(raised, axis=1)
    sets = [
        MoveSet(tuple(asked[at] for at in places), float(score), float(share))
        for places, score, share in zip(found, scores, robust, strict=True)
    ]
    return sorted(sets, key=lambda each: (-each.robust_pct, -each.score, each.question_ids))


@lru_cache(maxsize=MOST_QUESTIONS)
def _weights(n_questions: int) -> Values:
    """Return the weight vectors, shape (n_questions, DRAWS)."""
    drawn = np.random.default_rng(_SEED).dirichlet(np.ones(n_questions), size=DRAWS)
    return np.ascontiguousarray(drawn.T)

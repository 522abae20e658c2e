"""The smallest sets that reach the median: by hand, by geometry, against every possible set.

        a    b    c    score
own     0   25   75    33.3
one    50   50   50    50
two    75   75   75    75
six    25   25   25    25

The median is 50, whatever the weights. With a raised the own score is 58.3, with b raised 50.
"""

from __future__ import annotations

import math
import statistics
from fractions import Fraction
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dashboard.analysis.answer_scores import POINTS, area_scores
from dashboard.analysis.criteria import weighted_scores
from dashboard.analysis.moves import (
    DRAWS,
    GOAL,
    MOST_QUESTIONS,
    MOST_SETS,
    _weights,
    moves,
    peer_points,
)
from dashboard.contracts.response import STATES
from dashboard.errors import FilterError

OWN = {"a": "not-in-place", "b": "planned", "c": "in-place"}
PEERS = pd.DataFrame(
    [[50.0] * 3, [75.0] * 3, [25.0] * 3], index=["one", "two", "six"], columns=list("abc")
)


def same(n_peers, score, questions):
    """Return peers with the same points everywhere."""
    return pd.DataFrame([[float(score)] * len(questions)] * n_peers, columns=list(questions))


def test_smallest_sets_by_hand():
    found = moves(OWN, PEERS, "abc")
    assert (found.own, found.median, found.n_peers) == (pytest.approx(100 / 3), 50, 3)
    assert (found.already_there, found.n_sets) == (False, 2)
    assert found.reachable == pytest.approx(75)
    assert [each.question_ids for each in found.sets] == [("a",), ("b",)]
    assert [each.score for each in found.sets] == pytest.approx([175 / 3, 50])


def test_robust_share_is_that_of_the_geometry():
    # With a: 75 - 50 w_b >= 50, so w_b <= 1/2: 1 - (1/2)^2. With b: w_a <= 1/3: 1 - (2/3)^2.
    found = moves(OWN, PEERS, "abc")
    assert [each.robust_pct for each in found.sets] == pytest.approx([75, 500 / 9], abs=3)


def test_two_actions_where_one_is_not_enough():
    found = moves(OWN, same(1, 75, "abc"), "abc")
    assert [each.question_ids for each in found.sets] == [("a", "b")]
    assert (found.sets[0].score, found.sets[0].robust_pct) == (75, 100)


def test_median_out_of_reach_is_said_with_the_best_score():
    found = moves(OWN, same(2, 80, "abc"), "abc")
    assert (found.sets, found.n_sets, found.already_there) == ((), 0, False)
    assert found.reachable == 75 < found.median


def test_no_set_is_needed_at_the_median_or_above():
    for score in (20, 100 / 3):
        found = moves(OWN, same(3, score, "abc"), "abc")
        assert (found.already_there, found.sets, found.n_sets) == (True, (), 0)


def test_only_known_steps_in_the_own_power_and_not_left_out_are_actions():
    own = {
        "a": "not-our-power",
        "b": "do-not-know",
        "c": "planned",
        "d": "started",
        "e": "in-place",
        "f": "in-place-and-evaluated",
    }
    found = moves(own, same(1, 68, "abcdef"), "abcdef")
    assert found.own == pytest.approx(62.5)  # 25 + 50 + 75 + 100 of 4
    assert [each.question_ids for each in found.sets] == [("c",), ("d",)]
    assert found.sets[0].score == 75
    without = moves(own, same(1, 68, "abcdef"), "abcdef", leave_out={"c"})
    assert [each.question_ids for each in without.sets] == [("d",)]
    assert without.reachable == pytest.approx(68.75)
    assert moves(own, same(1, 68, "abcdef"), "abcdef", leave_out={"c", "d"}).n_sets == 0


def test_without_own_score_or_peers_nothing_is_said():
    low = {"a": "planned", "b": "do-not-know", "c": ""}  # 1 of 3 known
    for own in (low, {}, dict.fromkeys("abc", "not-applicable")):
        found = moves(own, PEERS, "abc")
        assert math.isnan(found.own)
        assert math.isnan(found.reachable)
        assert (found.median, found.already_there, found.sets) == (50, False, ())
    for nobody in (PEERS[:0], PEERS * np.nan, PEERS.rename(columns=str.upper)):
        found = moves(OWN, nobody, "abc")
        assert math.isnan(found.median)
        assert (found.n_peers, found.already_there, found.sets) == (0, False, ())


def test_at_most_twenty_sets_are_kept_and_all_are_counted():
    names = [f"q{i:02}" for i in range(MOST_QUESTIONS)]
    found = moves(dict.fromkeys(names, "not-in-place"), same(1, 37.5, names), names)
    assert found.n_sets == math.comb(16, 8)
    assert len(found.sets) == MOST_SETS
    ranks = [(-each.robust_pct, -each.score, each.question_ids) for each in found.sets]
    assert ranks == sorted(ranks)


def test_more_questions_than_can_be_tried_are_refused():
    names = [f"q{i:02}" for i in range(MOST_QUESTIONS + 1)]
    with pytest.raises(FilterError, match="got 17, expected at most 16"):
        moves({}, same(1, 50, names), names)


def test_points_of_the_peers_leave_out_those_without_a_score():
    rows = [
        ("one", "a", "planned"),
        ("one", "b", "not-our-power"),
        ("one", "c", "do-not-know"),  # 1 of 2 known
        ("two", "a", "planned"),  # 1 of 3 known
        ("six", "a", "not-applicable"),
        ("six", "b", "not-applicable"),
        ("six", "c", "not-applicable"),
        ("own", "a", "started"),
        ("one", "z", "started"),
    ]
    answers = pd.DataFrame(rows, columns=["city_id", "question_id", "state"])
    found = peer_points(answers, "cab", ["one", "two", "six"])
    assert found.columns.tolist() == ["a", "b", "c"]
    assert found.index.tolist() == ["one"]
    np.testing.assert_equal(found.to_numpy().tolist(), [[25, np.nan, np.nan]])
    assert peer_points(answers, "abc", []).shape == (0, 3)
    with pytest.raises(FilterError, match="expected those of one round"):
        peer_points(pd.concat([answers, answers]), "abc", ["one"])


STEP_OR_NOT = st.sampled_from([*POINTS.values(), None])


@st.composite
def problems(draw, most=8):
    names = [f"q{i}" for i in range(draw(st.integers(1, most)))]
    states = st.lists(st.sampled_from(STATES), min_size=len(names), max_size=len(names))
    row = st.lists(STEP_OR_NOT, min_size=len(names), max_size=len(names))
    own = dict(zip(names, draw(states), strict=True))
    peers = pd.DataFrame(draw(st.lists(row, min_size=1, max_size=5)), columns=names, dtype=float)
    left = draw(st.sets(st.sampled_from(names), max_size=2))
    return own, peers, names, left


def exact_mean(points):
    return sum(map(Fraction, points), Fraction(0)) / len(points)


def by_trying_all(own, peers, names, left):
    """Return median, own score and all the smallest sets, in fractions, said as plainly as can."""
    rows = [[p for p in row if not math.isnan(p)] for row in peers.to_numpy().tolist()]
    scores = [exact_mean(row) for row in rows if row]
    known = {name: POINTS[own[name]] for name in names if own[name] in POINTS}
    out = sum(own[name] in {"not-our-power", "not-applicable"} for name in names)
    if not scores or not known or len(known) * 100 < 40 * (len(names) - out):
        return None
    median, score = statistics.median(scores), exact_mean(known.values())
    free = [name for name in known if known[name] < 75 and name not in left]
    for size in range(len(free) + 1):
        reach = [
            chosen
            for chosen in combinations(free, size)
            if exact_mean({**known, **dict.fromkeys(chosen, 75)}.values()) >= median
        ]
        if reach:
            return median, score, set(reach)
    return median, score, set()


@settings(deadline=None, max_examples=200)
@given(problems(), st.randoms())
def test_sets_are_those_of_trying_all(problem, dice):
    own, peers, names, left = problem
    found = moves(own, peers, names, left)
    expected = by_trying_all(*problem)
    if expected is None:
        assert found.n_sets == 0
        assert not found.already_there
        return
    median, score, reach = expected
    assert found.median == pytest.approx(float(median))
    assert found.own == pytest.approx(float(score))
    assert found.already_there == (reach == {()})
    reach -= {()}
    assert found.n_sets == len(reach)
    mine = [each.question_ids for each in found.sets]
    assert len(set(mine)) == len(mine) == min(len(reach), MOST_SETS)
    assert set(mine) <= reach
    if not found.already_there:
        assert (found.reachable >= found.median - 1e-6) == bool(reach)
    # The order of rows and questions changes nothing.
    shuffled = dict(dice.sample(list(own.items()), len(own)))
    other = peers.sample(frac=1, random_state=dice.randrange(2**31))
    again = moves(shuffled, other[names[::-1]], names[::-1], left)
    assert again.n_sets == found.n_sets
    assert [each.question_ids for each in again.sets] == mine


@settings(deadline=None, max_examples=15)
@given(problems(most=5))
def test_robust_share_is_that_of_a_plain_count(problem):
    own, peers, names, left = problem
    found = moves(own, peers, names, left)
    assume(found.sets)
    rows = [row for row in peers.to_numpy() if not np.isnan(row).all()]

    def score(row, weights):
        known = ~np.isnan(row)
        return np.average(row[known], weights=weights[known])

    medians = [statistics.median(score(row, w) for row in rows) for w in _weights(len(names)).T]
    for each in found.sets[:2]:
        mine = np.array([POINTS.get(own[name], np.nan) for name in names])
        mine[[names.index(name) for name in each.question_ids]] = 75
        scores = [score(mine, w) for w in _weights(len(names)).T]
        n = sum(s >= m - 1e-7 for s, m in zip(scores, medians, strict=True))
        assert each.robust_pct == pytest.approx(100 * n / DRAWS)


@settings(deadline=None, max_examples=60)
@given(problems())
def test_one_more_action_never_lowers_the_score_whatever_the_weights(problem):
    own, peers, names, left = problem
    points = np.array([POINTS.get(own[name], np.nan) for name in names])
    weights = _weights(len(names))
    before, _coverage = weighted_scores(points[None] / 100, weights)
    for at in np.flatnonzero(points < GOAL):
        raised = points.copy()
        raised[at] = GOAL
        after, _coverage = weighted_scores(raised[None] / 100, weights)
        assert (after >= before).all()
    free, bound = moves(own, peers, names), moves(own, peers, names, left)
    if not math.isnan(free.own):
        assert free.reachable >= bound.reachable >= free.own - 1e-9
    if bound.sets:  # with fewer to choose from, no smaller set
        assert len(free.sets[0].question_ids) <= len(bound.sets[0].question_ids)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(st.sampled_from([*STATES, ""]), min_size=4, max_size=4), max_size=5))
def test_scores_of_the_peers_are_the_area_scores(cities):
    rows = [
        (f"c{i}", "r1", q, state)
        for i, states in enumerate(cities)
        for q, state in zip("abcd", states, strict=True)
    ]
    columns = ["city_id", "round_id", "question_id", "state"]
    answers = pd.DataFrame(rows, columns=columns).astype("str")
    questions = pd.DataFrame({"question_id": list("abcd"), "version": 1, "area_id": "x"})
    expected = area_scores(answers, questions).dropna(subset=["area_score"])
    found = peer_points(answers, "abcd", [f"c{i}" for i in range(len(cities))]).mean(axis=1)
    assert found.index.tolist() == expected["city_id"].tolist()
    assert found.tolist() == pytest.approx(expected["area_score"].tolist())

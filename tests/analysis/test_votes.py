"""Votes of a working group: by hand, against SciPy, and by the laws they must keep.

Three voters and three items:     votes  30 20 10 | 30 10 20 | 20 30 10
ranks 1 2 3 | 1 3 2 | 2 1 3       totals 4, 6, 8 around 6: squares 4 + 0 + 4 = 8
W = 12 * 8 / (3 * 3 * (27 - 3)) = 96 / 216 = 0.444...

With a tie:                       votes  20 20 10 | 30 20 10
ranks 1.5 1.5 3 | 1 2 3           totals 2.5, 3.5, 6 around 4: squares 2.25 + 0.25 + 4 = 6.5
one tie of two: 8 - 2 = 6         W = 12 * 6.5 / (2 * 2 * 24 - 2 * 6) = 78 / 84
"""

from __future__ import annotations

import dataclasses
from math import isnan
from statistics import mean, stdev

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import friedmanchisquare

from dashboard.analysis.criteria import weighted_scores
from dashboard.analysis.votes import (
    PERMUTATIONS,
    agreement,
    changes_of_rank,
    disagreement,
    split,
    spread,
)

NAN = np.nan
UNTIED = np.array([[30.0, 20, 10], [30, 10, 20], [20, 30, 10]])
TIED = np.array([[20.0, 20, 10], [30, 20, 10]])
# Few different points, so that ties are common; tenths, so that sums have a last digit to lose.
POINTS = st.integers(0, 8).map(lambda points: points / 10)
SHAPES = st.tuples(st.integers(1, 7), st.integers(1, 5))
OPEN_VOTES = SHAPES.flatmap(lambda shape: arrays(float, shape, elements=POINTS | st.just(NAN)))
VOTES = SHAPES.flatmap(lambda shape: arrays(float, shape, elements=POINTS))
SEEDS = st.integers(0, 2**32 - 1)
LAWS = settings(deadline=None, max_examples=40)


def same(one, other):
    """Return whether two results are equal to the last digit, NaN like NaN."""
    pairs = zip(dataclasses.astuple(one), dataclasses.astuple(other), strict=True)
    return all(
        np.array_equal(a, b, equal_nan=not isinstance(a, str)) and type(a) is type(b)
        for a, b in pairs
    )


def shuffled(n, seed):
    return np.random.default_rng(seed).permutation(n)


def test_spread_of_the_votes_on_each_item():
    found = spread(np.array([[10.0, 40], [20, 40], [30, NAN], [60, NAN]]))
    assert found.n.tolist() == [4, 2]
    assert found.mean.tolist() == [30, 40]
    # Squares 400 + 100 + 0 + 900 = 1400 by n - 1 = 3.
    assert found.sd == pytest.approx([(1400 / 3) ** 0.5, 0])
    assert found.lowest.tolist() == [10, 40]
    assert found.q1.tolist() == [17.5, 40]
    assert found.median.tolist() == [25, 40]
    assert found.q3.tolist() == [37.5, 40]
    assert found.highest.tolist() == [60, 40]


def test_one_vote_has_no_deviation_and_none_has_no_figure():
    found = spread(np.array([[50.0, NAN]]))
    assert found.n.tolist() == [1, 0]
    assert found.mean[0] == found.lowest[0] == found.median[0] == found.highest[0] == 50
    assert np.isnan(found.sd).all()
    figures = [getattr(found, field.name)[1] for field in dataclasses.fields(found)[1:]]
    assert len(figures) == 7
    assert np.isnan(figures).all()


def test_no_voter_at_all_leaves_every_figure_open():
    found = spread(np.empty((0, 3)))
    assert found.n.tolist() == [0, 0, 0]
    assert np.isnan(found.mean).all()


def test_equal_votes_do_not_deviate_by_a_last_digit():
    found = spread(np.full((7, 1), 0.1))
    assert (found.mean[0], found.sd[0]) == (0.1, 0)


@LAWS
@given(OPEN_VOTES)
def test_spread_is_that_of_the_standard_library(votes):
    found = spread(votes)
    for item, column in enumerate(votes.T):
        known = [vote for vote in column.tolist() if not isnan(vote)]
        assert found.n[item] == len(known)
        if known:
            assert found.mean[item] == pytest.approx(mean(known))
        if len(known) > 1:
            assert found.sd[item] == pytest.approx(stdev(known), abs=1e-12)


@LAWS
@given(OPEN_VOTES, SEEDS)
def test_spread_does_not_depend_on_the_order_of_the_voters(votes, seed):
    found = spread(votes)
    assert same(found, spread(votes[shuffled(len(votes), seed)]))
    known = found.n > 0
    steps = np.array([found.lowest, found.q1, found.median, found.q3, found.highest])[:, known]
    assert (np.diff(steps, axis=0) >= 0).all()
    assert (found.lowest[known] <= found.mean[known]).all()
    assert (found.mean[known] <= found.highest[known]).all()


def test_groups_are_summed_up_apart():
    found = split(np.array([[10.0], [50], [30], [NAN]]), ["city", "state", "city", "other"])
    assert list(found) == ["city", "other", "state"]
    assert {group: of.n.tolist() for group, of in found.items()} == {
        "city": [2],
        "other": [0],
        "state": [1],
    }
    assert (found["city"].mean[0], found["state"].mean[0]) == (20, 50)
    assert np.isnan(found["other"].mean[0])


def test_items_are_ordered_by_how_far_the_voters_are_apart():
    # Deviations: 20 apart, no second voter, 40 apart, none, 20 apart again.
    votes = np.array([[10.0, 50, 0, 5, 60], [30, NAN, 40, 5, 80]])
    assert disagreement(votes).tolist() == [2, 0, 4, 3, 1]


def test_equal_deviations_stay_in_order_whatever_their_last_digit():
    # 0.1 and 0.3 deviate as far as 1.1 and 1.3, but for the last digit.
    votes = np.array([[0.1, 1.1, 0.1], [0.3, 1.3, 0.3]])
    assert len(set(spread(votes).sd.tolist())) > 1
    assert disagreement(votes).tolist() == [0, 1, 2]


def test_agreement_by_hand():
    found = agreement(UNTIED)
    assert found.w == pytest.approx(4 / 9)
    assert (found.n_voters, found.n_items, found.n_left_out) == (3, 3, 0)
    assert found.meaning == "moderate"


def test_agreement_is_corrected_for_ties():
    found = agreement(TIED)
    assert found.w == pytest.approx(78 / 84)
    assert found.meaning == "very-strong"


def test_chance_of_the_same_order_by_hand():
    # The second of two voters hits the order of the first in 1 of 3! = 6 cases.
    found = agreement(np.array([[3.0, 2, 1], [30, 20, 10]]))
    assert found.w == 1
    assert found.p_value == pytest.approx(1 / 6, abs=0.03)


def test_chance_is_never_nought():
    assert agreement(np.tile(np.arange(9.0), (9, 1))).p_value == 1 / (PERMUTATIONS + 1)


def test_voters_who_left_an_item_open_are_left_out():
    found = agreement(np.vstack([UNTIED, [[NAN, 90, 10]]]))
    assert found == dataclasses.replace(agreement(UNTIED), n_left_out=1)


@pytest.mark.parametrize(
    ("votes", "n_voters", "n_items"),
    [
        (np.empty((0, 3)), 0, 3),
        (np.array([[3.0, 2, 1]]), 1, 3),
        (np.array([[3.0], [1]]), 2, 1),
        (np.empty((2, 0)), 2, 0),
        (np.full((3, 4), 25.0), 3, 4),
    ],
    ids=["no voter", "one voter", "one item", "no item", "all level"],
)
def test_nothing_to_agree_on_has_no_agreement(votes, n_voters, n_items):
    found = agreement(votes)
    assert np.isnan([found.w, found.p_value]).all()
    assert (found.n_voters, found.n_items, found.meaning) == (n_voters, n_items, "")


# Two voters and five items: W = (1 + Spearman's rho) / 2 = 1 - d / 40, d the sum of the squared
# differences of rank.
@pytest.mark.parametrize(
    ("order", "w", "meaning"),
    [
        ([5, 4, 3, 2, 1], 0.0, "very-weak"),  # 16 + 4 + 0 + 4 + 16 = 40
        ([4, 5, 2, 3, 1], 0.1, "very-weak"),  # 9 + 9 + 1 + 1 + 16 = 36
        ([4, 5, 1, 3, 2], 0.2, "very-weak"),  # 9 + 9 + 4 + 1 + 9 = 32; half-way: the weaker
        ([4, 5, 1, 2, 3], 0.25, "weak"),  # 9 + 9 + 4 + 4 + 4 = 30
        ([5, 2, 1, 4, 3], 0.4, "weak"),  # 16 + 0 + 4 + 0 + 4 = 24
        ([2, 3, 5, 4, 1], 0.45, "moderate"),  # 1 + 1 + 4 + 0 + 16 = 22
        ([1, 4, 5, 2, 3], 0.6, "moderate"),  # 0 + 4 + 4 + 4 + 4 = 16
        ([1, 5, 2, 3, 4], 0.7, "strong"),  # 0 + 9 + 1 + 1 + 1 = 12
        ([1, 4, 3, 2, 5], 0.8, "strong"),  # 0 + 4 + 0 + 4 + 0 = 8
        ([1, 2, 4, 5, 3], 0.85, "very-strong"),  # 0 + 0 + 1 + 1 + 4 = 6
        ([1, 2, 3, 4, 5], 1.0, "very-strong"),
    ],
)
def test_agreement_is_read_by_the_nearest_step(order, w, meaning):
    found = agreement(np.array([[1.0, 2, 3, 4, 5], order]))
    assert (found.w, found.meaning) == (pytest.approx(w), meaning)


@LAWS
@given(VOTES, SEEDS)
def test_agreement_depends_on_no_order(votes, seed):
    found = agreement(votes)
    assert same(found, agreement(votes[shuffled(len(votes), seed)]))
    assert same(found, agreement(votes[:, shuffled(votes.shape[1], seed)]))
    assert same(found, agreement(votes))
    if found.meaning:
        assert 0 <= found.w <= 1
        assert 0 < found.p_value <= 1


@LAWS
@given(st.integers(2, 8), st.integers(2, 8), SEEDS)
def test_unanimous_voters_agree_fully(n_voters, n_items, seed):
    order = shuffled(n_items, seed).astype(float)
    budgets = np.arange(1, n_voters + 1)[:, None] * order
    assert agreement(budgets).w == 1


@LAWS
@given(
    st.tuples(st.integers(2, 9), st.integers(3, 6)).flatmap(
        lambda shape: arrays(float, shape, elements=POINTS)
    )
)
def test_agreement_is_that_of_scipy(votes):
    if (votes == votes[:, :1]).all():
        return
    n_voters, n_items = votes.shape
    statistic = friedmanchisquare(*votes.T).statistic
    assert agreement(votes).w == pytest.approx(statistic / (n_voters * (n_items - 1)), abs=1e-9)


@pytest.mark.parametrize("pull", [0.1, 0.2, 0.3, 0.4])
def test_chance_is_about_that_of_scipy(pull):
    noise = np.random.default_rng(4).normal(size=(20, 6))
    votes = np.round(noise + pull * np.arange(6) / 2, 1)
    expected = friedmanchisquare(*votes.T).pvalue
    assert agreement(votes).p_value == pytest.approx(expected, abs=0.03)


# Candidates: one good by the first criterion, one by the second, one in between.
VALUES = np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])
EVEN = np.array([50.0, 50])


def test_ranks_before_and_after_the_vote():
    found = changes_of_rank(VALUES, np.array([[90.0, 10], [70, 30]]), np.array([20.0, 80]))
    assert found.before.tolist() == [3, 1, 2]
    assert found.after.tolist() == [1, 3, 2]
    assert found.n_voters == 2
    assert found.same_for_all.tolist() == [True, True, True]


def test_equal_scores_share_a_span_of_ranks():
    found = changes_of_rank(VALUES, np.array([[90.0, 10], [10, 90]]), EVEN)
    assert (found.before.tolist(), found.before_last.tolist()) == ([1, 1, 1], [3, 3, 3])
    assert (found.after.tolist(), found.after_last.tolist()) == ([1, 1, 1], [3, 3, 3])


def test_best_and_worst_rank_are_those_of_single_voters():
    found = changes_of_rank(VALUES, np.array([[90.0, 10], [60, 40], [10, 90]]), EVEN)
    assert found.best.tolist() == [1, 1, 2]
    assert found.worst.tolist() == [3, 3, 2]
    assert found.same_for_all.tolist() == [False, False, True]


def test_weights_after_the_vote_are_the_mean_not_the_middle():
    # Mean 60 to 40, though two of three voters prefer the second criterion.
    found = changes_of_rank(VALUES, np.array([[90.0, 10], [45, 55], [45, 55]]), EVEN)
    assert found.after.tolist() == [1, 3, 2]


def test_share_of_voters_with_a_candidate_among_the_first():
    # The third voter finds all three level: each takes a third of every rank.
    found = changes_of_rank(VALUES, np.array([[90.0, 10], [60, 40], [50, 50]]), EVEN)
    assert found.first_share(1) == pytest.approx([(2 + 1 / 3) / 3, 1 / 9, 1 / 9])
    assert found.first_share(2) == pytest.approx([(2 + 2 / 3) / 3, 2 / 9, (2 + 2 / 3) / 3])
    assert found.first_share(3).tolist() == [1, 1, 1]
    assert found.worst.tolist() == [3, 3, 3]


def test_one_span_shared_in_two_ways_is_not_the_same_rank():
    # The first voter puts the first candidate level with the second, the second voter above it.
    values = np.array([[1.0, 1.0], [1.0, 0.0]])
    found = changes_of_rank(values, np.array([[100.0, 0], [50, 50]]), EVEN)
    assert found.first[0].tolist() == [1, 1]
    assert found.same_for_all.tolist() == [False, False]


def test_candidate_of_which_nothing_is_known_comes_last():
    values = np.array([[NAN, NAN], [0.0, 0.0], [1.0, NAN]])
    found = changes_of_rank(values, np.array([[80.0, 20]]), EVEN)
    assert found.before.tolist() == found.after.tolist() == found.best.tolist() == [3, 2, 1]


def test_missing_value_counts_as_worst_only_where_asked():
    values = np.array([[1.0, NAN], [0.6, 0.6]])
    lenient = changes_of_rank(values, np.array([[50.0, 50]]), EVEN)
    strict = changes_of_rank(values, np.array([[50.0, 50]]), EVEN, missing_is_worst=True)
    assert (lenient.after.tolist(), strict.after.tolist()) == ([1, 2], [2, 1])


def test_voters_with_an_open_weight_or_none_are_left_out():
    open_votes = np.array([[90.0, 10], [NAN, 100], [0, 0]])
    found = changes_of_rank(VALUES, open_votes, EVEN)
    assert found.n_voters == 1
    assert found.after.tolist() == found.worst.tolist() == [1, 3, 2]


def test_without_voters_nothing_moves():
    found = changes_of_rank(VALUES, np.empty((0, 2)), np.array([80.0, 20]))
    assert found.n_voters == 0
    assert found.before.tolist() == found.after.tolist() == found.best.tolist() == [1, 3, 2]
    assert np.isnan(found.first_share(1)).all()


@st.composite
def ballots(draw):
    """Return values of candidates and budgets of voters: points that sum to 100."""
    n_voters, n_criteria = draw(st.integers(1, 6)), draw(st.integers(1, 4))
    parts = st.integers(0, 8).map(lambda part: part / 8) | st.just(NAN)
    values = draw(arrays(float, (draw(st.integers(1, 6)), n_criteria), elements=parts))
    rng = np.random.default_rng(draw(SEEDS))
    even = np.ones(n_criteria) / n_criteria
    return values, rng.multinomial(100, even, size=n_voters).astype(float)


@LAWS
@given(ballots(), st.booleans(), SEEDS)
def test_laws_of_the_ranks(ballot, missing_is_worst, seed):
    values, weights = ballot
    before = weights[0]

    def ranked(values, weights):
        return changes_of_rank(values, weights, before, missing_is_worst=missing_is_worst)

    found = ranked(values, weights)
    assert (found.best <= found.worst).all()
    assert found.best.min() == 1
    for n in range(len(values) + 1):
        assert found.first_share(n).sum() == pytest.approx(n)
    # The ranks of a voter are those of the scores under the weights of that voter.
    for voter, own in enumerate(weights):
        scores, _ = weighted_scores(values, own, missing_is_worst=missing_is_worst)
        scores = np.where(np.isnan(scores), -1, scores)
        assert found.first[:, voter].tolist() == [1 + int((scores > s).sum()) for s in scores]
    again = ranked(values, weights[shuffled(len(weights), seed)])
    for name in ("before", "after", "after_last", "best", "worst", "same_for_all"):
        assert np.array_equal(getattr(found, name), getattr(again, name))
    order = shuffled(len(values), seed)
    moved = ranked(values[order], weights)
    for name in ("before", "after", "best", "worst", "same_for_all"):
        assert np.array_equal(getattr(found, name)[order], getattr(moved, name))

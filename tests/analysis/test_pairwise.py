"""Weights from picks between two: by hand, against choix, and by the laws they must keep."""

from __future__ import annotations

import choix
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.pairwise import PRIOR, bradley_terry, wins_of

SEEDS = st.integers(0, 2**32 - 1)
LAWS = settings(deadline=None, max_examples=30)
# Every item was preferred to another at least once, and a chain of wins leads all round.
CONNECTED = np.array([[0.0, 2, 4, 1], [1, 0, 2, 3], [2, 1, 0, 2], [1, 0, 1, 0]])


def by_choix(wins):
    return np.exp(choix.ilsr_pairwise_dense(wins, max_iter=10_000, tol=1e-12))


def shares(strengths):
    return strengths / strengths.sum()


def cycle(n_items):
    """Return one win of each item over the next, and of the last over the first."""
    return np.roll(np.eye(n_items), 1, axis=1)


@st.composite
def pick_lists(draw):
    """Return picks between 2 to 5 items and the number of items."""
    n_items = draw(st.integers(2, 5))
    pairs = st.tuples(st.integers(0, n_items - 1), st.integers(0, n_items - 1))
    pairs = pairs.filter(lambda pair: pair[0] != pair[1])
    picked = st.tuples(pairs, st.sampled_from([1.0, 0.5, 0.0])).map(lambda p: (*p[0], p[1]))
    return draw(st.lists(picked, max_size=20)), n_items


def test_picks_are_counted_for_the_preferred_item():
    picks = [(0, 1, 1.0), (0, 1, 0.0), (1, 0, 0.0), (2, 1, 0.5)]
    assert wins_of(picks, 3).tolist() == [[0, 2, 0], [1, 0, 0.5], [0, 0.5, 0]]


def test_three_to_one_is_three_quarters():
    found = bradley_terry(np.array([[0.0, 3], [1, 0]]), prior=0.0)
    assert found.weights == pytest.approx([0.75, 0.25])
    assert (found.n_comparisons, found.connected) == (4, True)
    # Without a prior there is no range.
    assert np.isnan([found.low, found.high]).all()


def test_prior_draws_the_weights_together():
    found = bradley_terry(np.array([[0.0, 3], [1, 0]]))
    assert found.weights == pytest.approx([3.1 / 4.2, 1.1 / 4.2])


def test_a_tie_is_half_a_win_for_each():
    found = bradley_terry(wins_of([(0, 1, 1.0), (0, 1, 0.5)], 2), prior=0.0)
    assert found.weights == pytest.approx([0.75, 0.25])
    assert found.n_comparisons == 2


def test_items_that_win_in_a_circle_weigh_the_same():
    found = bradley_terry(cycle(4), prior=0.0)
    assert found.connected
    assert found.weights == pytest.approx([0.25] * 4)


@pytest.mark.parametrize("n_items", [0, 1, 2, 4])
def test_nothing_compared_gives_equal_weights_without_a_range(n_items):
    found = bradley_terry(np.zeros((n_items, n_items)))
    assert found.weights.tolist() == [1 / max(n_items, 1)] * n_items
    assert len(found.low) == len(found.high) == n_items
    assert np.isnan(found.low).all()
    assert np.isnan(found.high).all()
    assert found.n_comparisons == 0
    assert found.connected == (n_items < 2)


def test_wins_one_way_only_are_not_connected_and_the_prior_holds_for_every_pair():
    wins = np.array([[0.0, 1, 0], [0, 0, 1], [0, 0, 0]])
    found = bradley_terry(wins)
    assert not found.connected
    everywhere = wins + PRIOR * (1 - np.eye(3))
    assert found.weights == pytest.approx(shares(by_choix(everywhere)), abs=1e-8)
    assert np.isnan(bradley_terry(wins, prior=0.0).weights).all()


def test_connected_wins_take_the_prior_for_compared_pairs_only():
    wins = cycle(4) * [[3], [1], [1], [1]]
    assert bradley_terry(wins).connected
    compared = wins + PRIOR * ((wins + wins.T) > 0)
    assert bradley_terry(wins).weights == pytest.approx(shares(by_choix(compared)), abs=1e-8)


def test_a_long_chain_of_wins_is_followed_to_its_end():
    assert bradley_terry(cycle(9)).connected
    broken = cycle(9)
    broken[8, 0] = 0
    assert not bradley_terry(broken).connected


def test_item_never_compared_has_a_weight_but_no_range():
    found = bradley_terry(wins_of([(0, 1, 1.0), (0, 1, 0.0)], 3))
    assert found.weights == pytest.approx([1 / 3] * 3)
    assert np.isnan(found.low).tolist() == np.isnan(found.high).tolist() == [False, False, True]


def test_wins_of_an_item_over_itself_say_nothing():
    found = bradley_terry(np.array([[7.0, 3], [1, 7]]), prior=0.0)
    assert found.weights == pytest.approx([0.75, 0.25])
    assert found.n_comparisons == 4


def test_range_of_two_items_is_that_of_the_binomial():
    # 60 of 100: with the prior 0.6; 5th and 95th percentile 52 and 68 wins, give or take one.
    found = bradley_terry(np.array([[0.0, 60], [40, 0]]))
    assert found.low[0] == pytest.approx(0.52, abs=0.015)
    assert found.high[0] == pytest.approx(0.68, abs=0.015)
    assert found.low[1] == pytest.approx(1 - found.high[0])


def test_one_pick_alone_is_not_taken_for_certain():
    found = bradley_terry(wins_of([(0, 1, 1.0)], 2))
    assert found.weights == pytest.approx([1.1 / 1.2, 0.1 / 1.2])
    assert found.low == pytest.approx([0.1 / 1.2] * 2)
    assert found.high == pytest.approx([1.1 / 1.2] * 2)


def test_range_holds_the_weight_of_an_item_that_never_lost():
    # Of 60 single wins each resample turns some round, so that hardly one reaches the weight.
    found = bradley_terry(wins_of([(0, other, 1.0) for other in range(1, 61)], 61))
    assert found.high[0] == found.weights[0]
    assert (found.low <= found.weights).all()


def test_more_of_the_same_picks_narrow_the_range():
    few, many = bradley_terry(CONNECTED), bradley_terry(25 * CONNECTED)
    assert ((many.high - many.low) < (few.high - few.low) / 2).all()


def test_half_a_comparison_can_be_drawn_anew():
    found = bradley_terry(np.array([[0.0, 1], [0.5, 0]]))
    assert found.weights == pytest.approx([1.1 / 1.7, 0.6 / 1.7])
    assert found.low[0] == pytest.approx(0.1 / 1.7)
    assert found.high[0] == pytest.approx(1.6 / 1.7)


def test_weights_are_those_of_choix():
    picks = [(i, j) for i in range(4) for j in range(4) for _ in range(int(CONNECTED[i, j]))]
    found = bradley_terry(CONNECTED, prior=0.0).weights
    assert found == pytest.approx(shares(np.exp(choix.mm_pairwise(4, picks))), abs=1e-6)
    assert found == pytest.approx(shares(np.exp(choix.opt_pairwise(4, picks, 1e-9))), abs=1e-6)


@LAWS
@given(pick_lists())
def test_weights_are_those_of_choix_whatever_the_picks(case):
    picks, n_items = case
    # A circle of half wins, so that there always is an answer.
    wins = wins_of(picks, n_items) + cycle(n_items) / 2
    expected = shares(by_choix(wins))
    assert bradley_terry(wins, prior=0.0).weights == pytest.approx(expected, abs=1e-7)


@LAWS
@given(pick_lists(), SEEDS)
def test_laws(case, seed):
    picks, n_items = case
    rng = np.random.default_rng(seed)
    found = bradley_terry(wins_of(picks, n_items))
    assert found.n_comparisons == len(picks)
    assert found.weights.sum() == pytest.approx(1)
    ranged = ~np.isnan(found.low)
    assert ranged.tolist() == [any(i in pick[:2] for pick in picks) for i in range(n_items)]
    assert (found.low[ranged] <= found.weights[ranged]).all()
    assert (found.weights[ranged] <= found.high[ranged]).all()
    # In another order, and each pair asked the other way round: the same to the last digit.
    turned = [(j, i, 1 - outcome) for i, j, outcome in picks]
    again = bradley_terry(wins_of([turned[i] for i in rng.permutation(len(picks))], n_items))
    for name in ("weights", "low", "high"):
        assert np.array_equal(getattr(found, name), getattr(again, name), equal_nan=True)
    order = rng.permutation(n_items)
    moved = bradley_terry(wins_of(picks, n_items)[np.ix_(order, order)])
    np.testing.assert_allclose(moved.weights, found.weights[order], rtol=1e-6)
    assert moved.connected == found.connected


@LAWS
@given(pick_lists())
def test_one_more_win_never_lowers_a_weight(case):
    picks, n_items = case
    wins = wins_of(picks, n_items) + cycle(n_items)
    more = wins.copy()
    more[0, 1] += 1
    before, after = (bradley_terry(each, prior=0.0).weights for each in (wins, more))
    assert after[0] > before[0]

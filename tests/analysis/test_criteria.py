"""Scores by several criteria: by hand, against pymcdm, and by the laws they must keep."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pymcdm.helpers import rankdata
from pymcdm.methods import WSM
from pymcdm.normalizations import max_normalization

from dashboard.analysis.criteria import dominance, normalised, weighted_scores
from dashboard.analysis.ranks import rank_spans

NAN = np.nan
# Values in 64ths: sums of them are exact, so that ties are ties.
PARTS = st.integers(0, 64).map(lambda part: part / 64)


def tables(least=2, most=9, *, missing=False):
    cells = st.one_of(PARTS, st.just(NAN)) if missing else PARTS
    shapes = st.tuples(st.integers(least, most), st.integers(1, 4))
    return shapes.flatmap(lambda shape: arrays(float, shape, elements=cells))


def test_highest_figure_of_a_criterion_becomes_one_and_half_of_it_a_half():
    raw = np.array([[4, 0, NAN], [8, 0, 3], [0, 0, NAN]], dtype=float)
    expected = [[0.5, 0, NAN], [1, 0, 1], [0, 0, NAN]]
    np.testing.assert_array_equal(normalised(raw), expected)


def test_score_and_coverage_by_hand():
    #                     weights 1    0.5   0.5
    values = np.array([[1.0, 0.5, 0.0], [0.5, NAN, 1.0], [NAN, NAN, NAN]])
    weights = np.array([1.0, 0.5, 0.5])
    scores, coverage = weighted_scores(values, weights)
    # (1 + 0.25 + 0) / 2 = 62.5 %; without the missing one (0.5 + 0.5) / 1.5 = 66.67 %.
    np.testing.assert_allclose(scores, [62.5, 66.666666667, NAN])
    np.testing.assert_allclose(coverage, [100, 75, 0])
    worst, same_coverage = weighted_scores(values, weights, missing_is_worst=True)
    np.testing.assert_allclose(worst, [62.5, 50, 0])
    np.testing.assert_array_equal(same_coverage, coverage)


def test_weights_that_are_all_zero_give_no_score():
    scores, coverage = weighted_scores(np.array([[1.0, 0.5]]), np.array([0.0, 0.0]))
    assert np.isnan(scores).all()
    assert coverage.tolist() == [0]


def test_value_of_weight_zero_plays_no_part_even_if_missing():
    scores, coverage = weighted_scores(np.array([[0.5, NAN]]), np.array([1.0, 0.0]))
    assert (scores.tolist(), coverage.tolist()) == ([50], [100])


@pytest.mark.parametrize("seed", range(40))
def test_scores_and_ranks_are_those_of_pymcdm(seed):
    generator = np.random.default_rng(seed)
    raw = generator.uniform(0.01, 50, (generator.integers(2, 50), generator.integers(1, 5)))
    weights = generator.dirichlet(np.ones(raw.shape[1]))
    scores, _coverage = weighted_scores(normalised(raw), weights)
    oracle = WSM(max_normalization)(raw, weights, np.ones(raw.shape[1]), validation=False)
    np.testing.assert_allclose(scores / 100, oracle, atol=1e-11)
    first, last = rank_spans(scores)
    np.testing.assert_allclose(
        (first + last) / 2, rankdata(np.round(oracle * 100, 9), reverse=True)
    )


def test_dominance_by_hand():
    #                   best          below it      good at one   like the second
    values = np.array([[1.0, 0.5], [0.5, 0.5], [0.25, 1.0], [0.5, 0.5]])
    expected = np.zeros((4, 4), dtype=bool)
    expected[0, [1, 3]] = True
    np.testing.assert_array_equal(dominance(values), expected)


def test_candidates_with_other_known_criteria_do_not_dominate_unless_missing_is_worst():
    values = np.array([[1.0, 1.0], [0.5, NAN]])
    assert not dominance(values).any()
    assert dominance(values, missing_is_worst=True)[0, 1]


@settings(deadline=None)
@given(tables(missing=True), st.data(), st.booleans())
def test_dominated_candidate_never_ranks_above_its_dominator(values, data, missing_is_worst):
    parts = st.integers(0, 10).map(lambda tenth: tenth / 10)
    weights = np.array(
        data.draw(st.lists(parts, min_size=values.shape[1], max_size=values.shape[1]))
    )
    scores, _ = weighted_scores(values, weights, missing_is_worst=missing_is_worst)
    for better, worse in np.argwhere(dominance(values, missing_is_worst=missing_is_worst)):
        if not np.isnan(scores[better]):
            assert scores[better] >= scores[worse] - 1e-9


@settings(deadline=None)
@given(tables(missing=True), st.randoms(use_true_random=False))
def test_order_of_the_rows_does_not_matter(values, random):
    order = list(range(len(values)))
    random.shuffle(order)
    weights = np.arange(1, values.shape[1] + 1) / 10
    np.testing.assert_array_equal(
        weighted_scores(values[order], weights)[0], weighted_scores(values, weights)[0][order]
    )


@settings(deadline=None)
@given(tables())
def test_equal_candidates_share_a_rank(values):
    twice = np.vstack([values, values[:1]])
    scores, _ = weighted_scores(twice, np.arange(1, values.shape[1] + 1) / 10)
    first, last = rank_spans(scores)
    assert first[0] == first[-1]
    assert last[0] == last[-1] > first[0]

"""Rank acceptability under all weights: by hand, by geometry, and by the laws it must keep."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dashboard.analysis.criteria import dominance, weighted_scores
from dashboard.analysis.robustness import DRAWS, robustness

NAN = np.nan
PARTS = st.one_of(st.integers(0, 64).map(lambda part: part / 64), st.just(NAN))
TABLES = st.tuples(st.integers(1, 7), st.integers(1, 3)).flatmap(
    lambda shape: arrays(float, shape, elements=PARTS)
)


def test_candidate_that_is_best_by_everything_is_first_whatever_the_weights():
    found = robustness(np.array([[1.0, 1.0], [0.5, 0.2], [0.2, 0.5]]))
    assert found.acceptability[0].tolist() == [1, 0, 0]
    assert found.in_first(1).tolist() == [1, 0, 0]
    assert (found.best[0], found.worst[0], found.low[0], found.high[0]) == (1, 1, 1, 1)


def test_share_of_weights_is_that_of_the_geometry():
    # The first wins where w > (1 - w) / 2 with w its weight, that is w > 1/3: 2/3 of the weights.
    found = robustness(np.array([[1.0, 0.0], [0.0, 0.5]]))
    assert found.acceptability[0, 0] == pytest.approx(2 / 3, abs=0.02)
    # Where it is first, its weight lies between 1/3 and 1: 2/3 on average.
    assert found.central_weights(1)[0] == pytest.approx([2 / 3, 1 / 3], abs=0.02)
    assert found.central_weights(1)[1] == pytest.approx([1 / 6, 5 / 6], abs=0.02)


def test_three_criteria_that_each_favour_another_share_the_first_rank():
    found = robustness(np.eye(3))
    np.testing.assert_allclose(found.acceptability, np.full((3, 3), 1 / 3), atol=0.02)


def test_equal_candidates_share_the_ranks_of_their_span():
    found = robustness(np.array([[0.5, 0.5], [0.5, 0.5], [0.1, 0.1]]))
    assert found.acceptability.tolist() == [[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 1]]
    assert (found.low[0], found.high[0]) == (1, 2)


def test_criterion_without_any_value_gets_no_weight():
    with_empty = robustness(np.array([[1.0, NAN, 0.0], [0.0, NAN, 0.5]]))
    assert with_empty.criteria == (0, 2)
    assert with_empty.weights.shape == (2, DRAWS)
    assert with_empty.acceptability[0, 0] == pytest.approx(2 / 3, abs=0.02)


def test_one_criterion_has_one_weight_vector():
    found = robustness(np.array([[0.2], [0.9], [0.9]]))
    assert found.first[:, 0].tolist() == [3, 1, 1]
    assert found.acceptability.tolist() == [[0, 0, 1], [0.5, 0.5, 0], [0.5, 0.5, 0]]


def test_candidate_never_among_the_first_has_no_central_weights():
    found = robustness(np.array([[1.0, 1.0], [0.1, 0.1]]))
    assert np.isnan(found.central_weights(1)[1]).all()


def test_drawn_weights_are_shares_and_the_same_every_time():
    values = np.array([[0.3, 0.9, 0.1], [0.5, 0.2, 0.7]])
    found, again = robustness(values), robustness(values)
    np.testing.assert_allclose(found.weights.sum(axis=0), 1)
    np.testing.assert_array_equal(found.first, again.first)


def test_ranks_are_those_of_the_scores_under_each_weight_vector():
    values = np.random.default_rng(3).uniform(size=(9, 3))
    found = robustness(values)
    for draw in range(0, DRAWS, 997):
        scores, _ = weighted_scores(values, found.weights[:, draw])
        expected = [1 + int((scores > score).sum()) for score in scores]
        assert found.first[:, draw].tolist() == expected


@settings(deadline=None, max_examples=40)
@given(TABLES, st.booleans())
def test_laws(values, missing_is_worst):
    if np.isnan(values).all():
        return
    found = robustness(values, missing_is_worst=missing_is_worst)
    shares = found.acceptability
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    np.testing.assert_allclose(shares.sum(axis=0), 1)
    assert (found.best <= found.low).all()
    assert (found.low <= found.high).all()
    assert (found.high <= found.worst).all()
    for better, worse in np.argwhere(dominance(values, missing_is_worst=missing_is_worst)):
        assert (found.first[better] <= found.first[worse]).all()


@settings(deadline=None, max_examples=20)
@given(TABLES)
def test_order_of_the_rows_does_not_matter(values):
    if np.isnan(values).all():
        return
    np.testing.assert_allclose(
        robustness(values[::-1]).acceptability, robustness(values).acceptability[::-1], atol=1e-12
    )

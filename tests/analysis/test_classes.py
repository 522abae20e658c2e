"""Classes of a map: edges that a reader can check by hand."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.analysis.classes import (
    COUNT_EDGES,
    GAP_EDGES,
    UNKNOWN,
    classify,
    quantile_edges,
    scale_edges,
)


@pytest.mark.parametrize(
    ("low", "high", "edges"),
    [(1, 5, (2, 3, 4)), (0, 100, (20, 40, 60, 80)), (0, 2, (1,))],
)
def test_scale_is_cut_into_equal_steps(low, high, edges):
    assert scale_edges(low, high) == edges


def test_value_on_an_edge_belongs_to_the_class_above():
    assert classify(np.array([1.0, 2.0, 5.0, 6.0]), COUNT_EDGES).tolist() == [0, 1, 2, 3]


def test_parity_is_in_the_middle_class():
    assert classify(np.array([-30.0, -5.0, 0.0, 5.0, 30.0]), GAP_EDGES).tolist() == [0, 1, 2, 3, 4]


def test_unknown_is_no_class():
    assert classify(np.array([np.nan, 0.0]), COUNT_EDGES).tolist() == [UNKNOWN, 0]


def test_few_values_have_a_class_each():
    assert quantile_edges([7, 3, 7, 5]) == (5, 7)


def test_equal_values_are_one_class():
    assert quantile_edges([4, 4, 4]) == ()


def test_many_values_are_cut_into_about_equal_parts():
    values = np.arange(0, 1000, dtype=float)
    assert quantile_edges(values) == (200, 400, 600, 800)
    counts = np.bincount(classify(values, quantile_edges(values)))
    assert counts.tolist() == [200] * 5


def test_edges_that_two_digits_would_merge_get_more():
    edges = quantile_edges([100.0 + place / 100 for place in range(100)])
    assert len(edges) == 4
    assert list(edges) == sorted(set(edges))


def test_zero_among_the_cuts_stays_zero():
    assert 0 in quantile_edges([-3, -2, -1, 0, 0, 0, 0, 1, 2, 3])


def test_values_that_no_rounding_tells_apart_share_an_edge():
    # Five digits write all of them as 1 000 000: no edge lies above the least value.
    assert quantile_edges([1_000_000 + place / 100 for place in range(10)]) == ()

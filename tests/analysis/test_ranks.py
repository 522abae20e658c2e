"""Ranks with ties and groups of overlapping ranges: by hand, against SciPy, and by law.

scores    30  10  20  20  20      first  1  5  2  2  2      last  1  5  4  4  4
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from dashboard.analysis.ranks import overlap_groups, rank_label, rank_spans

# Few different values, so that ties are common; and full precision, so that near-ties are too.
SCORES = st.lists(
    st.integers(0, 5).map(float) | st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=20
).map(np.array)
RANGES = st.lists(st.tuples(st.integers(1, 12), st.integers(0, 4)), min_size=1, max_size=12).map(
    lambda pairs: [(low, low + width) for low, width in pairs]
)


def groups_of(ranges):
    return overlap_groups([low for low, _ in ranges], [high for _, high in ranges])


def overlap(one, other):
    return one[0] <= other[1] and other[0] <= one[1]


def test_equal_scores_share_the_best_rank_of_their_span():
    first, _last = rank_spans(np.array([30.0, 10, 20, 20, 20]))
    assert first.tolist() == [1, 5, 2, 2, 2]


def test_equal_scores_share_the_worst_rank_of_their_span():
    _first, last = rank_spans(np.array([30.0, 10, 20, 20, 20]))
    assert last.tolist() == [1, 5, 4, 4, 4]


def test_scores_are_ranked_on_full_precision():
    first, last = rank_spans(np.array([0.1 + 0.2, 0.3]))
    assert (first.tolist(), last.tolist()) == ([1, 2], [1, 2])


def test_each_column_is_ranked_on_its_own():
    first, _last = rank_spans(np.array([[1.0, 9, 5], [2.0, 8, 5]]))
    assert first.tolist() == [[2, 1, 1], [1, 2, 1]]


@given(SCORES)
def test_best_ranks_are_those_of_scipy(scores):
    assert rank_spans(scores)[0].tolist() == rankdata(-scores, method="min").tolist()


@given(SCORES)
def test_worst_ranks_are_those_of_scipy(scores):
    assert rank_spans(scores)[1].tolist() == rankdata(-scores, method="max").tolist()


@given(SCORES)
def test_every_place_is_given_once(scores):
    first, last = rank_spans(scores)
    assert (first + last).sum() == len(scores) * (len(scores) + 1)


@given(
    SCORES.flatmap(lambda scores: st.tuples(st.just(scores), st.permutations(range(len(scores)))))
)
def test_order_of_rows_does_not_matter(case):
    scores, order = case
    assert rank_spans(scores[order])[0].tolist() == rank_spans(scores)[0][order].tolist()


@pytest.mark.parametrize(("first", "last", "label"), [(4, 4, "4"), (4, 5, "4-5"), (1, 49, "1-49")])
def test_label_shows_the_span_of_a_shared_rank(first, last, label):
    assert rank_label(first, last) == label


def test_ranges_that_do_not_touch_are_groups_of_their_own():
    assert groups_of([(1, 1), (2, 3), (4, 6)]) == [1, 2, 3]


def test_ranges_that_share_one_rank_are_one_group():
    assert groups_of([(1, 2), (2, 3), (4, 4)]) == [1, 1, 2]


def test_a_chain_of_overlaps_is_one_group_though_its_ends_do_not_touch():
    assert groups_of([(1, 2), (2, 4), (4, 5)]) == [1, 1, 1]


def test_a_wide_range_takes_in_what_lies_under_it():
    assert groups_of([(1, 6), (2, 2), (5, 5), (7, 7)]) == [1, 1, 1, 2]


def test_groups_come_back_in_the_order_of_the_ranges():
    assert groups_of([(7, 7), (1, 1), (2, 3), (3, 4)]) == [3, 1, 2, 2]


def test_no_range_makes_no_group():
    assert groups_of([]) == []


@given(RANGES)
def test_ranges_that_overlap_are_in_one_group(ranges):
    groups = groups_of(ranges)
    pairs = [(i, j) for i in range(len(ranges)) for j in range(i) if overlap(ranges[i], ranges[j])]
    assert all(groups[i] == groups[j] for i, j in pairs)


@given(RANGES)
def test_a_better_group_lies_wholly_above_the_next(ranges):
    groups = groups_of(ranges)
    worst = {g: max(r[1] for r, h in zip(ranges, groups, strict=True) if h == g) for g in groups}
    best = {g: min(r[0] for r, h in zip(ranges, groups, strict=True) if h == g) for g in groups}
    assert all(worst[g] < best[g + 1] for g in worst if g + 1 in best)


@given(RANGES)
def test_groups_are_counted_from_one_without_a_gap(ranges):
    assert set(groups_of(ranges)) == set(range(1, max(groups_of(ranges)) + 1))


@given(
    RANGES.flatmap(lambda ranges: st.tuples(st.just(ranges), st.permutations(range(len(ranges)))))
)
def test_groups_do_not_depend_on_the_order_of_the_ranges(case):
    ranges, order = case
    groups = groups_of(ranges)
    assert groups_of([ranges[i] for i in order]) == [groups[i] for i in order]

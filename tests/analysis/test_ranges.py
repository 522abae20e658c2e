"""Rank ranges: worked out by hand, by law, and against a slow version in plain Python.

Each column is an actor, each row an item; B lies halfway between A and C for every actor.

           X   Y   Z    all   without X   without Y   without Z
    A      2   0  10     12          10          12           2
    B      1   1   5      7           6           6           2
    C      0   2   0      2           2           0           2

Three actors are drawn x, y and z times, x + y + z = 3. B leaves the second place only if A = C,
that is if x + 5 z = y, which no draw does. Only the actor left out (Z: all equal) moves B.
"""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.ranges import rank_ranges

HALFWAY = [[2, 0, 10], [1, 1, 5], [0, 2, 0]]
# The method: another number or another seed would change ranges that were published.
RESAMPLES, LOW_PERCENT, HIGH_PERCENT, SEED = 1000, 5, 95, 20190520


@st.composite
def matrices(draw):
    n_items, n_actors = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    row = st.lists(st.integers(0, 2), min_size=n_actors, max_size=n_actors)
    return draw(st.lists(row, min_size=n_items, max_size=n_items))


@st.composite
def matrices_with_other_codings(draw):
    matrix = draw(matrices())
    scores = st.lists(st.integers(0, 6), min_size=len(matrix), max_size=len(matrix))
    return matrix, draw(st.lists(scores, max_size=2))


def ranges(matrix, others=()):
    weights = np.array(matrix, dtype=float)
    low, high = rank_ranges(
        lambda times: weights @ times,
        weights.shape[1],
        [np.array(other, dtype=float) for other in others],
    )
    return list(zip(low.tolist(), high.tolist(), strict=True))


def slow_spans(scores):
    best = [1 + sum(other > own for other in scores) for own in scores]
    worst = [sum(other >= own for other in scores) for own in scores]
    return list(zip(best, worst, strict=True))


def slow_percentile(values, percent):
    return sorted(values)[math.ceil(percent / 100 * len(values)) - 1]


def slow_ranges(matrix, others=()):
    n_actors = len(matrix[0])

    def scores(times):
        return [sum(w * t for w, t in zip(row, times, strict=True)) for row in matrix]

    checks = [slow_spans(scores([1] * n_actors))]
    if n_actors > 1:
        checks += [
            slow_spans(scores([0 if actor == left_out else 1 for actor in range(n_actors)]))
            for left_out in range(n_actors)
        ]
    checks += [slow_spans(other) for other in others]
    generator = np.random.default_rng(SEED)
    draws = generator.multinomial(n_actors, [1 / n_actors] * n_actors, size=RESAMPLES).tolist()
    drawn = [slow_spans(scores(times)) for times in draws]
    found = []
    for item in range(len(matrix)):
        best = [spans[item][0] for spans in checks]
        worst = [spans[item][1] for spans in checks]
        best.append(slow_percentile([spans[item][0] for spans in drawn], LOW_PERCENT))
        worst.append(slow_percentile([spans[item][1] for spans in drawn], HIGH_PERCENT))
        found.append((min(best), max(worst)))
    return found


def test_an_actor_left_out_widens_the_range_of_an_item_that_no_draw_moves():
    assert ranges(HALFWAY)[1] == (1, 3)


def test_draws_alone_widen_the_range_of_an_item():
    # B passes A if Z is drawn twice or more (7 of 27 draws), but not if X or Y is left out.
    assert ranges([[5, 5, 5], [4, 4, 5.8]]) == [(1, 2), (1, 2)]


def test_what_fewer_than_five_percent_of_the_draws_show_does_not_count():
    # B passes A only if Z is drawn three times: 1 of 27 draws, 3.7 %.
    assert ranges([[2, 2, 2], [0, 0, 2.5]]) == [(1, 1), (2, 2)]


def test_the_other_coding_widens_the_range():
    assert ranges([[2], [1]], others=[[1, 2]]) == [(1, 2), (1, 2)]


def test_every_other_coding_counts():
    assert ranges([[3], [2], [1]], others=[[3, 1, 2], [3, 2, 1]]) == [(1, 1), (2, 3), (2, 3)]


def test_one_actor_cannot_be_left_out():
    assert ranges([[3], [1], [1]]) == [(1, 1), (2, 3), (2, 3)]


def test_items_that_no_actor_tells_apart_share_the_whole_range():
    assert ranges([[1, 0, 1]] * 3) == [(1, 3)] * 3


def test_one_item_is_first():
    assert ranges([[0, 1, 1]]) == [(1, 1)]


def test_same_data_give_the_same_range():
    assert ranges(HALFWAY) == ranges(HALFWAY)


@settings(max_examples=25, deadline=None)
@given(matrices_with_other_codings())
def test_ranges_are_those_of_a_slow_version(case):
    matrix, others = case
    assert ranges(matrix, others) == slow_ranges(matrix, others)


def test_ranges_of_many_items_and_actors_are_those_of_a_slow_version():
    dice = random.Random(2019)  # noqa: S311 - a draw of a test case
    matrix = [[dice.randint(0, 1) for _actor in range(20)] for _item in range(15)]
    assert ranges(matrix) == slow_ranges(matrix)


@settings(max_examples=50, deadline=None)
@given(matrices_with_other_codings())
def test_range_contains_the_rank_itself(case):
    matrix, others = case
    own = slow_spans([sum(row) for row in matrix])
    pairs = zip(ranges(matrix, others), own, strict=True)
    assert all(low <= best <= worst <= high for (low, high), (best, worst) in pairs)


@settings(max_examples=50, deadline=None)
@given(matrices().flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(range(len(rows))))))
def test_order_of_the_items_does_not_matter(case):
    matrix, order = case
    found = ranges(matrix)
    assert ranges([matrix[i] for i in order]) == [found[i] for i in order]


@settings(max_examples=50, deadline=None)
@given(matrices())
def test_item_that_every_actor_names_at_most_as_often_never_has_the_better_range(matrix):
    found = ranges(matrix)
    dominated = [
        (i, j)
        for i, row in enumerate(matrix)
        for j, other in enumerate(matrix)
        if all(own <= more for own, more in zip(row, other, strict=True))
    ]
    assert all(found[i][0] >= found[j][0] and found[i][1] >= found[j][1] for i, j in dominated)


@pytest.mark.parametrize("n_actors", [1, 2, 27])
def test_actors_who_all_say_the_same_leave_no_doubt(n_actors):
    assert ranges([[2] * n_actors, [1] * n_actors, [0] * n_actors]) == [(1, 1), (2, 2), (3, 3)]

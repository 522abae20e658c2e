"""Who mentions what, laid out and ranked.

        X  Y  Z     score      areas: plan and data belong to governance, jobs to employment
plan    1  1  0     2          governance   X Y Z    3 actors, 1 + 1 + 1 + 1 = 4 mentions
data    0  1  1     2          employment   Z        1 actor,  1 mention
jobs    0  0  1     1
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.analysis.frequency import group_incidence, incidence, ranked

MENTIONS = pd.DataFrame(
    [("plan", "X"), ("plan", "Y"), ("data", "Y"), ("data", "Z"), ("jobs", "Z")],
    columns=["keyword_id", "actor_id"],
)
MATRIX = [[1, 1, 0], [0, 1, 1], [0, 0, 1]]
AREAS = ["governance", "governance", "employment"]


def rank(weights, others=()):
    table = pd.DataFrame({"keyword": [f"k{place}" for place in range(len(weights))]})
    codings = [np.array(other, dtype=float) for other in others]
    return ranked(table, np.array(weights, dtype=float), codings)


def test_incidence_has_a_row_for_each_keyword_and_a_column_for_each_actor():
    assert incidence(MENTIONS, ["plan", "data", "jobs"], ["X", "Y", "Z"]).tolist() == MATRIX


def test_incidence_follows_the_order_asked_for():
    assert incidence(MENTIONS, ["jobs", "plan"], ["Z", "X"]).tolist() == [[1, 0], [0, 1]]


def test_keyword_and_actor_that_nobody_asked_for_are_left_out():
    assert incidence(MENTIONS, ["data"], ["Y"]).tolist() == [[1]]


def test_keyword_that_nobody_mentions_has_a_row_of_zeros():
    assert incidence(MENTIONS, ["water"], ["X", "Y", "Z"]).tolist() == [[0, 0, 0]]


def test_actor_that_mentions_a_keyword_twice_counts_once():
    twice = pd.concat([MENTIONS, MENTIONS])
    assert incidence(twice, ["plan", "data", "jobs"], ["X", "Y", "Z"]).tolist() == MATRIX


def test_actor_counts_once_for_an_area_of_which_it_names_two_keywords():
    found = group_incidence(np.array(MATRIX, dtype=float), AREAS, ["governance", "employment"])
    assert found.tolist() == [[1, 1, 1], [0, 0, 1]]


def test_area_without_a_keyword_is_mentioned_by_nobody():
    found = group_incidence(np.array(MATRIX, dtype=float), AREAS, ["housing"])
    assert found.tolist() == [[0, 0, 0]]


def test_score_is_the_sum_over_the_actors():
    assert rank(MATRIX)["score"].tolist() == [2, 2, 1]


def test_best_score_comes_first():
    assert rank([[0, 1], [1, 1]])["keyword"].tolist() == ["k1", "k0"]


def test_equal_scores_stay_in_the_order_of_the_table():
    assert rank([[0, 1], [1, 1], [1, 0]])["keyword"].tolist() == ["k1", "k0", "k2"]


def test_equal_scores_share_a_rank_and_its_label():
    found = rank(MATRIX)
    assert list(zip(found["rank"], found["rank_label"], strict=True)) == [
        (1, "1-2"),
        (1, "1-2"),
        (3, "3"),
    ]


def test_other_coding_moves_the_range_and_not_the_rank():
    found = rank([[2], [1]], others=[[[1], [2]]])
    assert found[["rank", "rank_low", "rank_high"]].to_numpy().tolist() == [[1, 1, 2], [2, 1, 2]]


def test_items_that_a_check_swaps_are_one_group():
    assert rank([[3], [2], [1]], others=[[[2], [3], [1]]])["group"].tolist() == [1, 1, 2]


@pytest.mark.parametrize("column", ["score", "rank", "rank_low", "rank_high"])
def test_scores_and_ranks_are_whole_numbers(column):
    assert rank(MATRIX)[column].dtype == np.int64


def test_table_that_was_given_stays_as_it_was():
    table = pd.DataFrame({"keyword": ["a", "b"]})
    ranked(table, np.array([[0.0], [1.0]]), [])
    assert table.equals(pd.DataFrame({"keyword": ["a", "b"]}))

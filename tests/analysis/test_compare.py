"""Own city against the median of its peers, and league tables, by hand.

city   housing   work
own        40      -
a          50     10
b          70     20
c          70      -
d           -     60
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from dashboard.analysis.compare import LEAGUE_COLUMNS, MEDIAN_COLUMNS, against_median, league

VALUES = pd.DataFrame(
    [
        ("own", "housing", 40.0),
        ("a", "housing", 50.0),
        ("b", "housing", 70.0),
        ("c", "housing", 70.0),
        ("a", "work", 10.0),
        ("b", "work", 20.0),
        ("d", "work", 60.0),
    ],
    columns=["city_id", "item_id", "value"],
)


@pytest.fixture
def compared():
    return against_median(VALUES, "own", ["housing", "work", "health"]).set_index("item_id")


def test_median_leaves_the_own_city_out(compared):
    assert compared.loc["housing", "median"] == 70
    assert compared.loc["housing", "difference"] == -30


def test_peer_without_a_value_counts_neither_for_nor_against(compared):
    assert compared.loc["work", "median"] == 20
    assert compared["n_peers"].to_dict() == {"housing": 3, "work": 3, "health": 0}


def test_city_without_a_value_has_no_difference_and_no_rank(compared):
    assert np.isnan(compared.loc["work", "difference"])
    assert compared.loc["work", "rank_label"] is None
    assert compared.loc["housing", "rank_label"] == "4"
    assert compared.loc["housing", "n_ranked"] == 4


def test_equal_values_share_a_rank():
    assert against_median(VALUES, "b", ["housing"])["rank_label"].tolist() == ["1-2"]


def test_item_of_which_nobody_has_a_value_is_empty_and_not_zero(compared):
    assert compared.loc["health", ["own", "median", "difference"]].isna().all()


def test_columns_are_those_documented(compared):
    assert list(compared.reset_index()) == list(MEDIAN_COLUMNS)
    assert list(league(VALUES, 2)) == list(LEAGUE_COLUMNS)


def test_league_ranks_by_the_mean_and_tells_how_much_is_known():
    table = league(VALUES, 2).set_index("city_id")
    assert table["score"].to_dict() == {"c": 70, "d": 60, "b": 45, "own": 40, "a": 30}
    assert table.loc["own", "coverage_pct"] == 50
    assert table.loc["b", "coverage_pct"] == 100


def test_league_without_scores_is_empty():
    assert league(VALUES.iloc[:0], 0).empty


@given(st.lists(st.integers(0, 6), min_size=1, max_size=12), st.randoms())
def test_league_agrees_with_scipy_and_the_order_of_rows_does_not_matter(scores, chance):
    rows = [(f"c{place}", "x", float(score)) for place, score in enumerate(scores)]
    expected = dict(
        zip([row[0] for row in rows], rankdata([-s for s in scores], "min"), strict=True)
    )
    chance.shuffle(rows)
    table = league(pd.DataFrame(rows, columns=["city_id", "item_id", "value"]), 1)
    assert dict(zip(table["city_id"], table["rank"], strict=True)) == expected

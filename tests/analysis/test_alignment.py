"""What a selection covers, worked out on two small frameworks.

    framework   code   served by
    Compact     1      alpha, beta
    Compact     2      beta, gamma
    Compact     3      nobody
    Charter     1      gamma, delta
    Charter     2      delta

The code 1 stands in both frameworks. All keywords, in the order given: delta, gamma, beta, alpha.
"""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.alignment import (
    COVERED,
    COVERED_COLUMNS,
    FRAMEWORK_COLUMNS,
    OPEN,
    OUT_OF_REACH,
    covered_items,
    framework_coverage,
    gap_closers,
)

ITEMS = pd.DataFrame(
    [
        ("gcm", "Compact", "1"),
        ("gcm", "Compact", "2"),
        ("gcm", "Compact", "3"),
        ("charter", "Charter", "1"),
        ("charter", "Charter", "2"),
    ],
    columns=["framework_id", "framework", "code"],
)
LINKS = pd.DataFrame(
    [
        ("alpha", "gcm", "1"),
        ("beta", "gcm", "1"),
        ("beta", "gcm", "2"),
        ("gamma", "gcm", "2"),
        ("gamma", "charter", "1"),
        ("delta", "charter", "1"),
        ("delta", "charter", "2"),
    ],
    columns=["keyword_id", "framework_id", "code"],
)
ORDER = ("delta", "gamma", "beta", "alpha")
SELECTIONS = st.lists(st.sampled_from(ORDER), unique=True)


def covered(*chosen, order=ORDER, items=ITEMS):
    return covered_items(items, LINKS, chosen, order)


def statuses(*chosen):
    found = covered(*chosen)
    keys = zip(found["framework_id"], found["code"], strict=True)
    return dict(zip(keys, found["status"], strict=True))


def test_item_that_a_chosen_keyword_serves_is_covered():
    assert statuses("alpha")["gcm", "1"] == COVERED


def test_item_that_only_others_serve_is_open():
    assert statuses("alpha")["gcm", "2"] == OPEN


@pytest.mark.parametrize("chosen", [(), ("alpha",), ORDER])
def test_item_that_no_keyword_serves_is_out_of_reach_whatever_is_chosen(chosen):
    assert statuses(*chosen)["gcm", "3"] == OUT_OF_REACH


def test_items_of_the_same_code_in_two_frameworks_are_told_apart():
    found = statuses("alpha")
    assert (found["gcm", "1"], found["charter", "1"]) == (COVERED, OPEN)


def test_covering_keywords_come_in_the_order_of_the_selection():
    assert covered("beta", "alpha")["covered_by"].iloc[0] == ("beta", "alpha")
    assert covered("alpha", "beta")["covered_by"].iloc[0] == ("alpha", "beta")


def test_closing_keywords_come_in_the_order_given_without_the_chosen_ones():
    assert covered()["closed_by"].tolist() == [
        ("beta", "alpha"),
        ("gamma", "beta"),
        (),
        ("delta", "gamma"),
        ("delta",),
    ]
    assert covered("beta")["closed_by"].tolist()[:2] == [("alpha",), ("gamma",)]


def test_items_keep_their_order_and_gain_the_documented_columns():
    found = covered("gamma")
    assert found[list(ITEMS)].equals(ITEMS)
    assert list(found) == [*ITEMS, *COVERED_COLUMNS]


def test_items_that_are_not_numbered_from_0_keep_their_own_rows():
    charter = ITEMS[ITEMS["framework_id"] == "charter"]
    assert covered("gamma", items=charter)["covered_by"].to_dict() == {3: ("gamma",), 4: ()}


def test_selection_that_serves_nothing_leaves_everything_open_that_can_be_covered():
    found = covered("not-aligned")
    assert found["status"].tolist() == [OPEN, OPEN, OUT_OF_REACH, OPEN, OPEN]


@settings(deadline=None)
@given(SELECTIONS, st.sampled_from(ORDER))
def test_one_keyword_more_never_uncovers_an_item(chosen, another):
    before = covered(*chosen)["status"]
    after = covered(*dict.fromkeys([*chosen, another]))["status"]
    assert (after[before == COVERED] == COVERED).all()


@settings(deadline=None)
@given(SELECTIONS)
def test_every_item_is_covered_open_or_out_of_reach(chosen):
    found = covered(*chosen)
    counts = found["status"].value_counts()
    assert sum(counts.get(name, 0) for name in (COVERED, OPEN, OUT_OF_REACH)) == len(ITEMS)


@settings(deadline=None)
@given(SELECTIONS)
def test_keywords_of_an_item_are_those_inside_and_those_outside(chosen):
    found = covered(*chosen)
    for row in found.itertuples(index=False):
        serving = LINKS[(LINKS["framework_id"] == row.framework_id) & (LINKS["code"] == row.code)]
        assert sorted(row.covered_by + row.closed_by) == sorted(serving["keyword_id"])
        assert set(row.covered_by) <= set(chosen)


def test_coverage_counts_items_by_framework_in_their_order():
    found = framework_coverage(covered("alpha", "gamma"))
    assert list(found.itertuples(index=False, name=None)) == [
        ("gcm", "Compact", 3, 2, 2, pytest.approx(200 / 3)),  # objective 3 is out of reach
        ("charter", "Charter", 2, 2, 1, 50),
    ]


def test_coverage_table_has_the_documented_columns():
    assert list(framework_coverage(covered())) == list(FRAMEWORK_COLUMNS)


def test_coverage_of_no_item_is_an_empty_table():
    found = framework_coverage(covered(items=ITEMS.iloc[0:0]))
    assert (list(found), len(found)) == (list(FRAMEWORK_COLUMNS), 0)


@settings(deadline=None)
@given(SELECTIONS)
def test_covered_items_are_never_more_than_those_within_reach(chosen):
    found = framework_coverage(covered(*chosen))
    assert (found["n_covered"] <= found["n_reachable"]).all()
    assert (found["n_reachable"] <= found["n_items"]).all()


def test_closers_count_the_open_items_only_most_first():
    # Charter 1 and 2 and Compact 2 are open: delta closes two of them, gamma two, beta one.
    assert gap_closers(covered("alpha")) == {"gamma": 2, "delta": 2, "beta": 1}
    assert list(gap_closers(covered("alpha")))[-1] == "beta"


def test_keyword_that_only_serves_what_is_covered_closes_nothing():
    # Compact 1 and 2 are covered; alpha would only cover objective 1 once more.
    assert gap_closers(covered("beta")) == {"delta": 2, "gamma": 1}


def test_nothing_closes_a_gap_where_none_is_left():
    assert gap_closers(covered(*ORDER)) == {}


@settings(deadline=None)
@given(SELECTIONS)
def test_choosing_a_closer_covers_as_many_items_as_it_is_said_to_close(chosen):
    before = covered(*chosen)
    for keyword, n_closed in gap_closers(before).items():
        after = covered(*chosen, keyword)
        gained = (after["status"] == COVERED).sum() - (before["status"] == COVERED).sum()
        assert gained == n_closed

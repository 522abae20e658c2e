"""From whom to learn: ahead where we are behind, or documented where we have nothing.

Own city: housing 40 (median 60), work 80 (median 50), no score and no record in health.
"""

from __future__ import annotations

import math

import pandas as pd

from dashboard.analysis.learning import AHEAD, DOCUMENTED, LEARNING_COLUMNS, learning_peers

PEERS = pd.DataFrame(
    [("near", "Near", 0.1), ("far", "Far", 0.5), ("unknown", "Unknown", math.nan)],
    columns=["city_id", "city", "distance"],
)
SCORES = pd.DataFrame(
    [
        ("near", "housing", 70.0),
        ("far", "housing", 100.0),
        ("near", "work", 100.0),
        ("unknown", "housing", 100.0),
    ],
    columns=["city_id", "item_id", "value"],
)
MEDIANS = {"housing": (40.0, 60.0), "work": (80.0, 50.0)}
RECORDS = pd.DataFrame(
    [
        ("near", "housing", "old", "practice", "2001-2003"),
        ("near", "housing", "new", "practice", "2019"),
        ("near", "housing", "money", "grant", "2022"),
        ("far", "housing", "f1", "practice", None),
        ("near", "work", "w1", "practice", "2020"),
        ("far", "health", "h1", "grant", "2020"),
        ("unknown", "housing", "u1", "practice", "2020"),
    ],
    columns=["city_id", "area_id", "record_id", "kind", "year"],
)


def found(documented=frozenset(), medians=MEDIANS):
    return learning_peers(PEERS, SCORES, medians, RECORDS, documented)


def test_peers_that_are_ahead_come_first_by_lead_times_closeness():
    # far: lead 60, closeness 0.5: 0.30; near: lead 30, closeness 0.9: 0.27
    rows = found()
    assert rows["reason"].tolist() == [AHEAD, AHEAD, DOCUMENTED]
    assert rows["city_id"].tolist() == ["far", "near", "far"]
    assert rows["usefulness"].round(2).tolist() == [0.30, 0.27, 0.50]


def test_practice_comes_before_a_grant_and_the_newest_before_the_old():
    rows = found().set_index(["city_id", "area_id"])
    assert rows.loc[("near", "housing"), "record_id"] == "new"


def test_nobody_is_worth_a_look_where_the_own_city_is_ahead():
    assert "work" not in set(found()["area_id"])


def test_where_something_is_documented_of_the_own_city_documents_of_others_say_nothing_new():
    assert DOCUMENTED not in set(found(frozenset({"health"}))["reason"])


def test_without_scores_every_documented_area_that_the_own_city_lacks_counts():
    rows = found(medians={})
    assert set(rows["area_id"]) == {"housing", "work", "health"}
    assert rows["lead"].isna().all()
    assert rows["city_id"].tolist()[0] == "near"


def test_peer_that_cannot_be_compared_is_left_out():
    assert "unknown" not in set(found()["city_id"])


def test_columns_are_those_documented_even_without_any_peer():
    rows = learning_peers(PEERS.iloc[:0], SCORES, MEDIANS, RECORDS, frozenset())
    assert list(rows) == list(LEARNING_COLUMNS)
    assert rows.empty

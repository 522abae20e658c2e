"""Scores of partners: values and ranks by hand, and the laws they must keep."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dashboard.analysis.partners import Known, partner_values, score_partners
from dashboard.criteria import PARTNER_CRITERIA

NAN = np.nan
EQUAL = np.ones(len(PARTNER_CRITERIA))
# Alba looks for a partner. It works with Bata (abroad) without an agreement, shares a project with
# Cuba, and a network with Bata and Dale.
PLACES = pd.DataFrame(
    [
        ("alba", "ITA", "South"),
        ("bata", "ESP", "South"),
        ("cuba", "MAR", "North"),
        ("dale", "FRA", "West"),
        ("elda", "AUT", "West"),
        ("fano", "ITA", "South"),
    ],
    columns=["city_id", "country_iso3", "subregion"],
)
LANGUAGES = {"ITA": ("it",), "ESP": ("es",), "MAR": ("ar", "it"), "FRA": ("fr",), "AUT": ()}
TIE = ("city_id", "other_city_id", "other_country_iso3", "record_id", "by_authorities")
TIES = [
    ("alba", "bata", "ESP", "trade", False, False),
    ("bata", "alba", "ITA", "trade", False, False),
    ("alba", "cuba", "MAR", "project", True, False),
    ("cuba", "alba", "ITA", "project", True, False),
    ("cuba", "dale", "FRA", "forum", True, False),
    ("cuba", "elda", "AUT", "forum", True, False),
    ("dale", "cuba", "MAR", "forum", True, False),
    ("elda", "cuba", "MAR", "forum", True, False),
    ("fano", "alba", "ITA", "shared", True, False),
    ("alba", "fano", "ITA", "shared", True, False),
]
COOPERATION = pd.DataFrame(TIES, columns=[*TIE, "is_channel"])
MEANS = pd.DataFrame({"city_id": ["cuba", "dale", "dale"], "record_id": ["g1", "g2", "g3"]})
ASSOCIATIONS = pd.DataFrame({"city_id": ["bata"]})
MEMBERSHIPS = pd.DataFrame(
    [("alba", "net"), ("bata", "net"), ("dale", "net"), ("elda", "other")],
    columns=["city_id", "network_id"],
)
KNOWN = Known(PLACES, COOPERATION, MEANS, ASSOCIATIONS, MEMBERSHIPS, LANGUAGES)


def known(**changes):
    tables = {
        "places": PLACES,
        "cooperation": COOPERATION,
        "means": MEANS,
        "associations": ASSOCIATIONS,
        "memberships": MEMBERSHIPS,
        "languages": LANGUAGES,
    }
    return Known(**{**tables, **changes})


def test_values_by_hand():
    values = partner_values(KNOWN, "alba", ("MAR",))
    expected = {
        #        channel associations experience resources language links
        "bata": [0.0, 1.0, NAN, NAN, 0.5, 1.0],  # its only tie is no agreement of authorities
        "cuba": [1.0, NAN, 1.0, 0.75, 1.0, 1.0],  # a project with Italy and a forum: two abroad
        "dale": [0.0, NAN, 0.75, 1.0, 0.0, 0.5],
        "elda": [0.0, NAN, 0.75, NAN, NAN, NAN],  # its languages are not known
        "fano": [0.0, NAN, 0.5, NAN, 1.0, 1.0],  # it has worked in its own country only
    }
    assert values.index.tolist() == list(expected)
    np.testing.assert_array_equal(values.to_numpy(), list(expected.values()))


def test_own_city_is_no_candidate():
    assert "alba" not in partner_values(KNOWN, "alba", ()).index


def test_channel_is_not_known_before_the_reader_names_countries():
    assert partner_values(KNOWN, "alba", ())["channel"].isna().all()


def test_channel_that_a_source_states_counts_whatever_the_reader_named():
    stated = COOPERATION.assign(is_channel=COOPERATION["record_id"] == "trade")
    for origins in ((), ("MAR",)):
        values = partner_values(known(cooperation=stated), "alba", origins)
        assert values.loc["bata", "channel"] == 1


def test_end_that_is_not_named_is_abroad():
    tie = ("elda", None, None, "paidel", True, False)
    more = pd.DataFrame([*TIES, tie], columns=COOPERATION.columns)
    assert partner_values(known(cooperation=more), "alba", ()).loc["elda", "experience"] == 1


def test_one_practice_with_two_places_is_one_tie():
    assert partner_values(KNOWN, "dale", ()).loc["cuba", "experience"] == 1
    only = COOPERATION[COOPERATION["record_id"] == "forum"]
    assert partner_values(known(cooperation=only), "dale", ()).loc["cuba", "experience"] == 0.75


def test_score_span_and_coverage_by_hand():
    values = partner_values(KNOWN, "alba", ("MAR",))
    scored = score_partners(values, EQUAL)
    assert scored.index.tolist() == ["cuba", "bata", "fano", "dale", "elda"]
    # cuba (1 + 1 + .75 + 1 + 1) / 5; bata and fano 2.5 / 4; dale 2.25 / 5; elda 2 of 6 known.
    np.testing.assert_allclose(scored["score"], [95, 62.5, 62.5, 45, NAN])
    np.testing.assert_allclose(scored["coverage_pct"], np.array([5, 4, 4, 5, 2]) / 6 * 100)
    np.testing.assert_allclose(scored["score_low"], np.array([4.75, 2.5, 2.5, 2.25, 0.75]) / 0.06)
    np.testing.assert_allclose(scored["score_high"], np.array([5.75, 4.5, 4.5, 3.25, 4.75]) / 0.06)
    assert scored["rank_label"].tolist() == ["1", "2-3", "2-3", "4", ""]
    assert scored["rank"].fillna(0).tolist() == [1, 2, 2, 4, 0]


def test_weights_count():
    values = partner_values(KNOWN, "alba", ("MAR",)).loc[["dale"]]
    weights = np.array([0.0, 0.0, 1.0, 0.5, 0.5, 0.0])
    # resources 1, language and links half: (1 + 0.25) / 2 = 62.5 %.
    assert score_partners(values, weights)["score"].tolist() == [62.5]


@pytest.mark.parametrize(("n_known", "ranked"), [(2, True), (1, False)])
def test_rank_needs_forty_percent_of_the_weight(n_known, ranked):
    row = [1.0] * n_known + [NAN] * (len(PARTNER_CRITERIA) - n_known)
    values = pd.DataFrame([row], columns=PARTNER_CRITERIA, index=["x"])
    weights = np.array([1.0, 1.0, 1.0, 1.0, 1.0, 0.0])
    assert score_partners(values, weights)["rank"].notna().tolist() == [ranked]


def test_no_candidate_is_no_error():
    assert score_partners(pd.DataFrame(columns=PARTNER_CRITERIA, dtype=float), EQUAL).empty


LAW = settings(deadline=None, max_examples=60)
CELLS = st.one_of(st.just(NAN), st.sampled_from([0.0, 0.5, 0.75, 1.0]))
WEIGHTS = st.lists(st.integers(0, 10), min_size=6, max_size=6).filter(any)


@st.composite
def tables(draw, least=1):
    rows = draw(st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=least, max_size=7))
    return pd.DataFrame(rows, columns=PARTNER_CRITERIA, index=[f"c{n}" for n in range(len(rows))])


@LAW
@given(tables(), WEIGHTS, st.randoms())
def test_order_of_the_rows_does_not_matter(values, weights, chance):
    order = list(values.index)
    chance.shuffle(order)
    one, other = (
        score_partners(table, np.array(weights) / 10).sort_index()
        for table in (values, values.loc[order])
    )
    pd.testing.assert_frame_equal(one, other)


@LAW
@given(tables(), WEIGHTS, st.sampled_from(PARTNER_CRITERIA))
def test_better_value_never_lowers_score_or_rank(values, weights, criterion):
    before = values.loc["c0", criterion]
    assume(not np.isnan(before))
    better = values.copy()
    better.loc["c0", criterion] = min(1.0, before + 0.25)
    was, now = (
        score_partners(table, np.array(weights) / 10).loc["c0"] for table in (values, better)
    )
    assume(was["rank_label"])
    assert now["score"] >= was["score"]
    assert now["rank"] <= was["rank"]


@LAW
@given(tables(), WEIGHTS, st.sampled_from(PARTNER_CRITERIA))
def test_what_is_not_known_is_not_zero_and_scores_stay_inside_their_span(
    values, weights, criterion
):
    share = np.array(weights) / 10
    without, zero = values.copy(), values.copy()
    without.loc["c0", criterion], zero.loc["c0", criterion] = NAN, 0.0
    unknown, worst = (score_partners(table, share).loc["c0"] for table in (without, zero))
    assert unknown["coverage_pct"] <= worst["coverage_pct"]
    if unknown["rank_label"]:
        assert unknown["score"] >= worst["score"]
    scored = score_partners(values, share).dropna(subset="score")
    assert (scored["score_low"] <= scored["score"] + 1e-6).all()
    assert (scored["score"] <= scored["score_high"] + 1e-6).all()


@LAW
@given(tables(), WEIGHTS)
def test_whatever_is_found_later_the_score_lies_in_the_span(values, weights):
    share = np.array(weights) / 10
    spans = score_partners(values, share)
    filled = score_partners(values.fillna(0.75), share).loc[spans.index]
    assert (filled["score"] >= spans["score_low"] - 1e-6).all()
    assert (filled["score"] <= spans["score_high"] + 1e-6).all()

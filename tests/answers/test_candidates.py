"""Candidates ranked by criteria, worked out on five keywords.

    keyword   area       frequency  spreading  progress  value added   cities
    alpha     housing    1          0.5        0.5       -             4
    beta      housing    0.5        0.5        0.5       -             4
    gamma     education  0.25       1          0.25      -             8
    delta     education  0.25       -          1         -             -
    epsilon   education  0          0          0         -             0

Equal weights, what is missing left out: alpha (1 + 0.5 + 0.5) / 3 = 66.7, delta (0.25 + 1) / 2 =
62.5, beta and gamma 1.5 / 3 = 50, epsilon 0. Counted as the worst, the sums are divided by 4.
Alpha is at least as good as beta and epsilon by every criterion, and so are beta and gamma as
epsilon; delta is known by other criteria than the rest.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.answers.candidates import CANDIDATE_COLUMNS, rank_candidates
from dashboard.answers.criteria import VALUE_COLUMNS, CriteriaTable, criteria_table
from dashboard.answers.selection import dominated_pairs
from dashboard.criteria import CRITERIA, CriteriaFilter
from dashboard.errors import FilterError
from dashboard.filters import ActorFilter, CityFilter

NO = np.nan
FIVE = {
    "alpha": ("housing", 1, 0.5, 0.5, NO, 4),
    "beta": ("housing", 0.5, 0.5, 0.5, NO, 4),
    "gamma": ("education", 0.25, 1, 0.25, NO, 8),
    "delta": ("education", 0.25, NO, 1, NO, pd.NA),
    "epsilon": ("education", 0, 0, 0, NO, 0),
}
# Each is the best by one criterion, and nothing else is known: whoever counts more comes first.
OPPOSITES = {"reach": ("housing", 1, 0, NO, NO, 4), "depth": ("housing", 0, 1, NO, NO, 4)}
TWINS = {"one": ("housing", 1, 1, 1, NO, 4), "other": ("housing", 1, 1, 1, NO, 4)}


def criteria(rows):
    columns = ["area_id", *VALUE_COLUMNS, "n_cities_documented"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    table = table.rename_axis("keyword_id").reset_index()
    table = table.astype({"n_cities_documented": "Int64"} | dict.fromkeys(VALUE_COLUMNS, float))
    return CriteriaTable(table.assign(keyword=table["keyword_id"]), n_actors=20, n_cities_known=9)


def ranked(rows=FIVE, limit=2, **asked):
    return rank_candidates(criteria(rows), CriteriaFilter(**asked), limit)


def column(name, rows=FIVE, limit=2, **asked):
    table = ranked(rows, limit, **asked).table
    return dict(zip(table["keyword_id"], table[name], strict=True))


# Score, coverage, rank


def test_score_is_the_weighted_mean_of_what_is_known():
    assert column("score") == pytest.approx(
        {"alpha": 200 / 3, "beta": 50, "gamma": 50, "delta": 62.5, "epsilon": 0}
    )


def test_value_that_is_not_known_can_count_as_the_worst():
    assert column("score", missing="worst") == pytest.approx(
        {"alpha": 50, "beta": 37.5, "gamma": 37.5, "delta": 31.25, "epsilon": 0}
    )


def test_weights_pull_the_score_to_what_counts_more():
    # (1 * 0.25 + 0.5 * 1) / 1.5 of gamma, (1 * 0.25 + 0 * 1) / 1 of delta
    found = column("score", weights=(1, 0.5, 0, 0))
    assert (found["gamma"], found["delta"]) == pytest.approx((50, 25))


def test_weights_of_the_same_proportion_give_the_same_scores():
    assert column("score", weights=(0.4, 0.4, 0.4, 0.4)) == pytest.approx(column("score"))


@pytest.mark.parametrize("missing", ["leave-out", "worst"])
def test_coverage_is_the_share_of_weight_on_known_values(missing):
    found = column("coverage_pct", missing=missing)
    assert (found["alpha"], found["delta"]) == (75, 50)


def test_criterion_without_weight_does_not_lower_the_coverage():
    assert column("coverage_pct", weights=(1, 0, 1, 0))["delta"] == 100


def test_equal_scores_share_a_rank_and_the_next_one_is_skipped():
    assert column("rank") == {"alpha": 1, "delta": 2, "beta": 3, "gamma": 3, "epsilon": 5}
    assert column("rank_label") == {
        "alpha": "1",
        "delta": "2",
        "beta": "3-4",
        "gamma": "3-4",
        "epsilon": "5",
    }


def test_candidates_come_best_first_and_ties_in_the_order_of_the_keywords():
    assert list(column("rank")) == ["alpha", "delta", "beta", "gamma", "epsilon"]


def test_candidate_of_which_nothing_that_counts_is_known_has_no_rank_and_comes_last():
    table = ranked(weights=(0, 1, 0, 0)).table
    last = table.iloc[-1]
    assert last["keyword_id"] == "delta"
    assert (last["rank"] is pd.NA, last["rank_label"], last["coverage_pct"]) == (True, "", 0)
    assert np.isnan(last["score"])
    assert table["rank_label"].tolist() == ["1", "2-3", "2-3", "4", ""]


def test_candidate_without_a_score_cannot_be_suggested():
    found = ranked(weights=(0, 1, 0, 0)).to_choose
    assert [(c.keyword_id, c.area_id, c.score) for c in found] == [
        ("gamma", "education", 100),
        ("alpha", "housing", 50),
        ("beta", "housing", 50),
        ("epsilon", "education", 0),
    ]


def test_candidate_without_a_score_has_one_where_missing_counts_as_the_worst():
    assert column("rank", weights=(0, 1, 0, 0), missing="worst")["delta"] == 4


def test_table_has_the_documented_columns():
    assert list(ranked().table) == list(CANDIDATE_COLUMNS)


# What is kept


def test_area_filter_ranks_the_keywords_of_the_area_on_their_own():
    assert column("rank", area="education") == {"delta": 1, "gamma": 2, "epsilon": 3}


def test_area_filter_leaves_the_scores_as_they_are():
    assert column("score", area="education")["gamma"] == pytest.approx(50)


def test_areas_are_those_kept_whether_they_have_candidates_or_not():
    assert ranked().areas == ("housing", "education")
    assert ranked(phase="roll-out", feasible=20).areas == ("housing", "education")
    assert ranked(area="education").areas == ("education",)


def test_desk_analysis_ranks_by_frequency_alone_whatever_the_other_weights():
    found = ranked(phase="desk", weights=(0.2, 1, 1, 1))
    assert found.criteria == ("frequency",)
    assert dict(zip(found.table["keyword_id"], found.table["score"], strict=True)) == (
        {"alpha": 100, "beta": 50, "gamma": 25, "delta": 25, "epsilon": 0}
    )
    assert set(found.table["coverage_pct"]) == {100}


def test_desk_analysis_has_one_set_of_weights_only():
    found = ranked(phase="desk").table
    assert found["best_rank"].tolist() == [1, 2, 3, 3, 5]
    assert found["worst_rank"].tolist() == [1, 2, 4, 4, 5]


@pytest.mark.parametrize(
    ("feasible", "kept", "n_left_out"),
    [
        (0, {"alpha", "beta", "gamma", "delta", "epsilon"}, 0),
        (1, {"alpha", "beta", "gamma"}, 2),
        (4, {"alpha", "beta", "gamma"}, 2),
        (5, {"gamma"}, 4),
        (9, set(), 5),
    ],
)
def test_roll_out_keeps_what_enough_cities_document(feasible, kept, n_left_out):
    found = ranked(phase="roll-out", feasible=feasible)
    assert (set(found.table["keyword_id"]), found.n_left_out) == (kept, n_left_out)


@pytest.mark.parametrize("phase", ["desk", "expert"])
def test_feasibility_is_no_matter_before_the_roll_out(phase):
    found = ranked(phase=phase, feasible=5)
    assert (len(found.table), found.n_left_out) == (5, 0)


def test_nothing_left_is_an_empty_table_with_its_columns():
    found = ranked(phase="roll-out", feasible=9)
    assert (list(found.table), found.to_choose) == (list(CANDIDATE_COLUMNS), ())
    assert found.dominates.shape == (0, 0)


def test_what_the_criteria_rest_on_is_passed_on():
    found = ranked()
    assert (found.n_actors, found.n_cities_known) == (20, 9)


def test_known_criteria_are_those_with_at_least_one_value():
    found = ranked()
    assert (found.criteria, found.known) == (CRITERIA, CRITERIA[:3])


@pytest.mark.parametrize(
    ("phase", "weights"),
    [
        ("expert", (0, 0, 0, 0)),
        ("expert", (0, 0, 0, 1)),  # nobody has voted
        ("roll-out", (0, 0, 0, 0)),
    ],
)
def test_weights_that_leave_no_criterion_with_a_value_are_refused(phase, weights):
    with pytest.raises(FilterError, match="got 0 for every criterion that has a value"):
        ranked(phase=phase, weights=weights)


def test_weights_of_zero_are_no_matter_where_no_keyword_is_left():
    assert ranked(phase="roll-out", feasible=9, weights=(0, 0, 0, 0)).table.empty


# How sure a rank is


def test_candidate_that_no_weights_push_out_is_always_among_the_first():
    # Only gamma (spreading) and delta (progress) can stand before alpha.
    assert column("first_n_pct", limit=3)["alpha"] == 100


def test_candidate_that_no_weights_bring_in_is_never_among_the_first():
    assert column("first_n_pct", limit=4)["epsilon"] == 0


def test_everybody_is_among_as_many_as_there_are():
    assert set(column("first_n_pct", limit=5).values()) == {100}


def test_twins_share_the_first_rank_in_equal_parts():
    assert column("first_n_pct", TWINS, limit=1) == {"one": 50, "other": 50}
    assert column("favoured_by", TWINS, limit=1) == {"one": None, "other": None}


def test_opposites_come_first_under_half_of_the_weights_each():
    # Two weights that sum to 1: reach comes first if frequency has more than half of it, which is
    # true of half of them, with 3/4 on average.
    found = ranked(OPPOSITES, limit=1).table.set_index("keyword_id")
    assert found["first_n_pct"].to_dict() == pytest.approx({"reach": 50, "depth": 50}, abs=2)
    assert found["favoured_by"].to_dict() == {"reach": "frequency", "depth": "spreading"}
    assert found["favoured_weight_pct"].to_dict() == pytest.approx(
        {"reach": 75, "depth": 75}, abs=1
    )


def test_candidates_are_favoured_by_the_criterion_by_which_they_are_best():
    found = column("favoured_by", limit=1)
    assert (found["alpha"], found["gamma"], found["delta"]) == (
        "frequency",
        "spreading",
        "show-progress",
    )


def test_candidate_that_is_always_or_never_in_needs_no_criterion():
    found = ranked(limit=3).table.set_index("keyword_id")
    assert found["first_n_pct"]["epsilon"] == 0
    assert found["favoured_by"].isna()[["alpha", "epsilon"]].all()
    assert found["favoured_weight_pct"].isna()[["alpha", "epsilon"]].all()


def test_ranks_under_other_weights_hold_the_ranks_that_can_be_worked_out():
    # Alpha leads where frequency counts; gamma and delta can both stand before it.
    found = ranked().table.set_index("keyword_id")
    assert (found["best_rank"]["alpha"], found["worst_rank"]["alpha"]) == (1, 3)
    assert (found["best_rank"]["epsilon"], found["worst_rank"]["epsilon"]) == (5, 5)


def test_weights_asked_for_change_the_ranks_but_not_the_ranges():
    columns = ["keyword_id", "rank_low", "rank_high", "best_rank", "worst_rank", "first_n_pct"]
    by_spreading = ranked(weights=(0.1, 1, 0, 0)).table[columns].set_index("keyword_id")
    equal = ranked().table[columns].set_index("keyword_id")
    assert by_spreading.index[0] == "gamma"
    assert by_spreading.loc[equal.index].equals(equal)


def test_question_between_two_others_does_not_change_the_answer():
    table = criteria(FIVE)
    first = rank_candidates(table, CriteriaFilter(), 2).table.copy()
    rank_candidates(table, CriteriaFilter(weights=(0, 1, 0, 0)), 2)
    assert rank_candidates(table, CriteriaFilter(), 2).table.equals(first)


@settings(deadline=None)
@given(st.integers(1, 5), st.sampled_from(["leave-out", "worst"]))
def test_shares_of_all_candidates_add_up_to_the_places_there_are(limit, missing):
    shares = column("first_n_pct", limit=limit, missing=missing).values()
    assert sum(shares) == pytest.approx(100 * limit)


# No weights can reverse


def test_numbers_of_pairs_that_no_weights_reverse():
    assert column("n_dominates") == {"alpha": 2, "delta": 0, "beta": 1, "gamma": 1, "epsilon": 0}
    assert column("n_dominated_by") == {
        "alpha": 0,
        "delta": 0,
        "beta": 1,
        "gamma": 0,
        "epsilon": 3,
    }


def test_missing_value_that_counts_as_the_worst_can_be_compared():
    assert column("n_dominates", missing="worst")["delta"] == 1  # epsilon


def test_pairs_stand_in_the_order_of_the_ranking():
    # alpha, delta, beta, gamma, epsilon
    assert ranked().dominates.tolist() == [
        [False, False, True, False, True],
        [False, False, False, False, False],
        [False, False, False, False, True],
        [False, False, False, False, True],
        [False, False, False, False, False],
    ]


@pytest.mark.parametrize(
    ("chosen", "pairs"),
    [
        (("beta",), [("alpha", "beta")]),
        (("alpha", "beta"), []),
        (("epsilon",), [("alpha", "epsilon")]),
        (("alpha", "epsilon"), [("beta", "epsilon")]),
        (("epsilon", "beta"), [("alpha", "epsilon"), ("alpha", "beta")]),
        (("delta", "gamma", "alpha"), []),
        (("not-a-candidate", "beta"), [("alpha", "beta")]),
        ((), []),
    ],
)
def test_choice_is_told_where_something_better_by_every_criterion_is_left_out(chosen, pairs):
    assert dominated_pairs(ranked(), chosen) == pairs


# The real data


def test_desk_analysis_ranks_keywords_by_their_number_of_actors(store):
    asked = CriteriaFilter(phase="desk")
    with store.cursor() as cursor:
        table = rank_candidates(
            criteria_table(cursor, ActorFilter(), CityFilter()), asked, 12
        ).table
    by_actors = table["n_actors"].rank(method="min", ascending=False).astype(int)
    assert table["rank"].tolist() == by_actors.tolist()
    assert len(table) == 49


def test_actors_that_do_not_exist_leave_no_candidate(store):
    documents = ActorFilter(actors=("nobody",))
    with store.cursor() as cursor:
        nothing = criteria_table(cursor, documents, CityFilter())
    assert rank_candidates(nothing, CriteriaFilter(documents=documents), 12).table.empty

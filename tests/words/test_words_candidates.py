"""Sentences about the ranking of candidates, word for word.

A row is written as: score, rank label, best and worst rank (90 %), share among the first n.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.answers.candidates import CANDIDATE_COLUMNS, Candidates
from dashboard.criteria import CRITERIA, CriteriaFilter
from dashboard.words.candidates import alt, certainty, close_call, moves, summary, title

NO = np.nan
THREE = {
    "Homes": (80, "1", 1, 1, 100),
    "Jobs": (60.04, "2", 1, 3, 30),
    "Health": (40, "3", 2, 3, 0),
}
SHARED = {
    "Homes": (80, "1-2", 1, 2, 50),
    "Jobs": (80, "1-2", 1, 2, 50),
    "Health": (40, "3", 3, 3, 0),
}
NONE_SURE = {
    "Homes": (80, "1", 1, 3, 60),
    "Jobs": (60, "2", 1, 3, 30),
    "Health": (40, "3", 1, 3, 10),
}


def candidates(rows, known=CRITERIA[:3], **columns):
    names = ["score", "rank_label", "rank_low", "rank_high", "first_n_pct"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=names)
    table = table.rename_axis("keyword").reset_index()
    ranks = [int(label.split("-")[0]) if label else pd.NA for label in table["rank_label"]]
    table = table.assign(
        keyword_id=table["keyword"].str.lower(), rank=pd.array(ranks, dtype="Int64"), **columns
    )
    return Candidates(
        table=table.reindex(columns=list(CANDIDATE_COLUMNS)),
        dominates=np.zeros((len(table), len(table)), dtype=bool),
        criteria=CRITERIA,
        known=known,
        n_left_out=0,
        n_cities_known=103,
        n_actors=27,
    )


def sure(n_always, n_never, n_others):
    """Return candidates of which so many are always, never, or sometimes among the first."""
    shares = [100] * n_always + [50] * n_others + [0] * n_never
    rows = {f"K{n}": (90 - n, str(n), 1, 9, share) for n, share in enumerate(shares, start=1)}
    return candidates(rows)


# The title and the summary


def test_title_names_the_policy_area_if_there_is_one():
    assert title("Housing") == "Candidates for core actions: Housing"
    assert title("") == "Candidates for core actions"


def test_leader_is_named_with_its_points_then_what_does_not_depend_on_the_weights():
    assert summary(candidates(THREE), 1) == (
        "Homes comes first with 80.0 of 100 points. "
        "Under all 10,000 random sets of weights, Homes is among the first 1. "
        "1 candidate is so under none of them; the others depend on what counts more."
    )


def test_leaders_of_equal_score_are_all_named():
    assert summary(candidates(SHARED), 1).startswith(
        "Homes and Jobs share the first rank with 80.0 of 100 points. "
    )


def test_no_place_that_holds_under_all_weights_is_told():
    assert summary(candidates(NONE_SURE), 1) == (
        "Homes comes first with 80.0 of 100 points. "
        "No candidate is among the first 1 under all 10,000 random sets of weights. "
        "The others depend on what counts more."
    )


def test_several_places_that_hold_are_told_in_the_plural():
    assert (
        "Under all 10,000 random sets of weights, K1 and K2 are among the first 3. "
        "2 candidates are so under none of them; the others depend on what counts more."
    ) in summary(sure(2, 2, 2), 3)


def test_six_places_that_hold_are_named():
    told = summary(sure(6, 2, 1), 7)
    assert "K1, K2, K3, K4, K5, and K6 are among the first 7." in told


def test_more_than_six_places_that_hold_are_counted():
    told = summary(sure(8, 2, 1), 9)
    assert "K1, K2, K3, K4, K5, K6, and 2 more are among the first 9." in told


@pytest.mark.parametrize(
    ("n_never", "told"),
    [
        (1, "1 candidate is so under none of them."),
        (2, "2 candidates are so under none of them."),
    ],
)
def test_others_are_not_told_of_where_there_are_none(n_never, told):
    assert summary(sure(3, n_never, 0), 3).endswith(f"the first 3. {told}")


@pytest.mark.parametrize(("share", "n_always"), [(100, 1), (99.99, 0)])
def test_share_of_almost_all_weights_is_not_all(share, n_always):
    rows = THREE | {"Homes": (80, "1", 1, 1, share)}
    told = summary(candidates(rows), 1)
    assert told.count("Under all 10,000 random sets of weights, Homes is") == n_always


def test_share_just_below_all_weights_does_not():
    rows = THREE | {"Homes": (80, "1", 1, 1, 99.9)}
    assert "No candidate is among the first 1" in summary(candidates(rows), 1)


@pytest.mark.parametrize("limit", [3, 12])
def test_nothing_is_said_about_the_first_n_where_everybody_is_among_them(limit):
    assert summary(candidates(THREE), limit) == "Homes comes first with 80.0 of 100 points."


def test_weights_are_not_spoken_of_where_one_criterion_alone_is_known():
    only = candidates(THREE, known=("frequency",))
    assert summary(only, 1) == "Homes comes first with 80.0 of 100 points."


# The border of the first n


def test_small_difference_at_the_border_is_told():
    rows = {"Homes": (80, "1", 1, 1, 50), "Jobs": (79.01, "2", 1, 3, 30)}
    assert close_call(candidates(rows), 1) == (
        "Between Homes (place 1) and Jobs lies less than 1 point of 100: too little to decide by."
    )


def test_equal_scores_at_the_border_are_told():
    assert close_call(candidates(SHARED), 1) == "Homes (place 1) and Jobs have the same score."


def test_difference_of_one_point_is_enough():
    rows = {"Homes": (80, "1", 1, 1, 50), "Jobs": (79, "2", 1, 3, 30)}
    assert close_call(candidates(rows), 1) == ""


def test_equal_scores_elsewhere_are_no_matter():
    assert close_call(candidates(SHARED), 2) == ""


def test_everybody_among_the_first_has_no_border():
    assert close_call(candidates(SHARED), 3) == ""


def test_candidate_without_a_score_is_beyond_the_border():
    rows = {"Homes": (80, "1", 1, 1, 100), "Jobs": (NO, "", 1, 2, 0)}
    assert close_call(candidates(rows), 1) == ""


# What a place depends on


def row(share, favoured=None, weight=None):
    return {"first_n_pct": share, "favoured_by": favoured, "favoured_weight_pct": weight}


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (100, "Among the first 12 under all 10,000 random sets of weights."),
        (99.99999, "Among the first 12 under all 10,000 random sets of weights."),
        (61.2, "Among the first 12 under 61 % of the weights."),
        (0.00001, "Among the first 12 under none of 10,000 random sets of weights."),
        (0, "Among the first 12 under none of 10,000 random sets of weights."),
        (None, "No value is known."),
    ],
)
def test_certainty_of_a_place(share, told):
    assert certainty(row(share), 12) == told


def test_certainty_names_the_criterion_that_a_place_needs():
    assert certainty(row(35.2, "show-progress", 48.4), 12) == (
        "Among the first 12 under 35 % of the weights. "
        "It needs show progress to count much: 48 % on average."
    )


# The alternative text


def test_alternative_text_tells_the_first_three():
    rows = THREE | {"Schools": (10, "4", 4, 4, 0)}
    assert alt("Candidates", candidates(rows).table) == (
        "Candidates. 4 candidates with their rank range. "
        "Homes: rank 1, under other weights 1 to 1; Jobs: rank 2, under other weights 1 to 3; "
        "Health: rank 3, under other weights 2 to 3."
    )


def test_alternative_text_of_two_candidates_tells_two():
    told = alt("Candidates", candidates(SHARED).table.iloc[:2])
    assert told.count("rank 1-2") == 2


# What a change of the weights moved


def ranks(*names, **columns):
    """Return candidates in this order, each with a rank of its own."""
    rows = {name: (90 - n, str(n), 1, 9, 50) for n, name in enumerate(names, start=1)}
    return candidates(rows, **columns)


EQUAL = CriteriaFilter(weights=(1, 1, 0, 0))
TO_SPREADING = CriteriaFilter(weights=(0.25, 1, 0, 0))


def test_change_says_what_counts_more_who_climbs_and_who_falls():
    before = ranks("Homes", "Jobs", "Health")
    after = ranks("Health", "Homes", "Jobs", spreading=[1.0, 0.5, 0.25])
    assert moves(before, after, EQUAL, TO_SPREADING) == (
        "Frequency counts 20 % instead of 50 % and Spreading counts 80 % instead of 50 %. "
        "3 ranks moved. "
        "Health climbs from 3 to 1 (its value for spreading is 1.00 of 1). "
        "Homes falls from 1 to 2 (its value for spreading is 0.50 of 1). "
        "Jobs falls from 2 to 3 (its value for spreading is 0.25 of 1)."
    )


def test_largest_moves_are_told_first_and_two_each_way_at_most():
    before = ranks("A", "B", "C", "D", "E", "F")
    after = ranks("F", "D", "E", "A", "B", "C", spreading=[NO] * 6)
    assert moves(before, after, EQUAL, TO_SPREADING).endswith(
        "6 ranks moved. F climbs from 6 to 1. D climbs from 4 to 2. "
        "A falls from 1 to 4. B falls from 2 to 5."
    )


def test_change_that_moves_nothing_says_so():
    same = ranks("Homes", "Jobs")
    assert moves(same, same, EQUAL, TO_SPREADING) == (
        "Frequency counts 20 % instead of 50 % and Spreading counts 80 % instead of 50 %. "
        "The order stays the same."
    )


def test_weights_of_the_same_proportion_are_no_change():
    same = ranks("Homes", "Jobs")
    halved = CriteriaFilter(weights=(0.5, 0.5, 0, 0))
    assert moves(same, same, EQUAL, halved) == "The order stays the same."


def test_move_without_a_change_of_weights_names_no_criterion_as_its_reason():
    before = ranks("Homes", "Jobs", "Health")
    after = ranks("Jobs", "Homes", "Health", frequency=[1.0, 0.5, 0.25])
    worst = CriteriaFilter(weights=(1, 1, 0, 0), missing="worst")
    assert moves(before, after, EQUAL, worst) == (
        "2 ranks moved. Jobs climbs from 2 to 1. Homes falls from 1 to 2."
    )


def test_new_phase_changes_the_shares():
    same = ranks("Homes", "Jobs")
    desk = CriteriaFilter(weights=(1, 1, 0, 0), phase="desk")
    assert moves(same, same, desk, EQUAL).startswith(
        "Frequency counts 50 % instead of 100 % and Spreading counts 50 % instead of 0 %."
    )


def test_one_rank_that_moved_is_told_in_the_singular():
    # Jobs shared the first rank before; the other rank stays.
    before = candidates({"Homes": (80, "1-2", 1, 2, 50), "Jobs": (80, "1-2", 1, 2, 50)})
    after = ranks("Homes", "Jobs")
    assert "1 rank moved. Jobs falls from 1 to 2" in moves(before, after, EQUAL, TO_SPREADING)


def test_candidate_that_had_no_rank_before_or_has_none_now_did_not_move():
    before = candidates(
        {"Homes": (80, "1", 1, 2, 50), "Health": (60, "2", 1, 2, 50), "Jobs": (NO, "", 1, 3, 0)}
    )
    after = candidates(
        {"Homes": (80, "1", 1, 2, 50), "Jobs": (70, "2", 1, 3, 50), "Health": (NO, "", 1, 3, 0)}
    )
    assert moves(before, after, EQUAL, TO_SPREADING).endswith(" The order stays the same.")

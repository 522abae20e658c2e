"""Sentences about a selection: what it holds, what its rules cost, why rules cannot be kept."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.analysis.choosing import Candidate, ContradictionError, Price, suggest
from dashboard.criteria import ChoiceRules
from dashboard.words.cells import rows_of
from dashboard.words.choosing import (
    chosen_text,
    contradiction,
    dominated,
    equals,
    prices,
    selection_cells,
)

KEYWORDS = {"homes": "Homes", "jobs": "Jobs", "health": "Health"}
AREAS = {"housing": "Housing", "work": "Work"}
ROW = {
    "wording": "Build homes.",
    "keyword": "Homes",
    "area": "Housing",
    "rank_label": "3-4",
    "rank_low": 2,
    "rank_high": 11,
    "gcm": ["15", "16"],
    "sdg": ["11.1"],
}


def refused(**fault):
    return contradiction(ContradictionError(**fault), KEYWORDS, AREAS)


def cost(rule="must", keyword="homes", points=3.21, brings=("homes",), keeps_out=("jobs",)):
    (told,) = prices([Price(rule, keyword, points, brings, keeps_out)], KEYWORDS)
    return told


# Rules that contradict each other


def test_keyword_on_both_lists_is_named():
    assert refused(kind="both", ids=("homes",)) == (
        "Homes: on the must-have list and on the never list. Take it off one of them."
    )


def test_must_have_that_the_filters_leave_out_is_named():
    assert refused(kind="gone", ids=("homes", "jobs")) == (
        "Homes and Jobs: a must-have, but the filters leave it out. Take it off the list, or "
        "widen the filters."
    )


def test_more_must_haves_than_the_limit_are_counted():
    assert refused(kind="musts", ids=("homes", "jobs"), got=1, possible=2) == (
        "The limit is 1, but there are 2 must-haves. Raise the limit."
    )


@pytest.mark.parametrize("left", [0, 1])
def test_policy_area_with_too_little_to_choose_from_is_named(left):
    assert refused(kind="area", ids=("housing",), got=2, possible=left) == (
        f"“At least 2 in each policy area” cannot be kept: Housing has {left} left to choose from. "
        "Ask for fewer, or widen the filters."
    )


def test_limit_below_what_the_rules_need_is_told():
    assert refused(kind="limit", got=3, possible=4) == (
        "The limit is 3, but the policy areas and the must-haves need 4. Raise the limit, or ask "
        "for fewer in each area."
    )


def test_id_without_a_name_is_shown_as_it_is():
    assert refused(kind="gone", ids=("lost",)).startswith("lost: a must-have, ")


# Prices


def test_must_have_has_its_price_and_what_it_stands_instead_of():
    assert cost() == "The must-have Homes costs 3.2 points: it brings in Homes instead of Jobs."


def test_keyword_left_out_has_its_price():
    assert cost("never", "jobs", 12.0, ("homes",), ("jobs",)) == (
        "Leaving out Jobs costs 12.0 points: it brings in Homes instead of Jobs."
    )


def test_least_number_in_each_area_has_its_price():
    assert cost("per_area", "", 1.04, ("homes", "health"), ("jobs",)) == (
        "The least number in each policy area costs 1.0 points: it brings in Homes and Health "
        "instead of Jobs."
    )


def test_rule_that_changes_nothing_costs_nothing():
    assert cost(points=0.0, brings=(), keeps_out=()) == (
        "The must-have Homes costs nothing: the best scores keep it anyway."
    )


def test_keyword_left_out_that_nothing_can_replace_is_told_so():
    # Three candidates and a limit of three: leaving one out leaves its place empty.
    three = [Candidate("homes", "x", 80), Candidate("jobs", "x", 60), Candidate("health", "x", 40)]
    found = suggest(three, ChoiceRules(limit=3, never=("jobs",)))
    assert prices(found.prices, KEYWORDS) == [
        "Leaving out Jobs costs 60.0 points: nothing is left to take its place."
    ]


def test_every_rule_has_its_own_sentence():
    two = [Price("must", "homes", 0, (), ()), Price("never", "jobs", 0, (), ())]
    assert [told.split(" costs")[0] for told in prices(two, KEYWORDS)] == [
        "The must-have Homes",
        "Leaving out Jobs",
    ]


def test_no_rule_has_no_price():
    assert prices([], KEYWORDS) == []


# What could stand in its place, what is chosen


def test_one_keyword_of_equal_score_is_told_in_the_singular():
    assert equals(("jobs",), KEYWORDS) == (
        "Jobs has the same score as one that is suggested: it could stand in its place."
    )


def test_keywords_of_equal_score_are_told_in_the_plural():
    assert equals(("jobs", "health"), KEYWORDS) == (
        "Jobs and Health have the same score as one that is suggested: "
        "they could stand in its place."
    )


def test_no_keyword_of_equal_score_is_not_told():
    assert equals((), KEYWORDS) == ""


def test_chosen_actions_are_counted_by_area_and_empty_areas_are_named():
    assert chosen_text({"Housing": 2, "Work": 1, "Health": 0, "Schools": 0}) == (
        "3 actions are chosen: Housing 2 and Work 1. None in Health and Schools."
    )


def test_one_chosen_action_is_told_in_the_singular():
    assert chosen_text({"Housing": 1}) == "1 action is chosen: Housing 1."


def test_choice_of_less_than_what_is_left_out_is_told():
    assert dominated([("homes", "jobs"), ("homes", "health")], KEYWORDS) == [
        "Jobs is chosen, Homes is not: by every criterion the second is at least as good.",
        "Health is chosen, Homes is not: by every criterion the second is at least as good.",
    ]


# The table


def test_row_tells_the_action_its_rank_with_the_range_and_what_it_serves():
    assert selection_cells([ROW]) == {
        "Action": ["**Build homes.**  \nHomes (Housing)"],
        "Rank": ["3-4 (range 2 to 11)"],
        "Serves": ["GCM 15, 16  \nSDG 11.1"],
    }


@pytest.mark.parametrize(
    ("gcm", "sdg", "told"), [([], ["11.1"], "SDG 11.1"), (["15"], [], "GCM 15"), ([], [], "")]
)
def test_framework_that_an_action_does_not_serve_is_left_out(gcm, sdg, told):
    assert selection_cells([ROW | {"gcm": gcm, "sdg": sdg}])["Serves"] == [told]


def test_keyword_that_the_filters_leave_out_has_no_rank():
    left_out = ROW | {"rank_label": None, "rank_low": None, "rank_high": None}
    assert selection_cells([left_out])["Rank"] == ["left out by the filters"]


def test_ranks_beside_a_keyword_without_any_stay_whole_numbers():
    table = pd.DataFrame([ROW, ROW | {"rank_label": None, "rank_low": None, "rank_high": None}])
    table = table.astype({"rank_low": "Int64", "rank_high": "Int64"})
    assert selection_cells(rows_of(table))["Rank"] == [
        "3-4 (range 2 to 11)",
        "left out by the filters",
    ]


def test_keyword_without_any_wording_stands_under_its_own_name():
    assert selection_cells([ROW | {"wording": ""}])["Action"] == ["**Homes**  \nHomes (Housing)"]


def test_texts_are_shown_as_they_are():
    cells = selection_cells([ROW | {"wording": "*All* homes", "keyword": "A [b](c)"}])
    assert cells["Action"] == ["**\\*All\\* homes**  \nA \\[b\\](c) (Housing)"]


def test_selection_of_nothing_is_a_table_of_headings():
    assert selection_cells([]) == {"Action": [], "Rank": [], "Serves": []}

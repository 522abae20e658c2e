"""An action plan in words: its fields, what it still lacks, the pledge that follows from it.

The plan of Alba, for tests that name what they expect:

    action      1 housing                                   2 schools
    wording     Open a housing desk.                        (not filled in yet)
    in charge   Housing office                              -
    measured    homes let: 12.5 % in 2025, 20 % by 2029     -
    serves      GCM 15 and 16, GCR B1, SDG 11.1, charter 3  GCM 15
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from dashboard.analysis.alignment import COVERED, OPEN
from dashboard.answers.plans import PlanBook
from dashboard.contracts.plan import Milestone, Plan, PlanAction
from dashboard.words.plan import (
    action_pairs,
    baseline,
    budget,
    check_cells,
    overview_cells,
    period,
    sources,
    state_text,
    target,
    title,
)
from dashboard.words.pledge import pledge

HOUSING = PlanAction(
    keyword_id="housing",
    wording="Open a housing desk.",
    reason="12 of 27 actors",
    owner="Housing office",
    role_id="service-provider",
    indicator="homes let",
    unit="%",
    baseline_value=12.5,
    baseline_year=2025,
    baseline_source="city register",
    target_value=20.0,
    target_year=2029,
    budget_line="4.2",
    budget_amount=150000.0,
    currency="EUR",
    resources="two rooms",
    partners="tenants' union",
    practice_ids=("p-one", "p-lost"),
    evidence="report to the council",
    review_on="2028-06-30",
    milestones=(
        Milestone(due_on="2027-03-31", milestone="Desk is open"),
        Milestone(due_on="2028-03-31", milestone="Second room"),
    ),
)
SCHOOLS = PlanAction(keyword_id="schools")
ALBA = Plan(city_id="ita-alba", from_year=2026, to_year=2030, actions=(HOUSING, SCHOOLS))
ITEMS = pd.DataFrame(
    [
        ("sdg", "11.1", COVERED, ("housing",)),
        ("charter", "3", COVERED, ("housing",)),
        ("gcr", "B1", COVERED, ("housing",)),
        ("gcm", "15", COVERED, ("housing", "schools")),
        ("gcm", "16", COVERED, ("housing",)),
        ("gcm", "17", OPEN, ()),
    ],
    columns=["framework_id", "code", "status", "covered_by"],
)
STEPS = pd.DataFrame(
    {"step_order": range(1, 10), "name": [f"Step {n}" for n in range(1, 10)], "page": "58"}
)
NOTHING = pd.DataFrame()


@pytest.fixture
def book():
    keywords = pd.DataFrame({"keyword_id": ["housing"], "keyword": ["Housing"]})
    practices = pd.DataFrame({"practice_id": ["p-one"], "title": ["A desk in Brod"]})
    return PlanBook(
        keywords=keywords,
        roles={"service-provider": "Service provider"},
        role_of={},
        catalogue=NOTHING,
        practices=practices,
        steps=STEPS,
        links=NOTHING,
    )


def plan(**fields):
    return Plan(city_id="ita-alba", **fields)


def action(**fields):
    return PlanAction(keyword_id="housing", **fields)


# The plan as a whole


def test_title_is_its_own_else_one_made_from_the_city():
    assert title(plan(title="A welcome for all"), "Alba, Italy") == "A welcome for all"
    assert title(plan(), "Alba, Italy") == "Action plan of Alba, Italy"


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (2026, 2030, "2026 to 2030"),
        (2026, None, "from 2026"),
        (None, 2030, "until 2030"),
        (None, None, ""),
    ],
)
def test_period_is_told_from_what_is_filled_in(first, last, told):
    assert period(plan(from_year=first, to_year=last)) == told


def test_draft_is_told_to_be_one():
    assert state_text(plan()) == "Draft, not adopted yet."


def test_adopted_plan_says_by_whom_when_for_what_years_and_when_it_is_reviewed():
    adopted = plan(
        from_year=2026,
        to_year=2030,
        adopted_by="City council",
        adopted_on="2026-12-01",
        review_on="2028-06-30",
    )
    assert state_text(adopted) == (
        "Period: 2026 to 2030. Adopted by City council on 2026-12-01. Next review: 2028-06-30."
    )


def test_body_that_is_not_named_is_told_to_be_so():
    assert state_text(plan(adopted_on="2026-12-01")) == (
        "Adopted by a body that is not named on 2026-12-01."
    )


def test_body_without_a_day_of_adoption_leaves_the_plan_a_draft():
    assert state_text(plan(adopted_by="City council")) == "Draft, not adopted yet."


def test_sources_tell_what_the_city_wrote_from_what_the_package_holds():
    entries, package = sources()
    assert entries.startswith("Entries: written by the city")
    assert "data package" in package


# The figures of an action


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"baseline_value": 12.5, "unit": "%"}, "12.5 %"),
        ({"baseline_value": 0.0}, "0"),
        ({"baseline_value": 1234.0, "unit": "homes", "baseline_year": 2025}, "1,234 homes (2025)"),
        ({"baseline_value": 3.0, "baseline_source": "register"}, "3, register"),
        (
            {"baseline_value": 3.0, "baseline_year": 2025, "baseline_source": "register"},
            "3 (2025), register",
        ),
        ({"baseline_year": 2025, "baseline_source": "register", "unit": "%"}, ""),
    ],
)
def test_baseline_is_told_with_unit_year_and_source(fields, told):
    assert baseline(action(**fields)) == told


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"target_value": 20.0, "unit": "%", "target_year": 2029}, "20 % by 2029"),
        ({"target_value": 0.0}, "0"),
        ({"target_year": 2029, "unit": "%"}, ""),
    ],
)
def test_target_is_told_with_unit_and_year(fields, told):
    assert target(action(**fields)) == told


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {"budget_line": "4.2", "budget_amount": 150000.0, "currency": "EUR"},
            "4.2, 150,000 EUR",
        ),
        ({"budget_line": "4.2", "currency": "EUR"}, "4.2"),
        ({"budget_amount": 0.0, "currency": "EUR"}, "0 EUR"),
        ({"budget_amount": 99.5}, "99.5"),
        ({}, ""),
    ],
)
def test_budget_is_told_by_line_and_amount(fields, told):
    assert budget(action(**fields)) == told


# The fields and the overview


def test_every_field_of_an_action_is_told_in_the_order_of_a_plan(book):
    assert action_pairs(HOUSING, book) == [
        ("Keyword", "Housing"),
        ("Why", "12 of 27 actors"),
        ("Unit in charge", "Housing office"),
        ("Role of the city", "Service provider"),
        ("Indicator", "homes let"),
        ("Baseline", "12.5 % (2025), city register"),
        ("Target", "20 % by 2029"),
        ("Milestones", "2027-03-31: Desk is open\n2028-03-31: Second room"),
        ("Budget", "4.2, 150,000 EUR"),
        ("Resources needed", "two rooms"),
        ("Partners", "tenants' union"),
        ("Practices to learn from", "A desk in Brod; p-lost"),
        ("Evidence", "report to the council"),
        ("Next review", "2028-06-30"),
    ]


def test_fields_that_are_not_filled_in_show_a_dash_and_unknown_ids_as_they_are(book):
    pairs = action_pairs(replace(SCHOOLS, role_id="mayor"), book)
    assert pairs[0] == ("Keyword", "schools")
    assert pairs[3] == ("Role of the city", "mayor")
    assert {text for _name, text in pairs[4:]} == {"\N{EN DASH}"}


def test_overview_tells_what_who_by_how_much_and_with_what_money():
    assert overview_cells(ALBA) == {
        "Action": ["**Open a housing desk.**", "**schools**"],
        "Unit in charge": ["Housing office", "\N{EN DASH}"],
        "Baseline and target": [
            "homes let: 12.5 % (2025), city register → 20 % by 2029",
            "no indicator yet: not known → not set",
        ],
        "Budget": ["4.2, 150,000 EUR", "\N{EN DASH}"],
    }


def test_entries_are_shown_as_they_are():
    risky = plan(actions=(action(wording="*All* homes", owner="Unit [1](x)", budget_line="$4"),))
    cells = overview_cells(risky)
    assert cells["Action"] == ["**\\*All\\* homes**"]
    assert cells["Unit in charge"] == ["Unit \\[1\\](x)"]
    assert cells["Budget"] == ["\\$4"]


# The pledge


def test_pledge_tells_what_the_plan_holds_and_nothing_else():
    assert pledge(ALBA, "Alba, Italy", ITEMS) == "\n\n".join(
        [
            "Alba, Italy pledges to take 2 actions for the inclusion of migrants and refugees "
            "(2026 to 2030).",
            "1. Open a housing desk. In charge: Housing office. "
            "Measured by homes let: from 12.5 % (2025) to 20 % by 2029. "
            "It serves: Global Compact for Migration (GCM) 15, 16; "
            "Global Compact on Refugees (GCR) B1; 2030 Agenda (SDG targets) 11.1.",
            "2. schools. It serves: Global Compact for Migration (GCM) 15.",
            "Period: 2026 to 2030. Draft, not adopted yet.",
        ]
    )


def test_pledge_of_one_action_is_told_in_the_singular():
    one = plan(actions=(action(wording="Open a desk"),))
    assert pledge(one, "Alba", ITEMS.iloc[0:0]) == (
        "Alba pledges to take 1 action for the inclusion of migrants and refugees.\n\n"
        "1. Open a desk.\n\n"
        "Draft, not adopted yet."
    )


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"indicator": "homes", "target_value": 5.0}, " Measured by homes: to 5."),
        (
            {"indicator": "homes", "target_value": 5.0, "baseline_value": 2.0},
            " Measured by homes: from 2 to 5.",
        ),
        ({"indicator": "homes", "baseline_value": 2.0}, ""),  # no target, nothing to pledge
        ({"target_value": 5.0}, ""),
    ],
)
def test_measure_is_pledged_only_with_an_indicator_and_a_target(fields, told):
    one = plan(actions=(action(wording="Open a desk", **fields),))
    assert pledge(one, "Alba", ITEMS.iloc[0:0]).split("\n\n")[1] == f"1. Open a desk.{told}"


def test_source_of_the_baseline_is_no_part_of_the_pledge():
    assert "city register" not in pledge(ALBA, "Alba", ITEMS)


# The check list


def checked(*actions, **fields):
    """Return (how many have it, what is missing) by number of the step."""
    cells = check_cells(plan(actions=actions, **fields), STEPS)
    found = zip(cells["Actions that have it"], cells["Still missing"], strict=True)
    return dict(enumerate(found, start=1))


def test_check_list_has_a_row_for_each_step():
    assert check_cells(ALBA, STEPS)["Step of planning"] == [f"{n}. Step {n}" for n in range(1, 10)]


def test_action_with_every_field_lacks_nothing():
    assert set(checked(HOUSING).values()) == {("1 of 1", "\N{EN DASH}")}


def test_action_with_no_field_lacks_everything():
    assert checked(SCHOOLS) == {
        1: ("0 of 1", "baseline with its year: action 1"),
        2: ("0 of 1", "target: action 1"),
        3: ("0 of 1", "unit in charge and partners: action 1"),
        4: ("0 of 1", "wording: action 1"),
        5: ("0 of 1", "milestones: action 1"),
        6: ("0 of 1", "target with its year: action 1"),
        7: ("0 of 1", "indicator, evidence and review date: action 1"),
        8: ("0 of 1", "years of the plan or a day for a milestone: action 1"),
        9: ("0 of 1", "budget line: action 1"),
    }


def test_actions_that_lack_something_are_told_by_number():
    assert checked(SCHOOLS, HOUSING, SCHOOLS)[2] == ("1 of 3", "target: actions 1 and 3")


@pytest.mark.parametrize(
    ("step", "removed"),
    [
        (1, {"baseline_value": None}),
        (1, {"baseline_year": None}),
        (2, {"target_value": None}),
        (3, {"owner": ""}),
        (3, {"partners": ""}),
        (4, {"wording": ""}),
        (5, {"milestones": ()}),
        (6, {"target_year": None}),
        (7, {"indicator": ""}),
        (7, {"evidence": ""}),
        (7, {"review_on": ""}),
        (8, {"milestones": ()}),
        (9, {"budget_line": ""}),
    ],
)
def test_step_is_not_met_without_one_of_its_fields(step, removed):
    assert checked(replace(HOUSING, **removed))[step][0] == "0 of 1"


@pytest.mark.parametrize("filled", [{"baseline_value": 0.0}, {"target_value": 0.0}])
def test_zero_is_a_figure_like_any_other(filled):
    found = checked(replace(HOUSING, **filled))
    assert (found[1][0], found[2][0]) == ("1 of 1", "1 of 1")


def test_review_of_the_whole_plan_counts_for_its_actions():
    assert checked(replace(HOUSING, review_on=""), review_on="2028-06-30")[7][0] == "1 of 1"


@pytest.mark.parametrize(
    ("years", "met"),
    [
        ({"from_year": 2026, "to_year": 2030}, "1 of 1"),
        ({"from_year": 2026}, "0 of 1"),
        ({"to_year": 2030}, "0 of 1"),
    ],
)
def test_both_years_of_the_plan_stand_for_a_timeline(years, met):
    assert checked(replace(HOUSING, milestones=()), **years)[8][0] == met


def test_plan_without_actions_lacks_nothing_by_number():
    assert set(checked().values()) == {("0 of 0", "\N{EN DASH}")}

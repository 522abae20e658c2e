"""What can be asked about criteria and about a selection; what cannot is refused in a sentence."""

from __future__ import annotations

import math

import pytest

from dashboard.criteria import CRITERIA, ChoiceRules, CriteriaFilter
from dashboard.errors import FilterError


def test_every_criterion_counts_the_same_unless_weighed():
    asked = CriteriaFilter()
    assert (asked.phase, asked.shown, asked.weights) == ("expert", CRITERIA, (1, 1, 1, 1))


@pytest.mark.parametrize(
    ("phase", "shown"),
    [("desk", ("frequency",)), ("expert", CRITERIA), ("roll-out", CRITERIA)],
)
def test_phase_shows_its_criteria(phase, shown):
    assert CriteriaFilter(phase=phase).shown == shown


@pytest.mark.parametrize(("phase", "least"), [("desk", 0), ("expert", 0), ("roll-out", 3)])
def test_feasibility_is_a_filter_of_the_roll_out_only(phase, least):
    assert CriteriaFilter(phase=phase, feasible=3).least_cities == least


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"phase": "last"}, "phase: got 'last', expected one of desk, expert, roll-out"),
        ({"missing": "zero"}, "missing: got 'zero', expected one of leave-out, worst"),
        ({"weights": (1, 1.1, 1, 1)}, "weight of spreading: got 1.1, expected a number from 0 to"),
        ({"weights": (-0.1, 1, 1, 1)}, "weight of frequency: got -0.1, expected a number from"),
        ({"weights": (1, 1, 1, math.nan)}, "weight of value-added: got nan, expected a number"),
        ({"weights": (1, 1, math.inf, 1)}, "weight of show-progress: got inf, expected a number"),
        ({"feasible": -1}, "feasible: got -1, expected a whole number from 0 to 20"),
        ({"feasible": 21}, "feasible: got 21, expected a whole number from 0 to 20"),
    ],
)
def test_question_that_has_no_answer_is_refused(asked, told):
    with pytest.raises(FilterError, match=told):
        CriteriaFilter(**asked)


@pytest.mark.parametrize("weight", [0, 0.5, 1])
def test_weights_from_0_to_1_can_be_asked_with(weight):
    assert CriteriaFilter(weights=(weight,) * 4).weights == (weight,) * 4


@pytest.mark.parametrize("feasible", [0, 20])
def test_least_number_of_cities_can_be_asked_with_from_0_to_20(feasible):
    assert CriteriaFilter(phase="roll-out", feasible=feasible).least_cities == feasible


def test_twelve_actions_are_chosen_without_a_rule_unless_asked():
    rules = ChoiceRules()
    assert (rules.limit, rules.per_area, rules.must, rules.never) == (12, 0, (), ())


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"limit": 0}, "limit: got 0, expected a whole number from 1 to 60"),
        ({"limit": 61}, "limit: got 61, expected a whole number from 1 to 60"),
        ({"per_area": -1}, "per area: got -1, expected a whole number from 0 to 10"),
        ({"per_area": 11}, "per area: got 11, expected a whole number from 0 to 10"),
    ],
)
def test_rule_that_cannot_be_kept_is_refused(asked, told):
    with pytest.raises(FilterError, match=told):
        ChoiceRules(**asked)


@pytest.mark.parametrize("asked", [{"limit": 1}, {"limit": 60}, {"per_area": 10}])
def test_rules_at_their_limits_can_be_asked_for(asked):
    rules = ChoiceRules(**asked)
    assert {name: getattr(rules, name) for name in asked} == asked


def test_equal_questions_are_one_key_of_the_cache():
    assert len({CriteriaFilter(), CriteriaFilter(weights=(1.0, 1.0, 1.0, 1.0))}) == 1
    assert len({CriteriaFilter(), CriteriaFilter(missing="worst")}) == 2
    assert len({ChoiceRules(), ChoiceRules(limit=12), ChoiceRules(must=("a",))}) == 2

"""Sentences about criteria, phases and weights, word for word."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.answers.candidates import Candidates
from dashboard.criteria import CRITERIA, PHASES, CriteriaFilter
from dashboard.words.criteria import (
    criteria_help,
    feasible_text,
    phase_text,
    question,
    reason,
    weight_sets,
    weights_text,
)

KNOWN = ("frequency", "spreading", "show-progress")
ROW = {
    "n_actors": 12,
    "n_cities_documented": 13,
    "measure": "overcrowding gap",
    "level": "result",
}


def weighed(*weights, known=KNOWN, phase="expert"):
    return weights_text(CriteriaFilter(weights=weights, phase=phase), known)


def left_out(n_left_out, n_cities_known=103, phase="roll-out", feasible=2):
    candidates = Candidates(
        table=pd.DataFrame(),
        dominates=np.zeros((0, 0), dtype=bool),
        criteria=CRITERIA,
        known=KNOWN,
        n_left_out=n_left_out,
        n_cities_known=n_cities_known,
        n_actors=27,
    )
    return feasible_text(candidates, CriteriaFilter(phase=phase, feasible=feasible))


def test_weights_are_told_with_their_shares_and_what_has_no_value():
    assert weighed(1, 1, 1, 1) == (
        "Sum of the weights: 4.0. Share of each: Frequency 25 %, Spreading 25 %, "
        "Show progress 25 %, and Value added 25 %. "
        "Value added has no value yet, so the others share its weight."
    )


def test_criterion_without_weight_is_not_told():
    assert weighed(0.5, 0, 1, 0) == (
        "Sum of the weights: 1.5. Share of each: Frequency 33 % and Show progress 67 %."
    )


def test_several_criteria_without_a_value_are_told_in_the_plural():
    assert weighed(1, 1, 0, 1, known=("frequency", "show-progress")).endswith(
        " Spreading and Value added have no value yet, so the others share their weight."
    )


@pytest.mark.parametrize("weight", [0, 0.4])
def test_desk_analysis_needs_no_weight(weight):
    told = weighed(weight, 1, 1, 1, phase="desk", known=("frequency",))
    assert told == "One criterion counts alone: frequency."


def test_score_rests_on_actors_cities_and_measure():
    assert reason(ROW, 27, 103) == (
        "12 of 27 actors; documented in 13 of 103 cities; "
        "measure: overcrowding gap, tells how people fare"
    )


@pytest.mark.parametrize(
    ("n_cities", "n_cities_known"),
    [(None, 0), (None, 103), (0, 0)],
)
def test_score_of_unknown_spread_says_so(n_cities, n_cities_known):
    told = reason(ROW | {"n_cities_documented": n_cities}, 27, n_cities_known)
    assert told.split("; ")[1] == "no city known"


def test_no_documented_city_among_known_ones_is_a_zero():
    told = reason(ROW | {"n_cities_documented": 0}, 27, 103)
    assert told.split("; ")[1] == "documented in 0 of 103 cities"


def test_keyword_without_a_measure_says_so():
    told = reason(ROW | {"measure": None, "level": None}, 27, 103)
    assert told.split("; ")[2] == "no measure"


@pytest.mark.parametrize(
    ("level", "told"),
    [
        ("in place", "tells that something is in place"),
        ("reach", "tells how many people it reaches, or how fast"),
    ],
)
def test_measure_says_what_it_tells(level, told):
    assert reason(ROW | {"level": level}, 27, 103).endswith(f"measure: overcrowding gap, {told}")


@pytest.mark.parametrize("phase", ["desk", "expert"])
def test_feasibility_is_told_in_the_roll_out_only(phase):
    assert left_out(7, phase=phase) == ""


def test_feasibility_without_a_least_number_says_what_it_rests_on():
    assert left_out(0, feasible=0) == (
        "Evidence of feasibility: a practice or grant is documented in a city that the sidebar "
        "keeps (103 such cities are known). That is a hint, not a proof; cities have not been "
        "asked yet."
    )


def test_one_keyword_left_out_is_told_in_the_singular():
    assert left_out(1).endswith(" asked yet. 1 keyword has too few cities and is left out.")


@pytest.mark.parametrize("n", [0, 2])
def test_keywords_left_out_are_counted(n):
    assert left_out(n).endswith(f" {n} keywords have too few cities and are left out.")


def test_one_known_city_is_told_in_the_singular():
    assert "keeps (1 such city is known)" in left_out(0, n_cities_known=1)


@pytest.mark.parametrize(
    ("criterion", "told"),
    [
        ("frequency", "How many actors mention it? Number of actors."),
        (
            "spreading",
            "In how many cities is it done? Cities with a documented practice or grant.",
        ),
        ("show-progress", "Can progress be shown? Points of its most direct measure, 0 to 4."),
        ("value-added", "What does it add? Points voted by a working group."),
    ],
)
def test_every_criterion_asks_its_own_question(criterion, told):
    assert question(criterion) == told


@pytest.mark.parametrize(
    ("phase", "begin"),
    [("desk", "Desk analysis uses"), ("expert", "Expert discussion"), ("roll-out", "Roll-out")],
)
def test_every_phase_says_what_it_is_about(phase, begin):
    assert phase_text(phase).startswith(begin)


def test_questions_and_phases_have_no_gap():
    assert [bool(question(criterion)) for criterion in CRITERIA] == [True] * 4
    assert [bool(phase_text(phase)) for phase in PHASES] == [True] * 3


def test_first_set_of_weights_is_the_default_and_the_second_that_of_2019():
    sets = weight_sets()
    assert next(iter(sets)) == "equal"
    assert sets["equal"] == ("All equal", CriteriaFilter().weights)
    assert sets["frequency"] == ("Frequency only, as in 2019", (1, 0, 0, 0))


@pytest.mark.parametrize(
    ("name", "criterion"),
    [("spreading", "spreading"), ("progress", "show-progress"), ("value", "value-added")],
)
def test_set_with_a_focus_gives_one_criterion_twice_the_weight_of_the_others(name, criterion):
    weights = dict(zip(CRITERIA, weight_sets()[name][1], strict=True))
    focus = weights.pop(criterion)
    assert set(weights.values()) == {focus / 2}


def test_sets_of_weights_can_be_told_apart():
    titles, weights = zip(*weight_sets().values(), strict=True)
    assert len(set(titles)) == len(set(weights)) == len(weight_sets())


@pytest.mark.parametrize("sets", [weights for _title, weights in weight_sets().values()])
def test_every_set_of_weights_can_be_asked_with(sets):
    assert CriteriaFilter(weights=sets).weights == sets


def test_help_explains_the_four_criteria_and_the_score_in_their_order():
    heads = [line.split("**")[1] for line in criteria_help()]
    assert heads == ["Frequency", "Spreading", "Show progress", "Value added", "Score"]

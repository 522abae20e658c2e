"""What a profile says: gaps and who is worse off, places among others, what is missing."""

from __future__ import annotations

import pytest

from dashboard.words.figures import worse_off
from dashboard.words.profile import (
    gaps_summary,
    missing_cells,
    place_among,
)
from dashboard.words.profile_values import group_notes, own_note, row_names, shared_notes

AREAS = {"governance": "Governance", "education": "Education"}
GAP = {
    "unit": "percentage points",
    "instrument_id": "index",
    "instrument": "The Index: a copy",
    "year": 2019,
    "n_cities": 100,
    "scale_min": -100.0,
    "scale_max": 100.0,
    "note": None,
}


@pytest.mark.parametrize(
    ("value", "direction", "told"),
    [
        (15.5, "lower_better", "15.5 (foreign-born worse off)"),
        (-9.2, "lower_better", "\N{MINUS SIGN}9.2 (native-born worse off)"),
        (-1.0, "higher_better", "\N{MINUS SIGN}1 (foreign-born worse off)"),
        (5.0, "higher_better", "5 (native-born worse off)"),
        (0.0, "lower_better", "0 (parity)"),
    ],
)
def test_who_is_worse_off_follows_from_the_direction(value, direction, told):
    assert worse_off({"value": value, "direction": direction}) == told


def test_summary_counts_the_gaps_and_names_the_widest_whatever_its_sign():
    rows = [
        {"value": 3.0, "direction": "lower_better", "indicator": "Schools"},
        {"value": -7.5, "direction": "higher_better", "indicator": "Poverty"},
        {"value": -20.0, "direction": "lower_better", "indicator": "Homes"},
    ]
    assert gaps_summary(rows) == (
        "The foreign-born are worse off on 2 of 3 measures. The gap is widest for “Poverty”: 7.5 "
        "percentage points."
    )


def test_summary_without_a_gap_names_none():
    rows = [{"value": 0.0, "direction": "lower_better", "indicator": "Schools"}]
    assert gaps_summary(rows) == "The foreign-born are worse off on 0 of 1 measures."


@pytest.mark.parametrize(
    ("n_cities", "n_lower", "n_equal", "told"),
    [
        (1, 0, 0, "the only city with a value"),
        (100, 49, 0, "higher than 49 of the other 99"),
        (100, 49, 2, "higher than 49 of the other 99; equal to 2"),
    ],
)
def test_place_among_the_others_tells_ties(n_cities, n_lower, n_equal, told):
    row = {"n_cities": n_cities, "n_lower": n_lower, "n_equal": n_equal}
    assert place_among(row) == told


def test_what_is_missing_everywhere_is_told_once():
    gaps = [
        ("cities", "population"),
        ("practices", "education"),
        ("city_indicators", "governance"),
        ("city_indicators", "education"),
    ]
    assert missing_cells(gaps, AREAS) == {
        "What is missing": ["Population", "Practice or grant", "Policy or outcome indicator"],
        "For": ["the whole city", "Education", "all policy areas"],
    }


def test_nothing_missing_is_said():
    assert missing_cells([], AREAS)["What is missing"] == ["Nothing that we ask for"]


def test_notes_name_instrument_unit_year_and_number_of_cities():
    assert group_notes([GAP]) == (
        "Instrument: The Index. Unit: percentage points. Year: 2019. Cities with a value: 100."
    )


def test_notes_tell_goalposts_and_each_note_once():
    score = GAP | {"unit": "points (1 to 5)", "scale_min": 1.0, "scale_max": 5.0, "note": "a; b"}
    rows = [score, score | {"note": "a"}]
    assert group_notes(rows).endswith("Goalposts: 1 to 5. Note: a.")
    assert [own_note(row, shared_notes(rows)) for row in rows] == ["b", ""]


def test_indicator_with_two_years_has_a_row_for_each():
    rows = [
        {"indicator_id": "icc", "indicator": "Index", "year": 2017},
        {"indicator_id": "icc", "indicator": "Index", "year": 2020},
        {"indicator_id": "other", "indicator": "Other", "year": 2020},
    ]
    assert row_names(rows) == ["Index, 2017", "Index, 2020", "Other"]

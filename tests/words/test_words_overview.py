"""What the overview says about a small coverage table.

Africa non-OECD    10 places    0 measured    5 with any indicator
Europe OECD        30 places   12 measured   24 with any indicator
"""

from __future__ import annotations

import pandas as pd

from dashboard.words.overview import coverage_alt, coverage_summary, key_figure_tiles

COVERAGE = pd.DataFrame(
    {
        "region": ["africa", "europe"],
        "oecd": ["non-oecd", "oecd"],
        "n_places": [10, 30],
        "n_with_indicator": [5, 24],
        "n_with_policy_or_outcome_indicator": [0, 12],
    }
)
FIGURES = {
    "n_actions": 544,
    "n_actors": 27,
    "n_keywords": 49,
    "n_areas": 6,
    "n_cities": 1613,
    "n_countries": 80,
    "n_practices": 312,
    "n_grants": 66,
    "n_values": 3176,
    "n_sources": 562,
    "first_document_year": 2004,
    "last_document_year": 2024,
    "first_value_year": 2001,
    "last_value_year": 2023,
}


def test_summary_says_how_much_is_measured_and_where_nothing_is():
    assert coverage_summary(COVERAGE) == (
        "12 of 40 places have a policy or outcome indicator. "
        "12 of them are in one group: Europe OECD. "
        "There is none at all for Africa non-OECD: there we know only practices and networks."
    )


def test_summary_is_silent_about_gaps_that_are_not_there():
    assert "none at all" not in coverage_summary(COVERAGE.iloc[1:])


def test_alternative_text_tells_every_group():
    assert coverage_alt(COVERAGE).endswith(
        "Africa non-OECD: 10 places, 50 % with any indicator; "
        "Europe OECD: 30 places, 80 % with any indicator."
    )


def test_six_key_figures_are_shown():
    assert [tile.value for tile in key_figure_tiles(FIGURES)] == [544, 49, 1613, 378, 3176, 562]


def test_every_key_figure_names_its_table():
    assert all("able" in tile.source for tile in key_figure_tiles(FIGURES))


def test_source_of_a_key_figure_says_the_years():
    assert "2004 to 2024" in key_figure_tiles(FIGURES)[0].source

"""What is said about shares, change and figures, on tables of a few rows."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest

from dashboard.analysis.progress import Panel
from dashboard.responses.notes import CityEvent
from dashboard.words import needs, progress, progress_change, progress_impact

NAN = float("nan")


def shares(*rows):
    return pd.DataFrame(rows, columns=["name", "n_cities", "placed_pct", "low_pct", "high_pct"])


def test_sentence_says_that_the_others_are_not_known():
    told = progress.answered_sentence("Round 2026", 3, 10, "")
    assert told.startswith("Round 2026: 3 of 10 cities kept answered. How things stand")
    assert "about Housing" in progress.answered_sentence("Round 2026", 3, 10, "Housing")


def test_sentence_is_short_where_every_city_answered():
    assert progress.answered_sentence("Round 2026", 1, 1, "") == (
        "Round 2026: 1 of 1 city kept answered."
    )


def test_summary_names_first_and_last_and_says_if_they_can_be_told_apart():
    apart = shares(("Homes", 50, 90, 80, 95), ("Jobs", 50, 10, 5, 20))
    assert progress.placed_summary(apart, "action") == (
        "Most often in place: Homes (90 % of 50 cities, interval 80 to 95 %). "
        "Least often: Jobs (10 % of 50 cities, interval 5 to 20 %)."
    )
    near = shares(("Homes", 5, 60, 23, 88), ("Jobs", 5, 40, 12, 77))
    assert progress.placed_summary(near, "action").endswith("their intervals overlap.")


def test_summary_says_nothing_about_fewer_than_five_cities_but_that():
    few = shares(("Africa", 4, 100, 51, 100), ("Asia", 2, 0, 0, 66))
    assert progress.placed_summary(few, "group") == (
        "Fewer than 5 cities, too few to tell: Africa and Asia."
    )


def test_many_actions_with_few_cities_are_counted_not_named():
    few = shares(*((str(place), 1, 0, 0, 79) for place in range(7)))
    assert progress.placed_summary(few, "action") == (
        "7 actions have answers of fewer than 5 cities: too few to tell."
    )


def test_all_actions_together_are_told_as_shares_of_answers():
    told = progress.placed_summary(
        shares(("Africa", 9, 40, NAN, NAN), ("Asia", 8, 20, NAN, NAN)), "group"
    )
    assert "Africa (40 % of the answers of 9 cities)" in told
    assert "choose one action to see intervals" in told


def test_alternative_text_tells_the_first_three_and_the_last():
    rows = shares(*((str(place), 5, 10 * place, 0, 50) for place in range(5)))
    told = progress.placed_alt("Title", rows)
    assert told.startswith("Title. 5 rows. In place, or in place and evaluated: 0: 0 % of 5 cities")
    assert "last 4: 40 % of 5 cities" in told


def test_panel_is_told_with_those_left_out():
    told = progress_change.panel_sentence(Panel(frozenset({"a", "b"}), 1), ["2025", "2026"])
    assert told == (
        "Compared are the 2 cities that answered in every round (2025 and 2026). "
        "1 other city answered in some rounds only and is left out."
    )
    none = progress_change.panel_sentence(Panel(frozenset(), 2), ["2025", "2026"])
    assert none.startswith("No city answered in every round")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (2.0, "up (+2.0)"),
        (-3.25, "down (\N{MINUS SIGN}3.2)"),
        (1.96, "small difference (+2.0)"),
        (0.0, "small difference (0)"),
    ],
)
def test_change_is_told_and_a_small_one_is_said_to_be_small(change, told):
    assert progress_change.change_text(change) == told


def test_scores_that_rose_fell_and_stayed_are_told_apart():
    table = pd.DataFrame({"name": ["A", "B", "C"], "change": [5.0, -4.0, 1.0]})
    assert progress_change.slope_summary(table) == (
        "The mean score went up in A (+5.0). It went down in B (\N{MINUS SIGN}4.0). "
        "The difference is small, less than 2 points, in C (+1.0)."
    )


def test_scores_that_only_fell_are_a_whole_sentence():
    table = pd.DataFrame({"name": ["B"], "change": [-4.0]})
    assert progress_change.slope_summary(table) == (
        "The mean score went down in B (\N{MINUS SIGN}4.0)."
    )


def test_no_pair_of_answers_is_told():
    moves = pd.DataFrame({"n_pairs": [0], "n_up": [0], "n_down": [0], "n_same": [0]})
    assert progress_change.moves_summary(moves).startswith("No answer can be compared")


def way(**values):
    row = {"baseline": 10.0, "latest": 15.0, "target": 20.0, "way_pct": 50.0, "is_revised": False}
    return {**row, **values}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (way(), "50 % of the way"),
        (way(way_pct=100.0), "target reached"),
        (way(way_pct=99.7), "almost there"),
        (way(way_pct=-1.0), "further from the target than at the start"),
        (way(way_pct=None), "not known: start and target are the same"),
        (way(baseline=None, target=None, way_pct=None), "not known: no start, target"),
        (way(is_revised=True), "50 % of the way; start or target was changed between rounds"),
    ],
)
def test_way_is_told_in_words(row, told):
    assert progress_impact.way_text(row) == told


def test_time_line_is_newest_first_and_links_only_web_addresses():
    events = pd.DataFrame(
        [("2017", "Forum", "Cities met", "Publisher", None)],
        columns=["date", "event", "what_happened", "publisher", "address"],
    )
    notes = [
        CityEvent(
            "event-1",
            "c",
            day,
            "*Opened*",
            "Council",
            link,
            datetime(2026, 1, 1, tzinfo=UTC),
            "r",
            "s",
            "",
        )
        for day, link in (("2024-05", "javascript:x"), ("2010", "https://example.org"))
    ]
    rows = progress_impact.time_line(events, notes)
    assert [row["date"] for row in rows] == ["2024-05", "2017", "2010"]
    cells = progress_impact.time_line_cells(rows)
    assert cells["Source"] == ["Council", "Publisher", "[Council](<https://example.org>)"]
    assert cells["What happened"][0].startswith("\\*Opened\\*")
    assert cells["What happened"][1].startswith("Forum\\: Cities met")


def test_many_helpers_are_cut_and_counted():
    helper = {"city": "Milan", "near": "same country", "unit": "", "evidence_link": ""}
    cells = needs.helpers_cells([("Homes", [helper] * 7), ("Jobs", [])])
    told, nobody = cells["Cities to ask, the nearest first"]
    assert told.count("Milan") == needs.MOST_NAMED
    assert told.endswith("and 2 more")
    assert nobody == "None of the cities that answered has it in place and evaluated."
    assert cells["Action (cities to ask)"] == ["Homes (7)", "Jobs (0)"]


def test_actions_that_nobody_could_help_with_are_told():
    actions = pd.DataFrame({"keyword": ["A", "B"], "n_seeking": [3, 1], "n_able": [2, 0]})
    assert needs.matching_summary(actions) == (
        "Most cities need skills for A (3) and B (1). Nobody could help yet with B."
    )

"""Sentences about what a selection covers, on five items of two frameworks.

framework   code   status        covered by       closed by
Compact     1      covered       homes            jobs
Compact     2      open          -                jobs, health
Compact     3      no keyword    -                -
Checklist   4      covered       homes, health    -
Checklist   5      open          -                jobs
"""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.analysis.alignment import COVERED, OPEN, OUT_OF_REACH, framework_coverage
from dashboard.words.alignment import (
    alt,
    coverage_cells,
    coverage_text,
    gaps_text,
    item_cells,
    item_name,
    matrix_alt,
    reading,
    short_name,
    status_name,
)

KEYWORDS = {"homes": "Homes", "jobs": "Jobs", "health": "Health", "schools": "Schools"}
ITEMS = [
    ("gcm", "Compact", "1", "Data", COVERED, ("homes",), ("jobs",)),
    ("gcm", "Compact", "2", "Drivers", OPEN, (), ("jobs", "health")),
    ("gcm", "Compact", "3", "Papers", OUT_OF_REACH, (), ()),
    ("own", "Checklist", "4", "Voice", COVERED, ("homes", "health"), ()),
    ("own", "Checklist", "5", "Space", OPEN, (), ("jobs",)),
]
COLUMNS = ["framework_id", "framework", "code", "title", "status", "covered_by", "closed_by"]
REASONS = {
    ("homes", "gcm", "1"): "homes are counted",
    ("jobs", "gcm", "1"): "jobs are counted",
    ("jobs", "gcm", "2"): "work is a reason to stay",
    ("health", "gcm", "2"): "care is one",
    ("homes", "own", "4"): "tenants speak",
    ("health", "own", "4"): "patients speak",
    ("jobs", "own", "5"): "places to meet",
}


def covered(*items):
    return pd.DataFrame(list(items or ITEMS), columns=COLUMNS)


def cells(*items, reasons=REASONS):
    return item_cells(covered(*items), reasons, KEYWORDS)


@pytest.mark.parametrize(
    ("framework", "name"),
    [
        ("gcm", "Global Compact for Migration (GCM)"),
        ("gcr", "Global Compact on Refugees (GCR)"),
        ("sdg", "2030 Agenda (SDG targets)"),
        ("mmd", "Marrakech Mayors Declaration"),
        ("charter", "Integrating Cities Charter"),
        ("oecd12", "OECD checklist (12 objectives)"),
        ("emp10", "Employers' action plan (10 areas)"),
    ],
)
def test_framework_has_a_short_name(framework, name):
    assert short_name(framework, "A long name") == name


def test_framework_without_a_short_name_has_its_own_else_its_id():
    assert short_name("own", "Checklist") == "Checklist"
    assert short_name("own") == "own"


def test_coverage_is_told_by_framework():
    assert coverage_text(framework_coverage(covered())) == (
        "Covered: Global Compact for Migration (GCM) 1 of 3; Checklist 1 of 2."
    )


def test_gaps_are_counted_with_who_closes_most_of_them_and_what_is_out_of_reach():
    assert gaps_text(covered(), {"jobs": 2, "health": 1}, KEYWORDS) == (
        "2 items are open: only keywords outside the selection serve them. "
        "Each of these alone would close the most: Jobs (2 items) and Health (1 item). "
        "1 item is served by none of the keywords: no selection can cover it."
    )


def test_one_gap_is_told_in_the_singular_and_nothing_out_of_reach_is_not_told():
    assert gaps_text(covered(ITEMS[0], ITEMS[4]), {"jobs": 1}, KEYWORDS) == (
        "1 item is open: only keywords outside the selection serve it. "
        "Each of these alone would close the most: Jobs (1 item)."
    )


def test_three_keywords_that_close_most_are_named():
    closers = {"jobs": 4, "health": 3, "homes": 2, "schools": 1}
    told = gaps_text(covered(), closers, KEYWORDS)
    assert "close the most: Jobs (4 items), Health (3 items), and Homes (2 items). " in told


def test_selection_that_covers_all_it_can_is_told_so():
    assert gaps_text(covered(ITEMS[0], ITEMS[3]), {}, KEYWORDS) == (
        "Everything that any keyword serves is covered."
    )


def test_items_out_of_reach_are_told_even_where_nothing_is_open():
    other = ("own", "Checklist", "6", "Time", OUT_OF_REACH, (), ())
    assert gaps_text(covered(ITEMS[0], ITEMS[2], other), {}, KEYWORDS) == (
        "Everything that any keyword serves is covered. "
        "2 items are served by none of the keywords: no selection can cover them."
    )


def test_item_is_named_by_code_and_title():
    assert item_name({"code": "16.7", "title": "Inclusive decisions"}) == "16.7 Inclusive decisions"


@pytest.mark.parametrize(
    ("status", "name"),
    [(COVERED, "covered"), (OPEN, "open"), (OUT_OF_REACH, "no keyword serves it")],
)
def test_status_has_a_name(status, name):
    assert status_name(status) == name


def test_items_say_what_covers_them_and_why_or_what_would():
    assert cells() == {
        "Item": [
            "1 Data  \n**covered**",
            "2 Drivers  \n**open**",
            "3 Papers  \n**no keyword serves it**",
            "4 Voice  \n**covered**",
            "5 Space  \n**open**",
        ],
        "By which action, and why": [
            "**Homes**: homes are counted",
            "would be closed by **Jobs**: work is a reason to stay  \n**Health**: care is one",
            "\N{EN DASH}",
            "**Homes**: tenants speak  \n**Health**: patients speak",
            "would be closed by **Jobs**: places to meet",
        ],
    }


@pytest.mark.parametrize(
    ("ids", "end"),
    [
        (("homes", "jobs", "health"), "**Health**: why"),
        (("homes", "jobs", "health", "schools"), "**Health**: why  \nand 1 more"),
    ],
)
def test_three_actions_are_told_and_the_others_counted(ids, end):
    reasons = {(keyword, "gcm", "1"): "why" for keyword in ids}
    (told,) = cells(("gcm", "Compact", "1", "Data", COVERED, ids, ()), reasons=reasons)[
        "By which action, and why"
    ]
    assert told.endswith(end)
    assert told.startswith("**Homes**: why  \n**Jobs**: why")


def test_texts_of_items_are_shown_as_they_are():
    found = cells(
        ("gcm", "Compact", "*1*", "A [b]", COVERED, ("homes",), ()),
        reasons={("homes", "gcm", "*1*"): "for _all_"},
    )
    assert found["Item"] == ["\\*1\\* A \\[b\\]  \n**covered**"]
    assert found["By which action, and why"] == ["**Homes**: for \\_all\\_"]


def test_coverage_is_a_table_with_what_is_within_reach():
    assert coverage_cells(framework_coverage(covered())) == {
        "Framework": ["Global Compact for Migration (GCM)", "Checklist"],
        "Covered": ["1 (33 %)", "1 (50 %)"],
        "Within reach": ["2", "2"],
        "Items": ["3", "2"],
    }


def test_alternative_text_of_the_bars_tells_the_coverage():
    assert alt("What is covered", framework_coverage(covered())) == (
        "What is covered. Covered: Global Compact for Migration (GCM) 1 of 3; Checklist 1 of 2."
    )


def test_alternative_text_of_the_matrix_tells_what_is_open():
    both = ("gcm", "Compact", "7", "Care", OPEN, (), ("jobs",))
    assert matrix_alt("Compact", covered(ITEMS[0], ITEMS[1], ITEMS[2], both)) == (
        "Compact: 1 of 4 items are covered by the selection. Open: 2, 7."
    )


def test_alternative_text_of_a_matrix_without_gaps_names_none():
    assert matrix_alt("Compact", covered(ITEMS[0], ITEMS[2])) == (
        "Compact: 1 of 2 items are covered by the selection."
    )


def test_reader_is_told_that_links_are_our_own_judgement():
    assert "our own judgement" in reading()

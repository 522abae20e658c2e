"""Survey results as panels: what is on one axis is of one survey, year, sample, question, unit.

result  survey  year  n    question  answer   value  unit
a       S       2020  10   Q         yes      40     percent
b       S       2020  10   Q         no       60     percent
c       S       2021  12   Q         yes      50     percent
d       S       2020  10   Q         maybe    5      percent (about)
e       C       2021  -    reach     cities   7      cities
f       C       2020  -    reach     cities   5      cities
g       C       2020  -    reach     towns    1      towns
h       W       2020  -    why       words    -      finding
i       S       2020  10   money     fall in taxes      10   percent
j       S       2020  10   money     fell in with us    20   percent
k       S       2020  10   money     rise in costs (about)  5  percent
l       C       2020  -    reach     rise in towns      3    towns
"""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.surveys import change_panels, count_panels, one_offs, share_panels

COLUMNS = ["result_id", "survey", "year", "n_cities", "question", "answer", "value", "unit"]
ROWS = [
    ("a", "S", 2020, 10, "Q", "yes", 40.0, "percent"),
    ("b", "S", 2020, 10, "Q", "no", 60.0, "percent"),
    ("c", "S", 2021, 12, "Q", "yes", 50.0, "percent"),
    ("d", "S", 2020, 10, "Q", "maybe", 5.0, "percent (about)"),
    ("e", "C", 2021, None, "reach", "cities", 7.0, "cities"),
    ("f", "C", 2020, None, "reach", "cities", 5.0, "cities"),
    ("g", "C", 2020, None, "reach", "towns", 1.0, "towns"),
    ("h", "W", 2020, None, "why", "words", None, "finding"),
    ("i", "S", 2020, 10, "money", "fall in taxes", 10.0, "percent"),
    ("j", "S", 2020, 10, "money", "fell in with us", 20.0, "percent"),
    ("k", "S", 2020, 10, "money", "rise in costs (about)", 5.0, "percent"),
    ("l", "C", 2020, None, "reach", "rise in towns", 3.0, "towns"),
]
RESULTS = pd.DataFrame(ROWS, columns=COLUMNS).astype({"year": "Int64", "n_cities": "Int64"})


def ids(panels):
    return [panel.rows["result_id"].tolist() for panel in panels]


def test_shares_of_another_year_or_unit_are_another_panel():
    panels = share_panels(RESULTS)
    assert ids(panels) == [["a", "b"], ["c"], ["d"], ["j"]]
    assert {panel.kind for panel in panels} == {"share"}
    assert all(panel.is_percent for panel in panels)


def test_change_in_percent_is_no_share_and_a_count_is_no_change():
    panels = change_panels(RESULTS)
    assert ids(panels) == [["i", "k"]]
    assert [(panel.kind, panel.is_percent) for panel in panels] == [("change", True)]


def test_count_of_several_years_is_a_panel_the_oldest_first():
    panels = count_panels(RESULTS)
    assert ids(panels) == [["f", "e"]]
    assert [(panel.kind, panel.is_percent) for panel in panels] == [("count", False)]


def test_rest_is_listed():
    assert one_offs(RESULTS)["result_id"].tolist() == ["g", "h", "l"]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(ROWS), unique=True))
def test_every_result_is_shown_once(rows):
    results = pd.DataFrame(rows, columns=COLUMNS).astype({"year": "Int64", "n_cities": "Int64"})
    kinds = (share_panels, change_panels, count_panels)
    drawn = [i for panels in kinds for panel in ids(panels(results)) for i in panel]
    assert sorted([*drawn, *one_offs(results)["result_id"]]) == sorted(row[0] for row in rows)


@settings(deadline=None, max_examples=40)
@given(st.permutations(ROWS))
def test_no_panel_of_shares_mixes_samples(rows):
    results = pd.DataFrame(rows, columns=COLUMNS).astype({"year": "Int64", "n_cities": "Int64"})
    for panel in share_panels(results):
        same = panel.rows[["survey", "year", "n_cities", "question", "unit"]].drop_duplicates()
        assert len(same) == 1

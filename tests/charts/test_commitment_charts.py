"""The time line of events and the panels of survey results: fixed scales, nothing lost."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.charts.events import events_chart, span
from dashboard.charts.surveys import panel_chart

EVENTS = pd.DataFrame(
    {
        "event": ["Founded", "Adopted", "Met", "Met", "Undated"],
        "date": ["2001", "2016-10", "2018-11-08", "2019-04-08", None],
        "place": ["Alba", "", "Busia", "Alba", ""],
    }
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2001", date(2001, 1, 1), date(2001, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2018-11-08", date(2018, 11, 8), date(2018, 11, 8)),
    ],
)
def test_date_spans_what_it_may_mean(text, first, last):
    assert span(text) == (first, last)


def test_every_dated_event_is_a_row_of_its_own_in_order():
    chart = events_chart(EVENTS, "told")
    assert chart.rows["name"].tolist() == [
        "2001: Founded",
        "2016-10: Adopted",
        "2018-11-08: Met",
        "2019-04-08: Met",
    ]
    assert chart.rows["is_day"].tolist() == [False, False, True, True]
    encoding = chart.specification["layer"][0]["encoding"]
    assert encoding["y"]["scale"]["domain"] == chart.rows["name"].tolist()
    assert encoding["x"]["scale"]["domain"] == ["2001-01-01", "2020-01-01"]


@pytest.mark.parametrize(("n_letters", "n_lines"), [(10, 1), (40, 2), (85, 3), (120, 4)])
def test_names_of_events_have_room_for_all_their_lines(n_letters, n_lines):
    event = "abcd " * (n_letters // 5)
    rows = EVENTS.head(4).assign(event=[event, "B", "C", "D"])
    chart = events_chart(rows, "told")
    assert chart.rows["name"].iloc[0].count("|") + 1 == n_lines
    line_px, axis_px, gap_px = 13, 52, 6
    assert chart.specification["height"] - axis_px >= 4 * (n_lines * line_px + gap_px)


def test_shares_stand_on_an_axis_from_0_to_100():
    chart = panel_chart(["yes", "no"], [3.0, 5.0], "percent", "told", is_percent=True)
    scale = chart.specification["layer"][0]["encoding"]["x"]["scale"]
    assert scale == {"domain": [0, 100], "nice": False}
    assert chart.rows["text"].tolist() == ["3", "5"]


def test_counts_stand_on_an_axis_of_their_own_from_0():
    chart = panel_chart(["2020", "2021"], [20.0, 40.0], "cities", "told", is_percent=False)
    low, high = chart.specification["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert low == 0
    assert 40 < high < 60


def test_panel_with_long_names_is_higher():
    short = panel_chart(["yes"], [3.0], "percent", "told", is_percent=True)
    long = panel_chart(["a long answer " * 8], [3.0], "percent", "told", is_percent=True)
    assert long.specification["height"] > short.specification["height"]

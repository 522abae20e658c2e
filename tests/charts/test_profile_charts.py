"""Charts of a profile: one mark for a record, a dumbbell for a gap, a strip for a value."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.evidence import evidence_chart
from dashboard.charts.gaps import gaps_chart
from dashboard.charts.strips import strips_chart

AREAS = {"governance": "Governance", "employment": "Employment", "education": "Education"}
RECORDS = pd.DataFrame(
    [
        ("grant", "Fund", "education", "2020"),
        ("practice", "A plan", "governance", None),
        ("practice", "A school", "education", "2019"),
        ("partner", "A fair of others", "education", "2018"),
    ],
    columns=["kind", "title", "area_id", "year"],
)


def layers(chart, mark):
    return [layer for layer in chart.specification["layer"] if layer["mark"]["type"] == mark]


def test_every_record_has_a_place_of_its_own_and_an_area_without_any_says_so():
    rows = evidence_chart(RECORDS, AREAS, "alt").rows
    placed = rows[rows["place"].notna()].sort_values(["area", "place"])
    assert list(zip(placed["area"], placed["place"], placed["title"], strict=True)) == [
        ("Education", 1, "A school"),
        ("Education", 2, "Fund"),
        ("Education", 3, "A fair of others"),
        ("Governance", 1, "A plan"),
    ]
    assert rows.loc[rows["place"].isna(), "area"].tolist() == ["Employment"]


def test_areas_keep_their_order_whatever_is_known():
    chart = evidence_chart(RECORDS, AREAS, "alt")
    for layer in chart.specification["layer"]:
        assert layer["encoding"]["y"]["scale"]["domain"] == list(AREAS.values())


def test_record_without_a_year_says_so():
    rows = evidence_chart(RECORDS, AREAS, "alt").rows.set_index("title")
    assert rows.loc["A plan", "year"] == "year not stated"


def test_gap_is_drawn_between_its_two_shares_on_a_fixed_scale():
    values = pd.DataFrame(
        {
            "indicator": ["Schools"],
            "native_born_pct": [90.4],
            "foreign_born_pct": [70.4],
            "told": ["20 (foreign-born worse off)"],
        }
    )
    chart = gaps_chart(values, "alt")
    assert chart.rows.set_index("group")["share_pct"].to_dict() == {
        "native-born": 90.4,
        "foreign-born": 70.4,
    }
    for layer in chart.specification["layer"]:
        assert layer["encoding"]["x"]["scale"]["domain"] == [0, 100]


def test_strip_of_gaps_has_its_line_at_parity_and_only_one_for_each_row():
    values = pd.DataFrame({"indicator": ["Schools"] * 3, "value": [-5.0, 0.5, 12.0]})
    chart = strips_chart(values, {"Schools": 20.0}, (-30.0, 30.0), "percentage points", "alt")
    (rule,) = layers(chart, "rule")
    assert rule["encoding"]["x"]["datum"] == 0
    assert rule["transform"] == [{"filter": "datum.own"}]
    assert chart.rows["own"].sum() == 1


def test_strip_of_scores_has_no_line():
    values = pd.DataFrame({"indicator": ["Index"], "value": [3.0]})
    chart = strips_chart(values, {"Index": 4.0}, (1.0, 5.0), "points", "alt")
    assert layers(chart, "rule") == []

"""Charts of votes: the spread of the votes on each item, ranks before and after."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
import vl_convert
from colours import contrast

from dashboard.answers.voted import RESULT_COLUMNS
from dashboard.answers.voted_ranks import MOVE_COLUMNS
from dashboard.charts.palette import COMPARED, FOCUS
from dashboard.charts.votes import ranks_chart, spread_chart
from dashboard.exports.charts import picture, standalone
from dashboard.exports.provenance import Provenance

ABOUT = Provenance("Title", (), "2026.11.24-0123abcd", "2026-11-24", ("Votes",), "")
NAN = np.nan
VOTES = pd.DataFrame(
    [
        ("homes", 33.35, 25.0, 45.0, 10.0, 60.0, 3),
        ("jobs", 20.0, 20.0, 20.0, 20.0, 20.0, 3),
    ],
    columns=["item_id", "value", "low", "high", "lowest", "highest", "n_voters"],
).reindex(columns=list(RESULT_COLUMNS))
# Approval: shares without a spread.
SHARES = VOTES.assign(low=NAN, high=NAN, lowest=NAN, highest=NAN)
MOVES = pd.DataFrame(
    [("Homes", 3, "3", 1, "1-2", 1, 4), ("Jobs", 1, "1", 1, "1-2", 2, 2)],
    columns=["keyword", "before", "before_label", "after", "after_label", "best", "worst"],
).reindex(columns=list(MOVE_COLUMNS))


def spread(table=VOTES, top=100.0):
    return spread_chart(table, ["Homes", "Jobs"], "Mean points of 100", top, "alt")


DRAWN = {
    "spread": spread,
    "shares": lambda: spread(SHARES),
    "ranks": lambda: ranks_chart(MOVES, "alt"),
}


def layers(chart):
    return [(layer["mark"]["type"], layer["encoding"]["x"]["field"]) for layer in chart]


@pytest.mark.parametrize("name", DRAWN)
def test_specification_is_understood_by_vega_lite(name):
    vega = vl_convert.vegalite_to_vega(standalone(DRAWN[name](), ABOUT), vl_version="6.1")
    assert vega["marks"]


@pytest.mark.parametrize("name", DRAWN)
def test_specification_carries_no_rows_and_can_be_drawn(name):
    chart = DRAWN[name]()
    assert chart.alt == "alt"
    assert not {"data", "datasets", "config", "$schema"} & set(chart.specification)
    assert picture(chart, "Title")[:8] == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("name", DRAWN)
def test_layers_are_built_once(name):
    first, second = DRAWN[name]().specification, DRAWN[name]().specification
    assert first["layer"] is second["layer"]


# The spread of the votes


def test_dot_is_the_value_the_thick_strip_the_middle_half_the_thin_line_all_votes():
    chart = spread()
    rows = chart.rows[["value", "low", "high", "lowest", "highest", "n_voters"]]
    assert rows.to_numpy().tolist() == [[33.35, 25, 45, 10, 60, 3], [20, 20, 20, 20, 20, 3]]
    drawn = chart.specification["layer"]
    assert layers(drawn) == [
        ("rule", "lowest"),
        ("rule", "low"),
        ("point", "value"),
        ("text", "value"),
    ]
    assert [layer["encoding"]["x2"]["field"] for layer in drawn[:2]] == ["highest", "high"]
    thin, thick = (layer["mark"]["strokeWidth"] for layer in drawn[:2])
    assert thin < thick


@pytest.mark.parametrize(
    ("value", "label"), [(33.35, "33.4"), (33.34, "33.3"), (20, "20.0"), (0.05, "0.1"), (0, "0.0")]
)
def test_label_is_rounded_halves_upwards(value, label):
    assert spread(VOTES.assign(value=value)).rows["label"].tolist() == [label] * 2


def test_items_keep_their_order_and_long_names_are_folded():
    name = "Integration/intercultural/diversity plan or strategy"
    rows = spread_chart(VOTES, [name, "Jobs"], "unit", 10.0, "alt").rows
    assert rows["name"].str.replace("|", " ").str.replace("/ ", "/").tolist() == [name, "Jobs"]
    assert "|" in rows["name"].iloc[0]


@pytest.mark.parametrize("top", [10.0, 100.0])
def test_scale_is_fixed_whatever_the_votes(top):
    x = spread(top=top).specification["layer"][2]["encoding"]["x"]
    assert x["scale"] == {"domain": [0, top], "nice": False}
    assert x["axis"]["title"] == "Mean points of 100"


def test_what_has_no_spread_is_drawn_without_a_strip():
    def n_strips(table):
        drawn = vl_convert.vegalite_to_svg(standalone(spread(table), ABOUT), vl_version="6.1")
        return drawn.count('stroke-linecap="round"')

    assert (n_strips(VOTES), n_strips(SHARES)) == (2, 0)


def test_chart_grows_with_its_items():
    one = spread_chart(VOTES.iloc[:1], ["Homes"], "Mean points of 100", 100.0, "alt")
    assert spread().specification["height"] - one.specification["height"] == 36


# Ranks


def test_every_action_has_a_mark_for_its_rank_before_and_after():
    rows = ranks_chart(MOVES, "alt").rows
    drawn = set(zip(rows["name"], rows["side"], rows["rank"], strict=True))
    assert drawn == {
        ("Homes", "before the vote", 3),
        ("Homes", "after the vote", 1),
        ("Jobs", "before the vote", 1),
        ("Jobs", "after the vote", 1),
    }
    assert set(zip(rows["name"], rows["best"], rows["worst"], strict=True)) == {
        ("Homes", 1, 4),
        ("Jobs", 2, 2),
    }


def test_strip_lies_under_the_marks_and_is_drawn_once_for_each_action():
    strip, marks = ranks_chart(MOVES, "alt").specification["layer"]
    assert layers([strip, marks]) == [("rule", "best"), ("point", "rank")]
    assert strip["encoding"]["x2"]["field"] == "worst"
    drawn = vl_convert.vegalite_to_svg(standalone(DRAWN["ranks"](), ABOUT), vl_version="6.1")
    assert drawn.count('stroke-linecap="round"') == len(MOVES)


def test_scale_reaches_to_the_last_rank_that_is_drawn():
    marks = ranks_chart(MOVES, "alt").specification["layer"][1]
    assert marks["encoding"]["x"]["scale"] == {
        "domain": [0.5, 4.5],
        "nice": False,
        "zero": False,
    }


def test_axis_of_ranks_names_whole_ranks_from_the_first_to_the_last():
    drawn = vl_convert.vegalite_to_svg(standalone(DRAWN["ranks"](), ABOUT), vl_version="6.1")
    assert re.findall(r">(\d+)</text>", drawn) == ["1", "2", "3", "4"]


def test_before_and_after_differ_by_shape_and_size_not_by_colour_alone():
    marks = ranks_chart(MOVES, "alt").specification["layer"][1]["encoding"]
    for channel in ("shape", "size", "color"):
        scale = marks[channel]["scale"]
        assert scale["domain"] == ["before the vote", "after the vote"]
        assert len(set(scale["range"])) == 2
    before, after = marks["size"]["scale"]["range"]
    assert before > after  # the dot lies inside the square where both are equal
    assert contrast(COMPARED, FOCUS) > 1

"""Charts of progress and needs: bars of states, shares, slopes, ways, who could help whom."""

from __future__ import annotations

import itertools
import re
from xml.etree import ElementTree

import pandas as pd
import pytest
import vl_convert
from colours import contrast, luminance

from dashboard.charts.base import LINE_BREAK
from dashboard.charts.needs import matching_chart
from dashboard.charts.palette import (
    ANSWER_OTHERS,
    ANSWER_STEPS,
    BACKGROUNDS,
    CONTEXT,
    INK_ON_COUNTS,
    INK_ON_DARK,
)
from dashboard.charts.progress import COLOURS, STACK, shares_chart, stack_chart
from dashboard.charts.progress_change import WAY_ENDS, slope_chart, way_chart
from dashboard.contracts.response import STATES, STEPS
from dashboard.exports.charts import picture, standalone
from dashboard.exports.provenance import Provenance
from dashboard.words.responses import state_name

NAN = float("nan")
SVG = "{http://www.w3.org/2000/svg}"
ABOUT = Provenance("Title", (), "2026.11.22-0123abcd", "2026-11-22", (), "https://e.example", ())
SHARES = pd.DataFrame(
    [
        (name, state, 1 if state in {"planned", "do-not-know"} else 0, 2)
        for name in ("Homes (2)", "Jobs (2)")
        for state in STATES
    ],
    columns=["name", "state", "n_answers", "n_answered"],
)
DOTS = pd.DataFrame(
    [("Europe (5)", 60.0, 23.1, 88.2, "3 of 5"), ("All (6)", 50.0, NAN, NAN, "3 of 6")],
    columns=["name", "share_pct", "low_pct", "high_pct", "counted"],
)
SCORES = pd.DataFrame(
    [("Homes", 0, 40.0), ("Homes", 1, 50.0), ("Jobs", 0, 45.0), ("Jobs", 1, 51.0)],
    columns=["name", "round", "score"],
)
WAYS = pd.DataFrame(
    [("Turin: places", 10.0, 15.0, 20.0, 50.0, "half"), ("Milan: a", 1.0, 9.0, 2.0, 800.0, "far")],
    columns=["name", "baseline", "latest", "target", "way_pct", "told"],
)
ACTIONS = pd.DataFrame({"keyword": ["Homes", "Jobs"], "n_seeking": [3, 1], "n_able": [3, 0]})
DRAWN = {
    "states": lambda: stack_chart(SHARES, "Cities (%)", "alt"),
    "shares": lambda: shares_chart(DOTS, "Cities (%)", "alt"),
    "slopes": lambda: slope_chart(SCORES, ("Round 2025", "Round '26"), "Homes", "alt"),
    "ways": lambda: way_chart(WAYS, "alt"),
    "matching": lambda: matching_chart(ACTIONS, "alt"),
}


@pytest.mark.parametrize("name", DRAWN)
def test_specification_is_understood_by_vega_lite(name):
    vega = vl_convert.vegalite_to_vega(standalone(DRAWN[name](), ABOUT), vl_version="6.1")
    assert vega["marks"]


@pytest.mark.parametrize("name", DRAWN)
def test_specification_carries_no_rows_and_can_be_drawn(name):
    chart = DRAWN[name]()
    assert not {"data", "datasets", "config", "$schema"} & set(chart.specification)
    assert picture(chart, "Title")[:8] == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("name", DRAWN)
def test_specification_is_built_once(name):
    assert DRAWN[name]().specification is DRAWN[name]().specification


@pytest.mark.parametrize("background", BACKGROUNDS)
def test_outline_of_every_piece_stands_out_on_both_themes(background):
    assert contrast(CONTEXT, background) >= 3


@pytest.mark.parametrize("state", STATES)
def test_number_in_every_piece_can_be_read(state):
    ink = INK_ON_DARK if state == STEPS[-1] else INK_ON_COUNTS
    assert contrast(ink, COLOURS[state]) >= 4.5


def test_steps_are_ordered_from_light_to_dark():
    shades = [luminance(colour) for colour in ANSWER_STEPS]
    assert shades == sorted(shades, reverse=True)
    ratios = [contrast(one, other) for one, other in itertools.pairwise(ANSWER_STEPS)]
    assert min(ratios) >= 1.25


def test_answers_that_are_no_step_are_grey():
    for colour in ANSWER_OTHERS:
        assert len({colour[1:3], colour[3:5], colour[5:7]}) == 1


def test_bar_begins_with_the_furthest_state():
    assert (STACK[0], STACK[4]) == (STEPS[-1], STEPS[0])
    rows = stack_chart(SHARES, "unit", "alt").rows
    assert rows.columns.tolist() == ["name", *(state_name(state) for state in STACK)]
    first = rows.set_index("name").loc["Homes (2)"]
    assert first[first > 0].to_dict() == {"planned": 1, "do not know": 1}


def drawn_pieces(shares):
    """Return the pieces of the bars and all texts, as Vega-Lite draws them."""
    drawn = standalone(stack_chart(shares, "unit", "alt"), ABOUT)
    made = vl_convert.vegalite_to_svg(drawn, vl_version="6.1")
    svg = ElementTree.fromstring(made)  # noqa: S314 - drawn here, from our own chart
    groups = [g for g in svg.iter(f"{SVG}g") if "mark-rect" in g.get("class", "")]
    pieces = [path for group in groups for path in group if path.get("aria-label")]
    texts = [text.text for text in svg.iter(f"{SVG}text")]
    return pieces, texts


def test_pieces_and_numbers_as_drawn():
    uneven = SHARES.assign(n_answers=[11, 89, 0, 0, 0, 0, 0, 0] * 2, n_answered=100)
    pieces, texts = drawn_pieces(uneven)
    assert [re.findall(r"M([\d.]+),.*?h([\d.]+)", piece.get("d")) for piece in pieces[:2]] == [
        [("0", "640.8")],  # 89 % of 720
        [("640.8", "79.20000000000005")],
    ]
    assert [piece.get("stroke-dasharray") for piece in drawn_pieces(SHARES)[0][:2]] == [
        "1,0",
        "3,2",  # do-not-know is no step
    ]
    assert len(pieces) == 4
    assert texts.count("89") == 2
    assert "11" not in texts  # too narrow for a number


def test_shares_lie_on_a_fixed_scale_and_none_without_interval_has_a_line():
    layers = DRAWN["shares"]().specification["layer"]
    assert layers[0]["encoding"]["x"]["scale"] == {"domain": [0, 100], "nice": False}
    assert layers[0]["transform"] == [{"filter": "isValid(datum.low_pct)"}]


def test_names_of_lines_do_not_cover_each_other():
    rows = DRAWN["slopes"]().rows
    places = sorted(rows.drop_duplicates("name")["label_at"])
    assert places[1] - places[0] >= 8.9
    assert set(rows.loc[rows["focus"], "name"]) == {"Homes"}
    assert rows["label"].iloc[0].replace(LINE_BREAK, " ") == "Homes\N{NO-BREAK SPACE}50"


@pytest.mark.parametrize("score", [0.0, 100.0])
def test_names_stay_on_the_scale_where_many_lines_end_at_its_edge(score):
    names = [str(place) for place in range(6)]
    scores = pd.DataFrame(
        [(name, place, score) for name in names for place in (0, 1)],
        columns=["name", "round", "score"],
    )
    rows = slope_chart(scores, ("a", "b"), "", "alt").rows
    assert rows["label_at"].between(0, 100).all()
    assert rows["label_at"].nunique() == 6


def test_value_beyond_the_scale_stands_at_its_end_as_it_is():
    rows = DRAWN["ways"]().rows
    assert rows["at"].tolist() == [50.0, WAY_ENDS[1]]
    assert rows["latest"].tolist() == ["15", "9"]


def test_both_sides_of_an_action_are_drawn():
    chart = DRAWN["matching"]()
    assert chart.rows.groupby("side")["n_cities"].sum().to_dict() == {
        "need skills": 4,
        "could help": 3,
    }

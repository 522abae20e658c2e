"""Charts of the selection: strips of ranks, bars of coverage, the matrix of one framework."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.charts.alignment import coverage_chart, matrix_chart
from dashboard.charts.candidates import candidates_chart
from dashboard.exports.charts import picture

CANDIDATES = pd.DataFrame(
    [
        ("homes", "Homes", 1, "1-2", 80.04, 1, 3, 1, 4),
        ("jobs", "Jobs", 1, "1-2", 80.04, 1, 2, 1, 2),
        ("health", "Health", 3, "3", 40.96, 2, 4, 1, 4),
    ],
    columns=[
        "keyword_id",
        "keyword",
        "rank",
        "rank_label",
        "score",
        "rank_low",
        "rank_high",
        "best_rank",
        "worst_rank",
    ],
).astype({"rank": "Int64"})
COVERAGE = pd.DataFrame(
    [("gcm", "Compact", 4, 3, 1, 25.0), ("own", "Checklist", 8, 8, 8, 100.0)],
    columns=["framework_id", "framework", "n_items", "n_reachable", "n_covered", "covered_pct"],
)
LINKS = pd.DataFrame(
    [
        ("Homes", "1", "Data", "covered", "homes are counted"),
        ("Jobs", "1", "Data", "covered", "jobs are counted"),
        ("Not covered", "2", "Drivers", "open", ""),
        ("Not covered", "3.10", "Papers", "no keyword", ""),
    ],
    columns=["row", "column", "title", "kind", "rationale"],
)
NAMES = ["Homes", "Jobs", "Not covered"]


def marks(chart):
    return [layer["mark"]["type"] for layer in chart.specification["layer"]]


def encoding(chart, place, channel):
    return chart.specification["layer"][place]["encoding"][channel]


# Candidates


def drawn(picked=("jobs",), last_rank=49):
    return candidates_chart(CANDIDATES, last_rank, picked, "alt")


def test_dot_of_a_shared_rank_stands_in_the_middle_of_its_span():
    assert drawn().rows["rank"].tolist() == [1.5, 1.5, 3]


def test_strips_hold_the_ranks_under_other_weights():
    rows = drawn().rows
    assert rows[["low", "high", "best", "worst"]].to_numpy().tolist() == [
        [1, 3, 1, 4],
        [1, 2, 1, 2],
        [2, 4, 1, 4],
    ]


def test_candidates_keep_their_order_labels_and_rounded_scores():
    rows = drawn().rows
    assert rows["name"].tolist() == ["Homes", "Jobs", "Health"]
    assert rows["label"].tolist() == ["1-2", "1-2", "3"]
    assert rows["score"].tolist() == [80.0, 80.0, 41.0]


@pytest.mark.parametrize(
    ("picked", "chosen"),
    [((), [False] * 3), (("jobs", "elsewhere"), [False, True, False])],
)
def test_chosen_candidates_stand_out(picked, chosen):
    assert drawn(picked).rows["chosen"].tolist() == chosen


def test_long_name_of_a_candidate_is_folded_never_cut():
    name = "Integration/intercultural/diversity plan or strategy"
    rows = candidates_chart(CANDIDATES.assign(keyword=name), 49, (), "alt").rows
    assert rows["name"].str.replace("|", " ").str.replace("/ ", "/").iloc[0] == name
    assert "|" in rows["name"].iloc[0]


@pytest.mark.parametrize("last_rank", [4, 49])
def test_scale_of_ranks_reaches_from_the_first_to_the_last_candidate(last_rank):
    x = encoding(drawn(last_rank=last_rank), 0, "x")
    assert x["scale"] == {"domain": [0.5, last_rank + 0.5], "nice": False}


def test_thin_line_lies_under_the_thick_strip_and_both_under_the_dot():
    chart = drawn()
    assert marks(chart) == ["rule", "rule", "point", "text"]
    fields = [
        (encoding(chart, place, "x")["field"], encoding(chart, place, "x2")["field"])
        for place in (0, 1)
    ]
    assert fields == [("best", "worst"), ("low", "high")]


@pytest.mark.parametrize("channel", ["shape", "color"])
def test_chosen_candidates_differ_by_shape_not_by_colour_alone(channel):
    dot = encoding(drawn(), 2, channel)
    (chosen,) = dot["condition"]
    assert chosen["test"] == "datum.chosen"
    assert chosen["value"] != dot["value"]


def test_chart_grows_with_its_candidates():
    one = candidates_chart(CANDIDATES.iloc[:1], 49, (), "alt")
    three = drawn()
    assert three.specification["height"] - one.specification["height"] == 2 * 34


def test_chart_keeps_its_alternative_text():
    assert drawn().alt == "alt"


# Coverage


def test_bars_hold_what_is_covered_and_within_reach_in_percent():
    rows = coverage_chart(COVERAGE, ["Compact", "Checklist"], "alt").rows
    assert rows["covered"].tolist() == [25, 100]
    assert rows["reachable"].tolist() == [75, 100]  # 3 of 4, 8 of 8
    assert rows["label"].tolist() == ["1 / 4", "8 / 8"]


def test_bars_have_the_names_given():
    rows = coverage_chart(COVERAGE, ["The Compact", "Ours"], "alt").rows
    assert rows["name"].tolist() == ["The Compact", "Ours"]


def test_coverage_has_a_fixed_scale_of_0_to_100_percent():
    chart = coverage_chart(COVERAGE, ["Compact", "Checklist"], "alt")
    assert encoding(chart, 0, "x")["scale"] == {"domain": [0, 100], "nice": False}
    assert (marks(chart), chart.alt) == (["bar", "tick", "text"], "alt")


def test_mark_of_the_reach_stands_on_the_bars():
    chart = coverage_chart(COVERAGE, ["Compact", "Checklist"], "alt")
    assert (encoding(chart, 0, "x")["field"], encoding(chart, 1, "x")["field"]) == (
        "covered",
        "reachable",
    )


# The matrix


def test_matrix_draws_every_link_in_its_row():
    rows = matrix_chart(LINKS, NAMES, ["1", "2", "3.10"], "alt").rows
    assert list(zip(rows["row"], rows["column"], rows["kind"], strict=True)) == [
        ("Homes", "1", "covered"),
        ("Jobs", "1", "covered"),
        ("Not covered", "2", "open"),
        ("Not covered", "3.10", "no keyword"),
    ]


def test_items_and_actions_keep_their_order_with_or_without_a_link():
    chart = matrix_chart(LINKS, [*NAMES, "Schools"], ["1", "2", "3.10", "4"], "alt")
    for place in range(3):
        assert encoding(chart, place, "x")["scale"]["domain"] == ["1", "2", "3.10", "4"]
        assert encoding(chart, place, "y")["scale"]["domain"] == [*NAMES, "Schools"]


def test_row_of_a_long_name_is_folded_in_the_rows_and_on_the_axis_alike():
    name = "Integration/intercultural/diversity plan or strategy"
    chart = matrix_chart(LINKS.assign(row=name), [name], ["1"], "alt")
    assert set(chart.rows["row"]) == set(encoding(chart, 0, "y")["scale"]["domain"])


def test_each_kind_of_square_has_its_own_shape_and_colour():
    layers = matrix_chart(LINKS, NAMES, ["1"], "alt").specification["layer"]
    kinds = [layer["transform"][0]["filter"] for layer in layers]
    assert [kind.split("'")[1] for kind in kinds] == ["covered", "open", "no keyword"]
    assert len({layer["mark"]["shape"] for layer in layers}) == 3
    assert len({layer["mark"]["color"] for layer in layers}) == 3


def test_two_matrices_do_not_share_their_axes():
    first = matrix_chart(LINKS, NAMES, ["1", "2"], "alt")
    matrix_chart(LINKS, ["Schools"], ["9"], "alt")
    assert encoding(first, 0, "x")["scale"]["domain"] == ["1", "2"]
    assert encoding(first, 0, "y")["scale"]["domain"] == NAMES


def test_matrix_leaves_room_for_long_codes():
    short = matrix_chart(LINKS, NAMES, ["1"], "alt").specification["height"]
    long = matrix_chart(LINKS, NAMES, ["1", "B2.10 (a)"], "alt").specification["height"]
    assert long > short


@pytest.mark.parametrize(
    "chart",
    [
        drawn(),
        coverage_chart(COVERAGE, ["Compact", "Checklist"], "alt"),
        matrix_chart(LINKS, NAMES, ["1", "2", "3.10"], "alt"),
    ],
    ids=["candidates", "coverage", "matrix"],
)
def test_chart_can_be_drawn(chart):
    assert picture(chart, "Title").startswith(b"\x89PNG")

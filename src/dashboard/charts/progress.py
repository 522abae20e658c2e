"""How far cities are: bars of states, and shares with their intervals."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd

from dashboard.charts.base import (
    Chart,
    finished,
    folded,
    height_px,
    name_axis,
)
from dashboard.charts.palette import (
    ANSWER_OTHERS,
    ANSWER_STEPS,
    CONTEXT,
    FOCUS,
    INK_ON_COUNTS,
    INK_ON_DARK,
)
from dashboard.contracts.response import STATES, STEPS
from dashboard.i18n import _, language
from dashboard.words.responses import state_name

# From left to right: the furthest first, so that what is in place begins at zero in every bar.
STACK: Final = (*reversed(STEPS), *reversed(STATES[len(STEPS) :]))
COLOURS: Final = dict(zip(STATES, (*ANSWER_STEPS, *ANSWER_OTHERS), strict=True))
_DASHED: Final = STATES[len(STEPS) :]
# A narrower piece has no room for its number.
_LEAST_LABELLED: Final = 12
_STACK_STEP_PX: Final = 31
_DOT_STEP_PX: Final = 42
# One state below the other: beside each other they do not fit on a narrow screen.
_LEGEND_LINES: Final = 7
_BAR_PX: Final = 23


def stack_chart(shares: pd.DataFrame, unit: str, alt_text: str) -> Chart:
    """Draw how many are in which state: one bar of 100 % for each name.

    Args:
        shares: Columns name, state and n_answers: every state that somebody gave.
        unit: What the shares are of, in words.
        alt_text: Alternative text.

    Returns:
        Bars from the furthest state to the least far, then those that say something else.
    """
    counts = shares.pivot_table(
        index="name", columns="state", values="n_answers", aggfunc="sum", sort=False
    ).reindex(columns=list(STACK), fill_value=0)
    # One row a bar and whole numbers only: the browser stacks and divides.
    rows = counts.fillna(0).astype("int64").set_axis([state_name(s) for s in STACK], axis=1)
    rows.insert(0, "name", folded([str(name) for name in rows.index], most_lines=2))
    rows = rows.reset_index(drop=True)
    return Chart(rows, _stack_specification(len(rows), unit, language()), alt_text)


@lru_cache(maxsize=64)
def _stack_specification(n_rows: int, unit: str, _language: str) -> dict[str, Any]:
    states: list[Any] = [state_name(state) for state in STACK]
    base = alt.Chart(pd.DataFrame()).encode(y=name_axis("name"))
    chart = (
        alt.layer(_pieces(base, unit), _numbers(base))
        .transform_fold(states, as_=["state", "n_answers"])
        .transform_joinaggregate(n_answered="sum(n_answers)", groupby=["name"])
        .transform_calculate(
            place=f"indexof({json.dumps(states, ensure_ascii=False)}, datum.state)",
            share_pct="100 * datum.n_answers / datum.n_answered",
        )
        .transform_stack(
            stack="share_pct",
            groupby=["name"],
            as_=["start", "end"],
            sort=[alt.SortField("place", order="ascending")],
        )
        .transform_filter("datum.n_answers > 0")
        .transform_calculate(middle="(datum.start + datum.end) / 2")
    )
    height = height_px(n_rows, _STACK_STEP_PX, legend_lines=_LEGEND_LINES)
    return finished(chart.properties(height=height))


def _pieces(base: alt.Chart, unit: str) -> alt.Chart:
    legend = alt.Legend(
        orient="bottom",
        title=None,
        direction="vertical",
        labelLimit=200,
        symbolType="square",
        symbolStrokeColor=CONTEXT,
        symbolStrokeWidth=1,
    )
    dashed = alt.FieldOneOfPredicate(field="state", oneOf=[state_name(name) for name in _DASHED])
    pieces: alt.Chart = base.mark_bar(stroke=CONTEXT, strokeWidth=1, size=_BAR_PX).encode(
        x=alt.X("start:Q")
        .scale(domain=[0, 100], nice=False)
        .axis(title=unit, tickCount=5, format="d", grid=False),
        x2=alt.X2("end:Q"),
        fill=alt.Fill("state:N")
        .scale(
            domain=[state_name(state) for state in STACK],
            range=[COLOURS[state] for state in STACK],
        )
        .legend(legend),
        strokeDash=alt.condition(dashed, alt.value([3, 2]), alt.value([1, 0])),
        tooltip=[
            alt.Tooltip("name:N", title=_("Name")),
            alt.Tooltip("state:N", title=_("Answer")),
            alt.Tooltip("share_pct:Q", title=unit, format=".0f"),
            alt.Tooltip("n_answers:Q", title=_("Answers")),
            alt.Tooltip("n_answered:Q", title=_("Out of")),
        ],
    )
    return pieces


def _numbers(base: alt.Chart) -> alt.Chart:
    dark = alt.FieldEqualPredicate(field="state", equal=state_name(STEPS[-1]))
    numbers: alt.Chart = (
        base.transform_filter(f"datum.share_pct >= {_LEAST_LABELLED}")
        .mark_text(baseline="middle")
        .encode(
            x=alt.X("middle:Q"),
            text=alt.Text("share_pct:Q", format=".0f"),
            color=alt.condition(dark, alt.value(INK_ON_DARK), alt.value(INK_ON_COUNTS)),
        )
    )
    return numbers


def shares_chart(shares: pd.DataFrame, unit: str, alt_text: str) -> Chart:
    """Draw shares as dots on their intervals.

    Args:
        shares: Columns name, share_pct, low_pct and high_pct (missing: no interval), counted (how
            many of how many, in words).
        unit: What the shares are of, in words.
        alt_text: Alternative text.

    Returns:
        A dot with its number on a line, on a fixed scale of 0-100 %.
    """
    rows = shares[["name", "share_pct", "low_pct", "high_pct", "counted"]]
    rows = rows.assign(name=folded(rows["name"].tolist()))
    return Chart(rows, _shares_specification(len(rows), unit, language()), alt_text)


@lru_cache(maxsize=64)
def _shares_specification(n_rows: int, unit: str, _language: str) -> dict[str, Any]:
    base = alt.Chart(pd.DataFrame()).encode(
        y=name_axis("name"),
        tooltip=[
            alt.Tooltip("name:N", title=_("Name")),
            alt.Tooltip("share_pct:Q", title=unit, format=".0f"),
            alt.Tooltip("low_pct:Q", title=_("Interval from"), format=".0f"),
            alt.Tooltip("high_pct:Q", title=_("Interval to"), format=".0f"),
            alt.Tooltip("counted:N", title=_("Cities")),
        ],
    )
    axis = (
        alt.X("low_pct:Q")
        .scale(domain=[0, 100], nice=False)
        .axis(title=unit, tickCount=5, grid=True)
    )
    lines = (
        base.transform_filter("isValid(datum.low_pct)")
        .mark_rule(strokeWidth=3, color=CONTEXT, strokeCap="round")
        .encode(x=axis, x2=alt.X2("high_pct:Q"))
    )
    dots = base.mark_point(filled=True, size=120, opacity=1, color=FOCUS).encode(
        x=alt.X("share_pct:Q").scale(domain=[0, 100], nice=False)
    )
    numbers = base.mark_text(dy=-13, fontWeight="bold").encode(
        x=alt.X("share_pct:Q"), text=alt.Text("share_pct:Q", format=".0f")
    )
    height = height_px(n_rows, _DOT_STEP_PX)
    return finished(alt.layer(lines, dots, numbers).properties(height=height))

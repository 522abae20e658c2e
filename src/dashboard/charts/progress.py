"""How far cities are: bars of states, and shares with their intervals."""

from __future__ import annotations

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
from dashboard.i18n import _, language, number
from dashboard.words.responses import state_name

# From left to right: the furthest first, so that what is in place begins at zero in every bar.
STACK: Final = (*reversed(STEPS), *reversed(STATES[len(STEPS) :]))
COLOURS: Final = dict(zip(STATES, (*ANSWER_STEPS, *ANSWER_OTHERS), strict=True))
_DASHED: Final = frozenset(STATES[len(STEPS) :])
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
        shares: Columns name, state, share_pct, n_answers and n_answered, every state of a name.
        unit: What the shares are of, in words.
        alt_text: Alternative text.

    Returns:
        Bars from the furthest state to the least far, then those that say something else.
    """
    rows = shares.assign(
        name=folded(shares["name"].tolist()),
        line=pd.factorize(shares["name"])[0],
        place=shares["state"].map(STACK.index).astype("int64"),
    ).sort_values(["line", "place"], ignore_index=True)
    rows["end"] = rows.groupby("line")["share_pct"].cumsum()
    rows["start"] = rows["end"] - rows["share_pct"]
    rows["middle"] = (rows["start"] + rows["end"]) / 2
    wide = rows["share_pct"] >= _LEAST_LABELLED
    rows["label"] = rows["share_pct"].map(number).where(wide, "")
    rows["ink"] = rows["state"].map(_ink)
    rows["dash"] = rows["state"].isin(_DASHED)
    rows["state"] = rows["state"].map(state_name)
    n_rows = int(rows["line"].nunique())
    kept = rows[rows["share_pct"] > 0].drop(columns=["line", "place"])
    return Chart(
        kept.reset_index(drop=True), _stack_specification(n_rows, unit, language()), alt_text
    )


def _ink(state: str) -> str:
    return INK_ON_DARK if state == STEPS[-1] else INK_ON_COUNTS


@lru_cache(maxsize=64)
def _stack_specification(n_rows: int, unit: str, _language: str) -> dict[str, Any]:
    names = [state_name(state) for state in STACK]
    base = alt.Chart(pd.DataFrame()).encode(y=name_axis("name"))
    axis = (
        alt.X("start:Q")
        .scale(domain=[0, 100], nice=False)
        .axis(title=unit, tickCount=5, format="d", grid=False)
    )
    legend = alt.Legend(
        orient="bottom",
        title=None,
        direction="vertical",
        labelLimit=200,
        symbolType="square",
        symbolStrokeColor=CONTEXT,
        symbolStrokeWidth=1,
    )
    bars = base.mark_bar(stroke=CONTEXT, strokeWidth=1, size=_BAR_PX).encode(
        x=axis,
        x2=alt.X2("end:Q"),
        fill=alt.Fill("state:N")
        .scale(domain=names, range=[COLOURS[state] for state in STACK])
        .legend(legend),
        strokeDash=alt.condition("datum.dash", alt.value([3, 2]), alt.value([1, 0])),
        tooltip=[
            alt.Tooltip("name:N", title=_("Name")),
            alt.Tooltip("state:N", title=_("Answer")),
            alt.Tooltip("share_pct:Q", title=unit, format=".0f"),
            alt.Tooltip("n_answers:Q", title=_("Answers")),
            alt.Tooltip("n_answered:Q", title=_("Out of")),
        ],
    )
    numbers = base.mark_text(baseline="middle").encode(
        x=alt.X("middle:Q"), text=alt.Text("label:N"), color=alt.Color("ink:N", scale=None)
    )
    height = height_px(n_rows, _STACK_STEP_PX, legend_lines=_LEGEND_LINES)
    return finished(alt.layer(bars, numbers).properties(height=height))


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

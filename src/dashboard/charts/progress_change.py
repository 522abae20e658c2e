"""What changes: scores of a fixed panel over the rounds, and the way from baseline to target."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from dashboard.charts.base import LINE_BREAK, Chart, finished, folded, height_px, name_axis
from dashboard.charts.palette import CONTEXT, FOCUS
from dashboard.i18n import _, language, number
from dashboard.words.figures import quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

_SLOPE_PX: Final = 380
_LABEL_CHARACTERS: Final = 20
# Points of the scale between the names of two lines, so that none covers another.
_LEAST_APART: Final = 9.0
_MOST_MOVES: Final = 60
_TOP: Final = 100.0
_NAMES_WIDTH: Final = 0.85
_WAY_STEP_PX: Final = 54
# Ends of the scale of the way; who is further stands at its end, with the value as it is.
WAY_ENDS: Final = (-30.0, 130.0)


def slope_chart(scores: pd.DataFrame, rounds: Sequence[str], focus: str, alt_text: str) -> Chart:
    """Draw the mean score of a fixed panel over the rounds, one line for each policy area.

    Args:
        scores: Columns name, round (its place, from 0) and score (0-100), in order of the names.
        rounds: Names of the rounds, the oldest first; two at least.
        focus: Name of the line that stands out; empty: all.
        alt_text: Alternative text.

    Returns:
        Lines on a fixed scale of 0-100, each named with its last score at its end.
    """
    last = scores[scores["round"] == len(rounds) - 1].sort_values("score", kind="stable")
    labels = [
        f"{name}\N{NO-BREAK SPACE}{number(score)}"
        for name, score in zip(last["name"], last["score"], strict=True)
    ]
    ends = last.assign(
        label=folded(labels, _LABEL_CHARACTERS), label_at=_apart(last["score"].tolist())
    )
    rows = scores.merge(ends[["name", "label", "label_at"]], on="name", how="left")
    rows["focus"] = (rows["name"] == focus) | (not focus)
    rows["round_name"] = [rounds[place] for place in rows["round"]]
    return Chart(rows, _slope_specification(tuple(rounds), language()), alt_text)


def _apart(heights: list[float]) -> list[float]:
    """Return where names stand so that none covers another: at their line or near it.

    Args:
        heights: Where the lines end, the lowest first.

    Returns:
        The same, moved apart to both sides, on the scale.
    """
    placed = list(heights)
    for _round in range(_MOST_MOVES):
        for low in range(len(placed) - 1):
            lacking = _LEAST_APART - (placed[low + 1] - placed[low])
            if lacking > 0:
                placed[low] -= lacking / 2
                placed[low + 1] += lacking / 2
    under = max(-min(placed, default=0.0), 0.0)
    over = max(max(placed, default=0.0) - _TOP, 0.0)
    return [round(height + under - over, 2) for height in placed]


@lru_cache(maxsize=16)
def _slope_specification(rounds: tuple[str, ...], _language: str) -> dict[str, Any]:
    last = len(rounds) - 1
    wide = (last + 0.1) / 1.1  # names take the same share of the width, however many rounds
    names = json.dumps(rounds)
    axis = alt.Axis(title=None, values=list(range(len(rounds))), labelExpr=f"{names}[datum.value]")
    colour = alt.condition("datum.focus", alt.value(FOCUS), alt.value(CONTEXT))
    base = alt.Chart(pd.DataFrame()).encode(
        x=alt.X("round:Q").scale(domain=[-0.1, last + _NAMES_WIDTH * wide], nice=False).axis(axis),
        y=alt.Y("score:Q")
        .scale(domain=[0, 100], nice=False)
        .axis(title=_("Mean score (0-100)"), tickCount=5),
        detail="name:N",
        tooltip=[
            alt.Tooltip("name:N", title=_("Policy area")),
            alt.Tooltip("round_name:N", title=_("Round")),
            alt.Tooltip("score:Q", title=_("Mean score (0-100)"), format=".1f"),
        ],
    )
    lines = base.mark_line(strokeWidth=2.5).encode(color=colour)
    dots = base.mark_point(filled=True, size=80, opacity=1).encode(color=colour)
    ends = base.transform_filter(f"datum.round == {last}")
    leaders = ends.mark_rule(color=CONTEXT, strokeWidth=1).encode(
        x2=alt.X2Datum(last + 0.07 * wide), y2=alt.Y2("label_at:Q")
    )
    labels = ends.mark_text(align="left", baseline="middle", lineBreak=LINE_BREAK).encode(
        x=alt.datum(last + 0.09 * wide), y=alt.Y("label_at:Q"), text=alt.Text("label:N")
    )
    chart = alt.layer(lines, dots, leaders, labels)
    return finished(chart.properties(height=_SLOPE_PX))


def way_chart(ways: pd.DataFrame, alt_text: str) -> Chart:
    """Draw the way from baseline to target, and how far along the newest value is.

    Args:
        ways: Columns name (city and what it measures), baseline, latest, target, way_pct (0 is the
            baseline, 100 the target) and told (the way in words).
        alt_text: Alternative text.

    Returns:
        For each row a line from baseline to target and a diamond for the newest value; the values
        themselves stand beside them, because every row has its own unit.
    """
    rows = pd.DataFrame(
        {
            "name": folded(ways["name"].tolist()),
            "at": ways["way_pct"].clip(*WAY_ENDS),
            "way_pct": ways["way_pct"],
            "told": ways["told"],
            **{name: ways[name].map(quantity) for name in ("baseline", "latest", "target")},
        }
    )
    rows = rows.assign(zero=0.0, hundred=100.0)
    return Chart(rows, _way_specification(len(rows), language()), alt_text)


@lru_cache(maxsize=32)
def _way_specification(n_rows: int, _language: str) -> dict[str, Any]:
    base = alt.Chart(pd.DataFrame()).encode(
        y=name_axis("name"),
        tooltip=[
            alt.Tooltip("name:N", title=_("Measured")),
            alt.Tooltip("baseline:N", title=_("Start")),
            alt.Tooltip("latest:N", title=_("Newest value")),
            alt.Tooltip("target:N", title=_("Target")),
            alt.Tooltip("told:N", title=_("Way")),
        ],
    )
    ends = {0: _("start"), 100: _("target")}
    axis = alt.Axis(
        title=None, orient="top", values=list(ends), labelExpr=f"{json.dumps(ends)}[datum.value]"
    )
    across = alt.X("zero:Q").scale(domain=list(WAY_ENDS), nice=False).axis(axis)
    way = base.mark_rule(strokeWidth=4, color=CONTEXT).encode(x=across, x2=alt.X2("hundred:Q"))
    start = base.mark_text(dy=16, baseline="middle").encode(
        x=alt.X("zero:Q"), text=alt.Text("baseline:N")
    )
    target = base.mark_tick(thickness=4, size=20, color=CONTEXT, opacity=1).encode(
        x=alt.X("hundred:Q")
    )
    aimed = base.mark_text(dy=16, baseline="middle").encode(
        x=alt.X("hundred:Q"), text=alt.Text("target:N")
    )
    newest = base.mark_point(filled=True, shape="diamond", size=150, color=FOCUS, opacity=1)
    value = base.mark_text(dy=-15, fontWeight="bold").encode(
        x=alt.X("at:Q"), text=alt.Text("latest:N")
    )
    layers = (way, start, target, aimed, newest.encode(x=alt.X("at:Q")), value)
    return finished(alt.layer(*layers).properties(height=height_px(n_rows, _WAY_STEP_PX)))

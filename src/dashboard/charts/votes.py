"""Results of votes: the value of each item with its spread, and ranks before and after."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from dashboard.charts.base import Chart, finished, folded, height_px, name_axis
from dashboard.charts.palette import COMPARED, CONTEXT, FOCUS
from dashboard.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEP_PX: Final = 36
_RANK_STEP_PX: Final = 34


def spread_chart(
    table: pd.DataFrame, names: Sequence[str], unit: str, top: float, alt_text: str
) -> Chart:
    """Draw the value of each item, with the middle half of the votes and all of them.

    Args:
        table: Rows of RESULT_COLUMNS with a value.
        names: Names of the items, in the order of the rows.
        unit: What the axis says.
        top: End of the axis.
        alt_text: Alternative text.

    Returns:
        A dot for the value, a thick strip for low to high, a thin one for all votes.
    """
    rows = table[["value", "low", "high", "lowest", "highest", "n_voters"]].astype(float)
    rows = rows.assign(name=folded(list(names)), label=[_rounded(v) for v in rows["value"]])
    specification = _spread(unit, top, language())
    return Chart(rows, {**specification, "height": height_px(len(rows), _STEP_PX)}, alt_text)


def _rounded(value: float) -> str:
    """Return a value with one decimal, halves upwards, as the table rounds it."""
    return f"{math.floor(value * 10 + 0.5) / 10:.1f}"


@lru_cache(maxsize=32)
def _spread(unit: str, top: float, _language: str) -> dict[str, Any]:
    base = alt.Chart(pd.DataFrame()).encode(
        y=name_axis("name"),
        tooltip=[
            alt.Tooltip("name:N", title=_("Item")),
            alt.Tooltip("label:N", title=unit),
            alt.Tooltip("lowest:Q", title=_("Lowest vote")),
            alt.Tooltip("highest:Q", title=_("Highest vote")),
            alt.Tooltip("n_voters:Q", title=_("Votes")),
        ],
    )
    axis = alt.X("value:Q").scale(domain=[0, top], nice=False).axis(title=unit, tickCount=5)
    whole = (
        base.transform_filter("isValid(datum.lowest)")
        .mark_rule(strokeWidth=1.5, color=CONTEXT)
        .encode(x=alt.X("lowest:Q"), x2=alt.X2("highest:Q"))
    )
    half = (
        base.transform_filter("isValid(datum.low)")
        .mark_rule(strokeWidth=7, opacity=0.45, strokeCap="round", color=FOCUS)
        .encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    )
    dots = base.mark_point(filled=True, size=110, opacity=1, color=FOCUS).encode(x=axis)
    text = base.mark_text(dy=-12).encode(x=axis, text="label:N")
    return finished(alt.layer(whole, half, dots, text).properties(height=200))


def ranks_chart(table: pd.DataFrame, alt_text: str) -> Chart:
    """Draw the rank of each action before and after the vote, and the ranks that voters give it.

    Args:
        table: Rows of MOVE_COLUMNS, in the order to draw.
        alt_text: Alternative text.

    Returns:
        A square for the rank before, a dot for the rank after, a strip for the ranks of voters.
    """
    texts = ["before_label", "after_label"]
    rows = table[["before", "after", "best", "worst", *texts]].assign(
        name=folded(table["keyword"].tolist())
    )
    last = int(table[["before", "after", "worst"]].to_numpy().max())
    sides = {"before": _("before the vote"), "after": _("after the vote")}
    long = rows.rename(columns=sides).melt(
        ["name", "best", "worst", *texts], var_name="side", value_name="rank"
    )
    height = height_px(len(rows), _RANK_STEP_PX, legend_lines=2)
    return Chart(long, {**_ranks(last, language()), "height": height}, alt_text)


@lru_cache(maxsize=32)
def _ranks(last: int, _language: str) -> dict[str, Any]:
    sides = [_("before the vote"), _("after the vote")]
    base = alt.Chart(pd.DataFrame()).encode(
        y=name_axis("name"),
        tooltip=[
            alt.Tooltip("name:N", title=_("Action")),
            alt.Tooltip("before_label:N", title=_("Rank before")),
            alt.Tooltip("after_label:N", title=_("Rank after")),
            alt.Tooltip("best:Q", title=_("Best rank of a voter")),
            alt.Tooltip("worst:Q", title=_("Worst rank of a voter")),
        ],
    )
    across = (
        alt.X("rank:Q")
        .scale(domain=[0.5, last + 0.5], nice=False, zero=False)  # there is no rank 0
        .axis(title=_("Rank (1 = first)"), format="d", tickCount=10, tickMinStep=1, orient="top")
    )
    strip = (
        base.transform_filter(alt.datum.side == sides[0])
        .mark_rule(strokeWidth=7, opacity=0.5, strokeCap="round", color=CONTEXT)
        .encode(x=alt.X("best:Q"), x2=alt.X2("worst:Q"))
    )
    points = base.mark_point(filled=True, opacity=1).encode(
        x=across,
        color=alt.Color("side:N")
        .scale(domain=sides, range=[COMPARED, FOCUS])
        .legend(alt.Legend(orient="bottom", title=None, direction="vertical", labelLimit=400)),
        # Where both are equal, the dot lies inside the square.
        size=alt.Size("side:N").scale(domain=sides, range=[150, 60]).legend(None),
        shape=alt.Shape("side:N").scale(domain=sides, range=["square", "circle"]),
    )
    return finished(alt.layer(strip, points).properties(height=300))

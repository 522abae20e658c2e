"""Charts of the two rankings: scores as dots, ranks as intervals."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from dashboard.charts.base import Chart, finished, folded, height_px, name_axis
from dashboard.charts.palette import COMPARED, CONTEXT, FOCUS
from dashboard.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Sequence

# Fixed scales, so that a change of filters moves the dots and not the axis.
_TOP_SCORE: Final = {"mentions": 200, "actors": 30}
_AREA_STEP_PX: Final = 44
_KEYWORD_STEP_PX: Final = 33


def area_scores_chart(areas: pd.DataFrame, counting: str, alt_text: str) -> Chart:
    """Draw the scores of the policy areas beside those published in 2019.

    Args:
        areas: Rows of `rank_areas`.
        counting: Counting rule; the scores of 2019 stand beside 'mentions' only, because they
            were counted that way.
        alt_text: Alternative text.

    Returns:
        A dot for the score, a diamond for 2019, on a fixed scale.
    """
    now, then = _("Recomputed"), _("Published 2019")
    rows = pd.DataFrame(
        {
            "name": folded(areas["area"].tolist()),
            "score": areas["score"],
            "series": now,
            "rank": areas["rank_label"],
        }
    )
    if counting == "mentions":
        published = rows.assign(score=areas["score_2019"].astype("int64"), series=then, rank="")
        rows = pd.concat([rows, published], ignore_index=True)
    return Chart(rows, _area_scores_specification(counting, len(areas), language()), alt_text)


@lru_cache(maxsize=8)
def _area_scores_specification(counting: str, n_rows: int, _language: str) -> dict[str, Any]:
    series = [_("Recomputed"), _("Published 2019")]
    title = _("Score") if counting == "mentions" else _("Different actors")
    base = alt.Chart(pd.DataFrame()).encode(
        y=name_axis("name"),
        x=alt.X("score:Q")
        .scale(domain=[0, _TOP_SCORE[counting]], nice=False)
        .axis(title=title, tickCount=5, grid=True),
        tooltip=[
            alt.Tooltip("name:N", title=_("Policy area")),
            alt.Tooltip("series:N", title=_("Source of the score")),
            alt.Tooltip("score:Q", title=title),
            alt.Tooltip("rank:N", title=_("Rank")),
        ],
    )
    legend = alt.Legend(orient="bottom", title=None, direction="vertical", labelLimit=400)
    points = base.mark_point(filled=True, size=130, opacity=1).encode(
        color=alt.Color("series:N")
        .scale(domain=series, range=[FOCUS, COMPARED])
        .legend(legend if counting == "mentions" else None),
        shape=alt.Shape("series:N").scale(domain=series, range=["circle", "diamond"]),
    )
    labels = (
        base.transform_filter(alt.datum.series == series[0])
        .mark_text(dy=-13, fontWeight="bold")
        .encode(text=alt.Text("score:Q"))
    )
    height = height_px(n_rows, _AREA_STEP_PX, legend_lines=2)
    return finished(alt.layer(points, labels).properties(height=height))


def area_ranges_chart(areas: pd.DataFrame, focus: str, alt_text: str) -> Chart:
    """Return the chart of area ranks and their ranges; `focus` is an area id or empty."""
    focused = areas["area_id"] == focus if focus else pd.Series(data=True, index=areas.index)
    rows = _range_rows(areas, areas["area"].tolist(), focused.tolist())
    height = height_px(len(rows), _AREA_STEP_PX)
    return Chart(rows, _ranges_specification(6, height, language()), alt_text)


def keyword_ranges_chart(keywords: pd.DataFrame, focus: str, alt_text: str) -> Chart:
    """Return the chart of rank and rank range of the keywords; `focus` is a keyword id or empty."""
    focused = keywords["keyword_id"] == focus
    if not focused.any():
        focused = ~focused
    rows = _range_rows(keywords, keywords["keyword"].tolist(), focused.tolist())
    height = height_px(len(rows), _KEYWORD_STEP_PX)
    return Chart(rows, _ranges_specification(len(keywords), height, language()), alt_text)


def _range_rows(table: pd.DataFrame, names: Sequence[str], focused: list[bool]) -> pd.DataFrame:
    ends = table["rank_label"].str.split("-").str[-1].astype("int64")
    return pd.DataFrame(
        {
            "name": folded(names),
            "rank": (table["rank"] + ends) / 2,
            "label": table["rank_label"],
            "low": table["rank_low"],
            "high": table["rank_high"],
            "score": table["score"],
            "focus": focused,
        }
    )


@lru_cache(maxsize=16)
def _ranges_specification(last: int, height: int, _language: str) -> dict[str, Any]:
    base = alt.Chart(pd.DataFrame()).encode(
        y=name_axis("name"),
        tooltip=[
            alt.Tooltip("name:N", title=_("Name")),
            alt.Tooltip("label:N", title=_("Rank")),
            alt.Tooltip("low:Q", title=_("Best rank in the checks")),
            alt.Tooltip("high:Q", title=_("Worst rank in the checks")),
            alt.Tooltip("score:Q", title=_("Score")),
        ],
    )
    ticks = {"values": list(range(1, last + 1))} if last <= 10 else {"tickCount": 10}  # noqa: PLR2004
    rank_axis = (
        alt.X("low:Q")
        .scale(domain=[0.5, last + 0.5], nice=False)
        .axis(title=_("Rank (1 = first)"), format="d", **ticks)
    )
    focused = alt.when(alt.datum.focus).then(alt.value(FOCUS)).otherwise(alt.value(CONTEXT))
    ranges = base.mark_rule(strokeWidth=3, opacity=0.75, strokeCap="round").encode(
        x=rank_axis, x2=alt.X2("high:Q"), color=focused
    )
    points = base.mark_point(filled=True, size=110, opacity=1).encode(
        x=alt.X("rank:Q"), color=focused
    )
    labels = base.mark_text(dy=-11, fontWeight="bold").encode(
        x=alt.X("rank:Q"), text=alt.Text("label:N")
    )
    return finished(alt.layer(ranges, points, labels).properties(height=height))

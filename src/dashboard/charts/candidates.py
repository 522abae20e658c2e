"""Candidates for core actions: the rank now, and the strip of ranks under other weights."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from dashboard.charts.base import Chart, finished, folded, height_px, name_axis
from dashboard.charts.palette import CONTEXT, FOCUS
from dashboard.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Collection

_STEP_PX: Final = 34


def candidates_chart(
    table: pd.DataFrame, last_rank: int, picked: Collection[str], alt_text: str
) -> Chart:
    """Draw each candidate's rank with its strip.

    Args:
        table: Rows of CANDIDATE_COLUMNS with a score, best first.
        last_rank: End of the scale: the number of candidates.
        picked: Keywords of the selection; they stand out by colour and by a filled dot.
        alt_text: Alternative text.

    Returns:
        A dot for the rank now, a thick strip for 90 % of the random weights, a thin one for all.
    """
    ends = table["rank_label"].str.split("-").str[-1].astype("int64")
    rows = pd.DataFrame(
        {
            "name": folded(table["keyword"].tolist()),
            "rank": (table["rank"].astype("float64") + ends) / 2,
            "label": table["rank_label"],
            "low": table["rank_low"],
            "high": table["rank_high"],
            "best": table["best_rank"],
            "worst": table["worst_rank"],
            "score": table["score"].round(1),
            "chosen": table["keyword_id"].isin(list(picked)),
        }
    )
    return Chart(rows, _specification(len(rows), last_rank, language()), alt_text)


@lru_cache(maxsize=64)
def _specification(n_rows: int, last_rank: int, _language: str) -> dict[str, Any]:
    colour = alt.when(alt.datum.chosen).then(alt.value(FOCUS)).otherwise(alt.value(CONTEXT))
    base = alt.Chart(pd.DataFrame()).encode(
        y=name_axis("name"),
        color=colour,
        tooltip=[
            alt.Tooltip("name:N", title=_("Keyword")),
            alt.Tooltip("score:Q", title=_("Score")),
            alt.Tooltip("label:N", title=_("Rank")),
            alt.Tooltip("low:Q", title=_("Best rank, 5th percentile")),
            alt.Tooltip("high:Q", title=_("Worst rank, 95th percentile")),
            alt.Tooltip("best:Q", title=_("Best rank of all")),
            alt.Tooltip("worst:Q", title=_("Worst rank of all")),
        ],
    )
    axis = (
        alt.X("best:Q")
        .scale(domain=[0.5, last_rank + 0.5], nice=False)
        .axis(title=_("Rank (1 = first)"), format="d", tickCount=10, orient="top")
    )
    whole = base.mark_rule(strokeWidth=1.5, opacity=0.8).encode(x=axis, x2=alt.X2("worst:Q"))
    most = base.mark_rule(strokeWidth=7, opacity=0.45, strokeCap="round").encode(
        x=alt.X("low:Q"), x2=alt.X2("high:Q")
    )
    shape = alt.when(alt.datum.chosen).then(alt.value("circle")).otherwise(alt.value("diamond"))
    dots = base.mark_point(filled=True, size=120, opacity=1).encode(x=alt.X("rank:Q"), shape=shape)
    labels = base.mark_text(dy=-11, fontWeight="bold").encode(
        x=alt.X("rank:Q"), text=alt.Text("label:N"), color=alt.Undefined
    )
    height = height_px(n_rows, _STEP_PX)
    return finished(alt.layer(whole, most, dots, labels).properties(height=height))

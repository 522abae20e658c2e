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
    labels = table["rank_label"].tolist()
    ends = [float(label.rpartition("-")[2]) for label in labels]
    rows = pd.DataFrame(
        {
            "name": folded(table["keyword"].tolist()),
            "rank": [(rank + end) / 2 for rank, end in zip(table["rank"], ends, strict=True)],
            "label": labels,
            "low": table["rank_low"].tolist(),
            "high": table["rank_high"].tolist(),
            "best": table["best_rank"].tolist(),
            "worst": table["worst_rank"].tolist(),
            "score": [round(score, 1) for score in table["score"]],
            "chosen": [keyword in picked for keyword in table["keyword_id"]],
        }
    )
    specification = _specification(last_rank, language())
    height = height_px(len(rows), _STEP_PX)
    return Chart(rows, {**specification, "height": height}, alt_text)


@lru_cache(maxsize=64)
def _specification(last_rank: int, _language: str) -> dict[str, Any]:
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
    return finished(alt.layer(whole, most, dots, labels))

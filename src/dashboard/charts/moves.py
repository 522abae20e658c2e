"""What would move a city: its score now, its score with each set of actions, and the median."""

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

_STEP_PX: Final = 42
_LABEL_PX: Final = 24  # above the first row: its label


def moves_chart(
    items: Sequence[str], own: float, scores: Sequence[float], median: float, alt_text: str
) -> Chart:
    """Draw one row for each set of actions: from the score now to the score with it.

    Args:
        items: Names of the sets from top to bottom.
        own: Score now, 0-100.
        scores: Score with each set.
        median: Median of the peers; NaN: none.
        alt_text: Alternative text.

    Returns:
        A grey dot for now, a blue diamond with the set, an orange tick for the median.
    """
    rows = pd.DataFrame(
        {
            "item": folded(list(items)),
            "own": own,
            "score": list(scores),
            "median": median,
        }
    )
    return Chart(rows, _specification(tuple(rows["item"]), language()), alt_text)


@lru_cache(maxsize=32)
def _specification(order: tuple[str, ...], _language: str) -> dict[str, Any]:
    base = alt.Chart(pd.DataFrame()).encode(y=name_axis("item").scale(domain=list(order)))
    title = _("Score (0-100)")

    def at(field: str) -> alt.X:
        return alt.X(f"{field}:Q").scale(domain=[0, 100], nice=False).axis(title=title, tickCount=6)

    told = [
        alt.Tooltip("own:Q", title=_("Now"), format=".1f"),
        alt.Tooltip("score:Q", title=_("With these actions"), format=".1f"),
        alt.Tooltip("median:Q", title=_("Median of the peers"), format=".1f"),
    ]
    way = base.mark_rule(color=CONTEXT, strokeWidth=2).encode(x=at("own"), x2=alt.X2("score:Q"))
    median = base.transform_filter("isValid(datum.median)").mark_tick(
        color=COMPARED, thickness=3, size=26, opacity=1
    )
    now = base.mark_point(filled=True, size=90, color=CONTEXT, opacity=1)
    then = base.transform_filter("datum.score != datum.own")
    diamond = then.mark_point(filled=True, size=190, shape="diamond", color=FOCUS, opacity=1)
    label = then.mark_text(dy=-15, fontWeight="bold").encode(
        x=at("score"), text=alt.Text("score:Q", format=".3~r")
    )
    chart = alt.layer(
        way,
        median.encode(x=at("median"), tooltip=told),
        now.encode(x=at("own"), tooltip=told),
        diamond.encode(x=at("score"), tooltip=told),
        label,
    )
    return finished(chart.properties(height=height_px(len(order), _STEP_PX) + _LABEL_PX))

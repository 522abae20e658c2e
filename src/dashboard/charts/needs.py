"""Who could help whom: how many cities seek skills for an action, and how many could help."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd

from dashboard.charts.base import Chart, finished, folded, height_px, name_axis
from dashboard.charts.palette import COMPARED, CONTEXT, FOCUS
from dashboard.i18n import _, language

_STEP_PX: Final = 30
_LEAST_TOP: Final = 5


def matching_chart(actions: pd.DataFrame, alt_text: str) -> Chart:
    """Draw, action by action, how many cities need skills and how many could help.

    Args:
        actions: Columns keyword, n_seeking and n_able, in the order to draw.
        alt_text: Alternative text.

    Returns:
        A square for those that need skills, a dot for those that could help, joined by a line.
    """
    rows = actions[["keyword", "n_seeking", "n_able"]].assign(
        keyword=folded(actions["keyword"].tolist())
    )
    long = rows.melt("keyword", var_name="side", value_name="n_cities")
    long["side"] = long["side"].map({"n_seeking": _seeking(), "n_able": _able()})
    return Chart(long, _specification(len(rows), language()), alt_text)


def _seeking() -> str:
    return _("need skills")


def _able() -> str:
    return _("could help")


@lru_cache(maxsize=32)
def _specification(n_rows: int, _language: str) -> dict[str, Any]:
    sides = [_seeking(), _able()]
    base = alt.Chart(pd.DataFrame()).encode(y=name_axis("keyword"))
    across = (
        alt.X("n_cities:Q")
        .scale(domain={"unionWith": [0, _LEAST_TOP]}, nice=True)
        .axis(title=_("Cities"), tickCount=5, tickMinStep=1, format="d")
    )
    line = base.mark_line(color=CONTEXT, strokeWidth=2).encode(x=across, detail="keyword:N")
    ends = base.mark_point(filled=True, opacity=1).encode(
        x=across,
        color=alt.Color("side:N")
        .scale(domain=sides, range=[COMPARED, FOCUS])
        .legend(alt.Legend(orient="bottom", title=None, direction="vertical", labelLimit=400)),
        # Where both are equal, the dot lies inside the square.
        size=alt.Size("side:N").scale(domain=sides, range=[150, 60]).legend(None),
        shape=alt.Shape("side:N").scale(domain=sides, range=["square", "circle"]),
        tooltip=[
            alt.Tooltip("keyword:N", title=_("Action")),
            alt.Tooltip("side:N", title=_("Cities that")),
            alt.Tooltip("n_cities:Q", title=_("Cities")),
        ],
    )
    height = height_px(n_rows, _STEP_PX, legend_lines=2)
    return finished(alt.layer(line, ends).properties(height=height))

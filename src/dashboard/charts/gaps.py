"""Dumbbells: the share among the native-born and the foreign-born, joined by the gap."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd

from dashboard.charts.base import Chart, finished, folded, height_px, name_axis
from dashboard.charts.palette import COMPARED, CONTEXT, FOCUS
from dashboard.i18n import _, language

_STEP_PX: Final = 34


def gaps_chart(values: pd.DataFrame, alt_text: str) -> Chart:
    """Draw one dumbbell for each gap between the native-born and the foreign-born.

    Args:
        values: indicator, native_born_pct and foreign_born_pct (0-100), told (the gap in words).
        alt_text: Alternative text.

    Returns:
        A square for the native-born, a dot for the foreign-born, on a fixed scale of 0-100 %.
    """
    rows = values[["indicator", "native_born_pct", "foreign_born_pct", "told"]]
    rows = rows.assign(indicator=folded(rows["indicator"].tolist()))
    long = rows.melt(["indicator", "told"], var_name="group", value_name="share_pct")
    names = {"native_born_pct": _("native-born"), "foreign_born_pct": _("foreign-born")}
    long["group"] = long["group"].map(names)
    return Chart(long, _specification(len(rows), language()), alt_text)


@lru_cache(maxsize=16)
def _specification(n_rows: int, _language: str) -> dict[str, Any]:
    groups = [_("native-born"), _("foreign-born")]
    share = (
        alt.X("share_pct:Q")
        .scale(domain=[0, 100], nice=False)
        .axis(title=_("Share of the group (%)"), tickCount=6)
    )
    base = alt.Chart(pd.DataFrame()).encode(y=name_axis("indicator"))
    line = base.mark_line(color=CONTEXT, strokeWidth=2.5).encode(x=share, detail="indicator:N")
    ends = base.mark_point(filled=True, size=120, opacity=1).encode(
        x=share,
        color=alt.Color("group:N")
        .scale(domain=groups, range=[COMPARED, FOCUS])
        .legend(alt.Legend(orient="bottom", title=None, columns=2)),
        shape=alt.Shape("group:N").scale(domain=groups, range=["square", "circle"]),
        tooltip=[
            alt.Tooltip("indicator:N", title=_("Indicator")),
            alt.Tooltip("group:N", title=_("Group")),
            alt.Tooltip("share_pct:Q", title=_("Share (%)"), format=".1f"),
            alt.Tooltip("told:N", title=_("Gap")),
        ],
    )
    chart = alt.layer(line, ends).properties(height=height_px(n_rows, _STEP_PX, legend_lines=1))
    return finished(chart)

"""Strips: where the value of one city stands among those of the other cities."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from dashboard.charts.base import Chart, finished, folded, height_px, name_axis
from dashboard.charts.palette import CONTEXT, FOCUS
from dashboard.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Mapping

_STEP_PX: Final = 44
_TICK_PX: Final = 14
# The number over the dot of the first row needs room too.
_TOP_PX: Final = 28


def strips_chart(
    values: pd.DataFrame,
    own: Mapping[str, float],
    domain: tuple[float, float],
    unit: str,
    alt_text: str,
) -> Chart:
    """Draw one strip for each indicator of one instrument and one unit.

    Args:
        values: Columns indicator (name) and value: those of all cities, each value once.
        own: Value of the city by name of the indicator, in the order to draw.
        domain: Ends of the fixed scale; a line marks zero if it lies inside.
        unit: Unit of the values, in words.
        alt_text: Alternative text.

    Returns:
        Grey ticks for the cities, a blue dot with its number for the city.
    """
    mine = pd.DataFrame({"indicator": list(own), "value": list(own.values()), "own": True})
    rows = pd.concat([values[["indicator", "value"]].assign(own=False), mine], ignore_index=True)
    rows = rows.assign(indicator=folded(rows["indicator"].tolist()))
    order = tuple(folded(list(own)))
    return Chart(rows, _specification(order, domain, unit, language()), alt_text)


@lru_cache(maxsize=64)
def _specification(
    order: tuple[str, ...], domain: tuple[float, float], unit: str, _language: str
) -> dict[str, Any]:
    y = name_axis("indicator").scale(domain=list(order), paddingOuter=0.35)
    base = alt.Chart(pd.DataFrame()).encode(
        y=y,
        x=alt.X("value:Q").scale(domain=list(domain), nice=False).axis(title=unit, tickCount=6),
        tooltip=[
            alt.Tooltip("indicator:N", title=_("Indicator")),
            alt.Tooltip("value:Q", title=unit),
        ],
    )
    others = base.transform_filter("!datum.own").mark_tick(
        color=CONTEXT, opacity=0.5, size=_TICK_PX, thickness=1.2
    )
    own = base.transform_filter("datum.own")
    dot = own.mark_point(filled=True, size=130, color=FOCUS, opacity=1)
    label = own.mark_text(dy=-14, fontWeight="bold").encode(text=alt.Text("value:Q", format="~r"))
    layers = [others, dot, label]
    if domain[0] < 0 < domain[1]:
        layers.insert(0, own.mark_rule(color=CONTEXT, strokeDash=[4, 3]).encode(x=alt.datum(0)))
    return finished(alt.layer(*layers).properties(height=height_px(len(order), _STEP_PX) + _TOP_PX))

"""One small panel of survey results: a dot for each answer, on an axis of its own from zero."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from dashboard.charts.base import LINE_BREAK, Chart, finished, folded, height_px, name_axis
from dashboard.charts.palette import CONTEXT, FOCUS
from dashboard.i18n import language
from dashboard.words.figures import quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEP_PX: Final = 40
# More for each line of a name after the second.
_LINE_PX: Final = 14
# The number over the dot of the first row needs room too.
_TOP_PX: Final = 22
_LABEL_CHARACTERS: Final = 26
# Room at the right of the largest count for its number.
_ROOM: Final = 1.15
_WHOLE: Final = 100.0


def panel_chart(
    labels: Sequence[str], values: Sequence[float], unit: str, alt_text: str, *, is_percent: bool
) -> Chart:
    """Draw the results of one panel.

    Args:
        labels: What each value is.
        values: The values.
        unit: Their unit.
        alt_text: Alternative text.
        is_percent: The values are shares: the axis is fixed from 0 to 100.

    Returns:
        A dot on a thin line from zero, with its number.
    """
    rows = pd.DataFrame(
        {
            "name": folded(list(labels), _LABEL_CHARACTERS),
            "value": list(values),
            "text": [quantity(value) for value in values],
        }
    )
    n_lines = max((name.count(LINE_BREAK) + 1 for name in rows["name"]), default=1)
    step_px = _STEP_PX + _LINE_PX * max(n_lines - 2, 0)
    top = _WHOLE if is_percent else max(values, default=1.0) * _ROOM
    return Chart(rows, _specification(len(rows) * step_px, float(top), unit, language()), alt_text)


@lru_cache(maxsize=64)
def _specification(rows_px: int, top: float, unit: str, _language: str) -> dict[str, Any]:
    base = alt.Chart(pd.DataFrame()).encode(
        y=name_axis("name"),
        tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("text:N", title=unit)],
    )
    axis = alt.X("value:Q").scale(domain=[0, top], nice=False).axis(title=unit, tickCount=5)
    stems = base.mark_rule(color=CONTEXT, strokeWidth=2).encode(x=axis, x2=alt.X2Datum(0))
    dots = base.mark_point(filled=True, size=110, opacity=1, color=FOCUS).encode(x=axis)
    texts = base.mark_text(dy=-13, fontWeight="bold").encode(x=axis, text=alt.Text("text:N"))
    return finished(
        alt.layer(stems, dots, texts).properties(height=height_px(1, rows_px) + _TOP_PX)
    )

"""The time line of events: a day is a dot, a month or a year a bar as long as it is."""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd

from dashboard.charts.base import LINE_BREAK, Chart, finished, folded, height_px, name_axis
from dashboard.charts.palette import CONTEXT, FOCUS
from dashboard.i18n import _, language

# Room for a name of two lines and the gap to the next one; more for each further line.
_STEP_PX: Final = 38
_LINE_PX: Final = 14
_LABEL_CHARACTERS: Final = 40
_FIRST_OF: Final = {4: "-01-01", 7: "-01", 10: ""}


def span(text: str) -> tuple[date, date]:
    """Return the first and the last day that a date in ISO 8601 may mean.

    Args:
        text: Year, month or day.

    Returns:
        Two days; the same for a day.
    """
    first = date.fromisoformat(text + _FIRST_OF[len(text)])
    if len(text) == len("2015"):
        return first, date(first.year, 12, 31)
    if len(text) == len("2015-10"):
        return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first, first


def events_chart(events: pd.DataFrame, alt_text: str) -> Chart:
    """Draw the events that have a date, the oldest at the top.

    Args:
        events: Columns event, date (ISO 8601: year, month or day) and place.
        alt_text: Alternative text.

    Returns:
        Named with date; a dot for a day, a bar for a month or a year of which no day is known.
    """
    dated = events[events["date"].notna()]
    spans = [span(text) for text in dated["date"]]
    names = zip(dated["date"], dated["event"], strict=True)
    rows = pd.DataFrame(
        {
            "name": folded([f"{when}: {what}" for when, what in names], _LABEL_CHARACTERS),
            "start": [first.isoformat() for first, _last in spans],
            "end": [last.isoformat() for _first, last in spans],
            "is_day": [first == last for first, last in spans],
            "place": dated["place"].tolist(),
        }
    )
    years = tuple(sorted({first.year for first, _last in spans}))
    ends = (years[0], years[-1] + 1) if years else (2000, 2001)
    order = tuple(dict.fromkeys(rows["name"]))
    n_lines = max((name.count(LINE_BREAK) + 1 for name in order), default=1)
    step_px = _STEP_PX + _LINE_PX * max(n_lines - 2, 0)
    return Chart(rows, _specification(order, ends, step_px, language()), alt_text)


@lru_cache(maxsize=8)
def _specification(
    order: tuple[str, ...], ends: tuple[int, int], step_px: int, _language: str
) -> dict[str, Any]:
    domain = [f"{year}-01-01" for year in ends]
    base = alt.Chart(pd.DataFrame()).encode(
        y=name_axis("name").scale(domain=list(order)),
        tooltip=[
            alt.Tooltip("name:N", title=_("Event")),
            alt.Tooltip("place:N", title=_("Place")),
        ],
    )
    axis = (
        alt.X("start:T")
        .scale(domain=domain, nice=False)
        .axis(title=_("Year"), format="%Y", tickCount=6, orient="top")
    )
    bars = (
        base.transform_filter("!datum.is_day")
        .mark_bar(color=CONTEXT, stroke=CONTEXT, strokeWidth=2, height=8, cornerRadius=2)
        .encode(x=axis, x2=alt.X2("end:T"))
    )
    dots = (
        base.transform_filter("datum.is_day")
        .mark_point(filled=True, size=80, opacity=1, color=FOCUS)
        .encode(x=axis)
    )
    return finished(alt.layer(bars, dots).properties(height=height_px(len(order), step_px)))

"""Heat tables: who mentions what, and where it is documented."""

from __future__ import annotations

import copy
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from dashboard.charts.base import NO_DATA, Chart, finished, folded, height_px, name_axis
from dashboard.charts.palette import CONTEXT, COUNT_RANGE, INK_ON_COUNTS
from dashboard.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEP_PX = 28
_CHARACTER_PX = 6.5


def heat_chart(
    cells: pd.DataFrame, rows: Sequence[str], columns: Sequence[str], title: str, alt_text: str
) -> Chart:
    """Draw a table of counts as coloured cells with their numbers.

    Args:
        cells: Columns row, column, count (missing: nothing known, drawn as a dash).
        rows: Names of the rows from top to bottom.
        columns: Names of the columns from left to right.
        title: What is counted.
        alt_text: Alternative text.

    Returns:
        One cell for each row of `cells`; darker is more.
    """
    drawn = cells.assign(row=folded(cells["row"].tolist()))
    top = cells["count"].max()
    most = max(int(top), 2) if pd.notna(top) else 2
    specification = _with_domains(
        _heat_specification(title, language()), folded(list(rows)), list(columns), most
    )
    return Chart(drawn, specification, alt_text)


def _with_domains(
    built: dict[str, Any], rows: list[str], columns: list[str], most: int
) -> dict[str, Any]:
    """Return the specification with its names, its largest count and its height filled in."""
    specification = copy.deepcopy(built)
    for layer in specification["layer"]:
        encoding = layer["encoding"]
        encoding["x"] |= {"sort": columns, "scale": {"domain": columns}}
        encoding["y"] |= {"scale": {"domain": rows}}
        if "scale" in encoding.get("color", {}):
            encoding["color"]["scale"]["domain"] = [1, most]
    names_px = round(_CHARACTER_PX * max(map(len, columns), default=0))
    specification["height"] = height_px(len(rows), _STEP_PX) + names_px
    return specification


@lru_cache(maxsize=32)
def _heat_specification(title: str, _language: str) -> dict[str, Any]:
    across = alt.Axis(
        title=None,
        orient="top",
        labelAngle=-90,
        labelLimit=400,
        labelOverlap="greedy",
        domain=False,
        ticks=False,
    )
    base = alt.Chart(pd.DataFrame()).encode(
        x=alt.X("column:N", sort=None, axis=across),
        y=name_axis("row"),
        tooltip=[
            alt.Tooltip("row:N", title=_("Keyword")),
            alt.Tooltip("column:N", title=_("Column")),
            alt.Tooltip("count:Q", title=title),
        ],
    )
    known = alt.datum.count > 0
    colour = alt.Color("count:Q").scale(range=list(COUNT_RANGE)).legend(None)
    cells = base.transform_filter(known).mark_rect(cornerRadius=2).encode(color=colour)
    numbers = base.transform_filter(known).mark_text(color=INK_ON_COUNTS).encode(text="count:Q")
    gaps = (
        base.transform_filter("!isValid(datum.count)")
        .mark_text(color=CONTEXT)
        .encode(text=alt.value(NO_DATA))
    )
    return finished(alt.layer(cells, numbers, gaps))

"""Heat tables: who mentions what, and where it is documented."""

from __future__ import annotations

import copy
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

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
    top = cells["count"].max()
    most = max(int(top), 2) if pd.notna(top) else 2
    return _heat(cells, rows, columns, _Look(title, "datum.count > 0", (1, most)), alt_text)


def score_chart(
    cells: pd.DataFrame, rows: Sequence[str], columns: Sequence[str], title: str, alt_text: str
) -> Chart:
    """Draw a table of scores from 0 to 100 as coloured cells with their numbers.

    Args:
        cells: Columns row, column, count (the score; missing: none, drawn as a dash; 0 is a score).
        rows: Names of the rows from top to bottom.
        columns: Names of the columns from left to right.
        title: What the scores are.
        alt_text: Alternative text.

    Returns:
        One cell for each row of `cells`; darker is higher, on a fixed scale.
    """
    return _heat(cells, rows, columns, _Look(title, "isValid(datum.count)", (0, 100)), alt_text)


class _Look(NamedTuple):
    """What the numbers are, when one is known, and the ends of their colours."""

    title: str
    known: str
    domain: tuple[int, int]


def _heat(
    cells: pd.DataFrame, rows: Sequence[str], columns: Sequence[str], look: _Look, alt_text: str
) -> Chart:
    drawn = cells.assign(row=folded(cells["row"].tolist()))
    built = _heat_specification(look.title, look.known, language())
    specification = _with_domains(built, folded(list(rows)), list(columns), look.domain)
    return Chart(drawn, specification, alt_text)


def _with_domains(
    built: dict[str, Any], rows: list[str], columns: list[str], ends: tuple[int, int]
) -> dict[str, Any]:
    """Return the specification with its names, the ends of its colours and its height."""
    specification = copy.deepcopy(built)
    for layer in specification["layer"]:
        encoding = layer["encoding"]
        encoding["x"] |= {"sort": columns, "scale": {"domain": columns}}
        encoding["y"] |= {"scale": {"domain": rows}}
        if "scale" in encoding.get("color", {}):
            encoding["color"]["scale"]["domain"] = list(ends)
    names_px = round(_CHARACTER_PX * max(map(len, columns), default=0))
    specification["height"] = height_px(len(rows), _STEP_PX) + names_px
    return specification


@lru_cache(maxsize=32)
def _heat_specification(title: str, known: str, _language: str) -> dict[str, Any]:
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
            alt.Tooltip("row:N", title=_("Row")),
            alt.Tooltip("column:N", title=_("Column")),
            alt.Tooltip("count:Q", title=title, format=".0f"),
        ],
    )
    colour = alt.Color("count:Q").scale(range=list(COUNT_RANGE)).legend(None)
    cells = base.transform_filter(known).mark_rect(cornerRadius=2).encode(color=colour)
    numbers = base.transform_filter(known).mark_text(color=INK_ON_COUNTS)
    numbers = numbers.encode(text=alt.Text("count:Q", format=".0f"))
    gaps = (
        base.transform_filter("!isValid(datum.count)")
        .mark_text(color=CONTEXT)
        .encode(text=alt.value(NO_DATA))
    )
    return finished(alt.layer(cells, numbers, gaps))

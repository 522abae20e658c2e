"""What a selection covers: a bar for each framework, and the matrix of one framework."""

from __future__ import annotations

import copy
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from dashboard.charts.base import Chart, finished, folded, height_px, name_axis
from dashboard.charts.palette import COMPARED, CONTEXT, FOCUS
from dashboard.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Sequence

_BAR_STEP_PX: Final = 34
_CELL_STEP_PX: Final = 26
_CHARACTER_PX: Final = 6.5


def coverage_chart(coverage: pd.DataFrame, names: Sequence[str], alt_text: str) -> Chart:
    """Draw how much of each framework is covered.

    Args:
        coverage: Rows of `framework_coverage`.
        names: Name of each framework, same order.
        alt_text: Alternative text.

    Returns:
        A bar on a fixed scale of 0 to 100 percent; a mark where the items end that any keyword
        serves.
    """
    rows = pd.DataFrame(
        {
            "name": folded(list(names)),
            "covered": coverage["covered_pct"],
            "reachable": 100 * coverage["n_reachable"] / coverage["n_items"],
            "label": [
                f"{n} / {of}"
                for n, of in zip(coverage["n_covered"], coverage["n_items"], strict=True)
            ],
        }
    )
    return Chart(rows, _coverage_specification(len(rows), language()), alt_text)


@lru_cache(maxsize=8)
def _coverage_specification(n_rows: int, _language: str) -> dict[str, Any]:
    base = alt.Chart(pd.DataFrame()).encode(
        y=name_axis("name"),
        tooltip=[
            alt.Tooltip("name:N", title=_("Framework")),
            alt.Tooltip("label:N", title=_("Items covered")),
            alt.Tooltip("covered:Q", title=_("Covered, %"), format=".0f"),
            alt.Tooltip("reachable:Q", title=_("Within reach of all keywords, %"), format=".0f"),
        ],
    )
    axis = (
        alt.X("covered:Q")
        .scale(domain=[0, 100], nice=False)
        .axis(title=_("Items covered, in percent (mark: within reach)"), tickCount=5)
    )
    bars = base.mark_bar(color=FOCUS, height=16).encode(x=axis)
    reach = base.mark_tick(color=COMPARED, thickness=3, size=24).encode(x=alt.X("reachable:Q"))
    labels = base.mark_text(align="left", dx=6, dy=-13, fontWeight="bold").encode(
        x=alt.value(0), text=alt.Text("label:N")
    )
    height = height_px(n_rows, _BAR_STEP_PX + 8)
    return finished(alt.layer(bars, reach, labels).properties(height=height))


def matrix_chart(
    links: pd.DataFrame, rows: Sequence[str], columns: Sequence[str], alt_text: str
) -> Chart:
    """Draw which action serves which item of one framework.

    Args:
        links: Columns row (action), column (code of the item), rationale, and kind: covered, open
            or no keyword. Rows of the last two kinds stand in the row of `rows` that names gaps.
        rows: Names of the rows from top to bottom; the last one shows the gaps.
        columns: Codes from left to right.
        alt_text: Alternative text.

    Returns:
        Filled squares for links; in the last row a diamond where an item is open, a small dot
        where no keyword serves it.
    """
    drawn = links.assign(row=folded(links["row"].tolist()))
    specification = copy.deepcopy(_matrix_specification(language()))
    for layer in specification["layer"]:
        layer["encoding"]["x"] |= {"scale": {"domain": list(columns)}}
        layer["encoding"]["y"] |= {"scale": {"domain": folded(list(rows))}}
    names_px = round(_CHARACTER_PX * max(map(len, columns), default=0))
    specification["height"] = height_px(len(rows), _CELL_STEP_PX) + names_px
    return Chart(drawn, specification, alt_text)


@lru_cache(maxsize=4)
def _matrix_specification(_language: str) -> dict[str, Any]:
    across = alt.Axis(
        title=None, orient="top", labelAngle=-90, labelOverlap=True, domain=False, ticks=False
    )
    base = alt.Chart(pd.DataFrame()).encode(
        x=alt.X("column:N", sort=None, axis=across),
        y=name_axis("row"),
        tooltip=[
            alt.Tooltip("row:N", title=_("Action")),
            alt.Tooltip("column:N", title=_("Item")),
            alt.Tooltip("title:N", title=_("Title")),
            alt.Tooltip("rationale:N", title=_("Why")),
        ],
    )
    marks = (
        ("covered", "square", 140, FOCUS),
        ("open", "diamond", 110, COMPARED),
        ("no keyword", "circle", 22, CONTEXT),
    )
    layers = [
        base.transform_filter(alt.datum.kind == kind).mark_point(
            filled=True, opacity=1, shape=shape, size=size, color=colour
        )
        for kind, shape, size, colour in marks
    ]
    return finished(alt.layer(*layers))

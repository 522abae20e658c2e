"""What all charts share: a specification is built once, without rows, and kept as a dictionary.

Building an Altair chart costs tens of milliseconds; passing rows to a finished specification
costs almost nothing. So every chart function is cached by its few arguments and the language.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

LINE_BREAK: Final = "|"
# Shown where nothing is known: an en dash, never a zero.
NO_DATA: Final = "\N{EN DASH}"
_LABEL_CHARACTERS: Final = 34
# Streamlit fits a chart, axis and legend included, into its height.
_AXIS_PX: Final = 52
_LEGEND_LINE_PX: Final = 30
_HALF_LINE_PX: Final = 6
LABEL_EXPRESSION: Final = f"split(datum.label, '{LINE_BREAK}')"


@dataclass(frozen=True)
class Chart:
    """A finished chart: rows, how to draw them, and what they say to those who cannot see.

    Attributes:
        rows: The table that is drawn.
        specification: Vega-Lite specification without data.
        alt: Alternative text.
    """

    rows: pd.DataFrame
    specification: dict[str, Any]
    alt: str

    @cached_property
    def arrow(self) -> pa.Table:
        """The rows as they travel to the browser, turned once."""
        return pa.Table.from_pandas(self.rows, preserve_index=False).replace_schema_metadata()


@dataclass(frozen=True)
class LateChart:
    """A chart that no page draws: it is built when somebody downloads it.

    Attributes:
        build: Builds the chart.
        alt: Alternative text.
    """

    build: Callable[[], Chart]
    alt: str

    @cached_property
    def chart(self) -> Chart:
        """The chart, built once."""
        return self.build()


def finished(chart: alt.LayerChart | alt.Chart | alt.FacetChart) -> dict[str, Any]:
    """Turn an Altair chart that was built without rows into a bare specification.

    Args:
        chart: The chart; its data are left out.

    Returns:
        The specification, without rows, schema or theme; a layer keeps data of its own address. A
        layer of marks that a filter may leave empty is not read out: a group without a child says
        nothing, and the alternative text and the table say what it shows.
    """
    specification = chart.to_dict(validate=False)
    for part in ("$schema", "config", "data", "datasets"):
        specification.pop(part, None)
    for layer in specification.get("layer", ()):
        if "transform" in layer and layer["mark"]["type"] != "text":
            layer["mark"]["aria"] = False
        if "name" in layer.get("data", {}):  # rows that come later, shared by all such layers
            del layer["data"]
    return specification


def folded(
    names: Sequence[str], characters: int = _LABEL_CHARACTERS, most_lines: int = 0
) -> list[str]:
    """Fold long names so that they fit beside a narrow chart.

    Args:
        names: Names as they are.
        characters: Longest line, unless a name would need more lines than it may.
        most_lines: Most lines of a name; 0: any.

    Returns:
        The names with LINE_BREAK where LABEL_EXPRESSION starts a new line.
    """
    return [_fold(name, characters, most_lines) for name in names]


@lru_cache(maxsize=4096)
def _fold(name: str, characters: int, most_lines: int) -> str:
    """Return the name with breaks at spaces and after a slash, never inside a word."""
    lines = textwrap.wrap(name.replace("/", "/ "), characters, break_long_words=False)
    while most_lines and len(lines) > most_lines:
        characters += 1
        lines = textwrap.wrap(name.replace("/", "/ "), characters, break_long_words=False)
    return LINE_BREAK.join(line.replace("/ ", "/") for line in lines)


def height_px(n_rows: int, step_px: int, legend_lines: int = 0) -> int:
    """Return the height of a chart with so many rows, an axis and a legend."""
    return n_rows * step_px + _AXIS_PX + legend_lines * _LEGEND_LINE_PX


def name_axis(field: str) -> alt.Y:
    """Return an axis with names down the side, in the order of the rows, folded, never cut."""
    axis = alt.Axis(
        title=None,
        labelLimit=400,
        labelExpr=LABEL_EXPRESSION,
        labelOverlap=False,
        labelOffset=alt.condition(
            f"indexof(datum.value, '{LINE_BREAK}') >= 0",
            alt.value(-_HALF_LINE_PX),
            alt.value(0),
        ),
        ticks=False,
        domain=False,
    )
    return alt.Y(f"{field}:N", sort=None, axis=axis)

"""What all charts share: a specification is built once, without rows, and kept as a dictionary.

Building an Altair chart costs tens of milliseconds; passing rows to a finished specification
costs almost nothing. So every chart function is cached by its few arguments and the language.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import altair as alt

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

LINE_BREAK: Final = "|"
_LABEL_CHARACTERS: Final = 30
LABEL_EXPRESSION: Final = f"split(datum.label, '{LINE_BREAK}')"


@dataclass(frozen=True, slots=True)
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


def finished(chart: alt.LayerChart | alt.Chart) -> dict[str, Any]:
    """Turn an Altair chart that was built without rows into a bare specification.

    Args:
        chart: The chart; its data are left out.

    Returns:
        The specification, without data, schema or theme.
    """
    specification = chart.to_dict(validate=False)
    for part in ("$schema", "config", "data", "datasets"):
        specification.pop(part, None)
    return specification


def folded(names: Sequence[str], characters: int = _LABEL_CHARACTERS) -> list[str]:
    """Fold long names so that they fit beside a narrow chart.

    Args:
        names: Names as they are.
        characters: Longest line.

    Returns:
        The names with LINE_BREAK where LABEL_EXPRESSION starts a new line.
    """
    return [LINE_BREAK.join(textwrap.wrap(name, characters)) for name in names]


def name_axis(field: str) -> alt.Y:
    """Names down the side, in the order of the rows, folded, never cut."""
    axis = alt.Axis(
        title=None, labelLimit=400, labelExpr=LABEL_EXPRESSION, ticks=False, domain=False
    )
    return alt.Y(f"{field}:N", sort=None, axis=axis)

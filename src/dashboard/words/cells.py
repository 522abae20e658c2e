"""What tables of texts are made of: rows without missing numbers, years, sources."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from dashboard.words.figures import year_name
from dashboard.words.markdown import linked

if TYPE_CHECKING:
    from collections.abc import Mapping

# Markdown cells by heading, one list a column.
Cells = dict[str, list[str]]
NO_DATA: Final = "\N{EN DASH}"


def rows_of(table: pd.DataFrame) -> list[Mapping[str, Any]]:
    """Return the rows as mappings from column to value; what is missing is None."""
    return [
        {str(name): None if _is_missing(value) else value for name, value in row.items()}
        for row in table.to_dict("records")
    ]


def _is_missing(value: object) -> bool:
    return value is pd.NA or (isinstance(value, float) and math.isnan(value))


def years_text(value: Any) -> str:  # noqa: ANN401 - a year, a span as text, or missing
    """Return a year or a span of years as it stands, with an en dash."""
    return year_name(None) if value is None else str(value).replace("-", "\N{EN DASH}")


def source_link(row: Mapping[str, Any]) -> str:
    """Return the publisher of a row as a link to its address, if there is one."""
    return linked(row["publisher"], row.get("address"))

"""Published survey results as panels: one survey, year, question and unit each, never mixed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

_PERCENT: Final = "percent"
_LEAST_YEARS: Final = 2


@dataclass(frozen=True, eq=False)
class Panel:
    """Results that stand on one axis.

    Attributes:
        survey: Survey or count.
        question: Question in short.
        unit: Unit of the values.
        rows: Rows of `list_results`.
        is_percent: The values are shares, so that the axis runs from 0 to 100.
    """

    survey: str
    question: str
    unit: str
    rows: pd.DataFrame
    is_percent: bool


def _are_shares(results: pd.DataFrame) -> pd.Series:
    return results["unit"].astype(str).str.startswith(_PERCENT)


def share_panels(results: pd.DataFrame) -> tuple[Panel, ...]:
    """Return the results in percent, one panel for each survey, year, sample, question and unit.

    Args:
        results: Rows of `list_results`.

    Returns:
        Panels in the order of the data.
    """
    shares = results[_are_shares(results)]
    keys = ["survey", "year", "n_cities", "question", "unit"]
    return tuple(_panels(shares, keys, percent=True))


def count_panels(results: pd.DataFrame) -> tuple[Panel, ...]:
    """Return the counts that are known for several years, one panel for each.

    Args:
        results: Rows of `list_results`.

    Returns:
        Panels in the order of the data; a count is not a sample, but each year names its n.
    """
    counts = results[~_are_shares(results)]
    counts = counts[counts["value"].notna() & counts["year"].notna()]
    panels = _panels(
        counts.sort_values("year", kind="stable"),
        ["survey", "question", "answer", "unit"],
        percent=False,
    )
    return tuple(panel for panel in panels if panel.rows["year"].nunique() >= _LEAST_YEARS)


def _panels(results: pd.DataFrame, keys: Sequence[str], *, percent: bool) -> list[Panel]:
    grouped = results.groupby(list(keys), sort=False, dropna=False)
    return [
        Panel(
            survey=str(rows["survey"].iloc[0]),
            question=str(rows["question"].iloc[0]),
            unit=str(rows["unit"].iloc[0]),
            rows=rows,
            is_percent=percent,
        )
        for _key, rows in grouped
    ]


def one_offs(results: pd.DataFrame) -> pd.DataFrame:
    """Return the results that no panel shows: counts of one year, and findings in words."""
    drawn = {
        found
        for panel in (*share_panels(results), *count_panels(results))
        for found in panel.rows["result_id"]
    }
    return results[~results["result_id"].isin(drawn)]

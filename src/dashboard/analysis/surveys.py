"""Published survey results as panels: one survey, year, question and unit each, never mixed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

_PERCENT: Final = "percent"
# A figure in percent whose answer begins so says by how much something rose or fell.
_CHANGES: Final = ("rise in ", "fall in ")
_LEAST_YEARS: Final = 2
SHARE, CHANGE, COUNT = KINDS = ("share", "change", "count")


@dataclass(frozen=True, eq=False)
class Panel:
    """Results that stand on one axis.

    Attributes:
        survey: Survey or count.
        question: Question in short.
        unit: Unit of the values.
        rows: Rows of `list_results`.
        kind: What the values are, of KINDS: shares, how much something changed, or counts.
    """

    survey: str
    question: str
    unit: str
    rows: pd.DataFrame
    kind: str

    @property
    def is_percent(self) -> bool:
        """The values are in percent: one survey, year and sample."""
        return self.kind != COUNT


def _kinds(results: pd.DataFrame) -> pd.Series:
    """Return what each value is, of KINDS, from its unit and answer."""
    in_percent = results["unit"].astype(str).str.startswith(_PERCENT)
    changed = results["answer"].astype(str).str.startswith(_CHANGES)
    kinds = in_percent.map({True: SHARE, False: COUNT})
    return kinds.mask(in_percent & changed, CHANGE)


def share_panels(results: pd.DataFrame) -> tuple[Panel, ...]:
    """Return the shares, one panel for each survey, year, sample, question and unit.

    Args:
        results: Rows of `list_results`.

    Returns:
        Panels in the order of the data.
    """
    return _percent_panels(results, SHARE)


def change_panels(results: pd.DataFrame) -> tuple[Panel, ...]:
    """Return by how much something rose or fell, panels as of shares.

    Args:
        results: Rows of `list_results`.

    Returns:
        Panels in the order of the data.
    """
    return _percent_panels(results, CHANGE)


def _percent_panels(results: pd.DataFrame, kind: str) -> tuple[Panel, ...]:
    keys = ["survey", "year", "n_cities", "question", "unit"]
    return tuple(_panels(results[_kinds(results) == kind], keys, kind))


def count_panels(results: pd.DataFrame) -> tuple[Panel, ...]:
    """Return the counts that are known for several years, one panel for each.

    Args:
        results: Rows of `list_results`.

    Returns:
        Panels in the order of the data; a count is not a sample, but each year names its n.
    """
    counts = results[_kinds(results) == COUNT]
    counts = counts[counts["value"].notna() & counts["year"].notna()]
    panels = _panels(
        counts.sort_values("year", kind="stable"),
        ["survey", "question", "answer", "unit"],
        COUNT,
    )
    return tuple(panel for panel in panels if panel.rows["year"].nunique() >= _LEAST_YEARS)


def _panels(results: pd.DataFrame, keys: Sequence[str], kind: str) -> list[Panel]:
    grouped = results.groupby(list(keys), sort=False, dropna=False)
    return [
        Panel(
            survey=str(rows["survey"].iloc[0]),
            question=str(rows["question"].iloc[0]),
            unit=str(rows["unit"].iloc[0]),
            rows=rows,
            kind=kind,
        )
        for _key, rows in grouped
    ]


def one_offs(results: pd.DataFrame) -> pd.DataFrame:
    """Return the results that no panel shows: counts of one year, and findings in words."""
    drawn = {
        found
        for panels in (share_panels, change_panels, count_panels)
        for panel in panels(results)
        for found in panel.rows["result_id"]
    }
    return results[~results["result_id"].isin(drawn)]

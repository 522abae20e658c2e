"""What changed over the years, for the same cities in every year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.answers.comparison import Comparison


@dataclass(frozen=True)
class Panel:
    """One indicator over years, for the same cities in all of them.

    Attributes:
        indicator: Name of the indicator.
        unit: Its unit.
        rows: city_id, city, year, value, publisher.
        n_left_out: Peers without a value in every year of the panel.
    """

    indicator: str
    unit: str
    rows: pd.DataFrame
    n_left_out: int


def panels(comparison: Comparison) -> list[Panel]:
    """Return what changed: one fixed panel for each indicator with two years or more.

    The years are those of the own city; a peer without a value in each of them is left out, so
    that no line compares different cities.

    Args:
        comparison: The city and its peers.

    Returns:
        Panels by name of the indicator; none if the own city has no indicator for two years.
    """
    dated = comparison.series.dropna(subset=["year"]).drop_duplicates(
        ["city_id", "indicator_id", "year"]
    )
    found = []
    for _id, rows in dated.groupby("indicator_id", sort=True):
        years = set(rows.loc[rows["city_id"] == comparison.own, "year"])
        if len(years) < 2:  # noqa: PLR2004 - one year is no change
            continue
        within = rows[rows["year"].isin(years)]
        complete = within.groupby("city_id")["year"].nunique()
        kept = set(complete[complete == len(years)].index)
        found.append(
            Panel(
                indicator=str(rows["indicator"].iloc[0]),
                unit=str(rows["unit"].iloc[0]),
                rows=within[within["city_id"].isin(kept)][
                    ["city_id", "city", "year", "value", "publisher"]
                ],
                n_left_out=len(comparison.cities) - len(kept),
            )
        )
    return sorted(found, key=lambda panel: panel.indicator)

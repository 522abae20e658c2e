"""The places of the cases found: one row a place, with how many cases it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.analysis.classes import COUNT_EDGES, classify

if TYPE_CHECKING:
    import pandas as pd

PLACE_COLUMNS: Final[dict[str, str]] = {
    "city_id": "identifier of the place",
    "city": "name",
    "country_iso3": "country, ISO 3166-1 alpha-3",
    "kind": "city, district, province or region",
    "size": "class of population",
    "latitude": "degrees, WGS 84",
    "longitude": "degrees, WGS 84",
    "n_cases": "cases found that this place leads, or got, or was assessed in",
    "first_title": "title of the first of them",
    "class": "class of the number: 1, 2, 3 to 5, 6 and more",
}


def case_places(cases: pd.DataFrame) -> pd.DataFrame:
    """Count the cases by place.

    Args:
        cases: Rows with the columns of CASE_COLUMNS.

    Returns:
        Rows with the columns of PLACE_COLUMNS, for places with coordinates, by id; cases without
        a place are in none.
    """
    placed = cases[cases["latitude"].notna()].rename(columns={"place_kind": "kind"})
    kept = ["city", "country_iso3", "kind", "size", "latitude", "longitude"]
    counted = placed.groupby("city_id", sort=True).agg(
        **{name: (name, "first") for name in kept},
        n_cases=("record_id", "size"),
        first_title=("title", "first"),
    )
    classes = classify(counted["n_cases"].to_numpy(dtype=np.float64), COUNT_EDGES)
    return counted.reset_index().assign(**{"class": classes})[list(PLACE_COLUMNS)]

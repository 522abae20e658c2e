"""The places of the cases found: one row a place, with how many cases it has."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import numpy as np
import pandas as pd

from dashboard.analysis.classes import COUNT_EDGES, classify

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
_OF_PLACES: Final = (
    *("city_id", "city", "country_iso3", "place_kind", "size", "latitude", "longitude"),
)


def case_places(cases: pd.DataFrame) -> pd.DataFrame:
    """Count the cases by place.

    Args:
        cases: Rows with the columns of CASE_COLUMNS.

    Returns:
        Rows with the columns of PLACE_COLUMNS, for places with coordinates, by id; cases without
        a place are in none.
    """
    # Plain values: a page asks this for every search, and tables are slow for so few rows.
    columns = [cases[name].tolist() for name in (*_OF_PLACES, "title")]
    known = cases["latitude"].notna().tolist()
    first: dict[str, tuple[Any, ...]] = {}
    counts: Counter[str] = Counter()
    for row, is_placed in zip(zip(*columns, strict=True), known, strict=True):
        if is_placed:
            counts[row[0]] += 1
            first.setdefault(row[0], row)
    cities = sorted(first)
    classes = classify(np.array([counts[city] for city in cities], dtype=np.float64), COUNT_EDGES)
    rows = [
        (*first[city][:-1], counts[city], first[city][-1], of)
        for city, of in zip(cities, classes.tolist(), strict=True)
    ]
    return pd.DataFrame(rows, columns=list(PLACE_COLUMNS))

"""The cities as marks on the map: shape, size, and how they step aside for each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dashboard.analysis.classes import UNKNOWN
from dashboard.maps.view import project, step_aside

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from dashboard.maps.view import View

# Diameter of a mark by class of population; places without one are diamonds of one size.
SIZES_PX: Final = {
    "under-50k": 7,
    "50k-200k": 8,
    "200k-500k": 10,
    "500k-1m": 12,
    "over-1m": 15,
    "unknown": 9,
}
_REGION_PX: Final = 8
# On the whole world marks are smaller, so that those of Europe stand apart.
_FAR_ZOOM: Final = 1.6
_FAR_SCALE: Final = 0.75
DECIMALS: Final = 3  # of a degree: about a hundred metres
SETTLEMENTS: Final = ("city", "district")


@dataclass(frozen=True)
class Marks:
    """What stands on the map.

    Attributes:
        cities: Rows of `city_map` with coordinates and `kind`.
        texts: Three lines of each city's tooltip, in the same order.
        colours: Colour of each class, the lowest first.
        own: The reader's own city, or empty.
    """

    cities: pd.DataFrame
    texts: Sequence[tuple[str, str, str]]
    colours: Sequence[str]
    own: str


def mark_of(kind: str, size: str) -> str:
    """Return the shape of a place: by kind, and by whether its population is known."""
    if kind not in SETTLEMENTS:
        return "region"
    return "unsized" if size == "unknown" else "city"


def mark_rows(marks: Marks, view: View, scale: float) -> list[tuple[int, dict[str, Any]]]:
    """Return class and row of each city, large marks first: id, point, shift, mark, texts."""
    cities = marks.cities
    longitudes = cities["longitude"].to_numpy(dtype=float)
    latitudes = cities["latitude"].to_numpy(dtype=float)
    shapes = [mark_of(*of) for of in zip(cities["kind"], cities["size"], strict=True)]
    sizes = np.array(
        [
            _REGION_PX if shape == "region" else SIZES_PX[size]
            for shape, size in zip(shapes, cities["size"], strict=True)
        ],
        dtype=float,
    )
    sizes = np.rint(sizes * scale * (_FAR_SCALE if view.zoom < _FAR_ZOOM else 1))
    shifts = step_aside(project(longitudes, latitudes, view.zoom), sizes)
    rows = []
    for place, (city_id, of) in enumerate(zip(cities["city_id"], cities["class"], strict=True)):
        name, people, value = marks.texts[place]
        hollow = "-unknown" if of == UNKNOWN else ""
        row = {
            "i": city_id,
            "p": [round(longitudes[place], DECIMALS), round(latitudes[place], DECIMALS)],
            "m": shapes[place] + hollow,
            "s": int(sizes[place]),
            "o": shifts[place].tolist(),
            "n": name,
            "k": people,
            "v": value,
        }
        rows.append((int(of), row))
    return sorted(rows, key=lambda pair: -pair[1]["s"])

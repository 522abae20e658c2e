"""The interactive map: marks for cities, arcs for partnerships, drawn by deck.gl without any tiles.

Everything is drawn from what this server sends: land from `static/world.geojson`, marks from
`static/marks.png`. A row carries no colour: each class is a layer of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import pydeck as pdk

from dashboard.analysis.classes import UNKNOWN
from dashboard.charts.palette import BORDER, INK, LAND, LINK, UNKNOWN_MARK
from dashboard.maps.marks import mapping
from dashboard.maps.view import project, step_aside

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from dashboard.maps.view import View

LAYER: Final = "cities"
LINKS_LAYER: Final = "partnerships"
_LAND_URL: Final = "app/static/world.geojson"
_MARKS_URL: Final = "app/static/marks.png"
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
_OWN_EXTRA_PX: Final = 14
_DECIMALS: Final = 3
_ARC_OPACITY: Final = 190
_SETTLEMENTS: Final = ("city", "district")


class FixedDeck(pdk.Deck):  # type: ignore[misc] # pydeck ships no types
    """A deck whose JSON is made once: the same map is shown to many visitors."""

    def to_json(self) -> str:
        """Return the JSON, made at the first call."""
        if not hasattr(self, "_json"):
            self._json = str(super().to_json())
        return self._json


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


@dataclass(frozen=True)
class Links:
    """Partnerships on the map: rows of `list_partnerships` with both points, and their texts."""

    partnerships: pd.DataFrame
    texts: Sequence[tuple[str, str, str]]


def mark_of(kind: str, size: str) -> str:
    """Return the shape of a place: by kind, and by whether its population is known."""
    if kind not in _SETTLEMENTS:
        return "region"
    return "unsized" if size == "unknown" else "city"


def city_deck(marks: Marks, links: Links, view: View, theme: str) -> FixedDeck:
    """Build the map.

    Args:
        marks: Cities.
        links: Partnerships; none is fine.
        view: Where the map looks.
        theme: light or dark.

    Returns:
        A deck with one layer for the land, one for the arcs, one for each class of cities and one
        that rings the reader's own city.
    """
    rows = _rows(marks, view)
    layers = [_land(theme), *_arcs(links, theme)]
    for place, colour in enumerate((UNKNOWN_MARK[theme], *marks.colours), start=UNKNOWN):
        chosen = [row for of, row in rows if of == place]
        if chosen:
            layers.append(_icons(f"{LAYER}-{place}", chosen, colour))
    own = [
        {**row, "m": "own", "s": row["s"] + _OWN_EXTRA_PX}
        for _of, row in rows
        if row["i"] == marks.own
    ]
    if own:
        layers.append(_icons("own", own, INK[theme], pickable=False))
    return FixedDeck(
        layers=layers,
        initial_view_state=pdk.ViewState(
            longitude=view.longitude, latitude=view.latitude, zoom=view.zoom, min_zoom=0.2
        ),
        views=[pdk.View(type="MapView", controller={"dragRotate": False, "touchRotate": False})],
        map_provider=None,
        tooltip={"text": "{n}\n{k}\n{v}"},
    )


def _rows(marks: Marks, view: View) -> list[tuple[int, dict[str, Any]]]:
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
    if view.zoom < _FAR_ZOOM:
        sizes = np.rint(sizes * _FAR_SCALE)
    shifts = step_aside(project(longitudes, latitudes, view.zoom), sizes)
    rows = []
    for place, (city_id, of) in enumerate(zip(cities["city_id"], cities["class"], strict=True)):
        name, people, value = marks.texts[place]
        hollow = "-unknown" if of == UNKNOWN else ""
        row = {
            "i": city_id,
            "p": [round(longitudes[place], _DECIMALS), round(latitudes[place], _DECIMALS)],
            "m": shapes[place] + hollow,
            "s": int(sizes[place]),
            "o": shifts[place].tolist(),
            "n": name,
            "k": people,
            "v": value,
        }
        rows.append((int(of), row))
    return sorted(rows, key=lambda pair: -pair[1]["s"])


def _land(theme: str) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        data=_LAND_URL,
        id="land",
        filled=True,
        stroked=True,
        get_fill_color=_rgb(LAND[theme]),
        get_line_color=_rgb(BORDER[theme]),
        line_width_min_pixels=0.6,
        pickable=False,
    )


def _arcs(links: Links, theme: str) -> list[pdk.Layer]:
    rows = [
        {
            "a": [round(row["from_longitude"], _DECIMALS), round(row["from_latitude"], _DECIMALS)],
            "b": [round(row["to_longitude"], _DECIMALS), round(row["to_latitude"], _DECIMALS)],
            "n": ends,
            "k": theme_text,
            "v": told,
        }
        for row, (ends, theme_text, told) in zip(
            _records(links.partnerships), links.texts, strict=True
        )
    ]
    if not rows:
        return []
    colour = [*_rgb(LINK[theme]), _ARC_OPACITY]
    arcs = pdk.Layer(
        "ArcLayer",
        data=rows,
        id=LINKS_LAYER,
        get_source_position="a",
        get_target_position="b",
        get_source_color=colour,
        get_target_color=colour,
        get_width=1.6,
        width_min_pixels=1.6,
        get_height=0.35,
        get_tilt=30,
        pickable=True,
        auto_highlight=True,
    )
    return [arcs]


def _records(table: pd.DataFrame) -> list[Mapping[str, Any]]:
    return cast("list[Mapping[str, Any]]", table.to_dict("records"))


def _icons(
    name: str, rows: list[dict[str, Any]], colour: str, *, pickable: bool = True
) -> pdk.Layer:
    return pdk.Layer(
        "IconLayer",
        data=rows,
        id=name,
        icon_atlas=pdk.types.String(_MARKS_URL),
        icon_mapping=mapping(),
        get_icon="m",
        get_position="p",
        get_size="s",
        get_pixel_offset="o",
        get_color=_rgb(colour),
        size_units=pdk.types.String("pixels"),
        pickable=pickable,
    )


def _rgb(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]

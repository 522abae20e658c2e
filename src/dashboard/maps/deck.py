"""The interactive map: marks for cities, arcs for partnerships, drawn by deck.gl without any tiles.

Everything is drawn from what this server sends: land from `static/world.geojson`, marks from
`static/marks.png`. A row carries no colour: each class is a layer of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import pydeck as pdk

from dashboard.analysis.classes import UNKNOWN
from dashboard.charts.palette import BORDER, INK, LAND, LINK, UNKNOWN_MARK
from dashboard.maps.marks import mapping
from dashboard.maps.places import DECIMALS, SETTLEMENTS, mark_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from dashboard.maps.places import Marks
    from dashboard.maps.view import View

LAYER: Final = "cities"
LINKS_LAYER: Final = "partnerships"
_LAND_URL: Final = "app/static/world.geojson"
_MARKS_URL: Final = "app/static/marks.png"
_OWN_EXTRA_PX: Final = 14
_ARC_OPACITY: Final = 150
_ARC_PX: Final = 1.4
_END_PX: Final = 8


class FixedDeck(pdk.Deck):  # type: ignore[misc] # pydeck ships no types
    """A deck whose JSON is made once: the same map is shown to many visitors."""

    def to_json(self) -> str:
        """Return the JSON, made at the first call."""
        if not hasattr(self, "_json"):
            self._json = str(super().to_json())
        return self._json


@dataclass(frozen=True)
class Links:
    """Partnerships on the map.

    Attributes:
        partnerships: Rows of `list_partnerships` with both points.
        texts: Three lines of each one's tooltip, in the same order.
        ends: city_id, longitude, latitude, kind, name and told (two lines of the tooltip) of the
            ends that the filters leave out: an arc never ends in nothing.
        width_px: Width of the arcs; broad ones can be chosen with a mouse.
    """

    partnerships: pd.DataFrame
    texts: Sequence[tuple[str, str, str]]
    ends: pd.DataFrame
    width_px: float = _ARC_PX


def city_deck(marks: Marks, links: Links, view: View, theme: str, scale: float = 1) -> FixedDeck:
    """Build the map.

    Args:
        marks: Cities.
        links: Partnerships; none is fine.
        view: Where the map looks.
        theme: light or dark.
        scale: How much larger than on a desk the marks are.

    Returns:
        A deck with one layer for the land, one for the arcs, one for each class of cities and one
        that rings the reader's own city.
    """
    rows = mark_rows(marks, view, scale)
    layers = [_land(theme), *_arcs(links, theme, scale)]
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


def _arcs(links: Links, theme: str, scale: float) -> list[pdk.Layer]:
    """Return the layer of the arcs and that of their ends, none if there is no partnership."""
    rows = [
        {
            "a": [round(row["from_longitude"], DECIMALS), round(row["from_latitude"], DECIMALS)],
            "b": [round(row["to_longitude"], DECIMALS), round(row["to_latitude"], DECIMALS)],
            "f": row.get("from_city_id", ""),
            "t": row.get("to_city_id", ""),
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
        get_width=links.width_px * scale,
        width_min_pixels=links.width_px * scale,
        get_height=0.35,
        get_tilt=30,
        pickable=True,
        auto_highlight=True,
    )
    return [arcs, _icons("ends", _ends(links, scale), LINK[theme])] if len(links.ends) else [arcs]


def _ends(links: Links, scale: float) -> list[dict[str, Any]]:
    """Return the marks of the ends that the filters leave out."""
    return [
        {
            "i": row["city_id"],
            "p": [round(row["longitude"], DECIMALS), round(row["latitude"], DECIMALS)],
            "m": "city" if row["kind"] in SETTLEMENTS else "region",
            "s": round(_END_PX * scale),
            "o": [0, 0],
            "n": row["name"],
            "k": row["told"],
            "v": "",
        }
        for row in _records(links.ends)
    ]


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

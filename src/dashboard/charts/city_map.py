"""Maps as figures: the drawn export of the city map, and the small map of a profile.

The land comes from `static/world.geojson`: by address in the browser, by value in an export.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import altair as alt
import numpy as np
import pandas as pd

from dashboard.analysis.classes import UNKNOWN
from dashboard.charts.base import Chart, finished
from dashboard.charts.palette import BORDER, CONTEXT, FOCUS, LAND, LINK, UNKNOWN_MARK
from dashboard.i18n import _, language
from dashboard.maps.places import mark_of
from dashboard.maps.view import WORLD, project, step_aside, unproject

if TYPE_CHECKING:
    from dashboard.maps.view import View

LAND_URL: Final = "app/static/world.geojson"
_LAND_FORMAT: Final = {"type": "json", "property": "features"}
_WORLD_HEIGHT_PX: Final = 380
_NEAR_HEIGHT_PX: Final = 560
_FIT_WIDTH_PX: Final = 640
_EXPORT_WIDTH_PX: Final = 720
_SHRINK: Final = 0.92  # a margin, so that no mark at the edge is cut
_LINE_PX: Final = 2.5
_SHAPES: Final = {"city": "circle", "region": "square", "unsized": "diamond"}
_AREAS_PX2: Final = {
    "under-50k": 20,
    "50k-200k": 30,
    "200k-500k": 45,
    "500k-1m": 65,
    "over-1m": 100,
    "unknown": 30,
}
_PLACE_HEIGHT_PX: Final = 260


class Legend(NamedTuple):
    """What the classes of a map mean.

    Attributes:
        labels: Meaning of each class, the lowest first.
        colours: Colour of each.
        hollow: Meaning of a hollow mark; empty: there is none.
        counts: Number of cities of each class, the hollow ones last.
    """

    labels: tuple[str, ...]
    colours: tuple[str, ...]
    hollow: str
    counts: tuple[int, ...]


def city_map_chart(
    cities: pd.DataFrame, links: pd.DataFrame, legend: Legend, view: View, alt_text: str
) -> Chart:
    """Draw the cities and their partnerships on the world or on a part of it.

    Args:
        cities: Rows of `city_map` with coordinates and kind.
        links: Rows of `list_partnerships` with both points.
        legend: What the classes mean, and their colours.
        view: Where the map looks.
        alt_text: Alternative text.

    Returns:
        One mark for each city; hollow is not known; the legend says how many cities each has.
    """
    classes = dict(enumerate(legend.labels)) | ({UNKNOWN: legend.hollow} if legend.hollow else {})
    named = {
        of: f"{label}: {count}"
        for (of, label), count in zip(classes.items(), legend.counts, strict=True)
    }
    shapes = [mark_of(*of) for of in zip(cities["kind"], cities["size"], strict=True)]
    marks = pd.DataFrame(
        {
            "city": cities["city"],
            **_apart(cities, view),
            "label": [named[of] for of in cities["class"]],
            "known": cities["class"] != UNKNOWN,
            "shape": [_SHAPES[shape] for shape in shapes],
            "area": [_AREAS_PX2[size] for size in cities["size"]],
        }
    ).sort_values(["known", "area"], ascending=[True, False])
    axes = {f"{end}_{axis}" for end in ("from", "to") for axis in ("longitude", "latitude")}
    ends = _ends(links, set(cities["city_id"]))
    rows = pd.concat([links[sorted(axes)], ends, marks], ignore_index=True)
    look = (tuple(named.values()), legend.colours, bool(legend.hollow))
    return Chart(rows, _map_specification(look, view, language()), alt_text)


def _apart(cities: pd.DataFrame, view: View) -> dict[str, Any]:
    """Return where the marks stand: as on the page, those that would cover each other apart."""
    longitudes = cities["longitude"].to_numpy(dtype=float)
    latitudes = cities["latitude"].to_numpy(dtype=float)
    sizes = np.sqrt(cities["size"].map(_AREAS_PX2).to_numpy(dtype=float)) + _LINE_PX
    points = project(longitudes, latitudes, view.zoom)
    moved = unproject(points + step_aside(points, sizes), view.zoom)
    return {"longitude": moved[:, 0], "latitude": moved[:, 1]}


def _ends(links: pd.DataFrame, shown: set[str]) -> pd.DataFrame:
    """Return a mark for each end of a partnership that is not among the cities shown."""
    ends = [
        {"end_longitude": row[f"{end}_longitude"], "end_latitude": row[f"{end}_latitude"]}
        for row in links.to_dict("records")
        for end in ("from", "to")
        if row[f"{end}_city_id"] not in shown
    ]
    return pd.DataFrame(ends, columns=["end_longitude", "end_latitude"]).drop_duplicates()


@lru_cache(maxsize=32)
def _map_specification(
    look: tuple[tuple[str, ...], tuple[str, ...], bool], view: View, _language: str
) -> dict[str, Any]:
    labels, filled, hollow = look
    colours = [*filled, *([UNKNOWN_MARK["light"]] if hollow else [])]
    fills = [*filled, *(["transparent"] if hollow else [])]
    legend = alt.Legend(orient="bottom", title=None, columns=2, labelLimit=340)
    base = alt.Chart(pd.DataFrame())
    arcs = (
        base.transform_filter("isValid(datum.from_longitude)")
        .mark_rule(color=LINK["light"], opacity=0.55, strokeWidth=1, clip=True)
        .encode(
            longitude="from_longitude:Q",
            latitude="from_latitude:Q",
            longitude2="to_longitude:Q",
            latitude2="to_latitude:Q",
        )
    )
    ends = (
        base.transform_filter("isValid(datum.end_longitude)")
        .mark_point(color=LINK["light"], filled=True, size=24, opacity=0.9, clip=True)
        .encode(longitude="end_longitude:Q", latitude="end_latitude:Q")
    )
    marks = (
        base.transform_filter("isValid(datum.longitude)")
        .mark_point(strokeWidth=1.4, opacity=0.95, clip=True)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            color=alt.Color("label:N")
            .scale(domain=list(labels), range=list(colours))
            .legend(legend),
            fill=alt.Fill("label:N").scale(domain=list(labels), range=fills).legend(None),
            shape=alt.Shape("shape:N", scale=None),
            size=alt.Size("area:Q", scale=None),
        )
    )
    near = view != WORLD
    chart = alt.layer(_land(), arcs, ends, marks).project(
        **_projection(view, _EXPORT_WIDTH_PX, near=near)
    )
    height = _NEAR_HEIGHT_PX if near else _WORLD_HEIGHT_PX
    return finished(chart.properties(height=height))


def place_chart(places: pd.DataFrame, view: View, alt_text: str) -> Chart:
    """Draw where a city lies, with the other cities of the data around it.

    Args:
        places: city, longitude, latitude and own (True for the city itself).
        view: Where the map looks: the city in the middle.
        alt_text: Alternative text.

    Returns:
        A small map.
    """
    rows = places[["city", "longitude", "latitude", "own"]].sort_values("own")
    projection = _projection(view, _FIT_WIDTH_PX, near=True)
    specification = {**_place_specification(language()), "projection": projection}
    return Chart(rows, specification, alt_text)


@lru_cache(maxsize=4)
def _place_specification(_language: str) -> dict[str, Any]:
    base = alt.Chart(pd.DataFrame()).encode(
        longitude="longitude:Q",
        latitude="latitude:Q",
        tooltip=[alt.Tooltip("city:N", title=_("City"))],
    )
    others = base.transform_filter("!datum.own").mark_point(
        clip=True, filled=True, size=30, color=CONTEXT, opacity=0.9
    )
    own = base.transform_filter("datum.own")
    dot = own.mark_point(filled=True, size=130, color=FOCUS, opacity=1)
    name = own.mark_text(dy=-14, fontWeight="bold", fontSize=13).encode(text="city:N")
    halo = own.mark_text(dy=-14, fontWeight="bold", fontSize=13, style="halo")
    layers = alt.layer(_land(), others, dot, halo.encode(text="city:N"), name)
    return finished(layers.properties(height=_PLACE_HEIGHT_PX))


def _land() -> alt.Chart:
    """Return the land; its colours come from `land_config`, by theme."""
    land = alt.Chart(alt.UrlData(LAND_URL, format=_LAND_FORMAT))
    drawn: alt.Chart = land.mark_geoshape(aria=False, strokeWidth=0.6, clip=True)
    return drawn


def map_config(theme: str) -> dict[str, Any]:
    """Return the configuration of land and of the halo of names for light or dark."""
    return {
        "geoshape": {"fill": LAND[theme], "stroke": BORDER[theme]},
        "style": {"halo": {"stroke": LAND[theme], "strokeWidth": 4, "opacity": 0.9}},
    }


def _projection(view: View, width_px: int, *, near: bool) -> dict[str, Any]:
    """Return the projection: equal areas for the world, Mercator for a part of it."""
    if not near:
        return {"type": "equalEarth"}
    scale = 512 * 2**view.zoom / (2 * math.pi) * width_px / _FIT_WIDTH_PX * _SHRINK
    centre = [view.longitude, view.latitude]
    return {"type": "mercator", "center": centre, "scale": scale}

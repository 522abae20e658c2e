"""Make `static/world.geojson` out of Natural Earth's countries.

`python -m dashboard.maps.outline countries-50m.json world.geojson` reads the TopoJSON of the npm
package `world-atlas` 2.0.2 (Natural Earth, public domain). It needs `antimeridian` and `shapely`,
which are development requirements: the running dashboard only serves the file.

Exterior rings run clockwise, as d3-geo (Vega, Altair) wants them. RFC 7946 says the opposite, but
d3-geo would read such a ring as "the whole globe but this country"; other map libraries accept both.
"""

from __future__ import annotations

import json
import sys
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Final

from dashboard.errors import DashboardError

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]

_DECIMALS: Final = 2  # of a degree: about a kilometre
_TOLERANCE: Final = 0.02  # degrees that simplifying may move a line
_LEFT_OUT: Final = frozenset({"010"})  # Antarctica: no cities, and a third of the picture
_SHORTEST_RING: Final = 4  # a triangle, its first point repeated
_USAGE: Final = "Usage: python -m dashboard.maps.outline INPUT.json OUTPUT.geojson"


class OutlineError(DashboardError):
    """The world outline cannot be made."""


def decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Turn the delta-encoded, quantised arcs of a TopoJSON into longitudes and latitudes.

    Args:
        topology: The TopoJSON; it must have a `transform`.

    Returns:
        One line of points per arc.
    """
    scale_x, scale_y = topology["transform"]["scale"]
    shift_x, shift_y = topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        steps = accumulate(arc, lambda at, step: (at[0] + step[0], at[1] + step[1]))
        arcs.append([(x * scale_x + shift_x, y * scale_y + shift_y) for x, y in steps])
    return arcs


def chain(indices: list[int], arcs: list[Ring]) -> Ring:
    """Join arcs to a ring.

    Args:
        indices: Which arcs, in order; `~i` (below zero) means arc `i` from its end to its start.
        arcs: All arcs.

    Returns:
        The ring; the point where two arcs meet is there once.
    """
    ring: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def simplify(arcs: list[Ring]) -> list[Ring]:
    """Leave out points that hardly change a line.

    All arcs are simplified together and before they are joined, so neighbours keep one border and
    no line is moved across another. A closed arc (an island) stays a ring.

    Args:
        arcs: All arcs.

    Returns:
        The arcs in the same order, with the same ends.
    """
    from shapely import MultiLineString  # noqa: PLC0415 - a development requirement

    lines = MultiLineString(arcs).simplify(_TOLERANCE, preserve_topology=True)
    return [list(line.coords) for line in lines.geoms]


def mend(polygons: list[Polygon]) -> list[Polygon]:
    """Cut polygons that cross the antimeridian in two.

    Args:
        polygons: The polygons of one country.

    Returns:
        Polygons none of whose edges runs round the globe.
    """
    from antimeridian import fix_geojson  # noqa: PLC0415 - a development requirement

    shape = {"type": "MultiPolygon", "coordinates": polygons}
    fixed: list[Polygon] = fix_geojson(shape, fix_winding=True, great_circle=False)["coordinates"]
    return fixed


def tidy(polygon: Polygon) -> Polygon:
    """Round a polygon, drop the rings that collapse, and wind the others.

    Args:
        polygon: An exterior ring and its holes.

    Returns:
        The exterior clockwise and the holes the other way; nothing if the exterior collapsed.
    """
    rings: Polygon = []
    for number, ring in enumerate(polygon):
        rounded = [(round(x, _DECIMALS) + 0.0, round(y, _DECIMALS) + 0.0) for x, y in ring]
        kept = rounded[:1] + [after for before, after in pairwise(rounded) if after != before]
        area = sum((bx - ax) * (ay + by) for (ax, ay), (bx, by) in pairwise(kept))
        if len(kept) >= _SHORTEST_RING and abs(area) > 10**-_DECIMALS / 1e6:
            rings.append(kept if (area > 0) == (number == 0) else kept[::-1])
        elif number == 0:
            break
    return rings

"""Make `static/world.geojson` out of Natural Earth's countries.

`python -m dashboard.maps.outline countries-50m.json world.geojson` reads the TopoJSON of the npm
package `world-atlas` 2.0.2 (Natural Earth, public domain). It needs `antimeridian` and `shapely`,
which are development requirements: the running dashboard only serves the file.

Exterior rings run clockwise, as d3-geo (Vega, Altair) wants them. RFC 7946 says the opposite, but
d3-geo would read such a ring as "the whole globe but this country"; other libraries take both.
"""

from __future__ import annotations

import json
import sys
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from dashboard.errors import DashboardError

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]

_DECIMALS: Final = 2  # of a degree: about a kilometre
_TOLERANCE: Final = 0.02  # degrees that simplifying may move a line
_LONGEST_EDGE: Final = 5  # degrees; d3-geo draws edges as great circles, a parallel would bulge
_LEFT_OUT: Final = "010"  # Antarctica
_USAGE: Final = "Usage: python -m dashboard.maps.outline INPUT.json OUTPUT.geojson"


class OutlineError(DashboardError):
    """The world outline cannot be made."""


def decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Return the quantised, delta-encoded arcs of a TopoJSON as longitudes and latitudes."""
    scale_x, scale_y = topology["transform"]["scale"]
    shift_x, shift_y = topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        steps = accumulate(arc, lambda at, step: (at[0] + step[0], at[1] + step[1]))
        arcs.append([(x * scale_x + shift_x, y * scale_y + shift_y) for x, y in steps])
    return arcs


def chain(indices: list[int], arcs: list[Ring]) -> Ring:
    """Return the ring of some arcs; index `~i` (below zero) means arc `i` from end to start."""
    ring: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc[1:] if ring else arc)  # the point where two arcs meet is in both
    return ring


def simplify(arcs: list[Ring]) -> list[Ring]:
    """Return the arcs, in order and with their ends, without points that hardly change them.

    They are simplified before they are joined, so neighbours keep one border, and all together,
    so no line is moved across another. A closed arc (an island) stays a ring.
    """
    from shapely import MultiLineString  # noqa: PLC0415 - a development requirement

    lines = MultiLineString(arcs).simplify(_TOLERANCE, preserve_topology=True)
    return [list(line.coords) for line in lines.geoms]


def mend(polygons: list[Polygon]) -> list[Polygon]:
    """Return the polygons, those that cross the antimeridian cut there."""
    from antimeridian import fix_geojson  # noqa: PLC0415 - a development requirement

    shape = {"type": "MultiPolygon", "coordinates": polygons}
    mended: list[Polygon] = fix_geojson(shape, fix_winding=True, great_circle=False)["coordinates"]
    return mended


def tidy(polygons: list[Polygon]) -> list[Polygon]:
    """Return the polygons rounded, valid and wound, without the rings that rounding collapses."""
    import shapely  # noqa: PLC0415 - a development requirement

    shape = shapely.MultiPolygon([(polygon[0], polygon[1:]) for polygon in polygons])
    snapped = shapely.set_precision(shape.segmentize(_LONGEST_EDGE), 10**-_DECIMALS)
    wound = [shapely.geometry.polygon.orient(part, -1) for part in shapely.get_parts(snapped)]
    return [
        [[_rounded(point) for point in ring.coords] for ring in (part.exterior, *part.interiors)]
        for part in wound
        if not part.is_empty
    ]


def _rounded(point: Point) -> Point:
    # Adding 0.0 turns -0.0 into 0.0.
    return round(point[0], _DECIMALS) + 0.0, round(point[1], _DECIMALS) + 0.0


def outline(topology: dict[str, Any]) -> dict[str, Any]:
    """Return the GeoJSON of a TopoJSON's object `countries`, one feature per country.

    Shapes of one ISO number are one country, named as its first shape; a territory without a
    number has `iso_n3` null.
    """
    arcs = simplify(decode_arcs(topology))
    features: dict[str, dict[str, Any]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        number, name = shape.get("id"), shape["properties"]["name"]
        parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        polygons = tidy(mend([[chain(ring, arcs) for ring in part] for part in parts]))
        if number == _LEFT_OUT or not polygons:
            continue
        properties = {"iso_n3": number, "name": name}
        geometry = {"type": "MultiPolygon", "coordinates": []}
        feature = {"type": "Feature", "properties": properties, "geometry": geometry}
        known = features.setdefault(number or name, feature)
        known["geometry"]["coordinates"].extend(polygons)
    return {"type": "FeatureCollection", "features": [features[key] for key in sorted(features)]}


def convert(source: Path, target: Path) -> None:
    """Write the outline of a TopoJSON file.

    Raises:
        OutlineError: A file cannot be read or written, or is no TopoJSON of countries.
    """
    from shapely.errors import ShapelyError  # noqa: PLC0415 - a development requirement

    try:
        text = json.dumps(outline(json.loads(source.read_bytes())), separators=(",", ":"))
        target.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        message = f"{error.filename} cannot be read or written: {error.strerror}."
        raise OutlineError(message) from error
    except (AttributeError, LookupError, TypeError, ValueError, ShapelyError) as error:
        message = f"{source} is not a quantised TopoJSON of countries: {error!r}."
        raise OutlineError(message) from error


def main(*files: str) -> None:
    """Run the command; leave with 1 and a sentence on standard error if it fails."""
    if len(files) != 2:  # noqa: PLR2004 - input and output
        sys.exit(_USAGE)
    try:
        convert(Path(files[0]), Path(files[1]))
    except OutlineError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(*sys.argv[1:])

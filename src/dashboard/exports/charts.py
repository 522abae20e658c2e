"""Charts as PNG and SVG, drawn by vl-convert from the same specification as on the page."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Any, Final

from dashboard.charts.base import Chart, LateChart
from dashboard.charts.city_map import LAND_URL, map_config
from dashboard.charts.palette import INK
from dashboard.errors import ExportError
from dashboard.i18n import _
from dashboard.maps.land import land
from dashboard.words.origin import mark

if TYPE_CHECKING:
    from dashboard.exports.provenance import Provenance

FORMATS: Final = ("png", "svg")
MIME_TYPES: Final = {"png": "image/png", "svg": "image/svg+xml"}
_VEGA_LITE_VERSION: Final = "6.1"
_WIDTH_PX: Final = 720
_LINE_CHARACTERS: Final = 130
_CONFIG: Final = {
    "font": "Noto Sans, DejaVu Sans, sans-serif",
    "view": {"stroke": None},
    "text": {"color": INK["light"]},
    **map_config("light"),
    "axis": {"labelFontSize": 11, "titleFontSize": 12, "gridColor": "#DDE3E8"},
    "legend": {"labelFontSize": 12},
}


def chart_file(chart: Chart | LateChart, provenance: Provenance, file_format: str) -> bytes:
    """Draw a chart with its title above and the notes under it.

    Args:
        chart: The chart as on the page.
        provenance: Where the figures come from.
        file_format: png or svg.

    Returns:
        Content of the file.

    Raises:
        ExportError: The chart could not be drawn.
    """
    drawn = chart if isinstance(chart, Chart) else chart.chart
    return _draw(standalone(drawn, provenance), provenance.title, file_format)


def picture(chart: Chart, title: str) -> bytes:
    """Draw a chart without title and notes, as a PNG for a document that says them itself.

    Args:
        chart: The chart as on the page.
        title: What it is called if it cannot be drawn.

    Returns:
        Content of the file; ExportError if the chart cannot be drawn.
    """
    return _draw(_bare(chart), title, "png")


def _draw(specification: dict[str, Any], title: str, file_format: str) -> bytes:
    import vl_convert  # noqa: PLC0415 - heavy, and only when somebody downloads

    try:
        if file_format == "svg":
            drawn = vl_convert.vegalite_to_svg(specification, vl_version=_VEGA_LITE_VERSION)
            return str(drawn).encode()
        png: bytes = vl_convert.vegalite_to_png(
            specification, vl_version=_VEGA_LITE_VERSION, scale=2
        )
    except ValueError as error:
        message = f"The chart “{title}” could not be drawn: {error}"
        raise ExportError(message) from error
    return png


def _with_land(specification: dict[str, Any]) -> dict[str, Any]:
    """Return a specification whose map needs no server: the land by value, not by address."""
    layers = [
        {**layer, "data": {"values": land(), "format": layer["data"]["format"]}}
        if layer.get("data", {}).get("url") == LAND_URL
        else layer
        for layer in specification.get("layer", ())
    ]
    return {**specification, "layer": layers} if layers else specification


def standalone(chart: Chart, provenance: Provenance) -> dict[str, Any]:
    """Join specification, rows, title and notes to one that needs nothing else.

    Args:
        chart: The chart as on the page.
        provenance: Where the figures come from.

    Returns:
        A complete Vega-Lite specification.
    """
    notes = [
        line
        for name, text in provenance.below_title()
        for line in textwrap.wrap(f"{name}: {text}", _LINE_CHARACTERS, break_long_words=True)
    ]
    marked = [mark()] if provenance.invented else []
    return {
        **_bare(chart),
        "description": " ".join([*marked, chart.alt, f"{_('Release')}: {provenance.release}"]),
        "title": {
            "text": [*marked, *textwrap.wrap(provenance.title, 90)],
            "subtitle": notes,
            "anchor": "start",
            "frame": "group",
            "fontSize": 16,
            "subtitleFontSize": 10,
            "subtitlePadding": 8,
            "offset": 14,
        },
    }


def _bare(chart: Chart) -> dict[str, Any]:
    """Return specification and rows as one that needs nothing else, without title and notes."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": chart.alt,
        "background": "#FFFFFF",
        "config": _CONFIG,
        "data": {"values": json.loads(chart.rows.to_json(orient="records"))},
        **_with_land(chart.specification),
        "width": _WIDTH_PX,
    }

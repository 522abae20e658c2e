"""The drawn figure of the map: the same cities, classes and partnerships, and the disclaimer."""

from __future__ import annotations

import re

import pytest

from dashboard.answers.city_map import city_map
from dashboard.charts.city_map import Legend, city_map_chart
from dashboard.charts.palette import GROUPS, STEPS, steps
from dashboard.exports.charts import chart_file, standalone
from dashboard.exports.provenance import Provenance
from dashboard.filters import CityFilter, LinkFilter, MapFilter
from dashboard.maps.view import WORLD, View
from dashboard.queries.partnerships import list_partnerships
from dashboard.words.map_legend import disclaimer

ABOUT = Provenance(
    title="Cities by OECD status of the country",
    filters=("cities: all",),
    release="2026.11.24-0123abcd",
    date="2026-11-24",
    sources=("pycountry and country_converter",),
    link="https://dashboard.example/city-map?colour=oecd",
    notes=(disclaimer(),),
)
OECD = Legend(("non-OECD", "OECD"), GROUPS["light"], "", (220, 393))
COUNTS = Legend(
    ("1", "2", "3 to 5", "6 and more"),
    STEPS["light"][:4],
    "none known to us",
    (156, 40, 26, 2, 389),
)
GAPS = Legend(("a", "b", "c", "d", "e"), steps("light", 5, gaps=True), "not known", (1,) * 6)


@pytest.fixture
def links(store):
    with store.cursor() as cursor:
        found = list_partnerships(cursor, LinkFilter())
    return found[found["from_latitude"].notna() & found["to_latitude"].notna()]


def drawn(store, links, legend=OECD, view=WORLD, **asked):
    with store.cursor() as cursor:
        cities = city_map(cursor, MapFilter(**asked)).cities
    placed = cities[cities["latitude"].notna()]
    return city_map_chart(placed, links, legend, view, "alt")


def test_figure_draws_every_place_with_coordinates_and_every_partnership(store, links):
    rows = drawn(store, links, colour="oecd").rows
    assert rows["city"].notna().sum() == 611
    assert rows["end_longitude"].notna().sum() == 0
    assert rows["from_longitude"].notna().sum() == len(links) == 33


def test_legend_of_the_figure_counts_the_cities(store, links):
    chart = drawn(store, links, COUNTS, colour="evidence")
    marks = chart.specification["layer"][-1]["encoding"]
    assert marks["color"]["scale"]["domain"][-1] == "none known to us: 389"
    assert marks["fill"]["scale"]["range"][-1] == "transparent"


def test_every_class_of_a_gap_is_filled_and_only_unknown_is_hollow(store, links):
    chart = drawn(store, links, GAPS, colour="indicator", indicator="gap-bachelor")
    fills = chart.specification["layer"][-1]["encoding"]["fill"]["scale"]["range"]
    assert fills == [*steps("light", 5, gaps=True), "transparent"]
    assert len(set(fills)) == 6


def test_partnership_ends_in_a_mark_even_outside_the_filters(store, links):
    africa = CityFilter(region=("africa",))
    kept = links[links["from_country_iso3"] == "ESP"]
    rows = drawn(store, kept, view=View(17, 5, 2.0), colour="oecd", cities=africa).rows
    assert rows["end_longitude"].notna().any()


def test_svg_holds_land_marks_lines_and_disclaimer(store, links):
    svg = chart_file(drawn(store, links, colour="oecd"), ABOUT, "svg").decode()
    assert svg.count('aria-roledescription="point"') + len(re.findall(r"<path", svg)) > 611
    assert "do not imply" in svg
    assert "2026.11.24-0123abcd" in svg


def test_png_is_drawn_without_a_server(store, links):
    africa = CityFilter(region=("africa",))
    chart = drawn(store, links, view=View(17, 5, 2.0), colour="oecd", cities=africa)
    png = chart_file(chart, ABOUT, "png")
    assert png.startswith(b"\x89PNG")
    assert len(png) > 50_000


def test_land_of_an_export_comes_by_value(store, links):
    specification = standalone(drawn(store, links, colour="oecd"), ABOUT)
    assert "features" in specification["layer"][0]["data"]["values"]

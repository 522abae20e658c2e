"""The world outline: the committed file, and the code that makes it."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from dashboard.maps.outline import OutlineError, chain, convert, decode_arcs, main, mend, outline

WORLD = Path(__file__).parents[2] / "static" / "world.geojson"

# Two squares side by side, A (west) and B (east), sharing arc 0, which runs north from (12, 2) to
# (12, 6). One step is 2 degrees of longitude or 4 of latitude; (0, 0) is (10, 2).
#
#     10,6 ---- 12,6 ---- 14,6
#       |    A    |    B    |
#     10,2 ---- 12,2 ---- 14,2
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [2, 4], "translate": [10, 2]},
    "arcs": [
        [[1, 0], [0, 1]],
        [[1, 1], [-1, 0], [0, -1], [1, 0]],
        [[1, 1], [1, 0], [0, -1], [-1, 0]],
    ],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {
                    "type": "Polygon",
                    "arcs": [[0, 1]],
                    "id": "002",
                    "properties": {"name": "A", "colour": "red"},
                },
                {
                    "type": "MultiPolygon",
                    "arcs": [[[-3, -1]]],
                    "id": "001",
                    "properties": {"name": "B"},
                },
            ],
        }
    },
}


@pytest.fixture(scope="module")
def features():
    return json.loads(WORLD.read_text(encoding="utf-8"))["features"]


@pytest.fixture(scope="module")
def rings(features):
    return [
        ring
        for feature in features
        for polygon in feature["geometry"]["coordinates"]
        for ring in polygon
    ]


def inside(ring, lon, lat):
    # A ray to the east of a point inside crosses the ring an odd number of times.
    crossings = [
        ax + (lat - ay) / (by - ay) * (bx - ax) > lon
        for (ax, ay), (bx, by) in pairwise(ring)
        if (ay > lat) != (by > lat)
    ]
    return sum(crossings) % 2 == 1


def countries_at(features, lon, lat):
    return [
        feature["properties"]["name"]
        for feature in features
        if any(
            inside(polygon[0], lon, lat) and not any(inside(hole, lon, lat) for hole in polygon[1:])
            for polygon in feature["geometry"]["coordinates"]
        )
    ]


def clockwise_area(ring):
    return sum((bx - ax) * (ay + by) / 2 for (ax, ay), (bx, by) in pairwise(ring))


def longest_edge(polygons):
    edges = (edge for polygon in polygons for ring in polygon for edge in pairwise(ring))
    return max(abs(end[0] - start[0]) for start, end in edges)


def with_countries(*countries):
    return TOPOLOGY | {"objects": {"countries": {"geometries": list(countries)}}}


class TestCommittedWorld:
    """`static/world.geojson` as it is served."""

    def test_is_small_enough_to_load_with_a_page(self):
        assert WORLD.stat().st_size < 1_000_000

    def test_no_edge_runs_round_the_globe(self, features):
        # 180 would be a band across the map; above 5 a border on a parallel bulges in d3-geo.
        longest = max(longest_edge(feature["geometry"]["coordinates"]) for feature in features)

        assert longest <= 5.01

    def test_every_point_is_on_the_globe_with_two_decimals(self, rings):
        points = [point for ring in rings for point in ring]

        assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in points)
        assert all(round(value, 2) == value for point in points for value in point)

    def test_rings_are_closed_and_at_least_triangles(self, rings):
        assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in rings)

    def test_exteriors_run_clockwise_and_holes_the_other_way(self, features):
        for feature in features:
            for exterior, *holes in feature["geometry"]["coordinates"]:
                assert clockwise_area(exterior) > 0, feature["properties"]
                assert all(clockwise_area(hole) < 0 for hole in holes), feature["properties"]

    def test_antarctica_is_left_out(self, features, rings):
        assert "010" not in {feature["properties"]["iso_n3"] for feature in features}
        assert min(lat for ring in rings for _, lat in ring) > -60

    def test_one_feature_per_country_with_two_properties(self, features):
        properties = [feature["properties"] for feature in features]
        numbers = [each["iso_n3"] for each in properties if each["iso_n3"]]

        assert all(list(each) == ["iso_n3", "name"] for each in properties)
        assert len(numbers) == len(set(numbers)) > 230
        assert all(len(number) == 3 and number.isdigit() for number in numbers)
        assert {"iso_n3": "716", "name": "Zimbabwe"} in properties

    @pytest.mark.parametrize(
        ("place", "lon", "lat", "country"),
        [
            ("Paris", 2.35, 48.86, "France"),
            ("Nairobi", 36.82, -1.29, "Kenya"),
            ("north of Suva", 178.40, -18.00, "Fiji"),
            ("Taveuni, west of 180", 179.95, -16.94, "Fiji"),
            ("Taveuni, east of 180", -179.93, -16.80, "Fiji"),
            ("Rabi Island, east of 180", -179.98, -16.50, "Fiji"),
            ("Chukotka, east of 180", -173.0, 66.5, "Russia"),
            ("Chukotka, west of 180", 178.0, 67.0, "Russia"),
            ("Wrangel Island, east of 180", -179.5, 71.2, "Russia"),
            ("Singapore", 103.82, 1.36, "Singapore"),
            ("Valletta", 14.49, 35.89, "Malta"),
            ("Bahrain", 50.55, 26.10, "Bahrain"),
            ("Mahé", 55.47, -4.68, "Seychelles"),
            ("Barbados", -59.55, 13.17, "Barbados"),
            ("Maseru, in a hole of South Africa", 27.9, -29.4, "Lesotho"),
            ("Vancouver, near a border on a parallel", -122.5, 49.3, "Canada"),
            ("North Dakota, near a border on a parallel", -103.0, 48.9, "United States of America"),
        ],
    )
    def test_a_place_is_in_its_country_only(self, features, place, lon, lat, country):
        assert countries_at(features, lon, lat) == [country], place

    def test_the_sea_is_in_no_country(self, features):
        assert countries_at(features, -140.0, 0.0) == []
        assert countries_at(features, 0.0, 0.0) == []
        assert countries_at(features, 0.0, 75.0) == []


class TestDecoder:
    """TopoJSON to GeoJSON."""

    def test_arcs_are_running_sums_scaled_and_shifted(self):
        assert decode_arcs(TOPOLOGY) == [
            [(12, 2), (12, 6)],
            [(12, 6), (10, 6), (10, 2), (12, 2)],
            [(12, 6), (14, 6), (14, 2), (12, 2)],
        ]

    def test_arcs_are_chained_with_one_joint_point(self):
        ring = chain([0, 1], decode_arcs(TOPOLOGY))

        assert ring == [(12, 2), (12, 6), (10, 6), (10, 2), (12, 2)]

    def test_a_negative_index_runs_an_arc_backwards(self):
        ring = chain([-3, -1], decode_arcs(TOPOLOGY))

        assert ring == [(12, 2), (14, 2), (14, 6), (12, 6), (12, 2)]

    def test_neighbours_become_features_sorted_by_number(self):
        first, second = outline(TOPOLOGY)["features"]

        assert first["properties"] == {"iso_n3": "001", "name": "B"}
        assert second["properties"] == {"iso_n3": "002", "name": "A"}
        [[ring]] = first["geometry"]["coordinates"]
        assert set(ring) == {(12, 2), (12, 6), (14, 6), (14, 2)}
        assert clockwise_area(ring) == 8
        [[ring]] = second["geometry"]["coordinates"]
        assert set(ring) == {(10, 2), (10, 6), (12, 6), (12, 2)}
        assert clockwise_area(ring) == 8

    def test_shapes_of_one_number_are_one_country(self):
        first = {"type": "Polygon", "arcs": [[0, 1]], "id": "036", "properties": {"name": "Main"}}
        second = {"type": "Polygon", "arcs": [[0, 2]], "id": "036", "properties": {"name": "Islet"}}

        [feature] = outline(with_countries(first, second))["features"]

        assert feature["properties"] == {"iso_n3": "036", "name": "Main"}
        assert len(feature["geometry"]["coordinates"]) == 2

    def test_a_territory_without_a_number_stays(self):
        shape = {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "Nowhere"}}

        [feature] = outline(with_countries(shape))["features"]

        assert feature["properties"] == {"iso_n3": None, "name": "Nowhere"}

    def test_antarctica_is_left_out(self):
        shape = {"type": "Polygon", "arcs": [[0, 1]], "id": "010", "properties": {"name": "South"}}

        assert outline(with_countries(shape))["features"] == []

    def test_a_ring_that_rounding_collapses_is_dropped(self):
        shape = {"type": "Polygon", "arcs": [[0, 1]], "id": "002", "properties": {"name": "Dot"}}
        tiny = {"transform": {"scale": [0.001, 0.001], "translate": [10.001, 2.001]}}

        assert outline(with_countries(shape) | tiny)["features"] == []

    def test_a_long_edge_gets_points_in_between(self):
        wide = {"transform": {"scale": [20, 4], "translate": [10, 2]}}

        features = outline(TOPOLOGY | wide)["features"]

        assert all(longest_edge(each["geometry"]["coordinates"]) == 5 for each in features)


class TestMend:
    """The antimeridian."""

    def test_a_polygon_across_the_antimeridian_is_cut(self):
        across = [[(179.0, 0.0), (179.0, 2.0), (-179.0, 2.0), (-179.0, 0.0), (179.0, 0.0)]]

        west, east = sorted(mend([across]), key=lambda polygon: -polygon[0][0][0])

        assert set(west[0]) == {(179, 0), (180, 0), (180, 2), (179, 2)}
        assert set(east[0]) == {(-180, 0), (-179, 0), (-179, 2), (-180, 2)}
        assert longest_edge([west, east]) == 1

    def test_another_polygon_keeps_its_points(self):
        square = [[(0.0, 0.0), (0.0, 2.0), (2.0, 2.0), (2.0, 0.0), (0.0, 0.0)]]

        [[ring]] = mend([square])

        assert set(ring) == set(square[0])


class TestCommand:
    """Files in and out."""

    def test_writes_the_same_compact_file_every_time(self, tmp_path):
        source, first, second = (tmp_path / name for name in ("in.json", "1.geojson", "2.geojson"))
        source.write_text(json.dumps(TOPOLOGY), encoding="utf-8")

        main(str(source), str(first))
        main(str(source), str(second))

        text = first.read_text(encoding="utf-8")
        assert text == second.read_text(encoding="utf-8")
        assert text.startswith('{"type":"FeatureCollection","features":[{"type":"Feature",')
        assert text.endswith("]}\n")

    def test_leaves_with_1_and_a_sentence(self, tmp_path):
        missing = tmp_path / "missing.json"

        done = subprocess.run(
            [sys.executable, "-m", "dashboard.maps.outline", missing, tmp_path / "out.geojson"],
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode == 1
        assert done.stderr == f"{missing} cannot be read or written: No such file or directory.\n"

    def test_says_how_it_is_used(self):
        with pytest.raises(SystemExit, match=r"^Usage: .* INPUT\.json OUTPUT\.geojson$"):
            main("only-one.json")

    @pytest.mark.parametrize(
        "text",
        [
            "no JSON",
            "[]",
            "{}",
            '{"type": "FeatureCollection", "features": []}',
            json.dumps(TOPOLOGY | {"objects": {"land": {}}}),
            json.dumps(TOPOLOGY | {"arcs": [[[0, 0]]]}),
            json.dumps(TOPOLOGY | {"arcs": []}),
        ],
    )
    def test_refuses_what_is_no_topojson_of_countries(self, tmp_path, text):
        source = tmp_path / "in.json"
        source.write_text(text, encoding="utf-8")

        with pytest.raises(OutlineError, match="is not a quantised TopoJSON of countries"):
            convert(source, tmp_path / "out.geojson")

        assert not (tmp_path / "out.geojson").exists()

    def test_says_when_it_cannot_write(self, tmp_path):
        source = tmp_path / "in.json"
        source.write_text(json.dumps(TOPOLOGY), encoding="utf-8")

        with pytest.raises(OutlineError, match="cannot be read or written"):
            convert(source, tmp_path / "missing" / "out.geojson")

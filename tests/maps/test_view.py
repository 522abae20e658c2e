"""Where the map looks, and how marks step aside."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.charts.palette import (
    GAP_STEPS,
    GROUPS,
    LAND,
    LINK,
    STEPS,
    UNKNOWN_MARK,
    WATER,
    steps,
)
from dashboard.maps.marks import MARKS, SIDE_PX, mapping, strip
from dashboard.maps.view import WORLD, fitted, project, step_aside


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_middle_of_the_world_is_the_middle_of_the_picture():
    assert project(np.array([0.0]), np.array([0.0]), 0).tolist() == [[256.0, 256.0]]


def test_one_step_of_zoom_doubles_the_picture():
    point = (np.array([90.0]), np.array([45.0]))
    assert np.allclose(project(*point, 1), 2 * project(*point, 0))


def test_without_points_and_with_points_everywhere_the_world_is_shown():
    assert fitted(np.array([]), np.array([])) == WORLD
    assert fitted(np.array([-170.0, 170.0]), np.array([-50.0, 60.0])) == WORLD


def test_view_of_one_city_is_centred_on_it():
    view = fitted(np.array([2.159]), np.array([41.389]))
    assert (view.longitude, view.latitude) == pytest.approx((2.159, 41.389), abs=1e-3)
    assert view.zoom == 5


def test_marks_on_one_point_part():
    shift = step_aside(np.zeros((2, 2)), np.array([8.0, 8.0]))
    assert np.hypot(*(shift[0] - shift[1])) == pytest.approx(8, abs=1.5)


def test_mark_that_covers_nothing_stays():
    shift = step_aside(np.array([[0.0, 0.0], [2.0, 0.0], [500.0, 0.0]]), np.full(3, 8.0))
    assert shift[2].tolist() == [0, 0]


def test_small_mark_gives_way_to_the_large_one():
    shift = np.abs(step_aside(np.array([[0.0, 0.0], [4.0, 0.0]]), np.array([16.0, 4.0])))
    assert shift[1].max() > shift[0].max()


def test_no_mark_goes_further_than_fourteen_pixels_and_the_result_is_the_same_again():
    points = np.random.default_rng(1).normal(size=(200, 2)) * 5
    first, second = (step_aside(points, np.full(200, 8.0)) for _ in range(2))
    assert np.hypot(first[:, 0], first[:, 1]).max() <= 15
    assert (first == second).all()


def test_one_mark_has_nothing_to_avoid():
    assert step_aside(np.zeros((1, 2)), np.array([8.0])).tolist() == [[0, 0]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_mark_stands_out_from_land_and_water(theme):
    drawn = [*STEPS[theme], *GAP_STEPS[theme], *GROUPS[theme], LINK[theme], UNKNOWN_MARK[theme]]
    weak = [c for c in drawn for ground in (LAND, WATER) if contrast(c, ground[theme]) < 3]
    assert weak == []


@pytest.mark.parametrize(("theme", "sign"), [("light", -1), ("dark", 1)])
def test_steps_rise_in_contrast_to_the_ground(theme, sign):
    assert (np.diff([sign * luminance(colour) for colour in STEPS[theme]]) > 0).all()


def test_few_classes_take_colours_far_apart():
    assert steps("light", 2) == (STEPS["light"][0], STEPS["light"][-1])
    assert steps("light", 1) == (STEPS["light"][2],)


def test_shipped_marks_are_those_of_the_code(pytestconfig):
    from PIL import Image  # noqa: PLC0415 - one use

    with Image.open(pytestconfig.rootpath / "static" / "marks.png") as shipped:
        assert shipped.size == strip().size == (SIDE_PX * len(MARKS), SIDE_PX)
        assert shipped.convert("RGBA").tobytes() == strip().tobytes()
    assert [box["x"] for box in mapping().values()] == [place * SIDE_PX for place in range(7)]

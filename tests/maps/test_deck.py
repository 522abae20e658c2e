"""What travels to the browser for a map: marks by class, arcs with their ends, texts as text."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from dashboard.maps.deck import Links, city_deck
from dashboard.maps.places import Marks, mark_of
from dashboard.maps.view import WORLD

CITIES = pd.DataFrame(
    [
        ("ita-alba", 8.0, 44.7, "city", "50k-200k", 1),
        ("ken-busia", 34.1, 0.46, "city", "unknown", -1),
        ("esp-catalonia", 1.5, 41.8, "region", "over-1m", 0),
    ],
    columns=["city_id", "longitude", "latitude", "kind", "size", "class"],
)
TEXTS = [("Alba", "", ""), ('<img src=x onerror=alert(1)> "Busia"', "", ""), ("Catalonia", "", "")]
LINKS = pd.DataFrame(
    {
        "from_longitude": [1.5],
        "from_latitude": [41.8],
        "to_longitude": [-14.9],
        "to_latitude": [12.9],
    }
)
ENDS = pd.DataFrame(
    [("sen-kolda", -14.9, 12.9, "region", "Kolda", "left out")],
    columns=["city_id", "longitude", "latitude", "kind", "name", "told"],
)
NO_LINKS = Links(LINKS.iloc[:0], [], ENDS.iloc[:0])


def drawn(links=NO_LINKS, own="", scale=1.0):
    marks = Marks(CITIES, TEXTS, ("#111111", "#222222"), own)
    return json.loads(city_deck(marks, links, WORLD, "light", scale).to_json())


def layers(deck):
    return {layer["id"]: layer for layer in deck["layers"]}


def test_each_class_is_a_layer_and_what_is_not_known_is_hollow():
    found = layers(drawn())
    assert [row["m"] for row in found["cities--1"]["data"]] == ["unsized-unknown"]
    assert [row["m"] for row in found["cities-0"]["data"]] == ["region"]
    assert [row["m"] for row in found["cities-1"]["data"]] == ["city"]


def test_hollow_marks_lie_under_the_others():
    names = list(layers(drawn()))
    assert names.index("cities--1") < names.index("cities-0") < names.index("cities-1")


def test_rows_carry_no_colour_and_layers_do():
    found = layers(drawn())
    assert found["cities-1"]["getColor"] == [34, 34, 34]
    assert set(found["cities-1"]["data"][0]) == {"i", "p", "m", "s", "o", "n", "k", "v"}


def test_tooltip_is_plain_text_and_a_name_stays_what_it_is():
    deck = city_deck(Marks(CITIES, TEXTS, ("#111111", "#222222"), ""), NO_LINKS, WORLD, "light")
    assert set(deck._tooltip) == {"text"}
    row = layers(json.loads(deck.to_json()))["cities--1"]["data"][0]
    assert row["n"] == TEXTS[1][0]


def test_own_city_has_a_ring_that_is_no_target():
    ring = layers(drawn(own="ita-alba"))["own"]
    assert [row["i"] for row in ring["data"]] == ["ita-alba"]
    assert ring["pickable"] is False


def test_arc_ends_in_a_mark_even_where_the_filters_leave_the_place_out():
    found = layers(drawn(Links(LINKS, [("a", "b", "c")], ENDS)))
    assert found["partnerships"]["data"][0]["b"] == [-14.9, 12.9]
    (end,) = found["ends"]["data"]
    assert (end["i"], end["m"], end["p"]) == ("sen-kolda", "region", [-14.9, 12.9])


def test_without_partnerships_nothing_of_them_is_sent():
    assert {"partnerships", "ends"}.isdisjoint(layers(drawn()))


def test_presented_marks_are_larger():
    normal, large = (layers(drawn(scale=scale))["cities-1"]["data"][0]["s"] for scale in (1, 1.5))
    assert (normal, large) == (6, 9)


@pytest.mark.parametrize(
    ("kind", "size", "mark"),
    [
        ("city", "over-1m", "city"),
        ("district", "unknown", "unsized"),
        ("region", "over-1m", "region"),
        ("province", "unknown", "region"),
    ],
)
def test_shape_tells_regions_from_cities_and_unknown_population(kind, size, mark):
    assert mark_of(kind, size) == mark

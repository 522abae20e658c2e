"""Finding a place by any of its names."""

from __future__ import annotations

import pytest

from dashboard.analysis.search import find, fold, name_index

INDEX = name_index(
    [
        ("deu-cologne", "Cologne"),
        ("deu-cologne", "Köln"),
        ("bra-sao-paulo", "São Paulo"),
        ("esp-donostia", "Donostia / San Sebastián"),
        ("chl-casablanca", "Casablanca"),
        ("mar-casablanca", "Casablanca"),
        ("pol-wroclaw", "Wrocław"),
        ("usa-santa-ana", "Santa Ana"),
        ("nobody", "!!!"),
    ]
)


def ids(query, **options):
    return [hit.city_id for hit in find(INDEX, query, **options)]


@pytest.mark.parametrize(
    ("query", "city"),
    [
        ("Cologne", "deu-cologne"),
        ("koln", "deu-cologne"),
        ("Sao Paulo", "bra-sao-paulo"),
        ("san sebastian", "esp-donostia"),
        ("SEBASTIAN", "esp-donostia"),
        ("wroclaw", "pol-wroclaw"),
        ("Colonge", "deu-cologne"),
    ],
)
def test_place_is_found_by_any_spelling(query, city):
    assert ids(query)[0] == city


def test_homonyms_are_all_found_even_beyond_the_limit():
    assert ids("casablanca", most=1) == ["chl-casablanca", "mar-casablanca"]


def test_each_place_is_found_once():
    assert ids("col") == ["deu-cologne"]


def test_beginning_of_a_name_comes_before_the_beginning_of_a_word():
    assert ids("san") == ["usa-santa-ana", "esp-donostia"]


def test_likeness_counts_only_where_no_name_begins_so():
    index = name_index([("a", "Koln"), ("b", "Kolin")])
    assert [hit.city_id for hit in find(index, "koln")] == ["a"]
    assert [hit.city_id for hit in find(index, "kolln")] == ["a", "b"]


def test_limit_holds_where_nothing_matches_exactly():
    assert len(ids("san", most=1)) == 1


@pytest.mark.parametrize("query", ["", "   ", "!!!", "xyzxyzxyz", "x" * 10_000])
def test_nonsense_finds_nothing(query):
    assert ids(query) == []


def test_folding_drops_accents_case_and_punctuation():
    assert fold("Donostia / San Sebastián") == "donostia san sebastian"
    assert fold("Malmö-Ørsted Straße") == "malmo orsted strasse"

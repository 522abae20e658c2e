"""Where keywords are documented: recounted from practices, grants and themes in plain Python."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict

import pytest

from dashboard.filters import CityFilter
from dashboard.queries.spread import (
    SPREAD_BY_REGION_COLUMNS,
    count_known_by_region,
    count_spread,
    count_spread_by_region,
)
from dashboard.store.places import data_dir

EVERYWHERE = CityFilter()
EUROPE = CityFilter(region=("europe",))
NOWHERE = CityFilter(region=("africa",), oecd=("oecd",))


def rows_of(table):
    with (data_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def group_of_city():
    countries = {row["country_iso3"]: row for row in rows_of("countries")}
    groups = {}
    for row in rows_of("cities"):
        country = countries[row["country_iso3"]]
        status = "oecd" if country["oecd_since"] else "non-oecd"
        groups[row["city_id"]] = (country["un_region"].lower(), status)
    return groups


@pytest.fixture(scope="module")
def evidence():
    themes = {row["theme"]: row["keyword_id"] for row in rows_of("grant_themes")}
    found = [(row["keyword_id"], row["city_id"]) for row in rows_of("practices")]
    return [*found, *((themes[row["theme"]], row["city_id"]) for row in rows_of("grants"))]


@pytest.fixture
def ask(store):
    def ask(question, kept=EVERYWHERE):
        with store.cursor() as cursor:
            return question(cursor, kept)

    return ask


def test_spread_is_counted_for_each_region_and_status(ask, evidence, group_of_city):
    cities = defaultdict(set)
    for keyword, city in evidence:
        if keyword and city:
            cities[keyword, *group_of_city[city]].add(city)
    found = ask(count_spread_by_region).itertuples(index=False)
    assert {tuple(row[:3]): row[3] for row in found} == {k: len(v) for k, v in cities.items()}


def test_regions_add_up_to_the_spread_of_a_keyword(ask):
    by_region = ask(count_spread_by_region).groupby("keyword_id")["n_cities_documented"].sum()
    everywhere = ask(count_spread).set_index("keyword_id")["n_cities_documented"]
    assert by_region.to_dict() == everywhere.to_dict()


def test_city_filter_keeps_its_own_groups(ask):
    assert set(ask(count_spread_by_region, EUROPE)["region"]) == {"europe"}


def test_spread_table_has_the_documented_columns(ask):
    assert list(ask(count_spread_by_region)) == list(SPREAD_BY_REGION_COLUMNS)


@pytest.mark.parametrize("question", [count_spread, count_spread_by_region, count_known_by_region])
def test_no_city_left_leaves_no_row(ask, question):
    assert ask(question, NOWHERE).empty


def test_groups_count_all_cities_kept(ask, group_of_city):
    found = ask(count_known_by_region).itertuples(index=False)
    assert {(row[0], row[1]): row[2] for row in found} == Counter(group_of_city.values())


def test_groups_count_the_cities_about_which_something_is_known(ask, evidence, group_of_city):
    known = {city for _keyword, city in evidence if city}
    expected = Counter(group_of_city[city] for city in known)
    found = ask(count_known_by_region).itertuples(index=False)
    assert {(row[0], row[1]): row[3] for row in found if row[3]} == expected

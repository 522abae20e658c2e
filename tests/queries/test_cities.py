"""Which cities stay, and why the others do not: recounted from the CSV files in plain Python.

613 places in all; 74 of them are in Africa, and no African country is a member of the OECD.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict

import pytest

from dashboard.filters import OECD_STATUSES, REGIONS, SIZES, CityFilter
from dashboard.queries.cities import (
    CITY_COLUMNS,
    count_cities,
    count_known_cities,
    list_cities,
)
from dashboard.store.places import data_dir

FILTERS = {
    "none": CityFilter(),
    "africa": CityFilter(region=("africa",)),
    "asia and oceania": CityFilter(region=("asia", "oceania")),
    "oecd": CityFilter(oecd=("oecd",)),
    "both statuses": CityFilter(oecd=("oecd", "non-oecd")),
    "small": CityFilter(size=("under-50k", "50k-200k")),
    "size not known": CityFilter(size=("unknown",)),
    "one network": CityFilter(network=("icc",)),
    "two networks": CityFilter(network=("migracidades", "safe-harbours")),
    "one country": CityFilter(country=("ITA",)),
    "two countries": CityFilter(country=("BRA", "TUR")),
    "region and network": CityFilter(region=("europe",), network=("icc", "local-mgi")),
    "everything": CityFilter(
        region=("europe", "americas"),
        oecd=("oecd",),
        size=("over-1m", "500k-1m"),
        network=("icc", "local-mgi", "safe-harbours"),
        country=("ITA", "ESP", "USA", "FRA"),
    ),
    "nothing left": CityFilter(region=("africa",), oecd=("oecd",)),
    "unknown network": CityFilter(network=("no-such-network",)),
    "unknown country": CityFilter(country=("ZZZ",)),
}
ORDER = ("region", "oecd", "size", "network", "country")


def rows_of(table):
    with (data_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def size_of(population):
    if population == "":
        return "unknown"
    borders = zip(SIZES, (50_000, 200_000, 500_000, 1_000_000), strict=False)
    return next((size for size, border in borders if int(population) < border), "over-1m")


@pytest.fixture(scope="module")
def traits():
    # city id -> filter -> the values that the city has
    countries = {row["country_iso3"]: row for row in rows_of("countries")}
    networks = defaultdict(set)
    for row in rows_of("city_networks"):
        networks[row["city_id"]].add(row["network_id"])
    found = {}
    for row in rows_of("cities"):
        country = countries[row["country_iso3"]]
        found[row["city_id"]] = {
            "region": {country["un_region"].lower()},
            "oecd": {"oecd" if country["oecd_since"] else "non-oecd"},
            "size": {size_of(row["population"])},
            "network": networks[row["city_id"]],
            "country": {row["country_iso3"]},
        }
    return found


@pytest.fixture(scope="module")
def documented():
    led = [row["city_id"] for row in rows_of("practices") if row["city_id"]]
    return Counter(led + [row["city_id"] for row in rows_of("grants")])


@pytest.fixture
def ask(store):
    def ask(question, kept=None, **asked):
        with store.cursor() as cursor:
            return question(cursor, kept or CityFilter(**asked))

    return ask


def first_failed(values, kept):
    for name in ORDER:
        wanted = set(getattr(kept, name))
        if wanted and not wanted & values[name]:
            return name
    return "kept"


@pytest.mark.parametrize("kept", FILTERS.values(), ids=FILTERS.keys())
def test_cities_that_pass_every_filter_stay(ask, traits, kept):
    expected = {city for city, values in traits.items() if first_failed(values, kept) == "kept"}
    assert set(ask(list_cities, kept=kept)["city_id"]) == expected


@pytest.mark.parametrize("kept", FILTERS.values(), ids=FILTERS.keys())
def test_city_that_is_left_out_is_put_down_to_the_first_filter_it_fails(ask, traits, kept):
    expected = Counter(first_failed(values, kept) for values in traits.values())
    assert ask(count_cities, kept=kept) == {"kept": 0, **expected}


@pytest.mark.parametrize("kept", FILTERS.values(), ids=FILTERS.keys())
def test_kept_and_left_out_add_up_to_all_cities(ask, kept):
    assert sum(ask(count_cities, kept=kept).values()) == 613


@pytest.mark.parametrize("kept", FILTERS.values(), ids=FILTERS.keys())
def test_known_cities_are_those_with_a_practice_or_a_grant(ask, traits, documented, kept):
    stay = [city for city, values in traits.items() if first_failed(values, kept) == "kept"]
    assert ask(count_known_cities, kept=kept) == sum(city in documented for city in stay)


def test_africa_outside_the_oecd_has_74_cities(ask):
    assert len(ask(list_cities, region=("africa",), oecd=("non-oecd",))) == 74


def test_region_is_blamed_before_the_oecd_status(ask):
    assert ask(count_cities, region=("africa",), oecd=("oecd",)) == {
        "kept": 0,
        "oecd": 74,
        "region": 539,
    }


@pytest.mark.parametrize("region", REGIONS)
def test_every_region_has_cities(ask, region):
    assert set(ask(list_cities, region=(region,))["region"]) == {region}


@pytest.mark.parametrize("status", OECD_STATUSES)
def test_both_statuses_have_cities(ask, status):
    assert set(ask(list_cities, oecd=(status,))["oecd"]) == {status}


@pytest.mark.parametrize("size", SIZES)
def test_every_size_has_cities(ask, size):
    assert set(ask(list_cities, size=(size,))["size"]) == {size}


def test_city_without_a_population_is_of_unknown_size(ask):
    found = ask(list_cities, size=("unknown",))
    assert found["population"].isna().all()


def test_city_in_any_of_two_networks_stays(ask):
    one, other = (set(ask(list_cities, network=(n,))["city_id"]) for n in ("icc", "safe-harbours"))
    both = ask(list_cities, network=("icc", "safe-harbours"))["city_id"]
    assert set(both) == one | other


def test_city_in_two_networks_is_listed_once(ask):
    assert ask(list_cities, network=("icc", "safe-harbours", "local-mgi"))["city_id"].is_unique


def test_cities_come_by_name(ask):
    found = ask(list_cities)
    pairs = list(zip(found["city"], found["city_id"], strict=True))
    assert pairs == sorted(pairs)


def test_city_table_has_the_documented_columns(ask):
    assert list(ask(list_cities)) == list(CITY_COLUMNS)


def test_city_table_without_rows_keeps_its_columns(ask):
    assert list(ask(list_cities, region=("africa",), oecd=("oecd",))) == list(CITY_COLUMNS)


def test_populations_are_those_of_the_package(ask):
    found = ask(list_cities).set_index("city_id")["population"].astype("string").fillna("")
    assert found.to_dict() == {row["city_id"]: row["population"] for row in rows_of("cities")}


def test_number_of_networks_counts_each_network_once(ask, traits):
    found = ask(list_cities).set_index("city_id")["n_networks"].to_dict()
    assert found == {city: len(values["network"]) for city, values in traits.items()}


def test_number_documented_counts_practices_led_and_grants(ask, traits, documented):
    found = ask(list_cities).set_index("city_id")["n_documented"].to_dict()
    assert found == {city: documented[city] for city in traits}


def test_number_of_indicators_counts_each_indicator_once(ask, traits):
    indicators = defaultdict(set)
    for row in rows_of("city_indicators"):
        indicators[row["city_id"]].add(row["indicator_id"])
    found = ask(list_cities).set_index("city_id")["n_indicators"].to_dict()
    assert found == {city: len(indicators[city]) for city in traits}

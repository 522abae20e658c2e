"""Every city has a profile: it renders, and each figure in it names a source that exists."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.answers.profile_rows import profile_rows
from dashboard.answers.profiles import city_profile, missing_parts
from dashboard.errors import FilterError
from dashboard.queries.sources import list_sources
from dashboard.store.connection import open_store

APP = Path(__file__).resolve().parents[1] / "app.py"


@pytest.fixture
def cursor(store_dir):
    with open_store(store_dir).cursor() as cursor:
        yield cursor


def test_profile_of_accra_holds_what_the_data_hold(cursor):
    profile = city_profile(cursor, "gha-accra")
    assert profile.facts["population"] == 1_963_264
    assert profile.facts["population_year"] is None
    assert profile.facts["population_source_id"] == "geonames"
    assert len(profile.networks) == 2
    assert sorted(profile.records["kind"]) == ["grant", "practice", "practice", "practice"]
    assert len(profile.findings) == 6
    assert profile.indicators.empty
    assert profile.neighbours["city"].iloc[0] == "Ga West"


def test_value_of_chicago_stands_among_those_of_the_same_indicator_and_year(cursor):
    values = city_profile(cursor, "usa-chicago").indicators.set_index("indicator_id")
    overall = values.loc["nae-overall"]
    others = cursor.execute(
        "SELECT value FROM core.city_indicators WHERE indicator_id = 'nae-overall'"
    ).fetchall()
    assert overall["n_cities"] == len(others) == 100
    assert overall["n_lower"] == sum(value < overall["value"] for (value,) in others)


def test_what_is_missing_is_told_and_nothing_else(cursor):
    areas = ["governance", "employment", "education"]
    missing = missing_parts(city_profile(cursor, "gha-accra"), areas)
    assert ("practices", "education") in missing
    assert ("practices", "governance") not in missing
    assert ("cities", "population_year") in missing
    assert ("city_networks", "network") not in missing


def test_record_without_a_role_of_its_own_gets_the_one_of_its_keyword(cursor):
    records = city_profile(cursor, "usa-akron").records
    grants = records[records["kind"] == "grant"]
    assert set(grants["role_id"]) == {"policy-maker"}
    assert grants["by_rule"].all()


def test_unknown_city_is_refused_in_words(cursor):
    with pytest.raises(FilterError, match="atlantis"):
        city_profile(cursor, "atlantis")


def profile_page(store_dir, monkeypatch, city):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))
    at = AppTest.from_file(APP, default_timeout=60)
    at.query_params["city"] = city
    at.run()
    return at.switch_page("pages/compare/city_profile.py").run()


def told(at):
    """Return the tables of the page that carry sources, as lists of rows by heading."""
    tables = [table.value for table in at.table]
    return [table.to_dict("records") for table in tables if "Source" in table]


@pytest.mark.parametrize(
    ("city", "headings"),
    [
        ("usa-chicago", ["Indicators", "What is missing"]),
        (
            "esp-barcelona",
            [
                "What is documented, by policy area",
                "Four roles of a city",
                "Indicators",
                "Networks",
                "Events",
                "What is missing",
            ],
        ),
        ("cri-desamparados", ["Networks", "What is missing"]),
    ],
)
def test_page_shows_what_is_known_and_no_empty_section(city, headings, store_dir, monkeypatch):
    at = profile_page(store_dir, monkeypatch, city)
    assert [header.value for header in at.header] == headings


def test_profile_of_a_city_known_by_name_and_one_network_says_what_is_not_known(
    store_dir, monkeypatch
):
    at = profile_page(store_dir, monkeypatch, "cri-desamparados")
    facts = {row["Fact"]: row["Value"] for row in told(at)[0]}
    assert facts["Population"] == "not known to us"
    assert any("coordinates" in info.value for info in at.info)
    missing = at.table[-1].value.set_index("What is missing")["For"].to_dict()
    assert missing["Coordinates"] == "the whole city"
    assert missing["Policy or outcome indicator"] == "all policy areas"


def test_city_that_the_filters_leave_out_keeps_its_profile_and_says_so(store_dir, monkeypatch):
    at = profile_page(store_dir, monkeypatch, "gha-accra")
    at.query_params["region"] = "europe"
    at.run()
    assert "Accra, Ghana is left out by the filters (by region)." in [i.value for i in at.info]
    assert at.title[0].value == "Accra, Ghana"


def test_region_is_no_neighbour_of_its_city(cursor):
    near = city_profile(cursor, "esp-barcelona").neighbours
    assert near["city"].iloc[0] == "L'Hospitalet de Llobregat"
    assert not {"Catalonia", "Barcelona Province"} & set(near["city"])


def test_city_without_a_place_in_geonames_names_our_package_as_its_source(cursor):
    sources = list_sources(cursor)
    rows = profile_rows(city_profile(cursor, "gha-ga-west"), sources).set_index("item_id")
    assert rows.loc["latitude", "source_id"] == "package-own-coding"
    rows = profile_rows(city_profile(cursor, "gha-accra"), sources).set_index("item_id")
    assert rows.loc["latitude", "source_id"] == "geonames"


def test_page_without_a_city_asks_for_one(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))
    at = AppTest.from_file(APP, default_timeout=60).run()
    at = at.switch_page("pages/compare/city_profile.py").run()
    assert not at.exception
    assert "Choose a city" in at.info[0].value

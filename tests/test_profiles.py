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
KNOWN_BEST_AND_LEAST = ("usa-chicago", "esp-barcelona", "gha-accra", "can-montreal", "mar-oujda")
LITTLE_KNOWN = ("arg-esteban-echeverria", "bfa-tougouri", "cri-desamparados")


@pytest.fixture
def cursor(store_dir):
    with open_store(store_dir).cursor() as cursor:
        yield cursor


def test_every_row_of_every_profile_names_a_source_that_exists(cursor, store_dir):
    cities = [row[0] for row in cursor.execute("SELECT city_id FROM core.cities").fetchall()]
    sources = {row[0] for row in cursor.execute("SELECT source_id FROM core.sources").fetchall()}
    assert len(cities) == 613
    for city in cities:
        with open_store(store_dir).cursor() as own:  # a question has ten seconds
            rows = profile_rows(city_profile(own, city), list_sources(own))
        assert set(rows["source_id"]) <= sources, city
        assert rows["value"].notna().all(), city


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


@pytest.mark.parametrize("city", [*KNOWN_BEST_AND_LEAST, *LITTLE_KNOWN])
def test_page_of_a_city_renders(city, store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))
    at = AppTest.from_file(APP, default_timeout=60)
    at.query_params["city"] = city
    at.run()
    at = at.switch_page("pages/compare/city_profile.py").run()
    assert not at.exception
    assert not at.error
    assert [header.value for header in at.header][-1] == "What is missing"


def test_page_without_a_city_asks_for_one(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))
    at = AppTest.from_file(APP, default_timeout=60).run()
    at = at.switch_page("pages/compare/city_profile.py").run()
    assert not at.exception
    assert "Choose a city" in at.info[0].value

"""Every case of the data: practices, grants and findings with place, tags and source."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.queries.practices import CASE_COLUMNS, list_cases, list_steps, list_tags
from dashboard.store.places import data_dir


@pytest.fixture(scope="module")
def cases(store):
    with store.cursor() as cursor:
        return list_cases(cursor).set_index("record_id", drop=False)


def shipped(table):
    return pd.read_csv(data_dir() / f"{table}.csv")


def test_every_practice_grant_and_finding_is_there_once(cases):
    assert cases["record"].value_counts().to_dict() == {
        "practice": len(shipped("practices")),
        "grant": len(shipped("grants")),
        "finding": len(shipped("mgi_findings")),
    }
    assert cases["record_id"].is_unique
    assert list(cases.columns) == list(CASE_COLUMNS)


def test_every_case_names_its_source(cases):
    known = shipped("sources").set_index("source_id")
    assert cases["source"].tolist() == known.loc[cases["source_id"], "title"].tolist()
    assert cases["publisher"].notna().all()


def test_case_with_two_kinds_of_years_has_both_ends(cases):
    row = cases.loc["pw-001"]
    assert (row["year"], row["first_year"], row["last_year"]) == ("2020-2022", 2020, 2022)
    assert cases.loc["p003-01"][["first_year", "last_year"]].isna().all()


def test_partners_are_named_in_the_order_of_the_data(cases):
    assert cases.loc["p003-02", "partners"] == "Montevideo;La Paz"


def test_case_without_a_city_has_the_region_of_its_country(cases):
    row = cases.loc["p003-03"]
    assert pd.isna(row["city_id"])
    assert (row["country_iso3"], row["region"], row["oecd"]) == ("SLV", "americas", "non-oecd")


def test_case_without_any_place_has_no_region_and_no_class_of_population(cases):
    nowhere = cases[cases["country_iso3"].isna()]
    assert len(nowhere) == 23
    assert nowhere[["region", "oecd", "size", "networks", "latitude"]].isna().all(axis=None)


def test_status_that_the_page_does_not_tell_is_not_known(cases):
    assert set(cases["status"].dropna()) == {"running", "completed", "pledged"}
    assert (cases.loc[cases["record"] == "practice", "status"].isna()).sum() == 57 + 77


def test_role_by_our_rule_is_marked(cases):
    assert cases.loc["pw-001", ["role", "role_by_rule"]].tolist() == ["service-provider", False]
    ruled = cases[cases["role_by_rule"]]
    assert set(ruled["record"]) == {"practice"}
    assert ruled["record_id"].str.startswith("p00").all()


def test_city_in_no_network_known_to_us_says_so(cases):
    with_place = cases[cases["city_id"].notna()]
    assert with_place["networks"].notna().all()
    assert (with_place["networks"] == "none").any()


def test_steps_are_the_seven_of_the_cycle(store):
    with store.cursor() as cursor:
        assert list(list_steps(cursor)) == list("1234567")


def test_tags_are_the_values_that_cases_have(store):
    with store.cursor() as cursor:
        tags = list_tags(cursor)
    assert tags["status"] == ("completed", "pledged", "running")
    assert tags["beneficiaries"] == (
        *("displaced", "host-community", "migrants", "refugees", "returnees"),
    )
    assert {"grant", "finding", "service", "study-visit"} <= set(tags["initiative"])

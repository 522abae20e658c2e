"""What a plan can draw on, against the CSV files of the data."""

from __future__ import annotations

import csv

import pytest

from dashboard.queries.plans import (
    CATALOGUE_COLUMNS,
    PRACTICE_COLUMNS,
    list_catalogue,
    list_planning_steps,
    list_practices,
    list_roles,
    practice_ids,
    role_of_keywords,
)
from dashboard.store.places import data_dir


def rows_of(table):
    with (data_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def ask(store):
    def ask(question):
        with store.cursor() as cursor:
            return question(cursor)

    return ask


def test_practice_table_has_the_documented_columns(ask):
    assert list(ask(list_practices)) == list(PRACTICE_COLUMNS)


def test_practices_are_all_of_the_data_with_the_place_that_leads_each(ask):
    led = {row["practice_id"] for row in rows_of("practices") if row["city_id"]}
    found = ask(list_practices)
    assert len(found) == 312
    assert set(found.loc[found["city"].notna(), "practice_id"]) == led
    assert len(led) == 276


def test_practice_has_the_name_and_country_of_its_place(ask):
    found = ask(list_practices).set_index("practice_id").loc["p003-02"]
    assert (found["city"], found["country_iso3"], found["keyword_id"]) == (
        "Madrid",
        "ESP",
        "cooperation-with-ngos-private-sector-etc",
    )
    assert found["title"] == "Foro Madrid Solidario and Integral Cooperation"


def test_practice_of_no_single_keyword_keeps_its_area(ask):
    unclear = {
        row["practice_id"]: row["policy_area_id"]
        for row in rows_of("practices")
        if not row["keyword_id"]
    }
    found = ask(list_practices)
    found = found[found["keyword_id"].isna()]
    assert dict(zip(found["practice_id"], found["area_id"], strict=True)) == unclear


def test_practices_come_by_place_then_title(ask):
    found = ask(list_practices)[["city", "title", "practice_id"]]
    lines = list(found.itertuples(index=False, name=None))
    led = [line for line in lines if isinstance(line[0], str)]
    assert led == sorted(led)
    assert lines[: len(led)] == led  # those without a leading place come last


def test_every_practice_can_be_named_those_without_a_leading_place_too(ask):
    assert ask(practice_ids) == {row["practice_id"] for row in rows_of("practices")}
    assert ask(practice_ids) == set(ask(list_practices)["practice_id"])


def test_catalogue_table_has_the_documented_columns(ask):
    assert list(ask(list_catalogue)) == list(CATALOGUE_COLUMNS)


def test_catalogue_holds_every_indicator_of_the_data(ask):
    expected = [
        (row["catalogue_id"], row["name"], row["definition"], row["policy_area_id"], row["page"])
        for row in sorted(rows_of("indicator_catalogue"), key=lambda row: row["catalogue_id"])
    ]
    found = ask(list_catalogue)[["catalogue_id", "indicator", "definition", "area_id", "page"]]
    assert list(found.fillna("").itertuples(index=False, name=None)) == expected


def test_indicator_names_the_publisher_of_its_source(ask):
    publishers = {row["source_id"]: row["publisher"] for row in rows_of("sources")}
    expected = {
        row["catalogue_id"]: publishers[row["source_id"]] for row in rows_of("indicator_catalogue")
    }
    found = ask(list_catalogue)
    assert dict(zip(found["catalogue_id"], found["publisher"], strict=True)) == expected


def test_nine_steps_of_planning_come_in_their_order(ask):
    found = ask(list_planning_steps)
    assert found["step_order"].tolist() == list(range(1, 10))
    assert (found["name"].iloc[0], found["name"].iloc[8]) == (
        "Diagnose the context",
        "Define the budget",
    )
    assert set(found["page"]) == {"58"}


def test_four_roles_of_a_city_come_in_their_order(ask):
    assert list(ask(list_roles).items()) == [
        ("policy-maker", "Policy-maker"),
        ("service-provider", "Service provider"),
        ("employer", "Employer"),
        ("buyer", "Buyer of goods and services"),
    ]


def test_every_keyword_has_the_role_in_which_a_city_acts_first(ask):
    expected = {row["keyword_id"]: row["role_id"] for row in rows_of("keyword_roles")}
    assert ask(role_of_keywords) == expected
    assert set(expected) == {row["keyword_id"] for row in rows_of("keywords")}

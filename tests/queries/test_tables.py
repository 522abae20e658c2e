"""Whole tables come out of the store as they stand in the data package."""

from __future__ import annotations

import csv
import json

import pandas as pd
import pytest

from dashboard.queries.tables import list_tables, read_table, table_sources
from dashboard.store.places import data_dir

TABLES = sorted(path.stem for path in data_dir().glob("*.csv"))


def rows_of(table):
    with (data_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_text(value):
    if pd.isna(value):
        return ""
    return str(value).lower() if str(value) in {"True", "False"} else str(value)


@pytest.fixture
def ask(store):
    def ask(question, *asked):
        with store.cursor() as cursor:
            return question(cursor, *asked)

    return ask


def test_every_table_of_the_package_is_listed(ask):
    assert sorted(ask(list_tables)) == TABLES


def test_tables_are_described_as_in_the_package(ask):
    package = json.loads((data_dir() / "datapackage.json").read_text(encoding="utf-8"))
    expected = {part["name"]: part.get("description", "") for part in package["resources"]}
    assert ask(list_tables) == expected


@pytest.mark.parametrize("table", TABLES)
def test_table_keeps_columns_and_rows_of_its_file(ask, table):
    rows = rows_of(table)
    found = ask(read_table, table)
    assert (list(found), len(found)) == (list(rows[0]), len(rows))


@pytest.mark.parametrize("table", ["actions", "cities", "sources", "keywords", "survey_results"])
def test_table_holds_what_its_file_says(ask, table):
    found = ask(read_table, table)
    shown = [{name: as_text(row[name]) for name in found} for row in found.to_dict("records")]
    expected = rows_of(table)
    numbers = [name for name in found if found[name].dtype == float]
    for row, file_row in zip(shown, expected, strict=True):
        for name in numbers:
            file_row[name] = file_row[name] and str(float(file_row[name]))
            row[name] = row[name] and str(float(row[name]))
    assert shown == expected


def test_whole_numbers_that_may_be_missing_stay_whole(ask):
    assert str(ask(read_table, "cities")["population"].dtype) == "Int64"


def test_sources_of_a_table_are_those_that_its_rows_name(ask):
    named = {row["source_id"] for row in rows_of("actions")}
    assert len(ask(table_sources, "actions")) == len(named)


def test_source_is_cited_with_publisher_title_year_and_address(ask):
    named = {row["source_id"] for row in rows_of("actors")}
    row = next(row for row in rows_of("sources") if row["source_id"] in named and row["year"])
    cited = f"{row['publisher']}: {row['title']} ({row['year']}) {row['address']}"
    assert cited in ask(table_sources, "actors")


def test_source_without_a_year_is_cited_without_one(ask):
    cited = ask(table_sources, "practices")
    assert not any("()" in source or "(None)" in source for source in cited)


@pytest.mark.parametrize("table", ["sources", "countries"])
def test_table_whose_rows_name_no_source_says_where_to_look(ask, table):
    assert ask(table_sources, table) == (
        "see the column descriptions in data/datapackage.json and data/README.md",
    )

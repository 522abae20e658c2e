"""The tables of the store hold what the files hold: typed, keyed, empty where nothing is known."""

from __future__ import annotations

import csv

import pytest

from dashboard.contracts.package import read_package
from dashboard.store.places import data_dir

PACKAGE = read_package(data_dir())
TABLE_NAMES = [table.name for table in PACKAGE.tables]
READ_AS = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": lambda cell: {"true": True, "false": False}[cell],
}


def ask(store, sql, *parameters):
    with store.cursor() as cursor:
        return cursor.execute(sql, parameters or None).fetchall()


def constraints(store, kind):
    sql = """
        SELECT table_name, constraint_column_names FROM duckdb_constraints()
        WHERE schema_name = 'core' AND constraint_type = ?
    """
    return {(table, tuple(columns)) for table, columns in ask(store, sql, kind)}


def file_rows(table):
    with (data_dir() / table.path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_every_cell_is_that_of_the_file_and_an_empty_one_is_null(store, name):
    table = PACKAGE.table(name)
    expected = [
        tuple(READ_AS[c.kind](row[c.name]) if row[c.name] else None for c in table.columns)
        for row in file_rows(table)
    ]
    assert ask(store, f'FROM core."{name}"') == expected


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_published_number_of_rows_is_that_of_the_file(store, name):
    assert store.published.rows[name] == len(file_rows(PACKAGE.table(name)))


def test_population_that_is_not_known_is_null_and_never_zero(store):
    sql = "SELECT count(*) FILTER (population IS NULL), min(population) FROM core.cities"
    ((n_unknown, least),) = ask(store, sql)
    assert n_unknown == 613 - 526  # README of the data: 526 of 613 places with a population
    assert least > 0


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("city_id", "VARCHAR"),
        ("population", "BIGINT"),
        ("latitude", "DOUBLE"),
    ],
)
def test_columns_of_cities_have_their_types(store, column, kind):
    sql = """
        SELECT data_type FROM duckdb_columns()
        WHERE schema_name = 'core' AND table_name = 'cities' AND column_name = ?
    """
    assert ask(store, sql, column) == [(kind,)]


def test_flag_of_a_country_is_a_boolean(store):
    sql = "SELECT country_iso3, eu_member FROM core.countries WHERE country_iso3 IN ('ITA', 'KEN')"
    assert ask(store, sql) == [("ITA", True), ("KEN", False)]


def test_store_has_the_primary_keys_of_the_package(store):
    expected = {(table.name, table.primary_key) for table in PACKAGE.tables if table.primary_key}
    assert constraints(store, "PRIMARY KEY") == expected


def test_store_has_the_foreign_keys_of_the_package(store):
    expected = {(table.name, key.columns) for table in PACKAGE.tables for key in table.foreign_keys}
    assert constraints(store, "FOREIGN KEY") >= expected


def test_store_requires_what_the_package_requires(store):
    expected = {
        (table.name, (column.name,))
        for table in PACKAGE.tables
        for column in table.columns
        if column.required or column.name in table.primary_key
    }
    assert constraints(store, "NOT NULL") == expected


def test_store_checks_the_values_that_the_package_limits(store):
    expected = {
        (table.name, (column.name,))
        for table in PACKAGE.tables
        for column in table.columns
        if column.enum or column.minimum is not None or column.maximum is not None
    }
    assert constraints(store, "CHECK") == expected


def test_unit_of_a_column_stands_in_its_comment(store):
    sql = """
        SELECT comment FROM duckdb_columns()
        WHERE table_name = 'cities' AND column_name = 'latitude' AND schema_name = 'core'
    """
    ((comment,),) = ask(store, sql)
    assert comment.endswith("[degrees]")


@pytest.mark.parametrize("schema", ["core", "mart"])
def test_store_keeps_no_table_empty(store, schema):
    sql = "SELECT table_name FROM duckdb_tables() WHERE schema_name = ? AND estimated_size = 0"
    assert ask(store, sql, schema) == []

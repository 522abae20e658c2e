"""From the descriptor to SQL: types, rules and keys that the store itself enforces."""

from __future__ import annotations

import csv

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.contracts.package import Column, ForeignKey, Package, Table
from dashboard.store.schema import create_sql, in_load_order, load_sql

COUNTRIES = Table(
    name="countries",
    path="countries.csv",
    description="Countries",
    columns=(Column(name="country_iso3", kind="string", required=True),),
    primary_key=("country_iso3",),
)
CITIES = Table(
    name="cities",
    path="cities.csv",
    description="Cities; the mayor's list",
    columns=(
        Column(name="city_id", kind="string", required=True, description="Id"),
        Column(name="country_iso3", kind="string", required=True),
        Column(name="order", kind="integer", minimum=1, maximum=9, unit="place"),
        Column(name="kind", kind="string", enum=("city", "people's region")),
        Column(name="coastal", kind="boolean"),
        Column(name="share", kind="number"),
    ),
    primary_key=("city_id",),
    foreign_keys=(ForeignKey(("country_iso3",), "countries", ("country_iso3",)),),
)


@pytest.fixture
def core():
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA core")
        connection.execute(create_sql(COUNTRIES))
        connection.execute(create_sql(CITIES))
        connection.execute("INSERT INTO core.countries VALUES ('ITA')")
        connection.execute("INSERT INTO core.cities VALUES ('alba', 'ITA', 1, 'city', true, 0.5)")
        yield connection


@pytest.mark.parametrize(
    "row",
    [
        ("alba", "ITA", 2, None, None, None),
        (None, "ITA", 2, None, None, None),
        ("bra", None, 2, None, None, None),
        ("bra", "KEN", 2, None, None, None),
        ("bra", "ITA", 0, None, None, None),
        ("bra", "ITA", 10, None, None, None),
        ("bra", "ITA", 2, "village", None, None),
    ],
    ids=[
        "key taken",
        "key empty",
        "required empty",
        "unknown country",
        "below the minimum",
        "above the maximum",
        "not one of the values",
    ],
)
def test_row_that_breaks_a_rule_cannot_be_inserted(core, row):
    with pytest.raises(duckdb.ConstraintException):
        core.execute("INSERT INTO core.cities VALUES (?, ?, ?, ?, ?, ?)", row)


@pytest.mark.parametrize(
    "row",
    [
        ("bra", "ITA", 1, "people's region", False, -1e300),
        ("bra", "ITA", 9, None, None, None),
    ],
)
def test_row_on_the_edge_of_the_rules_can_be_inserted(core, row):
    core.execute("INSERT INTO core.cities VALUES (?, ?, ?, ?, ?, ?)", row)
    assert core.execute("FROM core.cities WHERE city_id = 'bra'").fetchall() == [row]


def test_apostrophe_in_a_description_is_kept(core):
    sql = "SELECT comment FROM duckdb_tables() WHERE table_name = 'cities'"
    assert core.execute(sql).fetchone() == ("Cities; the mayor's list",)


def test_unit_follows_the_description_of_a_column(core):
    sql = "SELECT comment FROM duckdb_columns() WHERE column_name = ?"
    assert core.execute(sql, ["order"]).fetchone() == (" [place]",)
    assert core.execute(sql, ["city_id"]).fetchone() == ("Id",)


# Order


def table(name, *needs):
    keys = tuple(ForeignKey(("x",), need, ("x",)) for need in needs)
    return Table(name=name, path="", description="", columns=(), foreign_keys=keys)


def load_order(*tables):
    return [each.name for each in in_load_order(Package("", "", tables))]


def test_table_is_loaded_after_those_it_refers_to():
    assert load_order(table("c", "b"), table("b", "a"), table("a")) == ["a", "b", "c"]


def test_tables_without_references_keep_their_order():
    assert load_order(table("b"), table("a"), table("c")) == ["b", "a", "c"]


def test_table_that_refers_to_itself_is_loaded_once():
    assert load_order(table("a", "a")) == ["a"]


def test_table_that_two_others_refer_to_is_loaded_once():
    assert load_order(table("c", "a"), table("b", "a"), table("a")) == ["a", "c", "b"]


# Loading


def load(core, tmp_path, *rows):
    file = tmp_path / "cities.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        names = [column.name for column in CITIES.columns]
        csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([names, *rows])
    core.execute("DELETE FROM core.cities")
    core.execute(load_sql(CITIES), {"file": str(file)})
    return core.execute("FROM core.cities").fetchall()


def test_empty_cells_become_null_in_every_type(core, tmp_path):
    loaded = load(core, tmp_path, ("alba", "ITA", "", "", "", ""))
    assert loaded == [("alba", "ITA", None, None, None, None)]


def test_words_that_other_tools_take_for_missing_are_text(core, tmp_path):
    rows = [(word, "ITA", "", "", "", "") for word in ("NULL", "NA", "nan", "None", "-")]
    assert [row[0] for row in load(core, tmp_path, *rows)] == ["NULL", "NA", "nan", "None", "-"]


def test_leading_zeros_of_a_text_are_kept(core, tmp_path):
    assert load(core, tmp_path, ("007", "ITA", "", "", "", ""))[0][0] == "007"


def test_cells_are_read_as_their_type(core, tmp_path):
    loaded = load(core, tmp_path, ("alba", "ITA", "2", "city", "false", "12.5"))
    assert loaded == [("alba", "ITA", 2, "city", False, 12.5)]


def test_rows_keep_the_order_of_the_file(core, tmp_path):
    rows = [(name, "ITA", "", "", "", "") for name in ("c", "a", "b")]
    assert [row[0] for row in load(core, tmp_path, *rows)] == ["c", "a", "b"]


TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(text=TEXT)
def test_any_text_comes_back_as_it_was_written(core, tmp_path, text):
    assert load(core, tmp_path, (text, "ITA", "", "", "", ""))[0][0] == text

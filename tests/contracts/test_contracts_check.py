"""Faults in the files of a package: each is told with file, row, column, value and expectation.

The two tables are those of `conftest.py`. Rows count as a spreadsheet does: the header is row 1.
"""

from __future__ import annotations

import csv

import pytest

from dashboard.contracts.check import check_package, expectation
from dashboard.contracts.package import Column, read_package
from dashboard.contracts.violation import PackageError, Violation
from dashboard.store.places import data_dir

CITY_COLUMNS = (
    "city_id, country_iso3, population, latitude, kind, foreign_born_pct, coastal, twin_ids"
)
COUNTRY_IN_LATIN_1 = "country_iso3,name,oecd_since\nITA,Italy,\nCIV,Côte d'Ivoire,\n".encode(
    "latin-1"
)
HEADER = CITY_COLUMNS.replace(" ", "")


def city_faults(package, *rows, header=HEADER):
    package.write("cities.csv", "\n".join([header, *rows, ""]))
    return package.faults()


def test_package_that_the_project_ships_keeps_its_contract():
    check_package(data_dir(), read_package(data_dir()))


def test_two_tables_without_a_fault_pass(package):
    assert package.faults() == []


# Cells


@pytest.mark.parametrize(
    ("column", "value", "expectation"),
    [
        ("population", "many", "a whole number of at least 1, or empty"),
        ("population", "31000.5", "a whole number of at least 1, or empty"),
        ("population", "31 000", "a whole number of at least 1, or empty"),
        ("population", "0", "a whole number of at least 1, or empty"),
        ("population", "-1", "a whole number of at least 1, or empty"),
        ("latitude", "44,7", "a number from -90 to 90, or empty"),
        ("latitude", "90.1", "a number from -90 to 90, or empty"),
        ("latitude", "-90.1", "a number from -90 to 90, or empty"),
        ("foreign_born_pct", "100.1", "a number of at most 100, or empty"),
        ("kind", "village", "one of city, region, or empty"),
        ("kind", "City", "one of city, region, or empty"),
        ("coastal", "yes", "true or false, or empty"),
        ("country_iso3", "", "text"),
    ],
)
def test_cell_that_breaks_its_rule_is_told_with_its_place(package, column, value, expectation):
    package.change_cell("cities.csv", 2, column, value)
    assert package.faults() == [Violation("cities.csv", 2, column, value, expectation)]


def test_cell_that_does_not_match_the_pattern_is_a_fault(package):
    package.write("countries.csv", "country_iso3,name,oecd_since\nITA,Italy,\nKEN,Kenya,\nke,K,\n")
    expectation = "text that matches ^[A-Z]{3}$"
    assert package.faults() == [Violation("countries.csv", 4, "country_iso3", "ke", expectation)]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("population", "1"),
        ("latitude", "-90"),
        ("latitude", "90"),
        ("latitude", "0"),
        ("foreign_born_pct", "100"),
        ("kind", ""),
        ("coastal", "true"),
        ("twin_ids", "ken-busia;ita-alba"),
    ],
)
def test_value_on_the_edge_of_its_rule_passes(package, column, value):
    package.change_cell("cities.csv", 2, column, value)
    assert package.faults() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("population", "1_000"),
        ("population", " 31000"),
        ("population", "٣"),
        ("population", "9" * 30),
        ("foreign_born_pct", "1_0.5"),
        ("foreign_born_pct", "NaN"),
        ("foreign_born_pct", "INF"),
    ],
)
def test_number_that_the_store_cannot_hold_as_written_is_a_fault(package, column, value):
    package.change_column("cities", "foreign_born_pct", constraints={})
    package.change_cell("cities.csv", 2, column, value)
    assert [(fault.row, fault.column, fault.value) for fault in package.faults()] == [
        (2, column, value)
    ]


def test_cell_longer_than_the_limit_of_the_csv_module_is_read(package):
    usual_limit = csv.field_size_limit(131_072)
    try:
        package.change_cell("countries.csv", 2, "name", "I" * 140_000)
        assert package.faults() == []
    finally:
        csv.field_size_limit(usual_limit)


def test_row_is_counted_in_records_when_a_cell_has_a_line_break(package):
    rows = ('ita-alba,ITA,1,,,,,"ita-alba\n"', "ita-bra,ITA,x,,,,,")
    assert [fault.row for fault in city_faults(package, *rows)] == [2, 3]


# Keys


def test_second_row_with_the_same_primary_key_is_a_fault(package):
    (fault,) = city_faults(package, "ita-alba,ITA,1,,,,,", "ita-alba,KEN,2,,,,,")
    assert (fault.row, fault.column, fault.value) == (3, "city_id", "ita-alba")


def test_primary_key_fault_names_the_row_that_has_the_key_already(package):
    (fault,) = city_faults(package, "ita-alba,ITA,1,,,,,", "ita-alba,KEN,2,,,,,")
    assert fault.expectation == (
        "a key that no other row has (the same as in the row at position 2)"
    )


def test_second_row_with_the_same_unique_key_is_a_fault(package):
    faults = city_faults(package, "ita-alba,ITA,7,,,,,", "ken-busia,KEN,7,,,,,", "x,ITA,7,,,,,")
    what = "one row for each key; row 2 already has this one"
    assert faults == [Violation("cities.csv", 4, "country_iso3+population", "ITA,7", what)]


def test_empty_cells_count_as_equal_in_a_unique_key(package):
    (fault,) = city_faults(package, "ita-alba,ITA,,,,,,", "ita-bra,ITA,,,,,,")
    assert (fault.row, fault.value) == (3, "ITA,")


def test_value_that_the_referenced_table_does_not_have_is_a_fault(package):
    package.change_cell("cities.csv", 3, "country_iso3", "ZZZ")
    what = "a value of country_iso3 in countries.csv"
    assert package.faults() == [Violation("cities.csv", 3, "country_iso3", "ZZZ", what)]


def test_foreign_key_into_the_own_table_is_checked(package):
    reference = {"resource": "cities", "fields": ["city_id"]}
    package.change_schema("cities", foreignKeys=[{"fields": ["kind"], "reference": reference}])
    what = "a value of city_id in cities.csv"
    assert package.faults() == [Violation("cities.csv", 2, "kind", "city", what)]


def test_every_unknown_id_in_a_list_is_a_fault_of_its_own(package):
    package.change_cell("cities.csv", 3, "twin_ids", "ita-alba;ita-rome;nowhere")
    what = "ids of cities.csv separated by ';'"
    assert package.faults() == [
        Violation("cities.csv", 3, "twin_ids", "ita-rome", what),
        Violation("cities.csv", 3, "twin_ids", "nowhere", what),
    ]


def test_list_with_a_separator_too_many_is_a_fault(package):
    package.change_cell("cities.csv", 3, "twin_ids", "ita-alba;")
    what = "ids of cities.csv separated by ';'"
    assert package.faults() == [Violation("cities.csv", 3, "twin_ids", "", what)]


# Header


def test_unknown_column_is_a_fault_of_row_1(package):
    faults = city_faults(package, header=HEADER + ",mayor")
    what = f"one of the columns {CITY_COLUMNS}"
    assert faults == [Violation("cities.csv", 1, "mayor", "mayor", what)]


def test_missing_columns_are_named_together(package):
    short = HEADER.removesuffix(",coastal,twin_ids")
    what = "also the columns coastal, twin_ids"
    assert city_faults(package, header=short) == [Violation("cities.csv", 1, "", short, what)]


def test_swapped_columns_are_a_fault(package):
    swapped = HEADER.replace("city_id,country_iso3", "country_iso3,city_id")
    what = f"each column once, in the order {CITY_COLUMNS}"
    assert city_faults(package, header=swapped) == [Violation("cities.csv", 1, "", swapped, what)]


def test_repeated_column_is_a_fault(package):
    repeated = HEADER + ",city_id"
    what = f"each column once, in the order {CITY_COLUMNS}"
    assert city_faults(package, header=repeated) == [Violation("cities.csv", 1, "", repeated, what)]


def test_column_repeated_in_place_of_another_names_the_missing_one(package):
    (fault,) = city_faults(package, header=HEADER.replace("latitude", "population"))
    assert fault.expectation == "also the columns latitude"


def test_header_in_capitals_is_not_the_header(package):
    faults = city_faults(package, header=HEADER.replace("kind", "KIND"))
    assert [fault.value for fault in faults][:1] == ["KIND"]


def test_semicolons_in_place_of_commas_are_a_fault_of_the_header(package):
    package.write("countries.csv", "country_iso3;name;oecd_since\nITA;Italy;1962\n")
    assert {(fault.file, fault.row) for fault in package.faults()} == {("countries.csv", 1)}


def test_fault_in_a_header_cell_with_a_line_break_stays_on_one_line(package):
    faults = city_faults(package, header=HEADER.replace("kind", '"ki\nnd"'))
    assert all(len(str(fault).splitlines()) == 1 for fault in faults)


def test_very_long_name_of_an_unknown_column_is_shortened(package):
    (fault,) = city_faults(package, header=HEADER + "," + "m" * 5000)
    assert len(str(fault)) < 1000


# Rows


def test_row_with_a_cell_too_many_is_a_fault(package):
    faults = city_faults(package, "ita-alba,ITA,1,,,,,,more")
    assert faults == [Violation("cities.csv", 2, "", "ita-alba,ITA,1,,,,,,more", "8 cells")]


def test_row_with_too_few_cells_is_a_fault(package):
    assert city_faults(package, "ita-alba,ITA,1") == [
        Violation("cities.csv", 2, "", "ita-alba,ITA,1", "8 cells")
    ]


def test_short_rows_that_repeat_a_key_of_two_columns_are_faults(package):
    package.change_schema("countries", primaryKey=["country_iso3", "name"])
    package.change_column("countries", "name", constraints={})
    package.write("countries.csv", "country_iso3,name,oecd_since\nITA\nITA\nKEN,Kenya,\n")
    assert {fault.row for fault in package.faults()} == {2, 3}


def test_cell_that_a_short_row_lacks_is_not_called_none(package):
    assert "None" not in [fault.value for fault in city_faults(package, "ita-alba")]


def test_blank_row_is_a_fault(package):
    faults = city_faults(package, "ita-alba,ITA,1,,,,,", "", "ken-busia,KEN,2,,,,,")
    assert Violation("cities.csv", 3, "", "", "8 cells") in faults


def test_blank_row_does_not_shift_the_rows_of_later_faults(package):
    faults = city_faults(package, "ita-alba,ITA,1,,,,,", "", "ken-busia,KEN,2,,,,,nowhere")
    assert [fault.row for fault in faults if fault.column == "twin_ids"] == [4]


def test_number_of_rows_must_be_the_stated_one(package):
    package.change_table("cities", rows=3)
    what = "the number that datapackage.json states"
    assert package.faults() == [Violation("cities.csv", 0, "", "2 rows", what)]


def test_checksum_of_a_file_must_be_the_stated_one(package):
    package.change_table("cities", hash="abc")
    (fault,) = package.faults()
    assert (fault.file, fault.row) == ("cities.csv", 0)


def test_table_without_rows_passes(package):
    assert city_faults(package) == []


# Files


def test_bytes_that_are_not_utf_8_are_told_with_their_row(package):
    package.write("countries.csv", COUNTRY_IN_LATIN_1)
    assert package.faults() == [Violation("countries.csv", 3, "", "byte 0xf4", "UTF-8 text")]


COUNTRY_IN_LATIN_1 = "country_iso3,name,oecd_since\nITA,Italy,\nCIV,Côte d'Ivoire,\n".encode(
    "latin-1"
)


def test_umlauts_and_other_scripts_are_text(package):
    package.change_cell("countries.csv", 2, "name", "Côte d'Ivoire, Türkiye, 日本")
    assert package.faults() == []


@pytest.mark.parametrize("content", ["", " \n\n"])
def test_file_without_a_header_is_empty(package, content):
    package.write("cities.csv", content)
    what = "a header and rows"
    assert package.faults() == [Violation("cities.csv", 0, "", "an empty file", what)]


def test_missing_file_is_a_fault(package):
    (package.folder / "cities.csv").unlink()
    assert package.faults() == [
        Violation("cities.csv", 0, "", "No such file or directory", "a readable file")
    ]


def test_line_ends_of_windows_pass(package):
    text = (package.folder / "cities.csv").read_text(encoding="utf-8")
    package.write("cities.csv", text.replace("\n", "\r\n"))
    assert package.faults() == []


def test_line_ends_of_an_old_mac_are_judged_like_any_other_file(package):
    text = (package.folder / "cities.csv").read_text(encoding="utf-8")
    package.write("cities.csv", text.replace("\n", "\r"))
    assert {fault.file for fault in package.faults()} <= {"cities.csv"}


def test_byte_order_mark_of_a_spreadsheet_is_a_fault_of_the_header(package):
    text = (package.folder / "cities.csv").read_text(encoding="utf-8")
    package.write("cities.csv", text.encode("utf-8-sig"))
    assert {(fault.file, fault.row) for fault in package.faults()} == {("cities.csv", 1)}


# The report as a whole


def test_all_faults_are_told_at_once_in_the_order_of_files_and_rows(package):
    package.change_cell("cities.csv", 3, "country_iso3", "ZZZ")
    package.change_cell("cities.csv", 3, "latitude", "north")
    package.change_cell("cities.csv", 2, "twin_ids", "nowhere")
    package.change_cell("countries.csv", 3, "oecd_since", "1900")
    places = [(fault.file, fault.row, fault.column) for fault in package.faults()]
    assert places[:2] == [("countries.csv", 3, "oecd_since"), ("cities.csv", 2, "twin_ids")]
    assert sorted(places[2:]) == [
        ("cities.csv", 3, "country_iso3"),
        ("cities.csv", 3, "latitude"),
    ]


def test_unreadable_file_does_not_make_faults_in_the_files_that_refer_to_it(package):
    package.write("countries.csv", "iso,name,oecd_since\nITA,Italy,\n")
    assert {fault.file for fault in package.faults()} == {"countries.csv"}


def test_unreadable_file_does_not_hide_the_faults_of_other_files(package):
    package.write("countries.csv", b"\xff\xfe")
    package.change_cell("cities.csv", 2, "population", "many")
    assert [fault.file for fault in package.faults()] == ["countries.csv", "cities.csv"]


def test_message_holds_one_line_for_each_fault(package):
    package.change_cell("cities.csv", 2, "population", "many")
    package.change_cell("cities.csv", 3, "kind", "village")
    with pytest.raises(PackageError) as caught:
        package.check()
    assert str(caught.value).splitlines() == [
        "cities.csv, row 2, column population: got 'many', "
        "expected a whole number of at least 1, or empty",
        "cities.csv, row 3, column kind: got 'village', expected one of city, region, or empty",
    ]


def test_faults_beyond_two_hundred_are_counted(package):
    rows = [f"city-{n},ITA,{n},,village,,," for n in range(1, 251)]
    package.write("cities.csv", "\n".join([HEADER, *rows, ""]))
    with pytest.raises(PackageError) as caught:
        package.check()
    lines = str(caught.value).splitlines()
    assert (len(caught.value.violations), len(lines)) == (250, 201)
    assert lines[-1] == "... and 50 more faults"


def test_package_with_three_thousand_faults_is_not_cut_short(package):
    rows = [f"city-{n},ITA,{n},,village,,," for n in range(1, 3_001)]
    assert len(city_faults(package, *rows)) == 3_000


def test_expectation_of_a_required_number_does_not_allow_an_empty_cell():
    column = Column(name="year", kind="integer", required=True, minimum=1990, maximum=2026)
    assert expectation(column) == "a whole number from 1990 to 2026"

"""Whole tables of the real data as files: nothing is lost on the way."""

from __future__ import annotations

import csv
import datetime

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from dashboard.errors import ExportError, FilterError
from dashboard.exports.tables import FORMATS
from dashboard.exports.whole_table import write_table
from dashboard.queries.tables import table_sources
from dashboard.store.places import data_dir

TABLES = sorted(path.stem for path in data_dir().glob("*.csv"))


def rows_of(table):
    with (data_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def write(store, tmp_path):
    def write(table, file_format, out=None):
        out = out or tmp_path / f"{table}.{file_format}"
        with store.cursor() as cursor:
            n_rows = write_table(cursor, table, store.release, file_format, out)
        return out, n_rows

    return write


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_read_back_from_csv_with_every_cell_in_place(write, table):
    out, _n_rows = write(table, "csv")
    rows = rows_of(table)
    found = pd.read_csv(out, comment="#", keep_default_na=False, dtype=str)
    filled = {name: sum(row[name] != "" for row in rows) for name in rows[0]}
    assert (len(found), (found != "").sum().to_dict()) == (len(rows), filled)


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_read_back_from_parquet(write, table):
    out, n_rows = write(table, "parquet")
    assert (pq.read_table(out).num_rows, n_rows) == (len(rows_of(table)), len(rows_of(table)))


def test_texts_are_read_back_from_xlsx(write):
    out, _n_rows = write("keywords", "xlsx")
    found = pd.read_excel(out, sheet_name="Table", dtype=str, keep_default_na=False)
    assert found.to_dict("records") == rows_of("keywords")


def test_numbers_are_read_back_from_xlsx(write):
    out, _n_rows = write("cities", "xlsx")
    found = pd.read_excel(out, sheet_name="Table")
    expected = [float(row["latitude"]) for row in rows_of("cities") if row["latitude"]]
    assert found["latitude"].dropna().tolist() == expected


@pytest.mark.parametrize("file_format", FORMATS)
def test_number_of_rows_is_told(write, file_format):
    assert write("policy_areas", file_format)[1] == 6


def test_notes_name_table_release_day_and_link(write, store):
    out, _n_rows = write("policy_areas", "parquet")
    metadata = pq.read_table(out).schema.metadata
    assert metadata[b"Title"].startswith(b"policy_areas: ")
    assert metadata[b"Filters"] == b"none: the whole table"
    assert metadata[b"Release"].decode() == store.release
    assert metadata[b"Date"].decode() == datetime.datetime.now(datetime.UTC).date().isoformat()
    assert metadata[b"Exact link"].decode() == f"/?release={store.release}"


def test_notes_name_every_source_of_the_rows(write, store):
    out, _n_rows = write("practices", "parquet")
    with store.cursor() as cursor:
        sources = table_sources(cursor, "practices")
    assert pq.read_table(out).schema.metadata[b"Sources"].decode() == "; ".join(sources)


def test_about_sheet_names_every_source_of_the_rows(write, store):
    out, _n_rows = write("practices", "xlsx")
    with store.cursor() as cursor:
        sources = table_sources(cursor, "practices")
    rows = openpyxl.load_workbook(out)["About"].iter_rows(values_only=True)
    told = " ".join(str(cell) for row in rows for cell in row)
    assert [source for source in sources if source not in told] == []


def test_file_that_is_there_is_replaced(write, tmp_path):
    out = tmp_path / "areas.csv"
    out.write_text("old", encoding="utf-8")
    write("policy_areas", "csv", out)
    assert "old" not in out.read_text(encoding="utf-8").splitlines()[0]


def test_csv_file_is_utf8_without_a_mark(write):
    out, _n_rows = write("cities", "csv")
    assert out.read_bytes().decode("utf-8").strip('"').startswith("city_id")


@pytest.mark.parametrize("table", ["nothing", "core.cities", "cities; DROP TABLE core.cities", ""])
def test_unknown_table_is_refused_with_the_names_of_those_that_are(write, table):
    with pytest.raises(
        FilterError, match=r"^TABLE: got .*, expected one of action_codings, actions"
    ):
        write(table, "csv")


def test_unknown_format_is_refused_with_those_that_are(write):
    with pytest.raises(FilterError, match=r"got 'docx', expected one of csv, xlsx, parquet"):
        write("cities", "docx")


def test_folder_that_does_not_exist_is_an_error_of_ours(write, tmp_path):
    with pytest.raises(ExportError, match=r"cannot be written: No such file or directory"):
        write("cities", "csv", tmp_path / "nowhere" / "cities.csv")


def test_folder_is_no_file_to_write(write, tmp_path):
    with pytest.raises(ExportError, match=r"cannot be written: Is a directory"):
        write("cities", "csv", tmp_path)


def test_same_table_twice_is_the_same_csv(write, tmp_path):
    one, _n = write("cities", "csv", tmp_path / "one.csv")
    other, _n = write("cities", "csv", tmp_path / "other.csv")
    assert one.read_bytes() == other.read_bytes()

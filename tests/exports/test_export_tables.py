"""Tables as files: what was shown is read back, with the notes, and nothing runs as a formula.

city    note         n    share   known
Alba    =1+1         -3   0.5     true
Brod    (missing)    -    -       false
"""

from __future__ import annotations

import csv
import io

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.exports.provenance import Provenance
from dashboard.exports.tables import FORMATS, MIME_TYPES, table_file

ABOUT = Provenance(
    title='Areas, ranked "by frequency"',
    filters=("region: Africa, Asia", "coding: First coder"),
    release="2026.11.22-0123abcd",
    date="2026-11-22",
    sources=("Slides, May 2019", "OECD: Working together (2018) https://example.org/a,b"),
    link="https://dashboard.example/rankings?region=africa,asia&release=2026.11.22-0123abcd",
)
NAMES = ["Title", "Filters", "Release", "Date", "Sources", "Exact link"]
TABLE = pd.DataFrame(
    {
        "city": ["Alba", "Brod"],
        "note": ["=1+1", None],
        "n": pd.array([-3, pd.NA], dtype="Int64"),
        "share": [0.5, float("nan")],
        "known": [True, False],
    }
)
RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "|cmd", "%0A", '=HYPERLINK("http://x")']
# Any text but control characters other than line breaks and tabs; NUL cannot be in a CSV file.
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from(list("#\"',;=\n\r\t")),
    max_size=12,
)


def text_of(table):
    return table_file(table, ABOUT, "csv").decode()


def from_csv(table, **options):
    return pd.read_csv(io.BytesIO(table_file(table, ABOUT, "csv")), comment="#", **options)


def from_xlsx(table, sheet="Table"):
    book = openpyxl.load_workbook(io.BytesIO(table_file(table, ABOUT, "xlsx")))
    return book[sheet]


def from_parquet(table):
    return pq.read_table(io.BytesIO(table_file(table, ABOUT, "parquet")))


def column(*values):
    return pd.DataFrame({"text": list(values), "n": range(len(values))})


def cells_of(table):
    return list(csv.reader(io.StringIO(text_of(table))))


def without_apostrophe(text):
    # What the reader sees: the apostrophe only tells a spreadsheet that this is text.
    return text.removeprefix("'") if text[1:2] in {*"=+-@|%#", "\t", "\r", "\n"} else text


@pytest.mark.parametrize("file_format", FORMATS)
def test_every_format_has_a_media_type(file_format):
    assert MIME_TYPES[file_format]


def test_csv_starts_with_the_header():
    assert cells_of(TABLE)[0] == ["city", "note", "n", "share", "known"]


def test_csv_is_read_back_by_pandas():
    assert from_csv(TABLE)["city"].tolist() == ["Alba", "Brod"]


def test_missing_cells_of_a_csv_are_empty():
    assert cells_of(TABLE)[2] == ["Brod", "", "", "", "false"]


def test_missing_date_of_a_csv_is_empty():
    dates = pd.DataFrame({"day": pd.to_datetime(["2026-11-22", None]), "n": [1, 2]})
    assert cells_of(dates)[2] == ["", "2"]


def test_row_of_a_single_missing_cell_is_kept_in_a_csv():
    alone = pd.DataFrame({"note": ["first", None, "last"]})
    assert len(from_csv(alone)) == 3


def test_whole_numbers_of_a_csv_have_no_decimals():
    assert from_csv(TABLE, dtype=str)["n"][0] == "-3"


def test_truth_of_a_csv_is_written_in_small_letters():
    assert from_csv(TABLE, dtype=str)["known"].tolist() == ["true", "false"]


def test_negative_numbers_of_a_csv_stay_numbers():
    numbers = pd.DataFrame({"whole": [-1, 2], "decimal": [-0.5, -1e-9]})
    assert from_csv(numbers).equals(numbers)


@pytest.mark.parametrize("text", RISKY, ids=repr)
def test_cell_that_a_spreadsheet_would_run_is_text_in_a_csv(text):
    assert cells_of(column(text))[1][0] == "'" + text


def test_notes_of_a_csv_stand_under_the_table():
    notes = text_of(TABLE).splitlines()[3:]
    assert [note.split(": ")[0] for note in notes] == [f"# {name}" for name in NAMES]


def test_notes_of_a_csv_have_neither_comma_nor_quote():
    notes = "".join(text_of(TABLE).splitlines()[3:])
    assert not set(notes) & {",", '"'}


def test_line_breaks_in_a_note_do_not_start_a_row():
    about = Provenance("A\nB\r\nC", (), "r", "d", (), "")
    lines = table_file(TABLE, about, "csv").decode().splitlines()
    assert lines[3] == "# Title: A B C"


def test_csv_without_rows_has_a_header_and_notes():
    assert from_csv(TABLE.iloc[:0]).empty


@pytest.mark.parametrize("text", ["see #3", "https://example.org/#part", "#first", "a,#b", '"#"'])
def test_number_sign_in_a_cell_does_not_cut_the_row(text):
    assert from_csv(column(text))["n"].tolist() == [0]
    assert without_apostrophe(from_csv(column(text))["text"][0]) == text


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\rb", 'a"b', "a,b", " a ", "Š漢🏙"], ids=repr)
def test_text_of_a_csv_is_read_back_as_it_was(text):
    assert from_csv(column(text, "z"))["text"].tolist() == [text, "z"]


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_any_text_of_a_csv_is_read_back_as_it_was(texts):
    found = from_csv(column(*texts), dtype=str, keep_default_na=False)["text"]
    assert [without_apostrophe(text) for text in found] == [without_apostrophe(t) for t in texts]


def test_xlsx_is_read_back_by_pandas():
    content = io.BytesIO(table_file(TABLE, ABOUT, "xlsx"))
    assert pd.read_excel(content, sheet_name="Table")["n"][0] == -3


def test_xlsx_has_the_table_and_the_notes_on_two_sheets():
    book = openpyxl.load_workbook(io.BytesIO(table_file(TABLE, ABOUT, "xlsx")))
    assert book.sheetnames == ["Table", "About"]


def test_missing_cells_of_an_xlsx_are_empty():
    assert [cell.value for cell in from_xlsx(TABLE)[3]] == ["Brod", None, None, None, False]


def test_numbers_of_an_xlsx_are_numbers():
    assert [cell.data_type for cell in from_xlsx(TABLE)[2]] == ["s", "s", "n", "n", "b"]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "{=1}", "https://example.org", "007", "mailto:a@b.c"],
)
def test_text_of_an_xlsx_stays_text(text):
    cell = from_xlsx(column(text))["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_header_of_an_xlsx_stays_in_view_and_filters():
    sheet = from_xlsx(TABLE)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:E3")


def test_xlsx_without_rows_has_a_header():
    assert [cell.value for cell in from_xlsx(TABLE.iloc[:0])[1]] == list(TABLE)


def test_xlsx_without_columns_can_be_written():
    assert from_xlsx(pd.DataFrame())["A1"].value is None


def test_dates_of_an_xlsx_are_readable():
    dates = pd.DataFrame({"day": [pd.Timestamp("2026-11-22").date()]})
    assert from_xlsx(dates)["A2"].value == "2026-11-22"


def test_notes_of_an_xlsx_are_whole():
    notes = from_xlsx(TABLE, "About").iter_rows(values_only=True)
    assert list(notes) == [
        ("Title", ABOUT.title),
        ("Filters", "region: Africa, Asia; coding: First coder"),
        ("Release", ABOUT.release),
        ("Date", ABOUT.date),
        ("Exact link", ABOUT.link),
        ("Source", "Slides, May 2019"),
        ("Source", "OECD: Working together (2018) https://example.org/a,b"),
    ]


def test_parquet_is_read_back_by_pandas():
    back = pd.read_parquet(io.BytesIO(table_file(TABLE, ABOUT, "parquet")))
    assert back["n"].tolist() == TABLE["n"].tolist()


def test_parquet_keeps_text_as_it_is():
    assert from_parquet(column(*RISKY))["text"].to_pylist() == RISKY


def test_missing_cells_of_a_parquet_file_are_missing():
    back = from_parquet(TABLE)
    assert {name: back[name].null_count for name in ("note", "n", "share")} == {
        "note": 1,
        "n": 1,
        "share": 1,
    }


def test_notes_of_a_parquet_file_are_its_metadata():
    metadata = from_parquet(TABLE).schema.metadata
    assert [(name, metadata[name.encode()].decode()) for name in NAMES] == ABOUT.lines()


def test_parquet_without_rows_keeps_its_columns():
    assert from_parquet(TABLE.iloc[:0]).column_names == list(TABLE)


def test_notes_say_title_filters_release_date_sources_and_link():
    assert dict(ABOUT.lines()) == {
        "Title": 'Areas, ranked "by frequency"',
        "Filters": "region: Africa, Asia; coding: First coder",
        "Release": "2026.11.22-0123abcd",
        "Date": "2026-11-22",
        "Sources": "Slides, May 2019; OECD: Working together (2018) https://example.org/a,b",
        "Exact link": ABOUT.link,
    }

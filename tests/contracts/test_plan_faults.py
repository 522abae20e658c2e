"""Broken plan files: each fault is told with file, row, column, value and expectation.

The sound file, as JSON and as XLSX, and where its rows are:

    table        content                          row in the JSON list    row in the sheet
    plan         ita-alba, A welcome for all      1                       2
    actions      housing                          1                       2
                 schools                          2                       3
    milestones   housing, 2027-03-31              1                       2

The files are put together here, not by our own writers.
"""

from __future__ import annotations

import io
import json
import zipfile
from copy import deepcopy
from datetime import date, datetime, time
from itertools import pairwise

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula

from dashboard.contracts.plan_read import read_plan
from dashboard.contracts.violation import PackageError, Violation

COLUMNS = {
    "plan": "format_version city_id title from_year to_year adopted_by adopted_on review_on "
    "summary release",
    "actions": "keyword_id wording source_action_id reason owner role_id catalogue_id indicator "
    "unit baseline_value baseline_year baseline_source target_value target_year budget_line "
    "budget_amount currency resources partners practice_ids evidence review_on",
    "milestones": "keyword_id due_on milestone",
}
ROWS = {
    "plan": [
        {
            "format_version": 1,
            "city_id": "ita-alba",
            "title": "A welcome for all",
            "from_year": 2026,
            "review_on": "2027-06-30",
        }
    ],
    "actions": [
        {"keyword_id": "housing", "wording": "Open a housing desk", "practice_ids": "p-one;p-two"},
        {"keyword_id": "schools", "baseline_value": 12.5, "baseline_year": 2025},
    ],
    "milestones": [
        {"keyword_id": "housing", "due_on": "2027-03-31", "milestone": "Desk is open"},
    ],
}
KNOWN = {
    "city_id": frozenset({"ita-alba", "ken-busia"}),
    "keyword_id": frozenset({"housing", "schools", "jobs"}),
    "source_action_id": frozenset({"a-0001"}),
    "catalogue_id": frozenset({"share-of-homes"}),
    "practice_ids": frozenset({"p-one", "p-two"}),
}
ID = "text that matches ^[a-z0-9]+(-[a-z0-9]+)*$"
KNOWN_ID = "an id that this release of the data has"
DAY = "a day of the calendar from 1990 to 2100, as 2027-06-30"
DAY_FORM = r"text that matches ^\d{4}-\d{2}-\d{2}$"
YEAR = "a whole number from 1990 to 2100, or empty"
DIGITS = "a number written with digits 0-9"
WORKBOOK = "a workbook in the format XLSX"
JSON_TEXT = "JSON text in UTF-8, with each name once in an object"
JSON_PLAN = (
    "a plan: an object with format 'charting-local-inclusion/plan', and lists plan, actions, "
    "milestones"
)
VERSION = "version 1 of the plan format; this program reads no other"


def one_of_the_columns(table):
    return f"one of the columns {COLUMNS[table].replace(' ', ', ')}"


def in_full(rows):
    """Return rows with every column of their table, as a file has them."""
    return {
        table: [dict.fromkeys(COLUMNS[table].split()) | row for row in found]
        for table, found in rows.items()
    }


def in_json(change=None, rows=ROWS):
    file = deepcopy({"format": "charting-local-inclusion/plan", **in_full(rows)})
    if change:
        change(file)
    return json.dumps(file).encode()


def in_xlsx(change=None, rows=ROWS):
    book = Workbook()
    book.remove(book.active)
    for table, found in in_full(rows).items():
        sheet = book.create_sheet(table)
        sheet.append(COLUMNS[table].split())
        for row in found:
            sheet.append(list(row.values()))
    if change:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def in_shared_texts():
    """Return the sound XLSX file as spreadsheets save it: all texts in a part of their own."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for table, found in in_full(ROWS).items():
            sheet = book.add_worksheet(table)
            sheet.write_row("A1", COLUMNS[table].split())
            for number, row in enumerate(found, start=1):
                sheet.write_row(number, 0, row.values())
    return file.getvalue()


def packed_again(change):
    """Return the sound XLSX file with the parts that `change(name, content)` returns."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(in_shared_texts())) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = change(name, before.read(name))
            if content is not None:
                after.writestr(name, content)
    return file.getvalue()


def in_part(part, old, new):
    """Return the sound XLSX file with other bytes in one of its parts."""

    def changed(name, content):
        if name != part:
            return content
        assert old in content
        return content.replace(old, new, 1)

    return packed_again(changed)


def without_part(part):
    return packed_again(lambda name, content: None if name == part else content)


def zipped(content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", content)
    return file.getvalue()


def plan_in(content, file):
    return read_plan(content, file, KNOWN)


def faults_in(content, file):
    with pytest.raises(PackageError) as caught:
        plan_in(content, file)
    return list(caught.value.violations)


def cell_of(table, row, column):
    return f"{get_column_letter(COLUMNS[table].split().index(column) + 1)}{row}"


def with_cell(table, row, column, value):
    return in_xlsx(lambda book: book[table].__setitem__(cell_of(table, row, column), value))


def beside(table):
    """Return the letter of the first column that the table does not have."""
    return get_column_letter(len(COLUMNS[table].split()) + 1)


# The sound file


@pytest.mark.parametrize(
    ("write", "file"),
    [(in_json, "plan.json"), (in_xlsx, "plan.xlsx"), (in_shared_texts, "plan.xlsx")],
)
def test_file_without_a_fault_is_the_plan(write, file):
    plan = plan_in(write(), file)
    assert (plan.city_id, plan.title, plan.from_year) == ("ita-alba", "A welcome for all", 2026)
    housing, schools = plan.actions
    assert housing.practice_ids == ("p-one", "p-two")
    assert [found.milestone for found in housing.milestones] == ["Desk is open"]
    assert (schools.wording, schools.baseline_value, schools.target_value) == ("", 12.5, None)


# Cells, in JSON and in XLSX alike

CELLS = {
    "day that no calendar has": ("actions", 2, "review_on", "2027-02-30", DAY),
    "day of the plan that no calendar has": ("plan", 1, "adopted_on", "2026-13-01", DAY),
    "day before 1990": ("actions", 1, "review_on", "1989-12-31", DAY),
    "day after 2100": ("milestones", 1, "due_on", "2101-01-01", DAY),
    "day in another form": ("milestones", 1, "due_on", "31/03/2027", DAY_FORM),
    "day in other digits": ("milestones", 1, "due_on", "٢٠٢٧-٠٦-٣٠", DAY),
    "milestone without a day": ("milestones", 1, "due_on", None, DAY_FORM),
    "milestone without a text": (
        "milestones",
        1,
        "milestone",
        None,
        "text of at most 500 characters",
    ),
    "city that the release does not have": ("plan", 1, "city_id", "ita-rome", KNOWN_ID),
    "city that is no id": ("plan", 1, "city_id", "Alba (Italy)", ID),
    "keyword that the release does not have": ("actions", 2, "keyword_id", "zoos", KNOWN_ID),
    "source that the release does not have": (
        "actions",
        1,
        "source_action_id",
        "a-9999",
        KNOWN_ID,
    ),
    "indicator that the release does not have": ("actions", 1, "catalogue_id", "joy", KNOWN_ID),
    "milestone of an action that is not there": (
        "milestones",
        1,
        "keyword_id",
        "jobs",
        "a value of keyword_id in actions",
    ),
    "text that is too long": (
        "plan",
        1,
        "title",
        "x" * 301,
        "text of at most 300 characters, or empty",
    ),
    "long text that is too long": (
        "plan",
        1,
        "summary",
        "é" * 4001,
        "text of at most 4000 characters, or empty",
    ),
    "role that no city has": (
        "actions",
        1,
        "role_id",
        "mayor",
        "one of policy-maker, service-provider, employer, buyer, or empty",
    ),
    "currency in small letters": (
        "actions",
        1,
        "currency",
        "eur",
        "text that matches ^[A-Z]{3}$, or empty",
    ),
    "year before 1990": ("plan", 1, "from_year", 1989, YEAR),
    "year after 2100": ("actions", 2, "target_year", 2101, YEAR),
    "half a year": ("plan", 1, "to_year", 2030.5, YEAR),
    "budget below zero": ("actions", 1, "budget_amount", -1, "a number of at least 0, or empty"),
    "number too large to be written": ("actions", 2, "target_value", 1e150, DIGITS),
}


@pytest.mark.parametrize("place", CELLS.values(), ids=CELLS)
def test_cell_that_breaks_its_rule_is_told_in_both_formats(place):
    table, row, column, value, expectation = place
    rows = deepcopy(ROWS)
    rows[table][row - 1][column] = value
    shown = "" if value is None else str(value)
    assert faults_in(in_json(rows=rows), "plan.json") == [
        Violation(f"plan.json, {table}", row, column, shown, expectation)
    ]
    assert faults_in(in_xlsx(rows=rows), "plan.xlsx") == [
        Violation(f"plan.xlsx, sheet {table}", row + 1, column, shown, expectation)
    ]


@pytest.mark.parametrize(
    ("ids", "unknown"),
    [
        ("p-one;p-nine", ["p-nine"]),
        ("p-eight;p-one;p-nine", ["p-eight", "p-nine"]),
        ("p-one;", [""]),
        ("p-one; p-two", [" p-two"]),
        ("p-one,p-two", ["p-one,p-two"]),
    ],
)
def test_every_unknown_practice_is_a_fault_of_its_own(ids, unknown):
    rows = deepcopy(ROWS)
    rows["actions"][0]["practice_ids"] = ids
    assert faults_in(in_json(rows=rows), "plan.json") == [
        Violation("plan.json, actions", 1, "practice_ids", part, KNOWN_ID) for part in unknown
    ]


def test_keyword_that_is_there_twice_names_the_first_row_as_the_reader_counts():
    rows = deepcopy(ROWS)
    rows["actions"][1]["keyword_id"] = "housing"
    what = "a key that no other row has (the same as in row {})"
    assert faults_in(in_json(rows=rows), "plan.json") == [
        Violation("plan.json, actions", 2, "keyword_id", "housing", what.format(1))
    ]
    assert faults_in(in_xlsx(rows=rows), "plan.xlsx") == [
        Violation("plan.xlsx, sheet actions", 3, "keyword_id", "housing", what.format(2))
    ]


@pytest.mark.parametrize(
    ("cities", "count"), [([], "0 rows"), (["ita-alba", "ken-busia"], "2 rows")]
)
def test_file_holds_one_plan(cities, count):
    rows = ROWS | {"plan": [{"format_version": 1, "city_id": city} for city in cities]}
    what = "one row, the plan"
    assert faults_in(in_json(rows=rows), "p.json") == [
        Violation("p.json, plan", 0, "", count, what)
    ]
    assert faults_in(in_xlsx(rows=rows), "p.xlsx") == [
        Violation("p.xlsx, sheet plan", 0, "", count, what)
    ]


@pytest.mark.parametrize(("version", "shown"), [(2, "2"), (0, "0"), (1.5, "1.5")])
def test_file_of_another_version_is_told_before_anything_else(version, shown):
    rows = deepcopy(ROWS) | {"milestones": [{"keyword_id": "jobs"}]}
    rows["plan"][0] |= {"format_version": version, "city_id": "ita-rome"}
    assert faults_in(in_json(rows=rows), "plan.json") == [
        Violation("plan.json, plan", 0, "format_version", shown, VERSION)
    ]
    assert faults_in(in_xlsx(rows=rows), "plan.xlsx") == [
        Violation("plan.xlsx, sheet plan", 0, "format_version", shown, VERSION)
    ]


def test_all_faults_are_told_at_once():
    rows = deepcopy(ROWS)
    rows["plan"][0] |= {"city_id": "ita-rome", "from_year": 1900}
    rows["actions"][1] |= {"role_id": "mayor", "review_on": "2027-02-30"}
    rows["milestones"][0] |= {"due_on": "soon"}
    places = [(fault.row, fault.column) for fault in faults_in(in_xlsx(rows=rows), "plan.xlsx")]
    assert sorted(places) == [
        (2, "city_id"),
        (2, "due_on"),
        (2, "from_year"),
        (3, "review_on"),
        (3, "role_id"),
    ]


def test_message_is_a_sentence_for_each_fault():
    content = with_cell("actions", 3, "baseline_value", "abc")
    with pytest.raises(PackageError) as caught:
        plan_in(content, "plan.xlsx")
    assert str(caught.value) == (
        "plan.xlsx, sheet actions, row 3, column baseline_value: got 'abc', "
        "expected a number, or empty"
    )


@pytest.mark.parametrize("table", ["actions", "milestones"])
@pytest.mark.parametrize(("write", "file"), [(in_json, "p.json"), (in_xlsx, "p.xlsx")])
def test_table_has_at_most_two_thousand_rows(write, file, table):
    rows = deepcopy(ROWS)
    rows[table] = [rows[table][0]] * 2_001
    (fault,) = faults_in(write(rows=rows), file)
    assert (fault.row, fault.expectation) == (0, "at most 2000 rows")


@pytest.mark.parametrize(("write", "file"), [(in_json, "p.json"), (in_xlsx, "p.xlsx")])
def test_table_of_two_thousand_rows_is_read(write, file):
    rows = ROWS | {"milestones": ROWS["milestones"] * 2_000}
    assert len(plan_in(write(rows=rows), file).actions[0].milestones) == 2_000


# What only JSON has: types and names


@pytest.mark.parametrize(
    ("column", "value", "shown", "expectation"),
    [
        ("title", ["A", "B"], '["A", "B"]', "text"),
        ("title", {"en": "A"}, '{"en": "A"}', "text"),
        ("title", True, "true", "text"),
        ("title", 2026, "2026", "text"),
        ("title", float("nan"), "NaN", "text"),
        ("title", float("inf"), "Infinity", "text"),
        ("review_on", 20270630, "20270630", "text"),
        ("from_year", "2026", '"2026"', "a number, or null"),
        ("from_year", "abc", '"abc"', "a number, or null"),
        ("from_year", "", '""', "a number, or null"),
        ("from_year", [2026], "[2026]", "a number, or null"),
        ("from_year", {}, "{}", "a number, or null"),
        ("from_year", True, "true", "a number, or null"),
        ("from_year", float("nan"), "nan", YEAR),
        ("format_version", "1", '"1"', "a number, or null"),
    ],
)
def test_value_of_the_wrong_type_is_told(column, value, shown, expectation):
    content = in_json(lambda file: file["plan"][0].update({column: value}))
    assert faults_in(content, "plan.json") == [
        Violation("plan.json, plan", 1, column, shown, expectation)
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [(b"1e400", "inf"), (b"-1e400", "-inf"), (b"NaN", "nan"), (b"Infinity", "inf")],
)
def test_number_without_end_is_told(written, shown):
    content = in_json().replace(b"12.5", written)
    assert faults_in(content, "plan.json") == [
        Violation("plan.json, actions", 2, "baseline_value", shown, DIGITS)
    ]


@pytest.mark.parametrize("digits", [101, 401])
def test_number_with_more_digits_than_the_store_holds_is_told(digits):
    content = in_json().replace(b"12.5", b"9" * digits)
    assert faults_in(content, "plan.json") == [
        Violation("plan.json, actions", 2, "baseline_value", "9" * digits, "a number below 1e100")
    ]


def test_number_of_a_hundred_digits_is_read():
    content = in_json().replace(b"12.5", b"1" + b"0" * 99)
    assert plan_in(content, "plan.json").actions[1].baseline_value == 1e99


@pytest.mark.parametrize("value", ["Ms Mayor", ["Ms Mayor"], None])
def test_unknown_column_is_told_with_the_row_that_has_it(value):
    content = in_json(lambda file: file["actions"][1].update(mayor=value))
    assert faults_in(content, "plan.json") == [
        Violation("plan.json, actions", 2, "mayor", "mayor", one_of_the_columns("actions"))
    ]


def test_column_that_no_row_has_is_missing():
    content = in_json(lambda file: file["milestones"][0].pop("milestone"))
    assert faults_in(content, "plan.json") == [
        Violation(
            "plan.json, milestones", 1, "", "keyword_id, due_on", "also the columns milestone"
        )
    ]


def test_name_that_is_twice_in_an_object_is_told():
    content = in_json().replace(b'"title"', b'"title": "Another", "title"')
    assert faults_in(content, "plan.json") == [
        Violation("plan.json", 0, "", "title twice in one object", JSON_TEXT)
    ]


def test_empty_object_is_told():
    content = in_json(lambda file: file["milestones"].append({}))
    assert [(fault.file, fault.row) for fault in faults_in(content, "plan.json")] == [
        ("plan.json, milestones", 2)
    ]


@pytest.mark.parametrize(
    ("content", "value"),
    [
        pytest.param(b"[]", "list", id="a list"),
        pytest.param(b'"plan"', "str", id="a text"),
        pytest.param(b"null", "NoneType", id="nothing"),
        pytest.param(b"{}", "", id="an empty object"),
        pytest.param(b'{"format": "another"}', "another", id="another format"),
        pytest.param(b'{"format": ["x"]}', "['x']", id="a format that is no text"),
        pytest.param(in_json(lambda file: file.pop("format")), "", id="no format"),
        pytest.param(in_json(lambda file: file.update(notes=[])), "notes", id="a table too many"),
    ],
)
def test_json_that_is_no_plan_is_told(content, value):
    assert faults_in(content, "plan.json") == [Violation("plan.json", 0, "", value, JSON_PLAN)]


@pytest.mark.parametrize(
    ("change", "value"),
    [
        (lambda file: file.pop("milestones"), "NoneType"),
        (lambda file: file.update(milestones={}), "dict"),
        (lambda file: file.update(milestones="none"), "str"),
        (lambda file: file.update(milestones=["Desk is open"]), "list"),
    ],
)
def test_table_that_is_no_list_of_objects_is_told(change, value):
    assert faults_in(in_json(change), "plan.json") == [
        Violation("plan.json, milestones", 0, "", value, "a list of objects")
    ]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="an empty file"),
        pytest.param(b"{'format': 'x'}", id="wrong quotes"),
        pytest.param(in_json()[:-1], id="cut off"),
        pytest.param(in_json() + b"}", id="a bracket too many"),
        pytest.param(in_xlsx(), id="a workbook"),
        pytest.param('{"format": "é"}'.encode("latin-1"), id="not UTF-8"),
        pytest.param(b"[" * 200_000, id="nested without end"),
        pytest.param(b'{"a":' * 100_000 + b"1" + b"}" * 100_000, id="nested deeply"),
        pytest.param(in_json().replace(b"12.5", b"1" * 5_000), id="a number of 5000 digits"),
    ],
)
def test_text_that_is_no_json_is_told(content):
    (fault,) = faults_in(content, "plan.json")
    assert fault.value
    assert fault == Violation("plan.json", 0, "", fault.value, JSON_TEXT)


def test_byte_order_mark_of_an_editor_passes():
    assert plan_in(b"\xef\xbb\xbf" + in_json(), "PLAN.JSON").city_id == "ita-alba"


def test_order_of_the_columns_does_not_matter_in_json():
    def turned(file):
        file["actions"] = [dict(reversed(row.items())) for row in file["actions"]]

    assert plan_in(in_json(turned), "plan.json") == plan_in(in_json(), "plan.json")


# What only XLSX has: header, cells, rows


def test_unknown_column_of_a_sheet_is_told():
    content = in_xlsx(lambda book: book["plan"].__setitem__(beside("plan") + "1", "mayor"))
    assert faults_in(content, "plan.xlsx") == [
        Violation("plan.xlsx, sheet plan", 1, "mayor", "mayor", one_of_the_columns("plan"))
    ]


def test_column_that_is_twice_in_a_sheet_is_told_once():
    content = in_xlsx(lambda book: book["actions"].__setitem__(beside("actions") + "1", "wording"))
    assert faults_in(content, "plan.xlsx") == [
        Violation("plan.xlsx, sheet actions", 1, "wording", "wording", "each column once")
    ]


def test_missing_column_of_a_sheet_is_told():
    content = in_xlsx(lambda book: book["milestones"].delete_cols(2))
    assert faults_in(content, "plan.xlsx") == [
        Violation(
            "plan.xlsx, sheet milestones",
            1,
            "",
            "keyword_id, milestone",
            "also the columns due_on",
        )
    ]


def test_sheet_without_a_header_lacks_every_column():
    content = in_xlsx(lambda book: book["milestones"].delete_rows(1, 2))
    what = "also the columns keyword_id, due_on, milestone"
    assert faults_in(content, "plan.xlsx") == [
        Violation("plan.xlsx, sheet milestones", 1, "", "", what)
    ]


def test_missing_sheet_is_told():
    content = in_xlsx(lambda book: book.remove(book["actions"]))
    assert faults_in(content, "plan.xlsx") == [
        Violation("plan.xlsx", 0, "", "plan, milestones", "also the sheets actions")
    ]


@pytest.mark.parametrize(
    ("row", "column", "value", "shown"),
    [
        (3, "wording", "=1+1", "=1+1"),
        (3, "target_value", "=SUM(J2:J3)", "=SUM(J2:J3)"),
        (2, "review_on", "=TODAY()", "=TODAY()"),
        (3, "unit", ArrayFormula("I3:I3", "=SUM(J2:J3)"), "=SUM(J2:J3)"),
    ],
)
def test_formula_is_told(row, column, value, shown):
    assert faults_in(with_cell("actions", row, column, value), "plan.xlsx") == [
        Violation("plan.xlsx, sheet actions", row, column, shown, "no formula")
    ]


@pytest.mark.parametrize("row", [3, 9])
def test_cell_beyond_the_last_column_is_told(row):
    content = in_xlsx(lambda book: book["actions"].__setitem__(f"AC{row}", "ask the mayor"))
    what = "no cell beyond the last column"
    assert faults_in(content, "plan.xlsx") == [
        Violation("plan.xlsx, sheet actions", row, "", "ask the mayor", what)
    ]


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "shown", "expectation"),
    [
        ("actions", 3, "baseline_value", "abc", "abc", "a number, or empty"),
        ("actions", 3, "baseline_value", "12,5", "12,5", "a number, or empty"),
        ("actions", 3, "baseline_value", "٣", "٣", DIGITS),
        ("actions", 3, "baseline_value", True, "true", "a number, or empty"),
        ("actions", 3, "baseline_value", "#N/A", "#N/A", "a number, or empty"),
        ("actions", 3, "baseline_value", date(2027, 6, 30), "2027-06-30", "a number, or empty"),
        ("plan", 2, "from_year", date(2026, 1, 1), "2026-01-01", YEAR),
        (
            "plan",
            2,
            "review_on",
            datetime(2027, 6, 30, 12, 0),  # noqa: DTZ001 - a cell has no time zone
            "2027-06-30 12:00:00",
            f"{DAY_FORM}, or empty",
        ),
        ("plan", 2, "review_on", time(12, 30), "12:30:00", f"{DAY_FORM}, or empty"),
        ("plan", 2, "format_version", None, "", "a whole number from 1 to 1"),
    ],
)
def test_cell_of_a_spreadsheet_that_breaks_its_rule_is_told(  # noqa: PLR0913, PLR0917
    table, row, column, value, shown, expectation
):
    assert faults_in(with_cell(table, row, column, value), "plan.xlsx") == [
        Violation(f"plan.xlsx, sheet {table}", row, column, shown, expectation)
    ]


def test_number_without_end_in_a_sheet_is_told():
    content = in_part("xl/worksheets/sheet2.xml", b"<v>12.5</v>", b"<v>1e400</v>")
    assert faults_in(content, "plan.xlsx") == [
        Violation("plan.xlsx, sheet actions", 3, "baseline_value", "inf", DIGITS)
    ]


def test_blank_rows_do_not_shift_the_rows_of_faults():
    def spread(book):
        book["actions"].insert_rows(2, amount=3)
        book["actions"].insert_rows(6, amount=2)
        book["actions"]["A8"] = "zoos"
        book["actions"][cell_of("actions", 8, "baseline_year")] = 1900

    assert faults_in(in_xlsx(spread), "plan.xlsx") == [
        Violation("plan.xlsx, sheet actions", 8, "baseline_year", "1900", YEAR),
        Violation("plan.xlsx, sheet actions", 8, "keyword_id", "zoos", KNOWN_ID),
    ]


def test_blank_rows_do_not_shift_the_row_that_has_the_keyword_already():
    def spread(book):
        book["actions"].insert_rows(2, amount=3)
        book["actions"]["A6"] = "housing"

    (fault,) = faults_in(in_xlsx(spread), "plan.xlsx")
    assert (fault.row, fault.expectation) == (
        6,
        "a key that no other row has (the same as in row 5)",
    )


# What people and programs leave in a sheet, and what is accepted


def test_blank_rows_are_passed_over():
    content = in_xlsx(lambda book: book["actions"].insert_rows(2, amount=3))
    assert plan_in(content, "plan.xlsx") == plan_in(in_xlsx(), "plan.xlsx")


@pytest.mark.parametrize(
    "value",
    [date(2028, 1, 31), datetime(2028, 1, 31), "2028-01-31", " 2028-01-31 "],  # noqa: DTZ001
)
def test_day_is_a_date_cell_or_a_text(value):
    assert plan_in(with_cell("plan", 2, "review_on", value), "p.xlsx").review_on == "2028-01-31"


@pytest.mark.parametrize("value", [2028, 2028.0, "2028", "2028\u00a0"])
def test_year_is_a_whole_number_however_the_spreadsheet_holds_it(value):
    found = plan_in(with_cell("plan", 2, "to_year", value), "plan.xlsx").to_year
    assert (found, type(found)) == (2028, int)


def test_year_written_with_a_decimal_point_is_a_whole_number():
    sheet = in_part("xl/worksheets/sheet1.xml", b"<v>2026</v>", b"<v>2026.0</v>")
    assert plan_in(sheet, "plan.xlsx").from_year == 2026
    content = in_json().replace(b"2026,", b"2026.0,").replace(b": 1,", b": 1.0,")
    assert plan_in(content, "plan.json") == plan_in(in_json(), "plan.json")


@pytest.mark.parametrize(("value", "number"), [(7, 7.0), (7.25, 7.25), ("7.25", 7.25), (-3, -3.0)])
def test_number_is_read_however_the_spreadsheet_holds_it(value, number):
    content = with_cell("actions", 2, "target_value", value)
    assert plan_in(content, "plan.xlsx").actions[0].target_value == number


@pytest.mark.parametrize(
    ("value", "text"),
    [(2030, "2030"), (2030.5, "2030.5"), (date(2030, 1, 1), "2030-01-01"), ("a\r\nb", "a\nb")],
)
def test_text_that_a_spreadsheet_holds_as_something_else_is_read(value, text):
    assert plan_in(with_cell("plan", 2, "title", value), "plan.xlsx").title == text


def test_order_of_the_columns_and_sheets_does_not_matter():
    def turned(book):
        book.move_sheet("plan", 2)
        for row in book["milestones"].iter_rows():
            values = [cell.value for cell in row]
            for cell, value in zip(row, reversed(values), strict=True):
                cell.value = value

    assert plan_in(in_xlsx(turned), "plan.xlsx") == plan_in(in_xlsx(), "plan.xlsx")


def test_further_sheets_are_passed_over():
    content = in_xlsx(lambda book: book.create_sheet("Notes").append(["=1+1"]))
    assert plan_in(content, "plan.xlsx") == plan_in(in_xlsx(), "plan.xlsx")


def test_formatted_cell_far_below_is_passed_over():
    content = in_xlsx(lambda book: setattr(book["actions"]["C5000"], "font", Font(bold=True)))
    assert plan_in(content, "plan.xlsx") == plan_in(in_xlsx(), "plan.xlsx")


def test_row_that_libreoffice_writes_at_the_end_of_a_sheet_is_passed_over():
    last = b'<row r="1048576"></row></sheetData>'
    content = in_part("xl/worksheets/sheet2.xml", b"</sheetData>", last)
    assert plan_in(content, "plan.xlsx") == plan_in(in_xlsx(), "plan.xlsx")


@pytest.mark.parametrize("size", [b"A1", b"A1:V2", b"A1:XFD1048576"])
def test_size_that_a_program_states_wrongly_hides_no_row(size):
    content = in_part("xl/worksheets/sheet2.xml", b'ref="A1:V3"', b'ref="' + size + b'"')
    assert plan_in(content, "plan.xlsx") == plan_in(in_xlsx(), "plan.xlsx")


# Files that cannot be read at all


@pytest.mark.parametrize("file", ["plan.csv", "plan.xls", "plan", "plan.json.zip"])
def test_file_with_another_ending_is_told(file):
    what = "a file whose name ends in .json or .xlsx"
    assert faults_in(in_json(), file) == [Violation(file, 0, "", file, what)]


@pytest.mark.parametrize("file", ["plan.json", "plan.xlsx", "plan.txt"])
def test_ten_megabytes_are_refused_by_their_size(file):
    what = "a plan of at most 2 MB"
    assert faults_in(b"x" * 10_000_000, file) == [Violation(file, 0, "", "10.0 MB", what)]


def test_two_megabytes_are_the_most_that_is_read():
    most = in_json().ljust(2_000_000)
    assert plan_in(most, "plan.json").city_id == "ita-alba"
    assert [fault.expectation for fault in faults_in(most + b" ", "plan.json")] == [
        "a plan of at most 2 MB"
    ]


def test_small_file_that_unpacks_to_a_large_one_is_refused():
    content = zipped(bytes(60_000_000))
    assert len(content) < 2_000_000
    assert faults_in(content, "plan.xlsx") == [
        Violation("plan.xlsx", 0, "", "60 MB unpacked", "at most 50 MB unpacked")
    ]


def entities_in_entities():
    """Return the sound file with a text of 1 GB, told in 1 kB."""
    names = [f"e{number}" for number in range(7)]
    told = [f'<!ENTITY {names[0]} "{"x" * 1_000}">']
    told += [f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names)]
    head = f"<!DOCTYPE sst [{''.join(told)}]>".encode()

    def changed(name, content):
        if name != "xl/sharedStrings.xml":
            return content
        start = content.index(b"<sst")
        return head + content[start:].replace(b"A welcome for all", b"&e6;")

    return packed_again(changed)


SHEET = "xl/worksheets/sheet1.xml"
UNREADABLE = {
    "an empty file": b"",
    "no zip file": b"not a workbook",
    "a JSON file": in_json(),
    "the first half": in_xlsx()[: len(in_xlsx()) // 2],
    "a zip file of something else": zipped(b"<workbook/>"),
    "no workbook part": without_part("xl/workbook.xml"),
    "no part with the texts": without_part("xl/sharedStrings.xml"),
    "a sheet cut off": in_part(SHEET, b"</sheetData>", b"</sheetDat"),
    "a number that is none": in_part(SHEET, b"<v>2026</v>", b"<v>20x26</v>"),
    "a number of 5000 digits": in_part(SHEET, b"<v>2026</v>", b"<v>" + b"1" * 5000 + b"</v>"),
    "a text that is not there": in_part(SHEET, b't="s"><v>0</v>', b't="s"><v>9999</v>'),
    "a cell outside of every sheet": in_part(SHEET, b'r="A2"', b'r="ZZZZZZ2"'),
    "entities in entities": entities_in_entities(),
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_damaged_workbook_is_told(content):
    (fault,) = faults_in(content, "plan.xlsx")
    assert fault.value
    assert fault == Violation("plan.xlsx", 0, "", fault.value, WORKBOOK)


def test_row_beyond_the_end_of_every_sheet_is_refused():
    content = in_part("xl/worksheets/sheet3.xml", b'<row r="2"', b'<row r="9999999999"')
    (fault,) = faults_in(content, "plan.xlsx")
    assert (fault.row, fault.expectation) == (0, "at most 2000 rows")


def is_a_plan_or_told(content, file):
    """Return whether a file is read, or refused with faults; any other error is raised."""
    try:
        plan_in(content, file)
    except PackageError as error:
        return {fault.file.split(",")[0] for fault in error.violations} == {file}
    return True


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_json_file_with_any_bytes_changed_is_a_plan_or_told(data):
    content = bytearray(in_json())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=3)):
        content[place] = data.draw(st.sampled_from(b'09aAeE.-+"{}[],:\\ \n\x00\xff'))
    assert is_a_plan_or_told(bytes(content), "plan.json")


SENT = in_shared_texts()


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_workbook_with_any_bytes_of_a_part_changed_is_a_plan_or_told(data):
    with zipfile.ZipFile(io.BytesIO(SENT)) as packed:
        part = data.draw(st.sampled_from([*packed.namelist(), *[SHEET] * 5]))
        content = bytearray(packed.read(part))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=3)):
        content[place] = data.draw(st.sampled_from(b"09aAZrst.-+\"'<>/=&; \n\x00\xff"))
    assert is_a_plan_or_told(
        packed_again(lambda name, before: bytes(content) if name == part else before), "plan.xlsx"
    )


@pytest.mark.parametrize("most", [0, 100, 1_000, 5_000])
def test_workbook_that_was_sent_in_part_is_told(most):
    assert faults_in(SENT[:most], "plan.xlsx")[0].expectation == WORKBOOK

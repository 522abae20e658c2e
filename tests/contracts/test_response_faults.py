"""Broken response files: every fault is told with row, column, value and expectation.

The sound file, as CSV and as XLSX:

    row 1  header, the sixteen columns of the schema
    row 2  ita-alba, 2026, desk: in place, everything filled
    row 3  ita-alba, 2026, jobs: not in place
    row 4  ken-busia, 2025, desk: not known

The files are put together here, not by our own writers.
"""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, time
from itertools import pairwise

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from dashboard.contracts import response_table
from dashboard.contracts.response import ANSWER_COLUMNS, NEEDS, STATES
from dashboard.contracts.response_check import Questionnaire, read_responses, response_package
from dashboard.contracts.violation import PackageError

COLUMNS = list(ANSWER_COLUMNS)
LINK = "https://www.alba.example/desk"
FULL = [
    *("ita-alba", 2026, "desk", 2, "in-place", 2022, "Welcome Office", LINK, "staff;data", 2),
    *("share served", 10, 50, 20.5, 2025, "annual report"),
]
ROWS = [
    FULL,
    ["ita-alba", 2026, "jobs", 1, "not-in-place", None, None, None, "money", 5] + [None] * 6,
    ["ken-busia", 2025, "desk", 1, "do-not-know"] + [None] * 11,
]
KNOWN = Questionnaire(
    versions={"2025": {"desk": 1}, "2026": {"desk": 2, "jobs": 1}},
    questions=frozenset({"desk", "jobs", "homes"}),
    cities=frozenset({"ita-alba", "ken-busia"}),
    nearest=lambda text: ("ita-alba", "ita-asti") if text.startswith("ita") else (),
)
STATE = f"one of {', '.join(STATES)}"
WORKBOOK = "a workbook in the format XLSX"
POINT = "a number with a point, such as 3.5"
SAVE = "save it as CSV UTF-8"


def in_csv(rows=ROWS, header=COLUMNS, delimiter=",", end="\n", encoding="utf-8"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows([header, *rows])
    return out.getvalue().encode(encoding)


def with_cells(row=2, **cells):
    """Return the sound rows with other cells in one of them."""
    rows = [list(found) for found in ROWS]
    for column, value in cells.items():
        rows[row - 2][COLUMNS.index(column)] = value
    return rows


def cell(column, value, row=2):
    return in_csv(with_cells(row, **{column: value}))


def in_xlsx(change=None, rows=ROWS, header=COLUMNS, title="Answers"):
    book = Workbook()
    book.active.title = title
    for row in [header, *rows]:
        book.active.append(row)
    if change:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sheet_cell(column, value, row=2):
    def change(book):
        book.active.cell(row, COLUMNS.index(column) + 1).value = value

    return in_xlsx(change)


def in_shared_texts():
    """Return the sound XLSX file as spreadsheets save it: all texts in a part of their own."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Answers")
        for number, row in enumerate([COLUMNS, *ROWS]):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def in_part(part, old, new):
    """Return the sound XLSX file with bytes of one part replaced; new None drops the part."""
    return packed_again(part, lambda content: None if new is None else replaced(content, old, new))


def replaced(content, old, new):
    assert old in content
    return content.replace(old, new)


def packed_again(part, change):
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(in_shared_texts())) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            content = change(content) if name == part else content
            if content is not None:
                after.writestr(name, content)
    return file.getvalue()


def zipped(content, name="xl/workbook.xml"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return file.getvalue()


def entities_in_entities():
    """Return the sound file with a text of 1 GB, told in 1 kB."""
    names = [f"e{number}" for number in range(7)]
    told = [f'<!ENTITY {names[0]} "{"x" * 1_000}">']
    told += [f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names)]
    head = f"<!DOCTYPE sst [{''.join(told)}]>".encode()

    def changed(content):
        return head + replaced(content[content.index(b"<sst") :], b"Welcome Office", b"&e6;")

    return packed_again("xl/sharedStrings.xml", changed)


def hidden_sheet(state):
    def change(book):
        book.create_sheet("Notes").sheet_state = state

    return in_xlsx(change)


def second_sheet(book):
    book.active.title = "One"
    book.create_sheet("Two")


def hidden_answers(book):
    book.create_sheet("Else")
    book["Answers"].sheet_state = "hidden"
    book.active = 1


def hidden_column(book):
    book.active.column_dimensions["G"].hidden = True


def hidden_group(book):
    book.active.column_dimensions.group("F", "H", hidden=True)


def hidden_row(book):
    book.active.row_dimensions[3].hidden = True


def filtered_rows(book):
    for row in (2, 3, 4):
        book.active.row_dimensions[row].hidden = True


def merged(book):
    book.active.merge_cells("A3:A4")


def beyond(book):
    book.active.cell(3, 20).value = "a note"


def array_formula(book):
    book.active["N2"] = ArrayFormula("N2", "=SUM(L2:M2)")


def faults_in(content, file="answers.csv"):
    """Return the faults of a file that must not be accepted."""
    with pytest.raises(PackageError) as caught:
        read_responses(content, file, KNOWN)
    return caught.value.violations


# name: (content, file, [(row, column, part of the value, part of the expectation)])
CSV, XLSX = "answers.csv", "answers.xlsx"
BROKEN = {
    # bytes
    "empty file": (b"", CSV, [(0, "", "an empty file", "a header and rows")]),
    "blanks only": (b"\n \n\n", CSV, [(0, "", "an empty file", "a header and rows")]),
    "byte-order mark only": (b"\xef\xbb\xbf", CSV, [(0, "", "an empty file", "a header")]),
    "latin-1": (
        cell("unit_in_charge", "caf\u00e9").decode().encode("latin-1"),
        CSV,
        [(2, "", "byte 0xe9", SAVE)],
    ),
    "utf-16 without its last byte": (
        in_csv(encoding="utf-16")[:-1],
        CSV,
        [(4, "", "byte 0x", SAVE)],
    ),
    "utf-16 without mark": (in_csv(encoding="utf-16-le"), CSV, [(1, "", "NUL", SAVE)]),
    "NUL in row 3": (
        cell("unit_in_charge", "a\0b", row=3),
        CSV,
        [(3, "", "NUL", SAVE)],
    ),
    "too many bytes": (
        b"x" * 60_000_001,
        CSV,
        [(0, "", "60.0 MB", "at most 60 MB")],
    ),
    "other ending": (in_csv(), "answers.ods", [(0, "", "answers.ods", ".csv, .txt, .tsv, .xlsx")]),
    "no ending": (in_csv(), "answers", [(0, "", "answers", ".csv, .txt, .tsv, .xlsx")]),
    "old xls": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        XLSX,
        [(0, "", "an old .xls file, or a file with a password", WORKBOOK)],
    ),
    "old xls named csv": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        CSV,
        [(0, "", "an old .xls file", "CSV")],
    ),
    "pdf": (b"%PDF-1.7\n...", XLSX, [(0, "", "a PDF", WORKBOOK)]),
    "pdf named csv": (b"%PDF-1.7\n...", CSV, [(0, "", "a PDF", "CSV")]),
    "web page named xlsx": (
        b"\n<html><table><tr><td>city_id</td></tr></table></html>",
        XLSX,
        [(0, "", "a web page", WORKBOOK)],
    ),
    "web page named csv": (b"<!DOCTYPE html><p>", CSV, [(0, "", "a web page", "CSV")]),
    "csv named xlsx": (in_csv(), XLSX, [(0, "", "text", WORKBOOK)]),
    "xlsx named csv": (in_xlsx(), CSV, [(0, "", "a workbook", ".xlsx")]),
    # header
    "column unknown": (
        in_csv(
            header=[
                "city_id",
                "round_id",
                "question_id",
                "question_version",
                "status",
                *COLUMNS[5:],
            ]
        ),
        CSV,
        [(1, "status", "status", "did you mean state?"), (1, "", "city_id", "also the column")],
    ),
    "column unknown, nothing near": (
        in_csv(header=[*COLUMNS[:-1], "zzz"]),
        CSV,
        [(1, "zzz", "zzz", "one of the columns city_id, round_id")],
    ),
    "column missing": (
        in_csv([row[1:] for row in ROWS], COLUMNS[1:]),
        CSV,
        [(1, "", "round_id, question_id", "also the columns city_id")],
    ),
    "column twice": (
        in_csv([[*row, ""] for row in ROWS], [*COLUMNS, "State"]),
        CSV,
        [(1, "state", "State", "each column once")],
    ),
    "round and round_id": (
        in_csv([[*row, "2026"] for row in ROWS], [*COLUMNS, "round"]),
        CSV,
        [(1, "round_id", "round", "each column once")],
    ),
    "another delimiter": (
        in_csv(delimiter="|"),
        CSV,
        [(1, "", "city_id|round_id", "comma, semicolon or tab")],
    ),
    "header only": (in_csv([]), CSV, [(0, "", "0 answers", "at least one row with a state")]),
    "nothing answered": (
        in_csv([["ita-alba", 2026, "desk", 2]]),
        CSV,
        [(0, "", "0 answers", "at least one row with a state")],
    ),
    "very many columns": (
        b"a," * 300 + b"a\n",
        CSV,
        [(1, "", "301 columns", "at most 200 columns")],
    ),
    # rows
    "quote never closed": (
        cell("unit_in_charge", "Office", row=3).replace(b",Office,", b',"Office,'),
        CSV,
        [(3, "", "quotation mark", "closed")],
    ),
    "text after a quoted cell": (
        cell("unit_in_charge", "Office", row=3).replace(b",Office,", b',"Of"fice,'),
        CSV,
        [(3, "", "quotation mark", "closed")],
    ),
    "too many cells": (
        in_csv([FULL, [*ROWS[1], "", "more"], ROWS[2]]),
        CSV,
        [(3, "", "more", "no cell beyond the columns of the header")],
    ),
    "row after a cell with line ends": (
        in_csv([*with_cells(unit_in_charge="a\nb\nc")[:1], *with_cells(3, priority=9)[1:]]),
        CSV,
        [(5, "priority", "9", "from 1 to 5")],
    ),
    "formula": (cell("priority", "=1+1"), CSV, [(2, "priority", "=1+1", "no formula")]),
    "formula with plus": (
        cell("unit_in_charge", "+SUM(A1)"),
        CSV,
        [(2, "unit_in_charge", "+SUM", "no formula")],
    ),
    "formula with at": (
        cell("impact_source", "@SUM(A1)"),
        CSV,
        [(2, "impact_source", "@SUM", "no formula")],
    ),
    "formula with minus": (
        cell("unit_in_charge", "-cmd|' /C calc'!A0"),
        CSV,
        [(2, "unit_in_charge", "-cmd", "no formula")],
    ),
    "error value": (cell("impact_latest", "#REF!"), CSV, [(2, "impact_latest", "#REF!", "error")]),
    # keys
    "city unknown": (
        cell("city_id", "ita-albba"),
        CSV,
        [(2, "city_id", "ita-albba", "an id of table cities; nearest: ita-alba, ita-asti")],
    ),
    "city unknown, nothing near": (
        cell("city_id", "xyz"),
        CSV,
        [(2, "city_id", "xyz", "an id of table cities")],
    ),
    "city empty": (cell("city_id", ""), CSV, [(2, "city_id", "", "an id of table cities")]),
    "round unknown": (cell("round_id", "2024"), CSV, [(2, "round_id", "2024", "2025, 2026")]),
    "round empty": (cell("round_id", ""), CSV, [(2, "round_id", "", "one of 2025, 2026")]),
    "question unknown": (
        cell("question_id", "jobz"),
        CSV,
        [(2, "question_id", "jobz", "an id of the questionnaire; nearest: jobs")],
    ),
    "question empty": (
        cell("question_id", ""),
        CSV,
        [(2, "question_id", "", "an id of the questionnaire")],
    ),
    "question of no round": (
        cell("question_id", "homes"),
        CSV,
        [(2, "question_id", "homes", "a question that was asked in round 2026")],
    ),
    "question of another round": (
        cell("question_id", "jobs", row=4),
        CSV,
        [(4, "question_id", "jobs", "asked in round 2025; this one was asked in 2026")],
    ),
    "another version": (
        cell("question_version", 1),
        CSV,
        [(2, "question_version", "1", "2, the version of this question in round 2026")],
    ),
    "version no number": (
        cell("question_version", "two"),
        CSV,
        [(2, "question_version", "two", "a whole number of at least 1")],
    ),
    "answered twice": (
        in_csv([*ROWS, FULL]),
        CSV,
        [(5, "city_id+round_id+question_id", "ita-alba,2026,desk", "row 2 already has this one")],
    ),
    "answered twice, written otherwise": (
        in_csv([*ROWS, ["ita-alba", "2026.0", *FULL[2:]]]),
        CSV,
        [(5, "city_id+round_id+question_id", "ita-alba,2026,desk", "row 2 already")],
    ),
    # answers
    "state unknown": (
        cell("state", "in plase"),
        CSV,
        [(2, "state", "in plase", f"{STATE}; nearest: in-place")],
    ),
    "state empty": (cell("state", ""), CSV, [(2, "state", "", f"a state: {STATE}")]),
    "need unknown": (
        cell("needs", "staff;skill"),
        CSV,
        [(2, "needs", "skill", f"one of {', '.join(NEEDS)}; nearest: skills")],
    ),
    "link without scheme": (
        cell("evidence_link", "www.x.org"),
        CSV,
        [(2, "evidence_link", "www.x.org", "https://www.x.org")],
    ),
    "link with blanks": (
        cell("evidence_link", "https://x.org/a b"),
        CSV,
        [(2, "evidence_link", "a b", "a web address without blanks")],
    ),
    "link to localhost": (
        cell("evidence_link", "http://localhost/x"),
        CSV,
        [(2, "evidence_link", "localhost", "a web address")],
    ),
    "link to a script": (
        cell("evidence_link", "javascript:alert(1)"),
        CSV,
        [(2, "evidence_link", "javascript", "a web address")],
    ),
    "link too long": (
        cell("evidence_link", f"https://x.org/{'a' * 500}"),
        CSV,
        [(2, "evidence_link", "https://x.org", "at most 500 characters")],
    ),
    "unit too long": (
        cell("unit_in_charge", "u" * 201),
        CSV,
        [(2, "unit_in_charge", "uuu", "at most 200 characters")],
    ),
    "priority too high": (cell("priority", 6), CSV, [(2, "priority", "6", "from 1 to 5")]),
    "priority not whole": (cell("priority", "2.5"), CSV, [(2, "priority", "2.5", "whole")]),
    "decimal comma": (
        in_csv(with_cells(impact_latest="20,5"), delimiter=";"),
        CSV,
        [(2, "impact_latest", "20,5", POINT)],
    ),
    "thousands": (cell("impact_target", "1 000"), CSV, [(2, "impact_target", "1 000", POINT)]),
    "percent": (cell("impact_target", "50%"), CSV, [(2, "impact_target", "50%", POINT)]),
    "underscore in a number": (
        cell("impact_target", "1_0"),
        CSV,
        [(2, "impact_target", "1_0", "")],
    ),
    "not a number": (cell("impact_target", "nan"), CSV, [(2, "impact_target", "nan", "")]),
    "infinite": (cell("impact_target", "inf"), CSV, [(2, "impact_target", "inf", "")]),
    "very long number": (
        cell("impact_target", "1" * 400),
        CSV,
        [(2, "impact_target", "111", "a number below 1e+100")],
    ),
    "huge": (cell("impact_target", "1e999"), CSV, [(2, "impact_target", "1e999", "")]),
    "date for a year": (
        cell("year_since", "2022-03-01"),
        CSV,
        [(2, "year_since", "2022-03-01", "a year such as 2022; the cell holds a date")],
    ),
    "date for a number": (
        cell("impact_latest", "2022-03-01"),
        CSV,
        [(2, "impact_latest", "2022-03-01", "a number with a point, such as 3.5; the cell holds")],
    ),
    "date kept as a number": (
        cell("year_since", "44562"),
        CSV,
        [(2, "year_since", "44562", "a year from 1950 to 2100; 44562 looks like a date kept as")],
    ),
    "year too early": (cell("year_since", 1949), CSV, [(2, "year_since", "1949", "1950 to 2100")]),
    "year in words": (cell("impact_year", "last"), CSV, [(2, "impact_year", "last", "1950 to")]),
    "year of what is not in place": (
        cell("year_since", 2022, row=3),
        CSV,
        [(3, "year_since", "2022", "empty, as the state is not-in-place")],
    ),
    "value without indicator": (
        cell("impact_indicator", ""),
        CSV,
        [(2, "impact_indicator", "", "the indicator")],
    ),
    "latest value without year": (
        cell("impact_year", ""),
        CSV,
        [(2, "impact_year", "", "the year of the latest value")],
    ),
    "value without source": (
        cell("impact_source", ""),
        CSV,
        [(2, "impact_source", "", "the source of the values")],
    ),
    "several faults": (
        in_csv(with_cells(4, city_id="xyz", state="?", priority=0)),
        CSV,
        [(4, "city_id", "xyz", ""), (4, "state", "?", ""), (4, "priority", "0", "")],
    ),
    # workbooks
    "zip of something else": (zipped(b"<workbook/>"), XLSX, [(0, "", "", WORKBOOK)]),
    "zip bomb": (zipped(bytes(310_000_000)), XLSX, [(0, "", "310 MB unpacked", "300 MB")]),
    "half a workbook": (in_xlsx()[:3000], XLSX, [(0, "", "", WORKBOOK)]),
    "entities in entities": (entities_in_entities(), XLSX, [(0, "", "", WORKBOOK)]),
    "no texts": (in_part("xl/sharedStrings.xml", b"", None), XLSX, [(0, "", "", WORKBOOK)]),
    "sheet part missing": (
        in_part("xl/worksheets/sheet1.xml", b"", None),
        XLSX,
        [(0, "", "", 'a sheet named "Answers"')],
    ),
    "row beyond every sheet": (
        in_part("xl/worksheets/sheet1.xml", b'<row r="4"', b'<row r="9999999999"'),
        XLSX,
        [(0, "", "", WORKBOOK)],
    ),
    "two sheets, none named": (
        in_xlsx(second_sheet),
        XLSX,
        [(0, "", "One, Two", 'a sheet named "Answers"')],
    ),
    "hidden sheet": (hidden_sheet("hidden"), XLSX, [(0, "", "Notes", "no hidden sheet")]),
    "very hidden sheet": (hidden_sheet("veryHidden"), XLSX, [(0, "", "Notes", "no hidden")]),
    "hidden answers": (in_xlsx(hidden_answers), XLSX, [(0, "", "Answers", "no hidden sheet")]),
    "hidden row": (in_xlsx(hidden_row), XLSX, [(3, "", "1 hidden row", "no hidden row")]),
    "filtered rows": (in_xlsx(filtered_rows), XLSX, [(2, "", "3 hidden rows", "no hidden row")]),
    "hidden column": (
        in_xlsx(hidden_column),
        XLSX,
        [(1, "unit_in_charge", "hidden", "no hidden column")],
    ),
    "hidden columns": (
        in_xlsx(hidden_group),
        XLSX,
        [(1, name, "hidden", "no hidden column") for name in COLUMNS[5:8]],
    ),
    "merged cells": (
        in_xlsx(merged),
        XLSX,
        [(3, "", "A3:A4", "no merged cells"), (4, "city_id", "", "an id of table cities")],
    ),
    "cell beyond": (in_xlsx(beyond), XLSX, [(3, "", "a note", "no cell beyond")]),
    "formula in a sheet": (
        sheet_cell("impact_latest", "=L2+M2"),
        XLSX,
        [(2, "impact_latest", "=L2+M2", "no formula")],
    ),
    "array formula": (
        in_xlsx(array_formula),
        XLSX,
        [(2, "impact_latest", "=SUM(L2:M2)", "no formula")],
    ),
    "error value in a sheet": (
        sheet_cell("impact_latest", "#REF!"),
        XLSX,
        [(2, "impact_latest", "#REF!", "no error value")],
    ),
    "date cell": (
        sheet_cell("year_since", date(2022, 3, 1)),
        XLSX,
        [(2, "year_since", "2022-03-01", "a year such as 2022; the cell holds a date")],
    ),
    "date with a time": (
        sheet_cell("impact_year", datetime(2022, 3, 1, 12, 0)),  # noqa: DTZ001 - a cell has no zone
        XLSX,
        [(2, "impact_year", "2022-03-01 12:00:00", "the cell holds a date")],
    ),
    "time cell": (sheet_cell("priority", time(12, 30)), XLSX, [(2, "priority", "12:30", "whole")]),
    "truth value": (
        sheet_cell("impact_latest", value=True),
        XLSX,
        [(2, "impact_latest", "true", POINT)],
    ),
    "number without end": (
        in_part("xl/worksheets/sheet1.xml", b"<v>20.5</v>", b"<v>1e400</v>"),
        XLSX,
        [(2, "impact_latest", "inf", "")],
    ),
    "blank rows shift nothing": (
        in_xlsx(lambda book: book.active.insert_rows(2, 3), rows=with_cells(priority=7)),
        XLSX,
        [(5, "priority", "7", "from 1 to 5")],
    ),
    "empty sheet": (in_xlsx(rows=[], header=[]), XLSX, [(0, "", "an empty sheet", "a header")]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_told(name):
    content, file, expected = BROKEN[name]
    found = faults_in(content, file)
    told = [(fault.row, fault.column) for fault in found]
    assert told == [(row, column) for row, column, _value, _words in expected], found
    for fault, (_row, _column, value, words) in zip(found, expected, strict=True):
        assert fault.file.split(", sheet")[0] == file
        assert value in fault.value
        assert words in fault.expectation
        assert fault.expectation


def test_corpus_is_large_enough():
    assert len(BROKEN) >= 45


def test_faults_of_two_hundred_thousand_cells_are_counted_and_the_first_thousand_listed():
    rows = [["xyz", 2026, "desk", 2, "?"] for _ in range(100_000)]
    found = faults_in(in_csv(rows, COLUMNS[:5]))
    assert (found[0].row, found[0].value) == (0, "299999 faults")  # the key of the first row is new
    assert len(found) == 1_001
    assert [fault.row for fault in found[1:4]] == [2, 2, 3]


def test_more_rows_than_are_read_are_refused(monkeypatch):
    monkeypatch.setattr(response_table, "MOST_ROWS", 2)
    for content, file in ((in_csv(), CSV), (in_xlsx(), XLSX)):
        (fault,) = faults_in(content, file)
        assert (fault.row, fault.value, fault.expectation) == (4, "more rows", "at most 2 rows")


def test_reading_stops_at_very_many_formulas(monkeypatch):
    monkeypatch.setattr(response_table, "MOST_FAULTS", 2)
    rows = [["=A1"] * 5 for _ in range(10)]
    found = faults_in(in_csv(rows, COLUMNS[:5]))
    assert found[-1].value == "more rows"
    assert len(found) == 6


def test_schema_holds_the_vocabulary_of_answers():
    columns = {column.name: column for column in response_package().table("answers").columns}
    assert list(columns) == COLUMNS
    assert columns["state"].enum == STATES
    assert all(column.description for column in columns.values())
    kinds = {"str": "string", "Int64": "integer", "Float64": "number"}
    assert {name: column.kind for name, column in columns.items()} == {
        name: kinds[kind] for name, kind in ANSWER_COLUMNS.items()
    }
    need = f"({'|'.join(NEEDS)})"
    assert columns["needs"].pattern == f"^{need}(;{need})*$"

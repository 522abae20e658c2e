"""Read a response file, CSV or XLSX, into rows of text; whatever cannot be read is named.

Rows are counted as a spreadsheet does. In a CSV file a row has the number of the line where it
starts; this is the same as long as no cell before it holds a line end.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import Final

from dashboard.contracts.response_sheet import OTHER_SHEETS, SHEET, WORKBOOK, from_xlsx
from dashboard.contracts.response_table import (
    KEPT_FROM_RUNNING,
    NO_ERROR,
    NO_FORMULA,
    READING,
    Lines,
    Progress,
    RawTable,
    collected,
    foreign,
    refuse,
    silent,
    tidy,
)
from dashboard.contracts.violation import PackageError, Violation

__all__ = ["ENDINGS", "MOST_BYTES", "OTHER_SHEETS", "SHEET", "RawTable", "read_table", "silent"]

MOST_BYTES: Final = 60_000_000
ENDINGS: Final = (".csv", ".txt", ".tsv", ".xlsx")
_CSV: Final = "CSV text; a workbook needs the ending .xlsx"
_UTF8: Final = "UTF-8 text; save it as CSV UTF-8"
_QUOTES: Final = "quotation marks in pairs: closed at the end of the cell, doubled inside it"
_FORMULA: Final = re.compile(r"=|[+@][^\W\d_]|[+@]\(|-[^\W\d_]")
_ERRORS: Final = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!")
_SEPARATOR_LINE: Final = re.compile(r'"?sep=([,;\t])"?[^\S\r\n]*(\r\n|\r|\n|$)', re.IGNORECASE)
_LONGEST_CELL: Final = 2**31 - 1


def read_table(content: bytes, file: str, progress: Progress = silent) -> RawTable:
    """Read the rows of a response file.

    Args:
        content: Content of the file.
        file: Its name; the ending is one of ENDINGS.
        progress: Called with the share done (0-1) and the step in words.

    Returns:
        Header, rows, and the faults of single cells, rows and columns.

    Raises:
        PackageError: The file cannot be read as a table.
    """
    if len(content) > MOST_BYTES:
        size = f"{len(content) / 1e6:.1f} MB"
        refuse(file, 0, size, f"a file of at most {MOST_BYTES // 1_000_000} MB")
    if not file.lower().endswith(ENDINGS):
        refuse(file, 0, file, f"a file whose name ends in {', '.join(ENDINGS)}")
    progress(0.0, READING)
    if not file.lower().endswith(".xlsx"):
        return _from_csv(content, file, progress)
    try:
        return from_xlsx(content, file, progress)
    except PackageError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part causes
        message = [Violation(file, 0, "", str(error) or type(error).__name__, WORKBOOK)]
        raise PackageError(message) from error


def _from_csv(content: bytes, file: str, progress: Progress) -> RawTable:
    if what := foreign(content):
        refuse(file, 0, what, _CSV)
    text = _decoded(content, file)
    n_lines = text.count("\n") + text.count("\r") + 1
    found = collected(file, _csv_lines(text, file), n_lines, progress)
    if not found.header:
        refuse(file, 0, "an empty file", "a header and rows")
    if len(found.header) == 1:
        expected = "a header whose columns are separated by comma, semicolon or tab"
        refuse(file, found.header_row, found.header[0], expected)
    return found


def _decoded(content: bytes, file: str) -> str:
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    encoding = "utf-16" if content.startswith(marks) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(encoding, "replace")
        byte = f"byte 0x{error.object[error.start]:02x}"
        fault = Violation(file, _line(before), "", byte, _UTF8)
        raise PackageError([fault]) from error
    if "\0" in text:
        refuse(file, _line(text[: text.index("\0")]), "a NUL byte", _UTF8)
    return text


def _line(before: str) -> int:
    return before.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


def _csv_lines(text: str, file: str) -> Lines:
    csv.field_size_limit(_LONGEST_CELL)
    stated = _SEPARATOR_LINE.match(text)
    text = text[stated.end() :] if stated else text
    delimiter = stated[1] if stated else _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter, strict=True)
    while True:
        number = reader.line_num + (2 if stated else 1)
        try:
            cells = next(reader, None)
        except csv.Error as error:
            fault = Violation(file, number, "", f"a quotation mark ({error})", _QUOTES)
            raise PackageError([fault]) from error
        if cells is None:
            return
        texts = [tidy(cell) for cell in cells]
        refused = []
        for at, cell in enumerate(texts):
            if cell and cell[0] in "=+@-#'":
                texts[at], expected = _without_formula(cell)
                if expected:
                    refused.append((at, expected))
        yield number, texts, refused


def _delimiter(text: str) -> str:
    """Return the delimiter that makes most cells of the header."""
    n_cells = {}
    for delimiter in ",;\t":
        rows = csv.reader(io.StringIO(text[:100_000], newline=None), delimiter=delimiter)
        n_cells[delimiter] = len(next((row for row in rows if any(map(str.strip, row))), ()))
    return max(n_cells, key=lambda delimiter: n_cells[delimiter])


def _without_formula(text: str) -> tuple[str, str]:
    """Return a cell of a CSV file, and what is expected in its place if it is refused."""
    if KEPT_FROM_RUNNING.match(text):
        return text[1:], ""
    if text in _ERRORS:
        return text, NO_ERROR
    return text, NO_FORMULA if _FORMULA.match(text) else ""

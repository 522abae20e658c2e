"""What Frictionless does not judge of rows: numbers as the store holds them, unique keys, lists."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from dashboard.contracts.violation import Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.contracts.package import Table

    # (row as a spreadsheet counts, cells by column; a cell that a short row lacks is empty)
    Rows = list[tuple[int, dict[str, str]]]

_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?")
_FORMS: Final = {
    "integer": (_WHOLE, "a whole number of at most 18 digits"),
    "number": (_DECIMAL, "a number written with digits 0-9"),
}
# A cell may hold a long text; the csv module stops at 131 072 characters unless told otherwise.
_LONGEST_CELL: Final = 2**31 - 1


def read_lines(text: str) -> list[list[str]]:
    """Split a CSV text into rows of cells; any kind of line end will do.

    Args:
        text: Content of the file.

    Returns:
        One list of cells for each row, the header first; a blank row is an empty list.
    """
    csv.field_size_limit(_LONGEST_CELL)
    return list(csv.reader(io.StringIO(text, newline=None)))


def numbered_rows(table: Table, lines: list[list[str]]) -> Rows:
    """Give every row of cells its number and its columns; blank rows are left out.

    Args:
        table: Schema of the file.
        lines: Rows of cells, the header first.

    Returns:
        Number and cells of each row.
    """
    names = [column.name for column in table.columns]
    rows = []
    for number, cells in enumerate(lines[1:], start=2):
        if cells:
            filled = cells + [""] * (len(names) - len(cells))
            rows.append((number, dict(zip(names, filled, strict=False))))
    return rows


def number_faults(table: Table, rows: Rows) -> Iterator[Violation]:
    """Find numbers that Frictionless reads and the store does not: 1_000, NaN, huge ones."""
    for column in table.columns:
        if column.kind not in _FORMS:
            continue
        form, expected = _FORMS[column.kind]
        for number, row in rows:
            if row[column.name] and not form.fullmatch(row[column.name]):
                yield Violation(table.path, number, column.name, row[column.name], expected)


def unique_faults(table: Table, rows: Rows) -> Iterator[Violation]:
    """Find rows that repeat a unique key of the schema."""
    for key in table.unique_keys:
        first_row: dict[tuple[str, ...], int] = {}
        for number, row in rows:
            values = tuple(row[name] for name in key)
            first = first_row.setdefault(values, number)
            if first != number:
                what = f"one row for each key; row {first} already has this one"
                yield Violation(table.path, number, "+".join(key), ",".join(values), what)


def list_faults(table: Table, rows: dict[str, Rows]) -> Iterator[Violation]:
    """Find ids, in cells that hold several, that the table they name does not have."""
    for column in table.columns:
        target, _dot, target_column = column.references.partition(".")
        if not column.separator or target not in rows:
            continue
        known = {row[target_column] for _number, row in rows[target]}
        for number, row in rows[table.name]:
            ids = row[column.name].split(column.separator) if row[column.name] else []
            for value in ids:
                if value not in known:
                    what = f"ids of {target}.csv separated by {column.separator!r}"
                    yield Violation(table.path, number, column.name, value, what)

"""Tables of a file that people send back, judged by a Table Schema as the data package is."""

from __future__ import annotations

import csv
import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.contracts.check import check_package
from dashboard.contracts.descriptor import DESCRIPTOR
from dashboard.contracts.package import Package, read_descriptor
from dashboard.contracts.violation import PackageError, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dashboard.contracts.package import Column

# Number of each row as its reader counts, and its cells by column.
Rows = list[tuple[int, dict[str, str]]]
# How Frictionless names the other row with the same key: as a row of the CSV file.
_POSITION: Final = re.compile(r"the row at position (\d+)")


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table of a file as it was found, every cell as text.

    Attributes:
        place: File and table, as faults name it.
        header: Names of the columns.
        rows: Number of each row as its reader counts, and its cells.
    """

    place: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A file format of ours.

    Attributes:
        thing: What such a file holds, in one word.
        mark: Entry that tells it from other files.
        version: Version that this program reads and writes.
        schema: Table Schema of its tables, the first of which has one row.
    """

    thing: str
    mark: str
    version: int
    schema: Path

    @property
    def package(self) -> Package:
        """The tables with their columns."""
        return _package(self.schema)

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables."""
        return tuple(table.name for table in self.package.tables)

    def columns(self, table: str) -> tuple[str, ...]:
        """Return the names of the columns of a table."""
        return tuple(column.name for column in self.package.table(table).columns)


@lru_cache(maxsize=8)
def _package(schema: Path) -> Package:
    return read_descriptor(schema)


def header_faults(form: FileFormat, tables: Mapping[str, RawTable]) -> list[Violation]:
    """Return which columns are unknown, missing or there twice."""
    found = [fault for name, table in tables.items() for fault in _header(form, name, table)]
    return list(dict.fromkeys(found))


def _header(form: FileFormat, name: str, found: RawTable) -> Iterator[Violation]:
    names = form.columns(name)
    for column in found.header:
        if column not in names:
            expected = f"one of the columns {', '.join(names)}"
            yield Violation(found.place, 1, column, column, expected)
        elif found.header.count(column) > 1:
            yield Violation(found.place, 1, column, column, "each column once")
    missing = [column for column in names if column not in found.header]
    if missing:
        expected = f"also the columns {', '.join(missing)}"
        yield Violation(found.place, 1, "", ", ".join(found.header), expected)


def ordered(form: FileFormat, name: str, found: RawTable) -> Rows:
    """Return the rows of a table with their cells by column, in the order of the schema."""
    rows = []
    for number, cells in found.rows:
        by_name = dict(zip(found.header, cells, strict=False))
        rows.append((number, {column: by_name.get(column, "") for column in form.columns(name)}))
    return rows


def schema_faults(
    form: FileFormat, tables: Mapping[str, RawTable], rows: Mapping[str, Rows]
) -> list[Violation]:
    """Return what the checks of the data package find, run on CSV files in a passing folder.

    Args:
        form: The format.
        tables: Its tables as found.
        rows: Their rows, in the order of the schema.

    Returns:
        Every fault, with the place and the row where the reader of the file finds it.
    """
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(form.schema, Path(folder) / DESCRIPTOR)
        for name, found in rows.items():
            with (Path(folder) / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                out = csv.writer(file, lineterminator="\n")
                out.writerow(form.columns(name))
                out.writerows(list(row.values()) for _number, row in found)
        try:
            check_package(Path(folder), form.package)
        except PackageError as error:
            return [_placed(fault, tables, rows) for fault in error.violations]
    return []


def _placed(
    fault: Violation, tables: Mapping[str, RawTable], ordered_rows: Mapping[str, Rows]
) -> Violation:
    """Return a fault with the place and the row where the reader of the file finds it."""
    name = fault.file.removesuffix(".csv")
    if name not in tables:
        return fault
    rows = ordered_rows[name]
    place = fault.row - 2
    number = rows[place][0] if 0 <= place < len(rows) else fault.row
    expected = fault.expectation.replace(".csv", "")
    if found := _POSITION.search(expected):
        same = rows[int(found[1]) - 2][0]
        expected = _POSITION.sub(f"row {same}", expected)
    return replace(fault, file=tables[name].place, row=number, expectation=expected)


def one_head(form: FileFormat, tables: Mapping[str, RawTable]) -> list[Violation]:
    """Return the fault of a file whose first table has not just one row."""
    head = tables[form.tables[0]]
    if len(head.rows) == 1:
        return []
    return [Violation(head.place, 0, "", f"{len(head.rows)} rows", f"one row, the {form.thing}")]


def typed(form: FileFormat, rows: Mapping[str, Rows]) -> dict[str, list[dict[str, Any]]]:
    """Return checked rows by table with their values: text, number, or None for no number."""
    return {
        name: [
            {column.name: _value(column, row[column.name]) for column in of.columns}
            for _number, row in rows[name]
        ]
        for name, of in ((table.name, table) for table in form.package.tables)
    }


def _value(column: Column, text: str) -> Any:  # noqa: ANN401 - text, number or None
    if column.kind == "string":
        return text
    if not text:
        return None
    return int(text) if column.kind == "integer" else float(text)

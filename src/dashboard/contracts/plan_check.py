"""Hold the tables of a plan file to their schema, and put the plan together.

The tables are judged by the same rules and the same code as the data package: Table Schema
(plan.json) through Frictionless, then what it does not judge.
"""

from __future__ import annotations

import csv
import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.contracts.check import check_package
from dashboard.contracts.descriptor import DESCRIPTOR
from dashboard.contracts.package import Package, read_descriptor
from dashboard.contracts.plan import SEPARATOR, Plan, plan_from_rows
from dashboard.contracts.violation import PackageError, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dashboard.contracts.package import Column, Table

SCHEMA: Final = Path(__file__).with_name("plan.json")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_DAY_COLUMNS: Final = ("due_on", "review_on", "adopted_on")
# How Frictionless names the other row with the same key: as a row of the CSV file.
_POSITION: Final = re.compile(r"the row at position (\d+)")
# Written out, a number from here on has an exponent that `number_faults` does not read.
_TOO_LARGE: Final = 1e100


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table of a plan file as it was found, every cell as text.

    Attributes:
        place: File and sheet, as faults name it.
        header: Names of the columns.
        rows: Number of each row as its reader counts, and its cells.
    """

    place: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@lru_cache(maxsize=1)
def plan_package() -> Package:
    """Return the schema of a plan file."""
    return read_descriptor(SCHEMA)


def plan_of(tables: Mapping[str, RawTable], known: Mapping[str, frozenset[str]]) -> Plan:
    """Check the tables of a plan file and put the plan together.

    Args:
        tables: 'plan', 'actions' and 'milestones', as found.
        known: Ids that the release has, by column: city_id, keyword_id, source_action_id,
            catalogue_id, practice_ids.

    Returns:
        The plan.

    Raises:
        PackageError: At least one cell breaks the contract; names every fault.
    """
    faults = [fault for name, table in tables.items() for fault in _header_faults(name, table)]
    if faults:
        raise PackageError(list(dict.fromkeys(faults)))
    ordered = {name: _ordered(name, table) for name, table in tables.items()}
    faults = _schema_faults(tables, ordered)
    told = {(fault.file, fault.row, fault.column) for fault in faults}
    for name, rows in ordered.items():
        faults += [
            fault
            for fault in _own_faults(tables[name], rows, known)
            if (fault.file, fault.row, fault.column) not in told
        ]
    if len(tables["plan"].rows) != 1:
        place, count = tables["plan"].place, f"{len(tables['plan'].rows)} rows"
        faults.append(Violation(place, 0, "", count, "one row, the plan"))
    if faults:
        raise PackageError(faults)
    return plan_from_rows(
        {
            name: [
                {column.name: _value(column, row[column.name]) for column in _table(name).columns}
                for _number, row in rows
            ]
            for name, rows in ordered.items()
        }
    )


def _table(name: str) -> Table:
    return plan_package().table(name)


def _header_faults(name: str, found: RawTable) -> Iterator[Violation]:
    names = [column.name for column in _table(name).columns]
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


def _ordered(name: str, found: RawTable) -> list[tuple[int, dict[str, str]]]:
    """Return the rows with their cells by column, in the order of the schema."""
    names = [column.name for column in _table(name).columns]
    rows = []
    for number, cells in found.rows:
        by_name = dict(zip(found.header, cells, strict=False))
        rows.append((number, {column: by_name.get(column, "") for column in names}))
    return rows


def _schema_faults(
    tables: Mapping[str, RawTable], ordered: Mapping[str, list[tuple[int, dict[str, str]]]]
) -> list[Violation]:
    """Return what the checks of the data package find, run on CSV files in a passing folder."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(SCHEMA, Path(folder) / DESCRIPTOR)
        for name, rows in ordered.items():
            with (Path(folder) / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                out = csv.writer(file, lineterminator="\n")
                out.writerow([column.name for column in _table(name).columns])
                out.writerows(list(row.values()) for _number, row in rows)
        try:
            check_package(Path(folder), plan_package())
        except PackageError as error:
            return [_placed(fault, tables, ordered) for fault in error.violations]
    return []


def _placed(
    fault: Violation,
    tables: Mapping[str, RawTable],
    ordered: Mapping[str, list[tuple[int, dict[str, str]]]],
) -> Violation:
    """Return a fault with the place and the row where the reader of the file finds it."""
    name = fault.file.removesuffix(".csv")
    if name not in tables:
        return fault
    rows = ordered[name]
    place = fault.row - 2
    number = rows[place][0] if 0 <= place < len(rows) else fault.row
    expected = fault.expectation.replace(".csv", "")
    if found := _POSITION.search(expected):
        same = rows[int(found[1]) - 2][0]
        expected = _POSITION.sub(f"row {same}", expected)
    return replace(fault, file=tables[name].place, row=number, expectation=expected)


def _own_faults(
    table: RawTable, rows: list[tuple[int, dict[str, str]]], known: Mapping[str, frozenset[str]]
) -> Iterator[Violation]:
    """Find days no calendar has, ids the release does not have, numbers too large to be kept."""
    columns = [column for schema in plan_package().tables for column in schema.columns]
    numbers = {column.name for column in columns if column.kind == "number"}
    for number, row in rows:
        for column, value in row.items():
            if column in numbers and _is_too_large(value):
                yield Violation(table.place, number, column, value, "a number below 1e100")
            if column in _DAY_COLUMNS and value and not _is_day(value):
                expected = "a day of the calendar from 1990 to 2100, as 2027-06-30"
                yield Violation(table.place, number, column, value, expected)
            if column in known and value:
                parts = value.split(SEPARATOR) if column == "practice_ids" else [value]
                for part in parts:
                    if part not in known[column]:
                        expected = "an id that this release of the data has"
                        yield Violation(table.place, number, column, part, expected)


def _is_too_large(text: str) -> bool:
    try:
        return abs(float(text)) >= _TOO_LARGE
    except ValueError:
        return False


def _is_day(text: str) -> bool:
    try:
        return _FIRST_YEAR <= date.fromisoformat(text).year <= _LAST_YEAR
    except ValueError:
        return False


def _value(column: Column, text: str) -> Any:  # noqa: ANN401 - text, number or None
    if column.kind == "string":
        return text
    if not text:
        return None
    return int(text) if column.kind == "integer" else float(text)

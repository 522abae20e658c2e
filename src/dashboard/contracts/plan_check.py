"""Hold the tables of a plan file to their schema, and put the plan together.

The tables are judged by the same rules and the same code as the data package: Table Schema
(plan.json) through Frictionless, then what it does not judge.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.contracts.file_tables import (
    FileFormat,
    header_faults,
    one_head,
    ordered,
    schema_faults,
    typed,
)
from dashboard.contracts.plan import FORMAT_VERSION, SEPARATOR, Plan, plan_from_rows
from dashboard.contracts.violation import PackageError, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dashboard.contracts.file_tables import RawTable
    from dashboard.contracts.package import Package

FORM: Final = FileFormat(
    "plan", "charting-local-inclusion/plan", FORMAT_VERSION, Path(__file__).with_name("plan.json")
)
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_DAY_COLUMNS: Final = ("due_on", "review_on", "adopted_on")
# Written out, a number from here on has an exponent that `number_faults` does not read.
_TOO_LARGE: Final = 1e100


def plan_package() -> Package:
    """Return the schema of a plan file."""
    return FORM.package


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
    faults = header_faults(FORM, tables)
    if faults:
        raise PackageError(faults)
    rows_of = {name: ordered(FORM, name, table) for name, table in tables.items()}
    faults = schema_faults(FORM, tables, rows_of)
    told = {(fault.file, fault.row, fault.column) for fault in faults}
    for name, rows in rows_of.items():
        faults += [
            fault
            for fault in _own_faults(tables[name], rows, known)
            if (fault.file, fault.row, fault.column) not in told
        ]
    faults += one_head(FORM, tables)
    if faults:
        raise PackageError(faults)
    return plan_from_rows(typed(FORM, rows_of))


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

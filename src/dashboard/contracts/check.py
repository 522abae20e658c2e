"""Hold every file of the data package to its schema; report every fault at once.

Cells, primary and foreign keys are judged by Frictionless (`frictionless validate
datapackage.json` gives the same verdict). What it does not judge is judged here and in
`rows`: the bytes and the header of a file, numbers as the store holds them, unique keys, and ids in
cells that hold several.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.contracts.descriptor import DESCRIPTOR, descriptor_fault
from dashboard.contracts.rows import (
    list_faults,
    number_faults,
    numbered_rows,
    read_lines,
    unique_faults,
)
from dashboard.contracts.violation import PackageError, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dashboard.contracts.package import Column, Package, Table
    from dashboard.contracts.rows import Rows

_KIND_IN_WORDS: Final = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}


def check_package(data_dir: Path, package: Package) -> dict[str, int]:
    """Check all files of the package.

    Args:
        data_dir: Folder that holds the files.
        package: Their schemas, from `read_package`.

    Returns:
        Number of rows of each table.

    Raises:
        PackageError: At least one file breaks its contract; the message names every fault with
            file, row as a spreadsheet counts, column, value and expectation.
    """
    rows: dict[str, Rows] = {}
    violations: list[Violation] = []
    for table in package.tables:
        faults = list(_file_faults(data_dir, table))
        violations += faults
        if not faults:
            text = (data_dir / table.path).read_bytes().decode()
            rows[table.name] = numbered_rows(table, read_lines(text))
    violations += _frictionless_faults(data_dir, package, rows)
    for table in package.tables:
        if table.name in rows:
            told = {(fault.file, fault.row, fault.column) for fault in violations}
            violations += [
                fault
                for fault in number_faults(table, rows[table.name])
                if (fault.file, fault.row, fault.column) not in told
            ]
            violations += unique_faults(table, rows[table.name])
            violations += list_faults(table, rows)
    if violations:
        order = {table.path: place for place, table in enumerate(package.tables)}
        violations.sort(key=lambda fault: (order.get(fault.file, -1), fault.row))
        raise PackageError(list(dict.fromkeys(violations)))
    return {name: len(found) for name, found in rows.items()}


def _file_faults(data_dir: Path, table: Table) -> Iterator[Violation]:
    """Bytes and header: what must be right before cells can be judged."""
    try:
        content = (data_dir / table.path).read_bytes()
    except OSError as error:
        yield Violation(table.path, 0, "", str(error.strerror), "a readable file")
        return
    if not content.strip():
        yield Violation(table.path, 0, "", "an empty file", "a header and rows")
        return
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"byte 0x{content[error.start]:02x}"
        yield Violation(table.path, line, "", byte, "UTF-8 text")
        return
    header = read_lines(text)[0]
    names = [column.name for column in table.columns]
    if header != names:
        yield from _header_faults(table.path, header, names)


def _header_faults(file: str, header: list[str], names: list[str]) -> Iterator[Violation]:
    for name in header:
        if name not in names:
            yield Violation(file, 1, name, name, f"one of the columns {', '.join(names)}")
    missing = [name for name in names if name not in header]
    if missing:
        yield Violation(file, 1, "", ",".join(header), f"also the columns {', '.join(missing)}")
    elif set(header) == set(names):
        expected = f"each column once, in the order {', '.join(names)}"
        yield Violation(file, 1, "", ",".join(header), expected)


def _frictionless_faults(
    data_dir: Path, package: Package, readable: dict[str, Rows]
) -> Iterator[Violation]:
    import frictionless  # noqa: PLC0415 - half a second to import, and only a build needs it

    try:
        report = frictionless.Package(str(data_dir / DESCRIPTOR)).validate(limit_errors=100_000)
    except frictionless.FrictionlessException as refused:
        yield descriptor_fault(refused, "a descriptor that Frictionless accepts")
        return
    for fault in report.errors:
        yield descriptor_fault(fault.note, "a descriptor that Frictionless accepts")
    for task in report.tasks:
        if task.name not in readable:
            continue
        table = package.table(task.name)
        for error in task.errors:
            if error.type == "row-count":
                count = f"{len(readable[task.name])} rows"
                yield Violation(table.path, 0, "", count, f"the number that {DESCRIPTOR} states")
            elif getattr(error, "reference_name", None) in {None, *readable}:
                yield _translate(table, error)


def _translate(table: Table, error: Any) -> Violation:  # noqa: ANN401 - no types in Frictionless
    """Return a fault found by Frictionless as our own sentence."""
    row = getattr(error, "row_number", 0) or 0
    cells = ["" if cell is None else str(cell) for cell in getattr(error, "cells", ())]
    name = getattr(error, "field_name", "") or ""
    columns = {column.name: column for column in table.columns}
    filled = dict(zip(columns, cells, strict=False))
    if error.type in {"type-error", "constraint-error"} and name in columns:
        value = filled.get(name, "")
        return Violation(table.path, row, name, value, expectation(columns[name]))
    if error.type == "primary-key":
        key = [filled.get(part, "") for part in table.primary_key]
        what = f"a key that no other row has ({error.note})"
        return Violation(table.path, row, "+".join(table.primary_key), ",".join(key), what)
    if error.type == "foreign-key":
        target = f"a value of {', '.join(error.reference_field_names)} in {error.reference_name}"
        value = ",".join(str(cell or "") for cell in error.field_cells)
        return Violation(table.path, row, "+".join(error.field_names), value, target + ".csv")
    if error.type in {"extra-cell", "missing-cell", "blank-row"}:
        return Violation(table.path, row, "", ",".join(cells), f"{len(columns)} cells")
    return Violation(table.path, row, name, error.note, error.title)


def expectation(column: Column) -> str:
    """Say in words what a cell of this column must hold.

    Args:
        column: The column.

    Returns:
        Such as "a whole number from 1990 to 2026, or empty".
    """
    words = _KIND_IN_WORDS[column.kind]
    if column.enum:
        words = f"one of {', '.join(column.enum)}"
    elif column.pattern:
        words += f" that matches {column.pattern}"
    if column.longest:
        words += f" of at most {column.longest} characters"
    if column.minimum is not None and column.maximum is not None:
        words += f" from {column.minimum:g} to {column.maximum:g}"
    elif column.minimum is not None:
        words += f" of at least {column.minimum:g}"
    elif column.maximum is not None:
        words += f" of at most {column.maximum:g}"
    return words if column.required else f"{words}, or empty"

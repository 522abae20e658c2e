"""Hold the descriptor itself to what the store and the checks need of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dashboard.contracts.violation import Violation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dashboard.contracts.package import Column, Package, Table

DESCRIPTOR: Final = "datapackage.json"
KINDS: Final = ("string", "integer", "number", "boolean")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_VERSION: Final = re.compile(r"\d{4}\.\d{2}\.\d{2}")


def descriptor_fault(value: object, expectation: str) -> Violation:
    """Return a fault of the descriptor as a whole."""
    return Violation(DESCRIPTOR, 0, "", str(value), expectation)


def descriptor_faults(package: Package) -> Iterator[Violation]:
    """Find what makes a descriptor unusable: names, types, patterns, keys that lead nowhere.

    Names become identifiers of the store, the version a part of a file name.

    Args:
        package: The descriptor as read.

    Yields:
        One violation for each fault.
    """
    if not _VERSION.fullmatch(str(package.version)):
        yield descriptor_fault(package.version, "a version written as YYYY.MM.DD")
    if not package.tables:
        yield descriptor_fault("no resources", "at least one table")
    yield from _repeated((table.name for table in package.tables), "each table once")
    named = [fault for table in package.tables for fault in _name_faults(table)]
    yield from named
    if named:
        return  # keys that name these tables would only repeat the fault
    known = {table.name: {column.name for column in table.columns} for table in package.tables}
    for table in package.tables:
        for column in table.columns:
            yield from _column_faults(table, column, known)
        yield from _key_faults(table, known)
    if any(_reaches(package, table.name, table.name) for table in package.tables):
        yield descriptor_fault("foreign keys in a circle", "tables that can be loaded in an order")


def _reaches(package: Package, start: str, wanted: str) -> bool:
    """Return whether foreign keys lead from one table, through others, to the wanted one."""
    keys = {table.name: {key.table for key in table.foreign_keys} for table in package.tables}
    seen: set[str] = set()
    ahead = keys[start] - {start}
    while ahead:
        seen |= ahead
        ahead = {name for table in ahead for name in keys.get(table, ())} - seen
    return wanted in seen


def _repeated(names: Iterable[object], expectation: str) -> Iterator[Violation]:
    seen: set[object] = set()
    for name in names:
        if name in seen:
            yield descriptor_fault(name, expectation)
        seen.add(name)


def _name_faults(table: Table) -> Iterator[Violation]:
    for name in (table.name, *(column.name for column in table.columns)):
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            yield descriptor_fault(name, "a name of lower-case letters, digits and '_'")
    if table.path != f"{table.name}.csv":
        yield descriptor_fault(table.path, f"the path {table.name}.csv")
    columns = (column.name for column in table.columns)
    yield from _repeated(columns, f"each column of {table.name} once")


def _column_faults(table: Table, column: Column, known: dict[str, set[str]]) -> Iterator[Violation]:
    where = f"column {column.name} of {table.name}"
    if column.kind not in KINDS:
        yield descriptor_fault(column.kind, f"one of {', '.join(KINDS)} as type of {where}")
    texts = (*column.enum, column.pattern, column.references, column.separator)
    limits = [limit for limit in (column.minimum, column.maximum) if limit is not None]
    if any(not isinstance(limit, int | float) for limit in limits):
        yield descriptor_fault(limits, f"numbers as limits of {where}")
    if any(not isinstance(text, str) for text in texts):
        yield descriptor_fault(texts, f"texts as pattern, references and separator of {where}")
        return
    try:
        re.compile(column.pattern)
    except re.error as error:
        yield descriptor_fault(column.pattern, f"a regular expression for {where} ({error})")
    target, _dot, target_column = column.references.partition(".")
    if column.references and target_column not in known.get(target, ()):
        yield descriptor_fault(column.references, f"table.column that exists for {where}")


def _key_faults(table: Table, known: dict[str, set[str]]) -> Iterator[Violation]:
    own = [table.primary_key, *table.unique_keys, *(key.columns for key in table.foreign_keys)]
    for name in (name for key in own for name in key):
        if name not in known[table.name]:
            yield descriptor_fault(name, f"a column of {table.name} in its keys")
    for key in table.foreign_keys:
        for name in key.table_columns:
            if name not in known.get(key.table, ()):
                target = f"{key.table}.{name}"
                yield descriptor_fault(target, f"a column that exists in the keys of {table.name}")

"""Read a partnership from its JSON file; everything that cannot be read is named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.contracts.cooperation import FORMAT_VERSION, Cooperation, cooperation_from_rows
from dashboard.contracts.file_json import refuse, tables_of
from dashboard.contracts.file_tables import (
    FileFormat,
    header_faults,
    one_head,
    ordered,
    schema_faults,
    typed,
)
from dashboard.contracts.violation import PackageError, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dashboard.contracts.file_tables import RawTable, Rows

FORM: Final = FileFormat(
    "cooperation",
    "charting-local-inclusion/cooperation",
    FORMAT_VERSION,
    Path(__file__).with_name("cooperation.json"),
)
MOST_BYTES: Final = 2_000_000
# Columns that together name a row of the data package, by table of the file.
KEYS: Final[dict[str, tuple[str, ...]]] = {
    "tasks": ("step", "task_order"),
    "elements": ("element_id",),
    "alignment": ("framework_id", "code"),
    "indicators": ("catalogue_id",),
    "skills": ("task", "position", "skill"),
    "planning": ("step_order",),
}


def read_cooperation(
    content: bytes,
    file: str,
    known: Mapping[str, frozenset[tuple[str, ...]]],
    *,
    invented: bool = False,
) -> Cooperation:
    """Read a partnership from a file.

    Args:
        content: Content of the file.
        file: Its name, for faults.
        known: Keys that the release has, as text, by table of KEYS; under 'cooperation' the ids of
            places.
        invented: Whether the release is invented; only then a file made for training is taken.

    Returns:
        The partnership.

    Raises:
        PackageError: The file cannot be read, is of another version, or breaks the contract;
            names every fault with file, row, column, value and expectation.
    """
    if len(content) > MOST_BYTES:
        size = f"{len(content) / 1e6:.1f} MB"
        refuse(file, size, f"a cooperation of at most {MOST_BYTES // 1_000_000} MB")
    if file.rpartition(".")[2].lower() != "json":
        refuse(file, file, "a file whose name ends in .json")
    tables, is_invented = tables_of(content, file, FORM)
    if is_invented and not invented:
        refuse(file, "a cooperation made for training, with invented data", "a real cooperation")
    return _checked(tables, known)


def _checked(
    tables: Mapping[str, RawTable], known: Mapping[str, frozenset[tuple[str, ...]]]
) -> Cooperation:
    """Return the partnership of tables that break no rule.

    Raises:
        PackageError: They do; names every fault.
    """
    faults = header_faults(FORM, tables)
    if faults:
        raise PackageError(faults)
    rows = {name: ordered(FORM, name, table) for name, table in tables.items()}
    faults = schema_faults(FORM, tables, rows)
    told = {(fault.file, fault.row) for fault in faults}
    own = [*_unknown_places(tables, rows, known), *_unknown_keys(tables, rows, known)]
    faults += [fault for fault in own if (fault.file, fault.row) not in told]
    faults += one_head(FORM, tables)
    if faults:
        raise PackageError(faults)
    return cooperation_from_rows(typed(FORM, rows))


def _unknown_places(
    tables: Mapping[str, RawTable],
    rows: Mapping[str, Rows],
    known: Mapping[str, frozenset[tuple[str, ...]]],
) -> Iterator[Violation]:
    """Find places the release does not have, and a city that is its own partner."""
    place = tables["cooperation"].place
    for number, row in rows["cooperation"]:
        for column in ("city_id", "partner_id"):
            if (row[column],) not in known["cooperation"]:
                expected = "an id that this release of the data has"
                yield Violation(place, number, column, row[column], expected)
        if row["city_id"] == row["partner_id"]:
            expected = "another place than city_id: nobody is a partner of its own"
            yield Violation(place, number, "partner_id", row["partner_id"], expected)


def _unknown_keys(
    tables: Mapping[str, RawTable],
    rows: Mapping[str, Rows],
    known: Mapping[str, frozenset[tuple[str, ...]]],
) -> Iterator[Violation]:
    """Find tasks, elements, items, indicators, skills and steps the release does not have."""
    for name, columns in KEYS.items():
        for number, row in rows[name]:
            key = tuple(row[column] for column in columns)
            if key not in known[name]:
                what, value = ", ".join(columns), ", ".join(key)
                expected = "a row that this release of the data has"
                yield Violation(tables[name].place, number, what, value, expected)

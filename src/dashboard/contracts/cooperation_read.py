"""Read a partnership from its JSON file; everything that cannot be read is named.

A file of version 1 is read too: it is one of today without the list of facts to gather.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.contracts.cooperation import FORMAT_VERSION, Cooperation, cooperation_from_rows
from dashboard.contracts.file_json import cell_text, refuse, tables_of
from dashboard.contracts.file_tables import (
    FileFormat,
    RawTable,
    header_faults,
    one_head,
    ordered,
    schema_faults,
    typed,
)
from dashboard.contracts.violation import PackageError, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dashboard.contracts.file_tables import Rows

FORM: Final = FileFormat(
    "cooperation",
    "charting-local-inclusion/cooperation",
    FORMAT_VERSION,
    Path(__file__).with_name("cooperation.json"),
)
_FACTS: Final = "facts"


class _WithoutFacts(FileFormat):
    """The format before there were facts to gather."""

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables."""
        return tuple(table.name for table in self.package.tables if table.name != _FACTS)


_FORMS: Final = {
    "1": _WithoutFacts(FORM.thing, FORM.mark, 1, FORM.schema),
    str(FORMAT_VERSION): FORM,
}
MOST_BYTES: Final = 2_000_000
# Columns that together name a row of the data package, by table of the file.
KEYS: Final[dict[str, tuple[str, ...]]] = {
    "tasks": ("step", "task_order"),
    "elements": ("element_id",),
    "alignment": ("framework_id", "code"),
    "indicators": ("catalogue_id",),
    "skills": ("task", "position", "skill"),
    "planning": ("step_order",),
    _FACTS: ("partner_criterion_id",),
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
    version = _version(content)
    if version and version not in _FORMS:
        known_ones = " or ".join(_FORMS)
        expected = f"version {known_ones} of the cooperation format; this program reads no other"
        place = f"{file}, {FORM.tables[0]}"
        raise PackageError([Violation(place, 0, "format_version", version, expected)])
    tables, is_invented = tables_of(content, file, _FORMS.get(version, FORM))
    tables.setdefault(_FACTS, RawTable(f"{file}, {_FACTS}", FORM.columns(_FACTS), ()))
    if is_invented and not invented:
        refuse(file, "a cooperation made for training, with invented data", "a real cooperation")
    return _checked(tables, known)


def _version(content: bytes) -> str:
    """Return the version that a file of ours names; empty: it names none, or is no such file."""
    try:
        found = json.loads(content.decode("utf-8-sig"))
        is_ours = found["format"] == FORM.mark
        return cell_text(found[FORM.tables[0]][0]["format_version"]) if is_ours else ""
    except (ValueError, RecursionError, LookupError, TypeError):
        return ""


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
    """Find what rows name and the release does not have: tasks, elements, facts and so on."""
    for name, columns in KEYS.items():
        for number, row in rows[name]:
            key = tuple(row[column] for column in columns)
            if key not in known[name]:
                what, value = ", ".join(columns), ", ".join(key)
                expected = "a row that this release of the data has"
                yield Violation(tables[name].place, number, what, value, expected)

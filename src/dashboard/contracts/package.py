"""Read `datapackage.json`, the single home of the schemas, into typed tables and columns."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard.contracts.descriptor import DESCRIPTOR, descriptor_fault, descriptor_faults
from dashboard.contracts.violation import PackageError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table, as the Table Schema describes it.

    Attributes:
        name: Name in the header.
        kind: Table Schema type: string, integer, number or boolean.
        description: What the column holds, in one line.
        unit: Unit of the values; empty where there is none.
        required: An empty cell is a fault.
        enum: Allowed values; empty means any.
        minimum: Lowest allowed number, if any.
        maximum: Highest allowed number, if any.
        pattern: Regular expression a whole cell must match; empty means any.
        longest: Most characters of a text, if limited.
        separator: Separator of a cell with several ids; empty for a single value.
        references: `table.column` that each id of such a cell must be found in; may be empty.
    """

    name: str
    kind: str
    description: str = ""
    unit: str = ""
    required: bool = False
    enum: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""
    longest: int | None = None
    separator: str = ""
    references: str = ""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns of this table whose values must be found in another table."""

    columns: tuple[str, ...]
    table: str
    table_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One CSV file of the package and its schema."""

    name: str
    path: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """The whole data package: its version (YYYY.MM.DD) and its tables in file order.

    Attributes:
        version: YYYY.MM.DD.
        title: What it holds.
        tables: One for each file.
        invented: Some of it is invented, for training.
    """

    version: str
    title: str
    tables: tuple[Table, ...]
    invented: bool = False

    def table(self, name: str) -> Table:
        """Return the table of that name; KeyError if there is none."""
        return {table.name: table for table in self.tables}[name]


def read_package(data_dir: Path) -> Package:
    """Read the descriptor of the data package.

    Args:
        data_dir: Folder that holds `datapackage.json` and the CSV files.

    Returns:
        The tables with their columns and keys; PackageError as `read_descriptor` raises it.
    """
    return read_descriptor(data_dir / DESCRIPTOR)


def read_descriptor(path: Path) -> Package:
    """Read one descriptor.

    Args:
        path: The file.

    Returns:
        The tables with their columns and keys.

    Raises:
        PackageError: The descriptor is missing, is not JSON, or lacks what is needed.
    """
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        package = Package(
            version=descriptor["version"],
            title=descriptor["title"],
            tables=tuple(_table(resource) for resource in descriptor["resources"]),
            invented=bool(descriptor.get("invented", False)),
        )
    except OSError as error:
        raise PackageError([descriptor_fault(str(error.strerror), "a readable file")]) from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise PackageError([descriptor_fault(str(error), "JSON text in UTF-8")]) from error
    except (KeyError, TypeError, AttributeError) as error:
        expected = "a data package with version, title and resources, each with a schema"
        raise PackageError([descriptor_fault(f"no or wrong entry {error}", expected)]) from error
    faults = list(descriptor_faults(package))
    if faults:
        raise PackageError(faults)
    return package


def _table(resource: dict[str, Any]) -> Table:
    schema = resource["schema"]
    return Table(
        name=resource["name"],
        path=resource["path"],
        description=resource.get("description", ""),
        columns=tuple(_column(field) for field in schema["fields"]),
        primary_key=_names(schema.get("primaryKey", ())),
        unique_keys=tuple(_names(key) for key in schema.get("uniqueKeys", ())),
        foreign_keys=tuple(
            ForeignKey(
                columns=_names(key["fields"]),
                table=key["reference"]["resource"],
                table_columns=_names(key["reference"]["fields"]),
            )
            for key in schema.get("foreignKeys", ())
        ),
    )


def _names(names: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _column(field: dict[str, Any]) -> Column:
    rules = field.get("constraints", {})
    return Column(
        name=field["name"],
        kind=field["type"],
        description=field.get("description", ""),
        unit=field.get("unit", ""),
        required=rules.get("required", False),
        enum=tuple(rules.get("enum", ())),
        minimum=rules.get("minimum"),
        maximum=rules.get("maximum"),
        pattern=rules.get("pattern", ""),
        longest=rules.get("maxLength"),
        separator=field.get("separator", ""),
        references=field.get("references", ""),
    )

"""Read a JSON file of ours into tables of text; everything that cannot be read is named."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, NoReturn

from dashboard.contracts.file_tables import RawTable
from dashboard.contracts.text import clean
from dashboard.contracts.violation import PackageError, Violation

if TYPE_CHECKING:
    from dashboard.contracts.file_tables import FileFormat

# Entry of a file that was made for training, with invented data.
INVENTED: Final = "invented"
MOST_ROWS: Final = 2_000


def refuse(file: str, value: str, expected: str) -> NoReturn:
    """Refuse a file as a whole.

    Raises:
        PackageError: Always.
    """
    raise PackageError([Violation(file, 0, "", value, expected)])


def tables_of(content: bytes, file: str, form: FileFormat) -> tuple[dict[str, RawTable], bool]:
    """Read the tables of a JSON file.

    Args:
        content: Content of the file.
        file: Its name, for faults.
        form: The format.

    Returns:
        Tables by name, and whether the file is marked as invented.

    Raises:
        PackageError: It is no JSON, of another format or version, or holds what no cell can be.
    """
    try:
        found = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_each_once)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        what = "JSON text in UTF-8, with each name once in an object"
        raise PackageError([Violation(file, 0, "", str(error), what)]) from error
    lists = ", ".join(form.tables)
    expected = f"a {form.thing}: an object with format {form.mark!r}, and lists {lists}"
    if not isinstance(found, dict) or found.get("format") != form.mark:
        value = found.get("format", "") if isinstance(found, dict) else type(found).__name__
        refuse(file, str(value), expected)
    unknown = [name for name in found if name not in {"format", INVENTED, *form.tables}]
    if unknown:
        refuse(file, ", ".join(map(str, unknown)), expected)
    tables = {}
    for name in form.tables:
        rows = found.get(name)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            refuse(f"{file}, {name}", type(rows).__name__, "a list of objects")
        if len(rows) > MOST_ROWS:
            refuse(f"{file}, {name}", f"{len(rows)} rows", f"at most {MOST_ROWS} rows")
        tables[name] = _table(rows, f"{file}, {name}", name, form)
    return tables, bool(found.get(INVENTED))


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON; without this, the last of two equal names would win unseen.

    Raises:
        ValueError: A name is there twice.
    """
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            message = f"{name} twice in one object"
            raise ValueError(message)
        found[name] = value
    return found


def _table(rows: list[dict[str, Any]], place: str, name: str, form: FileFormat) -> RawTable:
    kinds = {column.name: column.kind for column in form.package.table(name).columns}
    same_version(
        rows[0].get("format_version") if rows and name == form.tables[0] else None, place, form
    )
    header = tuple(dict.fromkeys(column for row in rows for column in row)) or tuple(kinds)
    faults: list[Violation] = []
    lines = []
    for number, row in enumerate(rows, start=1):
        for column, value in row.items():
            if column not in kinds:
                expected = f"one of the columns {', '.join(kinds)}"
                faults.append(Violation(place, number, column, column, expected))
                continue
            right = isinstance(value, str) or value is None
            if kinds[column] != "string":
                right = isinstance(value, int | float) and not isinstance(value, bool)
                right = right or value is None
            if not right:
                expected = "text" if kinds[column] == "string" else "a number, or null"
                faults.append(Violation(place, number, column, json.dumps(value), expected))
        lines.append((number, tuple(cell_text(row.get(column)) for column in header)))
    if faults:
        raise PackageError(faults)
    return RawTable(place, header, tuple(lines))


def same_version(value: object, place: str, form: FileFormat) -> None:
    """Refuse a file of another version before its columns are held against this one's.

    Raises:
        PackageError: It is of another version.
    """
    version = cell_text(value)
    if version and version != str(form.version):
        expected = f"version {form.version} of the {form.thing} format; this program reads no other"
        raise PackageError([Violation(place, 0, "format_version", version, expected)])


def cell_text(value: object) -> str:
    """Return a cell as text, as the schema is written for: days in ISO form, numbers in full."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004
        return str(int(value))
    return clean(str(value))

"""Read a plan file, JSON or XLSX, into tables of text; everything that cannot be read is named."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from dashboard.contracts.plan import FORMAT_VERSION
from dashboard.contracts.plan_check import RawTable, plan_of, plan_package
from dashboard.contracts.text import clean
from dashboard.contracts.violation import PackageError, Violation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.contracts.plan import Plan

FORMAT: Final = "charting-local-inclusion/plan"
# Entry of a JSON file, sheet of a workbook: the plan was made for training, with invented data.
INVENTED: Final = "invented"
MOST_BYTES: Final = 2_000_000
_MOST_UNPACKED_BYTES: Final = 50_000_000
_MOST_ROWS: Final = 2_000
# The last row that a sheet can have.
_LAST_ROW: Final = 1_048_576
_TABLES: Final = ("plan", "actions", "milestones")


def read_plan(
    content: bytes, file: str, known: Mapping[str, frozenset[str]], *, invented: bool = False
) -> Plan:
    """Read a plan from a file.

    Args:
        content: Content of the file.
        file: Its name; the ending says whether it is JSON or XLSX.
        known: Ids that the release has, as `plan_of` takes them.
        invented: Whether the release is invented; only then a plan made for training is taken.

    Returns:
        The plan.

    Raises:
        PackageError: The file cannot be read, is of another version, or breaks the contract;
            names every fault with file, row, column, value and expectation.
    """
    if len(content) > MOST_BYTES:
        size = f"{len(content) / 1e6:.1f} MB"
        _refuse(file, size, f"a plan of at most {MOST_BYTES // 1_000_000} MB")
    readers = {"json": _from_json, "xlsx": _from_xlsx}
    ending = file.rpartition(".")[2].lower()
    if ending not in readers:
        _refuse(file, file, "a file whose name ends in .json or .xlsx")
    tables, is_invented = readers[ending](content, file)
    if is_invented and not invented:
        _refuse(file, "a plan made for training, with invented data", "a real plan")
    return plan_of(tables, known)


def _refuse(file: str, value: str, expected: str) -> None:
    raise PackageError([Violation(file, 0, "", value, expected)])


def _from_json(content: bytes, file: str) -> tuple[dict[str, RawTable], bool]:
    try:
        found = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_each_once)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        what = "JSON text in UTF-8, with each name once in an object"
        raise PackageError([Violation(file, 0, "", str(error), what)]) from error
    expected = f"a plan: an object with format {FORMAT!r}, and lists {', '.join(_TABLES)}"
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        value = found.get("format", "") if isinstance(found, dict) else type(found).__name__
        _refuse(file, str(value), expected)
    unknown = [name for name in found if name not in {"format", INVENTED, *_TABLES}]
    if unknown:
        _refuse(file, ", ".join(map(str, unknown)), expected)
    tables = {}
    for name in _TABLES:
        rows = found.get(name)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            _refuse(f"{file}, {name}", type(rows).__name__, "a list of objects")
        if len(rows) > _MOST_ROWS:
            _refuse(f"{file}, {name}", f"{len(rows)} rows", f"at most {_MOST_ROWS} rows")
        tables[name] = _json_table(rows, f"{file}, {name}", name)
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


def _json_table(rows: list[dict[str, Any]], place: str, name: str) -> RawTable:
    kinds = {column.name: column.kind for column in plan_package().table(name).columns}
    _same_version(rows[0].get("format_version") if rows and name == "plan" else None, place)
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
        lines.append((number, tuple(_text(row.get(column)) for column in header)))
    if faults:
        raise PackageError(faults)
    return RawTable(place, header, tuple(lines))


def _from_xlsx(content: bytes, file: str) -> tuple[dict[str, RawTable], bool]:
    try:
        return _sheets(content, file)
    except PackageError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part causes
        message = [Violation(file, 0, "", str(error), "a workbook in the format XLSX")]
        raise PackageError(message) from error


def _sheets(content: bytes, file: str) -> tuple[dict[str, RawTable], bool]:
    from openpyxl import load_workbook  # noqa: PLC0415 - only when somebody sends a file

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
    if unpacked > _MOST_UNPACKED_BYTES:
        size = f"{unpacked / 1e6:.0f} MB unpacked"
        _refuse(file, size, f"at most {_MOST_UNPACKED_BYTES // 1_000_000} MB unpacked")
    book = load_workbook(io.BytesIO(content), read_only=True)
    missing = [name for name in _TABLES if name not in book.sheetnames]
    if missing:
        _refuse(file, ", ".join(book.sheetnames), f"also the sheets {', '.join(missing)}")
    tables = {name: _sheet(book[name], f"{file}, sheet {name}", name) for name in _TABLES}
    return tables, INVENTED in book.sheetnames


def _sheet(sheet: Any, place: str, name: str) -> RawTable:  # noqa: ANN401 - no types in openpyxl
    header: tuple[str, ...] = ()
    faults: list[Violation] = []
    rows: list[tuple[int, tuple[str, ...]]] = []
    n_rows = 0
    sheet.reset_dimensions()  # some programs state a wrong size, and rows beyond it would be lost
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        # Blank rows between others have no cells, unless somebody gave them a format.
        n_rows += number > 1 and bool(cells)
        if number > _LAST_ROW or n_rows > _MOST_ROWS:
            _refuse(place, f"more than {_MOST_ROWS} rows", f"at most {_MOST_ROWS} rows")
        texts = tuple(_text(cell.value) for cell in cells)
        if number == 1:
            header = _without_empty_end(texts)
            continue
        for cell, column in zip(cells, header, strict=False):
            if cell.data_type == "f":
                formula = str(getattr(cell.value, "text", cell.value))
                faults.append(Violation(place, number, column, formula, "no formula"))
        if any(texts[len(header) :]):
            extra = ", ".join(text for text in texts[len(header) :] if text)
            faults.append(Violation(place, number, "", extra, "no cell beyond the last column"))
        if any(texts):
            rows.append((number, texts[: len(header)]))
    if faults:
        raise PackageError(faults)
    if name == "plan" and rows and "format_version" in header:
        _same_version(rows[0][1][header.index("format_version")], place)
    return RawTable(place, header, tuple(rows))


def _without_empty_end(texts: tuple[str, ...]) -> tuple[str, ...]:
    filled = [place for place, text in enumerate(texts) if text]
    return texts[: filled[-1] + 1] if filled else ()


def _same_version(value: object, place: str) -> None:
    """Refuse a file of another version before its columns are held against this one's.

    Raises:
        PackageError: It is of another version.
    """
    version = _text(value)
    if version and version != str(FORMAT_VERSION):
        expected = f"version {FORMAT_VERSION} of the plan format; this program reads no other"
        raise PackageError([Violation(place, 0, "format_version", version, expected)])


def _text(value: object) -> str:
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

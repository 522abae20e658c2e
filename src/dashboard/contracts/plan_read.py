"""Read a plan file, JSON or XLSX, into tables of text; everything that cannot be read is named."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from dashboard.contracts.file_json import (
    INVENTED,
    MOST_ROWS,
    cell_text,
    refuse,
    same_version,
    tables_of,
)
from dashboard.contracts.file_tables import RawTable
from dashboard.contracts.plan_check import FORM, plan_of
from dashboard.contracts.violation import PackageError, Violation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dashboard.contracts.plan import Plan

FORMAT: Final = FORM.mark
MOST_BYTES: Final = 2_000_000
_MOST_UNPACKED_BYTES: Final = 50_000_000
# The last row that a sheet can have.
_LAST_ROW: Final = 1_048_576


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
        refuse(file, size, f"a plan of at most {MOST_BYTES // 1_000_000} MB")
    readers: dict[str, Callable[[bytes, str], tuple[dict[str, RawTable], bool]]] = {
        "json": partial(tables_of, form=FORM),
        "xlsx": _from_xlsx,
    }
    ending = file.rpartition(".")[2].lower()
    if ending not in readers:
        refuse(file, file, "a file whose name ends in .json or .xlsx")
    tables, is_invented = readers[ending](content, file)
    if is_invented and not invented:
        refuse(file, "a plan made for training, with invented data", "a real plan")
    return plan_of(tables, known)


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
        refuse(file, size, f"at most {_MOST_UNPACKED_BYTES // 1_000_000} MB unpacked")
    book = load_workbook(io.BytesIO(content), read_only=True)
    missing = [name for name in FORM.tables if name not in book.sheetnames]
    if missing:
        refuse(file, ", ".join(book.sheetnames), f"also the sheets {', '.join(missing)}")
    tables = {name: _sheet(book[name], f"{file}, sheet {name}", name) for name in FORM.tables}
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
        if number > _LAST_ROW or n_rows > MOST_ROWS:
            refuse(place, f"more than {MOST_ROWS} rows", f"at most {MOST_ROWS} rows")
        texts = tuple(cell_text(cell.value) for cell in cells)
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
        same_version(rows[0][1][header.index("format_version")], place, FORM)
    return RawTable(place, header, tuple(rows))


def _without_empty_end(texts: tuple[str, ...]) -> tuple[str, ...]:
    filled = [place for place, text in enumerate(texts) if text]
    return texts[: filled[-1] + 1] if filled else ()

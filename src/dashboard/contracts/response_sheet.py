"""Read the sheet of a response file in the format XLSX; what is merged or hidden is named."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from dashboard.contracts.response_table import (
    KEPT_FROM_RUNNING,
    MOST_ROWS,
    NO_ERROR,
    NO_FORMULA,
    PACKED,
    Lines,
    Progress,
    RawTable,
    collected,
    foreign,
    refuse,
    tidy,
)
from dashboard.contracts.violation import Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_UNPACKED_BYTES: Final = 300_000_000
SHEET: Final = "Answers"
# Further sheets of our own template; they may be hidden.
OTHER_SHEETS: Final = ("Lists", "Columns", "About", "Help")
WORKBOOK: Final = "a workbook in the format XLSX; save it again as .xlsx"
# Kinds of cells of a workbook.
_REFUSED: Final = {"f": NO_FORMULA, "e": NO_ERROR}
_LAST_ROW: Final = 1_048_576
_HIDDEN: Final = ("1", "true")
# Whole numbers from here on are not held exactly by a spreadsheet.
_LARGEST_WHOLE: Final = 1e15


def from_xlsx(content: bytes, file: str, progress: Progress) -> RawTable:
    """Read the rows of a workbook.

    Args:
        content: Content of the file.
        file: Its name.
        progress: Called with the share done (0-1) and the step in words.

    Returns:
        Header, rows and faults; openpyxl raises whatever a damaged part causes.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - only when somebody sends a file
    from openpyxl.worksheet._reader import WorkSheetParser  # noqa: PLC0415 - as above

    if not content.startswith(PACKED):
        refuse(file, 0, foreign(content) or "text, or something else", WORKBOOK)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
    if unpacked > MOST_UNPACKED_BYTES:
        most = f"at most {MOST_UNPACKED_BYTES // 1_000_000} MB unpacked"
        refuse(file, 0, f"{unpacked / 1e6:.0f} MB unpacked", most)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of every extra that it leaves out
        book = load_workbook(io.BytesIO(content), read_only=True)
        sheet = _answers_sheet(book.worksheets, file)
        place = f"{file}, sheet {sheet.title}"
        # The rows of a read-only sheet do not say what is merged or hidden; their parser does.
        with sheet._get_source() as part:
            parser = WorkSheetParser(
                part,
                sheet._shared_strings,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            found = collected(place, _sheet_lines(parser), sheet.max_row or MOST_ROWS, progress)
    if not found.header:
        refuse(place, 0, "an empty sheet", "a header and rows")
    return replace(found, faults=(*found.faults, *_layout_faults(parser, found)))


def _answers_sheet(sheets: list[Any], file: str) -> Any:  # noqa: ANN401 - no types in openpyxl
    own = [name.casefold() for name in OTHER_SHEETS]
    others = [sheet for sheet in sheets if sheet.title.casefold() not in own]
    hidden = ", ".join(sheet.title for sheet in others if sheet.sheet_state != "visible")
    if hidden:
        refuse(file, 0, hidden, f"no hidden sheet but {', '.join(OTHER_SHEETS)}")
    named = [sheet for sheet in others if sheet.title.casefold() == SHEET.casefold()]
    if not named and len(others) != 1:
        told = ", ".join(sheet.title for sheet in sheets) or "no sheet"
        refuse(file, 0, told, f'a sheet named "{SHEET}"')
    return (named or others)[0]


def _sheet_lines(parser: Any) -> Lines:  # noqa: ANN401 - no types in openpyxl
    for number, found in parser.parse():
        if not 1 <= number <= _LAST_ROW:
            message = f"row {number}"
            raise ValueError(message)
        cells = [cell for cell in found if cell["value"] is not None]
        texts = [""] * max((cell["column"] for cell in cells), default=0)
        refused = []
        for cell in cells:
            at, kind = cell["column"] - 1, cell["data_type"]
            texts[at] = _text(cell["value"])
            if kind in _REFUSED:
                refused.append((at, _REFUSED[kind]))
        yield number, texts, refused


def _text(value: Any) -> str:  # noqa: ANN401 - no types in openpyxl
    """Return a cell as text: days in ISO form, whole numbers without a point."""
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        value = value.date()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_WHOLE:
        return str(int(value))
    text = tidy(str(getattr(value, "text", value)))
    return text[1:] if KEPT_FROM_RUNNING.match(text) else text


def _layout_faults(parser: Any, found: RawTable) -> Iterator[Violation]:  # noqa: ANN401 - no types in openpyxl
    """Find merged cells, and hidden rows and columns that hold something."""
    for merged in parser.merged_cells.mergeCell if parser.merged_cells else ():
        row = int(re.sub(r"\D", "", merged.ref.partition(":")[0]))
        yield Violation(found.place, row, "", merged.ref, "no merged cells")
    hidden = [
        number
        for number in (found.header_row, *found.numbers)
        if parser.row_dimensions.get(str(number), {}).get("hidden") in _HIDDEN
    ]
    if hidden:
        told = f"{len(hidden)} hidden row{'s' * (len(hidden) > 1)}"
        yield Violation(found.place, hidden[0], "", told, "no hidden row, also not by a filter")
    for column in parser.column_dimensions.values():
        for name in found.header[int(column["min"]) - 1 : int(column["max"])]:
            if name and column.get("hidden") in _HIDDEN:
                yield Violation(found.place, found.header_row, name, "hidden", "no hidden column")

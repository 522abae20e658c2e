"""Tables as CSV, XLSX and Parquet.

CSV: the notes stand under the table, one a line, starting with '#', so that the first line is the
header and a spreadsheet shows the table at once; `pandas.read_csv(..., comment="#")` skips them.
No byte-order mark: CSV is for programs, and XLSX stands beside it for spreadsheets.
A text cell that a spreadsheet would run as a formula gets a leading apostrophe (OWASP, CSV
injection). XLSX writes text as text, so nothing runs and nothing is changed; the notes are its
second sheet. Parquet keeps the notes in the metadata of the file.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from dashboard.exports.provenance import Provenance

FORMATS: Final = ("csv", "xlsx", "parquet")
MIME_TYPES: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_NOTE: Final = "#"
# A number sign outside quotes would start a note in the middle of a row.
_NEEDS_QUOTES: Final = (",", '"', "\n", "\r", _NOTE)
_WIDEST_CELL: Final = 60


def table_file(table: pd.DataFrame, provenance: Provenance, file_format: str) -> bytes:
    """Write a table in one of FORMATS.

    Args:
        table: Rows to write; no row is fine.
        provenance: Where the figures come from.
        file_format: csv, xlsx or parquet.

    Returns:
        Content of the file.
    """
    writers = {"csv": csv_file, "xlsx": xlsx_file, "parquet": parquet_file}
    return writers[file_format](table, provenance)


def csv_file(table: pd.DataFrame, provenance: Provenance) -> bytes:
    """Return a table as CSV: UTF-8, comma, header, notes at the end."""
    out = io.StringIO(newline="")
    rows = table.itertuples(index=False)
    lines = [list(table.columns), *(list(row) for row in rows)]
    for line in lines:
        out.write((",".join(_csv_cell(value) for value in line) or '""') + "\n")
    for name, text in provenance.lines():
        # No comma, quote or line break: a note stays one cell for every reader of CSV.
        note = f"{name}: {text}".replace(",", ";").replace('"', "'")
        out.write(f"{_NOTE} {' '.join(note.split())}\n")
    return out.getvalue().encode()


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value  # noqa: PLR0124 - NaN


def _csv_cell(value: object) -> str:
    """Return a cell as CSV text: never run as a formula, quoted where a reader needs it."""
    if _is_missing(value):
        return ""
    if isinstance(value, bool | np.bool_):
        return str(value).lower()
    text = str(value)
    if isinstance(value, str) and text.startswith(_STARTS_A_FORMULA):
        text = "'" + text
    if any(sign in text for sign in _NEEDS_QUOTES):
        text = '"' + text.replace('"', '""') + '"'
    return text


def xlsx_file(table: pd.DataFrame, provenance: Provenance) -> bytes:
    """Return a table as XLSX: sheet "Table" with a filter row, sheet "About" with the notes."""
    import xlsxwriter  # noqa: PLC0415 - only when somebody downloads

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Table")
        sheet.write_row(0, 0, [str(name) for name in table.columns], bold)
        for number, row in enumerate(table.itertuples(index=False), start=1):
            for place, value in enumerate(row):
                cell = _plain(value)
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell)
                elif cell is not None:
                    sheet.write(number, place, cell)
        sheet.freeze_panes(1, 0)
        if len(table.columns):
            sheet.autofilter(0, 0, len(table), len(table.columns) - 1)
        sheet.autofit(_WIDEST_CELL * 7)
        about = book.add_worksheet("About")
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        about.set_column(0, 0, 14)
        about.set_column(1, 1, 100)
        for number, (name, text) in enumerate(provenance.rows()):
            about.write_string(number, 0, name, bold)
            about.write_string(number, 1, text, wrap)
    return out.getvalue()


def _plain(value: object) -> str | float | int | bool | None:
    """Return a cell as what XlsxWriter can write."""
    if _is_missing(value):
        return None
    if hasattr(value, "item"):
        value = value.item()
    return value if isinstance(value, str | float | int | bool) else str(value)


def parquet_file(table: pd.DataFrame, provenance: Provenance) -> bytes:
    """Return a table as Parquet; the notes are metadata of the schema (keys as in the CSV)."""
    import pyarrow as pa  # noqa: PLC0415 - only when somebody downloads
    import pyarrow.parquet as pq  # noqa: PLC0415

    arrow = pa.Table.from_pandas(table, preserve_index=False)
    told: dict[str, list[str]] = {}
    for name, text in provenance.lines():
        told.setdefault(name, []).append(text)
    notes = {name.encode(): "; ".join(texts).encode() for name, texts in told.items()}
    out = io.BytesIO()
    pq.write_table(arrow.replace_schema_metadata({**(arrow.schema.metadata or {}), **notes}), out)
    return out.getvalue()

"""A plan as a file that can be read back: JSON, and XLSX with one sheet for each table."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.contracts.check import expectation
from dashboard.contracts.file_json import INVENTED
from dashboard.contracts.plan import plan_rows
from dashboard.contracts.plan_check import plan_package
from dashboard.contracts.plan_read import FORMAT
from dashboard.exports.tables import csv_file
from dashboard.words.origin import mark

if TYPE_CHECKING:
    from dashboard.contracts.plan import Plan
    from dashboard.exports.provenance import Provenance

_WIDEST_PX = 420


def plan_json(plan: Plan, *, invented: bool = False) -> bytes:
    """Return a plan as JSON, with the names of the columns as the schema has them."""
    marked = {INVENTED: True} if invented else {}
    tables: dict[str, Any] = {"format": FORMAT, **marked, **plan_rows(plan)}
    return (json.dumps(tables, ensure_ascii=False, indent=1) + "\n").encode()


def plan_xlsx(plan: Plan, about: Provenance) -> bytes:
    """Write a plan as XLSX.

    Args:
        plan: The plan, tidied.
        about: Where its figures come from.

    Returns:
        Content of a file with the sheets plan, actions and milestones, which can be read back,
        one that explains the columns, and one with the provenance.
    """
    import xlsxwriter  # noqa: PLC0415 - only when somebody downloads

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        for table in plan_package().tables:
            sheet = book.add_worksheet(table.name)
            sheet.write_row(0, 0, [column.name for column in table.columns], bold)
            for number, row in enumerate(plan_rows(plan)[table.name], start=1):
                for place, column in enumerate(table.columns):
                    _write(sheet, number, place, row[column.name])
            sheet.freeze_panes(1, 1)
            sheet.autofit(_WIDEST_PX)
        told = [
            (table.name, column.name, column.description, expectation(column))
            for table in plan_package().tables
            for column in table.columns
        ]
        _sheet_of_texts(book, "Columns", [("sheet", "column", "what it holds", "a cell is"), *told])
        _sheet_of_texts(book, "About", about.rows())
        if about.invented:
            _sheet_of_texts(book, INVENTED, [(mark(),)])
        for name in ("Columns", "About"):
            book.get_worksheet_by_name(name).set_column(0, 3, 28, wrap)
    return out.getvalue()


def _write(sheet: Any, row: int, place: int, value: str | float | None) -> None:  # noqa: ANN401
    if isinstance(value, str):
        if value:
            sheet.write_string(row, place, value)
    elif value is not None:
        sheet.write_number(row, place, value)


def _sheet_of_texts(book: Any, name: str, lines: Any) -> None:  # noqa: ANN401 - no types
    sheet = book.add_worksheet(name)
    for number, line in enumerate(lines):
        for place, text in enumerate(line):
            sheet.write_string(number, place, text)


def action_table(plan: Plan) -> pd.DataFrame:
    """Return the actions of a plan as a table; milestones as one text."""
    rows = plan_rows(plan)["actions"]
    told = ["; ".join(f"{m.due_on} {m.milestone}" for m in a.milestones) for a in plan.actions]
    return pd.DataFrame(rows).assign(milestones=told)


def plan_csv(plan: Plan, about: Provenance) -> bytes:
    """Return the actions of a plan as CSV, one row each, with the provenance under it."""
    return csv_file(action_table(plan), about)

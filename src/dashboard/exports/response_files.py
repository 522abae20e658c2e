"""Files of answers: a template to fill in, with labels and lists, that can be read back."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

from dashboard.contracts.check import expectation
from dashboard.contracts.package import read_descriptor
from dashboard.contracts.response import ANSWER_COLUMNS, NEEDS, SEPARATOR, STATES
from dashboard.contracts.response_check import INVENTED, SCHEMA
from dashboard.contracts.response_read import SHEET
from dashboard.i18n import _
from dashboard.words.cells import rows_of
from dashboard.words.responses import need_name, state_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

# Labels beside the ids: they are for people and are not read back.
LABELS: Final = ("city", "policy_area", "question", "help")
TEMPLATE_COLUMNS: Final = (
    "city_id",
    "city",
    "round_id",
    "question_id",
    "question_version",
    "policy_area",
    "question",
    "help",
    *tuple(ANSWER_COLUMNS)[4:],
)
_WIDTHS: Final = {"question": 60, "help": 60, "state": 22, "needs": 26}
_LAST_ROW: Final = 1000


def template_rows(
    questions: pd.DataFrame,
    city: tuple[str, str],
    round_id: str,
    answers: pd.DataFrame,
    *,
    invented: bool = False,
) -> list[dict[str, Any]]:
    """Lay out one line for each question, with what is answered already.

    Args:
        questions: Questions of the round.
        city: Id and name.
        round_id: Round.
        answers: Rows of ANSWER_COLUMNS of the city and round; may be empty.
        invented: The store is a demonstration: a column says so, which no other store takes.

    Returns:
        Cells by column, of TEMPLATE_COLUMNS; an empty cell is None.
    """
    given = {row["question_id"]: row for row in rows_of(answers)}
    rows = []
    for question in questions.to_dict("records"):
        row = {
            "city_id": city[0],
            "city": city[1],
            "round_id": round_id,
            "question_id": question["question_id"],
            "question_version": question["version"],
            "policy_area": question["area"],
            "question": question["question"],
            "help": question["help"],
        }
        answer = given.get(str(question["question_id"]), {})
        line = {name: row.get(name, answer.get(name)) for name in TEMPLATE_COLUMNS}
        rows.append({**line, INVENTED: "true"} if invented else line)
    return rows


def _columns(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return list(rows[0]) if rows else list(TEMPLATE_COLUMNS)


def template_csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the template as CSV in UTF-8 with a mark at its beginning, as spreadsheets like it."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, _columns(rows), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(dict(row) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def answers_csv(answers: pd.DataFrame) -> bytes:
    """Return answers as a CSV file that can be read back."""
    return answers[list(ANSWER_COLUMNS)].to_csv(index=False).encode()


def template_xlsx(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Write the template as XLSX, with lists to choose from and a sheet that explains the columns.

    Args:
        rows: Rows of `template_rows`.

    Returns:
        Content of the file; its sheet Answers can be read back.
    """
    import xlsxwriter  # noqa: PLC0415 - only when somebody downloads

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet, lists = book.add_worksheet(SHEET), book.add_worksheet("Lists")
        bold = book.add_format({"bold": True, "text_wrap": True})
        label = book.add_format({"text_wrap": True, "italic": True, "valign": "top"})
        cell = book.add_format({"text_wrap": True, "valign": "top"})
        for place, name in enumerate(_columns(rows)):
            sheet.write_string(0, place, name, bold)
            sheet.set_column(place, place, _WIDTHS.get(name, 16))
        for number, row in enumerate(rows, start=1):
            for place, name in enumerate(_columns(rows)):
                _write(sheet, (number, place), row[name], label if name in LABELS else cell)
        sheet.freeze_panes(1, 0)
        _choices(sheet, lists, len(rows))
        _explain(book.add_worksheet("Columns"), cell, bold)
    return out.getvalue()


def _write(sheet: Any, at: tuple[int, int], value: Any, cell: Any) -> None:  # noqa: ANN401
    if value is None or value == "":
        sheet.write_blank(*at, None, cell)
    elif isinstance(value, str):
        sheet.write_string(*at, value, cell)
    else:
        sheet.write_number(*at, value, cell)


def _choices(sheet: Any, lists: Any, n_rows: int) -> None:  # noqa: ANN401 - no types in xlsxwriter
    """Let the states be chosen from a list, and keep priorities and years in their range."""
    for number, state in enumerate(STATES):
        lists.write_string(number, 0, state)
        lists.write_string(number, 1, state_name(state))
    for number, need in enumerate(NEEDS):
        lists.write_string(number, 3, need)
        lists.write_string(number, 4, need_name(need))
    last = max(n_rows, _LAST_ROW)
    at = {name: place for place, name in enumerate(TEMPLATE_COLUMNS)}
    rules: dict[str, dict[str, Any]] = {
        "state": {"validate": "list", "source": f"=Lists!$A$1:$A${len(STATES)}"},
        "priority": {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 5},
        "needs": {
            "validate": "any",
            "input_title": "needs",
            "input_message": _("Any of: {needs}; several with {sign}").format(
                needs=", ".join(NEEDS), sign=SEPARATOR
            ),
        },
    }
    for name, rule in rules.items():
        sheet.data_validation(1, at[name], last, at[name], rule)


def _explain(sheet: Any, cell: Any, bold: Any) -> None:  # noqa: ANN401 - no types in xlsxwriter
    for place, heading in enumerate(("column", "what it holds", "a cell is")):
        sheet.write_string(0, place, heading, bold)
    columns = read_descriptor(SCHEMA).tables[0].columns
    for number, column in enumerate(columns, start=1):
        for place, text in enumerate((column.name, column.description, expectation(column))):
            sheet.write_string(number, place, text, cell)
    sheet.set_column(0, 2, 50)

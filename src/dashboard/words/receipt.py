"""What a city answered, in words: for receipts, for the steward and for the city itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.contracts.response import SEPARATOR
from dashboard.i18n import _
from dashboard.words.cells import Cells, rows_of
from dashboard.words.labels import role_name
from dashboard.words.markdown import as_plain_text
from dashboard.words.responses import need_name, state_name, status_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from dashboard.responses.submissions import Submission


def receipt_sentences(sent: Submission) -> list[str]:
    """Return what a receipt says before the answers."""
    told = [
        _("Sent on {moment} UTC by: {role}. {n} answers, round {round}.").format(
            moment=moment(sent.written_at),
            role=role_name(sent.role),
            n=sent.n_answers,
            round=sent.round_id,
        ),
        _("State: {status}.").format(status=status_name(sent.status)),
    ]
    if sent.corrects:
        told.append(_("It corrects {number}.").format(number=sent.corrects))
    if sent.note:
        told.append(_("Note of the data steward: {note}").format(note=as_plain_text(sent.note)))
    told.append(_("Only accepted answers are shown on public pages. No name was kept."))
    return told


def moment(when: Any) -> str:  # noqa: ANN401 - datetime
    """Return a moment to the minute."""
    return str(when.strftime("%Y-%m-%d %H:%M"))


def answer_cells(rows: pd.DataFrame) -> Cells:
    """Return answers as Markdown cells: question, answer, and everything else that was given."""
    headings = (_("Question"), _("Answer"), _("Details"))
    cells: Cells = {heading: [] for heading in headings}
    for row in rows_of(rows):
        cells[headings[0]].append(as_plain_text(row["question"]))
        cells[headings[1]].append(state_name(row["state"]))
        cells[headings[2]].append(as_plain_text(details(row)))
    return cells


def details(row: Any) -> str:  # noqa: ANN401 - a row as a mapping
    """Return what a city gave beside the state, in one text."""
    parts = [
        _("since {year}").format(year=row["year_since"]) if row["year_since"] is not None else "",
        row["unit_in_charge"],
        row["evidence_link"],
        _("needs: {needs}").format(needs=needs_text(row["needs"])) if row["needs"] else "",
        _("priority {n}").format(n=row["priority"]) if row["priority"] is not None else "",
        _impact(row),
    ]
    return "; ".join(part for part in parts if part)


def needs_text(needs: str) -> str:
    """Return a list of needs in words."""
    return ", ".join(need_name(need) for need in needs.split(SEPARATOR) if need)


def _impact(row: Any) -> str:  # noqa: ANN401 - a row as a mapping
    if not row["impact_indicator"]:
        return ""
    values = {
        _("baseline"): row["impact_baseline"],
        _("target"): row["impact_target"],
        _("latest"): row["impact_latest"],
    }
    told = [f"{name} {value:g}" for name, value in values.items() if value is not None]
    if row["impact_year"] is not None:
        told.append(_("year {year}").format(year=row["impact_year"]))
    if row["impact_source"]:
        told.append(_("source: {source}").format(source=row["impact_source"]))
    return f"{row['impact_indicator']} ({', '.join(told)})" if told else row["impact_indicator"]


def history_cells(sent: Sequence[Submission]) -> Cells:
    """Return what was sent as Markdown cells, the newest first."""
    headings = (_("Receipt"), _("Sent (UTC)"), _("State"))
    cells: Cells = {heading: [] for heading in headings}
    for row in sent:
        status = status_name(row.status)
        note = f": {as_plain_text(row.note)}" if row.note else ""
        cells[headings[0]].append(
            _("{number}, {n} answers").format(number=row.number, n=row.n_answers)
        )
        cells[headings[1]].append(moment(row.written_at))
        cells[headings[2]].append(f"{status}{note}")
    return cells

"""Sentences and tables of the inbox of the data steward."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.analysis.differences import CHANGED, NEW
from dashboard.i18n import _, listed, ngettext, number
from dashboard.words.cells import Cells, rows_of
from dashboard.words.markdown import as_plain_text, linked
from dashboard.words.receipt import moment
from dashboard.words.responses import detail_name, state_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from dashboard.responses.notes import CityEvent, CityProposal
    from dashboard.responses.submissions import Submission


def waiting_text(n_submissions: int, n_notes: int, n_cities: int, n_practices: int) -> str:
    """Return how much waits for a decision, in words.

    Args:
        n_submissions: Submissions of answers.
        n_notes: Notes on time lines.
        n_cities: Cities that are missing.
        n_practices: Good practices that are missing.

    Returns:
        One sentence.
    """
    counts = (
        (n_submissions, ngettext("{n} submission", "{n} submissions", n_submissions)),
        (n_notes, ngettext("{n} note on a time line", "{n} notes on time lines", n_notes)),
        (n_cities, ngettext("{n} proposed city", "{n} proposed cities", n_cities)),
        (n_practices, ngettext("{n} proposed practice", "{n} proposed practices", n_practices)),
    )
    waiting = [text.format(n=number(n)) for n, text in counts if n]
    if not waiting:
        return _("Nothing waits for a decision.")
    return ngettext(
        "{what} waits for a decision.",
        "{what} wait for a decision.",
        n_submissions + n_notes + n_cities + n_practices,
    ).format(what=listed(waiting))


def submission_label(row: Submission, city: str) -> str:
    """Return a submission in one line."""
    return _("{city}, round {round}, {n} answers, sent {moment} UTC, {number}").format(
        city=city,
        round=row.round_id,
        n=row.n_answers,
        moment=moment(row.written_at),
        number=row.number,
    )


def difference_text(table: pd.DataFrame, against: str) -> str:
    """Say how much of a submission is new or changed.

    Args:
        table: Rows of `differences`.
        against: Name of the round whose answers stand; empty: none stand.

    Returns:
        One sentence.
    """
    new, changed = int((table["kind"] == NEW).sum()), int((table["kind"] == CHANGED).sum())
    if not against:
        return _("First answers of this city: {n}, all new.").format(n=len(table))
    return _(
        "Against the accepted answers of {round}: {new} new, {changed} changed, {same} the same."
    ).format(round=against, new=new, changed=changed, same=len(table) - new - changed)


def difference_cells(table: pd.DataFrame, questions: Mapping[str, str]) -> Cells:
    """Return what is new or changed as Markdown cells."""
    headings = (_("Question"), _("Before"), _("Now"))
    cells: Cells = {heading: [] for heading in headings}
    for row in rows_of(table[table["kind"].isin([NEW, CHANGED])]):
        details = [detail_name(column) for column in row["also"].split(", ") if column]
        also = _(" (also changed: {details})").format(details=", ".join(details)) if details else ""
        asked = questions.get(row["question_id"], row["question_id"])
        cells[headings[0]].append(as_plain_text(asked))
        cells[headings[1]].append(state_name(row["before"]) if row["before"] else _("no answer"))
        cells[headings[2]].append(as_plain_text(f"{state_name(row['after'])}{also}"))
    return cells


def event_text(event: CityEvent, city: str) -> str:
    """Return a note on a time line in one paragraph."""
    return _("{city}, {day}: {event} Source: {source}").format(
        city=as_plain_text(city),
        day=event.date,
        event=as_plain_text(event.event),
        source=linked(event.source, event.link),
    )


def proposal_text(proposal: CityProposal, country: str) -> str:
    """Return a proposed city in one paragraph, with the line for cities.csv."""
    people = f"{proposal.population:,}" if proposal.population else _("population not given")
    return _("{city}, {country}, {people}. Source: {source}. Id for cities.csv: {ident}").format(
        city=as_plain_text(proposal.city),
        country=country,
        people=people,
        source=as_plain_text(proposal.source) or _("none"),
        ident=proposal.city_id,
    )


def inbox_rows(sent: Sequence[Submission], cities: Mapping[str, str]) -> Cells:
    """Return submissions as cells of text, the newest first."""
    headings = (_("City"), _("Round"), _("Answers"), _("Sent (UTC)"))
    cells: Cells = {heading: [] for heading in headings}
    for row in sent:
        values = (
            cities.get(row.city_id, row.city_id),
            row.round_id,
            str(row.n_answers),
            moment(row.written_at),
        )
        for heading, value in zip(headings, values, strict=True):
            cells[heading].append(value)
    return cells

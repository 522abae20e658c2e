"""Facts to gather before signing, in words: which are gathered, by whom, which are still open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.contracts.cooperation import Fact
from dashboard.i18n import _, ngettext, number
from dashboard.words.cells import NO_DATA, Cells, rows_of
from dashboard.words.cooperation import page_cell
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    Facts = Mapping[str, Fact]


def n_gathered(criteria: pd.DataFrame, facts: Facts) -> int:
    """Return how many of the facts to gather are gathered."""
    return sum(facts.get(key, Fact()).is_gathered for key in criteria["partner_criterion_id"])


def facts_summary(criteria: pd.DataFrame, facts: Facts) -> str:
    """Say how many facts are gathered, and how many are open.

    Args:
        criteria: Rows of CRITERION_COLUMNS.
        facts: What is kept of them, by criterion.

    Returns:
        One or two sentences.
    """
    n, n_all = n_gathered(criteria, facts), len(criteria)
    if n == n_all:
        return _("All {n} facts are gathered.").format(n=number(n))
    told = ngettext(
        "{n} of {all} facts is gathered.", "{n} of {all} facts are gathered.", n
    ).format(n=number(n), all=number(n_all))
    return told + " " + _("Still open: {n}.").format(n=number(n_all - n))


def fact_name(row: Mapping[str, Any]) -> str:
    """Return what is to be gathered for a criterion, as plain text."""
    needed = str(row["data_needed"])
    return as_plain_text(needed[:1].upper() + needed[1:])


def state_of(fact: Fact) -> str:
    """Return whether a fact is gathered, in words."""
    return _("yes") if fact.is_gathered else _("not yet")


def with_facts(criteria: pd.DataFrame, facts: Facts | None) -> pd.DataFrame:
    """Lay out the facts to gather with what is kept of them.

    Args:
        criteria: Rows of CRITERION_COLUMNS.
        facts: What is kept of them; None: nothing is kept, so that there is room to fill in.

    Returns:
        criterion, data_needed, question, gathered, who and note.
    """
    kept = [
        None if facts is None else facts.get(k, Fact()) for k in criteria["partner_criterion_id"]
    ]
    return (
        criteria[["name", "data_needed", "question"]]
        .rename(columns={"name": "criterion"})
        .assign(
            gathered=["" if fact is None else state_of(fact) for fact in kept],
            who=["" if fact is None else fact.who for fact in kept],
            note=["" if fact is None else fact.note for fact in kept],
        )
    )


def facts_cells(criteria: pd.DataFrame, facts: Facts | None) -> Cells:
    """Lay out the facts to gather.

    Args:
        criteria: Rows of CRITERION_COLUMNS.
        facts: What is kept of them; None: no partnership is chosen.

    Returns:
        Cells by heading, one row a fact; three columns at most, so that a phone need not scroll.
    """
    headings = [_("Facts to gather"), *([_("Gathered")] if facts is not None else []), _("Page")]
    cells: Cells = {heading: [] for heading in headings}
    for row in rows_of(criteria):
        told = [f"{fact_name(row)}  \n*{as_plain_text(row['question'])}*"]
        if facts is not None:
            told.append(gathered_cell(facts.get(row["partner_criterion_id"], Fact())))
        for heading, text in zip(headings, [*told, page_cell(row)], strict=True):
            cells[heading].append(text)
    return cells


def gathered_cell(fact: Fact) -> str:
    """Return whether a fact is gathered, with who and note, as Markdown."""
    told = [f"**{state_of(fact)}**", *map(as_plain_text, filter(None, (fact.who, fact.note)))]
    return "  \n".join(told)


def open_cells(criteria: pd.DataFrame, facts: Facts) -> Cells:
    """Lay out the facts that are still open, with who gathers them and the note.

    Args:
        criteria: Rows of CRITERION_COLUMNS.
        facts: What is kept of them, by criterion.

    Returns:
        Cells by heading, one row a fact, in the order of the guidelines.
    """
    headings = (_("Still open"), _("Who gathers it"), _("Note"))
    cells: Cells = {heading: [] for heading in headings}
    for row in rows_of(criteria):
        fact = facts.get(row["partner_criterion_id"], Fact())
        if fact.is_gathered:
            continue
        told = (
            f"{fact_name(row)} ({as_plain_text(row['name'])})",
            as_plain_text(fact.who) or NO_DATA,
            as_plain_text(fact.note) or NO_DATA,
        )
        for heading, text in zip(headings, told, strict=True):
            cells[heading].append(text)
    return cells


def before_signing(criteria: pd.DataFrame, facts: Facts) -> list[str]:
    """Return what a draft says of the facts to gather, as paragraphs."""
    told = _(
        "The guidelines ask to gather these facts about the partner before signing. This list is "
        "not part of the memorandum."
    )
    return [told, facts_summary(criteria, facts)]

"""How to reach a partner, and the facts to gather before signing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.contracts.cooperation import Fact
from dashboard.i18n import _
from dashboard.words.cells import Cells, rows_of
from dashboard.words.cooperation_facts import (
    fact_name,
    facts_summary,
    gathered_cell,
    with_facts,
)
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from dashboard.words.cooperation_facts import Facts


def channels_cells(channels: pd.DataFrame) -> Cells:
    """Return the ways to reach a partner as Markdown cells, each with its example.

    Args:
        channels: Rows of CHANNEL_COLUMNS.

    Returns:
        Cells by heading.
    """
    rows = rows_of(channels)
    return {
        _("Channel, and how it helps"): [
            f"**{as_plain_text(row['name'])}**  \n{as_plain_text(row['how_it_helps'])}"
            for row in rows
        ],
        _("Example, in our words"): [_example(row) for row in rows],
    }


def _example(row: Mapping[str, Any]) -> str:
    title = f"**{as_plain_text(row['example'])}**"
    place = f" ({as_plain_text(row['example_place'])})" if row["example_place"] else ""
    source = _("{publisher}, p. {page}").format(
        publisher=as_plain_text(row["publisher"]), page=row["page"]
    )
    return f"{title}{place}  \n{as_plain_text(row['example_summary'])}  \n*{source}*"


def facts_table(criteria: pd.DataFrame, look: pd.DataFrame, facts: Facts | None) -> pd.DataFrame:
    """Lay out the facts to gather before signing, with what the cooperation keeps of them.

    Args:
        criteria: Rows of CRITERION_COLUMNS.
        look: Rows of LOOK_COLUMNS of the candidate.
        facts: What the cooperation with it keeps; None: there is none, so that there is room to
            fill in.

    Returns:
        criterion, data_needed, question, known_here, gathered, who and note.
    """
    table = with_facts(criteria, facts)
    known = set(look.loc[look["known"].notna(), "criterion_id"])
    here = [_("in part") if of in known else _("no") for of in criteria["partner_criterion_id"]]
    columns = ["criterion", "data_needed", "question", "known_here", "gathered", "who", "note"]
    return table.assign(known_here=here)[columns]


def facts_cells(criteria: pd.DataFrame, look: pd.DataFrame, facts: Facts | None) -> Cells:
    """Return the facts to gather as Markdown cells, with whether each is known here and gathered.

    Args:
        criteria: Rows of CRITERION_COLUMNS.
        look: Rows of LOOK_COLUMNS of the candidate.
        facts: What the cooperation with it keeps; None: there is none.

    Returns:
        Cells by heading, one row a fact.
    """
    rows = rows_of(criteria)
    cells = {
        _("Facts to gather"): [
            f"{fact_name(row)}  \n*{as_plain_text(row['name'])}*" for row in rows
        ],
        _("Known here"): facts_table(criteria, look, facts)["known_here"].tolist(),
    }
    if facts is not None:
        kept = (facts.get(row["partner_criterion_id"], Fact()) for row in rows)
        cells[_("Gathered")] = [gathered_cell(fact) for fact in kept]
    return cells


def facts_text(criteria: pd.DataFrame, facts: Facts | None) -> str:
    """Say how many facts are gathered, and where they are ticked off.

    Args:
        criteria: Rows of CRITERION_COLUMNS.
        facts: What the cooperation keeps; None: there is none yet.

    Returns:
        Sentences.
    """
    if facts is None:
        told = _("Start a cooperation to tick them off: the list is kept there, with its history.")
    else:
        told = facts_summary(criteria, facts) + " "
        told += _("They are ticked off in your cooperation, below its *Steps and tasks*.")
    return told + " " + _("CSV and XLSX have room for who gathers what, and for notes.")

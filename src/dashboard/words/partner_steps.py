"""How to reach a partner, and the facts to gather before signing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.i18n import _
from dashboard.words.cells import Cells, rows_of
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping


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


def facts_table(criteria: pd.DataFrame, look: pd.DataFrame) -> pd.DataFrame:
    """Lay out the facts to gather before signing, with room to tick them off.

    Args:
        criteria: Rows of CRITERION_COLUMNS.
        look: Rows of LOOK_COLUMNS of the candidate.

    Returns:
        criterion, data_needed, question, known_here, and gathered, who and note, which are empty.
    """
    known = set(look.loc[look["known"].notna(), "criterion_id"])
    here = [_("in part") if of in known else _("no") for of in criteria["partner_criterion_id"]]
    return pd.DataFrame(
        {
            "criterion": criteria["name"],
            "data_needed": criteria["data_needed"],
            "question": criteria["question"],
            "known_here": here,
            "gathered": "",
            "who": "",
            "note": "",
        }
    )


def facts_cells(facts: pd.DataFrame) -> Cells:
    """Return the facts to gather as Markdown cells, each with a box."""
    rows = rows_of(facts)
    return {
        _("Facts to gather"): [
            f"\N{BALLOT BOX} {as_plain_text(row['data_needed'].capitalize())}  \n"
            f"*{as_plain_text(row['criterion'])}*"
            for row in rows
        ],
        _("Known here"): [row["known_here"] for row in rows],
    }

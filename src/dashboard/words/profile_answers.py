"""What the profile says about the answers of a city."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.i18n import _, ngettext, number
from dashboard.words.cells import NO_DATA, Cells, rows_of
from dashboard.words.markdown import as_plain_text, linked
from dashboard.words.responses import state_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def summary(scores: pd.DataFrame, n_asked: int, n_answered: int, source: str) -> str:
    """Say how much is answered, in how many policy areas there is a score, and by whom.

    Args:
        scores: Rows of AREA_COLUMNS of the city in the round.
        n_asked: Questions of the round.
        n_answered: Those that the city answered.
        source: Source in words.

    Returns:
        Sentences.
    """
    told = ngettext(
        "{answered} of {asked} question of the round is answered.",
        "{answered} of {asked} questions of the round are answered.",
        n_asked,
    ).format(answered=number(n_answered), asked=number(n_asked))
    scored = _("Enough is known for a score in {n} of {total} policy areas.").format(
        n=number(int(scores["area_score"].notna().sum())), total=number(len(scores))
    )
    return f"{told} {scored} " + _("Source: {sources}.").format(sources=as_plain_text(source))


def scores_cells(scores: pd.DataFrame, areas: Mapping[str, str]) -> Cells:
    """Return the score of each policy area with how much of it is known."""
    rows = rows_of(scores)
    return {
        _("Policy area"): [as_plain_text(areas[row["area_id"]]) for row in rows],
        _("Score (0-100)"): [
            NO_DATA if row["area_score"] is None else number(row["area_score"], 1) for row in rows
        ],
        _("Coverage (%)"): [
            NO_DATA if row["coverage_pct"] is None else number(row["coverage_pct"]) for row in rows
        ],
        _("Questions known"): [
            _("{n} of {total}").format(n=number(row["n_known"]), total=number(row["n_counted"]))
            for row in rows
        ],
    }


def answers_cells(table: pd.DataFrame) -> Cells:
    """Return the answers: question, state, year since, and a link to evidence if it is one."""
    rows = rows_of(table)
    return {
        _("Question"): [
            f"{as_plain_text(row['question'])}  \n*{as_plain_text(row['area'])}*" for row in rows
        ],
        _("Answer"): [state_name(row["state"]) for row in rows],
        _("Since"): [
            NO_DATA if row["year_since"] is None else str(row["year_since"]) for row in rows
        ],
        _("Evidence"): [
            linked(_("link"), row["evidence_link"])
            if str(row["evidence_link"]).startswith(("http://", "https://"))
            else NO_DATA
            for row in rows
        ],
    }

"""Words of the mirror: how a city would look with answers that are not sent yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.contracts.response import STATES
from dashboard.i18n import _, ngettext, number
from dashboard.words.cells import NO_DATA, Cells, rows_of
from dashboard.words.responses import state_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def state_counts_text(mine: pd.DataFrame) -> str:
    """Return how many answers there are of each state, in one sentence."""
    counts = mine["state"].value_counts()
    told = [f"{state_name(state)} {counts[state]}" for state in STATES if state in counts.index]
    return _("Your answers: {counts}.").format(counts=", ".join(told))


def missing_text(n: int) -> str:
    """Return how many questions have no answer, and what that means."""
    return ngettext(
        "{n} question has no answer. It counts as not known, not as no.",
        "{n} questions have no answer. They count as not known, not as no.",
        n,
    ).format(n=n)


def score_cells(areas: pd.DataFrame, names: Mapping[str, str]) -> Cells:
    """Return the scores of a city by policy area as cells, with their coverage."""
    headings = (_("Policy area"), _("Score (0-100)"), _("Answers that count"))
    cells: Cells = {heading: [] for heading in headings}
    for row in rows_of(areas):
        score = row["area_score"]
        cells[headings[0]].append(names[row["area_id"]])
        cells[headings[1]].append(NO_DATA if score is None else number(round(score)))
        cells[headings[2]].append(
            _("{known} of {counted}").format(known=row["n_known"], counted=row["n_counted"])
        )
    return cells

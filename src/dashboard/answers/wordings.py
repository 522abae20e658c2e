"""The wordings of every keyword side by side: how long, how hard to read, which is simplest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.analysis.readability import reading
from dashboard.queries.actions import list_actions

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb
    import pandas as pd

    from dashboard.filters import ActorFilter
    from dashboard.responses.wordings import Proposal

# One row per action: added to the columns of ACTION_COLUMNS.
WORDING_COLUMNS: Final[dict[str, str]] = {
    "n_words": "number of words",
    "grade": "Flesch-Kincaid grade: school year, in the United States",
    "shortest": "no wording of the keyword has fewer words",
    "simplest": "no wording of the keyword has a lower grade",
}


def wordings(connection: duckdb.DuckDBPyConnection, documents: ActorFilter) -> pd.DataFrame:
    """List every wording with its length and reading grade.

    Args:
        connection: Open store; only read from.
        documents: Whose documents count, under which coding.

    Returns:
        Rows of `list_actions` with the columns of WORDING_COLUMNS; of each keyword the simplest
        first, then the shortest, then by actor.
    """
    table = list_actions(connection, documents)
    read = [reading(text) for text in table["wording"]]
    table = table.assign(
        n_words=[found.n_words for found in read],
        grade=[np.nan if found.grade is None else found.grade for found in read],
    )
    of_keyword = table.groupby("keyword_id", sort=False)
    table = table.assign(
        shortest=table["n_words"] == of_keyword["n_words"].transform("min"),
        simplest=table["grade"] == of_keyword["grade"].transform("min"),
    )
    order = ["keyword_id", "grade", "n_words", "actor", "action_id"]
    return table.sort_values(order, kind="stable", ignore_index=True)


def best_wordings(
    table: pd.DataFrame, agreed: Mapping[str, Proposal]
) -> dict[str, tuple[str, str, str]]:
    """Choose one wording for each keyword: the agreed one, else the simplest of all actors.

    Args:
        table: Rows of `wordings`.
        agreed: Proposals in force by keyword.

    Returns:
        (text, action id, actor) by keyword; an agreed wording has no actor, and the action that
        it starts from, if any.
    """
    first = table.drop_duplicates("keyword_id")
    columns = (first[name] for name in ("keyword_id", "wording", "action_id", "actor"))
    best = {keyword: (*said,) for keyword, *said in zip(*columns, strict=True)}
    ours = {
        keyword: (proposal.wording, proposal.source_action_id, "")
        for keyword, proposal in agreed.items()
    }
    return {**best, **ours}

"""Answers in one piece, for the command line: a suggested selection, and its alignment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.analysis.alignment import COVERED
from dashboard.analysis.choosing import suggest
from dashboard.answers.candidates import rank_candidates
from dashboard.answers.criteria import criteria_table
from dashboard.answers.responses import responded
from dashboard.answers.selection import alignment, codes_of, selection_rows
from dashboard.answers.wordings import best_wordings, wordings
from dashboard.queries.alignment import list_items
from dashboard.queries.mentions import list_keywords
from dashboard.responses.adopted import adopted, value_added
from dashboard.responses.files import responses_dir
from dashboard.responses.submissions import accepted
from dashboard.responses.wordings import in_force, list_proposals

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb
    import pandas as pd

    from dashboard.criteria import ChoiceRules, CriteriaFilter

# One row per item of a framework.
ALIGN_COLUMNS: Final[dict[str, str]] = {
    "framework_id": "identifier of the framework",
    "framework": "name of the framework",
    "code": "code of the item in the framework",
    "unit": "objective, target, commitment or area",
    "title": "short title of the item",
    "covered": "a chosen keyword serves it",
    "status": "covered, open (only other keywords serve it) or no keyword (none does)",
    "covered_by": "chosen keywords that serve it",
    "closed_by": "other keywords that serve it; first what would close most open items",
}


def suggested(
    connection: duckdb.DuckDBPyConnection, asked: CriteriaFilter, rules: ChoiceRules
) -> pd.DataFrame:
    """Suggest a selection, as the page "Action selection" does under the same rules.

    Args:
        connection: Open store; only read from.
        asked: How candidates are scored.
        rules: What the selection must respect.

    Returns:
        Rows with the columns of SELECTION_COLUMNS.
    """
    known = responded(connection, accepted(responses_dir()))
    voted = value_added(adopted(responses_dir()))
    criteria = criteria_table(connection, asked.documents, asked.cities, known=known, voted=voted)
    candidates = rank_candidates(criteria, asked, rules.limit)
    chosen = suggest(candidates.to_choose, rules, candidates.areas).chosen
    agreed = in_force(list_proposals(responses_dir()))
    said = best_wordings(wordings(connection, asked.documents), agreed)
    keywords, codes = list_keywords(connection), codes_of(connection)
    return selection_rows(candidates, keywords, chosen, said, codes)


def frameworks(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the ids of the frameworks that keywords are aligned to."""
    return list(dict.fromkeys(list_items(connection)["framework_id"]))


def aligned(
    connection: duckdb.DuckDBPyConnection, chosen: Sequence[str], framework: str
) -> pd.DataFrame:
    """Say which items of the frameworks a selection covers.

    Args:
        connection: Open store; only read from.
        chosen: Keywords of the selection.
        framework: Framework to keep; empty: all.

    Returns:
        Rows with the columns of ALIGN_COLUMNS, in the order of the frameworks.
    """
    table = alignment(connection, chosen)
    if framework:
        table = table[table["framework_id"] == framework].reset_index(drop=True)
    return table.assign(covered=table["status"] == COVERED)[list(ALIGN_COLUMNS)]

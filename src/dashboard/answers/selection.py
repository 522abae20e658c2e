"""A selection of core actions: what was chosen, in which words, and what it covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from dashboard.analysis.alignment import covered_items
from dashboard.queries.alignment import list_items, list_links

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

    from dashboard.answers.candidates import Candidates

# One row per chosen keyword, best ranked first.
SELECTION_COLUMNS: Final[dict[str, str]] = {
    "rank": "rank among the candidates; empty: the filters leave it out",
    "rank_label": "the rank, or the span of ranks that equal scores share",
    "keyword_id": "identifier of the keyword",
    "keyword": "keyword (sub-policy area)",
    "area_id": "policy area it belongs to",
    "area": "name of the policy area",
    "wording": "the agreed wording, else the simplest wording of all actors",
    "action_id": "action whose wording it is, or that it starts from; empty: none",
    "actor": "actor whose wording it is; empty: agreed by the group",
    "score": "weighted mean of the values of the criteria shown, 0-100",
    "coverage_pct": "share of the weight that rests on known values, 0-100",
    "rank_low": "best rank under 10 000 random weights (5th percentile)",
    "rank_high": "worst rank under 10 000 random weights (95th percentile)",
    "first_n_pct": "share of the random weights that put it among the first n, 0-100",
    "n_actors": "different actors that mention it",
    "n_cities_documented": "cities within the filters with a practice or grant on it",
    "measure": "the most direct measure that the hints name",
    "level": "what that measure tells: in place, reach or result",
    "gcm": "objectives of the Global Compact for Migration that it serves",
    "sdg": "targets of the 2030 Agenda that it serves",
}


def selection_rows(
    candidates: Candidates,
    keywords: pd.DataFrame,
    chosen: Sequence[str],
    wordings: Mapping[str, tuple[str, str, str]],
    links: pd.DataFrame,
) -> pd.DataFrame:
    """Describe the chosen keywords.

    Args:
        candidates: The ranking.
        keywords: Rows of `list_keywords`.
        chosen: Keywords of the selection.
        wordings: (text, action id, actor) by keyword.
        links: Rows of `list_links`.

    Returns:
        Rows with the columns of SELECTION_COLUMNS, by rank; a keyword that the filters leave out
        comes last and has no rank.
    """
    known = keywords[keywords["keyword_id"].isin(chosen)][
        ["keyword_id", "keyword", "area_id", "area"]
    ]
    ranked = candidates.table.drop(columns=["keyword", "area_id", "area"])
    table = known.merge(ranked, on="keyword_id", how="left")
    places = {keyword: place for place, keyword in enumerate(candidates.table["keyword_id"])}
    table = table.sort_values(
        "keyword_id",
        key=lambda ids: ids.map(lambda keyword: places.get(keyword, len(places))),
        kind="stable",
        ignore_index=True,
    )
    said = [wordings.get(keyword, ("", "", "")) for keyword in table["keyword_id"]]
    codes = {
        framework: links[links["framework_id"] == framework]
        .groupby("keyword_id")["code"]
        .agg(list)
        .to_dict()
        for framework in ("gcm", "sdg")
    }
    return table.assign(
        wording=[text for text, _action, _actor in said],
        action_id=[action for _text, action, _actor in said],
        actor=[actor for _text, _action, actor in said],
        **{
            framework: pd.Series(
                [of_keyword.get(keyword, []) for keyword in table["keyword_id"]], dtype=object
            )
            for framework, of_keyword in codes.items()
        },
    )[list(SELECTION_COLUMNS)]


def alignment(
    connection: duckdb.DuckDBPyConnection, chosen: Sequence[str], order: Sequence[str]
) -> pd.DataFrame:
    """Say of every item of every framework whether the selection covers it.

    Args:
        connection: Open store; only read from.
        chosen: Keywords of the selection.
        order: All keywords, the best ranked first.

    Returns:
        Rows of `covered_items`.
    """
    return covered_items(list_items(connection), list_links(connection), chosen, order)

"""A selection of core actions: what was chosen, in which words, and what it covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from dashboard.analysis.alignment import covered_items, gap_closers
from dashboard.queries.alignment import list_items, list_links
from dashboard.queries.mentions import list_keywords

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
    "n_cities_documented": "cities within the filters with a practice or grant on it, or an "
    "accepted answer that it is in place",
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
    codes: Mapping[tuple[str, str], list[str]],
) -> pd.DataFrame:
    """Describe the chosen keywords.

    Args:
        candidates: The ranking.
        keywords: Rows of `list_keywords`.
        chosen: Keywords of the selection.
        wordings: (text, action id, actor) by keyword.
        codes: Codes of the items that a keyword serves, by keyword and framework.

    Returns:
        Rows with the columns of SELECTION_COLUMNS, by rank; a keyword that the filters leave out
        comes last and has no rank.
    """
    ranked = candidates.table
    table = ranked[ranked["keyword_id"].isin(chosen)]
    outside = set(chosen) - set(table["keyword_id"])
    if outside:  # no rank, but still chosen
        table = pd.concat([table, keywords[keywords["keyword_id"].isin(outside)]])
    table = table.reset_index(drop=True).astype({"rank_low": "Int64", "rank_high": "Int64"})
    said = [wordings.get(keyword, ("", "", "")) for keyword in table["keyword_id"]]
    return table.assign(
        wording=[text for text, _action, _actor in said],
        action_id=[action for _text, action, _actor in said],
        actor=[actor for _text, _action, actor in said],
        **{
            framework: pd.Series(
                [codes.get((keyword, framework), []) for keyword in table["keyword_id"]],
                dtype=object,
            )
            for framework in ("gcm", "sdg")
        },
    )[list(SELECTION_COLUMNS)]


def dominated_pairs(candidates: Candidates, chosen: tuple[str, ...]) -> list[tuple[str, str]]:
    """Find what is chosen although something better by every criterion is left out.

    Args:
        candidates: The ranking.
        chosen: Keywords of the selection.

    Returns:
        Pairs (keyword left out, keyword chosen) that no weights can reverse; for each chosen one
        the best ranked of those left out.
    """
    ids = candidates.table["keyword_id"].tolist()
    outside = [place for place, keyword in enumerate(ids) if keyword not in chosen]
    pairs = []
    for keyword in chosen:
        if keyword in ids:
            place = ids.index(keyword)
            better = [other for other in outside if candidates.dominates[other, place]]
            pairs += [(ids[better[0]], keyword)] if better else []
    return pairs


def codes_of(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], list[str]]:
    """Return the codes of the items that a keyword serves, by keyword and framework."""
    links = list_links(connection)
    codes: dict[tuple[str, str], list[str]] = {}
    columns = (links[name] for name in ("keyword_id", "framework_id", "code"))
    for keyword, framework, code in zip(*columns, strict=True):
        codes.setdefault((keyword, framework), []).append(code)
    return codes


def alignment(connection: duckdb.DuckDBPyConnection, chosen: Sequence[str]) -> pd.DataFrame:
    """Say of every item of every framework whether the selection covers it.

    Args:
        connection: Open store; only read from.
        chosen: Keywords of the selection.

    Returns:
        Rows of `covered_items`; what would close a gap is in the order of how many open items it
        would close, then in the order of the policy areas.
    """
    items, links = list_items(connection), list_links(connection)
    keywords = list_keywords(connection)["keyword_id"].tolist()
    closers = gap_closers(covered_items(items, links, chosen, keywords))
    order = sorted(keywords, key=lambda keyword: -closers.get(keyword, 0))
    return covered_items(items, links, chosen, order)

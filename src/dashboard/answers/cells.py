"""The two heat tables of the rankings page, as cells: who mentions what, and where it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.answers.rankings import rank_keywords
from dashboard.queries.mentions import list_actors, list_mentions
from dashboard.queries.spread import count_known_by_region, count_spread_by_region

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from dashboard.filters import RankingFilter

# One row per keyword and actor that mentions it.
MENTION_CELL_COLUMNS: Final[dict[str, str]] = {
    "keyword": "keyword, in the order of the ranking",
    "actor": "actor that counts under the filter",
    "n_actions": "actions of the actor coded to the keyword; at least 1",
}
# One row per keyword and group of cities, whether anything is known or not.
SPREAD_CELL_COLUMNS: Final[dict[str, str]] = {
    "keyword": "keyword, in the order of the ranking",
    "region": "UN region",
    "oecd": "oecd or non-oecd",
    "n_cities": "cities with a documented practice or grant; missing: we know of none",
}


def mention_cells(connection: duckdb.DuckDBPyConnection, asked: RankingFilter) -> pd.DataFrame:
    """Lay out which actor mentions which keyword how often.

    Args:
        connection: Open store; only read from.
        asked: Whose documents count; an area keeps its own keywords.

    Returns:
        Rows with the columns of MENTION_CELL_COLUMNS, by rank of the keyword, then actor.
    """
    keywords = rank_keywords(connection, asked)[["keyword_id", "keyword"]]
    actors = list_actors(connection, asked.actors)[["actor_id", "actor"]]
    mentions = list_mentions(connection, asked.actors)
    mentions = mentions[mentions["coding"] == asked.actors.coding]
    cells = keywords.merge(mentions, on="keyword_id").merge(actors, on="actor_id")
    order = {keyword: place for place, keyword in enumerate(keywords["keyword"])}
    cells = cells.assign(place=cells["keyword"].map(order)).sort_values(["place", "actor"])
    return cells[list(MENTION_CELL_COLUMNS)].reset_index(drop=True)


def spread_cells(connection: duckdb.DuckDBPyConnection, asked: RankingFilter) -> pd.DataFrame:
    """Lay out in how many cities of each group a keyword is documented.

    Args:
        connection: Open store; only read from.
        asked: Keywords to show and cities to count over.

    Returns:
        Rows with the columns of SPREAD_CELL_COLUMNS, by rank of the keyword, then group; groups
        are those with at least one city kept.
    """
    keywords = rank_keywords(connection, asked)[["keyword_id", "keyword"]]
    groups = count_known_by_region(connection, asked.cities)[["region", "oecd"]]
    counted = count_spread_by_region(connection, asked.cities)
    cells = keywords.merge(groups, how="cross").merge(
        counted, how="left", on=["keyword_id", "region", "oecd"]
    )
    cells = cells.rename(columns={"n_cities_documented": "n_cities"})
    return cells[list(SPREAD_CELL_COLUMNS)].astype({"n_cities": "Int64"})


def wide(cells: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Turn cells into a table with a row for each keyword and a column for each name.

    Args:
        cells: One row per cell: row (keyword), column, count; a missing count stays missing.
        names: Columns of the table, in order; one that no cell names stays empty.

    Returns:
        keyword, then one column per name; rows in the order in which the cells name them.
    """
    table = cells.pivot_table(
        index="row", columns="column", values="count", sort=False, dropna=False
    )
    table = table.reindex(index=cells["row"].unique(), columns=names).astype("Int64")
    return table.rename_axis(index="keyword", columns=None).reset_index()

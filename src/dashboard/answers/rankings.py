"""The two rankings: policy areas and keywords, by frequency."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from dashboard.analysis.frequency import (
    AREA_COLUMNS,
    KEYWORD_COLUMNS,
    group_incidence,
    incidence,
    ranked,
)
from dashboard.filters import CODINGS
from dashboard.queries.mentions import read_corpus
from dashboard.queries.spread import count_spread

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from dashboard.analysis.frequency import Counts
    from dashboard.filters import RankingFilter
    from dashboard.queries.mentions import Corpus


def _other_codings(coding: str) -> list[str]:
    """Return the codings that a rank range compares with: the other one, or both for 'agreed'."""
    return [other for other in CODINGS if other not in {coding, "agreed"}]


def _incidences(
    mentions: pd.DataFrame, keywords: pd.DataFrame, actors: pd.DataFrame, coding: str
) -> list[Counts]:
    """Return the incidence under the chosen coding first, then under those it is compared with."""
    ids, actor_ids = keywords["keyword_id"].tolist(), actors["actor_id"].tolist()
    return [
        incidence(mentions[mentions["coding"] == name], ids, actor_ids)
        for name in (coding, *_other_codings(coding))
    ]


def rank_areas(
    connection: duckdb.DuckDBPyConnection, asked: RankingFilter, corpus: Corpus | None = None
) -> pd.DataFrame:
    """Rank the six policy areas by frequency.

    Args:
        connection: Open store; only read from.
        asked: Whose documents count, and how. An area to keep restricts the rows, not the ranks:
            a rank is always one among six. Cities play no part.
        corpus: The documents that count, if they were read before.

    Returns:
        Rows with the columns of AREA_COLUMNS and group, best first, ties in the order of 2019; no
        rows if no actor is left.
    """
    corpus = corpus or read_corpus(connection, asked.actors)
    actors, keywords, areas = corpus.actors, corpus.keywords, corpus.areas
    if actors.empty:
        return areas.iloc[0:0].reindex(columns=[*AREA_COLUMNS, "group"])
    matrices = _incidences(corpus.mentions, keywords, actors, asked.actors.coding)
    wanted, groups = areas["area_id"].tolist(), keywords["area_id"].tolist()
    of_area = np.array([[group == area for group in groups] for area in wanted], dtype=float)
    if asked.counting == "actors":
        weights = [group_incidence(matrix, groups, wanted) for matrix in matrices]
    else:
        weights = [of_area @ matrix for matrix in matrices]
    reached = group_incidence(matrices[0], groups, wanted).sum(axis=1).astype(np.int64)
    mentioned = (of_area @ (matrices[0].sum(axis=1) > 0)).astype(np.int64)
    table = ranked(areas.assign(n_actors=reached, n_keywords=mentioned), weights[0], weights[1:])
    if asked.area:
        table = table[table["area_id"] == asked.area].reset_index(drop=True)
    return table[[*AREA_COLUMNS, "group"]]


def rank_keywords(
    connection: duckdb.DuckDBPyConnection, asked: RankingFilter, corpus: Corpus | None = None
) -> pd.DataFrame:
    """Rank the keywords by frequency.

    Args:
        connection: Open store; only read from.
        asked: Whose documents count; an area keeps, and ranks, only its own keywords; the cities
            are those over which n_cities_documented is counted.
        corpus: The documents that count, if they were read before.

    Returns:
        Rows with the columns of KEYWORD_COLUMNS and group, best first, ties by area and name; no
        rows if no actor is left.
    """
    corpus = corpus or read_corpus(connection, asked.actors)
    table = _ranked_keywords(corpus, asked.actors.coding, asked.area)
    spread = count_spread(connection, asked.cities)
    cities = dict(zip(spread["keyword_id"], spread["n_cities_documented"], strict=True))
    n_cities = [cities.get(keyword, 0) for keyword in table["keyword_id"]]
    table = table.assign(n_cities_documented=np.array(n_cities, dtype=np.int64))
    return table[[*KEYWORD_COLUMNS, "group"]]


@lru_cache(maxsize=64)
def _ranked_keywords(corpus: Corpus, coding: str, area: str) -> pd.DataFrame:
    """Return the ranked keywords without their spread: a city filter does not rank anew."""
    keywords, mentions = corpus.keywords, corpus.mentions
    if area:
        keywords = keywords[keywords["area_id"] == area].reset_index(drop=True)
    chosen = mentions[mentions["coding"] == coding]
    counted = chosen.groupby("keyword_id")["n_actions"].sum().to_dict()
    n_actions = [counted.get(keyword, 0) for keyword in keywords["keyword_id"]]
    table = keywords.assign(n_actions=np.array(n_actions, dtype=np.int64))
    if corpus.actors.empty:
        return table.iloc[0:0].reindex(columns=[*KEYWORD_COLUMNS, "group"])
    matrices = _incidences(mentions, keywords, corpus.actors, coding)
    return ranked(table, matrices[0], matrices[1:])

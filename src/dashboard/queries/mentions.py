"""Which actor mentions which keyword?

Reads mart.coded_actions, core.actors, core.keywords and core.policy_areas; writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.filters import ACTOR_KINDS, ACTOR_SETS

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from dashboard.filters import ActorFilter

# One row per coding, keyword and actor that mentions it at least once.
MENTION_COLUMNS: Final[dict[str, str]] = {
    "coding": "first, second or agreed",
    "keyword_id": "keyword mentioned",
    "actor_id": "actor that mentions it",
    "n_actions": "actions of this actor coded to this keyword",
}

# One row per actor that counts under the filter, whether it mentions anything or not.
_ACTORS_SQL: Final = """
SELECT actor_id, name AS actor, full_name, kind, analysed_2019
FROM core.actors
WHERE len($actors) = 0
    OR list_contains($actors, actor_id)
    OR list_contains($kinds, kind)
    OR (analysed_2019 AND list_contains($actors, 'analysed-2019'))
    OR (NOT analysed_2019 AND list_contains($actors, 'added-since-2019'))
ORDER BY name
"""

_MENTIONS_SQL: Final = """
SELECT coding, keyword_id, actor_id, count(*) AS n_actions
FROM mart.coded_actions
WHERE list_contains($ids, actor_id)
    AND ($document_from IS NULL OR document_year >= $document_from)
    AND ($document_to IS NULL OR document_year <= $document_to)
GROUP BY coding, keyword_id, actor_id
ORDER BY coding, keyword_id, actor_id
"""

_KEYWORDS_SQL: Final = """
SELECT
    keyword_id,
    keywords.name AS keyword,
    policy_area_id AS area_id,
    areas.name AS area,
    definition,
    keywords.score_2019
FROM core.keywords
JOIN core.policy_areas AS areas USING (policy_area_id)
ORDER BY areas."order", keywords.name
"""

_AREAS_SQL: Final = """
SELECT policy_area_id AS area_id, name AS area, score_2019
FROM core.policy_areas
ORDER BY "order"
"""

_UNDATED_SQL: Final = """
SELECT count(DISTINCT action_id) FROM mart.coded_actions
WHERE document_year IS NULL AND coding = $coding AND list_contains($ids, actor_id)
"""


@dataclass(frozen=True, eq=False)
class Corpus:
    """What both rankings read of the documents that count.

    Attributes:
        actors: Rows of `list_actors`.
        keywords: Rows of `list_keywords`.
        areas: Rows of `list_areas`.
        mentions: Rows of `list_mentions`.
    """

    actors: pd.DataFrame
    keywords: pd.DataFrame
    areas: pd.DataFrame
    mentions: pd.DataFrame


def read_corpus(connection: duckdb.DuckDBPyConnection, chosen: ActorFilter) -> Corpus:
    """Read what both rankings need, so that a page reads it once.

    Args:
        connection: Open store; only read from.
        chosen: Whose documents count.

    Returns:
        The corpus.
    """
    return Corpus(
        actors=list_actors(connection, chosen),
        keywords=list_keywords(connection),
        areas=list_areas(connection),
        mentions=list_mentions(connection, chosen),
    )


def list_actors(connection: duckdb.DuckDBPyConnection, chosen: ActorFilter) -> pd.DataFrame:
    """List the actors that count under the filter.

    Args:
        connection: Open store; only read from.
        chosen: Whose documents count; years and coding do not matter here.

    Returns:
        One row per actor: actor_id, actor (short name), full_name, kind, analysed_2019 (bool);
        in order of name.
    """
    names = [name for name in chosen.actors if name not in ACTOR_KINDS]
    kinds = [ACTOR_KINDS[name] for name in chosen.actors if name in ACTOR_KINDS]
    return connection.execute(_ACTORS_SQL, {"actors": names + kinds, "kinds": kinds}).df()


def list_mentions(connection: duckdb.DuckDBPyConnection, chosen: ActorFilter) -> pd.DataFrame:
    """List which actor mentions which keyword, under every coding.

    Args:
        connection: Open store; only read from.
        chosen: Whose documents count. Its coding is not applied: rank ranges compare codings.

    Returns:
        Rows with the columns of MENTION_COLUMNS.
    """
    ids = list_actors(connection, chosen)["actor_id"].tolist()
    years = {"document_from": chosen.document_from, "document_to": chosen.document_to}
    return connection.execute(_MENTIONS_SQL, {"ids": ids, **years}).df()


def count_undated_actions(connection: duckdb.DuckDBPyConnection, chosen: ActorFilter) -> int:
    """Count the actions that a limit on document years leaves out because no year is known.

    Args:
        connection: Open store; only read from.
        chosen: Whose documents count.

    Returns:
        Number of actions; 0 if the filter has no limit on years.
    """
    if chosen.document_from is None and chosen.document_to is None:
        return 0
    ids = list_actors(connection, chosen)["actor_id"].tolist()
    found = connection.execute(_UNDATED_SQL, {"ids": ids, "coding": chosen.coding}).fetchone()
    return int(found[0]) if found else 0


def list_keywords(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the keywords.

    Args:
        connection: Open store; only read from.

    Returns:
        One row per keyword: keyword_id, keyword, area_id, area, definition, score_2019 (as
        published in May 2019; missing where the slides give none); by area, then name.
    """
    return connection.execute(_KEYWORDS_SQL).df().astype({"score_2019": "Int64"})


def list_areas(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the six policy areas.

    Args:
        connection: Open store; only read from.

    Returns:
        One row per area in the order of 2019: area_id, area, score_2019 (as published).
    """
    return connection.execute(_AREAS_SQL).df().astype({"score_2019": "Int64"})


def actor_tokens(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return every name that ActorFilter.actors may hold: sets, kinds, and ids of actors."""
    ids = connection.execute("SELECT actor_id FROM core.actors ORDER BY name").fetchall()
    return [*ACTOR_SETS, *ACTOR_KINDS, *(actor_id for (actor_id,) in ids)]

"""Which actions stand behind a keyword, in whose words, and where can one read them?

Reads mart.coded_actions, core.actions, core.actors, core.sources; writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.queries.mentions import list_actors

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from dashboard.filters import ActorFilter

# One row per action under the chosen coding.
ACTION_COLUMNS: Final[dict[str, str]] = {
    "action_id": "identifier of the action",
    "keyword_id": "keyword under the chosen coding",
    "keyword": "name of the keyword",
    "area": "policy area of the keyword",
    "actor": "actor whose document mentions the action",
    "wording": "the action in our own words; never a quotation",
    "document": "document or page",
    "document_year": "year of the document; empty: not known",
    "measurable_hint": "our hint how it could be measured",
    "publisher": "publisher of the source",
    "address": "web address of the source",
    "source_id": "identifier of the source",
}

_ACTIONS_SQL: Final = """
SELECT
    actions.action_id, coded.keyword_id, keywords.name AS keyword, areas.name AS area,
    actors.name AS actor, actions.wording, actions.document, actions.document_year,
    actions.measurable_hint, sources.publisher,
    CASE WHEN starts_with(sources.address, 'http') THEN sources.address END AS address,
    actions.source_id
FROM mart.coded_actions AS coded
JOIN core.actions USING (action_id)
JOIN core.actors ON actors.actor_id = actions.actor_id
JOIN core.keywords ON keywords.keyword_id = coded.keyword_id
JOIN core.policy_areas AS areas ON areas.policy_area_id = keywords.policy_area_id
JOIN core.sources ON sources.source_id = actions.source_id
WHERE coded.coding = $coding
    AND ($keyword = '' OR coded.keyword_id = $keyword)
    AND ($area = '' OR coded.policy_area_id = $area)
    AND list_contains($ids, actions.actor_id)
    AND ($document_from IS NULL OR actions.document_year >= $document_from)
    AND ($document_to IS NULL OR actions.document_year <= $document_to)
ORDER BY actors.name, actions.action_id
"""


def list_actions(
    connection: duckdb.DuckDBPyConnection, chosen: ActorFilter, *, keyword: str = "", area: str = ""
) -> pd.DataFrame:
    """List the actions of one keyword, one area, or all.

    Args:
        connection: Open store; only read from.
        chosen: Whose documents count, under which coding.
        keyword: Keyword id; empty: every keyword.
        area: Policy area id; empty: every area.

    Returns:
        One row per action with the columns of ACTION_COLUMNS, by actor.
    """
    asked = {
        "ids": list_actors(connection, chosen)["actor_id"].tolist(),
        "coding": chosen.coding,
        "keyword": keyword,
        "area": area,
        "document_from": chosen.document_from,
        "document_to": chosen.document_to,
    }
    return connection.execute(_ACTIONS_SQL, asked).df().astype({"document_year": "Int64"})


# One row per action that the two coders sorted into different keywords.
DISAGREEMENT_COLUMNS: Final[dict[str, str]] = {
    "action_id": "identifier of the action",
    "actor": "actor whose document mentions the action",
    "wording": "the action in our own words; never a quotation",
    "first_keyword": "keyword of the first coder",
    "first_area": "policy area of that keyword",
    "second_keyword": "keyword of the second coder",
    "second_area": "policy area of that keyword",
    "confidence": "how sure the second coder was",
}

_DISAGREEMENTS_SQL: Final = """
SELECT
    action_id, actors.name AS actor, wording,
    first_keyword.name AS first_keyword, first_area.name AS first_area,
    second_keyword.name AS second_keyword, second_area.name AS second_area,
    second_coding.confidence
FROM core.actions
JOIN core.actors USING (actor_id)
JOIN core.action_codings AS first_coding USING (action_id)
JOIN core.action_codings AS second_coding USING (action_id)
JOIN core.keywords AS first_keyword ON first_keyword.keyword_id = first_coding.keyword_id
JOIN core.policy_areas AS first_area
    ON first_area.policy_area_id = first_keyword.policy_area_id
JOIN core.keywords AS second_keyword ON second_keyword.keyword_id = second_coding.keyword_id
JOIN core.policy_areas AS second_area
    ON second_area.policy_area_id = second_keyword.policy_area_id
WHERE first_coding.coder = 'first' AND second_coding.coder = 'second'
    AND first_coding.keyword_id <> second_coding.keyword_id
ORDER BY actors.name, action_id
"""


def list_disagreements(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the actions that the two coders sorted into different keywords.

    Args:
        connection: Open store; only read from.

    Returns:
        One row per action with the columns of DISAGREEMENT_COLUMNS, by actor.
    """
    return connection.execute(_DISAGREEMENTS_SQL).df()

"""What are cities asked, and in which round?

Reads core.questionnaire, core.rounds, core.keywords, core.policy_areas, core.city_roles; writes
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

# One row per round.
ROUND_COLUMNS: Final[dict[str, str]] = {
    "round_id": "identifier of the round: its year, as text",
    "name": "name of the round",
    "explanation": "what point in time the answers are about",
}
# One row per version of a question (our wording).
QUESTION_COLUMNS: Final[dict[str, str]] = {
    "question_id": "identifier of the question, the same in all versions",
    "version": "version of the wording, from 1",
    "keyword_id": "identifier of the keyword",
    "keyword": "keyword that the question is about",
    "area_id": "identifier of the policy area",
    "area": "policy area of the keyword",
    "question": "the question, in one sentence",
    "help": "what counts",
    "role_id": "identifier of the role",
    "role": "role in which the city is asked",
    "impact_indicator": "suggested indicator of result or reach, in words",
    "first_round": "first round in which this version is asked",
    "last_round": "last round in which it is asked; empty: still asked",
}

_ROUNDS_SQL: Final = """
SELECT round_id, name, explanation FROM core.rounds ORDER BY "order"
"""

_QUESTIONS_SQL: Final = """
SELECT
    question_id, version, keyword_id, keywords.name AS keyword,
    keywords.policy_area_id AS area_id, areas.name AS area, question, help,
    role_id, roles.name AS role, impact_indicator, first_round, last_round
FROM core.questionnaire
JOIN core.keywords AS keywords USING (keyword_id)
JOIN core.policy_areas AS areas USING (policy_area_id)
JOIN core.city_roles AS roles USING (role_id)
ORDER BY areas."order", keywords.name, question_id, version
"""


def list_rounds(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the rounds in which cities are asked, the oldest first.

    Args:
        connection: Open store; only read from.

    Returns:
        One row per round with the columns of ROUND_COLUMNS.
    """
    return connection.execute(_ROUNDS_SQL).df()


def list_questions(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List every version of every question, by policy area, keyword and version.

    Args:
        connection: Open store; only read from.

    Returns:
        One row per version with the columns of QUESTION_COLUMNS.
    """
    return connection.execute(_QUESTIONS_SQL).df()


def of_round(questions: pd.DataFrame, rounds: pd.DataFrame, round_id: str) -> pd.DataFrame:
    """Keep the questions that are asked in one round.

    Args:
        questions: Versions of questions, as `list_questions` gives them.
        rounds: Rounds in order, as `list_rounds` gives them.
        round_id: The round; KeyError if there is none of that name.

    Returns:
        The rows whose first and last round enclose the round, in the order given. The checks of
        the store see to it that no two of them are versions of one question.
    """
    place = {name: position for position, name in enumerate(rounds["round_id"])}
    asked_in = place[round_id]
    first = questions["first_round"].map(place)
    last = questions["last_round"].map(place)
    asked = (first <= asked_in) & (last.isna() | (last >= asked_in))
    return questions[asked].reset_index(drop=True)

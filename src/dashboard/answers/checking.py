"""What a file of answers is held against: cities, questions and rounds of the release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.analysis.search import find, name_index
from dashboard.contracts.response_check import Questionnaire
from dashboard.demo.package import SOURCE
from dashboard.queries.places import list_aliases, list_places
from dashboard.queries.questionnaire import list_questions, list_rounds, of_round
from dashboard.queries.sources import list_sources

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb


def questionnaire(connection: duckdb.DuckDBPyConnection) -> Questionnaire:
    """Read what answers may name.

    Args:
        connection: Open store; only read from.

    Returns:
        Questions asked in each round with their versions, cities, and cities that sound alike.
    """
    questions, rounds = list_questions(connection), list_rounds(connection)
    versions = {}
    for round_id in rounds["round_id"]:
        asked = of_round(questions, rounds, round_id)
        versions[round_id] = dict(zip(asked["question_id"], asked["version"].tolist(), strict=True))
    return Questionnaire(
        versions=versions,
        questions=frozenset(questions["question_id"]),
        cities=frozenset(list_places(connection)["city_id"]),
        nearest=nearest_cities(connection),
        invented=SOURCE in list_sources(connection),
    )


def nearest_cities(connection: duckdb.DuckDBPyConnection) -> Callable[[str], tuple[str, ...]]:
    """Return a function from a text to the ids of cities that sound alike, the nearest first.

    Args:
        connection: Open store; only read from.

    Returns:
        The function; it asks the store no more.
    """
    places = list_places(connection)
    ids = places["city_id"].tolist()
    names = [*zip(ids, places["city"], strict=True), *list_aliases(connection)]
    index = name_index([*names, *zip(ids, ids, strict=True)])

    def nearest(text: str) -> tuple[str, ...]:
        bare = text if "-" not in text else text.split("-", 1)[1]
        found = find(index, text) or find(index, bare)
        return tuple(dict.fromkeys(hit.city_id for hit in found))

    return nearest

"""What a partnership needs from the store: tasks, elements, skills, items, indicators, funds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.contracts.cooperation_read import KEYS
from dashboard.queries.alignment import list_items
from dashboard.queries.cooperation import list_elements, list_funds, list_skills, list_tasks
from dashboard.queries.partner_guide import list_partner_criteria
from dashboard.queries.places import list_places
from dashboard.queries.plans import list_catalogue, list_planning_steps

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

# Frameworks that an agreement is aligned to.
ALIGNED_TO: Final = ("sdg", "gcm")


@dataclass(frozen=True, eq=False)
class CooperationBook:
    """What a release holds for any partnership.

    Attributes:
        tasks: Rows of `list_tasks`.
        elements: Rows of `list_elements`.
        skills: Rows of `list_skills`.
        steps: Rows of `list_planning_steps`.
        funds: Rows of `list_funds`.
        catalogue: Rows of `list_catalogue`.
        items: Rows of `list_items` of the frameworks in ALIGNED_TO.
        criteria: Rows of `list_partner_criteria`: each names facts to gather before signing.
    """

    tasks: pd.DataFrame
    elements: pd.DataFrame
    skills: pd.DataFrame
    steps: pd.DataFrame
    funds: pd.DataFrame
    catalogue: pd.DataFrame
    items: pd.DataFrame
    criteria: pd.DataFrame


def cooperation_book(connection: duckdb.DuckDBPyConnection) -> CooperationBook:
    """Read what a release holds for any partnership.

    Args:
        connection: Open store; only read from.

    Returns:
        Tasks, elements, skills, steps of planning, funds, indicators, items and criteria.
    """
    items = list_items(connection)
    return CooperationBook(
        tasks=list_tasks(connection),
        elements=list_elements(connection),
        skills=list_skills(connection),
        steps=list_planning_steps(connection),
        funds=list_funds(connection),
        catalogue=list_catalogue(connection),
        items=items[items["framework_id"].isin(ALIGNED_TO)],
        criteria=list_partner_criteria(connection),
    )


def known_keys(connection: duckdb.DuckDBPyConnection) -> dict[str, frozenset[tuple[str, ...]]]:
    """Return what a cooperation file may name, by its table.

    Args:
        connection: Open store; only read from.

    Returns:
        Keys as text, by table of the file; under 'cooperation' the ids of places.
    """
    book = cooperation_book(connection)
    tables = {
        "tasks": book.tasks,
        "elements": book.elements,
        "alignment": book.items,
        "indicators": book.catalogue,
        "skills": book.skills,
        "planning": book.steps,
        "facts": book.criteria,
    }
    keys = {
        name: frozenset(tables[name][list(columns)].astype(str).itertuples(index=False, name=None))
        for name, columns in KEYS.items()
    }
    places = frozenset((str(city),) for city in list_places(connection)["city_id"])
    return {**keys, "cooperation": places}

"""What a plan needs from the store: names, what it covers, what it can draw on, ids it may name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.analysis.alignment import framework_coverage
from dashboard.answers.selection import alignment
from dashboard.contracts.plan import Plan, PlanAction
from dashboard.filters import ActorFilter
from dashboard.queries.actions import list_actions
from dashboard.queries.alignment import list_links
from dashboard.queries.mentions import list_keywords
from dashboard.queries.places import list_places
from dashboard.queries.plans import (
    list_catalogue,
    list_planning_steps,
    list_practices,
    list_roles,
    practice_ids,
    role_of_keywords,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb
    import pandas as pd


@dataclass(frozen=True, eq=False)
class PlanBook:
    """What a release holds for any plan.

    Attributes:
        keywords: Rows of `list_keywords`.
        roles: Names of the four roles of a city by id.
        role_of: Role in which a city acts first, by keyword.
        catalogue: Rows of `list_catalogue`.
        practices: Rows of `list_practices`.
        steps: Rows of `list_planning_steps`.
        links: Rows of `list_links`.
    """

    keywords: pd.DataFrame
    roles: dict[str, str]
    role_of: dict[str, str]
    catalogue: pd.DataFrame
    practices: pd.DataFrame
    steps: pd.DataFrame
    links: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Alignment:
    """What the actions of a plan cover.

    Attributes:
        items: Rows of `covered_items`.
        coverage: Rows of `framework_coverage`.
    """

    items: pd.DataFrame
    coverage: pd.DataFrame


def plan_book(connection: duckdb.DuckDBPyConnection) -> PlanBook:
    """Read what a release holds for any plan.

    Args:
        connection: Open store; only read from.

    Returns:
        Names, practices, indicators, steps and links.
    """
    return PlanBook(
        keywords=list_keywords(connection),
        roles=list_roles(connection),
        role_of=role_of_keywords(connection),
        catalogue=list_catalogue(connection),
        practices=list_practices(connection),
        steps=list_planning_steps(connection),
        links=list_links(connection),
    )


def known_ids(connection: duckdb.DuckDBPyConnection) -> dict[str, frozenset[str]]:
    """Return the ids that a plan file may name, by its column.

    Args:
        connection: Open store; only read from.

    Returns:
        Ids of cities, keywords, actions, indicators of the catalogue and practices.
    """
    return {
        "city_id": frozenset(list_places(connection)["city_id"]),
        "keyword_id": frozenset(list_keywords(connection)["keyword_id"]),
        "source_action_id": frozenset(list_actions(connection, ActorFilter())["action_id"]),
        "catalogue_id": frozenset(list_catalogue(connection)["catalogue_id"]),
        "practice_ids": practice_ids(connection),
    }


def plan_alignment(connection: duckdb.DuckDBPyConnection, keywords: Sequence[str]) -> Alignment:
    """Say what the actions of a plan cover of every framework.

    Args:
        connection: Open store; only read from.
        keywords: Keywords of the actions.

    Returns:
        Items and coverage.
    """
    items = alignment(connection, keywords)
    return Alignment(items, framework_coverage(items))


def planned(
    book: PlanBook,
    keywords: Sequence[str],
    wordings: Mapping[str, tuple[str, str, str]],
    reasons: Mapping[str, str],
    measures: Mapping[str, str],
) -> tuple[PlanAction, ...]:
    """Begin the actions of a plan from a selection.

    Args:
        book: What the release holds.
        keywords: Keywords of the selection; those that the release does not have are left out.
        wordings: (text, action id, actor) by keyword.
        reasons: Why each was chosen, by keyword.
        measures: The most direct measure of each keyword.

    Returns:
        One action for each keyword, with its wording, source, reason, the role in which a city
        acts on it first, and the measure as its indicator.
    """
    known = set(book.keywords["keyword_id"])
    actions = []
    for keyword in keywords:
        if keyword in known:
            text, action, _actor = wordings.get(keyword, ("", "", ""))
            actions.append(
                PlanAction(
                    keyword_id=keyword,
                    wording=text,
                    source_action_id=action,
                    reason=reasons.get(keyword, ""),
                    role_id=book.role_of.get(keyword, ""),
                    indicator=measures.get(keyword, ""),
                )
            )
    return tuple(actions)


def unknown_keywords(book: PlanBook, plan: Plan) -> tuple[str, ...]:
    """Return keywords of a plan that this release of the data does not have."""
    known = set(book.keywords["keyword_id"])
    return tuple(a.keyword_id for a in plan.actions if a.keyword_id not in known)

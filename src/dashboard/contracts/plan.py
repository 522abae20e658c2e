"""An action plan of one city: what it holds, in which form it is kept and exchanged."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Final

from dashboard.contracts.text import clean

FORMAT_VERSION: Final = 1
# Columns that hold ids of several rows, joined by this.
SEPARATOR: Final = ";"
_DIGITS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One milestone of an action: by which day (ISO 8601), what."""

    due_on: str
    milestone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAction:
    """One action of a plan. Empty text and None: not filled in yet.

    Attributes:
        keyword_id: Keyword of the action.
        wording: The action, in the words of the plan.
        source_action_id: Action whose wording it starts from.
        reason: Why it is in the plan.
        owner: Unit in charge, not a person.
        role_id: Role of the city: policy-maker, service-provider, employer or buyer.
        catalogue_id: Indicator of the catalogue of the data package; empty: an own one.
        indicator: Name of the indicator.
        unit: Unit of baseline and target, in words.
        baseline_value: Value at the start.
        baseline_year: Year of that value.
        baseline_source: Where that value comes from.
        target_value: Value to reach.
        target_year: Year in which it is to be reached.
        budget_line: Line of the budget.
        budget_amount: Money set aside.
        currency: Currency of the amount, ISO 4217.
        resources: Other resources that are needed.
        partners: Partners.
        practice_ids: Practices to learn from.
        evidence: How the city will show that it was done: document, link, register.
        review_on: Day of the next review, ISO 8601.
        milestones: Milestones, in order.
    """

    keyword_id: str
    wording: str = ""
    source_action_id: str = ""
    reason: str = ""
    owner: str = ""
    role_id: str = ""
    catalogue_id: str = ""
    indicator: str = ""
    unit: str = ""
    baseline_value: float | None = None
    baseline_year: int | None = None
    baseline_source: str = ""
    target_value: float | None = None
    target_year: int | None = None
    budget_line: str = ""
    budget_amount: float | None = None
    currency: str = ""
    resources: str = ""
    partners: str = ""
    practice_ids: tuple[str, ...] = ()
    evidence: str = ""
    review_on: str = ""
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An action plan of one city.

    Attributes:
        city_id: The city.
        title: Title of the plan.
        from_year: First year of the plan.
        to_year: Last year of the plan.
        adopted_by: Body that adopted it.
        adopted_on: Day of adoption, ISO 8601; empty: a draft.
        review_on: Day of the next review of the whole plan, ISO 8601.
        summary: What the plan wants to achieve.
        release: Release of the data that the plan was made with.
        actions: Its actions, in order.
    """

    city_id: str
    title: str = ""
    from_year: int | None = None
    to_year: int | None = None
    adopted_by: str = ""
    adopted_on: str = ""
    review_on: str = ""
    summary: str = ""
    release: str = ""
    actions: tuple[PlanAction, ...] = ()


def tidy(plan: Plan) -> Plan:
    """Return a plan as it is kept: clean text, numbers of at most 12 digits.

    Args:
        plan: The plan as somebody wrote it.

    Returns:
        The same plan in the one form that every file format carries unchanged.
    """
    actions = tuple(
        replace(
            _tidied(action),
            milestones=tuple(_tidied(milestone) for milestone in action.milestones),
        )
        for action in plan.actions
    )
    tidied: Plan = replace(_tidied(plan), actions=actions)
    return tidied


def _tidied(part: Any) -> Any:  # noqa: ANN401 - a plan, an action or a milestone
    changes: dict[str, Any] = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, str):
            changes[field.name] = clean(value)
        elif isinstance(value, float | int) and field.type == "float | None":
            # The sum turns -0.0 into 0.0.
            changes[field.name] = float(f"{value:.{_DIGITS}g}") + 0.0
    return replace(part, **changes)


def plan_rows(plan: Plan) -> dict[str, list[dict[str, Any]]]:
    """Lay a plan out as tables: one row for the plan, one an action, one a milestone.

    Args:
        plan: The plan.

    Returns:
        Rows by table: 'plan', 'actions' and 'milestones', as plan.json describes them.
    """
    head = {"format_version": FORMAT_VERSION, **_cells(plan, {"actions"})}
    actions = [_cells(action, {"milestones"}) for action in plan.actions]
    milestones = [
        {"keyword_id": action.keyword_id, **_cells(milestone, set())}
        for action in plan.actions
        for milestone in action.milestones
    ]
    return {"plan": [head], "actions": actions, "milestones": milestones}


def _cells(part: Any, without: set[str]) -> dict[str, Any]:  # noqa: ANN401
    names = [field.name for field in fields(part) if field.name not in without]
    values = {name: getattr(part, name) for name in names}
    return {
        name: SEPARATOR.join(value) if isinstance(value, tuple) else value
        for name, value in values.items()
    }


def plan_from_rows(rows: dict[str, list[dict[str, Any]]]) -> Plan:
    """Put a plan together from tables that were checked.

    Args:
        rows: Rows by table, as `plan_rows` lays them out; text is empty, numbers are None where
            nothing is filled in.

    Returns:
        The plan, tidied.
    """
    milestones: dict[str, list[Milestone]] = {}
    for row in rows["milestones"]:
        found = Milestone(due_on=row["due_on"], milestone=row["milestone"])
        milestones.setdefault(row["keyword_id"], []).append(found)
    actions = []
    for row in rows["actions"]:
        ids = tuple(part for part in row["practice_ids"].split(SEPARATOR) if part)
        told = tuple(milestones.get(row["keyword_id"], ()))
        actions.append(PlanAction(**{**row, "practice_ids": ids, "milestones": told}))
    head = {name: value for name, value in rows["plan"][0].items() if name != "format_version"}
    return tidy(Plan(**head, actions=tuple(actions)))

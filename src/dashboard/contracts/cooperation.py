"""A partnership of two authorities: what is written down of it, in which form it is kept.

One record a pair: how far each task of the cycle is, the elements of the agreement, what it is
aligned to, how it is measured, the skills that the team has, notes on planning, and which facts
are gathered before signing. Records of version 1 have no facts.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Final

from dashboard.contracts.text import clean
from dashboard.filters import WAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT_VERSION: Final = 2
# How far a task is; the first is what it is before anybody says otherwise.
OPEN, IN_PROGRESS, DONE = TASK_STATES = ("open", "in progress", "done")

# Whether a fact is gathered; the first is what it is before anybody says otherwise.
FACT_STATES: Final = (OPEN, "gathered")

TaskKey = tuple[int, int]
ItemKey = tuple[str, str]
SkillKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Task:
    """How far a task of the cycle is, and a note."""

    state: str = OPEN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Whether a fact is gathered before signing, who gathers it, and a note."""

    is_gathered: bool = False
    who: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooperation:
    """What two authorities write down of their partnership.

    Attributes:
        city_id: The city that writes.
        partner_id: The other one.
        way: 'new' (a new partnership) or 'revised' (migration comes into an existing one).
        title: Title of the agreement.
        release: Release of the data that it was made with.
        tasks: By step and order in the step; what is not here is open.
        elements: Text by element of the agreement; those of the other way are kept too.
        items: Items of frameworks that the agreement serves, as framework and code.
        indicators: How the partnership is measured: note (baseline, target, source) by indicator.
        skills: Skills that the team has, as task, position and skill.
        planning: Note by step of planning.
        facts: Facts to gather before signing, by criterion for choosing a partner; what is not
            here is open.
    """

    city_id: str
    partner_id: str
    way: str = WAYS[0]
    title: str = ""
    release: str = ""
    tasks: Mapping[TaskKey, Task] = field(default_factory=dict)
    elements: Mapping[str, str] = field(default_factory=dict)
    items: tuple[ItemKey, ...] = ()
    indicators: Mapping[str, str] = field(default_factory=dict)
    skills: frozenset[SkillKey] = frozenset()
    planning: Mapping[int, str] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)


def tidy(cooperation: Cooperation) -> Cooperation:
    """Return a record as it is kept: clean text, nothing that says nothing, in a fixed order.

    Args:
        cooperation: As somebody wrote it.

    Returns:
        The same in the one form that the file format carries unchanged.
    """
    texts = {
        name.name: clean(getattr(cooperation, name.name))
        for name in fields(cooperation)
        if isinstance(getattr(cooperation, name.name), str)
    }
    tasks = {key: Task(task.state, clean(task.note)) for key, task in cooperation.tasks.items()}
    facts = {
        key: Fact(fact.is_gathered, clean(fact.who), clean(fact.note))
        for key, fact in cooperation.facts.items()
    }
    return replace(
        cooperation,
        **texts,
        tasks={key: tasks[key] for key in sorted(tasks) if tasks[key] != Task()},
        elements=_filled(cooperation.elements),
        items=tuple(sorted(set(cooperation.items))),
        indicators={
            key: clean(cooperation.indicators[key]) for key in sorted(cooperation.indicators)
        },
        skills=frozenset(cooperation.skills),
        planning=_filled(cooperation.planning),
        facts={key: facts[key] for key in sorted(facts) if facts[key] != Fact()},
    )


def _filled(texts: Mapping[Any, str]) -> dict[Any, str]:
    """Return clean texts in the order of their keys, without the empty ones."""
    cleaned = {key: clean(texts[key]) for key in sorted(texts)}
    return {key: text for key, text in cleaned.items() if text}


def cooperation_rows(cooperation: Cooperation) -> dict[str, list[dict[str, Any]]]:
    """Lay a record out as tables, as cooperation.json describes them.

    Args:
        cooperation: The record.

    Returns:
        Rows by table: one for the partnership, one a task, element, item, indicator, skill, step
        of planning and fact that something is said of.
    """
    return {
        "cooperation": [
            {
                "format_version": FORMAT_VERSION,
                "city_id": cooperation.city_id,
                "partner_id": cooperation.partner_id,
                "way": cooperation.way,
                "title": cooperation.title,
                "release": cooperation.release,
            }
        ],
        "tasks": [
            {"step": step, "task_order": order, "state": task.state, "note": task.note}
            for (step, order), task in cooperation.tasks.items()
        ],
        "elements": [
            {"element_id": key, "text": text} for key, text in cooperation.elements.items()
        ],
        "alignment": [
            {"framework_id": framework, "code": code} for framework, code in cooperation.items
        ],
        "indicators": [
            {"catalogue_id": key, "note": note} for key, note in cooperation.indicators.items()
        ],
        "skills": [
            {"task": task, "position": position, "skill": skill}
            for task, position, skill in sorted(cooperation.skills)
        ],
        "planning": [
            {"step_order": step, "note": note} for step, note in cooperation.planning.items()
        ],
        "facts": [_fact_row(key, fact) for key, fact in cooperation.facts.items()],
    }


def _fact_row(key: str, fact: Fact) -> dict[str, str]:
    state = FACT_STATES[fact.is_gathered]
    return {"partner_criterion_id": key, "state": state, "who": fact.who, "note": fact.note}


def cooperation_from_rows(rows: Mapping[str, list[dict[str, Any]]]) -> Cooperation:
    """Put a record together from tables that were checked.

    Args:
        rows: Rows by table, as `cooperation_rows` lays them out; those of version 1 have no facts.

    Returns:
        The record, tidied.
    """
    head = {
        name: value for name, value in rows["cooperation"][0].items() if name != "format_version"
    }
    return tidy(
        Cooperation(
            **head,
            tasks={
                (row["step"], row["task_order"]): Task(row["state"], row["note"])
                for row in rows["tasks"]
            },
            elements={row["element_id"]: row["text"] for row in rows["elements"]},
            items=tuple((row["framework_id"], row["code"]) for row in rows["alignment"]),
            indicators={row["catalogue_id"]: row["note"] for row in rows["indicators"]},
            skills=frozenset(
                (row["task"], row["position"], row["skill"]) for row in rows["skills"]
            ),
            planning={row["step_order"]: row["note"] for row in rows["planning"]},
            facts={
                row["partner_criterion_id"]: Fact(row["state"] != OPEN, row["who"], row["note"])
                for row in rows.get("facts", ())
            },
        )
    )

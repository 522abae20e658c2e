"""How far a partnership is: tasks of each step, elements that are written, skills of the team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.contracts.cooperation import DONE, IN_PROGRESS, Task

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from dashboard.contracts.cooperation import Cooperation

# Element of an agreement that a choice of items answers as well as a text does; so for indicators.
SDG_ELEMENTS: Final = ("new-alignment-with-the-sdgs", "revision-alignment-with-the-sdgs")
INDICATOR_ELEMENTS: Final = ("revision-indicators",)
_SDG: Final = "sdg"


@dataclass(frozen=True, slots=True)
class StepProgress:
    """How far one step of the cycle is; tasks of the other way are not counted."""

    step: int
    name: str
    n_tasks: int
    n_done: int
    n_in_progress: int

    @property
    def n_open(self) -> int:
        """Tasks that nobody has begun."""
        return self.n_tasks - self.n_done - self.n_in_progress


def progress(tasks: pd.DataFrame, record: Cooperation) -> tuple[StepProgress, ...]:
    """Count the tasks of each step by how far they are.

    Args:
        tasks: Rows of `list_tasks`.
        record: The partnership.

    Returns:
        One for each step, in order.
    """
    found = []
    names = dict(zip(tasks["step"].tolist(), tasks["step_name"].tolist(), strict=True))
    for step, name in sorted(names.items()):
        asked = tasks[(tasks["step"] == step) & tasks["way"].isin(["", record.way])]
        orders = asked["task_order"].tolist()
        states = [record.tasks.get((step, order), Task()).state for order in orders]
        n_done, n_begun = states.count(DONE), states.count(IN_PROGRESS)
        found.append(StepProgress(step, name, len(states), n_done, n_begun))
    return tuple(found)


def is_written(element: str, record: Cooperation) -> bool:
    """Return whether an element of the agreement has a text, or a choice that answers it."""
    if record.elements.get(element, "").strip():
        return True
    if element in SDG_ELEMENTS:
        return any(framework == _SDG for framework, _code in record.items)
    return element in INDICATOR_ELEMENTS and bool(record.indicators)


def elements_of(elements: pd.DataFrame, way: str) -> pd.DataFrame:
    """Return the elements of a new or of a revised agreement, in order."""
    return elements[elements["way"] == way]


def missing_elements(elements: pd.DataFrame, record: Cooperation) -> tuple[str, ...]:
    """Return the names of the elements that the agreement lacks.

    Args:
        elements: Rows of `list_elements`.
        record: The partnership.

    Returns:
        Names, in order; none: the agreement is complete.
    """
    asked = elements_of(elements, record.way)
    ids, names = asked["element_id"].tolist(), asked["element"].tolist()
    pairs = zip(ids, names, strict=True)
    return tuple(name for element, name in pairs if not is_written(element, record))


@dataclass(frozen=True, slots=True)
class SkillGap:
    """What one position has and lacks of the skills that its task needs."""

    task: str
    position: str
    has: tuple[str, ...]
    lacks: tuple[str, ...]


def skill_gaps(skills: pd.DataFrame, record: Cooperation) -> tuple[SkillGap, ...]:
    """Say for each position which skills the team has and which it lacks.

    Args:
        skills: Rows of `list_skills`.
        record: The partnership.

    Returns:
        One for each task and position, in the order of the data.
    """
    found = []
    for (task, position), rows in skills.groupby(["task", "position"], sort=False):
        names: Sequence[str] = rows["skill"].tolist()
        has = tuple(name for name in names if (task, position, name) in record.skills)
        lacks = tuple(name for name in names if name not in has)
        found.append(SkillGap(str(task), str(position), has, lacks))
    return tuple(found)

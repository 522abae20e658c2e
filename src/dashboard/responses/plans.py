"""Plans of cities: every save is a new version; a save on an older version is told, not lost."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dashboard.contracts.plan import Plan, plan_from_rows, plan_rows, tidy
from dashboard.errors import ResponsesError, WritingError
from dashboard.responses.database import ROLES, reading, writing
from dashboard.responses.files import now

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_INSERT: Final = """
INSERT INTO plan_versions VALUES ($city, $version, $written_at, $role, $hash, $plan)
"""
_SELECT: Final = """
SELECT version, written_at, role, plan
FROM plan_versions
WHERE city_id = $city
ORDER BY version DESC
"""
_NEWEST: Final = """
SELECT version, content_hash FROM plan_versions
WHERE city_id = $city ORDER BY version DESC LIMIT 1
"""
_CITIES: Final = "SELECT DISTINCT city_id FROM plan_versions ORDER BY city_id"


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One saved version of the plan of a city: number, moment in UTC, role, content."""

    version: int
    written_at: datetime
    role: str
    plan: Plan


class PlanConflictError(ResponsesError):
    """Somebody else saved the plan meanwhile.

    Attributes:
        newest: Version that is the newest now; 0 if there is none.
        base: Version that the writer started from.
    """

    def __init__(self, newest: int, base: int) -> None:
        self.newest, self.base = newest, base
        super().__init__(
            f"Somebody else saved version {newest} of this plan meanwhile; you started from "
            f"version {base}. Nothing of yours was saved yet, and nothing is lost."
        )


def plan_versions(folder: Path, city: str) -> tuple[PlanVersion, ...]:
    """List the saved versions of the plan of a city.

    Args:
        folder: Folder of the responses store.
        city: City id.

    Returns:
        Versions, the newest first; none if no plan was saved.

    Raises:
        ResponsesError: The store cannot be read.
    """
    with reading(folder) as connection:
        if connection is None:
            return ()
        rows = connection.execute(_SELECT, {"city": city}).fetchall()
    return tuple(PlanVersion(row[0], row[1], row[2], _plan(row[3])) for row in rows)


def planned_cities(folder: Path) -> tuple[str, ...]:
    """Return the cities that have a saved plan."""
    with reading(folder) as connection:
        if connection is None:
            return ()
        return tuple(str(city) for (city,) in connection.execute(_CITIES).fetchall())


def save_plan(folder: Path, plan: Plan, *, role: str, base: int) -> int:
    """Save a plan as the next version.

    Args:
        folder: Folder of the responses store.
        plan: The plan.
        role: One of ROLES.
        base: Version that the writer started from; 0: none.

    Returns:
        Number of the version in force afterwards; the same content as the newest version adds
        none.

    Raises:
        PlanConflictError: The newest version is another one than `base`; nothing is changed.
        WritingError: The role is not known.
        ResponsesError: The store cannot be written.
    """
    if role not in ROLES:
        message = f"role: got {role!r}, expected one of {', '.join(ROLES)}."
        raise WritingError(message)
    plan = tidy(plan)
    text = _text(plan)
    content_hash = hashlib.sha256(text.encode()).hexdigest()
    with writing(folder) as connection:
        found = connection.execute(_NEWEST, {"city": plan.city_id}).fetchone()
        newest, known = found or (0, "")
        if known == content_hash:
            return int(newest)
        if newest != base:
            raise PlanConflictError(int(newest), base)
        row = {"city": plan.city_id, "version": newest + 1, "written_at": now(), "role": role}
        connection.execute(_INSERT, {**row, "hash": content_hash, "plan": text})
    return int(newest) + 1


def _text(plan: Plan) -> str:
    return json.dumps(plan_rows(plan), ensure_ascii=False, sort_keys=True)


def _plan(text: str) -> Plan:
    rows: dict[str, list[dict[str, Any]]] = json.loads(text)
    return plan_from_rows(rows)

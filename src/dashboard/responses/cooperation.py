"""Partnerships: every save is a new version; a save on an older version is told, not lost."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dashboard.contracts.cooperation import (
    Cooperation,
    cooperation_from_rows,
    cooperation_rows,
    tidy,
)
from dashboard.errors import ResponsesError, WritingError
from dashboard.responses.database import ROLES, reading, writing
from dashboard.responses.files import now

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_INSERT: Final = """
INSERT INTO cooperation_versions
VALUES ($city, $partner, $version, $written_at, $role, $hash, $content)
"""
_SELECT: Final = """
SELECT version, written_at, role, content
FROM cooperation_versions
WHERE city_id = $city AND partner_id = $partner
ORDER BY version DESC
"""
_NEWEST: Final = """
SELECT version, content FROM cooperation_versions
WHERE city_id = $city AND partner_id = $partner ORDER BY version DESC LIMIT 1
"""
_PARTNERS: Final = """
SELECT partner_id FROM cooperation_versions
WHERE city_id = $city GROUP BY partner_id ORDER BY max(written_at) DESC, partner_id
"""


@dataclass(frozen=True, slots=True)
class CooperationVersion:
    """One saved version of a partnership: number, moment in UTC, role, content."""

    version: int
    written_at: datetime
    role: str
    cooperation: Cooperation


class CooperationConflictError(ResponsesError):
    """Somebody else saved the partnership meanwhile.

    Attributes:
        newest: Version that is the newest now; 0 if there is none.
        base: Version that the writer started from.
    """

    def __init__(self, newest: int, base: int) -> None:
        self.newest, self.base = newest, base
        super().__init__(
            f"Somebody else saved version {newest} of this partnership meanwhile; you started from "
            f"version {base}. Nothing of yours was saved yet, and nothing is lost."
        )


def cooperation_versions(folder: Path, city: str, partner: str) -> tuple[CooperationVersion, ...]:
    """List the saved versions of a partnership.

    Args:
        folder: Folder of the responses store.
        city: City that writes.
        partner: The other authority; what it wrote itself is a record of its own.

    Returns:
        Versions, the newest first; none if nothing was saved.

    Raises:
        ResponsesError: The store cannot be read.
    """
    with reading(folder) as connection:
        if connection is None:
            return ()
        rows = connection.execute(_SELECT, {"city": city, "partner": partner}).fetchall()
    return tuple(CooperationVersion(row[0], row[1], row[2], _read(row[3])) for row in rows)


def partners_of(folder: Path, city: str) -> tuple[str, ...]:
    """Return the partners with whom a city has saved something, the latest first."""
    with reading(folder) as connection:
        if connection is None:
            return ()
        found = connection.execute(_PARTNERS, {"city": city}).fetchall()
    return tuple(str(partner) for (partner,) in found)


def save_cooperation(folder: Path, cooperation: Cooperation, *, role: str, base: int) -> int:
    """Save a partnership as the next version.

    Args:
        folder: Folder of the responses store.
        cooperation: What is written of it.
        role: One of ROLES.
        base: Version that the writer started from; 0: none.

    Returns:
        Number of the version in force afterwards; the same content as the newest version adds
        none.

    Raises:
        CooperationConflictError: The newest version is another one than `base`; nothing is
            changed.
        WritingError: The role is not known, or a city is its own partner.
        ResponsesError: The store cannot be written.
    """
    if role not in ROLES:
        message = f"role: got {role!r}, expected one of {', '.join(ROLES)}."
        raise WritingError(message)
    kept = tidy(cooperation)
    if kept.city_id == kept.partner_id:
        message = f"partner: got {kept.partner_id!r}, expected another place than the city itself."
        raise WritingError(message)
    content = json.dumps(cooperation_rows(kept), ensure_ascii=False, sort_keys=True)
    pair = {"city": kept.city_id, "partner": kept.partner_id}
    with writing(folder) as connection:
        found = connection.execute(_NEWEST, pair).fetchone()
        newest, known = found or (0, "")
        if known and _read(known) == kept:  # not by hash: older versions lay it out otherwise
            return int(newest)
        if newest != base:
            raise CooperationConflictError(int(newest), base)
        row = {**pair, "version": newest + 1, "written_at": now(), "role": role}
        content_hash = hashlib.sha256(content.encode()).hexdigest()
        connection.execute(_INSERT, {**row, "hash": content_hash, "content": content})
    return int(newest) + 1


def _read(content: str) -> Cooperation:
    rows: dict[str, list[dict[str, Any]]] = json.loads(content)
    return cooperation_from_rows(rows)

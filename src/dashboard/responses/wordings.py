"""Agreed wordings of actions: proposals with role and date; the newest of a keyword is in force."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.contracts.text import clean
from dashboard.errors import WritingError
from dashboard.responses.database import ROLES, reading, writing
from dashboard.responses.files import now

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

LONGEST_WORDING: Final = 300
LONGEST_REASON: Final = 1000
_INSERT: Final = """
INSERT INTO wording_proposals
VALUES ($proposal_id, $written_at, $role, $release, $keyword, $wording, $reason, $source)
"""
_SELECT: Final = """
SELECT written_at, role, release, keyword_id, wording, reason, source_action_id
FROM wording_proposals
ORDER BY written_at DESC, rowid DESC
"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed wording.

    Attributes:
        written_at: When, in UTC.
        role: Who, by role.
        release: Release of the data that the writer saw.
        keyword_id: Keyword of the action.
        wording: The text; empty: the wording before is withdrawn.
        reason: Why this text.
        source_action_id: Action whose wording it starts from; empty: none.
    """

    written_at: datetime
    role: str
    release: str
    keyword_id: str
    wording: str
    reason: str
    source_action_id: str


def list_proposals(folder: Path) -> tuple[Proposal, ...]:
    """List every proposal ever made.

    Args:
        folder: Folder of the responses store.

    Returns:
        The proposals, the newest first; none if nothing was ever written.
    """
    with reading(folder) as connection:
        if connection is None:
            return ()
        return tuple(Proposal(*row) for row in connection.execute(_SELECT).fetchall())


def in_force(proposals: tuple[Proposal, ...]) -> dict[str, Proposal]:
    """Return the newest proposal of each keyword that was not withdrawn since."""
    newest: dict[str, Proposal] = {}
    for proposal in proposals:
        newest.setdefault(proposal.keyword_id, proposal)
    return {keyword: proposal for keyword, proposal in newest.items() if proposal.wording}


def propose(  # noqa: PLR0913 - one argument a column
    folder: Path,
    *,
    keyword: str,
    wording: str,
    reason: str,
    source_action: str,
    role: str,
    release: str,
) -> bool:
    """Keep a wording. The same text, reason and source as the one in force change nothing.

    Args:
        folder: Folder of the responses store.
        keyword: Keyword of the action.
        wording: The text, 300 characters at most; empty withdraws the one in force.
        reason: Why, 1 000 characters at most.
        source_action: Action whose wording it starts from; empty: none.
        role: One of ROLES.
        release: Release of the data that the writer sees.

    Returns:
        Whether a row was added.

    Raises:
        WritingError: A text is too long.
        ResponsesError: The store cannot be written.
    """
    if role not in ROLES:
        message = f"role: got {role!r}, expected one of {', '.join(ROLES)}."
        raise WritingError(message)
    texts = {"wording": clean(wording), "reason": clean(reason)}
    for name, most in (("wording", LONGEST_WORDING), ("reason", LONGEST_REASON)):
        if len(texts[name]) > most:
            message = f"{name}: got {len(texts[name])} characters, expected at most {most}."
            raise WritingError(message)
    row = {"keyword": keyword, **texts, "source": source_action, "role": role, "release": release}
    with writing(folder) as connection:
        found = [Proposal(*line) for line in connection.execute(_SELECT).fetchall()]
        newest = next((line for line in found if line.keyword_id == keyword), None)
        same = newest and (newest.wording, newest.reason, newest.source_action_id) == (
            texts["wording"],
            texts["reason"],
            source_action,
        )
        if same or (not texts["wording"] and (newest is None or not newest.wording)):
            return False
        stamped = {"proposal_id": str(uuid.uuid4()), "written_at": now()}
        connection.execute(_INSERT, {**row, **stamped})
    return True

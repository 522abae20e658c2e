"""Drafts of answers: kept at every step, found again by a private link, read by nobody else.

The link holds a token; the store keeps only its SHA-256, so that who can read the store cannot
open the drafts of others.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dashboard.contracts.response import ANSWER_COLUMNS, as_answers
from dashboard.responses.database import reading, writing
from dashboard.responses.files import now
from dashboard.responses.submissions import check_role, next_seq

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    import pandas as pd

_NEWEST: Final = """
SELECT city_id, round_id, written_at, content FROM drafts
WHERE draft_key = $key ORDER BY seq DESC LIMIT 1
"""
_INSERT: Final = """
INSERT INTO drafts VALUES ($seq, $key, $city, $round, $written_at, $role, $content)
"""


@dataclass(frozen=True, eq=False)
class Draft:
    """The newest state of a draft: city, round, when it was kept (UTC), and its answers."""

    city_id: str
    round_id: str
    written_at: datetime
    answers: pd.DataFrame


def new_token() -> str:
    """Return a token for a private link: 128 random bits."""
    return secrets.token_urlsafe(16)


def keep_draft(  # noqa: PLR0913 - one argument a column
    folder: Path, token: str, *, city: str, round_id: str, answers: pd.DataFrame, role: str
) -> bool:
    """Keep the state of a draft; the earlier states stay.

    Args:
        folder: Folder of the responses store.
        token: Token of the private link.
        city: City, or the id of one that is proposed.
        round_id: Round.
        answers: Rows of ANSWER_COLUMNS; a row without a state is kept too.
        role: One of ROLES.

    Returns:
        Whether anything was new.
    """
    check_role(role)
    content = _text(answers)
    with writing(folder) as connection:
        known = connection.execute(_NEWEST, {"key": _key(token)}).fetchone()
        if known and (known[0], known[1], known[3]) == (city, round_id, content):
            return False
        row = {"key": _key(token), "city": city, "round": round_id, "role": role}
        seq = next_seq(connection, "drafts")
        connection.execute(_INSERT, {**row, "seq": seq, "written_at": now(), "content": content})
    return True


def find_draft(folder: Path, token: str) -> Draft | None:
    """Return the draft of a private link; None: there is none."""
    import pandas as pd  # noqa: PLC0415 - only where a draft is opened

    with reading(folder) as connection:
        if connection is None:
            return None
        found = connection.execute(_NEWEST, {"key": _key(token)}).fetchone()
    if found is None:
        return None
    city, round_id, written_at, content = found
    rows: list[dict[str, Any]] = json.loads(content)
    return Draft(city, round_id, written_at, as_answers(pd.DataFrame(rows)))


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _text(answers: pd.DataFrame) -> str:
    table = as_answers(answers)[list(ANSWER_COLUMNS)].astype("object")
    rows = table.where(table.notna(), None).to_dict("records")
    return json.dumps(rows, ensure_ascii=False, default=int)

"""Working-group sessions as they are kept: opened once, then everything that happens is added.

Three secrets lead in: the chair's link (128 bits), the participants' link (66 bits), and a short
code of six letters and digits that works only while the lobby is open. The store keeps the SHA-256
of both links, and the code as it is.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.errors import ResponsesError
from dashboard.responses.ballots import in_one_line
from dashboard.responses.database import reading, writing
from dashboard.responses.files import now
from dashboard.responses.room import Event, Room
from dashboard.responses.submissions import check_role, next_seq

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

# No letter or digit that is easily taken for another one.
_ALPHABET: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH: Final = 6
_LINK_LENGTH: Final = 11
LONGEST_TITLE: Final = 120
_OPEN: Final = """
INSERT INTO group_sessions
VALUES ($session, $title, $code, $link_key, $chair_key, $release, $role, $written_at)
"""
_EVENTS_KEPT: Final = """
INSERT INTO session_events
SELECT unnest($seq), $session, unnest($kind), unnest($question), unnest($voter),
    unnest($content), unnest($written_at)
"""
_ONE: Final = """
SELECT session_id, title, code, release, written_at FROM group_sessions WHERE session_id = $session
"""
_EVENTS: Final = """
SELECT kind, question_id, voter, content, written_at FROM session_events
WHERE session_id = $session ORDER BY seq
"""
_BY_KEY: Final = {
    "link": "SELECT session_id FROM group_sessions WHERE link_key = $key",
    "chair": "SELECT session_id FROM group_sessions WHERE chair_key = $key",
}
_RECENT: Final = """
SELECT session_id FROM session_events WHERE written_at > $since
GROUP BY session_id ORDER BY max(seq) DESC
"""
_BY_CODE: Final = """
SELECT session_id FROM group_sessions WHERE code = $code ORDER BY written_at DESC
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that was just opened: the two secrets are shown now and never again."""

    session_id: str
    code: str
    link: str
    chair: str


def open_session(folder: Path, title: str, *, role: str, release: str) -> Opened:
    """Open a session.

    Args:
        folder: Folder of the responses store.
        title: What it is called.
        role: Who opens it, of ROLES.
        release: Data release that is served.

    Returns:
        Its identifier and secrets.

    Raises:
        WritingError: The title is too long, or the role is not known.
    """
    check_role(role)
    name = in_one_line(title, LONGEST_TITLE, "The title") or "Working group"
    chair = secrets.token_urlsafe(16)
    code = "".join(secrets.choice(_ALPHABET) for _ in range(CODE_LENGTH))
    opened = Opened(secrets.token_hex(8), code, link_of(chair), chair)
    row = {
        "session": opened.session_id,
        "title": name,
        "code": opened.code,
        "link_key": hashed(opened.link),
        "chair_key": hashed(opened.chair),
    }
    with writing(folder) as connection:
        connection.execute(_OPEN, {**row, "release": release, "role": role, "written_at": now()})
    return opened


def link_of(chair: str) -> str:
    """Return what the participants' link holds (66 bits), made from what the chair's holds."""
    digest = hashlib.sha256(f"participants:{chair}".encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()[:_LINK_LENGTH]


def voter_of(session_id: str, device: str) -> str:
    """Return who a device is within one session; two sessions cannot be linked by it."""
    return hashlib.sha256(f"{session_id}:{device}".encode()).hexdigest()[:32]


def hashed(secret: str) -> str:
    """Return the SHA-256 of a secret, in hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find_session(folder: Path, kind: str, secret: str) -> str:
    """Find the session that a link leads to.

    Args:
        folder: Folder of the responses store.
        kind: 'link' (participants) or 'chair'.
        secret: What the link holds.

    Returns:
        Its identifier; empty: there is none.
    """
    with reading(folder) as connection:
        if connection is None:
            return ""
        found = connection.execute(_BY_KEY[kind], {"key": hashed(secret)}).fetchone()
    return found[0] if found else ""


def sessions_of_code(folder: Path, code: str) -> tuple[str, ...]:
    """Return the sessions that ever had a short code, the newest first; ended ones too."""
    with reading(folder) as connection:
        if connection is None:
            return ()
        return tuple(row[0] for row in connection.execute(_BY_CODE, {"code": code}).fetchall())


def recent_sessions(folder: Path, since: datetime) -> tuple[str, ...]:
    """Return the sessions in which anything happened since a moment (UTC)."""
    with reading(folder) as connection:
        if connection is None:
            return ()
        rows = connection.execute(_RECENT, {"since": since}).fetchall()
    return tuple(row[0] for row in rows)


def read_session(folder: Path, session_id: str) -> tuple[Room, list[Event]] | None:
    """Read a session and everything that happened in it.

    Args:
        folder: Folder of the responses store.
        session_id: Session.

    Returns:
        The session as it was when it was opened, and its events in order; None: there is none.
    """
    with reading(folder) as connection:
        if connection is None:
            return None
        row = connection.execute(_ONE, {"session": session_id}).fetchone()
        if row is None:
            return None
        events = connection.execute(_EVENTS, {"session": session_id}).fetchall()
    return Room(*row), [Event(k, q, v, json.loads(said), at) for k, q, v, said, at in events]


def keep_events(folder: Path, session_id: str, events: Sequence[Event]) -> None:
    """Keep what happened in a session, all of it or nothing, in the order given.

    Args:
        folder: Folder of the responses store.
        session_id: Session.
        events: What happened.

    Raises:
        ResponsesError: The store cannot be written, or another one is in its place.
    """
    columns = {
        "session": session_id,
        "kind": [event.kind for event in events],
        "question": [event.question_id for event in events],
        "voter": [event.voter for event in events],
        "content": [json.dumps(event.content, ensure_ascii=False) for event in events],
        "written_at": [event.written_at for event in events],
    }
    with writing(folder) as connection:
        if connection.execute(_ONE, {"session": session_id}).fetchone() is None:
            message = "This session is not in the store any more. Nothing was kept."
            raise ResponsesError(message)
        first = next_seq(connection, "session_events")
        columns["seq"] = list(range(first, first + len(events)))
        connection.execute(_EVENTS_KEPT, columns)

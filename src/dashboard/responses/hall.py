"""The sessions that are going on: found by identifier, link, code or device.

The same session is the same object to everybody who asks, as long as the process lives.
"""

from __future__ import annotations

import threading
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dashboard.responses.files import FILE, now
from dashboard.responses.live import MOST_QUIET_S, Live
from dashboard.responses.room import replay
from dashboard.responses.sessions import (
    find_session,
    read_session,
    recent_sessions,
    sessions_of_code,
    voter_of,
)

if TYPE_CHECKING:
    from pathlib import Path


def _hall(folder: Path) -> dict[str, Live]:
    """Return the sessions that were asked for; a backup that was put back has sessions anew."""
    try:
        file = (folder / FILE).stat().st_ino
    except OSError:
        file = 0
    return _hall_of(folder, file)


@lru_cache(maxsize=256)
def _hall_of(_folder: Path, _file: int) -> dict[str, Live]:
    return {}


_open = threading.Lock()


def live(folder: Path, session_id: str) -> Live | None:
    """Return a session, the same object to everybody; None: there is none of that identifier.

    Args:
        folder: Folder of the responses store.
        session_id: Session.

    Returns:
        The session, read from the store if nobody asked for it yet.
    """
    here = _hall(folder).get(session_id)
    if here is None:
        with _open:
            # Asked again: of two threads that come first at once, one gets a hall that is dropped.
            hall = _hall(folder)
            if session_id not in hall:
                found = read_session(folder, session_id)
                if found is None:
                    return None
                hall[session_id] = Live(folder, replay(*found))
            here = hall[session_id]
    return here


def sessions_with(folder: Path, device: str) -> tuple[Live, ...]:
    """Return the sessions that are going on and that a device has joined, the newest first."""
    for session_id in _at_start(folder):
        live(folder, session_id)
    joined = [
        one
        for one in tuple(_hall(folder).values())  # another thread may add one meanwhile
        if not one.is_over and voter_of(one.room.session_id, device) in one.room.people
    ]
    return tuple(sorted(joined, key=lambda one: one.room.opened_at, reverse=True))


@lru_cache(maxsize=256)
def _at_start(folder: Path) -> tuple[str, ...]:
    """Return the sessions that were going on when this process was asked first."""
    return recent_sessions(folder, now() - timedelta(seconds=MOST_QUIET_S))


# Session by folder, kind and secret of every link that led to one; others are not remembered.
_followed: Final[dict[tuple[Path, str, str], str]] = {}


def by_link(folder: Path, kind: str, secret: str, *, look: bool = True) -> Live | None:
    """Return the session that a link leads to; None: there is none.

    Args:
        folder: Folder of the responses store.
        kind: 'link' (participants) or 'chair'.
        secret: What the link holds.
        look: Whether the store may be asked; False: only links that somebody followed before.

    Returns:
        The session.
    """
    link = (folder, kind, secret)
    if link not in _followed and look and secret:
        found = find_session(folder, kind, secret)
        if found:
            _followed[link] = found
    return live(folder, _followed[link]) if link in _followed else None


def by_code(folder: Path, code: str) -> Live | None:
    """Return the session whose lobby is open under a short code; None: there is none."""
    typed = "".join(code.upper().split()).replace("-", "")
    for session_id in sessions_of_code(folder, typed):
        found = live(folder, session_id)
        if found and found.room.lobby and not found.is_over:
            return found
    return None

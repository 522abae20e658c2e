"""The sessions that are going on, held in memory by the one process that writes.

Whoever looks at a session looks here: nothing is read from the store between two changes. What
happens is kept in the store first and counts only then, so that a server that is killed loses
nothing that it had acknowledged. Several things that happen at the same moment are kept in one
transaction: who comes first writes for all who wait.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from dashboard.errors import ResponsesError
from dashboard.responses.files import now
from dashboard.responses.room import Event, Room, apply, replay
from dashboard.responses.sessions import (
    find_session,
    keep_events,
    read_session,
    recent_sessions,
    sessions_of_code,
    voter_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

# A session that nothing happened in for this long is over; the chair can go on with it.
MOST_QUIET_S: Final = 12 * 3600


@dataclass(frozen=True, slots=True)
class Screen:
    """What the chair's screen shows, for those who follow it; it is not kept.

    Attributes:
        number: Grows with every change.
        page: Page, by url path.
        choices: Parameters of its address.
        pointer: What the chair points at: 'city' or 'keyword', and its id; empty: nothing.
    """

    number: int
    page: str
    choices: Mapping[str, str]
    pointer: tuple[str, str] = ("", "")


@dataclass(slots=True)
class _Waiting:
    """Something that happened and is not kept yet; `counts` is None until it is."""

    event: Event
    counts: bool | None = None
    error: ResponsesError | None = None


@dataclass
class Live:
    """One session that is going on.

    Attributes:
        folder: Folder of the responses store.
        room: Where the session stands. Read it; only `keep` changes it.
        version: Grows when something happens that everybody sees; a vote or a joining is not.
        counted: Grows with everything that happens: what the chair sees.
        screen: What the chair's screen shows; None: nobody is asked to follow.
    """

    folder: Path
    room: Room
    version: int = 0
    counted: int = 0
    screen: Screen | None = None
    _n_shown: int = 0
    _queue: list[_Waiting] = field(default_factory=list)
    _state: threading.Lock = field(default_factory=threading.Lock)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def keep(
        self,
        kind: str,
        question_id: str = "",
        voter: str = "",
        /,
        **said: Any,  # noqa: ANN401 - JSON
    ) -> bool:
        """Keep something that happened, then let it count.

        Args:
            kind: Kind of Event.
            question_id: Question it is about; empty: the session.
            voter: Who did it; empty: the chair.
            **said: What was said.

        Returns:
            Whether it counts: not if it is a vote and the question was closed just before.

        Raises:
            ResponsesError: The store cannot be written; nothing counts then.
        """
        mine = _Waiting(Event(kind, question_id, voter, said, now()))
        with self._state:
            self._queue.append(mine)
        with self._turn:
            if mine.counts is None:
                self._keep_all()
        if mine.error:
            raise mine.error
        return bool(mine.counts)

    def _keep_all(self) -> None:
        """Keep everything that waits, in one transaction."""
        with self._state:
            waiting, self._queue = self._queue, []
        for one in waiting:
            one.counts, one.error = False, ResponsesError("Nothing was kept.")
        try:
            keep_events(self.folder, self.room.session_id, [one.event for one in waiting])
        except ResponsesError as error:
            for one in waiting:
                one.error = error
            return
        with self._state:
            for one in waiting:
                one.counts, one.error = apply(self.room, one.event), None
                self.counted += 1
                self.version += one.event.kind not in {"voted", "joined"}

    def show(self, page: str, choices: Mapping[str, str], pointer: tuple[str, str]) -> None:
        """Tell those who follow what the chair's screen shows."""
        with self._state:
            now_shown = self.screen
            if now_shown and (now_shown.page, now_shown.choices, now_shown.pointer) == (
                page,
                choices,
                pointer,
            ):
                return
            self._n_shown += 1
            self.screen = Screen(self._n_shown, page, dict(choices), pointer)
            self.version += 1

    def hide(self) -> None:
        """Ask nobody to follow any more."""
        with self._state:
            self.version += self.screen is not None
            self.screen = None

    @property
    def is_over(self) -> bool:
        """Whether the session was ended, or nothing happened in it for twelve hours."""
        return self.room.ended or is_quiet(self.room, now())


def is_quiet(room: Room, moment: datetime) -> bool:
    """Return whether nothing happened in a session for twelve hours before a moment."""
    return (moment - (room.last_at or room.opened_at)).total_seconds() > MOST_QUIET_S


@lru_cache(maxsize=256)
def _hall(_folder: Path) -> dict[str, Live]:
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


@lru_cache(maxsize=4096)
def _session_of(folder: Path, kind: str, secret: str) -> str:
    found = find_session(folder, kind, secret)
    if not found:
        raise LookupError(secret)  # what is not there yet is not remembered
    return found


def by_link(folder: Path, kind: str, secret: str) -> Live | None:
    """Return the session that a link leads to; None: there is none.

    Args:
        folder: Folder of the responses store.
        kind: 'link' (participants) or 'chair'.
        secret: What the link holds.

    Returns:
        The session.
    """
    try:
        return live(folder, _session_of(folder, kind, secret)) if secret else None
    except LookupError:
        return None


def by_code(folder: Path, code: str) -> Live | None:
    """Return the session whose lobby is open under a short code; None: there is none."""
    typed = "".join(code.upper().split()).replace("-", "")
    for session_id in sessions_of_code(folder, typed):
        found = live(folder, session_id)
        if found and found.room.lobby and not found.is_over:
            return found
    return None

"""A session that is going on, held in memory by the one process that writes.

Whoever looks at a session looks here: nothing is read from the store between two changes. What
happens is kept in the store first and counts only then, so that a server that is killed loses
nothing that it had acknowledged. Several things that happen at the same moment are kept in one
transaction: who comes first writes for all who wait.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from dashboard.errors import ResponsesError, WritingError
from dashboard.responses.files import now
from dashboard.responses.room import Event, Room, apply
from dashboard.responses.sessions import keep_events

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
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
    _listeners: tuple[Callable[[], None], ...] = ()
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
            WritingError: The session is over, and this is neither its end nor going on with it.
        """
        if kind not in {"ended", "resumed"}:
            self.must_go_on()
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
        before = self.version
        with self._state:
            for one in waiting:
                one.counts, one.error = apply(self.room, one.event), None
                self.counted += 1
                self.version += one.event.kind not in {"voted", "joined"}
        if self.version != before:
            self._tell()

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
        self._tell()

    def hide(self) -> None:
        """Ask nobody to follow any more."""
        with self._state:
            self.version += self.screen is not None
            self.screen = None
        self._tell()

    @contextmanager
    def telling(self, listener: Callable[[], None]) -> Iterator[None]:
        """Call a function after every change of the version.

        Args:
            listener: It is called in the thread that made the change, and must not wait.

        Yields:
            Nothing; afterwards it is not called any more.
        """
        with self._state:
            self._listeners = (*self._listeners, listener)
        try:
            yield
        finally:
            with self._state:
                self._listeners = tuple(one for one in self._listeners if one is not listener)

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()

    def must_go_on(self) -> None:
        """Refuse what somebody wants to do in a session that is over.

        Raises:
            WritingError: It is over.
        """
        if self.is_over:
            message = "This session is over. Nothing was kept. The chair can go on with it."
            raise WritingError(message)

    @property
    def is_over(self) -> bool:
        """Whether the session was ended, or nothing happened in it for twelve hours."""
        return self.room.ended or is_quiet(self.room, now())


def is_quiet(room: Room, moment: datetime) -> bool:
    """Return whether nothing happened in a session for twelve hours before a moment."""
    return (moment - (room.last_at or room.opened_at)).total_seconds() > MOST_QUIET_S

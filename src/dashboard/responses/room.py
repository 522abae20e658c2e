"""Where a working-group session stands: its events, replayed one after the other.

Nothing here reads or writes; the same events give the same room. The order is that in which they
were kept, never that of the clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

# What participants may say of their work; empty: nothing.
WORKPLACES: Final = (
    *("", "city", "network", "international", "national"),
    *("civil", "research", "other"),
)
# What can be asked: points over criteria, picks between two actions, approval of actions, points
# for the value that each action adds, and whether a wording is agreed.
KINDS: Final = ("weights", "pairs", "approval", "points", "wording")
STATUSES: Final = ("waiting", "open", "closed")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a session.

    Attributes:
        kind: 'joined', 'asked', 'opened', 'voted', 'closed', 'decided', 'adopted', 'lobby', 'ended'
            or 'resumed'.
        question_id: Question it is about; empty: the session.
        voter: Who voted or joined; empty: the chair.
        content: What was said, by name.
        written_at: When it was kept, in UTC.
    """

    kind: str
    question_id: str
    voter: str
    content: dict[str, Any]
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Participant:
    """Who joined: what they said of themselves; every part may be empty."""

    role: str = ""
    region: str = ""
    oecd: str = ""
    name: str = ""


@dataclass(slots=True)
class Question:
    """One question of a session and the votes it got.

    Attributes:
        question_id: Identifier within the session.
        kind: One of KINDS.
        title: The question, as the chair wrote it.
        items: What is voted on: criteria or keywords; none for a wording.
        limit: Most items that a voter may approve; 0: no limit.
        wording: The wording that is asked about; empty for other kinds.
        status: One of STATUSES.
        n_openings: How often the vote was opened.
        votes: The vote that counts, by voter.
        paper: Voters whose vote the chair typed in.
        decision: What the group decided, as the chair wrote it.
        agreed: The wording that was agreed.
        adopted: Name under which the result of the last closing is used on other pages; empty: it
            is not.
        closed_at: When the vote was closed last, in UTC.
    """

    question_id: str
    kind: str
    title: str
    items: tuple[str, ...] = ()
    limit: int = 0
    wording: str = ""
    status: str = "waiting"
    n_openings: int = 0
    votes: dict[str, dict[str, Any]] = field(default_factory=dict)
    paper: frozenset[str] = frozenset()
    decision: str = ""
    agreed: str = ""
    adopted: str = ""
    closed_at: datetime | None = None


@dataclass(slots=True)
class Room:
    """A session: who is in it, what was asked, and where it stands.

    Attributes:
        session_id: Identifier.
        title: What it is called.
        code: Short code for joining while the lobby is open.
        release: Data release that was served when it was opened.
        opened_at: When that was, in UTC.
        lobby: Whether more may join, by code or link.
        ended: Whether the chair ended it.
        last_at: When anything happened last, in UTC.
        people: Who joined, by voter.
        questions: The questions in the order in which they were asked, by id.
    """

    session_id: str
    title: str
    code: str
    release: str
    opened_at: datetime
    lobby: bool = True
    ended: bool = False
    last_at: datetime | None = None
    people: dict[str, Participant] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)

    @property
    def open_question(self) -> Question | None:
        """The question that is voted on now."""
        return next((q for q in self.questions.values() if q.status == "open"), None)


def replay(room: Room, events: Iterable[Event]) -> Room:
    """Let everything happen again that happened in a session.

    Args:
        room: The session as it was when it was opened; it is changed.
        events: What happened, in order.

    Returns:
        The same room.
    """
    for event in events:
        apply(room, event)
    return room


def apply(room: Room, event: Event) -> bool:
    """Let one thing happen.

    Args:
        room: The session; it is changed.
        event: What happened.

    Returns:
        Whether it counts. What came too late does not: a vote that was kept after the closing of
        its question, a newcomer after the lobby was closed, a vote opened while another is open.
    """
    room.last_at = event.written_at
    said = event.content
    # Mappings are replaced, never changed: whoever goes through one meanwhile sees the old one.
    if event.kind == "joined":
        if not room.lobby and event.voter not in room.people:
            return False
        room.people = {**room.people, event.voter: Participant(**said)}
    elif event.kind == "asked":
        asked = Question(event.question_id, **{**said, "items": tuple(said["items"])})
        room.questions = {**room.questions, event.question_id: asked}
    elif event.kind == "lobby":
        room.lobby = bool(said["open"])
    elif event.kind in {"ended", "resumed"}:
        _end(room, event)
    elif event.kind == "opened" and (room.ended or room.open_question):
        return False
    else:
        return _happen(room.questions[event.question_id], event)
    return True


def _end(room: Room, event: Event) -> None:
    """End a session, and with it the vote that is open, or go on with it."""
    room.ended = event.kind == "ended"
    if room.ended:
        room.lobby = False
        if room.open_question:
            _close(room.open_question, event)


def _close(question: Question, event: Event) -> None:
    question.status = "closed"
    question.closed_at = event.written_at


def _happen(question: Question, event: Event) -> bool:
    """Let something happen to a question.

    Returns:
        Whether it counts.
    """
    said = event.content
    if event.kind == "opened":
        question.status = "open"
        question.n_openings += 1
        question.adopted = ""  # what was taken over is not the result that comes
    elif question.status != "open" and event.kind in {"voted", "closed"}:
        return False
    elif event.kind == "closed":
        _close(question, event)
    elif event.kind == "voted":
        question.votes = {**question.votes, event.voter: said["vote"]}
        if said.get("paper"):
            question.paper = question.paper | {event.voter}
    elif event.kind == "decided":
        question.decision, question.agreed = said["decision"], said["agreed"]
    elif event.kind == "adopted":
        question.adopted = said["name"]
    return True

"""Results of votes that a working group took over: weights of the criteria, value added by actions.

Only what the chair took over after the vote was closed is here; votes themselves are not.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.errors import WritingError
from dashboard.responses.ballots import in_one_line
from dashboard.responses.database import reading

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from dashboard.responses.live import Live
    from dashboard.responses.room import Question

LONGEST_NAME: Final = 60
_KINDS: Final = ("weights", "points")
_ADOPTED: Final = """
SELECT events.content, events.written_at, asked.content AS question, sessions.title
FROM session_events AS events
JOIN session_events AS asked
    ON asked.kind = 'asked' AND asked.session_id = events.session_id
    AND asked.question_id = events.question_id
JOIN group_sessions AS sessions ON sessions.session_id = events.session_id
WHERE events.kind = 'adopted'
ORDER BY events.seq DESC
"""


@dataclass(frozen=True, slots=True)
class Adopted:
    """One result that was taken over.

    Attributes:
        kind: 'weights' (figures: mean points of each criterion, of 100) or 'points' (mean points
            of each keyword, 0-10).
        name: What it is called.
        session: Title of the session.
        n_voters: Votes that it rests on.
        written_at: When it was taken over, in UTC.
        figures: Figure by item.
    """

    kind: str
    name: str
    session: str
    n_voters: int
    written_at: datetime
    figures: tuple[tuple[str, float], ...]


def adopt(
    live: Live, question: Question, name: str, figures: Mapping[str, float], n_voters: int
) -> None:
    """Take the result of a closed vote over, so that other pages use it.

    Args:
        live: Session.
        question: Question of the kind 'weights' or 'points', closed.
        name: What it is called; the newest of a name counts.
        figures: Figure by item.
        n_voters: Votes that it rests on.

    Raises:
        WritingError: The vote is not closed, has no votes or gives no figures, or the name is empty
            or too long.
    """
    name = in_one_line(name, LONGEST_NAME, "The name")
    if question.status != "closed":
        message = "Only the result of a closed vote can be used. Close the vote first."
        raise WritingError(message)
    if not n_voters or question.kind not in _KINDS:
        message = "This vote has no figures that another page can use. Nothing was kept."
        raise WritingError(message)
    if not name:
        message = "Write a name for the result. Nothing was kept."
        raise WritingError(message)
    said = {"name": name, "figures": dict(figures), "n_voters": n_voters}
    live.keep("adopted", question.question_id, "", **said)


def adopted(folder: Path) -> tuple[Adopted, ...]:
    """List the results that were taken over.

    Args:
        folder: Folder of the responses store.

    Returns:
        The newest first; of several with the same kind and name only the newest.
    """
    with reading(folder) as connection:
        rows = [] if connection is None else connection.execute(_ADOPTED).fetchall()
    found: dict[tuple[str, str], Adopted] = {}
    for content, written_at, question, session in rows:
        said, kind = json.loads(content), json.loads(question)["kind"]
        figures = tuple((item, float(value)) for item, value in said["figures"].items())
        one = Adopted(kind, said["name"], session, said["n_voters"], written_at, figures)
        found.setdefault((kind, one.name), one)
    return tuple(found.values())


def value_added(results: tuple[Adopted, ...]) -> Adopted | None:
    """Return the newest points for the value that actions add; None: there was no vote."""
    return next((one for one in results if one.kind == "points"), None)

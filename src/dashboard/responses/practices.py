"""Practices that somebody knows of and proposes, with a source; the data steward decides.

A sender comes back by a private link. What was sent with it stands in the table `drafts`, a row
each: the SHA-256 of the link, PRACTICE as the round, the number of the proposal as the content. So
a returned text and the one that corrects it stay together, and nobody who reads the store can open
the link.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dashboard.responses.database import reading, writing
from dashboard.responses.decisions import PRACTICE
from dashboard.responses.files import now
from dashboard.responses.practice_check import Fault, FaultyPracticeError, Practice, cleaned
from dashboard.responses.receipts import receipt_number
from dashboard.responses.submissions import check_role, next_seq

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    import duckdb

_LINKS: Final = """
SELECT draft_key, seq AS place, content AS number,
    lag(content) OVER (PARTITION BY draft_key ORDER BY seq) AS corrects
FROM drafts WHERE round_id = $practice
"""
_PROPOSALS: Final = f"""
SELECT given.number, given.written_at, given.role, title, city_id, year, keyword_id, summary,
    stakeholders, source_title, source_link,
    coalesce(verdicts.kind, 'submitted') AS status, coalesce(verdicts.note, '') AS note,
    coalesce(links.corrects, '') AS corrects, given.seq
FROM practice_proposals AS given
LEFT JOIN verdicts ON verdicts.subject = given.number
LEFT JOIN (SELECT number, max(corrects) AS corrects FROM ({_LINKS}) GROUP BY number) AS links
    ON links.number = given.number
"""  # noqa: S608 - our own text
_LIST: Final = f"SELECT * EXCLUDE (seq) FROM ({_PROPOSALS}) ORDER BY seq DESC"  # noqa: S608 - as above
_SENT: Final = f"""
SELECT proposals.* EXCLUDE (seq) FROM ({_PROPOSALS}) AS proposals
JOIN ({_LINKS}) AS mine ON mine.number = proposals.number
WHERE mine.draft_key = $key ORDER BY mine.place DESC
"""  # noqa: S608 - as above
_STATUS: Final = """
SELECT coalesce(verdicts.kind, 'submitted')
FROM practice_proposals AS given LEFT JOIN verdicts ON verdicts.subject = given.number
WHERE given.number = $number
"""
_NEWEST: Final = """
SELECT content FROM drafts
WHERE draft_key = $key AND round_id = $practice ORDER BY seq DESC LIMIT 1
"""
_ADD: Final = """
INSERT INTO practice_proposals VALUES (
    $seq, $number, $written_at, $role, $title, $city_id, $year, $keyword_id, $summary,
    $stakeholders, $source_title, $source_link
)
"""
_ADD_LINK: Final = """
INSERT INTO drafts VALUES ($seq, $key, $city_id, $practice, $written_at, $role, $number)
"""
_FIELDS: Final = (
    *("title", "city_id", "year", "keyword_id"),
    *("summary", "stakeholders", "source_title", "source_link"),
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed practice, and what became of it.

    Attributes:
        number: Its number.
        written_at: When it was sent, in UTC.
        role: Who sent it, by role.
        practice: The practice.
        status: 'submitted', 'accepted', 'returned' or 'withdrawn'.
        note: What the data steward said with the last decision.
        corrects: Number of the returned text that it corrects; empty: none.
    """

    number: str
    written_at: datetime
    role: str
    practice: Practice
    status: str
    note: str
    corrects: str


def propose_practice(folder: Path, practice: Practice, *, role: str, token: str = "") -> str:
    """Keep a proposal; it is shown when the data steward has accepted it.

    Args:
        folder: Folder of the responses store.
        practice: The practice.
        role: One of ROLES.
        token: Token of the private link of its sender. A text that was sent with it and returned
            is corrected by this one. Empty: there is no link.

    Returns:
        Its number. The same proposal again is not written again.

    Raises:
        FaultyPracticeError: A field is wrong, the data steward refused the same text, or the last
            text that was sent with this link waits or is accepted.
    """
    check_role(role)
    fields = cleaned(practice)
    number = receipt_number(PRACTICE, *fields.values())
    with writing(folder) as connection:
        newest = _newest(connection, token)
        is_new = _is_new(connection, number, newest)
        stamped = {"written_at": now(), "role": role, "number": number}
        if is_new:
            seq = next_seq(connection, "practice_proposals")
            connection.execute(_ADD, {**stamped, **fields, "seq": seq})
        if token and newest != number:
            link = {"key": _key(token), "practice": PRACTICE, "city_id": fields["city_id"]}
            seq = next_seq(connection, "drafts")
            connection.execute(_ADD_LINK, {**stamped, **link, "seq": seq})
    return number


def _is_new(connection: duckdb.DuckDBPyConnection, number: str, newest: str) -> bool:
    """Return whether a text was never sent before.

    Args:
        connection: Open responses store.
        number: Number of the text.
        newest: Number of what was sent last with the same link; empty: nothing was.

    Raises:
        FaultyPracticeError: The data steward refused it, or another text of the link stands.
    """
    status = _status(connection, number)
    if status == "returned":
        expected = "the data steward did not take this text; change it, then send it again"
        raise FaultyPracticeError([Fault("", status, number, expected)])
    before = _status(connection, newest)
    if newest != number and before in {"submitted", "accepted"}:
        expected = "it was sent with this link and is not returned; only then it is corrected"
        raise FaultyPracticeError([Fault("", before, newest, expected)])
    return not status


def _status(connection: duckdb.DuckDBPyConnection, number: str) -> str:
    found = connection.execute(_STATUS, {"number": number}).fetchone()
    return str(found[0]) if found else ""


def _newest(connection: duckdb.DuckDBPyConnection, token: str) -> str:
    """Return the number of what was sent last with a private link; empty: nothing was."""
    known = {"key": _key(token), "practice": PRACTICE}
    found = connection.execute(_NEWEST, known).fetchone() if token else None
    return str(found[0]) if found else ""


def _key(token: str) -> str:
    """Return the key of a private link; it is never that of a draft of answers."""
    return hashlib.sha256(f"{PRACTICE} {token}".encode()).hexdigest()


def list_practices(folder: Path) -> tuple[Proposal, ...]:
    """Return every practice that was proposed, the newest first."""
    return _read(folder, _LIST, {})


def sent_practices(folder: Path, token: str) -> tuple[Proposal, ...]:
    """Return what was sent with a private link.

    Args:
        folder: Folder of the responses store.
        token: Token of the link.

    Returns:
        The newest text, then the returned ones that it corrects; none: the link leads to nothing.
    """
    return _read(folder, _SENT, {"key": _key(token)})


def _read(folder: Path, sql: str, parameters: dict[str, str]) -> tuple[Proposal, ...]:
    with reading(folder) as connection:
        if connection is None:
            return ()
        rows = connection.execute(sql, {**parameters, "practice": PRACTICE}).fetchall()
    return tuple(map(_proposal, rows))


def _proposal(row: tuple[Any, ...]) -> Proposal:
    number, written_at, role, *fields, status, note, corrects = row
    practice = Practice(**dict(zip(_FIELDS, fields, strict=True)))
    return Proposal(number, written_at, role, practice, status, note, corrects)

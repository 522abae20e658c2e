"""Practices that somebody knows of and proposes, with a source; the data steward decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.contracts.response_cells import is_link
from dashboard.contracts.text import clean
from dashboard.errors import WritingError
from dashboard.responses.database import reading, writing
from dashboard.responses.decisions import PRACTICE
from dashboard.responses.files import now
from dashboard.responses.receipts import receipt_number
from dashboard.responses.submissions import check_role, next_seq

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

LONGEST: Final = {
    "title": 200,
    "summary": 1000,
    "stakeholders": 500,
    "source_title": 300,
    "source_link": 500,
}
_NEEDED: Final = ("title", "summary", "source_title")
FIRST_YEAR: Final = 1950
_LIST: Final = """
SELECT given.number, given.written_at, given.role, title, city_id, year, keyword_id, summary,
    stakeholders, source_title, source_link,
    coalesce(verdicts.kind, 'submitted') AS status, coalesce(verdicts.note, '') AS note
FROM practice_proposals AS given LEFT JOIN verdicts ON verdicts.subject = given.number
ORDER BY given.seq DESC
"""
_ADD: Final = """
INSERT INTO practice_proposals VALUES (
    $seq, $number, $written_at, $role, $title, $city_id, $year, $keyword_id, $summary,
    $stakeholders, $source_title, $source_link
)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """What somebody writes about a practice.

    Attributes:
        title: What it is called.
        city_id: City that leads it.
        year: Year in which it began; None: not known.
        keyword_id: Keyword it belongs to; empty: none.
        summary: What was done.
        stakeholders: Who took part; may be empty.
        source_title: Where this is written.
        source_link: Web address of the source; may be empty.
    """

    title: str
    city_id: str
    year: int | None
    keyword_id: str
    summary: str
    stakeholders: str
    source_title: str
    source_link: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed practice, and what became of it."""

    number: str
    written_at: datetime
    role: str
    practice: Practice
    status: str
    note: str


def propose_practice(folder: Path, practice: Practice, *, role: str) -> str:
    """Keep a proposal; it is shown when the data steward has accepted it.

    Args:
        folder: Folder of the responses store.
        practice: The practice.
        role: One of ROLES.

    Returns:
        Its number. The same proposal again is not written again.

    Raises:
        WritingError: A text is missing or too long, the city is missing, the year lies outside
            what can be, the link is no web address, or the data steward refused the same text.
    """
    check_role(role)
    texts = {name: clean(getattr(practice, name)) for name in LONGEST}
    for name, text in texts.items():
        if name in _NEEDED and not text:
            message = f"{name}: got nothing, expected a text."
            raise WritingError(message)
        if len(text) > LONGEST[name]:
            message = f"{name}: got {len(text)} characters, expected at most {LONGEST[name]}."
            raise WritingError(message)
    if texts["source_link"] and not is_link(texts["source_link"]):
        message = (
            f"source_link: got {texts['source_link']!r}, expected a web address that begins with "
            "https://."
        )
        raise WritingError(message)
    if not practice.city_id:
        message = "city: got nothing, expected the city that leads the practice."
        raise WritingError(message)
    _check_year(practice.year)
    rest = {name: getattr(practice, name) for name in ("city_id", "year", "keyword_id")}
    number = receipt_number(PRACTICE, *rest.values(), *texts.values())
    with writing(folder) as connection:
        known = connection.execute(
            "SELECT count(*) FROM practice_proposals WHERE number = $number", {"number": number}
        ).fetchone()
        refused = connection.execute(
            "SELECT count(*) FROM verdicts WHERE subject = $number AND kind = 'returned'",
            {"number": number},
        ).fetchone()
        if refused and refused[0]:
            message = "The data steward did not take this text. Change it, then send it again."
            raise WritingError(message)
        if not (known and known[0]):
            stamped = {"seq": next_seq(connection, "practice_proposals"), "written_at": now()}
            connection.execute(_ADD, {**stamped, **rest, **texts, "number": number, "role": role})
    return number


def _check_year(year: int | None) -> None:
    this_year = now().year
    if year is not None and not FIRST_YEAR <= year <= this_year:
        message = f"year: got {year}, expected a year from {FIRST_YEAR} to {this_year}."
        raise WritingError(message)


def list_practices(folder: Path) -> tuple[Proposal, ...]:
    """Return every practice that was proposed, the newest first."""
    with reading(folder) as connection:
        if connection is None:
            return ()
        return tuple(
            Proposal(number, at, role, Practice(**dict(zip(_FIELDS, fields, strict=True))), *rest)
            for number, at, role, *fields, rest in (
                (*row[:11], row[11:]) for row in connection.execute(_LIST).fetchall()
            )
        )


_FIELDS: Final = (
    *("title", "city_id", "year", "keyword_id"),
    *("summary", "stakeholders", "source_title", "source_link"),
)

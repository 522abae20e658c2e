"""A practice that somebody proposes: what is written of it, and what keeps it from being taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.contracts.response_cells import is_link
from dashboard.contracts.text import clean
from dashboard.errors import WritingError
from dashboard.responses.files import now

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST: Final = {
    "title": 200,
    "summary": 1000,
    "stakeholders": 500,
    "source_title": 300,
    "source_link": 500,
}
_NEEDED: Final = ("title", "city_id", "summary", "source_title")
FIRST_YEAR: Final = 1950
MISSING, LONG, NO_LINK, NO_YEAR = "missing", "long", "link", "year"


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
class Fault:
    """What keeps a practice from being taken.

    Attributes:
        field: Field of Practice; empty: it is about the whole of it.
        kind: MISSING, LONG, NO_LINK or NO_YEAR; without a field what became of the text that is
            in the way: 'returned', 'submitted' or 'accepted'.
        got: What was found: a text, a number of characters, a year, or the number of that text.
        expected: What is taken instead, in words.
    """

    field: str
    kind: str
    got: str
    expected: str

    def __str__(self) -> str:
        if not self.field:
            return f"{self.got} is in the way: {self.expected}."
        return f"{self.field}: got {self.got}, expected {self.expected}."


class FaultyPracticeError(WritingError):
    """A practice cannot be taken as it is.

    Attributes:
        faults: All that is wrong with it.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def cleaned(practice: Practice) -> dict[str, str | int | None]:
    """Return the fields of a practice, the texts without blanks at their ends.

    Args:
        practice: As somebody wrote it.

    Returns:
        Values by field: city, year and keyword first.

    Raises:
        FaultyPracticeError: A text is missing or too long, the city is missing, the year lies
            outside what can be, or the link is no web address; names every fault.
    """
    fields: dict[str, str | int | None] = {
        "city_id": practice.city_id,
        "year": practice.year,
        "keyword_id": practice.keyword_id,
        **{name: clean(getattr(practice, name)) for name in LONGEST},
    }
    faults = tuple(_faults(fields))
    if faults:
        raise FaultyPracticeError(faults)
    return fields


def _faults(fields: dict[str, str | int | None]) -> Iterator[Fault]:
    for name in _NEEDED:
        if not fields[name]:
            yield Fault(name, MISSING, "nothing", "a text" if name in LONGEST else "a city")
    for name, most in LONGEST.items():
        length = len(str(fields[name]))
        if length > most:
            yield Fault(name, LONG, str(length), f"at most {most} characters")
    link, year, this_year = str(fields["source_link"]), fields["year"], now().year
    if link and not is_link(link):
        yield Fault("source_link", NO_LINK, link, "a web address that begins with https://")
    if year is not None and not FIRST_YEAR <= int(year) <= this_year:
        yield Fault("year", NO_YEAR, str(year), f"a year from {FIRST_YEAR} to {this_year}")

"""Notes on the time line of a city, and cities that somebody misses and proposes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from dashboard.contracts.response_cells import is_link
from dashboard.contracts.text import clean
from dashboard.errors import WritingError
from dashboard.responses.database import reading, writing
from dashboard.responses.decisions import EVENT, PROPOSAL
from dashboard.responses.files import now
from dashboard.responses.receipts import receipt_number
from dashboard.responses.submissions import check_role, next_seq

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from pathlib import Path

    import duckdb

LONGEST: Final = {"event": 300, "source": 300, "link": 500, "city": 100}
_FIRST_YEAR: Final = 1950
_ISO3: Final = re.compile(r"[A-Z]{3}")
_DAY: Final = re.compile(r"(\d{4})(-\d{2})?(-\d{2})?")
_EVENTS: Final = """
SELECT given.number, city_id, date, event, source, link, given.written_at, given.role,
    coalesce(verdicts.kind, 'submitted') AS status, coalesce(verdicts.note, '') AS note
FROM city_events AS given LEFT JOIN verdicts ON verdicts.subject = given.number
ORDER BY city_id, date, given.seq
"""
_PROPOSALS: Final = """
SELECT given.number, city_id, city, country_iso3, population, source, given.written_at, given.role,
    coalesce(verdicts.kind, 'submitted') AS status, coalesce(verdicts.note, '') AS note
FROM city_proposals AS given LEFT JOIN verdicts ON verdicts.subject = given.number
ORDER BY given.seq DESC
"""
_ADD_EVENT: Final = """
INSERT INTO city_events
VALUES ($seq, $number, $city_id, $date, $event, $source, $link, $written_at, $role)
"""
_ADD_PROPOSAL: Final = """
INSERT INTO city_proposals VALUES
($seq, $number, $city_id, $city, $country_iso3, $population, $source, $written_at, $role)
"""


@dataclass(frozen=True, slots=True)
class CityEvent:
    """One note on the time line of a city, with its source and what became of it."""

    number: str
    city_id: str
    date: str
    event: str
    source: str
    link: str
    written_at: datetime
    role: str
    status: str
    note: str


@dataclass(frozen=True, slots=True)
class CityProposal:
    """One city that is missing in the data, as somebody proposed it."""

    number: str
    city_id: str
    city: str
    country_iso3: str
    population: int | None
    source: str
    written_at: datetime
    role: str
    status: str
    note: str


def add_event(  # noqa: PLR0913 - one argument a column
    folder: Path, *, city: str, day: str, event: str, source: str, link: str, role: str
) -> str:
    """Keep a note; it is shown when the data steward has accepted it.

    Args:
        folder: Folder of the responses store.
        city: City id.
        day: Day, month or year, ISO 8601, not in the future.
        event: What happened.
        source: Where this is written.
        link: Web address of the source; may be empty.
        role: One of ROLES.

    Returns:
        Its number. The same note again is not written again.

    Raises:
        WritingError: A text is missing, too long, no day or no web address.
    """
    check_role(role)
    texts = {"event": event, "source": source, "link": link}
    row = {"city_id": city, "date": _day(day), **_texts(texts, ("event", "source"))}
    if row["link"] and not is_link(row["link"]):
        message = f"link: got {link!r}, expected a web address that begins with https://."
        raise WritingError(message)
    number = receipt_number(EVENT, *row.values())
    with writing(folder) as connection:
        if not _is_there(connection, "city_events", number):
            stamped = {"seq": next_seq(connection, "city_events"), "written_at": now()}
            connection.execute(_ADD_EVENT, {**row, **stamped, "number": number, "role": role})
    return number


def propose_city(  # noqa: PLR0913 - one argument a column
    folder: Path,
    *,
    city: str,
    country: str,
    population: int | None,
    source: str,
    role: str,
    countries: Collection[str] = (),
) -> CityProposal:
    """Keep the proposal of a city that the data do not have.

    Args:
        folder: Folder of the responses store.
        city: Name.
        country: ISO 3166-1 alpha-3.
        population: People; None: not given.
        source: Where the population is from; needed if it is given.
        role: One of ROLES.
        countries: Codes of the countries that the release has; none: any code is taken.

    Returns:
        The proposal, with the id that the city will have.

    Raises:
        WritingError: A text is missing or too long, the country is none, or nobody lives there.
    """
    check_role(role)
    _check_place(country, countries, population)
    needed = ("city", "source") if population is not None else ("city",)
    texts = _texts({"city": city, "source": source}, needed)
    slug = re.sub(r"[^a-z0-9]+", "-", _plain(texts["city"])).strip("-")
    if not slug:
        message = f"city: got {city!r}, expected a name with Latin letters."
        raise WritingError(message)
    city_id = f"{country.lower()}-{slug}"
    number = receipt_number(PROPOSAL, city_id)
    row = {"city_id": city_id, "country_iso3": country, "population": population, **texts}
    with writing(folder) as connection:
        if not _is_there(connection, "city_proposals", number):
            stamped = {"seq": next_seq(connection, "city_proposals"), "written_at": now()}
            connection.execute(_ADD_PROPOSAL, {**row, **stamped, "number": number, "role": role})
    return next(found for found in list_proposed(folder) if found.number == number)


def _check_place(country: str, countries: Collection[str], population: int | None) -> None:
    """Hold country and population of a proposed city to what they can be.

    Raises:
        WritingError: The country is none, or the population is not positive.
    """
    if not _ISO3.fullmatch(country):
        message = (
            f"country: got {country!r}, expected three capital letters such as ITA (ISO 3166)."
        )
        raise WritingError(message)
    if countries and country not in countries:
        message = f"country: got {country!r}, expected the code of a country that the data know."
        raise WritingError(message)
    if population is not None and population < 1:
        message = f"population: got {population}, expected 1 or more, or nothing."
        raise WritingError(message)


def list_events(folder: Path) -> tuple[CityEvent, ...]:
    """Return every note ever made, by city and day."""
    with reading(folder) as connection:
        if connection is None:
            return ()
        return tuple(CityEvent(*row) for row in connection.execute(_EVENTS).fetchall())


def list_proposed(folder: Path) -> tuple[CityProposal, ...]:
    """Return every city that was proposed, the newest first."""
    with reading(folder) as connection:
        if connection is None:
            return ()
        return tuple(CityProposal(*row) for row in connection.execute(_PROPOSALS).fetchall())


def _texts(given: dict[str, str], needed: tuple[str, ...]) -> dict[str, str]:
    """Return texts without blanks at their ends.

    Raises:
        WritingError: One is missing or too long.
    """
    texts = {name: clean(text) for name, text in given.items()}
    for name, text in texts.items():
        if name in needed and not text:
            message = f"{name}: got nothing, expected a text."
            raise WritingError(message)
        if len(text) > LONGEST[name]:
            message = f"{name}: got {len(text)} characters, expected at most {LONGEST[name]}."
            raise WritingError(message)
    return texts


def _day(text: str) -> str:
    """Return a day, month or year that is one.

    Raises:
        WritingError: It is none, or lies in the future.
    """
    found = _DAY.fullmatch(text.strip())
    parts = found.groups() if found else ("",)
    try:
        day = date.fromisoformat("".join(part or "-01" for part in parts))
    except ValueError as error:
        message = f"day: got {text!r}, expected a day, month or year such as 2022-05-31 or 2022."
        raise WritingError(message) from error
    if day.year < _FIRST_YEAR or day > now().date():
        message = f"day: got {text!r}, expected a day from {_FIRST_YEAR} to today."
        raise WritingError(message)
    return text.strip()


def _plain(text: str) -> str:
    import unicodedata  # noqa: PLC0415 - only where a city is proposed

    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


def _is_there(connection: duckdb.DuckDBPyConnection, table: str, number: str) -> bool:
    sql = f"SELECT count(*) FROM {table} WHERE number = $number"  # noqa: S608 - own name
    found = connection.execute(sql, {"number": number}).fetchone()
    return bool(found and found[0])

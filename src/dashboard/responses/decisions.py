"""What the data steward decides: accept, return with a note; a city may withdraw what it sent.

The rollup counts cities by round, question, country, class of population and state. It is carried
on in the transaction of the decision, so that it always equals the accepted answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.contracts.text import clean
from dashboard.errors import WritingError
from dashboard.responses.database import writing
from dashboard.responses.files import now
from dashboard.responses.submissions import check_role, next_seq

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb
    import pandas as pd

_PLACE: Final = ("city_id", "country_iso3", "size")
KINDS: Final = ("accepted", "returned", "withdrawn")
LONGEST_NOTE: Final = 1000
_KNOWN: Final = """
SELECT number, city_id, coalesce(verdicts.kind, 'submitted'), coalesce(verdicts.note, '') FROM (
    SELECT number, city_id FROM submissions
    UNION ALL
    SELECT number, city_id FROM city_events
    UNION ALL
    SELECT number, city_id FROM city_proposals
    UNION ALL
    SELECT number, city_id FROM practice_proposals
) AS given
LEFT JOIN verdicts ON verdicts.subject = given.number
WHERE number IN (SELECT unnest($numbers))
"""
_KEYS: Final = "round_id, question_id, country_iso3, size, state"
# The accepted answers of some cities, counted as the rollup counts them.
_COUNTED: Final = f"""
SELECT {_KEYS}, count(*) AS n
FROM (
    SELECT answers.city_id, answers.round_id, answers.question_id, answers.state FROM answers
    JOIN submission_states AS given USING (seq)
    WHERE given.status = 'accepted' AND answers.city_id IN (SELECT city_id FROM touched)
    QUALIFY row_number() OVER (
        PARTITION BY answers.city_id, answers.round_id, answers.question_id
        ORDER BY answers.seq DESC
    ) = 1
) JOIN rolled_places USING (city_id)
GROUP BY ALL
"""  # noqa: S608 - names of our own columns
_MOVE_PLACES: Final = """
DELETE FROM rolled_places WHERE city_id IN (SELECT city_id FROM placed);
INSERT INTO rolled_places SELECT city_id, country_iso3, size FROM placed;
"""
_CARRY_ON: Final = f"""
CREATE TEMP TABLE moved AS
SELECT {_KEYS}, sum(n)::BIGINT AS n
FROM (SELECT {_KEYS}, -n AS n FROM before UNION ALL ({_COUNTED}))
GROUP BY ALL HAVING sum(n) <> 0;
MERGE INTO rollup USING moved USING ({_KEYS})
WHEN MATCHED THEN UPDATE SET n_cities = rollup.n_cities + moved.n
WHEN NOT MATCHED THEN INSERT VALUES
    (moved.round_id, moved.question_id, moved.country_iso3, moved.size, moved.state, moved.n);
DELETE FROM rollup WHERE n_cities = 0;
DROP TABLE before;
DROP TABLE moved;
"""  # noqa: S608 - names of our own columns


def decide(  # noqa: PLR0913 - one argument a column
    folder: Path,
    numbers: Sequence[str],
    kind: str,
    *,
    role: str,
    places: pd.DataFrame,
    note: str = "",
) -> int:
    """Accept, return or withdraw submissions, events, proposed cities or proposed practices.

    Args:
        folder: Folder of the responses store.
        numbers: Their numbers.
        kind: One of KINDS.
        role: One of ROLES.
        places: city_id, country_iso3 and size of every city of the release; more is not used.
        note: What the sender is told, 1 000 characters at most.

    Returns:
        How many decisions were new; one that stands already is not written again. To return
        something again with another note is new.

    Raises:
        WritingError: A number is not known, was withdrawn, a city to accept is not in the release,
            the note is too long, or the role is not known.
        ResponsesError: The store cannot be written.
    """
    check_role(role)
    note = clean(note)
    if len(note) > LONGEST_NOTE:
        message = f"note: got {len(note)} characters, expected at most {LONGEST_NOTE}."
        raise WritingError(message)
    with writing(folder) as connection:
        cities = _subjects(connection, numbers, (kind, note), frozenset(places["city_id"]))
        if not cities:
            return 0
        placed = places.loc[places["city_id"].isin(set(cities.values())), list(_PLACE)]
        connection.register("placed", placed.astype("object"))
        # A city that the release has no more is counted where it was counted before.
        connection.execute("CREATE TEMP TABLE touched (city_id VARCHAR)")
        connection.execute("INSERT INTO touched SELECT unnest($1)", [list(set(cities.values()))])
        connection.execute(f"CREATE TEMP TABLE before AS {_COUNTED}")
        first = next_seq(connection, "decisions")
        rows = [
            (first + place, number, kind, now(), role, note) for place, number in enumerate(cities)
        ]
        _add(connection, rows)
        connection.execute(_MOVE_PLACES)
        connection.execute(_CARRY_ON)
    return len(cities)


def _subjects(
    connection: duckdb.DuckDBPyConnection,
    numbers: Sequence[str],
    decided: tuple[str, str],
    known: frozenset[str],
) -> dict[str, str]:
    """Return the city of each number on which something is decided now, by kind and note.

    Raises:
        WritingError: The decision cannot be made.
    """
    kind, note = decided
    if kind not in KINDS:
        message = f"decision: got {kind!r}, expected one of {', '.join(KINDS)}."
        raise WritingError(message)
    rows = connection.execute(_KNOWN, {"numbers": list(numbers)}).fetchall()
    found = {number: (city, status, told) for number, city, status, told in rows}
    cities = {}
    for number in dict.fromkeys(numbers):
        if number not in found:
            message = f"number: got {number!r}, expected that of something that was sent."
            raise WritingError(message)
        city, status, told = found[number]
        if status == kind and (kind != "returned" or told == note):
            continue
        if status == "withdrawn":
            message = f"{number} was withdrawn by its sender; it cannot be {kind} any more."
            raise WritingError(message)
        is_proposal = number.startswith(PROPOSAL)
        if kind == "accepted" and city not in known and not is_proposal:
            message = (
                f"{number} cannot be accepted: {city} is not in this release of the data. Add the "
                "city to data/cities.csv, build, and accept then."
            )
            raise WritingError(message)
        cities[number] = city
    return cities


EVENT: Final = "event"
PROPOSAL: Final = "city"
PRACTICE: Final = "case"


def _add(connection: duckdb.DuckDBPyConnection, rows: Sequence[tuple[object, ...]]) -> None:
    import pandas as pd  # noqa: PLC0415 - only where something is decided

    columns = ["seq", "subject", "kind", "written_at", "role", "note"]
    connection.register("decided", pd.DataFrame(rows, columns=columns))
    connection.execute("INSERT INTO decisions SELECT * FROM decided")

"""Answers of cities: what was sent is kept whole, once, and gets a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.contracts.response import ANSWER_COLUMNS, as_answers
from dashboard.errors import WritingError
from dashboard.responses.database import ROLES, reading, writing
from dashboard.responses.files import FILE, now
from dashboard.responses.receipts import new_numbers

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    import duckdb
    import pandas as pd

_COLUMNS: Final = ", ".join(ANSWER_COLUMNS)
# Only what differs from what stands already is new; whoever sends the same again changes nothing.
# As in the view standing_answers, but of these cities only: the view would go through all.
_CHANGED: Final = f"""
SELECT DISTINCT city_id, round_id FROM (
    SELECT {_COLUMNS} FROM incoming
    EXCEPT
    SELECT {_COLUMNS} FROM (
        SELECT answers.* FROM answers JOIN submission_states AS given USING (seq)
        WHERE given.status IN ('submitted', 'accepted')
            AND answers.city_id IN (SELECT city_id FROM incoming)
        QUALIFY row_number() OVER (
            PARTITION BY answers.city_id, answers.round_id, answers.question_id
            ORDER BY answers.seq DESC
        ) = 1
    )
)
ORDER BY city_id, round_id
"""  # noqa: S608 - names of our own columns
_CONTENT: Final = f"""
SELECT city_id, round_id, count(*) AS n_answers,
    sha256(string_agg(({_COLUMNS})::VARCHAR, chr(10) ORDER BY question_id)) AS content_hash
FROM incoming
GROUP BY city_id, round_id
"""  # noqa: S608 - names of our own columns
_INSERT: Final = """
INSERT INTO submissions
SELECT seq, number, city_id, round_id, $written_at, $role, $release, $file, content_hash,
    coalesce((
        SELECT arg_max(given.number, given.seq) FROM submission_states AS given
        WHERE given.city_id = sent.city_id AND given.round_id = sent.round_id
            AND given.status = 'accepted'
    ), ''), n_answers
FROM sent
"""
_INSERT_ANSWERS: Final = f"""
INSERT INTO answers
SELECT sent.seq, {", ".join("incoming." + name for name in ANSWER_COLUMNS)}
FROM incoming JOIN sent USING (city_id, round_id)
ORDER BY sent.seq, question_id
"""  # noqa: S608 - names of our own columns
_LIST: Final = """
SELECT number, city_id, round_id, written_at, role, file, corrects, n_answers, status, note,
    decided_at
FROM submission_states
ORDER BY seq DESC
"""
_ANSWERS_OF: Final = f"""
SELECT {_COLUMNS} FROM answers
WHERE seq = (SELECT max(seq) FROM submissions WHERE number = $number)
"""  # noqa: S608 - names of our own columns
_ACCEPTED: Final = f"SELECT {_COLUMNS} FROM accepted_answers"  # noqa: S608 - as above
_STANDING: Final = f"""
SELECT {_COLUMNS} FROM standing_answers WHERE city_id = $city
"""  # noqa: S608 - as above


@dataclass(frozen=True, slots=True)
class Submission:
    """What one city sent for one round, and what became of it.

    Attributes:
        number: Number of the receipt.
        city_id: City.
        round_id: Round.
        written_at: When it was sent, in UTC.
        role: Who sent it, by role.
        file: Name of the file; empty: written on the page.
        corrects: Number of the accepted submission that it corrects; empty: none.
        n_answers: Number of answers.
        status: 'submitted', 'accepted', 'returned' or 'withdrawn'.
        note: What was said with the last decision.
        decided_at: When that was, in UTC; None: not decided yet.
    """

    number: str
    city_id: str
    round_id: str
    written_at: datetime
    role: str
    file: str
    corrects: str
    n_answers: int
    status: str
    note: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of answers that were sent.

    Attributes:
        numbers: Numbers of the receipts, one for each city and round with anything new.
        n_answers: Answers that were kept.
        n_unchanged: Pairs of city and round of which everything stood there already.
    """

    numbers: tuple[str, ...]
    n_answers: int
    n_unchanged: int


@dataclass(frozen=True, eq=False)
class Accepted:
    """The answers that public pages may use: rows of ANSWER_COLUMNS, the newest accepted ones."""

    answers: pd.DataFrame


def submit(
    folder: Path, answers: pd.DataFrame, *, role: str, release: str, file: str = ""
) -> Taken:
    """Keep answers of one or more cities, all of them or none.

    Args:
        folder: Folder of the responses store.
        answers: Rows with the columns of ANSWER_COLUMNS, checked.
        role: One of ROLES.
        release: Release of the data that the writer sees.
        file: Name of the file that they came in; empty: written on the page.

    Returns:
        Numbers of the receipts. Of a city and round whose answers all stand there already nothing
        is kept.

    Raises:
        WritingError: The role is not known.
        ResponsesError: The store cannot be written.
    """
    check_role(role)
    stamped = {"written_at": now(), "role": role, "release": release, "file": file}
    with writing(folder) as connection:
        connection.register("incoming", _typed(answers))
        changed = connection.execute(_CHANGED).fetchall()
        pairs = connection.execute(_CONTENT).df().set_index(["city_id", "round_id"])
        sent = pairs.loc[changed].reset_index() if changed else pairs.iloc[:0].reset_index()
        sent["seq"] = sent.index + next_seq(connection, "submissions")
        parts = sent[["round_id", "seq", "city_id", "content_hash"]].to_numpy().tolist()
        sent["number"] = new_numbers(connection, parts)
        connection.register("sent", sent)
        connection.execute(_INSERT, stamped)
        connection.execute(_INSERT_ANSWERS)
    return Taken(
        numbers=tuple(sent["number"]),
        n_answers=int(sent["n_answers"].sum()),
        n_unchanged=len(pairs) - len(sent),
    )


def check_role(role: str) -> None:
    """Refuse a role that is none.

    Raises:
        WritingError: The role is not known.
    """
    if role not in ROLES:
        message = f"role: got {role!r}, expected one of {', '.join(ROLES)}."
        raise WritingError(message)


def next_seq(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """Return the number of the next row of a table whose rows are counted."""
    found = connection.execute(f"SELECT max(seq) FROM {table}").fetchone()  # noqa: S608 - own name
    return int(found[0]) + 1 if found and found[0] is not None else 1


def _typed(answers: pd.DataFrame) -> pd.DataFrame:
    """Return answers as DuckDB takes them: no kind of pandas that it does not know."""
    table = as_answers(answers)
    for name, kind in ANSWER_COLUMNS.items():
        if kind == "str":
            table[name] = table[name].astype("object")
    return table


def list_submissions(folder: Path) -> tuple[Submission, ...]:
    """Return everything that was ever sent, the newest first."""
    with reading(folder) as connection:
        if connection is None:
            return ()
        return tuple(Submission(*row) for row in connection.execute(_LIST).fetchall())


def answers_of(folder: Path, number: str) -> pd.DataFrame:
    """Return the answers of one submission; no row if there is none of that number."""
    return _read(folder, _ANSWERS_OF, {"number": number})


def mark(folder: Path) -> tuple[int, int, int]:
    """Return what changes when something is sent or decided, or another file is put in place."""
    with reading(folder) as connection:
        if connection is None:
            return (0, 0, 0)
        sent, decided = next_seq(connection, "submissions"), next_seq(connection, "decisions")
        return sent, decided, (folder / FILE).stat().st_ino


def accepted(folder: Path) -> Accepted:
    """Return the answers that public pages may use: of each question the newest accepted one."""
    return Accepted(_read(folder, _ACCEPTED, {}))


def standing(folder: Path, city: str) -> pd.DataFrame:
    """Return what a city answered last, accepted or not yet decided, in every round."""
    return _read(folder, _STANDING, {"city": city})


def _read(folder: Path, sql: str, parameters: dict[str, str]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - only where there is something to read

    with reading(folder) as connection:
        if connection is None:
            return as_answers(pd.DataFrame({}))
        return as_answers(connection.execute(sql, parameters).df())

"""Cities by state, counted when answers are accepted, so that nobody has to count them again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.responses.database import reading, writing

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb
    import pandas as pd

# One row per round, question, country, class of population and state with at least one city.
ROLLUP_COLUMNS: Final[dict[str, str]] = {
    "round_id": "round",
    "question_id": "question",
    "country_iso3": "country, ISO 3166-1 alpha-3",
    "size": "class of population when the answer was accepted",
    "state": "answer, of STATES",
    "n_cities": "cities with this answer",
}
_KEYS: Final = "round_id, question_id, country_iso3, size, state"
_ROLLUP: Final = f"SELECT {_KEYS}, n_cities FROM rollup ORDER BY ALL"  # noqa: S608 - own columns
_RAW: Final = f"""
SELECT {_KEYS}, count(*) AS n_cities
FROM accepted_answers JOIN rolled_places USING (city_id)
GROUP BY ALL ORDER BY ALL
"""  # noqa: S608 - own columns
# By state, so that a ranking reads only the part that it asks for.
_COUNT_ANEW: Final = f"""
INSERT INTO rollup SELECT * FROM ({_RAW}) ORDER BY round_id, state, question_id, country_iso3, size
"""  # noqa: S608 - as above
_IN_PLACE: Final = """
SELECT question_id, sum(n_cities)::BIGINT AS n_cities FROM rollup
WHERE round_id = $round AND state IN ('in-place', 'in-place-and-evaluated')
GROUP BY question_id ORDER BY n_cities DESC, question_id
"""


@dataclass(frozen=True, eq=False)
class Rollup:
    """Cities by state: rows with the columns of ROLLUP_COLUMNS."""

    table: pd.DataFrame


def read_rollup(folder: Path) -> Rollup:
    """Return the rollup; no row if nothing was accepted."""
    return Rollup(_ask(folder, _ROLLUP))


def raw_counts(folder: Path) -> Rollup:
    """Return the same counted from the answers themselves: slower, for checks."""
    return Rollup(_ask(folder, _RAW))


def _ask(folder: Path, sql: str) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - only where there is something to read

    with reading(folder) as connection:
        if connection is None:
            return pd.DataFrame({name: [] for name in ROLLUP_COLUMNS})
        return connection.execute(sql).df()


def rank_questions(connection: duckdb.DuckDBPyConnection, round_id: str) -> pd.DataFrame:
    """Rank the questions of a round by the cities that have the action in place.

    Args:
        connection: Open responses store.
        round_id: Round.

    Returns:
        question_id and n_cities, the most first.
    """
    return connection.execute(_IN_PLACE, {"round": round_id}).df()


def count_anew(folder: Path) -> None:
    """Count the rollup from the answers themselves, as after a mass import by other means."""
    with writing(folder) as connection:
        connection.execute("DELETE FROM rollup")
        connection.execute(_COUNT_ANEW)

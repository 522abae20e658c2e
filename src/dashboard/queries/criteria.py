"""How can progress on each keyword be shown?

Reads mart.keyword_measures; writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

# One row per measure that the hints of the actions of a keyword name.
MEASURE_COLUMNS: Final[dict[str, str]] = {
    "keyword_id": "identifier of the keyword",
    "measure": "measure, as the hints name it",
    "level": "what it tells: in place, reach or result (our classification)",
    "comparable": "cities of any size can be compared by it (our classification)",
    "points": "1 in place, 2 reach, 3 result; 1 more if comparable",
}

_MEASURES_SQL: Final = """
SELECT keyword_id, measure, level, comparable, points
FROM mart.keyword_measures
ORDER BY keyword_id, points DESC, measure
"""


def list_measures(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the measures of every keyword, the most direct of each first.

    Args:
        connection: Open store; only read from.

    Returns:
        One row per measure with the columns of MEASURE_COLUMNS.
    """
    return connection.execute(_MEASURES_SQL).df()

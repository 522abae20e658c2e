"""What a plan can draw on: practices of a keyword, indicators of the catalogue, planning steps.

Reads core.practices, mart.cities, core.indicator_catalogue, core.planning_steps, core.city_roles,
core.keyword_roles, core.sources; writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

# One row per practice; those that no single place leads have no city.
PRACTICE_COLUMNS: Final[dict[str, str]] = {
    "practice_id": "identifier of the practice",
    "title": "title",
    "keyword_id": "keyword (our classification); empty: no single one fits",
    "area_id": "policy area",
    "city_id": "place that leads it",
    "city": "its name",
    "country_iso3": "its country",
    "year": "year or years, as text; empty: not stated",
    "summary": "what it is, in our words",
    "publisher": "publisher of the source",
    "address": "web address of the source",
}
# One row per indicator that the founding documents suggest.
CATALOGUE_COLUMNS: Final[dict[str, str]] = {
    "catalogue_id": "identifier of the indicator",
    "indicator": "name of the indicator",
    "definition": "what it counts",
    "unit_hint": "unit; empty: none is named",
    "area_id": "policy area",
    "publisher": "publisher of the source",
    "page": "page in the source; empty: none",
}

_PRACTICES_SQL: Final = """
SELECT
    practice_id, practices.title, keyword_id, policy_area_id AS area_id, practices.city_id,
    places.city, places.country_iso3, practices.year, summary, sources.publisher, sources.address
FROM core.practices AS practices
LEFT JOIN mart.cities AS places USING (city_id)
JOIN core.sources AS sources USING (source_id)
ORDER BY places.city NULLS LAST, practices.title, practice_id
"""

_CATALOGUE_SQL: Final = """
SELECT
    catalogue_id, name AS indicator, definition, unit_hint, policy_area_id AS area_id,
    sources.publisher, page
FROM core.indicator_catalogue
JOIN core.sources AS sources USING (source_id)
ORDER BY catalogue_id
"""

_STEPS_SQL: Final = """
SELECT step_order, name, page, sources.publisher
FROM core.planning_steps
JOIN core.sources AS sources USING (source_id)
ORDER BY step_order
"""

_ROLES_SQL: Final = """
SELECT role_id, name FROM core.city_roles ORDER BY "order"
"""

_KEYWORD_ROLES_SQL: Final = """
SELECT keyword_id, role_id FROM core.keyword_roles ORDER BY keyword_id
"""


def list_practices(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the practices, those without a leading place last.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of PRACTICE_COLUMNS, by place.
    """
    return connection.execute(_PRACTICES_SQL).df()


def list_catalogue(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the indicators that the founding documents suggest.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of CATALOGUE_COLUMNS.
    """
    return connection.execute(_CATALOGUE_SQL).df()


def list_planning_steps(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return the nine steps of planning: step_order, name, page, publisher of the source."""
    return connection.execute(_STEPS_SQL).df()


def list_roles(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return the names of the four roles of a city, by id."""
    return dict(connection.execute(_ROLES_SQL).fetchall())


def role_of_keywords(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return the role in which a city acts first on each keyword (our classification)."""
    return dict(connection.execute(_KEYWORD_ROLES_SQL).fetchall())


def practice_ids(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return the ids of all practices, those without a leading place too."""
    found = connection.execute("SELECT practice_id FROM core.practices").fetchall()
    return frozenset(str(practice) for (practice,) in found)

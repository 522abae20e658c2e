"""By what criteria is a partner chosen, through which channels is one reached?

Reads core.partner_criteria, core.partner_channels, core.practices, core.cities, core.countries,
core.sources; writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

CRITERION_COLUMNS: Final[dict[str, str]] = {
    "partner_criterion_id": "identifier of the criterion of the guidelines",
    "name": "name",
    "question": "the question that it asks",
    "data_needed": "the facts to gather",
    "source_id": "identifier of the source",
    "publisher": "publisher of the source",
    "page": "page of the source",
}
CHANNEL_COLUMNS: Final[dict[str, str]] = {
    "channel_id": "identifier of the channel",
    "name": "name",
    "how_it_helps": "how it helps",
    "example_id": "practice that is an example",
    "example": "its title",
    "example_place": "who leads it; empty: not named",
    "example_summary": "what was done, in our words",
    "source_id": "identifier of the source",
    "publisher": "publisher of the source",
    "page": "page of the source",
}

_CRITERIA_SQL: Final = """
SELECT given.*, sources.publisher
FROM core.partner_criteria AS given
JOIN core.sources AS sources USING (source_id)
ORDER BY given.page::INTEGER, given.rowid
"""
_CHANNELS_SQL: Final = """
SELECT
    given.channel_id, given.name, given.how_it_helps,
    given.example_practice_id AS example_id, practices.title AS example,
    coalesce(practices.lead_authority, places.name) AS example_place,
    practices.summary AS example_summary, given.source_id, sources.publisher, given.page
FROM core.partner_channels AS given
LEFT JOIN core.practices AS practices ON practices.practice_id = given.example_practice_id
LEFT JOIN core.cities AS places ON places.city_id = practices.city_id
JOIN core.sources AS sources ON sources.source_id = given.source_id
ORDER BY given.page::INTEGER, given.rowid
"""
_COUNTRIES_SQL: Final = "SELECT country_iso3, name FROM core.countries ORDER BY name"


def list_partner_criteria(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the criteria of the guidelines for choosing a partner.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of CRITERION_COLUMNS, in the order of the guidelines.
    """
    return connection.execute(_CRITERIA_SQL).df()[list(CRITERION_COLUMNS)]


def list_partner_channels(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the ways to reach a partner, each with an example.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of CHANNEL_COLUMNS, in the order of the guidelines.
    """
    return connection.execute(_CHANNELS_SQL).df()[list(CHANNEL_COLUMNS)]


def list_countries(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """List every country, with or without a place in the data.

    Args:
        connection: Open store; only read from.

    Returns:
        English name by ISO alpha-3 code, by name.
    """
    return dict(connection.execute(_COUNTRIES_SQL).fetchall())

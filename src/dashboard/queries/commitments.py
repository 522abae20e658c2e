"""What is asked of local authorities, which networks are there, when was what agreed and found?

Reads core.commitments, core.networks, core.city_networks, core.events, core.survey_results,
mart.cities, core.sources; writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

# One row per thing that an instrument asks.
COMMITMENT_COLUMNS: Final[dict[str, str]] = {
    "commitment_id": "identifier of the commitment",
    "instrument": "name of the instrument",
    "year": "year of the instrument; empty: not stated",
    "what_it_asks": "what it asks of local authorities, in our words",
    "publisher": "publisher of the source",
    "address": "web address of the source",
}
# One row per network, programme, charter or platform.
NETWORK_COLUMNS: Final[dict[str, str]] = {
    "network_id": "identifier of the network",
    "network": "its name",
    "kind": "kind, in words",
    "scope": "area it covers; empty: not stated",
    "year_founded": "year of founding; empty: not stated",
    "note": "note",
    "n_members": "places in our data with a role in it; 0: none known to us",
    "publisher": "publisher of the source",
    "address": "web address of the source",
}
# One row per event.
EVENT_COLUMNS: Final[dict[str, str]] = {
    "event_id": "identifier of the event",
    "date": "day, month or year, ISO 8601; empty: not stated",
    "event": "what it was",
    "city": "place; empty: none is named",
    "country_iso3": "country, ISO alpha-3; empty: none is named",
    "what_happened": "what happened, in our words",
    "publisher": "publisher of the source",
    "address": "web address of the source",
}
# One row per published result.
RESULT_COLUMNS: Final[dict[str, str]] = {
    "result_id": "identifier of the result",
    "survey": "survey or count",
    "year": "year; empty: not stated",
    "n_cities": "cities that took part; empty: not stated",
    "question": "question in short",
    "answer": "answer",
    "value": "value; empty: a finding in words",
    "unit": "unit",
    "publisher": "publisher of the source",
    "address": "web address of the source",
}

_COMMITMENTS_SQL: Final = """
SELECT
    commitment_id, instrument, commitments.year, what_it_asks, sources.publisher, sources.address
FROM core.commitments AS commitments
JOIN core.sources AS sources USING (source_id)
ORDER BY commitments.rowid
"""

_NETWORKS_SQL: Final = """
SELECT
    network_id, networks.name AS network, networks.kind, scope, year_founded, note,
    (
        SELECT count(DISTINCT city_id) FROM core.city_networks AS roles
        WHERE roles.network_id = networks.network_id
    ) AS n_members,
    sources.publisher, sources.address
FROM core.networks AS networks
JOIN core.sources AS sources USING (source_id)
ORDER BY n_members DESC, networks.name, network_id
"""

_EVENTS_SQL: Final = """
SELECT
    event_id, date, event, places.city,
    coalesce(events.country_iso3, places.country_iso3) AS country_iso3,
    what_happened, sources.publisher, sources.address
FROM core.events AS events
LEFT JOIN mart.cities AS places USING (city_id)
JOIN core.sources AS sources USING (source_id)
ORDER BY date NULLS LAST, events.rowid
"""

_RESULTS_SQL: Final = """
SELECT
    result_id, survey, results.year, n_cities, question, answer, value, unit,
    sources.publisher, sources.address
FROM core.survey_results AS results
JOIN core.sources AS sources USING (source_id)
ORDER BY results.rowid
"""


def list_commitments(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List what each instrument asks of local authorities.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of COMMITMENT_COLUMNS, in the order of the data.
    """
    return connection.execute(_COMMITMENTS_SQL).df().astype({"year": "Int64"})


def list_networks(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the networks with the number of members that we know of.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of NETWORK_COLUMNS, those with most members first.
    """
    return connection.execute(_NETWORKS_SQL).df().astype({"year_founded": "Int64"})


def list_events(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the events that the founding documents name.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of EVENT_COLUMNS, the oldest first, those without a date last.
    """
    return connection.execute(_EVENTS_SQL).df()


def list_results(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the published results of surveys and counts.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of RESULT_COLUMNS, in the order of the data.
    """
    whole = {"year": "Int64", "n_cities": "Int64"}
    return connection.execute(_RESULTS_SQL).df().astype(whole)

"""What is known about one city, and from where?

Reads mart.cities, mart.city_values, core.city_networks, core.practices, core.grants,
core.mgi_findings, core.events, core.city_roles, core.keyword_roles, core.countries, core.sources;
writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

# Every table ends with the same three columns.
_SOURCE_COLUMNS: Final = {
    "source_id": "identifier of the source",
    "publisher": "publisher of the source",
    "address": "web address of the source; empty: none",
}
NETWORK_COLUMNS: Final[dict[str, str]] = {
    "network_id": "identifier of the network",
    "network": "name of the network",
    "role": "role of the city in it; not always membership",
    "since_year": "year since which; empty: not stated",
    **_SOURCE_COLUMNS,
}
CITY_VALUE_COLUMNS: Final[dict[str, str]] = {
    "indicator_id": "identifier of the indicator",
    "indicator": "name of the indicator",
    "area_id": "policy area by our crosswalk; empty: none",
    "kind": "policy, outcome or context",
    "year": "year of the value; empty: not stated",
    "value": "value in the unit",
    "unit": "unit, in words",
    "scale_min": "lower goalpost; empty: none",
    "scale_max": "upper goalpost; empty: none",
    "direction": "higher_better, lower_better or none",
    "n_cities": "cities with a value of the same indicator and year",
    "n_lower": "other cities among them with a lower value",
    "n_equal": "other cities among them with an equal value",
    "native_born_pct": "share among the native-born behind a gap, 0-100; empty: not a gap",
    "foreign_born_pct": "share among the foreign-born behind a gap, 0-100; empty: not a gap",
    "instrument_id": "source of the indicator: one index or one compilation",
    "instrument": "its title",
    "note": "what the source says about the value",
    **_SOURCE_COLUMNS,
}
RECORD_COLUMNS: Final[dict[str, str]] = {
    "kind": "practice, grant or partner (the city takes part in the practice of another place)",
    "form": "practice, project, service, pledge, strategy or network activity; empty: not coded",
    "record_id": "identifier",
    "title": "title of the practice, or programme and theme of the grant",
    "lead_authority": "who leads the practice, as the source names it; empty: not named",
    "area_id": "policy area; empty: none",
    "keyword_id": "keyword; empty: none",
    "role_id": "role of the city; 'partner': others lead; empty: not known",
    "by_rule": "the role follows from the keyword, by our table keyword_roles",
    "year": "year or years, as text; empty: not stated",
    "status": "running, completed, pledged or unknown; empty: not stated",
    "summary": "what it is, in our words",
    **_SOURCE_COLUMNS,
}
FINDING_COLUMNS: Final[dict[str, str]] = {
    "finding_id": "identifier of the finding",
    "dimension": "dimension of the local Migration Governance Indicators",
    "kind": "well developed, or with room to grow",
    "finding": "the finding, in our words",
    "year": "year",
    **_SOURCE_COLUMNS,
}
EVENT_COLUMNS: Final[dict[str, str]] = {
    "event_id": "identifier of the event",
    "date": "date or year",
    "event": "name of the event",
    "what_happened": "what happened",
    **_SOURCE_COLUMNS,
}

_SOURCE: Final = (
    "given.source_id, sources.publisher, "
    "CASE WHEN starts_with(sources.address, 'http') THEN sources.address END AS address"
)

_FACTS_SQL: Final = """
SELECT
    places.*, countries.un_subregion AS subregion, countries.oecd_since,
    CASE WHEN cities.geonameid IS NULL THEN 'package-own-coding' ELSE 'geonames' END
        AS place_source_id
FROM mart.cities AS places
JOIN core.cities AS cities USING (city_id)
JOIN core.countries ON countries.country_iso3 = places.country_iso3
WHERE places.city_id = $city
"""

_SQL: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "networks": (
        f"""
        SELECT given.network_id, networks.name AS network, given.role, given.since_year, {_SOURCE}
        FROM core.city_networks AS given
        JOIN core.networks USING (network_id)
        JOIN core.sources ON sources.source_id = given.source_id
        WHERE given.city_id = $city
        ORDER BY network, since_year, role
        """,  # noqa: S608 - a constant of this file
        NETWORK_COLUMNS,
    ),
    "indicators": (
        f"""
        SELECT
            given.indicator_id, given.indicator, given.area_id, given.kind, given.year,
            given.value, given.unit, given.scale_min, given.scale_max, given.direction,
            given.n_cities, given.n_lower, given.n_equal, given.native_born_pct,
            given.foreign_born_pct, given.instrument_id, instruments.title AS instrument,
            given.note, {_SOURCE}
        FROM mart.city_values AS given
        JOIN core.sources ON sources.source_id = given.source_id
        JOIN core.sources AS instruments ON instruments.source_id = given.instrument_id
        WHERE given.city_id = $city
        ORDER BY given.kind DESC, given.indicator, given.year, given.source_id
        """,  # noqa: S608 - a constant of this file
        CITY_VALUE_COLUMNS,
    ),
    "records": (
        f"""
        WITH given AS (
            SELECT
                CASE WHEN city_id = $city THEN 'practice' ELSE 'partner' END AS kind,
                kind AS form, practice_id AS record_id, title, lead_authority,
                policy_area_id AS area_id, keyword_id,
                CASE WHEN city_id = $city THEN city_role ELSE 'partner' END AS city_role,
                year, status, summary, source_id
            FROM core.practices
            WHERE city_id = $city
                OR list_contains(string_split(coalesce(partner_city_ids, ''), ';'), $city)
            UNION ALL
            SELECT
                'grant', NULL, concat_ws(':', city_id, programme, year),
                concat(programme, ': ', theme), NULL, policy_area_id, keyword_id, NULL,
                grants.year::VARCHAR, NULL, summary, grants.source_id
            FROM core.grants
            JOIN core.grant_themes USING (theme)
            WHERE city_id = $city
        )

        SELECT
            given.kind, given.form, given.record_id, given.title, given.lead_authority,
            given.area_id, given.keyword_id,
            coalesce(replace(given.city_role, ' ', '-'), rules.role_id) AS role_id,
            given.city_role IS NULL AND rules.role_id IS NOT NULL AS by_rule,
            given.year, given.status, given.summary, {_SOURCE}
        FROM given
        LEFT JOIN core.keyword_roles AS rules ON rules.keyword_id = given.keyword_id
        JOIN core.sources ON sources.source_id = given.source_id
        ORDER BY given.kind DESC, given.title, given.record_id
        """,  # noqa: S608 - a constant of this file
        RECORD_COLUMNS,
    ),
    "findings": (
        f"""
        SELECT finding_id, dimension, given.kind, finding, given.year, {_SOURCE}
        FROM core.mgi_findings AS given
        JOIN core.sources ON sources.source_id = given.source_id
        WHERE given.city_id = $city
        ORDER BY given.kind, dimension, finding_id
        """,  # noqa: S608 - a constant of this file
        FINDING_COLUMNS,
    ),
    "events": (
        f"""
        SELECT event_id, given.date, event, what_happened, {_SOURCE}
        FROM core.events AS given
        JOIN core.sources ON sources.source_id = given.source_id
        WHERE given.city_id = $city
        ORDER BY given.date, event_id
        """,  # noqa: S608 - a constant of this file
        EVENT_COLUMNS,
    ),
}
_WHOLE: Final = {"year", "since_year"}


def read_facts(connection: duckdb.DuckDBPyConnection, city: str) -> dict[str, Any]:
    """Read what is known of the place itself.

    Args:
        connection: Open store; only read from.
        city: City id.

    Returns:
        The columns of mart.cities; subregion and oecd_since of the country; place_source_id, the
        source of name and point (our own if GeoNames has no such place). Empty if there is no such
        city.
    """
    cursor = connection.execute(_FACTS_SQL, {"city": city})
    names = [column[0] for column in cursor.description or ()]
    found = cursor.fetchone()
    return dict(zip(names, found, strict=True)) if found else {}


def read_part(connection: duckdb.DuckDBPyConnection, city: str, part: str) -> pd.DataFrame:
    """Read one part of what is known about a city.

    Args:
        connection: Open store; only read from.
        city: City id.
        part: networks, indicators, records, findings or events.

    Returns:
        Rows with the columns of NETWORK_COLUMNS, CITY_VALUE_COLUMNS, RECORD_COLUMNS,
        FINDING_COLUMNS or EVENT_COLUMNS; none if nothing is known.
    """
    sql, columns = _SQL[part]
    table = connection.execute(sql, {"city": city}).df()[list(columns)]
    numbers = [name for name in _WHOLE & set(columns) if table[name].dtype != object]
    return table.astype({name: "Int64" for name in numbers if part != "records"})


def list_roles(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the four roles of a city.

    Args:
        connection: Open store; only read from.

    Returns:
        role_id, role, definition and source_id, in order.
    """
    sql = (
        'SELECT role_id, name AS role, definition, source_id FROM core.city_roles ORDER BY "order"'
    )
    return connection.execute(sql).df()

"""What is known of every place that could make it a good partner?

Reads mart.cities, core.partnerships, core.practices, core.grants, core.city_networks,
core.networks, core.countries, core.sources; writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

# Every table of evidence ends with the same columns.
_SOURCE_COLUMNS: Final = {
    "year": "year or years as text; empty: not stated",
    "source_id": "identifier of the source",
    "publisher": "publisher of the source",
    "address": "web address of the source; empty: none",
    "page": "page of the source; empty: none",
}
# One row per place.
PLACE_COLUMNS: Final[dict[str, str]] = {
    "city_id": "identifier of the place",
    "city": "name",
    "country_iso3": "country, ISO 3166-1 alpha-3",
    "subregion": "UN subregion; empty: outside the UN scheme",
    "kind": "city, district, province or region",
    "size": "class of population",
    "population": "persons; empty: not known",
    "population_year": "its year; empty: not stated",
    "latitude": "degrees, WGS 84; empty: not known",
    "longitude": "degrees, WGS 84; empty: not known",
}
# One row per place, record and other end: each tie stands here once for either end.
COOPERATION_COLUMNS: Final[dict[str, str]] = {
    "city_id": "place at this end",
    "other_city_id": "place at the other end; empty: only its country is known",
    "other_city": "name of that place",
    "other_country_iso3": "country of the other end; empty: not known",
    "kind": "'partnership' or 'practice' (one leads, the other takes part, or both take part)",
    "record_id": "identifier of the partnership or practice",
    "title": "theme of the partnership, or title of the practice",
    "status": "what the source says of it; empty: nothing",
    "step": "step of the cooperation cycle at which the practice stands; empty: not coded",
    "by_authorities": "false: the source says that no agreement between authorities is stated",
    "is_channel": "the source calls the link a migratory channel",
    **_SOURCE_COLUMNS,
}
# One row per grant.
MEANS_COLUMNS: Final[dict[str, str]] = {
    "city_id": "place that got the grant",
    "record_id": "identifier of the grant",
    "title": "programme and theme",
    **_SOURCE_COLUMNS,
}
# One row per practice that names a body of migrants in the place that leads it.
ASSOCIATION_COLUMNS: Final[dict[str, str]] = {
    "city_id": "place that leads the practice",
    "record_id": "identifier of the practice",
    "title": "title of the practice",
    "named": "the bodies as the practice names them",
    **_SOURCE_COLUMNS,
}
# One row per place, network and role.
MEMBERSHIP_COLUMNS: Final[dict[str, str]] = {
    "city_id": "place",
    "network_id": "identifier of the network",
    "network": "name of the network",
    "role": "role in it; not always membership",
    **_SOURCE_COLUMNS,
}

_SOURCE: Final = (
    "given.source_id, sources.publisher, "
    "CASE WHEN starts_with(sources.address, 'http') THEN sources.address END AS address"
)
_PLACES_SQL: Final = """
SELECT
    places.city_id, places.city, places.country_iso3,
    coalesce(countries.un_subregion, '') AS subregion,
    places.kind, places.size, places.population::DOUBLE AS population,
    places.population_year, places.latitude, places.longitude
FROM mart.cities AS places
JOIN core.countries AS countries USING (country_iso3)
ORDER BY places.city, places.city_id
"""
_COOPERATION_SQL: Final = f"""
WITH takers AS (
    SELECT practice_id, city_id FROM core.practices WHERE city_id IS NOT NULL
    UNION
    SELECT practice_id, unnest(string_split(partner_city_ids, ';')) FROM core.practices
),

ends AS (
    SELECT own.practice_id, own.city_id, other.city_id AS other_city_id, NULL AS other_country
    FROM takers AS own
    JOIN takers AS other USING (practice_id)
    WHERE own.city_id <> other.city_id
    UNION
    SELECT practice_id, takers.city_id, NULL, unnest(string_split(other_country_iso3, ';'))
    FROM core.practices
    JOIN takers USING (practice_id)
),

given AS (
    SELECT
        ends.city_id, ends.other_city_id, ends.other_country, 'practice' AS kind,
        practice_id AS record_id, title, status, cycle_step AS step, year, source_id, page
    FROM ends
    JOIN core.practices USING (practice_id)
    UNION ALL
    SELECT
        from_city_id, to_city_id, to_country_iso3, 'partnership', partnership_id, theme, status,
        NULL, year, source_id, page
    FROM core.partnerships
    WHERE from_city_id IS NOT NULL
    UNION ALL
    SELECT
        to_city_id, from_city_id, from_country_iso3, 'partnership', partnership_id, theme, status,
        NULL, year, source_id, page
    FROM core.partnerships
    WHERE to_city_id IS NOT NULL
)

SELECT
    given.city_id, given.other_city_id, places.city AS other_city,
    coalesce(places.country_iso3, given.other_country) AS other_country_iso3,
    given.kind, given.record_id, given.title, given.status, given.step,
    NOT contains(coalesce(given.status, ''), 'no agreement between authorities')
        AS by_authorities,
    given.kind = 'partnership' AND starts_with(coalesce(given.status, ''), 'migratory channel')
        AS is_channel,
    given.year, {_SOURCE}, given.page
FROM given
LEFT JOIN mart.cities AS places ON places.city_id = given.other_city_id
JOIN core.sources AS sources USING (source_id)
ORDER BY given.city_id, given.kind, given.title, given.record_id, other_city
"""  # noqa: S608 - a constant of this file
_MEANS_SQL: Final = f"""
SELECT
    given.city_id, concat_ws(':', given.city_id, given.programme, given.year) AS record_id,
    concat(given.programme, ': ', given.theme) AS title, given.year::VARCHAR AS year,
    {_SOURCE}, NULL::VARCHAR AS page
FROM core.grants AS given
JOIN core.sources AS sources USING (source_id)
ORDER BY given.city_id, given.year DESC, title
"""  # noqa: S608 - a constant of this file
# Bodies in which migrants take part, as stakeholders are named, and in a summary.
_BODY: Final = (
    r"(?i)\b(migrants?|immigrants?|diaspora|refugees?)\b[a-z ]*"
    r"\b(associations?|organi[sz]ations?|groups?|councils?)\b"
)
_BODY_OF: Final = r"(?i)\bassociation of [a-z ]*\b(migrants?|refugees?)\b( and \w+ \w+)?"
_ASSOCIATIONS_SQL: Final = f"""
WITH given AS (
    SELECT
        city_id, practice_id AS record_id, title, year, source_id, page,
        array_to_string(
            list_filter(
                string_split(coalesce(stakeholders, ''), ';'),
                lambda named: regexp_matches(named, $body)
            ),
            '; '
        ) AS listed,
        regexp_extract(coalesce(summary, ''), $body_of) AS told
    FROM core.practices
    WHERE city_id IS NOT NULL
)

SELECT
    given.city_id, given.record_id, given.title,
    CASE WHEN listed <> '' THEN listed ELSE told END AS named, given.year, {_SOURCE}, given.page
FROM given
JOIN core.sources AS sources USING (source_id)
WHERE listed <> '' OR told <> ''
ORDER BY given.city_id, given.title
"""  # noqa: S608 - a constant of this file
_MEMBERSHIPS_SQL: Final = f"""
SELECT
    given.city_id, given.network_id, networks.name AS network, given.role,
    given.since_year::VARCHAR AS year, {_SOURCE}, NULL::VARCHAR AS page
FROM core.city_networks AS given
JOIN core.networks AS networks USING (network_id)
JOIN core.sources AS sources ON sources.source_id = given.source_id
ORDER BY given.city_id, networks.name, year, given.role
"""  # noqa: S608 - a constant of this file


def list_partner_places(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List every place that could be a partner.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of PLACE_COLUMNS, by name.
    """
    return connection.execute(_PLACES_SQL).df()[list(PLACE_COLUMNS)]


def list_cooperation(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List who is documented to work with whom: partnerships and shared practices.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of COOPERATION_COLUMNS, by place.
    """
    return connection.execute(_COOPERATION_SQL).df()[list(COOPERATION_COLUMNS)]


def list_means(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the grants to each place.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of MEANS_COLUMNS, by place, the newest first.
    """
    return connection.execute(_MEANS_SQL).df()[list(MEANS_COLUMNS)]


def list_associations(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the practices that name associations or other bodies of migrants in their place.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of ASSOCIATION_COLUMNS, by place.
    """
    patterns = {"body": _BODY, "body_of": _BODY_OF}
    return connection.execute(_ASSOCIATIONS_SQL, patterns).df()[list(ASSOCIATION_COLUMNS)]


def list_network_roles(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List which place has which role in which network, with the source.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of MEMBERSHIP_COLUMNS, by place.
    """
    return connection.execute(_MEMBERSHIPS_SQL).df()[list(MEMBERSHIP_COLUMNS)]

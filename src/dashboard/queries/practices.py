"""What did cities do, with whom, and where can it be read? Practices, grants and findings.

Reads core.practices, core.grants, core.grant_themes, core.mgi_findings, core.keyword_roles,
core.keywords, core.countries, core.city_networks, core.cooperation_cycle, core.sources,
mart.cities; writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

# One row per case. Columns that hold several values separate them by ';'.
CASE_COLUMNS: Final[dict[str, str]] = {
    "record_id": "identifier of the case",
    "record": "practice, grant or finding (of the local Migration Governance Indicators)",
    "title": "title; of a grant: programme and theme",
    "summary": "what was done, in our words; empty: the source says no more than the title",
    "city_id": "place that leads, or got the grant, or was assessed; empty: none or several",
    "city": "its name",
    "country_iso3": "country of the place, else of the case; empty: several or none",
    "country": "English name of the country",
    "region": "UN region of the country",
    "oecd": "oecd or non-oecd, by the country",
    "size": "class of population of the place; empty: no place",
    "networks": "networks in which the place has any role; none: none known; empty: no place",
    "lead_authority": "who leads, as the source names it; empty: not named",
    "stakeholders": "who took part, as the source names them",
    "partner_city_ids": "other places that took part",
    "partners": "their names",
    "other_country_iso3": "other countries that took part",
    "area_id": "policy area; empty: none",
    "keyword_id": "keyword; empty: none fits",
    "keyword": "its name",
    "sector": "sector, as an id; only founding documents",
    "step": "step of the cooperation cycle, 1 to 7; only founding documents",
    "initiative": "kinds of initiative, as ids",
    "role": "role of the city, as an id; empty: not known",
    "role_by_rule": "the role follows from the keyword, by our table keyword_roles",
    "beneficiaries": "who benefits, as ids",
    "status": "running, completed or pledged, when the page was read; empty: not known",
    "year": "year or years, as text; empty: not stated",
    "first_year": "first year; empty: not stated",
    "last_year": "last year; empty: not stated",
    "source_id": "identifier of the source",
    "source": "title of the source",
    "publisher": "publisher of the source",
    "address": "web address of the source, or file name",
    "page": "pages in the source; empty: not stated",
    "other_source_ids": "further sources",
    "place_kind": "city, district, province or region",
    "latitude": "of the place, degrees, WGS 84; empty: no place or not known",
    "longitude": "of the place, degrees, WGS 84",
}

_CASES_SQL: Final = """
WITH given AS (
    SELECT
        practice_id AS record_id, 'practice' AS record, title, summary, city_id, country_iso3,
        lead_authority, stakeholders, partner_city_ids, other_country_iso3,
        policy_area_id AS area_id, keyword_id, sector, cycle_step::VARCHAR AS step,
        concat_ws(';', kind, intervention_type) AS initiative, city_role, beneficiaries,
        nullif(status, 'unknown') AS status, year, source_id, page, other_source_ids
    FROM core.practices
    UNION ALL BY NAME
    SELECT
        concat_ws(':', city_id, programme, year) AS record_id, 'grant' AS record,
        concat(programme, ': ', theme) AS title, summary, city_id,
        policy_area_id AS area_id, keyword_id, 'grant' AS initiative, grants.year::VARCHAR AS year,
        grants.source_id
    FROM core.grants
    JOIN core.grant_themes USING (theme)
    UNION ALL BY NAME
    SELECT
        finding_id AS record_id, 'finding' AS record,
        concat_ws(': ', 'Local Migration Governance Indicators', dimension) AS title,
        concat_ws(': ', upper(kind[1]) || kind[2:], finding) AS summary, city_id,
        'finding' AS initiative, year::VARCHAR AS year, source_id
    FROM core.mgi_findings
),

placed AS (
    SELECT
        given.*,
        coalesce(places.country_iso3, given.country_iso3) AS land,
        places.city, places.size, places.kind AS place_kind, places.latitude, places.longitude
    FROM given
    LEFT JOIN mart.cities AS places USING (city_id)
),

partners AS (
    SELECT record_id, string_agg(places.city, ';' ORDER BY place) AS partners
    FROM (
        SELECT
            record_id, unnest(string_split(partner_city_ids, ';')) AS city_id,
            generate_subscripts(string_split(partner_city_ids, ';'), 1) AS place
        FROM given
        WHERE partner_city_ids IS NOT NULL
    )
    JOIN mart.cities AS places USING (city_id)
    GROUP BY record_id
),

joined AS (
    SELECT city_id, string_agg(DISTINCT network_id, ';' ORDER BY network_id) AS networks
    FROM core.city_networks
    GROUP BY city_id
)

SELECT
    placed.* EXCLUDE (country_iso3, land, city_role, sector, initiative, beneficiaries),
    placed.land AS country_iso3, countries.name AS country, lower(countries.un_region) AS region,
    CASE
        WHEN placed.land IS NULL THEN NULL
        WHEN countries.oecd_since IS NULL THEN 'non-oecd'
        ELSE 'oecd'
    END AS oecd,
    CASE WHEN placed.city_id IS NOT NULL THEN coalesce(joined.networks, 'none') END AS networks,
    partners.partners, keywords.name AS keyword,
    replace(lower(placed.sector), ' ', '-') AS sector,
    nullif(replace(placed.initiative, ' ', '-'), '') AS initiative,
    replace(placed.beneficiaries, ' ', '-') AS beneficiaries,
    coalesce(replace(placed.city_role, ' ', '-'), rules.role_id) AS role,
    placed.city_role IS NULL AND rules.role_id IS NOT NULL AS role_by_rule,
    try_cast(regexp_extract(placed.year, '[0-9]{4}') AS INTEGER) AS first_year,
    try_cast(regexp_extract(placed.year, '([0-9]{4})$', 1) AS INTEGER) AS last_year,
    sources.title AS source, sources.publisher, sources.address
FROM placed
LEFT JOIN core.countries AS countries ON countries.country_iso3 = placed.land
LEFT JOIN joined ON joined.city_id = placed.city_id
LEFT JOIN partners ON partners.record_id = placed.record_id
LEFT JOIN core.keywords AS keywords ON keywords.keyword_id = placed.keyword_id
LEFT JOIN core.keyword_roles AS rules
    ON rules.keyword_id = placed.keyword_id AND placed.record = 'practice'
JOIN core.sources AS sources ON sources.source_id = placed.source_id
ORDER BY
    placed.record <> 'practice', placed.record, last_year DESC NULLS LAST, placed.title,
    placed.record_id
"""

_STEPS_SQL: Final = """
SELECT DISTINCT step::VARCHAR, step_name FROM core.cooperation_cycle ORDER BY step
"""


def list_cases(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List every practice, grant and finding with its place, tags and source.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of CASE_COLUMNS: practices first, the newest first.
    """
    cases = connection.execute(_CASES_SQL).df()[list(CASE_COLUMNS)]
    return cases.astype({"first_year": "Int64", "last_year": "Int64"})


def list_steps(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """List the steps of the cooperation cycle.

    Args:
        connection: Open store; only read from.

    Returns:
        Name by number, in order.
    """
    return dict(connection.execute(_STEPS_SQL).fetchall())


def list_tags(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    """List the values that cases have, for filters.

    Args:
        connection: Open store; only read from.

    Returns:
        Values by column: sector, step, initiative, role, beneficiaries and status.
    """
    cases = list_cases(connection)
    return {
        name: tuple(sorted(set(cases[name].dropna().str.split(";").explode())))
        for name in ("sector", "step", "initiative", "role", "beneficiaries", "status")
    }

"""mart.cities, mart.city_filter and mart.coverage, on places that fit on one page.

    place  country  population  networks        practices  grants  indicators
    alba   ITA      31 000      net (2 roles),  2 led      1       share (2 years, context),
                                city-net                           plan (policy), jobs (outcome)
    busia  KEN      -           -               -          -       -
    base   ATA      5           net             -          -       share (context)

Italy joined the OECD in 1962, Kenya is no member, Antarctica has no UN region. A third practice
has no place of its own. So Alba is in 2 networks, has 3 documents and 3 indicators, 2 of them
without context figures.
"""

from __future__ import annotations

import pytest

from dashboard.store.release import sql_steps

SQL = dict(sql_steps())
CORE_SQL = """
CREATE TABLE core.countries AS FROM (VALUES
    ('ITA', 'Italy', 'Europe', 1962),
    ('KEN', 'Kenya', 'Africa', NULL),
    ('ATA', 'Antarctica', NULL, NULL)
) AS t (country_iso3, name, un_region, oecd_since);
CREATE TABLE core.cities AS FROM (VALUES
    ('alba', 'Alba', 'ITA', 31000, 44.7, 8.03),
    ('busia', 'Busia', 'KEN', NULL, NULL, NULL),
    ('base', 'Base', 'ATA', 5, -77.8, 166.7)
) AS t (city_id, name, country_iso3, population, latitude, longitude);
ALTER TABLE core.cities ADD COLUMN admin_area VARCHAR;
ALTER TABLE core.cities ADD COLUMN kind VARCHAR DEFAULT 'city';
ALTER TABLE core.cities ADD COLUMN population_year INTEGER;
ALTER TABLE core.cities ADD COLUMN population_source_id VARCHAR;
CREATE TABLE core.city_networks AS FROM (VALUES
    ('alba', 'net', 'member'), ('alba', 'net', 'host of an event'), ('alba', 'city-net', 'member'),
    ('base', 'net', 'member')
) AS t (city_id, network_id, role);
CREATE TABLE core.practices AS FROM (VALUES
    ('p1', 'alba'), ('p2', 'alba'), ('p3', NULL)
) AS t (practice_id, city_id);
CREATE TABLE core.grants AS FROM (VALUES ('alba', 2020)) AS t (city_id, year);
CREATE TABLE core.indicators AS FROM (VALUES
    ('share', 'context'), ('plan', 'policy'), ('jobs', 'outcome')
) AS t (indicator_id, kind);
CREATE TABLE core.city_indicators AS FROM (VALUES
    ('alba', 'share', 2019), ('alba', 'share', 2020),
    ('alba', 'plan', 2020), ('alba', 'jobs', 2020),
    ('base', 'share', 2020)
) AS t (city_id, indicator_id, year);
"""


@pytest.fixture
def marts(tables):
    tables.execute(CORE_SQL)
    for step in ("10_cities.sql", "11_city_filter.sql", "40_coverage.sql"):
        tables.execute(SQL[step])
    return tables


def city(marts, city_id, columns):
    sql = f"SELECT {columns} FROM mart.cities WHERE city_id = ?"  # noqa: S608
    return marts.execute(sql, [city_id]).fetchone()


# mart.cities


def test_every_place_has_one_row(marts):
    assert marts.execute("SELECT city_id FROM mart.cities").fetchall() == [
        ("alba",),
        ("base",),
        ("busia",),
    ]


@pytest.mark.parametrize(
    ("population", "size"),
    [
        (None, "unknown"),
        (1, "under-50k"),
        (49_999, "under-50k"),
        (50_000, "50k-200k"),
        (199_999, "50k-200k"),
        (200_000, "200k-500k"),
        (499_999, "200k-500k"),
        (500_000, "500k-1m"),
        (999_999, "500k-1m"),
        (1_000_000, "over-1m"),
        (37_000_000, "over-1m"),
    ],
)
def test_size_of_a_place_follows_from_its_population(tables, population, size):
    tables.execute(CORE_SQL)
    tables.execute("UPDATE core.cities SET population = ? WHERE city_id = 'alba'", [population])
    tables.execute(SQL["10_cities.sql"])
    assert city(tables, "alba", "size") == (size,)


def test_region_is_the_un_region_as_an_id(marts):
    assert city(marts, "alba", "region") == ("europe",)


def test_place_in_a_country_without_a_region_has_none(marts):
    assert city(marts, "base", "region") == (None,)


def test_place_in_a_member_country_is_oecd(marts):
    assert city(marts, "alba", "oecd") == ("oecd",)


def test_place_in_another_country_is_not_oecd(marts):
    assert city(marts, "busia", "oecd") == ("non-oecd",)


def test_network_counts_once_however_many_roles_a_place_has_in_it(marts):
    assert city(marts, "alba", "n_networks") == (2,)


def test_documents_are_practices_led_and_grants(marts):
    assert city(marts, "alba", "n_documented") == (3,)


def test_indicator_counts_once_however_many_years_it_has(marts):
    assert city(marts, "alba", "n_indicators") == (3,)


def test_context_figures_are_no_policy_or_outcome_indicators(marts):
    assert city(marts, "alba", "n_policy_or_outcome_indicators") == (2,)


def test_place_with_context_figures_only_has_no_policy_or_outcome_indicator(marts):
    assert city(marts, "base", "n_indicators, n_policy_or_outcome_indicators") == (1, 0)


def test_place_of_which_nothing_is_known_has_zeros(marts):
    counts = "n_networks, n_documented, n_indicators, n_policy_or_outcome_indicators"
    assert city(marts, "busia", counts) == (0, 0, 0, 0)


def test_names_are_those_of_the_place_and_its_country(marts):
    assert city(marts, "alba", "city, country, country_iso3") == ("Alba", "Italy", "ITA")


# mart.city_filter

NO_FILTER = {"regions": [], "oecds": [], "sizes": [], "networks": [], "countries": []}


def left_out_by(marts, **asked):
    sql = """
        SELECT city_id, left_out_by
        FROM mart.city_filter(
            $regions::VARCHAR[], $oecds::VARCHAR[], $sizes::VARCHAR[],
            $networks::VARCHAR[], $countries::VARCHAR[]
        )
    """
    return dict(marts.execute(sql, NO_FILTER | asked).fetchall())


def test_no_filter_keeps_every_place(marts):
    assert left_out_by(marts) == {"alba": None, "base": None, "busia": None}


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ({"regions": ["europe"]}, ["alba"]),
        ({"regions": ["europe", "africa"]}, ["alba", "busia"]),
        ({"oecds": ["non-oecd"]}, ["base", "busia"]),
        ({"oecds": ["oecd", "non-oecd"]}, ["alba", "base", "busia"]),
        ({"sizes": ["unknown"]}, ["busia"]),
        ({"sizes": ["under-50k"]}, ["alba", "base"]),
        ({"networks": ["net"]}, ["alba", "base"]),
        ({"networks": ["city-net"]}, ["alba"]),
        ({"networks": ["nowhere"]}, []),
        ({"countries": ["KEN", "ATA"]}, ["base", "busia"]),
        ({"oecds": ["non-oecd"], "networks": ["net"]}, ["base"]),
    ],
)
def test_filter_keeps_the_places_asked_for(marts, asked, kept):
    reasons = left_out_by(marts, **asked)
    assert [place for place, reason in sorted(reasons.items()) if reason is None] == kept


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"regions": ["asia"]}, "region"),
        ({"oecds": ["oecd"]}, "oecd"),
        ({"sizes": ["over-1m"]}, "size"),
        ({"networks": ["net"]}, "network"),
        ({"countries": ["ITA"]}, "country"),
        ({"countries": ["ITA"], "networks": ["net"]}, "network"),
        ({"networks": ["net"], "sizes": ["over-1m"]}, "size"),
        ({"sizes": ["over-1m"], "oecds": ["oecd"]}, "oecd"),
        ({"oecds": ["oecd"], "regions": ["asia"]}, "region"),
    ],
)
def test_place_is_left_out_by_the_first_filter_it_does_not_pass(marts, asked, reason):
    assert left_out_by(marts, **asked)["busia"] == reason


def test_place_without_a_region_is_left_out_by_any_region(marts):
    assert left_out_by(marts, regions=["africa", "europe"])["base"] == "region"


# mart.coverage


def test_coverage_has_one_row_for_each_region_and_status(marts):
    rows = marts.execute("SELECT region, oecd, n_places, n_countries FROM mart.coverage").fetchall()
    assert sorted(rows, key=str) == [
        ("africa", "non-oecd", 1, 1),
        ("europe", "oecd", 1, 1),
        (None, "non-oecd", 1, 1),
    ]


def test_coverage_counts_a_country_once(tables):
    tables.execute(CORE_SQL)
    tables.execute("UPDATE core.cities SET country_iso3 = 'ITA' WHERE city_id = 'busia'")
    tables.execute(SQL["10_cities.sql"])
    tables.execute(SQL["40_coverage.sql"])
    sql = "SELECT n_places, n_countries FROM mart.coverage WHERE region = 'europe'"
    assert tables.execute(sql).fetchall() == [(2, 1)]


@pytest.mark.parametrize(
    ("column", "counts"),
    [
        ("n_with_coordinates", {"europe": 1, "africa": 0, None: 1}),
        ("n_with_population", {"europe": 1, "africa": 0, None: 1}),
        ("n_with_indicator", {"europe": 1, "africa": 0, None: 1}),
        ("n_with_policy_or_outcome_indicator", {"europe": 1, "africa": 0, None: 0}),
        ("n_with_practice_or_grant", {"europe": 1, "africa": 0, None: 0}),
        ("n_with_network", {"europe": 1, "africa": 0, None: 1}),
    ],
)
def test_coverage_counts_the_places_about_which_something_is_known(marts, column, counts):
    sql = f"SELECT region, {column} FROM mart.coverage"  # noqa: S608
    assert dict(marts.execute(sql).fetchall()) == counts

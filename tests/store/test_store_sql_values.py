"""mart.city_values: where a value stands among those of the same indicator and year.

share 2020   Alba 10, Brod 10, Cluj 30
share 2021   Alba 90                      another year: no comparison
share -      Brod 5 and 8, Cluj 8         two sources differ about Brod
gap          Alba 43.4 - 27.9 = 15.5
"""

from __future__ import annotations

import pytest

from dashboard.store.release import sql_steps

SQL = dict(sql_steps())
CORE_SQL = """
CREATE TABLE core.indicators AS FROM (VALUES
    ('share', 'Share', NULL, 'context', 'percent', 0, 100, 'none', 'book'),
    ('gap', 'Gap', 'education', 'outcome', 'percentage points', -100, 100, 'lower_better', 'index')
) AS t (indicator_id, name, policy_area_id, kind, unit, scale_min, scale_max, direction, source_id);
CREATE TABLE core.city_indicators AS FROM (VALUES
    ('alba', 'share', 2020, 10, NULL, 'book'), ('brod', 'share', 2020, 10, NULL, 'book'),
    ('cluj', 'share', 2020, 30, NULL, 'book'), ('alba', 'share', 2021, 90, NULL, 'book'),
    ('brod', 'share', NULL, 5, NULL, 'book'), ('brod', 'share', NULL, 8, NULL, 'page'),
    ('cluj', 'share', NULL, 8, NULL, 'book'),
    ('alba', 'gap', 2019, 15.5, 'native-born 43.4 %, foreign-born 27.9 %', 'index')
) AS t (city_id, indicator_id, year, value, note, source_id);
"""


@pytest.fixture
def compared(tables):
    tables.execute(CORE_SQL)
    tables.execute(SQL["31_city_values.sql"])
    return tables


@pytest.fixture
def values(compared):
    rows = compared.execute(
        "SELECT city_id, year, value, n_cities, n_lower, n_equal FROM mart.city_values "
        "WHERE indicator_id = 'share'"
    ).fetchall()
    return {(city, year, float(value)): tuple(rest) for city, year, value, *rest in rows}


def test_every_value_stays_one_row(values, compared):
    assert compared.execute("SELECT count(*) FROM mart.city_values").fetchone() == (8,)
    assert len(values) == 7


def test_ties_are_equal_and_not_lower(values):
    assert values["alba", 2020, 10.0] == (3, 0, 1)
    assert values["cluj", 2020, 30.0] == (3, 2, 0)


def test_years_are_not_mixed(values):
    assert values["alba", 2021, 90.0] == (1, 0, 0)


def test_city_with_two_values_counts_once_among_the_others_and_never_against_itself(values):
    assert values["cluj", None, 8.0] == (2, 1, 0)
    assert values["brod", None, 8.0] == (2, 0, 1)
    assert values["brod", None, 5.0] == (2, 0, 0)


def test_gap_carries_its_two_shares(compared):
    found = compared.execute(
        "SELECT native_born_pct, foreign_born_pct FROM mart.city_values ORDER BY indicator_id"
    ).fetchall()
    assert found[0] == (43.4, 27.9)
    assert set(found[1:]) == {(None, None)}


def test_gap_that_its_shares_do_not_give_stops_the_build(compared):
    checks = SQL["90_checks.sql"]
    compared.execute(checks[checks.index("CREATE VIEW checks.gap_is") :].partition(";")[0])
    check = "SELECT count(*) FROM checks.gap_is_the_difference_of_its_two_shares"
    assert compared.execute(check).fetchone() == (0,)
    compared.execute("UPDATE mart.city_values SET value = 9 WHERE indicator_id = 'gap'")
    assert compared.execute(check).fetchone() == (1,)

"""mart.evidence: practices that a place leads, and grants to it, by area and keyword.

practice p1   Alba   governance  plan
practice p2   Alba   governance  (no single keyword)
practice p3   -      education   school           led by no place we know: no evidence
grant         Alba   lessons     education        school
grant         Busia  many        governance       (no single keyword)
"""

from __future__ import annotations

import pytest

from dashboard.store.release import sql_steps

SQL = dict(sql_steps())
CORE_SQL = """
CREATE TABLE core.practices AS FROM (VALUES
    ('p1', 'A plan', 'alba', 'governance', 'plan', '2018-2020', 'book'),
    ('p2', 'A mix', 'alba', 'governance', NULL, NULL, 'book'),
    ('p3', 'A school', NULL, 'education', 'school', '2019', 'book')
) AS t (practice_id, title, city_id, policy_area_id, keyword_id, year, source_id);
CREATE TABLE core.grants AS FROM (VALUES
    ('alba', 'Fund', 2020, 'lessons', 'book'), ('busia', 'Fund', 2021, 'many', 'book')
) AS t (city_id, programme, year, theme, source_id);
CREATE TABLE core.grant_themes AS FROM (VALUES
    ('lessons', 'education', 'school', 'other'), ('many', 'governance', NULL, 'other')
) AS t (theme, policy_area_id, keyword_id, source_id);
"""


@pytest.fixture
def evidence(tables):
    tables.execute(CORE_SQL)
    tables.execute(SQL["30_evidence.sql"])
    found = tables.execute("FROM mart.evidence")
    names = [column[0] for column in found.description]
    return {row[1]: dict(zip(names, row, strict=True)) for row in found.fetchall()}


def test_practice_without_a_place_is_no_evidence(evidence):
    assert list(evidence) == ["alba:Fund:2020", "busia:Fund:2021", "p1", "p2"]


def test_practice_is_evidence_for_the_place_that_leads_it(evidence):
    assert evidence["p1"] == {
        "kind": "practice",
        "evidence_id": "p1",
        "title": "A plan",
        "city_id": "alba",
        "policy_area_id": "governance",
        "keyword_id": "plan",
        "year": "2018-2020",
        "source_id": "book",
    }


def test_grant_takes_area_and_keyword_from_its_theme(evidence):
    assert evidence["alba:Fund:2020"] == {
        "kind": "grant",
        "evidence_id": "alba:Fund:2020",
        "title": "Fund: lessons",
        "city_id": "alba",
        "policy_area_id": "education",
        "keyword_id": "school",
        "year": "2020",
        "source_id": "book",
    }


@pytest.mark.parametrize("evidence_id", ["p2", "busia:Fund:2021"])
def test_evidence_without_a_single_keyword_keeps_its_area(evidence, evidence_id):
    found = evidence[evidence_id]
    assert (found["policy_area_id"], found["keyword_id"]) == ("governance", None)


# The shipped data


def ask(store, sql):
    with store.cursor() as cursor:
        return cursor.execute(sql).fetchall()


def test_no_shipped_grant_is_lost_for_want_of_a_theme(store):
    sql = "SELECT count(*) FROM mart.evidence WHERE kind = 'grant'"
    assert ask(store, sql) == [(store.published.rows["grants"],)]


def test_shipped_evidence_has_ids_of_its_own(store):
    sql = "SELECT count(*) - count(DISTINCT (kind, evidence_id)) FROM mart.evidence"
    assert ask(store, sql) == [(0,)]


def test_documents_of_every_shipped_place_are_its_evidence(store):
    sql = """
        WITH found AS (SELECT city_id, count(*) AS n FROM mart.evidence GROUP BY city_id)
        SELECT city_id FROM mart.cities LEFT JOIN found USING (city_id)
        WHERE n_documented <> coalesce(n, 0)
    """
    assert ask(store, sql) == []

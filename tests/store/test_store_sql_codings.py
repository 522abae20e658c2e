"""mart.coded_actions and mart.coding_agreement, with the arithmetic in the open.

Ten actions; `plan` and `budget` are keywords of governance, `school` of education:

    first coder   second coder   actions
    plan          plan           3
    plan          budget         1
    plan          school         1
    school        plan           2
    school        school         3

Keywords: the coders agree on 3 + 3 = 6 of 10. The first gives plan 5, school 5 times; the second
plan 5, budget 1, school 4 times. By chance they would agree on (5*5 + 5*4) / 100 = 0.45, so
kappa = (0.6 - 0.45) / (1 - 0.45) = 3/11.

Areas: plan and budget are the same, so they agree on 7 of 10; governance 5 and 6, education 5 and
4 times; by chance (5*6 + 5*4) / 100 = 0.5, so kappa = (0.7 - 0.5) / (1 - 0.5) = 0.4.
"""

from __future__ import annotations

import csv

import numpy as np
import pytest

from dashboard.store.places import data_dir
from dashboard.store.release import sql_steps

SQL = dict(sql_steps())
KEYWORDS_SQL = """
CREATE TABLE core.keywords AS FROM (VALUES
    ('plan', 'governance'), ('budget', 'governance'), ('school', 'education')
) AS t (keyword_id, policy_area_id);
CREATE TABLE core.actions (action_id VARCHAR, actor_id VARCHAR, document_year INTEGER);
CREATE TABLE core.action_codings (action_id VARCHAR, coder VARCHAR, keyword_id VARCHAR);
"""
TEN_ACTIONS = (
    [("plan", "plan")] * 3
    + [("plan", "budget")]
    + [("plan", "school")]
    + [("school", "plan")] * 2
    + [("school", "school")] * 3
)


def code(tables, pairs):
    tables.execute(KEYWORDS_SQL)
    for number, (first, second) in enumerate(pairs):
        action = f"a{number}"
        tables.execute("INSERT INTO core.actions VALUES (?, 'unit', 2019)", [action])
        for coder, keyword in (("first", first), ("second", second)):
            insert = "INSERT INTO core.action_codings VALUES (?, ?, ?)"
            tables.execute(insert, [action, coder, keyword])
    tables.execute(SQL["20_coded_actions.sql"])
    tables.execute(SQL["21_coding_agreement.sql"])
    return tables


def coded(tables, coding):
    sql = "SELECT action_id, keyword_id FROM mart.coded_actions WHERE coding = ?"
    return dict(tables.execute(sql, [coding]).fetchall())


def agreement(tables, level):
    sql = "SELECT n_actions, agreement_pct, kappa FROM mart.coding_agreement WHERE level = ?"
    return tables.execute(sql, [level]).fetchone()


# mart.coded_actions


def test_first_coding_is_that_of_the_first_coder(tables):
    assert coded(code(tables, [("plan", "school")]), "first") == {"a0": "plan"}


def test_second_coding_is_that_of_the_second_coder(tables):
    assert coded(code(tables, [("plan", "school")]), "second") == {"a0": "school"}


def test_agreed_coding_holds_only_actions_that_both_coded_alike(tables):
    pairs = [("plan", "plan"), ("plan", "school"), ("school", "school")]
    assert coded(code(tables, pairs), "agreed") == {"a0": "plan", "a2": "school"}


def test_same_area_is_not_the_same_keyword(tables):
    assert coded(code(tables, [("plan", "budget")]), "agreed") == {}


def test_coded_action_carries_the_area_of_its_own_keyword(tables):
    sql = "SELECT coding, policy_area_id FROM mart.coded_actions ORDER BY coding"
    found = code(tables, [("plan", "school")]).execute(sql).fetchall()
    assert found == [("first", "governance"), ("second", "education")]


def test_coded_action_carries_its_actor_and_year(tables):
    sql = "SELECT DISTINCT actor_id, document_year FROM mart.coded_actions"
    assert code(tables, TEN_ACTIONS).execute(sql).fetchall() == [("unit", 2019)]


# mart.coding_agreement


def test_agreement_on_keywords_is_that_of_the_example(tables):
    assert agreement(code(tables, TEN_ACTIONS), "keyword") == (
        10,
        pytest.approx(60),
        pytest.approx(3 / 11),
    )


def test_agreement_on_areas_is_that_of_the_example(tables):
    assert agreement(code(tables, TEN_ACTIONS), "area") == (
        10,
        pytest.approx(70),
        pytest.approx(0.4),
    )


def test_coders_who_always_agree_have_a_kappa_of_1(tables):
    pairs = [("plan", "plan"), ("school", "school")]
    assert agreement(code(tables, pairs), "keyword") == (2, 100, 1)


def test_coders_who_agree_as_often_as_chance_have_a_kappa_of_0(tables):
    pairs = [("plan", "plan"), ("plan", "school"), ("school", "plan"), ("school", "school")]
    assert agreement(code(tables, pairs), "keyword") == (4, 50, 0)


def test_coders_who_swap_two_codes_have_a_kappa_of_minus_1(tables):
    pairs = [("plan", "school"), ("school", "plan")]
    assert agreement(code(tables, pairs), "keyword") == (2, 0, -1)


def test_coders_who_share_no_code_have_a_kappa_of_0(tables):
    pairs = [("plan", "school"), ("budget", "school")]
    assert agreement(code(tables, pairs), "keyword") == (2, 0, 0)


def test_kappa_of_one_single_code_is_not_a_number_to_show(tables):
    n_actions, agreement_pct, kappa = agreement(code(tables, [("plan", "plan")] * 2), "keyword")
    assert (n_actions, agreement_pct) == (2, 100)
    assert kappa is None or np.isnan(kappa)


# The shipped codings, computed a second time from the file


def kappa(first, second):
    codes = np.unique([first, second])
    chosen_first = np.array(first)[:, None] == codes
    chosen_second = np.array(second)[:, None] == codes
    both = chosen_first.T.astype(int) @ chosen_second.astype(int)
    n = both.sum()
    observed = np.trace(both) / n
    chance = (both.sum(axis=0) * both.sum(axis=1)).sum() / n**2
    return n, 100 * observed, (observed - chance) / (1 - chance)


def shipped_rows(file):
    with (data_dir() / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def shipped_codes(coder):
    rows = shipped_rows("action_codings.csv")
    return {row["action_id"]: row["keyword_id"] for row in rows if row["coder"] == coder}


def served(store, level):
    with store.cursor() as cursor:
        return agreement(cursor, level)


def test_shipped_agreement_on_keywords_is_that_of_the_file(store):
    first, second = shipped_codes("first"), shipped_codes("second")
    expected = kappa(
        [first[action] for action in sorted(first)], [second[a] for a in sorted(first)]
    )
    assert served(store, "keyword") == pytest.approx(expected)


def test_shipped_agreement_on_areas_is_that_of_the_file(store):
    area = {row["keyword_id"]: row["policy_area_id"] for row in shipped_rows("keywords.csv")}
    first, second = shipped_codes("first"), shipped_codes("second")
    actions = sorted(first)
    expected = kappa([area[first[a]] for a in actions], [area[second[a]] for a in actions])
    assert served(store, "area") == pytest.approx(expected)


@pytest.mark.parametrize(
    ("level", "agreement_pct", "kappa"), [("keyword", 88.2, 0.88), ("area", 94.7, 0.93)]
)
def test_shipped_agreement_is_the_one_the_readme_of_the_data_tells(
    store, level, agreement_pct, kappa
):
    _, served_pct, served_kappa = served(store, level)
    assert (round(served_pct, 1), round(served_kappa, 2)) == (agreement_pct, kappa)


def test_shipped_second_coding_ranks_the_areas_as_the_readme_of_the_data_tells(store):
    sql = """
        SELECT sum(n) FROM (
            SELECT policy_area_id, keyword_id, count(DISTINCT actor_id) AS n
            FROM mart.coded_actions WHERE coding = ? GROUP BY ALL
        ) GROUP BY policy_area_id ORDER BY 1 DESC
    """
    with store.cursor() as cursor:
        scores = {
            coding: [int(row[0]) for row in cursor.execute(sql, [coding]).fetchall()]
            for coding in ("first", "second")
        }
    assert scores == {"first": [184, 85, 46, 28, 28, 24], "second": [177, 82, 43, 27, 27, 24]}

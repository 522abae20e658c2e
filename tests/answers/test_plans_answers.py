"""What a plan takes from the store, and how it is begun from a selection."""

from __future__ import annotations

import csv

import pytest

from dashboard.analysis.alignment import COVERED
from dashboard.answers.plans import known_ids, plan_alignment, plan_book, planned, unknown_keywords
from dashboard.contracts.plan import Plan, PlanAction
from dashboard.store.places import data_dir

HOUSING = "access-to-adequate-and-affordable-housing"
EMPLOYER = "city-as-inclusive-employer-and-buyer"
TABLES = {
    "city_id": ("cities", "city_id"),
    "keyword_id": ("keywords", "keyword_id"),
    "source_action_id": ("actions", "action_id"),
    "catalogue_id": ("indicator_catalogue", "catalogue_id"),
    "practice_ids": ("practices", "practice_id"),
}


def rows_of(table):
    with (data_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def cursor(store):
    with store.cursor() as cursor:
        yield cursor


@pytest.fixture
def book(cursor):
    return plan_book(cursor)


@pytest.mark.parametrize(
    ("part", "n_rows"),
    [("keywords", 49), ("catalogue", 49), ("practices", 312), ("steps", 9), ("links", 361)],
)
def test_book_holds_what_the_release_has_for_any_plan(book, part, n_rows):
    assert len(getattr(book, part)) == n_rows


def test_book_names_the_four_roles_and_one_for_every_keyword(book):
    assert set(book.role_of.values()) <= set(book.roles)
    assert set(book.role_of) == set(book.keywords["keyword_id"])
    assert len(book.roles) == 4


@pytest.mark.parametrize("column", TABLES)
def test_plan_may_name_every_id_of_the_data_and_no_other(cursor, column):
    table, name = TABLES[column]
    assert known_ids(cursor)[column] == {row[name] for row in rows_of(table)}


def test_ids_are_told_for_the_five_columns_of_a_plan_that_hold_any(cursor):
    assert set(known_ids(cursor)) == set(TABLES)


def test_plan_covers_what_its_keywords_are_linked_to(cursor):
    found = plan_alignment(cursor, (HOUSING, EMPLOYER))
    linked = {
        (row["framework_id"], row["code"])
        for row in rows_of("keyword_alignment")
        if row["keyword_id"] in {HOUSING, EMPLOYER}
    }
    covered = found.items[found.items["status"] == COVERED]
    assert set(zip(covered["framework_id"], covered["code"], strict=True)) == linked
    assert found.coverage["n_covered"].sum() == len(linked)


def test_plan_without_actions_covers_nothing(cursor):
    assert plan_alignment(cursor, ()).coverage["n_covered"].sum() == 0


def test_action_begins_with_wording_source_reason_role_and_indicator(book):
    (action,) = planned(
        book,
        (EMPLOYER,),
        {EMPLOYER: ("Hire a staff as mixed as the city.", "a-1", "OECD")},
        {EMPLOYER: "7 of 27 actors"},
        {EMPLOYER: "share of staff born abroad"},
    )
    assert action == PlanAction(
        keyword_id=EMPLOYER,
        wording="Hire a staff as mixed as the city.",
        source_action_id="a-1",
        reason="7 of 27 actors",
        role_id="employer",
        indicator="share of staff born abroad",
    )


def test_what_is_not_known_of_a_keyword_is_left_empty(book):
    (action,) = planned(book, (HOUSING,), {}, {}, {})
    role = {row["keyword_id"]: row["role_id"] for row in rows_of("keyword_roles")}[HOUSING]
    assert action == PlanAction(keyword_id=HOUSING, role_id=role)


def test_actions_keep_the_order_of_the_selection(book):
    actions = planned(book, (HOUSING, EMPLOYER, "communication"), {}, {}, {})
    assert [action.keyword_id for action in actions] == [HOUSING, EMPLOYER, "communication"]


def test_keyword_that_the_release_does_not_have_begins_no_action(book):
    actions = planned(book, ("of-another-release", HOUSING), {}, {}, {})
    assert [action.keyword_id for action in actions] == [HOUSING]


def test_keywords_of_a_plan_that_the_release_no_longer_has_are_named(book):
    actions = tuple(PlanAction(keyword_id=k) for k in (HOUSING, "gone", "communication", "lost"))
    plan = Plan(city_id="ita-turin", actions=actions)
    assert unknown_keywords(book, plan) == ("gone", "lost")


def test_plan_of_keywords_that_the_release_has_names_none(book):
    plan = Plan(city_id="ita-turin", actions=(PlanAction(keyword_id=HOUSING),))
    assert unknown_keywords(book, plan) == ()

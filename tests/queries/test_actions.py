"""The actions behind a keyword, and those that the two coders sorted differently."""

from __future__ import annotations

import csv

import pytest

from dashboard.filters import ActorFilter
from dashboard.queries.actions import (
    ACTION_COLUMNS,
    DISAGREEMENT_COLUMNS,
    list_actions,
    list_disagreements,
)
from dashboard.store.places import data_dir


def rows_of(table):
    with (data_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def keyword_of():
    # (coder, action) -> keyword
    return {
        (row["coder"], row["action_id"]): row["keyword_id"] for row in rows_of("action_codings")
    }


@pytest.fixture
def ask(store):
    def ask(*, keyword="", area="", **asked):
        with store.cursor() as cursor:
            return list_actions(cursor, ActorFilter(**asked), keyword=keyword, area=area)

    return ask


@pytest.fixture
def disagreements(store):
    with store.cursor() as cursor:
        return list_disagreements(cursor)


def test_every_action_is_listed(ask):
    assert set(ask()["action_id"]) == {row["action_id"] for row in rows_of("actions")}


@pytest.mark.parametrize(
    ("coding", "n_actions"), [("first", 544), ("second", 544), ("agreed", 480)]
)
def test_agreed_coding_lists_only_the_actions_coded_alike(ask, coding, n_actions):
    assert len(ask(coding=coding)) == n_actions


@pytest.mark.parametrize("coder", ["first", "second"])
def test_keyword_is_the_one_of_the_chosen_coding(ask, keyword_of, coder):
    found = ask(coding=coder).set_index("action_id")["keyword_id"].to_dict()
    assert found == {action: key for (by, action), key in keyword_of.items() if by == coder}


def test_one_keyword_lists_its_own_actions(ask, keyword_of):
    found = ask(keyword="communication", coding="second")["action_id"]
    assert set(found) == {
        action
        for (coder, action), keyword in keyword_of.items()
        if (coder, keyword) == ("second", "communication")
    }


def test_one_area_lists_the_actions_of_its_keywords(ask):
    areas = {row["keyword_id"]: row["policy_area_id"] for row in rows_of("keywords")}
    found = ask(area="housing")
    assert len(found) == sum(areas[row["keyword_id"]] == "housing" for row in rows_of("actions"))


def test_one_actor_lists_its_own_actions(ask):
    found = ask(actors=("compas",))
    assert len(found) == sum(row["actor_id"] == "compas" for row in rows_of("actions"))


def test_years_keep_the_documents_of_these_years(ask):
    assert set(ask(document_from=2017, document_to=2018)["document_year"]) == {2017, 2018}


def test_keyword_of_another_area_leaves_no_action(ask):
    assert ask(keyword="communication", area="housing").empty


def test_address_is_given_only_where_it_can_be_opened(ask):
    sources = {row["source_id"]: row["address"] for row in rows_of("sources")}
    found = ask()[["source_id", "address"]].itertuples(index=False)
    shown = {(row.source_id, row.address if isinstance(row.address, str) else "") for row in found}
    assert shown == {
        (row["source_id"], address if address.startswith(("http://", "https://")) else "")
        for row in rows_of("actions")
        for address in [sources[row["source_id"]]]
    }


def test_some_actions_stand_in_documents_without_an_address(ask):
    assert ask()["address"].isna().sum() == 55


def test_unknown_year_stays_missing(ask):
    undated = sum(row["document_year"] == "" for row in rows_of("actions"))
    assert ask()["document_year"].isna().sum() == undated


def test_actions_come_by_actor_then_id(ask):
    found = ask()
    pairs = list(zip(found["actor"], found["action_id"], strict=True))
    assert pairs == sorted(pairs)


def test_action_table_has_the_documented_columns(ask):
    assert list(ask()) == list(ACTION_COLUMNS)


def test_action_table_without_rows_keeps_its_columns(ask):
    assert list(ask(actors=("nobody",))) == list(ACTION_COLUMNS)


def test_coders_differ_on_64_actions(disagreements):
    assert len(disagreements) == 64


def test_disagreements_are_the_actions_with_two_keywords(disagreements, keyword_of):
    assert set(disagreements["action_id"]) == {
        action
        for coder, action in keyword_of
        if coder == "first" and keyword_of["first", action] != keyword_of["second", action]
    }


def test_disagreements_name_both_keywords(disagreements, keyword_of):
    names = {row["keyword_id"]: row["name"] for row in rows_of("keywords")}
    found = disagreements.set_index("action_id")[["first_keyword", "second_keyword"]]
    assert all(
        tuple(row) == (names[keyword_of["first", action]], names[keyword_of["second", action]])
        for action, row in found.iterrows()
    )


def test_disagreement_table_has_the_documented_columns(disagreements):
    assert list(disagreements) == list(DISAGREEMENT_COLUMNS)

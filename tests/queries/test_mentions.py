"""Actors and their mentions: who counts under a filter, and what a limit on years leaves out."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from dashboard.filters import ACTOR_KINDS, ACTOR_SETS, ActorFilter
from dashboard.queries.mentions import (
    MENTION_COLUMNS,
    actor_tokens,
    count_undated_actions,
    list_actors,
    list_areas,
    list_keywords,
    list_mentions,
)
from dashboard.store.places import data_dir


def rows_of(table):
    with (data_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def ask(store):
    def ask(question, **asked):
        with store.cursor() as cursor:
            return question(cursor, ActorFilter(**asked))

    return ask


def ids(table):
    return set(table["actor_id"])


def test_every_actor_counts_when_none_is_named(ask):
    assert len(ask(list_actors)) == 27


def test_fifteen_actors_were_analysed_in_2019(ask):
    assert len(ask(list_actors, actors=("analysed-2019",))) == 15


def test_actors_added_since_2019_are_the_others(ask):
    added, analysed = (ids(ask(list_actors, actors=(name,))) for name in reversed(ACTOR_SETS))
    assert (added | analysed, added & analysed) == (ids(ask(list_actors)), set())


@pytest.mark.parametrize(("token", "kind"), ACTOR_KINDS.items(), ids=ACTOR_KINDS.keys())
def test_a_kind_names_all_its_actors(ask, token, kind):
    expected = {row["actor_id"] for row in rows_of("actors") if row["kind"] == kind}
    assert ids(ask(list_actors, actors=(token,))) == expected


def test_kinds_hold_every_actor(ask):
    assert ids(ask(list_actors, actors=tuple(ACTOR_KINDS))) == ids(ask(list_actors))


def test_single_actors_come_beside_sets_and_kinds(ask):
    found = ids(ask(list_actors, actors=("kind-ngo", "compas")))
    assert found == {"compas", "irc", "welcoming"}


def test_actor_that_two_choices_name_counts_once(ask):
    assert len(ask(list_actors, actors=("kind-ngo", "irc", "added-since-2019", "irc"))) == len(
        ask(list_actors, actors=("kind-ngo", "added-since-2019"))
    )


def test_plain_word_of_a_kind_names_nobody(ask):
    assert ask(list_actors, actors=("all",)).empty


def test_actors_come_by_name(ask):
    assert ask(list_actors)["actor"].is_monotonic_increasing


def test_mentions_have_the_documented_columns(ask):
    assert list(ask(list_mentions)) == list(MENTION_COLUMNS)


def test_mentions_without_rows_keep_their_columns(ask):
    assert list(ask(list_mentions, actors=("nobody",))) == list(MENTION_COLUMNS)


@pytest.mark.parametrize("coder", ["first", "second"])
def test_mentions_hold_every_action_of_a_coder(ask, coder):
    found = ask(list_mentions).query("coding == @coder")
    counted = Counter()
    for keyword, n in zip(found["keyword_id"], found["n_actions"], strict=True):
        counted[keyword] += n
    coded = (row["keyword_id"] for row in rows_of("action_codings") if row["coder"] == coder)
    assert counted == Counter(coded)


def test_agreed_mentions_hold_the_actions_that_both_coded_alike(ask):
    found = ask(list_mentions).query("coding == 'agreed'")
    assert found["n_actions"].sum() == 544 - 64


def test_coding_of_the_filter_does_not_narrow_the_mentions(ask):
    assert ask(list_mentions, coding="second").equals(ask(list_mentions))


def test_years_keep_documents_between_both_ends(ask):
    years = [row["document_year"] for row in rows_of("actions")]
    found = ask(list_mentions, document_from=2016, document_to=2018).query("coding == 'first'")
    assert found["n_actions"].sum() == sum(year in {"2016", "2017", "2018"} for year in years)


def test_one_end_of_the_years_is_enough(ask):
    years = [row["document_year"] for row in rows_of("actions")]
    found = ask(list_mentions, document_from=2020).query("coding == 'first'")
    assert found["n_actions"].sum() == sum(year >= "2020" for year in years)


@pytest.mark.parametrize("limit", [{"document_from": 1990}, {"document_to": 2026}])
def test_a_limit_on_years_leaves_out_documents_without_a_year(ask, limit):
    undated = sum(row["document_year"] == "" for row in rows_of("actions"))
    found = ask(list_mentions, **limit).query("coding == 'first'")
    assert (found["n_actions"].sum(), ask(count_undated_actions, **limit)) == (
        544 - undated,
        undated,
    )


def test_nothing_is_left_out_for_want_of_a_year_without_a_limit(ask):
    assert ask(count_undated_actions) == 0


def test_undated_actions_are_counted_for_the_chosen_actors(ask):
    found = ask(count_undated_actions, actors=("city-of-athens",), document_from=2000)
    assert found == sum(
        row["actor_id"] == "city-of-athens" and row["document_year"] == ""
        for row in rows_of("actions")
    )


def test_agreed_coding_has_fewer_undated_actions(ask):
    agreed = ask(count_undated_actions, coding="agreed", document_from=2000)
    assert 0 < agreed < ask(count_undated_actions, document_from=2000)


def test_there_are_49_keywords(store):
    with store.cursor() as cursor:
        assert len(list_keywords(cursor)) == 49


def test_keywords_come_by_area_then_name(store):
    order = {row["policy_area_id"]: int(row["order"]) for row in rows_of("policy_areas")}
    with store.cursor() as cursor:
        found = list_keywords(cursor)
    pairs = list(zip(found["area_id"].map(order), found["keyword"], strict=True))
    assert pairs == sorted(pairs)


def test_areas_come_in_the_order_of_2019(store):
    with store.cursor() as cursor:
        assert list_areas(cursor)["score_2019"].tolist() == [81, 40, 32, 25, 16, 7]


def test_every_name_that_may_be_asked_for_names_somebody(store):
    with store.cursor() as cursor:
        found = [list_actors(cursor, ActorFilter(actors=(t,))) for t in actor_tokens(cursor)]
    assert all(len(table) for table in found)


def test_sets_and_kinds_are_offered_before_single_actors(store):
    with store.cursor() as cursor:
        assert actor_tokens(cursor)[: len(ACTOR_SETS) + len(ACTOR_KINDS)] == [
            *ACTOR_SETS,
            *ACTOR_KINDS,
        ]

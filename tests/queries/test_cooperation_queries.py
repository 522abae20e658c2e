"""What the store says of cooperation and commitments, held against the data package."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.answers.cooperation import cooperation_book, known_keys
from dashboard.queries.commitments import (
    COMMITMENT_COLUMNS,
    EVENT_COLUMNS,
    NETWORK_COLUMNS,
    RESULT_COLUMNS,
    list_commitments,
    list_events,
    list_networks,
    list_results,
)
from dashboard.queries.cooperation import (
    ELEMENT_COLUMNS,
    FUND_COLUMNS,
    SKILL_COLUMNS,
    TASK_COLUMNS,
    list_elements,
    list_funds,
    list_skills,
    list_tasks,
)
from dashboard.store.places import data_dir

LISTS = [
    (list_tasks, "cooperation_cycle", TASK_COLUMNS),
    (list_elements, "agreement_elements", ELEMENT_COLUMNS),
    (list_skills, "roles_skills", SKILL_COLUMNS),
    (list_funds, "funding_sources", FUND_COLUMNS),
    (list_commitments, "commitments", COMMITMENT_COLUMNS),
    (list_networks, "networks", NETWORK_COLUMNS),
    (list_events, "events", EVENT_COLUMNS),
    (list_results, "survey_results", RESULT_COLUMNS),
]


def raw(table):
    return pd.read_csv(data_dir() / f"{table}.csv", dtype=str, keep_default_na=False)


@pytest.mark.parametrize(("ask", "table", "columns"), LISTS)
def test_every_row_of_the_table_is_listed_with_its_source(store, ask, table, columns):
    with store.cursor() as cursor:
        found = ask(cursor)
    assert len(found) == len(raw(table))
    assert found.columns.tolist() == list(columns)
    assert found["publisher"].notna().all()


def test_tasks_say_for_which_partnership_alone_they_are(store):
    with store.cursor() as cursor:
        tasks = list_tasks(cursor)
    told = tasks[tasks["way"] != ""]["task"].str.split(":").str[0]
    assert told.value_counts().to_dict() == {"Existing partnership": 6, "New partnership": 3}
    assert set(tasks["step"]) == set(range(1, 8))


def test_agreement_has_twelve_elements_and_its_revision_eleven(store):
    with store.cursor() as cursor:
        assert list_elements(cursor)["way"].value_counts().to_dict() == {"new": 12, "revised": 11}


def test_figures_of_a_vote_are_marked_as_a_position(store):
    with store.cursor() as cursor:
        funds = list_funds(cursor)
    marked = funds[funds["is_position"]]["fund"]
    assert marked.str.startswith("AMIF 2021-2027").tolist() == [True] * 3
    assert not funds[funds["fund"].str.startswith("AMIF")]["is_position"].eq(other=False).any()


def test_members_of_networks_are_places_counted_once(store):
    with store.cursor() as cursor:
        networks = list_networks(cursor).set_index("network_id")["n_members"]
    roles = raw("city_networks").drop_duplicates(["city_id", "network_id"])
    counted = roles["network_id"].value_counts()
    assert networks[networks > 0].to_dict() == counted.to_dict()
    assert networks["icc"] == networks.max()


def test_events_stand_in_order_those_without_a_date_last(store):
    with store.cursor() as cursor:
        events = list_events(cursor)
    dates = events["date"].tolist()
    assert pd.isna(dates[-1])
    assert dates[:-1] == sorted(dates[:-1])
    assert events.set_index("event_id").loc["second-mayoral-forum", "city"] == "Quito"


def test_partnership_may_name_what_the_release_holds(store):
    with store.cursor() as cursor:
        known, book = known_keys(cursor), cooperation_book(cursor)
    sizes = {name: len(keys) for name, keys in known.items()}
    assert sizes == {
        "tasks": 51,
        "elements": 23,
        "alignment": 71,
        "indicators": 49,
        "skills": 41,
        "planning": 9,
        "facts": 11,
        "cooperation": len(raw("cities")),
    }
    assert ("sdg", "10.7") in known["alignment"]
    assert book.items["framework_id"].value_counts().to_dict() == {"sdg": 48, "gcm": 23}

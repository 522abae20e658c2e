"""Wordings side by side: their length, their grade, and which one stands for its keyword.

The four of decent work, as the words of each are counted and the grades rounded:

    action      words   grade                            mark
    gcm-012     12      6.8                              simplest
    gcm-013     14      7.6
    unhab-015   11      10.2                             shortest
    gcm-014     11      12.3                             shortest

Grade of "Guarantee fair access to housing in the city.": 8 words in one sentence with 13 syllables
(Guar-an-tee fair ac-cess to hous-ing in the ci-ty): 0.39 * 8 + 11.8 * 13 / 8 - 15.59 = 6.705.
"""

from __future__ import annotations

import csv
from datetime import datetime

import pandas as pd
import pytest

from dashboard.answers.wordings import WORDING_COLUMNS, best_wordings, wordings
from dashboard.filters import ActorFilter
from dashboard.queries.actions import ACTION_COLUMNS
from dashboard.responses.wordings import Proposal
from dashboard.store.places import data_dir

DECENT_WORK = "decent-work-and-labour-rights"


def rows_of(table):
    with (data_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def ask(store):
    def ask(**documents):
        with store.cursor() as cursor:
            return wordings(cursor, ActorFilter(**documents))

    return ask


def agreed(keyword, wording, source=""):
    moment = datetime(2026, 11, 25, 10, 0)  # noqa: DTZ001 - the store keeps UTC without a zone
    return {keyword: Proposal(moment, "session-chair", "2026.11.25", keyword, wording, "", source)}


def written(*lines):
    return pd.DataFrame(lines, columns=["keyword_id", "wording", "action_id", "actor"])


def test_table_has_the_documented_columns(ask):
    assert list(ask()) == [*ACTION_COLUMNS, *WORDING_COLUMNS]


def test_every_action_has_its_own_words(ask):
    found = ask()
    expected = {row["action_id"]: row["wording"] for row in rows_of("actions")}
    assert dict(zip(found["action_id"], found["wording"], strict=True)) == expected


def test_wordings_of_a_keyword_come_simplest_first_then_shortest(ask):
    found = ask()
    found = found[found["keyword_id"] == DECENT_WORK]
    assert found["action_id"].tolist() == ["gcm-012", "gcm-013", "unhab-015", "gcm-014"]
    assert found["n_words"].tolist() == [12, 14, 11, 11]
    assert found["grade"].round(1).tolist() == [6.8, 7.6, 10.2, 12.3]


def test_simplest_and_shortest_are_marked_and_ties_share_the_mark(ask):
    found = ask().set_index("action_id")
    assert found.loc[["gcm-012", "gcm-013", "unhab-015", "gcm-014"], "simplest"].tolist() == [
        True,
        False,
        False,
        False,
    ]
    assert found.loc[["gcm-012", "gcm-013", "unhab-015", "gcm-014"], "shortest"].tolist() == [
        False,
        False,
        True,
        True,
    ]


def test_grade_is_the_one_worked_out_by_hand(ask):
    found = ask().set_index("keyword_id").loc["housing-non-discrimination"]
    assert (found["wording"], found["n_words"]) == (
        "Guarantee fair access to housing in the city.",
        8,
    )
    assert found["grade"] == pytest.approx(6.705)


def test_first_wording_of_every_keyword_is_marked_as_its_simplest(ask):
    first = ask().drop_duplicates("keyword_id")
    assert len(first) == 49
    assert first["simplest"].all()


def test_keyword_is_the_one_of_the_chosen_coding(ask):
    second = {
        row["action_id"]: row["keyword_id"]
        for row in rows_of("action_codings")
        if row["coder"] == "second"
    }
    found = ask(coding="second")
    assert dict(zip(found["action_id"], found["keyword_id"], strict=True)) == second


def test_marks_are_given_among_the_wordings_that_count(ask):
    # Without the Compact, the wording of UN-Habitat is the only one left.
    (left,) = (
        ask(actors=("kind-international-organisation",))
        .query("keyword_id == @DECENT_WORK")
        .itertuples()
    )
    assert (left.action_id, left.simplest, left.shortest) == ("unhab-015", True, True)


def test_actors_that_do_not_exist_leave_an_empty_table_with_its_columns(ask):
    found = ask(actors=("nobody",))
    assert (list(found), len(found)) == ([*ACTION_COLUMNS, *WORDING_COLUMNS], 0)


def test_simplest_wording_stands_for_its_keyword(ask):
    wording, action, actor = best_wordings(ask(), {})[DECENT_WORK]
    assert (action, actor) == ("gcm-012", "Global Compact for Migration")
    assert wording == "Work with employers and suppliers to stop exploitation and abuse at work."


def test_agreed_wording_stands_before_the_simplest_one_and_has_no_actor():
    table = written(("jobs", "Create jobs.", "a1", "OECD"), ("homes", "Build.", "a2", "UCLG"))
    assert best_wordings(table, agreed("jobs", "Open the labour market.", "a7")) == {
        "jobs": ("Open the labour market.", "a7", ""),
        "homes": ("Build.", "a2", "UCLG"),
    }


def test_agreed_wording_written_anew_starts_from_no_action():
    table = written(("jobs", "Create jobs.", "a1", "OECD"))
    assert best_wordings(table, agreed("jobs", "Hire."))["jobs"] == ("Hire.", "", "")


def test_keyword_that_no_actor_mentions_can_have_an_agreed_wording():
    assert best_wordings(written(), agreed("jobs", "Hire.")) == {"jobs": ("Hire.", "", "")}


def test_first_of_several_wordings_is_taken():
    table = written(("jobs", "Hire.", "a1", "OECD"), ("jobs", "Create jobs.", "a2", "UCLG"))
    assert best_wordings(table, {}) == {"jobs": ("Hire.", "a1", "OECD")}

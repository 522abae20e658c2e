"""A selection in one table, and what the suggestion of the command line is made of.

The ranking of the tests by hand holds two keywords of four; the filters leave the others out:

    rank   keyword   area      score
    1      homes     Housing   80
    2      jobs      Work      60
"""

from __future__ import annotations

import csv
from collections import defaultdict

import numpy as np
import pandas as pd
import pytest

from dashboard.analysis.alignment import COVERED, OPEN
from dashboard.analysis.choosing import ContradictionError
from dashboard.answers.candidates import CANDIDATE_COLUMNS, Candidates, rank_candidates
from dashboard.answers.criteria import criteria_table
from dashboard.answers.selection import SELECTION_COLUMNS, alignment, codes_of, selection_rows
from dashboard.answers.suggested import ALIGN_COLUMNS, aligned, frameworks, suggested
from dashboard.criteria import ChoiceRules, CriteriaFilter
from dashboard.filters import ActorFilter, CityFilter
from dashboard.queries.mentions import list_keywords
from dashboard.responses.files import responses_dir
from dashboard.responses.wordings import propose
from dashboard.store.places import data_dir

KEYWORDS = pd.DataFrame(
    [
        ("schools", "Schools", "education", "Education"),
        ("homes", "Homes", "housing", "Housing"),
        ("health", "Health", "welfare", "Welfare"),
        ("jobs", "Jobs", "work", "Work"),
    ],
    columns=["keyword_id", "keyword", "area_id", "area"],
)
SAID = {"homes": ("Build homes.", "a1", "UCLG"), "schools": ("Open schools.", "", "")}
CODES = {("homes", "gcm"): ["15", "16"], ("homes", "sdg"): ["11.1"], ("schools", "gcm"): ["15"]}


def candidates(*rows):
    table = pd.DataFrame(
        rows, columns=["rank", "rank_label", "keyword_id", "score", "rank_low", "rank_high"]
    )
    table = table.merge(KEYWORDS, on="keyword_id", how="left").reindex(
        columns=list(CANDIDATE_COLUMNS)
    )
    return Candidates(
        table=table.astype({"rank": "Int64"}),
        dominates=np.zeros((len(table), len(table)), dtype=bool),
        criteria=("frequency",),
        known=("frequency",),
        n_left_out=2,
        n_cities_known=9,
        n_actors=20,
    )


TWO = candidates((1, "1", "homes", 80.0, 1, 2), (2, "2", "jobs", 60.0, 1, 2))


def rows(*chosen, ranking=TWO):
    table = selection_rows(ranking, KEYWORDS, chosen, SAID, CODES)
    return table.set_index("keyword_id")


def rows_of(table):
    with (data_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# By hand


def test_selection_comes_by_rank_whatever_the_order_of_choosing():
    assert list(rows("jobs", "homes").index) == ["homes", "jobs"]


def test_keywords_that_the_filters_leave_out_come_last_and_have_no_rank():
    found = rows("health", "jobs", "schools", "homes")
    assert list(found.index) == ["homes", "jobs", "schools", "health"]
    assert found["rank"].isna().tolist() == [False, False, True, True]
    assert found["score"].isna().tolist() == [False, False, True, True]
    assert (found.loc["health", "keyword"], found.loc["health", "area"]) == ("Health", "Welfare")


def test_selection_of_nothing_but_what_the_filters_leave_out_is_still_shown():
    nothing = candidates()
    found = rows("schools", "jobs", ranking=nothing)
    assert list(found.index) == ["schools", "jobs"]
    assert found["rank_label"].isna().all()


def test_keyword_has_its_wording_with_action_and_actor():
    found = rows("homes").loc["homes"]
    assert (found["wording"], found["action_id"], found["actor"]) == ("Build homes.", "a1", "UCLG")


def test_keyword_without_any_wording_keeps_empty_texts():
    found = rows("jobs").loc["jobs"]
    assert (found["wording"], found["action_id"], found["actor"]) == ("", "", "")


def test_keyword_has_the_codes_of_both_frameworks():
    found = rows("homes", "schools", "jobs")
    assert found["gcm"].to_dict() == {"homes": ["15", "16"], "jobs": [], "schools": ["15"]}
    assert found["sdg"].to_dict() == {"homes": ["11.1"], "jobs": [], "schools": []}


def test_selection_has_the_documented_columns():
    table = selection_rows(TWO, KEYWORDS, ("homes", "schools"), SAID, CODES)
    assert list(table) == list(SELECTION_COLUMNS)


def test_selection_of_nothing_is_an_empty_table_with_its_columns():
    table = selection_rows(TWO, KEYWORDS, (), SAID, CODES)
    assert (list(table), len(table)) == (list(SELECTION_COLUMNS), 0)


def test_range_of_ranks_stays_whole_numbers_beside_a_keyword_without_any():
    found = rows("homes", "schools")["rank_high"]
    assert (found["homes"], str(found["homes"]), found["schools"]) == (2, "2", pd.NA)


# The real data


@pytest.fixture
def cursor(store):
    with store.cursor() as cursor:
        yield cursor


def test_every_keyword_serves_the_compact_for_migration_and_the_2030_agenda(cursor):
    codes = codes_of(cursor)
    keywords = list_keywords(cursor)["keyword_id"]
    assert len(keywords) == 49
    assert {k for k in keywords if not codes.get((k, "gcm"))} == set()
    assert {k for k in keywords if not codes.get((k, "sdg"))} == set()


def test_codes_are_those_of_the_data_in_their_order(cursor):
    expected = defaultdict(list)
    for row in rows_of("keyword_alignment"):
        expected[row["keyword_id"], row["framework_id"]].append(row["code"])
    assert codes_of(cursor) == expected


def test_all_49_keywords_in_one_selection_have_codes_and_come_by_rank(cursor):
    ranking = rank_candidates(
        criteria_table(cursor, ActorFilter(), CityFilter()), CriteriaFilter(), 12
    )
    keywords = list_keywords(cursor)
    table = selection_rows(ranking, keywords, keywords["keyword_id"].tolist(), {}, codes_of(cursor))
    assert table["keyword_id"].tolist() == ranking.table["keyword_id"].tolist()
    assert table["gcm"].map(len).min() >= 1
    assert table["sdg"].map(len).min() >= 1


def test_area_filter_leaves_the_others_without_a_rank(cursor):
    asked = CriteriaFilter(area="housing")
    ranking = rank_candidates(criteria_table(cursor, ActorFilter(), CityFilter()), asked, 12)
    chosen = ("communication", "inclusive-public-space", "financing")
    table = selection_rows(ranking, list_keywords(cursor), chosen, {}, codes_of(cursor))
    assert table["keyword_id"].iloc[0] == "inclusive-public-space"
    assert table["rank"].isna().tolist() == [False, True, True]


def test_alignment_covers_what_a_link_of_the_data_covers(cursor):
    found = alignment(cursor, ("communication",))
    linked = {
        (row["framework_id"], row["code"])
        for row in rows_of("keyword_alignment")
        if row["keyword_id"] == "communication"
    }
    covered = found[found["status"] == COVERED]
    assert set(zip(covered["framework_id"], covered["code"], strict=True)) == linked
    assert linked


@pytest.mark.parametrize("chosen", [(), ("communication", "financing")])
def test_gaps_name_who_closes_most_first_then_the_order_of_the_policy_areas(cursor, chosen):
    found = alignment(cursor, chosen)
    places = {keyword: n for n, keyword in enumerate(list_keywords(cursor)["keyword_id"])}
    counts = defaultdict(int)
    for keywords in found.loc[found["status"] == OPEN, "closed_by"]:
        for keyword in keywords:
            counts[keyword] += 1
    for keywords in found["closed_by"]:
        assert list(keywords) == sorted(keywords, key=lambda k: (-counts[k], places[k]))


def test_alignment_of_all_keywords_leaves_nothing_open(cursor):
    every = list_keywords(cursor)["keyword_id"].tolist()
    assert (alignment(cursor, every)["status"] != OPEN).all()


# Answers in one piece


def test_suggestion_is_of_the_size_asked_for_with_every_area_in_it(cursor):
    found = suggested(cursor, CriteriaFilter(), ChoiceRules(limit=8, per_area=1))
    assert len(found) == 8
    assert found["area_id"].nunique() == 6


def test_suggestion_uses_the_wording_that_the_group_agreed_on(cursor):
    before = suggested(cursor, CriteriaFilter(), ChoiceRules(limit=3)).iloc[0]
    propose(
        responses_dir(),
        keyword=before["keyword_id"],
        wording="Our own words.",
        reason="",
        source_action="",
        role="session-chair",
        release="r",
    )
    after = suggested(cursor, CriteriaFilter(), ChoiceRules(limit=3)).iloc[0]
    assert before["actor"]
    assert (after["keyword_id"], after["wording"], after["actor"]) == (
        before["keyword_id"],
        "Our own words.",
        "",
    )


def test_area_of_which_the_filters_leave_nothing_contradicts_the_least_number(cursor):
    # Five keywords are documented in 15 cities or more, of governance and of overall support.
    asked = CriteriaFilter(phase="roll-out", feasible=15)
    with pytest.raises(ContradictionError) as caught:
        suggested(cursor, asked, ChoiceRules(limit=12, per_area=1))
    assert (caught.value.kind, caught.value.ids) == ("area", ("employment",))


def test_frameworks_are_those_with_a_link_in_the_order_of_the_data(cursor):
    linked = {row["framework_id"] for row in rows_of("keyword_alignment")}
    every = dict.fromkeys(row["framework_id"] for row in rows_of("framework_items"))
    assert frameworks(cursor) == [name for name in every if name in linked]


def test_alignment_of_one_framework_keeps_its_items_only(cursor):
    found = aligned(cursor, ("communication",), "gcm")
    assert (set(found["framework_id"]), len(found)) == ({"gcm"}, 23)
    assert list(found) == list(ALIGN_COLUMNS)


def test_covered_is_true_exactly_where_the_status_says_so(cursor):
    found = aligned(cursor, ("communication",), "")
    assert found["covered"].tolist() == (found["status"] == COVERED).tolist()
    assert found["covered"].any()
    assert not found["covered"].all()

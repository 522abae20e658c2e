"""The criteria of the real data, recounted from the CSV files in plain Python.

Three keywords by hand, under the first coding and over all cities. The highest figures of all
keywords are 18 actors, 46 cities and 4 points:

    keyword                       actors   cities  most direct measure             points
    affordable housing            12       13      overcrowding gap (result, yes)  4
    cooperation with NGOs etc.    18       7       (in place, no)                  1
    from school to work           4        0       (result, no)                    3
"""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import datetime

import numpy as np
import pytest

from dashboard.answers.criteria import CRITERIA_COLUMNS, VALUE_COLUMNS, criteria_table
from dashboard.answers.responses import responded
from dashboard.filters import ActorFilter, CityFilter
from dashboard.queries.mentions import read_corpus
from dashboard.responses.adopted import Adopted
from dashboard.responses.submissions import accepted
from dashboard.store.places import data_dir

HOUSING = "access-to-adequate-and-affordable-housing"
COOPERATION = "cooperation-with-ngos-private-sector-etc"
TO_WORK = "transition-from-school-to-work"
EVERYWHERE = CityFilter()
EUROPE = CityFilter(region=("europe",))
# Reykjavik and Ljubljana are in the data; nothing is documented of either.
NOTHING_KNOWN = CityFilter(country=("ISL", "SVN"))
NOWHERE = CityFilter(region=("africa",), oecd=("oecd",))
POINTS = {"in place": 1, "reach": 2, "result": 3}


def rows_of(table):
    with (data_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def actors_by_keyword(*coders):
    """Return the actors of each keyword; an action counts if these coders all name the keyword."""
    actor_of = {row["action_id"]: row["actor_id"] for row in rows_of("actions")}
    coded = defaultdict(set)
    for row in rows_of("action_codings"):
        if row["coder"] in coders:
            coded[row["action_id"]].add(row["keyword_id"])
    found = defaultdict(set)
    for action, keywords in coded.items():
        if len(keywords) == 1:
            found[keywords.pop()].add(actor_of[action])
    return {row["keyword_id"]: len(found[row["keyword_id"]]) for row in rows_of("keywords")}


def cities_by_keyword(region=""):
    regions = {row["country_iso3"]: row["un_region"].lower() for row in rows_of("countries")}
    kept = {
        row["city_id"] for row in rows_of("cities") if region in {"", regions[row["country_iso3"]]}
    }
    themes = {row["theme"]: row["keyword_id"] for row in rows_of("grant_themes")}
    evidence = [(row["keyword_id"], row["city_id"]) for row in rows_of("practices")]
    evidence += [(themes[row["theme"]], row["city_id"]) for row in rows_of("grants")]
    found = defaultdict(set)
    for keyword, city in evidence:
        if city in kept:
            found[keyword].add(city)
    return {row["keyword_id"]: len(found[row["keyword_id"]]) for row in rows_of("keywords")}


def points_by_keyword():
    best = defaultdict(int)
    for row in rows_of("measures"):
        points = POINTS[row["level"]] + (row["comparable"] == "true")
        best[row["keyword_id"]] = max(best[row["keyword_id"]], points)
    return best


@pytest.fixture
def ask(store):
    def ask(cities=EVERYWHERE, **documents):
        with store.cursor() as cursor:
            return criteria_table(cursor, ActorFilter(**documents), cities)

    return ask


def by_keyword(criteria, column):
    return dict(zip(criteria.table["keyword_id"], criteria.table[column], strict=True))


@pytest.mark.parametrize(
    ("keyword", "raw", "values"),
    [
        (HOUSING, (12, 13, 4), (12 / 18, 13 / 46, 1)),
        (COOPERATION, (18, 7, 1), (1, 7 / 46, 0.25)),
        (TO_WORK, (4, 0, 3), (4 / 18, 0, 0.75)),
    ],
)
def test_figures_of_a_keyword_are_those_counted_by_hand(ask, keyword, raw, values):
    row = ask().table.set_index("keyword_id").loc[keyword]
    assert (row["n_actors"], row["n_cities_documented"], row["progress_points"]) == raw
    assert (row["frequency"], row["spreading"], row["show_progress"]) == pytest.approx(values)


def test_most_direct_measure_of_affordable_housing_is_the_overcrowding_gap(ask):
    row = ask().table.set_index("keyword_id").loc[HOUSING]
    assert (row["measure"], row["level"]) == ("overcrowding gap", "result")


def test_frequency_is_the_number_of_actors_that_mention_the_keyword(ask):
    assert by_keyword(ask(), "n_actors") == actors_by_keyword("first")


def test_frequency_follows_the_second_coder(ask):
    assert by_keyword(ask(coding="second"), "n_actors") == actors_by_keyword("second")


def test_agreed_coding_counts_only_actions_coded_alike(ask):
    assert by_keyword(ask(coding="agreed"), "n_actors") == actors_by_keyword("first", "second")


def test_agreed_coding_changes_the_highest_figure_and_with_it_the_values(ask):
    # Cooperation falls from 18 actors to 13; the highest figure is now 16, of communication.
    agreed = ask(coding="agreed")
    assert by_keyword(agreed, "n_actors")[COOPERATION] == 13
    assert by_keyword(agreed, "frequency")[COOPERATION] == pytest.approx(13 / 16)


def test_fewer_actors_count_less(ask):
    few = ask(actors=("analysed-2019",))
    assert few.n_actors == sum(row["analysed_2019"] == "true" for row in rows_of("actors"))
    everyone = by_keyword(ask(), "n_actors")
    assert all(n <= everyone[keyword] for keyword, n in by_keyword(few, "n_actors").items())


def test_spreading_is_the_number_of_documented_cities(ask):
    assert by_keyword(ask(), "n_cities_documented") == cities_by_keyword()


def test_spreading_counts_the_cities_kept_only(ask):
    assert by_keyword(ask(EUROPE), "n_cities_documented") == cities_by_keyword("europe")


def test_city_filter_plays_no_part_in_the_other_criteria(ask):
    columns = ["keyword_id", "frequency", "show_progress", "value_added"]
    assert ask(EUROPE).table[columns].equals(ask().table[columns])


@pytest.mark.parametrize("cities", [NOTHING_KNOWN, NOWHERE])
def test_spreading_is_missing_not_zero_where_nothing_is_known_of_any_city_kept(ask, cities):
    criteria = ask(cities)
    assert criteria.n_cities_known == 0
    assert criteria.table["n_cities_documented"].isna().all()
    assert criteria.table["spreading"].isna().all()


def test_cities_about_which_something_is_known_are_counted(ask):
    documented = {row["city_id"] for row in rows_of("practices") + rows_of("grants")} - {""}
    assert ask().n_cities_known == len(documented)


def test_points_are_those_of_the_most_direct_measure(ask):
    assert by_keyword(ask(), "progress_points") == points_by_keyword()


def test_nobody_has_voted_so_value_added_is_missing(ask):
    criteria = ask()
    assert criteria.table["vote_points"].isna().all()
    assert criteria.table["value_added"].isna().all()


@pytest.mark.parametrize("column", ["frequency", "spreading", "show_progress"])
def test_highest_figure_of_a_criterion_has_the_value_1(ask, column):
    values = ask().table[column]
    assert values.max() == 1
    assert values.min() >= 0


def test_years_without_documents_leave_every_frequency_at_zero(ask):
    criteria = ask(document_from=1990, document_to=1990)
    assert set(criteria.table["n_actors"]) == {0}
    assert set(criteria.table["frequency"]) == {0}


def test_actors_that_do_not_exist_leave_no_row_and_a_matrix_of_no_row(ask):
    criteria = ask(actors=("nobody",))
    assert (len(criteria.table), criteria.n_actors) == (0, 0)
    assert criteria.matrix.shape == (0, 4)


@pytest.mark.parametrize("actors", [(), ("nobody",)])
def test_table_has_the_documented_columns(ask, actors):
    assert list(ask(actors=actors).table) == list(CRITERIA_COLUMNS)


def test_keywords_come_by_policy_area_then_name(ask):
    order = {row["policy_area_id"]: int(row["order"]) for row in rows_of("policy_areas")}
    table = ask().table
    lines = [(order[row.area_id], row.keyword) for row in table.itertuples()]
    assert lines == sorted(lines)
    assert len(lines) == 49


def test_matrix_holds_the_values_in_the_order_of_the_criteria(ask):
    criteria = ask()
    place = criteria.table["keyword_id"].tolist().index(HOUSING)
    found = dict(zip(VALUE_COLUMNS, criteria.matrix[place], strict=True))
    assert found["frequency"] == pytest.approx(12 / 18)
    assert found["show_progress"] == 1
    assert np.isnan(found["value_added"])


def test_documents_that_were_read_before_give_the_same_table(store):
    documents = ActorFilter(actors=("kind-ngo",), coding="second")
    with store.cursor() as cursor:
        once = criteria_table(cursor, documents, EUROPE, read_corpus(cursor, documents))
        again = criteria_table(cursor, documents, EUROPE)
    assert once.table.equals(again.table)
    assert (once.n_actors, once.n_cities_known) == (again.n_actors, again.n_cities_known)


@pytest.fixture
def ask_with_answers(store, responses_folder):
    def ask(cities=EVERYWHERE):
        with store.cursor() as cursor:
            known = responded(cursor, accepted(responses_folder))
            return criteria_table(cursor, ActorFilter(), cities, known=known)

    return ask


def test_answer_that_it_is_in_place_counts_the_city_once(ask, ask_with_answers, accept):
    documented = next(
        row["city_id"] for row in rows_of("practices") if row["keyword_id"] == HOUSING
    )
    # Reykjavik was not known: 14 cities, of 104; the other one is counted already.
    accept("isl-reykjavik", "2026", {f"q-{HOUSING}": "in-place"})
    accept(documented, "2026", {f"q-{HOUSING}": "in-place-and-evaluated"})
    found = ask_with_answers()
    row = found.table.set_index("keyword_id").loc[HOUSING]
    assert row["n_cities_documented"] == 14
    assert row["spreading"] == pytest.approx(14 / 46)
    assert found.n_cities_known == ask().n_cities_known + 1
    assert found.n_cities_answered == 2


def test_newest_round_of_a_city_counts_and_steps_before_in_place_do_not(ask_with_answers, accept):
    accept("isl-reykjavik", "2025", {f"q-{HOUSING}": "in-place"})
    accept("isl-reykjavik", "2026", {f"q-{HOUSING}": "planned"})
    found = ask_with_answers()
    assert by_keyword(found, "n_cities_documented")[HOUSING] == 13
    assert found.n_cities_answered == 1


def test_answers_of_cities_that_the_filters_leave_out_do_not_count(ask, ask_with_answers, accept):
    accept("gha-accra", "2026", {f"q-{TO_WORK}": "in-place"})
    europe = ask_with_answers(EUROPE)
    assert europe.table.equals(ask(EUROPE).table)
    assert europe.n_cities_answered == 0
    assert by_keyword(ask_with_answers(), "n_cities_documented")[TO_WORK] == 1


def test_answers_make_known_what_was_missing(ask_with_answers, accept):
    accept("isl-reykjavik", "2026", {f"q-{HOUSING}": "in-place"})
    found = ask_with_answers(NOTHING_KNOWN)
    assert found.n_cities_known == 1
    assert by_keyword(found, "n_cities_documented")[HOUSING] == 1
    assert by_keyword(found, "n_cities_documented")[COOPERATION] == 0


def test_nothing_accepted_changes_nothing(ask, ask_with_answers):
    assert ask_with_answers().table.equals(ask().table)


# A working group's vote on the value that actions add


@pytest.fixture
def ask_with_vote(store):
    def ask(cities=EVERYWHERE, **figures):
        written_at = datetime(2026, 11, 24)  # noqa: DTZ001 - as the store keeps moments
        named = tuple((name.replace("_", "-"), float(value)) for name, value in figures.items())
        voted = Adopted("points", "Value", "Group", 5, written_at, named)
        with store.cursor() as cursor:
            return criteria_table(cursor, ActorFilter(), cities, voted=voted)

    return ask


def test_value_added_is_the_mean_points_of_the_vote_by_the_highest(ask, ask_with_vote):
    found = ask_with_vote(communication=8, financing=2, language_learning_for_adults=0)
    points = found.table.set_index("keyword_id")["vote_points"].dropna()
    assert points.to_dict() == {
        "communication": 8,
        "financing": 2,
        "language-learning-for-adults": 0,
    }
    values = by_keyword(found, "value_added")
    assert (values["communication"], values["financing"]) == (1, 0.25)
    assert values["language-learning-for-adults"] == 0  # voted nothing is not the same as no vote
    assert np.isnan(values[HOUSING])
    assert int(np.isnan(found.matrix[:, 3]).sum()) == 49 - 3
    others = ["keyword_id", "frequency", "spreading", "show_progress"]
    assert found.table[others].equals(ask().table[others])


def test_vote_that_gives_every_action_nothing_is_zero_not_missing(ask_with_vote):
    found = ask_with_vote(communication=0, financing=0)
    values = by_keyword(found, "value_added")
    assert (values["communication"], values["financing"]) == (0, 0)
    assert np.isnan(values[HOUSING])


def test_vote_on_a_keyword_that_is_no_more_changes_nothing(ask, ask_with_vote):
    assert ask_with_vote(atlantis=9).table.equals(ask().table)


def test_value_added_does_not_depend_on_the_cities_kept(ask_with_vote):
    everywhere, europe = ask_with_vote(communication=8), ask_with_vote(EUROPE, communication=8)
    assert europe.table["value_added"].equals(everywhere.table["value_added"])

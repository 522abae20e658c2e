"""What cities send: kept whole, once; the newest accepted answer to a question is the one shown.

Two cities write: Alba (ita-alba) and Busia (ken-busia). They answer the questions `food` and
`work`; an answer is written as (city, question, state).
"""

from __future__ import annotations

import re
from contextlib import closing

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.contracts.response import ANSWER_COLUMNS
from dashboard.errors import ResponsesError, WritingError
from dashboard.responses.database import ROLES, writing
from dashboard.responses.decisions import decide
from dashboard.responses.files import FILE
from dashboard.responses.receipts import receipt_number
from dashboard.responses.submissions import (
    Taken,
    accepted,
    answers_of,
    list_submissions,
    standing,
    submit,
)

PLACES = pd.DataFrame(
    {
        "city_id": ["ita-alba", "ken-busia"],
        "country_iso3": ["ITA", "KEN"],
        "size": ["under-50k", "50k-200k"],
    }
)
ALBA_FOOD = ("ita-alba", "food", "planned")
ALBA_WORK = ("ita-alba", "work", "started")
BUSIA_FOOD = ("ken-busia", "food", "in-place")
# Everything that an answer can hold.
FULL = {
    "city_id": "ita-alba",
    "round_id": "2026",
    "question_id": "food",
    "question_version": 3,
    "state": "in-place-and-evaluated",
    "year_since": 2019,
    "unit_in_charge": "Büro für Vielfalt, שלום 😀",
    "evidence_link": "https://alba.example/food",
    "needs": "money;staff",
    "priority": 5,
    "impact_indicator": "Meals\na day",
    "impact_baseline": 0.1,
    "impact_target": 12.5,
    "impact_latest": -3.0,
    "impact_year": 2024,
    "impact_source": 'Report "2024"',
}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "responses"


def table(*answers, version=1, round_id="2026"):
    rows = [
        {
            "city_id": city,
            "round_id": round_id,
            "question_id": question,
            "question_version": version,
            "state": state,
        }
        for city, question, state in answers
    ]
    return pd.DataFrame(rows)


def send(folder, *answers, **how):
    role = how.pop("role", "city-editor")
    file = how.pop("file", "")
    return submit(folder, table(*answers, **how), role=role, release="2026.11.25", file=file)


def number_of(folder, *answers, **how):
    (number,) = send(folder, *answers, **how).numbers
    return number


def settle(folder, number, kind):
    assert decide(folder, [number], kind, role="data-steward", places=PLACES) == 1


def accept(folder, *answers, **how):
    number = number_of(folder, *answers, **how)
    settle(folder, number, "accepted")
    return number


def short(answers):
    """Return answers as they are written in this module."""
    return [tuple(row) for row in answers[["city_id", "question_id", "state"]].to_numpy()]


def shown(folder):
    return short(accepted(folder).answers)


def statuses(folder):
    return {found.number: found.status for found in list_submissions(folder)}


def in_store(folder, sql):
    with closing(duckdb.connect(folder / FILE, read_only=True)) as store:
        return store.execute(sql).fetchall()


# What was sent


def test_nothing_sent_is_no_submission_and_makes_no_file(folder):
    assert list_submissions(folder) == ()
    for answers in (
        accepted(folder).answers,
        standing(folder, "ita-alba"),
        answers_of(folder, "2026-AAAA-AAAA"),
    ):
        assert list(answers) == list(ANSWER_COLUMNS)
        assert answers.empty
    assert not folder.exists()


def test_every_column_of_an_answer_comes_back_as_it_was_sent(folder):
    taken = submit(folder, pd.DataFrame([FULL]), role="city-editor", release="r")
    (found,) = answers_of(folder, taken.numbers[0]).to_dict("records")
    assert found == FULL
    assert list(found) == list(ANSWER_COLUMNS)


def test_columns_that_were_not_given_come_back_as_not_given(folder):
    found = answers_of(folder, number_of(folder, ALBA_FOOD))
    assert found[["unit_in_charge", "needs"]].to_numpy().tolist() == [["", ""]]
    assert found[["year_since", "impact_baseline"]].isna().to_numpy().tolist() == [[True, True]]


def test_list_says_what_was_sent_by_whom_and_that_nothing_is_decided(folder):
    number = number_of(folder, ALBA_FOOD, ALBA_WORK, role="session-chair", file="alba.xlsx")
    (found,) = list_submissions(folder)
    assert (found.number, found.city_id, found.round_id) == (number, "ita-alba", "2026")
    assert (found.role, found.file, found.n_answers) == ("session-chair", "alba.xlsx", 2)
    assert (found.status, found.note, found.decided_at, found.corrects) == (
        "submitted",
        "",
        None,
        "",
    )


def test_submissions_are_listed_the_newest_first(folder):
    numbers = [number_of(folder, ("ita-alba", "food", state)) for state in ("planned", "started")]
    assert [found.number for found in list_submissions(folder)] == numbers[::-1]


def test_file_with_two_cities_and_two_rounds_gives_a_receipt_for_each_pair(folder):
    both = pd.concat(
        [table(ALBA_FOOD, ALBA_WORK, BUSIA_FOOD), table(ALBA_FOOD, round_id="2025")],
    )
    taken = submit(folder, both, role="city-editor", release="r")
    assert (len(set(taken.numbers)), taken.n_answers, taken.n_unchanged) == (3, 4, 0)
    found = {(sent.city_id, sent.round_id): sent.n_answers for sent in list_submissions(folder)}
    assert found == {("ita-alba", "2025"): 1, ("ita-alba", "2026"): 2, ("ken-busia", "2026"): 1}
    for sent in list_submissions(folder):
        own = answers_of(folder, sent.number)
        assert set(own["city_id"] + own["round_id"]) == {sent.city_id + sent.round_id}


def test_no_answer_at_all_is_no_submission(folder):
    nothing = Taken(numbers=(), n_answers=0, n_unchanged=0)
    assert submit(folder, pd.DataFrame(), role="city-editor", release="r") == nothing
    accept(folder, ALBA_FOOD)
    assert submit(folder, pd.DataFrame(), role="city-editor", release="r") == nothing


def test_version_of_the_question_is_kept_with_the_answer(folder):
    first = number_of(folder, ALBA_FOOD, version=1)
    second = number_of(folder, ALBA_FOOD, version=2)  # the question was asked anew
    assert answers_of(folder, first)["question_version"].tolist() == [1]
    assert answers_of(folder, second)["question_version"].tolist() == [2]


@pytest.mark.parametrize("role", ["mayor", "", "City-Editor"])
def test_unknown_role_is_refused_and_nothing_is_made(folder, role):
    with pytest.raises(WritingError, match=f"role: got '{role}', expected one of {ROLES[0]}, "):
        send(folder, ALBA_FOOD, role=role)
    assert not folder.exists()


def test_store_has_no_column_for_anything_about_a_person(folder):
    send(folder, ALBA_FOOD)
    sql = "SELECT DISTINCT column_name FROM duckdb_columns() WHERE NOT internal"
    columns = {row[0] for row in in_store(folder, sql)}
    assert {"role", "city_id"} <= columns
    assert not {
        name
        for name in columns
        if re.search(r"name|mail|phone|person|author|user|writer|token|address|ip$", name)
    }


# The same again


def test_same_again_changes_nothing_and_says_so(folder):
    send(folder, ALBA_FOOD, ALBA_WORK)
    again = send(folder, ALBA_WORK, ALBA_FOOD)
    assert again == Taken(numbers=(), n_answers=0, n_unchanged=1)
    assert len(list_submissions(folder)) == 1


def test_same_again_changes_nothing_after_it_was_accepted(folder):
    accept(folder, ALBA_FOOD)
    assert send(folder, ALBA_FOOD) == Taken(numbers=(), n_answers=0, n_unchanged=1)


def test_needs_in_another_order_are_the_same(folder):
    submit(folder, pd.DataFrame([FULL]), role="city-editor", release="r")
    other = pd.DataFrame([{**FULL, "needs": "staff;money;staff"}])
    assert submit(folder, other, role="city-editor", release="r").n_unchanged == 1


def test_of_a_bigger_set_the_city_that_sent_the_same_already_is_left_out(folder):
    send(folder, ALBA_FOOD)
    taken = send(folder, ALBA_FOOD, BUSIA_FOOD)
    assert (len(taken.numbers), taken.n_answers, taken.n_unchanged) == (1, 1, 1)
    assert short(answers_of(folder, taken.numbers[0])) == [BUSIA_FOOD]


def test_one_new_answer_among_known_ones_makes_the_whole_set_of_the_city_new(folder):
    send(folder, ALBA_FOOD)
    taken = send(folder, ALBA_FOOD, ALBA_WORK)
    assert (taken.n_answers, taken.n_unchanged) == (2, 0)
    assert short(answers_of(folder, taken.numbers[0])) == [ALBA_FOOD, ALBA_WORK]


def test_part_of_what_stands_already_changes_nothing(folder):
    send(folder, ALBA_FOOD, ALBA_WORK)
    assert send(folder, ALBA_WORK) == Taken(numbers=(), n_answers=0, n_unchanged=1)


def test_same_answer_of_another_city_or_round_is_new(folder):
    send(folder, ALBA_FOOD)
    assert send(folder, ("ken-busia", "food", "planned")).n_unchanged == 0
    assert send(folder, ALBA_FOOD, round_id="2025").n_unchanged == 0


def test_earlier_answer_sent_again_after_another_is_new(folder):
    first = number_of(folder, ("ita-alba", "food", "planned"))
    number_of(folder, ("ita-alba", "food", "started"))
    again = number_of(folder, ("ita-alba", "food", "planned"))
    assert again != first
    assert short(standing(folder, "ita-alba")) == [("ita-alba", "food", "planned")]


@pytest.mark.parametrize("kind", ["returned", "withdrawn"])
def test_content_that_was_returned_or_withdrawn_can_be_sent_again(folder, kind):
    first = number_of(folder, ALBA_FOOD)
    settle(folder, first, kind)
    again = number_of(folder, ALBA_FOOD)
    assert statuses(folder) == {first: kind, again: "submitted"}


# Which answer counts


def test_only_accepted_answers_are_shown(folder):
    accept(folder, ALBA_FOOD)
    number_of(folder, ("ita-alba", "food", "in-place"))
    settle(folder, number_of(folder, ALBA_WORK), "returned")
    settle(folder, number_of(folder, BUSIA_FOOD), "withdrawn")
    assert shown(folder) == [ALBA_FOOD]


def test_later_submission_with_one_question_changes_just_that_one(folder):
    accept(folder, ALBA_FOOD, ALBA_WORK)
    accept(folder, ("ita-alba", "work", "in-place"))
    assert shown(folder) == [ALBA_FOOD, ("ita-alba", "work", "in-place")]


def test_newest_of_the_accepted_counts_whatever_was_accepted_last(folder):
    first = number_of(folder, ("ita-alba", "food", "planned"))
    second = number_of(folder, ("ita-alba", "food", "started"))
    settle(folder, second, "accepted")
    settle(folder, first, "accepted")
    assert shown(folder) == [("ita-alba", "food", "started")]


def test_withdrawal_lets_the_earlier_answer_shine_through(folder):
    accept(folder, ALBA_FOOD, ALBA_WORK)
    second = accept(folder, ("ita-alba", "food", "in-place"))
    assert shown(folder) == [("ita-alba", "food", "in-place"), ALBA_WORK]
    settle(folder, second, "withdrawn")
    assert shown(folder) == [ALBA_FOOD, ALBA_WORK]


def test_rounds_do_not_get_in_each_others_way(folder):
    accept(folder, ("ita-alba", "food", "planned"), round_id="2025")
    accept(folder, ("ita-alba", "food", "in-place"), round_id="2026")
    answers = accepted(folder).answers
    assert answers["round_id"].tolist() == ["2025", "2026"]
    assert answers["state"].tolist() == ["planned", "in-place"]


def test_what_stands_is_the_newest_accepted_or_undecided_answer_of_one_city(folder):
    accept(folder, ALBA_FOOD, ALBA_WORK)
    number_of(folder, ("ita-alba", "food", "in-place"))
    settle(folder, number_of(folder, ("ita-alba", "work", "in-place")), "returned")
    number_of(folder, BUSIA_FOOD)
    assert short(standing(folder, "ita-alba")) == [("ita-alba", "food", "in-place"), ALBA_WORK]
    assert short(standing(folder, "ken-busia")) == [BUSIA_FOOD]
    assert short(standing(folder, "nowhere")) == []


# Corrections


def test_correction_names_the_newest_accepted_one_of_its_city_and_round(folder):
    accept(folder, ALBA_FOOD)
    second = accept(folder, ("ita-alba", "food", "started"))
    accept(folder, BUSIA_FOOD)
    accept(folder, ALBA_FOOD, round_id="2025")
    number_of(folder, ("ita-alba", "food", "in-place"))
    assert list_submissions(folder)[0].corrects == second


@pytest.mark.parametrize("kind", ["returned", "withdrawn"])
def test_submission_after_one_that_was_not_accepted_corrects_nothing(folder, kind):
    settle(folder, number_of(folder, ALBA_FOOD), kind)
    number_of(folder, ("ita-alba", "food", "started"))
    assert list_submissions(folder)[0].corrects == ""


# Receipts


def test_receipt_can_be_read_out(folder):
    assert re.fullmatch(r"2026-[A-Z2-7]{4}-[A-Z2-7]{4}", number_of(folder, ALBA_FOOD))


def test_receipts_of_four_thousand_cities_are_all_different_and_sent_again_none_is_new(folder):
    many = table(*((f"ita-{n}", "food", "planned") for n in range(4_000)))
    taken = submit(folder, many, role="city-editor", release="r")
    assert len(set(taken.numbers)) == taken.n_answers == 4_000
    again = submit(folder, many, role="city-editor", release="r")
    assert again == Taken(numbers=(), n_answers=0, n_unchanged=4_000)


def test_number_that_another_submission_has_by_chance_is_not_given_again(tmp_path):
    # The number of the first submission of a store follows from its content; so it is known.
    number = number_of(tmp_path / "one", ALBA_FOOD)
    with writing(tmp_path / "two") as store:
        store.execute(
            "INSERT INTO submissions VALUES (0, ?, 'ken-busia', '2026', TIMESTAMP '2026-01-01', "
            "'city-editor', 'r', '', '', '', 0)",
            [number],
        )
    other = number_of(tmp_path / "two", ALBA_FOOD)
    assert other != number
    assert short(answers_of(tmp_path / "two", other)) == [ALBA_FOOD]


def test_receipt_follows_from_all_it_stands_for():
    numbers = {receipt_number("2026", "a", n) for n in range(5_000)}
    assert len(numbers) == 5_000
    assert receipt_number("2026", "a", 1) == receipt_number("2026", "a", 1)
    assert receipt_number("2025", "a", 1)[4:] == receipt_number("2026", "a", 1)[4:]


# The law of the newest

STATES = st.sampled_from(["planned", "started", "in-place"])
SETS = st.lists(
    st.dictionaries(st.sampled_from(["food", "work", "home"]), STATES, min_size=1), max_size=6
)


@settings(max_examples=6, deadline=None)
@given(sets=SETS)
def test_what_stands_is_everything_sent_laid_over_each_other(tmp_path_factory, sets):
    folder = tmp_path_factory.mktemp("law") / "responses"
    expected = {}
    for answers in sets:
        is_new = any(expected.get(question) != state for question, state in answers.items())
        taken = send(folder, *(("ita-alba", *answer) for answer in answers.items()))
        assert (len(taken.numbers), taken.n_unchanged) == ((1, 0) if is_new else (0, 1))
        expected |= answers
    found = standing(folder, "ita-alba")
    assert dict(zip(found["question_id"], found["state"], strict=True)) == expected


def test_error_in_one_row_keeps_none_of_the_others(folder):
    send(folder, ALBA_FOOD)
    too_large = table(ALBA_WORK, BUSIA_FOOD).assign(question_version=[1, 2**40])
    with pytest.raises(ResponsesError, match=r"Nothing was saved\."):
        submit(folder, too_large, role="city-editor", release="r")
    assert len(list_submissions(folder)) == 1
    assert in_store(folder, "SELECT count(*) FROM answers") == [(1,)]

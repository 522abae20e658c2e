"""The questions to cities: as the table of the data has them, and those that one round asks.

The rounds of the small table are listed in another order than that of their names:

    round       1st  2026-pilot, 2nd 2025, 3rd 2027
    q-plan      version 1 in 2026-pilot and 2025, version 2 from 2027 on
    q-school    version 1 in 2025 only
    q-home      version 1 from 2026-pilot on
"""

from __future__ import annotations

import csv
import re

import pandas as pd
import pytest

from dashboard.queries.questionnaire import (
    QUESTION_COLUMNS,
    ROUND_COLUMNS,
    list_questions,
    list_rounds,
    of_round,
)
from dashboard.store.places import data_dir


def rows_of(table):
    with (data_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def rounds(store):
    with store.cursor() as cursor:
        return list_rounds(cursor)


@pytest.fixture
def questions(store):
    with store.cursor() as cursor:
        return list_questions(cursor)


# The tables of the data


def test_tables_have_the_documented_columns(rounds, questions):
    assert list(rounds) == list(ROUND_COLUMNS)
    assert list(questions) == list(QUESTION_COLUMNS)


def test_rounds_come_in_order_with_what_the_answers_are_about(rounds):
    assert list(rounds.itertuples(index=False, name=None)) == [
        ("2025", "Round 2025", "Say how things stood at the end of 2025."),
        ("2026", "Round 2026", "Say how things stand in 2026, on the day you answer."),
    ]


def test_questions_are_all_versions_of_the_data_each_once(questions):
    found = zip(questions["question_id"], questions["version"].map(str), strict=True)
    expected = [(row["question_id"], row["version"]) for row in rows_of("questionnaire")]
    assert sorted(found) == sorted(expected)


def test_questions_come_by_policy_area_then_by_keyword(questions):
    order = {row["policy_area_id"]: int(row["order"]) for row in rows_of("policy_areas")}
    found = [
        (order[area], keyword, version)
        for area, keyword, version in zip(
            questions["area_id"], questions["keyword"], questions["version"], strict=True
        )
    ]
    assert found == sorted(found)


def test_question_comes_with_its_keyword_area_and_role_in_words(questions):
    found = questions.set_index("question_id").loc["q-migrant-entrepreneurship"]
    assert found[["keyword", "area", "role", "question", "impact_indicator"]].tolist() == [
        "Migrant entrepreneurship",
        "Employment",
        "Service provider",
        "Does the city help migrants to start or grow a business?",
        "Share of supported businesses that still exist after two years",
    ]
    assert pd.isna(found["last_round"])


@pytest.mark.parametrize("round_id", ["2025", "2026"])
def test_every_round_of_the_data_asks_one_question_for_each_keyword(questions, rounds, round_id):
    asked = of_round(questions, rounds, round_id)
    assert sorted(asked["keyword_id"]) == sorted(row["keyword_id"] for row in rows_of("keywords"))


# How the questions are worded


def test_question_is_one_sentence_of_at_most_20_words(questions):
    assert [text for text in questions["question"] if len(text.split()) > 20] == []
    assert [text for text in questions["question"] if text.count(".") + text.count("?") > 1] == []


def test_help_is_at_most_two_sentences(questions):
    assert [text for text in questions["help"] if len(re.findall(r"\.(?:\s|$)", text)) > 2] == []


def test_no_question_is_asked_twice(questions):
    assert questions["question"].is_unique


# The questions of one round, by hand


@pytest.fixture
def few_rounds():
    return pd.DataFrame({"round_id": ["2026-pilot", "2025", "2027"]})


@pytest.fixture
def few_questions():
    return pd.DataFrame(
        [
            ("q-plan", 1, "2026-pilot", "2025"),
            ("q-plan", 2, "2027", None),
            ("q-school", 1, "2025", "2025"),
            ("q-home", 1, "2026-pilot", None),
        ],
        columns=["question_id", "version", "first_round", "last_round"],
    )


@pytest.mark.parametrize(
    ("round_id", "asked"),
    [
        ("2026-pilot", [("q-plan", 1), ("q-home", 1)]),
        ("2025", [("q-plan", 1), ("q-school", 1), ("q-home", 1)]),
        ("2027", [("q-plan", 2), ("q-home", 1)]),
    ],
)
def test_round_asks_the_versions_whose_first_and_last_round_enclose_it(
    few_questions, few_rounds, round_id, asked
):
    found = of_round(few_questions, few_rounds, round_id)
    assert list(zip(found["question_id"], found["version"], strict=True)) == asked
    assert list(found.index) == list(range(len(asked)))


def test_questions_that_never_end_are_asked_in_every_round_from_their_first(few_rounds):
    endless = pd.DataFrame({"question_id": ["a"], "first_round": ["2025"], "last_round": [None]})
    asked = [len(of_round(endless, few_rounds, name)) for name in few_rounds["round_id"]]
    assert asked == [0, 1, 1]


def test_round_without_any_question_gives_an_empty_table(few_questions, few_rounds):
    found = of_round(few_questions[:0], few_rounds, "2025")
    assert found.empty
    assert list(found) == list(few_questions)


def test_unknown_round_is_refused(few_questions, few_rounds):
    with pytest.raises(KeyError):
        of_round(few_questions, few_rounds, "2031")

"""Thirty questions of readers, written before the search, and the case that each of them means.

Words are English; names of places are English, Spanish, French, Portuguese or German, or typed in a
hurry. The case must be among the first three. No case of London or Zaragoza is known: the nearest
is meant. Of Munich there is a grant alone.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dashboard.answers.case_index import search_index
from dashboard.answers.practices import find_cases
from dashboard.filters import PracticeFilter

with (Path(__file__).parent / "questions.csv").open(encoding="utf-8") as questions:
    QUESTIONS = {row["query"]: row["record_id_begins"] for row in csv.DictReader(questions)}
# A grant and a finding are found like a practice.
OTHERS = {
    "Gateways for Growth Anchorage": "usa-anchorage:",
    "health insurance deprived areas": "mgi-gha-accra-1",
}


@pytest.fixture(scope="module")
def index(store):
    with store.cursor() as cursor:
        return search_index(cursor)


def first_three(index, query):
    return find_cases(index, PracticeFilter(query=query)).rows["record_id"].tolist()[:3]


def test_there_are_thirty_questions():
    assert len(QUESTIONS) == 30


@pytest.mark.parametrize("query", QUESTIONS)
def test_the_case_that_is_meant_is_among_the_first_three(index, query):
    assert any(found.startswith(QUESTIONS[query]) for found in first_three(index, query))


@pytest.mark.parametrize("query", OTHERS)
def test_grants_and_findings_are_found_too(index, query):
    assert any(found.startswith(OTHERS[query]) for found in first_three(index, query))

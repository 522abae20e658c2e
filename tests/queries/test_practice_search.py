"""Thirty questions of readers, written before the search, and the case that each of them means.

Words are English; names of places are English, Spanish, French, Portuguese or German, or typed in a
hurry. The case must be among the first three. No case of London or Zaragoza is known: the nearest
is meant. Of Munich there is a grant alone.
"""

from __future__ import annotations

import pytest

from dashboard.answers.case_index import search_index
from dashboard.answers.practices import find_cases
from dashboard.filters import PracticeFilter

QUESTIONS = {
    "identity card for every resident Nueva York": "pw-045",
    "Genf": "pw-172",
    "evaluation of the diversity policy Ginebra": "pw-172",
    "family reunification Barcelone": "pw-046",
    "Barcelna master plan": "p003-08",
    "Montevido": "pw-020",
    "early childhood care Montevidéu": "pw-020",
    "clinic on wheels Beyrouth": "pw-004",
    "single desk for newcomers Tanger": "pw-090",
    "Turim": "pw-195",
    "neighbours may enter a mosque": "pw-195",
    "job orientation Mailand": "p002-01",
    "migrant parents teach other parents Hamburgo": "p003-19",
    "immigrants council Danzig": "pw-184",
    "information for new residents Breslau": "pw-186",
    "Lemberg social hostel": "pw-182",
    "migrant help desk Joanesburgo": "pw-091",
    "resilience officers Athènes": "p003-24",
    "Londres": "pw-169",
    "Florenz Tunisian students": "p003-06",
    "Saragosse": "p003-10",
    "Munique": "deu-munich:",
    "training elected officials reception Rennes": "p004-03",
    "Marruecos administrative migration unit": "pw-032",
    "permanent posts in the city for migrants Brasil": "pw-215",
    "Creole in health centres Chili": "pw-225",
    "kindergarten without fee Tbilissi": "pw-229",
    "Nairoby refugee strategy": "pw-012",
    "Bogta diet of infants": "pw-003",
    "refugee councils Turquía": "pw-055",
}
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

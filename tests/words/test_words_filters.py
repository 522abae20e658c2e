"""The filters in force, the cities they keep, and what a link could not do: word for word."""

from __future__ import annotations

import pytest

from dashboard.address import Problem
from dashboard.queries.facts import Choices
from dashboard.state import State
from dashboard.words.filters import (
    all_phrases,
    cities_sentence,
    city_filter_phrases,
    corpus_phrases,
    problem_sentence,
)

CHOICES = Choices(
    network={"icc": "Intercultural Cities"},
    country={"ITA": "Italy", "XKX": "Kosovo"},
    area={"housing": "Housing and urban planning"},
    keyword={},
    actor={"oecd": "OECD"},
    actor_tokens=("analysed-2019", "kind-ngo", "oecd"),
    document_years=(2004, 2024),
)


@pytest.mark.parametrize(
    ("chosen", "phrase"),
    [
        ({"region": ("africa", "asia")}, "region: Africa and Asia"),
        ({"oecd": "non-oecd"}, "OECD status: non-OECD"),
        ({"size": ("under-50k", "unknown")}, "population: under 50,000 and population not known"),
        ({"network": ("icc",)}, "network: Intercultural Cities"),
        ({"country": ("ITA",)}, "country: Italy"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_city_filter_is_told_by_name(chosen, phrase):
    assert city_filter_phrases(State(**chosen), CHOICES) == [phrase]


def test_no_city_filter_has_no_phrase():
    assert city_filter_phrases(State(area="housing", coding="second"), CHOICES) == []


def test_id_that_has_no_name_is_told_as_it_is():
    chosen = State(network=("gone",), country=("QQQ",))
    assert city_filter_phrases(chosen, CHOICES) == ["network: gone", "country: QQQ"]


def test_documents_of_all_actors_count_by_default():
    assert corpus_phrases(State(), CHOICES) == [
        "actors: all actors",
        "counting: Sum of keywords",
        "coding: First coder",
    ]


def test_actors_are_told_by_set_and_by_name():
    chosen = State(actors=("analysed-2019", "kind-ngo", "oecd"))
    assert corpus_phrases(chosen, CHOICES)[0] == (
        "actors: All analysed in 2019, All NGOs, and OECD"
    )


@pytest.mark.parametrize(
    ("years", "phrase"),
    [
        ({"doc_from": 2010, "doc_to": 2020}, "documents of 2010 to 2020"),
        ({"doc_from": 2010}, "documents of 2010 to 2024"),
        ({"doc_to": 2020}, "documents of 2004 to 2020"),
    ],
    ids=["both", "from", "to"],
)
def test_years_of_documents_are_told_with_both_ends(years, phrase):
    assert corpus_phrases(State(**years), CHOICES)[-1] == phrase


def test_export_tells_every_filter():
    chosen = State(oecd="oecd", area="housing", counting="actors", coding="agreed")
    assert all_phrases(chosen, CHOICES) == [
        "actors: all actors",
        "counting: Each actor once",
        "coding: Agreed only",
        "OECD status: OECD",
        "policy area: Housing and urban planning",
    ]


def test_export_without_a_city_filter_says_so():
    assert all_phrases(State(), CHOICES)[-1] == "cities: all"


def test_all_cities_are_kept_without_a_filter():
    assert cities_sentence({"kept": 1613}).startswith("All 1,613 cities are kept")


def test_cities_left_out_are_told_by_filter_in_the_order_of_the_sidebar():
    counts = {"kept": 3, "country": 1, "network": 2, "size": 4, "oecd": 5, "region": 1000}
    assert cities_sentence(counts) == (
        "3 of 1,015 cities are kept. Left out: 1,000 by region, 5 by OECD status, "
        "4 by population, 2 by network, and 1 by country."
    )


def test_one_city_is_told_in_the_singular():
    assert cities_sentence({"kept": 1, "region": 2}) == (
        "1 of 3 cities is kept. Left out: 2 by region."
    )


def test_no_city_left_is_said():
    assert cities_sentence({"kept": 0, "oecd": 3}) == (
        "0 of 3 cities are kept. Left out: 3 by OECD status."
    )


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (
            Problem("utm", "mail", "unknown parameter"),
            "The link names “utm”, which this page does not know.",
        ),
        (
            Problem("region", "mars", "unknown value"),
            "The link asks for region “mars”, which is not in the data.",
        ),
        (
            Problem("country", "ITA…", "too long"),
            "The link's value for country is too long to be read: “ITA…”.",
        ),
        (
            Problem("release", "2020.01.01-00000000", "release"),
            "The link was made with data release “2020.01.01-00000000”, which is not kept here. "
            "You see the release named at the foot of the page.",
        ),
        (
            Problem("doc_from", "2020-2010", "order"),
            "The link asks for documents of 2020-2010: the first year is after the last.",
        ),
    ],
    ids=lambda value: value.reason if isinstance(value, Problem) else "",
)
def test_problem_of_a_link_is_one_sentence(problem, sentence):
    assert problem_sentence(problem) == sentence


def test_braces_in_an_address_are_quoted_as_they_are():
    problem = Problem("region", "{0.__class__}{value}", "unknown value")
    assert "“{0.__class__}{value}”" in problem_sentence(problem)

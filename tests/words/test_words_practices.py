"""What the page of good practices says of a search; and the source on every card."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.answers.case_index import search_index
from dashboard.answers.practices import find_cases
from dashboard.filters import CityFilter, PracticeFilter
from dashboard.queries.facts import list_choices
from dashboard.queries.practices import list_cases, list_steps
from dashboard.store.places import data_dir
from dashboard.words.cases import card_text
from dashboard.words.cells import rows_of
from dashboard.words.practice_search import missed_text, no_result, search_notes, why_nearest

CITIES = {"pol-krakow": "Kraków, Poland"}


@pytest.fixture(scope="module")
def index(store):
    with store.cursor() as cursor:
        return search_index(cursor)


@pytest.fixture(scope="module")
def cards(store):
    with store.cursor() as cursor:
        cases, choices, steps = list_cases(cursor), list_choices(cursor), list_steps(cursor)
    return [(row, card_text(row, choices, steps)) for row in rows_of(cases)]


def found(index, **asked):
    return find_cases(index, PracticeFilter(**asked))


def notes(index, query):
    return " ".join(search_notes(found(index, query=query), CITIES)).replace("\\", "")


def test_search_without_a_word_says_that_all_cases_are_shown(index):
    told = "Your search holds no word that we can look for, so all cases are shown."
    assert notes(index, "the") == notes(index, '"%"') == told
    assert notes(index, "") == ""


def test_search_without_a_word_beside_filters_says_that_they_alone_count(index):
    answer = found(index, query="of the", status=("running",))
    (told,) = search_notes(answer, {})
    assert told == "Your search holds no word that we can look for. Only your filters count."


def test_unknown_word_is_told_with_the_nearest_words(index):
    told = notes(index, "homophobia")
    assert told.startswith("No case is about “homophobia”. Nearest words: “xenophobia”, ")
    assert "“krakobia” (Kraków, Poland)" in told


def test_word_that_is_written_like_no_other_says_so(index):
    assert notes(index, "xqzw") == (
        "No case is about “xqzw”. No word that we know is written like it."
    )
    assert notes(index, "housing xqzw").startswith("No case is about “xqzw”. No case fits every")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"query": "homophobia"}, "written most like yours"),
        ({"query": "xqzw"}, "Nothing that we know is near"),
        ({"query": "Honolulu"}, "the nearest, as the crow flies"),
        ({"query": "housing xqzw vvkj"}, "These fit some of them"),
        ({"query": "Genf", "status": ("running",)}, "These fit your search"),
        ({"status": ("pledged",), "cities": CityFilter(region=("oceania",))}, "These miss"),
    ],
)
def test_why_cases_are_the_nearest_is_said(index, asked, told):
    answer = found(index, **asked)
    assert answer.rows.empty
    assert told in why_nearest(answer)


def test_filters_that_leave_a_case_out_are_named():
    assert missed_text(()) == ""
    assert missed_text(("status",)) == "Left out by your filter on status."
    assert missed_text(("region", "years")) == "Left out by your filters on region and years."


def test_what_to_loosen_names_filters_and_asks_for_other_words_only_if_none_fits(index):
    told = no_result(found(index, query="Genf", status=("running",)))
    assert told[-1] == "1 case comes back without the filter on status."
    told = no_result(found(index, query="xqzw"))
    assert told[0] == "396 cases come back without the search."
    assert told[1].startswith("Try other words")


def test_every_card_names_its_source(cards):
    assert len(cards) == 396
    assert sum("Source: " in text for _row, text in cards) == 396
    with_address = [row["address"].startswith("http") for row, _text in cards]
    assert sum("](<http" in text for _row, text in cards) == sum(with_address)


def test_every_card_names_the_page_where_it_is_known_and_no_other_does(cards):
    known = [row for row, _text in cards if row["page"]]
    shipped = pd.read_csv(data_dir() / "practices.csv", dtype=str).set_index("practice_id")["page"]
    assert {row["record_id"]: row["page"] for row in known} == shipped.dropna().to_dict()
    for row, text in cards:
        ending = f", page {row['page']}" if row["page"] else ""
        assert text.replace("\\", "").endswith(ending)
        assert (", page " in text) == bool(row["page"])

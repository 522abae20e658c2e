"""Searching six cases by words and places.

case   text                   place (point)      partner
h1     housing for families   Genoa (44, 9)
h2     housing register       Lyon (46, 5)       Genoa
c1     council of migrants    Genoa (44, 9)
c2     council                Quito (0, -78)
m1     mobile clinic          Lyon (46, 5)
n1     courses                no place

"housing" scores 2, "council" 1, every other word 3. Mobile is also a place without any case, 100 km
from Lyon; Nowhere is a place without a point; Land is a country without any case, one of its two
places is 8 km from Lyon.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.case_search import ALL, NONE, SOME, CaseIndex, distance_km, find_cases

WORDS = {
    "housing": {"h1": 2.0, "h2": 2.0},
    "families": {"h1": 3.0},
    "register": {"h2": 3.0},
    "council": {"c1": 1.0, "c2": 1.0},
    "migrants": {"c1": 3.0},
    "mobile": {"m1": 3.0},
    "clinic": {"m1": 3.0},
    "courses": {"n1": 3.0},
}
NAMES = {
    "genoa": {"ita-genoa"},
    "genes": {"ita-genoa"},
    "lyon": {"fra-lyon"},
    "quito": {"ecu-quito"},
    "san francisco de quito": {"ecu-quito"},
    "mobile": {"usa-mobile"},
    "nowhere": {"xxx-nowhere"},
    "macon": {"fra-macon"},
    "italy": {"ITA"},
    "of": {"nor-of"},
    "land": {"LAND"},
}
INDEX = CaseIndex(
    about=lambda word: WORDS.get(word, {}),
    words=tuple(sorted(WORDS)),
    stop_words=frozenset({"of", "for", "in", "the"}),
    names={name: frozenset(keys) for name, keys in NAMES.items()},
    leads={
        "ita-genoa": frozenset({"h1", "c1"}),
        "fra-lyon": frozenset({"h2", "m1"}),
        "ecu-quito": frozenset({"c2"}),
        "ITA": frozenset({"h1", "c1"}),
    },
    takes_part={"ita-genoa": frozenset({"h2"})},
    points={
        "usa-mobile": ((46.0, 6.3),),
        "fra-macon": ((46.3, 4.8),),
        "ita-genoa": ((44.0, 9.0),),
        "LAND": ((10.0, 10.0), (46.0, 5.1)),
    },
    cases={
        "h1": (44.0, 9.0),
        "h2": (46.0, 5.0),
        "c1": (44.0, 9.0),
        "c2": (0.0, -78.0),
        "m1": (46.0, 5.0),
    },
)


def found(query):
    return find_cases(INDEX, query)


def cases(query):
    return list(found(query).scores)


@pytest.mark.parametrize("query", ["", "   ", "*%_", "of the", "'\";--"])
def test_nothing_that_says_anything_finds_nothing_and_has_no_part(query):
    answer = found(query)
    assert (answer.scores, answer.parts, answer.fits) == ({}, (), NONE)


@pytest.mark.parametrize(("query", "blank"), [("", False), ("  ", False), ("the", True)])
def test_query_that_says_nothing_is_told_apart_from_no_query(query, blank):
    assert found(query).blank is blank


def test_query_with_a_word_is_not_blank_even_if_nothing_fits():
    assert not found("the xyz").blank
    assert not found("housing").blank


def test_word_finds_the_texts_that_have_it():
    assert cases("housing") == ["h1", "h2"]
    assert found("housing").fits == ALL


def test_every_word_must_fit_where_one_case_fits_all():
    assert cases("housing register") == ["h2"]


def test_place_that_leads_comes_before_one_that_takes_part():
    assert cases("Genoa") == ["c1", "h1", "h2"]


def test_name_in_another_language_is_the_same_place():
    assert cases("Gênes") == cases("Genoa")


def test_country_finds_the_cases_of_its_places():
    assert cases("council Italy") == ["c1"]


def test_name_of_several_words_is_one_part():
    answer = found("council San Francisco de Quito")
    assert [part.typed for part in answer.parts] == ["council", "san francisco de quito"]
    assert list(answer.scores) == ["c2"]


def test_typing_error_is_read_as_what_it_is_most_like():
    parts = found("genoaa houssing").parts
    assert [part.read_as for part in parts] == ["genoa", "housing"]
    assert list(found("genoaa houssing").scores) == ["h1", "h2"]


@pytest.mark.parametrize("word", ["xyz", "lyn"])
def test_short_or_unlike_word_is_left_as_it_is(word):
    (part,) = found(word).parts
    assert (part.typed, part.read_as, part.n_cases) == (word, word, 0)
    assert found(word).fits == NONE


def test_word_that_is_also_a_place_without_a_case_is_the_word():
    (part,) = found("mobile").parts
    assert (part.near, part.n_cases) == (False, 1)
    assert cases("mobile clinic") == ["m1"]


def test_place_without_a_case_finds_the_nearest_ones_first():
    # Macon to Lyon: 37 km; to Genoa: more than 400 km; Quito is too far.
    (part,) = found("Macon").parts
    assert part.near
    assert cases("Macon") == ["h2", "m1", "c1", "h1"]


def test_place_without_a_case_and_without_a_point_finds_nothing():
    answer = found("Nowhere")
    assert (answer.scores, answer.fits, answer.parts[0].near) == ({}, NONE, True)


def test_country_without_a_case_finds_those_near_one_of_its_places():
    assert found("Land").parts[0].near
    assert cases("Land")[:2] == ["h2", "m1"]


def test_where_no_case_fits_all_those_that_fit_half_are_found_the_best_first():
    answer = found("housing families council migrants")
    assert answer.fits == SOME
    assert list(answer.scores) == ["h1", "c1"]  # 2 + 3 against 1 + 3
    assert cases("housing register council migrants clinic") == []


def test_stop_word_is_passed_over_even_if_it_is_a_name():
    assert [part.typed for part in found("council of migrants").parts] == ["council", "migrants"]


def test_scores_are_those_of_the_parts_together():
    assert found("housing Genoa").scores == {"h1": 8.0, "h2": 4.0}


def test_only_the_first_words_of_a_very_long_query_are_read():
    assert len(found("housing " * 5000).parts) == 24


@given(st.text(max_size=300) | st.lists(st.sampled_from([*WORDS, *NAMES])).map(" ".join))
def test_any_query_is_harmless_and_finds_known_cases_alone(query):
    answer = found(query)
    assert set(answer.scores) <= {"h1", "h2", "c1", "c2", "m1", "n1"}
    assert (answer.fits == NONE) == (not answer.scores)
    assert all(score > 0 for score in answer.scores.values())


@given(st.sampled_from([*WORDS, *NAMES]), st.sampled_from([*WORDS, *NAMES]))
def test_order_of_two_parts_changes_nothing(one, other):
    assert found(f"{one} {other}").scores == found(f"{other} {one}").scores


def test_a_degree_of_the_equator_is_111_km():
    assert distance_km((0, 0), (0, 1)) == pytest.approx(111.19, abs=0.01)
    assert distance_km((0, 0), (0, 180)) == pytest.approx(20_015, abs=1)

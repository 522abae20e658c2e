"""What comes near to a query that no case fits, worked out by hand.

case   text      place (point)
a1     chain     Lyon (46, 5)
a2     blocks    Genoa (44, 9)
a3     housing   Quito (0, -78)
a4     block     no place

"blockchain" is " bl blo loc ock ckc kch cha hai ain in ": ten groups of three letters. "chain" has
five, of which cha, hai, ain and in_ are common: 2 * 4 / (10 + 5) = 0.533. "block" has " bl blo loc
ock ck ", four of five common: 0.533 too. "blocks" has six, four common: 8 / 16 = 0.5.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.case_near import letter_groups, likeness, near_cases
from dashboard.analysis.case_search import CaseIndex, find_cases

# One stem: "block" and "blocks" are in the same texts.
WORDS = {
    "chain": {"a1": 1.0},
    "block": {"a2": 2.0, "a4": 3.0},
    "blocks": {"a2": 2.0, "a4": 3.0},
    "housing": {"a3": 1.0},
    "orphan": {},
}
INDEX = CaseIndex(
    about=lambda word: WORDS.get(word, {}),
    words=tuple(WORDS),
    stop_words=frozenset({"the"}),
    names={
        "genoa": frozenset({"ita-genoa"}),
        "genua": frozenset({"ita-genoa"}),
        "geneva": frozenset({"che-geneva"}),
        "macon": frozenset({"fra-macon"}),
        "nowhere": frozenset({"xxx-nowhere"}),
    },
    leads={"ita-genoa": frozenset({"a2"})},
    takes_part={},
    points={"fra-macon": ((0.0, 1.0),)},
    cases={"a1": (46.0, 5.0), "a2": (44.0, 9.0), "a3": (0.0, -78.0)},
)


def near(query):
    return near_cases(INDEX, find_cases(INDEX, query))


def words(query):
    return {typed: [word.read_as for word in alike] for typed, alike in near(query).words.items()}


def test_groups_of_letters_begin_and_end_with_the_word():
    assert letter_groups("chain") == {" ch", "cha", "hai", "ain", "in "}
    assert letter_groups("x") == {" x "}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("blockchain", "chain", 8 / 15),
        ("blockchain", "block", 8 / 15),
        ("blockchain", "blocks", 0.5),
        ("chain", "chain", 1),
        ("chain", "xyz", 0),
    ],
)
def test_likeness_is_the_share_of_groups_in_common(one, other, alike):
    assert likeness(one, other) == pytest.approx(alike)


def test_nearest_words_are_told_the_most_alike_first_and_each_stem_once():
    assert words("blockchain") == {"blockchain": ["block", "chain"]}


def test_cases_about_equally_near_words_come_by_their_score():
    assert near("blockchain").cases == ("a4", "a2", "a1")  # scores 3, 2 and 1


def test_name_of_a_place_with_a_case_is_a_near_word_and_one_without_is_none():
    # Of " ge gen eno nox oxy xyz yz " Genoa has three, Genua and Geneva two; Geneva has no case.
    assert words("genoxyz") == {"genoxyz": ["genoa"]}
    assert near("genoxyz").cases == ("a2",)


def test_word_that_no_case_is_about_is_not_near():
    assert words("orphanages") == {"orphanages": []}


@pytest.mark.parametrize("query", ["xyz", "zzzzzz", "\N{CJK UNIFIED IDEOGRAPH-6771}", "x"])
def test_nothing_is_near_to_what_is_written_like_nothing(query):
    assert near(query).cases == ()
    assert list(words(query).values()) == [[]]


def test_words_that_begin_alike_and_differ_for_the_rest_are_not_near():
    # " ch chx hxx xxx xx " and chain have one of five groups in common: 0.2.
    assert words("chxxxx") == {"chxxxx": []}


def test_part_that_a_case_fits_is_as_near_as_can_be():
    answer = near("housing xyz blockchain zzzz")
    assert answer.cases[0] == "a3"  # 1 against 8 / 15
    assert set(answer.words) == {"xyz", "blockchain", "zzzz"}


def test_place_without_a_case_is_near_to_cases_by_distance_however_far():
    answer = near("Macon")
    assert answer.words == {}
    assert answer.cases == ("a2", "a1", "a3")


def test_place_without_a_case_and_without_a_point_is_near_to_nothing():
    assert near("Nowhere").cases == ()


@given(st.text(min_size=1, max_size=40))
def test_likeness_of_any_word_is_a_share_and_the_same_both_ways(word):
    assert likeness(word, word) == 1
    assert 0 <= likeness(word, "housing") == likeness("housing", word) <= 1


@given(st.lists(st.sampled_from([*WORDS, "xyz", "blockchain", "macon"]), max_size=5).map(" ".join))
def test_near_cases_are_known_cases_each_once(query):
    cases = near(query).cases
    assert set(cases) <= {"a1", "a2", "a3", "a4"}
    assert len(set(cases)) == len(cases)

"""Reading grade: by hand, and syllables against a dictionary's counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.readability import Reading, reading, syllables


@pytest.mark.parametrize(
    ("word", "n"),
    [
        ("cat", 1),
        ("make", 1),
        ("table", 2),
        ("city", 2),
        ("needed", 2),
        ("planned", 1),
        ("places", 2),
        ("hopes", 1),
        ("migrants", 2),
        ("refugees", 3),
        ("integration", 4),
        ("café", 2),
        ("the", 1),
        ("NGO", 1),
    ],
)
def test_syllables(word, n):
    assert syllables(word) == n


def test_grade_by_hand():
    # 3 words, 1 sentence, 3 syllables: 0.39 x 3 + 11.8 x 1 - 15.59
    assert reading("The cat sat.") == Reading(3, pytest.approx(-2.62))
    # 6 words in 2 sentences, 9 syllables (Wel-come mi-grants. Help them find work): 4 + 2 words.
    told = reading("Welcome migrants. Help them find work.")
    assert told == Reading(6, pytest.approx(0.39 * 3 + 11.8 * 8 / 6 - 15.59))


def test_abbreviation_inside_a_sentence_ends_none():
    assert reading("Spend 2.5 million").grade == pytest.approx(
        0.39 * 4 + 11.8 * (1 + 1 + 1 + 2) / 4 - 15.59
    )


@pytest.mark.parametrize("text", ["", "   ", "...", "!?", "—"])
def test_text_without_a_word_has_no_grade(text):
    assert reading(text) == Reading(0, None)


@given(st.text(max_size=300))
def test_any_text_can_be_measured(text):
    found = reading(text)
    assert (found.grade is None) == (found.n_words == 0)


@given(st.lists(st.sampled_from(["plan", "city", "interpreter", "the"]), min_size=1, max_size=20))
def test_longer_sentence_of_the_same_words_is_harder(words):
    once = " ".join(words) + "."
    assert reading(f"{once[:-1]} {once}").grade > reading(f"{once} {once}").grade

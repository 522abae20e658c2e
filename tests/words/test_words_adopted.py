"""Sentences about results that a working group took over."""

from __future__ import annotations

from datetime import datetime

from dashboard.responses.adopted import Adopted
from dashboard.words.adopted import value_added_text, voted_sets

POINTS = {"frequency": 30.0, "spreading": 25.0, "show-progress": 25.0, "value-added": 20.0}


def taken(kind="points", name="Group", n_voters=12, session="Housing", figures=None):
    written_at = datetime(2026, 11, 24, 9, 30)  # noqa: DTZ001 - as the store keeps moments
    return Adopted(kind, name, session, n_voters, written_at, tuple((figures or POINTS).items()))


def test_value_added_says_on_whose_vote_it_rests():
    assert value_added_text(None) == (
        "What does it add? Points voted by a working group; nobody has voted yet."
    )
    assert value_added_text(taken()) == (
        "What does it add? Mean points, 0 to 10, of 12 votes of \u201cHousing\u201d, "
        "24 November 2026."
    )
    assert "of 1 vote of" in value_added_text(taken(n_voters=1))


def test_title_of_a_session_is_shown_as_it_is():
    assert r"\<script\>" in value_added_text(taken(session="<script>"))


def test_sets_of_weights_are_those_voted_and_the_most_points_weigh_one():
    results = (taken("points"), taken("weights", "Chairs", 1), taken("weights", "[a](b)", 12))
    assert voted_sets(results) == {
        "voted:Chairs": ("Chairs (1 vote)", (1.0, 0.83, 0.83, 0.67)),
        "voted:[a](b)": (r"\[a\](b) (12 votes)", (1.0, 0.83, 0.83, 0.67)),
    }


def test_without_a_vote_there_is_no_set():
    assert voted_sets((taken("points"),)) == voted_sets(()) == {}

"""Points, area scores and city scores, by hand and by the laws they must keep.

Area x asks a b c d e, area y asks f. In round r1 the city "own" answers

a in-place (75)   b planned (25)   c not-our-power   d do-not-know   e -   f not-applicable

x: 4 count (a b d e), 2 are known: 50 percent, score 50. y: nothing counts.
"""

from __future__ import annotations

import statistics

import numpy as np
import pandas as pd
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from dashboard.analysis.answer_scores import (
    AREA_COLUMNS,
    CITY_COLUMNS,
    POINTS,
    area_scores,
    city_scores,
    given,
    in_groups,
    points_of,
)
from dashboard.contracts.response import STATES, STEPS

QUESTIONS = pd.DataFrame(
    {
        "question_id": list("abcdef"),
        "version": 1,
        "keyword_id": list("abcdef"),
        "area_id": list("xxxxxy"),
    }
)
OWN = {
    "a": "in-place",
    "b": "planned",
    "c": "not-our-power",
    "d": "do-not-know",
    "e": "",
    "f": "not-applicable",
}
COUNTS = ["n_known", "n_counted", "n_excluded", "n_asked"]


def answers_of(*cities):
    """Return answers from (city, round, states by question)."""
    rows = [(city, when, q, state) for city, when, states in cities for q, state in states.items()]
    columns = ["city_id", "round_id", "question_id", "state"]
    return pd.DataFrame(rows, columns=columns).astype("str")


def one(states, questions=QUESTIONS):
    return area_scores(answers_of(("own", "r1", states)), questions).set_index("area_id")


def test_points_rise_by_equal_steps_and_other_states_have_none():
    assert [POINTS[step] for step in STEPS] == [0, 25, 50, 75, 100]
    found = points_of(pd.Series([*STATES, "", None], dtype="str"))
    np.testing.assert_array_equal(found, [0, 25, 50, 75, 100, *[np.nan] * 5])


def test_score_coverage_and_counts_of_an_area():
    found = one(OWN)
    assert list(found.reset_index()[list(AREA_COLUMNS)]) == list(AREA_COLUMNS)
    assert found.loc["x", COUNTS].tolist() == [2, 4, 1, 5]
    assert found.loc["x", ["area_score", "coverage_pct"]].tolist() == [50, 50]


def test_area_of_which_nothing_counts_has_neither_score_nor_coverage():
    found = one(OWN)
    assert found.loc["y", COUNTS].tolist() == [0, 0, 1, 1]
    assert found.loc["y", ["area_score", "coverage_pct"]].isna().all()


@pytest.mark.parametrize(
    ("n_known", "coverage", "score"), [(0, 0, np.nan), (1, 20, np.nan), (2, 40, 75), (3, 60, 75)]
)
def test_score_needs_forty_percent(n_known, coverage, score):
    states = dict.fromkeys("abcde", "do-not-know") | dict.fromkeys("abcde"[:n_known], "in-place")
    found = one(states).loc["x"]
    assert found["coverage_pct"] == coverage
    np.testing.assert_equal(found["area_score"], score)


def test_every_area_for_each_city_and_round_with_an_answer():
    found = area_scores(
        answers_of(
            ("b", "r2", {"a": "started"}),
            ("b", "r1", {"f": "started", "zzz": "in-place"}),
            ("a", "r1", {"a": "started"}),
            ("c", "r1", {"a": "", "zzz": "in-place"}),  # no answer to a question that was asked
        ),
        QUESTIONS,
    )
    rows = found[["city_id", "round_id", "area_id"]].itertuples(index=False)
    assert ["".join(row) for row in rows] == ["ar1x", "ar1y", "br1x", "br1y", "br2x", "br2y"]
    assert found["n_known"].tolist() == [1, 0, 0, 1, 1, 0]


def test_newest_version_says_the_area_and_the_order_is_that_of_the_questions():
    newer = pd.DataFrame([("a", 2, "a", "y"), ("b", 0, "b", "y")], columns=QUESTIONS.columns)
    found = one(OWN, pd.concat([newer, QUESTIONS], ignore_index=True))
    assert found.index.tolist() == ["y", "x"]
    assert found["n_asked"].tolist() == [2, 4]
    assert found.loc["y", "area_score"] == 75


def test_no_answer_gives_tables_without_rows():
    empty = area_scores(answers_of(), QUESTIONS)
    assert list(empty) == list(AREA_COLUMNS)
    assert len(empty) == 0
    assert list(city_scores(empty)) == list(CITY_COLUMNS)
    assert len(given(answers_of(("own", "r1", {"a": ""})))) == 0


def test_score_of_a_city_is_the_mean_of_its_areas():
    both = {"a": "in-place", "b": "in-place", "f": "planned"}
    scores = area_scores(
        answers_of(("own", "r1", OWN), ("two", "r1", both), ("low", "r1", {"a": "started"})),
        QUESTIONS,
    )
    found = city_scores(scores).set_index("city_id")
    columns = ["city_score", "coverage_pct", "n_scored", "n_counted", "n_areas"]
    assert found.loc["own", columns].tolist() == [50, 100, 1, 1, 2]  # y does not count
    assert found.loc["two", columns].tolist() == [50, 100, 2, 2, 2]  # 75 and 25
    np.testing.assert_equal(found.loc["low", columns].tolist(), [np.nan, 0, 0, 2, 2])


def test_city_out_of_whose_power_everything_is_has_no_coverage():
    scores = area_scores(
        answers_of(("own", "r1", dict.fromkeys("abcdef", "not-our-power"))), QUESTIONS
    )
    assert city_scores(scores)[["city_score", "coverage_pct"]].isna().all(axis=None)


def test_cities_without_a_group_are_left_out():
    rows = answers_of(("a", "r1", {"a": "started"}), ("b", "r1", {"a": "started"}))
    assert in_groups(rows, None)["group_id"].tolist() == ["", ""]
    assert in_groups(rows, {"a": "north"})["city_id"].tolist() == ["a"]
    assert in_groups(rows, pd.Series({"b": "south", "a": None}))["city_id"].tolist() == ["b"]


STATES_BY_QUESTION = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from([*STATES, ""]))


@settings(deadline=None, max_examples=60)
@drawn(st.dictionaries(st.sampled_from(["c1", "c2", "c3"]), STATES_BY_QUESTION), st.randoms())
def test_scores_are_those_of_a_plain_count(cities, dice):
    answers = answers_of(*((city, "r1", states) for city, states in cities.items()))
    shuffled = answers.sample(frac=1, random_state=dice.randrange(2**31))
    found = area_scores(shuffled, QUESTIONS)
    pd.testing.assert_frame_equal(found, area_scores(answers, QUESTIONS))
    assert set(found["city_id"]) == {c for c, states in cities.items() if any(states.values())}
    for row in found.to_dict("records"):
        asked = "abcde" if row["area_id"] == "x" else "f"
        states = [cities[row["city_id"]].get(q, "") for q in asked]
        known = [POINTS[state] for state in states if state in POINTS]
        out = sum(state in {"not-our-power", "not-applicable"} for state in states)
        counted = len(asked) - out
        assert [row[name] for name in COUNTS] == [len(known), counted, out, len(asked)]
        if known and len(known) >= 0.4 * counted:
            assert row["area_score"] == pytest.approx(statistics.mean(known))
        else:
            assert np.isnan(row["area_score"])


@settings(deadline=None, max_examples=40)
@drawn(STATES_BY_QUESTION.filter(lambda states: any(states.values())), st.sampled_from("abcde"))
def test_one_step_up_never_lowers_the_score_nor_changes_coverage(states, raised):
    state = states.get(raised)
    if state not in STEPS[:-1]:
        return
    before = one(states).loc["x"]
    after = one({**states, raised: STEPS[STEPS.index(state) + 1]}).loc["x"]
    assert after["coverage_pct"] == before["coverage_pct"]
    assert np.isnan(before["area_score"]) or after["area_score"] > before["area_score"]

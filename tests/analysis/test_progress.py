"""Shares, panel, transitions, movers and impact, by hand.

Rounds r1 -> r2:

city   question a                     question b
one    planned -> in-place (25, 75)   started -> started (50, 50)
two    started -> planned  (50, 25)   planned -> do-not-know
six    planned -> (no answer)
new               -> started
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from dashboard.analysis.progress import (
    IMPACT_COLUMNS,
    MOVER_COLUMNS,
    SHARE_COLUMNS,
    SMALL_CHANGE,
    TRANSITION_COLUMNS,
    Panel,
    impact,
    movers,
    panel,
    state_shares,
    transitions,
    wilson,
)
from dashboard.contracts.response import STATES, STEPS
from dashboard.errors import FilterError

KEYS = ["city_id", "round_id", "question_id", "state"]


def table(*rows):
    return pd.DataFrame([row.split() for row in rows], columns=KEYS).astype("str")


ANSWERS = table(
    "one r1 a planned",
    "one r2 a in-place",
    "one r1 b started",
    "one r2 b started",
    "two r1 a started",
    "two r2 a planned",
    "two r1 b planned",
    "two r2 b do-not-know",
    "six r1 a planned",
    "new r2 a started",
)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17(8), table I, method 3
        (81, 263, 25.53, 36.62),
        (15, 148, 6.24, 16.05),
        (0, 20, 0, 16.11),
        (1, 29, 0.61, 17.18),
    ],
)
def test_wilson_interval_as_published(count, of, low, high):
    found = wilson([count], [of])
    assert [found[0][0], found[1][0]] == pytest.approx([low, high], abs=0.006)


def test_nobody_asked_gives_no_interval():
    low, high = wilson([0, 3], [0, 3])
    assert np.isnan([low[0], high[0]]).all()
    assert high[1] == 100


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_interval_is_that_of_scipy(pair):
    count, of = pair
    expected = binomtest(count, of).proportion_ci(method="wilson")
    low, high = wilson([count], [of])
    np.testing.assert_allclose([low[0], high[0]], [100 * expected.low, 100 * expected.high])
    assert 0 <= low[0] <= 100 * count / of <= high[0] <= 100


def test_panel_answered_in_every_round():
    assert panel(ANSWERS, ["r1", "r2"]) == Panel(frozenset({"one", "two"}), 2)
    assert panel(ANSWERS, ["r1"]) == Panel(frozenset({"one", "two", "six"}), 0)
    assert panel(ANSWERS, ["r1", "r3"]) == Panel(frozenset(), 3)
    assert panel(ANSWERS, []) == Panel(frozenset(), 0)
    empty = ANSWERS.assign(state=ANSWERS["state"].mask(ANSWERS["city_id"] == "one", ""))
    assert panel(empty, ["r1", "r2"]).cities == {"two"}


def test_shares_of_one_question_count_every_state():
    found = state_shares(ANSWERS).set_index(["round_id", "question_id", "state"])
    assert len(found) == 2 * 3 * len(STATES)
    assert list(state_shares(ANSWERS)) == list(SHARE_COLUMNS)
    row = found.loc["r1", "a", "planned"]
    assert row[["n_cities", "n_answers", "n_answered"]].tolist() == [2, 2, 3]
    assert row["share_pct"] == pytest.approx(200 / 3)
    low, high = wilson([2], [3])
    assert row[["low_pct", "high_pct"]].tolist() == [low[0], high[0]]
    assert found.loc["r2", "b", "do-not-know"]["share_pct"] == 50
    assert found.loc["r2", "b", "planned"][["n_cities", "share_pct", "low_pct"]].tolist() == [0] * 3


def test_shares_of_all_questions_together_have_no_interval():
    found = state_shares(ANSWERS).set_index(["round_id", "question_id", "state"])
    row = found.loc["r1", "", "planned"]  # one a, two b, six a: 3 of 5 answers
    assert row[["n_cities", "n_answers", "n_answered", "share_pct"]].tolist() == [3, 3, 5, 60]
    assert row[["low_pct", "high_pct"]].isna().all()
    both = table("one r1 a planned", "one r1 b planned")
    pooled = state_shares(both).query("question_id == '' and state == 'planned'")
    assert pooled[["n_cities", "n_answers"]].to_numpy().tolist() == [[1, 2]]


def test_shares_by_group():
    found = state_shares(ANSWERS, {"one": "north", "two": "south", "six": "south"})
    assert found["group_id"].unique().tolist() == ["north", "south"]
    found = found.set_index(["round_id", "group_id", "question_id", "state"])
    assert found.loc["r1", "south", "a", "started"]["n_answered"] == 2
    assert ("r2", "south", "a", "planned") in found.index


def test_transitions_by_hand():
    found = transitions(ANSWERS, "r1", "r2")
    assert list(found) == list(TRANSITION_COLUMNS)
    #       pairs, up, down, same, left out: a: six, new; b: both answers of two
    assert found.to_numpy().tolist() == [["a", 2, 1, 1, 0, 2], ["b", 1, 0, 0, 1, 2]]


def test_movers_by_hand():
    found = movers(ANSWERS, "r1", "r2")
    assert list(found) == list(MOVER_COLUMNS)
    assert found.to_numpy().tolist() == [
        ["one", 2, 37.5, 62.5, 25, 1, 0, False],
        ["two", 1, 50, 25, -25, 0, 1, False],
    ]


def test_small_change_is_said_and_equal_ones_are_by_id():
    many = [f"q{i:02}" for i in range(13)]  # one step in 13 questions: 1.92 points
    rows = [f"{city} r1 {q} planned" for city in ("z", "y") for q in many]
    rows += [f"{city} r2 {q} planned" for city in ("z", "y") for q in many[1:]]
    rows += ["z r2 q00 started", "y r2 q00 started"]
    found = movers(table(*rows), "r1", "r2")
    assert found["city_id"].tolist() == ["y", "z"]
    assert found["change"].tolist() == pytest.approx([25 / 13] * 2)
    assert found["is_small"].all()
    twelve = movers(table(*(row for row in rows if " q12 " not in row)), "r1", "r2")
    assert twelve["change"].tolist() == pytest.approx([25 / 12] * 2)
    assert SMALL_CHANGE < 25 / 12
    assert not twelve["is_small"].any()


@pytest.mark.parametrize("compare", [transitions, movers])
def test_one_round_is_not_compared_with_itself(compare):
    with pytest.raises(FilterError, match="got r1 twice"):
        compare(ANSWERS, "r1", "r1")


def test_tables_without_answers_have_their_columns():
    assert list(state_shares(ANSWERS[:0])) == list(SHARE_COLUMNS)
    assert list(transitions(ANSWERS[:0], "r1", "r2")) == list(TRANSITION_COLUMNS)
    assert list(movers(ANSWERS[:0], "r1", "r2")) == list(MOVER_COLUMNS)


@st.composite
def two_rounds(draw):
    pairs = st.tuples(st.sampled_from("uvwx"), st.sampled_from("ab"))
    state = st.sampled_from(STATES)
    rounds = {r: draw(st.dictionaries(pairs, state)) for r in ("r1", "r2")}
    rows = [f"{c} {r} {q} {s}" for r, given_ in rounds.items() for (c, q), s in given_.items()]
    return rounds, table(*draw(st.permutations(rows)))


@settings(deadline=None, max_examples=60)
@given(two_rounds())
def test_every_answer_is_in_a_pair_or_left_out(drawn):
    rounds, answers = drawn
    found = transitions(answers, "r1", "r2").set_index("question_id")
    pairs = [
        (key, STEPS.index(rounds["r1"][key]), STEPS.index(rounds["r2"][key]))
        for key in set(rounds["r1"]) & set(rounds["r2"])
        if {rounds["r1"][key], rounds["r2"][key]} <= set(STEPS)
    ]
    for question, row in found.iterrows():
        mine = [pair for pair in pairs if pair[0][1] == question]
        n_rows = sum(q == question for given_ in rounds.values() for _c, q in given_)
        assert row["n_pairs"] == len(mine) == row["n_up"] + row["n_down"] + row["n_same"]
        assert row["n_up"] == sum(after > before for _key, before, after in mine)
        assert row["n_left_out"] == n_rows - 2 * len(mine)
    changes = movers(answers, "r1", "r2").set_index("city_id")
    assert set(changes.index) == {key[0] for key, *_steps in pairs}
    for city, row in changes.iterrows():
        steps = [after - before for key, before, after in pairs if key[0] == city]
        assert row["change"] == pytest.approx(25 * sum(steps) / len(steps))
    assert changes["change"].is_monotonic_decreasing
    # The way back is the same way, the other way round.
    back = movers(answers, "r2", "r1").set_index("city_id")
    assert (-back["change"]).to_dict() == changes["change"].to_dict()


@settings(deadline=None, max_examples=40)
@given(two_rounds())
def test_shares_of_a_question_add_up_to_100(drawn):
    rounds, answers = drawn
    found = state_shares(answers)
    sums = found.groupby(["round_id", "question_id"])[["share_pct", "n_answers"]].sum()
    assert sums["share_pct"].to_numpy() == pytest.approx(np.full(len(sums), 100))
    assert sums["n_answers"].sum() == 2 * len(answers)
    inside = panel(answers, ["r1", "r2"])
    cities = [{c for c, _q in given_} for given_ in rounds.values()]
    assert inside.cities == cities[0] & cities[1]
    assert len(inside.cities) + inside.n_left_out == len(cities[0] | cities[1])


def measured(*rows):
    columns = ["round_id", "baseline", "target", "latest", "year", "source", "indicator"]
    found = pd.DataFrame(rows, columns=columns)
    found = found.rename(columns={name: f"impact_{name}" for name in columns[1:]})
    kinds = dict.fromkeys(["impact_baseline", "impact_target", "impact_latest"], "Float64")
    found = found.astype({**kinds, "impact_year": "Int64", "impact_source": "str"})
    return found.assign(city_id="own", question_id="a")


def test_way_from_baseline_to_target_of_the_newest_value():
    found = impact(
        measured(
            ("r2", None, 30, 25, 2024, "register", "jobs"),
            ("r1", 10, 20, 15, 2022, "survey", "jobs"),
            ("r3", None, None, None, None, "", "jobs"),
            ("r3", 1, 2, 1.5, 2025, "", ""),  # no indicator is named
        )
    )
    assert list(found) == list(IMPACT_COLUMNS)
    assert found.to_numpy().tolist() == [
        ["own", "a", "jobs", 10, 30, 25, 2024, "register", "r2", 75, True]
    ]


@pytest.mark.parametrize(
    ("baseline", "target", "latest", "way"),
    [
        (40, 20, 35, 25),  # less is better
        (10, 20, 5, -50),
        (10, 20, 30, 200),
        (10, 10, 10, np.nan),
        (None, 20, 10, np.nan),
        (10, None, 10, np.nan),
        (10, 20, None, np.nan),
    ],
)
def test_way_can_leave_the_scale_and_is_empty_where_it_is_not_known(baseline, target, latest, way):
    found = impact(measured(("r1", baseline, target, latest, 2024, "s", "jobs")))
    np.testing.assert_equal(found["way_pct"].tolist(), [way])
    assert found["is_revised"].tolist() == [False]
    assert found["round_id"].tolist() == ["" if latest is None else "r1"]


def test_rounds_count_in_the_order_that_is_asked_for():
    rows = measured(("r1", 0, 10, 1, 2024, "s", "jobs"), ("r2", 0, 10, 2, 2023, "s", "jobs"))
    assert impact(rows)["latest"].tolist() == [2]
    assert impact(rows, ["r2", "r1"])["latest"].tolist() == [1]
    assert impact(rows, ["r1"])["latest"].tolist() == [1]
    assert len(impact(rows, [])) == 0


@settings(deadline=None)
@given(st.integers(-50, 50), st.integers(1, 50), st.integers(0, 8), st.integers(1, 9))
def test_way_does_not_depend_on_the_unit(baseline, far, part, factor):
    latest = baseline + far * part / 4
    plain = impact(measured(("r1", baseline, baseline + far, latest, 2024, "s", "x")))
    ends = (factor * value for value in (baseline, baseline + far, latest))
    other = impact(measured(("r1", *ends, 2024, "s", "x")))
    assert plain["way_pct"].tolist() == pytest.approx([25 * part])
    assert other["way_pct"].tolist() == pytest.approx([25 * part])

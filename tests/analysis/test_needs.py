"""One city, one voice; who can help whom. By hand and by the laws they must keep.

Round r1, question a in area x, b in area y:

city   a                                  b
one    started, money and skills          planned, skills
two    in-place-and-evaluated             -
far    in-place-and-evaluated, skills     in-place
six    do-not-know                        -
"""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.needs import HELPER_COLUMNS, NEED_COLUMNS, helpers, needs_shares
from dashboard.analysis.progress import wilson
from dashboard.contracts.response import NEEDS, STATES
from dashboard.errors import FilterError

COLUMNS = ["city_id", "round_id", "question_id", "state", "needs"]
DONE = "in-place-and-evaluated"


def table(*rows):
    return pd.DataFrame(list(rows), columns=COLUMNS).astype("str")


ANSWERS = table(
    ("one", "r1", "a", "started", "money;skills"),
    ("one", "r1", "b", "planned", "skills"),
    ("two", "r1", "a", DONE, ""),
    ("far", "r1", "a", DONE, "skills"),
    ("far", "r1", "b", "in-place", ""),
    ("six", "r1", "a", "do-not-know", ""),
    ("nil", "r1", "a", "", "skills"),  # no state: no answer
)


def shares(*args):
    found = needs_shares(*args)
    assert list(found) == list(NEED_COLUMNS)
    return found.set_index(["round_id", "group_id", "area_id", "need"])


def test_city_counts_once_however_often_it_names_a_need():
    found = shares(ANSWERS)
    assert [key[3] for key in found.index] == list(NEEDS)
    skills = found.loc["r1", "", "", "skills"]
    assert skills[["n_cities", "n_answering", "share_pct"]].tolist() == [2, 4, 50]
    low, high = wilson([2], [4])
    assert skills[["low_pct", "high_pct"]].tolist() == [low[0], high[0]]
    assert found.loc["r1", "", "", "data"][["n_cities", "share_pct", "low_pct"]].tolist() == [0] * 3


def test_by_area_only_the_cities_count_that_answered_there():
    found = shares(ANSWERS, None, {"a": "x", "b": "y"})
    columns = ["n_cities", "n_answering", "share_pct"]
    assert found.loc["r1", "", "x", "skills"][columns].tolist() == [2, 4, 50]
    assert found.loc["r1", "", "y", "skills"][columns].tolist() == [1, 2, 50]
    assert found.loc["r1", "", "y", "money"][columns].tolist() == [0, 2, 0]
    only = shares(ANSWERS, None, {"b": "y"})
    assert {key[2] for key in only.index} == {"y"}


def test_by_group_and_round():
    later = ANSWERS.assign(round_id="r2", needs="")
    found = shares(pd.concat([ANSWERS, later]), {"one": "north", "two": "north", "far": "south"})
    columns = ["n_cities", "n_answering"]
    assert found.loc["r1", "north", "", "skills"][columns].tolist() == [1, 2]
    assert found.loc["r1", "south", "", "skills"][columns].tolist() == [1, 1]
    assert found.loc["r2", "north", "", "skills"][columns].tolist() == [0, 2]


def test_helpers_have_done_the_action_and_are_never_the_seeker():
    found = helpers(ANSWERS)
    assert list(found) == list(HELPER_COLUMNS)
    assert found.to_numpy().tolist() == [
        ["r1", "a", "far", ("two",), 1],
        ["r1", "a", "one", ("far", "two"), 2],
        ["r1", "b", "one", (), 0],
    ]
    assert helpers(ANSWERS, "money")["seeker"].tolist() == ["one"]


def test_nearest_helper_comes_first_then_by_id_then_the_unknown():
    rows = [("own", "r1", "a", "planned", "skills;skills")]
    rows += [(city, "r1", "a", DONE, "") for city in ("d", "c", "b", "a")]
    distance = {"a": math.nan, "b": 0.5, "c": 0.5, "d": 0.1}
    found = helpers(table(*rows), "skills", lambda _seeker, helper: distance[helper])
    assert found["helpers"].tolist() == [("d", "b", "c", "a")]


def test_helper_of_another_round_does_not_count():
    rows = table(("own", "r2", "a", "planned", "skills"), ("two", "r1", "a", DONE, ""))
    assert helpers(rows)["helpers"].tolist() == [()]


def test_unknown_need_is_refused():
    with pytest.raises(FilterError, match=r"got time, expected one of money, .*political-support"):
        helpers(ANSWERS, "time")


def test_no_answers_give_tables_without_rows():
    assert list(needs_shares(ANSWERS[:0])) == list(NEED_COLUMNS)
    assert list(helpers(ANSWERS[:0])) == list(HELPER_COLUMNS)


LISTS = st.lists(st.sampled_from(NEEDS), max_size=3, unique=True).map(";".join)
ROWS = st.dictionaries(
    st.tuples(st.sampled_from("tuvw"), st.just("r1"), st.sampled_from("abc")),
    st.tuples(st.sampled_from(STATES), LISTS),
)


@settings(deadline=None, max_examples=50)
@given(ROWS, st.randoms())
def test_shares_and_helpers_are_those_of_a_plain_count(rows, dice):
    ordered = [(*key, *value) for key, value in rows.items()]
    answers = table(*dice.sample(ordered, len(ordered)))
    cities = {row[0] for row in ordered}
    for (*_keys, need), row in shares(answers).iterrows():
        naming = {c for c, _r, _q, _s, named in ordered if need in named.split(";")}
        assert (row["n_cities"], row["n_answering"]) == (len(naming), len(cities))
        assert row["low_pct"] <= row["share_pct"] + 1e-9
        assert row["share_pct"] <= row["high_pct"] + 1e-9
    found = helpers(answers, "skills", lambda a, b: abs(ord(a) - ord(b)))
    seeking = [(q, c) for c, _r, q, _s, named in ordered if "skills" in named.split(";")]
    assert list(zip(found["question_id"], found["seeker"], strict=True)) == sorted(seeking)
    for row in found.to_dict("records"):
        able = {c for c, _r, q, s, _n in ordered if q == row["question_id"] and s == DONE}
        able -= {row["seeker"]}
        near = sorted(able, key=lambda c, own=row["seeker"]: (abs(ord(own) - ord(c)), c))
        assert row["helpers"] == tuple(near)
        assert row["n_helpers"] == len(near)

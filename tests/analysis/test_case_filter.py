"""What conditions keep, leave out for want of a value, and would bring back.

case   tags       years        status
a      x;y        2010-2012    running
b      y          2015         (not known)
c      (none)     2020         running
d      x          (not known)  completed
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.case_filter import Condition, any_of, keep, within

TAGS = pd.Series(["x;y", "y", None, "x"], dtype="str")
STATUS = pd.Series(["running", None, "running", "completed"], dtype="str")
FIRST = pd.Series([2010, 2015, 2020, None], dtype="Int64")
LAST = pd.Series([2012, 2015, 2020, None], dtype="Int64")


def test_one_of_several_values_is_enough():
    assert any_of(TAGS, ["x"]).passes.tolist() == [True, False, False, True]
    assert any_of(TAGS, ["x", "y"]).passes.tolist() == [True, True, False, True]


def test_missing_value_is_not_known_and_does_not_pass():
    assert any_of(TAGS, ["x"]).unknown.tolist() == [False, False, True, False]


def test_part_of_a_value_is_no_value():
    assert not any_of(pd.Series(["pilot-project"]), ["project"]).passes.any()


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [
        (2011, 2011, [True, False, False, False]),
        (2012, None, [True, True, True, False]),
        (2013, None, [False, True, True, False]),
        (None, 2010, [True, False, False, False]),
        (None, 2009, [False, False, False, False]),
        (None, None, [True, True, True, False]),
    ],
)
def test_case_that_went_on_within_the_years_stays(start, end, kept):
    condition = within(FIRST, LAST, start, end)
    assert condition.passes.tolist() == kept
    assert condition.unknown.tolist() == [False, False, False, True]


def test_what_is_not_known_and_what_comes_back_is_told_by_condition():
    kept = keep({"tags": any_of(TAGS, ["x"]), "status": any_of(STATUS, ["running"])}, len(TAGS))
    assert kept.kept.tolist() == [True, False, False, False]
    assert kept.failed.tolist() == [0, 2, 1, 1]
    assert kept.back == {"tags": 1, "status": 1}  # c without tags, d without status
    assert kept.unknown == {"tags": 1, "status": 0}  # of c no tag is known; d is completed


def test_no_condition_keeps_every_case():
    kept = keep({}, 3)
    assert kept.kept.tolist() == [True] * 3
    assert (kept.back, kept.unknown) == ({}, {})


CONDITIONS = st.dictionaries(
    st.sampled_from("pqr"), st.lists(st.sampled_from("ynu"), min_size=6, max_size=6)
)


@given(CONDITIONS)
def test_without_a_condition_its_cases_come_back(given_answers):
    conditions = {
        name: Condition(
            np.array([a == "y" for a in answers]), np.array([a == "u" for a in answers])
        )
        for name, answers in given_answers.items()
    }
    kept = keep(conditions, 6)
    for name in conditions:
        rest = keep({other: of for other, of in conditions.items() if other != name}, 6)
        assert rest.kept.sum() == kept.kept.sum() + kept.back[name]
        assert 0 <= kept.unknown[name] <= kept.back[name]

"""What is new in answers: new, changed and same questions, worked out by hand."""

from __future__ import annotations

import pandas as pd

from dashboard.analysis.differences import differences
from dashboard.contracts.response import as_answers


def rows(**states):
    return as_answers(
        pd.DataFrame(
            [
                {"city_id": "c", "round_id": "2026", "question_id": question, "state": state}
                for question, state in states.items()
            ],
            columns=["city_id", "round_id", "question_id", "state"],
        )
    )


def test_new_changed_and_same_are_told_apart():
    found = differences(
        rows(a="planned", b="started"), rows(a="planned", b="in-place", c="planned")
    )
    assert found[["question_id", "kind", "before", "after"]].to_numpy().tolist() == [
        ["b", "changed", "started", "in-place"],
        ["c", "new", "", "planned"],
        ["a", "same", "planned", "planned"],
    ]


def test_another_detail_is_a_change_and_is_named():
    found = differences(rows(a="planned"), rows(a="planned").assign(needs="money", priority=2))
    assert found["kind"].tolist() == ["changed"]
    assert found["also"].tolist() == ["needs, priority"]


def test_without_earlier_answers_all_are_new():
    assert differences(rows(), rows(a="planned"))["kind"].tolist() == ["new"]


def test_missing_on_both_sides_is_the_same():
    assert differences(rows(a="planned"), rows(a="planned"))["kind"].tolist() == ["same"]

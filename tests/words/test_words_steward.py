"""What waits for the data steward, in words."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.analysis.differences import differences
from dashboard.contracts.response import ANSWER_COLUMNS, as_answers
from dashboard.words.responses import detail_name
from dashboard.words.steward import difference_cells, waiting_text


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((0, 0, 0, 0), "Nothing waits for a decision."),
        ((1, 0, 0, 0), "1 submission waits for a decision."),
        ((0, 0, 0, 1), "1 proposed practice waits for a decision."),
        ((0, 0, 1, 1), "1 proposed city and 1 proposed practice wait for a decision."),
        (
            (2, 1, 0, 3),
            "2 submissions, 1 note on a time line, and 3 proposed practices wait for a decision.",
        ),
    ],
)
def test_every_kind_that_waits_is_counted(counts, told):
    assert waiting_text(*counts) == told


def answer(**given):
    row = {"city_id": "ita-turin", "round_id": "2026", "question_id": "q", **given}
    return as_answers(pd.DataFrame([row]))


def test_what_changed_beside_the_state_is_said_in_words():
    before = answer(state="in-place", priority=2, impact_latest=1.0)
    after = answer(state="in-place", priority=3, impact_latest=2.0)
    cells = difference_cells(differences(before, after), {"q": "Does it run?"})
    assert list(cells.values()) == [
        ["Does it run?"],
        ["in place"],
        ["in place (also changed\\: priority, latest value)"],
    ]


def test_every_column_that_can_differ_has_a_name():
    beside = list(ANSWER_COLUMNS)[5:]
    assert [name for name in beside if "_" in detail_name(name)] == []

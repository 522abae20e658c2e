"""What waits for the data steward, in words."""

from __future__ import annotations

import pytest

from dashboard.words.steward import waiting_text


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

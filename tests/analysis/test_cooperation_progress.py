"""How far a partnership is, by hand.

step       task   for          state
1 Needs    1      all          done
           2      all          in progress
2 Sign     1      new          done
           2      revised      (open)
           3      all          (open)
"""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.analysis.cooperation import (
    SkillGap,
    StepProgress,
    is_written,
    missing_elements,
    progress,
    skill_gaps,
)
from dashboard.contracts.cooperation import Cooperation, Task

TASKS = pd.DataFrame(
    [
        (1, 1, "Needs", ""),
        (1, 2, "Needs", ""),
        (2, 1, "Sign", "new"),
        (2, 2, "Sign", "revised"),
        (2, 3, "Sign", ""),
    ],
    columns=["step", "task_order", "step_name", "way"],
)
ELEMENTS = pd.DataFrame(
    [
        ("new-aim", "Aim", "new"),
        ("new-alignment-with-the-sdgs", "Alignment", "new"),
        ("revision-aims", "Aims", "revised"),
        ("revision-indicators", "Indicators", "revised"),
    ],
    columns=["element_id", "element", "way"],
)
SKILLS = pd.DataFrame(
    [
        ("Decide", "Mayor", "Lead"),
        ("Decide", "Mayor", "Listen"),
        ("Do", "Office", "Lead"),
    ],
    columns=["task", "position", "skill"],
)


def record(way="new", **fields):
    return Cooperation(city_id="ita-alba", partner_id="ken-busia", way=way, **fields)


STATES = {(1, 1): Task("done"), (1, 2): Task("in progress"), (2, 1): Task("done")}


def test_tasks_of_the_other_way_are_not_counted():
    assert progress(TASKS, record(tasks=STATES)) == (
        StepProgress(1, "Needs", 2, 1, 1),
        StepProgress(2, "Sign", 2, 1, 0),
    )
    assert progress(TASKS, record("revised", tasks=STATES))[1] == StepProgress(2, "Sign", 2, 0, 0)


def test_what_is_neither_done_nor_begun_is_open():
    assert [step.n_open for step in progress(TASKS, record(tasks=STATES))] == [0, 1]


def test_elements_of_the_way_are_asked_for():
    assert missing_elements(ELEMENTS, record()) == ("Aim", "Alignment")
    assert missing_elements(ELEMENTS, record("revised")) == ("Aims", "Indicators")


def test_blank_text_is_no_text():
    assert missing_elements(ELEMENTS, record(elements={"new-aim": " \n"})) == ("Aim", "Alignment")


@pytest.mark.parametrize(
    ("items", "written"), [((("sdg", "10.7"),), True), ((("gcm", "16"),), False)]
)
def test_choice_of_sdg_targets_answers_the_alignment_with_them(items, written):
    assert is_written("new-alignment-with-the-sdgs", record(items=items)) is written


def test_choice_of_indicators_answers_indicators_and_nothing_else():
    chosen = record("revised", indicators={"i01": ""})
    assert missing_elements(ELEMENTS, chosen) == ("Aims",)


def test_same_skill_of_another_position_is_another_skill():
    gaps = skill_gaps(SKILLS, record(skills=frozenset({("Decide", "Mayor", "Lead")})))
    assert gaps == (
        SkillGap("Decide", "Mayor", ("Lead",), ("Listen",)),
        SkillGap("Do", "Office", (), ("Lead",)),
    )

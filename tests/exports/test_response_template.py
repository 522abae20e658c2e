"""The template: every question with what is answered, and what is filled in is read back."""

from __future__ import annotations

import io
from dataclasses import replace

import pandas as pd
import pytest
from openpyxl import load_workbook

from dashboard.answers.checking import questionnaire
from dashboard.contracts.response import STATES, as_answers
from dashboard.contracts.response_check import read_responses
from dashboard.contracts.violation import PackageError
from dashboard.exports.response_files import template_csv, template_rows, template_xlsx
from dashboard.queries.questionnaire import list_questions

CITY = ("ita-turin", "Turin, Italy")
GIVEN = as_answers(
    pd.DataFrame(
        [
            {
                "city_id": "ita-turin",
                "round_id": "2026",
                "question_id": "q-communication",
                "question_version": 1,
                "state": "in-place",
                "year_since": 2020,
                "needs": "money;skills",
                "impact_indicator": "share reached",
                "impact_latest": 2.5,
                "impact_year": 2025,
                "impact_source": "report",
            }
        ]
    )
)
MAKERS = {"csv": template_csv, "xlsx": template_xlsx}


@pytest.fixture
def asked(store):
    with store.cursor() as cursor:
        return list_questions(cursor), questionnaire(cursor)


def made(form, questions, **more):
    return MAKERS[form](template_rows(questions, CITY, "2026", GIVEN, **more))


@pytest.mark.parametrize("form", MAKERS)
def test_what_is_filled_in_is_read_back(form, asked):
    questions, known = asked
    found = read_responses(made(form, questions), f"a.{form}", known)
    pd.testing.assert_frame_equal(found, GIVEN)


def test_every_question_has_its_line(asked):
    questions, _known = asked
    rows = template_rows(questions, CITY, "2026", GIVEN)
    assert [row["question_id"] for row in rows] == questions["question_id"].tolist()
    assert {row["city"] for row in rows} == {"Turin, Italy"}
    assert sum(row["state"] is not None for row in rows) == 1


def test_workbook_offers_the_states_and_explains_its_columns(asked):
    questions, _known = asked
    book = load_workbook(io.BytesIO(made("xlsx", questions)))
    assert book.sheetnames == ["Answers", "Lists", "Columns"]
    assert tuple(cell.value for cell in book["Lists"]["A"][: len(STATES)]) == STATES
    rules = book["Answers"].data_validations.dataValidation
    assert f"Lists!$A$1:$A${len(STATES)}" in {
        rule.formula1.lstrip("=") for rule in rules if rule.formula1
    }
    assert "state" in {cell.value for cell in book["Columns"]["A"]}


@pytest.mark.parametrize("form", MAKERS)
def test_template_of_the_demonstration_is_taken_by_no_real_store(form, asked):
    questions, known = asked
    content = made(form, questions, invented=True)
    with pytest.raises(PackageError) as caught:
        read_responses(content, f"a.{form}", known)
    assert caught.value.violations[0].value == "invented"
    demo = replace(known, invented=True)
    pd.testing.assert_frame_equal(read_responses(content, f"a.{form}", demo), GIVEN)

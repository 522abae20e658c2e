"""The answer page: drafts, details, a city that is missing, and what is sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.responses.submissions import answers_of, list_submissions

APP = Path(__file__).resolve().parents[1] / "app.py"
PAGE = APP.parent / "pages" / "take_part" / "city_response.py"
ASKED = "q-communication"


@pytest.fixture(autouse=True)
def served(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))


def visit(**choices):
    at = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in choices.items():
        at.query_params[name] = value
    at = at.run().switch_page(str(PAGE)).run()
    assert not at.exception
    return at


def key(field, round_id="2026", question=ASKED):
    return f"answer_ita-turin_{round_id}_0_{question}_{field}"


def answer(at, state, round_id="2026"):
    at = at.selectbox(key=key("state", round_id)).set_value(state).run()
    assert not at.exception
    return at


def says(at, part):
    kinds = (at.markdown, at.caption, at.info, at.warning, at.error, at.success)
    return any(part in element.value for kind in kinds for element in kind)


def token(at):
    found = at.query_params["draft"]
    return found if isinstance(found, str) else found[0]


def test_nothing_is_kept_before_the_first_answer():
    at = visit(city="ita-turin")
    assert says(at, "Nothing is kept yet.")
    assert "draft" not in at.query_params


def test_answer_is_kept_and_its_private_link_brings_it_back():
    at = answer(visit(city="ita-turin"), "started")
    assert says(at, "Kept as a draft at")
    other = visit(city="ita-turin", draft=token(at))
    assert other.selectbox(key=key("state")).value == "started"


def test_private_link_is_in_no_link_to_another_view():
    at = answer(visit(city="ita-turin"), "started")
    assert not any(token(at) in code.value for code in at.code if "release=" in code.value)


def test_link_to_no_draft_is_told():
    at = visit(city="ita-turin", draft="nobody-has-this")
    assert says(at, "This private link leads to no draft.")


def test_sent_answers_wait_and_the_same_again_changes_nothing(responses_folder):
    at = answer(visit(city="ita-turin"), "in-place")
    at = at.button(key="send_answers").click().run()
    (row,) = list_submissions(responses_folder)
    assert (row.city_id, row.round_id, row.status, row.n_answers) == (
        *("ita-turin", "2026", "submitted"),
        1,
    )
    assert says(at, row.number)
    at = at.button(key="send_answers").click().run()
    assert says(at, "Nothing new")
    assert len(list_submissions(responses_folder)) == 1


def test_new_round_begins_with_the_accepted_answers(accept):
    accept("ita-turin", "2025", {ASKED: "planned"}, year_since=2024)
    at = visit(city="ita-turin", round="2026")
    assert says(at, "Begun with the accepted answers of Round 2025.")
    assert at.selectbox(key=key("state")).value == "planned"


def test_year_goes_with_a_state_that_has_none(accept, responses_folder):
    accept("ita-turin", "2025", {ASKED: "planned"}, year_since=2024)
    at = answer(visit(city="ita-turin", round="2026"), "not-in-place")
    at.button(key="send_answers").click().run()
    newest = list_submissions(responses_folder)[0]
    assert answers_of(responses_folder, newest.number)["year_since"].isna().all()


def test_withdrawn_submission_stays_in_the_history(responses_folder):
    at = answer(visit(city="ita-turin"), "in-place")
    at = at.button(key="send_answers").click().run()
    at = at.button(key="withdraw").click().run()
    assert not at.exception
    assert [row.status for row in list_submissions(responses_folder)] == ["withdrawn"]


def test_without_a_city_one_is_asked_for_and_no_question_is_drawn():
    at = visit()
    labels = [box.label for box in at.selectbox]
    assert "Your city: type the first letters of its name" in labels
    assert "How far is it?" not in labels

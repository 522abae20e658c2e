"""The page "Action plan": begun from the selection, saved with its history, never lost."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.contracts.plan import Milestone, Plan, PlanAction
from dashboard.exports.plan_files import plan_json
from dashboard.responses.plans import plan_versions, save_plan

APP = Path(__file__).resolve().parents[1] / "app.py"
CITY = "ita-turin"
PICKED = "communication,financing"
PLAN = Plan(
    city_id=CITY,
    title="A city for everyone",
    actions=(
        PlanAction(
            keyword_id="communication",
            wording="Tell true stories about migration.",
            owner="Press office",
            milestones=(Milestone(due_on="2027-06-30", milestone="First campaign"),),
        ),
    ),
)


@pytest.fixture(autouse=True)
def served(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))


def visit(**choices):
    at = AppTest.from_file(APP, default_timeout=60)
    for name, value in choices.items():
        at.query_params[name] = value
    at.run()
    at = at.switch_page("pages/act/action_plan.py").run()
    assert not at.exception
    return at


def says(at, part):
    texts = (*at.markdown, *at.info, *at.warning, *at.caption, *at.success, *at.error, *at.code)
    return any(part in element.value for element in texts)


def field(at, keyword, name, kind="text_input", generation=0):
    return getattr(at, kind)(key=f"plan_{generation}_{CITY}_{keyword}_{name}")


def upload(at, name, content):
    return at.file_uploader(key=f"plan_file_{CITY}").upload(name, content).run()


def test_without_a_city_one_is_asked_for():
    at = visit()
    at.selectbox(key="choice_city").set_value(CITY).run()
    assert at.title[0].value == "Action plan: Turin, Italy"


def test_without_a_selection_the_way_to_it_is_shown():
    at = visit(city=CITY)
    assert says(at, "The plan has no action yet")


def test_plan_begins_with_what_the_selection_says_of_each_action():
    at = visit(city=CITY, picked=PICKED)
    assert field(at, "communication", "indicator").value == "attitude survey trend"
    assert "16 of 27 actors" in field(at, "communication", "reason", "text_area").value
    assert field(at, "communication", "role_id", "selectbox").value == "policy-maker"
    assert says(at, "Not saved yet")


def test_what_is_written_is_saved_with_role_and_can_be_opened_again(responses_folder):
    at = visit(city=CITY, picked=PICKED)
    field(at, "communication", "owner").set_value("Press office").run()
    field(at, "communication", "target_value", "number_input").set_value(12.5).run()
    field(at, "communication", "milestones", "text_area").set_value(
        "2027-06-30 First campaign\nsome day later"
    ).run()
    assert says(at, "“some day later” is not kept yet")
    at.selectbox(key="writes_as").set_value("session-chair").run()
    at.button(key="save_plan").click().run()
    assert says(at, "Saved as version 1.")
    (saved,) = plan_versions(responses_folder, CITY)
    assert saved.role == "session-chair"
    first = saved.plan.actions[0]
    assert (first.owner, first.target_value) == ("Press office", 12.5)
    assert first.milestones == (Milestone(due_on="2027-06-30", milestone="First campaign"),)
    again = visit(city=CITY)
    assert field(again, "communication", "owner").value == "Press office"
    assert says(again, "Saved as version 1.")


def test_currency_of_another_form_is_told_and_not_kept(responses_folder):
    at = visit(city=CITY, picked=PICKED)
    field(at, "communication", "currency").set_value("eur").run()
    assert not says(at, "A currency has three letters")
    field(at, "communication", "currency").set_value("€").run()
    assert says(at, "A currency has three letters")
    at.button(key="save_plan").click().run()
    assert plan_versions(responses_folder, CITY)[0].plan.actions[0].currency == "EUR"


def test_saving_twice_adds_no_version(responses_folder):
    at = visit(city=CITY, picked=PICKED)
    at.button(key="save_plan").click().run()
    at.button(key="save_plan").click().run()
    assert len(plan_versions(responses_folder, CITY)) == 1


def test_second_of_two_people_is_told_and_loses_nothing(responses_folder):
    save_plan(responses_folder, PLAN, role="city-editor", base=0)
    mine = visit(city=CITY)
    theirs = replace(PLAN, title="Their title")
    save_plan(responses_folder, theirs, role="data-steward", base=1)
    field(mine, "communication", "owner").set_value("Mayor's office").run()
    mine.button(key="save_plan").click().run()
    assert says(mine, "Somebody else saved version 2")
    assert field(mine, "communication", "owner").value == "Mayor's office"
    assert len(plan_versions(responses_folder, CITY)) == 2
    next(b for b in mine.button if b.label == "Save mine as the next version").click().run()
    newest, second, _first = plan_versions(responses_folder, CITY)
    assert newest.plan.actions[0].owner == "Mayor's office"
    assert second.plan.title == "Their title"
    assert not says(mine, "Somebody else saved")


def test_second_of_two_people_can_take_over_what_the_first_wrote(responses_folder):
    save_plan(responses_folder, PLAN, role="city-editor", base=0)
    mine = visit(city=CITY)
    save_plan(responses_folder, replace(PLAN, title="Theirs"), role="city-editor", base=1)
    field(mine, "communication", "owner").set_value("Mine").run()
    mine.button(key="save_plan").click().run()
    next(b for b in mine.button if b.label == "Take over version 2").click().run()
    assert field(mine, "communication", "owner", generation=1).value == "Press office"
    assert says(mine, "Saved as version 2.")


def test_old_version_can_be_opened_and_saved_as_the_newest(responses_folder):
    save_plan(responses_folder, PLAN, role="city-editor", base=0)
    save_plan(responses_folder, replace(PLAN, title="New"), role="city-editor", base=1)
    at = visit(city=CITY)
    at.button(key="version_1").click().run()
    assert says(at, "Not saved yet")
    at.button(key="save_plan").click().run()
    assert [v.plan.title for v in plan_versions(responses_folder, CITY)][:2] == [
        "A city for everyone",
        "New",
    ]


def test_actions_chosen_later_are_added_and_one_is_taken_out(responses_folder):
    save_plan(responses_folder, PLAN, role="city-editor", base=0)
    at = visit(city=CITY, picked=PICKED)
    next(b for b in at.button if b.label == "Add 1 chosen action").click().run()
    assert says(at, "financing") or len(at.selectbox(key="choice_keyword").options) == 2
    at.button(key="remove_action").click().run()
    assert len(at.selectbox(key="choice_keyword").options) == 1


def test_plan_file_is_read_back_and_used(responses_folder):
    at = visit(city=CITY, picked=PICKED)
    at = upload(at, "plan.json", plan_json(PLAN))
    next(b for b in at.button if b.label == "Use the plan of the file: 1 action").click().run()
    assert field(at, "communication", "owner", generation=1).value == "Press office"
    assert says(at, "The file holds the same plan as this page")
    assert plan_versions(responses_folder, CITY) == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"format_version": 9}, "version 1 of the plan format"),
        ({"colour": "red"}, "one of the columns"),
        ({"city_id": "ita-atlantis"}, "an id that this release of the data has"),
        ({"from_year": "soon"}, "a number"),
    ],
)
def test_faulty_plan_file_is_told_and_changes_nothing(change, told):
    content = json.loads(plan_json(PLAN))
    content["plan"][0].update(change)
    at = visit(city=CITY, picked=PICKED)
    at = upload(at, "plan.json", json.dumps(content).encode())
    assert says(at, "Nothing was changed")
    assert any(told in text.value.replace("\\", "") for text in at.markdown)
    assert field(at, "communication", "owner").value == ""


def test_plan_of_another_city_is_not_taken():
    at = visit(city=CITY, picked=PICKED)
    at = upload(at, "plan.json", plan_json(replace(PLAN, city_id="usa-chicago")))
    assert says(at, "This is the plan of Chicago")


def test_keyword_that_the_release_no_longer_has_is_told_and_kept(responses_folder):
    gone = replace(PLAN, actions=(*PLAN.actions, PlanAction(keyword_id="was-once-here")))
    save_plan(responses_folder, gone, role="city-editor", base=0)
    at = visit(city=CITY)
    assert says(at, "no longer has: was-once-here")
    at.button(key="save_plan").click().run()
    assert plan_versions(responses_folder, CITY)[0].plan.actions[1].keyword_id == "was-once-here"


def test_check_list_names_the_steps_that_are_missing():
    at = visit(city=CITY, picked=PICKED)
    steps = next(t.value for t in at.table if "Still missing" in t.value)
    assert len(steps) == 9
    assert steps["Still missing"].iloc[8] == "budget line: actions 1 and 2"
    assert steps["Actions that have it"].iloc[3] == "2 of 2"


def test_plan_store_that_is_damaged_is_told_on_the_page(responses_folder):
    responses_folder.mkdir()
    (responses_folder / "responses.duckdb").write_bytes(b"not a store" * 500)
    at = visit(city=CITY, picked=PICKED)
    assert any("cannot be opened" in error.value for error in at.error)

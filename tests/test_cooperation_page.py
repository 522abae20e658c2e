"""The page "Cooperation": every row of the guidelines, saved with its history, never lost."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.contracts.cooperation import Cooperation, Fact, Task
from dashboard.exports.cooperation_files import cooperation_json
from dashboard.responses.cooperation import cooperation_versions, save_cooperation

APP = Path(__file__).resolve().parents[1] / "app.py"
PAIR = ("mar-oujda", "esp-region-of-murcia")
CHOSEN = {"city": PAIR[0], "partner": PAIR[1]}
RECORD = Cooperation(
    city_id=PAIR[0],
    partner_id=PAIR[1],
    tasks={(1, 1): Task("done", "Profile of 2026")},
    elements={"new-aim": "Learn from each other"},
)
# Part of the page, rows of its tables in the data package.
ROWS = {"cycle": [11, 51], "roles": [41], "planning": [9], "funding": [29]}


@pytest.fixture(autouse=True)
def served(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))


def visit(**choices):
    at = AppTest.from_file(APP, default_timeout=60)
    for name, value in choices.items():
        at.query_params[name] = value
    at.run()
    at = at.switch_page("pages/act/cooperation.py").run()
    assert not at.exception
    return at


def says(at, part):
    texts = (*at.markdown, *at.info, *at.warning, *at.caption, *at.success, *at.error)
    return any(part in element.value for element in texts)


def field(at, name, kind="text_area", generation=0):
    return getattr(at, kind)(key=f"coop_{generation}_{'_'.join(PAIR)}_{name}")


def save(at):
    return at.button(key="save_cooperation").click().run()


def upload(at, content, name="draft.json"):
    return at.file_uploader(key=f"cooperation_file_{'_'.join(PAIR)}").upload(name, content).run()


@pytest.mark.parametrize("chosen", [{}, CHOSEN], ids=["no pair", "a pair"])
@pytest.mark.parametrize("view", ROWS)
def test_every_row_of_the_data_is_on_the_page(view, chosen):
    at = visit(toolkit=view, **chosen)
    assert [len(table.value) for table in at.table] == ROWS[view]


@pytest.mark.parametrize("chosen", [{}, CHOSEN], ids=["no pair", "a pair"])
@pytest.mark.parametrize(("way", "n"), [("new", 12), ("revised", 11)])
def test_every_element_of_the_agreement_is_on_the_page(way, n, chosen):
    at = visit(toolkit="agreement", way=way, **chosen)
    assert [len(table.value) for table in at.table] == [n]
    assert len(at.main.text_area) == (n if chosen else 0)


def test_every_skill_has_a_tick_and_every_step_of_planning_a_note():
    assert len(visit(toolkit="roles", **CHOSEN).main.checkbox) == 41
    assert len(visit(toolkit="planning", **CHOSEN).main.text_area) == 9


def test_every_task_that_counts_can_be_worked_on():
    counts = {"new": 45, "revised": 48}
    for way, n in counts.items():
        at = visit(way=way, **CHOSEN)
        notes = 0
        for stage in range(1, 8):
            at.selectbox(key="choice_stage").set_value(stage).run()
            notes += len([box for box in at.main.text_input if "_task_" in box.key])
        assert notes == n


def test_choices_of_goals_and_indicators_hold_the_whole_lists():
    at = visit(toolkit="agreement", **CHOSEN)
    sizes = [len(field(at, name, "multiselect").options) for name in ("items_sdg", "items_gcm")]
    assert sizes == [48, 23]
    assert len(field(at, "indicators", "multiselect").options) == 49


def test_city_as_its_own_partner_is_told():
    at = visit(city=PAIR[0])
    at.selectbox(key="choice_partner").set_value(PAIR[0]).run()
    assert says(at, "A city cannot be its own partner")
    assert not [button for button in at.button if button.key == "save_cooperation"]


def test_without_a_pair_nothing_can_be_written():
    at = visit()
    assert says(at, "Choose your city and the partner to write and save.")
    assert not at.main.text_input


def test_task_and_note_are_saved_with_role_and_come_back(responses_folder):
    at = visit(**CHOSEN)
    assert says(at, "0 of 45 tasks are done.")
    field(at, "task_1_2_state", "selectbox").set_value("done").run()
    field(at, "task_1_2_note", "text_input").set_value("Asked 40 people").run()
    assert says(at, "1 of 45 tasks is done.")
    at.selectbox(key="writes_as").set_value("session-chair").run()
    save(at)
    assert says(at, "Saved as version 1.")
    (saved,) = cooperation_versions(responses_folder, *PAIR)
    assert saved.role == "session-chair"
    assert saved.cooperation.tasks == {(1, 2): Task("done", "Asked 40 people")}
    again = visit(**CHOSEN)
    assert field(again, "task_1_2_note", "text_input").value == "Asked 40 people"


def test_fact_is_ticked_saved_and_comes_back_with_its_history(responses_folder):
    at = visit(**CHOSEN)
    assert len(at.main.checkbox) == 11
    assert says(at, "0 of 11 facts are gathered. Still open: 11.")
    field(at, "fact_experience_tick", "checkbox").check().run()
    field(at, "fact_resources_who", "text_input").set_value("Ada").run()
    field(at, "fact_resources_note", "text_input").set_value("Asked in May").run()
    assert says(at, "1 of 11 facts is gathered. Still open: 10.")
    assert at.table[0].value["Gathered"].tolist()[2:4] == [
        "**yes**",
        "**not yet**  \nAda  \nAsked in May",
    ]
    save(at)
    (saved,) = cooperation_versions(responses_folder, *PAIR)
    assert saved.cooperation.facts == {
        "experience": Fact(is_gathered=True),
        "resources": Fact(who="Ada", note="Asked in May"),
    }
    assert says(at, "0 of 45 tasks done, 0 of 12 elements filled, 1 of 11 facts gathered")
    again = visit(**CHOSEN)
    assert field(again, "fact_experience_tick", "checkbox").value
    field(again, "fact_experience_tick", "checkbox").uncheck().run()
    save(again)
    assert [
        v.cooperation.facts.get("experience") for v in cooperation_versions(responses_folder, *PAIR)
    ] == [None, Fact(is_gathered=True)]


def test_parts_of_the_page_go_into_one_record(responses_folder):
    at = visit(toolkit="agreement", **CHOSEN)
    field(at, "new-aim").set_value("Learn").run()
    field(at, "items_sdg", "multiselect").set_value(["10.7"]).run()
    field(at, "indicators", "multiselect").set_value(["i03"]).run()
    field(at, "indicator_i03", "text_input").set_value("45 %").run()
    assert says(at, "2 of 12 elements are written.")
    at.main.get("button_group")[0].set_value("roles").run()
    field(at, "skill_0", "checkbox").check().run()
    assert says(at, "The team has 1 of 41 skills.")
    at.main.get("button_group")[0].set_value("planning").run()
    field(at, "planning_9").set_value("Two budgets").run()
    save(at)
    (saved,) = cooperation_versions(responses_folder, *PAIR)
    record = saved.cooperation
    assert record.elements == {"new-aim": "Learn"}
    assert (record.items, record.indicators) == ((("sdg", "10.7"),), {"i03": "45 %"})
    assert (len(record.skills), record.planning) == (1, {9: "Two budgets"})


def test_change_of_the_way_keeps_what_is_written(responses_folder):
    at = visit(toolkit="agreement", **CHOSEN)
    field(at, "new-aim").set_value("Learn").run()
    at.selectbox(key="choice_way").set_value("revised").run()
    assert says(at, "0 of 11 elements are written.")
    field(at, "revision-aims").set_value("Learn more").run()
    save(at)
    (saved,) = cooperation_versions(responses_folder, *PAIR)
    assert saved.cooperation.way == "revised"
    assert saved.cooperation.elements == {"new-aim": "Learn", "revision-aims": "Learn more"}
    assert visit(**CHOSEN).selectbox(key="choice_way").value == "revised"


def test_saving_twice_adds_no_version(responses_folder):
    at = visit(**CHOSEN)
    field(at, "task_1_1_state", "selectbox").set_value("done").run()
    save(save(at))
    assert len(cooperation_versions(responses_folder, *PAIR)) == 1


def test_second_of_two_people_is_told_and_loses_nothing(responses_folder):
    save_cooperation(responses_folder, RECORD, role="city-editor", base=0)
    mine = visit(toolkit="agreement", **CHOSEN)
    theirs = replace(RECORD, title="Theirs")
    save_cooperation(responses_folder, theirs, role="data-steward", base=1)
    field(mine, "new-aim").set_value("Mine").run()
    save(mine)
    assert says(mine, "Somebody else saved version 2")
    assert field(mine, "new-aim").value == "Mine"
    mine.button(key="cooperation_save_over").click().run()
    newest, second, _first = cooperation_versions(responses_folder, *PAIR)
    assert newest.cooperation.elements == {"new-aim": "Mine"}
    assert second.cooperation.title == "Theirs"


def test_second_of_two_people_can_take_over_what_the_first_wrote(responses_folder):
    save_cooperation(responses_folder, RECORD, role="city-editor", base=0)
    mine = visit(toolkit="agreement", **CHOSEN)
    theirs = replace(RECORD, elements={"new-aim": "Theirs"})
    save_cooperation(responses_folder, theirs, role="city-editor", base=1)
    field(mine, "new-aim").set_value("Mine").run()
    save(mine)
    mine.button(key="cooperation_take_over").click().run()
    assert field(mine, "new-aim", generation=1).value == "Theirs"
    assert says(mine, "Saved as version 2.")


def test_old_version_can_be_opened_and_saved_as_the_newest(responses_folder):
    save_cooperation(responses_folder, RECORD, role="city-editor", base=0)
    save_cooperation(responses_folder, replace(RECORD, title="New"), role="city-editor", base=1)
    at = visit(**CHOSEN)
    at.button(key="cooperation_version_1").click().run()
    assert says(at, "Not saved yet")
    save(at)
    titles = [v.cooperation.title for v in cooperation_versions(responses_folder, *PAIR)]
    assert titles == ["", "New", ""]


def test_saved_partners_of_a_city_are_offered(responses_folder):
    save_cooperation(responses_folder, RECORD, role="city-editor", base=0)
    at = visit(city=PAIR[0])
    at.button(key=f"open_partner_{PAIR[1]}").click().run()
    assert at.title[0].value == "Cooperation: Oujda, Morocco \\| Region of Murcia, Spain"


def test_file_is_read_back_and_used(responses_folder):
    at = visit(toolkit="agreement", **CHOSEN)
    upload(at, cooperation_json(replace(RECORD, way="revised", elements={"revision-aims": "X"})))
    at.button(key="use_cooperation_file").click().run()
    assert field(at, "revision-aims", generation=1).value == "X"
    assert says(at, "The file holds the same as this page.")
    assert cooperation_versions(responses_folder, *PAIR) == ()


def test_file_does_not_replace_what_is_not_saved_without_a_word(responses_folder):
    at = visit(toolkit="agreement", **CHOSEN)
    field(at, "new-aim").set_value("Mine").run()
    upload(at, cooperation_json(replace(RECORD, elements={"new-aim": "Of the file"})))
    assert says(at, "What is on this page is not saved.")
    assert at.button(key="use_cooperation_file").label == "Use the file, drop what is not saved"
    at.button(key="save_and_use_cooperation_file").click().run()
    assert not at.exception
    assert field(at, "new-aim", generation=1).value == "Of the file"
    (kept,) = cooperation_versions(responses_folder, *PAIR)
    assert kept.cooperation.elements == {"new-aim": "Mine"}
    save(at)
    newest, _mine = cooperation_versions(responses_folder, *PAIR)
    assert newest.cooperation.elements == {"new-aim": "Of the file"}


def test_file_is_not_used_where_what_is_not_saved_cannot_be_kept(responses_folder):
    save_cooperation(responses_folder, RECORD, role="city-editor", base=0)
    at = visit(toolkit="agreement", **CHOSEN)
    field(at, "new-aim").set_value("Mine").run()
    theirs = replace(RECORD, title="Theirs")
    save_cooperation(responses_folder, theirs, role="data-steward", base=1)
    upload(at, cooperation_json(replace(RECORD, elements={"new-aim": "Of the file"})))
    at.button(key="save_and_use_cooperation_file").click().run()
    assert says(at, "Somebody else saved version 2")
    assert field(at, "new-aim").value == "Mine"
    assert len(cooperation_versions(responses_folder, *PAIR)) == 2


def test_file_is_offered_without_a_warning_where_everything_is_saved(responses_folder):
    save_cooperation(responses_folder, RECORD, role="city-editor", base=0)
    at = visit(toolkit="agreement", **CHOSEN)
    upload(at, cooperation_json(replace(RECORD, title="Of the file")))
    assert not says(at, "What is on this page is not saved.")
    assert at.button(key="use_cooperation_file").label == "Use the file"


@pytest.mark.parametrize(
    ("table", "change", "told"),
    [
        ("cooperation", {"format_version": 9}, "version 1 or 2 of the cooperation format"),
        ("cooperation", {"partner_id": PAIR[0]}, "nobody is a partner of its own"),
        ("tasks", {"task_order": 99}, "a row that this release of the data has"),
        ("elements", {"text": 7}, "expected text"),
    ],
)
def test_faulty_file_is_told_and_changes_nothing(table, change, told):
    content = json.loads(cooperation_json(RECORD))
    content[table][0].update(change)
    at = visit(toolkit="agreement", **CHOSEN)
    field(at, "new-aim").set_value("Mine").run()
    upload(at, json.dumps(content).encode())
    assert says(at, "Nothing was changed")
    assert any(told in text.value.replace("\\", "") for text in at.markdown)
    assert field(at, "new-aim").value == "Mine"


def test_file_of_another_pair_is_not_taken():
    at = visit(toolkit="agreement", **CHOSEN)
    upload(at, cooperation_json(replace(RECORD, partner_id="ita-turin")))
    assert says(at, "This is the partnership of Oujda, Morocco with Turin, Italy.")


def test_figures_of_2019_are_marked_as_a_position():
    cells = visit(toolkit="funding").table[0].value["Conditions or figures"]
    marked = [text for text in cells if "Position of the European Parliament, March 2019" in text]
    assert len(marked) == 3


def test_presentation_shows_how_far_it_is_without_fields(responses_folder):
    save_cooperation(responses_folder, RECORD, role="city-editor", base=0)
    for view in ("cycle", "agreement", "roles", "planning"):
        at = visit(toolkit=view, present="1", **CHOSEN)
        assert not [*at.main.text_area, *at.main.text_input, *at.main.checkbox, *at.main.selectbox]
    assert says(visit(present="1", **CHOSEN), "1 of 45 tasks is done.")


def test_store_that_is_damaged_is_told_on_the_page(responses_folder):
    responses_folder.mkdir()
    (responses_folder / "responses.duckdb").write_bytes(b"not a store" * 500)
    at = visit(**CHOSEN)
    assert any("cannot be opened" in error.value for error in at.error)

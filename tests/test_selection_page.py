"""The page "Action selection": it says what the command line says, and why it says nothing else."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.criteria import CRITERIA, PHASES
from dashboard.filters import CODINGS, REGIONS, WORK_VIEWS
from dashboard.responses.adopted import adopt
from dashboard.responses.group_work import ask, close_vote, join, open_vote, vote
from dashboard.responses.hall import live
from dashboard.responses.room import Participant
from dashboard.responses.sessions import open_session
from dashboard.responses.wordings import list_proposals
from dashboard.state import weight_field

APP = Path(__file__).resolve().parents[1] / "app.py"
EIGHT = (
    "communication",
    "financing",
    "access-to-health-care",
    "migrant-entrepreneurship",
    "language-learning-for-adults",
    "data-collection-and-management",
    "city-as-inclusive-employer-and-buyer",
    "access-to-adequate-and-affordable-housing",
)


@pytest.fixture(autouse=True)
def served(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))


def visit(**choices):
    at = AppTest.from_file(APP, default_timeout=60)
    for name, value in choices.items():
        at.query_params[name] = value
    at.run()
    at = at.switch_page("pages/act/action_selection.py").run()
    assert not at.exception
    assert not at.error
    return at


def address(at, name):
    """Return what the address says of one choice."""
    value = at.query_params[name]
    return value if isinstance(value, str) else ",".join(value)


def texts(at):
    return [element.value for element in (*at.markdown, *at.info, *at.warning, *at.caption)]


def says(at, part):
    return any(part in text for text in texts(at))


def printed(command, *options):
    result = CliRunner().invoke(app, [command, *options, "--format", "json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.output)["rows"]


def table_with(at, column):
    return next(table.value for table in at.table if column in table.value)


def settings():
    """Return 15 settings of the page with the options of the command line, drawn once for all."""
    chance = random.Random(20261125)  # noqa: S311 - no secret
    for _ in range(15):
        weights = {name: chance.randint(0, 10) / 10 for name in CRITERIA[:3]}
        weights["frequency"] = max(weights["frequency"], 0.1)
        choices = {"limit": chance.choice([6, 8, 12, 20]), "per_area": chance.choice([0, 1])}
        if chance.random() < 0.5:
            choices["region"] = chance.choice(REGIONS)
        if chance.random() < 0.5:
            choices["coding"] = chance.choice(CODINGS)
        if chance.random() < 0.5:
            choices["phase"] = chance.choice(list(PHASES))
        yield weights, choices


@pytest.mark.parametrize(("weights", "choices"), list(settings()))
def test_suggestion_of_the_page_is_that_of_the_command_line(weights, choices):
    options = [f"--{name.replace('_', '-')}={value}" for name, value in choices.items()]
    options += [f"--weight={name}={value}" for name, value in weights.items()]
    rows = printed("select", *options)
    weighed = {weight_field(name): f"{value:g}" for name, value in weights.items()}
    at = visit(**weighed, **{name: str(value) for name, value in choices.items()})
    at.button(key="suggest").click().run()
    shown = table_with(at, "Serves")
    assert len(rows) == choices["limit"]
    for row, action, serves in zip(rows, shown["Action"], shown["Serves"], strict=True):
        assert row["keyword"] in action.replace("\\", "")
        assert row["wording"].split()[0] in action
        assert f"GCM {', '.join(row['gcm'])}" in serves
    assert address(at, "picked") == ",".join(row["keyword_id"] for row in rows)


def take_over(folder, kind, figures):
    """Hold a session with one vote, and take its result over as "Group"."""
    opened = open_session(folder, "Group", role="session-chair", release="r")
    here = live(folder, opened.session_id)
    join(here, "ada", Participant())
    question_id = ask(here, kind, "What counts?", tuple(figures))
    question = here.room.questions[question_id]
    open_vote(here, question)
    vote(here, question, "ada", {"points": figures})
    close_vote(here, question)
    adopt(here, question, "Group", figures, 1)


def test_votes_of_a_working_group_count_on_the_page_as_on_the_command_line(responses_folder):
    points = {"financing": 2, "communication": 9, "migrant-entrepreneurship": 5}
    take_over(responses_folder, "points", points)
    take_over(responses_folder, "weights", dict(zip(CRITERIA, (60, 40, 0, 0), strict=True)))
    rows = printed("select", "--limit=3", "--weight=f=0", "--weight=sp=0", "--weight=sh=0")
    assert [row["keyword_id"] for row in rows] == [
        "communication",
        "migrant-entrepreneurship",
        "financing",
    ]
    alone = {"w_frequency": "0", "w_spreading": "0", "w_show_progress": "0"}
    at = visit(**alone, limit="3", per_area="0")
    at.button(key="suggest").click().run()
    assert address(at, "picked") == "communication,migrant-entrepreneurship,financing"
    assert says(at, "Mean points, 0 to 10, of 1 vote of \u201cGroup\u201d")
    at.button_group(key="choice_weight_set").set_value("voted:Group").run()
    assert address(at, "w_spreading") == "0.67"
    assert address(at, "w_value_added") == "0"


def test_set_of_weights_that_comes_back_late_undoes_no_slider():
    at = visit()
    at.button_group(key="choice_weight_set").set_value("spreading").run()
    at.slider(key="choice_w_frequency_slider").set_value(0.2).run()
    # The browser has not heard yet that no set is chosen any more.
    at.button_group(key="choice_weight_set").set_value("spreading")
    at.slider(key="choice_w_spreading_slider").set_value(0.3).run()
    assert (address(at, "w_frequency"), address(at, "w_spreading")) == ("0.2", "0.3")
    assert at.button_group(key="choice_weight_set").value is None


def test_alignment_of_the_page_is_that_of_the_command_line():
    rows = printed("align", "--actions", ",".join(EIGHT), "--framework", "gcm")
    at = visit(picked=",".join(EIGHT), work="alignment", framework="gcm")
    shown = table_with(at, "By which action, and why")
    assert len(rows) == 23
    names = {"covered": "covered", "open": "open", "no keyword": "no keyword serves it"}
    assert [cell.rpartition("**")[0].rpartition("**")[2] for cell in shown["Item"]] == [
        names[row["status"]] for row in rows
    ]
    assert says(at, f"{sum(row['covered'] for row in rows)} of 23 items are covered")


@pytest.mark.parametrize("work", WORK_VIEWS)
@pytest.mark.parametrize("picked", ["", ",".join(EIGHT)])
def test_every_detailed_view_is_drawn_or_says_why_not(work, picked):
    at = visit(work=work, picked=picked)
    assert at.table or says(at, "Choose at least one action")


def test_change_of_a_weight_says_what_moved_and_why():
    at = visit()
    at.number_input(key="choice_w_frequency").set_value(0.2).run()
    assert address(at, "w_frequency") == "0.2"
    assert says(at, "Frequency counts 6 % instead of 25 %")
    assert says(at, "climbs from")
    assert says(at, "falls from")
    at.slider(key="choice_w_frequency_slider").set_value(1.0).run()
    assert "w_frequency" not in at.query_params
    assert at.number_input(key="choice_w_frequency").value == 1.0
    assert says(at, "Frequency counts 25 % instead of 6 %")


def test_weights_that_are_all_zero_are_told():
    at = visit(w_frequency="0", w_spreading="0", w_show_progress="0", w_value_added="0")
    assert says(at, "Every weight that counts is 0")


def test_weight_of_a_criterion_without_a_value_alone_is_told():
    at = visit(w_frequency="0", w_spreading="0", w_show_progress="0")
    assert says(at, "Every weight that counts is 0")


def test_set_of_weights_and_reset():
    at = visit()
    at.button_group(key="choice_weight_set").set_value("frequency").run()
    assert address(at, "w_spreading") == "0"
    assert says(at, "Share of each: Frequency 100 %.")
    next(button for button in at.button if button.label == "Reset weights").click().run()
    assert "w_spreading" not in at.query_params


def test_desk_phase_ranks_by_frequency_alone():
    at = visit(phase="desk", w_show_progress="0.3")
    assert not at.slider
    candidates = next(frame.value for frame in at.dataframe if "score" in frame.value)
    assert candidates["n_actors"].tolist() == sorted(candidates["n_actors"], reverse=True)


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ({"limit": "1", "per_area": "0", "must": "communication,financing"}, "there are 2 must"),
        ({"must": "communication", "never": "communication"}, "on the must-have list and on the"),
        ({"limit": "5", "per_area": "1"}, "the policy areas and the must-haves need 6"),
        ({"per_area": "5", "limit": "60"}, "cannot be kept: Welfare and health has 4"),
        ({"area": "housing", "must": "communication"}, "a must-have, but the filters leave it out"),
        ({"phase": "roll-out", "feasible": "20"}, "cannot be kept"),
    ],
)
def test_rules_that_contradict_each_other_are_named(choices, told):
    at = visit(**choices)
    assert says(at, told)
    assert at.button(key="suggest").disabled


def test_price_of_a_rule_is_told_in_words():
    at = visit(must="housing-non-discrimination")
    at.button(key="suggest").click().run()
    assert says(at, "The must-have Housing non-discrimination costs")


def test_keyword_that_is_not_in_the_release_is_told_and_the_rest_kept():
    at = visit(picked="communication,was-once-here")
    assert says(at, "was-once-here")
    assert address(at, "picked") == "communication,was-once-here"
    assert len(table_with(at, "Serves")) == 1


def test_chosen_action_that_the_filters_leave_out_stays_chosen():
    at = visit(area="housing", picked="communication,inclusive-public-space")
    ranks = table_with(at, "Serves")["Rank"].tolist()
    assert ranks[1] == "left out by the filters"


def test_selection_survives_other_pages_and_the_clearing_of_filters():
    at = visit(picked=",".join(EIGHT), region="africa")
    at = at.switch_page("pages/chart/rankings.py").run()
    next(button for button in at.button if button.label == "Clear all filters").click().run()
    at = at.switch_page("pages/act/action_selection.py").run()
    assert address(at, "picked") == ",".join(EIGHT)
    assert len(table_with(at, "Serves")) == 8


def test_region_without_any_known_city_leaves_spreading_out():
    at = visit(country="LUX", size="over-1m")
    assert says(at, "Spreading and Value added have no value yet")


def test_wording_is_graded_saved_used_and_withdrawn(responses_folder):
    at = visit(work="wordings", keyword="communication", picked="communication")
    area = at.text_area(key="wording_communication")
    area.set_value("Tell true stories about migration.").run()
    assert says(at, "5 words, reading grade")
    at.text_input(key="reason_communication").set_value("Short and clear.").run()
    at.button(key="save_wording").click().run()
    assert at.success[0].value == "Saved."
    (kept,) = list_proposals(responses_folder)
    assert (kept.wording, kept.reason, kept.role) == (
        "Tell true stories about migration.",
        "Short and clear.",
        "city-editor",
    )
    assert "Tell true stories about migration" in table_with(at, "Serves")["Action"].iloc[0]
    (row,) = printed("select", "--limit", "1", "--must", "communication")
    assert (row["wording"], row["actor"]) == ("Tell true stories about migration.", "")
    at.button(key="save_wording").click().run()
    assert "already the agreed one" in at.success[0].value
    at.button(key="withdraw_wording").click().run()
    assert says(at, "No wording was agreed yet")
    assert len(list_proposals(responses_folder)) == 2


def test_wording_with_marks_of_markdown_is_shown_as_it_is():
    at = visit(work="wordings", keyword="communication", picked="communication")
    at.text_area(key="wording_communication").set_value("**=SUM(A1)** [x](http://a.b) $1$").run()
    at.button(key="save_wording").click().run()
    shown = table_with(at, "Serves")["Action"].iloc[0]
    assert "\\*\\*" in shown
    assert "[x](" not in shown  # no link is made of it


def test_responses_that_cannot_be_written_are_told(responses_folder):
    responses_folder.write_text("a file where the folder should be", encoding="utf-8")
    at = visit(work="wordings", keyword="communication")
    at.text_area(key="wording_communication").set_value("Tell true stories.").run()
    at.button(key="save_wording").click().run()
    assert "Nothing was saved" in at.error[0].value
    assert at.text_area(key="wording_communication").value == "Tell true stories."

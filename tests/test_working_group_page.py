"""The page of the working group: a chair and participants, each with a session of their own."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.responses.adopted import adopted
from dashboard.responses.sessions import link_of

APP = Path(__file__).resolve().parents[1] / "app.py"
CODE = re.compile(r"^[A-Z2-9]{3} [A-Z2-9]{3}$")
POINTS = {"Frequency": 40, "Spreading": 30, "Show progress": 20, "Value added": 10}


@pytest.fixture(autouse=True)
def served(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))


def visit(page="take_part/working_group.py", **parameters):
    at = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in parameters.items():
        at.query_params[name] = value
    return ran(ran(at).switch_page(str(APP.parent / "pages" / page)))


def ran(at):
    at = at.run()
    assert not at.exception
    return at


def texts(at):
    kinds = (at.markdown, at.caption, at.warning, at.error, at.success, at.info, at.title)
    parts = [part.value for kind in kinds for part in kind]
    return [*parts, *(part.value for part in at.header), *(part.value for part in at.subheader)]


def says(at, part):
    return any(part in text for text in texts(at))


def press(at, label):
    found = [button for button in at.button if button.label == label]
    assert found, [button.label for button in at.button]
    found[0].click()
    return ran(at)


def typed(at, label, value):
    [box] = [box for box in (*at.text_input, *at.text_area, *at.number_input) if box.label == label]
    box.set_value(value)
    return at


@pytest.fixture
def chair():
    at = visit()
    typed(at, "What is the session called?", "Test <b>group</b>")
    return press(at, "Open the session")


def code_of(chair):
    [code] = [title.value for title in chair.title if CODE.match(title.value)]
    return code


def chair_of(chair):
    """Return what the private link of the chair holds."""
    [link] = [code.value for code in chair.code if "chair=" in code.value]
    return parse_qs(urlsplit(link).query)["chair"][0]


def participant(chair):
    at = visit()
    typed(at, "Code of the session", code_of(chair))
    at = press(at, "Find the session")
    return press(at, "Join")


def asked(chair):
    """Return the chair's page with an open vote on the weights."""
    return press(press(chair, "Add the question"), "Open the vote")


def voted(at, **points):
    at = ran(at)
    for label, value in {**POINTS, **points}.items():
        typed(at, label, value)
    return press(ran(at), "Send my vote")


def test_result_is_hidden_until_the_chair_closes_the_vote(chair):
    first, second = participant(chair), participant(chair)
    chair = asked(chair)
    voted(first)
    second = voted(second, Frequency=10, Spreading=60)
    assert says(second, "Your vote is kept.")
    chair = ran(chair)
    assert says(chair, "2 of 2 participants have voted.")
    for at in (chair, second):
        assert not says(at, "First: ")
        assert not says(at, "Kendall")
    chair = press(chair, "Close the vote and show the result")
    # Means by hand: (40 + 10) / 2, (30 + 60) / 2, 20 and 10.
    for at in (chair, ran(first), ran(second)):
        assert says(at, "2 votes. First: Spreading (45.0, mean points of 100).")


def test_points_that_do_not_add_up_are_told_and_not_sent(chair):
    at = participant(chair)
    chair = asked(chair)
    at = voted(at, Frequency=41)
    assert says(at, "1 point too many.")
    assert says(at, "Your points add up to 101. They must add up to 100. Nothing was sent.")
    assert says(ran(chair), "0 of 1 participant have voted.")


def test_vote_that_arrives_after_the_closing_is_told(chair):
    at = participant(chair)
    chair = asked(chair)
    at = ran(at)
    for label, value in POINTS.items():
        typed(at, label, value)
    press(chair, "Close the vote and show the result")
    at = ran(at)
    assert "Send my vote" not in [button.label for button in at.button]
    assert says(at, "Nobody has voted.")


def test_chair_comes_back_with_the_link(chair):
    secret = chair_of(chair)
    again = visit(chair=secret)
    assert code_of(again) == code_of(chair)
    joined = visit(room=link_of(secret))
    assert "Join" in [button.label for button in joined.button]


def test_secret_of_the_chair_does_not_stay_in_the_address(chair):
    assert "chair" not in chair.query_params
    assert "chair" not in visit(chair=chair_of(chair)).query_params


def test_link_that_leads_nowhere_and_a_wrong_code_are_told():
    assert says(visit(room="nothing"), "This link leads to no session.")
    at = visit()
    typed(at, "Code of the session", "AAAAAA")
    assert says(press(at, "Find the session"), "No session is open for joining under this code.")


def test_closed_lobby_lets_nobody_new_in(chair):
    code = code_of(chair)
    [lobby] = [toggle for toggle in chair.toggle if toggle.label.startswith("Lobby open")]
    lobby.set_value(False)
    ran(chair)
    at = visit()
    typed(at, "Code of the session", code)
    assert says(press(at, "Find the session"), "No session is open for joining under this code.")


def test_name_of_a_session_is_shown_as_it_was_typed(chair):
    assert says(chair, r"Test \<b\>group\</b\>")


def test_weights_of_the_group_become_a_set_of_weights(chair, responses_folder):
    at = participant(chair)
    chair = asked(chair)
    voted(at)
    chair = press(chair, "Close the vote and show the result")
    typed(chair, "Name of the result, for the page Action selection", "Weights of the group")
    press(chair, "Use as a set of weights")
    [kept] = adopted(responses_folder)
    assert (kept.name, kept.n_voters) == ("Weights of the group", 1)
    selection = visit("act/action_selection.py")
    [sets] = [group for group in selection.pills if group.label == "Sets of weights"]
    assert "Weights of the group (1 vote)" in sets.options
    sets.set_value("voted:Weights of the group")
    selection = ran(selection)
    # 40, 30, 20 and 10 points: the most weigh 1.
    told = "Sum of the weights: 2.5. Share of each: Frequency 40 %"
    assert says(selection, told)


def test_value_added_comes_from_a_vote(chair):
    at = participant(chair)
    chair.selectbox(key="room_kind").set_value("points")
    chair = press(press(ran(chair), "Add the question"), "Open the vote")
    at = ran(at)
    typed(at, "Communication", 8)
    press(ran(at), "Send my vote")
    chair = press(chair, "Close the vote and show the result")
    press(chair, "Use as criterion value added")
    selection = visit("act/action_selection.py")
    assert says(selection, "What does it add? Mean points, 0 to 10, of 1 vote")
    assert not says(selection, "No group has voted")


def test_session_that_ended_keeps_its_results_and_goes_on(chair):
    at = participant(chair)
    chair = asked(chair)
    voted(at)
    chair = press(chair, "End the session now")
    assert says(chair, "This session is over.")
    assert says(chair, "1 vote. First: Frequency (40.0, mean points of 100).")
    assert says(ran(at), "This session is over. These are its results.")
    chair = press(chair, "Go on with the session")
    assert says(chair, "Questions")


def test_paper_vote_counts(chair):
    chair = asked(chair)
    for label, value in POINTS.items():
        typed(chair, label, value)
    chair = press(ran(chair), "Add this paper vote")
    assert says(chair, "1 paper vote was typed in.")
    chair = press(chair, "Close the vote and show the result")
    assert says(chair, "1 vote. First: Frequency (40.0, mean points of 100).")


def test_follower_goes_where_the_chair_goes(chair):
    at = participant(chair)
    [toggle] = [toggle for toggle in chair.toggle if toggle.label == "Others follow my screen"]
    toggle.set_value(True)
    chair = ran(chair)
    chair.switch_page(str(APP.parent / "pages" / "chart" / "rankings.py"))
    chair = ran(chair)
    chair.pills(key="choice_region").set_value(["africa"])
    ran(chair)
    at = ran(at)
    assert says(at, "Rankings")
    assert at.query_params["region"] in ("africa", ["africa"])


def test_chair_points_at_an_action_and_a_follower_sees_it(chair):
    at = participant(chair)
    [toggle] = [toggle for toggle in chair.toggle if toggle.label == "Others follow my screen"]
    toggle.set_value(True)
    chair = ran(ran(chair).switch_page(str(APP.parent / "pages" / "chart" / "rankings.py")))
    chair.selectbox(key="room_pointer").set_value(("keyword", "communication"))
    ran(chair)
    at = ran(at)
    labels = [link.label for link in at.get("page_link")]
    assert "The chair points at: Communication" in labels


def test_whoever_leaves_comes_back_with_the_link_and_the_vote(chair):
    link = link_of(chair_of(chair))
    at = participant(chair)
    asked(chair)
    at = voted(at)
    at = press(at, "Leave the session")
    assert says(at, "Join a session")
    at.query_params["room"] = link
    assert says(ran(at), "Your vote is kept.")

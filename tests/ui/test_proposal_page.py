"""A practice that is sent, returned with a note, corrected and accepted; the sender sees each step.

The sender and the data steward open pages of their own; what they share is the responses store.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.responses.practice_check import Practice
from dashboard.responses.practices import list_practices, propose_practice, sent_practices

APP = Path(__file__).resolve().parents[2] / "app.py"
PRACTICES, INBOX = "pages/act/good_practices.py", "pages/take_part/steward.py"
FORM = "propose_practice"
GIVEN = Practice(
    title="Open library",
    city_id="ita-turin",
    year=None,
    keyword_id="communication",
    summary="Books in twelve languages.",
    stakeholders="",
    source_title="Page of the city",
    source_link="",
)


@pytest.fixture(autouse=True)
def served(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))


def visit(page=PRACTICES, opened="", **choices):
    at = AppTest.from_file(APP, default_timeout=60)
    for name, value in choices.items():
        at.query_params[name] = value
    if opened:
        at.session_state[f"{opened}_drawer"] = True
    at.run()
    at.switch_page(page)
    # A private link is in the address of this page; to switch pages empties it.
    for name, value in choices.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


def says(at, part):
    kinds = (at.markdown, at.caption, at.success, at.error, at.warning)
    return any(part in found.value.replace("\\", "") for kind in kinds for found in kind)


def send(at, form=FORM):
    at = at.button(key=f"{form}_send").click().run()
    assert not at.exception
    return at


def filled(at, **texts):
    at.text_input(key=f"{FORM}_title").set_value(texts.get("title", GIVEN.title))
    at.text_area(key=f"{FORM}_summary").set_value(GIVEN.summary)
    at.text_input(key=f"{FORM}_source_title").set_value(GIVEN.source_title)
    return at


def propose(folder, link="mine"):
    return propose_practice(folder, GIVEN, role="city-editor", token=link)


def return_it(number, note):
    inbox = visit(INBOX)
    inbox.text_area(key=f"note_{number}").set_value(note).run()
    return inbox.button(key=f"return_{number}").click().run()


def test_sender_gets_a_number_and_a_link_that_leads_back(responses_folder):
    at = send(filled(visit(opened=FORM, city="ita-turin")))
    (row,) = list_practices(responses_folder)
    assert says(at, f"Number: {row.number}. Keep the private link")
    assert says(at, "It waits: the data steward has not decided yet.")
    token = at.query_params["proposal"]
    assert sent_practices(responses_folder, token) == (row,)
    assert any(f"proposal={token}" in code.value for code in at.code)
    again = visit(proposal=token)
    assert says(again, f"Number {row.number}, sent")


def test_form_for_the_next_practice_is_empty_and_the_link_is_another(responses_folder):
    at = send(filled(visit(opened=FORM, city="ita-turin")))
    first = at.query_params["proposal"]
    at.session_state[f"{FORM}_1_drawer"] = True
    at.run()
    assert at.text_input(key=f"{FORM}_1_title").value == ""
    at.text_input(key=f"{FORM}_1_title").set_value("Another")
    at.text_area(key=f"{FORM}_1_summary").set_value("Chess.")
    at.text_input(key=f"{FORM}_1_source_title").set_value("Page")
    at = send(at, f"{FORM}_1")
    assert len(list_practices(responses_folder)) == 2
    assert at.query_params["proposal"] != first


def test_returned_text_is_corrected_with_the_link_and_nothing_is_lost(responses_folder):
    first = propose(responses_folder)
    told = return_it(first, "Which year?")
    assert says(told, "Nothing waits for a decision.")
    at = visit(proposal="mine", opened=f"{FORM}_{first}")
    assert says(at, "Returned. Note of the data steward: Which year?")
    form = f"{FORM}_{first}"
    assert at.text_area(key=f"{form}_summary").value == GIVEN.summary
    assert at.selectbox(key=f"{form}_city").value == "ita-turin"
    assert at.selectbox(key=f"{form}_keyword").value == "communication"
    at.number_input(key=f"{form}_year").set_value(2021)
    at = send(at, form)
    assert says(at, "It waits: the data steward has not decided yet.")
    newest, before = sent_practices(responses_folder, "mine")
    assert (newest.practice.year, newest.corrects) == (2021, first)
    assert (before.status, before.note) == ("returned", "Which year?")
    assert says(at, "Returned. Note of the data steward: Which year?")
    inbox = visit(INBOX)
    assert says(inbox, f"It corrects {first}, which was returned with the note: Which year?")
    inbox.button(key=f"accept_{newest.number}").click().run()
    assert says(visit(proposal="mine"), "Accepted. It stands on this page")


def test_practice_is_returned_with_a_note_only(responses_folder):
    number = propose(responses_folder)
    inbox = visit(INBOX)
    assert inbox.button(key=f"return_{number}").disabled
    assert not inbox.button(key=f"accept_{number}").disabled


def test_practice_that_waits_is_counted_in_the_inbox(responses_folder):
    propose(responses_folder)
    inbox = visit(INBOX)
    assert says(inbox, "1 proposed practice waits for a decision.")
    assert not says(inbox, "Nothing waits")


def test_returned_text_that_is_sent_without_a_change_is_told(responses_folder):
    number = propose(responses_folder)
    return_it(number, "Which year?")
    at = visit(proposal="mine", opened=f"{FORM}_{number}")
    at = send(at, f"{FORM}_{number}")
    assert says(at, "The data steward returned this very text. Change it")
    assert len(list_practices(responses_folder)) == 1


def test_faults_are_told_by_the_names_that_the_form_shows(responses_folder):
    at = visit(opened=FORM)
    at.text_input(key=f"{FORM}_source_link").set_value("javascript:alert(1)")
    at.number_input(key=f"{FORM}_year").set_value(2099)
    at = send(at)
    (told,) = [error.value.replace("\\", "") for error in at.error]
    for label in ("Title of the practice", "City that leads it", "Source: where can it be read?"):
        assert f"“{label}” is empty. Fill it in." in told
    assert "“Link to the source (may be empty)”: javascript:alert(1) is no web address." in told
    assert "“Year in which it began (may be empty)”: 2099 cannot be." in told
    assert not any(name in told for name in ("city_id", "source_link", "source_title"))
    assert list_practices(responses_folder) == ()


def test_link_that_leads_nowhere_is_told_and_the_form_stays():
    at = visit(proposal="wrong", opened=FORM)
    assert says(at, "This private link leads to no proposal.")
    assert at.text_input(key=f"{FORM}_title").value == ""


def test_text_of_a_note_is_shown_without_markup(responses_folder):
    number = propose(responses_folder)
    return_it(number, "![x](https://example.org/x.png)")
    at = visit(proposal="mine")
    assert not any("![x](https" in found.value for found in at.markdown)

"""The inbox: what waits, what is new in it, what is wrong with it, and what is decided.

Turin has "Communication" planned in 2025, accepted. Now it sends it as in place, and a new answer
to "Financing".
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.contracts.response import as_answers
from dashboard.responses.files import FILE
from dashboard.responses.notes import add_event, list_events, list_proposed, propose_city
from dashboard.responses.submissions import accepted, list_submissions, submit

APP = Path(__file__).resolve().parents[1] / "app.py"
FIRST, SECOND = "q-communication", "q-financing"
ROLE = "city-editor"


@pytest.fixture(autouse=True)
def served(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))


def visit():
    at = AppTest.from_file(str(APP), default_timeout=60)
    at.switch_page(str(APP.parent / "pages" / "take_part" / "steward.py"))
    at = at.run()
    assert not at.exception
    return at


def sent(folder, **states):
    rows = [
        {"city_id": "ita-turin", "round_id": "2026", "question_id": question, "state": state}
        for question, state in states.items()
    ]
    given = as_answers(pd.DataFrame(rows)).assign(question_version=1)
    return submit(folder, given, role=ROLE, release="r").numbers[0]


def texts(at):
    parts = (at.markdown, at.caption, at.warning, at.error, at.success)
    return [part.value for kind in parts for part in kind]


def says(at, part):
    return any(part in text for text in texts(at))


@pytest.fixture
def waiting(responses_folder, accept):
    accept("ita-turin", "2025", {FIRST: "planned"})
    return sent(responses_folder, **{FIRST: "in-place", SECOND: "started"})


def statuses(folder):
    return {row.number: (row.status, row.note) for row in list_submissions(folder)}


def test_empty_inbox_says_so():
    assert says(visit(), "Nothing waits for a decision.")


@pytest.mark.usefixtures("waiting")
def test_what_is_new_is_shown_against_the_last_round():
    at = visit()
    assert says(at, "1 submission waits for a decision.")
    assert says(at, "Against the accepted answers of Round 2025: 1 new, 1 changed, 0 the same.")
    cells = at.table[0].value
    assert cells["Before"].tolist() == ["planned", "no answer"]
    assert cells["Now"].tolist() == ["in place", "started"]


@pytest.mark.usefixtures("waiting")
def test_answers_that_are_right_have_no_fault():
    assert not visit().warning


def test_answer_that_the_release_no_longer_asks_is_told(responses_folder):
    sent(responses_folder, **{"q-that-was-dropped": "planned"})
    assert any("q-that-was-dropped" in text.value for text in visit().warning)


def test_accepted_answers_are_public(waiting, responses_folder):
    at = visit()
    at.button(key="accept").click().run()
    assert not at.exception
    assert statuses(responses_folder)[waiting] == ("accepted", "")
    rows = accepted(responses_folder).answers
    assert rows[rows["round_id"] == "2026"]["state"].tolist() == ["in-place", "started"]


def test_answers_are_returned_with_a_note_only(waiting, responses_folder):
    at = visit()
    assert at.button(key="return").disabled
    at.text_area(key=f"note_{waiting}").set_value("Since when?").run()
    at.button(key="return").click().run()
    assert statuses(responses_folder)[waiting] == ("returned", "Since when?")
    assert set(accepted(responses_folder).answers["round_id"]) == {"2025"}


def test_second_note_takes_the_place_of_the_first_and_the_same_one_is_not_sent(
    waiting, responses_folder
):
    at = visit()
    at.text_area(key=f"note_{waiting}").set_value("Since when?").run()
    at.button(key="return").click().run()
    next(box for box in at.segmented_control if box.label == "Show").set_value("returned").run()
    assert at.button(key="return").disabled
    at.text_area(key=f"note_{waiting}").set_value("And who?").run()
    at.button(key="return").click().run()
    assert not at.exception
    assert statuses(responses_folder)[waiting] == ("returned", "And who?")


def test_notes_and_missing_cities_are_decided_here(responses_folder):
    event = add_event(
        responses_folder,
        city="ita-turin",
        day="2022",
        event="A plan was adopted.",
        source="Minutes",
        link="",
        role=ROLE,
    )
    city = propose_city(
        responses_folder, city="Ecublens", country="CHE", population=None, source="", role=ROLE
    )
    at = visit()
    assert says(at, "A plan was adopted.")
    assert says(at, "Id for cities.csv: che-ecublens")
    at.button(key=f"accept_{event}").click().run()
    at.button(key=f"return_{city.number}").click().run()
    assert [found.status for found in list_events(responses_folder)] == ["accepted"]
    assert [found.status for found in list_proposed(responses_folder)] == ["returned"]


def test_damaged_store_is_told_and_nobody_sees_a_traceback(responses_folder):
    responses_folder.mkdir(parents=True, exist_ok=True)
    (responses_folder / FILE).write_bytes(b"no database" * 100)
    assert says(visit(), "python -m dashboard restore")

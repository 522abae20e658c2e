"""The page "Progress", with answers that a person can count.

Question "Communication" (governance):

city           2025           2026
deu-berlin     planned        in place and evaluated
ita-turin      not in place   not in place
ita-milan      in place       in place and evaluated
fra-paris                     planned
gbr-london                    in place
usa-chicago                   do not know

2026: 3 of 6 in place or better, 50 %, Wilson 18.8 to 81.2; of the 5 in Europe 60 %, 23.1 to 88.2.
The page rounds to whole percents.
In both rounds: Berlin, Turin, Milan; 2 up, 0 down, 1 the same.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.filters import GROUPS, CityFilter
from dashboard.queries.cities import list_cities
from dashboard.responses.decisions import decide
from dashboard.responses.notes import add_event, list_events
from dashboard.responses.submissions import submit

APP = Path(__file__).resolve().parents[1] / "app.py"
ASKED = "q-communication"
NOW = {
    "deu-berlin": "in-place-and-evaluated",
    "ita-turin": "not-in-place",
    "ita-milan": "in-place-and-evaluated",
    "fra-paris": "planned",
    "gbr-london": "in-place",
    "usa-chicago": "do-not-know",
}
BEFORE = {"deu-berlin": "planned", "ita-turin": "not-in-place", "ita-milan": "in-place"}
HEALTH = (
    "q-access-to-health-care",
    "q-access-to-social-welfare-and-protection",
    "q-culturally-sensitive-health-services-and-health-promotion",
    "q-mental-health-and-psychosocial-support",
)


@pytest.fixture(autouse=True)
def served(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))


@pytest.fixture
def places(store):
    with store.cursor() as cursor:
        return list_cities(cursor, CityFilter())


@pytest.fixture
def accept(responses_folder, places):
    """Return a function that sends answers and accepts them."""

    def accept(*rows):
        sent = submit(responses_folder, pd.DataFrame(rows), role="city-editor", release="r")
        decide(responses_folder, sent.numbers, "accepted", role="data-steward", places=places)

    return accept


def answer(city, round_id, state, question=ASKED, **more):
    row = {"city_id": city, "round_id": round_id, "question_id": question, "state": state}
    return {**row, "question_version": 1, **more}


def rows_of(round_id, states):
    return [answer(city, round_id, state) for city, state in states.items()]


def visit(**choices):
    at = AppTest.from_file(APP, default_timeout=60)
    for name, value in choices.items():
        at.query_params[name] = value
    at.run()
    at = at.switch_page("pages/take_part/progress.py").run()
    assert not at.exception
    assert not at.error
    return at


def texts(at):
    shown = (*at.markdown, *at.info, *at.warning, *at.caption, *at.success)
    return [element.value.replace("\\", "") for element in shown]


def says(at, part):
    return any(part in text for text in texts(at))


def table_with(at, column):
    return next((frame.value for frame in at.dataframe if column in frame.value), None)


def row_named(table, name):
    return table[table["name"] == name].iloc[0]


def heads(at):
    return [element.value for element in at.header]


# Nothing accepted


def test_empty_store_says_so_and_shows_the_way_to_answer():
    at = visit()
    assert says(at, "No answer of a city has been accepted yet")
    assert not at.dataframe
    assert "How far are cities?" not in heads(at)


def test_answers_that_nobody_accepted_are_not_shown(responses_folder):
    submit(responses_folder, pd.DataFrame(rows_of("2026", NOW)), role="city-editor", release="r")
    assert says(visit(), "No answer of a city has been accepted yet")


# One round


def test_page_says_how_many_cities_answered_and_that_the_rest_is_not_known(accept):
    accept(*rows_of("2026", NOW))
    at = visit()
    assert says(at, "Round 2026: 6 of ")
    assert says(at, "How things stand in the others is not known")


def test_share_of_an_action_has_its_number_and_interval(accept):
    accept(*rows_of("2026", NOW))
    row = row_named(table_with(visit(), "area"), "Communication")
    assert (row["n_cities"], row["placed_pct"]) == (6, 50)
    assert (row["low_pct"], row["high_pct"]) == (19, 81)
    assert row["do-not-know_pct"] == 17


def test_groups_of_one_action_have_intervals_and_too_few_cities_are_told(accept):
    accept(*rows_of("2026", NOW))
    at = visit(keyword="communication")
    assert [group.label for group in at.main.button_group] == ["Show", "Cities grouped by"]
    europe = row_named(group_table(at), "Europe")
    assert (europe["n_cities"], europe["placed_pct"]) == (5, 60)
    assert (europe["low_pct"], europe["high_pct"]) == (23, 88)
    assert says(at, "Fewer than 5 cities, too few to tell: Americas.")
    assert table_with(at, "area") is None


def group_table(at):
    return next(frame.value for frame in at.dataframe if "name" in frame.value)


def test_all_actions_together_have_no_interval_and_the_page_says_why(accept):
    accept(
        *rows_of("2026", NOW),
        *(answer(city, "2026", "started", HEALTH[0]) for city in NOW),
    )
    at = visit(track="groups", by="oecd")
    table = next(f.value for f in at.dataframe if "All cities kept" in set(f.value.get("name", ())))
    row = row_named(table, "All cities kept")
    assert (row["n_cities"], row["placed_pct"]) == (6, 25)
    assert pd.isna(row["low_pct"])


def test_one_round_says_nothing_about_change(accept):
    accept(*rows_of("2026", NOW))
    at = visit(track="change")
    assert says(at, "The cities kept answered in one round only")
    assert not at.dataframe
    nobody = visit(track="change", region="africa")
    assert says(nobody, "None of the cities kept answered in any round.")


def test_filters_of_cities_apply(accept):
    accept(*rows_of("2026", NOW))
    at = visit(region="americas")
    assert says(at, "Round 2026: 1 of ")
    at = visit(region="africa")
    assert says(at, "None of the cities kept answered in this round")


def test_policy_area_limits_the_actions(accept):
    accept(*rows_of("2026", NOW), answer("ita-turin", "2026", "planned", HEALTH[0]))
    table = table_with(visit(area="welfare-health"), "area")
    assert table["name"].tolist() == ["Access to health care"]


def test_action_outside_the_policy_area_is_not_chosen(accept):
    accept(*rows_of("2026", NOW), answer("ita-turin", "2026", "planned", HEALTH[0]))
    at = visit(area="welfare-health", keyword="communication")
    assert at.selectbox(key="choice_keyword").value == ""


def test_choosing_an_action_stands_in_the_address(accept):
    accept(*rows_of("2026", NOW))
    at = visit()
    at.selectbox(key="choice_keyword").set_value("communication").run()
    assert at.query_params["keyword"] in ("communication", ["communication"])
    assert not at.exception


def test_round_without_answers_is_said_to_have_none(accept):
    accept(*rows_of("2026", NOW))
    at = visit(round="2025")
    assert says(at, "Round 2025: 0 of ")
    assert "Round 2025 (no answers yet)" in at.selectbox(key="choice_round").options


@pytest.mark.parametrize("by", GROUPS)
def test_every_grouping_is_drawn(accept, by):
    accept(*rows_of("2026", NOW))
    assert visit(track="groups", by=by).dataframe


# One part at a time


@pytest.mark.parametrize(
    ("track", "head", "asked"),
    [
        ("actions", "How far are cities?", ["Round", "Action"]),
        ("groups", "How far are cities?", ["Round", "Action"]),
        ("change", "What changed?", ["Action"]),
        ("impact", "Does it help?", ["Action"]),
        ("events", "Time line of a city", []),
    ],
)
def test_page_shows_one_part_and_asks_only_what_that_part_needs(accept, track, head, asked):
    accept(*rows_of("2025", BEFORE), *rows_of("2026", NOW))
    at = visit(track=track)
    assert [found for found in heads(at) if found != "How to read this"] == [head]
    assert [box.label for box in at.main.selectbox] == asked


def test_part_stands_in_the_address(accept):
    accept(*rows_of("2026", NOW))
    at = visit()
    at.button_group(key="choice_track").set_value("change").run()
    assert at.query_params["track"] in ("change", ["change"])
    assert "What changed?" in heads(at)


# Two rounds


def test_panel_of_two_rounds_leaves_out_who_answered_once(accept):
    accept(*rows_of("2025", BEFORE), *rows_of("2026", NOW))
    at = visit(track="change", keyword="communication")
    assert says(at, "Compared are the 3 cities that answered in every round")
    assert says(at, "3 other cities answered in some rounds only and are left out")
    assert says(at, "2 went up, 0 down, 1 stayed")
    table = next(f.value for f in at.dataframe if "Round 2025" in set(f.value.get("name", ())))
    assert table["n_cities"].tolist() == [3, 3]
    assert table["placed_pct"].tolist() == [33, 67]


def test_scores_of_the_panel_are_means_of_its_cities_with_a_score(accept):
    accept(
        *(answer(c, "2025", "planned", q) for c in ("deu-berlin", "ita-turin") for q in HEALTH),
        *(answer("deu-berlin", "2026", "in-place", q) for q in HEALTH),
        *(answer("ita-turin", "2026", "planned", q) for q in HEALTH),
        *(answer("ita-milan", "2026", "in-place-and-evaluated", q) for q in HEALTH),
    )
    at = visit(track="change")
    table = table_with(at, "2025")
    # (25 + 25) / 2 = 25, (75 + 25) / 2 = 50; Milan has no score of 2025
    assert table[["n_cities", "2025", "2026"]].to_numpy().tolist() == [[2, 25, 50]]
    assert says(at, "The mean score went up in Welfare and health (+25.0)")


def test_moves_and_movers_are_drawn_when_opened(accept):
    accept(*rows_of("2025", BEFORE), *rows_of("2026", NOW))
    at = visit(track="change")
    assert table_with(at, "n_left_out") is None
    at.session_state["drawer_progress_moves"] = True
    at.session_state["drawer_progress_movers"] = True
    at.run()
    moves = table_with(at, "n_left_out").iloc[0]
    assert moves[["n_up", "n_down", "n_same", "n_pairs"]].tolist() == [2, 0, 1, 3]
    movers = table_with(at, "n_questions")
    assert movers["told"].tolist() == ["up (+75.0)", "up (+25.0)", "small difference (0)"]
    assert says(at, "Of 3 cities, 2 went up, 0 down; for 1 the difference is small")


def test_rounds_without_a_city_in_both_are_said_to_have_none(accept):
    accept(answer("ita-turin", "2025", "planned"), answer("deu-berlin", "2026", "planned"))
    assert says(visit(track="change"), "No city answered in every round")


def test_action_of_any_round_can_be_looked_at_over_the_rounds(accept):
    accept(*rows_of("2025", BEFORE), *rows_of("2026", NOW))
    at = visit(track="change", round="2025", keyword="communication")
    assert at.selectbox(key="choice_keyword").value == "communication"
    sources = [text for text in texts(at) if "accepted by the data steward" in text][-1]
    assert "Round 2025" in sources
    assert "Round 2026" in sources


# Does it help?


def figure(city, baseline, target, latest):
    return answer(
        city,
        "2026",
        "in-place",
        impact_indicator="Complaints solved <b>",
        impact_baseline=baseline,
        impact_target=target,
        impact_latest=latest,
        impact_year=2026,
        impact_source="City statistics",
    )


def test_way_to_the_target_is_told_in_words_own_city_first(accept):
    accept(
        figure("deu-berlin", 10, 20, 15),
        figure("ita-turin", 10, 20, 25),
        figure("ita-milan", 10, 20, 5),
        figure("fra-paris", 10, None, 12),
    )
    at = visit(track="impact", city="ita-turin")
    table = table_with(at, "impact_indicator")
    assert table["city"].iloc[0] == "Turin, Italy"
    assert table["told"].iloc[0] == "target reached"
    assert set(table["told"]) == {
        "target reached",
        "50 % of the way",
        "further from the target than at the start",
        "not known: no target",
    }
    assert says(at, "4 figures of 4 cities are known")


def test_no_figure_is_told_calmly(accept):
    accept(*rows_of("2026", NOW))
    assert says(visit(track="impact"), "No city kept has stated a figure yet")


# Time line


def note(folder, **more):
    texts = {"day": "2024-05-31", "event": "Office opened", "source": "Council", "link": ""}
    return add_event(folder, city="ita-turin", role="city-editor", **{**texts, **more})


def test_only_accepted_notes_stand_on_the_time_line(responses_folder, places):
    accepted = note(responses_folder, link="https://example.org/a")
    note(responses_folder, event="Not looked at yet")
    decide(responses_folder, [accepted], "accepted", role="data-steward", places=places)
    at = visit(track="events", city="ita-turin")
    cells = next(table.value for table in at.table if "What happened" in table.value)
    told = " ".join(cells["What happened"])
    assert "Office opened" in told
    assert "Not looked at yet" not in told
    assert any("(<https://example.org/a>)" in source for source in cells["Source"])


def opened(**choices):
    at = visit(track="events", city="ita-turin", **choices)
    at.session_state["note_drawer"] = True
    return at.run()


def test_note_is_sent_and_the_page_says_who_looks_at_it(responses_folder):
    at = opened()
    at.text_input(key="note_day").set_value("2024-05")
    at.text_area(key="note_event").set_value("Welcome centre opened")
    at.text_input(key="note_source").set_value("City council")
    send(at)
    assert [event.status for event in list_events(responses_folder)] == ["submitted"]
    assert any("The data steward looks at it first" in s.value for s in at.success)
    assert at.text_area(key="note_event").value == ""


def send(at):
    next(button for button in at.button if button.label == "Send the note").click().run()
    assert not at.exception


def test_note_with_a_fault_is_told_and_kept_in_the_form(responses_folder):
    at = opened()
    at.text_input(key="note_day").set_value("yesterday")
    at.text_area(key="note_event").set_value("Welcome centre opened")
    at.text_input(key="note_source").set_value("City council")
    send(at)
    assert any("The note was not sent" in error.value for error in at.error)
    assert at.text_area(key="note_event").value == "Welcome centre opened"
    assert list_events(responses_folder) == ()


# Hostile addresses


@pytest.mark.parametrize(
    "choices",
    [
        {"round": "2099"},
        {"track": "everything"},
        {"round": "<script>alert(1)</script>"},
        {"by": "population; DROP TABLE"},
        {"keyword": "no-such-keyword"},
        {"city": "../../etc/passwd"},
        {"area": "%00", "round": "2025"},
    ],
)
def test_address_with_unknown_values_is_told_and_the_page_is_drawn(accept, choices):
    accept(*rows_of("2026", NOW))
    at = visit(**choices)
    assert at.warning
    assert "How far are cities?" in heads(at)

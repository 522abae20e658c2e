"""The answer page: drafts, details, a city that is missing, and what is sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.responses.notes import list_proposed
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
    assert not [box.key for box in at.selectbox if str(box.key).startswith("answer_")]


def opened(at, drawer):
    """Return the page with an expander open; what is in it is drawn with the next run."""
    at.session_state[drawer] = True
    at = at.run()
    assert not at.exception
    return at


def drawn(at, *names):
    """Return which of the fields of the details are drawn."""
    kinds = (at.text_input, at.number_input, at.pills, at.segmented_control)
    keys = {widget.key for kind in kinds for widget in kind}
    return [name for name in names if key(name) in keys]


# Details of an answer


def test_details_are_drawn_only_while_they_are_open():
    at = answer(visit(city="ita-turin"), "started")
    fields = ("year_since", "unit_in_charge", "needs", "priority", "impact_baseline")
    assert drawn(at, *fields) == []
    assert drawn(opened(at, key("details")), *fields) == list(fields)


def test_year_is_asked_only_where_there_is_something_to_date():
    at = opened(answer(visit(city="ita-turin"), "planned"), key("details"))
    assert drawn(at, "year_since") == ["year_since"]
    assert drawn(answer(at, "not-in-place"), "year_since", "needs") == ["needs"]


def test_details_are_counted_kept_and_sent(responses_folder):
    at = opened(answer(visit(city="ita-turin"), "started"), key("details"))
    at.number_input(key=key("year_since")).set_value(2023)
    at.text_input(key=key("unit_in_charge")).set_value(" Office for integration ")
    at.pills(key=key("needs")).set_value(["skills", "money"])
    at.segmented_control(key=key("priority")).set_value(4)
    at = at.run()
    link = token(at)
    at.button(key="send_answers").click().run()
    assert not at.exception
    row = answers_of(responses_folder, list_submissions(responses_folder)[0].number).iloc[0]
    assert (row["year_since"], row["unit_in_charge"]) == (2023, "Office for integration")
    assert (row["needs"], row["priority"]) == ("money;skills", 4)  # needs in their own order
    other = visit(city="ita-turin", draft=link)
    labels = [expander.label for expander in other.expander]
    assert "Details, needs and impact: 4 filled in" in labels


@pytest.mark.parametrize(
    ("link", "is_told"),
    [("turin.example/plan", True), ("https://turin.example/plan", False), ("", False)],
)
def test_link_that_is_none_is_told_beside_its_field(link, is_told):
    at = opened(answer(visit(city="ita-turin"), "started"), key("details"))
    at.text_input(key=key("evidence_link")).set_value(link)
    assert says(at.run(), "This is no web address.") == is_told


def test_link_that_is_none_is_not_sent(responses_folder):
    at = opened(answer(visit(city="ita-turin"), "started"), key("details"))
    at.text_input(key=key("evidence_link")).set_value("turin.example/plan").run()
    at.button(key="send_answers").click().run()
    assert not at.exception
    assert says(at, "'turin.example/plan'")
    assert list_submissions(responses_folder) == ()


# The mirror

HOUSING = (
    "q-access-to-adequate-and-affordable-housing",
    "q-housing-non-discrimination",
    "q-inclusive-public-space",
    "q-inclusive-urban-planning-and-basic-infrastructure",
    "q-neighbourhood-mix-and-desegregation",
)
OWN = ("in-place", "in-place", "planned", "not-our-power")  # (75 + 75 + 25) / 3 = 58.3
PEER = ("planned", "planned", "planned", "planned")  # 25


def mirrored(accept, states=OWN):
    """Return the page of Turin with the mirror open; its answers of 2025 begin its draft."""
    accept("ita-turin", "2025", dict(zip(HOUSING, states, strict=False)))
    return opened(visit(city="ita-turin", peers="deu-berlin"), "response_mirror")


def profile(at):
    """Return score and answers that count of each policy area in the mirror."""
    rows = next(table.value for table in at.table if "Answers that count" in table.value)
    return rows.set_index("Policy area")


def test_mirror_shows_nothing_before_it_is_opened(accept):
    accept("ita-turin", "2025", dict.fromkeys(HOUSING, "planned"))
    assert not says(visit(city="ita-turin"), "Your answers:")


def test_mirror_without_an_answer_asks_for_one():
    at = opened(visit(city="ita-turin"), "response_mirror")
    assert says(at, "Answer a question first.")
    assert not says(at, "Your profile")


def test_mirror_scores_the_answers_that_are_not_sent_yet(accept, responses_folder):
    at = mirrored(accept)
    assert says(at, "Your answers: planned 1, in place 2, not our power 1.")
    assert says(at, "45 questions have no answer. They count as not known, not as no.")
    areas = profile(at)
    housing = areas.loc["Housing and urban planning"]
    assert housing.tolist() == ["58", "3 of 4"]  # the one not in its power does not count
    assert areas.loc["Governance"].tolist() == ["\N{EN DASH}", "0 of 16"]
    assert len(list_submissions(responses_folder)) == 1  # that of 2025: the mirror sends nothing


def test_mirror_follows_the_draft(accept):
    at = mirrored(accept)
    at = answer(at, "in-place-and-evaluated")
    assert says(at, "Your answers: planned 1, in place 2, in place and evaluated 1, not our po")
    assert profile(at).loc["Governance"].tolist() == ["\N{EN DASH}", "1 of 16"]


def test_mirror_compares_with_the_accepted_answers_of_peers_in_this_round(accept):
    accept("deu-berlin", "2025", dict.fromkeys(HOUSING, "in-place-and-evaluated"))
    accept("deu-berlin", "2026", dict(zip(HOUSING, PEER, strict=False)))
    at = mirrored(accept)
    medians = next(table.value for table in at.table if "Own city" in table.value)
    housing = medians[medians["Compared"].str.startswith("Housing and urban planning")]
    assert housing["Own city"].tolist() == ["58.3"]
    assert housing["Median (number of peers)"].tolist() == ["25.0 (1)"]  # that of this round


def test_mirror_without_enough_answers_for_a_score_says_so(accept):
    at = mirrored(accept, OWN[:1])  # 1 of 5: 20 %, less than 40 %
    assert says(at, "No policy area has enough answers for a score yet: at least 40 % are needed.")


def test_what_the_mirror_shows_is_shown_to_nobody_else(accept):
    at = answer(mirrored(accept), "in-place-and-evaluated")
    assert says(at, "Your answers: planned 1, in place 2, in place and evaluated 1, not our po")
    other = opened(visit(city="ita-turin"), "response_mirror")
    assert says(other, "Your answers: planned 1, in place 2, not our power 1.")


# A city that is missing


def proposing(at, name, country=None, **more):
    """Return the page after the form for a missing city was filled in and sent."""
    at = opened(at, "propose_city")
    at.text_input(key="proposed_name").set_value(name)
    at.selectbox(key="proposed_country").set_value(country)
    if "population" in more:
        at.number_input(key="proposed_population").set_value(more["population"])
    at.text_input(key="proposed_source").set_value(more.get("source", ""))
    at = at.button(key="propose").click().run()
    assert not at.exception
    return at


def test_missing_city_is_proposed_and_answers_wait_for_it(responses_folder):
    at = proposing(visit(), "Ecublens", "CHE", population=13_000, source="Canton")
    assert at.title[0].value == "City response: Ecublens, Switzerland"
    assert says(at, "This city is not in the data yet.")
    (found,) = list_proposed(responses_folder)
    assert (found.city_id, found.population, found.status) == ("che-ecublens", 13_000, "submitted")
    at = at.selectbox(key=f"answer_che-ecublens_2026_0_{ASKED}_state").set_value("planned").run()
    at = opened(at, "response_mirror")
    assert says(at, "Your city is not in the data yet, so no peers can be found for it.")
    at.button(key="send_answers").click().run()
    assert not at.exception
    (row,) = list_submissions(responses_folder)
    assert (row.city_id, row.status, row.n_answers) == ("che-ecublens", "submitted", 1)


def test_visitor_who_proposed_a_city_can_answer_for_another(responses_folder):
    at = proposing(visit(), "Ecublens", "CHE")
    other = next(button for button in at.button if button.label == "Answer for another city")
    at = other.click().run()
    assert not at.exception
    assert at.title[0].value == "City response"
    assert [found.city for found in list_proposed(responses_folder)] == ["Ecublens"]


def test_city_that_is_there_already_is_opened_instead():
    at = proposing(visit(), "turin", "ITA")
    assert at.title[0].value == "City response: Turin, Italy"
    assert not says(at, "This city is not in the data yet.")


@pytest.mark.parametrize(
    ("name", "country", "more", "told"),
    [
        ("Ecublens", None, {}, "Choose the country first."),
        ("", "CHE", {}, "city: got nothing, expected a text."),
        ("Ecublens", "CHE", {"population": 13_000}, "source: got nothing, expected a text."),
    ],
)
def test_proposal_that_lacks_something_is_told_and_not_kept(
    name, country, more, told, responses_folder
):
    at = proposing(visit(), name, country, **more)
    assert [error.value.replace("\\", "") for error in at.error] == [told]
    assert list_proposed(responses_folder) == ()
    assert at.text_input(key="proposed_name").value == name

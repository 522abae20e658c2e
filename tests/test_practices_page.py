"""The page of good practices: the cases of the command line, as cards, map and table."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.responses.practices import Practice, list_practices, propose_practice

APP = Path(__file__).resolve().parents[1] / "app.py"
PAGE = "pages/act/good_practices.py"
MORE = "more_cases"


@pytest.fixture(autouse=True)
def served(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))


def visit(page=PAGE, **choices):
    at = AppTest.from_file(APP, default_timeout=60)
    for name, value in choices.items():
        at.query_params[name] = value
    at.run()
    at = at.switch_page(page).run()
    assert not at.exception
    assert not at.error
    return at


def says(at, part):
    shown = (*at.markdown, *at.info, *at.warning, *at.caption, *at.success)
    return any(part in element.value.replace("\\", "") for element in shown)


def cards(at):
    return [element.value for element in at.markdown if "Source:" in element.value]


def titles(at):
    return at.dataframe[0].value["title"].tolist()


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"query": "Genf"},
        {"query": "housing Barcelna"},
        {"area": "housing", "region": "africa"},
        {"status": "running", "initiative": "service,training", "oecd": "non-oecd"},
        {"sector": "health", "step": "5"},
        {"role": "employer,buyer"},
        {"beneficiaries": "returnees", "size": "over-1m"},
        {"keyword": "communication"},
        {"query": "Londres"},
    ],
)
def test_table_shows_the_cases_of_the_command_line_in_the_same_order(choices):
    options = [part for name, value in choices.items() for part in (f"--{name}", value)]
    printed = CliRunner().invoke(app, ["practices", *options, "--format", "json"]).output
    rows = json.loads(printed)["rows"]
    assert titles(visit(**choices)) == [row["title"] for row in rows]
    assert rows


def test_years_are_those_of_the_command_line():
    words = ["practices", "--year-from", "2024", "--year-to", "2024", "--format", "json"]
    rows = json.loads(CliRunner().invoke(app, words).output)["rows"]
    at = visit(case_from="2024", case_to="2024")
    assert titles(at) == [row["title"] for row in rows]
    assert says(at, "108 by years. They may fit.")


def test_every_card_has_a_source_and_ten_are_shown_at_first():
    at = visit()
    assert len(cards(at)) == 10
    assert says(at, "396 of 396 cases are shown: 312 practices, 66 grants, and 18 findings.")
    assert says(at, "10 of 396 cases are shown here")


def test_ten_more_are_shown_on_demand_and_another_question_begins_anew():
    at = visit()
    at = at.button(key=MORE).click().run()
    assert len(cards(at)) == 20
    at.text_input(key="choice_query").set_value("housing").run()
    assert len(cards(at)) == 10


def test_every_card_of_every_case_names_its_source():
    at = visit(status="pledged")
    while any(button.key == MORE for button in at.button):
        at = at.button(key=MORE).click().run()
    assert len(cards(at)) == len(titles(at)) == 12
    assert all("](<http" in card for card in cards(at))


def test_card_has_what_was_done_who_took_part_tags_and_page():
    (card,) = cards(visit(query="three of its working groups horizontal Madrid"))[:1]
    plain = card.replace("\\", "")
    assert plain.startswith("**Foro Madrid Solidario and Integral Cooperation**")
    assert "Madrid, Spain · year not stated · practice" in plain
    assert "Led by Madrid City Council. With council departments" in plain
    assert "gray-badge[step 2: Stakeholder mapping]" in plain
    assert "page 31" in plain


def test_typing_error_and_place_without_a_case_are_told():
    assert says(visit(query="Montevido"), "“montevido” was read as “Montevideo, Uruguay”.")
    assert says(visit(query="Londres"), "We know of no case in London, United Kingdom.")
    at = visit(query="Lemberg hostel zzxxzz")
    assert says(at, "No case is about “zzxxzz”.")
    assert says(at, "No case fits every word.")


def test_no_result_says_what_to_loosen_and_shows_the_nearest():
    at = visit(query="Genf", status="running")
    assert says(at, "No case fits all of this.")
    assert says(at, "1 case comes back without the filter on status.")
    assert "Nearest to what you asked" in [element.value for element in at.header]
    assert "Evaluation of the diversity policy" in cards(at)[0]
    assert not at.dataframe


def test_words_that_nobody_knows_ask_for_others_and_show_none():
    at = visit(query="xqzw")
    assert says(at, "396 cases come back without the search.")
    assert says(at, "Try other words")
    assert says(at, "Nothing that we know is near to your search.")
    assert cards(at) == []


def test_unknown_word_shows_the_nearest_cases_and_why_they_are():
    at = visit(query="homophobia", status="running")
    assert says(at, "No case is about “homophobia”. Nearest words: “xenophobia”,")
    assert says(at, "These are about the words written most like yours.")
    assert len(cards(at)) == 3
    assert "Left out by your filter on status." in [e.value for e in at.caption]
    assert not at.dataframe


def test_search_without_a_word_says_that_all_cases_are_shown():
    at = visit(query="the ?")
    assert says(at, "Your search holds no word that we can look for, so all cases are shown.")
    assert says(at, "396 of 396 cases are shown")


@pytest.mark.parametrize(
    "query",
    [
        "x" * 5000,
        "' OR 1=1; DROP TABLE core.practices; --",
        "![x](https://example.org/x.png) <img src=x onerror=alert(1)>",
        "**bold** $x^2$ :red[x]",
        "%_*?\\",
    ],
)
def test_query_with_anything_in_it_is_harmless_and_escaped(query):
    at = visit(query=query)
    shown = [e.value for e in (*at.markdown, *at.info, *at.caption, *at.warning)]
    assert not any(re.search(r"(?<!\\)(!\[x|<img|:red\[|\*\*bold)", text) for text in shown)


def test_query_that_is_too_long_is_cut_and_told():
    assert says(visit(query="x" * 5000), "Only its beginning is used")


def test_links_lead_to_the_place_its_peers_and_the_actions():
    at = visit(query="Genf")
    links = at.main.get("page_link")
    assert [link.proto.label for link in links] == [
        "Profile of Geneva",
        "Peers of Geneva",
        "Actions on this keyword",
    ]
    targets = [link.proto.query_string for link in links]
    assert "city=che-geneva" in targets[0]
    assert "city=che-geneva" in targets[1]
    assert "keyword=monitoring-evaluation-and-accountability" in targets[2]


def fit(**choices):
    at = AppTest.from_file(APP, default_timeout=60)
    for name, value in choices.items():
        at.query_params[name] = value
    at.session_state["fit_pw-172"] = True
    at.run()
    at = at.switch_page(PAGE).run()
    assert not at.exception
    return at


def test_note_compares_the_place_with_the_own_city():
    at = fit(query="Genf", city="ita-turin")
    assert says(at, "Geneva, Switzerland and Turin, Italy.")
    cells = at.table[0].value
    assert list(cells.columns) == ["What", "Geneva", "Turin"]
    assert len(cells) == 5
    there, here = cells["Geneva"].tolist(), cells["Turin"].tolist()
    assert there[0].startswith("190,205  \n2009, [Council of Europe](<http")
    assert there[1].startswith("47.8 % foreign nationals  \n2018, [swissinfo](<https")
    assert here[1].startswith("13.5 % foreign nationals  \n2010, ")


def test_note_never_sets_those_born_abroad_beside_foreign_nationals():
    at = fit(query="Genf", city="swe-botkyrka")
    cells = at.table[0].value
    assert cells["Geneva"][1].startswith("58 % born abroad  \n2001, ")
    assert cells["Botkyrka"][1].startswith("40.1 % born abroad  \n2015, ")


def test_note_asks_for_a_city_and_says_if_it_is_the_own_one():
    assert says(fit(query="Genf"), "Choose your city in the sidebar first")
    assert says(fit(query="Genf", city="che-geneva"), "This is your own city.")


def test_note_is_made_only_when_it_is_opened():
    assert not visit(query="Genf", city="ita-turin").table


def test_presentation_shows_three_controls_and_the_cases():
    at = visit(present="1", query="Genf")
    assert len(cards(at)) == 1


@pytest.mark.parametrize(
    "choices",
    [
        {"status": "<img src=x>"},
        {"step": "8"},
        {"case_from": "2020", "case_to": "2010"},
        {"role": "king"},
    ],
)
def test_address_with_unknown_values_is_told_and_the_page_is_drawn(choices):
    at = visit(**choices)
    assert at.warning
    assert len(cards(at)) == 10


# Proposals

GIVEN = Practice(
    title="Open library ![x](https://example.org/x.png)",
    city_id="ita-turin",
    year=2021,
    keyword_id="communication",
    summary="Books in *twelve* languages.",
    stakeholders="Friends of the library",
    source_title="Page of the city",
    source_link="https://example.org/library",
)


def opened(**choices):
    at = AppTest.from_file(APP, default_timeout=60)
    for name, value in choices.items():
        at.query_params[name] = value
    at.session_state["propose_practice_drawer"] = True
    at.run()
    return at.switch_page(PAGE).run()


def test_practice_is_proposed_decided_in_the_inbox_and_listed_apart(responses_folder):
    at = opened(city="ita-turin")
    at.text_input(key="propose_practice_title").set_value("Open library")
    at.text_area(key="propose_practice_summary").set_value("Books in twelve languages.")
    at.text_input(key="propose_practice_source_title").set_value("Page of the city")
    at.button[[b.label for b in at.button].index("Send to the data steward")].click()
    at = at.run()
    assert not at.exception
    assert says(at, "Sent to the data steward. Number: case-")
    (row,) = list_practices(responses_folder)
    assert (row.practice.city_id, row.status) == ("ita-turin", "submitted")
    assert not says(visit(), "Open library")

    inbox = visit(page="pages/take_part/steward.py")
    assert says(inbox, "Open library")
    inbox.button(key=f"accept_{row.number}").click().run()
    assert not inbox.exception
    at = visit()
    assert "Proposed, accepted by the data steward" in [e.value for e in at.header]
    assert says(at, "Books in twelve languages.")
    assert len(titles(at)) == 396


def test_proposal_without_a_source_is_not_sent_and_what_was_written_stays(responses_folder):
    at = opened(city="ita-turin")
    at.text_input(key="propose_practice_title").set_value("Open library")
    at.text_area(key="propose_practice_summary").set_value("Books.")
    at.button[[b.label for b in at.button].index("Send to the data steward")].click()
    at = at.run()
    assert [e.value for e in at.error if "where can it be read" in e.value]
    assert at.text_input(key="propose_practice_title").value == "Open library"
    assert list_practices(responses_folder) == ()


def test_texts_of_a_proposal_are_shown_without_markup(responses_folder):
    propose_practice(responses_folder, GIVEN, role="city-editor")
    inbox = visit(page="pages/take_part/steward.py")
    shown = [element.value for element in inbox.markdown]
    assert not any("![x](https" in text for text in shown)
    assert any("\\*twelve\\*" in text for text in shown)

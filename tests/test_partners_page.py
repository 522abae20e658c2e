"""The partner page: it shows what the command line says, all criteria and all channels."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.contracts.cooperation import Cooperation, Fact
from dashboard.responses.cooperation import save_cooperation
from dashboard.store.places import data_dir

APP = Path(__file__).resolve().parents[1] / "app.py"
OUJDA, MURCIA = "mar-oujda", "esp-region-of-murcia"
KNOWN = "What is known, or what to ask"
CHANNELS = "Channel, and how it helps"


@pytest.fixture(autouse=True)
def served(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))


def visit(**choices):
    at = AppTest.from_file(APP, default_timeout=60)
    for name, value in choices.items():
        at.query_params[name] = value
    at.run()
    at = at.switch_page("pages/act/partners.py").run()
    assert not at.exception
    assert not at.error
    return at


def rows_of(name):
    with (data_dir() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table_with(at, heading):
    return next((table.value for table in at.table if heading in table.value), None)


def headers(at):
    return [header.value for header in at.header]


def told(at, kind):
    return " ".join(found.value for found in at.get(kind))


@pytest.mark.parametrize(
    ("city", "k", "choices", "options"),
    [
        (OUJDA, "10", {}, []),
        (OUJDA, "10", {"region": "europe", "origins": "ESP,FRA"}, ["--origin", "ESP,FRA"]),
        (OUJDA, "5", {"w_language": "0", "w_links": "0.5"}, ["--weight", "links=0.5"]),
        ("usa-chicago", "50", {"oecd": "non-oecd"}, []),
        ("ken-kakuma", "3", {"country": "KEN,UGA"}, []),
    ],
)
def test_page_and_command_line_show_the_same_candidates(rows, city, k, choices, options):
    filters = {name: choices[name] for name in ("region", "oecd", "country") if name in choices}
    options = [*options, *[part for pair in filters.items() for part in (f"--{pair[0]}", pair[1])]]
    if choices.get("w_language"):
        options += ["--weight", "language=0"]
    printed = rows("partners", city, "-k", k, *options)
    shown = visit(city=city, k=k, **choices).dataframe[0].value
    assert shown["city"].tolist() == [row["city"] for row in printed]
    assert shown["rank_label"].tolist() == [row["rank_label"] for row in printed]
    scores = [-1 if row["score"] is None else row["score"] for row in printed]
    assert shown["score"].fillna(-1).tolist() == pytest.approx(scores, abs=0.05 + 1e-5)


def test_command_line_names_evidence_and_what_to_ask(rows):
    printed = rows("partners", OUJDA, "--region", "europe", "--origin", "ESP")
    murcia = next(row for row in printed if row["city_id"] == MURCIA)
    assert "Import trade of migrant-owned shops" in murcia["evidence_links"]
    assert murcia["evidence_links"].endswith("p. 57).")
    assert (murcia["resources"], murcia["evidence_resources"]) == (None, "not known: ask")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["partners", "mar-ouja"], "CITY_ID: got 'mar-ouja'"),
        (["partners", OUJDA, "--origin", "Spain"], "--origin: got 'Spain'"),
        (["partners", OUJDA, "--weight", "luck=1"], "--weight: got 'luck=1'"),
        (["partners", OUJDA, "-k", "0"], "number of candidates: got 0"),
        (["partners", OUJDA, "--region", "mars"], "region: got 'mars'"),
    ],
)
def test_command_line_refuses_in_one_sentence(call, words, sentence):
    code, out, err = call(*words)
    assert (code, out) == (2, "")
    assert err.startswith(sentence)
    assert err.count("\n") == 1


def test_weights_that_are_all_zero_are_refused(call):
    weights = ("channel", "associations", "experience", "resources", "language", "links")
    options = [part for name in weights for part in ("--weight", f"{name}=0")]
    code, _out, err = call("partners", OUJDA, *options)
    assert (code, err) == (
        2,
        "weights: got 0 for every criterion, expected at least one above 0.\n",
    )
    at = visit(city=OUJDA, **{f"w_{name}": "0" for name in weights})
    assert [warning.value for warning in at.warning] == [
        "Every weight is 0. Give at least one criterion a weight above 0."
    ]


def test_page_without_a_city_asks_for_one():
    at = visit()
    assert at.info[0].value.startswith("Choose a city")
    assert "Candidates" not in headers(at)


def test_every_criterion_of_the_guidelines_stands_in_the_close_look():
    look = table_with(visit(city=OUJDA, partner=MURCIA), KNOWN)
    criteria = [row["name"] for row in rows_of("partner_criteria")]
    assert len(criteria) == 11
    assert look["Criterion"].tolist() == [f"**{name}**" for name in ["Existing links", *criteria]]
    asked = look[KNOWN].str.startswith("Not known: ask. *")
    assert asked.sum() == 9  # links, experience and language are known


def test_every_channel_and_every_fact_to_gather_stands_on_the_page():
    at = visit(city=OUJDA, partner=MURCIA)
    channels = [f"**{row['name']}**" for row in rows_of("partner_channels")]
    assert len(channels) == 5
    shown = table_with(at, CHANNELS)[CHANNELS]
    assert [cell.splitlines()[0].rstrip() for cell in shown] == channels
    facts = table_with(at, "Facts to gather")
    needed = [row["data_needed"] for row in rows_of("partner_criteria")]
    shown = [fact.splitlines()[0].strip() for fact in facts["Facts to gather"]]
    assert shown == [fact[0].upper() + fact[1:] for fact in needed]
    assert "Start a cooperation to tick them off" in told(at, "markdown")


def test_facts_that_the_cooperation_keeps_are_shown_and_the_link_leads_to_the_ticks(
    responses_folder,
):
    facts = {"experience": Fact(is_gathered=True, who="Ada")}
    record = Cooperation(city_id=OUJDA, partner_id=MURCIA, facts=facts)
    save_cooperation(responses_folder, record, role="city-editor", base=0)
    at = visit(city=OUJDA, partner=MURCIA)
    assert "1 of 11 facts is gathered. Still open: 10." in told(at, "markdown")
    gathered = table_with(at, "Facts to gather")["Gathered"]
    assert gathered.tolist().count("**not yet**") == 10
    (link,) = [found for found in at.get("page_link") if "Tick them off" in found.proto.label]
    assert "toolkit=cycle" in link.proto.query_string
    assert f"partner={MURCIA}" in link.proto.query_string


def test_link_to_murcia_is_on_the_map_in_its_table_and_in_words():
    at = visit(city=OUJDA)
    assert len(at.get("deck_gl_json_chart")) == 1
    assert "candidate in the table" in " ".join(html.proto.body for html in at.get("html"))
    assert "Region of Murcia" in told(at, "markdown")
    links = table_with(at, "With, and on what")
    murcia = links[links["With, and on what"].str.startswith("**Region of Murcia (Spain)**")]
    assert murcia["Source"].tolist() == ["Joint Migration and Development Initiative (JMDI), p. 57"]
    assert "do not imply official endorsement" in told(at, "caption")


def test_city_without_links_has_a_map_and_says_so():
    at = visit(city="usa-akron")
    assert "No partnership or shared practice of Akron is documented here." in told(at, "markdown")
    assert table_with(at, "With, and on what") is None


def test_place_without_coordinates_is_no_fault():
    visit(city="bfa-tougouri", partner="cri-desamparados")


def test_own_city_in_the_address_is_told_to_be_no_partner():
    at = visit(city=OUJDA, partner=OUJDA)
    assert told(at, "warning") == (
        "The link names your own city, “mar-oujda”, as its partner. It is left out."
    )


def test_partner_that_becomes_the_own_city_is_told():
    at = visit(city=OUJDA, partner=MURCIA)
    box = next(found for found in at.selectbox if found.key == "choice_partner")
    box.set_value(OUJDA).run()
    assert "This is your own city." in told(at, "info")
    assert table_with(at, KNOWN) is None


@pytest.mark.parametrize("choices", [{"origins": "ESP,mars"}, {"partner": "atlantis"}])
def test_what_the_data_do_not_know_is_told(choices):
    at = visit(city=OUJDA, **choices)
    assert "which is not in the data" in told(at, "warning")


def test_filters_that_leave_nobody_are_told_and_what_is_known_stays():
    at = visit(city=OUJDA, partner=MURCIA, country="MAR", size="over-1m", region="europe")
    assert "The filters leave no candidate." in told(at, "info")
    assert "come back without the filter on country." in told(at, "info")
    assert len(at.get("deck_gl_json_chart")) == 1
    assert "candidate in the table" not in " ".join(html.proto.body for html in at.get("html"))
    assert table_with(at, "With, and on what") is not None
    assert table_with(at, KNOWN) is not None
    assert "It is not among the candidates" in told(at, "markdown")
    assert table_with(at, CHANNELS) is not None
    assert "Candidates" not in headers(at)


def test_filter_that_brings_candidates_back_is_named_with_their_number(rows):
    n = len(rows("partners", OUJDA, "-k", "50", "--country", "ESP"))
    at = visit(city=OUJDA, country="ESP", region="africa")
    assert n < 50
    assert f"{n} candidates come back without the filter on region." in told(at, "info")


def test_partner_that_the_filters_leave_out_can_still_be_looked_at():
    at = visit(city=OUJDA, region="africa", partner=MURCIA)
    assert "It is not among the candidates" in told(at, "markdown")
    assert table_with(at, KNOWN) is not None


def test_close_look_leads_to_the_start_of_a_cooperation_and_to_the_profile():
    at = visit(city=OUJDA, partner=MURCIA)
    labels = [link.proto.label for link in at.get("page_link")]
    assert labels.count("Start a cooperation with this city") == 1
    assert labels.count("Profile of Region of Murcia") == 1


def test_main_countries_change_the_order_in_the_same_run():
    at = visit(city=OUJDA)
    box = next(found for found in at.multiselect if found.key == "choice_origins")
    assert "Spain" in box.options
    assert at.dataframe[0].value["to_ask"].str.contains("channel").any()
    box.set_value(["ESP"]).run()
    assert dict(at.query_params) == {"city": OUJDA, "origins": "ESP"}
    shown = at.dataframe[0].value
    assert not shown["to_ask"].str.contains("channel").any()


def test_choices_stay_when_filters_are_cleared():
    at = visit(city=OUJDA, origins="ESP", partner=MURCIA, w_links="0.5", region="europe")
    next(found for found in at.button if found.label == "Clear all filters").click().run()
    assert dict(at.query_params) == {
        "city": OUJDA,
        "origins": "ESP",
        "partner": MURCIA,
        "w_links": "0.5",
    }


def test_presentation_keeps_the_controls_behind_one_button():
    at = visit(city=OUJDA, present="1")
    assert headers(at)[:2] == ["Links that exist already", "Candidates"]

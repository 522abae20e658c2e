"""The page "Commitments": every commitment, network, event and result of the data package."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.store.places import data_dir

APP = Path(__file__).resolve().parents[1] / "app.py"
ROWS = {"commitments": [33], "networks": [51], "events": [43], "results": [18, 47]}


@pytest.fixture(autouse=True)
def served(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))


def visit(**choices):
    at = AppTest.from_file(APP, default_timeout=60)
    for name, value in choices.items():
        at.query_params[name] = value
    at.run()
    at = at.switch_page("pages/act/commitments.py").run()
    assert not at.exception
    assert not at.error
    return at


def says(at, part):
    return any(part in found.value for found in (*at.markdown, *at.caption, *at.info))


@pytest.mark.parametrize("view", ROWS)
def test_every_row_of_the_data_is_on_the_page(view):
    at = visit(agenda=view)
    assert [len(table.value) for table in at.table] == ROWS[view]


@pytest.mark.parametrize(("view", "n"), [("commitments", 1), ("networks", 2), ("events", 1)])
@pytest.mark.parametrize("form", ["CSV", "XLSX", "Parquet"])
def test_every_table_can_be_downloaded(view, n, form):
    labels = [button.label for button in visit(agenda=view).get("download_button")]
    assert labels.count(form) == n


def test_every_result_with_a_share_is_drawn_and_every_panel_names_n_and_source():
    at = visit(agenda="results")
    # 10 panels of shares, 2 of changes, 5 of counts over the years.
    assert len(at.get("vega_lite_chart")) == 17
    sources = [text.value for text in at.markdown if "source: " in text.value]
    assert len(sources) == 17
    assert all("n = " in text or "n not stated" in text for text in sources[:12])
    assert ["share in percent" in text for text in sources] == [True] * 10 + [False] * 7
    assert ["change in percent" in text for text in sources] == [False] * 10 + [
        *([True] * 2),
        *([False] * 5),
    ]
    assert [heading.value for heading in at.subheader][:3] == [
        "Shares",
        "How much something changed",
        "Counts over the years",
    ]


def test_network_with_most_members_is_shown_first():
    at = visit(agenda="networks")
    assert at.selectbox(key="choice_member").value == "icc"
    assert len(at.selectbox(key="choice_member").options) == 18
    assert says(at, "The map shows 97 of 97 places that we know in it.")
    assert says(at, "do not imply official endorsement")


def test_network_that_is_picked_shows_its_members():
    at = visit(agenda="networks")
    at.selectbox(key="choice_member").set_value("mc2cm").run()
    assert says(at, "of 9 places that we know in it.")
    assert len(at.dataframe[0].value) == 9


def test_member_is_shown_with_its_role_in_the_words_of_the_data():
    with (data_dir() / "city_networks.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["network_id"] == "migracidades"]
    shown = visit(agenda="networks", member="migracidades").dataframe[0].value
    roles = dict(zip(shown["place"], shown["role"], strict=True))
    assert roles["Curitiba, Brazil"] == "certified 2020; certified 2021"
    assert sum(len(role.split("; ")) for role in roles.values()) == len(rows)


def test_members_that_filters_leave_out_are_counted():
    at = visit(agenda="networks", member="mc2cm", region="europe")
    assert says(at, "The filters leave")
    nobody = visit(agenda="networks", member="mc2cm", region="oceania")
    assert says(nobody, "No member is left on the map.")


def test_event_without_a_date_is_named():
    at = visit(agenda="events")
    assert says(at, "42 events from 2001 to 2022.")
    assert says(at, "Second Mayoral Forum")


def test_commitments_that_are_a_position_are_marked():
    cells = visit().table[0].value["What it asks of local authorities"]
    assert sum("Not law" in text for text in cells) == 6

"""The profile of every city: its page renders, and each figure of it names source and year."""

from __future__ import annotations

import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.answers.profile_rows import profile_rows
from dashboard.answers.profiles import city_profile
from dashboard.queries.places import list_places
from dashboard.queries.sources import list_sources
from dashboard.ui import answers

APP = Path(__file__).resolve().parents[1] / "app.py"


def test_page_of_every_city_renders_and_each_figure_on_it_has_year_and_source(
    store_dir, monkeypatch
):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))
    release = answers.served().release
    sources = answers.answer(list_sources, release)
    cities = answers.answer(list_places, release)["city_id"].tolist()
    assert len(cities) == 613
    at = AppTest.from_file(APP, default_timeout=60)
    at.query_params["city"] = cities[0]
    at = at.run().switch_page("pages/compare/city_profile.py")
    for city in cities:
        at.query_params["city"] = city
        at.run()
        assert not at.exception, city
        assert not at.error, city
        assert [header.value for header in at.header][-1] == "What is missing"
        rows = profile_rows(answers.answer(city_profile, release, city), sources)
        assert set(rows["source_id"]) <= set(sources), city
        assert rows["value"].notna().all(), city
        for cell in indicators(at):
            assert "[source](" in cell, (city, cell)
            assert re.search(r"\b(19|20)[0-9]{2}\b|year not stated", cell), (city, cell)
        for row in figures(at):
            assert row["Source"], (city, row)
            assert row.get("Year") or row.get("Since") or row.get("Date"), (city, row)


def indicators(at):
    """Return the cells that name an indicator, with its year and source."""
    return [
        cell
        for table in at.table
        if "Indicator" in table.value
        for cell in table.value["Indicator"]
    ]


def figures(at):
    """Return the rows of the tables that tell something known."""
    tables = [table.value for table in at.table if "Source" in table.value]
    rows = [row for table in tables for row in table.to_dict("records")]
    return [row for row in rows if row.get("Value") != "not known to us"]

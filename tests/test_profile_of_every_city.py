"""The profile of every city: each figure names its source; every kind of page renders."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.answers.profile_rows import profile_rows
from dashboard.answers.profiles import city_profile
from dashboard.queries.places import list_places
from dashboard.queries.sources import list_sources
from dashboard.ui import answers

APP = Path(__file__).resolve().parents[1] / "app.py"


MOST_OF_A_KIND = 4


@pytest.fixture(scope="module")
def profiles(store_dir):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_STORE", str(store_dir))
        release = answers.served().release
        cities = answers.answer(list_places, release)["city_id"]
        yield {city: answers.answer(city_profile, release, city) for city in cities}


@pytest.fixture(scope="module")
def sources(store_dir):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_STORE", str(store_dir))
        yield answers.answer(list_sources, answers.served().release)


def test_every_figure_of_every_city_has_its_source(profiles, sources):
    assert len(profiles) == 613
    for city, profile in profiles.items():
        rows = profile_rows(profile, sources)
        assert set(rows["source_id"]) <= set(sources), city
        assert rows["value"].notna().all(), city


def of_each_kind(profiles):
    """Return some cities of each kind: with and without each table, the longest among them."""
    kinds = {}
    for city, profile in profiles.items():
        sizes = [len(getattr(profile, field.name)) for field in fields(profile)]
        kinds.setdefault(tuple(size > 0 for size in sizes), []).append((sum(sizes), city))
    assert len(kinds) > 20
    return [
        city
        for sized in kinds.values()
        for _size, city in (*sorted(sized)[-1:], *sized[: MOST_OF_A_KIND - 1])
    ]


def test_page_of_every_kind_of_city_renders_and_each_figure_on_it_has_year_and_source(
    profiles, store_dir, monkeypatch
):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))
    cities = of_each_kind(profiles)
    at = AppTest.from_file(APP, default_timeout=60)
    at.query_params["city"] = cities[0]
    at = at.run().switch_page("pages/compare/city_profile.py")
    for city in dict.fromkeys(cities):
        at.query_params["city"] = city
        at.run()
        assert not at.exception, city
        assert not at.error, city
        assert [header.value for header in at.header][-1] == "What is missing"
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

"""One store for the whole run, built from the data package that the project ships."""

from __future__ import annotations

import json
import sys
from functools import cache

import pandas as pd
import pytest
from hypothesis import settings

from dashboard.cli import main
from dashboard.filters import CityFilter
from dashboard.queries.cities import list_cities
from dashboard.responses.decisions import decide
from dashboard.responses.submissions import submit
from dashboard.store.build import build_store
from dashboard.store.connection import open_store
from dashboard.store.places import data_dir

# How long one example takes says nothing on a machine that is busy.
settings.register_profile("dashboard", deadline=None)
settings.load_profile("dashboard")


@pytest.fixture(scope="session")
def store_dir(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store")
    build_store(data_dir(), folder)
    return folder


@pytest.fixture(scope="session", autouse=True)
def installed_components():
    """Look through the installed packages for components once, not for every app that is tested."""
    if "streamlit.testing.v1" not in sys.modules:
        yield
        return
    from streamlit.components.v2 import manifest_scanner  # noqa: PLC0415 - slow to import

    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(autouse=True)
def responses_folder(tmp_path, monkeypatch):
    """Return a responses folder of its own for every test: none touches what people wrote."""
    folder = tmp_path / "responses"
    monkeypatch.setenv("DASHBOARD_RESPONSES", str(folder))
    return folder


@pytest.fixture(scope="session")
def store(store_dir):
    return open_store(store_dir)


@pytest.fixture
def run(monkeypatch, capsys):
    """Return a function that runs the command line as it is set: exit code, stdout, stderr."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["dashboard", *map(str, words)])
        try:
            main()
        except SystemExit as end:
            code = end.code
        else:
            code = 0
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.fixture
def call(store_dir, monkeypatch, run):
    """Return a function that runs the command line on the shipped data."""
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))
    return run


@pytest.fixture
def rows(call):
    """Return a function that runs a command as JSON and gives its rows."""

    def rows(*words):
        code, out, err = call(*words, "--format", "json")
        assert (code, err) == (0, "")
        return json.loads(out)["rows"]

    return rows


@pytest.fixture
def accept(store, responses_folder):
    """Return a function that has answers of cities accepted: city, round, state by question."""

    def accept(city, round_id, states, **more):
        rows = [
            {
                "city_id": city,
                "round_id": round_id,
                "question_id": question,
                "question_version": 1,
                "state": state,
                **more,
            }
            for question, state in states.items()
        ]
        role = "data-steward"
        taken = submit(responses_folder, pd.DataFrame(rows), role=role, release="x")
        with store.cursor() as cursor:
            places = list_cities(cursor, CityFilter())
        decide(responses_folder, taken.numbers, "accepted", role=role, places=places)

    return accept

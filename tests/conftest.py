"""One store for the whole run, built from the data package that the project ships."""

from __future__ import annotations

import pytest

from dashboard.store.build import build_store
from dashboard.store.connection import open_store
from dashboard.store.places import data_dir


@pytest.fixture(scope="session")
def store_dir(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store")
    build_store(data_dir(), folder)
    return folder


@pytest.fixture(autouse=True)
def responses_folder(tmp_path, monkeypatch):
    """Return a responses folder of its own for every test: none touches what people wrote."""
    folder = tmp_path / "responses"
    monkeypatch.setenv("DASHBOARD_RESPONSES", str(folder))
    return folder


@pytest.fixture(scope="session")
def store(store_dir):
    return open_store(store_dir)

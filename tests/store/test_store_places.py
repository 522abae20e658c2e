"""Where the data and the store lie."""

from __future__ import annotations

from pathlib import Path

from dashboard.store.places import data_dir, store_dir


def test_data_lie_beside_the_code():
    assert (data_dir() / "datapackage.json").is_file()


def test_store_lies_in_the_project_unless_told_otherwise(monkeypatch):
    monkeypatch.delenv("DASHBOARD_STORE", raising=False)
    assert store_dir() == data_dir() / "build"


def test_variable_names_the_folder_of_the_store(monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", "elsewhere/store")
    assert store_dir() == Path("elsewhere/store")


def test_empty_variable_counts_as_none(monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", "")
    assert store_dir() == data_dir() / "build"

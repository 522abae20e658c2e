"""Items of the frameworks and their links to keywords, against the CSV files of the data."""

from __future__ import annotations

import csv

import pytest

from dashboard.queries.alignment import ITEM_COLUMNS, LINK_COLUMNS, list_items, list_links
from dashboard.store.places import data_dir


def rows_of(table):
    with (data_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def items(store):
    with store.cursor() as cursor:
        return list_items(cursor)


@pytest.fixture
def links(store):
    with store.cursor() as cursor:
        return list_links(cursor)


def test_item_table_has_the_documented_columns(items):
    assert list(items) == list(ITEM_COLUMNS)


def test_link_table_has_the_documented_columns(links):
    assert list(links) == list(LINK_COLUMNS)


def test_links_are_those_of_the_data_in_their_order(links):
    expected = [tuple(row[name] for name in LINK_COLUMNS) for row in rows_of("keyword_alignment")]
    assert list(links.itertuples(index=False, name=None)) == expected


def test_items_are_those_of_the_frameworks_that_keywords_are_aligned_to_in_their_order(items):
    aligned = {row["framework_id"] for row in rows_of("keyword_alignment")}
    expected = [
        (row["framework_id"], row["code"], row["unit"], row["title"])
        for row in rows_of("framework_items")
        if row["framework_id"] in aligned
    ]
    found = items[["framework_id", "code", "unit", "title"]].itertuples(index=False, name=None)
    assert list(found) == expected


@pytest.mark.parametrize(
    ("framework", "n_items"),
    [
        ("gcm", 23),  # objectives of the Global Compact for Migration
        ("sdg", 48),
        ("gcr", 27),
        ("mmd", 11),
        ("charter", 11),
        ("oecd12", 12),
        ("emp10", 10),
    ],
)
def test_framework_has_all_its_items(items, framework, n_items):
    assert (items["framework_id"] == framework).sum() == n_items


def test_framework_without_any_link_is_left_out(items):
    assert {"icc", "welcome", "lmgi"}.isdisjoint(items["framework_id"])


def test_items_name_their_framework_and_their_source(items):
    names = {row["framework_id"]: row["name"] for row in rows_of("frameworks")}
    sources = {row["source_id"]: row for row in rows_of("sources")}
    for row in items.to_dict("records"):
        source = sources[row["source_id"]]
        assert row["framework"] == names[row["framework_id"]]
        assert (row["publisher"], row["address"]) == (source["publisher"], source["address"])


def test_every_link_leads_to_an_item(items, links):
    known = set(zip(items["framework_id"], items["code"], strict=True))
    assert set(zip(links["framework_id"], links["code"], strict=True)) <= known


def test_every_link_has_its_reason(links):
    assert links["rationale"].str.strip().ne("").all()

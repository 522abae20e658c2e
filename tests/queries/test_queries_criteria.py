"""The measures of every keyword: as the table of the data has them, the most direct ones first."""

from __future__ import annotations

import csv
from collections import defaultdict

import pytest

from dashboard.queries.criteria import MEASURE_COLUMNS, list_measures
from dashboard.store.places import data_dir


def rows_of(table):
    with (data_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def measures(store):
    with store.cursor() as cursor:
        return list_measures(cursor)


def test_measure_table_has_the_documented_columns(measures):
    assert list(measures) == list(MEASURE_COLUMNS)


def test_measures_are_those_of_the_data_each_once(measures):
    found = zip(measures["keyword_id"], measures["measure"], measures["level"], strict=True)
    expected = [(row["keyword_id"], row["measure"], row["level"]) for row in rows_of("measures")]
    assert sorted(found) == sorted(expected)


def test_every_keyword_has_a_measure(measures):
    assert set(measures["keyword_id"]) == {row["keyword_id"] for row in rows_of("keywords")}


@pytest.mark.parametrize(
    ("level", "comparable", "points"),
    [
        ("in place", "false", 1),
        ("in place", "true", 2),
        ("reach", "false", 2),
        ("reach", "true", 3),
        ("result", "false", 3),
        ("result", "true", 4),
    ],
)
def test_points_are_those_of_the_level_and_one_more_if_comparable(
    measures, level, comparable, points
):
    named = {
        (row["keyword_id"], row["measure"])
        for row in rows_of("measures")
        if (row["level"], row["comparable"]) == (level, comparable)
    }
    found = measures[(measures["points"] == points) & (measures["level"] == level)]
    assert named
    assert set(zip(found["keyword_id"], found["measure"], strict=True)) == named


def test_measures_of_affordable_housing_come_with_the_overcrowding_gap_first(measures):
    of_housing = measures[measures["keyword_id"] == "access-to-adequate-and-affordable-housing"]
    assert list(zip(of_housing["measure"], of_housing["points"], strict=True)) == [
        ("overcrowding gap", 4),
        ("waiting time", 3),
        ("households housed", 2),
    ]


def test_most_direct_measure_of_each_keyword_comes_first(measures):
    best = defaultdict(int)
    for keyword, points in zip(measures["keyword_id"], measures["points"], strict=True):
        best[keyword] = max(best[keyword], points)
    first = measures.drop_duplicates("keyword_id")
    assert dict(zip(first["keyword_id"], first["points"], strict=True)) == best

"""The cells of the two heat tables, recounted from the CSV files in plain Python."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict

import pandas as pd
import pytest

from dashboard.answers.cells import (
    MENTION_CELL_COLUMNS,
    SPREAD_CELL_COLUMNS,
    mention_cells,
    spread_cells,
    wide,
)
from dashboard.answers.rankings import rank_keywords
from dashboard.filters import ActorFilter, CityFilter, RankingFilter
from dashboard.store.places import data_dir

HOUSING = RankingFilter(area="housing")
AFRICA = RankingFilter(cities=CityFilter(region=("africa",)))


def rows_of(table):
    with (data_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def ask(store):
    def ask(question, asked=None):
        with store.cursor() as cursor:
            return question(cursor, asked or RankingFilter())

    return ask


def test_cell_counts_the_actions_of_an_actor_coded_to_a_keyword(ask):
    keywords = {row["keyword_id"]: row["name"] for row in rows_of("keywords")}
    actors = {row["actor_id"]: row["name"] for row in rows_of("actors")}
    counted = Counter(
        (keywords[row["keyword_id"]], actors[row["actor_id"]]) for row in rows_of("actions")
    )
    found = {tuple(row[:2]): row[2] for row in ask(mention_cells).itertuples(index=False)}
    assert found == counted


def test_cells_follow_the_coding_asked_for(ask):
    agreed = ask(mention_cells, RankingFilter(actors=ActorFilter(coding="agreed")))
    assert agreed["n_actions"].sum() == 480


def test_cells_of_an_area_hold_its_own_keywords(ask):
    names = {row["name"] for row in rows_of("keywords") if row["policy_area_id"] == "housing"}
    assert set(ask(mention_cells, HOUSING)["keyword"]) == names


@pytest.mark.parametrize("question", [mention_cells, spread_cells])
def test_cells_come_in_the_order_of_the_ranking(ask, question):
    ranked = ask(rank_keywords)["keyword"].tolist()
    shown = list(dict.fromkeys(ask(question)["keyword"]))
    assert shown == [name for name in ranked if name in shown]


@pytest.mark.parametrize(
    ("question", "columns"),
    [(mention_cells, MENTION_CELL_COLUMNS), (spread_cells, SPREAD_CELL_COLUMNS)],
)
def test_cells_have_the_documented_columns(ask, question, columns):
    assert list(ask(question)) == list(columns)


@pytest.mark.parametrize("question", [mention_cells, spread_cells])
def test_no_actor_leaves_no_cell(ask, question):
    assert ask(question, RankingFilter(actors=ActorFilter(actors=("nobody",)))).empty


def test_no_city_leaves_no_cell_of_the_spread(ask):
    nowhere = CityFilter(region=("africa",), oecd=("oecd",))
    assert ask(spread_cells, RankingFilter(cities=nowhere)).empty


def test_spread_has_a_cell_for_each_keyword_and_group_of_cities(ask):
    assert len(ask(spread_cells)) == 49 * len(
        ask(spread_cells)[["region", "oecd"]].drop_duplicates()
    )


def test_group_in_which_no_city_is_known_is_missing_and_not_zero(ask):
    counts = ask(spread_cells)["n_cities"]
    assert (counts.isna().any(), counts.min()) == (True, 1)


def test_spread_counts_different_cities_of_the_group(ask):
    names = {row["keyword_id"]: row["name"] for row in rows_of("keywords")}
    themes = {row["theme"]: row["keyword_id"] for row in rows_of("grant_themes")}
    africa = {r["country_iso3"] for r in rows_of("countries") if r["un_region"] == "Africa"}
    here = {row["city_id"] for row in rows_of("cities") if row["country_iso3"] in africa}
    cities = defaultdict(set)
    evidence = [(row["keyword_id"], row["city_id"]) for row in rows_of("practices")]
    evidence += [(themes[row["theme"]], row["city_id"]) for row in rows_of("grants")]
    for keyword, city in evidence:
        if keyword and city in here:
            cities[names[keyword]].add(city)
    found = ask(spread_cells, AFRICA).dropna().set_index("keyword")["n_cities"].to_dict()
    assert found == {keyword: len(places) for keyword, places in cities.items()}


def cells(*rows):
    table = pd.DataFrame(rows, columns=["row", "column", "count"])
    return table.astype({"count": "Int64"})


def plain(table):
    return [[None if value is pd.NA else value for value in row] for row in table.to_numpy()]


def test_wide_table_has_a_row_for_each_keyword_and_a_column_for_each_name():
    found = wide(cells(("b", "X", 2), ("a", "Y", 3), ("b", "Y", 1)), ["X", "Y"])
    assert (list(found), plain(found)) == (["keyword", "X", "Y"], [["b", 2, 1], ["a", None, 3]])


def test_wide_table_keeps_the_order_of_the_names():
    assert list(wide(cells(("a", "X", 1), ("a", "Y", 1)), ["Y", "X"])) == ["keyword", "Y", "X"]


def test_name_without_a_cell_is_an_empty_column():
    assert plain(wide(cells(("a", "X", 1)), ["X", "Z"])) == [["a", 1, None]]


def test_keyword_without_any_count_keeps_its_row():
    found = wide(cells(("a", "X", None), ("b", "X", 1)), ["X"])
    assert plain(found) == [["a", None], ["b", 1]]


def test_no_cell_makes_no_row():
    assert list(wide(cells(), ["X"])) == ["keyword", "X"]

"""What the store holds: key figures, coverage, agreement of the coders, choices."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from dashboard.filters import ACTOR_KINDS, ACTOR_SETS
from dashboard.queries.facts import (
    COVERAGE_COLUMNS,
    coding_agreement,
    key_figures,
    list_choices,
    list_coverage,
)
from dashboard.store.places import data_dir


def rows_of(table):
    with (data_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def ask(store):
    def ask(question):
        with store.cursor() as cursor:
            return question(cursor)

    return ask


@pytest.mark.parametrize(
    ("figure", "table"),
    [
        ("n_actions", "actions"),
        ("n_actors", "actors"),
        ("n_keywords", "keywords"),
        ("n_areas", "policy_areas"),
        ("n_cities", "cities"),
        ("n_practices", "practices"),
        ("n_grants", "grants"),
        ("n_networks", "networks"),
        ("n_values", "city_indicators"),
        ("n_sources", "sources"),
    ],
)
def test_key_figure_counts_the_rows_of_its_table(ask, figure, table):
    assert ask(key_figures)[figure] == len(rows_of(table))


def test_fifteen_actors_were_analysed_in_2019(ask):
    assert ask(key_figures)["n_actors_2019"] == 15


def test_countries_are_counted_once(ask):
    assert ask(key_figures)["n_countries"] == len(
        {row["country_iso3"] for row in rows_of("cities")}
    )


def test_years_span_the_documents(ask):
    figures = ask(key_figures)
    years = [int(row["document_year"]) for row in rows_of("actions") if row["document_year"]]
    assert (figures["first_document_year"], figures["last_document_year"]) == (
        min(years),
        max(years),
    )


def test_years_span_the_indicator_values(ask):
    figures = ask(key_figures)
    years = [int(row["year"]) for row in rows_of("city_indicators") if row["year"]]
    assert (figures["first_value_year"], figures["last_value_year"]) == (min(years), max(years))


def test_coders_chose_the_same_keyword_for_480_of_544_actions(ask):
    keyword = ask(coding_agreement)["keyword"]
    assert (keyword.n_actions, keyword.agreement_pct) == (544, pytest.approx(100 * 480 / 544))


@pytest.mark.parametrize("level", ["keyword", "area"])
def test_kappa_is_agreement_beyond_chance(ask, level):
    areas = {row["keyword_id"]: row["policy_area_id"] for row in rows_of("keywords")}
    codes = {"first": {}, "second": {}}
    for row in rows_of("action_codings"):
        keyword = row["keyword_id"]
        codes[row["coder"]][row["action_id"]] = areas[keyword] if level == "area" else keyword
    pairs = [(codes["first"][action], codes["second"][action]) for action in codes["first"]]
    observed = sum(one == other for one, other in pairs) / len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(first[code] * second[code] for code in first) / len(pairs) ** 2
    assert ask(coding_agreement)[level].kappa == pytest.approx((observed - chance) / (1 - chance))


def test_area_agreement_is_the_one_that_is_published(ask):
    area = ask(coding_agreement)["area"]
    assert (round(area.agreement_pct, 1), round(area.kappa, 2)) == (94.7, 0.93)


def test_coverage_counts_every_place_once(ask):
    assert ask(list_coverage)["n_places"].sum() == 613


def test_coverage_has_the_documented_columns(ask):
    assert list(ask(list_coverage)) == list(COVERAGE_COLUMNS)


def test_no_count_of_the_coverage_exceeds_the_places(ask):
    coverage = ask(list_coverage)
    counts = coverage[[name for name in coverage if name.startswith("n_with")]]
    assert (counts.le(coverage["n_places"], axis=0)).all().all()


def test_policy_and_outcome_indicators_are_not_context(ask):
    context = {row["indicator_id"] for row in rows_of("indicators") if row["kind"] == "context"}
    measured = {
        row["city_id"] for row in rows_of("city_indicators") if row["indicator_id"] not in context
    }
    assert ask(list_coverage)["n_with_policy_or_outcome_indicator"].sum() == len(measured)


def test_networks_without_a_place_are_not_offered(ask):
    offered = set(ask(list_choices).network)
    assert offered == {row["network_id"] for row in rows_of("city_networks")}


def test_countries_without_a_place_are_not_offered(ask):
    offered = set(ask(list_choices).country)
    assert offered == {row["country_iso3"] for row in rows_of("cities")}


def test_areas_are_offered_in_the_order_of_2019(ask):
    ordered = sorted(rows_of("policy_areas"), key=lambda row: int(row["order"]))
    assert list(ask(list_choices).area) == [row["policy_area_id"] for row in ordered]


@pytest.mark.parametrize("name", ["network", "country", "keyword", "actor"])
def test_choices_come_by_name(ask, name):
    names = list(getattr(ask(list_choices), name).values())
    assert names == sorted(names)


def test_actors_are_offered_by_set_by_kind_and_one_by_one(ask):
    choices = ask(list_choices)
    assert choices.actor_tokens == (*ACTOR_SETS, *ACTOR_KINDS, *choices.actor)


def test_document_years_are_offered_from_first_to_last(ask):
    assert ask(list_choices).document_years == (2004, 2024)

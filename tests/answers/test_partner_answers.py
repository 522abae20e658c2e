"""Partners of real places: Oujda finds Murcia, with the reason named; nobody is left out unsaid."""

from __future__ import annotations

import pytest

from dashboard.answers.partners import (
    PARTNER_COLUMNS,
    linked_places,
    partner_ground,
    partners_of,
    shared_networks,
)
from dashboard.criteria import PARTNER_CRITERIA, PartnerFilter
from dashboard.errors import FilterError
from dashboard.filters import CityFilter
from dashboard.queries.cities import list_cities

OUJDA, MURCIA = "mar-oujda", "esp-region-of-murcia"
EUROPE = CityFilter(region=("europe",))


@pytest.fixture(scope="module")
def ground(store):
    with store.cursor() as cursor:
        return partner_ground(cursor)


@pytest.fixture
def answer(ground, store):
    def answer(**asked):
        wanted = PartnerFilter(**{"city": OUJDA, "cities": EUROPE, **asked})
        with store.cursor() as cursor:
            kept = list_cities(cursor, wanted.cities)["city_id"].tolist()
        return partners_of(ground, kept, wanted)

    return answer


def test_columns_are_those_documented(answer):
    assert list(answer().table.columns) == list(PARTNER_COLUMNS)


def test_oujda_finds_murcia_in_europe_by_the_link_that_exists(answer):
    table = answer(origins=("ESP",)).table.head(10).set_index("city_id")
    murcia = table.loc[MURCIA]
    assert murcia["links"] == 1
    # Channel 1, experience 0.75 (one practice abroad), language 0, links 1: 2.75 / 4.
    assert (murcia["score"], murcia["rank_label"]) == (68.75, "4")
    assert murcia["coverage_pct"] == pytest.approx(400 / 6)


def test_murcia_is_found_without_any_filter_too(answer):
    found = answer(cities=CityFilter()).table["city_id"].head(10).tolist()
    assert MURCIA in found


def test_tie_between_two_regions_that_a_source_calls_a_channel_counts_as_one(answer):
    table = answer(city="mar-oriental-region").table.set_index("city_id")
    assert table.loc[MURCIA, "channel"] == 1
    assert table["channel"].notna().sum() == 1


def test_every_place_kept_is_a_candidate_or_counted_as_left_out(answer, store):
    for cities in (CityFilter(), EUROPE, CityFilter(region=("africa",))):
        found = answer(cities=cities)
        with store.cursor() as cursor:
            kept = set(list_cities(cursor, cities)["city_id"]) - {OUJDA}
        assert len(found.table) + found.n_own_country == len(kept)
        assert found.n_ranked == found.table["rank"].notna().sum()


def test_candidates_without_a_rank_come_last_and_have_less_than_forty_percent(answer):
    table = answer().table
    ranked = table["rank"].notna()
    assert ranked.tolist() == sorted(ranked, reverse=True)
    assert (table.loc[ranked, "coverage_pct"] >= 40).all()
    assert (table.loc[~ranked, "coverage_pct"] < 40).all()
    assert table.loc[~ranked, "score"].isna().all()


def test_documented_links_are_those_of_partnerships_and_practices(ground):
    assert linked_places(ground, OUJDA) == [
        "esp-madrid",
        "mar-oriental-region",
        "mar-rabat",
        MURCIA,
    ]


def test_networks_are_shared_both_ways(ground):
    one, other = "ita-turin", "esp-barcelona"
    ours, theirs = (
        {row["network_id"] for row in shared_networks(ground, *pair)}
        for pair in ((one, other), (other, one))
    )
    assert ours
    assert ours == theirs


def test_city_that_is_not_known_is_refused(answer):
    with pytest.raises(FilterError, match="atlantis"):
        answer(city="atlantis")


@pytest.mark.parametrize(
    "wrong",
    [
        {"k": 0},
        {"k": 51},
        {"weights": (0.0,) * len(PARTNER_CRITERIA)},
        {"weights": (2.0, *[1.0] * 5)},
        {"weights": (float("nan"), *[1.0] * 5)},
    ],
)
def test_what_cannot_be_asked_is_refused(wrong):
    with pytest.raises(FilterError):
        PartnerFilter(**{"city": OUJDA, **wrong})

"""What can be asked, and the sentence for what cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import DashboardError, FilterError
from dashboard.filters import (
    CODINGS,
    COUNTINGS,
    OECD_STATUSES,
    REGIONS,
    SIZES,
    ActorFilter,
    CityFilter,
    RankingFilter,
)

FIXED = {"region": REGIONS, "oecd": OECD_STATUSES, "size": SIZES}


@pytest.mark.parametrize("name", FIXED)
def test_every_value_of_a_fixed_choice_can_be_asked_for(name):
    assert getattr(CityFilter(**{name: FIXED[name]}), name) == FIXED[name]


@pytest.mark.parametrize("name", FIXED)
def test_other_values_of_a_fixed_choice_are_refused(name):
    with pytest.raises(
        FilterError, match=f"^{name}: got 'mars', expected one of .*{FIXED[name][-1]}"
    ):
        CityFilter(**{name: (FIXED[name][0], "mars")})


def test_ids_of_networks_and_countries_are_left_to_the_store():
    kept = CityFilter(network=("anything",), country=("XYZ",))
    assert kept.parameters()["network"] == ["anything"]


def test_fields_of_the_filter_are_the_parameters_of_the_query():
    assert list(CityFilter(region=("asia",)).parameters()) == list(CityFilter.__slots__)


def test_nothing_is_restricted_by_default():
    assert set(map(tuple, CityFilter().parameters().values())) == {()}


@pytest.mark.parametrize("coding", CODINGS)
def test_every_coding_can_be_asked_for(coding):
    assert ActorFilter(coding=coding).coding == coding


def test_other_codings_are_refused():
    with pytest.raises(FilterError, match=r"^coding: got 'third', expected one of first, second"):
        ActorFilter(coding="third")


@pytest.mark.parametrize("counting", COUNTINGS)
def test_every_counting_can_be_asked_for(counting):
    assert RankingFilter(counting=counting).counting == counting


def test_other_countings_are_refused():
    with pytest.raises(FilterError, match=r"^counting: got 'words', expected one of mentions"):
        RankingFilter(counting="words")


def test_first_year_after_the_last_is_refused():
    with pytest.raises(FilterError, match="got 2020 to 2019, expected the first year first"):
        ActorFilter(document_from=2020, document_to=2019)


@given(st.none() | st.integers(1990, 2026), st.none() | st.integers(0, 30))
def test_years_in_order_are_accepted(first, more):
    last = None if more is None else (first or 1990) + more
    assert ActorFilter(document_from=first, document_to=last).document_to == last


def test_refusal_is_an_error_of_ours():
    assert issubclass(FilterError, DashboardError)


def test_equal_questions_are_one_key_of_a_cache():
    one, other = (RankingFilter(area="housing", cities=CityFilter(oecd=("oecd",))) for _ in "ab")
    assert {one: "answer"}[other] == "answer"


def test_filter_cannot_be_changed_after_it_was_made():
    with pytest.raises(AttributeError):
        CityFilter().region = ("asia",)

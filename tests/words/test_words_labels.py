"""Every id that can be chosen has a name that a reader understands."""

from __future__ import annotations

import pytest

from dashboard.filters import (
    ACTOR_KINDS,
    ACTOR_SETS,
    CLOSER_VIEWS,
    CODINGS,
    COUNTINGS,
    OECD_STATUSES,
    REGIONS,
    SIZES,
)
from dashboard.words.labels import (
    actor_token_name,
    closer_view_name,
    coding_name,
    counting_name,
    oecd_name,
    region_name,
    size_name,
)

NAMED = {
    region_name: REGIONS,
    oecd_name: OECD_STATUSES,
    size_name: SIZES,
    counting_name: COUNTINGS,
    coding_name: CODINGS,
    closer_view_name: CLOSER_VIEWS,
}
CASES = [(naming, value) for naming, values in NAMED.items() for value in values]


@pytest.mark.parametrize(("naming", "value"), CASES, ids=[value for _, value in CASES])
def test_choice_is_not_shown_as_its_id(naming, value):
    assert naming(value) != value


@pytest.mark.parametrize("naming", NAMED, ids=lambda naming: naming.__name__)
def test_no_two_choices_have_the_same_name(naming):
    names = [naming(value) for value in NAMED[naming]]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("naming", NAMED, ids=lambda naming: naming.__name__)
def test_unknown_id_is_shown_as_it_is(naming):
    assert naming("something-new") == "something-new"


@pytest.mark.parametrize("token", [*ACTOR_SETS, *ACTOR_KINDS])
def test_sets_of_actors_say_that_they_are_all(token):
    assert actor_token_name(token, {}).startswith("All ")


def test_actor_is_shown_by_its_short_name():
    assert actor_token_name("oecd", {"oecd": "OECD"}) == "OECD"


def test_actor_without_a_name_is_shown_by_its_id():
    assert actor_token_name("oecd", {}) == "oecd"

"""Groups that can be shown apart: by hand, and no sum or difference is about one or two voters."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.disclosure import shown_groups

OECD, OTHER = ("oecd",), ("non-oecd",)


def shown(*kinds):
    """Return the groups shown of so many voters of each kind: pairs of groups and number."""
    return shown_groups([groups for groups, n in kinds for _voter in range(n)], 3)


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([], ()),
        ([((), 5)], ()),
        ([(OECD, 2)], ()),
        ([(OECD, 3)], ("oecd",)),  # all of them: nothing new is told
        ([(OECD, 3), (OTHER, 3)], ("non-oecd", "oecd")),
        ([(OECD, 9), (OTHER, 2)], ()),  # all less nine are the two
        ([(OECD, 9), ((), 1)], ()),  # whoever said nothing can be told apart, too
        ([(OECD, 9), ((), 3)], ("oecd",)),
        ([(OECD, 9), (OTHER, 2), ((), 1)], ("oecd",)),
    ],
)
def test_group_needs_three_inside_and_three_or_none_outside(kinds, expected):
    assert shown(*kinds) == expected


def test_rest_after_all_that_is_shown_counts():
    # Seven less three of Asia are four; less three of Europe one is left.
    kinds = [(("europe",), 3), (("asia",), 3), (("africa",), 1)]
    assert shown(*kinds) == ("asia",)


def test_larger_group_goes_first():
    assert shown((("europe",), 4), (("asia",), 3), (("africa",), 1)) == ("europe",)


def test_groups_of_two_sorts_can_tell_a_voter_by_their_difference():
    # The OECD has four of Europe and one of Asia; Asia has that one and the three outside.
    kinds = [(("oecd", "europe"), 4), (("oecd", "asia"), 1), (("non-oecd", "asia"), 3)]
    assert shown(*kinds) == ("non-oecd", "oecd")


def test_groups_of_two_sorts_are_shown_where_they_tell_nobody():
    kinds = [(("oecd", "europe"), 3), (("oecd", "asia"), 3), (("non-oecd", "asia"), 3)]
    assert shown(*kinds) == ("asia", "europe", "non-oecd", "oecd")


def test_cell_that_no_sum_tells_may_be_small():
    # Nobody can work out the one outside the OECD in Europe from the four sums.
    sizes = {("oecd", "europe"): 4, ("oecd", "asia"): 4}
    sizes |= {("non-oecd", "asia"): 4, ("non-oecd", "europe"): 1}
    assert shown(*sizes.items()) == ("asia", "europe", "non-oecd", "oecd")


MEMBERS = st.tuples(
    st.sampled_from(["", "oecd", "non-oecd"]), st.sampled_from(["", "europe", "asia", "africa"])
).map(lambda groups: tuple(group for group in groups if group))
VOTERS = st.lists(MEMBERS, max_size=14)


@settings(deadline=None, max_examples=60)
@given(VOTERS, st.randoms())
def test_no_combination_of_what_is_shown_is_about_one_or_two_voters(groups, chance):
    names = shown_groups(groups, 3)
    sums = np.array([[1] * len(groups), *([name in own for own in groups] for name in names)])
    times = np.array(list(itertools.product((-2, -1, 0, 1, 2), repeat=len(sums))))
    n_involved = np.count_nonzero(times @ sums.astype(int), axis=1)
    least = min(len(groups), 3)
    assert set(n_involved[n_involved > 0].tolist()) <= set(range(least, len(groups) + 1))
    mixed = list(groups)
    chance.shuffle(mixed)
    assert shown_groups(mixed, 3) == names

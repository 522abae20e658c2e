"""The suggested selection: exact against every possible set, prices, contradictions."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.choosing import Candidate, ContradictionError, suggest
from dashboard.criteria import ChoiceRules

# Four in area x, two in area y; by score a 90, b 80, c 70, d 60, e 50, f 40.
SIX = [
    Candidate("a", "x", 90),
    Candidate("b", "x", 80),
    Candidate("c", "x", 70),
    Candidate("d", "x", 60),
    Candidate("e", "y", 50),
    Candidate("f", "y", 40),
]


def asked(limit, per_area=0, must=(), never=()):
    return ChoiceRules(limit=limit, per_area=per_area, must=must, never=never)


def keeps(chosen, rules, candidates):
    """Return whether a set keeps every rule, said as plainly as possible."""
    areas = Counter(c.area_id for c in chosen)
    ids = {c.keyword_id for c in chosen}
    return (
        all(areas[c.area_id] >= rules.per_area for c in candidates)
        and ids.issuperset(rules.must)
        and ids.isdisjoint(rules.never)
    )


def by_trying_all(candidates, rules):
    """Return the highest sum of scores of any allowed set, or None if there is none."""
    n_free = sum(c.keyword_id not in rules.never for c in candidates)
    size = min(rules.limit, n_free)
    sums = [
        sum(c.score for c in chosen)
        for chosen in combinations(candidates, size)
        if keeps(chosen, rules, candidates)
    ]
    return max(sums, default=None)


def test_without_rules_the_best_scores_are_chosen():
    found = suggest(SIX, asked(3))
    assert (found.chosen, found.points, found.prices) == (("a", "b", "c"), 240, ())


def test_least_per_area_brings_the_best_of_the_weak_area_and_has_its_price():
    found = suggest(SIX, asked(3, per_area=1))
    assert found.chosen == ("a", "b", "e")
    (price,) = found.prices
    assert (price.rule, price.points, price.brings, price.keeps_out) == (
        "per_area",
        20,  # e with 50 stands where c with 70 would
        ("e",),
        ("c",),
    )


def test_must_and_never_are_kept_and_priced_each_on_its_own():
    found = suggest(SIX, asked(3, must=("f",), never=("a",)))
    assert found.chosen == ("b", "c", "f")
    prices = {(price.rule, price.keyword_id): price for price in found.prices}
    assert prices["must", "f"].points == 20  # d with 60 instead of f with 40
    assert prices["never", "a"].points == 20  # a with 90 instead of c with 70
    assert prices["never", "a"].brings == ("c",)
    assert prices["never", "a"].keeps_out == ("a",)


def test_rule_that_changes_nothing_costs_nothing():
    (price,) = suggest(SIX, asked(3, must=("a",))).prices
    assert (price.points, price.brings, price.keeps_out) == (0, (), ())


def test_equal_score_outside_is_named_and_the_first_of_the_list_is_taken():
    tied = [Candidate("a", "x", 9), Candidate("b", "x", 5), Candidate("c", "x", 5)]
    found = suggest(tied, asked(2))
    assert found.chosen == ("a", "b")
    assert found.equal == ("c",)


def test_equal_score_that_would_break_a_rule_is_not_named():
    tied = [Candidate("a", "x", 9), Candidate("b", "y", 5), Candidate("c", "x", 5)]
    assert suggest(tied, asked(2, per_area=1)).equal == ()
    assert suggest(tied, asked(2, must=("b",))).equal == ()


def test_limit_above_the_number_of_candidates_takes_all_but_the_never_list():
    assert suggest(SIX, asked(20, never=("c",))).chosen == ("a", "b", "d", "e", "f")


@pytest.mark.parametrize(
    ("rules", "kind", "ids", "says"),
    [
        (asked(3, must=("a",), never=("a",)), "both", ("a",), "got a in both lists"),
        (asked(3, must=("z",)), "gone", ("z",), "got z, which the filters leave out"),
        (asked(1, must=("a", "b")), "musts", ("a", "b"), "got 1, expected at least 2"),
        (asked(6, per_area=3), "area", ("y",), "got 3, but y has only 2"),
        (asked(6, per_area=2, never=("f",)), "area", ("y",), "got 2, but y has only 1"),
        (asked(3, per_area=2), "limit", (), "got 3, expected at least 4"),
        (asked(3, per_area=1, must=("a", "b", "c")), "limit", (), "expected at least 4"),
    ],
)
def test_contradiction_names_the_rule(rules, kind, ids, says):
    with pytest.raises(ContradictionError, match=says) as caught:
        suggest(SIX, rules)
    assert (caught.value.kind, caught.value.ids) == (kind, ids)


@st.composite
def problems(draw):
    n = draw(st.integers(1, 14))
    scores = draw(st.lists(st.integers(0, 12), min_size=n, max_size=n))
    areas = draw(st.lists(st.sampled_from("xyz"), min_size=n, max_size=n))
    candidates = [Candidate(f"k{i}", areas[i], scores[i]) for i in range(n)]
    ids = [c.keyword_id for c in candidates]
    must = draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))
    never = draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))
    limit, per_area = draw(st.integers(1, n)), draw(st.integers(0, 2))
    return candidates, asked(limit, per_area, tuple(must), tuple(never))


@settings(deadline=None, max_examples=150)
@given(problems())
def test_sum_of_scores_is_the_highest_of_all_sets_that_keep_the_rules(problem):
    candidates, rules = problem
    best = by_trying_all(candidates, rules)
    try:
        found = suggest(candidates, rules)
    except ContradictionError:
        assert best is None
        return
    by_id = {c.keyword_id: c for c in candidates}
    assert keeps([by_id[keyword] for keyword in found.chosen], rules, candidates)
    assert found.points == best
    for price in found.prices:
        assert price.points >= 0

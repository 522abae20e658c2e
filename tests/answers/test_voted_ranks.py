"""Ranks of actions before and after a vote on the weights: those that the selection page gives."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest

from dashboard.answers.candidates import rank_candidates
from dashboard.answers.criteria import criteria_table
from dashboard.answers.voted import result
from dashboard.answers.voted_ranks import MOVE_COLUMNS, as_weights, moved
from dashboard.criteria import CRITERIA, CriteriaFilter
from dashboard.filters import ActorFilter, CityFilter
from dashboard.responses.adopted import Adopted

# One wants what many actors mention, one what many cities do, one what can be measured.
POINTS = {"ada": (70, 10, 10, 10), "bob": (10, 70, 10, 10), "cleo": (5, 5, 80, 10)}
MEAN = tuple(sum(column) / 3 for column in zip(*POINTS.values(), strict=True))
LIMIT = 12


def vote(**points):
    votes = {voter: {"points": dict(zip(CRITERIA, p, strict=True))} for voter, p in points.items()}
    return result("weights", CRITERIA, votes, {})


# A vote on some of the actions: of the others the value added is not known.
VALUE = (("communication", 2.0), ("financing", 9.0), ("language-learning-for-adults", 7.0))


@pytest.fixture(scope="module")
def criteria(store):
    written_at = datetime(2026, 11, 24)  # noqa: DTZ001 - as the store keeps moments
    voted = Adopted("points", "Value", "Group", 5, written_at, VALUE)
    with store.cursor() as cursor:
        return criteria_table(cursor, ActorFilter(), CityFilter(), voted=voted)


@pytest.fixture(scope="module")
def on_the_page(criteria):
    """Return a function that gives rank and label of each action as the selection page does."""

    def on_the_page(weights, **asked):
        ranked = rank_candidates(criteria, CriteriaFilter(weights=weights, **asked), LIMIT).table
        columns = (ranked["keyword_id"], ranked["rank"], ranked["rank_label"])
        return {of: (rank, label) for of, rank, label in zip(*columns, strict=True)}

    return on_the_page


def ranks_of(table, name):
    columns = (table["keyword_id"], table[name], table[f"{name}_label"])
    return {of: (rank, label) for of, rank, label in zip(*columns, strict=True)}


@pytest.mark.parametrize("missing", ["leave-out", "worst"])
def test_ranks_before_and_after_are_those_of_the_page(criteria, on_the_page, missing):
    before = (1.0, 0.5, 0.0, 0.5)
    asked = CriteriaFilter(weights=before, missing=missing)
    table = moved(vote(**POINTS), criteria, asked, LIMIT)
    assert ranks_of(table, "before") == on_the_page(before, missing=missing)
    after = as_weights(dict(zip(CRITERIA, MEAN, strict=True)))
    assert ranks_of(table, "after") == on_the_page(after, missing=missing)
    assert (table["before"] != table["after"]).any()


def test_best_and_worst_rank_are_those_of_the_page_under_each_voters_weights(criteria, on_the_page):
    table = moved(vote(**POINTS), criteria, CriteriaFilter(), LIMIT).set_index("keyword_id")
    own = [
        on_the_page(as_weights(dict(zip(CRITERIA, given, strict=True))))
        for given in POINTS.values()
    ]
    for keyword, row in table.iterrows():
        ranks = [ranks[keyword] for ranks in own]
        last = [int(label.split("-")[-1]) for _rank, label in ranks]
        assert (row["best"], row["worst"]) == (min(rank for rank, _label in ranks), max(last))
        assert row["same_for_all"] == (len(set(ranks)) == 1)
    assert not table["same_for_all"].all()


def test_shares_of_voters_and_of_random_weights_add_up_to_the_places(criteria):
    table = moved(vote(**POINTS), criteria, CriteriaFilter(), LIMIT)
    assert table["first_n_voters_pct"].sum() == pytest.approx(100 * LIMIT)
    assert table["first_n_random_pct"].sum() == pytest.approx(100 * LIMIT)
    assert table["first_n_voters_pct"].between(0, 100).all()


def test_voters_who_agree_leave_nothing_open(criteria):
    table = moved(vote(ada=POINTS["ada"], bob=POINTS["ada"]), criteria, CriteriaFilter(), LIMIT)
    assert table["same_for_all"].all()
    assert table["best"].tolist() == table["after"].tolist()


def test_before_counts_only_what_the_phase_shows(criteria, on_the_page):
    desk = CriteriaFilter(phase="desk", weights=(0.5, 1.0, 1.0, 1.0))
    table = moved(vote(**POINTS), criteria, desk, LIMIT)
    assert ranks_of(table, "before") == on_the_page(desk.weights, phase="desk")
    assert ranks_of(table, "before") != on_the_page(desk.weights)


def test_actions_come_in_the_order_after_the_vote(criteria):
    table = moved(vote(**POINTS), criteria, CriteriaFilter(), LIMIT)
    assert list(table) == list(MOVE_COLUMNS)
    assert table["after"].is_monotonic_increasing
    assert sorted(table["keyword_id"]) == sorted(criteria.table["keyword_id"])


def test_weights_that_count_for_nothing_put_all_actions_level_before(criteria):
    nothing = CriteriaFilter(weights=(0.0, 0.0, 0.0, 0.0))
    table = moved(vote(**POINTS), criteria, nothing, LIMIT)
    assert set(table["before_label"]) == {f"1-{len(table)}"}


@pytest.mark.parametrize(
    ("points", "weights"),
    [
        ((40, 30, 20, 10), (1.0, 0.75, 0.5, 0.25)),
        ((25, 25, 25, 25), (1.0, 1.0, 1.0, 1.0)),
        ((0, 0, 0, 100), (0.0, 0.0, 0.0, 1.0)),
        ((60, 50, 0, 0), (1.0, 0.83, 0.0, 0.0)),  # 5 of 6, to hundredths
        ((0, 0, 0, 0), (0.0, 0.0, 0.0, 0.0)),
    ],
)
def test_most_points_weigh_one_and_the_others_their_share_of_it(points, weights):
    assert as_weights(dict(zip(CRITERIA, points, strict=True))) == weights


def test_criterion_without_points_weighs_nothing():
    assert as_weights({"spreading": 3.0}) == (0.0, 1.0, 0.0, 0.0)


def test_order_of_the_voters_changes_nothing(criteria):
    one = moved(vote(**POINTS), criteria, CriteriaFilter(), LIMIT)
    turned = {f"z-{n}": given for n, given in enumerate(reversed(POINTS.values()))}
    other = moved(vote(**turned), criteria, CriteriaFilter(), LIMIT)
    assert one.equals(other)
    assert np.isfinite(one["first_n_voters_pct"]).all()

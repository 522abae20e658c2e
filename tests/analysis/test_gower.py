"""Gower distances: worked out by hand, by law, and against a slow version in plain Python.

Six cities. Populations are 1 000 x 30 000 ** (quarters / 4), so that a step of one quarter is
exactly 0.25 of the fixed range of ln 1 000 to ln 30 000 000.

         quarters   foreign-born   nationals   subregion   OECD   networks
    A           2             12           8        west    yes        1 2
    B           2             18           ?        west    yes        1 2
    C           3              ?          20        west    yes        2 3
    D           1             42           ?       north     no          3
    E           ?              ?           ?       south     no          ?
    F           4             12          50           ?    yes        1

         population   migrants        subregion   OECD   networks        mean
    A-B           0    6/60=0.1               0      0   0               0.1/5
    A-C        0.25   12/60=0.2 (nat.)        0      0   1-1/3=2/3       (0.25+0.2+2/3)/5
    A-D        0.25   30/60=0.5               1      1   1               3.75/5
    A-F         0.5    0 (not 42/60)          ?      0   1-1/2=0.5       1.0/4
    B-C        0.25    ? (born, nat.)         0      0   2/3             (0.25+2/3)/4
    B-D        0.25   24/60=0.4               1      1   1               3.65/5
    B-F         0.5    6/60=0.1               ?      0   0.5             1.1/4
    C-D         0.5    ?                      1      1   1-1/2=0.5       3.0/4
    C-F        0.25   30/60=0.5 (nat.)        ?      0   1               1.75/4
    D-F        0.75   30/60=0.5               ?      1   1               3.25/4
    E-any         ?    ?                   1 or ?  0/1   ?               at most 2 shared: none
"""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import jaccard

from dashboard.analysis.gower import (
    FEATURES,
    Features,
    Weights,
    differences,
    feature_distances,
    mean_distances,
)
from dashboard.errors import FilterError

NAN = math.nan


def city(population=NAN, born=NAN, nationals=NAN, place="", **more):
    return {
        "population": population,
        "born": born,
        "nationals": nationals,
        "place": place,
        "oecd": more.get("oecd", False),
        "networks": frozenset(more.get("networks", ())),
        "scores": more.get("scores", (NAN, NAN)),
    }


def features_of(cities):
    return Features(
        ids=tuple(f"id-{row}" for row in range(len(cities))),
        names=tuple(f"City {row}" for row in range(len(cities))),
        population=np.array([one["population"] for one in cities], dtype=float),
        foreign_born_pct=np.array([one["born"] for one in cities], dtype=float),
        foreign_nationals_pct=np.array([one["nationals"] for one in cities], dtype=float),
        subregion=np.array([one["place"] for one in cities], dtype=object),
        oecd=np.array([one["oecd"] for one in cities], dtype=bool),
        networks=np.array([[n in one["networks"] for n in range(1, 5)] for one in cities]),
        scores=np.array([one["scores"] for one in cities], dtype=float),
        score_names=("housing", "work"),
    )


def quarters(number):
    return 1_000 * 100 ** (number / 4)


SIX = [
    city(quarters(2), 12, 8, "west", oecd=True, networks=(1, 2)),
    city(quarters(2), 18, NAN, "west", oecd=True, networks=(1, 2)),
    city(quarters(3), NAN, 20, "west", oecd=True, networks=(2, 3)),
    city(quarters(1), 42, NAN, "north", oecd=False, networks=(3,)),
    city(place="south", oecd=False),
    city(quarters(4), 12, 50, "", oecd=True, networks=(1,)),
]
A, B, C, D, E, F = range(6)
BY_HAND = {
    (A, B): [0, 0.1, 0, 0, 0],
    (A, C): [0.25, 0.2, 0, 0, 2 / 3],
    (A, D): [0.25, 0.5, 1, 1, 1],
    (A, E): [NAN, NAN, 1, 1, NAN],
    (A, F): [0.5, 0, NAN, 0, 0.5],
    (B, C): [0.25, NAN, 0, 0, 2 / 3],
    (B, D): [0.25, 0.4, 1, 1, 1],
    (B, E): [NAN, NAN, 1, 1, NAN],
    (B, F): [0.5, 0.1, NAN, 0, 0.5],
    (C, D): [0.5, NAN, 1, 1, 0.5],
    (C, E): [NAN, NAN, 1, 1, NAN],
    (C, F): [0.25, 0.5, NAN, 0, 1],
    (D, E): [NAN, NAN, 1, 0, NAN],
    (D, F): [0.75, 0.5, NAN, 1, 1],
    (E, F): [NAN, NAN, NAN, 1, NAN],
}
MEANS_BY_HAND = {
    (A, B): 0.02,
    (A, C): (0.25 + 0.2 + 2 / 3) / 5,
    (A, D): 0.75,
    (A, E): NAN,
    (A, F): 0.25,
    (B, C): (0.25 + 2 / 3) / 4,
    (B, D): 0.73,
    (B, E): NAN,
    (B, F): 0.275,
    (C, D): 0.75,
    (C, E): NAN,
    (C, F): 0.4375,
    (D, E): NAN,
    (D, F): 0.8125,
    (E, F): NAN,
}


def apart(one, other):
    """Return the distances of two cities per feature."""
    return feature_distances(features_of([one, other]), 0, np.array([1]))[0]


def mean(distances, weights):
    """Return the mean distance of one pair, features without weight left out."""
    rows = np.asarray(distances, dtype=float)[None, :]
    used = weights > 0
    times = np.ones((np.count_nonzero(used), 1))
    return mean_distances(rows[:, used], weights[used], times)[0, 0]


def slow_feature_distances(one, other):
    """Return the distances of two cities in plain Python; NaN: not known of both."""
    found = [NAN] * 6
    if not math.isnan(one["population"] + other["population"]):
        a, b = (max(c["population"], 1) for c in (one, other))
        found[0] = min(abs(math.log(a / b)) / math.log(100), 1)
    for key in ("nationals", "born"):  # foreign-born persons, if known, have the last word
        if not math.isnan(one[key] + other[key]):
            found[1] = min(abs(one[key] - other[key]) / 60, 1)
    if one["place"] and other["place"]:
        found[2] = float(one["place"] != other["place"])
    found[3] = float(one["oecd"] != other["oecd"])
    if one["networks"] and other["networks"]:
        both, either = one["networks"] & other["networks"], one["networks"] | other["networks"]
        found[4] = 1 - len(both) / len(either)
    gaps = [abs(a - b) for a, b in zip(one["scores"], other["scores"], strict=True)]
    gaps = [gap for gap in gaps if not math.isnan(gap)]
    if gaps:
        found[5] = sum(gaps) / len(gaps) / 100
    return found


def slow_mean(distances, weights):
    pairs = [(d, w) for d, w in zip(distances, weights, strict=True) if w > 0]
    known = [(d, w) for d, w in pairs if not math.isnan(d)]
    if len(known) < min(3, len(pairs)):
        return NAN
    return sum(d * w for d, w in known) / sum(w for _d, w in known)


def maybe(values):
    return st.one_of(st.just(NAN), values)


shares = st.integers(0, 100).map(float)
cities = st.builds(
    city,
    maybe(st.integers(1, 40_000_000).map(float)),
    maybe(shares),
    maybe(shares),
    st.sampled_from(["", "west", "north"]),
    oecd=st.booleans(),
    networks=st.sets(st.integers(1, 4)),
    scores=st.tuples(maybe(shares), maybe(shares)),
)
known_cities = st.builds(
    city,
    st.integers(1, 40_000_000).map(float),
    shares,
    shares,
    st.sampled_from(["west", "north"]),
    oecd=st.booleans(),
    networks=st.sets(st.integers(1, 4), min_size=1),
    scores=st.tuples(shares, shares),
)
weight_lists = st.lists(st.sampled_from([0.0, 0.1, 0.5, 1.0]), min_size=6, max_size=6).filter(any)


@pytest.mark.parametrize("pair", BY_HAND)
def test_distances_per_feature_are_those_worked_out_by_hand(pair):
    found = feature_distances(features_of(SIX), pair[0], np.array([pair[1]]))[0, :5]
    assert found.tolist() == pytest.approx(BY_HAND[pair], abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("pair", MEANS_BY_HAND)
def test_mean_distances_are_those_worked_out_by_hand(pair):
    found = mean([*BY_HAND[pair], NAN], Weights().array())
    assert found == pytest.approx(MEANS_BY_HAND[pair], abs=1e-9, nan_ok=True)


def test_twice_the_population_is_ln_2_of_a_hundred_times():
    # ln 2 / ln 100 = 0.693147 / 4.605170 = 0.150515
    assert apart(city(100_000), city(200_000))[0] == pytest.approx(0.150515, abs=1e-6)
    assert apart(city(100_000), city(1_000_000))[0] == pytest.approx(0.5)


def test_more_than_a_hundred_times_the_population_is_as_far_as_a_hundred_times():
    assert apart(city(100_000), city(1_000))[0] == pytest.approx(1)
    assert apart(city(35_000_000), city(1_000))[0] == 1
    assert apart(city(0), city(1))[0] == 0


def test_more_than_60_points_of_migrants_apart_is_as_far_as_60():
    assert apart(city(born=5), city(born=65))[1] == 1
    assert apart(city(born=5), city(born=95))[1] == 1


def test_mean_gap_of_the_scores_that_both_have():
    # (|80 - 20| + |50 - 40|) / 2 / 100 = 0.35; with one shared score 60 / 100.
    assert apart(city(scores=(80, 50)), city(scores=(20, 40)))[5] == pytest.approx(0.35)
    assert apart(city(scores=(80, 50)), city(scores=(20, NAN)))[5] == pytest.approx(0.6)
    assert math.isnan(apart(city(scores=(80, NAN)), city(scores=(NAN, 40)))[5])


def test_no_scores_at_all_is_an_unknown_feature():
    six = features_of(SIX)
    bare = Features(**{**vars(six), "scores": np.empty((6, 0)), "score_names": ()})
    assert np.isnan(feature_distances(bare, A, np.array([B, C]))[:, 5]).all()


def test_cities_without_known_networks_are_not_alike_in_them():
    assert math.isnan(apart(city(), city())[4])
    assert math.isnan(apart(city(networks=(1,)), city())[4])
    assert math.isnan(apart(city(), city(networks=(1,)))[4])


def test_networks_are_compared_as_scipy_does_it():
    rows = np.array(list(itertools.product([False, True], repeat=4)))[1:]
    table = [city(networks=[n + 1 for n in range(4) if row[n]]) for row in rows]
    found = features_of(table)
    for own, row in enumerate(rows):
        distances = feature_distances(found, own, np.arange(len(rows)))[:, 4]
        assert distances.tolist() == pytest.approx([jaccard(row, other) for other in rows])


@settings(max_examples=100, deadline=None)
@given(st.lists(cities, min_size=2, max_size=6))
def test_distances_are_those_of_a_slow_version(table):
    found = features_of(table)
    for own, one in enumerate(table):
        distances = feature_distances(found, own, np.arange(len(table)))
        slow = [slow_feature_distances(one, other) for other in table]
        np.testing.assert_allclose(distances, slow, atol=1e-9, equal_nan=True)


@settings(max_examples=100, deadline=None)
@given(cities, cities, weight_lists)
def test_weighted_mean_is_that_of_a_slow_version_and_in_0_to_1(one, other, weights):
    distances = apart(one, other)
    found = mean(distances, np.array(weights))
    assert found == pytest.approx(slow_mean(distances, weights), abs=1e-9, nan_ok=True)
    assert math.isnan(found) or 0 <= found <= 1


@settings(max_examples=100, deadline=None)
@given(cities, cities)
def test_distance_is_the_same_both_ways(one, other):
    np.testing.assert_array_equal(apart(one, other), apart(other, one))


@settings(max_examples=100, deadline=None)
@given(known_cities)
def test_a_city_of_which_all_is_known_is_at_no_distance_from_itself(one):
    assert apart(one, dict(one)).tolist() == [0] * 6


@settings(max_examples=100, deadline=None)
@given(st.lists(cities, min_size=2, max_size=5), cities)
def test_another_city_changes_no_distance(table, added):
    rows = np.arange(len(table))
    before = feature_distances(features_of(table), 0, rows)
    after = feature_distances(features_of([*table, added]), 0, rows)
    np.testing.assert_array_equal(before, after)


@settings(max_examples=100, deadline=None)
@given(cities, cities, st.sampled_from(range(6)), weight_lists)
def test_weight_zero_drops_a_feature(one, other, dropped, weights):
    weights[dropped] = 0.0
    assume(any(weights))
    distances = apart(one, other)
    other_value = distances.copy()
    other_value[dropped] = 0.123
    found = mean(distances, np.array(weights))
    assert found == pytest.approx(mean(other_value, np.array(weights)), nan_ok=True)


@settings(max_examples=100, deadline=None)
@given(cities, cities, weight_lists)
def test_halving_every_weight_changes_nothing(one, other, weights):
    distances, full = apart(one, other), np.array(weights)
    assert mean(distances, full) == pytest.approx(mean(distances, full / 2), nan_ok=True)


def test_a_feature_that_counts_twice_is_two_features():
    distances, weights = np.array([[0.2, 0.8, NAN]]), np.array([1.0, 0.5, 1.0])
    times = np.array([[1.0, 2, 0], [1, 1, 3], [1, 0, 0]])
    # (0.2 + 0.8 x 0.5) / 1.5 shares two of three; (2 x 0.2 + 0.4) / 2.5 three; 0.8 three times.
    found = mean_distances(distances, weights, times)[0]
    assert found.tolist() == pytest.approx([NAN, 0.8 / 2.5, 0.8], nan_ok=True)


@pytest.mark.parametrize(
    ("known", "n_features", "comparable"),
    [
        (2, 5, False),
        (3, 5, True),
        (2, 3, False),
        (3, 3, True),
        (1, 2, False),
        (2, 2, True),
        (0, 1, False),
        (1, 1, True),
    ],
)
def test_fewest_features_that_two_cities_must_share(known, n_features, comparable):
    distances = [0.5] * known + [NAN] * (n_features - known)
    assert math.isnan(mean(distances, np.ones(n_features))) != comparable


def test_equal_distances_are_equal_whatever_the_order_of_the_sum():
    # 0.1 + 0.2 + 0.3 differs from 0.3 + 0.2 + 0.1 in the last digit.
    assert mean([0.1, 0.2, 0.3], np.ones(3)) == mean([0.3, 0.2, 0.1], np.ones(3))


def test_differences_tell_in_what_two_cities_are_alike_and_leave_out_what_has_no_weight():
    found = differences(features_of(SIX), A, C, Weights(oecd=0))
    expected = [0.25, 0.2, 0, NAN, 2 / 3, NAN]
    assert found.tolist() == pytest.approx(expected, nan_ok=True)


def test_differences_include_the_scores_if_they_have_a_weight():
    two = features_of([city(scores=(80, 50)), city(scores=(20, 40))])
    assert differences(two, 0, 1, Weights(scores=0.2))[5] == pytest.approx(0.35)
    assert math.isnan(differences(two, 0, 1, Weights())[5])


def test_weights_come_in_the_order_of_the_features():
    values = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
    weights = Weights(**dict(zip(FEATURES, values, strict=True)))
    assert weights.array().tolist() == values


def test_weights_are_a_cache_key():
    assert hash(Weights(oecd=0.5)) == hash(Weights(oecd=0.5))
    assert Weights() != Weights(oecd=0.5)


def test_every_feature_counts_alike_and_scores_only_on_wish():
    assert Weights().array().tolist() == [1, 1, 1, 1, 1, 0]


@pytest.mark.parametrize("value", [-0.1, 1.01, NAN, math.inf, -math.inf])
@pytest.mark.parametrize("name", FEATURES)
def test_weight_outside_0_to_1_is_refused(name, value):
    with pytest.raises(FilterError, match=f"weight of {name}: got .* expected a number from 0 to"):
        Weights(**{name: value})


def test_all_weights_zero_is_refused():
    with pytest.raises(FilterError, match="all weights are zero"):
        Weights(**dict.fromkeys(FEATURES, 0.0))

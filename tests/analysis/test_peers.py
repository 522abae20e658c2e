"""Peers: by hand, planted and random, by law, and against a slow version in plain Python."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.gower import Features, Weights, feature_distances
from dashboard.analysis.peers import LEAST_STABILITY_PCT, PEER_COLUMNS, find_peers, stabilities
from dashboard.errors import FilterError

NAN = math.nan
# The method: another number or another seed would change stabilities that were published.
RESAMPLES, SEED = 200, 20190520


def features_of(rows):
    """Return cities (id, name, population, foreign-born, subregion, OECD, networks) as features."""
    return Features(
        ids=tuple(row[0] for row in rows),
        names=tuple(row[1] for row in rows),
        population=np.array([row[2] for row in rows], dtype=float),
        foreign_born_pct=np.array([row[3] for row in rows], dtype=float),
        foreign_nationals_pct=np.full(len(rows), NAN),
        subregion=np.array([row[4] for row in rows], dtype=object),
        oecd=np.array([row[5] for row in rows], dtype=bool),
        networks=np.array([[n in row[6] for n in range(4)] for row in rows]),
        scores=np.empty((len(rows), 0)),
    )


def peers(rows, k, weights=None, own=0, pool=None):
    asked = np.ones(len(rows), dtype=bool) if pool is None else np.array(pool)
    return find_peers(features_of(rows), own, asked, weights or Weights(), k)


def as_list(found):
    return found.table.drop(columns="place").to_numpy().tolist()


OURS = ("own", "Own", 100_000, 10, "west", True, {0})
TWIN = ("twin", "Twin", 100_000, 10, "west", True, {0})
# 30 of 60 points of migrants away: 0.5 / 5 features = 0.1.
NEAR = ("near", "Near", 100_000, 40, "west", True, {0})
# Other subregion and OECD status: 2 / 4 shared features = 0.5, networks not known.
FAR = ("far", "Far", 100_000, 10, "east", False, set())
# Subregion and OECD status alone are known of both.
BARE = ("bare", "Bare", NAN, NAN, "west", True, set())


def slow_stabilities(distances, weights, k):
    """Return the stabilities: draw, average, sort and count in plain Python."""
    n_features = len(weights)
    generator = np.random.default_rng(SEED)
    draws = generator.multinomial(n_features, [1 / n_features] * n_features, size=RESAMPLES)
    stays = [0] * len(distances)
    for times in draws.tolist():
        reached = []
        for row, gaps in enumerate(distances):
            known = [i for i in range(n_features) if not math.isnan(gaps[i])]
            if sum(times[i] for i in known) < min(3, n_features):
                continue
            total = sum(weights[i] * times[i] for i in known)
            mean = sum(gaps[i] * weights[i] * times[i] for i in known) / total
            reached.append((round(mean, 12), row))
        for _mean, row in sorted(reached)[:k]:
            stays[row] += 1
    return [100 * count / RESAMPLES for count in stays]


@st.composite
def tables(draw):
    share = st.one_of(st.just(NAN), st.integers(0, 60).map(float))
    row = st.tuples(
        st.sampled_from(["Ada", "Bel", "Cor", "Dax"]),
        st.one_of(st.just(NAN), st.sampled_from([5_000.0, 80_000.0, 900_000.0])),
        share,
        st.sampled_from(["", "west", "east"]),
        st.booleans(),
        st.sets(st.integers(0, 3)),
    )
    rows = draw(st.lists(row, min_size=2, max_size=9))
    return [(f"id-{place}", *row) for place, row in enumerate(rows)]


weight_sets = st.sampled_from(
    [
        Weights(),
        Weights(subregion=0.3, oecd=0.1),
        Weights(networks=0, migrants=0),
        Weights(scores=0.5),
    ]
)


def clusters(n_clusters, n_each):
    """Return cities that are alike inside a cluster and differ in all between clusters."""
    generator = np.random.default_rng(7)
    return [
        (
            f"c{cluster}-{member}",
            f"City {cluster} {member}",
            1_000 * 30 ** (cluster + 0.1 * generator.random()),
            15 * cluster + generator.random(),
            f"subregion {cluster}",
            bool(cluster % 2),
            {cluster},
        )
        for cluster in range(n_clusters)
        for member in range(n_each)
    ]


def noise(n_cities, seed):
    """Return cities whose features are drawn each on its own: nothing groups them."""
    generator = np.random.default_rng(seed)
    return Features(
        ids=tuple(f"id-{place}" for place in range(n_cities)),
        names=tuple(f"City {place}" for place in generator.permutation(n_cities)),
        population=1_000 * 100 ** generator.random(n_cities),
        foreign_born_pct=60 * generator.random(n_cities),
        foreign_nationals_pct=np.full(n_cities, NAN),
        subregion=generator.choice(np.array([f"s{i}" for i in range(17)], object), n_cities),
        oecd=generator.random(n_cities) < 0.5,
        networks=generator.random((n_cities, 8)) < 0.3,
        scores=100 * generator.random((n_cities, 6)),
    )


def test_peers_by_hand():
    found = peers([OURS, FAR, NEAR, BARE, TWIN], k=2)
    assert found.table["place"].tolist() == [4, 2]
    assert found.table["city_id"].tolist() == ["twin", "near"]
    assert found.table["city"].tolist() == ["Twin", "Near"]
    assert found.table["distance"].tolist() == pytest.approx([0, 0.1])
    assert found.table["shared_data_pct"].tolist() == [100, 100]
    assert (found.n_pool, found.n_not_comparable) == (4, 1)
    assert list(found.table.columns) == list(PEER_COLUMNS)


def test_shared_data_is_the_share_of_the_weights():
    # Known of both: population 0.4, migrants 1, subregion 1, OECD 1; networks 0.6 are not.
    found = peers([OURS, FAR], k=1, weights=Weights(population=0.4, networks=0.6))
    assert found.table["shared_data_pct"].tolist() == pytest.approx([100 * 3.4 / 4])
    assert found.table["distance"].tolist() == pytest.approx([2 / 3.4])


def test_a_feature_without_weight_is_no_data_to_share():
    found = peers([OURS, FAR], k=1, weights=Weights(networks=0))
    assert found.table["shared_data_pct"].tolist() == [100]


def test_a_feature_that_nobody_has_is_data_that_is_not_shared():
    found = peers([OURS, TWIN], k=1, weights=Weights(scores=1))
    assert found.table["shared_data_pct"].tolist() == pytest.approx([100 * 5 / 6])


def test_own_city_is_never_its_own_peer_and_need_not_be_in_the_pool():
    rows = [OURS, NEAR, TWIN]
    assert "own" not in set(peers(rows, k=3).table["city_id"])
    assert as_list(peers(rows, k=3, pool=[False, True, True])) == as_list(peers(rows, k=3))


def test_only_the_pool_is_asked():
    found = peers([OURS, NEAR, TWIN, FAR], k=3, pool=[True, True, False, True])
    assert found.table["city_id"].tolist() == ["near", "far"]
    assert found.n_pool == 2


def test_pool_is_left_as_it_was():
    pool = np.array([True, True])
    find_peers(features_of([OURS, TWIN]), 0, pool, Weights(), 1)
    assert pool.tolist() == [True, True]


def test_k_larger_than_the_pool_gives_all_that_are_comparable():
    found = peers([OURS, FAR, NEAR, BARE, TWIN], k=50)
    assert found.table["city_id"].tolist() == ["twin", "near", "far"]


def test_equal_distances_are_sorted_by_name_then_id():
    rows = [OURS, ("z", "Beta", *TWIN[2:]), ("b", "Alpha", *TWIN[2:]), ("a", "Alpha", *TWIN[2:])]
    assert peers(rows, k=3).table["city_id"].tolist() == ["a", "b", "z"]
    assert peers(rows, k=1).table["city_id"].tolist() == ["a"]


def test_of_cities_that_no_draw_tells_apart_the_first_by_name_stay():
    rows = [("twin-2", "Zulu", *TWIN[2:]), OURS, TWIN]
    assert as_list(peers(rows, k=1, own=1)) == [["twin", "Twin", 0, 100, 100]]


def test_nobody_to_compare_with():
    alone = peers([OURS, BARE], k=3)
    assert list(alone.table.columns) == list(PEER_COLUMNS)
    assert (len(alone.table), alone.n_pool, alone.n_not_comparable) == (0, 1, 1)
    assert alone.weak is False
    empty = peers([OURS], k=3)
    assert (len(empty.table), empty.n_pool, empty.n_not_comparable) == (0, 0, 0)


def test_columns_have_the_same_types_with_and_without_peers():
    some, none = peers([OURS, TWIN], k=1).table, peers([OURS], k=1).table
    assert some.dtypes.tolist() == none.dtypes.tolist()


@pytest.mark.parametrize("k", [0, -1])
def test_fewer_than_one_peer_is_refused(k):
    with pytest.raises(FilterError, match=f"number of peers: got {k}, expected 1 or more"):
        peers([OURS, TWIN], k=k)


def test_planted_clusters_are_recovered_and_stable():
    rows = clusters(4, 11)
    for own in range(len(rows)):
        found = peers(rows, k=10, own=own)
        assert {peer[:2] for peer in found.table["city_id"]} == {rows[own][0][:2]}
        assert found.table["stability_pct"].min() > 90
        assert not found.weak


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_matches_in_random_data_are_weak(seed):
    # Near in all features by chance, a city is near in part of them too: some matches pass.
    features = noise(1000, seed)
    found = [
        find_peers(features, own, np.ones(1000, dtype=bool), Weights(scores=1), 10)
        for own in range(20)
    ]
    means = [peers.table["stability_pct"].mean() for peers in found]
    assert np.mean(means) < 45
    assert sum(peers.weak for peers in found) >= 18


def test_a_pool_of_k_cities_is_stable_whatever_the_data():
    features = noise(11, seed=3)
    found = find_peers(features, 0, np.ones(11, dtype=bool), Weights(networks=0), 10)
    assert found.table["stability_pct"].tolist() == [100] * 10


def test_weak_is_less_than_half_of_the_draws():
    assert LEAST_STABILITY_PCT == 50


def test_a_match_on_one_feature_is_less_stable_than_one_on_all():
    # Both compete for one place. The first is alike in four features of five, the second in the
    # fifth and half of the population's range: it wins only in draws that hardly hold another.
    first = ("first", "First", 100_000, 10, "west", True, {1})
    second = ("second", "Second", 2_000_000, 40, "east", False, {0})
    found = peers([OURS, first, second], k=2)
    apart = feature_distances(features_of([OURS, first, second]), 0, np.array([1, 2]))[:, :5]
    first_stays, second_stays = stabilities(apart, np.ones(5), 1)
    assert found.table["city_id"].tolist() == ["first", "second"]
    assert first_stays > 80
    assert first_stays + second_stays == 100


def test_too_little_shared_data_in_a_draw_is_not_in():
    # Three of five features shared: in only if three of five draws hit them, which happens with
    # 0.6^5 + 5 x 0.6^4 x 0.4 + 10 x 0.6^3 x 0.4^2 = 68.3 % of the draws; 200 draws: +-3.3 points.
    rows = [OURS, ("few", "Few", 100_000, NAN, "west", True, set())]
    stability = peers(rows, k=1).table["stability_pct"].item()
    assert stability == pytest.approx(68.3, abs=10)


def test_a_weightier_feature_decides_more_draws():
    apart = np.array([[0.0, 1.0, 0.5], [1.0, 0.0, 0.5]])
    even, tilted = stabilities(apart, np.ones(3), 1), stabilities(apart, np.array([1, 0.2, 1]), 1)
    assert tilted[0] > even[0]


def test_city_that_is_not_comparable_takes_no_place_in_a_draw():
    # Alike in both features that are known, it would win every draw that holds them thrice.
    rows = [OURS, NEAR, FAR]
    assert as_list(peers([*rows, BARE], k=1)) == as_list(peers(rows, k=1))


def test_same_data_give_the_same_stability():
    rows = clusters(2, 5)
    assert as_list(peers(rows, k=6)) == as_list(peers(rows, k=6))


@settings(max_examples=40, deadline=None)
@given(tables(), weight_sets, st.integers(1, 5))
def test_stability_is_that_of_a_slow_version(rows, weights, k):
    found = peers(rows, len(rows), weights)
    used = weights.array() > 0
    # The peers in the order of their names, which is how ties are kept.
    table = found.table.sort_values(["city", "city_id"])
    places = table["place"].to_numpy()
    apart = feature_distances(features_of(rows), 0, places)[:, used]
    slow = slow_stabilities(apart.tolist(), weights.array()[used].tolist(), k)
    stability = dict(zip(table["city_id"], slow, strict=True))
    nearest = peers(rows, k, weights).table
    assert nearest["stability_pct"].tolist() == pytest.approx(
        [stability[city] for city in nearest["city_id"]]
    )


@pytest.mark.parametrize("k", [1, 10, 119, 120])
def test_stability_among_many_cities_is_that_of_a_slow_version(k):
    generator = np.random.default_rng(11)
    apart = generator.integers(0, 5, size=(120, 5)) / 4  # coarse: many are equally near
    apart[generator.random(apart.shape) < 0.2] = NAN
    weights = np.array([1, 1, 0.5, 0.25, 1])
    slow = slow_stabilities(apart.tolist(), weights.tolist(), k)
    assert stabilities(apart, weights, k).tolist() == pytest.approx(slow)


@settings(max_examples=60, deadline=None)
@given(tables(), weight_sets, st.integers(1, 5))
def test_peers_are_sorted_counted_and_in_range(rows, weights, k):
    found = peers(rows, k, weights)
    table = found.table
    keys = list(zip(table["distance"], table["city"], table["city_id"], strict=True))
    assert keys == sorted(keys)
    assert len(table) == min(k, found.n_pool - found.n_not_comparable)
    assert found.n_pool == len(rows) - 1
    assert table["distance"].between(0, 1).all()
    assert table["shared_data_pct"].between(0, 100).all()
    assert table["stability_pct"].between(0, 100).all()


@settings(max_examples=60, deadline=None)
@given(tables().flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_order_of_the_rows_does_not_matter(case):
    rows, other_order = case
    own = other_order.index(rows[0])
    assert as_list(peers(rows, 3)) == as_list(peers(other_order, 3, own=own))


@settings(max_examples=60, deadline=None)
@given(tables())
def test_a_city_of_which_nothing_is_known_changes_no_peer(rows):
    added = ("id-added", "Aaa", NAN, NAN, "", True, set())
    before, after = peers(rows, 3), peers([*rows, added], 3)
    assert as_list(before) == as_list(after)
    assert after.n_not_comparable == before.n_not_comparable + 1


@settings(max_examples=60, deadline=None)
@given(tables())
def test_a_city_unlike_in_all_changes_no_distance_and_no_shared_data(rows):
    added = ("id-added", "Zzz", 30_000_000, 100, "south", not rows[0][5], {0, 1, 2, 3})
    before = peers(rows, len(rows)).table
    after = peers([*rows, added], len(rows) + 1).table
    after = after[after["city_id"] != "id-added"]
    columns = ["place", "distance", "shared_data_pct"]
    assert before[columns].to_numpy().tolist() == after[columns].to_numpy().tolist()


def test_a_city_unlike_in_all_changes_no_stability():
    rows = clusters(3, 6)
    added = ("id-added", "Zzz", 30_000_000, 100, "south", True, {3})
    assert as_list(peers(rows, 5)) == as_list(peers([*rows, added], 5))

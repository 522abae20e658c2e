"""Results of votes: every kind of question worked out by hand, groups, and laws.

Weights, three voters (points for frequency, spreading, show progress, value added):

    ada  40 30 20 10     mean  50 20 20 10     lowest  40 10 20 10
    bob  50 20 20 10     sd    10 10  0  0     highest 60 30 20 10
    cleo 60 10 20 10
"""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.votes import agreement
from dashboard.answers.voted import LEVEL, RESULT_COLUMNS, SPLIT_COLUMNS, result
from dashboard.criteria import CRITERIA
from dashboard.responses.room import Participant

POINTS = {"ada": (40, 30, 20, 10), "bob": (50, 20, 20, 10), "cleo": (60, 10, 20, 10)}
WEIGHTS = {
    voter: {"points": dict(zip(CRITERIA, given, strict=True))} for voter, given in POINTS.items()
}
ITEMS = ("homes", "jobs", "health")
SPREAD = ["low", "high", "lowest", "median", "highest", "sd"]
KINDS = {"weights": CRITERIA, "points": ITEMS, "approval": ITEMS, "pairs": ITEMS, "wording": ()}


def points(**by_voter):
    return {voter: {"points": dict(zip(ITEMS, p, strict=True))} for voter, p in by_voter.items()}


def approved(**by_voter):
    return {voter: {"approved": list(items)} for voter, items in by_voter.items()}


def picked(**by_voter):
    return {voter: {"picks": [list(pick) for pick in picks]} for voter, picks in by_voter.items()}


def column(found, name):
    """Return a column by item; what is missing is None."""
    values = zip(found.table["item_id"], found.table[name], strict=True)
    return {item: None if pd.isna(value) else value for item, value in values}


def people(n, **who):
    """Return so many participants of the same sort, by the names v-0, v-1, ..."""
    return {f"v-{k}": Participant(**who) for k in range(n)}


# By hand


def test_weights_by_hand():
    found = result("weights", CRITERIA, WEIGHTS, {})
    assert column(found, "value") == dict(zip(CRITERIA, (50, 20, 20, 10), strict=True))
    assert column(found, "rank_label") == dict(zip(CRITERIA, ("1", "2-3", "2-3", "4"), strict=True))
    assert column(found, "rank") == dict(zip(CRITERIA, (1, 2, 2, 4), strict=True))
    assert column(found, "sd") == dict(zip(CRITERIA, (10, 10, 0, 0), strict=True))
    (first,) = found.table.iloc[:1][SPREAD].to_numpy().tolist()
    assert first == [45, 55, 40, 50, 60, 10]
    assert column(found, "n_voters") == dict.fromkeys(CRITERIA, 3)
    assert (found.kind, found.n_voters, found.n_small, found.texts) == ("weights", 3, 0, ())


def test_weights_of_the_voters_come_in_the_order_of_the_criteria():
    found = result("weights", tuple(reversed(CRITERIA)), WEIGHTS, {})
    assert found.weights.tolist() == [list(given) for given in POINTS.values()]


def test_agreement_is_that_of_the_votes():
    # Frequency first for all, value added last; only two of three put spreading second or level.
    found = result("weights", CRITERIA, WEIGHTS, {})
    assert found.agreed == agreement(np.array(list(POINTS.values()), dtype=float))
    assert found.agreed.n_voters == 3


def test_points_by_hand_an_open_field_is_no_zero():
    votes = points(ada=(10, None, None), bob=(4, 0, None), cleo=(1, 7, None))
    found = result("points", ITEMS, votes, {})
    assert column(found, "value") == {"homes": 5, "jobs": 3.5, "health": None}
    assert column(found, "n_voters") == {"homes": 3, "jobs": 2, "health": 0}
    assert column(found, "rank") == {"homes": 1, "jobs": 2, "health": None}
    assert column(found, "rank_label") == {"homes": "1", "jobs": "2", "health": ""}
    assert column(found, "lowest") == {"homes": 1, "jobs": 0, "health": None}
    assert found.n_voters == 3
    assert found.weights.shape == (0, 4)


def test_zero_points_are_a_value():
    found = result("points", ITEMS, points(ada=(0, 0, None)), {})
    assert column(found, "value") == {"homes": 0, "jobs": 0, "health": None}
    assert column(found, "rank_label") == {"homes": "1-2", "jobs": "1-2", "health": ""}


def test_approval_by_hand():
    votes = approved(ada=["homes", "jobs"], bob=["homes"], cleo=["homes"], dan=[])
    found = result("approval", ITEMS, votes, {})
    assert column(found, "value") == {"homes": 75, "jobs": 25, "health": 0}
    assert column(found, "n_voters") == dict.fromkeys(ITEMS, 4)
    assert column(found, "rank_label") == {"homes": "1", "jobs": "2", "health": "3"}
    assert found.table[SPREAD].isna().all(axis=None)
    assert found.agreed is None


def test_pairs_by_hand():
    # Homes won 2 of 3 against jobs; with a tenth of a win either way: 2.1 to 1.1 of 3.2.
    votes = picked(
        ada=[("homes", "jobs", "first")],
        bob=[("homes", "jobs", "first")],
        cleo=[("homes", "jobs", "second")],
    )
    found = result("pairs", ("homes", "jobs"), votes, {})
    assert column(found, "value") == pytest.approx({"homes": 100 * 2.1 / 3.2, "jobs": 34.375})
    assert column(found, "n_voters") == {"homes": 3, "jobs": 3}
    assert (found.table["low"] <= found.table["value"]).all()
    assert (found.table["high"] >= found.table["value"]).all()
    assert found.agreed is None


def test_pair_that_nobody_could_judge_is_level():
    found = result("pairs", ("homes", "jobs"), picked(ada=[("homes", "jobs", "none")]), {})
    assert column(found, "value") == pytest.approx({"homes": 50, "jobs": 50})
    assert column(found, "rank_label") == {"homes": "1-2", "jobs": "1-2"}


def test_action_that_nobody_compared_has_no_value_and_no_rank():
    votes = picked(ada=[("homes", "jobs", "first"), ("homes", "jobs", "first")])
    found = result("pairs", ITEMS, votes, {})
    assert column(found, "value")["health"] is None
    assert column(found, "rank_label") == {"homes": "1", "jobs": "2", "health": ""}
    assert column(found, "n_voters") == {"homes": 1, "jobs": 1, "health": 0}


def test_wording_by_hand():
    answers = {
        "ada": ("yes", ""),
        "bob": ("other", "Two desks"),
        "cleo": ("other", "A desk"),
        "dan": ("other", "A desk"),
    }
    votes = {voter: {"answer": answer, "text": text} for voter, (answer, text) in answers.items()}
    found = result("wording", (), votes, people(4, oecd="oecd"))
    assert found.counts == {"yes": 1, "no": 0, "other": 3}
    assert found.texts == ("A desk", "Two desks")
    assert (found.n_voters, found.n_small) == (4, 0)
    assert found.table.empty
    assert found.split.empty


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_voted(kind):
    found = result(kind, KINDS[kind], {}, {})
    assert (found.n_voters, found.n_small, found.split.empty) == (0, 0, True)
    assert found.table["value"].isna().all()
    assert found.table["rank"].isna().all()
    assert list(found.table["item_id"]) == list(KINDS[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_tables_have_the_documented_columns(kind):
    found = result(kind, KINDS[kind], {}, {})
    assert (list(found.table), list(found.split)) == (list(RESULT_COLUMNS), list(SPLIT_COLUMNS))


def test_values_that_differ_by_the_last_digit_share_a_rank():
    # Each was preferred to one of the others, five to one: level but for the last digit.
    ring = [("homes", "jobs", "first"), ("homes", "health", "second"), ("jobs", "health", "first")]
    back = [(a, b, "first" if pick == "second" else "second") for a, b, pick in ring]
    votes = picked(**{f"v-{n}": ring if n < 5 else back for n in range(6)})
    found = result("pairs", ITEMS, votes, {})
    assert set(found.table["rank_label"]) == {"1-3"}
    assert found.table["value"].tolist() == pytest.approx([100 / 3] * 3)


def test_actions_that_did_equally_well_share_a_rank_however_the_search_ended():
    # Homes won 2 of 3 against jobs, and against health neither won: health is level with homes.
    votes = picked(
        ada=[("homes", "jobs", "first")],
        bob=[("homes", "jobs", "none")],
        cleo=[("homes", "jobs", "none"), ("homes", "health", "none")],
    )
    found = result("pairs", ITEMS, votes, {})
    assert column(found, "rank_label") == {"homes": "1-2", "health": "1-2", "jobs": "3"}


# Groups


def split_of(found):
    rows = zip(found.split["group"], found.split["item_id"], found.split["value"], strict=True)
    return {(group, item): value for group, item, value in rows}


def test_group_of_three_is_shown_and_a_smaller_one_is_counted_only():
    who = people(6, oecd="oecd")
    who |= {"v-3": Participant(oecd="non-oecd"), "v-4": Participant(), "v-5": Participant()}
    votes = approved(
        **{"v-0": ["homes"], "v-1": ["homes"], "v-2": [], "v-3": ITEMS, "v-4": [], "v-5": []}
    )
    found = result("approval", ITEMS, votes, who)
    assert split_of(found) == pytest.approx(
        {("oecd", "homes"): 200 / 3, ("oecd", "jobs"): 0, ("oecd", "health"): 0}
    )
    assert set(found.split["n_voters"]) == {3}
    assert found.n_small == 1


def test_group_whose_rest_is_one_voter_is_not_shown():
    # Else that voter's vote would be four times the mean of all less three times that of the group.
    who = {**people(3, oecd="oecd"), "v-3": Participant(oecd="non-oecd")}
    found = result("approval", ITEMS, approved(**{f"v-{n}": ["homes"] for n in range(4)}), who)
    assert found.split.empty
    assert found.n_small == 4


def test_voter_in_two_small_groups_is_counted_once():
    who = {"v-0": Participant(oecd="oecd", region="europe"), "v-1": Participant(region="asia")}
    found = result("approval", ITEMS, approved(**{"v-0": [], "v-1": []}), who)
    assert found.n_small == 2


def test_paper_votes_and_those_who_said_nothing_belong_to_no_group():
    votes = approved(**{f"v-{n}": ["homes"] for n in range(3)})
    votes |= approved(**{f"paper-{n}": [] for n in range(3)})
    found = result("approval", ITEMS, votes, people(3, oecd="oecd"))
    assert column(found, "value")["homes"] == 50
    assert split_of(found)["oecd", "homes"] == 100
    assert found.n_small == 0


def test_whoever_joined_and_did_not_vote_makes_no_group_larger():
    who = people(9, oecd="oecd")
    found = result("approval", ITEMS, approved(**{"v-0": [], "v-1": []}), who)
    assert found.split.empty
    assert found.n_small == 2


def test_item_on_which_one_of_a_group_has_an_opinion_is_not_shown_for_the_group():
    votes = points(**{"v-0": (9, 5, 5), "v-1": (None, 5, 5), "v-2": (None, 5, 5)})
    found = result("points", ITEMS, votes, people(3, region="asia"))
    assert set(split_of(found)) == {("asia", "jobs"), ("asia", "health")}
    assert found.n_small == 0


def test_pairs_are_split_by_group():
    first, second = [("homes", "jobs", "first")], [("homes", "jobs", "second")]
    votes = picked(**{f"v-{n}": first if n < 3 else second for n in range(6)})
    who = {f"v-{n}": Participant(oecd="oecd" if n < 3 else "non-oecd") for n in range(6)}
    found = result("pairs", ("homes", "jobs"), votes, who)
    assert column(found, "value") == pytest.approx({"homes": 50, "jobs": 50})
    # Three wins and a tenth, of three and two tenths.
    assert split_of(found)["oecd", "homes"] == pytest.approx(100 * 3.1 / 3.2)
    assert split_of(found)["non-oecd", "homes"] == pytest.approx(100 * 0.1 / 3.2)


def test_groups_of_both_sorts_are_shown():
    who = {
        **{f"v-{n}": Participant(oecd="oecd", region="europe") for n in range(3)},
        **{f"v-{n}": Participant(oecd="non-oecd", region="africa") for n in range(3, 6)},
    }
    votes = {voter: WEIGHTS["ada" if n < 3 else "cleo"] for n, voter in enumerate(who)}
    found = result("weights", CRITERIA, votes, who)
    assert list(dict.fromkeys(found.split["group"])) == ["africa", "europe", "non-oecd", "oecd"]
    assert split_of(found)["europe", "frequency"] == 40
    assert split_of(found)["africa", "frequency"] == 60


# Laws

NAMES = st.lists(st.sampled_from([f"v-{n}" for n in range(9)]), max_size=9, unique=True)
WHO = st.builds(
    Participant,
    region=st.sampled_from(["", "europe", "asia"]),
    oecd=st.sampled_from(["", "oecd", "non-oecd"]),
)
BALLOTS = {
    "weights": st.permutations([40, 30, 20, 10]).map(
        lambda given: {"points": dict(zip(CRITERIA, given, strict=True))}
    ),
    "points": st.tuples(*[st.integers(0, 10) | st.none()] * 3).map(
        lambda given: {"points": dict(zip(ITEMS, given, strict=True))}
    ),
    "approval": st.lists(st.sampled_from(ITEMS), unique=True).map(lambda a: {"approved": a}),
    "pairs": st.lists(
        st.tuples(st.just("homes"), st.sampled_from(ITEMS[1:]), st.sampled_from(["first", "none"])),
        max_size=2,
        unique_by=lambda pick: pick[1],
    ).map(lambda picks: {"picks": picks}),
    "wording": st.sampled_from([("yes", ""), ("no", ""), ("other", "A"), ("other", "B")]).map(
        lambda given: dict(zip(("answer", "text"), given, strict=True))
    ),
}


@st.composite
def votes_of(draw):
    """Return a kind of question, votes by voter, and who the voters are."""
    kind = draw(st.sampled_from(list(KINDS)))
    voters = draw(NAMES)
    who = {voter: draw(WHO) for voter in voters if draw(st.booleans())}
    return kind, {voter: draw(BALLOTS[kind]) for voter in voters}, who


@settings(deadline=None, max_examples=30)
@given(votes_of(), st.integers(0, 2**32))
def test_laws_of_a_result(given_votes, seed):
    kind, votes, who = given_votes
    found = result(kind, KINDS[kind], votes, who)
    chance = random.Random(seed)  # noqa: S311 - no secret
    mixed = {voter: votes[voter] for voter in chance.sample(list(votes), len(votes))}
    again = result(kind, KINDS[kind], mixed, dict(reversed(who.items())))
    # The order of the voters changes nothing, down to the last digit.
    pd.testing.assert_frame_equal(found.table, again.table, check_exact=True)
    pd.testing.assert_frame_equal(found.split, again.split, check_exact=True)
    assert (found.n_small, found.counts, found.texts) == (again.n_small, again.counts, again.texts)
    assert found.weights.tolist() == again.weights.tolist()
    assert found.n_voters == len(votes)
    assert (found.split["n_voters"] >= 3).all()
    values = found.table["value"].dropna().to_numpy(dtype=float)
    assert (np.diff(values) <= LEVEL).all()  # the highest first
    ranks = found.table["rank"].dropna().to_numpy(dtype=int)
    assert ranks.tolist() == [1 + int((values > value + LEVEL).sum()) for value in values]

"""Sentences about votes, word for word."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from dashboard.analysis.votes import Agreement
from dashboard.answers.voted import result
from dashboard.answers.voted_ranks import MOVE_COLUMNS
from dashboard.criteria import CRITERIA
from dashboard.filters import OECD_STATUSES, REGIONS
from dashboard.responses.ballots import WORDING_ANSWERS
from dashboard.responses.room import KINDS, STATUSES, WORKPLACES, Question
from dashboard.words import voting

NAN = float("nan")
NAMES = {"homes": "Homes", "jobs": "Jobs <b>", "health": "Health"}
W = Agreement(w=4 / 9, n_voters=3, n_items=3, p_value=0.0005, meaning="moderate")
TOLD_W = (
    "Kendall's W = 0.44: moderate agreement on the order (0: none, 1: all the same order; words "
    "by Schmidt 1997)."
)


def points(*votes):
    """Return the result of a vote on the value that homes, jobs and health add."""
    given = {
        f"v-{n}": {"points": dict(zip(NAMES, vote, strict=True))} for n, vote in enumerate(votes)
    }
    return result("points", tuple(NAMES), given, {})


def moves(*rows):
    """Return actions with rank before, rank after and the share of voters for the first two."""
    table = pd.DataFrame(rows, columns=["keyword", "before", "after", "first_n_voters_pct"])
    return table.assign(keyword_id=table["keyword"]).reindex(columns=list(MOVE_COLUMNS))


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        (voting.kind_name, KINDS),
        (voting.first_wording, KINDS),
        (voting.unit, KINDS[:4]),
        (voting.participant_role_name, WORKPLACES),
        (voting.group_name, (*REGIONS, *OECD_STATUSES)),
        (voting.answer_name, WORDING_ANSWERS),
    ],
    ids=["kinds", "questions", "units", "work", "groups", "answers"],
)
def test_everything_that_can_be_chosen_has_a_name_of_its_own(name, ids):
    names = [name(of) for of in ids]
    assert len(set(names)) == len(ids)
    assert not {"", *ids} & set(names)


def test_every_status_of_a_vote_has_a_name():
    asked = [Question("q", "wording", "?", status=status) for status in STATUSES]
    names = [voting.status_name(question) for question in asked]
    assert names == ["not opened yet", "open now", "closed"]


def test_items_are_named_and_an_unknown_one_keeps_its_id():
    weights = Question("q", "weights", "?", CRITERIA)
    assert voting.item_names(weights, NAMES)["value-added"] == "Value added"
    actions = Question("q", "points", "?", ("homes", "atlantis"))
    assert voting.item_names(actions, NAMES) == {"homes": "Homes", "atlantis": "atlantis"}


@pytest.mark.parametrize(
    ("n_votes", "n_people", "n_paper", "told"),
    [
        (0, 0, 0, "0 of 0 participants have voted."),
        (1, 20, 0, "1 of 20 participants has voted."),
        (1, 1, 0, "1 of 1 participant has voted."),
        (20, 20, 0, "20 of 20 participants have voted."),
        (4, 20, 1, "3 of 20 participants have voted. 1 paper vote was typed in."),
        (3, 20, 3, "0 of 20 participants have voted. 3 paper votes were typed in."),
    ],
)
def test_how_many_have_voted(n_votes, n_people, n_paper, told):
    assert voting.voted_of(n_votes, n_people, n_paper) == told


def test_source_names_the_number_of_votes():
    assert voting.source(1) == "Vote of a working group (1 vote)"
    assert voting.source(1200) == "Vote of a working group (1,200 votes)"


def test_first_of_a_vote_is_named_as_plain_text():
    assert voting.result_text(points((4, 9, None), (5, 8, None)), NAMES) == (
        r"2 votes. First: Jobs \<b\> (8.5, mean points, 0 to 10)."
    )


def test_all_who_share_the_first_rank_are_named():
    assert voting.result_text(points((7, 7, 1)), NAMES) == (
        r"1 vote. First: Homes and Jobs \<b\> (7.0, mean points, 0 to 10)."
    )


def test_vote_of_nobody_is_told():
    assert voting.result_text(points(), NAMES) == "Nobody has voted."


def test_answers_to_a_wording_are_counted():
    votes = [("yes", ""), ("yes", ""), ("other", "A desk")]
    given = {f"v-{n}": {"answer": a, "text": t} for n, (a, t) in enumerate(votes)}
    assert voting.result_text(result("wording", (), given, {}), {}) == (
        "3 votes. Yes: 2; No: 0; Another text: 1."
    )


@pytest.mark.parametrize(
    ("changed", "more"),
    [
        ({}, ""),
        ({"p_value": 0.05}, ""),
        ({"p_value": 0.361}, " So few votes could agree as much by chance (p = 0.36)."),
        ({"n_left_out": 1}, " 1 voter left an item open and is not counted here."),
        ({"n_left_out": 2}, " 2 voters left an item open and are not counted here."),
    ],
)
def test_agreement_is_told_with_its_meaning(changed, more):
    assert voting.agreement_text(dataclasses.replace(W, **changed)) == TOLD_W + more


@pytest.mark.parametrize(
    ("n_voters", "n_items", "told"),
    [
        (1, 3, "it needs at least 2 voters with an opinion on every item."),
        (0, 3, "it needs at least 2 voters with an opinion on every item."),
        (5, 1, "there is only one item."),
        (5, 3, "each gives all items the same place."),
    ],
)
def test_why_there_is_no_agreement(n_voters, n_items, told):
    none = Agreement(NAN, n_voters, n_items, NAN, "")
    assert voting.agreement_text(none).endswith(f"We cannot say how far the voters agree: {told}")


def test_item_on_which_the_votes_lie_furthest_apart_is_named():
    # Deviations: homes 1.4, jobs 7.1 (from 0 to 10), health 0.7.
    table = points((5, 0, 2), (7, 10, 3)).table
    assert voting.disagreement_text(table, NAMES) == (
        r"The room disagrees most on Jobs \<b\>: votes from 0 to 10."
    )


@pytest.mark.parametrize("votes", [[], [(5, 1, 0)], [(5, 1, None), (5, 1, None)]])
def test_no_item_is_named_where_nobody_disagrees(votes):
    assert voting.disagreement_text(points(*votes).table, NAMES) == ""


def test_groups_that_are_not_shown_are_counted():
    assert voting.small_groups_text(0) == ""
    assert voting.small_groups_text(1) == (
        "1 voter belongs to a group that is not shown apart: with fewer than 3 in the group, or "
        "outside it, one could tell who voted how."
    )
    assert voting.small_groups_text(4).startswith("4 voters belong to groups that are not shown ")


def test_what_is_new_among_the_first_and_what_depends_on_whom_one_asks():
    table = moves(("Homes", 3, 1, 100.0), ("Jobs", 1, 2, 50.0), ("Health", 2, 3, 50.0))
    assert voting.moved_text(table, 2) == (
        "New among the first 2 under the group's weights: Homes. Among them under every voter's "
        "own weights: 1 of 2. The others depend on whom one asks."
    )


def test_same_first_ones_for_every_voter():
    table = moves(("Homes", 2, 1, 100.0), ("Jobs", 1, 2, 100 * (1 - 1e-12)), ("Health", 3, 3, 0.0))
    assert voting.moved_text(table, 2) == (
        "The first 2 actions stay the same under the group's weights. Each voter's own weights "
        "give the same first 2."
    )


def test_new_actions_are_named_as_plain_text():
    table = moves(("<b>", 9, 1, 0.0), ("[a](b)", 8, 2, 0.0))
    assert r"\<b\> and \[a\](b)" in voting.moved_text(table, 2)
    assert np.isnan(table["best"]).all()

"""The minutes of a session that was held by hand: what stands in them, and what does not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pandas as pd
import pytest

from dashboard.answers.voted import result
from dashboard.answers.voted_ranks import MOVE_COLUMNS
from dashboard.criteria import CRITERIA
from dashboard.responses.room import Participant, Question, Room
from dashboard.words import minutes
from dashboard.words.labels import criterion_name
from dashboard.words.minutes import Outcome, parts

START = datetime(2026, 11, 24, 9, 5)  # noqa: DTZ001 - as the store keeps moments
SCRIPT = "<script>alert(1)</script> [a](https://x.example) | **b**"
# The same as Markdown shows it: no mark works, and the address is no link.
SHOWN = (
    r"\<script\>alert(1)\</script\> \[a\](https"
    "\N{WORD JOINER}"
    r"\://x.example) \| \*\*b\*\*"
)
LINK = "https://dashboard.example/action-selection?w_frequency=1&w_spreading=0.83"
NAMES = {criterion: criterion_name(criterion) for criterion in CRITERIA}


def weights(**points):
    return {v: {"points": dict(zip(CRITERIA, p, strict=True))} for v, p in points.items()}


def question(kind="weights", status="closed", **more):
    items = CRITERIA if kind == "weights" else ()
    closed_at = START + timedelta(hours=2) if status == "closed" else None
    asked = {"title": "What counts most?", "items": items, "n_openings": 1, **more}
    return Question("q1", kind, status=status, closed_at=closed_at, **asked)


def room(*questions, **people):
    asked = {f"q{n}": one for n, one in enumerate(questions, start=1)}
    for of, one in asked.items():
        one.question_id = of
    return Room("s", "Housing", "ABC234", "r-1", START, people=people, questions=asked)


def outcome(question, people=(), **more):
    found = result(question.kind, question.items, question.votes, dict(people))
    return Outcome(found, NAMES, **more)


def written(question, **more):
    """Return the parts about one question."""
    return parts(room(question), {"q1": outcome(question, **more)}, 12)[1:]


# Those present


def test_those_present_are_counted_by_what_they_said_and_nobody_is_named_who_gave_no_name():
    ada = Participant("city", "europe", "oecd", "Ada")
    bob, cleo = Participant("city", "africa"), Participant(oecd="oecd", name=SCRIPT)
    (present,) = parts(room(v1=ada, v2=bob, v3=cleo, v4=Participant()), {}, 12)
    assert present.heading == "Those present"
    assert present.told == [
        "Opened on 24 November 2026, 09:05 UTC. Data release r-1.",
        "Participants: 4.",
        "By place of work: City or region 2.",
        "By region: Africa 1, Europe 1.",
        "By OECD status: OECD 2.",
        f"Names that were given: Ada and {SHOWN}.",
    ]


def test_session_of_nobody():
    (present,) = parts(room(), {}, 12)
    assert present.told[1:] == ["Participants: 0."]


# A question


def test_result_decision_and_exact_link_stand_in_the_minutes():
    votes = weights(ada=(60, 20, 10, 10), bob=(40, 30, 20, 10))
    asked = question(votes=votes, decision="Frequency counts most.", n_openings=2)
    asked.votes["paper-1"] = votes["ada"]
    asked.paper = frozenset({"paper-1"})
    (part,) = written(asked, link=LINK)
    assert part.heading == "1. What counts most?"
    assert part.told[:5] == [
        "Weights: 100 points over the criteria",
        "Closed on 24 November 2026, 11:05 UTC.",
        "The vote was opened 2 times.",
        "Votes on paper among them: 1.",
        "3 votes. First: Frequency (53.3, mean points of 100).",
    ]
    assert part.told[5].startswith("Kendall's W = ")
    assert part.told[6] == "The room disagrees most on Frequency: votes from 40 to 60."
    assert part.told[7:] == ["**Decided**: Frequency counts most."]
    assert part.links == (("Exact link to what follows from it", LINK),)
    assert part.cells["Rank"] == ["1", "2", "3", "4"]
    assert part.cells["Item"] == ["Frequency", "Spreading", "Show progress", "Value added"]
    assert part.cells["Mean points of 100"] == ["53.3", "23.3", "13.3", "10.0"]
    assert part.cells["Lowest to highest vote"][0] == "40 \N{EN DASH} 60"
    assert part.cells["Votes"] == ["3"] * 4


@pytest.mark.parametrize("status", ["waiting", "open"])
def test_vote_that_is_not_closed_has_no_result_in_the_minutes(status):
    asked = question(status=status, votes=weights(ada=(97, 1, 1, 1)), decision="Later.")
    (part,) = parts(room(asked), {"q1": Outcome(None, NAMES)}, 12)[1:]
    assert part.told == [
        "Weights: 100 points over the criteria",
        "The vote is not closed; its result is not in these minutes.",
        "**Decided**: Later.",
    ]
    assert (part.cells, part.links) == ({}, ())


def test_vote_of_nobody_is_told():
    (part,) = written(question())
    assert "Nobody has voted." in part.told
    assert not any("Kendall" in told for told in part.told)
    assert part.cells == {}


def test_agreed_wording_and_proposals_are_shown_as_they_were_typed():
    votes = {
        "ada": {"answer": "yes", "text": ""},
        "bob": {"answer": "other", "text": SCRIPT},
    }
    asked = question("wording", title=SCRIPT, wording=SCRIPT, votes=votes, agreed=SCRIPT)
    (part,) = written(asked)
    assert part.heading == f"1. {SHOWN}"
    assert part.told == [
        "Wording: agreed, or another text?",
        f"Wording: {SHOWN}",
        "Closed on 24 November 2026, 11:05 UTC.",
        "2 votes. Yes: 1; No: 0; Another text: 1.",
        f"Proposed instead: {SHOWN}",
        f"**Agreed wording**: {SHOWN}",
    ]


def test_decision_of_several_lines_keeps_them():
    (part,) = written(question(decision="First\nsecond"))
    assert part.told[-1] == "**Decided**: First  \nsecond"


# Groups and ranks


def test_groups_that_can_be_shown_have_a_table_of_their_own():
    votes = weights(**{f"v-{n}": (40, 30, 20, 10) if n < 3 else (70, 10, 10, 10) for n in range(6)})
    people = {f"v-{n}": Participant(region="europe" if n < 3 else "asia") for n in range(6)}
    _asked, groups = written(question(votes=votes), people=people)
    assert groups.heading == "By group of voters: What counts most?"
    assert groups.told == ["Mean points of 100"]
    assert groups.cells["Item"] == ["Frequency", "Spreading", "Show progress", "Value added"]
    assert groups.cells["Europe"][0] == "40.0 (3 votes)"
    assert groups.cells["Asia"][0] == "70.0 (3 votes)"


def test_group_that_cannot_be_shown_is_told_and_has_no_table():
    votes = weights(**{f"v-{n}": (40, 30, 20, 10) for n in range(4)})
    (part,) = written(question(votes=votes), people={"v-0": Participant(region="asia")})
    assert any(told.startswith("1 voter belongs to a group that") for told in part.told)


def test_opinion_that_a_group_did_not_give_is_no_figure():
    given = [{"homes": 9, "jobs": 5}, {"homes": None, "jobs": 5}, {"homes": None, "jobs": 5}]
    votes = {f"v-{n}": {"points": points} for n, points in enumerate(given)}
    asked = question("points", votes=votes, items=("homes", "jobs"))
    people = {f"v-{n}": Participant(region="asia" if n < 3 else "europe") for n in range(3)}
    found = result("points", asked.items, votes, people)
    names = {"homes": "Homes", "jobs": "Jobs"}
    _asked, groups = parts(room(asked), {"q1": Outcome(found, names)}, 12)[1:]
    assert groups.cells == {"Item": ["Jobs"], "Asia": ["5.0 (3 votes)"]}


def test_ranks_before_and_after_stand_in_a_table(monkeypatch):
    monkeypatch.setattr(minutes, "MOST_MOVES", 2)
    rows = [("Homes", "2", "1", 1, 3), (SCRIPT, "1", "2", 1, 2), ("Health", "3", "3", 3, 3)]
    columns = ["keyword", "before_label", "after_label", "best", "worst"]
    moves = pd.DataFrame(rows, columns=columns).assign(
        before=[2, 1, 3],
        after=[1, 2, 3],
        first_n_voters_pct=100.0,
        keyword_id=["homes", "script", "health"],
    )
    moves = moves.reindex(columns=list(MOVE_COLUMNS))
    asked, ranks = written(question(votes=weights(ada=(40, 30, 20, 10))), moves=moves)
    assert any("stay the same under the group's weights" in told for told in asked.told)
    assert ranks.heading == "Ranks before and after: What counts most?"
    assert ranks.told == ["The first 2 actions after the vote."]
    assert ranks.cells == {
        "Rank after": ["1", "2"],
        "Rank before": ["2", "1"],
        "Action": ["Homes", SHOWN],
        "Ranks of single voters": ["1 \N{EN DASH} 3", "1 \N{EN DASH} 2"],
    }


def test_questions_stand_in_the_order_in_which_they_were_asked():
    first, second = question(title="First?"), question(title="Second?", status="open")
    outcomes = {"q1": outcome(first), "q2": Outcome(None, NAMES)}
    found = parts(room(first, second), outcomes, 12)
    assert [part.heading for part in found] == ["Those present", "1. First?", "2. Second?"]

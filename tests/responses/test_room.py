"""Where a session stands after its events: what counts, what came too late, and laws of replay."""

from __future__ import annotations

import copy
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.responses.room import Event, Participant, Room, apply, replay

START = datetime(2026, 11, 24, 9)  # noqa: DTZ001 - as the store keeps moments
YES, NO = {"answer": "yes", "text": ""}, {"answer": "no", "text": ""}
ASKED = {"kind": "wording", "title": "Agreed?", "items": [], "limit": 0, "wording": "A desk."}
NOBODY = {"role": "", "region": "", "oecd": "", "name": ""}


def event(kind, question="", voter="", minute=0, /, **said):
    return Event(kind, question, voter, said, START + timedelta(minutes=minute))


def new_room():
    return Room("s", "Housing group", "ABC234", "r-1", START)


def after(*events):
    return replay(new_room(), events)


def voted(voter, vote=YES, question="q1", **said):
    return event("voted", question, voter, vote=vote, **said)


OPEN = (event("asked", "q1", **ASKED), event("opened", "q1"))


def test_vote_counts_while_its_question_is_open():
    assert after(*OPEN, voted("ada")).questions["q1"].votes == {"ada": YES}


def test_last_vote_of_a_voter_counts():
    votes = after(*OPEN, voted("ada"), voted("bob"), voted("ada", NO)).questions["q1"].votes
    assert votes == {"ada": NO, "bob": YES}


@pytest.mark.parametrize("paper", [False, True])
def test_vote_after_the_closing_does_not_count(paper):
    room = after(*OPEN, voted("ada"), event("closed", "q1"))
    assert not apply(room, voted("ada", NO, paper=paper))
    assert not apply(room, voted("bob", NO, paper=paper))
    question = room.questions["q1"]
    assert (question.votes, question.paper) == ({"ada": YES}, frozenset())


def test_vote_before_the_opening_does_not_count():
    room = after(event("asked", "q1", **ASKED))
    assert not apply(room, voted("ada"))
    assert room.questions["q1"].votes == {}


def test_order_decides_not_the_clock():
    # The clock was set back by an hour before the closing: the vote after it looks earlier.
    late = Event("voted", "q1", "bob", {"vote": NO}, START - timedelta(minutes=59))
    closing = event("closed", "q1", "", -60)
    room = after(*OPEN, voted("ada"), closing, late)
    assert room.questions["q1"].votes == {"ada": YES}
    assert room.questions["q1"].closed_at == closing.written_at


def test_reopening_keeps_votes_counts_openings_and_takes_back_what_was_taken_over():
    taken = event("adopted", "q1", name="Group", figures={}, n_voters=1)
    closed = after(*OPEN, voted("ada"), event("closed", "q1"), taken)
    assert closed.questions["q1"].adopted == "Group"
    assert apply(closed, event("opened", "q1"))
    question = closed.questions["q1"]
    assert (question.status, question.n_openings) == ("open", 2)
    assert (question.votes, question.adopted) == ({"ada": YES}, "")


def test_second_opening_or_closing_of_the_same_vote_does_not_count():
    room = after(*OPEN)
    assert not apply(room, event("opened", "q1"))
    assert apply(room, event("closed", "q1", "", 1))
    assert not apply(room, event("closed", "q1", "", 2))
    question = room.questions["q1"]
    assert (question.n_openings, question.closed_at) == (1, START + timedelta(minutes=1))


def test_only_one_vote_is_open_at_a_time():
    room = after(*OPEN, event("asked", "q2", **ASKED))
    assert not apply(room, event("opened", "q2"))
    assert room.open_question is room.questions["q1"]
    assert room.questions["q2"].status == "waiting"


def test_closed_lobby_keeps_newcomers_out_and_nobody_else():
    room = after(event("joined", "", "ada", **NOBODY), event("lobby", open=False))
    assert not apply(room, event("joined", "", "bob", **NOBODY))
    assert apply(room, event("joined", "", "ada", **{**NOBODY, "name": "Ada"}))
    assert room.people == {"ada": Participant(name="Ada")}


def test_ending_closes_the_open_vote_and_the_lobby():
    room = after(*OPEN, voted("ada"), event("ended", "", "", 5))
    question = room.questions["q1"]
    assert (room.ended, room.lobby, room.open_question) == (True, False, None)
    assert (question.status, question.closed_at) == ("closed", START + timedelta(minutes=5))
    assert not apply(room, event("opened", "q1"))
    assert apply(room, event("resumed"))
    assert (room.ended, room.lobby) == (False, False)
    assert apply(room, event("opened", "q1"))


def test_paper_votes_are_votes_and_known_as_such():
    question = after(*OPEN, voted("ada"), voted("paper-1", NO, paper=True)).questions["q1"]
    assert question.votes == {"ada": YES, "paper-1": NO}
    assert question.paper == {"paper-1"}


def test_newest_decision_counts():
    said = [{"decision": text, "agreed": text.upper()} for text in ("first", "second")]
    question = after(*OPEN, *(event("decided", "q1", **one) for one in said)).questions["q1"]
    assert (question.decision, question.agreed) == ("second", "SECOND")


def test_whoever_goes_through_people_or_votes_sees_no_change_meanwhile():
    room = after(*OPEN, event("joined", "", "ada", **NOBODY), voted("ada"))
    people, questions, votes = room.people, room.questions, room.questions["q1"].votes
    for one in (event("joined", "", "bob", **NOBODY), event("asked", "q2", **ASKED), voted("bob")):
        assert apply(room, one)
    assert (list(people), list(questions), list(votes)) == (["ada"], ["q1"], ["ada"])
    assert list(room.questions["q1"].votes) == ["ada", "bob"]


# Any events at all of two questions and three voters

QUESTIONS = st.sampled_from(["q1", "q2"])
VOTERS = st.sampled_from(["ada", "bob", "cleo"])
EVENTS = st.one_of(
    st.builds(lambda of, voter, vote: voted(voter, vote, of), QUESTIONS, VOTERS, st.just(NO)),
    st.builds(lambda of, voter: voted(voter, YES, of, paper=True), QUESTIONS, VOTERS),
    st.builds(event, st.sampled_from(["opened", "closed"]), QUESTIONS),
    st.builds(lambda voter: event("joined", "", voter, **NOBODY), VOTERS),
    st.builds(lambda is_open: event("lobby", open=is_open), st.booleans()),
    st.sampled_from([event("ended"), event("resumed")]),
)
ANY = st.lists(EVENTS, max_size=25)


def two_questions():
    return after(event("asked", "q1", **ASKED), event("asked", "q2", **ASKED))


@settings(deadline=None, max_examples=120)
@given(ANY)
def test_laws_of_replay(events):
    room = two_questions()
    for one in events:
        before = copy.deepcopy(room)
        counts = apply(room, one)
        is_open = [q for q in room.questions.values() if q.status == "open"]
        assert len(is_open) <= 1
        assert not (room.ended and is_open)
        if not counts:  # nothing changed but the moment
            before.last_at = room.last_at
            assert room == before
        if one.kind == "voted":
            assert counts == (before.questions[one.question_id].status == "open")
    assert room == replay(two_questions(), events)
    for question in room.questions.values():
        assert question.paper <= set(question.votes)

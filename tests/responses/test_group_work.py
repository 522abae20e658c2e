"""What chair and participants may do in a session; each refusal in its sentence, nothing kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from dashboard.criteria import CRITERIA
from dashboard.errors import WritingError
from dashboard.responses import group_work
from dashboard.responses import live as live_module
from dashboard.responses.adopted import adopt
from dashboard.responses.files import now
from dashboard.responses.group_work import (
    close_vote,
    decide,
    end,
    go_on,
    join,
    open_vote,
    paper_vote,
    result_votes,
    set_lobby,
    vote,
)
from dashboard.responses.room import Participant

YES, NO = {"answer": "yes"}, {"answer": "no"}
KEPT_YES, KEPT_NO = {"answer": "yes", "text": ""}, {"answer": "no", "text": ""}
OVER = "This session is over. Nothing was kept. The chair can go on with it."
LOBBY = "The lobby of this session is closed. Ask the chair to open it again."
TOO_LATE = "This vote is closed. Your vote did not arrive in time and does not count."
CROWD = "Many devices join at this moment. Wait a minute, then join again."
NOT_OPEN = "Open the vote first. Nothing was kept."
HIDDEN = "The votes are hidden until the chair closes the vote."


def told(act, *words, **more):
    with pytest.raises(WritingError) as caught:
        act(*words, **more)
    return str(caught.value)


@pytest.fixture
def clock(monkeypatch):
    """Return a function that sets the clock of the server: so long after now."""

    def clock(**time):
        moment = now() + timedelta(**time)
        monkeypatch.setattr(live_module, "now", lambda: moment)

    return clock


# Joining


def test_whoever_joins_is_kept_with_what_was_told(here, after_restart):
    ada = Participant("city", "europe", "oecd", " Ada\n Lovelace ")
    join(here, "ada", ada)
    join(here, "bob", Participant())
    expected = {"ada": Participant("city", "europe", "oecd", "Ada Lovelace"), "bob": Participant()}
    assert here.room.people == expected
    assert after_restart().room.people == expected


def test_device_that_joins_again_counts_once(here, kept):
    for name in ("Ada", "Ada ", "Ada L."):
        join(here, "ada", Participant(name=name))
    assert here.room.people == {"ada": Participant(name="Ada L.")}
    assert len(kept("joined")) == 2  # nothing new was told the second time


def test_closed_lobby_is_told_to_newcomers_only(here):
    join(here, "ada", Participant())
    set_lobby(here, is_open=False)
    assert told(join, here, "bob", Participant()) == LOBBY
    join(here, "ada", Participant(name="Ada"))
    set_lobby(here, is_open=True)
    join(here, "bob", Participant())
    assert here.room.people == {"ada": Participant(name="Ada"), "bob": Participant()}


def test_full_session_is_told_to_newcomers_only(here, joined, monkeypatch):
    monkeypatch.setattr(group_work, "MOST_PEOPLE", 2)
    joined("ada", "bob")
    assert told(join, here, "cleo", Participant()) == (
        "This session has 2 participants. More cannot join."
    )
    join(here, "bob", Participant(name="Bob"))
    assert list(here.room.people) == ["ada", "bob"]


def test_name_that_is_too_long_is_told(here):
    join(here, "ada", Participant(name="x" * 60))
    assert told(join, here, "bob", Participant(name="x" * 61)) == (
        "The name has 61 characters; at most 60 are allowed. Nothing was kept."
    )
    assert list(here.room.people) == ["ada"]


@pytest.mark.parametrize(
    "who",
    [
        Participant(role="<script>alert(1)</script>"),
        Participant(region="x" * 100_000),
        Participant(oecd="[a](b)"),
    ],
    ids=["role", "region", "oecd"],
)
def test_answer_that_was_not_offered_is_refused(here, who):
    assert told(join, here, "ada", who) == (
        "What you say of yourself is none of the answers offered. Open the page again."
    )
    assert here.room.people == {}


def test_five_hundred_who_join_in_a_minute_are_in_or_told_and_nobody_is_lost(here, after_restart):
    def try_to_join(n):
        try:
            join(here, f"v-{n}", Participant(name=f"Voter {n}"), address="192.0.2.1")
        except WritingError as error:
            return str(error)
        return "in"

    with ThreadPoolExecutor(64) as phones:
        answers = list(phones.map(try_to_join, range(500)))
    inside = {f"v-{n}" for n, answer in enumerate(answers) if answer == "in"}
    assert len(inside) == 150
    assert set(answers) == {"in", CROWD}
    assert set(here.room.people) == inside
    join(here, "elsewhere", Participant(), address="192.0.2.2")
    assert set(after_restart().room.people) == {*inside, "elsewhere"}


# Voting


def test_vote_counts_once_and_the_last_one_from_two_tabs(here, ask, joined, kept):
    joined("ada", "bob")
    question = ask()
    first_tab = second_tab = "ada"  # one device, one voter
    vote(here, question, first_tab, YES)
    vote(here, question, second_tab, NO)
    vote(here, question, "bob", YES)
    close_vote(here, question)
    assert result_votes(question) == {"ada": KEPT_NO, "bob": KEPT_YES}
    assert [voter for _kind, voter, _said in kept("voted")] == ["ada", "ada", "bob"]


def test_same_vote_again_keeps_nothing_new(here, ask, joined, kept):
    joined("ada")
    question = ask()
    for _turn in range(3):
        vote(here, question, "ada", YES)
    assert len(kept("voted")) == 1


def test_history_of_a_vote_is_kept(here, ask, joined, kept):
    joined("ada")
    question = ask()
    for answer in (YES, NO, YES):
        vote(here, question, "ada", answer)
    said = [said for _kind, _voter, said in kept("voted")]
    assert ['"yes"' in text for text in said] == [True, False, True]


def test_whoever_has_not_joined_cannot_vote(here, ask):
    question = ask()
    assert told(vote, here, question, "ada", YES) == (
        "Join the session first. Your vote was not sent."
    )


def test_points_that_do_not_add_up_are_told_and_not_kept(here, ask, joined, kept):
    joined("ada")
    question = ask("weights")
    points = dict(zip(CRITERIA, (30, 30, 20, 10), strict=True))
    assert told(vote, here, question, "ada", {"points": points}) == (
        "Your points add up to 90. They must add up to 100. Nothing was sent."
    )
    assert kept("voted") == []


def test_approval_above_the_limit_is_told_and_not_kept(here, ask, joined, kept):
    joined("ada")
    question = ask("approval", ("a", "b", "c"), limit=2)
    assert told(vote, here, question, "ada", {"approved": ["a", "b", "c"]}) == (
        "You chose 3 actions. At most 2 are allowed. Nothing was sent."
    )
    assert kept("voted") == []


def test_vote_after_the_closing_is_told(here, ask, joined):
    joined("ada", "bob")
    question = ask()
    vote(here, question, "ada", YES)
    close_vote(here, question)
    assert told(vote, here, question, "ada", NO) == TOO_LATE
    assert told(vote, here, question, "bob", NO) == TOO_LATE
    assert result_votes(question) == {"ada": KEPT_YES}


def test_vote_that_was_written_after_the_closing_does_not_count_after_a_restart(
    here, ask, joined, kept, after_restart
):
    joined("ada", "bob")
    question = ask()
    vote(here, question, "ada", YES)
    close_vote(here, question)
    # Both saw the open vote; the closing was first in the queue.
    assert not here.keep("voted", question.question_id, "bob", vote=KEPT_NO)
    assert not here.keep("voted", question.question_id, "paper-1", vote=KEPT_NO, paper=True)
    assert len(kept("voted")) == 3
    again = after_restart().room
    assert again == here.room
    assert result_votes(again.questions[question.question_id]) == {"ada": KEPT_YES}


def test_thirty_changes_in_a_minute_are_enough(here, ask, joined):
    joined("ada", "bob")
    question = ask()
    for turn in range(30):
        vote(here, question, "ada", (YES, NO)[turn % 2])
    assert told(vote, here, question, "ada", YES) == (
        "You changed your vote 30 times in a minute. Wait a minute and try again."
    )
    vote(here, question, "bob", YES)
    assert question.votes == {"ada": KEPT_NO, "bob": KEPT_YES}


def test_votes_are_hidden_until_the_chair_closes_the_vote(here, ask, joined):
    joined("ada")
    waiting = ask(is_open=False)
    assert told(result_votes, waiting) == HIDDEN
    open_vote(here, waiting)
    vote(here, waiting, "ada", YES)
    assert told(result_votes, waiting) == HIDDEN
    close_vote(here, waiting)
    assert result_votes(waiting) == {"ada": KEPT_YES}
    open_vote(here, waiting)
    assert told(result_votes, waiting) == HIDDEN


def test_result_that_was_taken_does_not_follow_a_vote_that_is_opened_again(here, ask, joined):
    joined("ada")
    question = ask()
    vote(here, question, "ada", YES)
    close_vote(here, question)
    taken = result_votes(question)
    open_vote(here, question)
    vote(here, question, "ada", NO)
    assert taken == {"ada": KEPT_YES}


# Votes on paper


def test_every_paper_vote_counts_as_one_more(here, ask, joined, after_restart):
    joined("ada")
    question = ask()
    vote(here, question, "ada", YES)
    assert [paper_vote(here, question, NO) for _turn in range(3)] == [1, 2, 3]
    close_vote(here, question)
    answers = sorted(one["answer"] for one in result_votes(question).values())
    assert answers == ["no", "no", "no", "yes"]
    assert len(question.paper) == 3
    assert after_restart().room == here.room


def test_paper_vote_needs_an_open_vote(here, ask):
    question = ask(is_open=False)
    assert told(paper_vote, here, question, NO) == NOT_OPEN
    open_vote(here, question)
    close_vote(here, question)
    assert told(paper_vote, here, question, NO) == NOT_OPEN
    assert result_votes(question) == {}


def test_paper_vote_is_checked_as_any_other(here, ask):
    question = ask("weights")
    points = dict.fromkeys(CRITERIA, 20)
    assert told(paper_vote, here, question, {"points": points}).startswith(
        "Your points add up to 80."
    )
    assert question.votes == {}


# The chair


def test_reopening_keeps_the_votes_and_counts_the_openings(here, ask, joined, after_restart):
    joined("ada", "bob")
    question = ask()
    vote(here, question, "ada", YES)
    vote(here, question, "bob", YES)
    close_vote(here, question)
    open_vote(here, question)
    vote(here, question, "ada", NO)
    close_vote(here, question)
    assert result_votes(question) == {"ada": KEPT_NO, "bob": KEPT_YES}
    assert question.n_openings == 2
    assert after_restart().room == here.room


def test_vote_that_is_open_is_named_to_the_chair_who_opens_another(here, ask):
    first, second = ask(), ask("approval", ("a", "b"), is_open=False)
    assert told(open_vote, here, second) == "Close the vote that is open first: About wording?"
    assert (first.status, second.status) == ("open", "waiting")
    close_vote(here, first)
    open_vote(here, second)
    assert here.room.open_question is second


def test_opening_and_closing_twice_is_once(here, ask, kept):
    question = ask()
    open_vote(here, question)
    close_vote(here, question)
    close_vote(here, question)
    assert (len(kept("opened")), len(kept("closed"))) == (1, 1)
    assert question.n_openings == 1


@pytest.mark.parametrize(
    ("kind", "items", "sentence"),
    [
        ("beauty", ("a", "b"), "kind of question: got 'beauty', expected one of weights, pairs, "),
        ("weights", ("frequency", "spreading"), "Ask for the weights of all criteria: frequency, "),
        ("points", (), "Choose from 1 to 60 items for this question; you chose 0."),
        ("approval", ("a",), "Choose from 2 to 60 items for this question; you chose 1."),
        ("approval", ("a", "a"), "Choose from 2 to 60 items for this question; you chose 1."),
        ("pairs", tuple("abcdefghi"), "Choose from 2 to 8 items for this question; you chose 9."),
        ("wording", (), "Write the wording that you ask about."),
    ],
)
def test_question_that_nobody_could_answer_is_refused(here, kind, items, sentence):
    assert told(group_work.ask, here, kind, "What?", items).startswith(sentence)
    assert here.room.questions == {}


@pytest.mark.parametrize(
    ("title", "wording", "sentence"),
    [
        (" \n", "A desk.", "Write the question first."),
        ("x" * 201, "A desk.", "The question has 201 characters; at most 200 are allowed."),
        ("What?", "x" * 301, "The wording has 301 characters; at most 300 are allowed."),
    ],
)
def test_texts_of_a_question_have_limits(here, title, wording, sentence):
    assert told(group_work.ask, here, "wording", title, (), wording=wording).startswith(sentence)


def test_session_has_so_many_questions_at_most(here, ask, monkeypatch):
    monkeypatch.setattr(group_work, "MOST_QUESTIONS", 2)
    ask(is_open=False)
    ask(is_open=False)
    assert told(ask) == "A session has at most 2 questions. Open another session."
    assert [question.split("-")[0] for question in here.room.questions] == ["q1", "q2"]


def test_item_that_is_named_twice_is_asked_once(ask):
    assert ask("pairs", ("a", "b", "a")).items == ("a", "b")


def test_newest_decision_counts_and_the_same_again_keeps_nothing(here, ask, kept):
    question = ask()
    for decision in ("A desk", "Two desks\nby 2030", "Two desks\nby 2030 "):
        decide(here, question, decision, "Every city has two desks.")
    assert (question.decision, question.agreed) == (
        "Two desks\nby 2030",
        "Every city has two desks.",
    )
    assert len(kept("decided")) == 2


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (("x" * 2001, ""), "The decision has 2001 characters; at most 2000 are allowed."),
        (("", "x" * 301), "The agreed wording has 301 characters; at most 300 are allowed."),
    ],
)
def test_decision_that_is_too_long_is_told(here, ask, texts, sentence):
    question = ask()
    assert told(decide, here, question, *texts).startswith(sentence)
    assert (question.decision, question.agreed) == ("", "")


# The end, and the clock


def test_session_that_was_ended_takes_nothing_until_the_chair_goes_on(here, ask, joined):
    joined("ada")
    question = ask()
    vote(here, question, "ada", YES)
    end(here)
    assert (here.is_over, question.status) == (True, "closed")
    for act in (
        lambda: join(here, "bob", Participant()),
        lambda: vote(here, question, "ada", NO),
        lambda: paper_vote(here, question, NO),
        lambda: open_vote(here, question),
        lambda: group_work.ask(here, "wording", "What?", (), wording="A desk."),
    ):
        assert told(act) == OVER
    assert result_votes(question) == {"ada": KEPT_YES}
    go_on(here)
    open_vote(here, question)
    vote(here, question, "ada", NO)
    assert told(join, here, "bob", Participant()) == LOBBY
    assert not here.is_over


def test_session_is_over_after_twelve_quiet_hours_and_can_go_on(here, ask, joined, clock):
    joined("ada")
    question = ask()
    last = here.room.last_at
    clock(hours=11, minutes=59)
    vote(here, question, "ada", YES)  # it is not quiet: the hours begin anew
    assert here.room.last_at > last
    clock(hours=23, minutes=58)
    assert not here.is_over
    clock(hours=24)
    assert here.is_over
    assert told(vote, here, question, "ada", NO) == OVER
    assert told(result_votes, question) == HIDDEN
    go_on(here)
    vote(here, question, "ada", NO)
    assert question.votes == {"ada": KEPT_NO}


def test_session_in_which_nothing_ever_happened_is_over_too(here, clock):
    clock(hours=11)
    assert not here.is_over
    clock(hours=13)
    assert here.is_over


def test_clock_that_is_set_back_changes_no_order(here, ask, joined, clock, after_restart):
    joined("ada")
    question = ask()
    clock(hours=2)
    vote(here, question, "ada", YES)
    clock(hours=-20)
    vote(here, question, "ada", NO)
    close_vote(here, question)
    assert not here.is_over
    assert here.room.questions[question.question_id].votes == {"ada": KEPT_NO}
    again = after_restart().room
    assert again == here.room
    assert result_votes(again.questions[question.question_id]) == {"ada": KEPT_NO}


def test_what_was_taken_over_is_not_the_result_of_a_vote_that_was_opened_again(here, ask, joined):
    joined("ada")
    question = ask("weights")
    vote(here, question, "ada", {"points": dict.fromkeys(CRITERIA, 25)})
    close_vote(here, question)
    adopt(here, question, "Group", dict.fromkeys(CRITERIA, 25.0), 1)
    assert question.adopted == "Group"
    open_vote(here, question)
    assert question.adopted == ""


def test_texts_with_scripts_are_kept_as_they_are_typed(here, ask, after_restart):
    script = '<img src=x onerror="alert(1)">'
    join(here, "ada", Participant(name=script))
    question = ask(wording=script)
    vote(here, question, "ada", {"answer": "other", "text": script})
    decide(here, question, script, script)
    assert after_restart().room == here.room
    assert here.room.people["ada"].name == question.wording == question.agreed == script

"""Sessions that are going on: one object for all, kept before it counts, the same after a restart.

A server that is killed is a real process; a disk that is full is a file that must not grow.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.criteria import CRITERIA
from dashboard.errors import ResponsesError, WritingError
from dashboard.responses import group_work, sessions
from dashboard.responses import hall as hall_module
from dashboard.responses import live as live_module
from dashboard.responses.backup import backup, restore
from dashboard.responses.files import FILE, locked, now
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
from dashboard.responses.hall import live, sessions_with
from dashboard.responses.room import Participant
from dashboard.responses.sessions import keep_events, open_session, voter_of

YES, NO = {"answer": "yes"}, {"answer": "no"}
N_THREADS = 40


def at_once(act, *lots):
    """Return what threads say, one for each lot, that act at the same moment."""
    together = Barrier(len(lots))

    def begin(lot):
        together.wait()
        return act(lot)

    with ThreadPoolExecutor(len(lots)) as threads:
        return list(threads.map(begin, lots))


def by_number(n):
    """Return a vote that tells its number."""
    return {"answer": "other", "text": str(n)}


# One session, many threads


def test_threads_that_come_first_at_once_get_the_same_session(responses_folder, opened):
    hall_module._hall_of.cache_clear()
    found = at_once(lambda _n: live(responses_folder, opened.session_id), *range(20))
    assert len({id(one) for one in found}) == 1


def test_forty_who_vote_at_once_are_all_kept_once(here, ask, kept, after_restart, monkeypatch):
    voters = [f"v-{n}" for n in range(N_THREADS)]
    question = ask()
    at_once(lambda voter: join(here, voter, Participant()), *voters)
    batches = []

    def counted(folder, session_id, events):
        batches.append(len(events))
        keep_events(folder, session_id, events)

    monkeypatch.setattr(live_module, "keep_events", counted)
    at_once(lambda n: vote(here, question, voters[n], by_number(n)), *range(N_THREADS))
    expected = {f"v-{n}": by_number(n) for n in range(N_THREADS)}
    assert question.votes == expected
    assert sorted(voter for _kind, voter, _said in kept("voted")) == sorted(voters)
    assert after_restart().room == here.room
    assert sum(batches) == N_THREADS
    assert len(batches) < N_THREADS / 2  # who comes first writes for all who wait


def test_votes_at_the_moment_of_the_closing_count_or_are_told(here, ask, joined, after_restart):
    voters = [f"v-{n}" for n in range(12)]
    joined(*voters)
    question = ask()

    def act(who):
        if who == "chair":
            close_vote(here, question)
            return set(result_votes(question))
        try:
            vote(here, question, who, YES)
        except WritingError:
            return None
        return who

    first, *rest = at_once(act, "chair", *voters)
    # What the chair saw at once is what was told to the voters, and what a restart gives.
    assert first == {who for who in rest if who} == set(result_votes(question))
    assert after_restart().room == here.room


# A store that cannot be written


def no_folder(folder):
    """Return how to undo that a file lies in the place of the folder."""
    aside = folder.with_name("aside")
    folder.rename(aside)
    folder.write_text("no folder")

    def undo():
        folder.unlink()
        aside.rename(folder)

    return undo


def damaged(folder):
    """Return how to undo that the store is cut off."""
    sound = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(sound[:5_000])
    return lambda: (folder / FILE).write_bytes(sound)


@pytest.mark.parametrize("break_it", [no_folder, damaged])
def test_everybody_who_waits_is_told_when_the_store_cannot_be_written_and_nothing_counts(
    here, ask, responses_folder, after_restart, break_it
):
    voters = [f"v-{n}" for n in range(N_THREADS)]
    at_once(lambda voter: join(here, voter, Participant()), *voters)
    question = ask()
    version, counted = here.version, here.counted

    def try_to_vote(voter):
        try:
            vote(here, question, voter, YES)
        except ResponsesError as error:
            return str(error)
        return "kept"

    undo = break_it(responses_folder)
    try:
        told = at_once(try_to_vote, *voters)
    finally:
        undo()
    assert all("Nothing was" in sentence for sentence in told)
    assert (question.votes, here.version, here.counted) == ({}, version, counted)
    vote(here, question, "v-0", YES)
    assert set(question.votes) == {"v-0"}
    assert after_restart().room == here.room


FULL_DISK = """
import resource, signal, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dashboard.errors import ResponsesError
from dashboard.responses.group_work import vote
from dashboard.responses.hall import live

here = live(Path(sys.argv[1]), sys.argv[2])
question = here.room.open_question
voters = list(here.room.people)


def try_to_vote(voter):
    try:
        vote(here, question, voter, {"answer": "yes"})
    except ResponsesError as error:
        return str(error)
    return "kept"


def tell():
    with ThreadPoolExecutor(len(voters)) as threads:
        told = list(threads.map(try_to_vote, voters))
    print(sum("Nothing was saved." in one for one in told), len(question.votes), flush=True)


# As on a full disk: no file can grow.
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limits = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
tell()
resource.setrlimit(resource.RLIMIT_FSIZE, limits)
tell()
"""


def test_everybody_who_waits_is_told_that_the_disk_is_full_and_votes_when_it_is_not(
    here, ask, joined, responses_folder, after_restart
):
    joined(*(f"v-{n}" for n in range(8)))
    question_id = ask().question_id
    command = [sys.executable, "-c", FULL_DISK, str(responses_folder), here.room.session_id]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.split() == ["8", "0", "0", "8"]
    assert len(after_restart().room.questions[question_id].votes) == 8


def test_chair_is_told_when_the_closing_cannot_be_kept_and_the_votes_stay_hidden(
    here, ask, joined, responses_folder
):
    joined("ada")
    question = ask()
    vote(here, question, "ada", YES)
    undo = no_folder(responses_folder)
    with pytest.raises(ResponsesError, match="Nothing was saved"):
        close_vote(here, question)
    with pytest.raises(WritingError, match="hidden"):
        result_votes(question)
    undo()
    close_vote(here, question)
    assert set(result_votes(question)) == {"ada"}


def test_whoever_waits_for_a_store_that_somebody_else_writes_is_kept(here, responses_folder):
    begun, done = Event(), Event()

    def write_for_a_while():
        with locked(responses_folder):
            begun.set()
            done.wait(timeout=0.3)

    with ThreadPoolExecutor(1) as other:
        other.submit(write_for_a_while)
        begun.wait()
        join(here, "ada", Participant())
    assert set(here.room.people) == {"ada"}


# What screens look at


def test_votes_and_joinings_redraw_nobodys_page_but_the_chair_sees_that_they_came(here, ask):
    question = ask()
    version, counted = here.version, here.counted
    join(here, "ada", Participant())
    vote(here, question, "ada", YES)
    assert (here.version, here.counted) == (version, counted + 2)
    close_vote(here, question)
    assert (here.version, here.counted) == (version + 1, counted + 3)


def test_screen_of_the_chair_changes_with_what_it_shows_only(here, kept):
    version = here.version
    for _turn in range(2):
        here.show("rankings", {"area": "housing"}, ("", ""))
    assert (here.version, here.screen.number) == (version + 1, 1)
    here.show("rankings", {"area": "housing"}, ("keyword", "communication"))
    assert (here.version, here.screen.number) == (version + 2, 2)
    for _turn in range(2):
        here.hide()
    assert (here.version, here.screen) == (version + 3, None)
    assert kept() == []


def test_choices_of_the_screen_are_those_of_the_moment(here):
    choices = {"area": "housing"}
    here.show("rankings", choices, ("", ""))
    choices["area"] = "education"
    assert here.screen.choices == {"area": "housing"}


def test_device_finds_the_sessions_that_it_joined_the_newest_first(responses_folder, here):
    later = open_session(responses_folder, "Later", role="session-chair", release="r-1")
    never = open_session(responses_folder, "Never joined", role="session-chair", release="r-1")
    rooms = [live(responses_folder, of.session_id) for of in (later, never)]
    for one in (here, rooms[0]):
        join(one, voter_of(one.room.session_id, "phone"), Participant())
    join(rooms[1], voter_of(never.session_id, "other phone"), Participant())

    def titles():
        return [one.room.title for one in sessions_with(responses_folder, "phone")]

    assert titles() == ["Later", "Housing group"]
    hall_module._hall_of.cache_clear()
    hall_module._at_start.cache_clear()
    assert titles() == ["Later", "Housing group"]
    end(live(responses_folder, later.session_id))
    assert titles() == ["Housing group"]
    assert sessions_with(responses_folder, "no phone") == ()


def test_session_can_be_opened_while_a_device_looks_for_its_own(
    responses_folder, here, monkeypatch
):
    join(here, voter_of(here.room.session_id, "phone"), Participant())
    hall = hall_module._hall(responses_folder)
    moment = now()

    def opened_meanwhile():
        hall[f"s-{len(hall)}"] = here
        return moment

    monkeypatch.setattr(live_module, "now", opened_meanwhile)
    assert here in sessions_with(responses_folder, "phone")


def test_backup_that_is_put_back_gives_the_votes_that_it_holds(responses_folder, here, ask):
    question = ask()
    join(here, "v-1", Participant())
    vote(here, question, "v-1", YES)
    kept, _hash = backup(responses_folder)
    vote(here, question, "v-1", NO)
    restore(responses_folder, kept)
    again = live(responses_folder, here.room.session_id)
    assert again.room.questions[question.question_id].votes["v-1"]["answer"] == "yes"


# A restart

WHO = st.sampled_from(["ada", "bob", "cleo"])
WHICH = st.integers(0, 1)
ACTIONS = st.one_of(
    st.tuples(st.just(vote), WHICH, WHO, st.sampled_from([YES, NO, by_number(7)])),
    st.tuples(st.just(paper_vote), WHICH, st.sampled_from([YES, NO])),
    st.tuples(st.sampled_from([open_vote, close_vote]), WHICH),
    st.tuples(st.just(decide), WHICH, st.sampled_from(["A desk", "Two"]), st.just("")),
    st.tuples(st.just(join), WHO, st.sampled_from([Participant(), Participant(name="A")])),
    st.tuples(st.just(set_lobby), st.booleans()),
    st.tuples(st.sampled_from([end, go_on])),
)


def do(here, act, *words):
    if act is set_lobby:
        act(here, is_open=words[0])
    elif words and isinstance(words[0], int):
        act(here, list(here.room.questions.values())[words[0]], *words[1:])
    else:
        act(here, *words)


@settings(
    deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(ACTIONS, min_size=6, max_size=12))
def test_session_is_the_same_after_a_restart_whatever_was_done(responses_folder, actions):
    opened = open_session(responses_folder, "Group", role="session-chair", release="r-1")
    here = live(responses_folder, opened.session_id)
    for kind in ("wording", "wording"):
        group_work.ask(here, kind, "Agreed?", (), wording="A desk.")
    join(here, "ada", Participant(), address=opened.session_id)
    open_vote(here, next(iter(here.room.questions.values())))
    for act, *words in actions:
        try:
            do(here, act, *words)
        except WritingError:
            continue
    hall_module._hall_of.cache_clear()
    again = live(responses_folder, opened.session_id)
    assert again is not here
    assert again.room == here.room


def test_vote_on_the_weights_is_counted_to_the_same_figures_after_a_restart(
    here, ask, joined, after_restart
):
    joined("ada", "bob")
    question = ask("weights")
    for voter, points in (("ada", (40, 30, 20, 10)), ("bob", (10, 20, 30, 40))):
        vote(here, question, voter, {"points": dict(zip(CRITERIA, points, strict=True))})
    close_vote(here, question)
    again = after_restart().room.questions[question.question_id]
    assert list(result_votes(again).items()) == list(result_votes(question).items())


# A server that is killed

SERVER = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dashboard.responses import group_work
from dashboard.responses.group_work import join, vote
from dashboard.responses.hall import live
from dashboard.responses.limits import Limiter
from dashboard.responses.room import Participant

folder, session_id, turn = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
group_work._votes = Limiter(most=10**9, window_s=60.0)
here = live(folder, session_id)
question = here.room.open_question


def vote_for_ever(voter):
    join(here, voter, Participant())
    n = turn * 1_000_000
    while True:
        n += 1
        vote(here, question, voter, {"answer": "other", "text": str(n)})
        sys.stdout.write(f"{voter} {n}\\n")
        sys.stdout.flush()


print("go", flush=True)
with ThreadPoolExecutor(4) as voters:
    list(voters.map(vote_for_ever, [f"v-{n}" for n in range(4)]))
"""


def acknowledged_by_a_server_that_is_killed(folder, session_id, turn, after_s):
    """Return the last vote of each voter that a server acknowledged before it was killed."""
    command = [sys.executable, "-c", SERVER, str(folder), session_id, str(turn)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout.readline() == "go\n"
        time.sleep(after_s)
        server.kill()
        said = server.stdout.read()
    assert server.returncode == -9
    whole = [line.split() for line in said.splitlines(keepends=True) if line.endswith("\n")]
    return {voter: int(n) for voter, n in whole}


def test_every_vote_that_a_killed_server_acknowledged_is_there_and_the_session_goes_on(
    responses_folder, opened, here, ask
):
    question_id = ask().question_id
    chance = random.Random(20261128)  # noqa: S311 - no secret
    expected = {}
    for turn in range(10):
        after_s = chance.uniform(0.02, 0.25)
        told = acknowledged_by_a_server_that_is_killed(
            responses_folder, opened.session_id, turn, after_s
        )
        expected |= told
        hall_module._hall_of.cache_clear()
        here = live(responses_folder, opened.session_id)
        votes = here.room.questions[question_id].votes
        counted = {voter: int(one["text"]) for voter, one in votes.items()}
        # Kept and killed before it could be said: then the vote that counts is a later one.
        assert all(counted[voter] >= n for voter, n in expected.items())
    assert expected
    join(here, "ada", Participant())
    vote(here, here.room.questions[question_id], "ada", YES)
    close_vote(here, here.room.questions[question_id])
    assert "ada" in result_votes(here.room.questions[question_id])


def test_copy_of_the_store_gives_the_same_session(here, ask, joined, responses_folder, tmp_path):
    joined("ada")
    vote(here, ask(), "ada", YES)
    shutil.copytree(responses_folder, tmp_path / "copy")
    assert live(tmp_path / "copy", here.room.session_id).room == here.room
    assert sessions.read_session(tmp_path / "copy", "no session") is None

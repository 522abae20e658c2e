"""A working-group session on a store of its own, and the ways to look at what it kept."""

from __future__ import annotations

from contextlib import closing

import duckdb
import pytest

from dashboard.criteria import CRITERIA
from dashboard.responses import group_work
from dashboard.responses import hall as hall_module
from dashboard.responses.files import FILE
from dashboard.responses.group_work import join, open_vote
from dashboard.responses.hall import live
from dashboard.responses.limits import Limiter
from dashboard.responses.room import Participant
from dashboard.responses.sessions import open_session


@pytest.fixture
def opened(responses_folder, monkeypatch):
    """Return the secrets of a session that was just opened; nobody has tried anything yet."""
    for name in ("_joins", "_votes"):
        used = getattr(group_work, name)
        monkeypatch.setattr(group_work, name, Limiter(used._most, used._window_s))
    return open_session(responses_folder, "Housing group", role="session-chair", release="r-1")


@pytest.fixture
def here(responses_folder, opened):
    """Return that session, as the server holds it."""
    return live(responses_folder, opened.session_id)


@pytest.fixture
def after_restart(responses_folder, opened):
    """Return a function that gives the session as a server reads it that has just started."""

    def after_restart():
        hall_module._hall_of.cache_clear()
        return live(responses_folder, opened.session_id)

    return after_restart


@pytest.fixture
def kept(responses_folder):
    """Return a function that gives the events of the store in order: kind, voter, content."""

    def kept(*kinds):
        with closing(duckdb.connect(responses_folder / FILE, read_only=True)) as store:
            rows = store.execute(
                "SELECT kind, voter, content FROM session_events ORDER BY seq"
            ).fetchall()
        return [row for row in rows if not kinds or row[0] in kinds]

    return kept


@pytest.fixture
def ask(here):
    """Return a function that asks a question and opens its vote."""

    def ask(kind="wording", items=(), *, is_open=True, **more):
        if kind == "weights":
            items = CRITERIA
        if kind == "wording":
            more = {"wording": "Every city has a welcome desk.", **more}
        question_id = group_work.ask(here, kind, f"About {kind}?", tuple(items), **more)
        question = here.room.questions[question_id]
        if is_open:
            open_vote(here, question)
        return question

    return ask


@pytest.fixture
def joined(here):
    """Return a function that lets voters join by name."""

    def joined(*voters):
        for voter in voters:
            join(here, voter, Participant())

    return joined

"""What the server tells the devices of a session: versions, and nothing that was voted."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest
from loops import run
from starlette.applications import Starlette

from dashboard.responses.files import FILE
from dashboard.responses.group_work import ask, close_vote, join, open_vote, vote
from dashboard.responses.hall import live
from dashboard.responses.room import Participant
from dashboard.responses.sessions import open_session
from dashboard.ui import room_news


@pytest.fixture
def here(responses_folder, monkeypatch):
    """Return a session; changes that follow each other are told without a pause."""
    monkeypatch.setattr(room_news, "PAUSE_S", 0.0)
    opened = open_session(responses_folder, "News", role="session-chair", release="r-1")
    return live(responses_folder, opened.session_id)


@asynccontextmanager
async def device(session_id):
    """Connect as a device does (ASGI); give the function that waits for the next message."""
    to_server, to_device = asyncio.Queue(), asyncio.Queue()
    path = f"/{room_news.PATH}/{session_id}"
    scope = {"type": "websocket", "path": path, "headers": [], "query_string": b"", "root_path": ""}
    app = Starlette(routes=[room_news.route()])
    await to_server.put({"type": "websocket.connect"})
    server = asyncio.create_task(app(scope, to_server.get, to_device.put))
    yield lambda: asyncio.wait_for(to_device.get(), 10)
    await to_server.put({"type": "websocket.disconnect", "code": 1001})
    await asyncio.wait_for(server, 10)


def asked(here):
    question_id = ask(here, "wording", "Agreed?", (), wording="Housing first.")
    return here.room.questions[question_id]


def test_device_is_told_the_version_at_once_and_after_each_change_that_all_see(here):
    async def listen():
        async with device(here.room.session_id) as told:
            assert (await told())["type"] == "websocket.accept"
            first = (await told())["text"]
            question = asked(here)
            second = (await told())["text"]
            open_vote(here, question)
            third = (await told())["text"]
            join(here, "v-1", Participant(name="Nobody sees this"))
            vote(here, question, "v-1", {"answer": "yes", "text": ""})
            close_vote(here, question)
            return first, second, third, (await told())["text"]

    assert run(listen()) == ("0", "1", "2", "3")


def test_vote_and_joining_are_no_news(here):
    async def listen():
        question = asked(here)
        open_vote(here, question)
        async with device(here.room.session_id) as told:
            await told()
            before = (await told())["text"]
            join(here, "v-1", Participant())
            vote(here, question, "v-1", {"answer": "yes", "text": ""})
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(told(), 0.3)
            return before

    assert run(listen()) == "2"


def test_changes_during_the_pause_are_told_once(here, monkeypatch):
    monkeypatch.setattr(room_news, "PAUSE_S", 0.2)

    async def listen():
        async with device(here.room.session_id) as told:
            await told()
            first = (await told())["text"]
            for _turn in range(5):
                asked(here)
            return first, (await told())["text"]

    assert run(listen()) == ("0", "5")


def test_session_that_is_not_there_is_closed_for_good():
    async def listen():
        async with device("nothing") as told:
            return await told(), await told()

    accepted, closed = run(listen())
    assert accepted["type"] == "websocket.accept"
    assert (closed["type"], closed["code"]) == ("websocket.close", 4404)


def test_device_is_told_to_come_again_while_the_store_cannot_be_read(responses_folder):
    responses_folder.mkdir(exist_ok=True)
    (responses_folder / FILE).write_bytes(b"no store")

    async def listen():
        async with device("nothing") as told:
            return await told(), await told()

    accepted, closed = run(listen())
    assert accepted["type"] == "websocket.accept"
    assert (closed["type"], closed["code"]) == ("websocket.close", 1013)


def test_device_that_left_is_not_told_any_more(here):
    async def listen():
        async with device(here.room.session_id) as told:
            await told()
            await told()
            assert len(here._listeners) == 1
        assert here._listeners == ()

    run(listen())
    here.show("rankings", {}, ("", ""))  # nobody listens, nothing happens
    assert here.version == 1

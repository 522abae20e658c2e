"""The links of a session: the chair's does not stay in the address, wrong ones are counted."""

from __future__ import annotations

from http.cookies import SimpleCookie

import pytest
from loops import run
from starlette.applications import Starlette

from dashboard.responses.limits import Limiter
from dashboard.responses.sessions import open_session
from dashboard.ui import room_links
from dashboard.ui.document import routes

APP = Starlette(routes=routes())


@pytest.fixture
def opened(responses_folder, monkeypatch):
    """Return the secrets of a session; nobody has tried a wrong link yet."""
    monkeypatch.setattr(room_links, "_wrong", Limiter(most=3, window_s=60.0))
    return open_session(responses_folder, "Links", role="session-chair", release="r-1")


def ask(path, query="", cookie="", scheme="http"):
    """Ask for a page, as a browser does (ASGI).

    Returns:
        The status, where it leads to, and the cookies that it sets.
    """
    told = []

    async def send(message):
        told.append(message)

    async def receive():
        return {"type": "http.request", "body": b""}

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(b"host", b"dashboard.example"), (b"cookie", cookie.encode())],
        "scheme": scheme,
        "client": ("192.0.2.1", 1),
    }
    run(APP(scope, receive, send))
    headers = [(name.decode(), value.decode()) for name, value in told[0]["headers"]]
    cookies = SimpleCookie()
    for name, value in headers:
        if name == "set-cookie":
            cookies.load(value)
    return told[0]["status"], dict(headers).get("location"), cookies


def test_link_of_the_chair_leads_on_without_it_and_becomes_a_cookie(opened):
    status, location, cookies = ask("/working-group", f"lang=en&chair={opened.chair}&present=1")
    assert (status, location) == (303, "/working-group?lang=en&present=1")
    kept = cookies[room_links.CHAIR_COOKIE]
    assert (kept.value, kept["httponly"], kept["samesite"]) == (opened.chair, True, "lax")
    assert kept["secure"] == ""
    assert room_links.DEVICE_COOKIE in cookies


def test_cookies_are_secure_where_the_page_is(opened):
    _status, _location, cookies = ask("/working-group", f"chair={opened.chair}", scheme="https")
    assert all(cookie["secure"] for cookie in cookies.values())


def test_device_that_has_a_token_keeps_it(opened):
    query, token = f"chair={opened.chair}", f"{room_links.DEVICE_COOKIE}=mine"
    _status, _location, cookies = ask("/working-group", query, token)
    assert list(cookies) == [room_links.CHAIR_COOKIE]


@pytest.mark.parametrize("query", ["", "chair=", "chair=nothing", "room=nothing"])
def test_page_without_a_link_of_a_chair_is_the_document(query, opened):  # noqa: ARG001
    status, location, cookies = ask("/working-group", query)
    assert (status, location, list(cookies)) == (200, None, [room_links.DEVICE_COOKIE])


def test_other_pages_take_no_link_and_set_no_cookie(opened):
    assert ask("/rankings", f"chair={opened.chair}") == (200, None, SimpleCookie())


def test_address_with_too_many_wrong_links_waits_and_whoever_sits_in_a_session_stays(opened):
    for n in range(3):
        assert room_links.session_of("room", f"wrong-{n}", "192.0.2.1") is None
    assert room_links.session_of("room", opened.link, "192.0.2.1") is None
    other = room_links.session_of("room", opened.link, "192.0.2.2")
    assert other.room.session_id == opened.session_id
    # Now somebody has followed the link: nothing need be looked for in the store.
    assert room_links.session_of("room", opened.link, "192.0.2.1") is other


def test_right_links_are_not_counted(opened):
    for _n in range(5):
        assert room_links.session_of("chair", opened.chair, "192.0.2.1") is not None

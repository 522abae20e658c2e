"""How the screens of a session learn that something changed: they are told, they do not ask.

The browser keeps a second websocket open beside that of the page. It carries one number, the
version of the session; as soon as that is not the version which the page was drawn for, the page is
drawn anew. No vote and no count goes that way. A hundred waiting devices cost nothing: no script
runs for them.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocketDisconnect

from dashboard.errors import DashboardError
from dashboard.responses.files import responses_dir
from dashboard.responses.hall import live
from dashboard.ui import menu, session
from dashboard.ui.room_links import CHAIR

if TYPE_CHECKING:
    from starlette.websockets import WebSocket

    from dashboard.responses.live import Live

PATH: Final = "working-group-news"
# Of changes that follow each other more quickly only the last is told.
PAUSE_S: Final = 1.0
# Why a connection is closed (RFC 6455, section 7.4): to be tried again later, or a code of our own.
_LATER: Final = 1013
_UNKNOWN: Final = 4404

_SCRIPT: Final = """
const CONNECT_AGAIN_MS = 2000, ASK_AGAIN_MS = 6000, LONGEST_WAIT_MS = 60000, FOR_GOOD = 4000;
let socket = null, news = null, latest = null, drawn = null, tell = null, seat = null, timer = 0;
let wait = ASK_AGAIN_MS;

function ask() {
  clearTimeout(timer);
  if (socket === null || latest === drawn) return;
  tell("version", latest);
  timer = setTimeout(askAgain, wait);
}

// What is asked while the page has no connection is lost. Each time later: asking stops a page that
// is being drawn, and a slow server would never end.
function askAgain() {
  wait = Math.min(2 * wait, LONGEST_WAIT_MS);
  ask();
}

function listen() {
  const address = new URL(news, window.location.origin);
  address.protocol = address.protocol.replace("http", "ws");
  const mine = socket = new WebSocket(address);
  mine.onmessage = (event) => {
    if (mine !== socket) return;
    latest = Number(event.data);
    ask();
  };
  mine.onclose = (event) => {
    if (event.code < FOR_GOOD) setTimeout(() => mine === socket && listen(), CONNECT_AGAIN_MS);
  };
}

export default function ({ data, setTriggerValue }) {
  tell = setTriggerValue;
  if (drawn !== data.version) wait = ASK_AGAIN_MS;
  drawn = data.version;
  if (data.seat && seat !== data.seat) {
    seat = data.seat;  // its answer sets a cookie, so that reloading the page leads back
    fetch(seat, { redirect: "manual" });
  }
  if (news !== data.news || socket === null) {
    news = data.news;
    latest = drawn;
    socket?.close();
    listen();
  }
  return () => {
    const left = socket;
    socket = null;
    left?.close();
  };
}
"""

_news: Final = st.components.v2.component("room_news", js=_SCRIPT)


def follow(live: Live, version: int, chair: str) -> None:
    """Have the page drawn anew when a session has another version than it was drawn for.

    Args:
        live: Session that the visitor sits in.
        version: Version that the page is drawn for.
        chair: What the chair's link holds; empty for all others.
    """
    seat = f"/{menu.WORKING_GROUP}?{urlencode({CHAIR: chair})}" if chair else ""
    with st.container(key="room_news"):
        _news(
            key="room_news_of_session",
            data={"news": f"/{PATH}/{live.room.session_id}", "version": version, "seat": seat},
            on_version_change=session.told,
        )


def route() -> WebSocketRoute:
    """Return the route that tells versions."""
    return WebSocketRoute(f"/{PATH}/{{session_id}}", _tell)


async def _tell(socket: WebSocket) -> None:
    """Tell one device the version of a session, now and after each change, until it leaves."""
    await socket.accept()
    try:
        here = await run_in_threadpool(live, responses_dir(), socket.path_params["session_id"])
    except DashboardError:
        await socket.close(_LATER)
        return
    if here is None:
        await socket.close(_UNKNOWN)
        return
    loop, changed = asyncio.get_running_loop(), asyncio.Event()

    def wake() -> None:
        with suppress(RuntimeError):  # the server has ended meanwhile
            loop.call_soon_threadsafe(changed.set)

    with here.telling(wake), suppress(WebSocketDisconnect):
        sender = asyncio.create_task(_send(socket, here, changed))
        try:
            while True:  # nothing is expected; it ends when the device leaves
                await socket.receive_text()
        finally:
            sender.cancel()


async def _send(socket: WebSocket, here: Live, changed: asyncio.Event) -> None:
    while True:
        changed.clear()
        await socket.send_text(str(here.version))
        await asyncio.sleep(PAUSE_S)
        await changed.wait()

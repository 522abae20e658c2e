"""Where a visitor sits in a working-group session: in the chair, among the participants, nowhere.

A device is known by a cookie that the page of the working group sets; where there is none, by the
session of the browser, until the page is closed.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.responses.files import now, responses_dir
from dashboard.responses.hall import live, sessions_with
from dashboard.responses.live import is_quiet
from dashboard.responses.sessions import link_of, voter_of
from dashboard.ui import private
from dashboard.ui.room_links import CHAIR, CHAIR_COOKIE, DEVICE_COOKIE, LINK, session_of

if TYPE_CHECKING:
    from dashboard.responses.live import Live

_SEAT: Final = "room_seat"
_DEVICE: Final = "room_device"
_LEFT: Final = "room_left"
_WRONG: Final = "room_wrong_link"
# What is remembered of a seat and goes with it.
OF_A_SEAT: Final = ("room_shows", "room_told", "room_screen", "room_keeps")


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a visitor sits.

    Attributes:
        session_id: Session.
        chair: What the chair's link holds; empty: a participant.
    """

    session_id: str
    chair: str = ""


def device() -> str:
    """Return the token of this device."""
    if _DEVICE not in st.session_state:  # who one is does not change with a new connection
        kept = st.context.cookies.to_dict().get(DEVICE_COOKIE)
        st.session_state[_DEVICE] = str(kept or secrets.token_urlsafe(16))
    return str(st.session_state[_DEVICE])


def is_remembered() -> bool:
    """Return whether this device is known again after the page was closed."""
    return DEVICE_COOKIE in st.context.cookies.to_dict()


def voter(session_id: str) -> str:
    """Return who this device is within a session."""
    return voter_of(session_id, device())


def seat() -> Seat | None:
    """Return where the visitor sits; None: nowhere yet."""
    found: Seat | None = st.session_state.get(_SEAT)
    return found


def room() -> Live | None:
    """Return the session that the visitor sits in; None: none."""
    mine = seat()
    return live(responses_dir(), mine.session_id) if mine else None


def take_seat(session_id: str, chair: str = "") -> None:
    """Sit down in a session."""
    st.session_state[_SEAT] = Seat(session_id, chair)


def leave() -> None:
    """Stand up; what was voted stays, and the link leads back."""
    mine, here = seat(), room()
    if mine:
        st.session_state[_LEFT] = {*st.session_state.get(_LEFT, ()), mine.session_id}
        if mine.chair and here:
            here.hide()
    for name in (_SEAT, *OF_A_SEAT):
        st.session_state.pop(name, None)
    private.put(LINK, "")
    private.put(CHAIR, "")


def from_address() -> str:
    """Take the seat that the address leads to, or that this device had before.

    Returns:
        What is wrong with the link: 'chair', 'room', or empty.
    """
    for name in (CHAIR, LINK):
        secret = private.value(name)
        if secret:
            return _follow_link(name, secret)
    if seat() is None:
        _sit_down_again()
    return ""


def _follow_link(name: str, secret: str) -> str:
    """Take the seat that a link leads to.

    Returns:
        The name of the link if it leads nowhere, else empty.
    """
    if st.session_state.get(_WRONG) == secret:  # counted once
        return name
    found = session_of(name, secret, address())
    if found is None:
        st.session_state[_WRONG] = secret
        return name
    mine = seat()
    if name == CHAIR:
        take_seat(found.room.session_id, secret)
        private.put(CHAIR, "")  # others may see this screen
    elif mine is None or mine.session_id != found.room.session_id:
        take_seat(found.room.session_id)
    return ""


def _sit_down_again() -> None:
    """Take the seat that this device had before it was closed, unless it left."""
    left = st.session_state.get(_LEFT, ())
    cookies = st.context.cookies.to_dict()
    secret = str(cookies.get(CHAIR_COOKIE, ""))
    led = None
    if secret and st.session_state.get(_WRONG) != secret:
        led = session_of(CHAIR, secret, address())
        st.session_state[_WRONG] = secret if led is None else ""
    if led and led.room.session_id not in left and not is_quiet(led.room, now()):
        take_seat(led.room.session_id, secret)
    elif DEVICE_COOKIE in cookies:
        for one in sessions_with(responses_dir(), device()):
            if one.room.session_id not in left:
                take_seat(one.room.session_id)
                return


def address() -> str:
    """Return from which address the visitor comes; one name for all on this computer."""
    return st.context.ip_address or "here"


def participants_secret(mine: Seat) -> str:
    """Return what the participants' link holds; only the chair knows it."""
    return link_of(mine.chair)

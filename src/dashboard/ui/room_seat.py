"""Where a visitor sits in a working-group session: in the chair, among the participants, nowhere.

A device is known by a cookie that the page of the working group sets; where there is none, by the
session of the browser, until the page is closed.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.responses.files import responses_dir
from dashboard.responses.hall import by_link, live, sessions_with
from dashboard.responses.sessions import link_of, voter_of
from dashboard.ui import private
from dashboard.ui.document import DEVICE_COOKIE

if TYPE_CHECKING:
    from dashboard.responses.live import Live

LINK: Final = "room"
CHAIR: Final = "chair"
_SEAT: Final = "room_seat"
_DEVICE: Final = "room_device"
_LEFT: Final = "room_left"
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
    folder = responses_dir()
    secret = private.value(CHAIR)
    if secret:
        found = by_link(folder, CHAIR, secret)
        if found is None:
            return CHAIR
        take_seat(found.room.session_id, secret)
        return ""
    secret = private.value(LINK)
    if secret:
        found = by_link(folder, "link", secret)
        if found is None:
            return LINK
        mine = seat()
        if mine is None or mine.session_id != found.room.session_id:
            take_seat(found.room.session_id)
        return ""
    mine = seat()
    if mine:
        put_into_address(mine)
    elif is_remembered():
        _sit_down_again()
    return ""


def _sit_down_again() -> None:
    """Take the seat that this device had before it was closed, unless it left."""
    for one in sessions_with(responses_dir(), device()):
        if one.room.session_id not in st.session_state.get(_LEFT, ()):
            take_seat(one.room.session_id)
            return


def put_into_address(mine: Seat) -> None:
    """Write the chair's link into the address, so that reloading the page leads back."""
    if mine.chair:
        private.put(CHAIR, mine.chair)


def participants_secret(mine: Seat) -> str:
    """Return what the participants' link holds; only the chair knows it."""
    return link_of(mine.chair)

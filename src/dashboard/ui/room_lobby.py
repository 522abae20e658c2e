"""The lobby of a session: code, QR code and links, who is there, and how many have voted."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import streamlit as st

from dashboard.answers.voted import SMALLEST_GROUP
from dashboard.i18n import _, ngettext, number
from dashboard.responses import group_work
from dashboard.ui import room_links, room_seat, session
from dashboard.ui.private import link
from dashboard.words import voting as words

if TYPE_CHECKING:
    from dashboard.responses.live import Live
    from dashboard.ui.room_seat import Seat

_LOCAL: Final = ("localhost", "127.0.0.1")
_QR_SCALE: Final = 8
# Only the chair asks how many are there, and one chair asks little.
_EVERY_S: Final = 1.5


def lobby(live: Live, mine: Seat) -> None:
    """Draw code, QR code and links, and who is there."""
    room = live.room
    address = participants_link(mine)
    left, right = st.columns([2, 1], gap="large")
    with left:
        if room.lobby:
            st.markdown(_("Code to join on the page Working group:"))
            st.title(f"{room.code[:3]} {room.code[3:]}", anchor=False)
            st.markdown(_("Or open this link, or point a phone at the square:"))
            st.code(address, language=None, wrap_lines=True)
            if urlsplit(address).hostname in _LOCAL:
                st.caption(
                    _(
                        "This address works on this computer only. For other devices the dashboard "
                        "must run on a server that they can reach: see the operations guide."
                    )
                )
        else:
            st.info(_("The lobby is closed: nobody new can join."))
        present(live.room.session_id)
        now_open = st.toggle(_("Lobby open: more may join"), value=room.lobby)
        if now_open != room.lobby:
            group_work.set_lobby(live, is_open=now_open)
            st.rerun()
    with right:
        if room.lobby:
            show_qr_code(address)
    if session.current().present:  # a screen that others see
        return
    with st.expander(_("Your link as chair: keep it, and show it to nobody")):
        st.markdown(_("Whoever has this link leads the session. It brings you back after a break."))
        st.code(
            link(room_links.CHAIR, mine.chair, session.link_parameters()),
            language=None,
            wrap_lines=True,
        )


def participants_link(mine: Seat) -> str:
    """Return the link for participants."""
    return link(room_links.LINK, room_seat.participants_secret(mine), {})


def show_qr_code(address: str) -> None:
    """Draw the QR code of an address."""
    st.image(qr_code(address), width=260, alt=_("QR code of the link to join"))


@st.cache_data(max_entries=64, show_spinner=False)
def qr_code(address: str) -> bytes:
    """Return a QR code (ISO/IEC 18004) as PNG, dark on white in both themes."""
    import segno  # noqa: PLC0415 - only for a chair

    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="png", scale=_QR_SCALE, border=3)
    return out.getvalue()


@st.fragment(run_every=_EVERY_S)
def present(session_id: str) -> None:
    """Say how many are there; it follows by itself."""
    live = room_seat.room()
    if live is None or live.room.session_id != session_id:
        return
    n = len(live.room.people)
    st.markdown(
        "**"
        + ngettext("{n} participant is here.", "{n} participants are here.", n).format(n=number(n))
        + "**"
    )


@st.fragment(run_every=_EVERY_S)
def count(session_id: str, question_id: str) -> None:
    """Say how many have voted, never how; it follows by itself."""
    live = room_seat.room()
    if live is None or live.room.session_id != session_id:
        return
    question = live.room.questions[question_id]
    told = words.voted_of(len(question.votes), len(live.room.people), len(question.paper))
    st.markdown(f"**{told}**")
    n_people = max(1, len(live.room.people))
    st.progress(min(1.0, (len(question.votes) - len(question.paper)) / n_people))
    if 0 < len(question.votes) < SMALLEST_GROUP:
        st.caption(
            _("With fewer than {n} votes, the result shows how each of them was.").format(
                n=number(SMALLEST_GROUP)
            )
        )

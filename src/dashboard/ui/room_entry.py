"""The door of the working group: join with a code, or open a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.errors import WritingError
from dashboard.filters import OECD_STATUSES, REGIONS
from dashboard.i18n import _
from dashboard.responses.files import responses_dir
from dashboard.responses.group_work import LONGEST_NAME, join
from dashboard.responses.hall import by_code
from dashboard.responses.limits import Limiter
from dashboard.responses.room import WORKPLACES, Participant
from dashboard.responses.sessions import CODE_LENGTH, LONGEST_TITLE, open_session
from dashboard.ui import access, room_seat, session
from dashboard.words.labels import oecd_name, region_name
from dashboard.words.markdown import as_plain_text
from dashboard.words.voting import participant_role_name

if TYPE_CHECKING:
    from dashboard.responses.live import Live

# Wrong codes of one address in ten minutes, and of all together. A meeting room is one address;
# there are 900 million codes.
_wrong = Limiter(most=100, window_s=600.0)
_wrong_of_all = Limiter(most=2000, window_s=600.0)
_SPACES: Final = 4
_EXAMPLE: Final = "ABC 234"


def door(wrong_link: str) -> None:
    """Draw what somebody sees who sits in no session.

    Args:
        wrong_link: The link that led to no session: 'chair', 'room', or empty.
    """
    if wrong_link:
        st.error(
            _(
                "This link leads to no session. It may be cut off, or the session may be on "
                "another server. Ask the chair for the link, or type the code."
            )
        )
    left, right = st.columns(2, gap="large")
    with left:
        _join_by_code()
    with right:
        _open()


def _join_by_code() -> None:
    st.header(_("Join a session"))
    st.markdown(_("The chair shows a code. No account is needed, and no name."))
    with st.form("room_code", border=False):
        code = st.text_input(
            _("Code of the session"),
            max_chars=CODE_LENGTH + _SPACES,
            placeholder=_EXAMPLE,
            autocomplete="off",
        )
        sent = st.form_submit_button(_("Find the session"))
    if not sent:
        return
    who = room_seat.address()
    if not (_wrong.may(who) and _wrong_of_all.may("")):
        st.error(_("Too many wrong codes. Wait ten minutes, or ask the chair for the link."))
        return
    found = by_code(responses_dir(), code) if code.strip() else None
    if found is None:
        _wrong.take(who)
        _wrong_of_all.take("")
        st.error(
            _(
                "No session is open for joining under this code. Look at the letters again. A code "
                "works only while the chair keeps the lobby open."
            )
        )
        return
    room_seat.take_seat(found.room.session_id)
    st.rerun()


def _open() -> None:
    st.header(_("Open a session"))
    st.markdown(
        _(
            "You are the chair: you ask, the group votes on its own devices, and nobody sees a "
            "result before you close the vote."
        )
    )
    access.banner()
    role = access.writer("session-chair", key="_room")
    if not role:
        return
    with st.form("room_open", border=False):
        title = st.text_input(
            _("What is the session called?"),
            max_chars=LONGEST_TITLE,
            placeholder=_("Working group on local inclusion"),
            autocomplete="off",
        )
        sent = st.form_submit_button(_("Open the session"))
    if sent:
        try:
            opened = open_session(responses_dir(), title, role=role, release=session.release())
        except WritingError as error:
            st.error(as_plain_text(str(error)))
            return
        room_seat.take_seat(opened.session_id, opened.chair)
        st.rerun()


def join_form(live: Live) -> None:
    """Ask somebody who found a session to join it."""
    room = live.room
    st.header(as_plain_text(room.title))
    if live.is_over:
        st.info(_("This session is over."))
        return
    if not room.lobby:
        told = _("The lobby is closed: nobody new can join. Ask the chair to open it.")
        st.warning(told + " " + _("This page follows by itself."))
        return
    st.markdown(_("You can tell the group who you are. Every field may stay empty."))
    with st.form("room_join", border=False):
        role = st.selectbox(_("Where do you work?"), WORKPLACES, format_func=participant_role_name)
        region = st.selectbox(
            _("In which region?"),
            ("", *REGIONS),
            format_func=lambda of: region_name(of) if of else _("I do not say"),
        )
        oecd = st.selectbox(
            _("In an OECD country?"),
            ("", *OECD_STATUSES),
            format_func=lambda of: oecd_name(of) if of else _("I do not say"),
            help=_("Results are also shown by region and OECD status, never for fewer than 3."),
        )
        name = st.text_input(
            _("Name, if you want it in the list of those present"),
            max_chars=LONGEST_NAME,
            autocomplete="off",
        )
        sent = st.form_submit_button(_("Join"))
    if not room_seat.is_remembered():
        st.caption(_("This device is remembered until you close or reload the page."))
    if sent:
        who = Participant(role or "", region or "", oecd or "", name)
        try:
            join(live, room_seat.voter(room.session_id), who, address=room_seat.address())
        except WritingError as error:
            st.error(as_plain_text(str(error)))
            return
        st.rerun()

"""The page "Working group", put together: the door, the chair's side, the participants' side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.errors import WritingError
from dashboard.i18n import _
from dashboard.responses.group_work import vote
from dashboard.ui import (
    room_ballot,
    room_chair,
    room_entry,
    room_result,
    room_seat,
    room_stage,
    session,
)
from dashboard.words import voting as words
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from dashboard.responses.live import Live
    from dashboard.responses.room import Question


def title() -> str:
    """Return the title of the page."""
    return _("Working group")


def is_stage() -> bool:
    """Return whether the chair shows the session on a projector: nothing else is drawn then."""
    mine = room_seat.seat()
    return bool(session.current().present and mine and mine.chair)


def sections() -> None:
    """Draw the page below its head."""
    wrong = room_seat.from_address()
    live, mine = room_seat.room(), room_seat.seat()
    if live is None or mine is None or wrong:
        room_entry.door(wrong)
    elif mine.chair and session.current().present:
        room_stage.view(live, mine)
    elif mine.chair:
        room_chair.view(live, mine)
    elif room_seat.voter(live.room.session_id) not in live.room.people:
        room_entry.join_form(live)
    else:
        _participant(live)
    if live is not None and mine is not None and not is_stage():
        _leaving()


def _leaving() -> None:
    st.divider()
    if st.button(_("Leave the session"), help=_("What you voted stays. The link leads back.")):
        room_seat.leave()
        st.rerun()


def _participant(live: Live) -> None:
    """Draw the open vote, then the results that may be seen."""
    room = live.room
    st.header(as_plain_text(room.title))
    if live.is_over:
        st.info(_("This session is over. These are its results."))
    elif room.open_question:
        _ballot(live, room.open_question)
    else:
        st.info(_("No vote is open. This page follows by itself: wait for the chair."))
    closed = [q for q in room.questions.values() if q.status == "closed"]
    if closed:
        st.header(_("Results"))
    for question in reversed(closed):
        with st.container(border=True):
            st.subheader(as_plain_text(question.title), anchor=False)
            room_result.in_short(live, question)


def _ballot(live: Live, question: Question) -> None:
    """Draw the vote that is open, with what this voter gave before, and nobody else."""
    voter = room_seat.voter(live.room.session_id)
    kept = question.votes.get(voter)
    names = words.item_names(question, room_result.keyword_names())
    with st.container(border=True):
        st.subheader(as_plain_text(question.title), anchor=False)
        given = room_ballot.fields(question, names, kept or {}, "mine")
        if st.button(_("Send my vote") if kept is None else _("Change my vote")):
            try:
                vote(live, question, voter, given)
            except WritingError as error:
                st.error(as_plain_text(str(error)))
            else:
                st.rerun()
        if kept is not None:
            st.success(_("Your vote is kept. You can change it until the chair closes the vote."))
        st.caption(_("Nobody sees a result before the vote is closed, not even the chair."))

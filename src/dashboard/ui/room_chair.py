"""What the chair of a session sees: lobby, questions, counts, and no vote before its closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.errors import DashboardError
from dashboard.i18n import _
from dashboard.responses import group_work
from dashboard.responses.adopted import LONGEST_NAME, adopt
from dashboard.responses.ballots import LONGEST_TEXT
from dashboard.ui import (
    room_ballot,
    room_lobby,
    room_minutes,
    room_questions,
    room_ranks,
    room_result,
)
from dashboard.words import voting as words
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.responses.live import Live
    from dashboard.responses.room import Question
    from dashboard.ui.room_seat import Seat


def view(live: Live, mine: Seat) -> None:
    """Draw the chair's side of the page.

    Args:
        live: Session.
        mine: The chair's seat.
    """
    room = live.room
    st.header(as_plain_text(room.title))
    if live.is_over:
        _over(live)
    else:
        room_lobby.lobby(live, mine)
        st.header(_("Questions"))
        if not room.questions:
            st.markdown(_("Add the first question. Nobody can vote before you open the vote."))
    for place, question in enumerate(room.questions.values(), start=1):
        with st.container(border=True):
            _question(live, question, place)
    if not live.is_over:
        with st.expander(_("Add a question"), expanded=not room.questions):
            room_questions.form(live)
    room_minutes.section(live)
    if not live.is_over:
        _ending(live)


def _question(live: Live, question: Question, place: int) -> None:
    status = words.status_name(question)
    st.subheader(f"{place}. {as_plain_text(question.title)}", anchor=False)
    st.caption(f"{words.kind_name(question.kind)} · {status}")
    controls(live, question)
    if question.status == "open":
        room_lobby.count(live.room.session_id, question.question_id)
        with st.expander(_("Add a paper vote")):
            _paper(live, question)
    elif question.status == "closed":
        room_result.show(live, question)
        _take_over(live, question)
        _decision(live, question)


def controls(live: Live, question: Question) -> None:
    """Draw the button that opens or closes a vote."""
    key = f"room_state_{question.question_id}"
    if live.is_over:
        return
    if question.status == "open":
        if st.button(_("Close the vote and show the result"), key=key):
            _do(lambda: group_work.close_vote(live, question))
        return
    again = question.status == "closed"
    label = _("Open the vote again") if again else _("Open the vote")
    if st.button(label, key=key, help=_("Votes that were given stay.") if again else None):
        _do(lambda: group_work.open_vote(live, question))


def _paper(live: Live, question: Question) -> None:
    names = words.item_names(question, room_result.keyword_names())
    # Each paper vote has fields of its own, empty at first.
    vote = room_ballot.fields(question, names, {}, f"paper{len(question.paper)}")
    if st.button(_("Add this paper vote"), key=f"room_paper_{question.question_id}"):
        _do(lambda: group_work.paper_vote(live, question, vote))


def _take_over(live: Live, question: Question) -> None:
    """Offer to use the result on other pages."""
    found = room_result.of(live, question)
    if question.kind not in {"weights", "points"} or not found.n_voters or live.is_over:
        return
    if question.adopted:
        st.caption(
            _("In use on the page Action selection under the name {name}.").format(
                name=as_plain_text(question.adopted)
            )
        )
        return
    with st.form(f"room_adopt_{question.question_id}", border=False):
        name = st.text_input(
            _("Name of the result, for the page Action selection"),
            value=live.room.title[:LONGEST_NAME],
            max_chars=LONGEST_NAME,
        )
        label = _("Use as a set of weights")
        if question.kind == "points":
            label = _("Use as criterion value added")
        sent = st.form_submit_button(label)
    if sent:
        figures = room_ranks.points(found)
        _do(lambda: adopt(live, question, name, figures, found.n_voters))


def _decision(live: Live, question: Question) -> None:
    """Let the chair write what was decided."""
    if live.is_over:
        return
    with st.form(f"room_decision_{question.question_id}", border=False):
        decision = st.text_area(
            _("What did the group decide? It goes into the minutes."),
            value=question.decision,
            max_chars=group_work.LONGEST_DECISION,
        )
        agreed = question.agreed
        if question.kind == "wording":
            agreed = st.text_area(
                _("Agreed wording"),
                value=question.agreed or question.wording,
                max_chars=LONGEST_TEXT,
            )
        if st.form_submit_button(_("Keep for the minutes")):
            _do(lambda: group_work.decide(live, question, decision, agreed))


def _ending(live: Live) -> None:
    with st.expander(_("End the session")):
        st.markdown(_("Nobody can vote any more. Results and minutes stay; you can go on later."))
        if st.button(_("End the session now")):
            _do(lambda: group_work.end(live))


def _over(live: Live) -> None:
    st.info(_("This session is over. Results and minutes stay here, under your link."))
    if st.button(_("Go on with the session")):
        _do(lambda: group_work.go_on(live))


def _do(what: Callable[[], object]) -> None:
    """Do something and draw the page anew; say what was wrong if it cannot be done."""
    try:
        what()
    except DashboardError as error:
        st.error(as_plain_text(str(error)))
        return
    st.rerun()

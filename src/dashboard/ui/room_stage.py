"""The chair's screen on a projector: one question, large, with three controls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.i18n import _
from dashboard.ui import room_chair, room_lobby, room_result
from dashboard.words import voting as words
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from dashboard.responses.live import Live
    from dashboard.responses.room import Question
    from dashboard.ui.room_seat import Seat

_PLACE: Final = "room_stage_place"


def view(live: Live, mine: Seat) -> None:
    """Draw the stage.

    Args:
        live: Session.
        mine: The chair's seat.
    """
    questions = list(live.room.questions.values())
    question = _shown(questions)
    st.caption(as_plain_text(live.room.title))
    if question is None:
        room_lobby.lobby(live, mine)
        st.info(_("Leave presentation mode to add a question."))
        return
    st.title(as_plain_text(question.title), anchor=False)
    if question.status == "closed":
        room_result.show(live, question)
    else:
        _open(live, question, mine)
    _controls(live, question, questions)


def _shown(questions: list[Question]) -> Question | None:
    """Return the question on the stage: the open one, else the one chosen last, else the first."""
    if not questions:
        return None
    is_open = next((place for place, q in enumerate(questions) if q.status == "open"), None)
    if is_open is not None:
        st.session_state[_PLACE] = is_open
    place = min(int(st.session_state.get(_PLACE, 0)), len(questions) - 1)
    return questions[place]


def _open(live: Live, question: Question, mine: Seat) -> None:
    left, right = st.columns([2, 1], gap="large")
    with left:
        if question.kind == "wording":
            st.markdown(f"> {as_plain_text(question.wording)}")
        for name in words.item_names(question, room_result.keyword_names()).values():
            st.markdown(f"- {as_plain_text(name)}")
        if question.status == "open":
            room_lobby.count(live.room.session_id, question.question_id)
        else:
            st.info(_("The vote is not open yet."))
    with right:
        if live.room.lobby:
            room_lobby.show_qr_code(room_lobby.participants_link(mine))
            st.header(f"{live.room.code[:3]} {live.room.code[3:]}", anchor=False)
        room_lobby.present(live.room.session_id)


def _controls(live: Live, question: Question, questions: list[Question]) -> None:
    place = questions.index(question)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(_("Question before"), disabled=place == 0 or question.status == "open"):
            st.session_state[_PLACE] = place - 1
            st.rerun()
        room_chair.controls(live, question)
        is_last = place == len(questions) - 1
        if st.button(_("Next question"), disabled=is_last or question.status == "open"):
            st.session_state[_PLACE] = place + 1
            st.rerun()

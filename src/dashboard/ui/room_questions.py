"""The chair's form for a new question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.criteria import CRITERIA
from dashboard.errors import FilterError, WritingError
from dashboard.i18n import _
from dashboard.responses.ballots import LONGEST_TEXT, MOST_IN_PAIRS
from dashboard.responses.group_work import LONGEST_QUESTION, MOST_ITEMS, ask
from dashboard.responses.room import KINDS
from dashboard.ui import candidates, room_result, session
from dashboard.words.criteria import question as criterion_question
from dashboard.words.labels import criterion_name
from dashboard.words.markdown import as_plain_text
from dashboard.words.voting import first_wording, kind_name

if TYPE_CHECKING:
    from dashboard.responses.live import Live

_KIND: Final = "room_kind"
_DEFAULT_LIMIT: Final = 5
_DEFAULT_PAIRS: Final = 5


def form(live: Live) -> None:
    """Draw the form; what is added waits until the chair opens its vote."""
    kind = st.selectbox(_("Kind of question"), KINDS, format_func=kind_name, key=_KIND)
    n_asked = len(live.room.questions)
    key = f"room_new_{kind}_{n_asked}"
    title = st.text_input(
        _("The question, in simple words"),
        value=first_wording(kind),
        max_chars=LONGEST_QUESTION,
        key=f"{key}_title",
    )
    items, limit, wording = _about(kind, key)
    if st.button(_("Add the question"), key=f"{key}_add"):
        try:
            ask(live, kind, title, items, limit=limit, wording=wording)
        except WritingError as error:
            st.error(as_plain_text(str(error)))
            return
        st.rerun()


def _about(kind: str, key: str) -> tuple[tuple[str, ...], int, str]:
    """Return items, limit and wording of a question, as far as its kind needs them."""
    if kind == "weights":
        for criterion in CRITERIA:
            told = criterion_question(criterion)
            st.caption(f"**{criterion_name(criterion)}**: {told}")
        return CRITERIA, 0, ""
    if kind == "wording":
        wording = st.text_area(
            _("The wording that you ask about"), max_chars=LONGEST_TEXT, key=f"{key}_wording"
        )
        return (), 0, wording
    names = room_result.keyword_names()
    most = MOST_IN_PAIRS if kind == "pairs" else MOST_ITEMS
    items = st.multiselect(
        _("Actions to vote on"),
        list(names),
        default=_offered(kind),
        format_func=lambda of: names[of],
        max_selections=most,
        key=f"{key}_items",
        help=_("At first: your selection, else the first actions of the ranking."),
    )
    limit = 0
    if kind == "approval":
        limit = int(
            st.number_input(
                _("How many may each voter choose?"),
                min_value=1,
                max_value=MOST_ITEMS,
                value=min(_DEFAULT_LIMIT, max(1, len(items))),
                key=f"{key}_limit",
            )
        )
    return tuple(items), limit, ""


def _offered(kind: str) -> list[str]:
    """Return the actions to start from: the selection, else the first of the ranking."""
    state = session.current()
    n = _DEFAULT_PAIRS if kind == "pairs" else state.limit
    picked = list(state.picked)
    if not picked:
        try:
            ranked = candidates.ranked(session.release(), state.candidates(), state.limit)
        except FilterError:
            return []
        picked = ranked.table["keyword_id"].tolist()
    return picked[:n]

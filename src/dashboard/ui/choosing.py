"""The page "Action selection", put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.filters import WORK_VIEWS
from dashboard.i18n import _
from dashboard.ui import aligning, basket, candidates, navigation, parts, session, weighing, wording
from dashboard.words import criteria as words
from dashboard.words.labels import work_view_name

if TYPE_CHECKING:
    from dashboard.answers.candidates import Candidates

PLAN = "action-plan"


def sections() -> None:
    """Draw the page below its head."""
    weighing.section()
    found = candidates.found()
    if found is None:
        return
    candidates.section(found)
    basket.section(found)
    _plan_link()
    _work(found)
    _reading_help(found.n_cities_answered)


def _plan_link() -> None:
    if session.current().picked:
        st.page_link(
            navigation.page_links()[PLAN],
            label=_("Make an action plan of this selection"),
            icon=":material/arrow_forward:",
            query_params=session.link_parameters(),
        )


def _work(found: Candidates) -> None:
    """Let the reader choose what is shown in detail, and show it."""
    st.header(_("Work on the selection"))
    view = parts.choose_part("work", WORK_VIEWS, work_view_name)
    if view == "wordings":
        wording.view()
    elif view == "sure":
        aligning.sure_view(found)
    elif not session.current().picked:
        st.info(_("Choose at least one action to see what the selection covers."))
    elif view == "alignment":
        aligning.alignment_view()
    else:
        aligning.covers_view()


def _reading_help(n_answered: int) -> None:
    st.header(_("How to read this"))
    lines = [
        *words.criteria_help(n_answered),
        _(
            "**Rank range**: ranks under 10,000 random sets of weights (SMAA, Lahdelma and "
            "Salminen 2001). Where ranges overlap, the order depends on what one thinks counts."
        ),
        _(
            "**Small differences are small**: less than 1 point of 100 is too little to decide by. "
            "Choosing is up to you: the score is a help, not a verdict."
        ),
        words.missing_text(n_answered, has_vote=candidates.voted() is not None),
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))

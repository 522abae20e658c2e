"""The detailed views of the peer comparison, one at a time."""

from __future__ import annotations

import streamlit as st

from dashboard.filters import MORE_VIEWS
from dashboard.i18n import _
from dashboard.ui import comparison, learning, medians, moves, parts, session
from dashboard.words.labels import more_view_name


def section() -> None:
    """Let the reader choose what is shown in detail, and show it."""
    state, release = session.current(), session.release()
    compared = medians.compared(release, medians.asked_now())
    chosen = state.more or ("scores" if compared.instrument else "documented")
    st.header(_("More about these cities"))
    parts.choose_part("more", MORE_VIEWS, more_view_name, shown=chosen)
    views = {
        "scores": comparison.score_sections,
        "moves": moves.section,
        "league": comparison.league_section,
        "gaps": comparison.gap_section,
        "documented": learning.evidence_section,
        "change": learning.change_section,
    }
    views[chosen]()

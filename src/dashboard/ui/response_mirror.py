"""The mirror: how the city and its peers would look with the answers that are not sent yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.answers.instruments import Wanted
from dashboard.answers.responses import INSTRUMENT
from dashboard.i18n import _
from dashboard.ui import medians, response_draft, session
from dashboard.ui.responded import responded
from dashboard.words.mirror import missing_text, score_cells, state_counts_text
from dashboard.words.responses import scoring

if TYPE_CHECKING:
    from dashboard.answers.responses import Responded
    from dashboard.ui.response_draft import Draft


def section(draft: Draft) -> None:
    """Show the mirror while it is open; nobody else sees it."""
    drawer = st.expander(
        _("Mirror: how your city would look (only you see this)"),
        on_change="rerun",
        key="response_mirror",
    )
    if not drawer.open:
        return
    with drawer:
        if not response_draft.n_answered(draft):
            st.info(_("Answer a question first. Then you see here how your city would look."))
            return
        mirrored = _mirrored(draft)
        _profile(draft, mirrored)
        _peers(draft, mirrored)
        st.caption(scoring())


def _mirrored(draft: Draft) -> Responded:
    """Return the accepted answers of this round, with the draft in the place of the city's own."""
    given = response_draft.table(draft)
    return responded().in_round(draft.round_id).with_draft(given[given["state"] != ""])


def _profile(draft: Draft, mirrored: Responded) -> None:
    st.subheader(_("Your profile"))
    mine = mirrored.answers[mirrored.answers["city_id"] == draft.city]
    st.markdown(state_counts_text(mine))
    asked = mirrored.asked(draft.round_id)
    names = dict(zip(asked["area_id"], asked["area"], strict=True))
    areas = mirrored.areas[mirrored.areas["city_id"] == draft.city]
    st.table(score_cells(areas, names), hide_index=True, border="horizontal")
    st.caption(missing_text(len(asked) - len(mine)))


def _peers(draft: Draft, mirrored: Responded) -> None:
    st.subheader(_("Beside your peers"))
    if response_draft.proposed():
        st.info(_("Your city is not in the data yet, so no peers can be found for it."))
        return
    wanted = Wanted(INSTRUMENT, draft.round_id)
    asked = medians.Asked(session.current().peer_comparison(), mirrored, wanted)
    parts = medians.median_parts(session.release(), asked)
    if not parts:
        st.info(_("No policy area has enough answers for a score yet: at least 40 % are needed."))
        return
    medians.draw_part(parts[0])

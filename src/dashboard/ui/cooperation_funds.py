"""Part of the cooperation page: sources of funds by level and kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.i18n import _
from dashboard.ui import cooperation_draft, display
from dashboard.words import funds as words

if TYPE_CHECKING:
    from dashboard.ui.cooperation_draft import Draft


def section(_draft: Draft | None) -> None:
    """Draw the sources of funds; they are the same for every pair."""
    funds = cooperation_draft.book().funds
    st.header(_("Sources of funds"))
    st.markdown(words.fund_summary(funds))
    display.table(
        display.Shown(
            _("Sources of funds for cooperation"),
            funds,
            {},
            "cooperation-funds",
            tuple(dict.fromkeys(funds["publisher"])),
            notes=(words.position_note(),),
            cells=words.fund_cells(funds),
        )
    )
    st.caption(words.reading())

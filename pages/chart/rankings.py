"""Page "Rankings": which policy areas and keywords do actors name most often?"""

import streamlit as st

from dashboard.i18n import _
from dashboard.ui import answers, closer, parts, rankings, session

parts.head(
    _("Rankings"),
    _(
        "Which policy areas and keywords do international actors name most often when they say "
        "what cities should do for the inclusion of migrants and refugees?"
    ),
)
rankings.corpus_controls()
st.caption(rankings.corpus_sentence())

state, release = session.current(), session.release()
areas = answers.drawn(rankings.areas, release, state.area_ranking(), state.area)
if areas is None:
    st.info(_("No document is left. Choose other actors or other years."))
else:
    rankings.show_areas(areas)
    keywords = answers.drawn(rankings.keywords, release, state.keyword_ranking(), state.keyword)
    rankings.show_keywords(keywords)
    closer.closer_section(keywords.shown.table)
rankings.reading_help()

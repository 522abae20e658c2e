"""Page "Rankings": which policy areas and keywords do actors name most often?"""

import streamlit as st

from dashboard.answers.rankings import rank_areas, rank_keywords
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
areas = answers.answer(rank_areas, release, state.ranking())
keywords = answers.answer(rank_keywords, release, state.ranking(area=state.area))
if areas.empty or not areas["score"].any():
    st.info(_("No document is left. Choose other actors or other years."))
else:
    rankings.areas_section(areas)
    rankings.keywords_section(keywords)
    closer.closer_section(keywords)
rankings.reading_help()

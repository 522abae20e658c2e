"""The router: page configuration, store, choices, sidebar, page.

The server imports this file once (then it only describes the application); Streamlit runs it as
`__main__` for every change that a visitor makes.
"""

import streamlit as st

from dashboard.errors import DashboardError
from dashboard.ui import startup

if __name__ == "__main__":
    from dashboard.i18n import use
    from dashboard.ui import echoes, navigation, parts, room_follow, session, sidebar
    from dashboard.words.markdown import as_plain_text

    st.set_page_config(page_title="Charting Local Inclusion", layout="wide")
    try:
        startup.ready_store()
        state = session.begin()
        use(state.lang)
        if state.present:
            st.set_page_config(initial_sidebar_state="collapsed")
        page = navigation.choose_page()
        sidebar.draw(state)
        room_follow.bar()
        parts.presentation(state)
        page.run()
        parts.footer(state)
        echoes.drawn()
    except DashboardError as error:
        st.error(as_plain_text(str(error)))
else:
    from dashboard.ui import document, room_news

    app = st.App(
        __file__, lifespan=startup.lifespan, routes=[*document.routes(), room_news.route()]
    )

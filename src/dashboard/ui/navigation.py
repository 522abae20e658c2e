"""The pages as Streamlit knows them, and the way from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.ui import menu, session

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

_PAGES: Final = "pages"
_LANGUAGE: Final = "pages_language"


def choose_page() -> Page:
    """Register the pages and find the one that the address names.

    Returns:
        The page to run.
    """
    lang = session.current().lang
    if st.session_state.get(_LANGUAGE) != lang:  # each looks for its file: once is enough
        st.session_state[_PAGES] = _pages()
        st.session_state[_LANGUAGE] = lang
    page = st.navigation(sections(), position="hidden")
    asked = session.asked_page()
    if asked is not None and asked != page.url_path:
        st.switch_page(page_links()[asked], query_params=session.link_parameters())
    session.be_on(page.url_path)
    return page


def _pages() -> dict[str, list[Page]]:
    return {
        title: [
            st.Page(
                entry.script,
                title=entry.title,
                url_path=entry.url_path,
                default=entry.url_path == "overview",
            )
            for entry in entries
        ]
        for title, entries in menu.sections().items()
    }


def sections() -> dict[str, list[Page]]:
    """Return the registered pages by section of the menu."""
    pages: dict[str, list[Page]] = st.session_state[_PAGES]
    return pages


def page_links() -> dict[str, Page]:
    """Return the registered pages by url path (the overview is the empty one)."""
    return {page.url_path: page for pages in sections().values() for page in pages}

"""The sidebar: menu, filters, link. Drawn once, by app.py, for every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.filters import OECD_STATUSES, REGIONS, SIZES
from dashboard.i18n import _, country
from dashboard.ui import answers, menu, session
from dashboard.words.labels import oecd_name, region_name, size_name

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

    from dashboard.state import State

_PAGES: Final = "pages"


def choose_page() -> Page:
    """Register the pages and find the one that the address names.

    Returns:
        The page to run.
    """
    pages = {
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
    st.session_state[_PAGES] = pages
    return st.navigation(pages, position="hidden")


def page_links() -> dict[str, Page]:
    """Return the registered pages by url path (the overview is the empty one)."""
    return {page.url_path: page for pages in st.session_state[_PAGES].values() for page in pages}


def draw(state: State) -> None:
    """Draw the menu and the filters.

    Args:
        state: The visitor's choices.
    """
    with st.sidebar:
        _menu()
        st.subheader(_("Filters"), divider="gray")
        _place_filters()
        _city_filters()
        _below(state)


def _place_filters() -> None:
    st.pills(
        _("Region"),
        REGIONS,
        selection_mode="multi",
        format_func=region_name,
        **session.bound("region"),
    )
    st.segmented_control(
        _("OECD status of the country"),
        ("", *OECD_STATUSES),
        required=True,
        wrap=True,
        format_func=lambda status: oecd_name(status) if status else _("Both"),
        **session.bound("oecd"),
    )
    st.multiselect(
        _("Population"),
        SIZES,
        format_func=size_name,
        placeholder=_("All sizes"),
        **session.bound("size"),
    )


def _city_filters() -> None:
    known = answers.choices(session.release())
    st.multiselect(
        _("Network"),
        list(known.network),
        format_func=lambda network: known.network.get(network, network),
        placeholder=_("All cities, in a network or not"),
        **session.bound("network"),
    )
    st.multiselect(
        _("Country"),
        list(known.country),
        format_func=lambda iso3: country(iso3, known.country.get(iso3, "")),
        placeholder=_("All countries"),
        **session.bound("country"),
    )
    st.selectbox(
        _("Policy area"),
        ("", *known.area),
        format_func=lambda area: known.area.get(area, _("All six")),
        **session.bound("area"),
    )


def _below(state: State) -> None:
    """Draw what is done with all filters: clear, link, presentation mode."""
    st.button(_("Clear all filters"), on_click=session.clear, disabled=not session.has_filters())
    with st.popover(_("Copy exact link"), width="stretch"):
        st.caption(
            _("This address reopens the same view, with the same data release. Copy it here:")
        )
        st.code(session.exact_link(), language=None, wrap_lines=True)
    if not state.present:
        st.button(
            _("Presentation mode"),
            on_click=session.change,
            kwargs={"present": True},
            help=_("Larger type for a projector or a shared screen."),
        )


def _menu() -> None:
    parameters = session.link_parameters()
    st.markdown(f"**{_('Charting Local Inclusion')}**")
    for title, pages in st.session_state[_PAGES].items():
        st.caption(title)
        for page in pages:
            st.page_link(page, query_params=parameters or None, width="stretch")

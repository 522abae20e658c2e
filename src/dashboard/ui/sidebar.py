"""The sidebar: menu, filters, link. Drawn once, by app.py, for every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.filters import OECD_STATUSES, REGIONS, SIZES
from dashboard.i18n import _, country
from dashboard.ui import answers, navigation, search, session
from dashboard.words.labels import oecd_name, region_name, size_name
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from dashboard.state import State


def draw(state: State) -> None:
    """Draw the menu and the filters.

    Args:
        state: The visitor's choices.
    """
    with st.sidebar:
        _menu()
        search.search_box()
        _own_city(state)
        st.subheader(_("Filters"), divider="gray")
        _place_filters()
        _city_filters()
        _below(state)


def _own_city(state: State) -> None:
    """Show the reader's own city, with the way to its profile and the way to let it go."""
    if not state.city:
        return
    with st.container(gap=None):
        st.page_link(
            navigation.page_links()[session.PROFILE],
            label=as_plain_text(search.city_name(session.release(), state.city)),
            help=as_plain_text(search.city_label(session.release(), state.city)),
            icon=":material/location_on:",
            query_params=session.link_parameters(),
        )
        st.button(
            _("Choose no city"),
            icon=":material/close:",
            on_click=session.change,
            kwargs={"city": ""},
            type="tertiary",
            key="drop_city",
        )


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
    for title, pages in navigation.sections().items():
        st.caption(title)
        for page in pages:
            st.page_link(page, query_params=parameters or None, width="stretch")

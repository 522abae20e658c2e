"""Partnerships between places: the choice of which are drawn, and their table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.filters import LINKS
from dashboard.i18n import _
from dashboard.queries.partnerships import list_partnerships, list_themes
from dashboard.ui import answers, display, session
from dashboard.words import city_map as map_words
from dashboard.words import map_legend
from dashboard.words import partnerships as words

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from dashboard.filters import LinkFilter


def controls(links: DeltaGenerator, theme: DeltaGenerator) -> None:
    """Draw the choice of which partnerships the map shows.

    Args:
        links: Column for whose partnerships are drawn.
        theme: Column for their theme.
    """
    state, release = session.current(), session.release()
    with links:
        st.segmented_control(
            _("Partnerships drawn"),
            LINKS,
            required=True,
            wrap=True,
            format_func=map_words.links_name,
            help=_("Partnerships of decentralised cooperation that the founding documents name."),
            **session.bound("links"),
        )
    with theme:
        themes = answers.answer(list_themes, release)
        st.selectbox(
            _("Theme of the partnerships"),
            ("", *themes),
            format_func=lambda key: themes.get(key, _("All themes")),
            disabled=state.links == "none",
            **session.bound("theme"),
        )
    if state.links == "city" and not state.city:
        st.info(_("Choose your city first: *Find a city* in the sidebar."))


def section() -> None:
    """Show the partnerships between places: the same that the map draws as arcs."""
    links = session.current().partnerships()
    st.header(_("Partnerships between places"))
    if links is None:
        st.caption(_("None are drawn. Choose which above the map."))
        return
    told, shown = answers.drawn(_section, session.release(), links)
    st.markdown(told)
    if len(shown.table):
        display.table(shown)


def _section(release: str, kept: LinkFilter) -> tuple[str, display.Shown]:
    links = answers.answer(list_partnerships, release, kept)
    ends = {
        end: [words.end_text(row, end) for row in display.records(links)] for end in ("from", "to")
    }
    headings = {
        "from": st.column_config.TextColumn(_("From"), width=140),
        "to": st.column_config.TextColumn(_("To"), width=140),
        "theme": st.column_config.TextColumn(_("Theme"), width=230),
        "year": st.column_config.TextColumn(_("Year"), width=90),
        "status": st.column_config.TextColumn(_("Status"), width=200),
        "publisher": st.column_config.TextColumn(_("Source"), width=120),
        "page": st.column_config.TextColumn(_("Page"), width=60),
    }
    shown = display.Shown(
        _("Partnerships between places"),
        links.assign(**ends, year=links["year"].str.replace("-", "\N{EN DASH}")),
        headings,
        "partnerships",
        tuple(dict.fromkeys(links["publisher"])),
        notes=(map_legend.disclaimer(),),
    )
    return words.partnerships_summary(links), shown

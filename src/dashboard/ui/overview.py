"""Sections of the overview page."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.coverage import coverage_chart
from dashboard.i18n import _, number
from dashboard.queries.facts import key_figures, list_coverage
from dashboard.ui import answers, display, menu, navigation, session
from dashboard.words import overview as words
from dashboard.words.labels import oecd_name, region_name


def key_figures_section() -> None:
    """Show the key figures, each with its years and where it comes from."""
    figures = answers.answer(key_figures, session.release())
    st.header(_("What we hold"))
    tiles = words.key_figure_tiles(figures)
    for row in (tiles[:3], tiles[3:]):
        for place, tile in zip(st.columns(3), row, strict=True):
            with place:
                st.metric(tile.label, number(tile.value), border=True)
                st.caption(tile.source)


def path_section() -> None:
    """Show who uses the dashboard for what, and the way through the pages."""
    st.header(_("Where to start"))
    st.markdown(words.users())
    pages = navigation.page_links()
    parameters = session.link_parameters()
    for entries in menu.sections().values():
        for entry in entries:
            if entry.url_path in pages and entry.url_path != "overview":
                st.page_link(pages[entry.url_path], query_params=parameters or None)
                st.caption(entry.question)


def coverage_section() -> None:
    """Show how much is known, by region and OECD status, and say where it is little."""
    summary, shown = answers.drawn(_coverage, session.release())
    st.header(shown.title)
    st.markdown(summary)
    display.draw(shown.charts[0], "coverage")
    display.table(shown)
    st.caption(words.coverage_reading())


def _coverage(release: str) -> tuple[str, display.Shown]:
    """Return the summary and the table of the coverage with its chart."""
    coverage = answers.answer(list_coverage, release)
    named = coverage.assign(
        region=[region_name(region) for region in coverage["region"]],
        oecd=[oecd_name(status) for status in coverage["oecd"]],
    )
    headings = {
        "region": _("Region"),
        "oecd": _("OECD status"),
        "n_places": _("Places"),
        "n_countries": _("Countries"),
        "n_with_coordinates": _("On the map"),
        "n_with_population": _("Population known"),
        "n_with_network": _("In a network"),
        "n_with_practice_or_grant": _("Practice or grant"),
        "n_with_indicator": _("Any indicator"),
        "n_with_policy_or_outcome_indicator": _("Policy or outcome indicator"),
    }
    sources = (_("Data package: tables cities, city_networks, practices, grants, city_indicators"),)
    chart = coverage_chart(coverage, words.coverage_alt(coverage))
    title = words.coverage_title()
    shown = display.Shown(title, named, headings, "coverage", sources, charts=(chart,))
    return words.coverage_summary(coverage), shown


def about_section() -> None:
    """Say where the numbers come from and what they are not."""
    st.header(_("Where the numbers come from"))
    st.markdown(words.origin())

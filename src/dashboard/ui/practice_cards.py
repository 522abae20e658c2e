"""The cases as cards, a few at a time, each with the ways onward and a look at one's own city."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import streamlit as st

from dashboard.answers.fit import compare_places
from dashboard.answers.peers import feature_table
from dashboard.i18n import _, ngettext, number
from dashboard.queries.peers import list_memberships
from dashboard.queries.practices import list_cases, list_steps
from dashboard.queries.practices_figures import list_place_figures
from dashboard.queries.sources import COUNTRY_SOURCE, list_sources
from dashboard.ui import answers, navigation, session
from dashboard.ui.search import city_label, city_name
from dashboard.words import cases as words
from dashboard.words import fit as fit_words
from dashboard.words.cells import rows_of
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from streamlit.navigation.page import Page

    from dashboard.answers.fit import Fit
    from dashboard.filters import PracticeFilter

A_PAGE: Final = 10
_ASKED: Final = "cases_asked"
_SHOWN: Final = "cases_shown"
_A_ROW: Final = 2
PEERS: Final = "peer-comparison"
RANKINGS: Final = "rankings"


class _Card(NamedTuple):
    """A case and everything its card says."""

    row: Mapping[str, Any]
    text: str


def paged(rows: pd.DataFrame, asked: PracticeFilter) -> None:
    """Show the first cases, and more of them when somebody asks.

    Args:
        rows: The cases, in order.
        asked: What they answer; another question begins at the first case again.
    """
    if st.session_state.get(_ASKED) != asked:
        st.session_state[_ASKED], st.session_state[_SHOWN] = asked, A_PAGE
    shown = min(st.session_state[_SHOWN], len(rows))
    cards(rows.head(shown))
    left = len(rows) - shown
    st.caption(
        _("{n} of {total} cases are shown here; the table below has all.").format(
            n=number(shown), total=number(len(rows))
        )
        if left
        else ngettext("The only case.", "All {n} cases.", len(rows)).format(n=number(len(rows)))
    )
    if left:
        more = min(left, A_PAGE)
        st.button(
            ngettext("Show {n} more", "Show {n} more", more).format(n=number(more)),
            on_click=_show_more,
            icon=":material/expand_more:",
            key="more_cases",
        )


def _show_more() -> None:
    st.session_state[_SHOWN] += A_PAGE


def cards(rows: pd.DataFrame) -> None:
    """Show cases as cards, two side by side where there is room, in the order of reading.

    Args:
        rows: The cases.
    """
    known = answers.drawn(_cards, session.release())
    pages, here = navigation.page_links(), session.link_parameters()
    ids = rows["record_id"].tolist()
    for start in range(0, len(ids), _A_ROW):
        pair = ids[start : start + _A_ROW]
        for place, case in zip(st.columns(_A_ROW), pair, strict=False):
            with place.container(border=True, height="stretch"):
                st.markdown(known[case].text)
                _onward(known[case].row, pages, here)
                _own_city(known[case].row)


def _cards(release: str) -> dict[str, _Card]:
    """Return the card of every case of a release."""
    choices = answers.choices(release)
    steps = answers.answer(list_steps, release)
    rows = rows_of(answers.answer(list_cases, release))
    return {row["record_id"]: _Card(row, words.card_text(row, choices, steps)) for row in rows}


def _onward(row: Mapping[str, Any], pages: Mapping[str, Page], here: dict[str, str]) -> None:
    """Link to the place, to its peers, and to the actions of the same keyword."""
    links = []
    if row["city_id"]:
        city = as_plain_text(city_name(session.release(), row["city_id"]))
        chosen = {**here, "city": row["city_id"]}
        chosen.pop("peers", None)
        links += [
            (session.PROFILE, _("Profile of {city}").format(city=city), chosen),
            (PEERS, _("Peers of {city}").format(city=city), chosen),
        ]
    if row["keyword_id"]:
        parameters = {**here, "keyword": row["keyword_id"]}
        links.append((RANKINGS, _("Actions on this keyword"), parameters))
    with st.container(horizontal=True, gap="small"):
        for page, label, parameters in links:
            st.page_link(
                pages[page],
                label=label,
                icon=":material/arrow_forward:",
                query_params=parameters,
            )


def _own_city(row: Mapping[str, Any]) -> None:
    """Say, once it is opened, what the place and the reader's own city have in common."""
    drawer = st.expander(
        _("Would it work in our city?"), on_change="rerun", key=f"fit_{row['record_id']}"
    )
    if not drawer.open:
        return
    own, release = session.current().city, session.release()
    with drawer:
        if not row["city_id"]:
            st.caption(_("The case has no single place, so there is nothing to compare."))
        elif not own:
            st.caption(_("Choose your city in the sidebar first (Find a city)."))
        elif own == row["city_id"]:
            st.caption(_("This is your own city."))
        else:
            _fit(release, row, own)


def _fit(release: str, row: Mapping[str, Any], own: str) -> None:
    fits = answers.drawn(_fits, release, row["city_id"], own)
    there, here = (city_label(release, city) for city in (row["city_id"], own))
    st.markdown(as_plain_text(fit_words.fit_summary(fits, there, here)))
    st.table(
        fit_words.fit_cells(fits, row["city"], city_name(release, own)),
        hide_index=True,
        border="horizontal",
        alt=_("{there} and {here}").format(there=there, here=here),
    )
    source = answers.answer(list_sources, release)[COUNTRY_SOURCE]
    st.caption(f"{fit_words.other_sources(source)} {as_plain_text(fit_words.ask_for(row))}")


def _fits(release: str, there: str, here: str) -> tuple[Fit, ...]:
    table = answers.answer(feature_table, release)
    memberships = answers.answer(list_memberships, release)
    figures = answers.answer(list_place_figures, release)
    return compare_places(table, memberships, figures, there, here)

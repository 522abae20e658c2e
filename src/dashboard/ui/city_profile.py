"""Sections of the profile page. Each shows what is known; what is not known is told at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from dashboard.answers.profile_rows import profile_rows
from dashboard.answers.profiles import Profile, city_profile
from dashboard.charts.city_map import place_chart
from dashboard.i18n import _, country, number
from dashboard.maps.places import SETTLEMENTS
from dashboard.maps.view import View
from dashboard.queries.sources import list_sources
from dashboard.ui import answers, city_map, display, map_parts, navigation, session
from dashboard.ui.search import city_label
from dashboard.words import city_map as map_words
from dashboard.words import map_legend
from dashboard.words import profile as words
from dashboard.words import profile_tables as tables
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from dashboard.charts.base import Chart

_PLACE_ZOOM: Final = 3.4
_MOST_LINKS: Final = 4


def title() -> str:
    """Return the title of the page: the city, or what the page is for."""
    state, release = session.current(), session.release()
    return as_plain_text(city_label(release, state.city)) if state.city else _("City profile")


def chosen() -> Profile | None:
    """Return the profile of the reader's city; None if none is chosen."""
    state, release = session.current(), session.release()
    return answers.answer(city_profile, release, state.city) if state.city else None


def choose_section() -> None:
    """Ask for a city: the search box, or a row of the cities kept."""
    st.info(_("Choose a city: type its name in *Find a city* in the sidebar, or pick a row here."))
    shown = answers.drawn(_cities, session.release(), map_parts.asked_now())
    if shown.table.empty:
        st.info(_("No city is left. Take away a filter in the sidebar."))
    else:
        display.table(shown)


def _cities(release: str, asked: map_parts.Asked) -> display.Shown:
    answer, filters = map_parts.answer_to(release, asked), asked.filters
    heading = map_words.map_title(filters, answer, answers.choices(release))
    return map_parts.table(
        filters, answer, heading, heading, map_parts.drawn_links(release, kept=None)
    )


def facts_section(profile: Profile) -> None:
    """Show the place itself: how much is known, where it lies, its neighbours, its facts."""
    city_map.say_if_left_out()
    release, city = session.release(), session.current().city
    told, facts = answers.drawn(_facts, release, city)
    st.markdown(told)
    left, right = st.columns([3, 2])
    with left:
        display.table(facts)
    with right:
        if not facts.charts:
            st.info(_("The coordinates of this place are not known to us."))
            return
        display.draw(facts.charts[0], "place")
        st.caption(map_legend.disclaimer())
        _neighbour_links(profile)


def _facts(release: str, city: str) -> tuple[str, display.Shown]:
    profile = answers.answer(city_profile, release, city)
    sources = answers.answer(list_sources, release)
    cells = tables.facts_cells(profile, sources)
    place = _place(profile)
    rows = profile_rows(profile, sources)
    kept = (rows["section"] == "facts") | rows["item_id"].isin(
        tables.context_values(profile)["indicator_id"]
    )
    shown = display.Shown(
        _("{city}: facts").format(city=city_label(release, city)),
        rows[kept],
        {},
        "facts",
        tuple(dict.fromkeys(words.publishers(profile, sources))),
        charts=(place,) if place else (),
        notes=(map_legend.disclaimer(),) if place else (),
        cells=cells,
    )
    return words.summary(profile, len(answers.choices(release).area)), shown


def _place(profile: Profile) -> Chart | None:
    """Return the small map: where the city lies; None without coordinates."""
    facts = profile.facts
    if facts["latitude"] is None:
        return None
    own = pd.DataFrame([{**facts, "own": True}])
    places = pd.concat([own, profile.neighbours.assign(own=False)], ignore_index=True)
    view = View(facts["longitude"], facts["latitude"], _PLACE_ZOOM)
    alt = _("Map: where {city} lies, with its nearest cities: {others}.").format(
        city=facts["city"], others=words.neighbours_line(profile.neighbours)
    )
    return place_chart(places, view, alt)


def _neighbour_links(profile: Profile) -> None:
    if profile.neighbours.empty:
        return
    st.markdown(_("Nearest cities in the data:"))
    page = navigation.page_links()[session.PROFILE]
    for row in display.records(profile.neighbours.head(_MOST_LINKS)):
        label = f"{row['city']}, {country(row['country_iso3'])}"
        if profile.facts["kind"] in SETTLEMENTS:  # the point of a region is that of a city
            label = _("{place}: {km} km").format(place=label, km=number(row["distance_km"]))
        parameters = {**session.link_parameters(), "city": row["city_id"]}
        st.page_link(page, label=as_plain_text(label), query_params=parameters)

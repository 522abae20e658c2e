"""Sections of the profile page. Each shows what is known; what is not known is told at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd
import streamlit as st

from dashboard.answers.city_map import city_map as map_answer
from dashboard.answers.profiles import Profile, city_profile, missing_parts
from dashboard.charts.city_map import place_chart
from dashboard.charts.evidence import evidence_chart
from dashboard.i18n import _, country, number
from dashboard.maps.view import View
from dashboard.queries.sources import list_sources
from dashboard.ui import answers, city_map, display, map_parts, navigation, session
from dashboard.ui.search import city_label
from dashboard.words import city_map as map_words
from dashboard.words import profile as words
from dashboard.words import profile_tables as tables
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from dashboard.charts.base import Chart
    from dashboard.filters import MapFilter

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
    asked = session.current().city_map()
    display.table(answers.drawn(_cities, session.release(), asked))


def _cities(release: str, asked: MapFilter) -> display.Shown:
    answer = answers.answer(map_answer, release, asked)
    heading = map_words.map_title(asked, answer, answers.choices(release))
    return map_parts.table(
        asked, answer, heading, heading, map_parts.drawn_links(release, kept=None)
    )


class Section(NamedTuple):
    """One section of the page: its heading, what it says, its table and its caption."""

    heading: str
    told: str
    shown: display.Shown
    caption: str = ""


def _draw(section: Section) -> None:
    st.header(section.heading)
    if section.told:
        st.markdown(section.told)
    for place, chart in enumerate(section.shown.charts):
        display.draw(chart, f"{section.shown.name}_{place}")
    display.table(section.shown)
    if section.caption:
        st.caption(section.caption)


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
        st.caption(map_words.disclaimer())
        _neighbour_links(profile)


def _facts(release: str, city: str) -> tuple[str, display.Shown]:
    profile = answers.answer(city_profile, release, city)
    sources = answers.answer(list_sources, release)
    cells = tables.facts_cells(profile, sources)
    place = _place(profile)
    facts = pd.DataFrame(cells)
    shown = display.Shown(
        _("{city}: facts").format(city=city_label(release, city)),
        facts,
        {},
        "facts",
        tuple(dict.fromkeys(words.publishers(profile, sources))),
        charts=(place,) if place else (),
        notes=(map_words.disclaimer(),) if place else (),
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
        label = _("{city}, {country}: {km} km").format(
            city=row["city"], country=country(row["country_iso3"]), km=number(row["distance_km"])
        )
        parameters = {**session.link_parameters(), "city": row["city_id"]}
        st.page_link(page, label=as_plain_text(label), query_params=parameters)


def record_sections() -> None:
    """Show practices and grants by policy area, the four roles, networks and the rest."""
    release, city = session.release(), session.current().city
    for section in answers.drawn(_record_sections, release, city):
        _draw(section)


def more_sections() -> None:
    """Show networks, partnerships, findings and events; none that is empty."""
    release, city = session.release(), session.current().city
    for section in answers.drawn(_more_sections, release, city):
        _draw(section)


def _record_sections(release: str, city: str) -> list[Section]:
    profile = answers.answer(city_profile, release, city)
    areas = answers.choices(release).area
    order = {area: place for place, area in enumerate(areas)}
    records = profile.records.sort_values("area_id", key=lambda ids: ids.map(order), kind="stable")
    label = city_label(release, city)
    counts = records["area_id"].value_counts()
    alt = words.evidence_alt(label, {name: int(counts.get(a, 0)) for a, name in areas.items()})
    heading = _("What is documented, by policy area")
    documented = display.Shown(
        f"{label}: {heading}",
        records,
        {},
        "records",
        tuple(dict.fromkeys(records["publisher"])),
        charts=(evidence_chart(records, areas, alt),),
        cells=tables.records_cells(records, areas),
    )
    roles = display.Shown(
        _("{city}: the four roles of a city").format(city=label),
        profile.led[["role_id", "by_rule", "record_id", "title", "year", "source_id"]],
        {},
        "roles",
        tuple(dict.fromkeys(profile.led["publisher"])),
        cells=tables.roles_cells(profile),
    )
    sections = [
        Section(heading, "", documented),
        Section(_("Four roles of a city"), "", roles, words.roles_note()),
    ]
    return [section for section in sections if len(section.shown.table)]


def _more_sections(release: str, city: str) -> list[Section]:
    profile = answers.answer(city_profile, release, city)
    parts = {
        "networks": (_("Networks"), profile.networks, tables.networks_cells),
        "links": (_("Partnerships"), profile.partnerships, tables.partnerships_cells),
        "findings": (
            _("Findings of the local Migration Governance Indicators"),
            profile.findings,
            tables.findings_cells,
        ),
        "events": (_("Events"), profile.events, tables.events_cells),
    }
    return [
        Section(
            heading,
            "",
            display.Shown(
                f"{city_label(release, city)}: {heading}",
                table,
                {},
                f"city_{name}",
                tuple(dict.fromkeys(table["publisher"])),
                cells=cells(table),
            ),
        )
        for name, (heading, table, cells) in parts.items()
        if len(table)
    ]


def missing_section() -> None:
    """Show what is missing, and how the city can add it."""
    _draw(answers.drawn(_missing, session.release(), session.current().city))


def _missing(release: str, city: str) -> Section:
    profile = answers.answer(city_profile, release, city)
    areas = answers.choices(release).area
    gaps = missing_parts(profile, list(areas))
    names = [words.gap_name(kind, thing, areas) for kind, thing in gaps]
    table = pd.DataFrame(gaps, columns=["table", "thing"]).assign(
        city_id=city, missing=names, value="", year="", source_title="", source_address=""
    )
    shown = display.Shown(
        _("{city}: what is missing").format(city=city_label(release, city)),
        table,
        {},
        "missing",
        (_("Data package: what its tables do not hold about this city"),),
        cells=words.missing_cells(gaps, areas),
    )
    empty = words.empty_parts(profile)
    told = f"{words.unknown_sentence(empty)} {words.how_to_add()}" if empty else words.how_to_add()
    return Section(_("What is missing"), told, shown)

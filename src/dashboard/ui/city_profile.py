"""Sections of the profile page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard.answers.city_map import city_map as map_answer
from dashboard.answers.profiles import Profile, city_profile, missing_parts
from dashboard.charts.city_map import place_chart
from dashboard.i18n import _, country
from dashboard.maps.view import View
from dashboard.ui import answers, city_map, display, map_parts, navigation, session
from dashboard.ui.parts import as_plain_text
from dashboard.ui.search import city_label
from dashboard.words import city_map as map_words
from dashboard.words import partnerships as link_words
from dashboard.words import profile as words
from dashboard.words.labels import oecd_name, region_name

if TYPE_CHECKING:
    from dashboard.filters import MapFilter

_PLACE_ZOOM = 3.4


def title() -> str:
    """Return the title of the page: the city, or what the page is for."""
    state, release = session.current(), session.release()
    return city_label(release, state.city) if state.city else _("City profile")


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
    labels = map_words.class_labels(asked, answer)
    return map_parts.table(asked, answer, heading, heading, labels)


def facts_section(profile: Profile) -> None:
    """Show the place itself: facts, where it lies, its neighbours."""
    facts = profile.facts
    city_map.say_if_left_out()
    st.markdown(words.summary(profile, len(answers.choices(session.release()).area)))
    left, right = st.columns([3, 2])
    with left:
        oecd = _("{status} country (source: our table of countries)").format(
            status=oecd_name(facts["oecd"])
        )
        st.markdown(
            f"- {words.kind_name(facts['kind'])}, {region_name(facts['region'])}, {oecd}\n"
            f"- {as_plain_text(words.population_line(facts))}"
        )
        _neighbour_links(profile)
    with right:
        _place(profile)


def _neighbour_links(profile: Profile) -> None:
    if profile.neighbours.empty:
        return
    st.markdown(_("Nearest cities in the data:"))
    page = navigation.page_links()[session.PROFILE]
    for row in display.records(profile.neighbours.head(4)):
        label = _("{city}, {country}: {km} km").format(
            city=row["city"], country=country(row["country_iso3"]), km=row["distance_km"]
        )
        parameters = {**session.link_parameters(), "city": row["city_id"]}
        st.page_link(page, label=as_plain_text(label), query_params=parameters)


def _place(profile: Profile) -> None:
    facts = profile.facts
    if facts["latitude"] is None:
        st.info(_("The coordinates of this place are not known to us."))
        return
    own = pd.DataFrame([{**facts, "own": True}])
    places = pd.concat([own, profile.neighbours.assign(own=False)], ignore_index=True)
    view = View(facts["longitude"], facts["latitude"], _PLACE_ZOOM)
    alt = _("Map: where {city} lies, with its nearest cities: {others}.").format(
        city=facts["city"], others=words.neighbours_line(profile.neighbours)
    )
    display.draw(place_chart(places, view, alt), "place")
    st.caption(map_words.disclaimer())


def networks_section(profile: Profile) -> None:
    """Show the networks of the city."""
    headings = {
        "network": _("Network"),
        "role": _("Role"),
        "since_year": st.column_config.NumberColumn(_("Since"), format="%d"),
    }
    _part(_("Networks"), profile.networks, headings, "networks")


def roles_section(profile: Profile) -> None:
    """Show the four roles of a city with what is documented for each."""
    st.header(_("Four roles of a city"))
    lines = [
        f"- **{row['role']}**: {words.role_line(row)}. {row['definition']}"
        for row in display.records(profile.roles)
    ]
    n = int((profile.records["kind"] == "partner").sum())
    n += int(
        ((profile.records["role_id"] == "partner") & (profile.records["kind"] != "partner")).sum()
    )
    if n:
        lines.append(_("- As a partner, where others lead: {n}").format(n=n))
    st.markdown("\n".join(lines))
    st.caption(words.roles_note())


def records_section(profile: Profile) -> None:
    """Show practices, grants and what the city takes part in, by policy area."""
    known = answers.choices(session.release())
    led = profile.records[profile.records["kind"] != "partner"]
    counts = led["area_id"].value_counts()
    named = profile.records.assign(
        kind=[words.kind_name(kind) for kind in profile.records["kind"]],
        area=profile.records["area_id"].map(known.area),
    )
    headings = {
        "kind": _("Kind"),
        "title": st.column_config.TextColumn(_("Title"), width="medium"),
        "area": _("Policy area"),
        "year": _("Year"),
        "summary": st.column_config.TextColumn(_("What it is, in our words"), width="large"),
    }
    st.header(_("What is documented, by policy area"))
    st.markdown(
        "\n".join(
            f"- {name}: {int(counts[area]) if area in counts else _('nothing known to us')}"
            for area, name in known.area.items()
        )
    )
    _part("", named, headings, "records")


def more_section(profile: Profile) -> None:
    """Show partnerships, findings of the local governance indicators, and events."""
    links = profile.partnerships
    ends = {
        end: [link_words.end_text(row, end) for row in display.records(links)]
        for end in ("from", "to")
    }
    headings: dict[str, Any] = {
        "from": _("From"),
        "to": _("To"),
        "theme": _("Theme"),
        "year": _("Year"),
        "status": _("Status"),
    }
    _part(_("Partnerships"), links.assign(**ends), headings, "city_partnerships")
    headings = {
        "dimension": _("Dimension"),
        "kind": _("Finding"),
        "finding": st.column_config.TextColumn(_("In our words"), width="large"),
        "year": st.column_config.NumberColumn(_("Year"), format="%d"),
    }
    _part(_("Local Migration Governance Indicators"), profile.findings, headings, "findings")
    headings = {"date": _("Date"), "event": _("Event"), "what_happened": _("What happened")}
    _part(_("Events"), profile.events, headings, "events")


def _part(name: str, table: pd.DataFrame, headings: dict[str, Any], key: str) -> None:
    """Show one table of the profile with its sources; nothing if it is empty and has no name."""
    if name:
        st.header(name)
    if table.empty:
        st.caption(_("Nothing known to us."))
        return
    shown = {**headings, "publisher": _("Source")}
    if "address" in table:
        shown["address"] = st.column_config.LinkColumn(_("Link"), display_text=_("open"))
    sources = tuple(dict.fromkeys(table["publisher"]))
    heading = f"{title()}: {name or _('What is documented')}"
    display.table(display.Shown(heading, table, shown, key, sources))


def missing_section(profile: Profile) -> None:
    """Show what is missing, and how the city can add it."""
    areas = answers.choices(session.release()).area
    gaps = missing_parts(profile, list(areas))
    st.header(_("What is missing"))
    st.markdown(words.how_to_add())
    table = pd.DataFrame(gaps, columns=["table", "thing"])
    table = table.assign(
        city_id=profile.facts["city_id"],
        missing=[words.gap_name(kind, thing, areas) for kind, thing in gaps],
        value="",
        year="",
        source_title="",
        source_address="",
    )
    source = _("Data package: what its tables do not hold about this city")
    heading = _("{city}: what is missing").format(city=title())
    display.table(display.Shown(heading, table, {"missing": _("Missing")}, "missing", (source,)))

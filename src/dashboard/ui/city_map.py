"""Sections of the map page: what colours the cities, the map with its table, partnerships."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.answers.city_map import MapAnswer, city_map, year_of
from dashboard.filters import COLOURS, UNDATED
from dashboard.i18n import _
from dashboard.queries.cities import left_out_by
from dashboard.queries.indicators import list_indicators
from dashboard.queries.partnerships import list_partnerships
from dashboard.ui import answers, display, map_parts, session
from dashboard.ui.search import city_label
from dashboard.words import city_map as words
from dashboard.words import partnerships as link_words
from dashboard.words.filters import left_out_sentence

if TYPE_CHECKING:
    from dashboard.filters import LinkFilter, MapFilter

_HEIGHT_PX: Final = 560
_MAP: Final = "city_map"


def controls() -> None:
    """Draw the choice of what colours the cities, and what that choice needs."""
    left, right = st.columns(2)
    with left:
        st.segmented_control(
            _("Colour shows"),
            COLOURS,
            required=True,
            wrap=True,
            format_func=words.colour_name,
            **session.bound_to("colour", session.current().coloured_by),
        )
    with right:
        by = session.current().coloured_by
        if by == "indicator":
            _indicator_controls()
        elif by == "network":
            known = answers.choices(session.release()).network
            st.selectbox(
                _("Which network"),
                ("", *known),
                format_func=lambda network: known.get(network, _("Number of networks")),
                **session.bound("member"),
            )
        elif by == "evidence":
            st.caption(_("The policy area in the sidebar says which practices and grants count."))


def _indicator_controls() -> None:
    known = answers.answer(list_indicators, session.release())
    chosen = known.get(session.current().indicator)
    which, when = st.columns([3, 2])
    with which:
        st.selectbox(
            _("Indicator"),
            ("", *known),
            format_func=lambda key: known[key].name if key else _("Choose an indicator"),
            **session.bound("indicator"),
        )
    if chosen is None:
        return
    ids = {UNDATED if year is None else str(year): year for year in chosen.years}
    year = year_of(chosen, session.current().year)
    with when:
        st.selectbox(
            _("Year"),
            tuple(ids),
            format_func=lambda key: _("{year}: {n} cities").format(
                year=words.year_name(ids[key]), n=chosen.years[ids[key]]
            ),
            **session.bound_to("year", UNDATED if year is None else str(year)),
        )
    wanted = session.current().year
    if wanted and wanted not in ids:
        told = _("There is no value of {wanted} for this indicator. You see {year}.")
        asked = None if wanted == UNDATED else int(wanted)
        st.warning(told.format(wanted=words.year_name(asked), year=words.year_name(year)))


@dataclass(frozen=True)
class MapSection:
    """The map as the page shows it: what it says, its legend, its table."""

    summary: str
    notes: str
    labels: tuple[str, ...]
    counts: tuple[int, ...]
    answer: MapAnswer
    shown: display.Shown


def map_section() -> None:
    """Draw the map, its legend and its table, or say that no city is left."""
    state, release = session.current(), session.release()
    say_if_left_out()
    asked = state.city_map()
    section = answers.drawn(_section, release, asked)
    st.header(section.shown.title)
    if section.answer.cities.empty:
        st.info(_("No city is left. Take away a filter in the sidebar."))
        return
    if asked.colour == "indicator" and not asked.indicator:
        st.info(_("Choose an indicator above. Until then every mark is hollow."))
    st.markdown(f"{section.summary} {section.notes}")
    theme = st.context.theme.type or "light"
    links = state.partnerships() if state.links != "none" else None
    deck = answers.drawn(map_parts.deck, release, asked, links, state.city, theme)
    st.pydeck_chart(
        deck,
        height=_HEIGHT_PX,
        on_select=_open_selected,
        selection_mode="single-object",
        key=_MAP,
        alt=section.shown.charts[0].alt,
    )
    st.html(map_parts.legend(section.labels, section.counts, asked, theme))
    st.caption(words.disclaimer())
    display.table(section.shown)


def _open_selected() -> None:
    """Open the profile of the city whose mark was chosen."""
    chosen = st.session_state[_MAP]["selection"]["objects"]
    cities = [found["i"] for objects in chosen.values() for found in objects if "i" in found]
    if cities:
        session.open_city(cities[0])


def say_if_left_out() -> None:
    """Say so if the filters leave the reader's own city out."""
    state, release = session.current(), session.release()
    if not state.city:
        return
    reason = answers.answer(left_out_by, release, state.cities, state.city)
    if reason:
        st.info(left_out_sentence(city_label(release, state.city), reason))


def _section(release: str, asked: MapFilter) -> MapSection:
    """Return everything about the map that does not depend on the theme or on one city."""
    answer = answers.answer(city_map, release, asked)
    choices = answers.choices(release)
    labels = words.class_labels(asked, answer)
    summary = words.map_summary(asked, answer)
    title = words.map_title(asked, answer, choices)
    hollow = [] if asked.colour == "oecd" else [words.unknown_label(asked)]
    counts = answer.cities["class"].value_counts()
    classes = [*range(len(labels)), *([-1] if hollow else [])]
    told = tuple(int(counts.get(of, 0)) for of in classes)
    meanings = (*labels, *hollow)
    alt = words.map_alt(title, summary, list(zip(meanings, told, strict=True)))
    return MapSection(
        summary=summary,
        notes=words.indicator_notes(answer),
        labels=meanings,
        counts=told,
        answer=answer,
        shown=map_parts.table(asked, answer, title, alt, labels),
    )


def partnerships_section() -> None:
    """Show the partnerships between places: the same that the map draws as arcs."""
    state, release = session.current(), session.release()
    st.header(_("Partnerships between places"))
    map_parts.partnership_controls()
    if state.links == "none":
        return
    told, shown = answers.drawn(_partnerships, release, state.partnerships())
    st.markdown(told)
    if len(shown.table):
        display.table(shown)


def _partnerships(release: str, kept: LinkFilter) -> tuple[str, display.Shown]:
    links = answers.answer(list_partnerships, release, kept)
    ends = {
        end: [link_words.end_text(row, end) for row in display.records(links)]
        for end in ("from", "to")
    }
    headings = {
        "from": _("From"),
        "to": _("To"),
        "theme": _("Theme"),
        "year": _("Year"),
        "status": _("Status"),
        "publisher": _("Source"),
        "page": _("Page"),
    }
    shown = display.Shown(
        _("Partnerships between places"),
        links.assign(**ends),
        headings,
        "partnerships",
        tuple(dict.fromkeys(links["publisher"])),
        notes=(words.disclaimer(),),
    )
    return link_words.partnerships_summary(links), shown


def reading_help() -> None:
    """Say how to read the map, and what it is not."""
    st.header(_("How to read this"))
    st.markdown(
        _(
            "- This is a map of what was found, not of where inclusion happens.\n"
            "- Hollow means that we do not know. It does not mean zero.\n"
            "- Where cities crowd, marks stand a little beside their place. Zoom in to see it.\n"
            "- A round mark is a city or district, larger for more people. A diamond is one whose "
            "population we do not know. A square is a region or province.\n"
            "- The map moves to the cities that the filters of the sidebar keep.\n"
            "- By keyboard: go to the table, move with the arrow keys, and open a profile with "
            "Shift and Space. *Find a city* in the sidebar leads there too."
        )
    )

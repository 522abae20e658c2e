"""Sections of the map page: what colours the cities, the map with its table, partnerships."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.answers.city_map import MapAnswer, year_of
from dashboard.filters import COLOURS, UNDATED
from dashboard.i18n import _
from dashboard.queries.cities import left_out_by
from dashboard.queries.indicators import list_indicators
from dashboard.ui import answers, display, map_marks, map_parts, partnerships, session
from dashboard.ui.responded import responded
from dashboard.ui.search import city_label
from dashboard.words import city_map as words
from dashboard.words import map_answers, map_legend
from dashboard.words.figures import year_name
from dashboard.words.filters import left_out_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.filters import LinkFilter

_HEIGHT_PX: Final = 560
_MAP: Final = "city_map"


def controls() -> None:
    """Draw the choices of the map; in presentation mode behind one button, so that it fits."""
    if session.current().present:
        with st.popover(_("Change what the map shows")):
            _controls()
    else:
        _controls()


def _controls() -> None:
    """Draw the choice of what colours the cities and which partnerships are drawn."""
    colour, links, theme = st.columns([6, 3, 3])
    with colour:
        st.segmented_control(
            _("Colour shows"),
            _colours(),
            required=True,
            wrap=True,
            format_func=words.colour_name,
            help=words.colour_help(answers_too="answers" in _colours()),
            **session.bound_to("colour", session.current().coloured_by),
        )
    partnerships.controls(links, theme)
    by = session.current().coloured_by
    if by == "indicator":
        _indicator_controls()
    elif by == "answers":
        _round_control()
    elif by == "network":
        known = answers.choices(session.release()).network
        st.selectbox(
            _("Which network"),
            ("", *known),
            format_func=lambda network: known.get(network, _("Number of networks")),
            **session.bound("member"),
        )


def _colours() -> tuple[str, ...]:
    """Return what can colour the cities; answers only where there are any, or a link asks."""
    if responded().round_ids or session.current().coloured_by == "answers":
        return COLOURS
    return tuple(colour for colour in COLOURS if colour != "answers")


def _round_control() -> None:
    known = responded()
    shown = known.newest(session.current().round)
    rounds = tuple(of for of in known.round_names if of in {*known.round_ids, shown})
    if len(rounds) > 1:
        st.segmented_control(
            _("Round"),
            rounds,
            required=True,
            wrap=True,
            format_func=known.round_names.__getitem__,
            **session.bound_to("round", shown),
        )


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
                year=year_name(ids[key]), n=chosen.years[ids[key]]
            ),
            **session.bound_to("year", UNDATED if year is None else str(year)),
        )
    wanted = session.current().year
    if wanted and wanted not in ids:
        told = (
            _("This indicator has no value without a year. You see {year}.")
            if wanted == UNDATED
            else _("There is no value of {wanted} for this indicator. You see {year}.")
        )
        st.warning(told.format(wanted=wanted, year=year_name(year)))


@dataclass(frozen=True)
class MapSection:
    """The map as the page shows it: what it says, its alternative text, legend and table."""

    summary: str
    alt: str
    legend: Mapping[str, str]
    answer: MapAnswer
    shown: display.Shown


def map_section() -> None:
    """Draw the map, its legend and its table, or say that no city is left."""
    state, release = session.current(), session.release()
    say_if_left_out()
    asked, links = map_parts.asked_now(), state.partnerships()
    filters = asked.filters
    section = answers.drawn(_section, release, asked, links)
    st.header(section.shown.title)
    if section.answer.cities.empty:
        st.info(_("No city is left. Take away a filter in the sidebar."))
        return
    if filters.colour == "indicator" and not filters.indicator:
        st.info(_("Choose an indicator above. Until then every mark is hollow."))
    if filters.colour == "answers" and asked.scores is None:
        st.info(map_answers.nobody())
    st.markdown(section.summary)
    phone = "Mobi" in (st.context.headers.get("User-Agent") or "")
    look = map_parts.Look(st.context.theme.type or "light", state.present, phone)
    st.pydeck_chart(
        answers.drawn(map_parts.deck, release, asked, links, state.city, look),
        height=_HEIGHT_PX,
        on_select=_open_selected,
        selection_mode="single-object",
        key=_MAP,
        alt=section.alt,
    )
    st.html(section.legend[look.theme])
    st.caption(map_legend.disclaimer())
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


def _section(release: str, asked_all: map_parts.Asked, links: LinkFilter | None) -> MapSection:
    """Return everything about the map that does not depend on the theme or on one city."""
    answer, asked = map_parts.answer_to(release, asked_all), asked_all.filters
    labels = map_legend.class_labels(asked, answer)
    hollow = map_legend.unknown_label(asked)
    told = map_parts.class_counts(asked, answer)
    meanings = [*labels, hollow][: len(told)]
    drawn = map_parts.drawn_links(release, links)
    legend = {
        theme: map_marks.legend(
            meanings,
            told,
            map_parts.class_colours(asked, answer, len(labels), theme),
            len(drawn),
            theme,
        )
        for theme in ("light", "dark")
    }
    title = words.map_title(asked, answer, answers.choices(release))
    summary = words.map_summary(asked, answer)
    alt = words.map_alt(title, summary, list(zip(meanings, told, strict=True)))
    return MapSection(
        summary=f"{summary} {words.indicator_notes(answer)}",
        alt=alt,
        legend=legend,
        answer=answer,
        shown=map_parts.table(asked, answer, title, alt, drawn),
    )


def reading_help() -> None:
    """Say how to read the map, and what it is not."""
    st.header(_("How to read this"))
    st.markdown(
        _(
            "- This is a map of what was found, not of where inclusion happens.\n"
            "- Hollow means that we do not know. It does not mean zero.\n"
            "- Where cities crowd, marks stand a little beside their place. Zoom in to see it.\n"
            "- A line joins two places that cooperate. A mark in the colour of the lines is a "
            "place that the filters leave out.\n"
            "- The map moves to the cities that the filters of the sidebar keep.\n"
            "- By keyboard: go to the table, move with the arrow keys, and open a profile with "
            "Shift and Space. *Find a city* in the sidebar leads there too."
        )
    )

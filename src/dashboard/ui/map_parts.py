"""What the map page is made of: the deck, its table, its legend, the choice of partnerships."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from dashboard.answers.city_map import GAP_UNIT, MapAnswer, city_map
from dashboard.charts.city_map import city_map_chart
from dashboard.charts.palette import GROUPS, INK, UNKNOWN_MARK, steps
from dashboard.filters import LINKS
from dashboard.i18n import _, country, number
from dashboard.maps.deck import FixedDeck, Links, Marks, city_deck
from dashboard.maps.view import fitted
from dashboard.queries.partnerships import list_partnerships, list_themes
from dashboard.ui import answers, display, session
from dashboard.words import city_map as words
from dashboard.words import partnerships as link_words
from dashboard.words.labels import oecd_name, region_name, size_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.filters import LinkFilter, MapFilter
    from dashboard.maps.view import View

_MOST_SOURCES: Final = 20


def partnership_controls() -> None:
    """Draw the choice of which partnerships the map shows."""
    state = session.current()
    places = answers.drawn(_names, session.release())
    which, theme = st.columns(2)
    with which:
        st.segmented_control(
            _("Partnerships drawn"),
            LINKS,
            required=True,
            wrap=True,
            format_func=lambda links: words.links_name(links, places.get(state.city, "")),
            **session.bound("links"),
        )
    with theme:
        themes = answers.answer(list_themes, session.release())
        st.selectbox(
            _("Theme of the partnerships"),
            ("", *themes),
            format_func=lambda key: themes.get(key, _("All themes")),
            disabled=state.links == "none",
            **session.bound("theme"),
        )
    if state.links == "city" and not state.city:
        st.info(_("Choose your city first: *Find a city* in the sidebar."))


def _names(release: str) -> dict[str, str]:
    from dashboard.queries.places import list_places  # noqa: PLC0415 - one use

    places = answers.answer(list_places, release)
    return dict(zip(places["city_id"], places["city"], strict=True))


def class_colours(asked: MapFilter, answer: MapAnswer, n: int, theme: str) -> tuple[str, ...]:
    """Return the colour of each class, the lowest first."""
    if asked.colour == "oecd":
        return GROUPS[theme]
    gaps = answer.indicator is not None and answer.indicator.unit == GAP_UNIT
    return steps(theme, n, gaps=gaps) if n else ()


def _view(placed: pd.DataFrame) -> View:
    longitudes, latitudes = placed["longitude"], placed["latitude"]
    return fitted(longitudes.to_numpy(dtype=float), latitudes.to_numpy(dtype=float))


def deck(
    release: str, asked: MapFilter, kept: LinkFilter | None, own: str, theme: str
) -> FixedDeck:
    """Build the interactive map.

    Args:
        release: Release to ask.
        asked: Cities, and what colours them.
        kept: Partnerships to draw; None: none.
        own: The reader's own city, or empty.
        theme: light or dark.

    Returns:
        The map.
    """
    answer = answers.answer(city_map, release, asked)
    placed = answer.cities[answer.cities["latitude"].notna()]
    rows = display.records(placed)
    texts = [
        (words.place_text(row), words.population_text(row), words.value_text(row, asked, answer))
        for row in rows
    ]
    n = len(words.class_labels(asked, answer))
    links = answers.answer(list_partnerships, release, kept) if kept else None
    drawn = (
        links[links["from_latitude"].notna() & links["to_latitude"].notna()]
        if links is not None
        else answers.answer(list_partnerships, release, session.current().partnerships()).iloc[:0]
    )
    arcs = Links(drawn, [link_words.partnership_text(row) for row in display.records(drawn)])
    marks = Marks(placed, texts, class_colours(asked, answer, n, theme), own)
    return city_deck(marks, arcs, _view(placed), theme)


def table(
    asked: MapFilter, answer: MapAnswer, title: str, alt: str, labels: Sequence[str]
) -> display.Shown:
    """Build the table of the map: every city kept, those without a point too.

    Args:
        asked: Cities, and what colours them.
        answer: The cities with their values.
        title: Title.
        alt: Alternative text of the map.
        labels: What each class means.

    Returns:
        The table, with the drawn figure of the map for its exports.
    """
    cities = answer.cities
    placed = cities[cities["latitude"].notna()]
    colours = class_colours(asked, answer, len(labels), "light")
    figure = city_map_chart(
        placed, [*labels, words.unknown_label(asked)], colours, _view(placed), alt
    )
    named = _named(cities)
    headings = {
        "city": _("City"),
        "country": _("Country"),
        "value": st.column_config.NumberColumn(
            words.value_heading(asked, answer), format="localized"
        ),
        "years": _("Year"),
        "source": _("Source"),
        "population": st.column_config.NumberColumn(_("Population"), format="localized"),
        "population_year": st.column_config.NumberColumn(_("Population year"), format="%d"),
    }
    sources = tuple(dict.fromkeys(cities["value_publisher"].dropna()))
    rest = len(sources) - _MOST_SOURCES
    more = (_("and {n} more, named in the table").format(n=number(rest)),) if rest > 0 else ()
    return display.Shown(
        title,
        named,
        headings,
        "cities",
        (
            *sources[:_MOST_SOURCES],
            *more,
            _("Data package: table cities; populations mostly GeoNames, CC BY 4.0"),
        ),
        charts=(figure,),
        opens="city_id",
        notes=(words.disclaimer(),),
    )


def _named(cities: pd.DataFrame) -> pd.DataFrame:
    """Return the cities with names for their ids, and years and sources in words."""
    rows = display.records(cities)
    return cities.assign(
        country=[country(iso3) for iso3 in cities["country_iso3"]],
        region_name=[region_name(region) for region in cities["region"]],
        oecd_name=[oecd_name(status) for status in cities["oecd"]],
        size_name=[size_name(size) for size in cities["size"]],
        years=pd.Series([words.years_text(row) or None for row in rows], dtype="object"),
        source=pd.Series(
            [words.sources_text(row) if row["class"] >= 0 else None for row in rows], dtype="object"
        ),
    )


def legend(labels: Sequence[str], counts: Sequence[int], asked: MapFilter, theme: str) -> str:
    """Return the legend as HTML: mark, meaning and number of cities of each class.

    Args:
        labels: What each class means; the last one, but for OECD status, is "not known".
        counts: Number of cities of each.
        asked: What colours the map.
        theme: light or dark.

    Returns:
        HTML; every text in it is escaped.
    """
    hollow = asked.colour != "oecd"
    n = len(labels) - hollow
    answer = answers.answer(city_map, session.release(), asked)
    colours = [*class_colours(asked, answer, n, theme), *([UNKNOWN_MARK[theme]] if hollow else [])]
    items = []
    for place, (label, count) in enumerate(zip(labels, counts, strict=True)):
        colour = colours[place]
        fill = "transparent" if hollow and place == n else colour
        items.append(
            '<span style="white-space: nowrap; margin-right: 1.2em"><span style="display: '
            "inline-block; width: 12px; height: 12px; border-radius: 50%; vertical-align: -1px; "
            f'border: 2px solid {colour}; background: {fill}"></span> '
            f"{escape(label)}: {number(count)}</span> "
        )
    return f'<div style="color: {INK[theme]}; line-height: 1.8">{"".join(items)}</div>'

"""What the map page is made of: the deck, its table, its legend."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd
import streamlit as st

from dashboard.answers.city_map import GAP_UNIT, MapAnswer, city_map
from dashboard.charts.base import LateChart
from dashboard.charts.city_map import Legend, city_map_chart
from dashboard.charts.palette import GROUPS, INK, LINK, UNKNOWN_MARK, steps
from dashboard.filters import LinkFilter
from dashboard.i18n import _, country, ngettext, number
from dashboard.maps.deck import FixedDeck, Links, city_deck
from dashboard.maps.places import Marks
from dashboard.maps.view import fitted
from dashboard.queries.partnerships import list_partnerships
from dashboard.ui import answers, display
from dashboard.words import city_map as words
from dashboard.words import partnerships as link_words
from dashboard.words.labels import oecd_name, region_name, size_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.filters import MapFilter
    from dashboard.maps.view import View

_MOST_SOURCES: Final = 20


class Look(NamedTuple):
    """How a visitor sees the map: theme (light or dark), and whether it is presented."""

    theme: str
    present: bool


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
    release: str, asked: MapFilter, kept: LinkFilter | None, own: str, look: Look
) -> FixedDeck:
    """Build the interactive map.

    Args:
        release: Release to ask.
        asked: Cities, and what colours them.
        kept: Partnerships to draw; None: none.
        own: The reader's own city, or empty.
        look: Theme and size.

    Returns:
        The map.
    """
    answer = answers.answer(city_map, release, asked)
    placed = answer.cities[answer.cities["latitude"].notna()]
    texts = [
        (words.place_text(row), words.population_text(row), words.value_text(row, asked, answer))
        for row in display.records(placed)
    ]
    n = len(words.class_labels(asked, answer))
    links = drawn_links(release, kept)
    arcs = Links(
        links,
        [link_words.partnership_text(row) for row in display.records(links)],
        _ends(links, set(placed["city_id"])),
    )
    marks = Marks(placed, texts, class_colours(asked, answer, n, look.theme), own)
    scale = display.PRESENTATION_SCALE if look.present else 1
    return city_deck(marks, arcs, _view(placed), look.theme, scale)


def drawn_links(release: str, kept: LinkFilter | None) -> pd.DataFrame:
    """Return the partnerships that can be drawn: those whose two ends have a point."""
    links = answers.answer(list_partnerships, release, kept or LinkFilter())
    both = links["from_latitude"].notna() & links["to_latitude"].notna()
    return links[both] if kept else links.iloc[:0]


def _ends(links: pd.DataFrame, shown: set[str]) -> pd.DataFrame:
    """Return the ends of partnerships that are not among the cities shown, each once."""
    told = _("At the end of a partnership; left out by the filters")
    ends = [
        {
            "city_id": row[f"{end}_city_id"],
            "longitude": row[f"{end}_longitude"],
            "latitude": row[f"{end}_latitude"],
            "kind": row[f"{end}_kind"],
            "name": link_words.end_text(row, end),
            "told": told,
        }
        for row in display.records(links)
        for end in ("from", "to")
        if row[f"{end}_city_id"] not in shown
    ]
    columns = ["city_id", "longitude", "latitude", "kind", "name", "told"]
    return pd.DataFrame(ends, columns=columns).drop_duplicates("city_id")


def table(
    asked: MapFilter, answer: MapAnswer, title: str, alt: str, links: pd.DataFrame
) -> display.Shown:
    """Build the table of the map: every city kept, those without a point too.

    Args:
        asked: Cities, and what colours them.
        answer: The cities with their values.
        title: Title.
        alt: Alternative text of the map.
        links: Partnerships that the drawn figure shows, with both points.

    Returns:
        The table, with the drawn figure of the map for its exports.
    """
    cities = answer.cities
    placed = cities[cities["latitude"].notna()]
    labels = tuple(words.class_labels(asked, answer))
    hollow = words.unknown_label(asked)
    colours = class_colours(asked, answer, len(labels), "light")
    legend = Legend(labels, colours, hollow)
    figure = LateChart(lambda: city_map_chart(placed, links, legend, _view(placed), alt), alt)
    headings = {
        "city": st.column_config.TextColumn(_("City"), width=170),
        "country": st.column_config.TextColumn(_("Country"), width=140),
        "value": st.column_config.NumberColumn(
            words.value_heading(asked, answer), format="localized"
        ),
        "years": _("Year"),
        "source": st.column_config.TextColumn(_("Source"), width=170),
        "population": st.column_config.NumberColumn(_("Population"), format="localized", width=100),
        "population_year": st.column_config.NumberColumn(
            _("Population year"), format="%d", width=110
        ),
    }
    sources = tuple(dict.fromkeys(cities["value_publisher"].dropna()))
    rest = len(sources) - _MOST_SOURCES
    more = (_("and {n} more, named in the table").format(n=number(rest)),) if rest > 0 else ()
    return display.Shown(
        title,
        _named(cities),
        headings,
        "cities",
        (
            *sources[:_MOST_SOURCES],
            *more,
            _("Data package: table cities; populations mostly GeoNames, CC BY 4.0"),
        ),
        figure=figure,
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


def legend(
    labels: Sequence[str], counts: Sequence[int], colours: Sequence[str], n_links: int, theme: str
) -> str:
    """Return the legend as HTML: colours with the number of cities, then shapes and sizes.

    Args:
        labels: What each class means; one more than colours: the last is hollow.
        counts: Number of cities of each.
        colours: Colour of each class.
        n_links: Partnerships that are drawn.
        theme: light or dark.

    Returns:
        HTML; every text in it is escaped.
    """
    unknown = UNKNOWN_MARK[theme]
    items = [
        _item(_mark(colour, filled=True), f"{label}: {number(count)}")
        for label, count, colour in zip(labels, counts, colours, strict=False)
    ]
    if len(labels) > len(colours):
        items.append(_item(_mark(unknown, filled=False), f"{labels[-1]}: {number(counts[-1])}"))
    small, large = _mark(unknown, filled=True, side_px=8), _mark(unknown, filled=True, side_px=16)
    shapes = [
        _item(small + large, _("city or district: the larger, the more people")),
        _item(_mark(unknown, filled=True, shape="diamond"), _("population not known")),
        _item(_mark(unknown, filled=True, shape="square"), _("region or province")),
    ]
    if n_links:
        line = (
            '<span style="display: inline-block; width: 22px; vertical-align: 4px; '
            f'border-top: 2px solid {LINK[theme]}"></span>'
        )
        told = ngettext("{n} partnership", "{n} partnerships", n_links)
        shapes.append(_item(line, told.format(n=number(n_links))))
    rows = "".join(f"<div>{''.join(row)}</div>" for row in (items, shapes))
    return f'<div style="color: {INK[theme]}; line-height: 1.8">{rows}</div>'


def _item(marks: str, text: str) -> str:
    style = "display: inline-block; margin-right: 1.2em"
    return f'<span style="{style}">{marks} {escape(text)}</span> '


def _mark(colour: str, *, filled: bool, side_px: int = 12, shape: str = "circle") -> str:
    side = side_px - 2 if shape == "diamond" else side_px
    style = {"circle": "border-radius: 50%", "diamond": "transform: rotate(45deg)"}.get(shape, "")
    return (
        f'<span style="display: inline-block; width: {side}px; height: {side}px; '
        f"margin-right: 2px; vertical-align: -1px; border: 2px solid {colour}; "
        f'background: {colour if filled else "transparent"}; {style}"></span>'
    )

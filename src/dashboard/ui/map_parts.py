"""What the map page is made of: the deck and its table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd
import streamlit as st

from dashboard.analysis.classes import UNKNOWN
from dashboard.answers.answered import round_scores
from dashboard.answers.city_map import GAP_UNIT, MapAnswer, city_map
from dashboard.charts.base import LateChart
from dashboard.charts.city_map import Legend, city_map_chart
from dashboard.charts.palette import GROUPS, steps
from dashboard.filters import LinkFilter
from dashboard.i18n import _, country, number
from dashboard.maps.deck import FixedDeck, Links, city_deck
from dashboard.maps.places import Marks
from dashboard.maps.view import fitted
from dashboard.queries.partnerships import list_partnerships
from dashboard.ui import answers, display, session
from dashboard.ui.responded import responded
from dashboard.words import city_map as words
from dashboard.words import map_legend
from dashboard.words import partnerships as link_words
from dashboard.words.labels import oecd_name, region_name, size_name
from dashboard.words.responses import answers_source

if TYPE_CHECKING:
    from dashboard.answers.answered import RoundScores
    from dashboard.filters import MapFilter
    from dashboard.maps.view import View

_MOST_SOURCES: Final = 20


class Look(NamedTuple):
    """How a visitor sees the map: theme (light or dark), presented or not, on a phone or not."""

    theme: str
    present: bool
    phone: bool


class Asked(NamedTuple):
    """What is asked of the map; scores are None where answers do not colour it. A cache key."""

    filters: MapFilter
    scores: RoundScores | None


def asked_now() -> Asked:
    """Return what the reader asks of the map, with the answers that are accepted now."""
    state = session.current()
    filters = state.city_map()
    if filters.colour != "answers":
        return Asked(filters, None)
    known = responded()
    if not known.round_ids:
        return Asked(filters, None)
    scores = answers.drawn(round_scores, known, known.newest(state.round), filters.area)
    return Asked(filters, scores)


def answer_to(release: str, asked: Asked) -> MapAnswer:
    """Return the cities with their values and classes."""
    return answers.answer(city_map, release, *asked)


def class_colours(asked: MapFilter, answer: MapAnswer, n: int, theme: str) -> tuple[str, ...]:
    """Return the colour of each class, the lowest first."""
    if asked.colour == "oecd":
        return GROUPS[theme]
    gaps = answer.indicator is not None and answer.indicator.unit == GAP_UNIT
    return steps(theme, n, gaps=gaps) if n else ()


def _view(placed: pd.DataFrame, *, phone: bool = False) -> View:
    longitudes, latitudes = placed["longitude"], placed["latitude"]
    points = longitudes.to_numpy(dtype=float), latitudes.to_numpy(dtype=float)
    return fitted(*points, phone=phone)


def deck(release: str, asked: Asked, kept: LinkFilter | None, own: str, look: Look) -> FixedDeck:
    """Build the interactive map.

    Args:
        release: Release to ask.
        asked: Cities, what colours them, scores from answers.
        kept: Partnerships to draw; None: none.
        own: The reader's own city, or empty.
        look: Theme and size.

    Returns:
        The map.
    """
    answer, filters = answer_to(release, asked), asked.filters
    placed = answer.cities[answer.cities["latitude"].notna()]
    texts = [
        (words.place_text(row), words.population_text(row), words.value_text(row, filters, answer))
        for row in display.records(placed)
    ]
    n = len(map_legend.class_labels(filters, answer))
    links = drawn_links(release, kept)
    arcs = Links(
        links,
        [link_words.partnership_text(row) for row in display.records(links)],
        _ends(links, set(placed["city_id"])),
    )
    marks = Marks(placed, texts, class_colours(filters, answer, n, look.theme), own)
    scale = display.PRESENTATION_SCALE if look.present else 1
    return city_deck(marks, arcs, _view(placed, phone=look.phone), look.theme, scale)


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


def class_counts(asked: MapFilter, answer: MapAnswer) -> tuple[int, ...]:
    """Return the number of cities of each class, those of which nothing is known last."""
    counts = answer.cities["class"].value_counts()
    n = len(map_legend.class_labels(asked, answer))
    classes = [*range(n), *([UNKNOWN] if map_legend.unknown_label(asked) else [])]
    return tuple(int(counts.get(of, 0)) for of in classes)


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
    labels = tuple(map_legend.class_labels(asked, answer))
    hollow = map_legend.unknown_label(asked)
    colours = class_colours(asked, answer, len(labels), "light")
    legend = Legend(labels, colours, hollow, class_counts(asked, answer))
    figure = LateChart(lambda: city_map_chart(placed, links, legend, _view(placed), alt), alt)
    given = [name for names in cities["value_publisher"].dropna() for name in names.split("; ")]
    sources = (
        (answers_source(answer.round_name),) if answer.round_name else tuple(dict.fromkeys(given))
    )
    rest = len(sources) - _MOST_SOURCES
    more = (_("and {n} more, named in the table").format(n=number(rest)),) if rest > 0 else ()
    notes = (
        words.indicator_notes(answer),
        map_legend.shapes_note(len(links)),
        map_legend.unplaced_note(cities),
        map_legend.disclaimer(),
    )
    return display.Shown(
        title,
        _named(cities),
        _headings(asked, answer),
        "cities",
        (
            *sources[:_MOST_SOURCES],
            *more,
            _("Data package: table cities; populations mostly GeoNames, CC BY 4.0"),
        ),
        figure=figure,
        opens="city_id",
        notes=tuple(note for note in notes if note),
    )


def _headings(asked: MapFilter, answer: MapAnswer) -> dict[str, object]:
    """Return the columns of the table with their headings and widths."""
    form = "%.1f" if asked.colour == "answers" else "localized"
    value = st.column_config.NumberColumn(words.value_heading(asked, answer), format=form)
    coverage = st.column_config.NumberColumn(_("Coverage (%)"), format="%.0f", width=100)
    return {
        "city": st.column_config.TextColumn(_("City"), width=150),
        "country": st.column_config.TextColumn(_("Country"), width=130),
        **({"oecd_name": _("OECD status")} if asked.colour == "oecd" else {"value": value}),
        **({"coverage_pct": coverage} if asked.colour == "answers" else {}),
        "years": _("Year"),
        "source": st.column_config.TextColumn(_("Source"), width=210),
        "population": st.column_config.NumberColumn(_("Population"), format="localized", width=100),
        "population_year": st.column_config.NumberColumn(
            _("Population year"), format="%d", width=110
        ),
    }


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

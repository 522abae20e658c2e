"""Section of the peer comparison: where the city stands against the median of its peers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd
import streamlit as st

from dashboard.answers.comparison import Comparison, compare
from dashboard.answers.peers import PeerAnswer, feature_table, peers_of
from dashboard.charts.compare import median_chart
from dashboard.i18n import _
from dashboard.queries.cities import list_cities
from dashboard.ui import answers, display, session
from dashboard.ui.search import city_label, city_name
from dashboard.words import comparison as words
from dashboard.words.figures import quantity
from dashboard.words.markdown import as_plain_text
from dashboard.words.peers import can_add

if TYPE_CHECKING:
    from dashboard.filters import PeerFilter

_SCORES: Final = (0.0, 100.0)


class Part(NamedTuple):
    """One part of a section of this page: what it says, its table with charts, its caption."""

    told: str
    shown: display.Shown
    caption: str = ""


def peers(release: str, asked: PeerFilter) -> PeerAnswer:
    """Return the peers of a city; FilterError if every weight is zero."""
    return answers.drawn(_peers, release, asked)


def _peers(release: str, asked: PeerFilter) -> PeerAnswer:
    kept = answers.answer(list_cities, release, asked.cities)["city_id"].tolist()
    return peers_of(answers.answer(feature_table, release), kept, asked)


def compared(release: str, asked: PeerFilter) -> Comparison:
    """Return the reader's city beside its peers."""
    return answers.answer(compare, release, asked.city, peers(release, asked))


def median_section() -> None:
    """Show where the city stands against the median of its peers: areas, then single scores."""
    release, asked = session.release(), session.current().peer_comparison()
    st.header(_("Compared with the median of the peers"))
    parts = median_parts(release, asked)
    if not parts:
        st.info(no_scores(release, asked))
        return
    for part in parts:
        _draw(part)


def no_scores(release: str, asked: PeerFilter) -> str:
    """Return a sentence: no instrument scores the city, and what is compared instead."""
    return _(
        "No instrument in our data scores {city}. What is documented is compared instead: from "
        "whom to learn, networks, and practices by policy area. {add}"
    ).format(city=as_plain_text(city_label(release, asked.city)), add=can_add())


def median_parts(release: str, asked: PeerFilter) -> list[Part]:
    """Return the comparison with the median: by policy area, then score by score; may be empty."""
    return answers.drawn(_medians, release, asked)


def _draw(part: Part) -> None:
    if part.told:
        st.markdown(part.told)
    for place, chart in enumerate(part.shown.charts):
        display.draw(chart, f"{part.shown.name}_{place}")
    if part.caption:
        st.caption(part.caption)
    display.table(part.shown)


def _medians(release: str, asked: PeerFilter) -> list[Part]:
    comparison = compared(release, asked)
    if comparison.instrument is None:
        return []
    city = city_name(release, asked.city)
    reading = _("Grey dots: peers. Orange tick: their median. Blue diamond: {city}.")
    areas = _part(
        comparison,
        "median_areas",
        _("{city} and its peers, by policy area").format(city=city),
        _Items(comparison.scores, comparison.area_medians, comparison.areas, _SCORES),
    )
    single = _single_scores(comparison)
    indicators = _part(
        comparison,
        "median_indicators",
        _("{city} and its peers, score by score").format(city=city),
        single,
    )
    low, high = (quantity(end) for end in single.domain)
    source = words.instrument_line(comparison.instrument)
    told = f"{words.median_summary(comparison, city)} {source}"
    behind = _("The single scores behind it, from {low} to {high}.").format(low=low, high=high)
    return [
        Part(told, areas, reading.format(city=city)),
        Part(behind, indicators, reading.format(city=city)),
    ]


def _single_scores(comparison: Comparison) -> _Items:
    """Return the scores of the instrument as it gives them, on its own scale."""
    given = comparison.measured
    names = dict(zip(given["item_id"], given["indicator"], strict=True))
    domain = (float(given["scale_min"].min()), float(given["scale_max"].max()))
    return _Items(given, comparison.indicator_medians, names, domain)


class _Items(NamedTuple):
    """Values of the cities, their medians, names of the items, ends of the scale."""

    given: pd.DataFrame
    medians: pd.DataFrame
    names: dict[str, str]
    domain: tuple[float, float]


def _part(comparison: Comparison, name: str, title: str, items: _Items) -> display.Shown:
    """Return a chart of dots with its table."""
    instrument = comparison.instrument
    own = items.given["city_id"] == comparison.own
    drawn = pd.DataFrame(
        {
            "item": items.given["item_id"].map(items.names),
            "city": items.given["city_id"].map(comparison.cities),
            "kind": own.map({True: "own", False: "peer"}),
            "value": items.given["value"],
        }
    )
    medians = pd.DataFrame(
        {
            "item": items.medians["item_id"].map(items.names),
            "city": _("median of the peers"),
            "kind": "median",
            "value": items.medians["median"],
        }
    )
    order = [items.names[item] for item in items.medians["item_id"]]
    unit = _("Score ({low} to {high})").format(
        low=quantity(items.domain[0]), high=quantity(items.domain[1])
    )
    rows = pd.concat([drawn, medians], ignore_index=True)
    alt = words.median_alt(title, items.medians, items.names)
    mine = items.given[own]
    coverage = (
        dict(zip(mine["item_id"], mine["coverage_pct"], strict=True))
        if "coverage_pct" in mine
        else None
    )
    return display.Shown(
        title,
        items.medians.assign(item=order),
        {},
        name,
        (instrument.publisher,) if instrument else (),
        charts=(median_chart(rows, order, items.domain, unit, alt),),
        cells=words.median_cells(items.medians, items.names, coverage),
    )

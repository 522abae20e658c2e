"""Section of the peer comparison: where the city stands against the median of its peers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd
import streamlit as st

from dashboard.answers.comparison import Comparison, compare
from dashboard.answers.instruments import Wanted
from dashboard.answers.peers import PeerAnswer, feature_table, peers_of
from dashboard.charts.compare import median_chart
from dashboard.i18n import _
from dashboard.queries.cities import list_cities
from dashboard.ui import answers, display, session
from dashboard.ui.responded import responded
from dashboard.ui.search import city_label, city_name
from dashboard.words import comparison as words
from dashboard.words.figures import quantity
from dashboard.words.markdown import as_plain_text, without_marks
from dashboard.words.peers import can_add

if TYPE_CHECKING:
    from dashboard.answers.responses import Responded
    from dashboard.filters import PeerFilter

_SCORES: Final = (0.0, 100.0)


class Asked(NamedTuple):
    """What is compared: the city and its peers, by which scores. Used as cache key."""

    peers: PeerFilter
    known: Responded
    wanted: Wanted

    @property
    def city(self) -> str:
        """The reader's own city."""
        return self.peers.city


class Part(NamedTuple):
    """One part of a section of this page: what it says, its table with charts, its caption."""

    told: str
    shown: display.Shown
    caption: str = ""


def asked_now() -> Asked:
    """Return what the reader compares, with the answers that are accepted now."""
    state = session.current()
    wanted = Wanted(state.instrument, state.round)
    return Asked(state.peer_comparison(), responded(), wanted)


def peers(release: str, asked: PeerFilter) -> PeerAnswer:
    """Return the peers of a city; FilterError if every weight is zero."""
    return answers.drawn(_peers, release, asked)


def _peers(release: str, asked: PeerFilter) -> PeerAnswer:
    kept = answers.answer(list_cities, release, asked.cities)["city_id"].tolist()
    return peers_of(answers.answer(feature_table, release), kept, asked)


def compared(release: str, asked: Asked) -> Comparison:
    """Return the reader's city beside its peers."""
    near = peers(release, asked.peers)
    return answers.answer(compare, release, asked.city, near, asked.known, asked.wanted)


def median_section() -> None:
    """Show where the city stands against the median of its peers: areas, then single scores."""
    release, asked = session.release(), asked_now()
    st.header(_("Compared with the median of the peers"))
    _instrument_controls(compared(release, asked))
    parts = median_parts(release, asked)
    if not parts:
        st.info(no_scores(release, asked))
        return
    for part in parts:
        draw_part(part)


def no_scores(release: str, asked: Asked) -> str:
    """Return a sentence: no instrument scores the city, and what is compared instead."""
    return _(
        "No instrument in our data scores {city}. What is documented is compared instead: from "
        "whom to learn, networks, and practices by policy area. {add}"
    ).format(city=as_plain_text(city_label(release, asked.city)), add=can_add())


def median_parts(release: str, asked: Asked) -> list[Part]:
    """Return the comparison with the median: by policy area, then score by score; may be empty."""
    return answers.drawn(_medians, release, asked)


def _instrument_controls(comparison: Comparison) -> None:
    """Offer the choice of the instrument, and of the round, where there is one."""
    instrument, state = comparison.instrument, session.current()
    if instrument is None:
        return
    titles = comparison.titles
    if len(titles) > 1:
        st.segmented_control(
            _("Scores by"),
            tuple(titles),
            required=True,
            wrap=True,
            format_func=lambda of: words.title_of(of, titles[of]),
            **session.bound_to("instrument", instrument.instrument_id),
        )
    if state.instrument and state.instrument not in titles:
        st.warning(_("The scores that the link asks for do not cover your city. You see others."))
    if not instrument.round_name:
        return
    if len(comparison.rounds) > 1:
        names = responded().round_names
        st.segmented_control(
            _("Round"),
            comparison.rounds,
            required=True,
            wrap=True,
            format_func=lambda of: names[of],
            **session.bound_to("round", str(instrument.year)),
        )
    if state.round and state.round not in comparison.rounds:
        told = _("Your city has no score in the round that was asked for. You see {round}.")
        st.warning(told.format(round=instrument.round_name))


def draw_part(part: Part) -> None:
    """Draw one part: what it says, its charts, caption and table."""
    if part.told:
        st.markdown(part.told)
    for place, chart in enumerate(part.shown.charts):
        display.draw(chart, f"{part.shown.name}_{place}")
    if part.caption:
        st.caption(part.caption)
    display.table(part.shown)


def _medians(release: str, asked: Asked) -> list[Part]:
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
    source = words.scored_line(comparison) or words.instrument_line(comparison.instrument)
    told = f"{words.median_summary(comparison, city)} {source}"
    caption = f"{reading.format(city=city)} {words.scoring_note(comparison)}".strip()
    first = Part(told, areas, caption)
    if comparison.measured.empty:  # answers: the steps of each action stand in another view
        return [first]
    return [first, _score_by_score(comparison, city, reading.format(city=city))]


def _score_by_score(comparison: Comparison, city: str, reading: str) -> Part:
    """Return the comparison of the single scores behind those of the policy areas."""
    single = _single_scores(comparison)
    title = _("{city} and its peers, score by score").format(city=city)
    low, high = (quantity(end) for end in single.domain)
    behind = _("The single scores behind it, from {low} to {high}.").format(low=low, high=high)
    return Part(behind, _part(comparison, "median_indicators", title, single), reading)


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
    title = words.scored_title(title, comparison)
    order = [items.names[item] for item in items.medians["item_id"]]
    unit = _("Score ({low} to {high})").format(
        low=quantity(items.domain[0]), high=quantity(items.domain[1])
    )
    rows = _rows(comparison, items)
    alt = words.median_alt(title, items.medians, items.names)
    mine = items.given[items.given["city_id"] == comparison.own]
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
        (words.source_of(instrument),) if instrument else (),
        charts=(median_chart(rows, order, items.domain, unit, alt),),
        notes=notes(comparison),
        cells=words.median_cells(items.medians, items.names, coverage),
    )


def _rows(comparison: Comparison, items: _Items) -> pd.DataFrame:
    """Return the marks of the chart: own city, peers, and their median."""
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
    return pd.concat([drawn, medians], ignore_index=True)


def notes(comparison: Comparison) -> tuple[str, ...]:
    """Return what exports say of the scores besides their source."""
    lines = (without_marks(words.scored_line(comparison)), words.scoring_note(comparison))
    return tuple(line for line in lines if line)

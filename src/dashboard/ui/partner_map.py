"""Section of the partner page: whom the city works with already, on the map and in a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd
import streamlit as st

from dashboard.analysis.classes import UNKNOWN
from dashboard.answers.partners import linked_places
from dashboard.charts.base import LateChart
from dashboard.charts.city_map import Legend, city_map_chart
from dashboard.charts.palette import steps
from dashboard.filters import LinkFilter
from dashboard.i18n import _
from dashboard.maps.deck import FixedDeck, Links, city_deck
from dashboard.maps.places import Marks
from dashboard.maps.view import fitted
from dashboard.ui import answers, display, map_marks, map_parts, partners, session
from dashboard.ui.search import city_name
from dashboard.words import map_legend
from dashboard.words import partner_evidence as evidence
from dashboard.words import partners as words
from dashboard.words import partnerships as link_words
from dashboard.words.cells import years_text
from dashboard.words.markdown import as_plain_text, linked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.criteria import PartnerFilter
    from dashboard.maps.view import View

_HEIGHT_PX: Final = 560
# Broad enough to be chosen.
_ARC_PX: Final = 5.0
_MAP: Final = "partner_map"
_RANKED: Final = 0
_OWN: Final = 1


class OnMap(NamedTuple):
    """What the map shows: own city, and the class of every place. A cache key without weights."""

    city: str
    classes: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class MapSection:
    """What the section shows besides the deck.

    Attributes:
        told: With whom the city works already.
        alt: Alternative text of the map.
        legend: HTML by theme.
        shown: Table of the documented links, with the drawn figure.
    """

    told: str
    alt: str
    legend: Mapping[str, str]
    shown: display.Shown


def section(asked: PartnerFilter) -> None:
    """Draw the documented partnerships as arcs, with the candidates; their table below.

    Args:
        asked: What was asked for.
    """
    state, release = session.current(), session.release()
    shown = answers.drawn(_on_map, release, asked)
    made = answers.drawn(_section, release, shown)
    st.header(_("Links that exist already"))
    st.markdown(made.told)
    phone = "Mobi" in (st.context.headers.get("User-Agent") or "")
    look = map_parts.Look(st.context.theme.type or "light", state.present, phone)
    st.pydeck_chart(
        answers.drawn(_deck, release, shown, look),
        height=_HEIGHT_PX,
        on_select=_take_selected,
        selection_mode="single-object",
        key=_MAP,
        alt=made.alt,
    )
    st.html(made.legend[look.theme])
    st.caption(map_legend.disclaimer())
    if len(made.shown.table):
        display.table(made.shown)


def _take_selected() -> None:
    """Look closely at the place whose mark was chosen, or at the other end of an arc."""
    chosen = st.session_state[_MAP]["selection"]["objects"]
    own = session.current().city
    places = [
        found[name]
        for objects in chosen.values()
        for found in objects
        for name in ("i", "f", "t")
        if found.get(name) and found[name] != own
    ]
    if places:
        session.change(partner=places[0])


def _on_map(release: str, asked: PartnerFilter) -> OnMap:
    """Return own city, candidates shown, and places with a documented link."""
    first = partners.ranked(release, asked).table.head(asked.k)
    classes = {
        row["city_id"]: _RANKED if row["rank_label"] else UNKNOWN for row in display.records(first)
    }
    for city in linked_places(partners.ground(release), asked.city):
        classes.setdefault(city, _OWN)
    classes[asked.city] = _OWN
    return OnMap(asked.city, tuple(sorted(classes.items())))


def _marks(release: str, shown: OnMap) -> pd.DataFrame:
    """Return the places on the map with their points."""
    classes = dict(shown.classes)
    places = partners.ground(release).known.places
    kept = places[places["city_id"].isin(list(classes)) & places["latitude"].notna()]
    return kept.assign(**{"class": [classes[city] for city in kept["city_id"]]})


def _arcs(release: str, city: str) -> pd.DataFrame:
    return map_parts.drawn_links(release, LinkFilter(city=city))


def _view(placed: pd.DataFrame, *, phone: bool = False) -> View:
    points = (placed[axis].to_numpy(dtype=float) for axis in ("longitude", "latitude"))
    return fitted(*points, phone=phone)


def _deck(release: str, shown: OnMap, look: map_parts.Look) -> FixedDeck:
    placed, links = _marks(release, shown), _arcs(release, shown.city)
    texts = [
        (words.place_name(row), _class_name(row["class"]), "") for row in display.records(placed)
    ]
    arcs = Links(
        links,
        [link_words.partnership_text(row) for row in display.records(links)],
        pd.DataFrame(),
        _ARC_PX,
    )
    scale = display.PRESENTATION_SCALE if look.present else 1
    marks = Marks(placed, texts, steps(look.theme, 2), shown.city)
    view = _view(placed, phone=look.phone)
    return city_deck(marks, arcs, view, look.theme, scale)


def _class_name(of: int) -> str:
    names = {
        _RANKED: _("candidate in the table below, with a rank"),
        _OWN: _("your city, or a place with a documented link that is no candidate here"),
    }
    return names.get(of, _("candidate in the table below, too little known for a rank"))


def _section(release: str, shown: OnMap) -> MapSection:
    name = city_name(release, shown.city)
    placed, links = _marks(release, shown), _arcs(release, shown.city)
    ground = partners.ground(release)
    others = [words.place_name(ground.places[city]) for city in linked_places(ground, shown.city)]
    told = words.linked_text(others, name)
    classes = (_RANKED, _OWN, UNKNOWN)
    labels = [_class_name(of) for of in classes]
    counts = [int((placed["class"] == of).sum()) for of in classes]
    if not counts[-1]:
        labels, counts = labels[:-1], counts[:-1]
    hollow = labels[2] if len(labels) > _OWN + 1 else ""
    alt = _("Map of {city}, of its candidates and of its partnerships. {told}").format(
        city=name, told=told
    )
    # Candidates are not named where there is none.
    first = int(all(of == _OWN for _city, of in shown.classes))
    legend = {
        theme: map_marks.legend(
            labels[first:], counts[first:], steps(theme, 2)[first:], len(links), theme
        )
        for theme in ("light", "dark")
    }
    meaning = Legend(tuple(labels[:2]), steps("light", 2), hollow, tuple(counts))
    figure = LateChart(lambda: city_map_chart(placed, links, meaning, _view(placed), alt), alt)
    return MapSection(as_plain_text(told), alt, legend, _table(release, shown.city, figure))


def _table(release: str, city: str, figure: LateChart) -> display.Shown:
    """Return the documented links: partnerships and shared practices."""
    ties = [tie for tie in partners.ground(release).cooperation.get(city, []) if tie["other_city"]]
    columns = [
        *("other_city_id", "other_city", "other_country_iso3", "kind", "record_id", "title"),
        *("status", "year", "source_id", "publisher", "address", "page"),
    ]
    return display.Shown(
        _("Documented links of {city}").format(city=city_name(release, city)),
        pd.DataFrame(ties, columns=columns),
        {},
        "documented_links",
        tuple(dict.fromkeys(tie["publisher"] for tie in ties)),
        figure=figure,
        notes=(map_legend.disclaimer(),),
        cells={
            _("With, and on what"): [_tie(tie) for tie in ties],
            _("Year"): [years_text(tie["year"]) for tie in ties],
            _("Source"): [_source(tie) for tie in ties],
        },
    )


def _tie(tie: Mapping[str, Any]) -> str:
    what = as_plain_text(evidence.link_text(tie))
    return f"**{as_plain_text(evidence.end_name(tie))}**  \n{what}"


def _source(tie: Mapping[str, Any]) -> str:
    publisher = linked(tie["publisher"], tie["address"])
    if not tie["page"]:
        return publisher
    return _("{publisher}, p. {page}").format(publisher=publisher, page=as_plain_text(tie["page"]))

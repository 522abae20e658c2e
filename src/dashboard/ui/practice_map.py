"""The map of the places of the cases found, and their table with its downloads."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd
import streamlit as st

from dashboard.answers.case_map import case_places
from dashboard.charts.base import LateChart
from dashboard.charts.city_map import Legend, city_map_chart
from dashboard.charts.palette import steps
from dashboard.i18n import _, country, ngettext, number
from dashboard.maps.deck import FixedDeck, Links, city_deck
from dashboard.maps.places import Marks
from dashboard.maps.view import fitted
from dashboard.ui import answers, display, map_marks, map_parts, session
from dashboard.ui.found_cases import found, index
from dashboard.words import map_legend
from dashboard.words import practices as words
from dashboard.words.cases import place_text, record_name
from dashboard.words.cells import rows_of, years_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.filters import PracticeFilter
    from dashboard.maps.view import View

_HEIGHT_PX: Final = 520
_MAP: Final = "case_map"
_MOST_SOURCES: Final = 20
_N_CLASSES: Final = 4


@dataclass(frozen=True)
class _Map:
    """What the map says that does not depend on the theme."""

    alt: str
    legend: Mapping[str, str]
    lost: str
    places: pd.DataFrame


def section(release: str, asked: PracticeFilter) -> None:
    """Draw the map of the places found, with its legend and what is not on it."""
    drawn = answers.drawn(_map, release, asked)
    if drawn.places.empty:
        st.caption(drawn.lost)
        return
    phone = "Mobi" in (st.context.headers.get("User-Agent") or "")
    state = session.current()
    look = map_parts.Look(st.context.theme.type or "light", state.present, phone)
    st.header(_("Where"))
    st.pydeck_chart(
        answers.drawn(_deck, release, asked, state.city, look),
        height=_HEIGHT_PX,
        on_select=_open_selected,
        selection_mode="single-object",
        key=_MAP,
        alt=drawn.alt,
    )
    st.html(drawn.legend[look.theme])
    st.caption(f"{drawn.lost} {map_legend.disclaimer()}".strip())


def _open_selected() -> None:
    """Open the profile of the place whose mark was chosen."""
    chosen = st.session_state[_MAP]["selection"]["objects"]
    cities = [mark["i"] for objects in chosen.values() for mark in objects if "i" in mark]
    if cities:
        session.open_city(cities[0])


def _labels() -> list[str]:
    return [_("1 case"), _("2 cases"), _("3 to 5 cases"), _("6 cases and more")]


def _counts(places: pd.DataFrame) -> tuple[int, ...]:
    """Return the number of places of each class."""
    counted = Counter(places["class"].tolist())
    return tuple(counted[of] for of in range(_N_CLASSES))


def _map(release: str, asked: PracticeFilter) -> _Map:
    answer = found(release, asked)
    places = case_places(answer.rows)
    legend = {
        theme: map_marks.legend(_labels(), _counts(places), steps(theme, _N_CLASSES), 0, theme)
        for theme in ("light", "dark")
    }
    alt = words.map_alt(answers.drawn(words.summary, answer), places)
    return _Map(alt, legend, words.without_place(answer.rows), places)


def _view(places: pd.DataFrame, *, phone: bool = False) -> View:
    points = (places[name].to_numpy(dtype=float) for name in ("longitude", "latitude"))
    return fitted(*points, phone=phone)


def _deck(release: str, asked: PracticeFilter, own: str, look: map_parts.Look) -> FixedDeck:
    places = answers.drawn(_map, release, asked).places
    texts = [
        (
            f"{row['city']}, {country(row['country_iso3'])}",
            ngettext("{n} case", "{n} cases", row["n_cases"]).format(n=number(row["n_cases"])),
            row["first_title"],
        )
        for row in display.records(places)
    ]
    scale = display.PRESENTATION_SCALE if look.present else 1
    marks = Marks(places, texts, steps(look.theme, _N_CLASSES), own)
    none = Links(pd.DataFrame(), [], pd.DataFrame())
    return city_deck(marks, none, _view(places, phone=look.phone), look.theme, scale)


def table_section(release: str, asked: PracticeFilter) -> None:
    """Show every case found as a table with its downloads, and the map as a figure."""
    st.header(_("All of them as a table"))
    display.table(answers.drawn(_table, release, asked))


class _Cells(NamedTuple):
    """What the table says of a case in words."""

    place: str
    years: str
    kind: str


def _cells(release: str) -> dict[str, _Cells]:
    """Return the words of every case of the release, by its id."""
    return {
        row["record_id"]: _Cells(
            place_text(row), years_text(row["year"]), record_name(row["record"])
        )
        for row in rows_of(index(release).cases)
    }


def _table(release: str, asked: PracticeFilter) -> display.Shown:
    answer = found(release, asked)
    labels = answers.drawn(_cells, release)
    cells = [labels[case] for case in answer.rows["record_id"]]
    table = answer.rows.assign(
        place=[cell.place for cell in cells],
        years=[cell.years for cell in cells],
        kind=[cell.kind for cell in cells],
    )
    publishers = list(dict.fromkeys(table["publisher"]))
    rest = len(publishers) - _MOST_SOURCES
    more = [_("and {n} more, named in the table").format(n=number(rest))] if rest > 0 else []
    notes = (words.unknown_sentence(answer), *words.reading_lines(), map_legend.disclaimer())
    return display.Shown(
        _("Good practices: what cities did"),
        table,
        {
            "title": st.column_config.TextColumn(_("Title"), width=330),
            "place": st.column_config.TextColumn(_("Place"), width=190),
            "years": st.column_config.TextColumn(_("Year"), width=110),
            "kind": st.column_config.TextColumn(_("Kind"), width=80),
            "keyword": st.column_config.TextColumn(_("Keyword"), width=220),
            "publisher": st.column_config.TextColumn(_("Source"), width=200),
            "address": st.column_config.LinkColumn(_("Link"), width=160),
        },
        "good_practices",
        (*publishers[:_MOST_SOURCES], *more),
        figure=_figure(release, asked),
        notes=tuple(note for note in notes if note),
    )


def _figure(release: str, asked: PracticeFilter) -> LateChart | None:
    """Return the map as a figure for download; None: no case has a place."""
    drawn = answers.drawn(_map, release, asked)
    if drawn.places.empty:
        return None
    legend = Legend(
        tuple(_labels()),
        steps("light", _N_CLASSES),
        "",
        _counts(drawn.places),
    )
    links = map_parts.drawn_links(release, None)
    return LateChart(
        lambda: city_map_chart(drawn.places, links, legend, _view(drawn.places), drawn.alt),
        drawn.alt,
    )

"""Sections of the peer comparison about scores: heat table, small charts, league table, gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from dashboard.answers.comparison import Comparison, gaps_of, widest_gap
from dashboard.charts.compare import area_chart
from dashboard.charts.gaps import gaps_chart
from dashboard.charts.heat import score_chart
from dashboard.i18n import _, number
from dashboard.ui import answers, display, medians, session
from dashboard.ui.medians import compared
from dashboard.ui.search import city_name
from dashboard.words import comparison as words
from dashboard.words.cells import rows_of
from dashboard.words.figures import worse_off
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from dashboard.charts.base import Chart
    from dashboard.ui.medians import Asked

_CHARTS_A_ROW: Final = 3


def score_sections() -> None:
    """Show the scores of every city: heat table, small charts."""
    release, asked = session.release(), medians.asked_now()
    shown = answers.drawn(_scores, release, asked)
    if shown is None:
        st.info(medians.no_scores(release, asked))
        return
    heat, small = shown
    if heat.notes:
        st.caption(as_plain_text(heat.notes[0]))
    display.draw(heat.charts[0], "scores_heat")
    st.caption(_("A dash: the instrument gives no score. It is not a zero."))
    display.table(heat)
    for start in range(0, len(small), _CHARTS_A_ROW):
        row = small[start : start + _CHARTS_A_ROW]
        for place, (column, chart) in enumerate(zip(st.columns(_CHARTS_A_ROW), row, strict=False)):
            with column:
                display.draw(chart, f"small_{start + place}")


def league_section() -> None:
    """Show the league table, with what it hides."""
    release, asked = session.release(), medians.asked_now()
    shown = answers.drawn(_league, release, asked)
    if shown is None:
        st.info(medians.no_scores(release, asked))
        return
    st.caption(
        _(
            "A league table hides in what cities differ. The mean gives each policy area the same "
            "weight; equal scores share a rank."
        )
    )
    if shown.notes:
        st.caption(as_plain_text(shown.notes[0]))
    display.table(shown)


def _league(release: str, asked: Asked) -> display.Shown | None:
    comparison = compared(release, asked)
    if comparison.instrument is None:
        return None
    title = _("League table of {city} and its peers").format(city=city_name(release, asked.city))
    return display.Shown(
        words.scored_title(title, comparison),
        comparison.league,
        {},
        "league",
        (words.source_of(comparison.instrument),),
        notes=medians.notes(comparison),
        cells=words.league_cells(comparison.league),
    )


def _scores(release: str, asked: Asked) -> tuple[display.Shown, list[Chart]] | None:
    comparison = compared(release, asked)
    instrument = comparison.instrument
    if instrument is None:
        return None
    cells = _cells(comparison)
    cities = list(comparison.cities.values())
    heat = _heat(comparison, words.source_of(instrument), cells)
    small = []
    for area_id in instrument.areas:
        rows = cells[cells["item_id"] == area_id]
        drawn = rows[["row", "value", "own"]].rename(columns={"row": "city"})
        name = comparison.areas[area_id]
        small.append(area_chart(drawn, cities, name, f"{name}. {heat.charts[0].alt}"))
    return heat, small


def _cells(comparison: Comparison) -> pd.DataFrame:
    """Return one row for each city and policy area, with its score where there is one."""
    grid = pd.MultiIndex.from_product([comparison.cities, comparison.areas]).to_frame(index=False)
    grid.columns = ["city_id", "item_id"]
    cells = grid.merge(comparison.scores, how="left", on=["city_id", "item_id"])
    return cells.assign(
        row=cells["city_id"].map(comparison.cities),
        column=cells["item_id"].map(comparison.areas),
        count=cells["value"],
        own=cells["city_id"] == comparison.own,
    )


def _heat(comparison: Comparison, publisher: str, cells: pd.DataFrame) -> display.Shown:
    cities, areas = list(comparison.cities.values()), list(comparison.areas.values())
    title = words.scored_title(_("Scores by city and policy area"), comparison)
    alt = _("{title}: {n} cities, {m} policy areas. The table under it says the same.").format(
        title=title, n=number(len(cities)), m=number(len(areas))
    )
    drawn = cells[["row", "column", "count"]]
    return display.Shown(
        title,
        cells[["city_id", "row", "item_id", "column", "value", "coverage_pct"]],
        {
            "row": _("City"),
            "column": _("Policy area"),
            "value": st.column_config.NumberColumn(_("Score (0-100)"), format="%.1f"),
            "coverage_pct": st.column_config.NumberColumn(_("Coverage (%)"), format="%.0f"),
        },
        "scores",
        (publisher,),
        notes=medians.notes(comparison),
        charts=(score_chart(drawn, cities, areas, _("Score (0-100)"), alt),),
    )


def gap_section() -> None:
    """Show one gap between native-born and foreign-born in every city that has it."""
    release, state = session.release(), session.current()
    asked = medians.asked_now()
    gaps, widest = answers.drawn(_gaps, release, asked)
    if not gaps:
        st.info(_("We know of no gap between native-born and foreign-born in this city."))
        return
    chosen = state.indicator if state.indicator in gaps else widest
    st.selectbox(
        _("Gap"),
        list(gaps),
        format_func=lambda gap: gaps[gap],
        **session.bound_to("indicator", chosen),
    )
    shown = answers.drawn(_gap, release, asked, chosen)
    display.draw(shown.charts[0], "gap")
    st.caption(
        _("Your own city stands first. {n} of {total} cities have this figure.").format(
            n=number(len(shown.table)), total=number(len(compared(release, asked).cities))
        )
    )
    display.table(shown)


def _gaps(release: str, asked: Asked) -> tuple[dict[str, str], str]:
    comparison = compared(release, asked)
    return gaps_of(comparison), widest_gap(comparison)


def _gap(release: str, asked: Asked, gap: str) -> display.Shown:
    comparison = compared(release, asked)
    series = comparison.series
    rows = series[series["indicator_id"] == gap].dropna(subset=["native_born_pct"])
    order = {city: place for place, city in enumerate(comparison.cities)}
    rows = rows.sort_values("city_id", key=lambda ids: ids.map(order), kind="stable")
    told = rows_of(rows)
    title = f"{rows['indicator'].iloc[0]}: {city_name(release, asked.city)}"
    drawn = rows.assign(indicator=rows["city"], told=[worse_off(row) for row in told])
    alt = f"{title}. " + "; ".join(f"{row['city']}: {worse_off(row)}" for row in told) + "."
    return display.Shown(
        title,
        rows,
        {},
        "gap",
        tuple(dict.fromkeys(rows["publisher"])),
        charts=(gaps_chart(drawn, alt),),
        cells=words.gap_cells(told),
    )

"""The indicators of a profile: charts and one table for each instrument and unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import streamlit as st

from dashboard.answers.city_map import GAP_UNIT
from dashboard.answers.profiles import Profile, city_profile
from dashboard.charts.gaps import gaps_chart
from dashboard.charts.strips import strips_chart
from dashboard.i18n import _
from dashboard.queries.indicators import list_instrument_values
from dashboard.ui import answers, display, session
from dashboard.ui.search import city_label
from dashboard.words import profile as words
from dashboard.words import profile_values as value_words
from dashboard.words.figures import worse_off
from dashboard.words.profile_tables import values_cells

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.charts.base import Chart

_GAP_STEP: Final = 10


class Group(NamedTuple):
    """The values of one instrument in one unit: what they say, their charts, their table."""

    heading: str
    told: str
    captions: tuple[str, ...]
    shown: display.Shown


def indicators_section(profile: Profile) -> None:
    """Show the policy and outcome values of the city; context figures stand among the facts."""
    if not (profile.indicators["kind"] != "context").any():
        return
    st.header(_("Indicators"))
    for group in answers.drawn(_groups, session.release(), session.current().city):
        st.subheader(group.heading)
        st.markdown(group.told)
        for place, (chart, caption) in enumerate(
            zip(group.shown.charts, group.captions, strict=True)
        ):
            display.draw(chart, f"{group.shown.name}_{place}")
            st.caption(caption)
        display.table(group.shown)


def _groups(release: str, city: str) -> list[Group]:
    """Return the values by instrument and unit: scores first, then gaps, then the rest."""
    values = answers.answer(city_profile, release, city).indicators
    measured = values[values["kind"] != "context"].drop_duplicates(["indicator_id", "year"])
    order = {area: place for place, area in enumerate(answers.choices(release).area)}
    measured = measured.sort_values(
        ["area_id", "indicator", "year"],
        key=lambda column: column.map(order) if column.name == "area_id" else column,
        na_position="first",
        kind="stable",
    )
    groups = [
        _group(release, city, table)
        for _key, table in measured.groupby(["instrument_id", "unit"], sort=False)
    ]
    return sorted(groups, key=lambda group: -len(group.shown.table))


def _group(release: str, city: str, table: pd.DataFrame) -> Group:
    first = table.iloc[0]
    unit, instrument = str(first["unit"]), str(first["instrument_id"])
    rows = display.records(table)
    heading = value_words.group_name(instrument, str(first["instrument"]), unit)
    label = city_label(release, city)
    title = f"{label}: {heading}"
    strips = _strips(release, city, table, words.strips_alt(title, rows))
    charts: tuple[Chart, ...] = (strips,)
    captions: tuple[str, ...] = (value_words.strips_caption(rows),)
    if unit == GAP_UNIT:
        told = table.assign(told=[worse_off(row) for row in rows])
        charts = (gaps_chart(told, value_words.gaps_alt(title, rows)), strips)
        captions = (value_words.gaps_caption(), *captions)
    places = [words.place_among(row) for row in rows]
    shown = display.Shown(
        title,
        table,
        {},
        f"values_{instrument}_{unit}".replace(" ", "-"),
        tuple(dict.fromkeys(table["publisher"])),
        charts=charts,
        notes=(value_words.group_notes(rows),),
        cells=values_cells(table, answers.choices(release).area, places),
    )
    return Group(heading, value_words.group_summary(rows), captions, shown)


def _strips(release: str, city: str, table: pd.DataFrame, alt: str) -> Chart:
    """Return the chart that sets the values among those of the other cities."""
    instrument, unit = str(table["instrument_id"].iloc[0]), str(table["unit"].iloc[0])
    named = table.assign(row=value_words.row_names(display.records(table)))
    others = answers.answer(list_instrument_values, release, city, instrument)
    keys = ["indicator_id", "year"]
    others = named[[*keys, "row"]].merge(others, on=keys).rename(columns={"row": "indicator"})
    if unit == GAP_UNIT:
        most = (int(others["value"].abs().max()) // _GAP_STEP + 1) * _GAP_STEP
        domain = (float(-most), float(most))
    else:
        domain = (float(table["scale_min"].min()), float(table["scale_max"].max()))
    own = dict(zip(named["row"], named["value"], strict=True))
    return strips_chart(others, own, domain, unit, alt)

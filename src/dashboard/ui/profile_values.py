"""The indicators of a profile: one strip chart and one table for each instrument and unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.answers.city_map import GAP_UNIT
from dashboard.answers.profiles import Profile, city_profile
from dashboard.charts.strips import strips_chart
from dashboard.i18n import _
from dashboard.queries.profile import list_instrument_values
from dashboard.ui import answers, display, session
from dashboard.words import profile as words

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.charts.base import Chart

_GAP_STEP = 10


def indicators_section(profile: Profile) -> None:
    """Show the indicators of the city, those of one instrument and unit together."""
    st.header(_("Indicators"))
    if profile.indicators.empty:
        st.caption(_("Nothing known to us."))
        return
    release, city = session.release(), session.current().city
    for shown, note in answers.drawn(_groups, release, city):
        st.subheader(shown.title)
        if note:
            st.caption(note)
        if shown.charts:
            display.draw(shown.charts[0], shown.name)
        display.table(shown)


def _groups(release: str, city: str) -> list[tuple[display.Shown, str]]:
    """Return the tables with their charts: scores and gaps first, context last, without a chart."""
    profile = answers.answer(city_profile, release, city)
    values = profile.indicators
    measured = values[values["kind"] != "context"]
    groups: list[tuple[display.Shown, str]] = []
    for (instrument, unit), table in measured.groupby(["instrument_id", "unit"], sort=True):
        name = f"group_{len(groups)}"
        groups.append(
            (_group(release, city, (str(instrument), str(unit)), table, name), _note(unit))
        )
    context = values[values["kind"] == "context"]
    if len(context):
        shown = _shown(release, context, _("Context figures"), "context")
        note = _("Definitions differ by source: compare only within one indicator and year.")
        groups.append((shown, note))
    return groups


def _note(unit: object) -> str:
    ticks = _("Grey ticks: the other cities of the same instrument and year. Blue: this city.")
    if unit != GAP_UNIT:
        return ticks
    return f"{ticks} {_('Native-born minus foreign-born; 0 is parity.')}"


def _group(
    release: str, city: str, which: tuple[str, str], table: pd.DataFrame, name: str
) -> display.Shown:
    instrument, unit = which
    table = table.drop_duplicates("indicator_id")
    title = _("{instrument}: {unit}").format(
        instrument=table["instrument"].iloc[0].split(":")[0], unit=unit
    )
    names = dict(zip(table["indicator_id"], table["indicator"], strict=True))
    others = answers.answer(list_instrument_values, release, city, instrument)
    others = others[others["indicator_id"].isin(names)]
    others = others.assign(indicator=others["indicator_id"].map(names))
    if unit == GAP_UNIT:
        most = (int(others["value"].abs().max()) // _GAP_STEP + 1) * _GAP_STEP
        domain = (float(-most), float(most))
    else:
        domain = (float(table["scale_min"].min()), float(table["scale_max"].max()))
    own = dict(zip(table["indicator"], table["value"], strict=True))
    alt = words.strips_alt(title, display.records(table))
    return _shown(release, table, title, name, (strips_chart(others, own, domain, unit, alt),))


def _shown(
    release: str, table: pd.DataFrame, title: str, name: str, charts: tuple[Chart, ...] = ()
) -> display.Shown:
    known = answers.choices(release).area
    rows = display.records(table)
    named = table.assign(
        area=table["area_id"].map(known),
        years=[words.value_years(row) for row in rows],
        scale=[words.scale_text(row) for row in rows],
        place=[words.place_among(row) for row in rows],
    )
    headings = {
        "indicator": st.column_config.TextColumn(_("Indicator"), width="medium"),
        "value": st.column_config.NumberColumn(_("Value"), format="localized"),
        "unit": _("Unit"),
        "years": _("Year"),
        "scale": _("Scale"),
        "place": _("Among the cities with a value"),
        "area": _("Policy area"),
        "note": _("Note"),
        "publisher": _("Source"),
    }
    sources = tuple(dict.fromkeys(table["publisher"]))
    return display.Shown(title, named, headings, name, sources, charts=charts)

"""Sections of the peer comparison about deeds: from whom to learn, what is documented, change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from dashboard.answers.change import panels
from dashboard.charts.compare import slope_chart
from dashboard.charts.heat import heat_chart
from dashboard.i18n import _
from dashboard.ui import answers, display, session
from dashboard.ui.medians import Part, asked_now, compared, peers
from dashboard.ui.search import city_name
from dashboard.words import learning as words

if TYPE_CHECKING:
    from dashboard.answers.comparison import Comparison
    from dashboard.charts.base import Chart
    from dashboard.ui.medians import Asked

_MOST_SHOWN: Final = 10


def learning_section() -> None:
    """Show from which peers the city can learn, with something to read for each."""
    st.header(_("From whom to learn"))
    part = answers.drawn(_learning, session.release(), asked_now())
    st.markdown(part.told)
    if len(part.shown.table):
        display.table(part.shown)


def learning_rows(comparison: Comparison, near: pd.DataFrame) -> pd.DataFrame:
    """Return from whom to learn, the most useful first, with in what each peer is alike."""
    alike = dict(zip(near["city_id"], near["alike_in"], strict=True))
    rows = comparison.learning.head(_MOST_SHOWN)
    return rows.assign(alike_in=rows["city_id"].map(alike))


def _learning(release: str, asked: Asked) -> Part:
    comparison = compared(release, asked)
    rows = learning_rows(comparison, peers(release, asked.peers).table)
    read = comparison.records[comparison.records["record_id"].isin(rows["record_id"])]
    city = city_name(release, asked.city)
    shown = display.Shown(
        _("From whom {city} can learn").format(city=city),
        rows.merge(read.drop(columns=["city", "city_id", "area_id"]), on="record_id"),
        {},
        "learning",
        tuple(dict.fromkeys(read["publisher"])),
        cells=words.learning_cells(rows, comparison.records, comparison.areas),
    )
    return Part(words.learning_summary(comparison, city), shown)


def evidence_section() -> None:
    """Show what is documented of every city side by side, and which networks they share."""
    evidence, networks = evidence_parts(session.release(), asked_now())
    st.markdown(evidence.told)
    display.draw(evidence.shown.charts[0], "evidence")
    st.caption(evidence.caption)
    display.table(evidence.shown)
    st.subheader(_("Networks shared"))
    if networks.shown.cells[_("Peer")]:
        display.table(networks.shown)
    else:
        st.caption(_("We know of no network that the city shares with one of these peers."))


def evidence_parts(release: str, asked: Asked) -> tuple[Part, Part]:
    """Return what is documented of every city, and which networks they share."""
    return answers.drawn(_evidence, release, asked)


def _evidence(release: str, asked: Asked) -> tuple[Part, Part]:
    comparison = compared(release, asked)
    city = city_name(release, asked.city)
    shown = display.Shown(
        _("Practices and grants known to us, by city and policy area"),
        comparison.records,
        {
            "city": _("City"),
            "title": st.column_config.TextColumn(_("Title"), width="large"),
            "year": _("Year"),
            "publisher": _("Source"),
        },
        "peer_records",
        tuple(dict.fromkeys(comparison.records["publisher"])),
        charts=(_evidence_chart(comparison),),
    )
    networks = display.Shown(
        _("Networks that {city} shares with its peers").format(city=city),
        comparison.networks,
        {},
        "peer_networks",
        (_("Data package: table city_networks"),),
        cells=words.networks_cells(comparison),
    )
    summary = words.evidence_summary(comparison, city)
    return Part(summary, shown, words.evidence_caption()), Part("", networks)


def _evidence_chart(comparison: Comparison) -> Chart:
    """Return the table of counts: cities down, policy areas across."""
    grid = pd.MultiIndex.from_product([comparison.cities, comparison.areas]).to_frame(index=False)
    grid.columns = ["city_id", "area_id"]
    counts = comparison.records.groupby(["city_id", "area_id"]).size().reset_index(name="count")
    cells = grid.merge(counts, how="left", on=["city_id", "area_id"])
    cells = cells.assign(
        row=cells["city_id"].map(comparison.cities), column=cells["area_id"].map(comparison.areas)
    )
    title = _("Practices and grants")
    return heat_chart(
        cells[["row", "column", "count"]],
        list(comparison.cities.values()),
        list(comparison.areas.values()),
        title,
        words.evidence_alt(title, comparison),
    )


def change_section() -> None:
    """Show what changed over the years, for the same cities in every year."""
    parts = answers.drawn(_changes, session.release(), asked_now())
    if not parts:
        st.info(_("We know of no indicator of this city for two years or more."))
    for part in parts:
        st.subheader(part.shown.title)
        display.draw(part.shown.charts[0], part.shown.name)
        st.caption(part.caption)
        display.table(part.shown)


def _changes(release: str, asked: Asked) -> list[Part]:
    parts = []
    for place, panel in enumerate(panels(compared(release, asked))):
        alt = words.panel_alt(panel.indicator, panel)
        shown = display.Shown(
            panel.indicator,
            panel.rows,
            {
                "city": _("City"),
                "year": st.column_config.NumberColumn(_("Year"), format="%d"),
                "value": st.column_config.NumberColumn(
                    _("Value ({unit})").format(unit=panel.unit), format="localized"
                ),
                "publisher": _("Source"),
            },
            f"change_{place}",
            tuple(dict.fromkeys(panel.rows["publisher"])),
            charts=(slope_chart(panel.rows, asked.city, panel.unit, alt),),
        )
        parts.append(Part("", shown, words.panel_note(panel)))
    return parts

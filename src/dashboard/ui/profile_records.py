"""Sections of the profile page with texts: records, roles, networks, what is missing."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
import streamlit as st

from dashboard.answers.profiles import city_profile, missing_parts
from dashboard.charts.evidence import evidence_chart
from dashboard.i18n import _
from dashboard.ui import answers, display, session
from dashboard.ui.search import city_label
from dashboard.words import profile as words
from dashboard.words import profile_tables as tables


class Section(NamedTuple):
    """One section of the page: its heading, what it says, its table and its caption."""

    heading: str
    told: str
    shown: display.Shown
    caption: str = ""


def _draw(section: Section) -> None:
    st.header(section.heading)
    if section.told:
        st.markdown(section.told)
    for place, chart in enumerate(section.shown.charts):
        display.draw(chart, f"{section.shown.name}_{place}")
    display.table(section.shown)
    if section.caption:
        st.caption(section.caption)


def record_sections() -> None:
    """Show practices and grants by policy area, and the four roles; none that is empty."""
    release, city = session.release(), session.current().city
    for section in answers.drawn(_record_sections, release, city):
        _draw(section)


def more_sections() -> None:
    """Show networks, partnerships, findings and events; none that is empty."""
    release, city = session.release(), session.current().city
    for section in answers.drawn(_more_sections, release, city):
        _draw(section)


def _record_sections(release: str, city: str) -> list[Section]:
    profile = answers.answer(city_profile, release, city)
    areas = answers.choices(release).area
    order = {area: place for place, area in enumerate(areas)}
    records = profile.records.sort_values("area_id", key=lambda ids: ids.map(order), kind="stable")
    label = city_label(release, city)
    counts = records["area_id"].value_counts()
    alt = words.evidence_alt(label, {name: int(counts.get(a, 0)) for a, name in areas.items()})
    heading = _("What is documented, by policy area")
    documented = display.Shown(
        f"{label}: {heading}",
        records,
        {},
        "records",
        tuple(dict.fromkeys(records["publisher"])),
        charts=(evidence_chart(records, areas, alt),),
        cells=tables.records_cells(records, areas),
    )
    roles = display.Shown(
        _("{city}: the four roles of a city").format(city=label),
        profile.led[["role_id", "by_rule", "record_id", "title", "year", "source_id"]],
        {},
        "roles",
        tuple(dict.fromkeys(profile.led["publisher"])),
        cells=tables.roles_cells(profile),
    )
    sections = [
        Section(heading, "", documented),
        Section(_("Four roles of a city"), "", roles, words.roles_note()),
    ]
    return [section for section in sections if len(section.shown.table)]


def _more_sections(release: str, city: str) -> list[Section]:
    profile = answers.answer(city_profile, release, city)
    parts = {
        "networks": (_("Networks"), profile.networks, tables.networks_cells),
        "links": (_("Partnerships"), profile.partnerships, tables.partnerships_cells),
        "findings": (
            _("Findings of the local Migration Governance Indicators"),
            profile.findings,
            tables.findings_cells,
        ),
        "events": (_("Events"), profile.events, tables.events_cells),
    }
    return [
        Section(
            heading,
            "",
            display.Shown(
                f"{city_label(release, city)}: {heading}",
                table,
                {},
                f"city_{name}",
                tuple(dict.fromkeys(table["publisher"])),
                cells=cells(table),
            ),
        )
        for name, (heading, table, cells) in parts.items()
        if len(table)
    ]


def missing_section() -> None:
    """Show what is missing, and how the city can add it."""
    _draw(answers.drawn(_missing, session.release(), session.current().city))


def _missing(release: str, city: str) -> Section:
    profile = answers.answer(city_profile, release, city)
    areas = answers.choices(release).area
    gaps = missing_parts(profile, list(areas))
    names = [words.gap_name(kind, thing, areas) for kind, thing in gaps]
    table = pd.DataFrame(gaps, columns=["table", "thing"]).assign(
        city_id=city, missing=names, value="", year="", source_title="", source_address=""
    )
    shown = display.Shown(
        _("{city}: what is missing").format(city=city_label(release, city)),
        table,
        {},
        "missing",
        (_("Data package: what its tables do not hold about this city"),),
        cells=words.missing_cells(gaps, areas),
    )
    empty = words.empty_parts(profile)
    told = f"{words.unknown_sentence(empty)} {words.how_to_add()}" if empty else words.how_to_add()
    return Section(_("What is missing"), told, shown)

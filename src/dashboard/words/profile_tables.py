"""The tables of a profile: Markdown cells by heading, in the order shown, each with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.i18n import _, country, number
from dashboard.queries.sources import COUNTRY_SOURCE, PACKAGE_SOURCE
from dashboard.words.cells import NO_DATA, Cells, rows_of, source_link, years_text
from dashboard.words.figures import quantity, worse_off, year_name
from dashboard.words.labels import oecd_name, region_name
from dashboard.words.markdown import as_plain_text, linked
from dashboard.words.partnerships import end_text
from dashboard.words.profile import form_name, kind_name, role_name
from dashboard.words.profile_values import own_note, shared_notes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from dashboard.answers.profiles import Profile
    from dashboard.queries.sources import Source


def _plain(value: str | None) -> str:
    return as_plain_text(value) if value else NO_DATA


def facts_cells(profile: Profile, sources: Mapping[str, Source]) -> Cells:
    """Return the facts of the place and its context figures, each with year and source."""
    facts = profile.facts
    since = facts["oecd_since"]
    oecd = oecd_name(facts["oecd"])
    member = _("{status} country, member since {year}").format(status=oecd, year=since)
    status = _("{status} country").format(status=oecd) if since is None else member
    where = f"{region_name(facts['region'])} ({facts['subregion']})"
    told: list[tuple[str, str | None, str | None, str | None]] = [
        (_("Kind of place"), kind_name(facts["kind"]), PACKAGE_SOURCE, None),
        (_("State or region"), facts["admin_area"], facts["place_source_id"], None),
        (_("Country"), country(facts["country_iso3"], facts["country"]), COUNTRY_SOURCE, None),
        (_("UN region"), where, COUNTRY_SOURCE, None),
        (_("OECD"), status, COUNTRY_SOURCE, None),
    ]
    if facts["population"] is None:
        told.append((_("Population"), _("not known to us"), None, None))
    else:
        people, year = number(facts["population"]), year_name(facts["population_year"])
        told.append((_("Population"), people, facts["population_source_id"], year))
    cells: Cells = {_("Fact"): [], _("Value"): [], _("Year"): [], _("Source"): []}
    for name, value, source_id, stated in told:
        if value is None:
            continue
        source = sources.get(source_id or "")
        dated = (str(source.year) if source.year else year_name(None)) if source else ""
        linked_source = linked(source.publisher, source.address) if source else ""
        linked_source = _("our data package") if source_id == PACKAGE_SOURCE else linked_source
        _add(cells, (name, as_plain_text(value), stated or dated, linked_source))
    for row in rows_of(context_values(profile)):
        value = f"{quantity(row['value'])} {row['unit']}"
        note = f"  \n{_plain(row['note'])}" if row["note"] else ""
        name = _plain(row["indicator"]) + note
        year = years_text(row["year"])
        _add(cells, (name, value, year, source_link(row)))
    return cells


def context_values(profile: Profile) -> pd.DataFrame:
    """Return the context figures without the population that the facts tell already."""
    values, facts = profile.indicators, profile.facts
    same = (
        (values["indicator_id"] == "population")
        & (values["value"] == facts["population"])
        & (values["source_id"] == facts["population_source_id"])
    )
    context: pd.DataFrame = values[(values["kind"] == "context") & ~same]
    return context


def _add(cells: Cells, row: Sequence[str]) -> None:
    for column, cell in zip(cells.values(), row, strict=True):
        column.append(cell)


def records_cells(records: pd.DataFrame, areas: Mapping[str, str]) -> Cells:
    """Return practices, grants and part in practices of others, by policy area."""
    rows = rows_of(records)
    return {
        _("What is documented, in our words"): [
            f"**{_plain(row['title'])}**  \n{_plain(row['summary'])}  \n"
            f"*{areas.get(row['area_id'], NO_DATA)}. {record_kind(row)}{_led_by(row)}*"
            for row in rows
        ],
        _("Year"): [years_text(row["year"]) for row in rows],
        _("Source"): [source_link(row) for row in rows],
    }


def _led_by(row: Mapping[str, Any]) -> str:
    """Return who leads a practice, as the source names it."""
    if not row["lead_authority"]:
        return ""
    return ". " + _("Led by: {lead}").format(lead=_plain(row["lead_authority"]))


def record_kind(row: Mapping[str, Any]) -> str:
    """Return what kind of record it is, its status, and the role of the city in it."""
    kind = row["kind"]
    form = row["form"]
    parts = [form_name(form) if form and kind == "practice" else kind_name(kind)]
    if row["status"] not in {None, "unknown", "pledged"}:
        parts.append(row["status"])
    told = ", ".join(part.lower() if n else part for n, part in enumerate(parts))
    if kind == "partner" or not row["role_id"]:
        return told
    rule = f" ({_('by our rule')})" if row["by_rule"] else ""
    role = _("Role of the city: {role}").format(role=role_name(row["role_id"]))
    return f"{told}. {role}{rule}"


def roles_cells(profile: Profile) -> Cells:
    """Return the four roles of a city, each with the records that show it."""
    shown, told = [], []
    for role in rows_of(profile.roles):
        rows = rows_of(profile.led[profile.led["role_id"] == role["role_id"]])
        titles = [
            f"{_plain(row['title'])} ({years_text(row['year'])})"
            + (f" \N{EN DASH} {_('by our rule')}" if row["by_rule"] else "")
            for row in rows
        ]
        shown.append(f"**{role['role']}**  \n{role['definition']}")
        told.append("  \n".join(titles) or _("nothing known to us"))
    return {_("Role"): shown, _("What is documented"): told}


def networks_cells(networks: pd.DataFrame) -> Cells:
    """Return the networks of the city with its role in each."""
    rows = rows_of(networks)
    return {
        _("Network"): [_plain(row["network"]) for row in rows],
        _("Role"): [_plain(row["role"]) for row in rows],
        _("Since"): [years_text(row["since_year"]) for row in rows],
        _("Source"): [source_link(row) for row in rows],
    }


def partnerships_cells(links: pd.DataFrame) -> Cells:
    """Return the partnerships of the city."""
    rows = rows_of(links)
    return {
        _("Between"): [
            as_plain_text(f"{end_text(row, 'from')} \N{EN DASH} {end_text(row, 'to')}")
            for row in rows
        ],
        _("Theme and status"): [
            f"{_plain(row['theme'])}  \n*{_plain(row['status'])}*" for row in rows
        ],
        _("Year"): [years_text(row["year"]) for row in rows],
        _("Source"): [
            _("{source}, page {page}").format(source=source_link(row), page=row["page"])
            if row["page"]
            else source_link(row)
            for row in rows
        ],
    }


def findings_cells(findings: pd.DataFrame) -> Cells:
    """Return the findings of the local Migration Governance Indicators."""
    rows = rows_of(findings)
    kinds = {"potential": _("room to grow"), "well developed": _("well developed")}
    return {
        _("Dimension"): [_plain(row["dimension"]) for row in rows],
        _("Finding, in our words"): [
            f"{_plain(row['finding'])}  \n*{kinds.get(row['kind'], row['kind'])}*" for row in rows
        ],
        _("Year"): [years_text(row["year"]) for row in rows],
        _("Source"): [source_link(row) for row in rows],
    }


def events_cells(events: pd.DataFrame) -> Cells:
    """Return the events that took place in the city."""
    rows = rows_of(events)
    return {
        _("Date"): [str(row["date"]) for row in rows],
        _("Event"): [
            f"**{_plain(row['event'])}**  \n{_plain(row['what_happened'])}" for row in rows
        ],
        _("Source"): [source_link(row) for row in rows],
    }


def values_cells(values: pd.DataFrame, areas: Mapping[str, str], places: Sequence[str]) -> Cells:
    """Return indicator values, each with its place among the other cities.

    Args:
        values: Rows of one instrument and unit.
        areas: Policy areas by id.
        places: The place of each value in words, in the same order.

    Returns:
        Cells; for gaps both shares and who is worse off.
    """
    rows = rows_of(values)
    shared = shared_notes(rows)
    cells = {_("Indicator"): [_indicator(row, areas, shared) for row in rows]}
    if rows and rows[0]["native_born_pct"] is not None:
        cells[_("Native-born")] = [f"{quantity(row['native_born_pct'])} %" for row in rows]
        cells[_("Foreign-born")] = [f"{quantity(row['foreign_born_pct'])} %" for row in rows]
        cells[_("Gap in points, and its place")] = [
            f"{worse_off(row)}  \n*{place}*" for row, place in zip(rows, places, strict=True)
        ]
        return cells
    cells[_("Value")] = [quantity(row["value"]) for row in rows]
    return {**cells, _("Among the cities with a value"): list(places)}


def _indicator(row: Mapping[str, Any], areas: Mapping[str, str], shared: Sequence[str]) -> str:
    """Return name, policy area, year and source of a value, and what is said of it alone."""
    about = [areas.get(row["area_id"]), years_text(row["year"]), own_note(row, shared)]
    told = ". ".join(as_plain_text(part) for part in about if part)
    source = linked(_("source"), row["address"])
    return f"**{_plain(row['indicator'])}**  \n*{told}; {source}: {_plain(row['publisher'])}*"

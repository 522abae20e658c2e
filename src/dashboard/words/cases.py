"""What a case is called: its tags, its place, who took part, where it can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.i18n import _, country, listed
from dashboard.words.cells import years_text
from dashboard.words.markdown import as_plain_text, linked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.queries.facts import Choices


def record_name(record: str) -> str:
    """Return the name of a kind of record."""
    names = {"practice": _("practice"), "grant": _("grant"), "finding": _("finding")}
    return names.get(record, record)


def initiative_name(initiative: str) -> str:
    """Return the name of a kind of initiative."""
    names = {
        "advocacy": _("advocacy"),
        "awareness-raising": _("awareness raising"),
        "capacity-building": _("capacity building"),
        "data-collection": _("data collection"),
        "finding": _("finding of an assessment"),
        "funding-programme": _("funding programme"),
        "grant": _("grant"),
        "network-activity": _("network activity"),
        "partnership-agreement": _("partnership agreement"),
        "peer-to-peer-learning": _("peer-to-peer learning"),
        "pilot-project": _("pilot project"),
        "platform-or-council": _("platform or council"),
        "pledge": _("pledge"),
        "practice": _("practice"),
        "project": _("project"),
        "service": _("service"),
        "strategy": _("strategy"),
        "study-visit": _("study visit"),
        "technical-cooperation": _("technical cooperation"),
        "training": _("training"),
    }
    return names.get(initiative, initiative)


def sector_name(sector: str) -> str:
    """Return the name of a sector."""
    names = {
        "agriculture": _("agriculture"),
        "culture": _("culture"),
        "education": _("education"),
        "governance": _("governance"),
        "health": _("health"),
        "housing": _("housing"),
        "inclusion": _("inclusion"),
        "local-development": _("local development"),
        "water-and-sanitation": _("water and sanitation"),
    }
    return names.get(sector, sector)


def city_role_name(role: str) -> str:
    """Return the name of a role of the city in a case."""
    names = {
        "policy-maker": _("policy-maker"),
        "service-provider": _("service provider"),
        "employer": _("employer"),
        "buyer": _("buyer of goods and services"),
        "partner": _("partner (others lead)"),
    }
    return names.get(role, role)


def group_name(group: str) -> str:
    """Return the name of a group that benefits."""
    names = {
        "displaced": _("displaced people"),
        "host-community": _("host community"),
        "migrants": _("migrants"),
        "refugees": _("refugees"),
        "returnees": _("returnees"),
    }
    return names.get(group, group)


def case_status_name(status: str) -> str:
    """Return the name of a status, as the page of the source had it."""
    names = {"running": _("running"), "completed": _("completed"), "pledged": _("pledged")}
    return names.get(status, status)


def step_name(step: str, steps: Mapping[str, str]) -> str:
    """Return a step of the cooperation cycle with its number."""
    return f"{step}: {steps[step]}" if step in steps else step


def place_text(row: Mapping[str, Any]) -> str:
    """Return the place of a case with its country; both may be missing."""
    land = country(row["country_iso3"], row["country"] or "") if row["country_iso3"] else ""
    if row["city"]:
        return _("{city}, {country}").format(city=row["city"], country=land)
    return _("{country} (no single place)").format(country=land) if land else _("no single place")


def head_text(row: Mapping[str, Any]) -> str:
    """Return place, year and kind of record in one line."""
    kind = record_name(row["record"])
    return f"{place_text(row)} · {years_text(row['year'])} · {kind}"


def taking_part(row: Mapping[str, Any]) -> str:
    """Return who leads and who took part; empty: the source names nobody."""
    parts = []
    if row["lead_authority"]:
        parts.append(_("Led by {lead}.").format(lead=row["lead_authority"].rstrip(".")))
    others = [text for text in (row["stakeholders"], row["partners"]) if text]
    if others:
        names = listed([name for text in others for name in text.split(";")])
        parts.append(_("With {names}.").format(names=names.rstrip(".")))
    return " ".join(parts)


def tags(row: Mapping[str, Any], choices: Choices, steps: Mapping[str, str]) -> list[str]:
    """Return the tags of a case, several of a kind side by side; none that is not known."""

    def each(column: str) -> list[str]:
        return [part for part in (row[column] or "").split(";") if part]

    role = city_role_name(row["role"]) if row["role"] else ""
    told = [
        choices.area.get(row["area_id"], "") if row["area_id"] else "",
        row["keyword"] or "",
        *[initiative_name(part) for part in each("initiative") if part != row["record"]],
        *[_("sector: {name}").format(name=sector_name(part)) for part in each("sector")],
        *[_("step {name}").format(name=step_name(part, steps)) for part in each("step")],
        (_("role: {name} (by our rule)") if row["role_by_rule"] else _("role: {name}")).format(
            name=role
        )
        if role
        else "",
        *[_("for {name}").format(name=group_name(part)) for part in each("beneficiaries")],
    ]
    return list(dict.fromkeys(part for part in told if part))


def status_text(row: Mapping[str, Any]) -> str:
    """Return the status of a case; of a grant or finding nothing."""
    if row["status"]:
        return _("Status when the source was read: {status}.").format(
            status=case_status_name(row["status"])
        )
    return _("Status not known.") if row["record"] == "practice" else ""


def source_text(row: Mapping[str, Any]) -> str:
    """Return the source of a case as Markdown: title with its link, publisher, page."""
    told = linked(row["source"], row["address"])
    if row["publisher"] and row["publisher"] not in row["source"]:
        told = f"{told}, {as_plain_text(row['publisher'])}"
    if row["page"]:
        told = _("{source}, page {page}").format(source=told, page=as_plain_text(row["page"]))
    return _("Source: {source}").format(source=told)


def card_text(row: Mapping[str, Any], choices: Choices, steps: Mapping[str, str]) -> str:
    """Return everything about a case as Markdown, in the order in which it is read.

    Args:
        row: Row of the cases; what is missing is None.
        choices: Names of policy areas.
        steps: Names of the steps of the cooperation cycle.

    Returns:
        Paragraphs.
    """
    labels = " ".join(f":gray-badge[{as_plain_text(tag)}]" for tag in tags(row, choices, steps))
    paragraphs = [
        f"**{as_plain_text(row['title'])}**  \n{as_plain_text(head_text(row))}",
        as_plain_text(row["summary"] or _("The source says no more than the title.")),
        as_plain_text(taking_part(row)),
        labels,
        f"{as_plain_text(status_text(row))} {source_text(row)}".strip(),
    ]
    return "\n\n".join(part for part in paragraphs if part)

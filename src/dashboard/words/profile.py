"""What the profile of a city says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.i18n import _, listed, ngettext, number
from dashboard.words.city_map import population_text, quantity, year_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.answers.profiles import Profile


def kind_name(kind: str) -> str:
    """Return what kind of place it is, or what kind of record."""
    names = {
        "city": _("city"),
        "district": _("district"),
        "province": _("province"),
        "region": _("region"),
        "practice": _("Practice"),
        "grant": _("Grant"),
        "partner": _("Partner in a practice of others"),
    }
    return names.get(kind, kind)


def summary(profile: Profile, n_areas: int) -> str:
    """Say in three sentences how much is known about the city.

    Args:
        profile: The profile.
        n_areas: Number of policy areas.

    Returns:
        Sentences made from the data.
    """
    led = profile.records[profile.records["kind"] != "partner"]
    measured = profile.indicators[profile.indicators["kind"] != "context"]
    told = [
        _("We know of {practices} practices and grants, {networks}, and {values}.").format(
            practices=number(len(led)),
            networks=ngettext(
                "{n} role in a network", "{n} roles in networks", len(profile.networks)
            ).format(n=number(len(profile.networks))),
            values=ngettext(
                "{n} policy or outcome value", "{n} policy or outcome values", len(measured)
            ).format(n=number(len(measured))),
        ),
        _("Something is documented in {n} of {total} policy areas.").format(
            n=number(led["area_id"].nunique()), total=number(n_areas)
        ),
        _("This says what is documented, not how good a city is."),
    ]
    return " ".join(told)


def population_line(facts: Mapping[str, Any]) -> str:
    """Return the population with year and source, or that it is not known."""
    if facts["population"] is None:
        return population_text({"population": None})
    return _("{told}. Source: {source}.").format(
        told=population_text(facts), source=facts["population_publisher"]
    )


def place_among(row: Mapping[str, Any]) -> str:
    """Return where a value stands among those of the same indicator and year."""
    n = int(row["n_cities"])
    if n <= 1:
        return _("the only city with a value")
    return _("higher than {n} of the other {others}").format(
        n=number(int(row["n_lower"])), others=number(n - 1)
    )


def scale_text(row: Mapping[str, Any]) -> str:
    """Return the goalposts of an indicator."""
    if pd.isna(row["scale_min"]) or pd.isna(row["scale_max"]):
        return ""
    return _("{low} to {high}").format(
        low=quantity(row["scale_min"]), high=quantity(row["scale_max"])
    )


def strips_alt(title: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return what a chart of strips shows, for readers who cannot see it."""
    told = [f"{row['indicator']} {quantity(row['value'])}, {place_among(row)}" for row in rows]
    return f"{title}. {'; '.join(told)}."


def gap_name(table: str, thing: str, areas: Mapping[str, str]) -> str:
    """Return what is missing, in words."""
    names = {
        ("cities", "population"): _("Population"),
        ("cities", "population_year"): _("Year of the population"),
        ("cities", "latitude"): _("Coordinates"),
        ("city_networks", "network"): _("Role in any network"),
    }
    if table == "practices":
        return _("Practice or grant in: {area}").format(area=areas[thing])
    if table == "city_indicators":
        return _("Policy or outcome indicator in: {area}").format(area=areas[thing])
    return names[table, thing]


def how_to_add() -> str:
    """Return how a city can fill what is missing."""
    return _(
        "To add something, download this list, fill in the value, its year and a public source, "
        "and hand the file to the data steward of your working group. Nothing is added without a "
        "source."
    )


def roles_note() -> str:
    """Return where the role of a record comes from."""
    return _(
        "For city records the role is the one read on the page. For the others it follows from "
        "the keyword: this is our own classification (table keyword_roles)."
    )


def role_line(row: Mapping[str, Any]) -> str:
    """Return how much is documented for one role."""
    n, by_rule = int(row["n_records"]), int(row["n_by_rule"])
    if not n:
        return _("nothing documented that we know of")
    told = ngettext("{n} record", "{n} records", n).format(n=number(n))
    if by_rule:
        told += " " + _("({n} by our rule)").format(n=number(by_rule))
    return told


def neighbours_line(near: pd.DataFrame) -> str:
    """Return the nearest cities in the data with their distance."""
    cities = zip(near["city"], near["distance_km"], strict=True)
    return listed([f"{city} ({number(km)} km)" for city, km in cities])


def value_years(row: Mapping[str, Any]) -> str:
    """Return the year of a value in words."""
    return year_name(None if pd.isna(row["year"]) else int(row["year"]))

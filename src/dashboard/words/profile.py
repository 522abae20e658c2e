"""What the profile of a city says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.i18n import _, listed, ngettext, number
from dashboard.queries.sources import COUNTRY_SOURCE
from dashboard.words.figures import quantity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from dashboard.answers.profiles import Profile
    from dashboard.queries.sources import Source


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


def form_name(form: str) -> str:
    """Return what a documented practice is."""
    names = {
        "practice": _("Practice"),
        "project": _("Project"),
        "service": _("Service"),
        "pledge": _("Pledge"),
        "strategy": _("Strategy"),
        "network activity": _("Network activity"),
    }
    return names.get(form, form)


def role_name(role: str) -> str:
    """Return the role of a city in a record."""
    names = {
        "policy-maker": _("policy-maker"),
        "service-provider": _("service provider"),
        "employer": _("employer"),
        "buyer": _("buyer of goods and services"),
        "partner": _("partner, where others lead"),
    }
    return names.get(role, role)


def summary(profile: Profile, n_areas: int) -> str:
    """Say in a few sentences how much is known about the city.

    Args:
        profile: The profile.
        n_areas: Number of policy areas.

    Returns:
        Sentences made from the data.
    """
    led = profile.led
    measured = profile.indicators[profile.indicators["kind"] != "context"]
    told = [
        _("We know of {practices}, {networks}, and {values}.").format(
            practices=ngettext(
                "{n} practice or grant", "{n} practices and grants", len(led)
            ).format(n=number(len(led))),
            networks=ngettext(
                "{n} role in a network", "{n} roles in networks", len(profile.networks)
            ).format(n=number(len(profile.networks))),
            values=ngettext(
                "{n} policy or outcome value", "{n} policy or outcome values", len(measured)
            ).format(n=number(len(measured))),
        ),
        _(
            "Practices or grants are documented in {n} of {total} policy areas, policy or outcome "
            "values in {measured}."
        ).format(
            n=number(led["area_id"].nunique()),
            total=number(n_areas),
            measured=number(measured["area_id"].nunique()),
        ),
        _("This says what is documented, not how good a city is."),
    ]
    return " ".join(told)


def evidence_alt(city: str, counted: Mapping[str, int]) -> str:
    """Return what the chart of the evidence profile shows, for readers who cannot see it."""
    told = "; ".join(f"{area}: {number(n)}" for area, n in counted.items())
    return _("{city}: records known to us by policy area. {told}.").format(city=city, told=told)


def gaps_summary(rows: Sequence[Mapping[str, Any]]) -> str:
    """Say on how many gaps the foreign-born are worse off, and where most.

    Args:
        rows: Rows of gaps with value, direction and indicator.

    Returns:
        One or two sentences.
    """
    signed = [
        (row["value"] if row["direction"] == "lower_better" else -row["value"], row["indicator"])
        for row in rows
    ]
    behind = [gap for gap in signed if gap[0] > 0]
    told = _("The foreign-born are worse off on {n} of {total} measures.").format(
        n=number(len(behind)), total=number(len(signed))
    )
    if not behind:
        return told
    size, name = max(behind)
    most = _("The gap is widest for “{name}”: {points} percentage points.")
    return f"{told} {most.format(name=name, points=quantity(size))}"


def place_among(row: Mapping[str, Any]) -> str:
    """Return where a value stands among those of the same indicator and year."""
    n = int(row["n_cities"])
    if n <= 1:
        return _("the only city with a value")
    told = _("higher than {n} of the other {others}").format(
        n=number(int(row["n_lower"])), others=number(n - 1)
    )
    equal = int(row["n_equal"])
    return told + (_("; equal to {n}").format(n=number(equal)) if equal else "")


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


def missing_cells(
    gaps: Sequence[tuple[str, str]], areas: Mapping[str, str]
) -> dict[str, list[str]]:
    """Return what is missing as a short table: what, and for which policy areas.

    Args:
        gaps: Pairs of `missing_parts`.
        areas: Policy areas by id.

    Returns:
        Cells by heading.
    """
    whole = {
        "practices": _("Practice or grant"),
        "city_indicators": _("Policy or outcome indicator"),
    }
    told = {gap_name(*gap, areas): _("the whole city") for gap in gaps if gap[0] not in whole}
    for table, name in whole.items():
        named = [areas[thing] for kind, thing in gaps if kind == table]
        if named:
            told[name] = "; ".join(named) if len(named) < len(areas) else _("all policy areas")
    if not told:
        told = {_("Nothing that we ask for"): ""}
    return {_("What is missing"): list(told), _("For"): list(told.values())}


def empty_parts(profile: Profile) -> list[str]:
    """Return the names of the parts of a profile about which nothing is known."""
    measured = profile.indicators[profile.indicators["kind"] != "context"]
    parts = {
        _("practices and grants"): profile.records,
        _("what the city does in its four roles"): profile.led[profile.led["role_id"].notna()],
        _("policy or outcome indicators"): measured,
        _("networks"): profile.networks,
        _("partnerships"): profile.partnerships,
        _("findings of the local Migration Governance Indicators"): profile.findings,
        _("events"): profile.events,
    }
    return [name for name, table in parts.items() if table.empty]


def publishers(profile: Profile, sources: Mapping[str, Source]) -> list[str]:
    """Return the publishers of the facts of a place, in words."""
    ids = [profile.facts["place_source_id"], COUNTRY_SOURCE, profile.facts["population_source_id"]]
    context = profile.indicators[profile.indicators["kind"] == "context"]
    return [sources[of].publisher for of in ids if of in sources] + context["publisher"].tolist()


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
        "For city records the role is the one read on the page of the source. Where it says “by "
        "our rule”, the role follows from the keyword: this is our own classification (table "
        "keyword_roles of the data package)."
    )


def unknown_sentence(parts: Sequence[str]) -> str:
    """Return a sentence: about which parts of a profile nothing is known."""
    return _("Nothing is known to us about: {parts}.").format(parts=listed(list(parts)))


def neighbours_line(near: pd.DataFrame) -> str:
    """Return the nearest cities in the data with their distance."""
    cities = zip(near["city"], near["distance_km"], strict=True)
    return listed([f"{city} ({number(km)} km)" for city, km in cities])

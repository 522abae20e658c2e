"""The profile of a city: everything known about it, each part with its sources, and the gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from dashboard.errors import FilterError
from dashboard.filters import CityFilter, LinkFilter
from dashboard.queries.cities import list_cities
from dashboard.queries.partnerships import list_partnerships
from dashboard.queries.profile import list_roles, read_facts, read_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

# One row per figure or fact of a city, as the command line prints them.
PROFILE_COLUMNS: Final[dict[str, str]] = {
    "section": "facts, networks, indicators, records, partnerships, findings or events",
    "item_id": "identifier of what is told",
    "item": "what is told",
    "value": "the figure or fact",
    "unit": "unit of a figure; empty: none",
    "year": "year or years; empty: not stated",
    "n_cities": "cities with a value of the same indicator and year; empty: not an indicator",
    "n_lower": "values among them that are lower",
    "note": "what must be known besides",
    "source_id": "identifier of the source",
}
_EARTH_KM: Final = 6371.0
_MOST_NEIGHBOURS: Final = 8
_POINTS_SOURCE: Final = "geonames"
_COUNTRY_SOURCE: Final = "country-facts"
PARTS: Final = ("networks", "indicators", "records", "findings", "events")


@dataclass(frozen=True)
class Profile:
    """What is known about one city.

    Attributes:
        facts: Columns of mart.cities by name.
        networks: Rows with NETWORK_COLUMNS.
        indicators: Rows with CITY_VALUE_COLUMNS.
        records: Practices, grants and part in practices of others: rows with RECORD_COLUMNS.
        findings: Rows with FINDING_COLUMNS.
        events: Rows with EVENT_COLUMNS.
        partnerships: Rows of `list_partnerships`.
        roles: role_id, role, definition, source_id, n_records, n_by_rule; one row per role.
        neighbours: city_id, city, country_iso3, distance_km and point of the nearest cities.
    """

    facts: dict[str, Any]
    networks: pd.DataFrame
    indicators: pd.DataFrame
    records: pd.DataFrame
    findings: pd.DataFrame
    events: pd.DataFrame
    partnerships: pd.DataFrame
    roles: pd.DataFrame
    neighbours: pd.DataFrame


def city_profile(connection: duckdb.DuckDBPyConnection, city: str) -> Profile:
    """Read the profile of a city.

    Args:
        connection: Open store; only read from.
        city: City id.

    Returns:
        The profile; every part may be empty.

    Raises:
        FilterError: There is no such city.
    """
    facts = read_facts(connection, city)
    if not facts:
        message = f"CITY_ID: got {city!r}, expected the id of a city, such as usa-chicago."
        raise FilterError(message)
    parts = {part: read_part(connection, city, part) for part in PARTS}
    records = parts["records"]
    led = records[records["kind"] != "partner"]
    roles = list_roles(connection)
    roles["n_records"] = [int((led["role_id"] == role).sum()) for role in roles["role_id"]]
    roles["n_by_rule"] = [
        int(((led["role_id"] == role) & led["by_rule"]).sum()) for role in roles["role_id"]
    ]
    return Profile(
        facts=facts,
        partnerships=list_partnerships(connection, LinkFilter(city=city)),
        roles=roles,
        neighbours=_neighbours(facts, list_cities(connection, CityFilter())),
        **parts,
    )


def _neighbours(facts: dict[str, Any], cities: pd.DataFrame) -> pd.DataFrame:
    """Return the nearest other cities, the nearest first; none without a point."""
    columns = ["city_id", "city", "country_iso3", "distance_km", "latitude", "longitude"]
    others = cities[(cities["city_id"] != facts["city_id"]) & cities["latitude"].notna()]
    if facts["latitude"] is None:
        empty: pd.DataFrame = others.reindex(columns=columns).iloc[:0]
        return empty
    lat, lon = np.radians(others["latitude"]), np.radians(others["longitude"])
    own_lat, own_lon = np.radians(facts["latitude"]), np.radians(facts["longitude"])
    half = (
        np.sin((lat - own_lat) / 2) ** 2
        + np.cos(lat) * np.cos(own_lat) * np.sin((lon - own_lon) / 2) ** 2
    )
    distance = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    near = others.assign(distance_km=distance.round().astype(int))
    nearest: pd.DataFrame = near.sort_values(["distance_km", "city"])[columns]
    return nearest.head(_MOST_NEIGHBOURS)


def missing_parts(profile: Profile, areas: list[str]) -> list[tuple[str, str]]:
    """Say what is not known about a city.

    Args:
        profile: The profile.
        areas: Ids of the policy areas.

    Returns:
        Pairs of table and thing: ('cities', 'population'), ('practices', area id) and so on.
    """
    facts = profile.facts
    gaps = [("cities", name) for name in ("population", "latitude") if facts[name] is None]
    if facts["population"] is not None and facts["population_year"] is None:
        gaps.append(("cities", "population_year"))
    if profile.networks.empty:
        gaps.append(("city_networks", "network"))
    known = set(profile.records.loc[profile.records["kind"] != "partner", "area_id"])
    gaps += [("practices", area) for area in areas if area not in known]
    measured = profile.indicators[profile.indicators["kind"] != "context"]
    gaps += [("city_indicators", area) for area in areas if area not in set(measured["area_id"])]
    return gaps


def profile_rows(profile: Profile) -> pd.DataFrame:
    """Lay out a profile as one long table.

    Args:
        profile: The profile.

    Returns:
        Rows with the columns of PROFILE_COLUMNS; each names its source.
    """
    rows = [*_fact_rows(profile.facts), *_other_rows(profile)]
    return pd.DataFrame(rows, columns=list(PROFILE_COLUMNS)).astype(
        {"n_cities": "Int64", "n_lower": "Int64"}
    )


def _fact_rows(facts: dict[str, Any]) -> Iterator[dict[str, Any]]:
    told = {
        "name": (facts["city"], _POINTS_SOURCE),
        "kind": (facts["kind"], "package-own-coding"),
        "admin_area": (facts["admin_area"], _POINTS_SOURCE),
        "country": (facts["country"], _COUNTRY_SOURCE),
        "region": (facts["region"], _COUNTRY_SOURCE),
        "oecd": (facts["oecd"], _COUNTRY_SOURCE),
        "latitude": (facts["latitude"], _POINTS_SOURCE),
        "longitude": (facts["longitude"], _POINTS_SOURCE),
        "population": (facts["population"], facts["population_source_id"]),
    }
    for name, (value, source) in told.items():
        if value is not None:
            year = facts["population_year"] if name == "population" else None
            unit = {"population": "persons", "latitude": "degrees", "longitude": "degrees"}
            yield {
                "section": "facts",
                "item_id": name,
                "item": name,
                "value": value,
                "unit": unit.get(name),
                "year": year,
                "source_id": source,
            }


def _other_rows(profile: Profile) -> Iterator[dict[str, Any]]:
    for section, table, names in (
        ("networks", profile.networks, ("network_id", "network", "role", "since_year")),
        ("indicators", profile.indicators, ("indicator_id", "indicator", "value", "year")),
        ("records", profile.records, ("record_id", "title", "kind", "year")),
        ("partnerships", profile.partnerships, ("partnership_id", "theme", "status", "year")),
        ("findings", profile.findings, ("finding_id", "finding", "kind", "year")),
        ("events", profile.events, ("event_id", "event", "what_happened", "date")),
    ):
        item_id, item, value, year = names
        for row in table.to_dict("records"):
            when = row[year]
            yield {
                "section": section,
                "item_id": row[item_id],
                "item": row[item],
                "value": row[value],
                "unit": row.get("unit"),
                "year": None if pd.isna(when) else str(when),
                "n_cities": row.get("n_cities"),
                "n_lower": row.get("n_lower"),
                "note": row.get("note") or row.get("summary"),
                "source_id": row["source_id"],
            }

"""The profile of a city: everything known about it, each part with its sources, and the gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dashboard.errors import FilterError
from dashboard.filters import CityFilter, LinkFilter
from dashboard.queries.cities import list_cities
from dashboard.queries.partnerships import list_partnerships
from dashboard.queries.places import list_places
from dashboard.queries.profile import list_roles, read_facts, read_part

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_EARTH_KM: Final = 6371.0
_MOST_NEIGHBOURS: Final = 8
_SETTLEMENTS: Final = ("city", "district")
PARTS: Final = ("networks", "indicators", "records", "findings", "events")


@dataclass(frozen=True)
class Profile:
    """What is known about one city.

    Attributes:
        facts: Columns of `read_facts` by name.
        networks: Rows with NETWORK_COLUMNS.
        indicators: Rows with CITY_VALUE_COLUMNS.
        records: Practices, grants and part in practices of others: rows with RECORD_COLUMNS.
        findings: Rows with FINDING_COLUMNS.
        events: Rows with EVENT_COLUMNS.
        partnerships: Rows of `list_partnerships`.
        roles: role_id, role, definition, source_id; one row per role.
        neighbours: city_id, city, country_iso3, distance_km and point of the nearest cities and
            districts.
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

    @property
    def led(self) -> pd.DataFrame:
        """The practices of the city and the grants to it, without its part in those of others."""
        return self.records[self.records["kind"] != "partner"]


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
    return Profile(
        facts=facts,
        partnerships=list_partnerships(connection, LinkFilter(city=city)),
        roles=list_roles(connection),
        neighbours=_neighbours(facts, connection),
        **parts,
    )


def _neighbours(facts: dict[str, Any], connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return the nearest other cities, the nearest first; none without a point."""
    kinds = list_places(connection)[["city_id", "kind"]]
    cities = list_cities(connection, CityFilter()).merge(kinds, on="city_id")
    cities = cities[cities["kind"].isin(_SETTLEMENTS)]  # a region is no neighbour of its city
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
    known = set(profile.led["area_id"])
    gaps += [("practices", area) for area in areas if area not in known]
    measured = profile.indicators[profile.indicators["kind"] != "context"]
    gaps += [("city_indicators", area) for area in areas if area not in set(measured["area_id"])]
    return gaps

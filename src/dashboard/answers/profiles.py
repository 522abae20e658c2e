"""The profile of a city: everything known about it, each part with its sources, and the gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dashboard.analysis.search import fold
from dashboard.errors import FilterError
from dashboard.filters import LinkFilter
from dashboard.queries.partnerships import list_partnerships
from dashboard.queries.places import list_neighbours
from dashboard.queries.profile import list_roles, read_facts, read_part

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_MOST_NEIGHBOURS: Final = 8
# Words of a place's name by which the authority in charge is known to be its own.
_LEAST_LETTERS: Final = 4
_GENERIC: Final = frozenset({"city", "region", "province", "department", "santa", "saint"})
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
    parts["records"] = _without_roles_of_others(parts["records"], facts["city"])
    return Profile(
        facts=facts,
        partnerships=list_partnerships(connection, LinkFilter(city=city)),
        roles=list_roles(connection),
        neighbours=list_neighbours(connection, city, _MOST_NEIGHBOURS),
        **parts,
    )


def _without_roles_of_others(records: pd.DataFrame, city: str) -> pd.DataFrame:
    """Return the records without the roles that our rule gives where others lead.

    The rule goes by the keyword. It says nothing about a practice whose authority in charge, as
    the source names it, does not bear the name of the place.
    """
    words = {word for word in fold(city).split() if len(word) >= _LEAST_LETTERS} - _GENERIC
    leads = records["lead_authority"].fillna("").map(lambda lead: set(fold(lead).split()))
    others = leads.map(words.isdisjoint).astype(bool)
    taken = records["by_rule"] & (records["kind"] == "practice") & others
    return records.assign(
        role_id=records["role_id"].mask(taken), by_rule=records["by_rule"] & ~taken
    )


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
